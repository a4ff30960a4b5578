"""From which cell of a workbook each part of the sources comes, so that what is wrong with it is told there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from micrositio.problems.problem import Place, Problem

Said = Mapping[str, tuple[str, Place]]
"""The text of each cell of a row, with the cell of the workbook that says it."""


class Provenance:
    """The cell of the workbook from which a file comes, or a line of it, or a column of a line."""

    def __init__(self) -> None:
        """Begins without any."""
        self._cells: dict[tuple[str, int | None, str | None], Place] = {}

    def tell(self, file: str, cell: Place, row: int | None = None, column: str | None = None) -> None:
        """Notes from which cell a part of a file comes: the whole file, a line, or a column of a line."""
        self._cells[file, row, column] = cell

    def tell_row(self, file: str, row: int, said: Said) -> None:
        """Notes from which cells a row of a table comes; what has no cell of its own comes from the first one."""
        self.tell(file, next(iter(said.values()))[1], row)
        for column, (_text, cell) in said.items():
            self.tell(file, cell, row, column)

    def in_the_book(self, each: Problem) -> Problem:
        """Returns a problem of the site's files at the cell of the workbook from which it comes, if any."""
        place = each.place
        keys = ((place.file, place.row, place.column), (place.file, place.row, None), (place.file, None, None))
        cell = next((self._cells[key] for key in keys if key in self._cells), None)
        return replace(each, place=cell) if cell else each
