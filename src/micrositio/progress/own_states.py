"""The commitments that report by themselves, at a cut."""

from __future__ import annotations

from micrositio.model.own_reports import whole
from micrositio.model.plan import ActionPlan
from micrositio.model.records import ReportingPeriod
from micrositio.progress.milestones import MilestoneState, milestone_state


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
