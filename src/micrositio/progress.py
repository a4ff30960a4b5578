"""What the numbers mean: pure functions of a plan and a cut. Nothing here reads the clock.

Progress is a fraction (1 = fulfilled). A milestone without an update at a cut has no progress (None), which is not 0,
and is not carried forward; every mean says over how many milestones it was taken (coverage). A withdrawn milestone
counts in no mean. Words of completion are those of OGP's Independent Reporting Mechanism.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .model import ActionPlan
from .records import Commitment, Evidence, Milestone, ProgressUpdate, ReportingPeriod, Verification

COMPLETE = "completo"
WITHDRAWN = "retirado"
NOT_STARTED = "no_iniciado"
LIMITED = "limitado"


class Figure(NamedTuple):
    """A mean with its coverage: `value` is a fraction or None (no data); `counted` of `total` had data."""

    value: float | None
    counted: int
    total: int


class Dates(NamedTuple):
    """The dates in force for a milestone."""

    start: date | None
    end: date | None


@dataclass(frozen=True)
class MilestoneState:
    """A milestone at a cut.

    `completion` is the IRM word of what was reported ("" = sin dato); `progress` a fraction; `days_late` counts days
    after the due date in force (negative = early, None = not due, or not known; one that an earlier cut reported
    complete is not late for lack of a later report); `verification` is the latest one made on cuts up to this, and
    `disputed_completion` what had been reported at that cut where the two differ ("" = they agree); `evidence` holds
    the documents dated up to the cut that name the milestone.
    """

    milestone: Milestone
    update: ProgressUpdate | None
    completion: str
    progress: float | None
    dates: Dates
    days_late: int | None
    verification: Verification | None
    verified_completion: str
    disputed_completion: str
    evidence: tuple[Evidence, ...]

    @property
    def is_complete(self) -> bool:
        """Reported complete."""
        return self.completion == COMPLETE

    @property
    def is_verified(self) -> bool:
        """Reported complete, and a body accepted it as complete on evidence."""
        accepted = self.verification is not None and bool(self.verification.evidence)
        return self.is_complete and accepted and self.verified_completion == COMPLETE

    @property
    def is_unproven(self) -> bool:
        """Reported complete without any document: «completo sin evidencia»."""
        return self.is_complete and not self.evidence and not self.is_verified

    @property
    def is_disputed(self) -> bool:
        """What was verified differs from what had been reported at that cut."""
        return bool(self.disputed_completion)

    @property
    def is_late(self) -> bool:
        """Unfinished, and past the due date in force."""
        unfinished = not self.is_complete and self.completion != WITHDRAWN
        return unfinished and self.days_late is not None and self.days_late > 0

    @property
    def is_rescheduled(self) -> bool:
        """A date in force differs from the original one."""
        return self.dates != Dates(self.milestone.start, self.milestone.end)


def dates_at(plan: ActionPlan, milestone: Milestone, day: date) -> Dates:
    """The milestone's dates in force on `day`: the original ones with the reschedulings made until then."""
    dates = {"inicio": milestone.start, "fin": milestone.end}
    for change in plan.index.reschedulings_of.get(milestone.id, ()):
        if change.date <= day:
            dates[change.field] = change.after
    return Dates(dates["inicio"], dates["fin"])


def milestone_progress(plan: ActionPlan, milestone: Milestone, update: ProgressUpdate | None) -> float | None:
    """The milestone's progress by the plan's method, as a fraction, capped where the plan says so; None without data.

    `estatus`: the value of the status in the plan's scale. `indicador`: (value − baseline) / (target − baseline),
    which serves both directions, never below 0. `manual`: the stated value, in percent.
    """
    if update is None:
        return None
    value = _by_method(plan, milestone, update)
    if value is None:
        return None
    return min(value, 1.0) if plan.method.capped else value


def _by_method(plan: ActionPlan, milestone: Milestone, update: ProgressUpdate) -> float | None:
    if plan.method.progress == "estatus":
        step = plan.index.scale.get(update.status)
        return step.value if step else None
    if update.value is None:
        return None
    if plan.method.progress == "manual":
        return update.value / 100
    if milestone.baseline is None or milestone.target is None or milestone.target == milestone.baseline:
        return None
    return max(0.0, (update.value - milestone.baseline) / (milestone.target - milestone.baseline))


def milestone_state(plan: ActionPlan, milestone: Milestone, cut: ReportingPeriod) -> MilestoneState:
    """All that is known of the milestone at the cut."""
    update = plan.index.updates.get((cut.id, milestone.id))
    completion = completion_of(plan, update.status) if update else ""
    dates = dates_at(plan, milestone, cut.date)
    verification = _verification_at(plan, milestone, cut)
    return MilestoneState(
        milestone=milestone,
        update=update,
        completion=completion,
        progress=None if completion == WITHDRAWN else milestone_progress(plan, milestone, update),
        dates=dates,
        days_late=_days_late(dates.end, completion, update, cut.date, _was_complete(plan, milestone, cut)),
        verification=verification,
        verified_completion=completion_of(plan, verification.status) if verification else "",
        disputed_completion=_disputed(plan, verification),
        evidence=tuple(
            each
            for each in plan.index.evidence_for_milestone.get(milestone.id, ())
            if each.date is None or each.date.first <= cut.date
        ),
    )


def completion_of(plan: ActionPlan, status: str) -> str:
    """The IRM word that a status of the plan's scale stands for; "" for none."""
    step = plan.index.scale.get(status)
    return step.irm if step else ""


def _verification_at(plan: ActionPlan, milestone: Milestone, cut: ReportingPeriod) -> Verification | None:
    cuts = plan.index.cuts
    made = [v for v in plan.index.verifications_of.get(milestone.id, ()) if cuts[v.period].date <= cut.date]
    return max(made, key=lambda v: (cuts[v.period].date, v.date), default=None)


def _disputed(plan: ActionPlan, verification: Verification | None) -> str:
    if verification is None:
        return ""
    report = plan.index.updates.get((verification.period, verification.milestone))
    reported = completion_of(plan, report.status) if report else ""
    return reported if reported != completion_of(plan, verification.status) else ""


def _was_complete(plan: ActionPlan, milestone: Milestone, cut: ReportingPeriod) -> bool:
    """Whether the last report up to the cut says that the milestone is complete or withdrawn."""
    cuts = [each for each in cuts_in_order(plan) if each.date <= cut.date]
    reports = (plan.index.updates.get((each.id, milestone.id)) for each in reversed(cuts))
    last = next((report for report in reports if report), None)
    return last is not None and completion_of(plan, last.status) in (COMPLETE, WITHDRAWN)


def _days_late(
    due: date | None, completion: str, update: ProgressUpdate | None, cut: date, was_complete: bool
) -> int | None:
    if due is None or completion == WITHDRAWN:
        return None
    if completion == COMPLETE:
        return (update.finished - due).days if update and update.finished else None
    return (cut - due).days if cut > due and not was_complete else None


def weighted_mean(values: Iterable[tuple[float | None, float | None]]) -> Figure:
    """The mean of (value, weight) pairs over those with a value; equal weights where none is given."""
    pairs = list(values)
    known = [(value, 1.0 if weight is None else weight) for value, weight in pairs if value is not None]
    total = sum(weight for _, weight in known)
    mean = sum(value * weight for value, weight in known) / total if total else None
    return Figure(mean, len(known), len(pairs))


def commitment_progress(plan: ActionPlan, commitment: Commitment, states: Iterable[MilestoneState]) -> Figure:
    """The weighted mean of the commitment's milestones that count; `states` are those of the whole plan at a cut."""
    own = [s for s in states if s.milestone.commitment == commitment.id and s.completion != WITHDRAWN]
    return weighted_mean((state.progress, state.milestone.weight) for state in own)


def plan_progress(plan: ActionPlan, states: Iterable[MilestoneState]) -> Figure:
    """The weighted mean of the commitments; its coverage counts milestones."""
    own: dict[str, list[MilestoneState]] = {}
    for state in states:
        own.setdefault(state.milestone.commitment, []).append(state)
    figures = [(commitment_progress(plan, each, own.get(each.id, ())), each.weight) for each in plan.commitments]
    mean = weighted_mean((figure.value, weight) for figure, weight in figures)
    return Figure(mean.value, sum(f.counted for f, _ in figures), sum(f.total for f, _ in figures))


def states_at(plan: ActionPlan, cut: ReportingPeriod) -> tuple[MilestoneState, ...]:
    """Every milestone of the plan at the cut, in the order of its commitments."""
    return tuple(
        milestone_state(plan, milestone, cut)
        for commitment in plan.commitments
        for milestone in plan.index.milestones_of.get(commitment.id, ())
    )


def cuts_in_order(plan: ActionPlan) -> tuple[ReportingPeriod, ...]:
    """The plan's cuts, oldest first."""
    return tuple(sorted(plan.reporting_periods, key=lambda cut: cut.date))
