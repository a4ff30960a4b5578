"""When the milestones of a commitment were to be done and when they were: a drawing and the same dates in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from micrositio.model.records import Milestone, ProgressUpdate
from micrositio.model.text import N_
from micrositio.model.vocabularies import Completion
from micrositio.pages.views.parts import Ref
from micrositio.pages.views.plan_view import PlanView
from micrositio.pages.views.timeline_drawing import Timeline, Work, timeline
from micrositio.progress.history import CutState
from micrositio.progress.milestones import (
    Dates,
    MilestoneState,
    original_dates,
    reported_completion,
)
from micrositio.routes import paths as router

UNFINISHED = {
    Completion.COMPLETE: N_("completa, sin fecha de término"),
    Completion.WITHDRAWN: N_("se retiró del plan"),
    "": N_("no se ha terminado"),
}
"""What is said where no day of ending is known, by the last word reported; "" stands for every other one."""


@dataclass(frozen=True)
class TimelineRow:
    """A milestone's dates: the original ones, those in force, and the day it ended.

    `unfinished` is a message where it has no such day, and "" where nobody reported at the cut (not known).
    """

    number: int
    ref: Ref
    planned: Dates
    current: Dates
    finished: date | None
    unfinished: str


@dataclass(frozen=True)
class Schedule:
    """The milestones of a commitment over time: `drawing` (a strip each) and `rows` are parallel."""

    drawing: Timeline
    rows: tuple[TimelineRow, ...]


def schedule(view: PlanView, commitment: str, at: CutState | None) -> Schedule | None:
    """The dates of a commitment's milestones as they stood at the cut, or those of the plan where there is none.

    None where nobody published a date.
    """
    plan = at.plan if at else view.plan
    milestones = plan.index.milestones_of.get(commitment, ())
    rows = tuple(_row(view, each, at) for each in milestones)
    works = tuple(Work(row.planned, row.current, row.finished) for row in rows)
    drawing = timeline(commitment, works, at.cut.date if at else None)
    return Schedule(drawing, rows) if drawing else None


def _row(view: PlanView, each: Milestone, at: CutState | None) -> TimelineRow:
    state = at.by_id[each.id] if at else None
    last = _last_report(at, each) if at else None
    return TimelineRow(
        number=each.order,
        ref=Ref(each.text, view.commitments[each.commitment].path, router.milestone_anchor(each)),
        planned=original_dates(each),
        current=state.dates if state else original_dates(each),
        finished=last.finished if last else None,
        unfinished=_unfinished(at, each, last, state) if at and state else "",
    )


def _last_report(at: CutState, each: Milestone) -> ProgressUpdate | None:
    """The last report of the milestone up to the cut: a day of ending holds until another report says otherwise."""
    cuts = [cut for cut in at.plan.index.cuts_in_order if cut.date <= at.cut.date]
    reports = (at.plan.index.updates.get((cut.id, each.id)) for cut in reversed(cuts))
    return next((report for report in reports if report), None)


def _unfinished(at: CutState, each: Milestone, last: ProgressUpdate | None, state: MilestoneState) -> str:
    word = reported_completion(at.plan, each, last)
    if word in (Completion.COMPLETE, Completion.WITHDRAWN):
        return UNFINISHED[word]
    return UNFINISHED[""] if state.update else ""
