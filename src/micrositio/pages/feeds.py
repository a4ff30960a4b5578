"""Atom feeds: of the site, and of a plan's cuts, commitments, institutions and questions. No clock is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from micrositio.model.records import Commitment, Institution, ReportingPeriod
from micrositio.model.remarks import Question
from micrositio.model.settings import SiteConfig
from micrositio.model.text import N_, Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.asking.inquiries import question_places
from micrositio.pages.continuity.passages import Tie, neighbours, ties
from micrositio.pages.sharing.following import in_charge
from micrositio.pages.views.changes import ChangesView, changes_view
from micrositio.pages.views.labels import NEWS
from micrositio.pages.views.layout import Frame, Layout, Page, PlanFrame
from micrositio.pages.views.news_item import NewsItem
from micrositio.pages.views.parts import Ref, category, commitment_title, institution_title
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.milestone_changes import CutChanges
from micrositio.progress.milestone_state import Figure
from micrositio.routes import paths as router
from micrositio.routes import sharing_paths
from micrositio.routes.paths import SitePath

EPOCH = date(2000, 1, 1)
"""Update date of a feed without entries: Atom requires one."""
CUTS = N_("cortes")
QUESTIONS = N_("preguntas enviadas y contestadas")
WHAT_CHANGED = N_("qué cambió")
MOST_TOLD = 200
"""The most changes that an entry tells one by one: the page of the cut, to which it leads, has all of them in parts."""


@dataclass(frozen=True)
class CutNews:
    """A cut in an entry: its changes and its progress, of the plan or of the commitment (None: of an institution).

    `whole` states whether the entry carries every sentence or only the number of changes.
    """

    date: date
    progress: Figure | None
    changes: ChangesView
    whole: bool


@dataclass(frozen=True)
class QuestionNews:
    """A question in an entry: that it was sent or, if `is_answer`, that it was answered and with which `outcome`."""

    question: Text
    record: Question
    outcome: Text
    is_answer: bool


@dataclass(frozen=True)
class Afterwards:
    """What became of a commitment in a later plan, or of `number` of the commitments of the plan (`tie`: None)."""

    later: Text
    tie: Tie | None = None
    number: int = 0


@dataclass(frozen=True)
class Entry:
    """An entry: its permanent id, its last change, its page, and the plan that it is about (None: the site).

    An item of novedades has `title` and `summary`; a cut has `cut` instead, a question `asked`, and what became of
    commitments `after`. `anchor` is its place on the page, "" for the whole page.
    """

    id: str
    updated: date
    path: SitePath
    plan: PlanFrame | None
    title: Text
    summary: Text
    cut: CutNews | None = None
    asked: QuestionNews | None = None
    anchor: str = ""
    after: Afterwards | None = None


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
    cuts = (*_cuts(view, whole=True), *_plan_after(view))
    yield _feed(frame, layout, sharing_paths.board_feed(plan), (view.frame.short_title, CUTS), router.board(plan), cuts)
    for each in plan.commitments:
        own, path = router.commitment(plan, each), sharing_paths.commitment_feed(plan, each)
        yield _feed(frame, layout, path, (commitment_title(each), WHAT_CHANGED), own, _of_commitment(view, each))
    yield from _institution_feeds(view)
    if plan.gaps:
        about, asked = (view.frame.short_title, QUESTIONS), frame.plan_layout(view.frame, "questions")
        yield _feed(frame, asked, sharing_paths.questions_feed(plan), about, router.questions(plan), _asked(view))


def _institution_feeds(view: PlanView) -> Iterator[Page]:
    plan, layout = view.plan, view.site.plan_layout(view.frame, "institutions")
    for each in in_charge(view):
        own, path = router.institution(plan, each), sharing_paths.institution_feed(plan, each)
        yield _feed(view.site, layout, path, (institution_title(each), WHAT_CHANGED), own, _of_institution(view, each))


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
    return Entry(lasting_id(frame, each.path), each.date, each.path, each.plan, each.title, each.summary)


def _cuts(view: PlanView, *, whole: bool) -> Iterator[Entry]:
    """Yields an entry for each cut of the plan."""
    for at, changes in zip(view.course, view.history.changes, strict=True):
        news = _cut_news(view, changes, at.whole().figure, whole=whole)
        path = router.board_at(view.plan, at.cut)
        yield _cut_entry(view, lasting_id(view.site, path), at.cut, news)


def _cut_news(view: PlanView, changes: CutChanges, progress: Figure | None, *, whole: bool = True) -> CutNews:
    is_told = whole and len(changes.changes) <= MOST_TOLD
    return CutNews(changes.at.cut.date, progress, changes_view(view, changes, told=is_told), is_told)


def _of_commitment(view: PlanView, commitment: Commitment) -> Iterator[Entry]:
    """Yields an entry for each cut at which something of the commitment changed."""
    page = router.commitment(view.plan, commitment)
    for at, changes in zip(view.course, view.history.changes, strict=True):
        if commitment.id in at.plan.index.commitments:
            yield from _changed(view, page, changes.about(commitment.id), at.commitment(commitment).figure)
    for each in ties(view, commitment.id).after:
        if each.outcome and each.since:
            name = lasting_id(view.site, each.place.path, each.place.anchor)
            yield _after_entry(view, name, each.since, each.place, Afterwards(each.plan.title, each))


def _plan_after(view: PlanView) -> Iterator[Entry]:
    """Yields an entry for each later plan that tells what became of commitments, if its first day is known.

    The data give no day to what they tell: it is told since that plan began.
    """
    for each, way in zip(view.succession.after, neighbours(view).after, strict=True):
        number = len({fate.earlier.id for fate in each.fates if fate.row and fate.earlier})
        if each.since:
            news = Afterwards(way.title, number=number)
            yield _after_entry(view, lasting_id(view.site, way.path, view.plan.id), each.since, way, news)


def _after_entry(view: PlanView, name: str, day: date, place: Ref, news: Afterwards) -> Entry:
    return Entry(name, day, place.path, view.frame, Text(), Text(), anchor=place.anchor, after=news)


def _of_institution(view: PlanView, institution: Institution) -> Iterator[Entry]:
    """Yields an entry for each cut at which something in the charge of the institution changed."""
    page = router.institution(view.plan, institution)
    for changes in view.history.changes:
        yield from _changed(view, page, changes.in_charge_of(institution.id), None)


def _changed(view: PlanView, page: SitePath, own: CutChanges, progress: Figure | None) -> Iterator[Entry]:
    """Yields the entry of a cut about what `page` shows, if something of it changed."""
    if own.any:
        cut = own.at.cut
        news = _cut_news(view, own, progress)
        yield _cut_entry(view, lasting_id(view.site, page, f"corte-{cut.id}"), cut, news)


def _asked(view: PlanView) -> Iterator[Entry]:
    """Yields an entry for each question that was sent, and one for its answer."""
    plan, places = view.plan, question_places(view)
    for each in plan.questions:
        place = places[each.gap]
        for day, is_answer in ((each.asked, False), (each.answered, True)):
            if day:
                kind = "contestada" if is_answer else "preguntada"
                name = lasting_id(view.site, router.questions(plan), f"{place.anchor}-{each.id}-{kind}")
                outcome = category(TableName.QUESTIONS, "contesta", each.outcome)
                news = QuestionNews(place.title, each, outcome, is_answer)
                yield Entry(name, day, place.path, view.frame, Text(), Text(), asked=news, anchor=place.anchor)


def _cut_entry(view: PlanView, name: str, cut: ReportingPeriod, news: CutNews) -> Entry:
    updated = cut.published or cut.date
    return Entry(name, updated, router.board_at(view.plan, cut), view.frame, Text(), Text(), news)
