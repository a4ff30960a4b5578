"""Rules of the levels above the commitments: they form a tree with keys of its own, and weigh level by level."""

from __future__ import annotations

from collections.abc import Iterator

from micrositio.model.groups import circles, in_order
from micrositio.model.plan import ActionPlan
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem

MOST_LEVELS = 10
_NAMED = 5


def groups_form_a_tree(plan: ActionPlan) -> Iterator[Problem]:
    """No group is part of itself, and there are at most ten levels."""
    for circle in circles(plan.index.groups):
        first = circle[0]
        way = " → ".join(each.id for each in (*circle, first))
        yield problem(Kind.GROUP_CIRCLE, first.at("parent"), group=first.id, chain=way)
    for each, depth in in_order(plan.groups):
        if depth == MOST_LEVELS:
            yield problem(Kind.GROUP_DEEP, each.at("parent"), depth=depth + 1, most=MOST_LEVELS)


def groups_have_their_own_keys(plan: ActionPlan) -> Iterator[Problem]:
    """No group has the key of a commitment or of the plan: all three are keys of figures."""
    for each in plan.groups:
        if each.id in plan.index.commitments:
            yield problem(Kind.GROUP_ID_TAKEN, each.at("id"), id=each.id)
        elif each.id == plan.id:
            yield problem(Kind.GROUP_ID_TAKEN_PLAN, each.at("id"), id=each.id)


def groups_have_commitments(plan: ActionPlan) -> Iterator[Problem]:
    """Every group has some commitment, of its own or of a group that is part of it."""
    used: set[str] = set()
    for key in plan.index.commitments_of:
        while key in plan.index.groups and key not in used:
            used.add(key)
            key = plan.index.groups[key].parent
    idle = [each for each in plan.groups if each.id not in used]
    if idle:
        names = ", ".join(each.id for each in idle[:_NAMED]) + ("…" if len(idle) > _NAMED else "")
        yield problem(Kind.GROUP_IDLE, idle[0].at("id"), names=names)
