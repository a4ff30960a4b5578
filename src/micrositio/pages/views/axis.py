"""The axes of drawings: fractions as percentages of the drawing, days as places on a stretch of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

LABELS = 6
"""Days named along an axis, at most: what fits on the narrowest screen."""


class Tick(NamedTuple):
    """A day named along an axis and its place; `begins_year` says that its year is to be read too."""

    day: date
    place: str
    begins_year: bool


class TimeAxis(NamedTuple):
    """The days from `first` to `last`, which stand at 0 % and 100 %."""

    first: date
    last: date

    def share(self, day: date) -> float:
        """Returns the fraction of the axis that lies before `day`."""
        return (day - self.first) / (self.last - self.first)

    def place(self, day: date) -> str:
        """Returns where `day` stands, in percent of the axis."""
        return percent(self.share(day))

    def ticks(self, days: Iterable[date]) -> Iterator[Tick]:
        """Yields a tick for each of `days` (oldest first), the first of each year marked."""
        year = 0
        for day in days:
            yield Tick(day, self.place(day), day.year != year)
            year = day.year


def percent(fraction: float) -> str:
    """Returns a fraction in percent with at most two decimals, as SVG reads it: «33.33%»."""
    return f"{fraction * 100:.2f}".rstrip("0").rstrip(".") + "%"
