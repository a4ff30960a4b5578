"""Rules of what became of the commitments of the plans before: who is named exists, and no row denies another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from micrositio.model.continuity import Continuation
from micrositio.model.plan import ActionPlan
from micrositio.model.plan_facts import PlanPeriod
from micrositio.model.vocabularies import TableName
from micrositio.problems.continuity import ContinuityKind
from micrositio.problems.problem import Problem, problem
from micrositio.problems.suggest import closest


def continuity_names_what_was_before(plan: ActionPlan) -> Iterator[Problem]:
    """A row names the earlier plan and its commitment by their keys or, of a plan that is not on the site, by title."""
    for each in plan.continuity:
        if each.earlier_plan:
            yield from _of_a_plan_here(plan, each)
        else:
            yield from _of_a_plan_elsewhere(each)


def _of_a_plan_here(plan: ActionPlan, each: Continuation) -> Iterator[Problem]:
    if each.earlier_plan == plan.id:
        yield problem(ContinuityKind.ORDER, each.at("earlier_plan"))
    if not each.earlier:
        yield problem(ContinuityKind.NAMES_PLAN_COMMITMENT, each.at("earlier"))
    for name in ("plan_title", "title"):
        if getattr(each, name):
            yield problem(ContinuityKind.NAMES_PLAN_TWICE, each.at(name), column=each.at(name).column)


def _of_a_plan_elsewhere(each: Continuation) -> Iterator[Problem]:
    if each.earlier:
        yield problem(ContinuityKind.NAMES_PLAN_KEY, each.at("earlier"))
    elif not each.title:
        yield problem(ContinuityKind.NAMES_PLAN_COMMITMENT, each.at("earlier"))
    if not each.earlier and not each.plan_title:
        yield problem(ContinuityKind.NAMES_PLAN, each.at("earlier_plan"))


def continuity_leads_somewhere(plan: ActionPlan) -> Iterator[Problem]:
    """A row names a commitment of this plan if the earlier one goes on, and none if it goes no further."""
    for each in plan.continuity:
        if each.is_over == bool(each.commitment):
            kind = ContinuityKind.GOES_ON_NOWHERE if each.is_over else ContinuityKind.GOES_ON
            yield problem(kind, each.at("commitment"), outcome=each.outcome)


def continuity_is_told_once(plan: ActionPlan) -> Iterator[Problem]:
    """An earlier commitment goes on or goes no further, in one way, and no pair of commitments has two rows."""
    first: dict[tuple[str, ...], Continuation] = {}
    pairs: dict[tuple[str, ...], Continuation] = {}
    for each in plan.continuity:
        if not (each.earlier or each.title):
            continue
        before = first.setdefault(each.earlier_key, each)
        same = pairs.setdefault((*each.earlier_key, each.commitment), each)
        if (before.is_over or each.is_over) and before.outcome != each.outcome:
            details = {"outcome": each.outcome, "first": before.origin.row, "before": before.outcome}
            yield problem(ContinuityKind.CONTRADICTED, each.at("outcome"), **details)
        elif same is not each:
            kind = ContinuityKind.REPEATED_OVER if each.is_over else ContinuityKind.REPEATED
            yield problem(kind, each.at("earlier"), first=same.origin.row)


def earlier_plans_are_there(
    plans: Iterable[ActionPlan], known: Mapping[str, ActionPlan], names: Collection[str], faulty: Collection[str]
) -> Iterator[Problem]:
    """An earlier plan on the site exists, began before and has the commitment named; both are invented, or neither.

    `names` are the ids of all plans of the site, of which those `known` were read; `faulty` are files with errors.
    """
    for plan in plans:
        for row in plan.continuity:
            earlier = known.get(row.earlier_plan)
            if row.earlier_plan and row.earlier_plan not in names:
                near = closest(row.earlier_plan, {*names} - {plan.id})
                yield problem(ContinuityKind.EARLIER_UNKNOWN, row.at("earlier_plan"), plan=row.earlier_plan, near=near)
            elif earlier and earlier is not plan:
                yield from _not_before(plan, row, (earlier, known))
                yield from _not_of_it(row, earlier, faulty)


def _not_before(
    plan: ActionPlan, row: Continuation, of: tuple[ActionPlan, Mapping[str, ActionPlan]]
) -> Iterator[Problem]:
    """Yields why the plan `of` cannot be the one before, if it cannot; with it are all that are known."""
    place, (earlier, known) = row.at("earlier_plan"), of
    begun, own = _first_period(earlier), _first_period(plan)
    if earlier.invented != plan.invented:
        yield problem(ContinuityKind.ORDER_INVENTED, place, plan=earlier.id)
    elif plan.id in _all_before(earlier, known):
        yield problem(ContinuityKind.ORDER_ROUND, place, plan=earlier.id)
    elif begun and own and begun.start and own.start and begun.start.first >= own.start.last:
        yield problem(ContinuityKind.ORDER_LATER, place, plan=earlier.id, start=begun.start, own=own.start)


def _all_before(plan: ActionPlan, known: Mapping[str, ActionPlan]) -> set[str]:
    """Returns the ids of the plans that a plan follows, directly or through others."""
    found: set[str] = set()
    waiting = [plan]
    while waiting:
        new = {each.earlier_plan for each in waiting.pop().continuity if each.earlier_plan} - found
        found |= new
        waiting += [known[name] for name in new if name in known]
    return found


def _first_period(plan: ActionPlan) -> PlanPeriod | None:
    """Returns the version of the plan's period that begins first, None if no beginning is known."""
    begun = {each.start.first: each for each in plan.periods if each.start}
    return begun[min(begun)] if begun else None


def _not_of_it(row: Continuation, earlier: ActionPlan, faulty: Collection[str]) -> Iterator[Problem]:
    """Yields that the earlier plan has no such commitment; nothing if its table could not be read whole."""
    table = earlier.tables.get(TableName.COMMITMENTS)
    known = earlier.index.commitments
    if not table or table.file in faulty or not known or row.earlier in {"", *known}:
        return
    near = closest(row.earlier, known)
    details = {"commitment": row.earlier, "plan": earlier.id, "near": near}
    yield problem(ContinuityKind.COMMITMENT_UNKNOWN, row.at("earlier"), **details)
