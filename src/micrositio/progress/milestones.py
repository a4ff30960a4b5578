"""The figures of a plan and their meaning: pure functions of a plan and a cut, which do not read the clock.

Progress is a fraction (1 = fulfilled). A milestone without an update at a cut has no progress (None), which is not 0,
and is not carried forward; every mean states the number of milestones that it covers (coverage). A withdrawn milestone
counts in no mean. Statuses of completion are those of OGP's Independent Reporting Mechanism (IRM).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from micrositio.model.dates import DUE_SOON_DAYS
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Evidence, Milestone, ProgressUpdate, ReportingPeriod, Verification
from micrositio.model.vocabularies import GIVEN_UP, OVER, Completion
from micrositio.progress.methods import method_of, programmed_progress, scale_value
from micrositio.progress.programme import Reading, read


class Measure(Enum):
    """What is measured of a milestone, a commitment or the plan at a cut; each value is its column in `calculos`.

    `REPORTED` is the progress that the government reports; `VERIFIED`, the part of the whole that a body accepted on
    evidence; `EXPECTED` and `ORIGINALLY_EXPECTED`, the elapsed part of the planned time, by the dates in force and by
    the first dates; `COMPARABLE` is `EXPECTED` of only the milestones that were reported, to compare with `REPORTED`.
    """

    REPORTED = "reportado"
    VERIFIED = "verificado"
    EXPECTED = "esperado"
    ORIGINALLY_EXPECTED = "esperado_original"
    COMPARABLE = "esperado_con_dato"


class Figure(NamedTuple):
    """A mean with its coverage: `value` is a fraction or None (no data); `counted` of `total` had data."""

    value: float | None
    counted: int
    total: int


class Dates(NamedTuple):
    """A milestone's first and last day."""

    start: date | None
    end: date | None

    def elapsed(self, day: date) -> float | None:
        """Returns the part of the time from start to end elapsed by `day`, from 0 to 1; None without both dates.

        In earned value management this is the planned value of work spread evenly over its time (ISO 21508:2018).
        """
        return _elapsed(self.start, self.end, day)


@lru_cache
def _elapsed(start: date | None, end: date | None, day: date) -> float | None:
    if start is None or end is None:
        return None
    if day >= end:
        return 1.0
    return (day - start) / (end - start) if day > start else 0.0


_dates = lru_cache(Dates)
"""Returns the same object for the same dates: most milestones of a plan begin and end with others."""


@dataclass(frozen=True, slots=True)
class MilestoneState:
    """A milestone at a cut.

    `completion` is the IRM status of the report ("" = sin dato). `progress` is a fraction, `uncapped` the same before
    the plan's cap. `dates` are those in force and `expected` the part of their time that has elapsed
    (`originally_expected`: of the first dates). `days_late` counts calendar days after the due date in force (negative
    = early, None = not due, or not known; one that an earlier cut reported complete is not late for lack of a later
    report) and `original_days_late` those after the first due date; `days_left` counts days until the due date in
    force, if unfinished (None = past, finished or not known). `verification` is the latest one made on cuts up to this
    one, `verified_progress` its value as a fraction (None without documents), and `disputed_completion` the status
    reported at the verified cut where it differs from the verified one ("" = they agree). `evidence` holds the
    documents available at the cut that name the milestone. `is_idle` is whether it was reported and nothing was due.
    `reading` holds the numbers of the report (None without one) and `programmed` the part that the programme asked for
    by the cut, which `expected` then is (None: there is no programme).
    """

    milestone: Milestone
    update: ProgressUpdate | None
    completion: str
    progress: float | None
    uncapped: float | None
    dates: Dates
    expected: float | None
    originally_expected: float | None
    days_late: int | None
    original_days_late: int | None
    days_left: int | None
    verification: Verification | None
    verified_completion: str
    verified_progress: float | None
    disputed_completion: str
    evidence: tuple[Evidence, ...]
    is_idle: bool = False
    reading: Reading | None = None
    programmed: float | None = None

    @property
    def is_reported(self) -> bool:
        """Whether the cut has a report of the milestone."""
        return self.update is not None

    @property
    def is_complete(self) -> bool:
        """Whether the milestone was reported complete."""
        return self.completion == Completion.COMPLETE

    @property
    def is_withdrawn(self) -> bool:
        """Whether the milestone was reported withdrawn, and so counts in no mean."""
        return self.completion == Completion.WITHDRAWN

    @property
    def is_broken(self) -> bool:
        """Whether the milestone was reported not fulfilled, and so counts as 0 in every mean."""
        return self.completion == Completion.BROKEN

    @property
    def is_verified(self) -> bool:
        """Whether the milestone was reported complete, and a body accepted it as complete on evidence."""
        accepted = self.verification is not None and bool(self.verification.evidence)
        return self.is_complete and accepted and self.verified_completion == Completion.COMPLETE

    @property
    def is_unproven(self) -> bool:
        """Whether the milestone was reported complete without any document: «completo sin evidencia»."""
        return self.is_complete and not self.evidence and not self.is_verified

    @property
    def is_disputed(self) -> bool:
        """Whether the verified status differs from the status reported at the verified cut."""
        return bool(self.disputed_completion)

    @property
    def is_late(self) -> bool:
        """Whether the milestone is unfinished and past the due date in force."""
        return self.completion not in OVER and self.days_late is not None and self.days_late > 0

    @property
    def is_originally_late(self) -> bool:
        """Whether the milestone is late by its first due date: finished after that date, or unfinished and past it."""
        return self.original_days_late is not None and self.original_days_late > 0

    @property
    def days_gained(self) -> int:
        """Days by which reschedulings put off the due date; 0 if brought forward, or if the milestone is withdrawn."""
        first, last = self.milestone.end, self.dates.end
        if self.is_withdrawn or first is None or last is None:
            return 0
        return max((last - first).days, 0)

    @property
    def is_due_soon(self) -> bool:
        """Whether the milestone is unfinished and due within `DUE_SOON_DAYS` days."""
        return self.days_left is not None and self.days_left <= DUE_SOON_DAYS

    @property
    def is_rescheduled(self) -> bool:
        """Whether a date in force differs from the original one."""
        return self.dates != original_dates(self.milestone)

    def value(self, measure: Measure) -> float | None:
        """Returns the milestone's value under `measure`, as a fraction; None without data."""
        match measure:
            case Measure.REPORTED:
                return self.progress
            case Measure.VERIFIED:
                return self.verified_progress
            case Measure.EXPECTED:
                return self.expected
            case Measure.ORIGINALLY_EXPECTED:
                return self.originally_expected
            case Measure.COMPARABLE:
                return None if self.progress is None else self.expected


def original_dates(milestone: Milestone) -> Dates:
    """Returns the dates that the plan first gave the milestone."""
    return _dates(milestone.start, milestone.end)


def dates_at(plan: ActionPlan, milestone: Milestone, day: date) -> Dates:
    """Returns the milestone's dates in force on `day`: the original ones with the reschedulings made until then."""
    dates = {"inicio": milestone.start, "fin": milestone.end}
    for change in plan.index.reschedulings_of.get(milestone.id, ()):
        if change.date <= day:
            dates[change.field] = change.after
    return _dates(dates["inicio"], dates["fin"])


def _expected(programmed: float | None, dates: Dates, day: date) -> float | None:
    """Returns the part that was to be done by a day: what the programme asked for, else the time elapsed."""
    return dates.elapsed(day) if programmed is None else programmed


def available_on(evidence: Evidence) -> date | None:
    """Returns the day from which a document counts: of its receipt, else the first day of its date; None = always."""
    return evidence.received or (evidence.date.first if evidence.date else None)


def milestone_progress(plan: ActionPlan, milestone: Milestone, update: ProgressUpdate | None) -> float | None:
    """Returns the milestone's progress by the plan's method, as a fraction, before any cap; None without data.

    One reported not fulfilled has none, 0, by every method.
    """
    if update and completion_of(plan, update.status) == Completion.BROKEN:
        return 0.0
    return method_of(plan).compute(plan, milestone, update) if update else None


def capped(plan: ActionPlan, value: float | None) -> float | None:
    """Returns the value limited to 0 and 1 if the plan has a cap (`tope`), else as it is."""
    return min(max(value, 0.0), 1.0) if value is not None and plan.method.capped else value


def milestone_state(plan: ActionPlan, milestone: Milestone, cut: ReportingPeriod) -> MilestoneState:
    """Returns all the data of the milestone at the cut."""
    update = plan.index.updates.get((cut.id, milestone.id))
    completion = reported_completion(plan, milestone, update)
    counts = completion != Completion.WITHDRAWN
    uncapped = milestone_progress(plan, milestone, update) if counts else None
    dates = dates_at(plan, milestone, cut.date)
    verification = _verification_at(plan, milestone, cut)
    finished = completion in OVER or _was_finished(plan, milestone, cut)
    programmed = programmed_progress(plan, milestone, cut.date)
    return MilestoneState(
        milestone=milestone,
        update=update,
        completion=completion,
        progress=capped(plan, uncapped),
        uncapped=uncapped,
        dates=dates,
        expected=_expected(programmed, dates, cut.date) if counts else None,
        originally_expected=_expected(programmed, original_dates(milestone), cut.date) if counts else None,
        days_late=_days_late(dates.end, completion, update, cut.date, finished),
        original_days_late=_days_late(milestone.end, completion, update, cut.date, finished),
        days_left=None if finished else _days_left(dates.end, cut.date),
        verification=verification,
        verified_completion=completion_of(plan, verification.status) if verification else "",
        verified_progress=_verified_progress(plan, verification) if counts else None,
        disputed_completion=_disputed(plan, verification),
        evidence=tuple(
            each
            for each in plan.index.evidence_for_milestone.get(milestone.id, ())
            if (available_on(each) or date.min) <= cut.date
        ),
        is_idle=bool(update and not completion and method_of(plan).is_idle(plan, milestone)),
        reading=read(plan, milestone, update) if update else None,
        programmed=programmed if counts else None,
    )


def reported_completion(plan: ActionPlan, milestone: Milestone, update: ProgressUpdate | None) -> str:
    """Returns the IRM status of a report, "" for none.

    A report without a status is complete if the value fulfils the milestone; the other statuses take a judgement that
    no number gives.
    """
    if update is None:
        return ""
    if update.status:
        return completion_of(plan, update.status)
    return Completion.COMPLETE if (milestone_progress(plan, milestone, update) or 0.0) >= 1.0 else ""


def completion_of(plan: ActionPlan, status: str) -> str:
    """Returns the IRM status that corresponds to a status of the plan's scale; "" for none."""
    step = plan.index.scale.get(status)
    return step.irm if step else ""


def _verification_at(plan: ActionPlan, milestone: Milestone, cut: ReportingPeriod) -> Verification | None:
    cuts = plan.index.cuts
    made = [v for v in plan.index.verifications_of.get(milestone.id, ()) if cuts[v.period].date <= cut.date]
    return max(made, key=lambda v: (cuts[v.period].date, v.date), default=None)


def _verified_progress(plan: ActionPlan, verification: Verification | None) -> float | None:
    """Returns the value of the verified status in the plan's scale, or None if no document backs the verification."""
    return scale_value(plan, verification.status) if verification and verification.evidence else None


def _disputed(plan: ActionPlan, verification: Verification | None) -> str:
    if verification is None:
        return ""
    report = plan.index.updates.get((verification.period, verification.milestone))
    reported = reported_completion(plan, plan.index.milestones[verification.milestone], report)
    return reported if reported != completion_of(plan, verification.status) else ""


def _was_finished(plan: ActionPlan, milestone: Milestone, cut: ReportingPeriod) -> bool:
    """Returns whether by the last report up to the cut nothing more is due of the milestone."""
    cuts = [each for each in cuts_in_order(plan) if each.date <= cut.date]
    reports = (plan.index.updates.get((each.id, milestone.id)) for each in reversed(cuts))
    last = next((report for report in reports if report), None)
    return reported_completion(plan, milestone, last) in OVER


def _days_late(
    due: date | None, completion: str, update: ProgressUpdate | None, cut: date, finished: bool
) -> int | None:
    """Returns days after the due date: finish − due if complete, cut − due if unfinished and past it, else None.

    What will not be completed is not late: it is told as withdrawn or as not fulfilled.
    """
    if due is None or completion in GIVEN_UP:
        return None
    if completion == Completion.COMPLETE:
        return (update.finished - due).days if update and update.finished else None
    return (cut - due).days if cut > due and not finished else None


def _days_left(due: date | None, cut: date) -> int | None:
    return (due - cut).days if due is not None and due >= cut else None


def weighted_mean(values: Iterable[tuple[float | None, float | None]]) -> Figure:
    """Returns the mean of (value, weight) pairs over those with a value; each weight not given is 1."""
    pairs = list(values)
    known = [(value, 1.0 if weight is None else weight) for value, weight in pairs if value is not None]
    total = sum(weight for _, weight in known)
    mean = sum(value * weight for value, weight in known) / total if total else None
    return Figure(mean, len(known), len(pairs))


def verified_share(values: Iterable[tuple[float | None, float | None]]) -> Figure:
    """Returns the verified part of the whole: the mean of (value, weight) pairs where a missing value counts as 0.

    It is a part of all that is counted, not an estimate of what is unknown; its value is None where there is nothing to
    verify.
    """
    pairs = list(values)
    mean = weighted_mean((value or 0.0, weight) for value, weight in pairs).value
    return Figure(mean, sum(value is not None for value, _ in pairs), len(pairs))


def mean(measure: Measure, values: Iterable[tuple[float | None, float | None]]) -> Figure:
    """Returns the mean of (value, weight) pairs by the formula of `measure`."""
    return verified_share(values) if measure is Measure.VERIFIED else weighted_mean(values)


def states_at(plan: ActionPlan, cut: ReportingPeriod) -> tuple[MilestoneState, ...]:
    """Returns every milestone of the plan at the cut, in the order of its commitments."""
    return tuple(
        milestone_state(plan, milestone, cut)
        for commitment in plan.commitments
        for milestone in plan.index.milestones_of.get(commitment.id, ())
    )


def cuts_in_order(plan: ActionPlan) -> tuple[ReportingPeriod, ...]:
    """Returns the plan's cuts, oldest first."""
    return plan.index.cuts_in_order
