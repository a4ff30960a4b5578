"""The progress of a commitment or of the plan by cut: a curve as plain geometry, drawn as SVG by templates, and rows.

Places are percentages of the drawing, from its upper left corner. A line joins two neighbouring days that both have a
value; a day without a value leaves a gap in the curve.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from micrositio.pages.drawing.axis import LABELS, Tick, TimeAxis, percent
from micrositio.pages.views.cut_summary import CutRef, cut_ref, seen
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.history import Calculation, CutState
from micrositio.progress.milestone_state import Figure, Measure

STEP = 0.25
"""Smallest fraction between two lines of the grid; a multiple of it is used if there would be too many."""
STEPS = 8
"""Maximum number of intervals between the lines of a grid."""


class Point(NamedTuple):
    """Place of a value in the drawing."""

    x: str
    y: str


class Line(NamedTuple):
    """A line of a series between two neighbouring days."""

    start: Point
    end: Point


class Series(NamedTuple):
    """A series as drawn: its kind (a CSS class), its lines and its points."""

    kind: str
    lines: tuple[Line, ...]
    points: tuple[Point, ...]


class Level(NamedTuple):
    """A line of the grid: its value as a fraction and its place."""

    value: float
    y: str


class Curve(NamedTuple):
    """Series over the same days. `key` distinguishes the curve on its page; `levels` go from the top down."""

    key: str
    levels: tuple[Level, ...]
    ticks: tuple[Tick, ...]
    series: tuple[Series, ...]


def curve(key: str, days: Sequence[date], series: Mapping[str, Sequence[float | None]]) -> Curve | None:
    """Returns the curve of `series` (kind → one fraction or None per day) over `days`, oldest first.

    The scale goes from 0 to 100 %, and further only if a value does. None for fewer than two days or no value at all:
    there is nothing to join.
    """
    known = [value for values in series.values() for value in values if value is not None]
    if len(days) < 2 or not known:
        return None
    scale = _Scale(TimeAxis(days[0], days[-1]), *_bounds(min(known), max(known)))
    drawn = tuple(_series(scale, kind, days, values) for kind, values in series.items())
    return Curve(key, tuple(_levels(scale)), tuple(scale.across.ticks(_named(days))), drawn)


class _Scale(NamedTuple):
    across: TimeAxis
    bottom: float
    top: float

    def y(self, value: float) -> str:
        return percent((self.top - value) / (self.top - self.bottom))


def _bounds(lowest: float, highest: float) -> tuple[float, float]:
    return min(0.0, math.floor(lowest / STEP) * STEP), max(1.0, math.ceil(highest / STEP) * STEP)


def _series(scale: _Scale, kind: str, days: Sequence[date], values: Sequence[float | None]) -> Series:
    known = zip(days, values, strict=True)
    places = [None if value is None else Point(scale.across.place(day), scale.y(value)) for day, value in known]
    lines = tuple(Line(start, end) for start, end in pairwise(places) if start and end)
    return Series(kind, lines, tuple(place for place in places if place))


def _levels(scale: _Scale) -> Iterator[Level]:
    steps = round((scale.top - scale.bottom) / STEP)
    stride = math.ceil(steps / STEPS)
    for step in range(0, steps + 1, stride):
        value = scale.top - step * STEP
        yield Level(value, scale.y(value))


def _named(days: Sequence[date]) -> Sequence[date]:
    """Yields a tick for every day, or every second, third… counted back from the last day, which always has one."""
    stride = math.ceil(len(days) / LABELS)
    return days[(len(days) - 1) % stride :: stride]


Measured = Callable[[CutState, Measure], Calculation]
"""Function that returns the calculation of a measure at a cut."""


@dataclass(frozen=True)
class CourseRow:
    """The figures of a cut: `expected` is of the milestones that `reported` counts, to compare the two.

    `verified` has no value while there is no verification.
    """

    cut: CutRef
    expected: Figure
    reported: Figure
    verified: Figure


@dataclass(frozen=True)
class Course:
    """The figures of every cut, oldest first; `drawing` is None if there are not two cuts to join."""

    drawing: Curve | None
    rows: tuple[CourseRow, ...]


def commitment_course(view: PlanView, commitment_id: str) -> Course | None:
    """Returns the progress of a commitment by cut; None while there are no reports."""
    return course(view, commitment_id, lambda at, measure: at.commitment(commitment_id, measure))


def plan_course(view: PlanView) -> Course | None:
    """Returns the progress of the whole plan by cut; None while there are no reports."""
    return course(view, "plan", CutState.whole)


def course(view: PlanView, key: str, measured: Measured) -> Course | None:
    """Returns the figures of `measured` at each cut, or None if no cut has any.

    `key` distinguishes the drawing from others of its page.
    """
    rows = tuple(_course_row(view, at, measured) for at in view.course)
    if not any(row.reported.counted or row.verified.counted for row in rows):
        return None
    series = {name: [getattr(row, name).value for row in rows] for name in ("expected", "reported", "verified")}
    return Course(curve(key, [row.cut.record.date for row in rows], series), rows)


def _course_row(view: PlanView, at: CutState, measured: Measured) -> CourseRow:
    return CourseRow(
        cut=cut_ref(view.plan, at.cut),
        expected=measured(at, Measure.COMPARABLE).figure,
        reported=measured(at, Measure.REPORTED).figure,
        verified=seen(measured(at, Measure.VERIFIED).figure),
    )
