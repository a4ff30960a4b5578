"""The functions that make all parts of a site: each returns the parts of one kind, as path, content and origin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from micrositio.formats.kept import Kept
from micrositio.i18n.imprint import imprint_of
from micrositio.model.dates import parse_day
from micrositio.model.plan import ActionPlan
from micrositio.model.settings import SiteConfig
from micrositio.opendata.api.documents import plan_documents, site_documents
from micrositio.opendata.bundle import PlanFiles, plan_downloads, plan_files
from micrositio.opendata.discovery.calendars import commitment_calendars, site_calendar
from micrositio.opendata.discovery.dataset_records import DatasetDescription, described
from micrositio.opendata.discovery.dcat import dcat_catalogue
from micrositio.opendata.discovery.schema_org import data_blocks
from micrositio.opendata.discovery.sitemap import page_dates, robots, site_map
from micrositio.opendata.references import reference_files
from micrositio.pages.search import SearchEntry
from micrositio.pages.sections import Page, found_in, moved_pages, plan_pages, site_frame, site_pages
from micrositio.pages.taking.plan_figures import figures
from micrositio.pages.views.layout import Frame
from micrositio.pages.views.plan_view import PlanView
from micrositio.pipeline.build_cache import BuildCache
from micrositio.pipeline.host_names import Host
from micrositio.pipeline.hosts import host_files
from micrositio.pipeline.pictures import PlanPictures, plan_pictures
from micrositio.pipeline.publisher import Content
from micrositio.pipeline.share_images import ShareImages, share_images
from micrositio.pipeline.stages import Report, Stage
from micrositio.problems.problem import Problem
from micrositio.progress.plan_history import PlanHistory, plan_history
from micrositio.render.glossary import Glossary, glossaries
from micrositio.render.kept_templates import TemplateStore
from micrositio.render.renderer import Renderer
from micrositio.render.search_index import search_index
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.moves import address_list, address_problems, moves, of_plans, redirects
from micrositio.routes.paths import SitePath
from micrositio.routes.synonyms import Synonyms, synonyms, target_problems
from micrositio.sources.loader import MOVES_FILE, SITE_FILE
from micrositio.sources.theme import Theme, joined
from micrositio.sources.tree import PlanSource, Sources

Part = tuple[SitePath, Content, str]
"""A path of the site, its content, and its source: the file or folder that it is made from."""


class PlanData(NamedTuple):
    """A plan's open data: its figures, its files, the description of its data, and all files as parts of the site."""

    history: PlanHistory
    files: PlanFiles
    description: DatasetDescription
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Work:
    """What the site is made from, once everything has been read and has no errors."""

    sources: Sources
    config: SiteConfig
    theme: Theme
    plans: tuple[ActionPlan, ...]
    cache: BuildCache
    report: Report
    host: Host
    kept: Kept = Kept()
    kept_templates: TemplateStore = TemplateStore()
    sample_pages: dict[str, SitePath] = field(default_factory=dict)
    """The path of a page made with each template, by the name of the template."""

    @cached_property
    def addresses(self) -> Addresses:
        """The addresses of the site's files."""
        return Addresses(self.config.base_url)

    @cached_property
    def data(self) -> Mapping[str, PlanData]:
        """The open data of each plan, by its id.

        They are reused in a later build if the plan's folder, the languages and the site's imprint are unchanged.
        """
        imprint = imprint_of(self.config)
        keys = {plan.id: ("data", self.source(plan).digest, imprint, self.addresses) for plan in self.plans}
        return {plan.id: self.cache.get(keys[plan.id], _plan_data, self, plan) for plan in self.plans}

    @cached_property
    def views(self) -> Mapping[str, PlanView]:
        """Each plan as its pages need it, by its id."""
        return {
            key: PlanView(each.history, each.files, self.frame, self.pictures[key].shown)
            for key, each in self.data.items()
        }

    @cached_property
    def pictures(self) -> Mapping[str, PlanPictures]:
        """The pictures of each plan, by its id; they are reused in a later build if the plan's folder is unchanged."""
        keys = {plan.id: ("pictures", self.source(plan).digest) for plan in self.plans}
        return {plan.id: self.cache.get(keys[plan.id], _pictures_of, self, plan) for plan in self.plans}

    @cached_property
    def share_images(self) -> ShareImages:
        """The images of the commitments for links to their pages."""
        return share_images(self.config, self.views.values(), self.theme, self.kept)

    @property
    def descriptions(self) -> tuple[DatasetDescription, ...]:
        """The description of the data of each plan."""
        return tuple(each.description for each in self.data.values())

    @cached_property
    def frame(self) -> Frame:
        """The data that every page of the site shows around its own content."""
        changed = {key: each.files.edition.changed for key, each in self.data.items()}
        return site_frame(self.config, self.addresses, self.plans, self.sources.pages, changed)

    @cached_property
    def entries(self) -> tuple[SearchEntry, ...]:
        """The entries of the search."""
        pages, news = self.sources.pages, self.sources.news
        return found_in(self.config, self.frame, self.views.values(), pages, news, self.synonyms)

    @cached_property
    def synonyms(self) -> tuple[Synonyms, ...]:
        """The words that the site gives for the search."""
        return synonyms(self.sources.synonyms)

    @cached_property
    def glossaries(self) -> Mapping[str, Glossary]:
        """The terms that pages link to, in each language that the glossary has."""
        return glossaries(self.sources.pages.get("glosario"))

    @cached_property
    def renderer(self) -> Renderer:
        """The renderer of the pages."""
        return Renderer(self.theme, self.config, self.addresses, self.glossaries, self.kept_templates)

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The parts of a path that identify what the site leaves out: invented plans and their news."""
        plans = frozenset(self.config.plans) - {plan.id for plan in self.plans}
        return plans | {slug for slug, each in self.sources.news.items() if each.front.value.get("plan") in plans}

    def source(self, plan: ActionPlan) -> PlanSource:
        """Returns the folder from which a plan was read."""
        return self.sources.plans[plan.id]


def site_parts(work: Work) -> tuple[list[Part], list[Problem]]:
    """Returns every part of the site, and the problems of its pictures and of addresses and words that lead to no page.

    Raises `TemplateFault` if a template of the theme fails.
    """
    pages = [part for make in PAGES for part in make(work)]
    files = [part for make in FILES for part in make(work)]
    listed = [path for path, _, _ in pages if not router.is_embed(path)]
    parts = [*pages, *files, *_for_search_engines(work, listed)]
    answers, problems = _redirects(work, frozenset((router.ADDRESSES, *(path for path, _, _ in parts))))
    pictures = (found for each in work.pictures.values() for found in each.problems)
    return [*parts, *answers], [*pictures, *work.share_images.problems, *problems, *_unfound(work)]


def _unfound(work: Work) -> Iterator[Problem]:
    """Yields the words of the site for pages that the search does not find."""
    if work.sources.synonyms:
        found = {each.target for each in work.entries}
        yield from target_problems(work.sources.synonyms, work.synonyms, found, work.left_out)


def _plan_data(work: Work, plan: ActionPlan) -> PlanData:
    source = work.source(plan)
    history = plan_history(plan)
    files = plan_files(history, _document_paths(source, plan), imprint_of(work.config), work.addresses)
    downloads = [(path, data, source.folder) for path, data in plan_downloads(files)]
    return PlanData(
        history, files, described(files), (*downloads, *_references(source, files), *_documents(source, plan))
    )


def _references(source: PlanSource, files: PlanFiles) -> Iterator[Part]:
    cuts, tables = files.edition.plan.reporting_periods, (each.table for each in files.datasets)
    yield from (
        (path, data, source.folder) for path, data in reference_files(files.edition, cuts, tables, files.digest)
    )


def _documents(source: PlanSource, plan: ActionPlan) -> Iterator[Part]:
    paths = _document_paths(source, plan)
    for each in plan.evidence:
        if each.id in paths:
            yield router.evidence_file(plan, each), paths[each.id], each.origin.file
    if plan.report:
        yield router.report_file(plan), plan.report.path, f"{source.folder}/{plan.report.path.name}"


def _document_paths(source: PlanSource, plan: ActionPlan) -> dict[str, Path]:
    """Returns the path on disk of each document, by evidence id."""
    folders = {folder.name: folder for folder in source.evidence}
    return {each.id: folders[each.folder].files[each.file].path for each in plan.evidence if plan.keeps(each)}


def _site_pages(work: Work) -> Iterator[Part]:
    """Yields the pages that belong to no plan."""
    pages, news = work.sources.pages, work.sources.news
    made_from = {router.content_page(slug): document.file for slug, document in pages.items()}
    made_from |= {router.news_item(slug): document.file for slug, document in news.items()}
    own = site_pages(work.config, work.frame, work.views.values(), pages, news, work.entries)
    work.report(Stage.RENDER, 0, len(work.plans) + 1)
    for page in own:
        yield from _versions(work, page, made_from.get(page.path, page.template))


def _search_indexes(work: Work) -> Iterator[Part]:
    for language in work.config.languages:
        index = search_index(work.entries, language, work.synonyms, work.config.languages[0])
        yield router.search_index(language), index, SITE_FILE


def _plan_pages(work: Work) -> Iterator[Part]:
    """Yields the pages of each plan.

    They are reused in a later build if the plan, the theme and the data of the site shown on them are unchanged.
    """
    images, colours = repr(work.share_images.of_pages), repr(work.theme.colours)
    theme = work.theme.stamp, work.renderer.card, colours
    shown = (repr(work.config), repr(work.frame), *theme, repr(work.glossaries), images)
    for number, plan in enumerate(work.plans, 1):
        work.report(Stage.RENDER, number, len(work.plans) + 1)
        yield from work.cache.get(("pages", work.source(plan).digest, *shown), _pages_of, work, plan)


def _pages_of(work: Work, plan: ActionPlan) -> list[Part]:
    origin, blocks = work.source(plan).folder, data_blocks(work.config, work.addresses, work.data[plan.id].description)
    view = work.views[plan.id]
    parts: list[Part] = []
    for page in plan_pages(view, blocks, work.share_images.of_pages):
        parts += _versions(work, page, origin)
        for each in figures(plan, page, view.last_cut):
            parts += _versions(work, each.picture, origin)
            parts.append((each.table, each.content, origin))
    return parts


def _versions(work: Work, page: Page, origin: str) -> Iterator[Part]:
    """Yields the page in each language of the site."""
    for path, content in work.renderer.versions(page):
        work.sample_pages.setdefault(page.template, path)
        yield path, content, origin


def _plan_files(work: Work) -> Iterator[Part]:
    for each in work.data.values():
        yield from each.parts


def _pictures_of(work: Work, plan: ActionPlan) -> PlanPictures:
    paths = _document_paths(work.source(plan), plan)
    return plan_pictures(plan, paths, work.kept, partial(work.report, Stage.PICTURES))


def _pictures(work: Work) -> Iterator[Part]:
    """Yields the copies of the pictures that pages show."""
    for each in work.pictures.values():
        yield from ((path, content, origin) for path, (content, origin) in each.files.items())


def _share_images(work: Work) -> Iterator[Part]:
    yield from ((path, content, SITE_FILE) for path, content in work.share_images.files.items())


def _calendars(work: Work) -> Iterator[Part]:
    """Yields the site's calendar and each commitment's, kept while the plans and the settings do not change."""
    key = ("calendar", repr(work.config), *(work.source(plan).digest for plan in work.plans))
    yield router.CALENDAR, work.cache.get(key, site_calendar, work.config.title, work.plans, work.addresses), SITE_FILE
    for plan in work.plans:
        own = ("calendars", work.source(plan).digest, work.addresses)
        yield from work.cache.get(own, _commitment_calendars, work, plan)


def _commitment_calendars(work: Work, plan: ActionPlan) -> list[Part]:
    origin = work.source(plan).folder
    return [
        (router.commitment_calendar(plan, each), calendar, origin)
        for each, calendar in commitment_calendars(plan, work.addresses)
    ]


def _api(work: Work) -> Iterator[Part]:
    """Yields the API's documents; a plan's are kept while the plan and the site's address do not change."""
    yield from ((path, content, SITE_FILE) for path, content in site_documents(work.config, work.plans, work.addresses))
    for plan in work.plans:
        key = ("api", work.source(plan).digest, plan.government, work.addresses)
        yield from work.cache.get(key, _api_of, work, plan)


def _api_of(work: Work, plan: ActionPlan) -> list[Part]:
    data = work.data[plan.id]
    documents = plan_documents(data.history, data.files, work.addresses)
    return [(path, content, work.source(plan).folder) for path, content in documents]


def _data_catalogue(work: Work) -> Iterator[Part]:
    """Yields the catalogue for data portals.

    The catalogue is reused in a later build if the plans and the settings are unchanged.
    """
    plans = list(work.descriptions)
    key = ("dcat", repr(work.config), *(work.source(each.plan).digest for each in plans))
    yield router.DCAT, work.cache.get(key, dcat_catalogue, work.config, work.addresses, plans), SITE_FILE


def _assets(work: Work) -> Iterator[Part]:
    for name, path in work.theme.static.items():
        yield router.asset(name), path, f"themes/{work.theme.name}/{name}"
    for name, components in work.theme.sheets.items():
        yield router.asset(name), joined(components), f"themes/{work.theme.name}/{name}"


Maker = Callable[[Work], Iterable[Part]]
PAGES: tuple[Maker, ...] = (_site_pages, _search_indexes, _plan_pages)
"""The functions that make the pages and the search indexes."""
FILES: tuple[Maker, ...] = (_plan_files, _pictures, _share_images, _calendars, _api, _data_catalogue, _assets)
"""The functions that make all other parts that do not depend on the list of pages."""


def _for_search_engines(work: Work, pages: list[SitePath]) -> Iterator[Part]:
    """Yields the files for search engines: robots.txt and the sitemap, with the day of the last change of each page."""
    yield router.ROBOTS, robots(work.addresses), SITE_FILE
    fronts = {router.news_item(slug): each.front.value for slug, each in work.sources.news.items()}
    news = {path: parse_day(str(fronts[path]["fecha"])) for path in pages if path in fronts}
    dates = page_dates(pages, list(work.descriptions), news)
    languages = work.config.languages
    every = {router.localized(path, each, languages[0]): day for path, day in dates.items() for each in languages}
    for path, content in site_map(pages, every, work.addresses).items():
        yield path, content, SITE_FILE


def _redirects(work: Work, paths: frozenset[SitePath]) -> tuple[list[Part], list[Problem]]:
    """Returns the pages for redirected addresses, the list of addresses, the host's own files, and their problems.

    A problem is an address that nothing answers. `paths` are those of all other parts of the site and of the list.
    """
    book = work.sources.addresses
    found = of_plans(moves(book), work.left_out)
    known = paths | {router.news_item(slug) for slug in work.left_out & work.sources.news.keys()}
    problems = list(address_problems(book, found, known, work.left_out))
    sound = [each for each in found if not (each.is_needless(paths) or each.leads_nowhere(paths))]
    pages = [*moved_pages(site_frame(work.config, work.addresses, work.plans, work.sources.pages), sound)]
    work.sample_pages.update({page.template: page.path for page in pages})
    moved: list[Part] = [
        (page.path, work.renderer.render(page, work.config.languages[0]), MOVES_FILE) for page in pages
    ]
    listed = address_list(book, found, paths, work.left_out)
    files = {
        **host_files(work.host, work.config.languages, redirects(sound), work.addresses),
        router.ADDRESSES: listed,
    }
    return [*moved, *((path, content, SITE_FILE) for path, content in files.items())], problems
