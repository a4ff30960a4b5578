"""Every figure of a plan at each of its cuts, with the terms of each mean, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from math import fsum
from typing import Any, NamedTuple

from micrositio.model.groups import Group
from micrositio.model.plan import ActionPlan, TableData
from micrositio.model.records import Commitment, Milestone, ReportingPeriod
from micrositio.model.vocabularies import FigureLevel, TableName
from micrositio.profile.plan_tables import derived_table
from micrositio.progress.indicators import IndicatorState
from micrositio.progress.methods import target_on
from micrositio.progress.milestone_state import Counted, Figure, Measure, MilestoneState, counted_things
from micrositio.progress.milestones import cuts_in_order, mean, own_states_at, states_at
from micrositio.progress.modifications import promised_at, target_changes
from micrositio.progress.sealed_plan import plan_at

_KEPT = 100
_COUNTS = ("con_dato", "total", "completas", "verificadas", "atrasadas", "atrasadas_original", "sin_evidencia")
"""The columns of `calculos` that count milestones."""


class Term(NamedTuple):
    """A term of a mean: its id, its weight (None = 1) and its value (None = no data)."""

    id: str
    weight: float | None
    value: float | None


@dataclass(frozen=True)
class Calculation:
    """A figure and the terms of which it is the mean; values are fractions.

    The figure's coverage counts milestones, also where the terms are commitments or groups. `rest` is the weight that
    is missing up to the declared total, where the plan counts it as 0.
    """

    measure: Measure
    figure: Figure
    terms: tuple[Term, ...]
    rest: float = 0.0

    @property
    def counted(self) -> tuple[Term, ...]:
        """The terms included in the mean: those with data or, for the verified measure, all."""
        return tuple(each for each in self.terms if each.value is not None or self.measure is Measure.VERIFIED)

    @property
    def weights(self) -> float:
        """The sum of the weights of the terms included, and of the rest: the divisor of the mean."""
        return sum(1.0 if each.weight is None else each.weight for each in self.counted) + self.rest

    @property
    def products(self) -> float:
        """The sum of value × weight of the terms included: the dividend of the mean."""
        return sum((each.value or 0.0) * (1.0 if each.weight is None else each.weight) for each in self.counted)


@dataclass(frozen=True)
class CutState:
    """A plan at a cut: `plan` as it stood then and each milestone.

    The plan has its sealed definitions if the cut is sealed, and what was promised as it was in force on the cut's day.
    """

    cut: ReportingPeriod
    plan: ActionPlan
    states: tuple[MilestoneState, ...]

    @cached_property
    def by_id(self) -> Mapping[str, MilestoneState]:
        """The milestones by id."""
        return {each.milestone.id: each for each in self.states}

    @cached_property
    def by_commitment(self) -> Mapping[str, tuple[MilestoneState, ...]]:
        """The milestones by the id of their commitment."""
        found: dict[str, list[MilestoneState]] = {}
        for state in self.states:
            found.setdefault(state.milestone.commitment, []).append(state)
        return {key: tuple(states) for key, states in found.items()}

    def of(self, commitment: Commitment | str) -> tuple[MilestoneState, ...]:
        """Returns the milestones of a commitment."""
        return self.by_commitment.get(_id(commitment), ())

    @cached_property
    def own(self) -> Mapping[str, MilestoneState]:
        """The commitments that report by themselves, by id, also those that have milestones."""
        return own_states_at(self.plan, self.cut)

    def units(self, commitment: Commitment | str) -> tuple[MilestoneState, ...]:
        """Returns what counts of a commitment: its milestones or, if it has none and reports by itself, itself."""
        key = _id(commitment)
        return self.of(key) or tuple(self.own[each] for each in (key,) if each in self.own)

    @cached_property
    def every(self) -> tuple[MilestoneState, ...]:
        """What counts of the plan: the milestones, and the commitments without any that report by themselves."""
        return tuple(state for each in self.plan.commitments for state in self.units(each))

    @property
    def counts(self) -> Counted:
        """What counts of the plan: milestones, commitments that report by themselves, or both."""
        return counted_things(sum(state.is_own for state in self.every), len(self.every))

    @cached_property
    def _made(self) -> dict[tuple[str, Measure], Calculation]:
        """The calculations of commitments made of late, kept because pages use each one many times."""
        return {}

    @cached_property
    def _wholes(self) -> dict[Measure, Calculation]:
        """The calculations of the plan made so far."""
        return {}

    def commitment(self, commitment: Commitment | str, measure: Measure = Measure.REPORTED) -> Calculation:
        """Returns a commitment's figure: the weighted mean of its milestones, without those withdrawn.

        Without milestones it is what the commitment reports of itself, its only term.
        """
        key = (_id(commitment), measure)
        if key not in self._made:
            if len(self._made) == _KEPT:
                self._made.clear()
            self._made[key] = self._commitment(key[0], measure)
        return self._made[key]

    def _commitment(self, commitment: str, measure: Measure) -> Calculation:
        every = self.units(commitment)
        standing = [state for state in every if not state.is_withdrawn]
        terms = tuple(Term(s.milestone.id, s.milestone.weight, s.value(measure)) for s in standing)
        rest = self._rest([each.milestone for each in every], self.plan.method.milestone_weights)
        value, counted, total, _own = _mean(measure, terms, rest)
        if value is not None and self.plan.method.mean_capped:
            value = min(max(value, 0.0), 1.0)
        own = sum(state.is_own for state in standing)
        return Calculation(measure, Figure(value, counted, total, own), terms, rest)

    def _rest(self, records: Iterable[Group | Commitment | Milestone], total: float | None) -> float:
        """Returns the weight that records lack up to their declared total, where the plan counts it as 0."""
        if total is None or not self.plan.method.rest_counts:
            return 0.0
        known = [each.weight for each in records if each.weight is not None]
        return max(total - fsum(known), 0.0) if known else 0.0

    def whole(self, measure: Measure = Measure.REPORTED) -> Calculation:
        """Returns the plan's figure: the weighted mean of its commitments or, if they weigh, of its groups.

        Its coverage counts milestones.
        """
        if measure not in self._wholes:
            self._wholes[measure] = self._whole(measure)
        return self._wholes[measure]

    def _whole(self, measure: Measure) -> Calculation:
        return self._mean_of("", measure)

    def group(self, group: str, measure: Measure = Measure.REPORTED) -> Calculation:
        """Returns a group's figure: the weighted mean of its groups and commitments, by the weights of their level.

        In a plan whose groups have no weights it is the weighted mean of every commitment under the group.
        """
        key = (group, measure)
        if key not in self._of_groups:
            self._of_groups[key] = self._mean_of(group, measure)
        return self._of_groups[key]

    @cached_property
    def _of_groups(self) -> dict[tuple[str, Measure], Calculation]:
        """The calculations of groups made so far."""
        return {}

    def under(self, group: str) -> tuple[MilestoneState, ...]:
        """Returns what counts of every commitment under a group, or of the plan ("")."""
        if not group:
            return self.every
        return tuple(state for each in self.plan.index.under(group) for state in self.units(each))

    def parts(self, group: str) -> tuple[Group | Commitment, ...]:
        """Returns the groups and commitments of which the figure of a group, or of the plan (""), is the mean."""
        index = self.plan.index
        if index.groups_weigh:
            return (*index.groups_of.get(group, ()), *index.commitments_of.get(group, ()))
        return index.under(group) if group else self.plan.commitments

    def _mean_of(self, group: str, measure: Measure) -> Calculation:
        """Returns the weighted mean of the parts of a group, or of the plan (""); its coverage counts milestones."""
        parts = self.parts(group)
        found = [(each, self._part(each, measure).figure) for each in parts]
        terms = tuple(Term(each.id, each.weight, figure.value) for each, figure in found if figure.total)
        rest = self._rest(parts, self._total(group))
        value = _mean(measure, terms, rest).value
        counted, total, own = (sum(getattr(f, each) for _, f in found) for each in ("counted", "total", "own"))
        return Calculation(measure, Figure(value, counted, total, own), terms, rest)

    def _total(self, group: str) -> float | None:
        """Returns the declared total of the weights of the parts of a group, or of the plan ("")."""
        index, method = self.plan.index, self.plan.method
        if not index.groups_weigh:
            return None if group else method.commitment_weights
        return method.group_weights if index.groups_of.get(group) else method.commitment_weights

    def _part(self, each: Group | Commitment, measure: Measure) -> Calculation:
        return self.group(each.id, measure) if isinstance(each, Group) else self.commitment(each, measure)


def _mean(measure: Measure, terms: Sequence[Term], rest: float) -> Figure:
    """Returns the mean of terms by the formula of the measure, with a weight `rest` that counts as 0."""
    figure = mean(measure, ((term.value, term.weight) for term in terms))
    if not rest or figure.value is None:
        return figure
    counted = terms if measure is Measure.VERIFIED else [each for each in terms if each.value is not None]
    known = fsum(1.0 if each.weight is None else each.weight for each in counted)
    return Figure(figure.value * known / (known + rest), figure.counted, figure.total)


def _id(commitment: Commitment | str) -> str:
    return commitment if isinstance(commitment, str) else commitment.id


def history(plan: ActionPlan) -> tuple[CutState, ...]:
    """Returns the plan at each of its cuts, oldest first."""
    return tuple(_at(plan, cut) for cut in cuts_in_order(plan))


def _at(plan: ActionPlan, cut: ReportingPeriod) -> CutState:
    then = promised_at(plan_at(plan, cut), cut.date)
    return CutState(cut, then, states_at(then, cut))


def calculation_table(plan: ActionPlan, course: tuple[CutState, ...]) -> TableData:
    """Returns every figure of every cut as the table `calculos`: one row per plan, group, commitment and milestone.

    The column `padre` of a row is the row whose mean it enters, with `peso`; figures are fractions, with at most 12
    decimals.
    """
    return derived_table(plan, TableName.CALCULATIONS, (row for each in course for row in _rows(each)))


def _rows(at: CutState) -> Iterator[dict[str, Any]]:
    yield _mean_row(at, FigureLevel.PLAN, at.plan.id, "", None, at.every, at.whole)
    for group in at.plan.groups:
        states, of_group = at.under(group.id), partial(at.group, group.id)
        yield _mean_row(at, FigureLevel.GROUP, group.id, _enters(at, group), group.weight, states, of_group)
    for each in at.plan.commitments:
        calculation = partial(at.commitment, each)
        own = _own_cells(at.own[each.id]) if each.id in at.own else {}
        under, level = _enters(at, each), FigureLevel.COMMITMENT
        yield _mean_row(at, level, each.id, under, each.weight, at.units(each), calculation) | own
        for state in at.of(each):
            yield _milestone_row(at, state)
            yield from (_indicator_row(at, state, measured) for measured in state.indicators)


def _enters(at: CutState, each: Group | Commitment) -> str:
    """Returns the id of the group or plan whose mean a group or commitment enters; "" for a group without weight."""
    if at.plan.index.groups_weigh:
        return (each.parent if isinstance(each, Group) else each.group) or at.plan.id
    return "" if isinstance(each, Group) else at.plan.id


def _mean_row(
    at: CutState,
    level: FigureLevel,
    subject: str,
    parent: str,
    weight: float | None,
    states: tuple[MilestoneState, ...],
    calculation: Any,
) -> dict[str, Any]:
    figures = {measure: calculation(measure).figure for measure in Measure}
    reported = figures[Measure.REPORTED]
    return {
        **_row(at, level, subject, parent, weight),
        **{measure.value: figure.value for measure, figure in figures.items()},
        "con_dato": reported.counted,
        "total": reported.total,
        "completas": sum(each.is_complete for each in states),
        "verificadas": sum(each.is_verified for each in states),
        "atrasadas": sum(each.is_late for each in states),
        "atrasadas_original": sum(each.is_originally_late for each in states),
        "sin_evidencia": sum(each.is_unproven for each in states),
    }


def _own_cells(state: MilestoneState) -> dict[str, Any]:
    """Returns what the row of a commitment holds of its own report, beside the mean of its milestones."""
    return {
        "estado": state.update.status if state.update else "",
        "valor": state.update.value if state.update else None,
        "propio": state.progress,
        "propio_verificado": state.verified_progress,
        "sin_tope": state.uncapped,
        "dias": state.days_late,
        "dias_original": state.original_days_late,
    }


def _changed_target(at: CutState, milestone: Milestone) -> dict[str, Any]:
    """Returns the target at the cut of a milestone whose target was changed until then."""
    changed = target_changes(at.plan, milestone, at.cut.date)
    return {"meta": target_on(at.plan, milestone, at.cut.date)} if changed else {}


def _milestone_row(at: CutState, state: MilestoneState) -> dict[str, Any]:
    counts = not state.is_withdrawn
    return {
        **_row(at, FigureLevel.MILESTONE, state.milestone.id, state.milestone.commitment, state.milestone.weight),
        **{measure.value: state.value(measure) for measure in Measure},
        "estado": state.update.status if state.update else "",
        "valor": state.update.value if state.update else None,
        **_changed_target(at, state.milestone),
        "sin_tope": state.uncapped,
        "dias": state.days_late,
        "dias_original": state.original_days_late,
        "con_dato": int(counts and state.progress is not None),
        "total": int(counts),
        "completas": int(state.is_complete),
        "verificadas": int(state.is_verified),
        "atrasadas": int(state.is_late),
        "atrasadas_original": int(state.is_originally_late),
        "sin_evidencia": int(state.is_unproven),
    }


def _indicator_row(at: CutState, state: MilestoneState, measured: IndicatorState) -> dict[str, Any]:
    """Returns the row of an indicator; where its milestone is not measured by it, it enters no mean."""
    parent = state.milestone.id if state.by_indicators else ""
    return {
        **_row(at, FigureLevel.INDICATOR, measured.indicator.id, parent, measured.indicator.weight),
        **dict.fromkeys((*(measure.value for measure in Measure), *_COUNTS)),
        "valor": measured.reading.value,
        "sin_tope": measured.uncapped,
        Measure.REPORTED.value: measured.progress,
    }


def _row(at: CutState, level: FigureLevel, subject: str, parent: str, weight: float | None) -> dict[str, Any]:
    blank = {"estado": "", "valor": None, "sin_tope": None, "dias": None, "dias_original": None}
    return {"corte": at.cut.id, "nivel": level, "registro": subject, "padre": parent, "peso": weight, **blank}
