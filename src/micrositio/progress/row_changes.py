"""The changelog of the data: what was added, changed, rescheduled, modified or corrected between one cut and the next.

It is computed from the data of each cut (its seal or, without one, the plan of today), from the changes of the promise
and from the errata. The rows of a cut (reports, verifications, documents) are counted; all other changes are listed
cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from micrositio.model.plan import ActionPlan, TableData
from micrositio.model.records import ReportingPeriod
from micrositio.model.vocabularies import TableName
from micrositio.profile.plan_tables import derived_table
from micrositio.profile.schemas import DERIVED
from micrositio.progress.additions import additions, is_explained
from micrositio.progress.milestones import cuts_in_order
from micrositio.progress.seal_formats import LATEST, OF_THE_CUT, PROMISE, holds, sealed_tables
from micrositio.progress.seals import PRESENT, ROW, Row, cut_tables, keyed, rows_of

TABLE = TableName.CHANGES
_GROWING = (TableName.INSTITUTIONS, TableName.PARTICIPATION, TableName.AGREEMENTS, TableName.COMMENTS)
"""Tables of the promise that grow as the plan goes on: their new rows are counted too."""
_MARK = "inventado"


class DataChangeKind(Enum):
    """A kind of change of the data."""

    ADDED = "alta"
    REMOVED = "baja"
    CHANGED = "cambio"
    MOVED = "reprogramacion"
    MODIFIED = "modificacion"
    CORRECTED = "correccion"


_MOVES = {TableName.RESCHEDULINGS: DataChangeKind.MOVED, TableName.MODIFICATIONS: DataChangeKind.MODIFIED}
"""The tables whose rows are changes themselves, each with the kind of change that a row is."""
_COUNTED = tuple(name for name in OF_THE_CUT if name not in _MOVES)


class DataChange(NamedTuple):
    """A change of the data at a cut.

    `rows` is the number of rows; for a change of a single row it is 1 and `record` is the row's key. `column` is "" for
    a whole row; `before` and `after` are cells, verbatim. `day` is the day of the correction or change of date and, for
    any other change, that of the cut.
    """

    cut: str
    table: str
    kind: DataChangeKind
    day: date
    rows: int = 1
    record: str = ""
    column: str = ""
    before: str = ""
    after: str = ""


_Rows = Mapping[str, Row]
"""Rows by key."""


class _Held(NamedTuple):
    """The data of a cut: each table's rows by key."""

    cut: ReportingPeriod
    tables: Mapping[str, _Rows]
    format: int = LATEST

    def rows(self, table: str) -> _Rows:
        return self.tables.get(table, {})


def data_changes(plan: ActionPlan) -> tuple[DataChange, ...]:
    """Returns every change of the plan's data, cut by cut, oldest first; none without cuts."""
    found: list[DataChange] = []
    before: _Held | None = None
    for held in _course(plan):
        found += _arrivals(held, before)
        found += _corrections(plan, held.cut)
        found += _moves(held)
        found += _promise_changes(plan, before, held) if before else ()
        found += _later_changes(plan, held)
        before = held
    return tuple(found)


def change_table(plan: ActionPlan) -> TableData:
    """Returns the changelog as the derived table `cambios`."""
    return derived_table(plan, TABLE, (_cells(each) for each in data_changes(plan)))


def changes_in(tables: Iterable[TableData]) -> tuple[DataChange, ...]:
    """Returns the changes in the table `cambios` of `tables`; none if it is not there."""
    return tuple(_change(dict(_typed(table, row))) for table in tables if table.name == TABLE for row in table.values)


def last_changes(plan: ActionPlan, tables: Iterable[TableData]) -> dict[str, date]:
    """Returns the day each of the published `tables` last changed, where that is known.

    For a table that the cuts contain, that of its last change at a cut with reports (one without them is only
    announced, and its day may be in the future); for any other, the last day on which one of the sources that its rows
    cite was read; for the questions, replies and removals, the last day that a row has; for a table made from the rest,
    that of the last change at a cut or, without cuts, of all.
    """
    named = {table.name: table for table in tables}
    days: dict[str, date] = {}
    reported = plan.index.reported_cuts
    for each in (change for change in changes_in(named.values()) if change.cut in reported):
        days[each.table] = max(each.day, days.get(each.table, each.day))
    reads = {name: _last_read(plan, table) for name, table in named.items() if name not in days}
    found = days | {name: day for name, day in reads.items() if day}
    last = max((days or found).values(), default=None)
    return found | {name: last for name in named if last and name in DERIVED and name not in found}


def _last_read(plan: ActionPlan, table: TableData) -> date | None:
    columns = table.columns
    if table.name in (TableName.QUESTIONS, TableName.REPLIES, TableName.REMOVALS):
        days = (day for row in table.values for day in row if isinstance(day, date))
        return max(days, default=None)
    if table.name == TableName.SOURCES:
        cited = set(plan.index.sources)
    elif "fuentes" in columns:
        cited = {name for row in table.values for name in row[columns.index("fuentes")] or ()}
    elif "fuente" in columns:
        cited = {row[columns.index("fuente")] for row in table.values}
    else:
        return None
    return max((each.read_on for each in plan.sources if each.id in cited and each.read_on), default=None)


def _typed(table: TableData, row: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    return zip(table.columns, row, strict=True)


def _change(row: Mapping[str, Any]) -> DataChange:
    cells = (row["registro"], row["campo"], row["antes"], row["despues"])
    return DataChange(row["corte"], row["tabla"], DataChangeKind(row["clase"]), row["fecha"], row["filas"], *cells)


def _cells(each: DataChange) -> dict[str, object]:
    return {
        "corte": each.cut,
        "tabla": each.table,
        "clase": each.kind.value,
        "registro": each.record,
        "campo": each.column,
        "antes": each.before,
        "despues": each.after,
        "filas": each.rows,
        "fecha": each.day,
    }


def _course(plan: ActionPlan) -> Iterator[_Held]:
    """Yields the data of each cut, oldest first; cuts without a seal have the promise of today."""
    today: dict[str, _Rows] | None = None
    for cut in cuts_in_order(plan):
        seal = plan.seals.get(cut.id)
        if seal:
            yield _Held(cut, {name: keyed(name, rows) for name, rows in seal.tables.items()}, seal.format)
        else:
            today = today or _today(plan, cut, PROMISE)
            yield _Held(cut, {**today, **_today(plan, cut, OF_THE_CUT)})


def _today(plan: ActionPlan, cut: ReportingPeriod, names: tuple[str, ...]) -> dict[str, _Rows]:
    return {name: keyed(name, rows_of(table)) for name, table in cut_tables(plan, cut, names).items()}


def _arrivals(held: _Held, before: _Held | None) -> Iterator[DataChange]:
    """Yields the rows added by the cut, counted by table; at the first cut, also those of the promise."""
    for name in (*_COUNTED, *(_GROWING if before else PROMISE)):
        is_known = before is None or name in _COUNTED or name in sealed_tables(before.format)
        earlier = before.rows(name) if before and name in _GROWING else {}
        count = len(held.rows(name).keys() - earlier.keys()) if is_known else 0
        if count and name != TableName.ERRATA:
            yield DataChange(held.cut.id, name, DataChangeKind.ADDED, held.cut.date, count)


def _promise_changes(plan: ActionPlan, before: _Held, held: _Held) -> Iterator[DataChange]:
    """Yields the changes of the promise since the cut before, in the tables and columns that its seal holds.

    Errata are listed as corrections.
    """
    for name in PROMISE:
        if name != TableName.ERRATA and name in sealed_tables(before.format):
            yield from _differences(plan, before, held, name)


def _differences(plan: ActionPlan, before: _Held, held: _Held, table: str) -> Iterator[DataChange]:
    """Yields the rows and cells that differ, in the order of their keys, without those that the errata explain."""
    then, now = before.rows(table), held.rows(table)
    for record in sorted(then.keys() | now.keys()):
        for column, old, new in _cell_changes(then.get(record), now.get(record)):
            if column == ROW and new and table in _GROWING:
                continue
            was_held = column == ROW or column in then[record] or holds(before.format, table, column)
            if was_held and not _is_told(plan, table, record, column, old, new):
                yield _difference(held.cut, table, record, column, old, new)


def _later_changes(plan: ActionPlan, held: _Held) -> Iterator[DataChange]:
    """Yields what was added to a sealed cut after its seal.

    What was added to the promise is a change of the next cut, if there is one.
    """
    is_last = held.cut == cuts_in_order(plan)[-1]
    for each in additions(plan, held.cut):
        if each.table in OF_THE_CUT or is_last:
            yield _difference(held.cut, each.table, each.record, each.column, each.before, each.after)


def _cell_changes(then: Row | None, now: Row | None) -> Iterator[tuple[str, str, str]]:
    if then is None or now is None:
        yield ROW, _presence(then), _presence(now)
        return
    for column in dict.fromkeys((*then, *now)):
        before, after = then.get(column, ""), now.get(column, "")
        if before != after and column != _MARK:
            yield column, before, after


def _presence(row: Row | None) -> str:
    return PRESENT if row is not None else ""


def _is_told(plan: ActionPlan, table: str, record: str, column: str, before: str, after: str) -> bool:
    """Returns whether errata of the row or cell explain the change from one value to the other."""
    if column == ROW:
        return any((each.table, each.record, each.field) == (table, record, ROW) for each in plan.errata)
    return is_explained(plan, table, record, column, before, after)


def _difference(cut: ReportingPeriod, table: str, record: str, column: str, before: str, after: str) -> DataChange:
    if column == ROW:
        kind = DataChangeKind.ADDED if after else DataChangeKind.REMOVED
        return DataChange(cut.id, table, kind, cut.date, record=record)
    return DataChange(cut.id, table, DataChangeKind.CHANGED, cut.date, 1, record, column, before, after)


def _moves(held: _Held) -> Iterator[DataChange]:
    for table, kind in _MOVES.items():
        for record, row in held.rows(table).items():
            day = date.fromisoformat(row["fecha"])
            cells = (row["campo"], row["antes"], row["despues"])
            yield DataChange(held.cut.id, table, kind, day, 1, record, *cells)


def _corrections(plan: ActionPlan, cut: ReportingPeriod) -> Iterator[DataChange]:
    for each in plan.index.errata_of.get(cut.id, ()):
        cells = (each.record, each.field, each.before, each.after)
        yield DataChange(cut.id, each.table, DataChangeKind.CORRECTED, each.date, 1, *cells)
