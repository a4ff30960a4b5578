"""What the figure of a milestone is made from: its value, baseline and target, where each may have a value per period.

`acumula` tells how the values of the periods make one: they add up (`suma`), each stands for the level reached by then
(`nivel`, also where nothing is said), or their mean counts (`promedio`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import fsum
from typing import NamedTuple

from micrositio.model.own_reports import Whole
from micrositio.model.plan import ActionPlan
from micrositio.model.programme import PeriodTarget
from micrositio.model.records import Milestone, ProgressUpdate

SUM, LEVEL, MEAN = "suma", "nivel", "promedio"
MAXIMUM, MINIMUM, KEEP = "maximo", "minimo", "mantener"
LIMITS = (MAXIMUM, MINIMUM, KEEP)
"""The directions of an indicator that is met or not, without a baseline."""


class Reading(NamedTuple):
    """The numbers of a milestone at a report: `value` is made of `reports` reports that state one.

    `baseline` and `target` are those in force then; None where there is none.
    """

    value: float | None
    baseline: float | None
    target: float | None
    reports: int = 1


def programme_of(plan: ActionPlan, milestone: Milestone) -> tuple[PeriodTarget, ...]:
    """Returns the targets of the milestone by period, oldest first; of a commitment itself there are none."""
    return () if isinstance(milestone, Whole) else plan.index.programme_of.get(milestone.id, ())


def adds_up(milestone: Milestone) -> bool:
    """Returns whether the values of several periods make the milestone's value."""
    return milestone.accumulation in (SUM, MEAN)


def together(milestone: Milestone, values: Sequence[float]) -> float | None:
    """Returns what the values of several periods, oldest first, come to; None for none."""
    if not values:
        return None
    if milestone.accumulation == SUM:
        return fsum(values)
    return fsum(values) / len(values) if milestone.accumulation == MEAN else values[-1]


def read(plan: ActionPlan, milestone: Milestone, update: ProgressUpdate) -> Reading:
    """Returns the milestone's numbers at a report."""
    cut = plan.index.cuts.get(update.period)
    day = cut.date if cut else date.max
    value, reports = update.value, int(update.value is not None)
    if value is not None and adds_up(milestone) and cut:
        values = reported_between(plan, milestone, date.min, day)
        value, reports = together(milestone, values), len(values)
    return Reading(value, baseline_of(milestone), goal(plan, milestone, day), reports)


def reported_between(plan: ActionPlan, milestone: Milestone, after: date, until: date) -> tuple[float, ...]:
    """Returns the values reported at the cuts after a day and until another, oldest first."""
    cuts = (cut for cut in plan.index.cuts_in_order if after < cut.date <= until)
    reports = (plan.index.updates.get((cut.id, milestone.id)) for cut in cuts)
    return tuple(each.value for each in reports if each and each.value is not None)


def baseline_of(milestone: Milestone) -> float | None:
    """Returns the milestone's baseline; what adds up begins at 0 where none is stated."""
    return 0.0 if milestone.baseline is None and milestone.accumulation == SUM else milestone.baseline


def goal(plan: ActionPlan, milestone: Milestone, day: date = date.max) -> float | None:
    """Returns the target that the milestone is measured against on a day; None if there is none.

    It is the target of the whole term: the stated one or, if none is, what the periods come to. A limit is that of its
    period.
    """
    programme = programme_of(plan, milestone)
    if not programme or (milestone.target is not None and milestone.direction not in LIMITS):
        return milestone.target
    if milestone.direction not in LIMITS:
        return together(milestone, _targets(programme))
    if adds_up(milestone):
        due = together(milestone, _targets(programme, day))
        return milestone.target if due is None else due
    return next((each.target for each in programme if each.date >= day), programme[-1].target)


def programmed(plan: ActionPlan, milestone: Milestone, day: date) -> float | None:
    """Returns the value that the milestone was to have by a day: None if nothing was due yet."""
    return together(milestone, _targets(programme_of(plan, milestone), day))


def _targets(programme: Iterable[PeriodTarget], day: date = date.max) -> tuple[float, ...]:
    return tuple(each.target for each in programme if each.date <= day)
