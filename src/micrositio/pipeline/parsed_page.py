"""A finished page read by a parser, as a browser reads it: its facts and each of its own faults."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from micrositio.pipeline.page_facts import (
    DATA_BLOCK,
    LOADED,
    NOTICE,
    PageFacts,
    copies,
    inner_links,
    is_foreign,
    is_json,
)
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.routes.paths import SitePath
from micrositio.validation.privacy import personal_data

_REQUESTING = ("script[src]", "img[src]", "iframe[src]", "source[src]", "video[src]", "audio[src]", "object[data]")
_LOADED = ", ".join(f"link[href][rel~='{each}']" for each in LOADED)
_HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
"""Matches what may be an event handler; only where it matches is every element examined."""


def parsed_facts(path: SitePath, html: str) -> PageFacts:
    """Returns the facts of any page, with its own faults."""
    tree = LexborHTMLParser(html)
    ids = [node.attributes["id"] or "" for node in tree.css("[id]")]
    return PageFacts(
        links=inner_links(list(_written(tree)), frozenset(ids)),
        ids=tuple(sorted(set(ids))),
        has_notice=tree.css_first(f"[{NOTICE}]") is not None,
        problems=tuple(_page_problems(path, html, tree, ids)),
        is_plain=False,
    )


def _written(tree: LexborHTMLParser) -> Iterator[str]:
    """Yields the address of each link and of each file that the page loads."""
    for selector, attribute in (("a[href]", "href"), ("[src]", "src"), (_LOADED, "href")):
        yield from (node.attributes[attribute] or "" for node in tree.css(selector))
    yield from _copies(tree)


def _copies(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("[srcset]"):
        yield from copies(node.attributes["srcset"] or "")


def _page_problems(path: SitePath, html: str, tree: LexborHTMLParser, ids: list[str]) -> Iterator[Problem]:
    place = Place(path)
    for repeated in sorted(each for each, times in Counter(ids).items() if times > 1):
        yield problem(Kind.ID_TWICE, place, id=repeated)
    for what in _missing(tree):
        yield problem(Kind.PAGE_INCOMPLETE, place, what=what)
    for what in _inline(html, tree):
        yield problem(Kind.INLINE_CODE, place, what=what)
    for target in (*_requested(tree), *_copies(tree)):
        if is_foreign(target):
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
        elif not is_json(node.text()):
            yield f'<script type="{DATA_BLOCK}">'
    if _HANDLER.search(html):
        yield from (name for node in tree.css("*") for name in _handlers(node))


def _handlers(node: LexborNode) -> Iterator[str]:
    return (f"{name}=" for name in node.attributes if name.startswith("on"))


def _requested(tree: LexborHTMLParser) -> Iterator[str]:
    for selector in (*_REQUESTING, _LOADED):
        for node in tree.css(selector):
            yield (
                next((node.attributes[name] for name in ("src", "href", "data") if node.attributes.get(name)), "") or ""
            )
