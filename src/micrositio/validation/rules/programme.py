"""Rules of the programme: the targets of milestones by period, and how the values of several periods make one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from micrositio.model.plan import ActionPlan
from micrositio.model.rounding import DECIMALS
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.progress.methods import method_of
from micrositio.progress.modifications import promised_at
from micrositio.progress.programme import LIMITS, adds_up, programme_of, programmed


def periods_come_to_the_target(plan: ActionPlan) -> Iterator[Problem]:
    """The targets of a milestone's periods come to its target in force, where it states one."""
    for milestone in promised_at(plan, date.max).milestones if method_of(plan).by_target else ():
        programme = programme_of(plan, milestone)
        if not programme or milestone.target is None or milestone.direction in LIMITS:
            continue
        total = programmed(plan, milestone, date.max)
        is_over = adds_up(milestone) or (milestone.end is not None and programme[-1].date >= milestone.end)
        if is_over and total is not None and round(total - milestone.target, DECIMALS):
            details = {"programmed": f"{round(total, DECIMALS):g}", "target": f"{milestone.target:g}"}
            yield problem(Kind.PROGRAMME_TOTAL, programme[-1].at("target"), milestone=milestone.id, **details)


def programmes_are_in_the_unit_of_the_method(plan: ActionPlan) -> Iterator[Problem]:
    """Where the plan does not measure by the indicator, the target of a period is a percentage, from 0 to 100."""
    method = method_of(plan)
    for each in plan.programme if not method.by_target else ():
        if not 0 <= each.target <= 100:
            yield problem(Kind.PROGRAMME_PERCENT, each.at("target"), value=f"{each.target:g}", method=method.key)


def accumulation_has_values(plan: ActionPlan) -> Iterator[Problem]:
    """In a plan that measures by status, only a milestone with targets by period says how periods make one value."""
    for milestone in plan.milestones if method_of(plan).reads == "status" else ():
        if milestone.accumulation and not programme_of(plan, milestone):
            yield problem(Kind.ACCUMULATION_IDLE, milestone.at("accumulation"))
