"""CSV as staff save it: bytes → a table of verbatim cells, each row with its place, and the problems of the file.

Strict where a library would guess (encoding, separator, quotes, width), because a wrong guess would be published.
"""

from __future__ import annotations

import csv
import io
import re
from array import array
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from micrositio.model.table_rows import Rows
from micrositio.problems.bounded import told
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

MAXIMUM_BYTES = 100_000_000
MAXIMUM_COLUMNS = 200
MAXIMUM_ROWS = 999_999
"""Rows with data of a table at most; those of a workbook, with the empty ones, are `_LINES`."""
MAXIMUM_CELLS = 20_000_000
MAXIMUM_CELL = 32_767
"""Characters of a cell at most: as many as one of Excel holds."""
_LINES = 1_048_576
_LINE_BYTES = 2_000_000
"""Bytes between two line ends from which a file is not read."""
_BLOCK = 1000
"""Rows that are written at a time."""
_SEPARATORS = {";": "«;»", "\t": "«⇥»", "|": "«|»"}


@dataclass(frozen=True, slots=True)
class Row:
    """A data row: its number as a spreadsheet counts (header = 1), its first line in the file, its cells."""

    number: int
    line: int
    cells: tuple[str, ...]


class FileRows:
    """The rows of a file, with their cells kept by columns; each is put together when it is read."""

    def __init__(self, rows: Sequence[Row], width: int) -> None:
        """Keeps `rows`, each of as many cells as `width`."""
        self.cells = Rows.of([row.cells for row in rows], width)
        self._numbers, self._lines = (array("I", each) for each in ([r.number for r in rows], [r.line for r in rows]))

    def __len__(self) -> int:
        """Returns the number of rows."""
        return len(self._numbers)

    def __iter__(self) -> Iterator[Row]:
        """Yields the rows."""
        return map(Row, self._numbers, self._lines, self.cells)


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as it stands in its file; `complete` is False if some of its rows could not be read."""

    name: str
    file: str
    header: tuple[str, ...]
    rows: FileRows | tuple[Row, ...]
    complete: bool = True

    @property
    def cells(self) -> Rows:
        """The cells by columns."""
        rows = self.rows
        return rows.cells if isinstance(rows, FileRows) else Rows.of([row.cells for row in rows], len(self.header))


def read_csv(name: str, file: str, data: bytes) -> tuple[RawTable | None, list[Problem]]:
    """Returns the table in `data`, or None if it cannot be read, with every problem of the file as a whole."""
    fatal = next(_unreadable(file, data), None)
    if fatal:
        return None, [fatal]
    text = io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline="")
    fatal = next(_not_commas(file, text.readline()), None)
    if fatal:
        return None, [fatal]
    text.seek(0)
    records, broken = _records(file, text)
    if not records:
        return None, broken
    records = _trimmed(records)
    header, rows = records[0].cells, [row for row in records[1:] if any(row.cells)]
    problems = [*broken, *_header_problems(file, header), *told(_width_problems(file, len(header), rows), file)]
    straight = FileRows([row for row in rows if len(row.cells) == len(header)], len(header))
    return RawTable(name, file, header, straight, complete=len(straight) == len(rows) and not broken), problems


def _unreadable(file: str, data: bytes) -> Iterator[Problem]:
    if len(data) > MAXIMUM_BYTES:
        yield problem(Kind.FILE_SIZE, Place(file), limit=f"{MAXIMUM_BYTES // 1_000_000} MB")
    if not data.removeprefix(BOM_UTF8).strip():
        yield problem(Kind.CSV_EMPTY, Place(file))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield problem(Kind.CSV_UTF16, Place(file))
    if b"\x00" in data:
        yield problem(Kind.CSV_NUL, Place(file, data[: data.index(b"\x00")].count(b"\n") + 1))
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        yield problem(Kind.CSV_ENCODING, Place(file, row), guess="Windows-1252")
    if _has_long_line(data):
        yield problem(Kind.TABLE_LINE, Place(file), limit=f"{_LINE_BYTES // 1_000_000} MB")


def _has_long_line(data: bytes) -> bool:
    """Returns whether some stretch of half of `_LINE_BYTES` has no line end: then a line is longer than that."""
    step = _LINE_BYTES // 2
    ends = (max(data.rfind(b"\n", at, at + step), data.rfind(b"\r", at, at + step)) for at in range(0, len(data), step))
    return any(end < 0 for end in islice(ends, len(data) // step))


def _not_commas(file: str, first: str) -> Iterator[Problem]:
    if re.fullmatch(r"\s*sep=.{0,2}\s*", first, re.IGNORECASE):
        yield problem(Kind.CSV_SEP_LINE, Place(file, 1), line=first.strip())
    for separator, found in _SEPARATORS.items():
        if separator in first and "," not in first:
            yield problem(Kind.CSV_SEPARATOR, Place(file, 1), found=found)


def _records(file: str, text: Iterable[str]) -> tuple[list[Row], list[Problem]]:
    """Returns the header and the rows that are not empty, or those before the first fault, and that fault."""
    csv.field_size_limit(MAXIMUM_CELL)
    reader = csv.reader(text, strict=True)
    rows: list[Row] = []
    seen: dict[str, str] = {}
    number, line, total = 0, 1, 0
    try:
        for number, cells in enumerate(reader, 1):
            if any(cells) or not rows:
                rows.append(Row(number, line, tuple(map(seen.setdefault, cells, cells))))
            line = reader.line_num + 1
            total += len(cells)
            if len(cells) > MAXIMUM_COLUMNS:
                return [], [problem(Kind.TABLE_LIMITS, Place(file, number))]
            if number > _LINES or total > MAXIMUM_CELLS or len(rows) > MAXIMUM_ROWS + 1:
                limit = f"{MAXIMUM_CELLS:,} celdas" if total > MAXIMUM_CELLS else f"{MAXIMUM_ROWS:,} filas"
                return [], [problem(Kind.TABLE_ROWS, Place(file, number), limit=limit)]
    except csv.Error as error:
        is_long = str(error).startswith("field larger")
        return rows, [_unread(file, number + 1, Kind.CELL_LIMIT if is_long else Kind.CSV_QUOTE)]
    return rows, []


def _unread(file: str, row: int, kind: Kind) -> Problem:
    return problem(kind, Place(file, row), limit=f"{MAXIMUM_CELL:,}")


def _trimmed(records: list[Row]) -> list[Row]:
    """Returns the rows without empty columns at the right, of the whole table or of one row, left by spreadsheets."""
    used = max((number for row in records for number, cell in enumerate(row.cells, 1) if cell), default=0)
    named = min(used, len(records[0].cells))
    return [
        row if len(row.cells) <= named else Row(row.number, row.line, _without_tail(row.cells[:used], named))
        for row in records
    ]


def _without_tail(cells: tuple[str, ...], keep: int) -> tuple[str, ...]:
    while len(cells) > keep and not cells[-1]:
        cells = cells[:-1]
    return cells


def _header_problems(file: str, header: tuple[str, ...]) -> Iterator[Problem]:
    for number, name in enumerate(header, 1):
        if not name.strip():
            yield problem(Kind.COLUMN_BLANK, Place(file, 1), number=number)
        elif name in header[: number - 1]:
            yield problem(Kind.COLUMN_REPEATED, Place(file, 1, name), column=name)


def _width_problems(file: str, expected: int, rows: list[Row]) -> Iterator[Problem]:
    for row in rows:
        if len(row.cells) != expected:
            yield problem(Kind.ROW_CELLS, Place(file, row.number), found=len(row.cells), expected=expected)


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Returns the table as RFC 4180 bytes: UTF-8, comma, CRLF, cells verbatim."""
    return b"".join(csv_pieces(header, rows))


def csv_pieces(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yields the bytes of `write_csv` in pieces."""
    lines = chain((header,), rows)
    while block := list(islice(lines, _BLOCK)):
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerows(block)
        yield out.getvalue().encode("utf-8")
