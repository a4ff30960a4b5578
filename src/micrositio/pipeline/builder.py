"""The build, as a table of contents: load, validate, write the pages and the data, check the whole."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from micrositio.i18n.imprint import imprint_of
from micrositio.model.dates import parse_day
from micrositio.model.plan import ActionPlan
from micrositio.model.settings import SiteConfig, site_config
from micrositio.model.text import N_, Text
from micrositio.opendata.api.documents import plan_documents, site_documents
from micrositio.opendata.bundle import Published, plan_downloads, published
from micrositio.opendata.discovery.calendars import commitment_calendar, commitment_events, site_calendar
from micrositio.opendata.discovery.dataset_records import DatasetDescription, described
from micrositio.opendata.discovery.dcat import dcat_catalogue
from micrositio.opendata.discovery.schema_org import data_blocks
from micrositio.opendata.discovery.sitemap import page_dates, robots, site_map
from micrositio.pages.sections import Page, found_in, moved_pages, plan_pages, site_frame, site_pages
from micrositio.pipeline.checker import check_site
from micrositio.pipeline.hosts import Host, host_files
from micrositio.pipeline.publisher import Content, Site
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.profile.json_schema import descriptor_problems
from micrositio.progress.states import current_plan
from micrositio.render.glossary import Glossary, glossaries
from micrositio.render.renderer import Renderer, TemplateFault
from micrositio.render.search_index import search_index
from micrositio.routes import paths as router
from micrositio.routes.moves import Move, address_problems, moves, of_plans, redirects
from micrositio.routes.paths import SitePath
from micrositio.sources.loader import MOVES_FILE, SITE_FILE, load
from micrositio.sources.theme import Theme, find_theme
from micrositio.sources.tree import PlanSource, Sources
from micrositio.validation.content import content_problems
from micrositio.validation.plain_language import Scored, hard_texts, scored
from micrositio.validation.plan_assembly import validate_plan


class Stage(Enum):
    """A stage of the build, as a person reads it."""

    READ = N_("Leyendo los archivos")
    VALIDATE = N_("Revisando los datos")
    RENDER = N_("Escribiendo las páginas")
    CHECK = N_("Revisando el sitio")


T = TypeVar("T")
Report = Callable[[Stage, int, int], None]
"""Told the stage, how many of its parts are done and how many there are."""


@dataclass(frozen=True)
class Options:
    """What to build: the site's folder, where themes are looked for, the address, what to leave out, who serves it."""

    root: Path
    theme_folders: tuple[Path, ...]
    base_url: str | None = None
    exclude_demo: bool = False
    host: Host = Host.NETLIFY


class Memory:
    """Results kept between builds of a preview, by key; a build without one computes everything."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Any, ...], Any] = {}
        self._used: dict[tuple[Any, ...], Any] = {}

    def get(self, key: tuple[Any, ...], compute: Callable[[], T]) -> T:
        """The result kept under `key`, or a new one."""
        value: T = self._kept[key] if key in self._kept else compute()
        self._used[key] = value
        return value

    def forget_unused(self) -> None:
        """Drop what the last build did not ask for."""
        self._kept, self._used = self._used, {}


class Reading(NamedTuple):
    """What a site's folder says: its sources, settings (None where they are faulty), plans, and every problem found.

    `texts` says how easy each of its texts is to read.
    """

    sources: Sources
    config: SiteConfig | None
    plans: tuple[ActionPlan, ...]
    problems: list[Problem]
    texts: tuple[Scored, ...]


def read_site(options: Options, report: Report, memory: Memory | None = None) -> Reading:
    """The content, read and validated; a faulty plan is left out and its problems say why."""
    report(Stage.READ, 0, 1)
    sources, problems = load(options.root)
    config = _config(sources, options, problems)
    problems += content_problems(sources, config, frozenset(each.place.file for each in problems))
    plans = _plans(sources, config, options, problems, memory or Memory(), report)
    texts = scored(sources, plans)
    config = replace(config, current_plan=current_plan(config.current_plan, plans)) if config else None
    return Reading(sources, config, plans, [*problems, *hard_texts(texts)], texts)


def build_site(options: Options, report: Report, memory: Memory | None = None) -> tuple[Site | None, list[Problem]]:
    """The finished site, or None, and every problem found on the way; nothing is written."""
    memory = memory or Memory()
    return site_of(read_site(options, report, memory), options, report, memory)


def site_of(
    reading: Reading, options: Options, report: Report, memory: Memory | None = None
) -> tuple[Site | None, list[Problem]]:
    """The finished site of what was read, or None, and every problem found until then; nothing is written."""
    memory = memory or Memory()
    sources, config, plans, problems, _texts = reading
    theme, found = find_theme(config.theme, options.theme_folders, Place(SITE_FILE)) if config else (None, [])
    problems += found
    if config is None or theme is None or any(each.is_error for each in problems):
        memory.forget_unused()
        return None, problems
    site = _site(_Work(sources, config, theme, plans, memory, report, options.host), problems)
    if site is not None:
        report(Stage.CHECK, 0, 1)
        problems += check_site(site, tuple(plan.id for plan in plans if plan.invented), config.base_url)
    memory.forget_unused()
    return (None if any(each.is_error for each in problems) else site), problems


def _config(sources: Sources, options: Options, problems: list[Problem]) -> SiteConfig | None:
    if sources.site is None:
        return None
    found = list(descriptor_problems(sources.site, "sitio"))
    problems += found
    return None if found else site_config(sources.site.value, options.base_url)


def _news_of(sources: Sources, plans: frozenset[str]) -> frozenset[SitePath]:
    """The news items about some plans."""
    found = sources.news.items()
    return frozenset(router.news_item(slug) for slug, each in found if each.front.value.get("plan") in plans)


def _plans(
    sources: Sources,
    config: SiteConfig | None,
    options: Options,
    problems: list[Problem],
    memory: Memory,
    report: Report,
) -> tuple[ActionPlan, ...]:
    names = config.plans if config else tuple(sources.plans)
    listed = [sources.plans[name] for name in names if name in sources.plans]
    plans: list[ActionPlan] = []
    for number, source in enumerate(listed):
        report(Stage.VALIDATE, number, len(listed))
        key = ("plan", source.id, source.digest, *_whose(config))
        plan, found = memory.get(key, lambda: _read_plan(source, config))  # noqa: B023  # called at once
        if plan and plan.invented and options.exclude_demo:
            continue
        problems += found
        plans += [plan] if plan else []
    return tuple(plans)


def _whose(config: SiteConfig | None) -> tuple[Text, str]:
    """The government whose plans the site shows, and its level."""
    return (config.government, config.level) if config else (Text(), "")


def _read_plan(source: PlanSource, config: SiteConfig | None) -> tuple[ActionPlan | None, list[Problem]]:
    """The plan of a folder, of the site's government where it names none."""
    plan, problems = validate_plan(source)
    government, level = _whose(config)
    if plan and plan.government.es in ("", government.es):
        plan = replace(plan, government=government, level=level)
    return plan, problems


Part = tuple[SitePath, Content, str]
"""A path of the site, its content, and where it comes from."""


@dataclass(frozen=True)
class _Work:
    """What the site is made of, once everything has been read and found right."""

    sources: Sources
    config: SiteConfig
    theme: Theme
    plans: tuple[ActionPlan, ...]
    memory: Memory
    report: Report
    host: Host

    @cached_property
    def glossaries(self) -> Mapping[str, Glossary]:
        """The terms that pages lead to, in each language that the glossary is in."""
        return glossaries(self.sources.pages.get("glosario"))


def _site(work: _Work, problems: list[Problem]) -> Site | None:
    data = {plan.id: _data(work, plan) for plan in work.plans}
    try:
        parts = _parts(work, data)
        parts += _answers(work, parts, problems)
    except TemplateFault as fault:
        problems.append(problem(Kind.TEMPLATE_ERROR, Place(fault.template, fault.line), detail=fault.detail))
        return None
    return _joined(parts, problems)


def _parts(work: _Work, data: Mapping[str, _Data]) -> list[Part]:
    pages = _pages(work, data)
    files = [part for each in data.values() for part in each.files]
    listed = [path for path, _, _ in pages if not router.is_embed(path)]
    told = _for_machines(work, listed, [each.description for each in data.values()])
    return [*pages, *files, *_calendars(work), *_api(work, data), *told, *_assets(work.theme)]


def _answers(work: _Work, parts: list[Part], problems: list[Problem]) -> list[Part]:
    """What answers at addresses that are no more; one at which nothing does is a problem."""
    book, published = work.sources.addresses, frozenset(path for path, _, _ in parts)
    left_out = _left_out(work)
    found = of_plans(moves(book), left_out)
    news = _news_of(work.sources, left_out)
    problems += address_problems(book, found, published | news, left_out)
    sound = [each for each in found if not (each.is_needless(published) or each.leads_nowhere(published))]
    pages = moved_pages(site_frame(work.config, work.plans, work.sources.pages), sound)
    renderer = _renderer(work)
    answers: list[Part] = [(page.path, renderer.render(page), MOVES_FILE) for page in pages]
    return [*answers, *_for_host(work, sound)]


def _for_host(work: _Work, sound: list[Move]) -> Iterator[Part]:
    """What the server reads for itself."""
    files = host_files(work.host, work.config.languages, redirects(sound), work.config.base_url)
    yield from ((path, content, SITE_FILE) for path, content in files.items())


def _left_out(work: _Work) -> frozenset[str]:
    """The plans that do not go out and the novedades about them: the parts of a path that name what is theirs."""
    plans = frozenset(work.config.plans) - {plan.id for plan in work.plans}
    return plans | {slug for slug, each in work.sources.news.items() if each.front.value.get("plan") in plans}


class _Data(NamedTuple):
    """What a plan publishes beside its pages: its figures and tables, what they say of themselves, all its files."""

    out: Published
    description: DatasetDescription
    files: tuple[Part, ...]


def _data(work: _Work, plan: ActionPlan) -> _Data:
    """The plan's open data and documents, kept while the plan stays."""
    source = work.sources.plans[plan.id]
    imprint = imprint_of(work.config)

    def made() -> _Data:
        out = published(plan, _document_paths(source, plan), imprint)
        downloads = [(path, data, source.folder) for path, data in plan_downloads(out)]
        return _Data(out, described(out), (*downloads, *_documents(source, plan)))

    return work.memory.get(("data", source.digest, imprint), made)


def _api(work: _Work, data: Mapping[str, _Data]) -> Iterator[Part]:
    """The API's documents; a plan's are kept while the plan and the site's address stay."""
    yield from ((path, content, SITE_FILE) for path, content in site_documents(work.config, work.plans))
    for plan in work.plans:
        source = work.sources.plans[plan.id]

        def made(out: Published = data[plan.id].out, origin: str = source.folder) -> list[Part]:
            return [(path, content, origin) for path, content in plan_documents(out, work.config.base_url)]

        yield from work.memory.get(("api", source.digest, plan.government, work.config.base_url), made)


def _calendars(work: _Work) -> Iterator[Part]:
    """The site's calendar and each commitment's, kept while their plans and what they say of the site stay."""
    digests = [work.sources.plans[plan.id].digest for plan in work.plans]
    own = work.memory.get(("calendar", repr(work.config), *digests), lambda: site_calendar(work.config, work.plans))
    yield router.CALENDAR, own, SITE_FILE
    for plan, digest in zip(work.plans, digests, strict=True):
        key = ("calendars", digest, work.config.base_url)
        yield from work.memory.get(key, lambda: _commitment_calendars(work, plan))  # noqa: B023  # called at once


def _commitment_calendars(work: _Work, plan: ActionPlan) -> list[Part]:
    origin = work.sources.plans[plan.id].folder
    return [
        (router.commitment_calendar(plan, each), commitment_calendar(plan, each, work.config.base_url), origin)
        for each in plan.commitments
        if commitment_events(plan, each)
    ]


def _for_machines(work: _Work, pages: list[SitePath], plans: list[DatasetDescription]) -> Iterator[Part]:
    """The catalogue for data portals, kept while the plans and the settings stay, and what search engines read."""
    digests = [work.sources.plans[each.plan.id].digest for each in plans]
    own = work.memory.get(("dcat", repr(work.config), *digests), lambda: dcat_catalogue(work.config, plans))
    yield router.DCAT, own, SITE_FILE
    yield router.ROBOTS, robots(work.config.base_url), SITE_FILE
    fronts = {router.news_item(slug): each.front.value for slug, each in work.sources.news.items()}
    news = {path: parse_day(str(fronts[path]["fecha"])) for path in pages if path in fronts}
    dates = page_dates(pages, plans, news)
    every = {router.localized(path, each): day for path, day in dates.items() for each in work.config.languages}
    for path, content in site_map(pages, every, work.config.base_url).items():
        yield path, content, SITE_FILE


def _pages(work: _Work, data: Mapping[str, _Data]) -> list[Part]:
    """Every page, rendered; a plan's pages are kept while the plan, the theme and what they show of the rest stay."""
    renderer = _renderer(work)
    changed = {key: each.out.edition.changed for key, each in data.items()}
    frame = site_frame(work.config, work.plans, work.sources.pages, changed)
    origins = _origins(work.sources)
    work.report(Stage.RENDER, 0, len(work.plans) + 1)
    published = tuple(each.out for each in data.values())
    entries = found_in(frame, published, work.sources.pages, work.sources.news)
    own = site_pages(work.config, frame, published, work.sources.pages, work.sources.news, entries)
    parts = [part for page in own for part in _versions(renderer, page, origins.get(page.path, page.template))]
    parts += [(router.search_index(each), search_index(entries, each), SITE_FILE) for each in work.config.languages]
    shown = (repr(work.config), repr(frame), work.theme.stamp, renderer.card, repr(work.glossaries))
    for number, plan in enumerate(work.plans, 1):
        work.report(Stage.RENDER, number, len(work.plans) + 1)
        source = work.sources.plans[plan.id]

        def made(own: _Data = data[plan.id], source: PlanSource = source) -> list[Part]:
            of_plan = plan_pages(frame, own.out, data_blocks(work.config, own.description))
            return [part for page in of_plan for part in _versions(renderer, page, source.folder)]

        parts += work.memory.get(("pages", source.digest, *shown), made)
    return parts


def _versions(renderer: Renderer, page: Page, origin: str) -> Iterator[Part]:
    """The page in each language of the site."""
    yield from ((path, content, origin) for path, content in renderer.versions(page))


def _renderer(work: _Work) -> Renderer:
    return Renderer(work.theme, work.config, work.glossaries)


def _origins(sources: Sources) -> dict[SitePath, str]:
    """The file of the author's that makes each page of the site."""
    pages = {router.content_page(slug): document.file for slug, document in sources.pages.items()}
    return pages | {router.news_item(slug): document.file for slug, document in sources.news.items()}


def _documents(source: PlanSource, plan: ActionPlan) -> Iterator[Part]:
    paths = _document_paths(source, plan)
    for each in plan.evidence:
        if each.id in paths:
            yield router.evidence_file(plan, each), paths[each.id], each.origin.file
    if plan.report:
        yield router.report_file(plan), plan.report.path, f"{source.folder}/{plan.report.path.name}"


def _document_paths(source: PlanSource, plan: ActionPlan) -> dict[str, Path]:
    """Where each document lies on disk, by evidence id."""
    folders = {folder.name: folder for folder in source.evidence}
    return {each.id: folders[each.folder].files[each.file].path for each in plan.evidence if plan.keeps(each)}


def _assets(theme: Theme) -> Iterator[Part]:
    for name, path in theme.static.items():
        yield router.asset(name), path, f"themes/{theme.name}/{name}"


def _joined(parts: Iterable[Part], problems: list[Problem]) -> Site:
    """The parts as one site; two sources for one address, also by case or accents, are a problem."""
    site: dict[SitePath, Content] = {}
    origins: dict[str, str] = {}
    for path, content, origin in parts:
        key = unicodedata.normalize("NFC", path).casefold()
        if key in origins:
            details = {"path": path, "first": origins[key], "second": origin}
            problems.append(problem(Kind.ADDRESS_TWICE, Place(origin), **details))
        origins[key] = origin
        site[path] = content
    return dict(sorted(site.items()))
