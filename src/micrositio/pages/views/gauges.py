"""The figures of a commitment at the last cut, to be shown side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from micrositio.model.text import N_
from micrositio.pages.views.cut_summary import seen, width
from micrositio.pages.views.explanation import Explanation, explain_commitment
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.history import CutState
from micrositio.progress.milestones import Figure, Measure

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
    """Returns the commitment's figures at the last cut, by default all of `GAUGES`; none while there is no cut."""
    return tuple(_gauge(view, view.course[-1], commitment_id, each) for each in measures) if view.course else ()


def _gauge(view: PlanView, at: CutState, commitment_id: str, measure: Measure) -> Gauge:
    figure = at.commitment(commitment_id, measure).figure
    shown = seen(figure) if measure is Measure.VERIFIED else figure
    return Gauge(
        GAUGES[measure], KINDS[measure], shown, width(shown), explain_commitment(view, at, commitment_id, measure)
    )
