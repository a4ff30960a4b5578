"""News items, as shown on their own pages, the home page, the feed and the search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from micrositio.formats.markdown_document import Document, front_text, prose
from micrositio.model.dates import parse_day
from micrositio.model.text import Prose, Text
from micrositio.pages.views.layout import Frame, PlanFrame
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class NewsItem:
    """A news item; `plan` is the plan that it is about (None: the site)."""

    slug: str
    title: Text
    summary: Text
    date: date
    path: SitePath
    plan: PlanFrame | None
    body: Prose


def news_items(frame: Frame, documents: Mapping[str, Document]) -> tuple[NewsItem, ...]:
    """Returns the items, the latest first, without those about a plan that the site leaves out."""
    plans = {each.id: each for each in frame.plans}
    kept = [
        _item(slug, each, plans.get(each.front.value.get("plan", "")))
        for slug, each in documents.items()
        if each.front.value.get("plan", "") in ("", *plans)
    ]
    return tuple(sorted(kept, key=lambda item: (item.date, item.slug), reverse=True))


def _item(slug: str, document: Document, plan: PlanFrame | None) -> NewsItem:
    path = router.news_item(slug)
    return NewsItem(
        slug=slug,
        title=front_text(document, "titulo"),
        summary=front_text(document, "resumen"),
        date=parse_day(str(document.front.value["fecha"])),
        path=path,
        plan=plan,
        body=prose(document),
    )
