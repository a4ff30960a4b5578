"""The facts of a finished page that a check of the whole site needs; nothing else of the page is kept."""

from __future__ import annotations

import json
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
LOADED = ("stylesheet", "icon", "preload", "manifest")
"""The values of `rel` with which a link loads its file."""


@dataclass(frozen=True)
class PageFacts:
    """Facts of a page; they depend only on its path and bytes.

    `links` are the addresses within the site as written, each once, without those of the page's own anchors that
    exist; `ids` are sorted, each once. `is_plain` is whether the page was read without a parser.
    """

    links: tuple[str, ...]
    ids: tuple[str, ...]
    has_notice: bool
    problems: tuple[Problem, ...] = ()
    is_plain: bool = True

    def as_json(self) -> list[Any]:
        """Returns the facts as lists, texts and numbers; `facts_from` reads them back."""
        problems = [[each.kind.name, dict(each.details)] for each in self.problems]
        return [list(self.links), list(self.ids), self.has_notice, problems, self.is_plain]


def facts_from(path: SitePath, data: list[Any]) -> PageFacts:
    """Returns the facts of the page at `path` from what `as_json` returned.

    Raises `KeyError`, `TypeError` or `ValueError` if `data` has another shape.
    """
    links, ids, has_notice, problems, is_plain = data
    found = tuple(Problem(Place(path), Kind[name], details) for name, details in problems)
    return PageFacts(tuple(links), tuple(ids), has_notice, found, is_plain)


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


def is_foreign(target: str) -> bool:
    """Returns whether a file that a page loads is on another site or written in the address itself."""
    return "://" in target or target.startswith(("//", "data:"))


def copies(srcset: str) -> list[str]:
    """Returns the address of each copy of a picture from which a browser chooses."""
    return [each.split()[0] for each in srcset.split(",") if each.strip()]


def is_json(text: str) -> bool:
    """Returns whether a data block is valid JSON; a block that was not escaped ends too soon."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
