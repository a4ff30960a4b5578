"""A finished page read as a browser reads it: its facts and each of its own faults."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from micrositio.pipeline.page_facts import DATA_BLOCK, NOTICE, PageFacts, inner_links
from micrositio.pipeline.tree_gate import but_amounts, markup_problems, told
from micrositio.privacy.detectors import CELL_END, identifiers
from micrositio.privacy.folding import folded
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.routes.paths import SitePath

_LOADED = frozenset(("stylesheet", "icon", "preload", "manifest"))
"""The values of `rel` with which a link loads its file."""
_HANDLER = re.compile(rb"on(?<![a-z0-9-]on)[a-z]+\s*=")
"""Matches what may be an event handler, in small letters; only where it matches is every element examined."""


@lru_cache(maxsize=1 << 16)
def _folded(line: str) -> str:
    """Returns a line folded, without the spaces around it; pages share most of their lines."""
    return folded(line.strip(" \t"))


def facts_of(path: SitePath, content: bytes) -> PageFacts:
    """Returns the facts of a page, with its own faults."""
    tree = LexborHTMLParser(content)
    ids = [node.id or "" for node in tree.css("[id]")]
    links = [node.attributes["href"] or "" for node in tree.css("a[href]")]
    loading = tree.css("[src], link[href], [srcset], object[data]")
    files = list(dict.fromkeys(address for node in loading for address in _loaded(node)))
    return PageFacts.of(
        links=inner_links([*links, *files], frozenset(ids)),
        ids=sorted(set(ids)),
        has_notice=NOTICE.encode() in content and tree.css_first(f"[{NOTICE}]") is not None,
        problems=tuple(_problems(path, content, tree, ids, files)),
    )


def _loaded(node: LexborNode) -> Iterator[str]:
    """Yields the address of each file that an element loads."""
    values = {name: value or "" for name, value in node.attributes.items()}
    if "src" in values:
        yield values["src"]
    if node.tag == "object":
        yield values.get("data", "")
    if node.tag == "link" and not _LOADED.isdisjoint(values.get("rel", "").split()):
        yield values.get("href", "")
    yield from (each.split()[0] for each in values.get("srcset", "").split(",") if each.strip())


def _problems(
    path: SitePath, content: bytes, tree: LexborHTMLParser, ids: list[str], files: list[str]
) -> Iterator[Problem]:
    place = Place(path)
    for repeated in sorted(each for each, times in Counter(ids).items() if times > 1):
        yield problem(Kind.ID_TWICE, place, id=repeated)
    for what in _missing(tree):
        yield problem(Kind.PAGE_INCOMPLETE, place, what=what)
    for what in dict.fromkeys(_inline(content, tree)):
        yield problem(Kind.INLINE_CODE, place, what=what)
    for target in files:
        if "://" in target or target.startswith(("//", "data:")):
            yield problem(Kind.THIRD_PARTY, place, target=target)
    lines = tree.body.text(separator=CELL_END).split("\n") if tree.body else ()
    shown = [told(path, each) for each in identifiers(but_amounts("\n".join(map(_folded, lines))))]
    yield from shown or markup_problems(path, content)


def _missing(tree: LexborHTMLParser) -> Iterator[str]:
    for selector in ("html[lang]", "head > title", "main", "h1"):
        node = tree.css_first(selector)
        if node is None or (selector in ("head > title", "h1") and not node.text(strip=True)):
            yield selector
    if len(tree.css("h1")) > 1:
        yield "h1 × 1"


def _inline(content: bytes, tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("style, [style], script:not([src])"):
        if node.tag == "style":
            yield "<style>"
        if "style" in node.attributes:
            yield "style="
        if node.tag == "script":
            yield from _script(node)
    if _HANDLER.search(content.lower()):
        yield from (f"{name}=" for node in tree.css("*") for name in node.attributes if name.startswith("on"))


def _script(node: LexborNode) -> Iterator[str]:
    """Yields what is wrong with a script without a file; a data block that was not escaped ends too soon."""
    if node.attributes.get("type") != DATA_BLOCK:
        yield "<script>"
        return
    try:
        json.loads(node.text())
    except ValueError:
        yield f'<script type="{DATA_BLOCK}">'
