"""The writing of many sources at once: they are staged as a whole site, judged there, and put in place in one step.

The folder of the plan is exchanged as a whole, so that whoever kills the program finds it as before or as after. Where
the system cannot exchange two folders it is renamed twice, and what was left between the two is put right at the next
run.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from micrositio.formats.system_calls import exchanged, folder_synced, synced
from micrositio.sources.loader import DESCRIPTOR

STAGE = ".micrositio-revision"
"""Folder, beside `content` and `data`, in which changed sources are staged."""
_RETIRED = "retirado"


@contextlib.contextmanager
def staged_sources(root: Path, plan: str, changes: Mapping[str, bytes | Path]) -> Iterator[Path]:
    """Yields the folder of a site like that in `root`, with the changes; of the other plans it has the descriptor.

    Files that do not change are the same files, by hard links where the system has them. Nothing of it stays behind.
    """
    stage = root / STAGE
    put_right(root)
    try:
        _linked(root / "content", stage / "content")
        for folder in (root / "data").iterdir():
            if folder.name == plan:
                _linked(folder, stage / "data" / plan)
            elif (folder / DESCRIPTOR).is_file() and not folder.is_symlink():
                (stage / "data" / folder.name).mkdir(parents=True)
                _link(folder / DESCRIPTOR, stage / "data" / folder.name / DESCRIPTOR)
        for name, content in changes.items():
            _write(stage / name, content)
        yield stage
    finally:
        if stage.exists():
            shutil.rmtree(stage)


def put_in_place(root: Path, plan: str, changes: Mapping[str, bytes | Path]) -> None:
    """Puts the staged changes in place: the plan's folder in one step, and then the files of other folders."""
    stage, own = root / STAGE, f"data/{plan}/"
    synced(stage)
    if any(name.startswith(own) for name in changes):
        _swap(stage / "data" / plan, root / "data" / plan, stage / _RETIRED)
        folder_synced(root / "data")
    for name in changes:
        if not name.startswith(own):
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (stage / name).replace(target)
            folder_synced(target.parent)


def write_sources(root: Path, plan: str, changes: Mapping[str, bytes | Path]) -> None:
    """Writes files of a plan that need no judging as a whole, all of them or none, by their names in the site."""
    with staged_sources(root, plan, changes):
        put_in_place(root, plan, changes)


def made_folder(root: Path, *names: str) -> Path:
    """Returns a folder below the site's, made if it is not there; raises `OSError` if a link stands in its place."""
    folder = root
    for name in names:
        folder = folder / name
        if folder.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(folder))
        folder.mkdir(exist_ok=True)
    return folder


def take_out(folder: Path, names: Collection[str]) -> None:
    """Removes from a folder the files that were delivered there, and the folder if nothing is left in it."""
    for name in names:
        (folder / name).unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def put_right(root: Path) -> None:
    """Undoes what a killed run left: a plan's folder that was taken away and not replaced, and the stage."""
    stage = root / STAGE
    for plan in (stage / "data").iterdir() if (stage / _RETIRED).is_dir() else ():
        if not (root / "data" / plan.name).exists():
            (stage / _RETIRED).rename(root / "data" / plan.name)
            break
    if stage.exists():
        shutil.rmtree(stage)


def _linked(folder: Path, copy: Path) -> None:
    """Makes a folder with the same files as another one, links to elsewhere apart, which are copied as links."""
    copy.mkdir(parents=True)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            _linked(path, copy / path.name)
        else:
            _link(path, copy / path.name)
    shutil.copystat(folder, copy)


def _link(path: Path, copy: Path) -> None:
    try:
        os.link(path, copy, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, copy, follow_symlinks=False)


def _write(target: Path, content: bytes | Path) -> None:
    """Writes a file of the stage; one that was linked is replaced, and not written through."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    if isinstance(content, Path):
        shutil.copyfile(content, target)
    else:
        target.write_bytes(content)
    target.chmod(0o644)


def _swap(staged: Path, place: Path, retired: Path) -> None:
    if exchanged(staged, place):
        return
    place.rename(retired)
    try:
        staged.rename(place)
    except OSError:
        retired.rename(place)
        raise
