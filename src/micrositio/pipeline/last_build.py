"""What a build was made from, wrote and said, kept so that a build with nothing new repeats its words and writes none.

It is known by the sizes and the times of change of files, which the system sets and no program can: nothing is read.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from micrositio.pipeline.publisher import keep, keep_newest

FOLDER = Path(".cache", "construcciones")
"""Folder, within the project's, of what is kept of builds. It may be removed at any time."""
MOST = 20
"""Maximum number of builds kept: the newest."""
SETTLED = 20_000_000
"""Nanoseconds without a change after which a later change of a file has another time: several ticks of any system."""
_ENGINE = Path(__file__).resolve().parents[1]
_SKIPPED = ("__pycache__",)


class Damaged(Exception):
    """A file of what is kept of builds that is not as it was written; the message is its path."""


class Said(NamedTuple):
    """What a build printed: its lines on problems, and the numbers of pages and of files of the site."""

    lines: tuple[str, ...]
    pages: int
    files: int


class LastBuild(NamedTuple):
    """The last build with some options: the file that keeps it, and the state of what a build is made from now.

    `inputs` is a digest of that state, or "" if it cannot be told from a later one.
    """

    file: Path
    inputs: str

    def repeated(self, output: Path) -> Said | None:
        """Returns what the last build said, or None if what it was made from, or the site in `output`, has changed.

        Raises `Damaged` if the file that keeps it is not as it was written.
        """
        try:
            digest, _, body = self.file.read_text("utf-8").partition("\n")
            if digest != _digest(body):
                raise ValueError(body)
            _place, inputs, written, lines, pages, files = json.loads(body)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise Damaged(str(self.file)) from error
        same = self.inputs and (inputs, written) == (self.inputs, _state((output,)).digest)
        return Said(tuple(lines), pages, files) if same else None

    def put(self, output: Path, said: Said) -> None:
        """Keeps the build that has just been published in `output`; removes the oldest of those kept."""
        written = _state((output,)).digest
        if self.inputs and written:
            body = json.dumps([str(output.resolve()), self.inputs, written, *said], ensure_ascii=False)
            keep(f"{_digest(body)}\n{body}".encode(), self.file)
            keep_newest(self.file.parent, MOST)


def last_build(home: Path, options: Iterable[object], folders: Iterable[Path], since: Path) -> LastBuild:
    """Returns the last build with the options; `folders` are those it is made from and `since` a file written just now.

    A file that changed when `since` was written could change again without a sign: then nothing is kept.
    """
    state = _state((*folders, _ENGINE))
    name = _digest(json.dumps([str(each) for each in options]))
    libraries = sorted(each for place in sys.path for each in _libraries(place))
    is_settled = state.digest and state.newest < since.stat().st_ctime_ns - SETTLED
    inputs = _digest(json.dumps([state.digest, sys.version, libraries])) if is_settled else ""
    return LastBuild(home / FOLDER / name, inputs)


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


def _files(folder: str) -> Iterator[tuple[str, int, int, int]]:
    """Yields the path, size and times of change of each file below a folder; of a folder, only its path.

    Raises `OSError` for what cannot be read and for a link to a folder, as what is behind it is not looked at.
    """
    yield folder, 0, 0, 0
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda each: each.name)
    for each in entries:
        if each.is_dir():
            if each.is_symlink():
                raise NotADirectoryError(each.path)
            if each.name not in _SKIPPED:
                yield from _files(each.path)
        else:
            stat = each.stat()
            yield each.path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _libraries(place: str) -> list[str]:
    """Returns the names, with the versions, of the libraries installed in a folder of Python's."""
    try:
        return [each.name for each in Path(place).iterdir() if each.name.endswith(".dist-info")]
    except OSError:
        return []


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
