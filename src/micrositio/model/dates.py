"""Dates as sources give them: a day, a month or a year, with no more precision than they have."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DUE_SOON_DAYS = 30
_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date of day, month or year precision (EDTF level 0)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """Returns the date as AAAA, AAAA-MM or AAAA-MM-DD, by its precision."""
        month = "" if self.month is None else f"-{self.month:02}"
        return f"{self.year:04}{month}" + ("" if self.day is None else f"-{self.day:02}")

    @property
    def first(self) -> date:
        """First day that the date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Last day that the date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


def latest(dates: Iterable[PartialDate | None]) -> PartialDate | None:
    """Returns the latest of some dates, by the last day that each can mean; None if none is known."""
    return max((each for each in dates if each), key=lambda each: each.last, default=None)


def parse_partial(text: str) -> PartialDate:
    """Returns the date that `text` (AAAA, AAAA-MM or AAAA-MM-DD) states; raises ValueError if there is none."""
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    date(year, 1 if month is None else month, 1 if day is None else day)
    return PartialDate(year, month, day)


def is_date(text: str) -> bool:
    """Returns whether `text` states a date, of a day, a month or a year."""
    try:
        return bool(parse_partial(text))
    except ValueError:
        return False


def parse_day(text: str) -> date:
    """Returns the day that `text` (AAAA-MM-DD) states; raises ValueError if there is none."""
    partial = parse_partial(text)
    if partial.day is None:
        raise ValueError(text)
    return partial.first
