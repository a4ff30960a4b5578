"""The entries of the codes: why each matters and an example before and after; one Markdown file for each family."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from micrositio.problems.continuity import ContinuityKind
from micrositio.problems.kinds import Kind
from micrositio.problems.severity import Severity, Told

_ENTRY = re.compile(
    r"^## (?P<code>\w+)\n\n(?P<why>[^\n]+)\n\n"
    r"(?P<fence>`{3,})antes ?(?P<file>[^\n]*)\n(?P<before>.*?)\n(?P=fence)\n\n"
    r"(?P=fence)después\n(?P<after>.*?)\n(?P=fence)$",
    re.DOTALL | re.MULTILINE,
)

_LETTERS = "YTCDRELXSP"
KINDS: tuple[Told, ...] = (*Kind, *ContinuityKind)
"""Every kind of problem."""


@dataclass(frozen=True)
class Entry:
    """What a code means to people: why it matters, and an example with its mend.

    `file` is the file of the invented plan's site in which `before` and `after` stand; "" if the example is of no text
    of one file. «…» at the start or end of an example stands for the rest of the line.
    """

    code: str
    why: str
    file: str
    before: str
    after: str

    @property
    def kinds(self) -> tuple[Told, ...]:
        """The kinds of problems that have the code."""
        return tuple(kind for kind in KINDS if kind.code == self.code)

    @property
    def faults(self) -> dict[tuple[Severity, str], tuple[str, ...]]:
        """The ways to correct each fault that has the code, by its severity and what is wrong; «…» where data go."""
        found: dict[tuple[Severity, str], dict[str, None]] = {}
        for kind in self.kinds:
            found.setdefault((kind.severity, unfilled(kind.message)), {})[unfilled(kind.mend)] = None
        return {fault: tuple(mends) for fault, mends in found.items()}


def unfilled(text: str) -> str:
    """Returns the text of a message with «…» in place of each value."""
    return re.sub(r"\{\w+\}", "…", text)


@dataclass(frozen=True)
class Family:
    """The codes that begin with a letter: title, a sentence about what they are of, in Markdown, and entries."""

    letter: str
    title: str
    about: str
    entries: tuple[Entry, ...]


@cache
def families() -> tuple[Family, ...]:
    """Returns the families of codes, in the order in which problems are best looked at."""
    return tuple(map(_family, _LETTERS))


def entry_of(code: str) -> Entry | None:
    """Returns the entry of a code, or None if there is no such code."""
    return next((each for family in families() for each in family.entries if each.code == code), None)


def _family(letter: str) -> Family:
    text = files("micrositio").joinpath("problems", "entries", f"{letter}.md").read_text(encoding="utf-8")
    head, *parts = re.split(r"^(?=## [A-Z]\d{3}$)", text, flags=re.MULTILINE)
    title, about = head.removeprefix("# ").strip().split("\n\n")
    return Family(letter, title, about, tuple(map(_entry, parts)))


def _entry(part: str) -> Entry:
    found = _ENTRY.fullmatch(part.strip())
    if not found:
        raise ValueError(part)
    return Entry(*(found[name] for name in ("code", "why", "file", "before", "after")))
