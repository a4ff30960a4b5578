"""Texts as they may be shown: without personal data, and without characters that act on who shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from micrositio.privacy.contacts import contacts
from micrositio.privacy.detectors import SHORTEST, Found, identifiers, masked
from micrositio.privacy.folding import folded, traced

_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""Controls but tab and line feed, line separators, directions, invisible signs and halves of a character."""
_BREAKS = re.compile("[\t\n]")
_COMMAND = "##["
"""What some continuous integration services take for an order wherever it stands in a line."""
_ORDER = re.compile(r"^(\s*):(?=:)")
"""What they take for an order at the beginning of a line."""


def printable(text: str, *, whole: bool = False) -> str:
    r"""Returns the text on one line, its personal data masked and its controls written as `\\n` or `\\x1b`.

    `whole` masks also what may be the telephone, the e-mail address or the home of a person. No service that runs
    programs takes the line for an order.
    """
    return _ORDER.sub(r"\1: ", _BREAKS.sub(_written, hidden(text, whole=whole)))


def hidden(text: str, *, whole: bool = False) -> str:
    """Returns what `printable` does, with its tabs and line feeds as they are."""
    shown = _masked(text, whole=whole) if len(text) >= SHORTEST or (whole and "@" in text) else text
    shown = _ACTING.sub(_written, shown)
    return shown.replace(_COMMAND, "# #[") if _COMMAND in shown else shown


def unnamed(text: str) -> str:
    """Returns the text with its personal data masked."""
    return _masked(text, whole=False)


def _written(match: re.Match[str]) -> str:
    return ascii(match[0])[1:-1]


def _masked(text: str, *, whole: bool) -> str:
    plain = folded(text)
    if not _found(plain, whole=whole):
        return text
    trace = traced(text)
    found = _found(trace.text, whole=whole)
    if not found:  # folded piece by piece it is another text: nothing of it is shown
        return "•" * len(text)
    for each in reversed(found):
        start, end = trace.starts[each.start], trace.ends[each.end - 1]
        text = text[:start] + masked(re.sub(r"[\W_]+", "", each.value)) + text[end:]
    return text


def _found(text: str, *, whole: bool) -> list[Found]:
    """Returns what is masked in a folded text, in order, none over another."""
    kept: list[Found] = []
    found: Iterable[Found] = (*identifiers(text), *(contacts(text) if whole else ()))
    for each in found:
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)
