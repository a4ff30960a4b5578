"""The frequency of a plan's cuts, and when the next one is due: pure functions of the plan."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from micrositio.model.plan import ActionPlan
from micrositio.model.records import ReportingPeriod
from micrositio.model.vocabularies import Cadence, PlanState
from micrositio.progress.milestones import cuts_in_order

MONTHS: Mapping[str, int] = {
    Cadence.MONTHLY: 1,
    Cadence.BIMONTHLY: 2,
    Cadence.QUARTERLY: 3,
    Cadence.FOUR_MONTHLY: 4,
    Cadence.HALF_YEARLY: 6,
    Cadence.YEARLY: 12,
}
"""The months between two cuts, for each word of the plan's key `cadencia`.

OGP asks a Local member to publish every four months at least (Inception form), and a national one twice a year.
"""


class Due(NamedTuple):
    """A cut that is due: the word of `cadencia` that requires the cut, and the last day for it."""

    cadence: Cadence
    date: date


def months_after(day: date, months: int) -> date:
    """Returns the day `months` later, at most the last of its month; from the last of a month, the last of a month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, last if _is_last_of_month(day) else min(day.day, last))


def _is_last_of_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def last_reported_cut(plan: ActionPlan) -> ReportingPeriod | None:
    """Returns the last cut with reported data, or None; a cut only announced, without a row, is still due."""
    return next((cut for cut in reversed(cuts_in_order(plan)) if cut.id in plan.index.reported_cuts), None)


def next_due(plan: ActionPlan) -> tuple[Due, ...]:
    """Returns the next cut due under each cadence of the plan, the soonest first.

    Cadences count from the last reported cut or, without one, from the plan's earliest start. Nothing is due for a plan
    that ended, nor after a cut that reaches the latest end of its periods: that was the last one. The cut that closes a
    plan may thus be due after the end, by less than its cadence.
    """
    since = counted_from(plan)
    end = max((period.end.last for period in plan.periods if period.end), default=date.max)
    if plan.state == PlanState.ENDED or since is None or since >= end:
        return ()
    owed = (Due(cadence, months_after(since, MONTHS[cadence])) for cadence in plan.cadences)
    return tuple(sorted(owed, key=lambda due: (due.date, MONTHS[due.cadence])))


def counted_from(plan: ActionPlan) -> date | None:
    """Returns the day from which the next cut is counted, or None if no source gives it."""
    cut = last_reported_cut(plan)
    starts = (period.start.first for period in plan.periods if period.start)
    return cut.date if cut else min(starts, default=None)
