"""Explanations of how each figure was calculated («¿Cómo se calculó?»), built from the objects that hold the figures.

No figure is computed a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from micrositio.i18n.display import exact_percent_words, percent_words
from micrositio.model.groups import Group
from micrositio.model.records import Commitment, Milestone
from micrositio.model.text import Text
from micrositio.model.vocabularies import FigureLevel, TableName
from micrositio.pages.views.labels import BROKEN, FORMULAS, LEFT_OUT, MEANS, MEASURES, PROGRAMMED
from micrositio.pages.views.parts import Ref, Status, category, commitment_title
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.history import Calculation, CutState
from micrositio.progress.methods import DESCENDING, method_of
from micrositio.progress.milestones import Dates, Measure, MilestoneState, original_dates
from micrositio.progress.programme import LIMITS, Reading, adds_up, programme_of, programmed
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


class TermRow(NamedTuple):
    """A term of a mean: `value` (a fraction; None: not verified on documents) × `weight` = `product`."""

    number: int | str
    ref: Ref
    value: float | None
    weight: float
    product: float


class LeftOut(NamedTuple):
    """A group, commitment or milestone left out of a mean; `reason` is a message."""

    number: int | str
    ref: Ref
    reason: str


@dataclass(frozen=True)
class Explanation:
    """How a figure of a plan, a group or a commitment was calculated.

    `about` is the title of what the figure is of, `measure` the name of the measure (a message) and `formula` messages,
    one sentence each. `level` is `grupo`, `plan` or `compromiso`: the terms are groups with the commitments beside
    them, commitments or milestones. `dividend` is the sum of the products of `rows` and `divisor` the sum of their
    weights and of `rest`, the weight that is missing up to the declared total and counts as 0; `weighted` is whether
    weights were given (otherwise each weight is 1). `counted` of `total` milestones had data, or were verified where
    `is_verified`. `shown_rounded` is whether pages show `value` with fewer decimals. The same calculation is in the
    table `calculos` (`table`), in the rows of `cut` and of the parent `record` ("": those of the commitments of the
    group), in the column `column`.
    """

    about: Text
    measure: str
    formula: tuple[str, ...]
    level: FigureLevel
    rows: tuple[TermRow, ...]
    left_out: tuple[LeftOut, ...]
    weighted: bool
    dividend: float
    divisor: float
    rest: float
    value: float | None
    shown_rounded: bool
    counted: int
    total: int
    is_verified: bool
    table: SitePath
    cut: str
    record: str
    column: str

    @property
    def quotient(self) -> float:
        """The dividend over the divisor, which is `value` unless the plan limits the mean."""
        return self.dividend / self.divisor if self.divisor else 0.0

    @property
    def is_capped(self) -> bool:
        """Whether the plan's limit on the mean changed the figure."""
        return self.value is not None and abs(self.quotient - self.value) > 1e-9


class Elapsed(NamedTuple):
    """Part of a milestone's term elapsed at a cut: `gone` of `days` days; `share` is the quotient, a fraction."""

    gone: int
    days: int
    share: float


class Programmed(NamedTuple):
    """What a milestone's programme asked for by a cut: `value` by `day`, both None if nothing was due yet.

    `in_percent` is whether the value is a percentage of the milestone; `share` is the expected part, a fraction.
    """

    value: float | None
    day: date | None
    in_percent: bool
    share: float


class Division(NamedTuple):
    """The division (`value` − `base`) ÷ (`target` − `origin`), with both differences ordered so as to be positive."""

    value: float
    base: float
    target: float
    origin: float


@dataclass(frozen=True)
class Lateness:
    """Days from `due` to `until`, which is the cut or, for a finished milestone, the day on which it finished."""

    due: date
    until: date
    days: int


@dataclass(frozen=True)
class MilestoneExplanation:
    """The computation of the figures of one milestone.

    `sentence` is a message of the plan's method, with placeholders: `status` (the word reported), `value` (the number
    reported), `division` (the numbers of an indicator), `kept` (its target, if equal to the baseline) and `progress`.
    `progress` and `uncapped` are fractions, `direction` is a label and `reason` is a message if there is no figure.
    `verified` is the word verified and `verified_progress` is its value (None: no document supports the status).
    `value` is made of `reports` reports (0: of one alone), as `accumulation` says (a label). `programmed` is what the
    programme asked for (None: there is none), and then `expected` and `originally_expected` are None.
    `expected` follows from the dates in force and `originally_expected` from the first ones, None if they are the same;
    so do `late` and `originally_late`, None also if the milestone is not late.
    """

    sentence: str
    status: Status
    progress: float | None
    uncapped: float | None
    value: float | None
    reports: int
    accumulation: Text
    division: Division | None
    kept: float | None
    tolerance: float | None
    direction: Text
    reason: str
    verified: Status | None
    verified_progress: float | None
    programmed: Programmed | None
    expected: Elapsed | None
    originally_expected: Elapsed | None
    late: Lateness | None
    originally_late: Lateness | None

    @property
    def is_capped(self) -> bool:
        """Whether the plan's cap changed the figure."""
        return self.progress != self.uncapped


class _Subject(NamedTuple):
    """The subject of a mean: its level, key and title, and the number and link of each term by id."""

    level: FigureLevel
    record: str
    about: Text
    names: Mapping[str, tuple[int | str, Ref]]
    states: tuple[MilestoneState, ...]


def explain_plan(view: PlanView, at: CutState, measure: Measure = Measure.REPORTED) -> Explanation:
    """Returns how the plan's figure at the cut was calculated."""
    plan = at.plan
    subject = _of_parts(view, at, "", plan.id, plan.short_title or plan.title)
    return _of_mean(view, at, at.whole(measure), subject)


def explain_group(view: PlanView, at: CutState, group: Group, measure: Measure = Measure.REPORTED) -> Explanation:
    """Returns how a group's figure at the cut was calculated."""
    record = group.id if at.plan.index.groups_weigh else ""
    return _of_mean(view, at, at.group(group.id, measure), _of_parts(view, at, group.id, record, group.title))


def _of_parts(view: PlanView, at: CutState, group: str, record: str, about: Text) -> _Subject:
    """Returns a group, or the plan (""), as the subject of the mean of its groups and commitments."""
    parts = at.parts(group)
    level = FigureLevel.GROUP if any(isinstance(each, Group) for each in parts) else FigureLevel.PLAN
    return _Subject(level, record, about, {each.id: _named(view, each) for each in parts}, at.under(group))


def _of_mean(view: PlanView, at: CutState, calculation: Calculation, subject: _Subject) -> Explanation:
    """Returns how a mean of groups and commitments was calculated."""
    known = {term.id: term.value for term in calculation.terms}
    reasons = {key: "no_data" if key in known else "empty" for key in subject.names if known.get(key) is None}
    return _explanation(view, at, calculation, subject, reasons)


def _named(view: PlanView, each: Group | Commitment) -> tuple[int | str, Ref]:
    """Returns the number of a group or commitment and the way to it."""
    return each.number, view.groups[each.id] if isinstance(each, Group) else view.commitments[each.id]


def explain_commitment(
    view: PlanView, at: CutState, commitment_id: str, measure: Measure = Measure.REPORTED
) -> Explanation:
    """Returns how a commitment's figure at the cut was calculated."""
    calculation = at.commitment(commitment_id, measure)
    names = {each.milestone.id: (each.milestone.order, _milestone_ref(view, each)) for each in at.of(commitment_id)}
    reasons = {each.milestone.id: reason for each in at.of(commitment_id) if (reason := _reason(each, measure))}
    about = commitment_title(at.plan.index.commitments[commitment_id])
    subject = _Subject(FigureLevel.COMMITMENT, commitment_id, about, names, at.of(commitment_id))
    return _explanation(view, at, calculation, subject, reasons)


def _milestone_ref(view: PlanView, state: MilestoneState) -> Ref:
    each = state.milestone
    return Ref(each.text, view.commitments[each.commitment].path, anchors.milestone_anchor(each))


def _reason(state: MilestoneState, measure: Measure) -> str:
    """Returns the key in `LEFT_OUT` of why the milestone is left out of a mean, or "" if it is included."""
    if state.is_withdrawn:
        return "withdrawn"
    if measure is Measure.VERIFIED or state.value(measure) is not None:
        return ""
    if state.is_idle and measure in (Measure.REPORTED, Measure.COMPARABLE):
        return "idle"
    if measure in (Measure.EXPECTED, Measure.ORIGINALLY_EXPECTED):
        return "no_dates"
    if state.update is None:
        return "silent"
    return "no_value" if state.progress is None else "no_dates"


def _explanation(
    view: PlanView, at: CutState, calculation: Calculation, subject: _Subject, reasons: Mapping[str, str]
) -> Explanation:
    measure, figure = calculation.measure, calculation.figure
    rows = tuple(_term_row(subject, *term) for term in calculation.counted)
    weighted = any(term.weight is not None for term in calculation.counted)
    return Explanation(
        about=subject.about,
        measure=MEASURES[measure],
        formula=_formula(at, measure, subject, weighted),
        level=subject.level,
        rows=rows,
        left_out=tuple(LeftOut(*subject.names[key], LEFT_OUT[reason]) for key, reason in reasons.items()),
        weighted=weighted,
        dividend=calculation.products,
        divisor=calculation.weights,
        rest=calculation.rest,
        value=figure.value,
        shown_rounded=figure.value is not None and _is_rounded(figure.value),
        counted=figure.counted,
        total=figure.total,
        is_verified=measure is Measure.VERIFIED,
        table=router.table(view.plan, TableName.CALCULATIONS),
        cut=at.cut.id,
        record=subject.record,
        column=measure.value,
    )


def _term_row(subject: _Subject, key: str, weight: float | None, value: float | None) -> TermRow:
    share = 1.0 if weight is None else weight
    return TermRow(*subject.names[key], value, share, (value or 0.0) * share)


def _formula(at: CutState, measure: Measure, subject: _Subject, weighted: bool) -> tuple[str, ...]:
    method, mean = method_of(at.plan), MEANS[subject.level, weighted]
    if measure is not Measure.REPORTED:
        follows = measure is not Measure.VERIFIED and any(each.programmed is not None for each in subject.states)
        return FORMULAS[measure], *((PROGRAMMED,) if follows else ()), mean
    return method.worth, *method.remarks(each.milestone for each in subject.states), mean


def _is_rounded(value: float) -> bool:
    return percent_words(value, "es") != exact_percent_words(value, "es")


def explain_milestone(view: PlanView, state: MilestoneState, at: CutState) -> MilestoneExplanation:
    """Returns how a milestone's own figures at the cut were calculated."""
    milestone, update, reading = state.milestone, state.update, state.reading
    method = method_of(at.plan)
    reads_status = method.reads == "status"
    is_broken = state.is_broken and not reads_status
    by_target = method.by_target and state.progress is not None and not is_broken
    reason = _reason(state, Measure.REPORTED)
    by_time = state.expected if state.programmed is None else None
    original = _elapsed(original_dates(milestone), at.cut.date, state.originally_expected)
    return MilestoneExplanation(
        sentence=BROKEN if is_broken else method.explain(at.plan, milestone),
        status=_status(at, update.status) if update and (reason or is_broken or reads_status) else Status(),
        progress=state.progress,
        uncapped=state.uncapped,
        value=reading.value if reading else None,
        reports=reading.reports if reading and adds_up(milestone) else 0,
        accumulation=category(TableName.MILESTONES, "acumula", milestone.accumulation),
        division=_division(state) if by_target else None,
        kept=reading.target if reading and by_target and _is_kept(milestone, reading) else None,
        tolerance=milestone.tolerance,
        direction=category(TableName.MILESTONES, "direccion", milestone.direction),
        reason=LEFT_OUT[reason] if reason else "",
        verified=_status(at, state.verification.status) if state.verification else None,
        verified_progress=state.verified_progress,
        programmed=_programmed(state, at),
        expected=_elapsed(state.dates, at.cut.date, by_time),
        originally_expected=original if state.is_rescheduled and by_time is not None else None,
        late=_lateness(state.dates.end, state.days_late),
        originally_late=_lateness(milestone.end, state.original_days_late) if state.is_rescheduled else None,
    )


def _is_kept(milestone: Milestone, at: Reading) -> bool:
    """Returns whether the progress is 1 or 0, whether the value keeps to the target, and not a division."""
    return milestone.direction in LIMITS or at.target == at.baseline


def _programmed(state: MilestoneState, at: CutState) -> Programmed | None:
    """Returns what the programme asked for by the cut, or None if there is no programme."""
    if state.programmed is None:
        return None
    due = [each.date for each in programme_of(at.plan, state.milestone) if each.date <= at.cut.date]
    value = programmed(at.plan, state.milestone, at.cut.date)
    return Programmed(value, max(due, default=None), not method_of(at.plan).by_target, state.programmed)


def _lateness(due: date | None, days: int | None) -> Lateness | None:
    """Returns the days late, or None if the milestone is not late."""
    return Lateness(due, due + timedelta(days), days) if due and days and days > 0 else None


def _status(at: CutState, status: str) -> Status:
    """Returns a status of the plan's scale as the scale stood at the cut, or an empty status if it is not there."""
    step = at.plan.index.scale.get(status)
    return Status(step.irm, step.title) if step else Status()


def _division(state: MilestoneState) -> Division | None:
    """Returns the numbers of `methods.indicator_progress`; for a descending indicator both differences change sign."""
    at = state.reading
    if at is None or at.value is None or at.baseline is None or at.target is None or _is_kept(state.milestone, at):
        return None
    if state.milestone.direction == DESCENDING:
        return Division(at.baseline, at.value, at.baseline, at.target)
    return Division(at.value, at.baseline, at.target, at.baseline)


def _elapsed(dates: Dates, day: date, share: float | None) -> Elapsed | None:
    """Returns the days from which `share` comes, the part of `dates` elapsed by `day`; None if there is none."""
    if share is None or dates.start is None or dates.end is None:
        return None
    days = (dates.end - dates.start).days
    return Elapsed(min(max((day - dates.start).days, 0), days), days, share)
