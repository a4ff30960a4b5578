"""Charts as plain geometry; templates draw them as SVG.

Every measure is a percentage of the drawing. The words of a chart stand around it as text of the page, in rows of equal
height, so that a drawing over the rows lines up with them at any width and size of letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from micrositio.pages.drawing.axis import percent


class Segment(NamedTuple):
    """A part of a stacked bar: its kind (a pattern of the sprite), its start and its width."""

    kind: str
    start: str
    width: str


class Bar(NamedTuple):
    """The segments of a row, from its top; none if nothing is known about the row."""

    top: str
    segments: tuple[Segment, ...]


class BarChart(NamedTuple):
    """Bars one above the other, in rows of the same `height`."""

    height: str
    bars: tuple[Bar, ...]


def bar_chart(rows: Sequence[Sequence[tuple[str, float]]], whole: float | None = None) -> BarChart:
    """Returns a bar per row of (kind, value), as wide as its share of `whole` or else of the largest row."""
    largest = max((sum(value for _, value in row) for row in rows), default=0)
    scale = whole or largest or 1
    bars = tuple(Bar(percent(place / len(rows)), _segments(row, scale)) for place, row in enumerate(rows))
    return BarChart(percent(1 / (len(rows) or 1)), bars)


def stacked(parts: Iterable[tuple[str, int]]) -> tuple[Segment, ...]:
    """Returns consecutive segments, one per (kind, count) that is not zero, filling the width."""
    kept = tuple(parts)
    return _segments(kept, sum(count for _, count in kept) or 1)


def meter(fraction: float) -> str:
    """Returns the width of a progress bar as a percentage between 0 % and 100 %."""
    return percent(min(max(fraction, 0.0), 1.0))


def _segments(parts: Sequence[tuple[str, float]], scale: float) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    before: float = 0
    for kind, value in parts:
        if value:
            segments.append(Segment(kind, percent(before / scale), percent(value / scale)))
        before += value
    return tuple(segments)
