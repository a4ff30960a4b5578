"""Rules of the method of calculation: weights, and the data that the plan's method needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from micrositio.model.groups import Group
from micrositio.model.plan import NORMALISED, ActionPlan
from micrositio.model.records import Commitment, Milestone
from micrositio.model.vocabularies import Completion
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.progress.methods import method_of
from micrositio.progress.milestones import completion_of
from micrositio.progress.programme import KEEP, LIMITS

_Weighted = tuple[str, Sequence[Group | Commitment | Milestone], float | None]
"""The name of a set, its records, which share a weight, and the declared total of their weights."""


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
        if total is not None and records and len(known) == len(records) and _is_wrong(plan, sum(known) - total):
            wrong.append((records[0].at("weight"), f"{name} suma {_plain(sum(known))} y debe sumar {_plain(total)}"))
    if wrong:
        kind = Kind.WEIGHTS_NORMALISED if plan.method.incomplete == NORMALISED else Kind.WEIGHTS_TOTAL
        yield problem(kind, wrong[0][0], sums="; ".join(words for _place, words in wrong))
    yield from _undeclared(plan.groups, plan.method.group_weights)
    yield from _undeclared(plan.commitments, plan.method.commitment_weights)
    yield from _undeclared(plan.milestones, plan.method.milestone_weights)


def _is_wrong(plan: ActionPlan, over: float) -> bool:
    """Returns whether weights that are `over` their total are not what the plan admits: less, where the rest counts."""
    return over > 1e-6 if plan.method.rest_counts else abs(over) > 1e-6


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


def updates_fit_the_method(plan: ActionPlan) -> Iterator[Problem]:
    """An update has the data that the plan's method needs; a milestone measured by its indicator can be measured.

    One that reports the milestone not fulfilled needs no value. Neither does one of a milestone with indicators of its
    own: those that were not measured have no data.
    """
    method = method_of(plan)
    several = plan.index.indicators_of if method.by_target else {}
    valued = {each.milestone for each in plan.updates if each.value is not None}
    lacking = (each for each in plan.updates if method.lacks(each) and each.milestone not in several)
    for update in (each for each in lacking if completion_of(plan, each.status) != Completion.BROKEN):
        kind = Kind.STATUS_MISSING if method.reads == "status" else Kind.VALUE_MISSING
        yield problem(kind, update.at(method.reads), method=method.key)
    for milestone in plan.milestones:
        by_itself = milestone.id not in several or milestone.id in valued
        if by_itself and not method.measures(plan, milestone):
            kind = Kind.INDICATOR_INCOMPLETE_TARGET if milestone.direction in LIMITS else Kind.INDICATOR_INCOMPLETE
            yield problem(kind, milestone.at("target"))


def own_updates_say_how_far(plan: ActionPlan) -> Iterator[Problem]:
    """A report of a commitment itself has what its progress follows from.

    By the method of the status it is the status; by any other, the percentage or, without it, the status.
    """
    method = method_of(plan)
    for each in plan.own_updates:
        if method.reads == "status" and not each.status:
            yield problem(Kind.STATUS_MISSING, each.at("status"))
        elif not each.status and each.value is None:
            yield problem(Kind.VALUE_MISSING, each.at("value"), method=method.key)


def tolerances_are_of_what_is_kept(plan: ActionPlan) -> Iterator[Problem]:
    """Only a milestone whose indicator is to be kept has a tolerance."""
    for milestone in plan.milestones:
        if milestone.tolerance is not None and milestone.direction != KEEP:
            yield problem(Kind.TOLERANCE_IDLE, milestone.at("tolerance"))
