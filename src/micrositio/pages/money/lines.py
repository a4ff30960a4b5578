"""The page of the money of a plan: its totals, and the lines of each commitment, in parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from micrositio.model.money import BudgetLine
from micrositio.model.text import N_
from micrositio.model.vocabularies import TableName
from micrositio.pages.money.figures import MoneyFigure, group_money, money_figures, plan_money
from micrositio.pages.paging.parting import in_parts
from micrositio.pages.views.claims import Claims, claims, in_common
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import Disputes, Ref, disputes
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.milestone_state import Figure
from micrositio.progress.money import lines_of_commitment
from micrositio.routes import anchors, money_paths
from micrositio.routes import paths as router
from micrositio.routes.money_paths import LINES_A_PART
from micrositio.routes.paths import SitePath

MONEY = N_("Dinero")
"""Title of the page."""


@dataclass(frozen=True)
class MoneyLine:
    """A line of the budget, with the milestone that it is for (None: the whole commitment)."""

    record: BudgetLine
    anchor: str
    milestone: Ref | None
    claims: Claims
    disputes: Disputes


@dataclass(frozen=True)
class CommitmentMoney:
    """A commitment, its totals and its lines.

    `figure` is its progress at the last cut (None while there is no cut) and `meter` its width as a drawing.
    """

    commitment: Ref
    anchor: str
    figure: Figure | None
    meter: str
    figures: tuple[MoneyFigure, ...]
    lines: tuple[MoneyLine, ...]


@dataclass(frozen=True)
class MoneyPage:
    """A part of the money of a plan.

    `figures` are the totals of the plan and `groups` those of the groups of its highest level; `rows` are the
    commitments with money and `others` how many have none; `table` is the page of the table.
    """

    layout: Layout
    figures: tuple[MoneyFigure, ...]
    groups: tuple[tuple[Ref, tuple[MoneyFigure, ...]], ...]
    rows: tuple[CommitmentMoney, ...]
    others: int
    board: SitePath
    table: SitePath

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that every line of the part has, () if they differ."""
        return in_common(each.claims for row in self.rows for each in row.lines)


def money_pages(view: PlanView) -> Iterator[Page]:
    """Yields the parts of the plan's money; none if nothing of it is published."""
    whole, plan = plan_money(view), view.plan
    if whole is None:
        return
    rows = tuple(_rows(view))
    context = MoneyPage(
        layout=view.site.plan_layout(view.frame, "board", Crumb(whole.path, message=MONEY)),
        figures=whole.figures,
        groups=tuple(_groups(view)),
        rows=rows,
        others=len(plan.commitments) - len(rows),
        board=router.board(plan),
        table=router.table(plan, TableName.BUDGET),
    )
    page = Page(money_paths.money(plan), "money.html", context, plan=plan.id)
    yield from in_parts(page, "rows", "lines", most=LINES_A_PART)


def _rows(view: PlanView) -> Iterator[CommitmentMoney]:
    for card in view.cards:
        lines = lines_of_commitment(view.plan, card.record.id)
        if lines:
            yield CommitmentMoney(
                commitment=Ref(card.numbered, card.path),
                anchor=anchors.commitment_anchor(card.record),
                figure=card.figure,
                meter=card.meter,
                figures=money_figures(lines),
                lines=tuple(_line(view, each) for each in lines),
            )


def _line(view: PlanView, each: BudgetLine) -> MoneyLine:
    plan = view.plan
    milestone = plan.index.milestones.get(each.milestone)
    page = view.commitments[milestone.commitment].path if milestone else None
    return MoneyLine(
        record=each,
        anchor=anchors.money_anchor(each.id),
        milestone=Ref(milestone.text, page, anchors.milestone_anchor(milestone)) if milestone and page else None,
        claims=claims(plan, TableName.BUDGET, each, each.id),
        disputes=disputes(plan, TableName.BUDGET, each.id),
    )


def _groups(view: PlanView) -> Iterator[tuple[Ref, tuple[MoneyFigure, ...]]]:
    for each in view.plan.index.groups_of.get("", ()):
        found = group_money(view, each.id)
        if found:
            yield view.groups[each.id], found.figures
