"""Changes of the data at each cut, in words: new rows are counted, other changes listed line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from micrositio.model.text import Text, proper
from micrositio.model.vocabularies import TableName
from micrositio.pages.views.cut_summary import CutRef, cut_ref
from micrositio.pages.views.plan_view import PlanView
from micrositio.pages.views.table_card import TableCard
from micrositio.profile.schemas import table_schema
from micrositio.progress.row_changes import TABLE, DataChange, DataChangeKind

MOST_LINES = 5
"""Maximum number of lines listed for each cut; the rest are in the table."""
_UNTOLD = (TableName.REPORTING_PERIODS,)


@dataclass(frozen=True)
class Arrival:
    """New rows of a table, counted."""

    table: TableCard
    rows: int


@dataclass(frozen=True)
class LogLine:
    """A change of one row: its kind, the table and row, and the datum before and after.

    `column` is empty if the whole row was added or removed; `before` and `after` are cells, verbatim.
    """

    kind: Text
    table: TableCard
    record: str
    column: Text
    before: str
    after: str
    day: date


@dataclass(frozen=True)
class CutLog:
    """Changes of the data at a cut; `more` is the number of lines that are only in the table."""

    cut: CutRef
    arrivals: tuple[Arrival, ...]
    lines: tuple[LogLine, ...]
    more: int


def changelog(view: PlanView, changes: Iterable[DataChange], cards: Mapping[str, TableCard]) -> tuple[CutLog, ...]:
    """Returns the changes of the data, newest cut first; `cards` are the published tables by name."""
    by_cut: dict[str, list[DataChange]] = {}
    for each in changes:
        if each.table in cards:
            by_cut.setdefault(each.cut, []).append(each)
    return tuple(_log(cut_ref(view.plan, cut), by_cut.get(cut.id, []), cards) for cut in reversed(view.cuts))


def _log(cut: CutRef, changes: list[DataChange], cards: Mapping[str, TableCard]) -> CutLog:
    arrivals = [each for each in changes if not each.record and each.table not in _UNTOLD]
    lines = [_line(each, cards[each.table]) for each in changes if each.record]
    counted = tuple(Arrival(cards[each.table], each.rows) for each in arrivals)
    return CutLog(cut, counted, tuple(lines[:MOST_LINES]), max(0, len(lines) - MOST_LINES))


def _line(each: DataChange, card: TableCard) -> LogLine:
    return LogLine(
        kind=_kind(each.kind),
        table=card,
        record=each.record,
        column=_column(each),
        before=each.before,
        after=each.after,
        day=each.day,
    )


def _kind(kind: DataChangeKind) -> Text:
    column = table_schema(TABLE).column("clase")
    assert column is not None
    return column.label(kind.value)


def _column(each: DataChange) -> Text:
    """Returns the title of the column; a change of date is about a column of the milestone."""
    table = TableName.MILESTONES if each.kind is DataChangeKind.MOVED else each.table
    column = table_schema(table).column(each.column)
    return column.title if column else proper(each.column)
