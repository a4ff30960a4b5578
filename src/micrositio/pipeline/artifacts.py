"""The functions that make all parts of a site: each returns the parts of one kind, as path, content and origin."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial
from itertools import repeat
from operator import itemgetter
from typing import NamedTuple

from micrositio.formats.kept import key_of
from micrositio.model.dates import parse_day
from micrositio.model.plan import ActionPlan
from micrositio.model.settings import SITE_FILE
from micrositio.opendata.api.documents import plan_documents
from micrositio.opendata.api.site_documents import site_documents
from micrositio.opendata.discovery.calendars import commitment_calendars, site_calendar
from micrositio.opendata.discovery.dcat import dcat_catalogue
from micrositio.opendata.discovery.schema_org import data_blocks
from micrositio.opendata.discovery.sitemap import page_dates, robots, site_map
from micrositio.pages.sections import Page, moved_pages, plan_pages, site_frame, site_pages
from micrositio.pages.taking.plan_figures import figures
from micrositio.pipeline.hosts import host_files
from micrositio.pipeline.page_facts import PageFacts
from micrositio.pipeline.page_maker import MadePage
from micrositio.pipeline.stages import Stage
from micrositio.pipeline.work import Part, Work
from micrositio.pipeline.workers import fitting, shared
from micrositio.problems.problem import Problem
from micrositio.render.kept_templates import makers
from micrositio.render.renderer import TemplateFault
from micrositio.render.search_index import search_index
from micrositio.routes import paths as router
from micrositio.routes.moves import address_list, address_problems, moves, of_plans, redirects
from micrositio.routes.paths import SitePath
from micrositio.routes.synonyms import target_problems
from micrositio.sources.loader import MOVES_FILE
from micrositio.sources.theme import joined, shown


class SiteParts(NamedTuple):
    """Every part of a site, the facts of its pages, and what is wrong with its pictures, addresses and words."""

    parts: list[Part]
    facts: dict[SitePath, PageFacts]
    problems: list[Problem]


def site_parts(work: Work) -> SiteParts:
    """Returns the parts of the site with their problems; raises `TemplateFault` if a template of the theme fails."""
    pages, facts = _pages(work)
    files = [part for make in FILES for part in make(work)]
    listed = [path for path, _, _ in pages if not router.is_embed(path)]
    parts = [*pages, *files, *_for_search_engines(work, listed)]
    answers, problems = _redirects(work, frozenset((router.ADDRESSES, *(path for path, _, _ in parts))), facts)
    pictures = (found for each in work.pictures.values() for found in each.problems)
    return SiteParts([*parts, *answers], facts, [*pictures, *work.share_images.problems, *problems, *_unfound(work)])


def _unfound(work: Work) -> Iterator[Problem]:
    """Yields the words of the site for pages that the search does not find."""
    if work.sources.synonyms:
        found = {each.target for each in work.entries}
        yield from target_problems(work.sources.synonyms, work.synonyms, found, work.left_out)


Asked = Page | tuple[SitePath, bytes]
"""A page to make, or the table of a chart, which is made already."""
_Place = tuple[int, int]
"""The number of the group of a page or a table, and its own within the group."""
_Made = tuple[_Place, MadePage, str]
"""A page that is made, with its place and its origin."""
_Table = tuple[_Place, tuple[SitePath, bytes, str]]
"""The table of a chart, with its place: its path, its content and its origin."""


class _Share(NamedTuple):
    """What a process made: its pages, and the tables of the charts, each with its number among all and its origin.

    `damaged` are the keys of kept pages that were damaged. After a `fault` of a template no other page was made.
    """

    pages: list[_Made]
    tables: list[_Table]
    damaged: set[str]
    fault: tuple[_Place, TemplateFault] | None = None


def _pages(work: Work) -> tuple[list[Part], dict[SitePath, PageFacts]]:
    """Returns every page, with the tables of the charts, and the facts of each page."""
    _ = work.views, work.frame, work.entries, work.share_images  # once, before the work is shared out
    made_with = key_of("all pages", repr((work.config, work.frame, work.theme.stamp, makers())))
    is_new = work.kept.get(made_with) is None
    asked = {number: (_key(work, plan), work.source(plan).folder) for number, plan in enumerate(work.plans, 1)}
    found = {
        number: work.cache.get(("kept", *each), _kept_pages, work, number, *each) for number, each in asked.items()
    }
    again = {number: each for number, each in found.items() if each}
    processes = fitting(work.processes) if is_new else 1  # few pages are new then, and each process asks after all
    if processes > 1:
        work.renderer.compile_all()
    shares = shared(partial(_share, work, again.keys(), processes), processes)
    if faults := [each.fault for each in shares if each.fault]:
        raise min(faults, key=itemgetter(0))[1]
    for each in shares:
        work.kept.damaged.update(each.damaged)
    work.kept.put(made_with, b"")
    rank = work.config.languages.index
    pages = (page for each in (*shares, *again.values()) for page in each.pages)
    tables = [table for each in (shares[0], *again.values()) for table in each.tables]
    made = _Share(sorted(pages, key=lambda page: (page[0], rank(page[1].language))), tables, set())
    for number, (key, _) in asked.items():
        if number not in again:
            _keep_pages(work, key, number, made)
    parts = [(page.path, page.content, origin) for _, page, origin in made.pages]
    return [*parts, *(table for _, table in tables)], {page.path: page.facts for _, page, _ in made.pages if page.facts}


def _kept_pages(work: Work, group: int, key: str, origin: str) -> _Share | None:
    """Returns the pages of a plan as they were kept, or None if one is missing."""
    kept = work.kept.get(key)
    if kept is None:
        return None
    pages, tables = json.loads(kept)
    made = [((group, number), work.maker.again(*asked), origin) for number, *asked in pages]
    written = [((group, number), (SitePath(path), text.encode(), origin)) for number, path, text in tables]
    whole = [(place, page, origin) for place, page, origin in made if page]
    return _Share(whole, written, set()) if len(whole) == len(made) else None


def _keep_pages(work: Work, key: str, group: int, made: _Share) -> None:
    """Keeps which pages a plan has, and the tables of their charts."""
    pages = [(number, page.language, page.path, page.key) for (of, number), page, _ in made.pages if of == group]
    tables = [(number, path, text.decode()) for (of, number), (path, text, _) in made.tables if of == group]
    work.kept.put(key, json.dumps([pages, tables]).encode())


def one_page(work: Work, path: SitePath) -> bytes | None:
    """Returns the page at `path`, made before all others, or None if there is none."""
    for _key, asked in _groups(work):
        for each, _origin in asked:
            if isinstance(each, Page) and any(path == where for where, _language in work.renderer.versions(each)):
                made = (page.content for page in work.maker.made(each) if page.path == path)
                return next((content for content in made if isinstance(content, bytes)), None)
    return None


def _share(work: Work, kept: Container[int], processes: int, share: int) -> _Share:
    """Returns one share of the pages that are not kept: each process goes through all, and makes every so many-th.

    Pages that stay in memory are reused in a later build, a whole plan at once, if all that they show is unchanged.
    """
    own = _Share([], [], work.kept.damaged)
    for number, (key, asked) in enumerate(_groups(work)):
        if number in kept:
            continue
        if key and work.put is None:
            found = work.cache.get((key,), _made, work, asked, number, (processes, share))
        else:
            found = _made(work, asked, number, (processes, share))
        own.pages.extend(found.pages)
        own.tables.extend(found.tables)
        if found.fault:
            return own._replace(fault=found.fault)
    return own


def _made(work: Work, asked: Iterable[tuple[Asked, str]], group: int, mine: tuple[int, int]) -> _Share:
    own = _Share([], [], set())
    for number, (each, origin) in enumerate(asked):
        if not isinstance(each, Page):
            own.tables.append(((group, number), (*each, origin)))
        else:
            try:
                made = work.maker.made(each, _languages(work, number, *mine))
                own.pages.extend(((group, number), page, origin) for page in made)
            except TemplateFault as fault:
                return own._replace(fault=((group, number), fault))
    return own


def _languages(work: Work, number: int, processes: int, share: int) -> set[str]:
    """Returns the languages in which a process makes a page: as few as can be, since each has its own templates."""
    every = work.config.languages
    return {each for index, each in enumerate(every, number * len(every)) if index % processes == share}


def _groups(work: Work) -> Iterator[tuple[str, Iterator[tuple[Asked, str]]]]:
    """Yields what there is to make, with the file or folder that each is made from, and the key of its group.

    First come the pages of the site, which have no key, and then those of each plan.
    """
    work.report(Stage.RENDER, 0, len(work.plans) + 1)
    yield "", _site_pages(work)
    for number, plan in enumerate(work.plans, 1):
        work.report(Stage.RENDER, number, len(work.plans) + 1)
        yield _key(work, plan), zip(_plan_pages(work, plan), repeat(work.source(plan).folder))


def _key(work: Work, plan: ActionPlan) -> str:
    """Returns the key of all that the pages of a plan are made from, with what they show of other plans."""
    shown = repr(work.frame), repr(work.share_images.of_pages), repr(work.successions[plan.id])
    return key_of("pages of a plan", work.source(plan).digest, work.renderer.whole_key, *shown)


def _site_pages(work: Work) -> Iterator[tuple[Asked, str]]:
    """Yields the pages that belong to no plan."""
    pages, news = work.sources.pages, work.sources.news
    made_from = {router.content_page(slug): document.file for slug, document in pages.items()}
    made_from |= {router.news_item(slug): document.file for slug, document in news.items()}
    for page in site_pages(work.config, work.frame, work.views.values(), pages, news, work.entries):
        yield page, made_from.get(page.path, page.template)


def _plan_pages(work: Work, plan: ActionPlan) -> Iterator[Asked]:
    view, blocks = work.views[plan.id], data_blocks(work.config, work.addresses, work.data[plan.id].description)
    for page in plan_pages(view, blocks, work.share_images.of_pages):
        yield page
        for each in figures(plan, page, view.last_cut):
            yield each.picture
            yield each.table, each.content


def _search_indexes(work: Work) -> Iterator[Part]:
    for language in work.config.languages:
        index = search_index(work.entries, language, work.synonyms, work.config.languages[0])
        yield router.search_index(language), index, SITE_FILE


def _plan_files(work: Work) -> Iterator[Part]:
    for each in work.data.values():
        yield from each.parts


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
    """Yields the API's documents; a plan's are kept while it, what became of it and the site's address are the same."""
    yield from ((path, content, SITE_FILE) for path, content in site_documents(work.config, work.plans, work.addresses))
    for plan in work.plans:
        after = repr(work.successions[plan.id].after)
        key = ("api", work.source(plan).digest, plan.government, work.addresses, after)
        yield from work.cache.get(key, _api_of, work, plan)


def _api_of(work: Work, plan: ActionPlan) -> list[Part]:
    data = work.data[plan.id]
    documents = plan_documents(data.history, data.files, work.addresses, work.successions[plan.id].after)
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
        yield router.asset(name), path, shown(path, name)
    for name, components in work.theme.sheets.items():
        yield router.asset(name), joined(components), f"themes/{work.theme.name}/{name}"


Maker = Callable[[Work], Iterable[Part]]
FILES: tuple[Maker, ...] = (
    _search_indexes, _plan_files, _pictures, _share_images, _calendars, _api, _data_catalogue, _assets
)  # fmt: skip
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


def _redirects(
    work: Work, paths: frozenset[SitePath], facts: dict[SitePath, PageFacts]
) -> tuple[list[Part], list[Problem]]:
    """Returns the pages for redirected addresses, the list of addresses, the host's own files, and their problems.

    A problem is an address that nothing answers. `paths` are those of all other parts of the site and of the list. The
    facts of the pages are added to `facts`.
    """
    book = work.sources.addresses
    found = of_plans(moves(book), work.left_out)
    known = paths | {router.news_item(slug) for slug in work.left_out & work.sources.news.keys()}
    problems = list(address_problems(book, found, known, work.left_out))
    sound = [each for each in found if not (each.is_needless(paths) or each.leads_nowhere(paths))]
    pages = [*moved_pages(site_frame(work.config, work.addresses, work.plans, work.sources.pages), sound)]
    made = [each for page in pages for each in work.maker.made(page)]
    facts.update((each.path, each.facts) for each in made if each.facts)
    moved: list[Part] = [(each.path, each.content, MOVES_FILE) for each in made]
    listed = address_list(book, found, paths, work.left_out)
    files = {
        **host_files(work.host, work.config.languages, redirects(sound), work.addresses),
        router.ADDRESSES: listed,
    }
    return [*moved, *((path, content, SITE_FILE) for path, content in files.items())], problems
