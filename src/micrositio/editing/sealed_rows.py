"""The rows of sealed cuts in a table that was damaged, as their seals hold them and the errata correct them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from micrositio.model.plan import ActionPlan
from micrositio.model.records import Erratum
from micrositio.profile.cells import same_value
from micrositio.profile.schemas import table_schema
from micrositio.progress.milestones import cuts_in_order
from micrositio.progress.seal_formats import PROMISE
from micrositio.progress.seals import ABSENT, PRESENT, ROW, corrected, is_addition, key_columns, row_key

Numbered = tuple[int, tuple[str, ...]]
"""A row of a file, with its number."""


class PutBack(NamedTuple):
    """The rows of a table with those of sealed cuts as they must be, and what changed.

    `cells` are the row, column, text and sealed text of each cell that was put back; `added` the number and key of each
    row that was missing.
    """

    rows: tuple[Numbered, ...]
    cells: tuple[tuple[int, str, str, str], ...]
    added: tuple[tuple[int, str], ...]


class _Sealed(NamedTuple):
    """A row as the latest seal that has it holds it, and the cut of that seal."""

    cut: str
    cells: Mapping[str, str]


def put_back(table: str, header: Sequence[str], rows: Sequence[Numbered], plan: ActionPlan) -> PutBack:
    """Returns the rows of a table of the plan, those of sealed cuts with what their seals and the errata say.

    A cell that says what its seal does, or what an erratum of it says, or that only adds to it, stays as it is.
    """
    sealed = _sealed(table, plan)
    if not sealed or not set(key_columns(table)) <= set(header):
        return PutBack(tuple(rows), (), ())
    errata = _Errata(table, plan)
    cells: list[tuple[int, str, str, str]] = []
    made: list[Numbered] = []
    missing = dict(sealed)
    for number, written in rows:
        row = dict(zip(header, written, strict=True))
        found = missing.pop(row_key(table, row), None)
        changed = {} if found is None else errata.changed(found, row)
        cells += [(number, name, row[name], text) for name, text in changed.items()]
        made.append((number, tuple((row | changed)[name] for name in header)))
    lost = {key: each for key, each in missing.items() if not errata.is_withdrawn(key, each)}
    added = []
    for key, each in lost.items():
        place = _place(table, header, made, each)
        text = errata.corrected(each)
        made.insert(place, (0, tuple(text.get(name, "") for name in header)))
        added.append((place + 1, key))
    return PutBack(tuple(made), tuple(cells), tuple(added))


def _sealed(table: str, plan: ActionPlan) -> dict[str, _Sealed]:
    """Returns the sealed rows of a table by key; where several seals hold one, that of the latest."""
    found: dict[str, _Sealed] = {}
    for cut in cuts_in_order(plan):
        rows = plan.seals[cut.id].tables.get(table, ()) if cut.id in plan.seals else ()
        found |= {row_key(table, row): _Sealed(cut.id, row) for row in rows}
    return found


def _place(table: str, header: Sequence[str], rows: Sequence[Numbered], lost: _Sealed) -> int:
    """Returns where a lost row goes: after the last one of the same cut or, without one, at the end."""
    if "corte" not in header or table in PROMISE:
        return len(rows)
    at = header.index("corte")
    own = (place for place in reversed(range(len(rows))) if rows[place][1][at] == lost.cut)
    return next(own, len(rows) - 1) + 1


class _Errata:
    """The errata of a table."""

    def __init__(self, table: str, plan: ActionPlan) -> None:
        self._table = table
        self._by_cell: dict[tuple[str, str], list[Erratum]] = {}
        for each in sorted(plan.errata, key=lambda each: each.date):
            if each.table == table:
                self._by_cell.setdefault((each.record, each.field), []).append(each)

    def changed(self, sealed: _Sealed, row: Mapping[str, str]) -> dict[str, str]:
        """Returns the texts of the cells of a row that say neither what was sealed nor what an erratum says."""
        stated = self.corrected(sealed)
        return {
            name: stated[name]
            for name, before in sealed.cells.items()
            if name in row and not self._agrees(name, row[name], before, stated[name])
        }

    def _agrees(self, name: str, today: str, before: str, stated: str) -> bool:
        column = table_schema(self._table).column(name)
        if any(same_value(column, each, today) for each in (before, stated)):
            return True
        return is_addition(self._table, name, before, today)

    def corrected(self, sealed: _Sealed) -> dict[str, str]:
        """Returns the sealed row after its errata."""
        key = row_key(self._table, sealed.cells)
        return {name: corrected(text, self._of(key, name, sealed)).value for name, text in sealed.cells.items()}

    def is_withdrawn(self, key: str, sealed: _Sealed) -> bool:
        """Returns whether an erratum took the row out."""
        return corrected(PRESENT, self._of(key, ROW, sealed)).value == ABSENT

    def _of(self, key: str, column: str, sealed: _Sealed) -> list[Erratum]:
        own = self._by_cell.get((key, column), [])
        return [each for each in own if self._table in PROMISE or each.period == sealed.cut]
