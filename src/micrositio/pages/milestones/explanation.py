"""Explanations of how the figures of one milestone were calculated («¿Cómo se calculó?»)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from micrositio.model.records import Milestone
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.milestones.indicators import Division, MeasuredTerm, division, is_kept, measured_terms
from micrositio.pages.views.explanation import left_out_reason
from micrositio.pages.views.labels import (
    BROKEN,
    LEFT_OUT,
    OF_SEVERAL,
)
from micrositio.pages.views.parts import Status, category
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.history import CutState
from micrositio.progress.methods import method_of
from micrositio.progress.milestone_state import Dates, Measure, MilestoneState, original_dates
from micrositio.progress.modifications import is_by_period, target_before, target_changes, value_after
from micrositio.progress.programme import adds_up, programme_of, programmed


class Elapsed(NamedTuple):
    """Part of a milestone's term elapsed at a cut: `gone` of `days` days; `share` is the quotient, a fraction."""

    gone: int
    days: int
    share: float


class Programmed(NamedTuple):
    """What a milestone's programme asked for by a cut: `value` by `day`, both None if nothing was due yet.

    `in_percent` is whether the value is a percentage of the milestone; `share` is the expected part, a fraction.
    """

    value: float | None
    day: date | None
    in_percent: bool
    share: float


@dataclass(frozen=True)
class Lateness:
    """Days from `due` to `until`, which is the cut or, for a finished milestone, the day on which it finished."""

    due: date
    until: date
    days: int


class Retarget(NamedTuple):
    """A changed target: `before` (None: none) was in force until the day `until`, and `after` from the next."""

    until: date
    before: float | None
    after: float
    reason: Text


@dataclass(frozen=True)
class MilestoneExplanation:
    """The computation of the figures of one milestone.

    `sentence` is a message of the plan's method, with placeholders: `status` (the word reported), `value` (the number
    reported), `division` (the numbers of an indicator), `kept` (its target, if equal to the baseline) and `progress`.
    `progress` and `uncapped` are fractions, `direction` is a label and `reason` is a message if there is no figure.
    `verified` is the word verified and `verified_progress` is its value (None: no document supports the status).
    `value` is made of `reports` reports (0: of one alone), as `accumulation` says (a label). `programmed` is what the
    programme asked for (None: there is none), and then `expected` and `originally_expected` are None.
    `expected` follows from the dates in force and `originally_expected` from the first ones, None if they are the same;
    so do `late` and `originally_late`, None also if the milestone is not late. `target` is the one of the computation,
    if it was ever changed, and `retargeted` are its changes until the cut, oldest first. `terms`
    are the indicators whose mean the progress is (none: it is not of any).
    """

    sentence: str
    status: Status
    progress: float | None
    uncapped: float | None
    value: float | None
    reports: int
    accumulation: Text
    division: Division | None
    kept: float | None
    tolerance: float | None
    direction: Text
    reason: str
    verified: Status | None
    verified_progress: float | None
    programmed: Programmed | None
    expected: Elapsed | None
    originally_expected: Elapsed | None
    late: Lateness | None
    originally_late: Lateness | None
    target: float | None = None
    retargeted: tuple[Retarget, ...] = ()
    terms: tuple[MeasuredTerm, ...] = ()

    @property
    def is_capped(self) -> bool:
        """Whether the plan's cap changed the figure."""
        return self.progress != self.uncapped

    @property
    def measured(self) -> int:
        """The number of `terms` that have data."""
        return sum(each.progress is not None for each in self.terms)

    @property
    def is_weighted(self) -> bool:
        """Whether the `terms` have weights."""
        return any(each.weight is not None for each in self.terms)


def explain_milestone(view: PlanView, state: MilestoneState, at: CutState) -> MilestoneExplanation:
    """Returns how a milestone's own figures at the cut were calculated."""
    milestone, update, reading = state.milestone, state.update, state.reading
    method = method_of(at.plan)
    reads_status = method.reads == "status"
    is_broken = state.is_broken and not reads_status
    by_target = method.by_target and state.progress is not None and not (is_broken or state.by_indicators)
    reason = left_out_reason(state, Measure.REPORTED)
    by_time = state.expected if state.programmed is None else None
    by_stated = by_target and not is_by_period(at.plan, milestone)
    original = _elapsed(original_dates(milestone), at.cut.date, state.originally_expected)
    return MilestoneExplanation(
        sentence=BROKEN if is_broken else OF_SEVERAL if state.by_indicators else method.explain(at.plan, milestone),
        status=_status(at, update.status) if update and (reason or is_broken or reads_status) else Status(),
        progress=state.progress,
        uncapped=state.uncapped,
        value=reading.value if reading else None,
        reports=reading.reports if reading and adds_up(milestone) else 0,
        accumulation=category(TableName.MILESTONES, "acumula", milestone.accumulation),
        division=division(milestone, reading) if reading and by_target else None,
        kept=reading.target if reading and by_target and is_kept(milestone, reading) else None,
        tolerance=milestone.tolerance,
        direction=category(TableName.MILESTONES, "direccion", milestone.direction),
        reason=LEFT_OUT[reason] if reason else "",
        verified=_status(at, state.verification.status) if state.verification else None,
        verified_progress=state.verified_progress,
        programmed=_programmed(state, at),
        expected=_elapsed(state.dates, at.cut.date, by_time),
        originally_expected=original if state.is_rescheduled and by_time is not None else None,
        late=_lateness(state.dates.end, state.days_late),
        originally_late=_lateness(milestone.end, state.original_days_late) if state.is_rescheduled else None,
        target=milestone.target if by_stated and target_changes(at.plan, milestone, date.max) else None,
        retargeted=tuple(_retargets(at, milestone)) if by_stated else (),
        terms=measured_terms(state),
    )


def _retargets(at: CutState, milestone: Milestone) -> Iterator[Retarget]:
    for each in target_changes(at.plan, milestone, at.cut.date):
        before = target_before(at.plan, milestone, each)
        yield Retarget(each.date - timedelta(days=1), before, value_after(each), each.reason)


def _programmed(state: MilestoneState, at: CutState) -> Programmed | None:
    """Returns what the programme asked for by the cut, or None if there is no programme."""
    if state.programmed is None:
        return None
    due = [each.date for each in programme_of(at.plan, state.milestone) if each.date <= at.cut.date]
    value = programmed(at.plan, state.milestone, at.cut.date)
    return Programmed(value, max(due, default=None), not method_of(at.plan).by_target, state.programmed)


def _lateness(due: date | None, days: int | None) -> Lateness | None:
    """Returns the days late, or None if the milestone is not late."""
    return Lateness(due, due + timedelta(days), days) if due and days and days > 0 else None


def _status(at: CutState, status: str) -> Status:
    """Returns a status of the plan's scale as the scale stood at the cut, or an empty status if it is not there."""
    step = at.plan.index.scale.get(status)
    return Status(step.irm, step.title) if step else Status()


def _elapsed(dates: Dates, day: date, share: float | None) -> Elapsed | None:
    """Returns the days from which `share` comes, the part of `dates` elapsed by `day`; None if there is none."""
    if share is None or dates.start is None or dates.end is None:
        return None
    days = (dates.end - dates.start).days
    return Elapsed(min(max((day - dates.start).days, 0), days), days, share)
