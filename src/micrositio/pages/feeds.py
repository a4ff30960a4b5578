"""Atom feeds: the site's (novedades and cuts), one of each plan's cuts, one of each commitment. No clock is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from micrositio.model.records import Commitment, ReportingPeriod
from micrositio.model.settings import SiteConfig
from micrositio.model.text import N_, Text
from micrositio.pages.views.changes import ChangesView, changes_view
from micrositio.pages.views.labels import NEWS
from micrositio.pages.views.layout import Frame, Layout, Page, PlanFrame
from micrositio.pages.views.news_item import NewsItem
from micrositio.pages.views.parts import commitment_title
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.milestone_changes import CutChanges
from micrositio.progress.milestones import Figure
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

EPOCH = date(2000, 1, 1)
"""Update date of a feed without entries: Atom requires one."""
CUTS = N_("cortes")
WHAT_CHANGED = N_("qué cambió")


@dataclass(frozen=True)
class CutNews:
    """A cut in an entry: its progress (of the plan or of the commitment) and its changes.

    `whole` states whether the entry carries every sentence or only the number of changes.
    """

    date: date
    progress: Figure
    changes: ChangesView
    whole: bool


@dataclass(frozen=True)
class Entry:
    """An entry: its permanent id, its last change, its page, and the plan that it is about (None: the site).

    An item of novedades has `title` and `summary`; a cut has `cut` instead.
    """

    id: str
    updated: date
    path: SitePath
    plan: PlanFrame | None
    title: Text
    summary: Text
    cut: CutNews | None


@dataclass(frozen=True)
class FeedPage:
    """A feed: its permanent id, what it is `about` and which aspect of that (`subject`, a message).

    `updated` is the day of its last change; `home` is the page that it belongs to; `entries` go from the latest back.
    """

    layout: Layout
    id: str
    about: Text
    subject: str
    updated: date
    home: SitePath
    entries: tuple[Entry, ...]


def site_feed(config: SiteConfig, frame: Frame, views: Iterable[PlanView], items: Iterable[NewsItem]) -> Page:
    """Returns the site's feed: novedades, and every cut of every plan."""
    entries = [_item(frame, each) for each in items]
    entries += [entry for view in views for entry in _cuts(view, whole=False)]
    layout = frame.site_layout("news")
    return _feed(frame, layout, router.FEED, (config.title, NEWS), router.NEWS, entries)


def plan_feeds(view: PlanView) -> Iterator[Page]:
    """Yields the feed of the plan's cuts, then that of each commitment: an entry for each cut at which it changed."""
    plan, frame = view.plan, view.site
    layout = frame.plan_layout(view.frame, "board")
    cuts = tuple(_cuts(view, whole=True))
    yield _feed(frame, layout, router.board_feed(plan), (view.frame.short_title, CUTS), router.board(plan), cuts)
    for each in plan.commitments:
        own, path = router.commitment(plan, each), router.commitment_feed(plan, each)
        about = commitment_title(each), WHAT_CHANGED
        yield _feed(frame, layout, path, about, own, tuple(_of_commitment(view, each)))


def lasting_id(frame: Frame, path: SitePath, anchor: str = "") -> str:
    """Returns the address of a page or a place in it, or a URN made of its path while the site has no address."""
    parts = ["urn:micrositio", *router.folder(path).strip("/").split("/"), *([anchor] if anchor else [])]
    return frame.addresses.canonical(path, anchor) or ":".join(parts)


def _feed(
    frame: Frame,
    layout: Layout,
    path: SitePath,
    about: tuple[Text, str],
    home: SitePath,
    entries: Iterable[Entry],
) -> Page:
    ordered = tuple(sorted(entries, key=lambda each: (each.updated, each.id), reverse=True))
    updated = max((each.updated for each in ordered), default=EPOCH)
    return Page(path, "feed.xml", FeedPage(layout, lasting_id(frame, path), *about, updated, home, ordered))


def _item(frame: Frame, each: NewsItem) -> Entry:
    return Entry(lasting_id(frame, each.path), each.date, each.path, each.plan, each.title, each.summary, None)


def _cuts(view: PlanView, *, whole: bool) -> Iterator[Entry]:
    """Yields an entry for each cut of the plan."""
    for at, changes in zip(view.course, view.history.changes, strict=True):
        news = CutNews(at.cut.date, at.whole().figure, changes_view(view, changes), whole)
        path = router.board_at(view.plan, at.cut)
        yield _cut_entry(view, lasting_id(view.site, path), at.cut, news)


def _of_commitment(view: PlanView, commitment: Commitment) -> Iterator[Entry]:
    """Yields an entry for each cut at which something of the commitment changed."""
    for at, changes in zip(view.course, view.history.changes, strict=True):
        own: CutChanges = changes.about(commitment.id)
        if own.any and commitment.id in at.plan.index.commitments:
            news = CutNews(at.cut.date, at.commitment(commitment).figure, changes_view(view, own), whole=True)
            name = lasting_id(view.site, router.commitment(view.plan, commitment), f"corte-{at.cut.id}")
            yield _cut_entry(view, name, at.cut, news)


def _cut_entry(view: PlanView, name: str, cut: ReportingPeriod, news: CutNews) -> Entry:
    updated = cut.published or cut.date
    return Entry(name, updated, router.board_at(view.plan, cut), view.frame, Text(), Text(), news)
