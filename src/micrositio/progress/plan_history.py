"""A plan's numbers: the plan at each of its cuts, and what changed from one to the next."""

from __future__ import annotations

from dataclasses import dataclass

from micrositio.model.plan import ActionPlan
from micrositio.progress.history import CutState, history
from micrositio.progress.milestone_changes import CutChanges, changes_by_cut


@dataclass(frozen=True)
class PlanHistory:
    """A plan, its state at each cut and what changed at each, oldest first."""

    plan: ActionPlan
    course: tuple[CutState, ...]
    changes: tuple[CutChanges, ...]


def plan_history(plan: ActionPlan) -> PlanHistory:
    """Returns the plan with every figure of every cut computed."""
    course = history(plan)
    return PlanHistory(plan, course, changes_by_cut(course))
