"""Totals of a plan's money: exact sums by currency, and how much of what was approved is spent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from operator import attrgetter
from typing import NamedTuple

from micrositio.model.grouping import grouped
from micrositio.model.money import BudgetLine, Periods
from micrositio.model.own_reports import Whole
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Milestone
from micrositio.model.rounding import printed

AMOUNTS = ("approved", "committed", "spent")
"""The attributes of a line that are amounts, in the order of its columns."""
_EXACT = Context(prec=60)


class Amount(NamedTuple):
    """The sum of an amount (None: no line states it) and the number of lines that state it."""

    total: Decimal | None
    lines: int


@dataclass(frozen=True)
class MoneyTotal:
    """The money of some lines in one currency.

    `compared` are the lines whose amounts approved or spent can be compared: some line of the same item states the
    other of the two amounts for a period with a day in common.
    """

    currency: str
    lines: tuple[BudgetLine, ...]
    compared: tuple[BudgetLine, ...]

    @property
    def approved(self) -> Amount:
        """What was approved."""
        return _amount(self.lines, "approved")

    @property
    def committed(self) -> Amount:
        """What became due."""
        return _amount(self.lines, "committed")

    @property
    def spent(self) -> Amount:
        """What was spent."""
        return _amount(self.lines, "spent")

    @property
    def compared_approved(self) -> Decimal | None:
        """What was approved of what can be compared, None if nothing can."""
        return _amount(self.compared, "approved").total

    @property
    def compared_spent(self) -> Decimal | None:
        """What was spent of what can be compared, None if nothing can."""
        return _amount(self.compared, "spent").total

    @property
    def share(self) -> float | None:
        """What was spent of each unit approved (1: all), of what can be compared; None if nothing can, or it is 0."""
        approved, spent = self.compared_approved, self.compared_spent
        return float(_EXACT.divide(spent, approved)) if approved and spent is not None else None

    @property
    def is_whole(self) -> bool:
        """Whether every line with an amount approved or spent can be compared."""
        return len(self.compared) == sum(each.approved is not None or each.spent is not None for each in self.lines)

    @property
    def is_apart(self) -> bool:
        """Whether something is approved and something spent, and none of it can be compared."""
        return not self.compared and None not in (self.approved.total, self.spent.total)


def exact(value: float) -> Decimal:
    """Returns an amount as it is in the data."""
    return Decimal(printed(value))


def totals(lines: Iterable[BudgetLine]) -> tuple[MoneyTotal, ...]:
    """Returns the totals of the lines, one for each currency in alphabetical order: two are never added."""
    by_currency = grouped(lines, attrgetter("currency"))
    return tuple(MoneyTotal(key, own, tuple(_compared(own))) for key, own in sorted(by_currency.items()))


def lines_of_commitment(plan: ActionPlan, commitment: str) -> tuple[BudgetLine, ...]:
    """Returns the lines of a commitment, then those of its milestones in their order."""
    own = plan.index.budget_of_commitment.get(commitment, ())
    milestones = plan.index.milestones_of.get(commitment, ())
    return (*own, *(line for each in milestones for line in plan.index.budget_of_milestone.get(each.id, ())))


def lines_of_group(plan: ActionPlan, group: str) -> tuple[BudgetLine, ...]:
    """Returns the lines of every commitment under a group."""
    return tuple(line for each in plan.index.under(group) for line in lines_of_commitment(plan, each.id))


def own_totals(plan: ActionPlan, milestone: Milestone, day: date) -> tuple[MoneyTotal, ...]:
    """Returns the totals of the own lines of a milestone, or of a commitment itself, of periods begun by a day."""
    index = plan.index
    found = index.budget_of_commitment if isinstance(milestone, Whole) else index.budget_of_milestone
    return totals(each for each in found.get(milestone.id, ()) if each.first_day <= day)


def by_item(lines: Iterable[BudgetLine]) -> dict[tuple[str, str, str, str], tuple[BudgetLine, ...]]:
    """Returns the lines by what their amounts are of."""
    return grouped(lines, attrgetter("item"))


def _compared(lines: Iterable[BudgetLine]) -> Iterator[BudgetLine]:
    for own in by_item(lines).values():
        approved = Periods(each for each in own if each.approved is not None)
        spent = Periods(each for each in own if each.spent is not None)
        for each in own:
            if (each.approved is not None and spent.meet(each)) or (each.spent is not None and approved.meet(each)):
                yield each


def _amount(lines: Iterable[BudgetLine], name: str) -> Amount:
    known = [exact(value) for each in lines if (value := getattr(each, name)) is not None]
    total = Decimal(0)
    for each in known:
        total = _EXACT.add(total, each)
    return Amount(total if known else None, len(known))
