"""Rules of agreements: what their closing says fits their state, their meeting and their proof."""

from __future__ import annotations

from collections.abc import Iterator

from micrositio.model.plan import ActionPlan
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.progress.agreements import CLOSED, FULFILLED


def closings_fit_their_agreement(plan: ActionPlan) -> Iterator[Problem]:
    """Only a fulfilled or cancelled agreement has a closing, which is not before its meeting."""
    for each in plan.agreements:
        if each.state not in CLOSED and (each.closed or each.evidence):
            yield problem(Kind.AGREEMENT_OPEN, each.at("closed" if each.closed else "evidence"))
        meeting = plan.index.meetings.get(each.meeting)
        if each.closed and meeting and meeting.date and each.closed < meeting.date.first:
            yield problem(Kind.AGREEMENT_EARLY, each.at("closed"), closed=each.closed, held=meeting.date)


def fulfilled_agreements_are_proven(plan: ActionPlan) -> Iterator[Problem]:
    """A fulfilled agreement names its proof, in a plan that tells how any agreement was closed."""
    told = any(each.closed or each.evidence for each in plan.agreements)
    for each in plan.agreements if told else ():
        if each.state == FULFILLED and not each.evidence:
            yield problem(Kind.AGREEMENT_UNPROVEN, each.at("evidence"), agreement=each.id)
