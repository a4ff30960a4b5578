"""What came of a delivery as Markdown, for a comment of a host: nothing that a stranger wrote acts there.

Each text is a span of code, in which hosts read no mark, HTML, address, mention or number of another proposal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from micrositio.privacy.masking import printable
from micrositio.problems.problem import MOST_ALIKE, Format, Problem, Translate, formatted

MOST_LINES, MOST_SIGNS = 100, 400
"""Problems of a comment, and signs of each: a host takes 65,536 in all."""
MOST_IN_ALL = 60_000
MORE = "y {n} más: están en el registro de la tarea"
"""Text at the end of a list that is too long for a comment."""


def code_span(text: str) -> str:
    """Returns a text as a span of code of Markdown, on one line."""
    line = printable(text)
    line = line if len(line) <= MOST_SIGNS else f"{line[:MOST_SIGNS]}…"
    fence = "`" * (1 + max((len(each) for each in re.findall("`+", line)), default=0))
    return f"{fence} {line} {fence}" if "`" in line or not line.strip() else f"{fence}{line}{fence}"


def section(title: str, words: str) -> Iterator[str]:
    """Yields the heading of a part of a comment, and what it says first."""
    yield from ("", f"### {title}", "", words, "")


def in_markdown(problems: Iterable[Problem], translate: Translate, prefix: str = "") -> Iterator[str]:
    """Yields the problems as lines of a list, those that are alike as one."""
    lines = list(formatted(problems, Format.TEXT, translate, prefix, most=MOST_ALIKE))
    yield from (f"- {code_span(each)}" for each in lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        yield f"- {translate(MORE).format(n=len(lines) - MOST_LINES)}"


def joined(before: str, lines: Iterable[str], translate: Translate) -> str:
    """Returns a comment with more lines, as many of them as a host takes."""
    text, left = before, 0
    for line in lines:
        if left or len(text.encode()) + len(line.encode()) > MOST_IN_ALL:
            left += 1
        else:
            text += f"{line}\n"
    return text if not left else f"{text}- {translate(MORE).format(n=left)}\n"
