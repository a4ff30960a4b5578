"""Rules of the levels above the commitments: they form a tree with keys of its own, and weigh level by level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from micrositio.model.groups import Group, chain, in_order
from micrositio.model.plan import ActionPlan
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem

MOST_LEVELS = 10
_NAMED = 5


def groups_form_a_tree(plan: ActionPlan) -> Iterator[Problem]:
    """No group is part of itself, and there are at most ten levels."""
    reached = {group.id: depth for group, depth in in_order(plan.groups)}
    told: set[str] = set()
    for each in plan.groups:
        above = chain(plan.index.groups, each.id)
        circle = _circle(above)
        if circle and not told & circle.keys():
            told |= circle.keys()
            way = " → ".join((*circle, next(iter(circle))))
            yield problem(
                Kind.GROUP_CIRCLE, plan.index.groups[next(iter(circle))].at("parent"), group=each.id, chain=way
            )
        elif reached.get(each.id) == MOST_LEVELS:
            yield problem(Kind.GROUP_DEEP, each.at("parent"), depth=MOST_LEVELS + 1, most=MOST_LEVELS)


def _circle(above: Sequence[Group]) -> dict[str, Group]:
    """Returns the groups of a chain that are part of themselves, by id, each before the one that it is part of."""
    ids = [each.id for each in above]
    if not above or above[0].parent not in ids:
        return {}
    return {each.id: each for each in reversed(above[: ids.index(above[0].parent) + 1])}


def groups_have_their_own_keys(plan: ActionPlan) -> Iterator[Problem]:
    """No group has the key of a commitment or of the plan: all three are keys of figures."""
    for each in plan.groups:
        if each.id in plan.index.commitments:
            yield problem(Kind.GROUP_ID_TAKEN, each.at("id"), id=each.id)
        elif each.id == plan.id:
            yield problem(Kind.GROUP_ID_TAKEN_PLAN, each.at("id"), id=each.id)


def groups_have_commitments(plan: ActionPlan) -> Iterator[Problem]:
    """Every group has some commitment, of its own or of a group that is part of it."""
    used = {above.id for each in plan.commitments for above in chain(plan.index.groups, each.group)}
    idle = [each for each in plan.groups if each.id not in used]
    if idle:
        names = ", ".join(each.id for each in idle[:_NAMED]) + ("…" if len(idle) > _NAMED else "")
        yield problem(Kind.GROUP_IDLE, idle[0].at("id"), names=names)
