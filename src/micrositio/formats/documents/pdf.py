"""PDF: text, properties, notes, forms, programs, files within, and boxes drawn over a text."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from typing import Any, NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject

from micrositio.formats.documents.contents import MOST_PAGES, Contents, TooMuch, Trace
from micrositio.formats.documents.office import Open

FAULTS = (
    PyPdfError, OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, EOFError,
    NotImplementedError, AssertionError, struct.error, zlib.error,
)  # fmt: skip
"""What the library raises for a damaged or locked PDF."""
_SAID = ("/Contents", "/V", "/DV", "/Title", "/T", "/TU", "/Alt", "/ActualText", "/URI", "/Subj", "/JS", "/F", "/UF")
"""The keys whose texts a reader shows, or keeps."""
_NOTES = (
    "/Text",
    "/FreeText",
    "/Popup",
    "/Highlight",
    "/Underline",
    "/StrikeOut",
    "/Squiggly",
    "/Ink",
    "/Stamp",
    "/Caret",
)
_PROGRAMS = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm")
_DARK = 0.25
"""The lightest that a box may be to hide what is under it, from 0 (black) to 1."""
_FILLS = (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(data: bytes, contents: Contents, depth: int, opened: Open) -> None:
    """Adds what a PDF holds; raises one of `FAULTS` if it is damaged or locked."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise TooMuch
    if len(reader.pages) > MOST_PAGES:
        raise TooMuch
    if data.rpartition(b"%%EOF")[2].strip(b"\0\t\r\n "):
        contents.unread.append("%%EOF …")
    for page in reader.pages:
        drawn = _Drawn()
        text = page.extract_text(visitor_operand_before=drawn.operator, visitor_text=drawn.text) or ""
        contents.add(text)
        contents.is_mute |= not any(each.isalnum() for each in text)
        if drawn.covers:
            contents.traces.add(Trace.BOX)
    _read_properties(reader, contents)
    _read_objects(reader, contents)
    for name, files in reader.attachments.items():
        for content in files:
            contents.spend(len(content))
            opened(name, content, contents, depth + 1)


def made_on(data: bytes) -> str:
    """Returns the moment at which a PDF says that it was made, as its properties write it, or ""."""
    stated = PdfReader(io.BytesIO(data)).metadata
    return str(stated.get("/CreationDate", "")) if stated else ""


def _read_properties(reader: PdfReader, contents: Contents) -> None:
    stated = {key: str(value) for key, value in (reader.metadata or {}).items()}
    contents.name(stated.pop("/Author", ""))
    contents.add("\n".join(stated.values()))
    metadata = reader.root_object.get("/Metadata")
    if metadata is not None:
        data = metadata.get_object().get_data()
        contents.spend(len(data))
        contents.add(data.decode("utf-8", "replace"))


def _read_objects(reader: PdfReader, contents: Contents) -> None:
    """Adds what the objects of the file say, whatever page they are of."""
    numbers = {each for entries in reader.xref.values() for each in entries} | set(reader.xref_objStm)
    contents.spend(0, len(numbers))
    for number in sorted(numbers):
        found = reader.get_object(IndirectObject(number, 0, reader)) if number else None
        for each in _dictionaries(found):
            _read_dictionary(each, contents)


def _dictionaries(found: PdfObject | None, depth: int = 0) -> list[DictionaryObject]:
    """Returns the dictionaries within an object that are not objects of their own."""
    if depth > 8:
        return []
    values: list[Any] = []
    if isinstance(found, DictionaryObject):
        values = [dict.__getitem__(found, key) for key in found]
    elif isinstance(found, ArrayObject):
        values = list(found)
    inner = [one for each in values if not isinstance(each, IndirectObject) for one in _dictionaries(each, depth + 1)]
    return [found, *inner] if isinstance(found, DictionaryObject) else inner


def _read_dictionary(found: DictionaryObject, contents: Contents) -> None:
    if "/JS" in found or found.get("/S") in _PROGRAMS or "/AA" in found:
        contents.traces.add(Trace.CODE)
    if found.get("/Subtype") in _NOTES and found.get("/Contents"):
        contents.traces.add(Trace.COMMENT)
    if found.get("/Subtype") == "/Redact":
        contents.traces.add(Trace.BOX)
    for key in _SAID:
        value = found.get(key)
        if isinstance(value, str):
            contents.add(value)


class _Box(NamedTuple):
    """A rectangle on a page: its left, bottom, right and top."""

    left: float
    bottom: float
    right: float
    top: float


class _Drawn:
    """What is drawn on a page, in order: `covers` once a dark box is drawn over a text that was written before."""

    def __init__(self) -> None:
        self.covers = False
        self.dark, self.kept = True, [True]
        self.boxes: list[_Box] = []
        self.written: list[tuple[float, float, float]] = []

    def text(self, text: str, matrix: list[float], line: list[float], _font: Any, size: float) -> None:
        """Notes where a text is written."""
        if text.strip() and len(self.written) < 20_000:
            x = line[4] * matrix[0] + line[5] * matrix[2] + matrix[4]
            y = line[4] * matrix[1] + line[5] * matrix[3] + matrix[5]
            self.written.append((x, y, abs(size * (line[3] or 1) * (matrix[3] or 1))))

    def operator(self, name: bytes, given: list[Any], matrix: list[float], _line: list[float]) -> None:
        """Follows the colour and the boxes."""
        if name == b"q":
            self.kept.append(self.dark)
        elif name == b"Q":
            self.dark = self.kept.pop() if len(self.kept) > 1 else self.dark
        elif name in (b"g", b"rg", b"k", b"sc", b"scn"):
            self.dark = _is_dark(given)
        elif name == b"re":
            self.boxes.append(_placed([float(each) for each in given], matrix))
        elif name in _FILLS:
            self.covers |= self.dark and any(_is_over(box, self.written) for box in self.boxes)
            self.boxes = []
        elif name in (b"n", b"S", b"s"):
            self.boxes = []


def _is_dark(given: list[Any]) -> bool:
    values = [float(each) for each in given if not isinstance(each, NameObject)]
    if len(values) == 4:
        return values[3] >= 1 - _DARK or min(values[:3]) >= 1 - _DARK
    return bool(values) and max(values) <= _DARK


def _placed(given: list[float], matrix: list[float]) -> _Box:
    x, y, width, height = given
    corners = [(x, y), (x + width, y + height)]
    xs = [each * matrix[0] + other * matrix[2] + matrix[4] for each, other in corners]
    ys = [each * matrix[1] + other * matrix[3] + matrix[5] for each, other in corners]
    return _Box(min(xs), min(ys), max(xs), max(ys))


def _is_over(box: _Box, written: list[tuple[float, float, float]]) -> bool:
    """Returns whether a box lies over the beginning of a text, at the height of its letters."""
    return any(
        box.left - 2 <= x <= box.right
        and box.bottom - size * 0.3 <= y + size * 0.3 <= box.top
        and box.top - box.bottom > 3
        for x, y, size in written
    )


def clean_pdf(data: bytes) -> bytes:
    """Returns a PDF with the same pages and no properties, programs or files within."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.metadata = None
    for key in ("/Metadata", "/OpenAction", "/AA"):
        writer.root_object.pop(NameObject(key), None)
    names = writer.root_object.get("/Names")
    if names is not None:
        for key in ("/JavaScript", "/EmbeddedFiles"):
            names.get_object().pop(NameObject(key), None)
    for page in writer.pages:
        page.pop(NameObject("/AA"), None)
    made = io.BytesIO()
    writer.compress_identical_objects()
    writer.write(made)
    return made.getvalue()
