"""Novedades (news): the list and each item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from micrositio.pages.paging.parting import in_parts
from micrositio.pages.views.labels import NEWS
from micrositio.pages.views.layout import Crumb, Frame, Layout, Page
from micrositio.pages.views.news_item import NewsItem
from micrositio.routes import paths as router


@dataclass(frozen=True)
class NewsPage:
    """Every item, the latest first."""

    layout: Layout
    items: tuple[NewsItem, ...]


@dataclass(frozen=True)
class NewsItemPage:
    """One item; `page_title` is unique in the site; `newer` and `older` are its neighbours in time."""

    layout: Layout
    item: NewsItem
    newer: NewsItem | None
    older: NewsItem | None


def news_pages(frame: Frame, items: tuple[NewsItem, ...]) -> Iterator[Page]:
    """Yields the list, then the items."""
    here = Crumb(router.NEWS, message=NEWS)
    yield from in_parts(Page(router.NEWS, "news.html", NewsPage(frame.site_layout("news", here), items)), "items")
    for number, item in enumerate(items):
        newer = items[number - 1] if number else None
        older = items[number + 1] if number + 1 < len(items) else None
        layout = frame.site_layout("news", here, Crumb(item.path, item.title))
        yield Page(item.path, "news_item.html", NewsItemPage(layout, item, newer, older))
