"""Curves as plain geometry: fractions over time, one line per series; templates draw them as SVG.

Places are percentages of the drawing, from its upper left corner. A line joins two neighbouring days that both have a
value; where one has none there is a gap, which nothing bridges.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

LABELS = 6
"""Days named below a curve, at most: what fits on the narrowest screen."""
STEP = 0.25
"""The fraction from one line of the grid to the next, where that does not need too many of them."""
STEPS = 8
"""Stretches between the lines of a grid, at most."""


class Point(NamedTuple):
    """Where a value stands."""

    x: str
    y: str


class Line(NamedTuple):
    """A stretch of a series between two neighbouring days."""

    start: Point
    end: Point


class Series(NamedTuple):
    """A series as it is drawn: its kind (a CSS class), its lines and its points."""

    kind: str
    lines: tuple[Line, ...]
    points: tuple[Point, ...]


class Level(NamedTuple):
    """A line of the grid: the fraction it stands for and its place."""

    value: float
    y: str


class Tick(NamedTuple):
    """A day named below the curve and its place; `begins_year` says that its year is to be read too."""

    day: date
    x: str
    begins_year: bool


class Curve(NamedTuple):
    """Series over the same days. `key` tells it from others of its page; `levels` go from the top down."""

    key: str
    levels: tuple[Level, ...]
    ticks: tuple[Tick, ...]
    series: tuple[Series, ...]


def curve(key: str, days: Sequence[date], series: Mapping[str, Sequence[float | None]]) -> Curve | None:
    """The curve of `series` (kind → one fraction or None a day) over `days`, oldest first.

    It goes from 0 to 100 %, and further only where a value does. None for fewer than two days or no value at all:
    there is nothing to join.
    """
    known = [value for values in series.values() for value in values if value is not None]
    if len(days) < 2 or not known:
        return None
    scale = _Scale(days[0], days[-1], *_bounds(min(known), max(known)))
    drawn = tuple(_series(scale, kind, days, values) for kind, values in series.items())
    return Curve(key, tuple(_levels(scale)), tuple(_ticks(scale, days)), drawn)


class _Scale(NamedTuple):
    first: date
    last: date
    bottom: float
    top: float

    def x(self, day: date) -> str:
        return _percent((day - self.first) / (self.last - self.first))

    def y(self, value: float) -> str:
        return _percent((self.top - value) / (self.top - self.bottom))


def _bounds(lowest: float, highest: float) -> tuple[float, float]:
    return min(0.0, math.floor(lowest / STEP) * STEP), max(1.0, math.ceil(highest / STEP) * STEP)


def _series(scale: _Scale, kind: str, days: Sequence[date], values: Sequence[float | None]) -> Series:
    places = [
        None if value is None else Point(scale.x(day), scale.y(value)) for day, value in zip(days, values, strict=True)
    ]
    lines = tuple(Line(start, end) for start, end in pairwise(places) if start and end)
    return Series(kind, lines, tuple(place for place in places if place))


def _levels(scale: _Scale) -> Iterator[Level]:
    steps = round((scale.top - scale.bottom) / STEP)
    stride = math.ceil(steps / STEPS)
    for step in range(0, steps + 1, stride):
        value = scale.top - step * STEP
        yield Level(value, scale.y(value))


def _ticks(scale: _Scale, days: Sequence[date]) -> Iterator[Tick]:
    """Every day, or every second, third… counted back from the last, which is always named."""
    stride = math.ceil(len(days) / LABELS)
    year = 0
    for day in days[(len(days) - 1) % stride :: stride]:
        yield Tick(day, scale.x(day), day.year != year)
        year = day.year


def _percent(fraction: float) -> str:
    return f"{fraction * 100:.2f}".rstrip("0").rstrip(".") + "%"
