"""Charts as plain geometry; templates draw them as SVG. Widths are percentages of the drawing, heights are pixels."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_LINE = 20
_BAR = 18
_GAP = 18
_LABEL_WIDTH = 34
"""Characters of a label that fit on the narrowest screen."""


class Bar(NamedTuple):
    """A horizontal bar: its label in short lines, its value, and where each part stands (pixels, percent)."""

    lines: tuple[tuple[str, int], ...]
    value: float
    bar_top: int
    bar_height: int
    width: str


class BarChart(NamedTuple):
    """Bars one above the other; `height` is in pixels."""

    bars: tuple[Bar, ...]
    height: int


class Segment(NamedTuple):
    """A part of a stacked bar: its kind (a CSS class), start and width in percent."""

    kind: str
    start: str
    width: str


def bar_chart(items: Sequence[tuple[str, float]]) -> BarChart:
    """One bar per (label, value), the widest taking the whole width."""
    largest = max((value for _, value in items), default=0) or 1
    bars: list[Bar] = []
    top = 0
    for label, value in items:
        lines = textwrap.wrap(label, _LABEL_WIDTH) or [""]
        placed = tuple((line, top + _LINE * number - 5) for number, line in enumerate(lines, 1))
        bar_top = top + _LINE * len(lines)
        bars.append(Bar(placed, value, bar_top, _BAR, _percent(value / largest)))
        top = bar_top + _BAR + _GAP
    return BarChart(tuple(bars), max(top - _GAP, 0) + 2)


def stacked(parts: Iterable[tuple[str, int]]) -> tuple[Segment, ...]:
    """Consecutive segments, one per (kind, count) that is not zero, filling the width."""
    kept = [(kind, count) for kind, count in parts if count]
    total = sum(count for _, count in kept)
    segments: list[Segment] = []
    before = 0
    for kind, count in kept:
        segments.append(Segment(kind, _percent(before / total), _percent(count / total)))
        before += count
    return tuple(segments)


def meter(fraction: float) -> str:
    """The width of a progress bar, in percent, between 0 and 100."""
    return _percent(min(max(fraction, 0.0), 1.0))


def _percent(fraction: float) -> str:
    return f"{fraction * 100:.2f}".rstrip("0").rstrip(".") + "%"
