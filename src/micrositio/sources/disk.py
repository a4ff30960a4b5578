"""The reader of files: below one folder, in name order, without symbolic links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

from micrositio.formats import csv_table, yaml_document
from micrositio.formats.checksums import sha256
from micrositio.formats.file_names import resolved
from micrositio.model.text import Writing
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

_LEFT_BEHIND = ("~$", ".~lock", ".", "Thumbs.db", "desktop.ini", "Icon\r")
"""Start of the names of files left by operating systems and office programs."""
MAXIMUM_DOCUMENT = 10_000_000
"""Bytes of a document of the evidence, or of a plan's report, at most."""
MAXIMUM_ENTRIES = 10_000
"""Files and folders of one folder at most."""
_MAXIMA: Mapping[str, int] = dict.fromkeys((".csv", ".txt"), csv_table.MAXIMUM_BYTES)
"""Bytes of a file that is read whole at most, by its ending, where it is not as for a YAML."""
_LARGE = 1_000_000
"""Bytes of a file from which its content is not kept in memory once it has been read."""
T = TypeVar("T")


def line_at(root: Path, place: Place) -> str:
    """Returns the line of a text that a problem is about; "" where it is a table, too large, or not below the root."""
    path = root / place.file
    if not place.row or path.suffix == ".csv" or path.is_symlink() or not path.is_file():
        return ""
    if not resolved(path).is_relative_to(resolved(root)) or path.stat().st_size > _LARGE:
        return ""
    lines = path.read_text("utf-8", "replace").splitlines()
    return lines[place.row - 1] if place.row <= len(lines) else ""


class Disk:
    """Reader of the files below `root`, with the problems found; files come in name order, symbolic links are refused.

    A file of more than `most` bytes is refused (0: of more than one of its kind may have). `writing` has the keys of
    the site's texts; `languages` is a text that changes if `writing` or the interface texts change; `sums` are the
    SHA-256 of the files that were read whole.
    """

    def __init__(self, root: Path, most: int = 0) -> None:
        """Starts without problems, with the keys of the profile (Spanish) until `writing` is set from the settings."""
        self.root = root
        self.most = most
        self.writing = Writing()
        self.languages = ""
        self.problems: list[Problem] = []
        self.sums: dict[Path, str] = {}
        self._links: set[Path] = set()

    def name(self, path: Path) -> str:
        """Returns the path as problems give it: relative to the root, with slashes."""
        return path.relative_to(self.root).as_posix()

    def report(self, kind: Kind, path: Path, **details: object) -> None:
        """Adds a problem of a whole file or folder."""
        self.problems.append(problem(kind, Place(self.name(path)), **details))

    def entries(self, folder: Path) -> Iterator[Path]:
        """Yields the files and folders of `folder`, in name order; none if it is not a folder, or has too many.

        Adds a problem for each symbolic link and each special file.
        """
        if self._is_linked(folder) or not folder.is_dir():
            return
        found = list(islice(folder.iterdir(), MAXIMUM_ENTRIES + 1))
        if len(found) > MAXIMUM_ENTRIES:
            self.report(Kind.FOLDER_LIMITS, folder, limit=f"{MAXIMUM_ENTRIES:,}")
            return
        for path in sorted(found, key=lambda p: p.name):
            if path.is_symlink():
                self._refuse(path)
            elif not (path.is_file() or path.is_dir()):
                self.report(Kind.FILE_UNEXPECTED, path)
            elif not path.name.startswith(_LEFT_BEHIND):
                yield path

    def _is_linked(self, path: Path) -> bool:
        """Returns whether `path` is, or is reached through, a symbolic link below the root; adds its problem."""
        below = path.relative_to(self.root).parents
        for each in (*(self.root / folder for folder in reversed(below)), path):
            if each != self.root and each.is_symlink():
                self._refuse(each)
                return True
        return False

    def _refuse(self, link: Path) -> None:
        """Adds the problem of a symbolic link, once."""
        if link not in self._links:
            self._links.add(link)
            self.report(Kind.FILE_SYMLINK, link)

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

    def fits(self, path: Path, most: int) -> bool:
        """Returns whether a file is of at most that many bytes; if not, adds a problem. It is not opened."""
        if path.stat().st_size <= most:
            return True
        self.report(Kind.FILE_SIZE, path, limit=f"{most // 1_000_000} MB")
        return False

    def content(self, path: Path) -> bytes | None:
        """Returns the bytes of a file, or None, with a problem, if it is larger than a file of its kind may be."""
        most = self.most or _MAXIMA.get(path.suffix, yaml_document.MAXIMUM_BYTES)
        if not self.fits(path, most):
            return None
        data = path.read_bytes()
        self.sums[path] = sha256(data)
        return data

    def read(self, path: Path, parse: Callable[[str, bytes], tuple[T | None, list[Problem]]]) -> T | None:
        """Returns the result of `parse` on the name and bytes of a file; adds its problems."""
        data = self.content(path)
        if data is None:
            return None
        value, problems = (_parsed.__wrapped__ if len(data) > _LARGE else _parsed)(parse, self.name(path), data)
        self.problems += problems
        return value

    def file(self, path: Path) -> Path | None:
        """Returns `path`, or None if it is no file or is reached through a symbolic link, which adds a problem."""
        return path if not self._is_linked(path) and path.is_file() else None


@lru_cache(maxsize=512)
def _parsed(
    parse: Callable[[str, bytes], tuple[T | None, list[Problem]]], file: str, data: bytes
) -> tuple[T | None, tuple[Problem, ...]]:
    """Returns the result of `parse` on a file, kept by content, so that a preview reads again only what changed."""
    value, problems = parse(file, data)
    return value, tuple(problems)
