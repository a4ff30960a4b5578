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

from micrositio.formats.characters import EDGES, composed
from micrositio.formats.damaged_csv import SEPARATOR_NAMES, has_other_dates, taken_for
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
"""Characters of a cell at most, as Excel counts them: it holds no more."""
_LINES = 1_048_576
_LINE_BYTES = 2_000_000
"""Bytes between two line ends from which a file is not read."""
_TOLD = 5
"""Rows that the notice of the spaces of a column names."""
_LONGEST_NAME = 200
"""Characters of the name of a column."""
_LINE_END = "\r\n"
_BLOCK = 1000
"""Rows that are written at a time."""


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
    fatal = next(_not_commas(file, text.readline(), data), None)
    if fatal:
        return None, [fatal]
    text.seek(0)
    records, cells, broken = _records(file, text)
    if not records:
        return None, broken
    records = _trimmed(records)
    header = tuple(" ".join(name.split()) for name in records[0].cells)
    if max(map(len, header), default=0) > _LONGEST_NAME:
        return None, [problem(Kind.TABLE_LIMITS, Place(file, 1))]
    rows, again = _without_headers(header, [row for row in records[1:] if any(row.cells)])
    broken += [problem(Kind.ROW_HEADER, Place(file, number)) for number in again]
    problems = [*broken, *_header_problems(file, header), *told(_width_problems(file, len(header), rows), file)]
    problems += [*_edge_notices(file, header, rows, cells), *told(_long_cells(file, header, rows, cells.long), file)]
    straight = FileRows([row for row in rows if len(row.cells) == len(header)], len(header))
    return RawTable(name, file, header, straight, complete=len(straight) == len(rows) and not broken), problems


def _unreadable(file: str, data: bytes) -> Iterator[Problem]:
    if len(data) > MAXIMUM_BYTES:
        yield problem(Kind.FILE_SIZE, Place(file), limit=f"{MAXIMUM_BYTES // 1_000_000} MB")
    if not data.removeprefix(BOM_UTF8).strip():
        yield problem(Kind.CSV_EMPTY, Place(file))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield problem(Kind.CSV_UTF16, Place(file), file=file, also=_also(data))
    if b"\x00" in data:
        yield problem(Kind.CSV_NUL, Place(file, data[: data.index(b"\x00")].count(b"\n") + 1))
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        guess = taken_for(data).encoding
        yield problem(Kind.CSV_ENCODING, Place(file, row), guess=guess, file=file, also=_also(data))
    if _has_long_line(data):
        yield problem(Kind.TABLE_LINE, Place(file), limit=f"{_LINE_BYTES // 1_000_000} MB")


def _has_long_line(data: bytes) -> bool:
    """Returns whether some stretch of half of `_LINE_BYTES` has no line end: then a line is longer than that."""
    step = _LINE_BYTES // 2
    ends = (max(data.rfind(b"\n", at, at + step), data.rfind(b"\r", at, at + step)) for at in range(0, len(data), step))
    return any(end < 0 for end in islice(ends, len(data) // step))


def _also(data: bytes, is_told: bool = False) -> str:
    """Returns what else there is to mend in a file as such, in words: its separator, unless told, and its dates."""
    taken = taken_for(data)
    separator = "" if taken.separator == "," or is_told else SEPARATOR_NAMES.get(taken.separator, "")
    found = [f"separado con {separator}"] if separator else []
    found += ["con fechas que no son AAAA-MM-DD"] if has_other_dates(taken.text) else []
    return f", {' y '.join(found)}" if found else ""


def _not_commas(file: str, first: str, data: bytes) -> Iterator[Problem]:
    if re.fullmatch(r"\s*sep=.{0,2}\s*", first, re.IGNORECASE):
        yield problem(Kind.CSV_SEP_LINE, Place(file, 1), line=first.strip(), file=file, also=_also(data))
    for separator, found in SEPARATOR_NAMES.items():
        if separator in first and "," not in first:
            yield problem(Kind.CSV_SEPARATOR, Place(file, 1), found=found, file=file, also=_also(data, True))


class _Cells(dict[str, str]):
    """The cells of a file as they are read, each text once: composed, with line feeds, without spaces at its ends.

    `edged` has, by the number of their column, the rows of the cells that had them; `long` are the texts that are too
    long, with their lengths.
    """

    def __init__(self) -> None:
        super().__init__()
        self.edged: dict[int, array[int]] = {}
        self.long: dict[str, int] = {}
        self._edged: set[str] = set()

    def __missing__(self, written: str) -> str:
        text = composed(written)
        read = text.strip(EDGES)
        if read != text:
            self._edged.add(written)
        if len(read) > MAXIMUM_CELL // 2 and (length := len(read.encode("utf-16-le")) // 2) > MAXIMUM_CELL:
            self.long[read] = length
        self[written] = self.setdefault(read, read)
        return self[written]

    def row(self, number: int, written: list[str]) -> tuple[str, ...]:
        """Returns the cells of a row."""
        read = tuple(map(self.__getitem__, written))
        for column in [at for at, each in enumerate(written) if each in self._edged] if self._edged else ():
            self.edged.setdefault(column, array("I")).append(number)
        return read


def _records(file: str, text: Iterable[str]) -> tuple[list[Row], _Cells, list[Problem]]:
    """Returns the header and the rows that are not empty, or those before a fault, their cells, and that fault."""
    csv.field_size_limit(MAXIMUM_CELL)
    reader = csv.reader(text, strict=True)
    rows: list[Row] = []
    seen = _Cells()
    number, line, total = 0, 1, 0
    try:
        for number, written in enumerate(reader, 1):
            cells = seen.row(number, written)
            if any(cells) or not rows:
                rows.append(Row(number, line, cells))
            line = reader.line_num + 1
            total += len(cells)
            if len(cells) > MAXIMUM_COLUMNS:
                return [], seen, [problem(Kind.TABLE_LIMITS, Place(file, number))]
            if number > _LINES or total > MAXIMUM_CELLS or len(rows) > MAXIMUM_ROWS + 1:
                limit = f"{MAXIMUM_CELLS:,} celdas" if total > MAXIMUM_CELLS else f"{MAXIMUM_ROWS:,} filas"
                return [], seen, [problem(Kind.TABLE_ROWS, Place(file, number), limit=limit)]
    except csv.Error as error:
        is_long = str(error).startswith("field larger")
        return rows, seen, [_unread(file, number + 1, Kind.CELL_LIMIT if is_long else Kind.CSV_QUOTE)]
    return rows, seen, []


def _unread(file: str, row: int, kind: Kind) -> Problem:
    return problem(kind, Place(file, row), limit=f"{MAXIMUM_CELL:,}")


def _edge_notices(file: str, header: tuple[str, ...], rows: list[Row], cells: _Cells) -> Iterator[Problem]:
    """Yields one notice for each column with spaces at the ends of its cells: where the first are, and how many."""
    whole = {1, *(row.number for row in rows if len(row.cells) == len(header))} if cells.edged else set()
    for column, all_rows in sorted(cells.edged.items()):
        edged = [row for row in all_rows if row in whole]
        if edged and column < len(header):
            where = f" (filas {', '.join(map(str, edged[:_TOLD]))}{', …' if len(edged) > _TOLD else ''})"
            yield problem(Kind.CELL_SPACES, Place(file, edged[0], header[column]), count=len(edged), where=where)


def _long_cells(file: str, header: tuple[str, ...], rows: list[Row], long: dict[str, int]) -> Iterator[Problem]:
    """Yields a problem for each cell that has as many letters as fit and takes more room, as small pictures do."""
    for row in rows if long else ():
        for name, cell in zip(header, row.cells, strict=False):
            if cell in long:
                yield problem(Kind.CELL_LONG, Place(file, row.number, name), length=long[cell], limit=MAXIMUM_CELL)


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


def _without_headers(header: tuple[str, ...], rows: list[Row]) -> tuple[list[Row], list[int]]:
    """Returns the rows without those that repeat the header, and the numbers of these.

    After such a row, which two files that were joined have, rows that were read already are left out too.
    """
    again = [row.number for row in rows if tuple(name.lstrip("\ufeff") for name in row.cells) == header]
    if not again:
        return rows, []
    known = {row.cells for row in rows if row.number < again[0]}
    kept = [row for row in rows if row.number < again[0] or (row.number not in again and row.cells not in known)]
    return kept, again


def _header_problems(file: str, header: tuple[str, ...]) -> Iterator[Problem]:
    blank = [str(number) for number, name in enumerate(header, 1) if not name]
    if blank:
        yield problem(Kind.COLUMN_BLANK, Place(file, 1), number=", ".join(blank))
    for number, name in enumerate(header):
        if name and name in header[:number]:
            yield problem(Kind.COLUMN_REPEATED, Place(file, 1, name), column=name)


def _width_problems(file: str, expected: int, rows: list[Row]) -> Iterator[Problem]:
    for row in rows:
        if len(row.cells) != expected:
            yield problem(Kind.ROW_CELLS, Place(file, row.number), found=len(row.cells), expected=expected)


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]], line_end: str = _LINE_END) -> bytes:
    """Returns the table as RFC 4180 bytes: UTF-8, comma, CRLF unless told otherwise, cells verbatim."""
    return b"".join(csv_pieces(header, rows, line_end))


def csv_pieces(header: Sequence[str], rows: Iterable[Sequence[str]], line_end: str = _LINE_END) -> Iterator[bytes]:
    """Yields the bytes of `write_csv` in pieces."""
    lines = chain((header,), rows)
    while block := list(islice(lines, _BLOCK)):
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator=line_end).writerows(block)
        yield out.getvalue().encode("utf-8")
