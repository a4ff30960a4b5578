"""Plans and documents → pages: what is shown where, as data. Templates turn each page's context into bytes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from micrositio.formats.markdown_document import Document
from micrositio.model.settings import SiteConfig
from micrositio.pages.assessments import assessment_pages
from micrositio.pages.board import board_pages
from micrositio.pages.catalogue import data_pages
from micrositio.pages.citations import source_pages
from micrositio.pages.commitments import commitment_pages
from micrositio.pages.cuts import cut_pages
from micrositio.pages.embeds import embed_pages
from micrositio.pages.evidence import evidence_pages
from micrositio.pages.feeds import plan_feeds, site_feed
from micrositio.pages.home import content_pages, home_page
from micrositio.pages.institutions import institution_pages
from micrositio.pages.news import news_items, news_pages
from micrositio.pages.participation import participation_pages
from micrositio.pages.plan import plan_page
from micrositio.pages.process import meeting_pages, process_pages
from micrositio.pages.redirects import moved_pages
from micrositio.pages.report import report_page
from micrositio.pages.search import SearchEntry, search_entries, search_page
from micrositio.pages.views.layout import Frame, Page, site_frame
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes.paths import SitePath

__all__ = [
    "Frame",
    "Page",
    "SearchEntry",
    "found_in",
    "moved_pages",
    "plan_pages",
    "site_frame",
    "site_pages",
]

_PLAN_PAGES = (
    plan_page,
    commitment_pages,
    embed_pages,
    board_pages,
    cut_pages,
    plan_feeds,
    evidence_pages,
    institution_pages,
    process_pages,
    meeting_pages,
    participation_pages,
    assessment_pages,
    source_pages,
    data_pages,
    report_page,
)


def site_pages(
    config: SiteConfig,
    frame: Frame,
    views: Collection[PlanView],
    documents: Mapping[str, Document],
    news: Mapping[str, Document],
    entries: tuple[SearchEntry, ...],
) -> Iterator[Page]:
    """The pages of the site as a whole: home, novedades, their feed, texts of `content/`, not found, search."""
    items = news_items(frame, news)
    yield home_page(views, frame, documents, items)
    yield from news_pages(frame, items)
    yield site_feed(config, frame, views, items)
    yield from content_pages(frame, documents)
    yield search_page(frame, views, entries)


def found_in(
    frame: Frame,
    views: Collection[PlanView],
    documents: Mapping[str, Document],
    news: Mapping[str, Document],
) -> tuple[SearchEntry, ...]:
    """Everything of the site that can be found: the list of the search page and the source of its index."""
    return search_entries(views, frame, documents, news_items(frame, news))


def plan_pages(view: PlanView, blocks: Mapping[SitePath, str]) -> Iterator[Page]:
    """Every page of a plan, with its data block from `blocks`. Of the rest of the site it only shows its frame."""
    for page in (page for pages in _PLAN_PAGES for page in pages(view)):
        yield replace(page, structured=blocks[page.path]) if page.path in blocks else page
