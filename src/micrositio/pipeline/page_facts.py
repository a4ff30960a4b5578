"""The facts of a finished page that a check of the whole site needs; nothing else of the page is kept."""

from __future__ import annotations

from dataclasses import dataclass
from sys import intern
from typing import Any
from urllib.parse import unquote

from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem
from micrositio.routes.paths import SitePath

NOTICE = "data-inventado"
"""The attribute of the notice of an invented plan."""
DATA_BLOCK = "application/ld+json"
"""The only type allowed for a script without a file: data, which no browser runs."""


@dataclass(frozen=True)
class PageFacts:
    """Facts of a page; they depend only on its path and bytes.

    `links` are the addresses within the site as written, each once, without those of the page's own anchors that
    exist; `ids` are sorted, each once.
    """

    links: tuple[str, ...]
    ids: tuple[str, ...]
    has_notice: bool
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> list[Any]:
        """Returns the facts as lists, texts and numbers; `facts_from` reads them back."""
        problems = [[each.kind.name, dict(each.details)] for each in self.problems]
        return [list(self.links), list(self.ids), self.has_notice, problems]


def facts_from(path: SitePath, data: list[Any]) -> PageFacts:
    """Returns the facts of the page at `path` from what `as_json` returned.

    Raises `KeyError`, `TypeError` or `ValueError` if `data` has another shape.
    """
    links, ids, has_notice, problems = data
    found = tuple(Problem(Place(path), Kind[name], details) for name, details in problems)
    return PageFacts(tuple(map(intern, links)), tuple(map(intern, ids)), has_notice, found)


def inner_links(written: list[str], ids: frozenset[str]) -> tuple[str, ...]:
    """Returns the links that `PageFacts` holds, of all that a page with these ids has."""
    return tuple(intern(each) for each in dict.fromkeys(written) if _is_inner(each) and not _is_own(each, ids))


def _is_inner(written: str) -> bool:
    address = written.partition("#")[0]
    return ":" not in address.partition("/")[0] and not address.startswith("//")


def _is_own(written: str, ids: frozenset[str]) -> bool:
    """Returns whether the link leads to the page that has it, or to one of its ids."""
    address, _, anchor = written.partition("#")
    return not address and (not anchor or unquote(anchor) in ids)
