"""The money of a plan: what was approved, committed and spent for a commitment or a milestone in a period."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from micrositio.model.dates import PartialDate
from micrositio.model.records import Record, column
from micrositio.model.text import Text


@dataclass(frozen=True, slots=True)
class BudgetLine(Record):
    """The amounts of one concept and source of funds in one period, in one currency.

    It is about a commitment or about a milestone. Amounts are of the period alone, never what had been spent until
    then; an amount that is not known is None.
    """

    id: str = column("id")
    commitment: str = column("compromiso")
    milestone: str = column("actividad")
    concept: Text = column("concepto")
    funding: Text = column("financiamiento")
    start: PartialDate | None = column("inicio")
    end: PartialDate | None = column("fin")
    currency: str = column("moneda")
    approved: float | None = column("aprobado")
    committed: float | None = column("comprometido")
    spent: float | None = column("ejercido")
    contracts: tuple[str, ...] = column("contrato")
    url: str = column("enlace")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")

    @property
    def first_day(self) -> date:
        """The first day of its period, the earliest of all days where none is stated."""
        known = self.start or self.end
        return known.first if known else date.min

    @property
    def last_day(self) -> date:
        """The last day of its period, the latest of all days where none is stated."""
        known = self.end or self.start
        return known.last if known else date.max

    @property
    def item(self) -> tuple[str, str, str, str]:
        """What its amounts are of, whichever the period: the commitment or milestone, concept, funds and currency."""
        return self.milestone or self.commitment, self.concept.first, self.funding.first, self.currency


class Periods:
    """The periods of some lines, to be asked whether one has a day in common with any of them."""

    def __init__(self, lines: Iterable[BudgetLine]) -> None:
        """Sorts the periods by their first day."""
        self._lines = sorted(lines, key=lambda each: (each.first_day, each.origin.row or 0))
        self._begin = [each.first_day for each in self._lines]
        self._until = list(accumulate((each.last_day for each in self._lines), max))

    def meet(self, line: BudgetLine) -> bool:
        """Returns whether some day of the line's period is of one of these."""
        begun = bisect_right(self._begin, line.last_day)
        return begun > 0 and self._until[begun - 1] >= line.first_day

    def overlapping(self) -> Iterator[tuple[BudgetLine, BudgetLine]]:
        """Yields each line whose period has a day in common with that of another, after the other of the two."""
        longest: BudgetLine | None = None
        for each in self._lines:
            if longest and each.first_day <= longest.last_day:
                first, second = sorted((longest, each), key=lambda line: line.origin.row or 0)
                yield first, second
            if longest is None or each.last_day > longest.last_day:
                longest = each
