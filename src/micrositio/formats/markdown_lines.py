"""The lines of a Markdown body, as its writer sees them on GitHub and as the library that converts them wants them.

The library nests lists by four spaces, runs a list into the paragraph above it, and knows no fences within lists: the
lines are arranged for it here, and what they show is noted: which are code, and which will not be seen as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import takewhile
from typing import NamedTuple

INDENT = 4
"""Spaces of a level of a list for the library, and of code."""
HIGHEST, LOWEST = 2, 5
"""Levels of the headings within a page, whose title is the first."""
_FENCE = re.compile(r"( *)(`{3,}|~{3,})[^`]*")
_QUOTE = re.compile(r" {0,3}> ?")
_HEADING = re.compile(r"(#{1,6})(?:\s|$)")
_UNDERLINE = re.compile(r" {0,3}=+ *")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *")
_ITEM = re.compile(r"( *)(?:([-*+])|(\d{1,9})[.)])( +)(\S.*)")
_DEFINITION = re.compile(r" {0,3}: ")
_TABLE = re.compile(r" {0,3}\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *")
_FRONT, _KEY = re.compile(r"-{3,} *"), re.compile(r"\w+:\s")


class Part(NamedTuple):
    """A part of a body, with its line from 0: what it is, and its words."""

    line: int
    words: str


@dataclass
class Arranged:
    """The lines for the library, and what was noted of those of the body.

    `code` are the lines of code; `moved` the headings whose level a page does not have, with it and the nearest one;
    `open` the fences that do not end; `fronts` what looks like front matter.
    """

    lines: list[str] = field(default_factory=list)
    code: set[int] = field(default_factory=set)
    moved: list[Part] = field(default_factory=list)
    open: list[Part] = field(default_factory=list)
    fronts: list[Part] = field(default_factory=list)


class _Item(NamedTuple):
    """An open item of a list: the column of its text, how far its lines are moved, and whether it has a number."""

    column: int
    shift: int
    is_numbered: bool


Keep = Callable[[str], str]
"""Keeps HTML that is finished and returns what stands for it in the text."""


def arranged(lines: Sequence[str], keep: Keep) -> Arranged:
    """Returns the lines of a body as the library wants them; code between fences is kept."""
    noted = Arranged()
    noted.lines = _Walk(lines, 0, keep, noted).arranged()
    return noted


def nearest(level: int) -> int:
    """Returns the level of the headings of a page that is nearest to one."""
    return min(max(level, HIGHEST), LOWEST)


class _Walk:
    """A walk over the lines of a body, or over those of a quote within it, from the line `first` of the body."""

    def __init__(self, lines: Sequence[str], first: int, keep: Keep, noted: Arranged) -> None:
        self._lines, self._first, self._keep, self._noted = lines, first, keep, noted
        self._items: list[_Item] = []
        self._is_start = True
        self._is_definition = False
        self._block = 0  # the level at which the lines since the last empty one begin

    def arranged(self) -> list[str]:
        """Returns the lines of the walk as the library wants them."""
        out: list[str] = []
        at = 0
        while at < len(self._lines):
            if self._lines[at].strip():
                self._note_front(at)
                end, made = self._part(at)
            else:
                end, made, self._is_start = at + 1, [""], True
            out += made
            at = end
        return out

    def _part(self, at: int) -> tuple[int, list[str]]:
        """Returns the line after the part that begins at a line, and the lines of that part for the library."""
        for kind in (self._fence, self._quote, self._item):
            if found := kind(at):
                return found
        return at + 1, self._line(at)

    def _level(self, indent: int) -> int:
        """Returns within how many of the open items a line of that indent is."""
        return sum(1 for _ in takewhile(lambda each: each.column <= indent, self._items))

    def _fence(self, at: int) -> tuple[int, list[str]] | None:
        found = _FENCE.fullmatch(self._lines[at])
        if not found:
            return None
        indent, level = len(found[1]), self._level(len(found[1]))
        base = self._items[level - 1].column if level else 0
        if indent - base >= INDENT:
            return None
        del self._items[level:]
        end = at + 1
        while end < len(self._lines) and not self._ends(self._lines[end], found[2], base):
            end += 1
        if end == len(self._lines) or not self._lines[end].strip().startswith(found[2]):
            self._noted.open.append(Part(self._first + at, found[2]))
            closed = end
        else:
            closed = end + 1
        self._noted.code.update(range(self._first + at, self._first + closed))
        code = "".join(f"{_outdented(line, indent)}\n" for line in self._lines[at + 1 : end])
        self._is_start = True
        kept = self._keep(f"<pre><code>{escape(code, quote=False)}</code></pre>")
        return closed, ["", " " * INDENT * level + kept, ""]

    @staticmethod
    def _ends(line: str, fence: str, base: int) -> bool:
        """Returns whether a line closes a fence, or is outside of the item that holds it."""
        words = line.strip()
        return bool(words) and (_indent(line) < base or (words.startswith(fence) and not words.strip(fence[0])))

    def _quote(self, at: int) -> tuple[int, list[str]] | None:
        inner = list(self._quoted(at))
        if not inner or self._level(_indent(self._lines[at])):
            return None
        before = [] if self._is_start else [""]
        self._items.clear()
        end = at + len(inner)
        self._is_start = end < len(self._lines) and _begins_item(self._lines[end])
        made = _Walk(inner, self._first + at, self._keep, self._noted).arranged()
        return end, [*before, *(f"> {line}" if line else ">" for line in made), *([""] if self._is_start else [])]

    def _quoted(self, at: int) -> Iterator[str]:
        """Yields the lines of a quote without its sign."""
        for line in self._lines[at:]:
            found = _QUOTE.match(line)
            if not found:
                return
            yield line[found.end() :]

    def _item(self, at: int) -> tuple[int, list[str]] | None:
        found = None if _RULE.fullmatch(self._lines[at]) else _ITEM.fullmatch(self._lines[at])
        if not found:
            return None
        indent, level = len(found[1]), self._level(len(found[1]))
        is_numbered = found[3] is not None
        if (not level and indent >= INDENT) or self._is_of_paragraph(is_numbered, found[3]):
            return None
        before = self._items[level] if level < len(self._items) else None
        is_other = before is not None and before.is_numbered is not is_numbered
        is_apart = not self._is_start and (not self._items or is_other or level < self._block)
        self._block = level if self._is_start or is_apart else self._block
        marker = f"{found[3]}." if is_numbered else found[2]
        column = indent + len(marker) + (len(found[4]) if len(found[4]) <= INDENT else 1)
        del self._items[level:]
        self._items.append(_Item(column, INDENT * level - indent, is_numbered))
        self._is_start = self._is_definition = False
        line = f"{' ' * INDENT * level}{marker}{found[4]}{self._said(found[5], at)}"
        return at + 1, ["", line] if is_apart else [line]

    def _is_of_paragraph(self, is_numbered: bool, number: str) -> bool:
        """Returns whether what looks like an item is text of a paragraph: only a first number begins a list there."""
        return not self._is_start and not self._items and is_numbered and number != "1"

    def _line(self, at: int) -> list[str]:
        line = self._lines[at]
        indent = _indent(line)
        ends = _RULE.fullmatch(line) or _HEADING.match(line.lstrip())
        apart = [""] if self._items and ends and not self._is_start else []
        if self._items and (self._is_start or ends):
            level = max(self._level(indent), min(len(self._items), indent // INDENT))
            del self._items[level:]
        if self._items:
            self._block = len(self._items) if self._is_start else self._block
            made = [self._within(at, indent)]
        elif indent >= INDENT and self._is_start and not self._is_definition:
            self._noted.code.add(self._first + at)
            return [line]
        else:
            made = self._plain(at)
        self._is_start = bool(ends) and not self._items
        return [*apart, *made]

    def _within(self, at: int, indent: int) -> str:
        """Returns a line of an item."""
        line, level, item = self._lines[at], len(self._items), self._items[-1]
        if not self._is_start:
            indent = max(0, indent + item.shift) if indent else 0
        elif item.shift or indent < INDENT * level:
            indent = INDENT * level + (indent - item.column if indent - item.column >= INDENT else 0)
        return " " * indent + self._said(line.lstrip(), at)

    def _plain(self, at: int) -> list[str]:
        """Returns a line outside of lists, after an empty one if it begins a table."""
        line, following = self._lines[at], self._lines[at + 1] if at + 1 < len(self._lines) else ""
        if self._is_start and _UNDERLINE.fullmatch(following):
            self._noted.moved.append(Part(self._first + at, f"1 {nearest(1)}"))
        if self._is_start or _DEFINITION.match(line):
            self._is_definition = bool(_DEFINITION.match(line)) or (self._is_definition and line[0] == " ")
        is_table = "|" in line and "|" in following and _TABLE.fullmatch(following)
        is_apart = is_table and not self._is_start and "|" not in self._lines[at - 1]
        words = self._said(line.lstrip() if _indent(line) < INDENT else line, at)
        said = words if words.startswith(("#", "\\#")) else line
        return ["", said] if is_apart else [said]

    def _said(self, words: str, at: int) -> str:
        """Returns the words of a line, the sign of a heading escaped if it is none; notes the level of a heading."""
        found = _HEADING.match(words)
        level = len(found[1]) if found else HIGHEST
        if level != nearest(level):
            self._noted.moved.append(Part(self._first + at, f"{level} {nearest(level)}"))
        return f"\\{words}" if words.startswith("#") and not found else words

    def _note_front(self, at: int) -> None:
        """Notes a rule, lines with a key, and another rule, which are front matter elsewhere."""
        if self._is_start and not self._items and _FRONT.fullmatch(self._lines[at]):
            held = list(takewhile(lambda line: line.strip() and not _FRONT.fullmatch(line), self._lines[at + 1 :]))
            end = at + 1 + len(held)
            if held and _KEY.match(held[0]) and end < len(self._lines) and self._lines[end].strip():
                self._noted.fronts.append(Part(self._first + at, held[0]))


def _begins_item(line: str) -> bool:
    return _indent(line) < INDENT and bool(_ITEM.fullmatch(line))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _outdented(line: str, indent: int) -> str:
    return line[min(indent, _indent(line)) :]
