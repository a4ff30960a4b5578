"""The card of a commitment for other sites: how it goes in a few words, and the way to its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import router
from ..model import ActionPlan
from ..progress import Measure
from ..records import ReportingPeriod
from .commitments import Gauge, gauges
from .layout import Crumb, Layout, Page
from .parts import CommitmentCard
from .view import PlanView

SHOWN = (Measure.REPORTED, Measure.VERIFIED)
"""What a card has room for."""


@dataclass(frozen=True)
class EmbedPage:
    """A commitment's card: `gauges` are what is reported and what is verified at `cut` (none while there is none)."""

    layout: Layout
    plan: ActionPlan
    card: CommitmentCard
    cut: ReportingPeriod | None
    gauges: tuple[Gauge, ...]


def embed_pages(view: PlanView) -> Iterator[Page]:
    """The card of each commitment."""
    for card in view.cards:
        path = router.embed(view.plan, card.record)
        layout = view.site.plan_layout(view.frame, "commitments", Crumb(card.path, card.title))
        shown = gauges(view, card.record.id, SHOWN)
        yield Page(path, "embed.html", EmbedPage(layout, view.plan, card, view.last_cut, shown), plan=view.plan)
