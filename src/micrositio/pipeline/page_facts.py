"""The facts of a finished page that a check of the whole site needs; nothing else of the page is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem
from micrositio.routes.paths import SitePath

NOTICE = "data-inventado"
"""The attribute of the notice of an invented plan."""
DATA_BLOCK = "application/ld+json"
"""The only type allowed for a script without a file: data, which no browser runs."""


_BETWEEN = "\0"
"""What stands between the addresses or the ids of a page, which cannot have it."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Facts of a page; they depend only on its path and bytes. Its addresses and its ids are each one text.

    They are those of every page of a site at once, and of a large one there are millions.
    """

    addresses: str
    names: str
    has_notice: bool
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(
        cls, links: Iterable[str], ids: Iterable[str], has_notice: bool, problems: tuple[Problem, ...] = ()
    ) -> PageFacts:
        """Returns the facts of a page with some links and ids."""
        return cls(_BETWEEN.join(links), _BETWEEN.join(ids), has_notice, problems)

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses within the site as written, each once, without those of the page's own anchors that exist."""
        return tuple(self.addresses.split(_BETWEEN)) if self.addresses else ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, sorted, each once."""
        return tuple(self.names.split(_BETWEEN)) if self.names else ()

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
    return PageFacts.of(links, ids, has_notice, found)


def inner_links(written: list[str], ids: frozenset[str]) -> tuple[str, ...]:
    """Returns the links that `PageFacts` holds, of all that a page with these ids has."""
    return tuple(each for each in dict.fromkeys(written) if _is_inner(each) and not _is_own(each, ids))


def _is_inner(written: str) -> bool:
    address = written.partition("#")[0]
    return ":" not in address.partition("/")[0] and not address.startswith("//")


def _is_own(written: str, ids: frozenset[str]) -> bool:
    """Returns whether the link leads to the page that has it, or to one of its ids."""
    address, _, anchor = written.partition("#")
    return not address and (not anchor or unquote(anchor) in ids)
