"""Checks of the texts of `content/` and of the references in the settings, beyond the checks made on reading them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from micrositio.formats.file_names import kept_by_windows
from micrositio.formats.markdown_document import Document
from micrositio.formats.yaml_document import Marked
from micrositio.i18n.imprint import imprint_of
from micrositio.i18n.messages import catalogue_faults, languages, untranslated
from micrositio.model.dates import is_date
from micrositio.model.settings import GOVERNMENT_KIND, OFFICIAL, UNOFFICIAL, SiteConfig
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.profile.json_schema import YEARS, descriptor_problems
from micrositio.profile.schemas import SLUG
from micrositio.routes.moves import move_problems
from micrositio.routes.paths import is_part
from micrositio.routes.synonyms import synonym_problems
from micrositio.sources.loader import CATALOGUES, DESCRIPTOR, PACKAGE
from micrositio.sources.tree import Sources
from micrositio.validation.tables import year_window

REQUIRED_PAGES = ("inicio", "acerca", "metodologia", "glosario", "accesibilidad", "privacidad")


def content_problems(sources: Sources, config: SiteConfig | None, faulty: frozenset[str]) -> Iterator[Problem]:
    """Yields the problems of pages and settings; a file already in `faulty` is not also reported as missing."""
    for slug in REQUIRED_PAGES:
        if slug not in sources.pages and f"content/{slug}.md" not in faulty:
            yield problem(Kind.PAGE_MISSING, Place(f"content/{slug}.md"), page=slug)
    if sources.addresses.moves:
        yield from move_problems(sources.addresses.moves)
    if sources.synonyms:
        yield from synonym_problems(sources.synonyms)
    for schema, documents in (("pagina", sources.pages), ("novedad", sources.news)):
        for slug, document in documents.items():
            yield from _document_problems(slug, document, schema)
    yield from _far_news(sources)
    yield from _otherwise_dated_news(sources)
    if config and sources.site:
        yield from _language_problems(sources.site, config, tuple(dict.fromkeys((*languages(), *sources.catalogues))))
        yield from _publisher_problems(sources.site, config)
        yield from _plan_list_problems(sources, sources.site, config, faulty)
        yield from _reference_problems(sources, sources.site, config)


def _document_problems(slug: str, document: Document, schema: str) -> Iterator[Problem]:
    if not re.fullmatch(SLUG, slug):
        yield problem(Kind.FILE_NAME, Place(document.file))
    elif why := kept_by_windows(slug):
        yield problem(Kind.NAME_RESERVED, Place(document.file), name=slug, why=why)
    if schema == "novedad" and is_part(slug):
        yield problem(Kind.ID_RESERVED, Place(document.file), id=slug)
    yield from descriptor_problems(document.front, schema)
    for each in document.translations.values():
        yield from descriptor_problems(each.front, "traduccion")


def _far_news(sources: Sources) -> Iterator[Problem]:
    """Yields the news whose day is far from the periods of the plans."""
    descriptors = [each.descriptor.value for each in sources.plans.values() if each.descriptor]
    first, last = year_window([each for each in descriptors if isinstance(each, dict)])
    for each in sources.news.values():
        value = each.front.value.get("fecha", "") if isinstance(each.front.value, dict) else ""
        year = str(value)[:4]
        if year.isascii() and year.isdigit() and int(year) in YEARS and not first <= int(year) <= last:
            yield problem(Kind.VALUE_DATE_FAR, each.front.place("fecha"), value=value)


def _otherwise_dated_news(sources: Sources) -> Iterator[Problem]:
    """Yields the news whose file is named for another day than theirs."""
    for slug, each in sources.news.items():
        value = each.front.value.get("fecha", "") if isinstance(each.front.value, dict) else ""
        named, stated = slug[: len("AAAA-MM-DD")], str(value)
        if named != stated and len(named) == len(stated) and is_date(named) and is_date(stated):
            yield problem(Kind.NEWS_DAY, each.front.place("fecha"), name=slug, value=stated)


def _language_problems(site: Marked, config: SiteConfig, known: Collection[str]) -> Iterator[Problem]:
    """Yields a problem for each language of the site, and that of its texts, that the interface does not have."""
    stated = [(site.place("idiomas", number), language) for number, language in enumerate(config.languages)]
    if config.writing.base not in config.languages:
        stated.append((site.place("idioma_base"), config.writing.base))
    for place, language in stated:
        if language not in known:
            yield problem(Kind.LANGUAGE_UNKNOWN, place, language=language, choices=", ".join(known))


def catalogue_problems(catalogues: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yields the problems of the site's own interface translations, with a warning for a valid, incomplete one."""
    for language, data in catalogues.items():
        file = f"content/{CATALOGUES}/{language}.po"
        faults = list(catalogue_faults(language, data))
        for fault in faults:
            kind = Kind.CATALOGUE_TWICE if fault.first else Kind.CATALOGUE_UNREADABLE
            kind = Kind.CATALOGUE_MARK if fault.mark else kind
            yield problem(kind, Place(file, fault.line), mark=fault.mark, first=fault.first)
        missing, needed = (0, 0) if faults else untranslated(language, data)
        if missing:
            yield problem(Kind.CATALOGUE_INCOMPLETE, Place(file), missing=missing, needed=needed, file=file)


def _publisher_problems(site: Marked, config: SiteConfig) -> Iterator[Problem]:
    """Yields the problems of what the settings state about who publishes: data missing or contradictory."""
    publisher, official = config.publisher, config.official
    if unsaid := _unsaid(publica=publisher.name, oficial=official.state):
        yield problem(Kind.PUBLISHER_UNKNOWN, Place(site.file), keys=unsaid)
    if official.state == OFFICIAL and (unsaid := _unsaid(desde=official.since, documento=official.document)):
        yield problem(Kind.OFFICIAL_UNPROVEN, site.place("oficial"), keys=unsaid)
    if not config.contact.is_reachable:
        yield problem(Kind.CONTACT_UNKNOWN, site.place("contacto") if "contacto" in site.value else Place(site.file))
    if imprint_of(config).by_government:
        yield from _contradictions(site, config)


def _contradictions(site: Marked, config: SiteConfig) -> Iterator[Problem]:
    """Yields the contradictions of a site published by the government of the plans itself."""
    kind, state = config.publisher.kind, config.official.state
    if kind != GOVERNMENT_KIND:
        yield _contradicted(site, config, ("publica", "tipo"), kind, GOVERNMENT_KIND)
    if state == UNOFFICIAL:
        yield _contradicted(site, config, ("oficial",), state, OFFICIAL)


def _contradicted(site: Marked, config: SiteConfig, path: tuple[str, ...], value: str, right: str) -> Problem:
    details = {"name": config.publisher.name.base, "key": path[-1], "value": value, "right": right}
    return problem(Kind.PUBLISHER_CONTRADICTED, site.place(*path), **details)


def _unsaid(**stated: object) -> str:
    """Returns the keys without a value, as a list for people."""
    return ", ".join(f"«{key}»" for key, value in stated.items() if not value)


def _plan_list_problems(
    sources: Sources, site: Marked, config: SiteConfig, faulty: frozenset[str]
) -> Iterator[Problem]:
    """Yields the plans listed but missing, and those present but not listed."""
    for number, plan in enumerate(config.plans):
        known = plan in sources.plans and sources.plans[plan].descriptor is not None
        if not known and faulty.isdisjoint({f"data/{plan}/{DESCRIPTOR}", f"data/{plan}/{PACKAGE}"}):
            yield problem(Kind.PLAN_MISSING, site.place("planes", number), plan=plan)
    for plan in sources.plans:
        if plan not in config.plans and f"data/{plan}/{PACKAGE}" not in faulty:
            yield problem(Kind.PLAN_UNLISTED, Place(f"data/{plan}"), plan=plan)


def _reference_problems(sources: Sources, site: Marked, config: SiteConfig) -> Iterator[Problem]:
    """Yields the plans named by the settings or by a news item that the site does not have."""
    news = (each.front for each in sources.news.values() if isinstance(each.front.value, dict))
    references = [(site, "plan_actual", config.current_plan)] if config.current_plan else []
    references += [(front, "plan", front.value["plan"]) for front in news if "plan" in front.value]
    for document, key, plan in references:
        if plan not in config.plans:
            yield problem(Kind.REFERENCE_UNKNOWN, document.place(key), value=plan, where="planes")
