"""The reader of files: below one folder, in name order, without symbolic links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from micrositio.model.text import Writing
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

_LEFT_BEHIND = ("~$", ".~lock", ".", "Thumbs.db", "desktop.ini", "Icon\r")
"""Start of the names of files left by operating systems and office programs."""
_LARGE = 1_000_000
"""Bytes of a file from which its content is not kept in memory once it has been read."""
T = TypeVar("T")


class Disk:
    """Reader of the files below `root`, with the problems found; files come in name order, symbolic links are refused.

    `writing` has the keys of the site's texts; `languages` is a text that changes if `writing` or the interface texts
    change.
    """

    def __init__(self, root: Path) -> None:
        """Starts without problems, with the keys of the profile (Spanish) until `writing` is set from the settings."""
        self.root = root
        self.writing = Writing()
        self.languages = ""
        self.problems: list[Problem] = []

    def name(self, path: Path) -> str:
        """Returns the path as problems give it: relative to the root, with slashes."""
        return path.relative_to(self.root).as_posix()

    def report(self, kind: Kind, path: Path, **details: object) -> None:
        """Adds a problem of a whole file or folder."""
        self.problems.append(problem(kind, Place(self.name(path)), **details))

    def entries(self, folder: Path) -> Iterator[Path]:
        """Yields the files and folders of `folder`, in name order; none if it is not a folder.

        Adds a problem for each symbolic link and each special file.
        """
        if not folder.is_dir():
            return
        for path in sorted(folder.iterdir(), key=lambda p: p.name):
            if path.is_symlink():
                self.report(Kind.FILE_SYMLINK, path)
            elif not (path.is_file() or path.is_dir()):
                self.report(Kind.FILE_UNEXPECTED, path)
            elif not path.name.startswith(_LEFT_BEHIND):
                yield path

    def files(self, folder: Path, *folders: str) -> Iterator[Path]:
        """Yields the files of `folder`, in which `folders` are the only folders allowed."""
        for path in self.entries(folder):
            if path.is_file():
                yield path
            elif path.name not in folders:
                self.report(Kind.FILE_UNEXPECTED, path)

    def folders(self, folder: Path) -> Iterator[Path]:
        """Yields the folders of `folder`, in which no file is allowed."""
        for path in self.entries(folder):
            if path.is_dir():
                yield path
            else:
                self.report(Kind.FILE_UNEXPECTED, path)

    def read(self, path: Path, parse: Callable[[str, bytes], tuple[T | None, list[Problem]]]) -> T | None:
        """Returns the result of `parse` on the name and bytes of a file; adds its problems."""
        data = path.read_bytes()
        value, problems = (_parsed.__wrapped__ if len(data) > _LARGE else _parsed)(parse, self.name(path), data)
        self.problems += problems
        return value

    def file(self, path: Path) -> Path | None:
        """Returns `path`, or None if it is no file or is reached through a symbolic link, which adds a problem."""
        below = path.relative_to(self.root).parents
        for each in (*(self.root / folder for folder in reversed(below)), path):
            if each != self.root and each.is_symlink():
                self.report(Kind.FILE_SYMLINK, each)
                return None
        return path if path.is_file() else None


@lru_cache(maxsize=512)
def _parsed(
    parse: Callable[[str, bytes], tuple[T | None, list[Problem]]], file: str, data: bytes
) -> tuple[T | None, tuple[Problem, ...]]:
    """Returns the result of `parse` on a file, kept by content, so that a preview reads again only what changed."""
    value, problems = parse(file, data)
    return value, tuple(problems)
