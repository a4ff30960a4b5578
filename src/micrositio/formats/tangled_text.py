"""What makes a Markdown text dear to read: it is counted before the text is given to the library that converts it.

The library compares each opening sign of a paragraph with every later one, calls itself for each quote or list within
another, and gives each row of a table as many cells as the first has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

MAXIMUM_CHARACTERS = 200_000
MAXIMUM_LINES = 8_000
_DEEPEST = 20
"""Quotes and lists within one another."""
_INDENT = 4
_LONGEST_RUN = 120
"""Times that a sign may be repeated with nothing between."""
_MOST_BARS = 200
_MOST_CELLS = 100_000
_BRACKETS, _MOST_PAIRS = "[`<", 8_000_000
"""Signs that are compared with each later one of their paragraph, and how many comparisons a text may need."""
_RUN = re.compile(rf"([\[\]()_*`~<>!\\&])\1{{{_LONGEST_RUN}}}")
_LEAD = " \t>*+-0123456789.)"
_MARKS = (">", "- ", "* ", "+ ", ". ", ") ")

Tangle = tuple[int, str]
"""A line, counted from 0, and what there is too much of."""


def tangle(body: str) -> Tangle | None:
    """Returns the first part of a Markdown text that would take too long to convert, or None."""
    lines = body.splitlines()
    if len(body) > MAXIMUM_CHARACTERS or len(lines) > MAXIMUM_LINES:
        return 0, f"{MAXIMUM_CHARACTERS:,} letras, {MAXIMUM_LINES:,} renglones"
    return next((found for finder in (_in_lines, _in_paragraphs) for found in finder(lines)), None)


def _in_lines(lines: list[str]) -> Iterator[Tangle]:
    for number, line in enumerate(lines):
        if run := _RUN.search(line):
            yield number, run[1] * 3
        lead = line[: len(line) - len(line.lstrip(_LEAD))]
        spaces = len(line.expandtabs(_INDENT)) - len(line.expandtabs(_INDENT).lstrip(" "))
        if sum(map(lead.count, _MARKS)) > _DEEPEST or spaces > _DEEPEST * _INDENT:
            yield number, lead.strip()[:1] or "⎵"
        if line.count("|") > _MOST_BARS:
            yield number, "|"


def _in_paragraphs(lines: list[str]) -> Iterator[Tangle]:
    pairs = 0
    for is_text, numbered in groupby(enumerate(lines), key=lambda each: bool(each[1].strip())):
        found = list(numbered) if is_text else []
        signs = {sign: sum(line.count(sign) for _, line in found) for sign in _BRACKETS}
        pairs += sum(count * count for count in signs.values())
        if pairs > _MOST_PAIRS:
            yield found[0][0], max(signs, key=signs.__getitem__)
        if max((line.count("|") for _, line in found), default=0) * len(found) > _MOST_CELLS:
            yield found[0][0], "|"
