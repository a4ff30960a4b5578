"""A workbook as somebody gave it back: its sheets as cells, once nothing in it can do harm.

python-calamine reads .xlsx, .ods and .xls alike, but reserves memory for every cell up to the last one: what it is
given has been measured before.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import repeat
from pathlib import PurePath
from typing import NamedTuple

import python_calamine

from micrositio.formats.documents.contents import Contents, TooMuch
from micrositio.formats.documents.office import FAULTS, parts_of
from micrositio.model.text import N_
from micrositio.privacy.detectors import personal_data
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

Raw = str | float | bool | date | datetime | time | timedelta
"""A cell as the library gives it; "" for an empty one."""
EXTENSIONS = (".xlsx", ".ods", ".xls")
MAXIMUM_BYTES = 10_000_000
MAXIMUM_SHEETS, MAXIMUM_ROWS, MAXIMUM_COLUMNS = 50, 20_000, 200
_MAXIMUM_CELLS = 1_000_000
_MAXIMUM_MERGED = 200_000
_LIMIT = f"{MAXIMUM_ROWS:,} × {MAXIMUM_COLUMNS} celdas por hoja"
_MACROS = N_("macros o programas")
_LINKS = N_("enlaces a otros libros o fuentes de datos")
_NOT_READABLE = N_("está dañado, tiene contraseña o no es un libro")
_CODE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (_MACROS, re.compile(r".*vbaProject\.bin|xl/(?:macrosheets|dialogsheets)/.*|Basic/.*|Scripts/.*|xl/activeX/.*")),
    (_LINKS, re.compile(r"xl/(?:externalLinks|queryTables)/.*|xl/connections\.xml|xl/embeddings/.*|Object \d.*")),
)
"""The parts of a workbook that could do something, by their names."""
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FAR = re.compile(
    rb"<(?:\w+:)?(?:c|row)\b[^>]*?\br\s*=\s*[\"'](?:"
    rb"[A-Za-z]{3,}\d+|[H-Zh-z][A-Za-z]\d+|[Gg][S-Zs-z]\d+"
    rb"|[A-Za-z]*(?:\d{6,}|[3-9]\d{4}|2[1-9]\d{3}|20[1-9]\d\d|200[1-9]\d|2000[1-9]))[\"']"
)
"""A cell or row beyond `MAXIMUM_ROWS` or `MAXIMUM_COLUMNS`."""
_UNPLACED = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?![^>]*\sr\s*=)")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>((?:(?!</(?:\w+:)?c>).)*?)</(?:\w+:)?c>", re.DOTALL)
_FORMULA_OR_ERROR = re.compile(rb"<(?:\w+:)?f[\s/>]|\bt\s*=\s*[\"']e[\"']")
_REF = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]+)(\d+)")
_SPREAD = re.compile(
    rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*?)(/?)>|</table:(table-row|table)>"
)
_TIMES = re.compile(rb"number-(?:rows|columns)-repeated=\"(\d+)\"")
_SPANNED = re.compile(rb"number-(columns|rows)-spanned=\"(\d+)\"")
_TABLE = re.compile(rb"<table:table[\s>].*?</table:table>", re.DOTALL)
_OLE_MACROS = "_VBA_PROJECT".encode("utf-16-le")


class Cell(NamedTuple):
    """A cell of a sheet by its row and column, both counted from 1."""

    row: int
    column: int


class Merged(NamedTuple):
    """Cells of a sheet that are one: the first of them, which has the value, and the last."""

    first: Cell
    last: Cell


@dataclass(frozen=True)
class Book:
    """The sheets of a workbook by name, each as rows of cells; `faulty` are cells with an error or without a result.

    `merged` are the cells of each sheet that are one.
    """

    sheets: Mapping[str, Sequence[Sequence[Raw]]]
    faulty: Mapping[str, frozenset[Cell]]
    merged: Mapping[str, Sequence[Merged]] = field(default_factory=dict)


def read_book(name: str, data: bytes) -> tuple[Book | None, list[Problem]]:
    """Returns the workbook, or None with the reason why it is not read."""
    place = Place(name)
    if PurePath(name).suffix.lower() not in EXTENSIONS:
        return None, [problem(Kind.BOOK_UNREADABLE, place, why=_NOT_READABLE)]
    if len(data) > MAXIMUM_BYTES:
        return None, [problem(Kind.BOOK_LIMITS, place, limit=f"{MAXIMUM_BYTES // 1_000_000} MB")]
    try:
        parts = _parts(data)
    except TooMuch:
        return None, [problem(Kind.BOOK_LIMITS, place, limit="60 MB")]
    except FAULTS:
        return None, [problem(Kind.BOOK_UNREADABLE, place, why=_NOT_READABLE)]
    if refused := next(_refusals(place, data, parts), None):
        return None, [refused]
    return _opened(place, data, parts)


def _parts(data: bytes) -> dict[str, bytes]:
    """Returns the files within a workbook that is a zip; none of one that is not."""
    return dict(parts_of(data, Contents())) if data.startswith(b"PK") else {}


def _refusals(place: Place, data: bytes, parts: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yields why a workbook is not given to the library: what it could do, or how far it reaches."""
    if not parts and _OLE_MACROS in data:
        yield problem(Kind.BOOK_CODE, place, what=_MACROS)
    for name in parts:
        for what, pattern in _CODE:
            if pattern.fullmatch(name):
                yield problem(Kind.BOOK_CODE, place, what=what)
    if any(b"<!ENTITY" in part or part[:2] in (b"\xff\xfe", b"\xfe\xff") for part in parts.values() if _is_xml(part)):
        yield problem(Kind.BOOK_UNREADABLE, place, why=_NOT_READABLE)
    if any(_reaches_far(name, part) for name, part in parts.items()):
        yield problem(Kind.BOOK_LIMITS, place, limit=_LIMIT)


def _is_xml(part: bytes) -> bool:
    return part.lstrip(b"\xff\xfe\xef\xbb\xbf\x00 \r\n\t")[:1] == b"<"


def _reaches_far(name: str, part: bytes) -> bool:
    if name == "content.xml":
        return _spreads_far(part)
    if not _SHEET.fullmatch(name):
        return False
    return part.count(b"<c") > _MAXIMUM_CELLS or bool(_FAR.search(part) or _UNPLACED.search(part))


def _spreads_far(content: bytes) -> bool:
    """Returns whether a sheet of an .ods has something beyond the limits; what is empty at the end does not count."""
    row = column = cells = 0
    times = 1
    for match in _SPREAD.finditer(content):
        kind, attributes, alone, closed = match.groups()
        count = int(found[1]) if (found := _TIMES.search(attributes or b"")) else 1
        if kind == b"table":
            row = 0
        elif kind == b"table-row":
            column, times = 0, count
            row += count if alone else 0
        elif kind:
            column += count
            says = b"office:value-type" in attributes or (not alone and b"value-type" in attributes)
            cells += count * times if says else 0
            if says and (column > MAXIMUM_COLUMNS or row + times > MAXIMUM_ROWS or cells > _MAXIMUM_CELLS):
                return True
        elif closed == b"table-row":
            row += times
    return False


def _opened(place: Place, data: bytes, parts: Mapping[str, bytes]) -> tuple[Book | None, list[Problem]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        if len(book.sheet_names) > MAXIMUM_SHEETS:
            return None, [problem(Kind.BOOK_LIMITS, place, limit=f"{MAXIMUM_SHEETS} hojas")]
        sheets: dict[str, list[list[Raw]]] = {}
        merged = _merged_in_ods(tuple(book.sheet_names), parts)
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height > MAXIMUM_ROWS or sheet.total_width > MAXIMUM_COLUMNS:
                return None, [problem(Kind.BOOK_LIMITS, place, limit=_LIMIT)]
            sheets[name] = sheet.to_python(skip_empty_area=False)
            merged.setdefault(name, [_merged(*each) for each in sheet.merged_cell_ranges or ()])
            if sum(map(_area, merged[name], repeat(sheets[name]))) > _MAXIMUM_MERGED:
                return None, [problem(Kind.BOOK_LIMITS, place, limit=f"{_MAXIMUM_MERGED:,} celdas combinadas")]
    except (python_calamine.CalamineError, OSError, ValueError):
        return None, [problem(Kind.BOOK_UNREADABLE, place, why=_NOT_READABLE)]
    texts = (cell for rows in sheets.values() for row in rows for cell in row if isinstance(cell, str) and cell)
    for what, mask in personal_data("\n".join(dict.fromkeys(texts))):
        return None, [problem(Kind.BOOK_PERSONAL, place, what=what, masked=mask)]
    return Book(sheets, _faulty(tuple(sheets), parts), merged), []


def _merged(first: tuple[int, int], last: tuple[int, int]) -> Merged:
    return Merged(Cell(first[0] + 1, first[1] + 1), Cell(last[0] + 1, last[1] + 1))


def _area(merged: Merged, rows: Sequence[Sequence[Raw]]) -> int:
    """Returns how many cells are merged within the rows of a sheet; at least one."""
    height = min(merged.last.row, len(rows)) - merged.first.row + 1
    width = min(merged.last.column, max(map(len, rows[:1]), default=0)) - merged.first.column + 1
    return max(1, height) * max(1, width)


def _merged_in_ods(names: Sequence[str], parts: Mapping[str, bytes]) -> dict[str, list[Merged]]:
    """Returns the merged cells of each sheet of an .ods, which the library does not tell."""
    tables = _TABLE.findall(parts.get("content.xml", b""))
    return {name: list(_spans(table)) for name, table in zip(names, tables, strict=False)}


def _spans(table: bytes) -> Iterator[Merged]:
    row, column, times = 1, 1, 1
    for match in _SPREAD.finditer(table):
        kind, attributes, alone, closed = match.groups()
        count = int(found[1]) if (found := _TIMES.search(attributes or b"")) else 1
        if kind == b"table-row":
            column, times = 1, count
            row += count if alone else 0
        elif kind in (b"table-cell", b"covered-table-cell"):
            wide = {name: int(number) for name, number in _SPANNED.findall(attributes)}
            down, across = wide.get(b"rows", 1), wide.get(b"columns", 1)
            if down * across > 1:
                yield Merged(Cell(row, column), Cell(row + down - 1, column + across - 1))
            column += count
        elif closed == b"table-row":
            row += times


def _faulty(names: Sequence[str], parts: Mapping[str, bytes]) -> dict[str, frozenset[Cell]]:
    """Returns the cells of each sheet of an .xlsx with an error, or with a formula whose result nobody has kept."""
    files = _sheet_files(parts)
    found = {name: frozenset(_faulty_cells(parts[files[name]])) for name in names if files.get(name) in parts}
    return {name: cells for name, cells in found.items() if cells}


def _sheet_files(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Returns the file of each sheet of an .xlsx, by the name of the sheet."""
    book, links = (parts.get(name, b"").decode("utf-8", "replace") for name in (
        "xl/workbook.xml", "xl/_rels/workbook.xml.rels"))  # fmt: skip
    targets = {
        _attribute(each, "Id"): _attribute(each, "Target") for each in re.findall(r"<Relationship\b[^>]*>", links)
    }
    return {
        _attribute(each, "name"): "xl/" + targets.get(_attribute(each, "r:id"), "").removeprefix("/xl/")
        for each in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book)
    }


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf"\s{name}\s*=\s*[\"']([^\"']*)", tag)
    return match[1] if match else ""


def _faulty_cells(part: bytes) -> Iterator[Cell]:
    if not _FORMULA_OR_ERROR.search(part):
        return
    for match in _CELL.finditer(part):
        attributes, inner = match.groups()
        is_error = re.search(rb"\bt\s*=\s*[\"']e[\"']", attributes)
        is_empty = re.search(rb"<(?:\w+:)?f\b", inner) and not re.search(rb"<(?:\w+:)?v>[^<]", inner)
        if (is_error or is_empty) and (ref := _REF.search(attributes)):
            yield Cell(int(ref[2]), column_number(ref[1].decode()))


def column_number(letters: str) -> int:
    """Returns the number of a column, from 1."""
    number = 0
    for each in letters.upper():
        number = number * 26 + ord(each) - ord("A") + 1
    return number


def letters_of(column: int) -> str:
    """Returns the letters of a column that is counted from 1."""
    before, last = divmod(column - 1, 26)
    return (letters_of(before) if before else "") + chr(ord("A") + last)
