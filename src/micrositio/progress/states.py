"""The states of a plan, in their order, and which plan a site shows first."""

from __future__ import annotations

from collections.abc import Sequence

from micrositio.model.plan import ActionPlan
from micrositio.model.vocabularies import PlanState

NOT_BEGUN = (PlanState.PREPARING, PlanState.SIGNED)
"""The states in which nothing says yet that the plan is carried out: a required table without rows is a gap."""


def current_plan(named: str, plans: Sequence[ActionPlan]) -> str:
    """The id of the plan of the home page: the one `named`, else the plan under way, else signed, else the last.

    The last of the list wins where several are in that state; an invented plan only where no other is there.
    """
    if named in (each.id for each in plans):
        return named
    shown = [each for each in plans if not each.invented] or plans
    ranked = sorted(shown, key=lambda each: (each.state == PlanState.UNDER_WAY, each.state == PlanState.SIGNED))
    return ranked[-1].id if ranked else ""
