"""Rules of indicators and their measurements: each can be measured, and a value is stated once."""

from __future__ import annotations

from collections.abc import Iterator

from micrositio.model.indicators import Indicator, Measurement
from micrositio.model.plan import ActionPlan
from micrositio.model.rounding import DECIMALS
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.progress.methods import is_measurable, method_of
from micrositio.progress.programme import KEEP, LIMITS, baseline_of

_WHOLES = (1, 100)
"""What the weights of the indicators of a milestone may add up to."""


def indicators_can_be_measured(plan: ActionPlan) -> Iterator[Problem]:
    """An indicator has a baseline and a target apart, or is a limit with a target; only what is kept has a tolerance.

    In a plan that does not measure by the indicator one may lack them, as the own indicator of a milestone may.
    """
    for each in plan.indicators:
        if each.tolerance is not None and each.direction != KEEP:
            yield problem(Kind.TOLERANCE_IDLE, each.at("tolerance"))
        if each.target is not None and each.target == baseline_of(each) and each.direction not in LIMITS:
            details = {"indicator": each.id, "target": f"{each.target:g}"}
            yield problem(Kind.MEASURED_FLAT, each.at("target"), **details)
        elif not is_measurable(each, each.target) and (method_of(plan).by_target or _is_turned(each)):
            yield problem(Kind.MEASURED_INCOMPLETE, each.at("target"), indicator=each.id)


def _is_turned(each: Indicator) -> bool:
    """Returns whether the indicator has a baseline, a target and a direction, which do not agree."""
    return None not in (each.baseline, each.target)


def weights_of_indicators_add_up(plan: ActionPlan) -> Iterator[Problem]:
    """The indicators of a milestone have weights all or none, which add up to 1 or 100, and which count for something.

    Other sums are only asked about: such weights count relative to each other.
    """
    method = method_of(plan)
    for milestone, indicators in plan.index.indicators_of.items():
        known = [each.weight for each in indicators if each.weight is not None]
        if known and not method.by_target:
            first = next(each for each in indicators if each.weight is not None)
            yield problem(Kind.MEASURED_WEIGHT_IDLE, first.at("weight"), method=method.key)
        elif known and len(known) < len(indicators):
            yield from (problem(Kind.WEIGHT_MISSING, e.at("weight")) for e in indicators if e.weight is None)
        elif known and all(abs(sum(known) - total) > 1e-6 for total in _WHOLES):
            details = {"milestone": milestone, "total": f"{round(sum(known), DECIMALS):g}"}
            yield problem(Kind.MEASURED_WEIGHTS, indicators[0].at("weight"), **details)


def measurements_tell_one_value(plan: ActionPlan) -> Iterator[Problem]:
    """A measurement states a value, or the two parts of a quotient that is not by 0; if all three, they agree."""
    for each in plan.measurements:
        indicator = plan.index.indicators.get(each.indicator)
        if each.denominator == 0:
            yield problem(Kind.MEASUREMENT_ZERO, each.at("denominator"))
        elif each.value is None and None in (each.numerator, each.denominator):
            yield problem(Kind.MEASUREMENT_UNTOLD, each.at("value"))
        elif indicator and not each.agrees(indicator):
            yield _differs(each, indicator)


def _differs(each: Measurement, indicator: Indicator) -> Problem:
    quotient = each.quotient(indicator) or 0.0
    numbers = {name: f"{getattr(each, name):.10g}" for name in ("value", "numerator", "denominator")}
    times = "" if indicator.factor is None else f" × {indicator.factor:g}"
    return problem(Kind.MEASUREMENT_DIFFERS, each.at("value"), **numbers, times=times, quotient=f"{quotient:.6g}")


def measurements_are_of_a_report(plan: ActionPlan) -> Iterator[Problem]:
    """What is measured at a cut is of a milestone reported then, whose report states no value of its own.

    Only where the value of a report is a stated percentage it may stand beside the measurements.
    """
    told = set()
    for each in plan.measurements:
        indicator = plan.index.indicators.get(each.indicator)
        key = (each.period, indicator.milestone) if indicator else None
        if key is None or key in told or key[0] not in plan.index.cuts or key[1] not in plan.index.milestones:
            continue
        told.add(key)
        update = plan.index.updates.get(key)
        if update is None:
            yield problem(Kind.MEASUREMENT_UNREPORTED, each.at("period"), milestone=key[1], cut=key[0])
        elif update.value is not None and not method_of(plan).in_percent:
            yield problem(Kind.MEASUREMENT_BESIDE, update.at("value"), milestone=key[1])
