"""The build: loads and validates the sources, writes the pages and the data, checks the finished site."""

from __future__ import annotations

import contextlib
import gc
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from micrositio.formats.kept import Kept
from micrositio.i18n.messages import install
from micrositio.model.plan import ActionPlan
from micrositio.model.settings import SITE_FILE, SiteConfig, site_config
from micrositio.model.text import Text
from micrositio.pipeline.artifacts import one_page, site_parts
from micrositio.pipeline.build_cache import BuildCache
from micrositio.pipeline.checker import check
from micrositio.pipeline.comparison import comparison_problems
from micrositio.pipeline.options import Options
from micrositio.pipeline.page_maker import Put
from micrositio.pipeline.publisher import Content, Site
from micrositio.pipeline.stages import Report, Stage
from micrositio.pipeline.tree_gate import file_problems
from micrositio.pipeline.work import Part, Work
from micrositio.pipeline.written_links import in_templates, where_written
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.profile.json_schema import descriptor_problems
from micrositio.progress.states import current_plan
from micrositio.render.renderer import TemplateFault
from micrositio.routes.paths import SitePath
from micrositio.sources.loader import load
from micrositio.sources.texts import site_texts
from micrositio.sources.theme import find_theme
from micrositio.sources.tree import PlanSource, Sources
from micrositio.validation.content import catalogue_problems, content_problems
from micrositio.validation.documents import document_problems
from micrositio.validation.exceptions import Exceptions
from micrositio.validation.personal import personal_problems
from micrositio.validation.plain_language import Scored, hard_texts, scored
from micrositio.validation.plan_assembly import validate_plan


class Reading(NamedTuple):
    """The contents of a site's folder: sources, settings (None if faulty), plans, and every problem found.

    `texts` are the scores of how easy each text is to read.
    """

    sources: Sources
    config: SiteConfig | None
    plans: tuple[ActionPlan, ...]
    problems: list[Problem]
    texts: tuple[Scored, ...]


def read_site(options: Options, report: Report, cache: BuildCache | None = None) -> Reading:
    """Returns the content, read and validated; a plan with errors is left out, with its problems in the result."""
    report(Stage.READ, 0, 1)
    sources, in_files = load(options.root)
    in_catalogues = list(catalogue_problems(sources.catalogues))
    install({} if _any_error(in_catalogues) else sources.catalogues)
    config, in_settings = _config(sources, options)
    read = [*in_files, *in_catalogues, *in_settings]
    in_content = list(content_problems(sources, config, frozenset(each.place.file for each in read)))
    plans, in_plans = _plans(sources, config, options, cache or BuildCache(), report)
    exceptions = Exceptions(sources.exceptions, plans)
    own = (config.publisher.name.base, config.government.base) if config else ()
    in_documents = document_problems(sources, plans, own, options.kept)
    personal = personal_problems(site_texts(options.root), options.kept)
    in_private = [*exceptions.problems, *exceptions.without([*in_plans, *in_documents, *personal])]
    texts = scored(sources, plans)
    config = replace(config, current_plan=current_plan(config.current_plan, plans)) if config else None
    found = _unrepeated([*read, *in_content, *in_private, *hard_texts(texts)])
    return Reading(sources, config, plans, found, texts)


def _unrepeated(problems: list[Problem]) -> list[Problem]:
    """Returns the problems without the others of a cell that has personal data, which would quote parts of them."""
    private = {each.place for each in problems if each.kind is Kind.PERSONAL_DATA and each.place.column}
    return [each for each in problems if each.kind is Kind.PERSONAL_DATA or each.place not in private]


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
    return (None if _any_error(problems) else site), problems


def _any_error(problems: Iterable[Problem]) -> bool:
    return any(each.is_error for each in problems)


def _config(sources: Sources, options: Options) -> tuple[SiteConfig | None, list[Problem]]:
    problems = list(descriptor_problems(sources.site, "sitio")) if sources.site else []
    if sources.site is None or problems:
        return None, problems
    return site_config(sources.site.value, options.base_url), []


def _plans(
    sources: Sources, config: SiteConfig | None, options: Options, cache: BuildCache, report: Report
) -> tuple[tuple[ActionPlan, ...], list[Problem]]:
    """Returns the plans of the site and their problems.

    A plan is reused in a later build if its folder and the site's government are unchanged.
    """
    names = config.plans if config else tuple(sources.plans)
    listed = [sources.plans[name] for name in names if name in sources.plans]
    government = (config.government, config.level) if config else (Text(), "")
    plans: list[ActionPlan] = []
    problems: list[Problem] = []
    for number, source in enumerate(listed):
        report(Stage.VALIDATE, number, len(listed))
        key = ("plan", source.id, source.digest, *government)
        plan, found = cache.get(key, _read_plan, source, *government, options.kept)
        if not (plan and plan.invented and options.exclude_demo):
            problems += found
            plans += [plan] if plan else []
    return tuple(plans), problems


def _read_plan(source: PlanSource, government: Text, level: str, kept: Kept) -> tuple[ActionPlan | None, list[Problem]]:
    """Returns the plan of a folder and its problems; a plan that names no government gets the site's."""
    plan, problems = validate_plan(source, kept)
    if plan and plan.government.base in ("", government.base):
        plan = replace(plan, government=government, level=level)
    return plan, problems


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
    if config is None or theme is None or _any_error([*reading.problems, *problems]):
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
