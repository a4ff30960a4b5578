"""The copies of a plan's pictures, made by several threads, and kept between builds."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from micrositio.formats.kept import Kept, key_of
from micrositio.formats.picture import RECIPE, Copy, Picture, is_picture, read_picture
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Evidence
from micrositio.pages.views.parts import PictureFile, PictureRef
from micrositio.problems.problem import Problem
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

WORKERS = min(4, os.cpu_count() or 1)
"""Number of pictures in memory at once."""


def kept_picture(kept: Kept, key: str) -> Picture | None:
    """Returns the copies kept under `key`, or None if one of them is missing or has changed."""
    listed = json.loads(kept.get(key) or b"[]")
    copies = [Copy(width, height, file) for width, height, digest in listed if (file := kept.file(digest))]
    return Picture(tuple(copies[:-1]), copies[-1]) if copies and len(copies) == len(listed) else None


def keep_picture(kept: Kept, key: str, picture: Picture) -> Picture:
    """Keeps the copies of a picture; returns them as kept or, where they cannot be, as they were."""
    if not kept.is_written:
        return picture
    listed: list[tuple[int, int, str]] = []
    for each in (*picture.copies, picture.thumbnail):
        assert isinstance(each.data, bytes)
        listed.append((each.width, each.height, kept.put_file(each.data)))
    kept.put(key, json.dumps(listed).encode())
    return kept_picture(kept, key) or picture


class PlanPictures(NamedTuple):
    """The pictures of a plan: as pages show them, by evidence id; each copy and its document; and the problems."""

    shown: Mapping[str, PictureRef]
    files: Mapping[SitePath, tuple[bytes | Path, str]]
    problems: tuple[Problem, ...]


Progress = Callable[[int, int], None]
"""Receives how many pictures are done and how many there are."""


def plan_pictures(plan: ActionPlan, paths: Mapping[str, Path], kept: Kept, progress: Progress) -> PlanPictures:
    """Returns the copies of the plan's pictures; `paths` are those of its documents on disk, by evidence id."""
    pictures = [each for each in plan.evidence if each.id in paths and is_picture(each.file)]
    shown: dict[str, PictureRef] = {}
    files: dict[SitePath, tuple[bytes | Path, str]] = {}
    problems: list[Problem] = []
    for number, (each, (picture, found)) in enumerate(_made(pictures, paths, kept), 1):
        progress(number, len(pictures))
        problems += found
        if picture:
            shown[each.id], contents = _published(plan, each, picture)
            files |= {path: (data, _file(each)) for path, data in contents.items()}
    return PlanPictures(shown, files, tuple(problems))


def _file(each: Evidence) -> str:
    """Returns the file of a document as problems name it."""
    return f"{each.origin.file.rpartition('/')[0]}/{each.file}"


_Result = tuple[Picture | None, list[Problem]]


def _made(pictures: list[Evidence], paths: Mapping[str, Path], kept: Kept) -> Iterator[tuple[Evidence, _Result]]:
    """Yields each picture with its copies, in order; those that are kept are not in memory."""
    make = partial(_copies, paths=paths, kept=kept)
    with warnings.catch_warnings(), ThreadPoolExecutor(WORKERS) as pool:
        warnings.simplefilter("ignore")  # the library's remarks on a damaged file
        yield from zip(pictures, pool.map(make, pictures), strict=True)


def _copies(each: Evidence, paths: Mapping[str, Path], kept: Kept) -> _Result:
    found = kept_picture(kept, _key(each))
    if found:
        return found, []
    picture, problems = read_picture(_file(each), paths[each.id])
    return (keep_picture(kept, _key(each), picture) if picture else None), problems


def _key(each: Evidence) -> str:
    """Returns the name under which the copies of a picture are kept: other bytes or another recipe, another name."""
    return key_of("picture", each.hash, RECIPE)


def _published(plan: ActionPlan, each: Evidence, picture: Picture) -> tuple[PictureRef, dict[SitePath, bytes | Path]]:
    """Returns the picture as pages show it, and its copies by path."""

    def path(name: str) -> SitePath:
        return router.evidence_picture(plan, each, name)

    sizes = tuple(PictureFile(path(str(copy.width)), copy.width, copy.height) for copy in picture.copies)
    small = picture.thumbnail
    thumbnail = PictureFile(path("miniatura"), small.width, small.height)
    contents = {file.path: copy.data for file, copy in zip(sizes, picture.copies, strict=True)}
    return PictureRef(sizes, thumbnail), {**contents, thumbnail.path: small.data}
