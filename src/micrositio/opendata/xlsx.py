"""A plan's tables as one Excel workbook for people: a guide, the dictionary, and a sheet for each table.

The sheets hold the rows and columns of the CSV and no others, so that a table copied from the workbook is the published
table; the one with its codes in words has a file of its own. Dates are dates, numbers are numbers, and no text is ever
a formula or a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from typing import Any

from micrositio.formats.xlsx_file import HEADER, MAXIMUM_ROWS, PLAIN, WRAPPED, Cell, Sheet, xlsx
from micrositio.model.plan import TableData
from micrositio.opendata.data_dictionary import DictionaryRow, dictionary

EPOCH = date(2000, 1, 1)
"""Creation date of a workbook whose data have no date: a build reads no clock."""
GUIDE, DICTIONARY = "LEEME", "diccionario"
_SHEET_NAME = 31
_NARROWEST, _WIDEST, _SAMPLED = 9, 60, 200
_NUMBERS = frozenset((int, float))
_FIRST_YEAR = 1901
"""First year of typed dates: Excel has no date before 1900, and counts a day too many in that year."""


def workbook(tables: Sequence[TableData], guide: Iterable[tuple[str, str]], made_on: date | None) -> Iterator[bytes]:
    """Yields the workbook's bytes.

    `guide` is the first sheet as pairs of label and words; `made_on` is the creation date, `EPOCH` if None.
    """
    rows = tuple(guide)
    first = Sheet(GUIDE, (24, 90), (HEADER, WRAPPED), len(rows), rows)
    columns = list(dictionary(tables))
    return xlsx(
        (
            first,
            _sheet(DICTIONARY, DictionaryRow._fields, columns, len(columns)),
            *(_sheet(name, table.columns, _values(table), len(table.rows)) for name, table in sheets(tables).items()),
        ),
        made_on or EPOCH,
    )


def sheets(tables: Iterable[TableData]) -> dict[str, TableData]:
    """Returns the sheets by name: that of the table, cut to Excel's length and made unique.

    A table with more rows than a sheet can have goes on in further sheets.
    """
    found: dict[str, TableData] = {}
    for table in tables:
        for part in _parts(table):
            found[_sheet_name(table.name, {GUIDE.lower(), DICTIONARY, *found})] = part
    return found


def _parts(table: TableData) -> Iterator[TableData]:
    """Yields the table in parts that Excel can take, with the same columns."""
    most = MAXIMUM_ROWS - 1
    for start in range(0, max(len(table.rows), 1), most):
        part = slice(start, start + most)
        yield replace(table, origins=table.origins[part], rows=table.rows[part], values=table.values[part])


def _sheet_name(table: str, taken: Iterable[str]) -> str:
    name, number = table[:_SHEET_NAME], 2
    while name in taken:
        name = f"{table[: _SHEET_NAME - len(str(number)) - 1]}_{number}"
        number += 1
    return name


def _values(table: TableData) -> Iterator[tuple[Cell, ...]]:
    """Yields the rows: typed if Excel has the type, else verbatim."""
    for cells, values in zip(table.rows, table.values, strict=True):
        yield tuple(
            [
                value if type(value) in _NUMBERS or (type(value) is date and value.year >= _FIRST_YEAR) else cell
                for cell, value in zip(cells, values, strict=True)
            ]
        )


def _sheet(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], count: int) -> Sheet:
    rows = iter(rows)
    sample = list(islice(rows, _SAMPLED))
    widths = [_width(title, (row[column] for row in sample)) for column, title in enumerate(header)]
    return Sheet(name, widths, [PLAIN] * len(header), count, chain(sample, rows), header)


def _width(name: str, values: Iterable[Any]) -> int:
    longest = max((len(str(value)) for value in values), default=0)
    return min(max(longest, len(name), _NARROWEST), _WIDEST) + 2
