"""Rules over the finished site; a fault found here stops the publication."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from micrositio.pipeline.publisher import Site
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.routes import paths as router
from micrositio.routes.addresses import NO_ADDRESS, Addresses
from micrositio.routes.paths import SitePath
from micrositio.validation.privacy import personal_data

NOTICE = "data-inventado"
"""The attribute of the notice of an invented plan."""
DATA_BLOCK = "application/ld+json"
"""The only type allowed for a script without a file: data, which no browser runs."""
_REQUESTING = ("script[src]", "img[src]", "iframe[src]", "source[src]", "video[src]", "audio[src]", "object[data]")
_LINKED = "link[rel~='stylesheet'], link[rel~='icon'], link[rel~='preload'], link[rel~='manifest']"


class Link(NamedTuple):
    """A link within the site: its text as written, the path of its target, and the anchor there ("" for none)."""

    written: str
    target: SitePath
    anchor: str


_HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
"""Matches what may be an event handler; only where it matches is every element examined."""


@dataclass(frozen=True)
class PageFacts:
    """Facts of a page: its links within the site, its ids, whether it has the notice of invented plans, problems."""

    links: tuple[Link, ...]
    ids: frozenset[str]
    has_notice: bool
    problems: tuple[Problem, ...]


def check_site(site: Site, invented: tuple[str, ...], addresses: Addresses = NO_ADDRESS) -> Iterator[Problem]:
    """Yields every fault of the finished site; `invented` names the plans whose pages must have the notice."""
    root = addresses.rooted(router.HOME)
    pages = {path: page_facts(path, content, root) for path, content in _pages(site)}
    for path, facts in pages.items():
        yield from facts.problems
        for link in facts.links:
            if link.target not in site:
                yield problem(Kind.LINK_BROKEN, Place(path), target=link.written)
            elif link.anchor and link.target in pages and link.anchor not in pages[link.target].ids:
                yield problem(Kind.ANCHOR_BROKEN, Place(path), target=link.written)
        if not set(invented).isdisjoint(path.split("/")[:2]) and not facts.has_notice:
            yield problem(Kind.NOTICE_MISSING, Place(path))


def _pages(site: Site) -> Iterator[tuple[SitePath, bytes]]:
    for path, content in site.items():
        if path.endswith(".html") and isinstance(content, bytes):
            yield path, content


@lru_cache(maxsize=4096)
def page_facts(path: SitePath, content: bytes, root: str = "/") -> PageFacts:
    """Returns the facts of one page, with its own faults; `root` is the site's path on its server."""
    html = content.decode("utf-8")
    tree = LexborHTMLParser(html)
    ids = [node.attributes["id"] or "" for node in tree.css("[id]")]
    return PageFacts(
        links=tuple(_links(path, tree, root)),
        ids=frozenset(ids),
        has_notice=tree.css_first(f"[{NOTICE}]") is not None,
        problems=tuple(_page_problems(path, html, tree, ids)),
    )


def _links(path: SitePath, tree: LexborHTMLParser, root: str) -> Iterator[Link]:
    for written in _written(tree):
        address, _, anchor = written.partition("#")
        if ":" not in address.partition("/")[0] and not address.startswith("//"):
            inner = f"/{address.removeprefix(root)}" if address.startswith(root) else address
            target = router.resolve(path, unquote(inner)) if address else path
            yield Link(written, target, unquote(anchor))


def _written(tree: LexborHTMLParser) -> Iterator[str]:
    """Yields the address of each link and of each file that the page loads."""
    for selector, attribute in (("a[href]", "href"), ("[src]", "src"), (_LINKED, "href")):
        yield from (node.attributes[attribute] or "" for node in tree.css(selector))
    yield from _copies(tree)


def _copies(tree: LexborHTMLParser) -> Iterator[str]:
    """Yields the address of each copy of a picture from which a browser chooses."""
    for node in tree.css("[srcset]"):
        yield from (each.split()[0] for each in (node.attributes["srcset"] or "").split(",") if each.strip())


def _page_problems(path: SitePath, html: str, tree: LexborHTMLParser, ids: list[str]) -> Iterator[Problem]:
    place = Place(path)
    for repeated in sorted(each for each, times in Counter(ids).items() if times > 1):
        yield problem(Kind.ID_TWICE, place, id=repeated)
    for what in _missing(tree):
        yield problem(Kind.PAGE_INCOMPLETE, place, what=what)
    for what in _inline(html, tree):
        yield problem(Kind.INLINE_CODE, place, what=what)
    for target in _foreign(tree):
        yield problem(Kind.THIRD_PARTY, place, target=target)
    body = tree.body
    for what, masked in personal_data(body.text(separator=" ")) if body else ():
        yield problem(Kind.PERSONAL_DATA, place, what=what, masked=masked)


def _missing(tree: LexborHTMLParser) -> Iterator[str]:
    for selector in ("html[lang]", "head > title", "main", "h1"):
        node = tree.css_first(selector)
        if node is None or (selector != "main" and selector != "html[lang]" and not node.text(strip=True)):
            yield selector
    if len(tree.css("h1")) > 1:
        yield "h1 × 1"


def _inline(html: str, tree: LexborHTMLParser) -> Iterator[str]:
    if tree.css_first("style") is not None:
        yield "<style>"
    if tree.css_first("[style]") is not None:
        yield "style="
    for node in tree.css("script:not([src])"):
        if node.attributes.get("type") != DATA_BLOCK:
            yield "<script>"
        elif not _is_json(node.text()):
            yield f'<script type="{DATA_BLOCK}">'
    if _HANDLER.search(html):
        yield from (name for node in tree.css("*") for name in _handlers(node))


def _is_json(text: str) -> bool:
    """Returns whether a data block is valid JSON; a block that was not escaped ends too soon."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _handlers(node: LexborNode) -> Iterator[str]:
    return (f"{name}=" for name in node.attributes if name.startswith("on"))


def _foreign(tree: LexborHTMLParser) -> Iterator[str]:
    for target in (*_requested(tree), *_copies(tree)):
        if "://" in target or target.startswith(("//", "data:")):
            yield target


def _requested(tree: LexborHTMLParser) -> Iterator[str]:
    for selector in (*_REQUESTING, _LINKED):
        for node in tree.css(selector):
            yield (
                next((node.attributes[name] for name in ("src", "href", "data") if node.attributes.get(name)), "") or ""
            )
