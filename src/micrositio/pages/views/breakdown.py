"""Wholes and their parts: milestones by status, people by group; each as a drawing and as the numbers of its table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from micrositio.model.text import Text
from micrositio.pages.views.charts import BarChart, bar_chart
from micrositio.pages.views.parts import Ref, Status, Tally

UNKNOWN = "none"
"""The kind of what is not known: an empty outline."""
PART = "uno"
"""The kind of a bar that is the only one of its row."""
MANY = 60
"""Rows beyond which a drawing no longer tells anything at a glance."""


@dataclass(frozen=True)
class Part:
    """A part of a whole: its title (a text, or a message of the interface), how many and which share.

    `value` is None where it is not known, `share` where it or the whole is not.
    """

    title: Text
    message: str
    value: int | None
    share: float | None


@dataclass(frozen=True)
class Parts:
    """A whole and its parts. `total` is None where it is not stated.

    `unplaced` says how many of the total are in no part that is known; `drawing` has a bar for each part, then one for
    those. It is None where fewer than two are known: there is nothing to compare.
    """

    parts: tuple[Part, ...]
    total: int | None
    unplaced: int
    drawing: BarChart | None

    @property
    def is_known(self) -> bool:
        """Whether any of its parts is known."""
        return len(self.unknown) < len(self.parts)

    @property
    def unknown(self) -> tuple[int, ...]:
        """The places of the parts that are not known."""
        return tuple(place for place, each in enumerate(self.parts) if each.value is None)


@dataclass(frozen=True)
class BreakdownRow:
    """The milestones of someone or something (None: nobody is named), counted; `number` is "" for what has none."""

    number: str
    ref: Ref | None
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class Breakdown:
    """Milestones by status, row by row and all together. `statuses` go with the counts; `drawing` has a bar a row.

    The longest bar is the row with most milestones, so that one milestone is as long in all of them. `withdrawn` says
    how many more were given up, which are in no row.
    """

    statuses: tuple[Status, ...]
    rows: tuple[BreakdownRow, ...]
    whole: BreakdownRow
    withdrawn: int
    drawing: BarChart


def parts_of(named: Iterable[tuple[Text | str, int | None]], total: int | None) -> Parts:
    """The parts of a whole. A title is a text, or a message of the interface."""
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
    """The milestones of `whole` by status, row by row; None where there are none, or too many rows to draw."""
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
