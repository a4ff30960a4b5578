"""How a commitment or the plan went, cut by cut: a curve and the same figures as rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from micrositio.pages.views.curve_drawing import Curve, curve
from micrositio.pages.views.cut_summary import CutRef, cut_ref, seen
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.history import Calculation, CutState
from micrositio.progress.milestones import Figure, Measure

Measured = Callable[[CutState, Measure], Calculation]
"""What gives the figure of something at a cut under a measure."""


@dataclass(frozen=True)
class CourseRow:
    """The figures of a cut: `expected` is of the milestones that `reported` counts, to compare the two.

    `verified` has no value where nobody had verified anything yet.
    """

    cut: CutRef
    expected: Figure
    reported: Figure
    verified: Figure


@dataclass(frozen=True)
class Course:
    """The figures of every cut, oldest first; `drawing` is None where there are not two cuts to join."""

    drawing: Curve | None
    rows: tuple[CourseRow, ...]


def commitment_course(view: PlanView, commitment_id: str) -> Course | None:
    """How a commitment went; None while nobody reported."""
    return course(view, commitment_id, lambda at, measure: at.commitment(commitment_id, measure))


def plan_course(view: PlanView) -> Course | None:
    """How the whole plan went; None while nobody reported."""
    return course(view, "plan", CutState.whole)


def course(view: PlanView, key: str, measured: Measured) -> Course | None:
    """The figures that `measured` gives at each cut; `key` tells the drawing from others of its page."""
    rows = tuple(_row(view, at, measured) for at in view.course)
    if not any(row.reported.counted or row.verified.counted for row in rows):
        return None
    series = {name: [getattr(row, name).value for row in rows] for name in ("expected", "reported", "verified")}
    return Course(curve(key, [row.cut.record.date for row in rows], series), rows)


def _row(view: PlanView, at: CutState, measured: Measured) -> CourseRow:
    return CourseRow(
        cut=cut_ref(view.plan, at.cut),
        expected=measured(at, Measure.COMPARABLE).figure,
        reported=measured(at, Measure.REPORTED).figure,
        verified=seen(measured(at, Measure.VERIFIED).figure),
    )
