"""The card of a commitment for other sites: how it goes in a few words, and the way to its page."""

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
from micrositio.progress.milestones import Measure
from micrositio.routes import paths as router

SHOWN = (Measure.REPORTED, Measure.VERIFIED)
"""What a card has room for."""


@dataclass(frozen=True)
class EmbedPage:
    """A commitment's card: `gauges` are what is reported and what is verified at `cut` (none while there is none)."""

    layout: Layout
    unknowns: Unknowns
    card: CommitmentCard
    cut: ReportingPeriod | None
    gauges: tuple[Gauge, ...]


def embed_pages(view: PlanView) -> Iterator[Page]:
    """The card of each commitment."""
    for card in view.cards:
        path = router.embed(view.plan, card.record)
        layout = view.site.plan_layout(view.frame, "commitments", Crumb(card.path, card.title))
        shown = gauges(view, card.record.id, SHOWN)
        unknowns = view.unknowns((TableName.COMMITMENTS, card.record.id))
        context = EmbedPage(layout, unknowns, card, view.last_cut, shown)
        yield Page(path, "embed.html", context, plan=view.plan.id)
