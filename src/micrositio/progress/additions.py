"""What was added to a sealed cut after its seal: words where there were none, and columns that came later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from micrositio.model.plan import ActionPlan, Seal
from micrositio.model.records import ReportingPeriod
from micrositio.progress.milestones import cuts_in_order
from micrositio.progress.seal_formats import PROMISE, sealed_tables
from micrositio.progress.seals import Row, corrected, cut_tables, is_addition, keyed, rows_of

_Held = tuple[ReportingPeriod, Mapping[str, Row] | None]
_MARK = "inventado"


class Addition(NamedTuple):
    """A cell of a sealed cut that says more today than it did then.

    `since` is the cut from which the promise includes it, or None if there is no such cut yet; it is also None for a
    table of the cut's own rows, whose figures stay without it.
    """

    table: str
    record: str
    column: str
    before: str
    after: str
    since: ReportingPeriod | None


def additions(plan: ActionPlan, cut: ReportingPeriod) -> tuple[Addition, ...]:
    """Returns what was added to the cut after its seal, in the order of tables and keys; none if it is not sealed."""
    seal = plan.seals.get(cut.id)
    return tuple(_additions(plan, cut, seal)) if seal else ()


def _additions(plan: ActionPlan, cut: ReportingPeriod, seal: Seal) -> Iterator[Addition]:
    today = cut_tables(plan, cut, sealed_tables(seal.format), seal.format)
    for name, table in today.items():
        now, later = keyed(name, rows_of(table)), tuple(_later(plan, cut, name)) if name in PROMISE else ()
        for record, row in sorted(keyed(name, seal.tables.get(name, ())).items()):
            for column, before, after in _added_cells(name, row, now.get(record, row)):
                if not is_explained(plan, name, record, column, before, after):
                    yield Addition(name, record, column, before, after, _since(later, record, column, after))


def _added_cells(table: str, then: Row, now: Row) -> Iterator[tuple[str, str, str]]:
    for column, after in now.items():
        before = then.get(column, "")
        if after != before and column != _MARK and (column not in then or is_addition(table, column, before, after)):
            yield column, before, after


def _later(plan: ActionPlan, cut: ReportingPeriod, table: str) -> Iterator[_Held]:
    """Yields the later cuts, each with the sealed rows of the table by key; None for a cut without a seal."""
    for later in cuts_in_order(plan):
        if later.date > cut.date:
            seal = plan.seals.get(later.id)
            yield later, keyed(table, seal.tables.get(table, ())) if seal else None


def _since(later: Iterable[_Held], record: str, column: str, value: str) -> ReportingPeriod | None:
    """Returns the first of the cuts whose row has the value; a cut without a seal has what the plan says today."""
    found = (cut for cut, rows in later if rows is None or rows.get(record, {}).get(column) == value)
    return next(found, None)


def is_explained(plan: ActionPlan, table: str, record: str, column: str, before: str, after: str) -> bool:
    """Returns whether errata of the cell lead from one value to the other."""
    own = [each for each in plan.errata if (each.table, each.record, each.field) == (table, record, column)]
    return after in [each.after for each in corrected(before, sorted(own, key=lambda each: each.date)).errata]
