"""What changed between two cuts, ready to be shown: the plan's figures, and the milestones commitment by commitment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from micrositio.i18n.display import percent_words
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Evidence
from micrositio.model.text import SOURCE_LANGUAGE
from micrositio.model.vocabularies import TableName
from micrositio.pages.views.changes import KINDS, Reported, indicator, reported
from micrositio.pages.views.corrections import Modified, modified
from micrositio.pages.views.cut_summary import CutRef, cut_ref, seen
from micrositio.pages.views.labels import MEASURES
from micrositio.pages.views.parts import Ref, Status, commitment_title
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.cut_pairs import CommitmentPair, CutPair, MilestonePair
from micrositio.progress.milestone_changes import ChangeKind
from micrositio.progress.milestone_state import Measure, MilestoneState
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

MOST = 100
"""Maximum number of milestones that a comparison lists; the others are counted."""
MOST_DOCUMENTS = 10
"""Maximum number of new documents listed of a milestone or commitment; the others are counted."""
FIGURES = (Measure.REPORTED, Measure.COMPARABLE, Measure.VERIFIED)
"""The figures of the plan that a comparison shows."""
OF_REPORTS = tuple(
    each for each in KINDS if each not in (ChangeKind.VERIFIED, ChangeKind.FELL_LATE, ChangeKind.RESCHEDULED)
)
"""The kinds of change of a report; the others are of its verification and its dates."""


@dataclass(frozen=True)
class Pair:
    """A value at the first cut and at the second, as fractions (None: no data).

    `measure` names its column and `name` is a message.
    """

    measure: str
    name: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Count:
    """A number of milestones, by the value of their `ChangeKind`."""

    kind: str
    number: int


@dataclass(frozen=True)
class Move:
    """A date in force that is another: `field` is "inicio" or "fin"; None: no date."""

    field: str
    before: date | None
    after: date | None


@dataclass(frozen=True)
class Documents:
    """New documents: those listed, and the number of the others."""

    listed: tuple[Ref, ...]
    beyond: int


@dataclass(frozen=True)
class PairLine:
    """A milestone that changed.

    `report` is the value of the `ChangeKind` of its report, "" if the report is the same; `before` and `after` are the
    last reports up to each cut (None: none). `checks` are the words of the verification at each cut, None if it is the
    same; `overdue` is the due date that passed, None if none did.
    """

    ref: Ref
    report: str
    before: Reported | None
    after: Reported | None
    checks: tuple[Status | None, Status | None] | None
    overdue: date | None
    moves: tuple[Move, ...]
    documents: Documents


@dataclass(frozen=True)
class CommitmentLines:
    """A commitment, its figures at both cuts where they differ, its milestones that changed and its own documents.

    `own` is the change of what it reports of itself (None: there is none).
    """

    number: int
    ref: Ref
    figures: tuple[Pair, ...]
    lines: tuple[PairLine, ...]
    documents: Documents
    own: PairLine | None


@dataclass(frozen=True)
class Comparison:
    """Two cuts compared, the earlier one first.

    `counts`, `own_counts` (of what commitments report of themselves) and `documents`, the number of new ones, are those
    of the verdict, which tells commitments alone if the plan has `only_own` reports. `modified` are the changes of the
    promise; `beyond` is the number of milestones that changed and are not listed. `table` has the figures of every
    milestone at every cut.
    """

    before: CutRef
    after: CutRef
    figures: tuple[Pair, ...]
    counts: tuple[Count, ...]
    own_counts: tuple[Count, ...]
    only_own: bool
    documents: int
    modified: tuple[Modified, ...]
    commitments: tuple[CommitmentLines, ...]
    beyond: int
    table: SitePath


def comparison(view: PlanView, first: int, second: int) -> Comparison:
    """Returns what changed between two cuts, given by their positions in the plan's course."""
    pair = view.history.compared(first, second)
    changed = sum(len(each.milestones) for each in pair.commitments)
    shown = tuple(_commitments(view, pair))
    return Comparison(
        before=cut_ref(view.plan, pair.before.cut),
        after=cut_ref(view.plan, pair.after.cut),
        figures=tuple(_figures(pair)),
        counts=counts(pair.counts),
        own_counts=counts(pair.own_counts),
        only_own=not view.plan.milestones,
        documents=len(pair.documents),
        modified=tuple(modified(view, each) for each in pair.modifications),
        commitments=shown,
        beyond=changed - sum(len(each.lines) for each in shown),
        table=router.table(view.plan, TableName.CALCULATIONS),
    )


def counts(numbers: Mapping[ChangeKind, int]) -> tuple[Count, ...]:
    """Returns how many milestones changed in each way, in the order in which it is shown."""
    return tuple(Count(kind.value, numbers[kind]) for kind in KINDS if numbers.get(kind))


def _figures(pair: CutPair) -> Iterator[Pair]:
    for measure in FIGURES:
        then, now = (seen(at.whole(measure).figure).value for at in (pair.before, pair.after))
        yield Pair(measure.value, MEASURES[measure], then, now)


def _commitments(view: PlanView, pair: CutPair) -> Iterator[CommitmentLines]:
    """Yields the commitments until `MOST` rows are listed; one without milestones counts as a row."""
    left = MOST
    for each in pair.commitments:
        if left > 0:
            yield _commitment(view, pair, each, left)
            left -= max(1, len(each.milestones))


def _commitment(view: PlanView, pair: CutPair, each: CommitmentPair, most: int) -> CommitmentLines:
    return CommitmentLines(
        number=each.commitment.number,
        ref=Ref(commitment_title(each.commitment), view.commitments[each.commitment.id].path),
        figures=tuple(_commitment_figures(pair, each.commitment.id)),
        lines=tuple(_line(view, pair, found) for found in each.milestones[:most]),
        documents=_documents(view, each.documents),
        own=_line(view, pair, each.own) if each.own else None,
    )


def _commitment_figures(pair: CutPair, key: str) -> Iterator[Pair]:
    for measure in FIGURES:
        then, now = (seen(at.commitment(key, measure).figure).value for at in (pair.before, pair.after))
        if measure is not Measure.COMPARABLE and _shown(then) != _shown(now):
            yield Pair(measure.value, MEASURES[measure], then, now)


def _shown(value: float | None) -> str:
    """Returns a figure as pages write it, so that no two that read the same are told as different."""
    return "" if value is None else percent_words(value, SOURCE_LANGUAGE)


def _line(view: PlanView, pair: CutPair, each: MilestonePair) -> PairLine:
    kind = next((kind for kind in each.kinds if kind in OF_REPORTS), None)
    told = indicator if kind is ChangeKind.INDICATOR else reported
    before, after = each.told_before, each.told_after
    return PairLine(
        ref=_ref(view, each.after),
        report=kind.value if kind else "",
        before=told(view, pair.before.plan, before, pair.before.cut.id) if before else None,
        after=told(view, pair.after.plan, after, pair.after.cut.id) if after else None,
        checks=_checks(view, pair, each) if ChangeKind.VERIFIED in each.kinds else None,
        overdue=each.after.dates.end if ChangeKind.FELL_LATE in each.kinds else None,
        moves=tuple(_moves(each)),
        documents=_documents(view, each.documents),
    )


def _ref(view: PlanView, state: MilestoneState) -> Ref:
    milestone = state.milestone
    return Ref(milestone.text, view.commitments[milestone.commitment].path, anchors.milestone_anchor(milestone))


def _checks(view: PlanView, pair: CutPair, each: MilestonePair) -> tuple[Status | None, Status | None]:
    return _check(view, pair.before.plan, each.before), _check(view, pair.after.plan, each.after)


def _check(view: PlanView, plan: ActionPlan, state: MilestoneState | None) -> Status | None:
    return view.status(state.verification.status, plan) if state and state.verification else None


def _moves(each: MilestonePair) -> Iterator[Move]:
    if each.before and ChangeKind.RESCHEDULED in each.kinds:
        then, now = each.before.dates, each.after.dates
        for field, before, after in (("inicio", then.start, now.start), ("fin", then.end, now.end)):
            if before != after:
                yield Move(field, before, after)


def _documents(view: PlanView, documents: tuple[Evidence, ...]) -> Documents:
    known = [Ref(each.title, view.evidence[each.id].path) for each in documents if each.id in view.evidence]
    return Documents(tuple(known[:MOST_DOCUMENTS]), max(len(known) - MOST_DOCUMENTS, 0))
