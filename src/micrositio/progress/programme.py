"""What the figure of a milestone is made from: its value, baseline and target, where each may have a value per period.

`acumula` tells how the values of the periods make one: they add up (`suma`), each stands for the level reached by then
(`nivel`, also where nothing is said), or their mean counts (`promedio`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import fsum
from typing import NamedTuple, Protocol

from micrositio.model.own_reports import Whole
from micrositio.model.plan import ActionPlan
from micrositio.model.programme import PeriodTarget
from micrositio.model.records import Milestone, ProgressUpdate

SUM, LEVEL, MEAN = "suma", "nivel", "promedio"
MAXIMUM, MINIMUM, KEEP = "maximo", "minimo", "mantener"
LIMITS = (MAXIMUM, MINIMUM, KEEP)
"""The directions of an indicator that is met or not, without a baseline."""


class Measured(Protocol):
    """What a number measures: a milestone by its own indicator, or one of its indicators."""

    @property
    def baseline(self) -> float | None:
        """The value at the start."""

    @property
    def direction(self) -> str:
        """What the value must do, in the words of the column `direccion`."""

    @property
    def tolerance(self) -> float | None:
        """How far from its target what is to be kept may be."""

    @property
    def accumulation(self) -> str:
        """How the values of several periods make one, in the words of the column `acumula`."""


class Reading(NamedTuple):
    """The numbers of a milestone or an indicator at a report: `value` is made of `reports` reports that state one.

    `baseline` and `target` are those in force then; None where there is none.
    """

    value: float | None
    baseline: float | None
    target: float | None
    reports: int = 1


def programme_of(plan: ActionPlan, milestone: Milestone) -> tuple[PeriodTarget, ...]:
    """Returns the targets of the milestone by period, oldest first; of a commitment itself there are none."""
    return () if isinstance(milestone, Whole) else plan.index.programme_of.get(milestone.id, ())


def adds_up(of: Measured) -> bool:
    """Returns whether the values of several periods make one value."""
    return of.accumulation in (SUM, MEAN)


def together(of: Measured, values: Sequence[float]) -> float | None:
    """Returns what the values of several periods, oldest first, come to; None for none."""
    if not values:
        return None
    if of.accumulation == SUM:
        return fsum(values)
    return fsum(values) / len(values) if of.accumulation == MEAN else values[-1]


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


def baseline_of(of: Measured) -> float | None:
    """Returns the baseline; what adds up begins at 0 where none is stated."""
    return 0.0 if of.baseline is None and of.accumulation == SUM else of.baseline


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
