"""Any two cuts of a plan compared: what was reported, verified, moved and proved at one and at the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from micrositio.model.modifications import Modification
from micrositio.model.records import Commitment, Evidence
from micrositio.progress.history import CutState
from micrositio.progress.milestone_changes import ChangeKind, modifications_between, progress_changes
from micrositio.progress.milestone_state import MilestoneState
from micrositio.progress.milestones import available_on

Told = Mapping[str, MilestoneState]
"""By the key of each milestone or commitment, its state at the last cut that had a report of it."""


@dataclass(frozen=True)
class MilestonePair:
    """A milestone, or a commitment that reports by itself, that changed between two cuts.

    `before` is its state at the first of them (None: it was not in the plan) and `after` at the second; `told_before`
    and `told_after` are its last states with a report up to each (None: none). `documents` are those that count at the
    second cut and not at the first.
    """

    before: MilestoneState | None
    after: MilestoneState
    told_before: MilestoneState | None
    told_after: MilestoneState | None
    kinds: tuple[ChangeKind, ...]
    documents: tuple[Evidence, ...]


@dataclass(frozen=True)
class CommitmentPair:
    """A commitment of which something changed between two cuts.

    `milestones` are those that changed and `documents` are its new documents that name none of them; `own` is the
    change of what it reports of itself (None: there is none).
    """

    commitment: Commitment
    milestones: tuple[MilestonePair, ...]
    documents: tuple[Evidence, ...]
    own: MilestonePair | None = None


@dataclass(frozen=True)
class CutPair:
    """Two cuts, the earlier one first, the commitments of which something changed and the changes of the promise."""

    before: CutState
    after: CutState
    commitments: tuple[CommitmentPair, ...]
    modifications: tuple[Modification, ...] = ()

    @cached_property
    def counts(self) -> Mapping[ChangeKind, int]:
        """The number of milestones with each kind of change."""
        return Counter(kind for each in self.commitments for found in each.milestones for kind in found.kinds)

    @cached_property
    def own_counts(self) -> Mapping[ChangeKind, int]:
        """The number of commitments with each kind of change of what they report of themselves."""
        return Counter(kind for each in self.commitments if each.own for kind in each.own.kinds)

    @cached_property
    def documents(self) -> frozenset[str]:
        """The ids of all new documents."""
        own = (each.documents for each in self.commitments)
        theirs = (found.documents for each in self.commitments for found in each.milestones)
        return frozenset(document.id for some in (*own, *theirs) for document in some)


def last_told(course: Iterable[CutState]) -> Iterator[Told]:
    """Yields, for each cut from the first, the last state with a report of each milestone up to it."""
    told: dict[str, MilestoneState] = {}
    for at in course:
        told = {**told, **{state.key: state for state in (*at.own.values(), *at.states) if state.update}}
        yield told


def compared(before: CutState, after: CutState, told: tuple[Told, Told]) -> CutPair:
    """Returns what changed from one cut to a later one; `told` are the last reports up to each."""
    found = (_commitment(before, after, told, each) for each in after.plan.commitments)
    changed = tuple(each for each in found if each.milestones or each.documents or each.own)
    return CutPair(before, after, changed, tuple(modifications_between(before, after)))


def own_documents(at: CutState, commitment: Commitment) -> tuple[Evidence, ...]:
    """Returns the documents about a commitment that count at a cut."""
    found = at.plan.index.evidence_for_commitment.get(commitment.id, ())
    return tuple(each for each in found if (day := available_on(each)) is None or day <= at.cut.date)


def _commitment(before: CutState, after: CutState, told: tuple[Told, Told], each: Commitment) -> CommitmentPair:
    pairs = (_milestone(before.by_id.get(state.milestone.id), state, told) for state in after.of(each))
    changed = tuple(pair for pair in pairs if pair.kinds or pair.documents)
    listed = {document.id for pair in changed for document in pair.documents}
    new = _new(own_documents(before, each), own_documents(after, each))
    return CommitmentPair(
        each, changed, tuple(document for document in new if document.id not in listed), _own(before, after, told, each)
    )


def _own(before: CutState, after: CutState, told: tuple[Told, Told], each: Commitment) -> MilestonePair | None:
    """Returns the change of what a commitment reports of itself; its documents are told of the commitment."""
    if each.id not in after.own:
        return None
    pair = _milestone(before.own.get(each.id), after.own[each.id], told)
    return replace(pair, documents=()) if pair.kinds else None


def _milestone(before: MilestoneState | None, after: MilestoneState, told: tuple[Told, Told]) -> MilestonePair:
    key = after.key
    documents = _new(before.evidence if before else (), after.evidence)
    kinds = tuple(_kinds(before, after, told[0].get(key)))
    return MilestonePair(before, after, told[0].get(key), told[1].get(key), kinds, documents)


def _kinds(before: MilestoneState | None, after: MilestoneState, told: MilestoneState | None) -> Iterator[ChangeKind]:
    if after.update:
        yield from (change.kind for change in progress_changes(after, told))
    elif before and before.update:
        yield ChangeKind.SILENT
    if _check(after) and (before is None or _check(after) != _check(before)):
        yield ChangeKind.VERIFIED
    if after.is_late and not (before and before.is_late):
        yield ChangeKind.FELL_LATE
    if before and before.dates != after.dates:
        yield ChangeKind.RESCHEDULED


def _check(state: MilestoneState) -> tuple[str, str] | None:
    """Returns the cut and the status of the verification that counts, or None without one."""
    return (state.verification.period, state.verification.status) if state.verification else None


def _new(before: tuple[Evidence, ...], after: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    known = {each.id for each in before}
    return tuple(each for each in after if each.id not in known)
