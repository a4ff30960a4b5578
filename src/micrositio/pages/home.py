"""The home page, the pages of `content/` and the page for addresses that do not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from micrositio.formats.markdown_document import Document, front_text, prose
from micrositio.i18n.not_known import Unknowns, unknowns
from micrositio.model.plan import ActionPlan, PlanPeriod
from micrositio.model.records import ParticipationFigure
from micrositio.model.text import Prose, Text
from micrositio.pages.asking.inquiries import Questions, questions_of
from micrositio.pages.views.cut_summary import BoardSummary, board_summary
from micrositio.pages.views.labels import CADENCES
from micrositio.pages.views.layout import Crumb, Frame, Layout, Page, PlanFrame
from micrositio.pages.views.news_item import NewsItem
from micrositio.pages.views.parts import CommitmentCard, Ref
from micrositio.pages.views.plan_view import PlanView
from micrositio.pages.views.verdict import Conclusions, final_evaluations
from micrositio.progress.bearing import Bearings, counted
from micrositio.progress.fulfilment import Answer, Day, last_day
from micrositio.routes import paths as router
from micrositio.routes import sharing_paths
from micrositio.routes.paths import SitePath

LATEST_NEWS = 3
MOST_FIGURES = 3
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
class Elapsed:
    """A time that went by: whole years if two or more, else whole months if two or more, else days (a message)."""

    count: int
    unit: str


@dataclass(frozen=True)
class TookPart:
    """A figure of participation: its measure and its total, and its largest part with its share (None: no parts)."""

    measure: Text
    total: int
    part: Text
    share: float | None


@dataclass(frozen=True)
class Story:
    """The current plan as a story: what was kept, when its term was over, what followed, who took part, what to do.

    Of `promised` commitments, `known` have an answer and `kept` were fulfilled according to a body; `term` is the last
    day of their terms (None: not known) and `elapsed` the time from that day to `day`, that of the data (None: it is
    not over). `following` are the real plans that came later; `took_part` are figures of `participation` (None: it has
    no page). `questions` is the way to those to ask (None: there are none), `document` to send one, and `follow` to
    receive what is new.
    """

    promised: int
    known: int
    kept: int
    term: Day | None
    elapsed: Elapsed | None
    day: date | None
    following: tuple[PlanFrame, ...]
    took_part: tuple[TookPart, ...]
    participation: SitePath | None
    questions: Questions | None
    document: Ref | None
    follow: SitePath


@dataclass(frozen=True)
class HomePage:
    """The home page: its own text, the current plan and its story (None if the site has none), news and all plans."""

    layout: Layout
    title: Text
    description: Text
    body: Prose
    glance: Glance | None
    story: Story | None
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
        story=_story(current, frame) if current else None,
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


def _story(view: PlanView, frame: Frame) -> Story:
    plan, answers = view.plan, [card.fulfilment for card in view.cards]
    term = max((each.term for each in answers if each.term), key=last_day, default=None)
    day, places = view.frame.changed, [each.id for each in frame.plans]
    later = frame.plans[places.index(plan.id) + 1 :]
    return Story(
        promised=len(answers),
        known=sum(each.decided is not None for each in answers),
        kept=sum(each.answer is Answer.YES for each in answers),
        term=term,
        elapsed=_elapsed(last_day(term), day) if term and day and last_day(term) < day else None,
        day=day,
        following=tuple(each for each in later if not each.invented),
        took_part=tuple(_took_part(plan))[:MOST_FIGURES],
        participation=view.frame.at("participation") if view.frame.has("participation") else None,
        questions=questions_of(view).get(""),
        document=Ref(Text(), router.questions(plan), "tengo-un-documento") if view.frame.has("questions") else None,
        follow=sharing_paths.follow(plan),
    )


def _elapsed(since: date, until: date) -> Elapsed:
    months = 12 * (until.year - since.year) + until.month - since.month - (until.day < since.day)
    if months >= 2 * 12:
        return Elapsed(months // 12, "years")
    return Elapsed(months, "months") if months > 1 else Elapsed((until - since).days, "days")


def _took_part(plan: ActionPlan) -> Iterator[TookPart]:
    """Yields the figures with a total, in the order of the table."""
    parts: dict[tuple[str, Text], list[ParticipationFigure]] = {}
    for each in plan.participation:
        parts.setdefault((each.step, each.measure), []).append(each)
    for (_step, measure), figures in parts.items():
        total = next((each.value for each in figures if each.is_total and each.value), None)
        named = [(each.value, each) for each in figures if each.value and not each.is_total]
        if total:
            value, largest = max(named, key=itemgetter(0), default=(0, None))
            yield TookPart(measure, total, *((largest.category, value / total) if largest else (Text(), None)))


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
