"""The copies of a plan's pictures, made by several threads, and the folder where they are kept between builds."""

from __future__ import annotations

import hashlib
import json
import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from micrositio.formats.picture import RECIPE, Copy, Picture, is_picture, read_picture
from micrositio.formats.zip_archive import Spliced
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Evidence
from micrositio.pages.views.parts import PictureFile, PictureRef
from micrositio.pipeline.publisher import keep
from micrositio.problems.problem import Problem
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

WORKERS = min(4, os.cpu_count() or 1)
"""Number of pictures in memory at once."""
FOLDER = Path(".cache", "imagenes")
"""Folder, within the project's, where copies are kept between builds. It may be removed at any time."""


class Kept(NamedTuple):
    """Where the copies are kept between builds (None: nowhere), and whether new ones are written there.

    The copies of a picture are files of their own, beside a list of their sizes and hashes that is written last.
    """

    folder: Path | None = None
    is_written: bool = False

    def get(self, key: str) -> Picture | None:
        """Returns the copies kept under `key`, or None if there are none or a byte of them has changed."""
        try:
            *copies, thumbnail = self._read(key)
        except (OSError, ValueError, TypeError):
            return None
        return Picture(tuple(copies), thumbnail)

    def _read(self, key: str) -> Iterator[Copy]:
        """Yields the copies of a picture; raises an error if they are not there or have changed."""
        listed = json.loads(self._file(key).read_text("utf-8"))
        for number, (width, height, digest) in enumerate(listed):
            file = self._file(f"{key}-{number}")
            if Spliced((file,)).sha256 != digest:
                raise ValueError(file)
            yield Copy(width, height, file)

    def _file(self, name: str) -> Path:
        if self.folder is None:
            raise FileNotFoundError(name)
        return self.folder / name

    def put(self, key: str, picture: Picture) -> Picture:
        """Keeps the copies of a picture; returns them as kept or, where they cannot be, as they were."""
        if not self.is_written:
            return picture
        every = (*picture.copies, picture.thumbnail)
        listed = [(each.width, each.height, Spliced((each.data,)).sha256) for each in every]
        for number, each in enumerate(every):
            assert isinstance(each.data, bytes)
            keep(each.data, self._file(f"{key}-{number}"))
        keep(json.dumps(listed).encode(), self._file(key))
        return self.get(key) or picture


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
    found = kept.get(_key(each))
    if found:
        return found, []
    picture, problems = read_picture(_file(each), paths[each.id])
    return (kept.put(_key(each), picture) if picture else None), problems


def _key(each: Evidence) -> str:
    """Returns the name under which the copies of a picture are kept: other bytes or another recipe, another name."""
    return hashlib.sha256(f"{each.hash}\n{RECIPE}".encode()).hexdigest()


def _published(plan: ActionPlan, each: Evidence, picture: Picture) -> tuple[PictureRef, dict[SitePath, bytes | Path]]:
    """Returns the picture as pages show it, and its copies by path."""

    def path(name: str) -> SitePath:
        return router.evidence_picture(plan, each, name)

    sizes = tuple(PictureFile(path(str(copy.width)), copy.width, copy.height) for copy in picture.copies)
    small = picture.thumbnail
    thumbnail = PictureFile(path("miniatura"), small.width, small.height)
    contents = {file.path: copy.data for file, copy in zip(sizes, picture.copies, strict=True)}
    return PictureRef(sizes, thumbnail), {**contents, thumbnail.path: small.data}
