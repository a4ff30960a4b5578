"""The folder of a delivery: its workbooks, the documents beside them, and what nobody should have put there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from micrositio.formats.documents.office import FAULTS, changed_on
from micrositio.model.text import N_
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.workbook.book import EXTENSIONS, MAXIMUM_BYTES, Book, read_book
from micrositio.workbook.delivery import origin_of
from micrositio.workbook.layout import ORIGIN
from micrositio.workbook.origin import Origin

_LEFT = ("~$", ".")
"""Start of the names of files that nobody delivers."""
A_LINK, A_FOLDER, NOT_A_FILE, LOOSE = (
    N_("es un enlace"), N_("es una carpeta dentro de la entrega"), N_("no es un archivo"),
    N_("está fuera de la carpeta de un corte"),
)  # fmt: skip
OLDER, A_COPY = N_("se guardó antes"), N_("parece una copia")


class Opened(NamedTuple):
    """A workbook that was delivered, what it was made from, and why it is not read (`book` is None) or not used."""

    file: Path
    book: Book | None
    origin: Origin
    problems: Sequence[Problem]

    @property
    def whose(self) -> tuple[str, str, bool]:
        """The plan and the cut that it reports, and whether it is that of the committee."""
        return self.origin.plan, self.origin.cut, self.origin.for_committee


def opened(file: Path) -> Opened:
    """Returns a workbook as it was delivered."""
    size = file.stat().st_size
    book, problems = read_book(file.name, file.read_bytes() if size <= MAXIMUM_BYTES else bytes(MAXIMUM_BYTES + 1))
    if book is None:
        return Opened(file, None, Origin(), problems)
    return Opened(file, book, *origin_of(book, file.name))


def files_of(folder: Path) -> list[Path]:
    """Returns the files of a folder that somebody put there."""
    return [each for each in _delivered(folder) if each.is_file() and not each.is_symlink()]


def _delivered(folder: Path) -> Iterator[Path]:
    yield from (each for each in sorted(folder.iterdir()) if not each.name.startswith(_LEFT))


def books_of(folder: Path) -> tuple[list[Opened], list[Problem]]:
    """Returns the workbooks of a folder, that of the committee last, or else what is wrong with the folder.

    Documents may be workbooks too: one that `export` made is known by its hidden sheet.
    """
    listed = [opened(each) for each in files_of(folder) if each.suffix.lower() in EXTENSIONS]
    ours = [each for each in listed if each.book and ORIGIN in each.book.sheets]
    found = ours or [each for each in listed if each.book is None]
    problems = [*_not_files(folder), *_doubles(ours)]
    if not found:
        problems.append(problem(Kind.BOOK_NONE, Place(folder.name)))
    problems += [each for book in found for each in book.problems]
    return sorted(found, key=lambda each: (each.origin.for_committee, each.file)), problems


def _not_files(folder: Path) -> Iterator[Problem]:
    for each in _delivered(folder):
        if what := A_LINK if each.is_symlink() else A_FOLDER if each.is_dir() else "" if each.is_file() else NOT_A_FILE:
            yield problem(Kind.BOOK_NO_FILE, Place(each.name), what=what)


def _doubles(books: Sequence[Opened]) -> Iterator[Problem]:
    """Yields a problem for each workbook that says the same as another one: which of the two was saved before."""
    usable = sorted((each for each in books if not each.problems), key=lambda each: each.whose)
    for whose, group in groupby(usable, key=lambda each: each.whose):
        saved = {book.file: _saved_on(book.file) for book in group}
        last = max(saved, key=lambda each: (saved[each], -len(each.name), each.name))
        for each in saved:
            if each != last:
                first, second = sorted((each.name, last.name))
                why = OLDER if saved[each] < saved[last] else A_COPY
                yield problem(Kind.BOOK_DOUBLE, Place(each.name), first=first, second=second, old=each.name,
                              why=why, plan=whose[0], cut=whose[1])  # fmt: skip


def _saved_on(file: Path) -> str:
    try:
        return changed_on(file.read_bytes())
    except FAULTS:  # an .xls tells it elsewhere
        return ""


def deliveries_of(root: Path) -> tuple[list[Path], list[Problem]]:
    """Returns the folders with deliveries below a folder, and what was put beside them and is not received."""
    if not root.is_dir() or root.is_symlink():
        problems = [problem(Kind.BOOK_NO_FILE, Place(root.name), what=A_LINK)] if root.is_symlink() else []
        return [], problems
    found, problems = [], []
    for each in _delivered(root):
        if each.is_dir() and not each.is_symlink():
            found += [each] if any(_delivered(each)) else []
        else:
            what = A_LINK if each.is_symlink() else LOOSE
            problems.append(problem(Kind.BOOK_NO_FILE, Place(f"{root.name}/{each.name}"), what=what))
    return found, problems
