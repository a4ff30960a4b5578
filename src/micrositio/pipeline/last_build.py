"""What a build was made from, wrote and said, kept so that a build with nothing new repeats its words and writes none.

It is known by the sizes and the times of change of files, which the system sets and no program can: nothing is read.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from micrositio.formats.kept import Kept, key_of

SETTLED = 20_000_000
"""Nanoseconds without a change after which a later change of a file has another time: several ticks of any system."""
_ENGINE = Path(__file__).resolve().parents[1]
_SKIPPED = ("__pycache__",)
_DEEPEST = 40
"""Folders within folders that are looked at."""


class Said(NamedTuple):
    """What a build printed: its lines on problems, and the numbers of pages and of files of the site."""

    lines: tuple[str, ...]
    pages: int
    files: int


class LastBuild(NamedTuple):
    """The last build with some options: its key in `kept`, and the state of what a build is made from now.

    `inputs` is a digest of that state, or "" if it cannot be told from a later one.
    """

    kept: Kept
    key: str
    inputs: str

    def repeated(self, output: Path) -> Said | None:
        """Returns what the last build said, or None if what it was made from, or the site in `output`, has changed."""
        body = self.kept.get(self.key) if self.inputs else None
        if body is None:
            return None
        _place, inputs, written, lines, pages, files = json.loads(body)
        same = (inputs, written) == (self.inputs, _state((output,)).digest)
        return Said(tuple(lines), pages, files) if same else None

    def put(self, output: Path, said: Said) -> None:
        """Keeps the build that has just been published in `output`."""
        written = _state((output,)).digest
        if self.inputs and written:
            self.kept.put(self.key, json.dumps([str(output), self.inputs, written, *said], ensure_ascii=False).encode())


def last_build(kept: Kept, options: Iterable[object], folders: Iterable[Path], since: Path) -> LastBuild:
    """Returns the last build with the options; `folders` are those it is made from and `since` a file written just now.

    A file that changed when `since` was written could change again without a sign: then nothing is kept.
    """
    state = _state((*folders, _ENGINE))
    libraries = sorted(each for place in sys.path for each in _libraries(place))
    is_settled = state.digest and state.newest < since.stat().st_ctime_ns - SETTLED
    inputs = key_of(state.digest, sys.version, *libraries) if is_settled else ""
    return LastBuild(kept, key_of("build", *map(str, options)), inputs)


class _State(NamedTuple):
    """The digest of the state of some folders, "" where it cannot be known, and the time of the newest change."""

    digest: str
    newest: int


def _state(folders: Iterable[Path]) -> _State:
    newest = 0
    digest = hashlib.sha256()
    try:
        for folder in folders:
            for path, size, modified, changed in _files(str(folder)):
                digest.update(f"{path}\0{size}\0{modified}\0{changed}\n".encode(errors="surrogateescape"))
                newest = max(newest, changed)
    except OSError:
        return _State("", 0)
    return _State(digest.hexdigest(), newest)


def _files(folder: str, depth: int = _DEEPEST) -> Iterator[tuple[str, int, int, int]]:
    """Yields the path, size and times of change of each file below a folder; of a folder, only its path.

    Raises `OSError` for what cannot be read, for a link to a folder, as what is behind it is not looked at, and for
    what is further down than any source.
    """
    if not depth:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), folder)
    yield folder, 0, 0, 0
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda each: each.name)
    for each in entries:
        if each.is_dir():
            if each.is_symlink():
                raise NotADirectoryError(each.path)
            if each.name not in _SKIPPED:
                yield from _files(each.path, depth - 1)
        else:
            stat = each.stat()
            yield each.path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _libraries(place: str) -> list[str]:
    """Returns the names, with the versions, of the libraries installed in a folder of Python's."""
    try:
        return [each.name for each in Path(place).iterdir() if each.name.endswith(".dist-info")]
    except OSError:
        return []
