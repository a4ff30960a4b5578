"""The figures of a plan and their meaning: pure functions of a plan and a cut, which do not read the clock.

Progress is a fraction (1 = fulfilled). A milestone without an update at a cut has no progress (None), which is not 0,
and is not carried forward; every mean states the number of milestones that it covers (coverage). A withdrawn milestone
counts in no mean. Statuses of completion are those of OGP's Independent Reporting Mechanism (IRM).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from micrositio.model.own_reports import OwnUpdate, Whole, whole
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Evidence, Milestone, ProgressUpdate, ReportingPeriod, Verification
from micrositio.model.vocabularies import GIVEN_UP, OVER, Completion
from micrositio.progress.indicators import IndicatorState, are_counted, indicators_at
from micrositio.progress.methods import capped, method_of, own_progress, programmed_progress, scale_value
from micrositio.progress.milestone_state import (
    Dates,
    Figure,
    Measure,
    MilestoneState,
    _dates,
    original_dates,
)
from micrositio.progress.modifications import is_lowered, milestone_at
from micrositio.progress.programme import read


def dates_at(plan: ActionPlan, milestone: Milestone, day: date) -> Dates:
    """Returns the milestone's dates in force on `day`: the original ones with the reschedulings made until then."""
    dates = {"inicio": milestone.start, "fin": milestone.end}
    for change in () if isinstance(milestone, Whole) else plan.index.reschedulings_of.get(milestone.id, ()):
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

    One reported not fulfilled has none, 0, by every method. That of a commitment itself is its own, and that of a
    milestone with indicators measured at the report's cut is their mean; what a milestone promised is what was in force
    at that cut.
    """
    if update is None:
        return None
    if completion_of(plan, update.status) == Completion.BROKEN:
        return 0.0
    if isinstance(update, OwnUpdate):
        return own_progress(plan, update)
    cut = plan.index.cuts.get(update.period)
    measured = _counted(plan, milestone, cut) if cut else ()
    if measured:
        return weighted_mean((each.uncapped, each.indicator.weight) for each in measured).value
    promised = milestone_at(plan, milestone, cut.date) if cut else milestone
    return method_of(plan).compute(plan, promised, update)


def _counted(plan: ActionPlan, milestone: Milestone, cut: ReportingPeriod) -> tuple[IndicatorState, ...]:
    """Returns the indicators that the milestone is measured by at the cut; none if it is not by them."""
    found = indicators_at(plan, milestone, cut)
    return found if are_counted(plan, found) else ()


def milestone_state(plan: ActionPlan, milestone: Milestone, cut: ReportingPeriod) -> MilestoneState:
    """Returns all the data of the milestone at the cut, as it was in force then."""
    milestone = milestone_at(plan, milestone, cut.date)
    update = report_of(plan, milestone, cut)
    completion = reported_completion(plan, milestone, update)
    counts = completion != Completion.WITHDRAWN
    uncapped = milestone_progress(plan, milestone, update) if counts else None
    dates = dates_at(plan, milestone, cut.date)
    verification = _verification_at(plan, milestone, cut)
    finished = completion in OVER or _was_finished(plan, milestone, cut)
    programmed = programmed_progress(plan, milestone, cut.date)
    indicators = indicators_at(plan, milestone, cut)
    return MilestoneState(
        milestone=milestone,
        update=update,
        completion=completion,
        progress=_progress(plan, indicators, completion, uncapped),
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
        disputed_completion=_disputed(plan, milestone, verification),
        evidence=tuple(e for e in documents_on(plan, milestone) if (available_on(e) or date.min) <= cut.date),
        is_idle=bool(update and not completion and method_of(plan).is_idle(plan, milestone)),
        reading=read(plan, milestone, update) if update else None,
        programmed=programmed if counts else None,
        is_lowered=is_lowered(plan, milestone, cut.date),
        indicators=indicators,
        by_indicators=update is not None and completion not in GIVEN_UP and are_counted(plan, indicators),
    )


def _progress(
    plan: ActionPlan, indicators: tuple[IndicatorState, ...], completion: str, uncapped: float | None
) -> float | None:
    """Returns the progress under the plan's cap: of a mean of indicators, the cap of each."""
    if uncapped is None or completion == Completion.BROKEN or not are_counted(plan, indicators):
        return capped(plan, uncapped)
    return weighted_mean((each.progress, each.indicator.weight) for each in indicators).value


def reported_completion(plan: ActionPlan, milestone: Milestone, update: ProgressUpdate | None) -> str:
    """Returns the IRM status of a report, "" for none.

    A report without a status is complete if the value fulfils the milestone; the other statuses take a judgement that
    no number gives.
    """
    if update is None:
        return ""
    if update.status:
        return completion_of(plan, update.status)
    return Completion.COMPLETE if _is_fulfilled(plan, milestone, update) else ""


def _is_fulfilled(plan: ActionPlan, milestone: Milestone, update: ProgressUpdate) -> bool:
    """Returns whether the value of a report reaches its target; of several indicators, whether every one does."""
    cut = plan.index.cuts.get(update.period)
    measured = _counted(plan, milestone, cut) if cut else ()
    parts = [each.uncapped for each in measured] or [milestone_progress(plan, milestone, update)]
    return all(each is not None and each >= 1.0 for each in parts)


def completion_of(plan: ActionPlan, status: str) -> str:
    """Returns the IRM status that corresponds to a status of the plan's scale; "" for none."""
    step = plan.index.scale.get(status)
    return step.irm if step else ""


def report_of(plan: ActionPlan, milestone: Milestone, cut: ReportingPeriod) -> ProgressUpdate | None:
    """Returns the report on a milestone, or on a commitment itself, at a cut; None without one."""
    found = plan.index.own_updates if isinstance(milestone, Whole) else plan.index.updates
    return found.get((cut.id, milestone.id))


def verifications_of(plan: ActionPlan, milestone: Milestone) -> tuple[Verification, ...]:
    """Returns the verifications of a milestone, or of a commitment itself, oldest first."""
    found = plan.index.own_verifications_of if isinstance(milestone, Whole) else plan.index.verifications_of
    return found.get(milestone.id, ())


def last_report(plan: ActionPlan, milestone: Milestone) -> ProgressUpdate | None:
    """Returns the milestone's last report, whatever its cut, or None."""
    reports = (report_of(plan, milestone, cut) for cut in reversed(cuts_in_order(plan)))
    return next((report for report in reports if report), None)


def documents_on(plan: ActionPlan, milestone: Milestone) -> tuple[Evidence, ...]:
    """Returns the documents that name a milestone, or a commitment itself."""
    own = isinstance(milestone, Whole)
    found = plan.index.evidence_for_commitment if own else plan.index.evidence_for_milestone
    return found.get(milestone.id, ())


def _verification_at(plan: ActionPlan, milestone: Milestone, cut: ReportingPeriod) -> Verification | None:
    cuts = plan.index.cuts
    made = [v for v in verifications_of(plan, milestone) if cuts[v.period].date <= cut.date]
    return max(made, key=lambda v: (cuts[v.period].date, v.date), default=None)


def _verified_progress(plan: ActionPlan, verification: Verification | None) -> float | None:
    """Returns the value of the verified status in the plan's scale, or None if no document backs the verification."""
    return scale_value(plan, verification.status) if verification and verification.evidence else None


def _disputed(plan: ActionPlan, milestone: Milestone, verification: Verification | None) -> str:
    if verification is None:
        return ""
    report = report_of(plan, milestone, plan.index.cuts[verification.period])
    reported = reported_completion(plan, milestone, report)
    return reported if reported != completion_of(plan, verification.status) else ""


def _was_finished(plan: ActionPlan, milestone: Milestone, cut: ReportingPeriod) -> bool:
    """Returns whether by the last report up to the cut nothing more is due of the milestone."""
    cuts = [each for each in cuts_in_order(plan) if each.date <= cut.date]
    reports = (report_of(plan, milestone, each) for each in reversed(cuts))
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


def own_states_at(plan: ActionPlan, cut: ReportingPeriod) -> dict[str, MilestoneState]:
    """Returns the commitments that report by themselves at the cut, by id and in their order."""
    own = reporting_themselves(plan, cut)
    return {each.id: milestone_state(plan, whole(each), cut) for each in plan.commitments if each.id in own}


def reporting_themselves(plan: ActionPlan, cut: ReportingPeriod) -> set[str]:
    """Returns the ids of the commitments that report by themselves at the cut.

    They are those with a report or a verification of their own up to the cut and, once there is any, every commitment
    without milestones: if nothing was reported of it, it has no data. In a plan without milestones that is from the
    first cut.
    """
    index = plan.index
    rows = [(each.period, each.milestone) for each in plan.own_updates]
    rows += [(each.period, each.milestone) for each in plan.own_verifications]
    told = {commitment for period, commitment in rows if index.cuts[period].date <= cut.date}
    if not told and (plan.milestones or not rows):
        return set()
    return told | {each.id for each in plan.commitments if each.id not in index.milestones_of}
