"""The list of the sections of a plan, and the functions that make every page: plans and documents → pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from micrositio.formats.markdown_document import Document, front_text
from micrositio.model.plan import ActionPlan
from micrositio.model.settings import SiteConfig
from micrositio.model.text import N_, Text
from micrositio.pages.agreements import agreement_pages
from micrositio.pages.assessments import assessment_pages
from micrositio.pages.board import board_pages
from micrositio.pages.catalogue import data_pages
from micrositio.pages.citations import source_pages
from micrositio.pages.commitments import commitment_pages
from micrositio.pages.comparing.pages import comparison_pages
from micrositio.pages.continuity.page import continuity_pages
from micrositio.pages.cuts import cut_pages
from micrositio.pages.embeds import embed_pages
from micrositio.pages.evidence import evidence_pages
from micrositio.pages.feeds import plan_feeds, site_feed
from micrositio.pages.groups import group_pages
from micrositio.pages.home import content_pages, home_page
from micrositio.pages.institutions import institution_pages
from micrositio.pages.money.lines import money_pages
from micrositio.pages.news import news_pages
from micrositio.pages.participation import participation_pages
from micrositio.pages.places.locations import place_pages
from micrositio.pages.plan import plan_page
from micrositio.pages.process import meeting_pages, process_pages
from micrositio.pages.questions import question_pages
from micrositio.pages.redirects import moved_pages
from micrositio.pages.replying.register import corrections_page
from micrositio.pages.report import report_page
from micrositio.pages.search import SearchEntry, search_entries, search_page, site_entries, with_words
from micrositio.pages.sharing.following import follow_pages, site_follow_page
from micrositio.pages.views.layout import Crumb, Frame, Page, PageImage, Section, plan_frame
from micrositio.pages.views.news_item import news_items
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath
from micrositio.routes.synonyms import Synonyms

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


@dataclass(frozen=True)
class PlanSection:
    """A section of a plan: key, name and group (messages), address of its first page, functions that make its pages.

    `is_present` returns a true value if the plan has content for the section; `about` returns the texts, beside its
    name, by which the search finds its first page.
    """

    key: str
    label: str
    group: str
    path: Callable[[ActionPlan], SitePath]
    pages: tuple[Callable[[PlanView], Iterator[Page]], ...]
    is_present: Callable[[ActionPlan], object] = lambda plan: True
    about: Callable[[ActionPlan], Iterable[Text]] = lambda plan: ()


def _tells(plan: ActionPlan, place: str) -> bool:
    """Returns whether a text of the plan belongs on the page `place`."""
    return any(text.place == place for text in plan.texts)


PROMISED, GOING, WHO, DATA = N_("Qué se prometió"), N_("Cómo va"), N_("Quién"), N_("Datos")
"""The groups of the menu."""
SECTIONS = (
    PlanSection(
        "plan",
        N_("El plan"),
        PROMISED,
        router.plan,
        (plan_page, report_page, corrections_page, follow_pages),
        about=lambda plan: (plan.title, plan.description, plan.jurisdiction),
    ),
    PlanSection(
        "commitments",
        N_("Compromisos"),
        PROMISED,
        router.commitments,
        (commitment_pages, embed_pages, continuity_pages),
    ),
    PlanSection("groups", N_("Ejes"), PROMISED, router.groups, (group_pages,), lambda plan: plan.groups),
    PlanSection("places", N_("Lugares"), PROMISED, router.locations, (place_pages,), lambda plan: plan.locations),
    PlanSection(
        "board", N_("Tablero"), GOING, router.board, (board_pages, money_pages, cut_pages, comparison_pages, plan_feeds)
    ),
    PlanSection("evidence", N_("Evidencias"), GOING, router.evidence_list, (evidence_pages,)),
    PlanSection("institutions", N_("Quién responde"), WHO, router.institutions, (institution_pages,)),
    PlanSection(
        "questions",
        N_("Pregunte"),
        WHO,
        router.questions,
        (question_pages,),
        lambda plan: plan.gaps,
        lambda plan: (*(gap.question for gap in plan.gaps), *(each.answer for each in plan.questions)),
    ),
    PlanSection(
        "process",
        N_("Proceso"),
        WHO,
        router.process,
        (process_pages,),
        lambda plan: plan.steps or plan.bodies or plan.members or _tells(plan, "proceso"),
        lambda plan: (*(step.title for step in plan.steps), *(body.name for body in plan.bodies)),
    ),
    PlanSection(
        "meetings", N_("Sesiones"), WHO, router.meetings, (meeting_pages, agreement_pages), lambda plan: plan.meetings
    ),
    PlanSection(
        "participation",
        N_("Participación"),
        WHO,
        router.participation,
        (participation_pages,),
        lambda plan: plan.participation or plan.comments or _tells(plan, "participacion"),
        lambda plan: dict.fromkeys(figure.measure for figure in plan.participation),
    ),
    PlanSection(
        "assessments",
        N_("Evaluaciones"),
        GOING,
        router.assessments,
        (assessment_pages,),
        lambda plan: plan.assessments or plan.instruments,
        lambda plan: (each.title for each in plan.instruments),
    ),
    PlanSection("catalogue", N_("Datos abiertos"), DATA, router.catalogue, (data_pages,)),
    PlanSection(
        "sources",
        N_("Fuentes"),
        DATA,
        router.sources,
        (source_pages,),
        lambda plan: plan.sources,
        lambda plan: (each.title for each in plan.sources),
    ),
)
"""The sections of a plan in the order of its menu."""
_NO_IMAGES: Mapping[SitePath, PageImage] = MappingProxyType({})
_NO_DAYS: Mapping[str, date | None] = MappingProxyType({})
FIXED_PAGES = ("inicio", "acerca", "metodologia", "glosario", "accesibilidad", "privacidad")


def site_frame(
    config: SiteConfig,
    addresses: Addresses,
    plans: Iterable[ActionPlan],
    documents: Mapping[str, Document],
    changed: Mapping[str, date | None] = _NO_DAYS,
) -> Frame:
    """Returns the frame of the site; `changed` holds the last day on which each plan's data changed, by plan id."""
    frames = tuple(plan_frame(plan, plan_sections(plan), changed.get(plan.id)) for plan in plans)
    current = next((each for each in frames if each.id == config.current_plan), None)
    extra = tuple(
        Crumb(router.content_page(slug), front_text(each, "titulo"))
        for slug, each in documents.items()
        if slug not in FIXED_PAGES
    )
    return Frame(frames, current, extra, addresses)


def plan_sections(plan: ActionPlan) -> tuple[Section, ...]:
    """Returns the sections that the plan has content for."""
    return tuple(
        Section(each.key, each.label, each.group, each.path(plan)) for each in SECTIONS if each.is_present(plan)
    )


def site_pages(
    config: SiteConfig,
    frame: Frame,
    views: Collection[PlanView],
    documents: Mapping[str, Document],
    news: Mapping[str, Document],
    entries: tuple[SearchEntry, ...],
) -> Iterator[Page]:
    """Yields the pages of the whole site: home, novedades, what to follow, texts of `content/`, not found, search."""
    items = news_items(frame, news)
    yield home_page(views, frame, documents, items)
    yield from news_pages(frame, items)
    yield site_feed(config, frame, views, items)
    yield site_follow_page(frame, views)
    yield from content_pages(frame, documents)
    yield search_page(frame, views, entries)


def found_in(
    config: SiteConfig,
    frame: Frame,
    views: Collection[PlanView],
    documents: Mapping[str, Document],
    news: Mapping[str, Document],
    groups: Collection[Synonyms],
) -> tuple[SearchEntry, ...]:
    """Returns all entries of the search: the list of the search page and the source of its index.

    `groups` are the words that the site gives for the search.
    """
    about = {each.key: each.about for each in SECTIONS}
    found = search_entries(views, frame, documents, news_items(frame, news), about)
    return with_words((*found, *site_entries(config.contact, config.languages)), groups)


def plan_pages(
    view: PlanView, blocks: Mapping[SitePath, str], images: Mapping[SitePath, PageImage] = _NO_IMAGES
) -> Iterator[Page]:
    """Yields every page of a plan, with its data block from `blocks` and the image of links to it from `images`.

    From the rest of the site, these pages show only its frame.
    """
    makers = (make for each in SECTIONS if view.frame.has(each.key) for make in each.pages)
    for page in (page for make in makers for page in make(view)):
        yield replace(page, structured=blocks.get(page.path, ""), image=images.get(page.path))
