"""Timelines as plain geometry: what was planned, what is in force, when it ended; templates draw them as SVG.

Places and widths are percentages of the drawing: every strip of a timeline is as wide as the others, so they line up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from micrositio.pages.views.axis import LABELS, Tick, TimeAxis, percent

STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months between two ticks: the first that does not need too many of them."""


class Work(NamedTuple):
    """What is drawn of a milestone: its original dates, those in force, and the day it ended; any may be unknown."""

    planned: tuple[date | None, date | None]
    current: tuple[date | None, date | None]
    finished: date | None = None


class Span(NamedTuple):
    """A stretch of time: its start and its width."""

    start: str
    width: str


class Strip(NamedTuple):
    """A milestone's strip: `current` are its dates in force (None: not known), `planned` the first ones if they differ.

    `finished` is the place of the day it ended ("" = it has not, or nobody said).
    """

    current: Span | None
    planned: Span | None
    finished: str


class Timeline(NamedTuple):
    """Strips over the same stretch of time.

    `key` tells it from others of its page; `cut` is the day at which it is drawn (None: no cut), `now` its place.
    """

    key: str
    ticks: tuple[Tick, ...]
    cut: date | None
    now: str
    strips: tuple[Strip, ...]


def timeline(key: str, works: Sequence[Work], cut: date | None) -> Timeline | None:
    """The strips of `works`, one each, over whole months that hold them and the cut; None where no date is known."""
    days = [day for work in works for day in (*work.planned, *work.current, work.finished) if day]
    if not days:
        return None
    days += [cut] if cut else []
    scale = TimeAxis(min(days).replace(day=1), _next_month(max(days), 1))
    strips = tuple(_strip(scale, work) for work in works)
    return Timeline(key, tuple(scale.ticks(_months(scale))), cut, scale.place(cut) if cut else "", strips)


def _strip(scale: TimeAxis, work: Work) -> Strip:
    moved = work.planned != work.current
    finished = scale.place(work.finished) if work.finished else ""
    return Strip(_span(scale, work.current), _span(scale, work.planned) if moved else None, finished)


def _span(scale: TimeAxis, dates: tuple[date | None, date | None]) -> Span | None:
    """The stretch from the first day to the last; where only one is known, that day alone."""
    known = [day for day in dates if day]
    if not known:
        return None
    start, end = scale.share(known[0]), scale.share(known[-1])
    return Span(percent(start), percent(max(end - start, 0.0)))


def _months(scale: TimeAxis) -> Iterator[date]:
    """The first days of the months that are named."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    step = next((step for step in STEPS if months <= step * LABELS), STEPS[-1])
    month = scale.first
    while month < scale.last:
        yield month
        month = _next_month(month, step)


def _next_month(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
