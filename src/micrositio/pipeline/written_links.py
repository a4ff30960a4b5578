"""The faults of pages where their author wrote them: links in a text, with the nearest page; code in a template."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from micrositio.formats.markdown_document import Document
from micrositio.formats.markdown_reader import convert
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.problems.suggest import closest
from micrositio.routes import paths as router
from micrositio.routes.addresses import NO_ADDRESS, Addresses
from micrositio.routes.paths import SitePath
from micrositio.sources.theme import shown
from micrositio.sources.tree import Sources

_LINKS = (Kind.LINK_BROKEN, Kind.ANCHOR_BROKEN)
_OF_TEMPLATES = (Kind.INLINE_CODE, Kind.THIRD_PARTY, Kind.PAGE_INCOMPLETE)
_MOST_WITH_NEAREST = 40
"""Faults for which the nearest page is looked for: it takes long in a large site."""


class _Written(NamedTuple):
    """A link of a text: where it stands, and its address as written."""

    place: Place
    address: str


def where_written(
    problems: Iterable[Problem], sources: Sources, files: Collection[SitePath], addresses: Addresses
) -> Iterator[Problem]:
    """Yields the problems, those of links at the text that has the link, each once; other problems stay as they are."""
    links: list[_Written] | None = None
    told: set[tuple[Place, str]] = set()
    for each in problems:
        if each.kind not in _LINKS:
            yield each
            continue
        links = list(_links(sources)) if links is None else links
        page, target = SitePath(each.place.file), str(each.details["target"])
        goal = _goal(page, target, addresses.rooted(router.HOME))
        own = [link for link in links if goal in _goals(page, link.address)] or [_Written(each.place, target)]
        for link in own:
            if (link.place, link.address) not in told:
                told.add((link.place, link.address))
                is_page = each.kind is Kind.LINK_BROKEN and len(told) <= _MOST_WITH_NEAREST
                near = closest(NO_ADDRESS.rooted(goal[0]), map(NO_ADDRESS.rooted, files)) if is_page else ""
                yield problem(each.kind, link.place, target=link.address, near=near)


def in_templates(problems: Iterable[Problem], folders: Sequence[Path]) -> Iterator[Problem]:
    """Yields the problems, those of code and of foreign files each once, at the template of a theme that has it.

    `folders` are those of the templates of the themes, nearest first. What none has stays at its first page.
    """
    told: set[tuple[Kind, str]] = set()
    for each in problems:
        if each.kind not in _OF_TEMPLATES:
            yield each
            continue
        what = str(each.details.get("target", each.details.get("what")))
        if (each.kind, what) not in told:
            told.add((each.kind, what))
            yield replace(each, place=_in_template(what.rstrip(">"), folders) or each.place)


def _in_template(what: str, folders: Sequence[Path]) -> Place | None:
    """Returns where a template has a text that is not the name of a script's file; None if none has it."""
    for folder in folders[:-1]:  # the last is the engine's own
        for path in sorted(folder.rglob("*.html")):
            for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
                if what in line and not (what == "<script" and "src=" in line):
                    return Place(shown(path, path.relative_to(folder).as_posix()), number, str(line.index(what) + 1))
    return None


def _links(sources: Sources) -> Iterator[_Written]:
    texts = (source.texts for source in sources.plans.values())
    for document in chain(sources.pages.values(), sources.news.values(), *texts):
        for each in (document, *document.translations.values()):
            yield from _links_of(each)


def _links_of(document: Document) -> Iterator[_Written]:
    for part in convert(document.body).links:
        yield _Written(Place(document.file, document.body_line + part.line), unquote(part.words))


def _goal(page: SitePath, written: str, root: str) -> tuple[SitePath, str]:
    """Returns the path to which a link of a page leads, and its anchor."""
    address, _, anchor = written.partition("#")
    inner = f"/{address.removeprefix(root)}" if address.startswith(root) else address
    return (router.resolve(page, unquote(inner)) if address else page), unquote(anchor)


def _goals(page: SitePath, written: str) -> set[tuple[SitePath, str]]:
    """Returns where a link that a text has may lead on a page: also to the page in the language of that page."""
    target, anchor = _goal(page, written, "/")
    return {(target, anchor), (SitePath(f"{page.partition('/')[0]}/{target}"), anchor)}
