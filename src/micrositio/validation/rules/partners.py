"""Rules of the partners of a milestone: they are others than the responsible institution."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from micrositio.model.plan import ActionPlan
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.progress.modifications import milestone_at


def partners_are_others(plan: ActionPlan) -> Iterator[Problem]:
    """No partner of a milestone is its responsible institution, unless a modification gave or took that charge."""
    for each in plan.partners:
        promised = plan.index.milestones.get(each.milestone)
        if promised is None or promised.institution != each.institution:
            continue
        if milestone_at(plan, promised, date.max).institution == each.institution:
            details = {"institution": each.institution, "milestone": each.milestone}
            yield problem(Kind.PARTNER_ANSWERS, each.at("institution"), **details)
