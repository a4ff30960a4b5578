"""The table of the contest, in Spanish: what was measured on both sides, the ratio, the goal and whether it is met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

HEADINGS = ("N", "escenario", "medida", "nuestro", "Hugo", "razón", "meta", "")
NONE = "—"


class Goal(NamedTuple):
    """A goal: the most that our figure may be or, `of_hugo`, the most that its ratio to Hugo's may be."""

    most: float
    of_hugo: bool = False


@dataclass(frozen=True)
class Line:
    """A row of the table: our figures and Hugo's (none: not measured), paired, with their unit and the goal."""

    size: str
    scenario: str
    measure: str
    own: tuple[float, ...]
    hugo: tuple[float, ...] = ()
    unit: str = "s"
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        """The median of the ratios of the pairs, or None if there are none."""
        pairs = [one / other for one, other in zip(self.own, self.hugo, strict=False) if other]
        return median(pairs) if pairs else None

    @property
    def judged(self) -> float | None:
        """The figure that the goal is about, or None."""
        return self.ratio if self.goal and self.goal.of_hugo else median(self.own) if self.own else None

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None if there is none or nothing to judge."""
        return None if self.goal is None or self.judged is None else self.judged <= self.goal.most

    def cells(self) -> tuple[str, ...]:
        """Returns the cells of the row."""
        ratio = f"{self.ratio:.2f} ×" if self.ratio is not None else NONE
        figures = (f"{median(each):,.2f} {self.unit}" if each else NONE for each in (self.own, self.hugo))
        return self.size, self.scenario, self.measure, *figures, ratio, self._goal(), self._verdict()

    def _goal(self) -> str:
        if self.goal is None:
            return NONE
        return f"≤ {self.goal.most:g} ×" if self.goal.of_hugo else f"≤ {self.goal.most:g} {self.unit}"

    def _verdict(self) -> str:
        if self.goal is None or self.is_met is None:
            return ""
        return "se alcanza" if self.is_met else f"no: {(self.judged or 0) / self.goal.most:.1f} veces la meta"


def table(lines: Iterable[Line]) -> str:
    """Returns the table as text, a row a line, with its columns in line."""
    rows = [HEADINGS, *(each.cells() for each in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in (0, 3, 4, 5) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
