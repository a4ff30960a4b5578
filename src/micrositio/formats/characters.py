"""The rule for the characters of every text, by whatever door it comes: table, YAML, Markdown, JSON, catalogue, theme.

Reading composes letters with their accents (NFC) and writes line ends as line feeds: nobody sees the difference. What
no reader could see, and what another program damaged, is told with its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple

from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

EDGES = " \t\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""The spaces that reading removes from both ends of a cell."""
_ALLOWED = "\n\t"
_REFUSED = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Categories of characters that are no text: controls, marks of direction and width, halves, private, not assigned."""
_BLANKS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0d\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that nobody sees, though their category is that of a text."""
_JOINER, _FORMS = "\u200d", "\ufe0e\ufe0f"
_PICTURES, _PARTS_OF_PICTURES = frozenset(("So",)), frozenset(("So", "Sk", "Mn"))
_EXCEL = re.compile(
    r"(?<![\w#])#(?:N/[AD]\b|¡?(?:REF|VALOR|VALUE|NUM|NULL|NULO|DIV/0|SPILL|DESBORDAMIENTO|CALC|CÁLCULO)!"
    r"|¿NOMBRE\?|NAME\?)|\A#{4,}\Z"
)
"""The errors of a spreadsheet's formulas, and the fence of a column too narrow for its number."""
_LEFT = re.compile(
    r"\b(?:NULL|NaN)\b|\[object Object\]|\A(?:nan|undefined)\Z|_x[0-9A-Fa-f]{4}_|\\u[0-9a-fA-F]{4}"
    r"|\A\d(?:[.,]\d+)?[eE]\+\d+\Z|</?(?:br|p|b|i|u|em|strong|span|div|a|li|ul|ol|font|td|tr|table)\b[^<>]*>"
    r"|\w%(?:20|[CE][0-9A-F])\w*"
)
"""What programs leave in a text: empty values, escapes, numbers cut short, markup."""
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_QUESTION = re.compile(r"[^\W\d_]\?[^\W\d_]+")
"""A question mark within a word: a letter that some program could not write."""


class TextFault(NamedTuple):
    """What is wrong with a text: the kind of the problem, the position in the text, and the details of the message."""

    kind: Kind
    at: int
    details: Mapping[str, Any]


def composed(text: str) -> str:
    """Returns the text with composed letters (NFC) and line feeds as line ends."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def named(character: str) -> str:
    """Returns the code of a character, as messages give it."""
    return f"U+{ord(character):04X}"


def unseen(text: str) -> TextFault | None:
    """Returns the first character that is no text, or None; a text without any visible sign is a fault too."""
    if text.isascii() and text.isprintable():
        return None
    if not text.isprintable():
        for at, character in enumerate(text):
            if not character.isprintable() and _is_refused(text, at, character):
                return TextFault(Kind.TEXT_INVISIBLE, at, {"character": named(character)})
    if blank := _BLANKS.search(text):
        return TextFault(Kind.TEXT_INVISIBLE, blank.start(), {"character": named(blank[0])})
    if text.strip(EDGES) and all(unicodedata.category(each)[0] in "ZM" for each in text):
        return TextFault(Kind.TEXT_INVISIBLE, 0, {"character": named(text.strip(EDGES)[0])})
    return None


def _is_refused(text: str, at: int, character: str) -> bool:
    if character in _ALLOWED or unicodedata.category(character) not in _REFUSED:
        return False
    return character != _JOINER or not _joins_pictures(text, at)


def _joins_pictures(text: str, at: int) -> bool:
    """Returns whether the joiner at a position is within an emoji of several."""
    around = text[at - 1 : at], text[at + 1 : at + 2]
    return all(around) and (
        (around[0] in _FORMS or unicodedata.category(around[0]) in _PARTS_OF_PICTURES)
        and unicodedata.category(around[1]) in _PICTURES
    )


def damage(text: str, is_markup: bool = False) -> TextFault | None:
    """Returns what another program did to the text, or None; `is_markup`: the text may have entities and code."""
    if "\ufffd" in text:
        return TextFault(Kind.TEXT_LOST, text.index("\ufffd"), {"found": _word(text, text.index("\ufffd"))})
    if not text.isascii() and (wrong := _DOUBLE.search(text)) and (fault := _mistaken(text, wrong.start())):
        return fault
    if found := _EXCEL.search(text):
        return TextFault(Kind.TEXT_EXCEL_ERROR, found.start(), {"found": found[0]})
    return _left(text, is_markup)


def _left(text: str, is_markup: bool) -> TextFault | None:
    found = _LEFT.search(text)
    if found and not (is_markup and found[0][0] in "<\\") and "://" not in _word(text, found.start()):
        near = unescape(found[0]) if found[0][0] != "\\" else chr(int(found[0][2:], 16))
        details = {"found": found[0], "near": near} if near != found[0] and near.isprintable() else {"found": found[0]}
        return TextFault(Kind.TEXT_LEFT, found.start(), details)
    for entity in _ENTITY.finditer(text) if "&" in text else ():
        meant = unescape(entity[0])
        if meant != entity[0] and (meant.isalpha() or not is_markup) and "://" not in _word(text, entity.start()):
            word = _word(text, entity.start())
            return TextFault(Kind.TEXT_LEFT, entity.start(), {"found": word, "near": unescape(word)})
    asked = _QUESTION.search(text) if "?" in text else None
    if asked and not is_markup and not re.search(r"[:/=@.]", _word(text, asked.start())):
        return TextFault(Kind.TEXT_LEFT_ASKED, asked.start(), {"found": _word(text, asked.start())})
    return None


def _word(text: str, at: int) -> str:
    """Returns the word around a position, without the signs around it."""
    start = max(text.rfind(each, 0, at) for each in " \n\t\"'«(") + 1
    return re.split(r"[\s\"»),]", text[start:], maxsplit=1)[0][:60].rstrip(".;:")


def _tables() -> Iterator[tuple[str, dict[str, int]]]:
    """Yields, by encoding that UTF-8 is mistaken for, the byte of each of its characters that may come of that."""
    for encoding in ("cp1252", "mac_roman", "cp850"):
        table = {bytes([byte]).decode(encoding, "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
        controls = {chr(byte): byte for byte in range(0x80, 0xA0)} if encoding == "cp1252" else {}
        yield encoding, {**controls, **table}


def _mistakes() -> Iterator[tuple[re.Pattern[str], dict[str, int]]]:
    """Yields, by encoding, a pattern of letters of Western Europe, quotes and emoji read in it, and its bytes."""
    for encoding, table in _tables():
        tail = f"[{re.escape(''.join(sign for sign, byte in table.items() if byte < 0xC0))}]"
        first = {byte: sign for sign, byte in table.items()}
        pairs = f"[{''.join(first[byte] for byte in range(0xC2, 0xC6))}]{tail}"
        longer = f"|{first[0xE2]}{tail}{tail}|{first[0xEF]}{tail}{tail}|{first[0xF0]}{tail}{{3}}"
        yield re.compile(pairs if encoding == "cp850" else pairs + longer), table


_MISTAKES = tuple(_mistakes())
_DOUBLE = re.compile("|".join(pattern.pattern for pattern, _ in _MISTAKES))


def _mistaken(text: str, at: int) -> TextFault | None:
    """Returns the fault of a word of UTF-8 that was read in another encoding, with the word that it was."""
    start = max(text.rfind(each, 0, at) for each in " \n\t") + 1
    meant = word = re.split(r"[ \n\t]", text[start:], maxsplit=1)[0][:60].rstrip(".,;:)")
    for _ in range(3):
        for pattern, table in _MISTAKES:
            meant = pattern.sub(lambda found, table=table: _decoded(found[0], table), meant)
    if meant == word or not meant.replace("\ufeff", "").replace("\xa0", " ").isprintable():
        return None
    return TextFault(Kind.TEXT_DAMAGED, at, {"found": word, "near": meant})


def _decoded(found: str, table: Mapping[str, int]) -> str:
    """Returns the characters of which these are the bytes, or the same text where they are of none."""
    meant = bytes(table[each] for each in found).decode("utf-8", "ignore")
    return found if not meant or "\x7f" < meant < "\xa0" else meant


def text_fault(text: str, is_markup: bool = False) -> TextFault | None:
    """Returns the first fault of a text: damage before what cannot be seen, which is often part of it; or None."""
    found = unseen(text)
    return (damage(text, is_markup) if not (found and ord(text[found.at]) < 0x20) else None) or found


def read_text(file: str, data: bytes, first_line: int = 1) -> tuple[str | None, list[Problem]]:
    """Returns the text in `data`, composed, or None and the problems of its encoding and of its unseen characters.

    `first_line` is the line of the file at which `data` begins.
    """
    try:
        text = composed(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return None, [problem(Kind.TEXT_ENCODING, Place(file, first_line))]
        return None, [problem(Kind.TEXT_ENCODING, Place(file, data[: error.start].count(b"\n") + first_line))]
    if (text.isascii() and text.replace("\n", "").isprintable()) or unseen(text) is None:
        return text, []
    lines = enumerate(text.split("\n"), first_line)
    found = ((row, text_fault(line, is_markup=True)) for row, line in lines if unseen(line))
    told = [Problem(Place(file, row, str(each.at + 1)), each.kind, each.details, True) for row, each in found if each]
    return (None, told) if told else (text, [])
