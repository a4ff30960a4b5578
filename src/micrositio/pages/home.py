"""The home page, the pages of `content/` and the page for addresses that do not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from micrositio.formats.markdown_document import Document, front_text, prose
from micrositio.i18n.not_known import Unknowns, unknowns
from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan
from micrositio.model.plan_facts import PlanPeriod
from micrositio.model.text import Prose, Text
from micrositio.pages.asking.inquiries import Questions, questions_of
from micrositio.pages.views.cut_summary import BoardSummary, board_summary
from micrositio.pages.views.labels import CADENCES
from micrositio.pages.views.layout import FEW_PLANS, Crumb, Frame, Layout, Page, PlanFrame
from micrositio.pages.views.measures import FigureRow, Stage, stages
from micrositio.pages.views.news_item import NewsItem
from micrositio.pages.views.parts import CommitmentCard
from micrositio.pages.views.plan_view import PlanView
from micrositio.pages.views.verdict import Conclusions, final_evaluations
from micrositio.progress.assessments.fulfilment import Answer, Basis, Day, Fulfilment, last_day
from micrositio.progress.bearing import Bearings, counted
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
    """A time that went by: `count` whole years if two or more, else whole months if two or more, else days.

    `unit` is "years", "months" or "days".
    """

    count: int
    unit: str


@dataclass(frozen=True)
class Kept:
    """Of `count` commitments, how many were fulfilled according to who gave the answer."""

    fulfilled: int
    count: int


@dataclass(frozen=True)
class TookPart:
    """A figure of participation: its stage, its measure and its total, and its largest part (None: it has no parts)."""

    stage: Text
    measure: Text
    total: int
    largest: FigureRow | None


@dataclass(frozen=True)
class Story:
    """The current plan as a story: what was kept, when its term was over, what followed, who took part, what to do.

    Of `promised` commitments, a body answered for those `reviewed` and only the government for those `reported`;
    `pending` ones have a term that is not over, and of `unknown` ones it is not known whether they were fulfilled.
    `is_reviewed` states whether the data have any verification or evaluation of a commitment. `term` is the last day of
    their terms (None: not known) and `elapsed` the time from that day to `day`, that of the data (None: it is not over
    on that day, or one of the two is not known). `following` are the real plans of the same government that are known
    to start later; `took_part` are figures of `participation` (None: it has no page). `questions` is the way to those
    to ask (None: there are none), `document` the page to send one (None: it has none), and `follow` the page to receive
    what is new.
    """

    promised: int
    reviewed: Kept
    reported: Kept
    pending: int
    unknown: int
    is_reviewed: bool
    term: Day | None
    elapsed: Elapsed | None
    day: date | None
    following: tuple[PlanFrame, ...]
    took_part: tuple[TookPart, ...]
    participation: SitePath | None
    questions: Questions | None
    document: SitePath | None
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

    @property
    def few_plans(self) -> tuple[PlanCard, ...]:
        """The plans that are shown at once."""
        return self.plans[:FEW_PLANS]

    @property
    def more_plans(self) -> tuple[PlanCard, ...]:
        """The plans that are folded."""
        return self.plans[FEW_PLANS:]


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
        story=_story(current, views) if current else None,
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


def _story(view: PlanView, views: Collection[PlanView]) -> Story:
    plan, answers = view.plan, [card.fulfilment for card in view.cards]
    term, day = max((each.term for each in answers if each.term), key=last_day, default=None), view.frame.changed
    told = [each for each in answers if each.basis and each.answer is not Answer.NOT_YET]
    return Story(
        promised=len(answers),
        reviewed=_kept(each for each in told if each.basis is not Basis.REPORTED),
        reported=_kept(each for each in told if each.basis is Basis.REPORTED),
        pending=sum(each.answer is Answer.NOT_YET for each in answers),
        unknown=sum(each.basis is None for each in answers),
        is_reviewed=bool(plan.verifications) or any(each.commitment for each in plan.assessments),
        term=term,
        elapsed=_elapsed(last_day(term), day) if term and day and last_day(term) < day else None,
        day=day,
        following=tuple(each.frame for each in _following(plan, views)),
        took_part=tuple(_took_part(stages(view)))[:MOST_FIGURES],
        participation=view.frame.at("participation") if view.frame.has("participation") else None,
        questions=questions_of(view).get(""),
        document=router.questions(plan) if view.frame.has("questions") else None,
        follow=sharing_paths.follow(plan),
    )


def _kept(answers: Iterable[Fulfilment]) -> Kept:
    found = [each.answer for each in answers]
    return Kept(sum(each in (Answer.YES, Answer.REPORTED) for each in found), len(found))


def _following(plan: ActionPlan, views: Collection[PlanView]) -> list[PlanView]:
    """Returns the real plans of the same government that start later, whatever the sources of either say, in order."""
    own = _starts(plan)
    same = [each for each in views if each.plan.government == plan.government and not each.plan.invented]
    starts = {each.plan.id: _starts(each.plan) for each in same}
    later = [each for each in same if own and starts[each.plan.id] and starts[each.plan.id][0].first > own[-1].last]
    return sorted(later, key=lambda each: starts[each.plan.id][0].first)


def _starts(plan: ActionPlan) -> list[PartialDate]:
    """Returns the first day of the plan's period according to each source, in order; none if one does not state it."""
    stated = [each.start for each in plan.periods if each.start]
    return sorted(stated, key=lambda each: each.first) if len(stated) == len(plan.periods) else []


def _elapsed(since: date, until: date) -> Elapsed:
    months = 12 * (until.year - since.year) + until.month - since.month - (until.day < since.day)
    if months >= 2 * 12:
        return Elapsed(months // 12, "years")
    return Elapsed(months, "months") if months > 1 else Elapsed((until - since).days, "days")


def _took_part(found: Iterable[Stage]) -> Iterator[TookPart]:
    """Yields the first measure of each stage that has a total: the others count the same people in another way."""
    for stage in found:
        measure = next((each for each in stage.measures if each.total and each.total.record.value), None)
        if measure and measure.total and measure.total.record.value:
            parts = [each for each in measure.parts if each.share]
            largest = max(parts, key=lambda each: each.share or 0, default=None)
            yield TookPart(stage.name, measure.title, measure.total.record.value, largest)


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
