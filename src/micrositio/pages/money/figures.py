"""The money of a plan, a group or a commitment as pages tell it: its totals, and the way to their lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from micrositio.model.money import BudgetLine
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.money import MoneyTotal, lines_of_commitment, lines_of_group, totals
from micrositio.routes import anchors, money_paths
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class MoneyFigure:
    """The money of some lines in one currency; None for an amount that no line states.

    `share` is what was spent of each unit approved (1: all), None if it cannot be told; `is_whole` is whether it is of
    all those lines, and not only of those whose amounts can be compared; `is_apart` is whether there are amounts
    approved and spent and none of them can be.
    """

    currency: str
    approved: Decimal | None
    committed: Decimal | None
    spent: Decimal | None
    share: float | None
    is_whole: bool
    is_apart: bool


@dataclass(frozen=True)
class Money:
    """The totals of something, one for each currency, and the place of the lines that they are made of."""

    figures: tuple[MoneyFigure, ...]
    path: SitePath
    anchor: str = ""


def money_figures(lines: Iterable[BudgetLine]) -> tuple[MoneyFigure, ...]:
    """Returns the totals of the lines, one for each currency."""
    return tuple(map(_figure, totals(lines)))


def _figure(each: MoneyTotal) -> MoneyFigure:
    return MoneyFigure(
        currency=each.currency,
        approved=each.approved.total,
        committed=each.committed.total,
        spent=each.spent.total,
        share=each.share,
        is_whole=each.is_whole,
        is_apart=each.is_apart,
    )


def plan_money(view: PlanView) -> Money | None:
    """Returns the money of the plan, None if nothing of it is published."""
    plan = view.plan
    return Money(money_figures(plan.budget), money_paths.money(plan)) if plan.budget else None


def group_money(view: PlanView, group: str) -> Money | None:
    """Returns the money of every commitment under a group, None if nothing of it is published."""
    lines = lines_of_group(view.plan, group)
    return Money(money_figures(lines), money_paths.money(view.plan)) if lines else None


def commitment_money(view: PlanView, commitment: str) -> Money | None:
    """Returns the money of a commitment and its milestones, None if nothing of it is published."""
    lines = lines_of_commitment(view.plan, commitment)
    if not lines:
        return None
    anchor = anchors.commitment_anchor(view.plan.index.commitments[commitment])
    return Money(money_figures(lines), view.money[lines[0].id].path, anchor)
