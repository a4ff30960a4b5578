"""Changes from one cut to the next: facts about milestones, and of commitments that report by themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from micrositio.model.grouping import places_by
from micrositio.model.modifications import Modification
from micrositio.model.records import Erratum, Rescheduling
from micrositio.model.vocabularies import Completion, TableName
from micrositio.progress.history import CutState
from micrositio.progress.milestone_state import MilestoneState


class ChangeKind(Enum):
    """What happened to a milestone; `INDICATOR`: its value changed and its progress, by the plan's method, did not."""

    COMPLETED = "completada"
    ADVANCED = "avanzo"
    WENT_BACK = "retrocedio"
    INDICATOR = "indicador"
    STARTED_REPORTING = "primer_informe"
    VERIFIED = "verificada"
    FELL_LATE = "atrasada"
    RESCHEDULED = "reprogramada"
    WITHDRAWN = "retirada"
    BROKEN = "incumplida"
    SILENT = "sin_dato"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one milestone.

    `after` is its state at the cut; `before` its state at the last earlier cut that had a report (None: there was
    none). `rescheduling` is the change of date, if `kind` is `RESCHEDULED`.
    """

    kind: ChangeKind
    after: MilestoneState
    before: MilestoneState | None = None
    rescheduling: Rescheduling | None = None


@dataclass(frozen=True)
class CutChanges:
    """The changes at a cut: `since` is the cut before (None at the first); `errata` correct the data of this cut.

    `modifications` are those of the promise since the cut before.
    """

    since: CutState | None
    at: CutState
    changes: tuple[Change, ...]
    errata: tuple[Erratum, ...]
    modifications: tuple[Modification, ...] = ()

    def of(self, *kinds: ChangeKind) -> tuple[Change, ...]:
        """Returns the changes of some kinds."""
        return tuple(each for each in self.changes if each.kind in kinds)

    @cached_property
    def counts(self) -> Counter[ChangeKind]:
        """The number of milestones with each kind of change."""
        return self._counted(False)

    @cached_property
    def own_counts(self) -> Counter[ChangeKind]:
        """The number of commitments with each kind of change of what they report of themselves."""
        return self._counted(True)

    def _counted(self, own: bool) -> Counter[ChangeKind]:
        found = {(each.kind, each.after.milestone.id) for each in self.changes if each.after.is_own is own}
        return Counter(kind for kind, _ in found)

    def about(self, commitment: str) -> CutChanges:
        """Returns the changes of one commitment: those of its milestones, and the errata of its own rows."""
        return self._among({commitment}, _told(self.at, commitment))

    def in_charge_of(self, institution: str) -> CutChanges:
        """Returns the changes of the commitments that an institution leads and of the milestones in its charge."""
        led = {each.id for each in self.at.plan.commitments if institution in each.leads}
        own = (state for state in self.at.states if state.milestone.institution == institution)
        return self._among(led, (*own, *(state for each in sorted(led) for state in _told(self.at, each))))

    def _among(self, commitments: Collection[str], states: Iterable[MilestoneState]) -> CutChanges:
        """Returns the changes of some milestones, and the errata of their rows and of those of some commitments."""
        told = tuple(states)
        milestones = {state.milestone.id for state in told}
        own = sorted(place for each in {state.key for state in told} for place in self._changes_of.get(each, ()))
        modified = {(TableName.COMMITMENTS, each) for each in commitments}
        modified |= {(TableName.MILESTONES, state.milestone.id) for state in told if not state.is_own}
        indicators = {each.indicator.id for state in told for each in state.indicators}
        modified |= {(TableName.INDICATORS, each) for each in indicators}
        errata = {place for each in (*commitments, *milestones, *indicators) for place in self._errata_of.get(each, ())}
        return CutChanges(
            self.since,
            self.at,
            tuple(self.changes[place] for place in own),
            tuple(self.errata[place] for place in sorted(errata)),
            tuple(each for each in self.modifications if (each.table, each.record) in modified),
        )

    @cached_property
    def _changes_of(self) -> Mapping[str, list[int]]:
        """The places of the changes of each milestone, by its key."""
        return places_by(self.changes, lambda each: (each.after.key,))

    @cached_property
    def _errata_of(self) -> Mapping[str, list[int]]:
        """The places of the errata that name a milestone or a commitment in their key, by its id."""
        return places_by(self.errata, lambda each: each.record.split("|"))

    @property
    def any(self) -> bool:
        """Whether the cut has any change or erratum."""
        return bool(self.changes or self.errata or self.modifications)


def changes_by_cut(course: tuple[CutState, ...]) -> tuple[CutChanges, ...]:
    """Returns the changes at each cut of a plan's course, oldest first."""
    last_reports: dict[str, MilestoneState] = {}
    found: list[CutChanges] = []
    before: CutState | None = None
    for at in course:
        told = tuple(state for each in at.plan.commitments for state in _told(at, each.id))
        changes = tuple(change for state in told for change in _changes(before, state, at, last_reports))
        errata = at.plan.index.errata_of.get(at.cut.id, ())
        found.append(CutChanges(before, at, changes, errata, tuple(modifications_between(before, at))))
        last_reports |= {state.key: state for state in told if state.update}
        before = at
    return tuple(found)


def modifications_between(since: CutState | None, at: CutState) -> Iterator[Modification]:
    """Yields the modifications of the promise after an earlier cut (None: of all time) until another, by date."""
    for each in sorted(at.plan.modifications, key=lambda each: (each.date, each.table, each.record, each.field)):
        if (since is None or each.date > since.cut.date) and each.date <= at.cut.date:
            yield each


def _told(at: CutState, commitment: str) -> tuple[MilestoneState, ...]:
    """Returns the milestones of a commitment and, if it reports by itself, itself before them."""
    return (*(at.own[each] for each in (commitment,) if each in at.own), *at.of(commitment))


def _changes(
    since: CutState | None, state: MilestoneState, at: CutState, last_reports: dict[str, MilestoneState]
) -> Iterator[Change]:
    reported = last_reports.get(state.key)
    earlier = _earlier(since, state) if since else None
    if state.update:
        yield from progress_changes(state, reported)
    elif earlier and earlier.update:
        yield Change(ChangeKind.SILENT, state, reported)
    if state.verification and state.verification.period == at.cut.id:
        yield Change(ChangeKind.VERIFIED, state, reported)
    if state.is_late and not (earlier and earlier.is_late):
        yield Change(ChangeKind.FELL_LATE, state, reported)
    moves = () if state.is_own else at.plan.index.reschedulings_of.get(state.milestone.id, ())
    for change in moves:
        if (since is None or change.date > since.cut.date) and change.date <= at.cut.date:
            yield Change(ChangeKind.RESCHEDULED, state, reported, change)


def _earlier(at: CutState, state: MilestoneState) -> MilestoneState | None:
    """Returns the same milestone or commitment at another cut."""
    return (at.own if state.is_own else at.by_id).get(state.milestone.id)


_ENDS: Mapping[str, ChangeKind] = {
    Completion.COMPLETE: ChangeKind.COMPLETED,
    Completion.WITHDRAWN: ChangeKind.WITHDRAWN,
    Completion.BROKEN: ChangeKind.BROKEN,
}
"""The change that a report makes after which nothing more is due, by its IRM status."""


def progress_changes(state: MilestoneState, reported: MilestoneState | None) -> Iterator[Change]:
    """Yields the change of a milestone's report since `reported`, its last state with a report (None: none)."""
    if kind := _ENDS.get(state.completion):
        if reported is None or reported.completion != state.completion:
            yield Change(kind, state, reported)
    elif reported is None:
        yield Change(ChangeKind.STARTED_REPORTING, state)
    elif state.progress is not None and state.progress != reported.progress:
        forward = reported.progress is None or state.progress > reported.progress
        yield Change(ChangeKind.ADVANCED if forward else ChangeKind.WENT_BACK, state, reported)
    elif _value(state) is not None and _value(reported) is not None and _value(state) != _value(reported):
        yield Change(ChangeKind.INDICATOR, state, reported)


def _value(state: MilestoneState) -> float | None:
    return state.reading.value if state.reading else None
