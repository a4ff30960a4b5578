"""The indicators of a milestone: what each measures, its last value, and how the mean of them is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from micrositio.model.indicators import Indicator, Measurement
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.views.claims import Claims, claims
from micrositio.pages.views.corrections import Corrections, joined
from micrositio.pages.views.parts import Disputes, category, disputes
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.indicators import IndicatorState
from micrositio.progress.methods import DESCENDING, indicator_sentence
from micrositio.progress.milestone_state import MilestoneState
from micrositio.progress.programme import LIMITS, Measured, Reading


class Division(NamedTuple):
    """The division (`value` − `base`) ÷ (`target` − `origin`), with both differences ordered so as to be positive."""

    value: float
    base: float
    target: float
    origin: float


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator with its value at the last cut (None: no data).

    `direction`, `kind`, `frequency` and `accumulation` are labels; `measurement` is that of the cut (None: there is
    none), and `value` is what the measurements until then come to. `errata` correct the indicator and the measurement.
    """

    record: Indicator
    direction: Text
    kind: Text
    frequency: Text
    accumulation: Text
    measurement: Measurement | None
    value: float | None
    errata: Corrections
    disputes: Disputes
    claims: Claims

    @property
    def is_limit(self) -> bool:
        """Whether its target is met or not, without a baseline."""
        return self.record.direction in LIMITS


class MeasuredTerm(NamedTuple):
    """An indicator in the mean of its milestone: a sentence of its computation (a message) and what fills it in.

    Of one without data only `name` and `weight` are known. `progress` is a fraction, under the plan's cap.
    """

    name: Text
    weight: float | None
    sentence: str
    division: Division | None
    value: float | None
    kept: float | None
    tolerance: float | None
    uncapped: float | None
    progress: float | None


def indicator_lines(
    view: PlanView, indicators: tuple[Indicator, ...], state: MilestoneState | None,
    errata: Mapping[tuple[str, str], Corrections],
) -> tuple[IndicatorLine, ...]:  # fmt: skip
    """Returns the indicators of a milestone with their values at the last cut."""
    measured = {each.indicator.id: each for each in state.indicators} if state else {}
    return tuple(_line(view, each, measured.get(each.id), errata) for each in indicators)


def _line(
    view: PlanView, each: Indicator, measured: IndicatorState | None, errata: Mapping[tuple[str, str], Corrections]
) -> IndicatorLine:
    tables = (TableName.INDICATORS, TableName.MEASUREMENTS)
    return IndicatorLine(
        record=each,
        direction=category(TableName.INDICATORS, "direccion", each.direction),
        kind=category(TableName.INDICATORS, "tipo", each.kind),
        frequency=category(TableName.INDICATORS, "frecuencia", each.frequency),
        accumulation=category(TableName.INDICATORS, "acumula", each.accumulation),
        measurement=measured.measurement if measured else None,
        value=measured.reading.value if measured else None,
        errata=joined(errata.get((table, each.id), Corrections()) for table in tables),
        disputes=disputes(view.plan, TableName.INDICATORS, each.id),
        claims=claims(view.plan, TableName.INDICATORS, each, each.id),
    )


def measured_terms(state: MilestoneState) -> tuple[MeasuredTerm, ...]:
    """Returns the indicators whose mean the progress of a milestone is; none if it is not of any."""
    return tuple(_term(each) for each in state.indicators) if state.by_indicators else ()


def _term(each: IndicatorState) -> MeasuredTerm:
    of, at = each.indicator, each.reading
    return MeasuredTerm(
        name=of.name,
        weight=of.weight,
        sentence=indicator_sentence(of, of.target) if each.progress is not None else "",
        division=division(of, at),
        value=at.value,
        kept=of.target if is_kept(of, at) else None,
        tolerance=of.tolerance,
        uncapped=each.uncapped,
        progress=each.progress,
    )


def is_kept(of: Measured, at: Reading) -> bool:
    """Returns whether the progress is 1 or 0, whether the value keeps to the target, and not a division."""
    return of.direction in LIMITS or at.target == at.baseline


def division(of: Measured, at: Reading) -> Division | None:
    """Returns the numbers of `methods.indicator_progress`; for a descending indicator both differences change sign."""
    if at.value is None or at.baseline is None or at.target is None or is_kept(of, at):
        return None
    if of.direction == DESCENDING:
        return Division(at.baseline, at.value, at.baseline, at.target)
    return Division(at.value, at.baseline, at.target, at.baseline)
