"""Explanations of how each figure was calculated («¿Cómo se calculó?»), built from the objects that hold the figures.

No figure is computed a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from micrositio.i18n.display import exact_percent_words, percent_words
from micrositio.model.groups import Group
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Commitment
from micrositio.model.text import Text
from micrositio.model.vocabularies import FigureLevel, TableName
from micrositio.pages.views.labels import (
    FORMULAS,
    LEFT_OUT,
    MEANS,
    MEASURES,
    OWN_ALONE,
    OWN_BESIDE,
    OWN_FORMULAS,
    OWN_MEANS,
    OWN_WORTH,
    PROGRAMMED,
    SEVERAL,
)
from micrositio.pages.views.parts import Ref, commitment_title
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.history import Calculation, CutState
from micrositio.progress.methods import method_of
from micrositio.progress.milestone_state import Counted, Measure, MilestoneState, counted_things
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
    `is_verified`; `own` of them are commitments that report by themselves. `shown_rounded` is whether pages show
    `value` with fewer decimals. The same calculation is in the table `calculos` (`table`), in the rows of `cut` and of
    the parent `record` ("": those of the commitments of the group), in the column `column`. `is_programmed` states that
    it follows the targets by period of some milestone.
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
    own: int
    is_verified: bool
    table: SitePath
    cut: str
    record: str
    column: str
    is_programmed: bool

    @property
    def quotient(self) -> float:
        """The dividend over the divisor, which is `value` unless the plan limits the mean."""
        return self.dividend / self.divisor if self.divisor else 0.0

    @property
    def is_capped(self) -> bool:
        """Whether the plan's limit on the mean changed the figure."""
        return self.value is not None and abs(self.quotient - self.value) > 1e-9

    @property
    def counts(self) -> Counted:
        """What `counted` and `total` count."""
        return counted_things(self.own, self.total)

    @property
    def is_itself(self) -> bool:
        """Whether it is of a commitment that reports by itself, whose figure is no mean."""
        return self.level is FigureLevel.COMMITMENT and self.own > 0


class _Subject(NamedTuple):
    """The subject of a mean: its level, key and title, and the number and link of each term by id."""

    level: FigureLevel
    record: str
    about: Text
    names: Mapping[str, tuple[int | str, Ref]]
    states: tuple[MilestoneState, ...]


def worth(at: CutState | None, plan: ActionPlan) -> str:
    """Returns the message of what counts in the plan's figure, by its method; `at` is the cut (None: there is none)."""
    method = method_of(at.plan if at else plan)
    return OWN_WORTH[method.reads] if at and at.counts is Counted.COMMITMENTS else method.worth


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
    unknown = [key for key in subject.names if known.get(key) is None]
    reasons = {key: _reason_of_part(at, key, key in known, calculation.measure) for key in unknown}
    return _explanation(view, at, calculation, subject, reasons)


def _reason_of_part(at: CutState, key: str, is_counted: bool, measure: Measure) -> str:
    """Returns the key in `LEFT_OUT` of why a group or commitment is left out of a mean."""
    own = next((each for each in at.units(key) if each.is_own), None)
    if own is None:
        return "no_data" if is_counted else "empty"
    reason = left_out_reason(own, measure)
    return f"{reason}_itself" if f"{reason}_itself" in LEFT_OUT else reason


def _named(view: PlanView, each: Group | Commitment) -> tuple[int | str, Ref]:
    """Returns the number of a group or commitment and the way to it."""
    return each.number, view.groups[each.id] if isinstance(each, Group) else view.commitments[each.id]


def explain_commitment(
    view: PlanView, at: CutState, commitment_id: str, measure: Measure = Measure.REPORTED
) -> Explanation:
    """Returns how a commitment's figure at the cut was calculated."""
    calculation = at.commitment(commitment_id, measure)
    units = at.units(commitment_id)
    names = {each.milestone.id: (each.milestone.order, _milestone_ref(view, each)) for each in units}
    reasons = {each.milestone.id: reason for each in units if (reason := left_out_reason(each, measure))}
    about = commitment_title(at.plan.index.commitments[commitment_id])
    subject = _Subject(FigureLevel.COMMITMENT, commitment_id, about, names, units)
    return _explanation(view, at, calculation, subject, reasons)


def _milestone_ref(view: PlanView, state: MilestoneState) -> Ref:
    each = state.milestone
    return Ref(each.text, view.commitments[each.commitment].path, anchors.milestone_anchor(each))


def left_out_reason(state: MilestoneState, measure: Measure) -> str:
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
        own=figure.own,
        is_verified=measure is Measure.VERIFIED,
        table=router.table(view.plan, TableName.CALCULATIONS),
        cut=at.cut.id,
        record=subject.record,
        column=measure.value,
        is_programmed=_is_programmed(measure, subject),
    )


def _term_row(subject: _Subject, key: str, weight: float | None, value: float | None) -> TermRow:
    share = 1.0 if weight is None else weight
    return TermRow(*subject.names[key], value, share, (value or 0.0) * share)


def _formula(at: CutState, measure: Measure, subject: _Subject, weighted: bool) -> tuple[str, ...]:
    method, mean = method_of(at.plan), MEANS[subject.level, weighted]
    own = [each for each in subject.states if each.is_own]
    if own and len(own) == len(subject.states):
        is_reported = measure is Measure.REPORTED
        if subject.level is FigureLevel.COMMITMENT:
            return (OWN_ALONE[method.reads if is_reported else measure],)
        return OWN_WORTH[method.reads] if is_reported else OWN_FORMULAS[measure], OWN_MEANS[weighted]
    beside = (OWN_BESIDE,) if own else ()
    if measure is not Measure.REPORTED:
        return FORMULAS[measure], *((PROGRAMMED,) if _is_programmed(measure, subject) else ()), mean, *beside
    several = (SEVERAL,) if any(each.by_indicators for each in subject.states) else ()
    return method.worth, *method.remarks(each.milestone for each in subject.states), *several, mean, *beside


def _is_programmed(measure: Measure, subject: _Subject) -> bool:
    """Returns whether a figure is what was expected, and that follows the targets by period of some milestone."""
    is_expected = measure not in (Measure.REPORTED, Measure.VERIFIED)
    return is_expected and any(each.programmed is not None for each in subject.states)


def _is_rounded(value: float) -> bool:
    return percent_words(value, "es") != exact_percent_words(value, "es")
