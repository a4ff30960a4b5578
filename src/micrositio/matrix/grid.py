"""A sheet as a grid in which every merged cell has the value of its first one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from micrositio.workbook.answers import CellPlace
from micrositio.workbook.book import Book, Cell, Merged, Raw, letters_of


@dataclass(frozen=True)
class Grid:
    """A sheet: its rows, the merged range of each cell in one (by row and column), and its cells with an error."""

    name: str
    rows: Sequence[Sequence[Raw]]
    merged: Mapping[tuple[int, int], Merged]
    faulty: frozenset[Cell]

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.rows)

    @cached_property
    def width(self) -> int:
        """The number of columns."""
        return max(map(len, self.rows), default=0)

    def at(self, row: int, column: int) -> Raw:
        """Returns the value of a cell, that of its merged range if it is in one; "" outside of the sheet."""
        found = self.merged.get((row, column))
        return self._raw(*found.first) if found else self._raw(row, column)

    def _raw(self, row: int, column: int) -> Raw:
        within = 0 < row <= len(self.rows) and 0 < column <= len(self.rows[row - 1])
        return self.rows[row - 1][column - 1] if within else ""

    def below(self, row: int, column: int) -> Raw:
        """Returns the value of a cell below the header: what is merged across columns stands in the first of them."""
        found = self.merged.get((row, column))
        if found is None:
            return self._raw(row, column)
        return self._raw(*found.first) if found.first.column == column else ""

    def is_faulty(self, row: int, column: int) -> bool:
        """Returns whether a cell has an error, or a formula without its result."""
        return Cell(row, column) in self.faulty

    def place(self, row: int | None = None, column: int = 1) -> CellPlace:
        """Returns the place of a cell, or of the sheet."""
        return CellPlace(self.name) if row is None else CellPlace(self.name, row, letters_of(column))


def grid_of(book: Book, name: str) -> Grid:
    """Returns a sheet of the workbook."""
    rows = book.sheets[name]
    within = Cell(len(rows), max(map(len, rows), default=0))
    cells: dict[tuple[int, int], Merged] = dict(_cells(book.merged.get(name, ()), within))
    return Grid(name, rows, cells, book.faulty.get(name, frozenset()))


def _cells(merged: Sequence[Merged], within: Cell) -> Iterator[tuple[Cell, Merged]]:
    """Yields the cells of each range, up to the last cell of the sheet that says something; no cell twice."""
    seen: set[Cell] = set()
    for each in merged:
        for cell in _covered(each, within):
            if cell in seen:
                break  # ranges that overlap are of no spreadsheet
            seen.add(cell)
            yield cell, each


def _covered(merged: Merged, within: Cell) -> Iterator[Cell]:
    for row in range(merged.first.row, min(merged.last.row, within.row) + 1):
        for column in range(merged.first.column, min(merged.last.column, within.column) + 1):
            yield Cell(row, column)
