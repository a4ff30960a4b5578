"""A CSV changed by pieces: cells that are set and rows that are added; every other row keeps its bytes."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from functools import cached_property

from micrositio.formats.characters import EDGES, composed

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_QUOTED = frozenset(',"\r\n')


class SplicedCsv:
    """A table's file as records, each as it is written; its rows are numbered as a spreadsheet does (header = 1).

    The file is one that `read_csv` reads without faults, or none yet (`data` empty, with the header to begin with).
    """

    def __init__(self, data: bytes, header: Sequence[str] = ()) -> None:
        """Takes the bytes of the file, or begins a new one with `header`."""
        self._bom = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
        text = data.removeprefix(BOM_UTF8).decode("utf-8") or ",".join(map(_cell, header)) + "\r\n"
        self._records = _records(text)
        self._end = _parted(self._records[0])[1] or "\r\n"
        self.header = [" ".join(each.split()) for each in map(_read, _fields(self._records[0]))]

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self._bom + "".join(self._records).encode()

    @cached_property
    def rows(self) -> dict[int, dict[str, str]]:
        """The rows that say something, by number, each as its cells by column."""
        cells = {number: [_read(each) for each in _fields(text)] for number, text in enumerate(self._records[1:], 2)}
        return {number: dict(zip(self.header, row, strict=False)) for number, row in cells.items() if any(row)}

    def set(self, row: int, column: str, text: str) -> None:
        """Writes a cell; its column is added at the end of the table if there is none."""
        place = self._place(column, text)
        if place is not None:
            body, end = _parted(self._records[row - 1])
            fields = _fields(body)
            fields[place] = _cell(text)
            self._records[row - 1] = ",".join(fields) + end
            self.rows[row][column] = text

    def append(self, cells: Mapping[str, str]) -> int:
        """Adds a row after the last one that says something, and returns its number."""
        for column, text in cells.items():
            self._place(column, text)
        while len(self._records) > 1 and not any(map(_read, _fields(self._records[-1]))):
            self._records.pop()
        body, end = _parted(self._records[-1])
        self._records[-1] = body + (end or self._end)
        self._records.append(",".join(_cell(cells.get(name, "")) for name in self.header) + self._end)
        self.rows[len(self._records)] = {name: cells.get(name, "") for name in self.header}
        return len(self._records)

    def _place(self, column: str, text: str) -> int | None:
        """Returns the place of a column, added to every row if there is none; None for an empty cell of such a one."""
        if column in self.header:
            return self.header.index(column)
        if not text:
            return None
        width = len(self.header)
        self.header.append(column)
        for number, record in enumerate(self._records):
            body, end = _parted(record)
            fields = [*_fields(body), *[""] * width][:width]
            if number == 0 or any(fields):
                self._records[number] = ",".join([*fields, column if number == 0 else ""]) + end
        return width


def _records(text: str) -> list[str]:
    """Returns the records, each with its line end; a line end between quotes is of its cell."""
    records: list[str] = []
    is_open = False
    for line in _LINE.findall(text):
        records[-1:] = [records[-1] + line] if is_open else [*records[-1:], line]
        is_open ^= line.count('"') % 2 == 1
    return records


def _parted(record: str) -> tuple[str, str]:
    """Returns a record without its line end, and that end."""
    body = record.rstrip("\r\n")
    return body, record[len(body) :]


def _fields(record: str) -> list[str]:
    """Returns the cells of a record as they are written, quotes and all."""
    fields: list[str] = []
    quotes = 0
    for piece in _parted(record)[0].split(","):
        if quotes % 2:
            fields[-1] += f",{piece}"
        else:
            fields.append(piece)
            quotes = 0
        quotes += piece.count('"')
    return fields


def _read(field: str) -> str:
    """Returns the text of a cell, as the reader of tables gives it."""
    text = field[1:-1].replace('""', '"') if field.startswith('"') and field.endswith('"') and len(field) > 1 else field
    return composed(text).strip(EDGES)


def _cell(text: str) -> str:
    """Returns a text as a cell, in quotes if it needs them."""
    return '"' + text.replace('"', '""') + '"' if _QUOTED & set(text) else text
