"""The paths of the money of a plan."""

from __future__ import annotations

from micrositio.model.plan import ActionPlan
from micrositio.progress.money import lines_of_commitment
from micrositio.routes import paths
from micrositio.routes.paths import SitePath

LINES_A_PART = 50
"""The most lines of the budget on a page."""


def money(plan: ActionPlan) -> SitePath:
    """Returns the path of the money of the plan: its totals and the lines that they are made of."""
    return paths.page(plan.id, "tablero", paths.MONEY_OF_BOARD)


def line_pages(plan: ActionPlan) -> dict[str, SitePath]:
    """Returns the path of the page that has each line, by id: they stand there commitment by commitment."""
    commitments = sorted(plan.commitments, key=lambda each: each.number)
    lines = (line for each in commitments for line in lines_of_commitment(plan, each.id))
    return {each.id: paths.part(money(plan), number // LINES_A_PART + 1) for number, each in enumerate(lines)}
