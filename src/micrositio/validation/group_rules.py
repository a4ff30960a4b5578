"""Rules of the levels above the commitments: they form a tree with keys of its own, and weigh level by level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from micrositio.model.groups import Group, chain, in_order
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Commitment, Milestone
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem

MOST_LEVELS = 10
_NAMED = 5

_Weighted = tuple[str, Sequence[Group | Commitment | Milestone], float | None]
"""The name of a set, its records, which share a weight, and the declared total of their weights."""


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


def weights_add_up(plan: ActionPlan) -> Iterator[Problem]:
    """Weights are given to all records of a group or to none, and add up to the total that the plan declares."""
    milestones, stated = plan.index.milestones_of, plan.method.milestone_weights
    of_commitments = ((each.id, milestones.get(each.id, ()), stated) for each in plan.commitments)
    wrong = []
    for name, records, total in (*_weighed_together(plan), *of_commitments):
        known = [record.weight for record in records if record.weight is not None]
        for record in records if known or total is not None else ():
            if record.weight is None:
                yield problem(Kind.WEIGHT_MISSING, record.at("weight"))
        if total is not None and records and len(known) == len(records) and abs(sum(known) - total) > 1e-6:
            wrong.append((records[0].at("weight"), f"{name} suma {_plain(sum(known))} y debe sumar {_plain(total)}"))
    if wrong:
        yield problem(Kind.WEIGHTS_TOTAL, wrong[0][0], sums="; ".join(words for _place, words in wrong))
    yield from _undeclared(plan.groups, plan.method.group_weights)
    yield from _undeclared(plan.commitments, plan.method.commitment_weights)
    yield from _undeclared(plan.milestones, plan.method.milestone_weights)


def _undeclared(records: Sequence[Group | Commitment | Milestone], total: float | None) -> Iterator[Problem]:
    """Yields a problem at the first weight if no total is declared: such weights count only relative to each other."""
    first = next((record for record in records if record.weight is not None), None)
    if total is None and first:
        yield problem(Kind.WEIGHT_UNDECLARED, first.at("weight"))


def _plain(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _weighed_together(plan: ActionPlan) -> Iterator[_Weighted]:
    """Yields the sets of groups and commitments that share a weight: all commitments, or those of each level."""
    index, method = plan.index, plan.method
    if not index.groups_weigh:
        yield plan.id, plan.commitments, method.commitment_weights
        return
    for key in ("", *index.groups):
        groups, commitments = index.groups_of.get(key, ()), index.commitments_of.get(key, ())
        total = method.group_weights if groups else method.commitment_weights
        yield key or plan.id, (*groups, *commitments), total
