"""The indicators of a milestone at a cut, each with its progress, and the mean that they make.

A milestone with measurements at a cut is measured by them there, where the plan measures by the indicator; at any other
cut, and in any other plan, by what `milestones` says.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from micrositio.model.indicators import Indicator, Measurement
from micrositio.model.own_reports import Whole
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Milestone, ReportingPeriod
from micrositio.progress.methods import advance, capped, method_of, nothing_is_due
from micrositio.progress.modifications import indicator_at
from micrositio.progress.programme import Reading, adds_up, baseline_of, together


class IndicatorState(NamedTuple):
    """An indicator at a cut: its measurement (None: no data), the numbers that it is measured by, and its progress.

    `progress` is a fraction, `uncapped` the same before the plan's cap; None without data.
    """

    indicator: Indicator
    measurement: Measurement | None
    reading: Reading
    uncapped: float | None
    progress: float | None


def indicators_of(plan: ActionPlan, milestone: Milestone) -> tuple[Indicator, ...]:
    """Returns the indicators of a milestone in their order; a commitment itself has none."""
    return () if isinstance(milestone, Whole) else plan.index.indicators_of.get(milestone.id, ())


def indicators_at(plan: ActionPlan, milestone: Milestone, cut: ReportingPeriod) -> tuple[IndicatorState, ...]:
    """Returns the indicators of a milestone at a cut, as they were in force then, in their order."""
    return tuple(_at(plan, indicator_at(plan, each, cut.date), cut) for each in indicators_of(plan, milestone))


def are_counted(plan: ActionPlan, states: Iterable[IndicatorState]) -> bool:
    """Returns whether indicators at a cut are what their milestone is measured by: some were measured then."""
    return method_of(plan).by_target and any(each.measurement for each in states)


def _at(plan: ActionPlan, indicator: Indicator, cut: ReportingPeriod) -> IndicatorState:
    found = plan.index.measurements.get((cut.id, indicator.id))
    values = _values(plan, indicator, cut)
    value = found.value_of(indicator) if found else None
    if value is not None and adds_up(indicator):
        value = together(indicator, values)
    reading = Reading(value, baseline_of(indicator), indicator.target, len(values))
    uncapped = None if nothing_is_due(indicator, indicator.target) else advance(indicator, reading)
    return IndicatorState(indicator, found, reading, uncapped, capped(plan, uncapped))


def _values(plan: ActionPlan, indicator: Indicator, cut: ReportingPeriod) -> list[float]:
    """Returns the values that make the one at a cut, oldest first: its own or, where values add up, all until then."""
    since = date.min if adds_up(indicator) else cut.date
    cuts = (each for each in plan.index.cuts_in_order if since <= each.date <= cut.date)
    found = (plan.index.measurements.get((each.id, indicator.id)) for each in cuts)
    return [value for each in found if each and (value := each.value_of(indicator)) is not None]
