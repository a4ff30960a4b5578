"""Wholes and their parts: milestones by status, people by group; each as a drawing and as the numbers of its table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from micrositio.model.text import Text
from micrositio.pages.drawing.charts import BarChart, bar_chart
from micrositio.pages.views.parts import Ref, Status, Tally

UNKNOWN = "none"
"""Kind of an unknown part: an empty outline."""
PART = "uno"
"""Kind of the only bar of a row."""
MANY = 25
"""Maximum number of rows of a drawing that can be read at a glance."""


@dataclass(frozen=True)
class Part:
    """A part of a whole: its title (a text, or a message of the interface), its number and its share (a fraction).

    `value` is None if not known, `share` if the value or the whole is not.
    """

    title: Text
    message: str
    value: int | None
    share: float | None


@dataclass(frozen=True)
class Parts:
    """A whole and its parts. `total` is None if not stated.

    `unplaced` is the number of the total in no known part; `drawing` has a bar for each part, then one for the
    unplaced. It is None if fewer than two parts are known: there is nothing to compare.
    """

    parts: tuple[Part, ...]
    total: int | None
    unplaced: int
    drawing: BarChart | None

    @property
    def is_known(self) -> bool:
        """Whether any of the parts is known."""
        return len(self.unknown) < len(self.parts)

    @property
    def unknown(self) -> tuple[int, ...]:
        """Positions of the parts that are not known."""
        return tuple(place for place, each in enumerate(self.parts) if each.value is None)


@dataclass(frozen=True)
class BreakdownRow:
    """Counted milestones of a commitment or institution (None: none is named); `number` is "" if there is none."""

    number: str
    ref: Ref | None
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class Breakdown:
    """Milestones by status, row by row and in total. `statuses` go with the counts; `drawing` has a bar for each row.

    The longest bar is the row with most milestones, so that one milestone has the same length in all of them.
    `withdrawn` counts the withdrawn milestones, which are in no row.
    """

    statuses: tuple[Status, ...]
    rows: tuple[BreakdownRow, ...]
    whole: BreakdownRow
    withdrawn: int
    drawing: BarChart


def parts_of(named: Iterable[tuple[Text | str, int | None]], total: int | None) -> Parts:
    """Returns the parts of a whole. A title is a text, or a message of the interface."""
    known = tuple(named)
    parts = tuple(_part(title, value, total) for title, value in known)
    values = [each.value for each in parts if each.value is not None]
    unplaced = max((total or 0) - sum(values), 0)
    rows = [[(PART, float(each.value or 0))] for each in parts]
    rows += [[(UNKNOWN, float(unplaced))]] if unplaced else []
    return Parts(parts, total, unplaced, bar_chart(rows, total) if len(values) > 1 else None)


def _part(title: Text | str, value: int | None, total: int | None) -> Part:
    share = value / total if total and value is not None else None
    return Part(title, "", value, share) if isinstance(title, Text) else Part(Text(), title, value, share)


def breakdown(whole: Tally, rows: Iterable[tuple[str, Ref | None, Tally]]) -> Breakdown | None:
    """Returns the milestones of `whole` by status, row by row; None if there are none, or too many rows to draw."""
    statuses = tuple(each.status for each in whole.counts)
    counted = tuple(_breakdown_row(number, ref, tally, statuses) for number, ref, tally in rows if tally.total)
    if not 0 < len(counted) <= MANY:
        return None
    kinds = [each.kind or UNKNOWN for each in statuses]
    drawing = bar_chart([list(zip(kinds, map(float, row.counts), strict=True)) for row in counted])
    return Breakdown(statuses, counted, _breakdown_row("", None, whole, statuses), whole.withdrawn, drawing)


def _breakdown_row(number: str, ref: Ref | None, tally: Tally, statuses: tuple[Status, ...]) -> BreakdownRow:
    found: Mapping[Status, int] = {each.status: each.number for each in tally.counts}
    return BreakdownRow(number, ref, tuple(found.get(each, 0) for each in statuses), tally.total)
