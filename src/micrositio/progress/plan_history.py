"""A plan's numbers: its state at each cut, and the changes from each cut to the next or between any two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from micrositio.model.plan import ActionPlan
from micrositio.progress.cut_pairs import CutPair, Told, compared, last_told
from micrositio.progress.history import CutState, history
from micrositio.progress.milestone_changes import CutChanges, changes_by_cut
from micrositio.progress.modifications import promised_at


@dataclass(frozen=True)
class PlanHistory:
    """A plan, its state at each cut (`course`) and the changes at each cut (`changes`), oldest first."""

    plan: ActionPlan
    course: tuple[CutState, ...]
    changes: tuple[CutChanges, ...]

    @cached_property
    def in_force(self) -> ActionPlan:
        """The plan with what it promises today, after every modification on record."""
        return promised_at(self.plan, date.max)

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """The last state with a report of each milestone up to each cut, oldest first."""
        return tuple(last_told(self.course))

    def compared(self, first: int, second: int) -> CutPair:
        """Returns what changed between two cuts, given by their positions in `course`, the earlier one first."""
        return compared(self.course[first], self.course[second], (self.told[first], self.told[second]))


def plan_history(plan: ActionPlan) -> PlanHistory:
    """Returns the plan with the figures of every cut and the changes between cuts."""
    course = history(plan)
    return PlanHistory(plan, course, changes_by_cut(course))
