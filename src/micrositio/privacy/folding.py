"""Texts without their disguises, as the detectors read them: capitals of one width, nothing invisible."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import NamedTuple
from urllib.parse import unquote

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0000-\U000e0fff]+"
)
_ENCODED = re.compile("(?:%[0-9A-Fa-f]{2})+")
_ALIKE = str.maketrans("АВЕЅЗІЈКМНОРСТУХАΑΒΕΖΗΙΚΜΝΟΡΤΥΧØ", "ABES3IJKMHOPCTYXAABEZHIKMNOPTYXO")
"""Capitals of Cyrillic and Greek that nobody can tell from those of Latin."""
_OTHER_ALPHABET = re.compile("[\u0370-\u03ff\u0400-\u04ffØ]")
_PIECE = re.compile("&#?\\w{1,31};|(?:%[0-9A-Fa-f]{2})+|.[\u0300-\u036f]*", re.DOTALL)
_DEEPEST = 3
"""Number of times that an escaped text is read again, for what was escaped twice."""


def folded(text: str) -> str:
    """Returns the text without its disguises; folded texts joined by a space are folded too."""
    for _ in range(_DEEPEST):
        read = html.unescape(text) if "&" in text else text
        if read == text:
            break
        text = read
    if "%" in text:
        text = _ENCODED.sub(lambda match: unquote(match[0]), text)
    if text.isascii():
        return text.upper()
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).upper()
    return text.translate(_ALIKE) if _OTHER_ALPHABET.search(text) else text


class Traced(NamedTuple):
    """A folded text with, for each of its characters, where it starts and where it ends in the text it was made of."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def traced(text: str) -> Traced:
    """Returns the folded text with the origin of its characters; much slower than `folded`."""
    made: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _PIECE.finditer(text):
        piece = folded(match[0])
        made.append(piece)
        starts += [match.start()] * len(piece)
        ends += [match.end()] * len(piece)
    return Traced("".join(made), tuple(starts), tuple(ends))
