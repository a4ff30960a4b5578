"""A milestone in full: its dates, its reported and verified progress, its documents and its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from micrositio.model.plan import ActionPlan
from micrositio.model.records import Milestone, ProgressUpdate, ReportingPeriod, Rescheduling, Verification
from micrositio.model.text import N_, Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.milestones.explanation import MilestoneExplanation, explain_milestone
from micrositio.pages.milestones.indicators import IndicatorLine, indicator_lines
from micrositio.pages.milestones.partners import PartnerView, partner_errata, partners_of
from micrositio.pages.views.claims import Claims, claims
from micrositio.pages.views.corrections import Corrections, Modified, joined, modifications
from micrositio.pages.views.cut_summary import CutRef, cut_ref
from micrositio.pages.views.parts import Disputes, EvidenceRef, MilestoneLine, Ref, category, disputes
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.history import CutState
from micrositio.progress.indicators import IndicatorState, indicators_of
from micrositio.progress.methods import method_of
from micrositio.progress.milestone_state import MilestoneState
from micrositio.progress.programme import LIMITS, baseline_of, goal, programme_of, read, reported_between, together

PROMISED: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        ("institucion", "area", "cargo"): N_("quién responde"),
        ("inicio", "fin"): N_("sus fechas"),
        ("producto",): N_("el producto esperado"),
        ("indicador", "direccion"): N_("el indicador"),
        ("linea_base", "meta", "unidad"): N_("la línea base y la meta"),
        ("medios_verificacion",): N_("los documentos previstos"),
    }
)
"""The facts of a promised milestone: the columns of each, and its name (a message) where none of them is known."""
OF_A_REPORT = (TableName.UPDATES, TableName.VERIFICATIONS)


class Timing(NamedTuple):
    """A milestone against its due date in force: `kind` is one of the following and `days` the days, never negative.

    `early`, `on_time` and `late` are finished; `overdue` is not finished and past its date; `left` has days remaining;
    "" is unknown.
    """

    kind: str
    days: int


class Unchecked(NamedTuple):
    """A milestone that no body reviewed at a cut: the day of its last verification (None: never), and days since."""

    since: date | None
    days: int


MOST_HISTORY, FEWEST = 100, 3
"""Maximum number of rows of history of the milestones of a commitment together, and the fewest that each one has."""


_COLUMNS = tuple((each.name, each.metadata.get("column")) for each in fields(Milestone))
_NO_TEXT = Text()


@dataclass(frozen=True)
class HistoryRow:
    """The data of a milestone at a cut: the report, the verification made then, and the errata of both.

    `update` is the report (None: there is none) and `verification` is the one made at that cut (None: none). `measured`
    are the indicators with a measurement of that cut.
    """

    cut: CutRef
    line: MilestoneLine
    timing: Timing
    update: ProgressUpdate | None
    verification: Verification | None
    corrections: Corrections
    disputes: Disputes
    measured: tuple[IndicatorState, ...]


class PeriodRow(NamedTuple):
    """A period of a milestone's programme: its last day, its target, what was reported in it (None: nothing).

    `is_over` is whether the last cut is as late as its last day.
    """

    day: date
    target: float
    value: float | None
    is_over: bool


class Aim(NamedTuple):
    """What a milestone is to reach: `baseline` and `target` are of its whole term.

    `periods` are the rows of its programme, in percent where `by_percent`, and `accumulation` is how they make one
    value (a label): what was reported until the last report comes to `together` (None: it is not made of several).
    """

    baseline: float | None
    target: float | None
    periods: tuple[PeriodRow, ...]
    by_percent: bool
    accumulation: Text
    together: float | None


@dataclass(frozen=True)
class MilestoneView:
    """A milestone with all its data.

    `update` is the report at the last cut and `verification` is the last one made (None: there is none); `last` is the
    last cut with a report of the milestone (None: there is none); `timing` is at the last cut, `promise_timing` is the
    same against the first due date (of no kind unless that date was moved) and `finished` is the day on which the
    milestone ended, as last reported (None: not ended or not reported); `explanation` is the computation of its figures
    (None while there is no cut). `unchecked` is since when it is not reviewed (None: it was
    at the last cut, or need not be). `verified_by` is the name of the body of its last verification, `examined` are the
    documents examined in that verification, `verified_on` is the cut verified, and `disputed` is that cut if the report
    differs from the verification; `difficulty` is the kind of difficulty last reported;
    `partners` take part besides the responsible institution, and `partner_errata` correct their rows;
    `places` are where the milestone happens, `aim` what it is to reach, `indicators` those that it has rows
    for, which are what it is measured by if `counts_indicators`, and `modified` the changes of its promise other
    than its dates. `reported_errata` correct the data of the last cut, `promise_errata` the milestone itself and
    `date_errata` its changes of date. `history` has the last cuts with data of the milestone, from the last back,
    `older` is the number of those before, and `silent` has the cuts without data, oldest first.
    """

    line: MilestoneLine
    update: ProgressUpdate | None
    verification: Verification | None
    direction: Text
    last: HistoryRow | None
    timing: Timing
    promise_timing: Timing
    finished: date | None
    explanation: MilestoneExplanation | None
    verified_by: Text
    unchecked: Unchecked | None
    verified_on: ReportingPeriod | None
    disputed: HistoryRow | None
    examined: tuple[EvidenceRef, ...]
    difficulty: Text
    partners: tuple[PartnerView, ...]
    places: tuple[Ref, ...]
    aim: Aim
    indicators: tuple[IndicatorLine, ...]
    counts_indicators: bool
    evidence: tuple[EvidenceRef, ...]
    reschedulings: tuple[Rescheduling, ...]
    modified: tuple[Modified, ...]
    reported_errata: Corrections
    promise_errata: Corrections
    date_errata: Corrections
    partner_errata: Corrections
    history: tuple[HistoryRow, ...]
    older: int
    silent: tuple[ReportingPeriod, ...]
    disputes: Disputes
    claims: Claims

    def knows(self, *columns: str) -> bool:
        """Returns whether a column has a value in the promise, or whether a source, dispute or erratum speaks of it."""
        record = self.line.record
        values = (getattr(record, name) for name, column in _COLUMNS if column in columns)
        if any(value not in (None, "", _NO_TEXT) for value in values):
            return True
        return bool(self.claims.on(*columns).all or self.disputes.on(*columns) or self.promise_errata.on(*columns))

    @property
    def measured(self) -> int:
        """The number of its indicators with data at the last cut."""
        return sum(each.value is not None for each in self.indicators)

    @property
    def is_limit(self) -> bool:
        """Whether its target is met or not, without a baseline."""
        return self.line.record.direction in LIMITS

    @cached_property
    def lacks(self) -> tuple[str, ...]:
        """Names (messages) of the facts of the promise that are not known."""
        valued = "meta" if self.last else ""
        return tuple(name for columns, name in PROMISED.items() if valued not in columns and not self.knows(*columns))


def lacked_by_all(milestones: Sequence[MilestoneView]) -> tuple[str, ...]:
    """Returns the names (messages) of the facts that are known of none of the milestones."""
    return tuple(name for name in PROMISED.values() if milestones and all(name in each.lacks for each in milestones))


def milestone_view(view: PlanView, each: Milestone, errata: Mapping[tuple[str, str], Corrections]) -> MilestoneView:
    """Returns the milestone as the page of its commitment shows it; `errata` are the plan's, by table and record."""
    plan, state = view.plan, view.states.get(each.id)
    verification = state.verification if state else None
    of_reports = joined(errata.get((table, each.id), Corrections()) for table in OF_A_REPORT)
    history = tuple(_history(view, each, of_reports))
    most = max(FEWEST, MOST_HISTORY // len(view.plan.index.milestones_of[each.commitment]))
    rows = {row.cut.record.id: row for row in history}
    last = next((row for row in history if row.update), None)
    told = _as_it_ended(view, each, last) or state
    return MilestoneView(
        line=view.line(each, state, view.course[-1].plan if view.course else None),
        update=state.update if state else None,
        verification=verification,
        direction=category(TableName.MILESTONES, "direccion", each.direction),
        last=last,
        timing=timing(told),
        promise_timing=_promise_timing(told),
        finished=last.update.finished if last and last.update else None,
        explanation=explain_milestone(view, state, view.course[-1]) if state else None,
        verified_by=_verified_by(plan, verification),
        unchecked=_unchecked(view.course[-1], state) if state else None,
        verified_on=plan.index.cuts[verification.period] if verification else None,
        disputed=rows.get(verification.period) if verification and state and state.is_disputed else None,
        examined=view.named_documents(verification.evidence) if verification else (),
        difficulty=_difficulty(state),
        partners=partners_of(view, each),
        places=tuple(view.locations[place.id] for place in plan.index.locations_of_milestone.get(each.id, ())),
        aim=_aim(view, each, last),
        indicators=indicator_lines(view, indicators_of(plan, each), state, errata),
        counts_indicators=method_of(plan).by_target,
        evidence=view.documents(plan.index.evidence_for_milestone.get(each.id, ())),
        reschedulings=plan.index.reschedulings_of.get(each.id, ()),
        modified=(*modifications(view, TableName.MILESTONES, each.id), *_of_indicators(view, each)),
        reported_errata=of_reports.at(view.last_cut.id) if view.last_cut else Corrections(),
        promise_errata=errata.get((TableName.MILESTONES, each.id), Corrections()),
        date_errata=errata.get((TableName.RESCHEDULINGS, each.id), Corrections()),
        partner_errata=partner_errata(errata, each),
        history=history[:most],
        older=len(history[most:]),
        silent=tuple(at.cut for at in view.course if each.id in at.by_id and at.cut.id not in rows),
        disputes=disputes(plan, TableName.MILESTONES, each.id),
        claims=claims(plan, TableName.MILESTONES, each, each.id),
    )


def _verified_by(plan: ActionPlan, verification: Verification | None) -> Text:
    """Returns the name of the body that verified, or an empty text."""
    body = plan.index.bodies.get(verification.body) if verification else None
    return body.name if body else Text()


def _as_it_ended(view: PlanView, each: Milestone, last: HistoryRow | None) -> MilestoneState | None:
    """Returns the milestone's state at the cut of its last report, if it was complete there."""
    if not (last and last.line.state and last.line.state.is_complete):
        return None
    return next((at.by_id[each.id] for at in view.course if at.cut.id == last.cut.record.id), None)


def _of_indicators(view: PlanView, each: Milestone) -> Iterator[Modified]:
    for indicator in indicators_of(view.plan, each):
        yield from modifications(view, TableName.INDICATORS, indicator.id)


def _aim(view: PlanView, each: Milestone, last: HistoryRow | None) -> Aim:
    plan, by_target = view.plan, method_of(view.plan).by_target
    return Aim(
        baseline=baseline_of(each),
        target=goal(plan, each) if by_target else each.target,
        periods=tuple(_periods(view, each)),
        by_percent=not by_target,
        accumulation=category(TableName.MILESTONES, "acumula", each.accumulation),
        together=_together(plan, each, last),
    )


def _together(plan: ActionPlan, each: Milestone, last: HistoryRow | None) -> float | None:
    found = read(plan, each, last.update) if last and last.update else None
    return found.value if found and found.reports > 1 else None


def _periods(view: PlanView, each: Milestone) -> Iterator[PeriodRow]:
    """Yields the periods of the milestone's programme, with what was reported at the cuts of each."""
    since = date.min
    for period in programme_of(view.plan, each):
        is_over = bool(view.last_cut and view.last_cut.date >= period.date)
        yield PeriodRow(period.date, period.target, _reported(view, each, since, period.date), is_over)
        since = period.date


def _reported(view: PlanView, each: Milestone, after: date, until: date) -> float | None:
    """Returns what was reported between two days: by status, the progress at the last cut, as a percentage."""
    if method_of(view.plan).reads == "value":
        return together(each, reported_between(view.plan, each, after, until))
    states = (at.by_id.get(each.id) for at in reversed(view.course) if after < at.cut.date <= until)
    return next((state.progress * 100 for state in states if state and state.progress is not None), None)


def _unchecked(at: CutState, state: MilestoneState) -> Unchecked | None:
    """Returns since when a milestone is not reviewed at a cut, in a plan that has verifications.

    None if it was reviewed then, if nothing of it was reported yet, if it is withdrawn or if it was accepted as
    complete.
    """
    made = state.verification
    if not at.plan.verifications or state.update is None or state.is_withdrawn or state.is_verified:
        return None
    if made is None:
        return Unchecked(None, 0)
    days = (at.cut.date - made.date).days
    return Unchecked(made.date, days) if made.period != at.cut.id and days > 0 else None


def _difficulty(state: MilestoneState | None) -> Text:
    kind = state.update.difficulty_kind if state and state.update else ""
    return category(TableName.UPDATES, "dificultad_tipo", kind)


def timing(state: MilestoneState | None) -> Timing:
    """Returns how the milestone stands against its due date in force."""
    if state is None or state.is_withdrawn:
        return Timing("", 0)
    if state.days_left is not None:
        return Timing("left", state.days_left)
    return _late_or_early(state, state.days_late)


def _promise_timing(state: MilestoneState | None) -> Timing:
    """Returns how the milestone stands against its first due date, with kind "" unless that date was moved."""
    if state is None or state.dates.end == state.milestone.end:
        return Timing("", 0)
    return _late_or_early(state, state.original_days_late)


def _late_or_early(state: MilestoneState, days: int | None) -> Timing:
    if days is None:
        return Timing("", 0)
    if not state.is_complete:
        return Timing("overdue", days)
    kind = "early" if days < 0 else "late" if days else "on_time"
    return Timing(kind, abs(days))


def _history(view: PlanView, each: Milestone, errata: Corrections) -> Iterator[HistoryRow]:
    made = {verification.period: verification for verification in view.plan.index.verifications_of.get(each.id, ())}
    for at in reversed(view.course):
        state, corrected = at.by_id.get(each.id), errata.at(at.cut.id)
        if state and (state.update or at.cut.id in made or corrected.all):
            yield _history_row(view, at, state, made.get(at.cut.id), corrected)


def _history_row(
    view: PlanView, at: CutState, state: MilestoneState, verification: Verification | None, corrected: Corrections
) -> HistoryRow:
    return HistoryRow(
        cut=cut_ref(view.plan, at.cut),
        line=view.line(state.milestone, state, at.plan),
        timing=timing(state),
        update=state.update,
        verification=verification,
        corrections=corrected,
        disputes=disputes(view.plan, TableName.UPDATES, f"{at.cut.id}|{state.milestone.id}"),
        measured=tuple(measured for measured in state.indicators if measured.measurement),
    )


def posts(milestones: Iterable[Milestone]) -> tuple[str, ...]:
    """Returns the posts and areas responsible for the milestones, each once."""
    stated = (", ".join(part for part in (each.post, each.area) if part) for each in milestones)
    return tuple(dict.fromkeys(each for each in stated if each))
