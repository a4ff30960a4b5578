"""A plan's numbers: its state at each cut, and the changes from each cut to the next."""

from __future__ import annotations

from dataclasses import dataclass

from micrositio.model.plan import ActionPlan
from micrositio.progress.history import CutState, history
from micrositio.progress.milestone_changes import CutChanges, changes_by_cut


@dataclass(frozen=True)
class PlanHistory:
    """A plan, its state at each cut (`course`) and the changes at each cut (`changes`), oldest first."""

    plan: ActionPlan
    course: tuple[CutState, ...]
    changes: tuple[CutChanges, ...]


def plan_history(plan: ActionPlan) -> PlanHistory:
    """Returns the plan with the figures of every cut and the changes between cuts."""
    course = history(plan)
    return PlanHistory(plan, course, changes_by_cut(course))
