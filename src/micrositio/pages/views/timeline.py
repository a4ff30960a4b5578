"""Due dates and completion dates of the milestones of a commitment: a drawing as plain geometry, and its rows.

Places and widths are percentages of the drawing: all strips of a timeline have the same width, so they line up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from micrositio.model.records import Milestone, ProgressUpdate
from micrositio.model.text import N_
from micrositio.model.vocabularies import OVER, Completion
from micrositio.pages.drawing.axis import LABELS, Tick, TimeAxis, percent
from micrositio.pages.views.parts import Ref
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.history import CutState
from micrositio.progress.milestone_state import Dates, MilestoneState, original_dates
from micrositio.progress.milestones import reported_completion
from micrositio.routes import anchors

STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months between two ticks; the first step that gives no more than `LABELS` ticks is taken."""


class Work(NamedTuple):
    """The dates to draw of a milestone: original, in force, and the day on which it finished; any may be unknown."""

    planned: tuple[date | None, date | None]
    current: tuple[date | None, date | None]
    finished: date | None = None


class Span(NamedTuple):
    """A stretch of time: its start and its width, as percentages."""

    start: str
    width: str


class Strip(NamedTuple):
    """A milestone's strip: `current` are its dates in force (None: not known), `planned` the first ones if they differ.

    `finished` is the place of the day on which it finished ("" = not finished, or not reported).
    """

    current: Span | None
    planned: Span | None
    finished: str


class Timeline(NamedTuple):
    """Strips over the same stretch of time.

    `key` distinguishes the timeline from others on its page; `cut` is the day of the cut (None: no cut), `now` its
    place.
    """

    key: str
    ticks: tuple[Tick, ...]
    cut: date | None
    now: str
    strips: tuple[Strip, ...]


def timeline(key: str, works: Sequence[Work], cut: date | None) -> Timeline | None:
    """Returns the strips of `works` over whole months that hold all dates and the cut, or None if no date is known."""
    days = [day for work in works for day in (*work.planned, *work.current, work.finished) if day]
    if not days:
        return None
    days += [cut] if cut else []
    scale = TimeAxis(min(days).replace(day=1), _next_month(max(days), 1))
    strips = tuple(_strip(scale, work) for work in works)
    return Timeline(key, tuple(scale.ticks(_months(scale))), cut, scale.place(cut) if cut else "", strips)


def _strip(scale: TimeAxis, work: Work) -> Strip:
    moved = work.planned != work.current
    finished = scale.place(work.finished) if work.finished else ""
    return Strip(_span(scale, work.current), _span(scale, work.planned) if moved else None, finished)


def _span(scale: TimeAxis, dates: tuple[date | None, date | None]) -> Span | None:
    """Returns the stretch from the first day to the last, of no width if only one is known; None if neither is."""
    known = [day for day in dates if day]
    if not known:
        return None
    start, end = scale.share(known[0]), scale.share(known[-1])
    return Span(percent(start), percent(max(end - start, 0.0)))


def _months(scale: TimeAxis) -> Iterator[date]:
    """Yields the first days of the months that are labelled."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    step = next((step for step in STEPS if months <= step * LABELS), STEPS[-1])
    month = scale.first
    while month < scale.last:
        yield month
        month = _next_month(month, step)


def _next_month(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


UNFINISHED = {
    Completion.COMPLETE: N_("completa, sin fecha de término"),
    Completion.WITHDRAWN: N_("se retiró del plan"),
    Completion.BROKEN: N_("se informó incumplida"),
    "": N_("no se ha terminado"),
}
"""Messages for a milestone without a known last day, by the status last reported; "" stands for any other status."""


@dataclass(frozen=True)
class TimelineRow:
    """A milestone's dates: the original ones, those in force, and the day on which it finished.

    `unfinished` is a message where there is no such day, and "" where nobody reported at the cut (not known).
    """

    number: int
    ref: Ref
    planned: Dates
    current: Dates
    finished: date | None
    unfinished: str


@dataclass(frozen=True)
class Schedule:
    """The milestones of a commitment over time: `drawing` (with one strip each) and `rows` are parallel."""

    drawing: Timeline
    rows: tuple[TimelineRow, ...]


def schedule(view: PlanView, commitment: str, at: CutState | None) -> Schedule | None:
    """Returns the dates of a commitment's milestones at the cut or, without one, in the plan; None if none is known."""
    plan = at.plan if at else view.plan
    milestones = plan.index.milestones_of.get(commitment, ())
    rows = tuple(_milestone_row(view, each, at) for each in milestones)
    works = tuple(Work(row.planned, row.current, row.finished) for row in rows)
    drawing = timeline(commitment, works, at.cut.date if at else None)
    return Schedule(drawing, rows) if drawing else None


def _milestone_row(view: PlanView, each: Milestone, at: CutState | None) -> TimelineRow:
    state = at.by_id[each.id] if at else None
    last = _last_report(at, each) if at else None
    return TimelineRow(
        number=each.order,
        ref=Ref(each.text, view.commitments[each.commitment].path, anchors.milestone_anchor(each)),
        planned=original_dates(each),
        current=state.dates if state else original_dates(each),
        finished=last.finished if last else None,
        unfinished=_unfinished(at, each, last, state) if at and state else "",
    )


def _last_report(at: CutState, each: Milestone) -> ProgressUpdate | None:
    """Returns the last report of the milestone up to the cut, or None if there is none.

    The last day that a report states holds until another report states otherwise.
    """
    cuts = [cut for cut in at.plan.index.cuts_in_order if cut.date <= at.cut.date]
    reports = (at.plan.index.updates.get((cut.id, each.id)) for cut in reversed(cuts))
    return next((report for report in reports if report), None)


def _unfinished(at: CutState, each: Milestone, last: ProgressUpdate | None, state: MilestoneState) -> str:
    word = reported_completion(at.plan, each, last)
    if word in OVER:
        return UNFINISHED[word]
    return UNFINISHED[""] if state.update else ""
