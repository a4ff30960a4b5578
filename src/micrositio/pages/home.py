"""The home page, the pages of `content/` and the page for addresses that do not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from micrositio.formats.markdown_document import Document, front_text, prose
from micrositio.i18n.not_known import Unknowns, unknowns
from micrositio.model.plan import ActionPlan, PlanPeriod
from micrositio.model.text import Prose, Text
from micrositio.pages.views.cut_summary import BoardSummary, board_summary
from micrositio.pages.views.labels import CADENCES
from micrositio.pages.views.layout import Crumb, Frame, Layout, Page, PlanFrame
from micrositio.pages.views.news_item import NewsItem
from micrositio.pages.views.parts import CommitmentCard
from micrositio.pages.views.plan_view import PlanView
from micrositio.pages.views.verdict import Conclusions, final_evaluations
from micrositio.progress.bearing import Bearings, counted
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

LATEST_NEWS = 3
MOST_COMMITMENTS = 12
"""Maximum number of commitments on the home page; the plan's list has all."""


@dataclass(frozen=True)
class PlanCard:
    """A plan in the list of plans: its period (None if none is stated) and its number of commitments."""

    frame: PlanFrame
    description: Text
    period: PlanPeriod | None
    period_differs: bool
    commitments: int


@dataclass(frozen=True)
class Glance:
    """The current plan at a glance: commitments, institutions, progress, news and documents.

    `cards` are its first commitments, out of `commitments`; `board` is None while there are no reports; `evaluated` are
    its final evaluations; `latest` is the last news (of no invented plan but this; None without any); `papers` counts
    its documents by what they bear on, `files` and `links` by where they are; `tables` its open tables; `cadences` are
    messages; `agreements` is the page of its agreements (None without any).
    """

    frame: PlanFrame
    unknowns: Unknowns
    cards: tuple[CommitmentCard, ...]
    commitments: int
    board: BoardSummary | None
    evaluated: tuple[Conclusions, ...]
    latest: NewsItem | None
    papers: Bearings
    files: int
    links: int
    tables: int
    cadences: tuple[str, ...]
    agreements: SitePath | None


@dataclass(frozen=True)
class HomePage:
    """The home page: its own text, the current plan (None if the site has none), news and all plans."""

    layout: Layout
    title: Text
    description: Text
    body: Prose
    glance: Glance | None
    news: tuple[NewsItem, ...]
    plans: tuple[PlanCard, ...]


@dataclass(frozen=True)
class ContentPage:
    """A page of `content/`. `more` are pages that no fixed link names (only on «acerca»)."""

    layout: Layout
    slug: str
    title: Text
    description: Text
    body: Prose
    more: tuple[Crumb, ...]


@dataclass(frozen=True)
class NotFoundPage:
    """The page for addresses that do not exist."""

    layout: Layout


def home_page(
    views: Collection[PlanView],
    frame: Frame,
    documents: Mapping[str, Document],
    news: tuple[NewsItem, ...],
) -> Page:
    """Returns the home page."""
    start = documents.get("inicio")
    current = next((each for each in views if frame.current and each.plan.id == frame.current.id), None)
    context = HomePage(
        layout=frame.site_layout("home"),
        title=front_text(start, "titulo") if start else Text(),
        description=front_text(start, "descripcion") if start else Text(),
        body=prose(start) if start else Prose(""),
        glance=_glance(current, news) if current else None,
        news=tuple(sorted(news, key=_is_invented))[:LATEST_NEWS],
        plans=tuple(_plan_card(each.plan, each.frame) for each in views),
    )
    return Page(router.HOME, "home.html", context)


def _is_invented(item: NewsItem) -> bool:
    return item.plan is not None and item.plan.invented


def _glance(view: PlanView, news: tuple[NewsItem, ...]) -> Glance:
    plan = view.plan
    return Glance(
        frame=view.frame,
        unknowns=unknowns(plan),
        cards=view.cards[:MOST_COMMITMENTS],
        commitments=len(plan.commitments),
        board=board_summary(view),
        evaluated=final_evaluations(view),
        latest=next((each for each in news if _is_told(each, plan)), None),
        papers=counted(plan, plan.evidence),
        files=sum(1 for each in plan.evidence if plan.keeps(each)),
        links=sum(1 for each in plan.evidence if not each.file),
        tables=len(view.files.datasets),
        cadences=tuple(CADENCES[each] for each in plan.cadences),
        agreements=router.agreements(plan) if plan.agreements else None,
    )


def _is_told(item: NewsItem, plan: ActionPlan) -> bool:
    """Returns whether the news is shown beside the plan; news of an invented plan only beside that plan."""
    return item.plan is None or not item.plan.invented or item.plan.id == plan.id


def _plan_card(plan: ActionPlan, frame: PlanFrame) -> PlanCard:
    return PlanCard(
        frame=frame,
        description=plan.description,
        period=plan.periods[0] if plan.periods else None,
        period_differs=len({(each.start, each.end) for each in plan.periods}) > 1,
        commitments=len(plan.commitments),
    )


def content_pages(frame: Frame, documents: Mapping[str, Document]) -> Iterator[Page]:
    """Yields the pages of `content/`, except the home page, and the page for addresses that do not exist."""
    for slug, document in documents.items():
        if slug != "inicio":
            title = front_text(document, "titulo")
            context = ContentPage(
                layout=frame.site_layout(slug, Crumb(router.content_page(slug), title)),
                slug=slug,
                title=title,
                description=front_text(document, "descripcion"),
                body=prose(document),
                more=frame.extra if slug == "acerca" else (),
            )
            yield Page(router.content_page(slug), "content.html", context)
    yield Page(router.NOT_FOUND, "not_found.html", NotFoundPage(frame.site_layout()))
