"""A finished page read without a parser, if it is as plain as the templates of the base theme write it.

A page is plain if every value is quoted, every element is closed, and each stands where the HTML standard makes nothing
else of it; then its tags, in their order, are the parser's tree. A plain page without a fault of its own is read here;
any other one is left to the parser. What was read of a tag is kept: what many pages share is read once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple, TypeAlias

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
from micrositio.validation.privacy import folded, folded_personal_data

_PAGE = re.compile(
    r'<!(?:doctype|DOCTYPE) html>[ \n\t]*<(html lang="[^"<>]*"[^<>]*)>[ \n\t]*'
    r"(<head>.*?</head)>[ \n\t]*(<body[^<>]*>.*</body)>[ \n\t]*</html>[ \n\t]*",
    re.DOTALL,
)
_NAME = "(?!on|(?:style|data|srcdoc)[^a-z0-9:-])[a-z][a-z0-9:-]*"
"""Matches the name of an attribute that is neither code nor style."""
_TAG = re.compile(rf'([a-z][a-z0-9]*)((?:[ \n\t]+(?i:{_NAME})(?:="[^"]*")?)*)[ \n\t]*(/?)')
_ATTRIBUTE = re.compile(r'([a-zA-Z][a-zA-Z0-9:-]*)(?:="([^"]*)")?')
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#34|#39);)")
"""Matches a character reference that is not one of those that pages need."""
_TITLE, _H1 = re.compile("<title>([^<]*)"), re.compile(r"<h1[^<>]*>(.*?)</h1>", re.DOTALL)
_ANY_TAG = re.compile("<([^<>]*)>")
_TOKENS = re.compile("[a-z -]*")
_BLANK = " \n\t\f"
_MOST_KEPT, _MOST_STEPS = 1 << 16, 1 << 10

Inside: TypeAlias = "dict[str, Inside]"
"""What an element may hold: each element's name with what that one may hold, and `_BARE` if it may hold no text."""
_BARE = ""
_VOID = frozenset(("br", "col", "hr", "img", "input", "link", "meta", "wbr"))
_PARTS = ("h1", "main", "script")
"""The elements at which a check looks even if they have no attributes."""
_MANY_LINES = ("pre", "textarea")
"""The elements whose text does not have the line break after their tag."""
_DRAWN = frozenset(
    ("circle", "defs", "ellipse", "g", "line", "marker", "mask", "path", "pattern", "polygon", "polyline")
)
_DRAWN |= {"rect", "stop", "svg", "symbol", "text", "tspan", "use"}


def _each(names: str, holds: Inside) -> Inside:
    return dict.fromkeys(names.split(), holds)


def _only(names: str, holds: Inside) -> Inside:
    """Returns an `Inside` of these elements and no text."""
    return {_BARE: {}, **_each(names, holds)}


def _drawing() -> Inside:
    svg = _each("desc title", {})
    svg |= dict.fromkeys(_DRAWN, svg)
    return svg


def _phrases(with_links: bool) -> Inside:
    """Returns what a line of text may hold; no link or button may hold another."""
    line = _each("br img input script textarea wbr", {})
    line |= _each(
        "abbr b bdo cite code data del dfn em i ins kbd label mark q s samp slot small span strong sub sup", line
    )
    line |= _each("time u var", line)
    line |= {"svg": _drawing(), "select": _only("option", {}) | {"optgroup": _only("option", {})}}
    line |= _each("a button", _phrases(with_links=False)) if with_links else {}
    return line


def _blocks(with_forms: bool) -> Inside:
    """Returns what the body of a page may hold; no form may hold another."""
    line = _phrases(with_links=True)
    blocks = {**line, **_each("h1 h2 h3 h4 h5 h6 p pre", line), "hr": {}}
    blocks |= _each("address article aside blockquote details div fieldset figure figcaption footer header", blocks)
    blocks |= _each("hgroup legend main nav section summary", blocks)
    terms = _each("dt dd", blocks)
    rows = _only("tr", _only("td th", blocks))
    table = _only("thead tbody tfoot", rows) | {"caption": blocks, "colgroup": _only("col", {})}
    blocks |= _each("ol ul", {"li": blocks}) | {"dl": {**terms, "div": terms}, "table": table}
    blocks |= {"form": _blocks(with_forms=False)} if with_forms else {}
    return blocks


class _Tag(NamedTuple):
    """What a start tag says, "" or empty for nothing; `holds` is whether an end tag must follow."""

    name: str
    holds: bool
    id: str
    link: str
    source: str
    loaded: str
    copies: tuple[str, ...]
    has_notice: bool
    is_part: bool


_Step: TypeAlias = "tuple[_Spot, _Tag | None]"
"""Where a tag leads, and the tag if it says something."""


class _Spot:
    """A place in pages: an element that is open, and what may follow there.

    `steps` are those from it, by tag; `gap` is the text between a tag that ends a line and the next line.
    """

    def __init__(self, name: str, holds: Inside, around: _Spot | None = None, gap: str = "\n") -> None:
        """Starts without steps; `holds` is what the element may hold, `around` the place of the element around it."""
        self.name, self.around, self.gap = name, around, gap
        self.is_bare = _BARE in holds
        self.steps: dict[str, _Step] = {}
        self._holds, self._inner = holds, dict[str, _Spot]()

    def step(self, written: str) -> _Step | None:
        """Returns the step of a tag, None if it may not stand here; keeps it if the tag says nothing."""
        found: _Step | None = None
        if not written.startswith("/"):
            tag = _tag(written)
            inner = self._within(tag.name) if tag else None
            found = (inner if tag.holds else self, tag if any(tag[2:]) else None) if tag and inner else None
        elif self.around and written[1:] == self.name:
            found = (self.around, None)
        if found and not found[1] and len(self.steps) < _MOST_STEPS:
            self.steps[written] = found
        return found

    def _within(self, name: str) -> _Spot | None:
        if name not in self._inner and name in self._holds:
            self._inner[name] = _Spot(name, self._holds[name], self)
        return self._inner.get(name)

    def opened(self) -> _Spot:
        """Returns the same place where its first line break counts for nothing."""
        return self._inner.setdefault(_BARE, _Spot(self.name, self._holds, self.around, ""))


class _Line(NamedTuple):
    """What a line says: the spot after it, its tags that say something, and its text as privacy reads it."""

    after: _Spot
    tags: tuple[_Tag, ...]
    text: str


_HEAD = _Spot("", _only("head", _only("link meta script title", {})))
_BODY = _Spot("", _only("body", _blocks(with_forms=True)))


def plain_facts(html: str) -> PageFacts | None:
    """Returns the facts of a page, or None if it is not plain or may have a fault of its own."""
    parts = _PAGE.fullmatch(html)
    if parts is None or "\r" in html or "\0" in html:
        return None
    root, head, body = _tag(parts[1]), _lines(parts[2], _HEAD), _lines(parts[3], _BODY)
    if root is None or head is None or body is None:
        return None
    tags = [root, *(tag for line in (*head, *body) if line.tags for tag in line.tags)]
    if not _is_complete(parts[2], parts[3], [tag.name for tag in tags if tag.is_part]):
        return None
    if any(folded_personal_data(" ".join([line.text for line in body if line.text]))):
        return None
    return _facts(tags)


def _is_complete(head: str, body: str, names: list[str]) -> bool:
    """Returns whether a plain page has a title, `main` and one `h1`, and words in the first and the last."""
    title, h1 = _TITLE.search(head), _H1.search(body)
    if not (title and h1 and "main" in names and names.count("h1") == 1):
        return False
    return all(unescape(_ANY_TAG.sub("", each[1])).strip() for each in (title, h1))


def _facts(tags: list[_Tag]) -> PageFacts | None:
    ids = [tag.id for tag in tags if tag.id]
    names = frozenset(ids)
    if len(names) < len(ids):
        return None
    written = [tag.link for tag in tags] + [tag.source for tag in tags] + [tag.loaded for tag in tags]
    written += (copy for tag in tags for copy in tag.copies)
    return PageFacts(inner_links(written, names), tuple(sorted(names)), any(tag.has_notice for tag in tags))


def _lines(html: str, spot: _Spot) -> list[_Line] | None:
    """Returns the lines of a part of a page, or None unless each element stands where it may and is closed there."""
    lines, start = [], spot
    for written in html.split(">\n"):
        line = _line(spot, written)
        if line is None:
            return None
        lines.append(line)
        spot = line.after
    return lines if spot is start else None


@lru_cache(maxsize=_MOST_KEPT)
def _line(spot: _Spot, written: str) -> _Line | None:
    """Returns a line that begins at `spot`, written without its last ">"; None if it is not plain or not sound."""
    parts = _ANY_TAG.split(f"{written}>")
    if parts[-1] or len(parts) != 2 * written.count("<") + 1:
        return None
    texts, tags = parts[::2], []
    if spot.is_bare and texts[0].strip(_BLANK):
        return None
    texts[0] = spot.gap + texts[0]
    for written_tag, text in zip(parts[1::2], parts[2::2], strict=True):
        step = spot.steps.get(written_tag) or spot.step(written_tag)
        if step is None:
            return None
        spot, tag = step
        if (tag and not _is_sound_script(tag, text)) or (spot.is_bare and text.strip(_BLANK)):
            return None
        if tag:
            tags.append(tag)
    joined = " ".join(filter(None, texts))
    if "&" in joined:
        if _REFERENCE.search(joined):
            return None
        joined = unescape(joined)
    if spot.name in _MANY_LINES and parts[-2].startswith(spot.name):
        spot = spot.opened()
    return _Line(spot, tuple(tags), folded(joined))


def _is_sound_script(tag: _Tag, text: str) -> bool:
    """Returns whether a tag, if it is a script, is a file or has JSON after it."""
    return tag.name != "script" or (not text if tag.source else "&" not in text and is_json(text))


@lru_cache(maxsize=_MOST_KEPT)
def _tag(written: str) -> _Tag | None:
    """Returns a start tag, written without its "<" and ">"; None if it is not plain or not sound."""
    parts = _TAG.fullmatch(written)
    if parts is None or ("&" in written and _REFERENCE.search(written)):
        return None
    name, attributes, slash = parts.groups()
    found = _ATTRIBUTE.findall(attributes)
    values = {key.lower(): unescape(value) for key, value in found}
    stands = name in _VOID or (slash != "" and name in _DRAWN)
    if len(values) < len(found) or (slash and not stands):
        return None
    tag = _Tag(
        name=name,
        holds=not stands,
        id=values.get("id", ""),
        link=values.get("href", "") if name == "a" else "",
        source=values.get("src", ""),
        loaded=values.get("href", "") if _loads(name, values) else "",
        copies=tuple(copies(values["srcset"])) if "srcset" in values else (),
        has_notice=NOTICE in values,
        is_part=name in _PARTS,
    )
    return tag if _is_sound(tag, values) else None


def _is_sound(tag: _Tag, values: dict[str, str]) -> bool:
    """Returns whether a tag names what it has and loads, and loads it from this site."""
    if (values.get("id") == "" or values.get("src") == "") or (tag.source and tag.name not in ("img", "script")):
        return False
    if tag.name == "script" and not tag.source and values.get("type") != DATA_BLOCK:
        return False
    if not _TOKENS.fullmatch(values.get("rel", "")) or (not tag.loaded and _loads(tag.name, values)):
        return False
    return not any(map(is_foreign, (tag.source, tag.loaded, *tag.copies)))


def _loads(name: str, values: dict[str, str]) -> bool:
    """Returns whether a tag is a link that loads its file."""
    return name == "link" and not set(LOADED).isdisjoint(values.get("rel", "").split())
