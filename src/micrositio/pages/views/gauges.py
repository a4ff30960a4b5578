"""The figures of a commitment or group at the last cut, to be shown side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from micrositio.model.groups import Group
from micrositio.model.text import N_
from micrositio.pages.views.cut_summary import seen, width
from micrositio.pages.views.explanation import Explanation, explain_commitment, explain_group
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.milestone_state import Figure, Measure

GAUGES = {
    Measure.REPORTED: N_("Avance reportado"),
    Measure.COMPARABLE: N_("Avance esperado"),
    Measure.VERIFIED: N_("Avance verificado"),
}
"""Measures shown side by side at the top of a commitment's page, with their names."""
KINDS = {Measure.REPORTED: "reported", Measure.COMPARABLE: "expected", Measure.VERIFIED: "verified"}


@dataclass(frozen=True)
class Gauge:
    """A figure at the last cut with its name (a message), its meter's width ("" for none) and its explanation.

    `kind` is "reported", "expected" or "verified", as in a curve.
    """

    name: str
    kind: str
    figure: Figure
    meter: str
    explanation: Explanation


def gauges(view: PlanView, commitment_id: str, measures: Iterable[Measure] = tuple(GAUGES)) -> tuple[Gauge, ...]:
    """Returns the commitment's figures at the last cut, by default all of `GAUGES`; none while there is no cut.

    One that reports by itself and was withdrawn has none: it counts in nothing.
    """
    at = view.course[-1] if view.course else None
    if at and any(each.is_own and each.is_withdrawn for each in at.units(commitment_id)):
        return ()
    return tuple(_gauge(each, explain_commitment(view, at, commitment_id, each)) for each in measures) if at else ()


def group_gauges(view: PlanView, group: Group) -> tuple[Gauge, ...]:
    """Returns the figures of a group at the last cut; none while there is no cut."""
    at = view.course[-1] if view.course else None
    return tuple(_gauge(each, explain_group(view, at, group, each)) for each in GAUGES) if at else ()


def _gauge(measure: Measure, why: Explanation) -> Gauge:
    figure = Figure(why.value, why.counted, why.total, why.own)
    shown = seen(figure) if measure is Measure.VERIFIED else figure
    return Gauge(GAUGES[measure], KINDS[measure], shown, width(shown), why)
