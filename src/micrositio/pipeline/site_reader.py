"""The reading of a site's folder: everything in it, typed and validated, with every problem found; no page is made."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import NamedTuple

from micrositio.formats.kept import Kept
from micrositio.i18n.messages import install
from micrositio.model.plan import ActionPlan
from micrositio.model.settings import SiteConfig, site_config
from micrositio.model.text import Text
from micrositio.pipeline.build_cache import BuildCache
from micrositio.pipeline.options import Options
from micrositio.pipeline.stages import Report, Stage
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem
from micrositio.profile.json_schema import descriptor_problems
from micrositio.progress.states import current_plan
from micrositio.sources.loader import load
from micrositio.sources.texts import site_texts
from micrositio.sources.tree import PlanSource, Sources
from micrositio.validation.content import catalogue_problems, content_problems
from micrositio.validation.documents import document_problems
from micrositio.validation.exceptions import Exceptions
from micrositio.validation.personal import personal_problems
from micrositio.validation.plain_language import Scored, hard_texts, scored
from micrositio.validation.plan_assembly import validate_plan
from micrositio.validation.rules.continuity import earlier_plans_are_there


class Reading(NamedTuple):
    """The contents of a site's folder: sources, settings (None if faulty), plans, and every problem found.

    `texts` are the scores of how easy each text is to read.
    """

    sources: Sources
    config: SiteConfig | None
    plans: tuple[ActionPlan, ...]
    problems: list[Problem]
    texts: tuple[Scored, ...]


def read_site(
    options: Options, report: Report, cache: BuildCache | None = None, only: Collection[str] | None = None
) -> Reading:
    """Returns the content, read and validated; a plan with errors is left out, with its problems in the result.

    Of the plans, those of `only` are read (None: all).
    """
    report(Stage.READ, 0, 1)
    sources, in_files = load(options.root)
    in_catalogues = list(catalogue_problems(sources.catalogues))
    install({} if any_error(in_catalogues) else sources.catalogues)
    config, in_settings = _config(sources, options)
    read = [*in_files, *in_catalogues, *in_settings]
    in_content = list(content_problems(sources, config, frozenset(each.place.file for each in read)))
    plans, in_plans = _plans(sources, config, options, cache or BuildCache(), report, only)
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


def any_error(problems: Iterable[Problem]) -> bool:
    """Returns whether some problem prevents the site from being published."""
    return any(each.is_error for each in problems)


def _config(sources: Sources, options: Options) -> tuple[SiteConfig | None, list[Problem]]:
    problems = list(descriptor_problems(sources.site, "sitio")) if sources.site else []
    if sources.site is None or problems:
        return None, problems
    return site_config(sources.site.value, options.base_url), []


def _plans(
    sources: Sources, config: SiteConfig | None, options: Options, cache: BuildCache, report: Report,
    only: Collection[str] | None,
) -> tuple[tuple[ActionPlan, ...], list[Problem]]:  # fmt: skip
    """Returns the plans of the site and their problems.

    A plan is reused in a later build if its folder and the site's government are unchanged.
    """
    names = config.plans if config else tuple(sources.plans)
    listed = [sources.plans[name] for name in names if name in sources.plans and (only is None or name in only)]
    government = (config.government, config.level) if config else (Text(), "")
    plans: list[ActionPlan] = []
    known: dict[str, ActionPlan] = {}
    problems: list[Problem] = []
    for number, source in enumerate(listed):
        report(Stage.VALIDATE, number, len(listed))
        key = ("plan", source.id, source.digest, *government)
        plan, found = cache.get(key, _read_plan, source, *government, options.kept)
        known |= {plan.id: plan} if plan else {}
        if not (plan and plan.invented and options.exclude_demo):
            problems += found
            plans += [plan] if plan else []
    faulty = {each.place.file for each in problems if each.is_error}
    return tuple(plans), [*problems, *earlier_plans_are_there(plans, known, names, faulty)]


def _read_plan(source: PlanSource, government: Text, level: str, kept: Kept) -> tuple[ActionPlan | None, list[Problem]]:
    """Returns the plan of a folder and its problems; a plan that names no government gets the site's."""
    plan, problems = validate_plan(source, kept)
    if plan and plan.government.base in ("", government.base):
        plan = replace(plan, government=government, level=level)
    return plan, problems
