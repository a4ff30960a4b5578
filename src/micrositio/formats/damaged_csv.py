"""What a damaged CSV is taken for: its encoding, its separator and its cells. Nothing that is published is read so."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from micrositio.formats.characters import composed

_SEPARATORS = ",;\t|"
SEPARATOR_NAMES = {",": "«,»", ";": "«;»", "\t": "«⇥»", "|": "«|»"}
"""The separators of columns, as messages name them."""
_SEP_LINE = re.compile(r"\s*\"?sep=(.)\"?[,;\t|]*\s*\Z", re.IGNORECASE)
_SINGLE_BYTE = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "MS-DOS (850)"}
"""The encodings in which spreadsheets save Spanish, where it is not UTF-8, with their names."""
_SPANISH = frozenset("áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”‘’–—…°ºª·€")
_OTHER_DATE = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\d)")
_LOOKED_AT = 50
"""Lines that are read to know the separator."""


class Taken(NamedTuple):
    """What a file is taken for: the name of its encoding, its separator, whether a first line states it, its text."""

    encoding: str
    separator: str
    says_separator: bool
    text: str

    @property
    def is_sound(self) -> bool:
        """Whether the file is as every table is to be saved: UTF-8, with commas and without a line that says so."""
        return self.encoding == UTF8 and self.separator == "," and not self.says_separator


UTF8 = "UTF-8"


@lru_cache(maxsize=1)
def taken_for(data: bytes) -> Taken:
    """Returns what the bytes are taken for; where several encodings are possible, that of the most Spanish letters."""
    encoding, text = _decoded(data)
    first, _, rest = text.partition("\n")
    if stated := _SEP_LINE.fullmatch(first):
        return Taken(encoding, stated[1], True, rest)
    return Taken(encoding, _separator(text), False, text)


class Torn(Exception):
    """The cells of a row, the number of which is the argument, cannot be told apart: its quotes do not close."""


def cells_of(taken: Taken) -> Iterator[list[str]]:
    """Yields the cells of each row, composed; raises `Torn` where they cannot be told apart."""
    read = 0
    try:
        for row in csv.reader(io.StringIO(taken.text), delimiter=taken.separator, strict=True):
            yield [composed(cell) for cell in row]
            read += 1
    except csv.Error as error:
        raise Torn(read + 1) from error


def has_other_dates(text: str) -> bool:
    """Returns whether a text has dates that a spreadsheet wrote in the order of a country."""
    return bool(_OTHER_DATE.search(text))


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) and len(data) % 2 == 0:
        return "UTF-16", _lines(data.decode("utf-16", "replace"))
    if b"\0" in data[:1000]:
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        return "UTF-16", _lines(data.decode(encoding, "replace"))
    try:
        return UTF8, _lines(data.removeprefix(BOM_UTF8).decode("utf-8"))
    except UnicodeDecodeError:
        found = ((name, data.decode(encoding, "replace")) for encoding, name in _SINGLE_BYTE.items())
        name, text = max(found, key=lambda each: _spanish(each[1]))
        return name, _lines(text)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _spanish(text: str) -> int:
    """Returns how many letters of Spanish a text has, less those that are of another alphabet or no letters."""
    return sum(1 if each in _SPANISH else -1 for each in text if not each.isascii())


def _separator(text: str) -> str:
    """Returns the separator with which most of the first lines have as many cells as the first of them, and several."""
    return max(_SEPARATORS, key=lambda each: _regular(text, each))


def _regular(text: str, separator: str) -> tuple[int, int]:
    try:
        rows = [row for row in islice(csv.reader(io.StringIO(text), delimiter=separator), _LOOKED_AT) if any(row)]
    except csv.Error:
        return 0, 0
    width = len(rows[0]) if rows else 0
    return (sum(len(row) == width for row in rows) if width > 1 else 0), width
