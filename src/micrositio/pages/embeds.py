"""The card of a commitment for other sites: its progress in short, and a link to its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from micrositio.i18n.not_known import Unknowns
from micrositio.model.records import ReportingPeriod
from micrositio.model.vocabularies import TableName
from micrositio.pages.views.gauges import Gauge, gauges
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import CommitmentCard
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.milestone_state import Measure
from micrositio.routes import paths as router

SHOWN = (Measure.REPORTED, Measure.VERIFIED)
"""Measures that a card shows."""


@dataclass(frozen=True)
class EmbedPage:
    """A commitment's card: `gauges` are the reported and the verified progress at `cut` (empty without a cut)."""

    layout: Layout
    unknowns: Unknowns
    card: CommitmentCard
    cut: ReportingPeriod | None
    gauges: tuple[Gauge, ...]


def embed_pages(view: PlanView) -> Iterator[Page]:
    """Yields the card of each commitment."""
    for card in view.cards:
        path = router.embed(view.plan, card.record)
        layout = view.site.plan_layout(view.frame, "commitments", Crumb(card.path, card.title))
        shown = gauges(view, card.record.id, SHOWN)
        unknowns = view.unknowns((TableName.COMMITMENTS, card.record.id))
        context = EmbedPage(layout, unknowns, card, view.last_cut, shown)
        yield Page(path, "embed.html", context, plan=view.plan.id)
