"""Changes at a cut, ready to be shown: the facts of each sentence, by kind, and later corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from micrositio.model.grouping import places_by
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Erratum, Milestone, Rescheduling
from micrositio.model.text import N_, Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.views.corrections import Correction, Modified, correction, modified
from micrositio.pages.views.cut_summary import CutRef, cut_ref
from micrositio.pages.views.parts import Ref, Status
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.methods import method_of
from micrositio.progress.milestone_changes import Change, ChangeKind, CutChanges
from micrositio.progress.milestone_state import Counted, MilestoneState
from micrositio.routes import anchors
from micrositio.routes.paths import SitePath

KINDS: Mapping[ChangeKind, str] = {
    ChangeKind.COMPLETED: N_("Se completaron"),
    ChangeKind.ADVANCED: N_("Avanzaron"),
    ChangeKind.WENT_BACK: N_("Retrocedieron"),
    ChangeKind.INDICATOR: N_("Cambió su indicador, no su estado"),
    ChangeKind.STARTED_REPORTING: N_("Se informaron por primera vez"),
    ChangeKind.VERIFIED: N_("Las revisó un órgano"),
    ChangeKind.FELL_LATE: N_("Se atrasaron"),
    ChangeKind.RESCHEDULED: N_("Cambiaron de fecha"),
    ChangeKind.WITHDRAWN: N_("Se retiraron del plan"),
    ChangeKind.BROKEN: N_("Se informaron incumplidas"),
    ChangeKind.SILENT: N_("Dejaron de informar"),
}
"""Kinds of change in the order in which they are shown, with their titles."""
OF_COMMITMENTS: Mapping[ChangeKind, str] = {
    ChangeKind.COMPLETED: N_("Compromisos que se completaron"),
    ChangeKind.ADVANCED: N_("Compromisos que avanzaron"),
    ChangeKind.WENT_BACK: N_("Compromisos que retrocedieron"),
    ChangeKind.INDICATOR: N_("Compromisos cuyo valor cambió, y no su avance"),
    ChangeKind.STARTED_REPORTING: N_("Compromisos con primer informe"),
    ChangeKind.VERIFIED: N_("Compromisos revisados"),
    ChangeKind.FELL_LATE: N_("Compromisos que se atrasaron"),
    ChangeKind.RESCHEDULED: N_("Compromisos que cambiaron de fecha"),
    ChangeKind.WITHDRAWN: N_("Compromisos que se retiraron del plan"),
    ChangeKind.BROKEN: N_("Compromisos informados incumplidos"),
    ChangeKind.SILENT: N_("Compromisos que dejaron de informar"),
}
"""Titles of the kinds of change of what commitments report of themselves, which stand apart from milestones."""


@dataclass(frozen=True)
class Reported:
    """The report of a milestone, in the terms of the plan's method.

    `status` is the word (empty in methods that read none), `value` and `unit` are the figure (none if the figure is in
    percent), `progress` is a fraction (None if no figure follows from the report); `cut` is the cut of the report, if
    that is not the cut just before.
    """

    status: Status
    value: float | None
    unit: Text
    progress: float | None
    cut: CutRef | None


@dataclass(frozen=True)
class Verified:
    """A body's verification of a milestone: accepted word, agreement with the report, and whether with documents."""

    body: Text
    status: Status
    agrees: bool
    proven: bool
    reason: Text


@dataclass(frozen=True)
class ChangeLine:
    """A change of one milestone, shown in a sentence that depends on its `kind` (a value of `ChangeKind`).

    `after` is the report at the cut and `before` the last one before (None: nothing). `finished` is the day on which
    the milestone ended; `due` the date in force, passed by `days`; `verified` and `rescheduling` are given if they are
    the change. `is_own` states that it is of a commitment that reports by itself.
    """

    kind: str
    ref: Ref
    after: Reported
    before: Reported | None
    finished: date | None
    due: date | None
    days: int | None
    verified: Verified | None
    rescheduling: Rescheduling | None
    is_own: bool = False


@dataclass(frozen=True)
class ChangeGroup:
    """The changes of one kind, under its title (a message).

    `milestones` is their number at the cut: one may have several changes of date, and a part of a page has some. There
    are no lines where only the number is told.
    """

    title: str
    lines: tuple[ChangeLine, ...]
    milestones: int

    @property
    def here(self) -> int:
        """The number of milestones of its lines."""
        return len({line.ref for line in self.lines})

    def of(self, pages: Iterable[SitePath]) -> ChangeGroup:
        """Returns the group with the lines about the commitments of some pages alone; `milestones` stays."""
        own = sorted(place for each in pages for place in self._places.get(each, ()))
        return replace(self, lines=tuple(self.lines[place] for place in own))

    @cached_property
    def _places(self) -> Mapping[SitePath, list[int]]:
        """The places of the lines about each commitment, by its page."""
        return places_by(self.lines, lambda each: (each.ref.path,))


@dataclass(frozen=True)
class CorrectionLine:
    """A correction of a value of the cut: its anchor on the cut's page, and its subject (None: no page of ours)."""

    correction: Correction
    anchor: str
    about: Ref | None


@dataclass(frozen=True)
class ChangesView:
    """Changes at `cut` since the one before (`since`; None at the first cut), and the errata of the cut.

    `modified` are the changes of the promise itself, other than its dates.
    `counts` is what may change there: milestones, commitments that report by themselves, or both.
    """

    cut: CutRef
    since: CutRef | None
    groups: tuple[ChangeGroup, ...]
    corrections: tuple[CorrectionLine, ...]
    modified: tuple[Modified, ...] = ()
    counts: Counted = Counted.MILESTONES

    @property
    def any(self) -> bool:
        """Whether there are any changes or corrections."""
        return bool(self.groups or self.corrections or self.modified)


def changes_view(view: PlanView, changes: CutChanges, *, told: bool = True) -> ChangesView:
    """Returns the changes at a cut, of the whole plan or of a commitment; at the first cut, without first reports.

    They are `told` in a line each, or only counted.
    """
    plan, since = view.plan, changes.since
    kinds = [each for each in KINDS if since or each is not ChangeKind.STARTED_REPORTING]
    groups = (
        *(_group(view, changes, each, own=False, told=told) for each in kinds),
        *(_group(view, changes, each, own=True, told=told) for each in kinds),
    )
    return ChangesView(
        cut=cut_ref(plan, changes.at.cut),
        since=cut_ref(plan, since.cut) if since else None,
        groups=tuple(group for group in groups if group.milestones),
        corrections=tuple(
            CorrectionLine(correction(view, each), f"correccion-{number}", next(_about(view, each), None))
            for number, each in enumerate(changes.errata, 1)
        ),
        modified=tuple(modified(view, each) for each in changes.modifications),
        counts=changes.at.counts,
    )


def _group(view: PlanView, changes: CutChanges, kind: ChangeKind, *, own: bool, told: bool) -> ChangeGroup:
    """Returns the changes of one kind, of milestones or of commitments that report by themselves (`own`)."""
    titles, counts = (OF_COMMITMENTS, changes.own_counts) if own else (KINDS, changes.counts)
    found = (each for each in changes.of(kind) if told and each.after.is_own is own)
    return ChangeGroup(titles[kind], tuple(_line(view, changes, each) for each in found), counts[kind])


def corrections_by_record(lines: tuple[CorrectionLine, ...]) -> dict[str, tuple[CorrectionLine, ...]]:
    """Returns the corrections by each part of the key of their row, such as ids of milestones and commitments."""
    found: dict[str, tuple[CorrectionLine, ...]] = {}
    for each in lines:
        for key in each.correction.record.record.split("|"):
            found[key] = (*found.get(key, ()), each)
    return found


def _line(view: PlanView, changes: CutChanges, change: Change) -> ChangeLine:
    state, plan = change.after, changes.at.plan
    milestone = state.milestone
    return ChangeLine(
        kind=change.kind.value,
        ref=_milestone_ref(view, milestone),
        after=reported(view, plan, state),
        before=reported(view, plan, change.before, changes.since.cut.id if changes.since else "")
        if change.before
        else None,
        finished=state.update.finished if state.update else None,
        due=state.dates.end,
        days=state.days_late,
        verified=_verified(view, plan, state) if change.kind is ChangeKind.VERIFIED else None,
        rescheduling=change.rescheduling,
        is_own=state.is_own,
    )


def _milestone_ref(view: PlanView, each: Milestone) -> Ref:
    """Returns the milestone as named in a sentence: without its own full stop."""
    name = each.text.each(lambda words: words.rstrip("."))
    return Ref(name, view.commitments[each.commitment].path, anchors.milestone_anchor(each))


def reported(view: PlanView, plan: ActionPlan, state: MilestoneState, near: str | None = None) -> Reported:
    """Returns the report of a state; with `near`, the id of a cut, also the cut of the report if that is another."""
    update, method = state.update, method_of(plan)
    by_status, by_value = method.reads == "status" or state.is_own, not method.in_percent and not state.is_own
    elsewhere = near is not None and update is not None and update.period != near
    return Reported(
        status=view.status(update.status, plan) if update and by_status else Status(),
        value=state.reading.value if state.reading and by_value else None,
        unit=state.milestone.unit if by_value else Text(),
        progress=state.progress,
        cut=cut_ref(view.plan, view.plan.index.cuts[update.period]) if update and elsewhere else None,
    )


def indicator(view: PlanView, plan: ActionPlan, state: MilestoneState, near: str | None = None) -> Reported:
    """Returns the report of a state as the value of its indicator alone."""
    value = state.reading.value if state.reading else None
    told = reported(view, plan, state, near)
    return replace(told, status=Status(), value=value, unit=state.milestone.unit, progress=None)


def _verified(view: PlanView, plan: ActionPlan, state: MilestoneState) -> Verified | None:
    made = state.verification
    if made is None:
        return None
    body = view.plan.index.bodies[made.body].name
    agrees = state.update is not None and state.completion == state.verified_completion
    return Verified(body, view.status(made.status, plan), agrees, bool(made.evidence), made.reason)


_OF_INDICATORS = (TableName.INDICATORS, TableName.MEASUREMENTS)
_OF_NO_MILESTONE = (
    TableName.COMMITMENTS,
    TableName.EVIDENCE,
    TableName.OWN_UPDATES,
    TableName.OWN_VERIFICATIONS,
    *_OF_INDICATORS,
)
"""Tables whose rows are about no milestone, though one may have the key of a commitment or an indicator."""


def _about(view: PlanView, each: Erratum) -> Iterator[Ref]:
    """Yields the page of the milestone, commitment or document of the row."""
    for key in each.record.split("|"):
        milestone = view.plan.index.milestones.get(key)
        if milestone and each.table not in _OF_NO_MILESTONE:
            yield _milestone_ref(view, milestone)
        elif each.table == TableName.COMMITMENTS and key in view.commitments:
            yield view.commitments[key]
        elif each.table in (TableName.OWN_UPDATES, TableName.OWN_VERIFICATIONS) and key in view.commitments:
            yield replace(view.commitments[key], anchor=anchors.OWN_REPORT)
        elif each.table in _OF_INDICATORS and key in view.plan.index.indicators:
            yield _milestone_ref(view, view.plan.index.milestones[view.plan.index.indicators[key].milestone])
        elif each.table == TableName.EVIDENCE and key in view.evidence:
            yield Ref(view.evidence[key].record.title, view.evidence[key].path)
