"""The states of a plan, in their order, and which plan a site shows first."""

from __future__ import annotations

from collections.abc import Sequence

from micrositio.model.plan import ActionPlan
from micrositio.model.vocabularies import PlanState

NOT_BEGUN = (PlanState.PREPARING, PlanState.SIGNED)
"""The states in which the plan is not yet carried out; in any other, a required table without rows is a gap."""


def current_plan(named: str, plans: Sequence[ActionPlan]) -> str:
    """Returns the id of the plan of the home page: the one `named`, else one under way, else signed, else the last.

    Of several plans in that state, the last of the list; an invented plan only if there is no other. "" without plans.
    """
    if named in (each.id for each in plans):
        return named
    shown = [each for each in plans if not each.invented] or plans
    ranked = sorted(shown, key=lambda each: (each.state == PlanState.UNDER_WAY, each.state == PlanState.SIGNED))
    return ranked[-1].id if ranked else ""
