"""The axes of drawings: fractions as percentages of the drawing, days as places on a time axis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

LABELS = 6
"""Maximum number of days labelled on an axis: as many as fit on the narrowest screen."""


class Tick(NamedTuple):
    """A labelled day on an axis and its place; `begins_year` is true if its label must include the year."""

    day: date
    place: str
    begins_year: bool


class TimeAxis(NamedTuple):
    """An axis of the days from `first` (at 0 %) to `last` (at 100 %)."""

    first: date
    last: date

    def share(self, day: date) -> float:
        """Returns the fraction of the axis that lies before `day`."""
        return (day - self.first) / (self.last - self.first)

    def place(self, day: date) -> str:
        """Returns the place of `day`, in percent of the axis."""
        return percent(self.share(day))

    def ticks(self, days: Iterable[date]) -> Iterator[Tick]:
        """Yields a tick for each of `days` (oldest first), with `begins_year` true for the first of each year."""
        year = 0
        for day in days:
            yield Tick(day, self.place(day), day.year != year)
            year = day.year


def percent(fraction: float) -> str:
    """Returns a fraction in percent with at most two decimals, in the syntax of SVG: «33.33%»."""
    return f"{fraction * 100:.2f}".rstrip("0").rstrip(".") + "%"
