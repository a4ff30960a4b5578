"""The build: loads and validates the sources, writes the pages and the data, checks the finished site."""

from __future__ import annotations

import contextlib
import gc
import unicodedata
from collections.abc import Iterable, Iterator

from micrositio.i18n.messages import install
from micrositio.model.settings import SITE_FILE
from micrositio.pipeline.artifacts import one_page, site_parts
from micrositio.pipeline.build_cache import BuildCache
from micrositio.pipeline.checker import check
from micrositio.pipeline.comparison import comparison_problems
from micrositio.pipeline.options import Options
from micrositio.pipeline.page_maker import Put
from micrositio.pipeline.publisher import Content, Site
from micrositio.pipeline.site_reader import Reading, any_error, read_site
from micrositio.pipeline.stages import Report, Stage
from micrositio.pipeline.tree_gate import file_problems
from micrositio.pipeline.work import Part, Work
from micrositio.pipeline.written_links import in_templates, where_written
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.render.renderer import TemplateFault
from micrositio.routes.paths import SitePath
from micrositio.sources.theme import find_theme
from micrositio.validation.exceptions import Exceptions


def build_site(
    options: Options, report: Report, cache: BuildCache | None = None, put: Put | None = None
) -> tuple[Site | None, list[Problem]]:
    """Returns the finished site, or None, and every problem found; `put` places its pages (None: they stay in memory).

    No other file is written.
    """
    cache = cache or BuildCache()
    return site_of(read_site(options, report, cache), options, report, cache, put)


def site_of(
    reading: Reading, options: Options, report: Report, cache: BuildCache | None = None, put: Put | None = None
) -> tuple[Site | None, list[Problem]]:
    """Returns what `build_site` does for the site of a `reading`, with every problem found so far."""
    cache = cache or BuildCache()
    site, found = _made(reading, options, report, cache, put)
    cache.forget_unused()
    problems = [*reading.problems, *found]
    return (None if any_error(problems) else site), problems


def page_of(reading: Reading, options: Options, cache: BuildCache, path: SitePath) -> bytes | None:
    """Returns one page of the site before all others are made, or None if there is none or something has errors."""
    work, _problems = _work(reading, options, lambda *stage: None, cache, None)
    with contextlib.suppress(TemplateFault):
        return one_page(work, path) if work else None
    return None


def _work(
    reading: Reading, options: Options, report: Report, cache: BuildCache, put: Put | None
) -> tuple[Work | None, list[Problem]]:
    """Returns what the site is made from, or None if the content or the theme has errors; and those of the theme."""
    sources, config, plans, _problems, _texts = reading
    theme, problems = find_theme(config.theme, options.theme_folders, Place(SITE_FILE)) if config else (None, [])
    if config is None or theme is None or any_error([*reading.problems, *problems]):
        return None, problems
    install(sources.catalogues)
    kept, processes = (options.kept, options.kept_templates), options.processes if put else 1
    return Work(sources, config, theme, plans, cache, report, options.host, *kept, put, processes), problems


def _made(
    reading: Reading, options: Options, report: Report, cache: BuildCache, put: Put | None
) -> tuple[Site | None, list[Problem]]:
    """Returns the site and the problems of making it; None as site if the content or a template has errors."""
    work, problems = _work(reading, options, report, cache, put)
    if work is None:
        return None, problems
    try:
        with _frozen():
            parts, facts, unanswered = site_parts(work)
    except TemplateFault as fault:
        place = Place(fault.template, fault.line)
        return None, [*problems, problem(Kind.TEMPLATE_ERROR, place, detail=fault.detail)]
    site, clashes = _joined(parts)
    report(Stage.CHECK, 0, 1)
    invented = tuple(plan.id for plan in work.plans if plan.invented)
    promised = comparison_problems(options.against, site, work.left_out) if options.against else ()
    checked = check({path: facts[path] for path in site if path in facts}, site, invented, work.addresses)
    linked = where_written(checked, work.sources, site.keys(), work.addresses)
    placed = in_templates(linked, work.theme.templates)
    in_files = file_problems(site, facts, work.kept)
    personal = Exceptions(work.sources.exceptions, work.plans).without_pages([*placed, *in_files])
    return site, [*problems, *unanswered, *clashes, *personal, *promised]


@contextlib.contextmanager
def _frozen() -> Iterator[None]:
    """Keeps the collector of cyclic garbage from walking all that the site is made from, which stays until the end.

    It is not turned off: each page leaves cycles, and memory would double.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _joined(parts: Iterable[Part]) -> tuple[Site, list[Problem]]:
    """Returns the parts as one site; two sources for one path, also if only case or accents differ, are a problem."""
    site: dict[SitePath, Content] = {}
    origins: dict[str, str] = {}
    problems: list[Problem] = []
    for path, content, origin in parts:
        key = unicodedata.normalize("NFC", path).casefold()
        if key in origins:
            details = {"path": path, "first": origins[key], "second": origin}
            problems.append(problem(Kind.ADDRESS_TWICE, Place(origin), **details))
        origins[key] = origin
        site[path] = content
    return dict(sorted(site.items())), problems
