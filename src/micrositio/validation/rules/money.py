"""Rules of money: each line says what it is for, in which currency and how much, and no amount is there twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from micrositio.i18n.currencies import currency_meant, is_currency
from micrositio.model.money import BudgetLine, Periods
from micrositio.model.plan import ActionPlan
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.progress.money import AMOUNTS, MoneyTotal, by_item, totals


def money_is_of_one_thing(plan: ActionPlan) -> Iterator[Problem]:
    """A line of the budget is about a commitment or about a milestone, and not about both."""
    for each in plan.budget:
        owner = plan.index.milestones.get(each.milestone)
        if not each.commitment and not each.milestone:
            yield problem(Kind.MONEY_OF_NOTHING, each.at("milestone"))
        elif each.commitment and owner and owner.commitment != each.commitment:
            details = {"milestone": owner.id, "commitment": owner.commitment, "stated": each.commitment}
            yield problem(Kind.MONEY_OF_BOTH_ELSEWHERE, each.at("commitment"), **details)
        elif each.commitment and each.milestone:
            yield problem(Kind.MONEY_OF_BOTH, each.at("commitment"))


def money_is_told(plan: ActionPlan) -> Iterator[Problem]:
    """A line of the budget states some amount, in a currency of ISO 4217."""
    for each in plan.budget:
        if all(getattr(each, name) is None for name in AMOUNTS):
            yield problem(Kind.MONEY_UNTOLD, each.at("approved"))
        if not is_currency(each.currency):
            near = currency_meant(each.currency)
            kind = Kind.MONEY_CURRENCY_NAME if near else Kind.MONEY_CURRENCY
            yield problem(kind, each.at("currency"), value=each.currency, near=near)


def money_is_counted_once(plan: ActionPlan) -> Iterator[Problem]:
    """No amount of the same thing is stated twice for a day: not by two lines, nor by a commitment for its milestones.

    That a commitment states what its milestones add up to is only asked about: it may be other money.
    """
    for lines in by_item(plan.budget).values():
        yield from _twice(lines)
    for commitment, own in plan.index.budget_of_commitment.items():
        for milestones in totals(_of_milestones(plan, commitment)):
            yield from _again(own, milestones)


def _twice(lines: Iterable[BudgetLine]) -> Iterator[Problem]:
    """Yields each line that states an amount of the same thing as another, for a day of both, at its first amount."""
    again: dict[BudgetLine, list[tuple[str, BudgetLine]]] = {}
    for name in AMOUNTS:
        for first, second in Periods(each for each in lines if getattr(each, name) is not None).overlapping():
            again.setdefault(second, []).append((name, first))
    for second, found in again.items():
        first = found[0][1]
        columns = ", ".join(dict.fromkeys(str(second.at(name).column) for name, other in found if other is first))
        yield problem(Kind.MONEY_TWICE, second.at(found[0][0]), columns=columns, first=first.origin.row)


def _of_milestones(plan: ActionPlan, commitment: str) -> Iterator[BudgetLine]:
    for each in plan.index.milestones_of.get(commitment, ()):
        yield from plan.index.budget_of_milestone.get(each.id, ())


def _again(own: tuple[BudgetLine, ...], milestones: MoneyTotal) -> Iterator[Problem]:
    """Yields the amount of a commitment that equals that of its milestones, if it does."""
    mine = [each for each in own if each.currency == milestones.currency]
    for name in AMOUNTS:
        theirs = getattr(milestones, name).total
        stated = [each for each in mine if getattr(each, name) is not None]
        if theirs and totals(stated) and getattr(totals(stated)[0], name).total == theirs:
            place = stated[-1].at(name)
            details = {"column": place.column, "total": f"{theirs:f}", "currency": milestones.currency}
            yield problem(Kind.MONEY_AGAIN, place, **details)
            return


def money_is_spent_as_approved(plan: ActionPlan) -> Iterator[Problem]:
    """No more is spent of a thing than what was approved for it."""
    for lines in by_item(plan.budget).values():
        for each in totals(lines):
            approved, spent = each.compared_approved, each.compared_spent
            if approved is not None and spent is not None and spent > approved:
                last = next(line for line in reversed(each.compared) if line.spent is not None)
                details = {"spent": f"{spent:f}", "approved": f"{approved:f}", "currency": each.currency}
                yield problem(Kind.MONEY_OVERSPENT, last.at("spent"), **details)
