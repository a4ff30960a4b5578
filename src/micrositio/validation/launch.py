"""What a site lacks before it goes live: not faults while it is being made, and asked for only then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from micrositio.model.plan import ActionPlan
from micrositio.model.settings import SITE_FILE, SiteConfig
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.sources.tree import Sources

WHO = (Kind.PUBLISHER_UNKNOWN, Kind.OFFICIAL_UNPROVEN, Kind.CONTACT_UNKNOWN)
"""Warnings about who publishes, which nobody who goes live may leave."""
_LETTERS = "cartas_revisadas"


def without_pardon(problems: Iterable[Problem]) -> list[Problem]:
    """Returns the problems, those of who publishes as errors."""
    return [replace(each, strict=True) if each.kind in WHO else each for each in problems]


def launch_problems(
    sources: Sources, config: SiteConfig, plans: Iterable[ActionPlan], is_compared: bool
) -> Iterator[Problem]:
    """Yields what the site lacks beside what the other checks tell; `is_compared` with what is already published."""
    site = sources.site
    if site is None:
        return
    if not config.base_url:
        yield problem(Kind.ADDRESS_UNSTATED, site.place("direccion"))
    if not config.requests.address:
        yield problem(Kind.REQUESTS_UNSTATED, Place(site.file))
    if _LETTERS not in site.value:
        yield problem(Kind.LETTERS_UNREAD, Place(site.file))
    for plan in plans:
        source = sources.plans.get(plan.id)  # None: the plan is called otherwise than its folder, which is told
        if source and source.descriptor and not plan.licences:
            yield problem(Kind.LICENCE_UNSTATED, source.descriptor.place("licenses"))
    if not is_compared:
        yield problem(Kind.UNCOMPARED, Place(SITE_FILE))
