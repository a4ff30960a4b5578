"""The header of a sheet: in which rows it is, and how each column is called by all of them («2024 > T1 > Meta»)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from micrositio.editing.meanings import folded
from micrositio.matrix.grid import Grid
from micrositio.matrix.vocabulary import is_period, means_something
from micrositio.workbook.book import Cell, Raw, letters_of
from micrositio.workbook.values import text_of

BETWEEN = " > "
"""What stands between the names of a column in each row of the header."""
MOST_ROWS = 6
_WITHIN = 40
"""Rows in which the header is looked for."""
_LONGEST = 120
_SHORT = 30
_LEAST = 3
"""Names of columns that a header has at least; one less if those are half of its columns."""


class HeaderColumn(NamedTuple):
    """A column: its number, from 1, and its names, from the row above to that below."""

    number: int
    parts: tuple[str, ...]

    @property
    def name(self) -> str:
        """The names of the column in one line."""
        return BETWEEN.join(self.parts)

    @property
    def label(self) -> str:
        """How the map calls the column: its names and its letters."""
        return f"{self.name} [{letters_of(self.number)}]".strip()


class Header(NamedTuple):
    """The header of a sheet: its first and last rows, and its columns."""

    first: int
    last: int
    columns: tuple[HeaderColumn, ...]


def word(raw: Raw) -> str:
    """Returns a cell of the header in one line."""
    return " ".join(text_of(raw).split())


def header_of(grid: Grid, first: int, last: int) -> Header:
    """Returns the header in these rows of a sheet, with the columns that are called something or say something."""
    rows: list[list[str]] = []
    for number in range(last, first - 1, -1):
        rows.insert(0, _row(grid, number, rows[0] if rows else None))
    columns = []
    for column in range(1, grid.width + 1):
        parts: list[str] = []
        for row in rows:
            if (text := row[column - 1]) and text not in parts[-1:]:
                parts.append(text)
        if parts or any(text_of(grid.below(number, column)) for number in range(last + 1, grid.height + 1)):
            columns.append(HeaderColumn(column, tuple(parts)))
    return Header(first, last, tuple(columns))


def _row(grid: Grid, number: int, below: Sequence[str] | None) -> list[str]:
    """Returns the names in a row; one above others is also that of the blank cells beside it, where none is merged."""
    names: list[str] = []
    for column in range(1, grid.width + 1):
        text = word(grid.at(number, column))
        if not text and below and names and names[-1] and Cell(number, column - 1) not in grid.merged:
            text = names[-1] if below[column - 1] and below[column - 2] else ""
        names.append(text)
    return names


def find_header(grid: Grid) -> Header | None:
    """Returns the header of a sheet, or None if it seems to have none."""
    scores = [(_score(grid, row), -row) for row in range(1, min(grid.height, _WITHIN) + 1)]
    best, row = max(scores, default=(0, 0))
    if best < _LEAST and (best < _LEAST - 1 or 2 * best < len(list(_own(grid, -row)))):
        return None
    first = last = -row
    while first > 1 and last - first + 1 < MOST_ROWS and _is_above(grid, first - 1):
        first -= 1
    while last < grid.height and last - first + 1 < MOST_ROWS and _is_below(grid, last + 1, first):
        last += 1
    return header_of(grid, first, last)


def _own(grid: Grid, row: int) -> Iterator[tuple[int, Raw]]:
    """Yields the columns and values of a row, once each where cells of it are merged."""
    for column in range(1, grid.width + 1):
        found = grid.merged.get(Cell(row, column))
        raw = grid.at(row, column)
        if text_of(raw) and (found is None or found.first.column == column):
            yield column, raw


def _numbers(row: Sequence[tuple[int, Raw]]) -> int:
    """Returns how many cells of a row are numbers that are no year."""
    return sum(isinstance(raw, float | int) and not is_period(text_of(raw)) for _column, raw in row)


def _says(raw: Raw) -> bool:
    text = word(raw)
    return len(text) <= _LONGEST and (means_something(folded(text)) or is_period(text))


def _score(grid: Grid, row: int) -> int:
    own = list(_own(grid, row))
    return sum(_says(raw) for _column, raw in own) - 2 * _numbers(own)


def _is_above(grid: Grid, row: int) -> bool:
    """Returns whether a row above is of the header: it names several columns, or some together, and is no title."""
    own = list(_own(grid, row))
    if len(own) < 2 or _numbers(own):
        wide = [grid.merged.get(Cell(row, column)) for column, _raw in own]
        return bool(own) and not _numbers(own) and any(map(_names_some, [grid] * len(wide), wide))
    return any(_says(raw) for _column, raw in own)


def _names_some(grid: Grid, merged: object) -> bool:
    """Returns whether merged cells are above some columns, and not above nearly all of them, as a title is."""
    if not isinstance(merged, tuple):
        return False
    first, last = merged
    return bool(1 < last.column - first.column + 1 < 0.8 * grid.width and first.column > 1)


def _is_below(grid: Grid, row: int, first: int) -> bool:
    """Returns whether a row below is of the header: nearly all that is its own are words that name a column."""
    own = [(column, raw) for column, raw in _own(grid, row) if not _began_above(grid, row, column)]
    names = sum(_says(raw) for _column, raw in own)
    if any(_began_above(grid, row, column) and _begins(grid, row, column) >= first for column, _raw in _own(grid, row)):
        return True
    return len(own) >= 2 and not _numbers(own) and (names >= 0.7 * len(own) or _tells_apart(grid, row, own))


def _tells_apart(grid: Grid, row: int, own: Sequence[tuple[int, Raw]]) -> bool:
    """Returns whether the cells of a row are short and stand below names that are there twice, side by side."""
    above = {column: word(grid.at(row - 1, column)) for column, _raw in own}
    twice = [
        (one, other) for (one, _a), (other, _b) in pairwise(own) if above.get(one) and above[one] == above.get(other)
    ]
    texts = dict(own)
    apart = all(word(texts[one]) != word(texts[other]) for one, other in twice)
    return bool(twice) and apart and all(len(word(raw)) <= _SHORT for _column, raw in own)


def _began_above(grid: Grid, row: int, column: int) -> bool:
    return _begins(grid, row, column) < row


def _begins(grid: Grid, row: int, column: int) -> int:
    found = grid.merged.get(Cell(row, column))
    return found.first.row if found else row
