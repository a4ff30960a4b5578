"""Rules of proof: what documents are said to bear on, and what closes an agreement."""

from __future__ import annotations

from collections.abc import Iterator

from micrositio.model.plan import ActionPlan
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.progress.agreements import CLOSED, FULFILLED
from micrositio.progress.bearing import Bearing, acceptances, something_done


def proofs_name_what_was_done(plan: ActionPlan) -> Iterator[Problem]:
    """A document said to prove that something was done names the milestone or the commitment."""
    for each in plan.evidence:
        if each.bears_on == Bearing.DONE and not each.milestones and not each.commitments:
            yield problem(Kind.PROOF_OF_NOTHING, each.origin, id=each.id)


def proofs_are_of_what_was_reported_done(plan: ActionPlan) -> Iterator[Problem]:
    """A document said to prove that something was done names no milestone of which nothing was reported done."""
    for each in plan.evidence if TableName.UPDATES in plan.tables else ():
        if each.bears_on != Bearing.DONE or acceptances(plan, each):
            continue
        for key in each.milestones:
            if key in plan.index.milestones and not something_done(plan, plan.index.milestones[key]):
                yield problem(Kind.PROOF_UNREPORTED, each.origin, id=each.id, milestone=key)


def accepted_proofs_are_not_denied(plan: ActionPlan) -> Iterator[Problem]:
    """A document on which a body accepted something is not said to bear on something else."""
    for each in plan.evidence:
        found = acceptances(plan, each) if each.bears_on not in ("", Bearing.DONE) else ()
        if found:
            yield problem(Kind.PROOF_DENIED, each.origin, id=each.id, word=each.bears_on, milestone=found[0].milestone)


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
