"""The frequency of a plan's cuts, and when the next one is due: pure functions of the plan."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import replace
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


def paced(plan: ActionPlan, cadence: Cadence | None) -> ActionPlan:
    """Returns the plan, with its site's cadence (a rule of the staff itself) if the plan states none."""
    return plan if plan.cadences or not cadence else replace(plan, cadences=(cadence,))


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
    that ended, nor after the latest end of its periods.
    """
    since = counted_from(plan)
    if plan.state == PlanState.ENDED or since is None:
        return ()
    owed = (Due(cadence, months_after(since, MONTHS[cadence])) for cadence in plan.cadences)
    return tuple(
        sorted((due for due in owed if due.date <= last_day(plan)), key=lambda due: (due.date, MONTHS[due.cadence]))
    )


def last_day(plan: ActionPlan) -> date:
    """Returns the latest end of the plan's periods; `date.max` if no source gives one."""
    return max((period.end.last for period in plan.periods if period.end), default=date.max)


def has_ended(plan: ActionPlan) -> bool:
    """Returns whether the plan ended: it says so, or its last reported cut reaches the latest end of its periods."""
    cut = last_reported_cut(plan)
    return plan.state == PlanState.ENDED or (cut is not None and cut.date >= last_day(plan))


def counted_from(plan: ActionPlan) -> date | None:
    """Returns the day from which the next cut is counted, or None if no source gives it."""
    cut = last_reported_cut(plan)
    starts = (period.start.first for period in plan.periods if period.start)
    return cut.date if cut else min(starts, default=None)
