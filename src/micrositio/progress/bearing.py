"""What a document bears on: that something was promised, the process, or that something was done.

The manifest says it (`sobre`). Where it does not, the plan's data do, by the rule of `derived_bearing`, which never
takes a document for a proof only because it names a milestone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from micrositio.model.own_reports import OwnVerification, whole
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Evidence, Milestone, Verification
from micrositio.model.vocabularies import GIVEN_UP, Completion
from micrositio.progress.methods import scale_value
from micrositio.progress.milestones import cuts_in_order, milestone_progress, report_of, reported_completion


class Bearing(StrEnum):
    """What a document bears on, as manifests write it; in the order in which pages list them."""

    DONE = "cumplimiento"
    PROCESS = "proceso"
    PROMISE = "promesa"


_NOT_PROOFS = ("plan", "convocatoria", "prensa")
"""Kinds of document that say what will be done, or what others say of it: none is a proof until somebody accepts it."""
_NOTHING_DONE = (Completion.NO_EVIDENCE, Completion.NOT_STARTED, *GIVEN_UP)


@dataclass(frozen=True)
class Bearings:
    """Numbers of documents by what they bear on; `accepted` are the proofs on which a body accepted something."""

    done: int
    accepted: int
    process: int
    promise: int

    @property
    def others(self) -> int:
        """The number of documents that are not offered as a proof that something was done."""
        return self.process + self.promise


def bearing(plan: ActionPlan, document: Evidence) -> Bearing:
    """Returns what the document bears on: as its manifest says or, where it does not, as the plan's data do."""
    return Bearing(document.bears_on) if document.bears_on else derived_bearing(plan, document)


def derived_bearing(plan: ActionPlan, document: Evidence) -> Bearing:
    """Returns what a document bears on by the plan's data.

    It is a proof that something was done if a verification accepted something on it, or if the last report of a
    milestone or commitment that it names says that something was done and the document is not a plan, a call or a press
    article. A plan or programme that is not such a proof bears on the promise. Every other document bears on the
    process.
    """
    index = plan.index
    named = [index.milestones[key] for key in document.milestones if key in index.milestones]
    named += [whole(index.commitments[key]) for key in document.commitments if key in index.commitments]
    if acceptances(plan, document):
        return Bearing.DONE
    if document.kind not in _NOT_PROOFS and any(something_done(plan, each) for each in named):
        return Bearing.DONE
    return Bearing.PROMISE if document.kind == "plan" else Bearing.PROCESS


def acceptances(plan: ActionPlan, document: Evidence) -> tuple[Verification, ...]:
    """Returns the verifications that accepted that something was done on the document, oldest first.

    One that a later verification of the milestone took back, by accepting nothing, is not one of them.
    """
    named = plan.index.verifications_on.get(document.id, ())
    found = (each for each in named if scale_value(plan, each.status) and _is_upheld(plan, each))
    return tuple(sorted(found, key=lambda each: each.date))


def _is_upheld(plan: ActionPlan, each: Verification) -> bool:
    """Returns whether the last verification of what a verification is of accepts that something was done."""
    index = plan.index
    made = index.own_verifications_of if isinstance(each, OwnVerification) else index.verifications_of
    return bool(scale_value(plan, made[each.milestone][-1].status))


def something_done(plan: ActionPlan, milestone: Milestone) -> bool:
    """Returns whether the last report of the milestone that has a status or a value says that something was done."""
    reports = (report_of(plan, milestone, cut) for cut in reversed(cuts_in_order(plan)))
    last = next((each for each in reports if each and (each.status or each.value is not None)), None)
    said = reported_completion(plan, milestone, last)
    return said not in _NOTHING_DONE if said else (milestone_progress(plan, milestone, last) or 0.0) > 0


def commitments_of(plan: ActionPlan, document: Evidence) -> tuple[str, ...]:
    """Returns the commitments that a document names, directly or by their milestones, in order of number."""
    index = plan.index
    named = {*document.commitments, *(index.milestones[key].commitment for key in document.milestones)}
    return tuple(each.id for each in sorted(plan.commitments, key=lambda each: each.number) if each.id in named)


def counted(plan: ActionPlan, documents: Iterable[Evidence]) -> Bearings:
    """Returns how many of the documents bear on what, each once."""
    distinct = {each.id: each for each in documents}.values()
    found = {each.id: bearing(plan, each) for each in distinct}
    kinds = list(found.values())
    accepted = sum(found[each.id] is Bearing.DONE and bool(acceptances(plan, each)) for each in distinct)
    return Bearings(kinds.count(Bearing.DONE), accepted, kinds.count(Bearing.PROCESS), kinds.count(Bearing.PROMISE))
