"""A plan's tables as one Excel workbook for people: a guide, the dictionary, and a sheet for each table.

The sheets hold the columns of the CSV and no others, so that a table copied from the workbook is the published table;
the one with its codes in words has a file of its own. Dates are dates, numbers are numbers, and no text is ever a
formula or a link.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from micrositio.i18n.messages import catalogue
from micrositio.model.plan import TableData
from micrositio.model.text import SOURCE_LANGUAGE
from micrositio.opendata.data_dictionary import DictionaryRow, dictionary

_ = catalogue(SOURCE_LANGUAGE).gettext
EPOCH = date(2000, 1, 1)
"""Creation date of a workbook whose data have no date: a build reads no clock."""
GUIDE, DICTIONARY = "LEEME", "diccionario"
MAXIMUM_ROWS = 20_000
"""Most rows of a table with a sheet: a larger one is not readable there, and takes longer to write than the rest."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_SHEET_NAME = 31
_NARROWEST, _WIDEST, _SAMPLED = 9, 60, 200
_FIRST_YEAR = 1901
"""First year of typed dates: Excel has no date before 1900, and counts a day too many in that year."""


class _Formats(NamedTuple):
    """Cell formats."""

    header: Format
    date: Format
    text: Format


def workbook(
    tables: Sequence[TableData],
    guide: Iterable[tuple[str, str]],
    made_on: date | None,
    language: str = SOURCE_LANGUAGE,
) -> bytes:
    """Returns the workbook's bytes.

    `guide` is the first sheet as pairs of label and words, in `language`; `made_on` is the creation date, `EPOCH` if
    None.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    day = made_on or EPOCH
    book.set_properties({"created": datetime(day.year, day.month, day.day)})
    formats = _Formats(
        header=book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        date=book.add_format({"num_format": "yyyy-mm-dd"}),
        text=book.add_format({"text_wrap": True, "valign": "top"}),
    )
    _write_guide(book.add_worksheet(GUIDE), (*guide, *_without_sheet(tables, language)), formats)
    _write_sheet(book.add_worksheet(DICTIONARY), DictionaryRow._fields, list(dictionary(tables)), formats)
    for name, table in sheets(tables).items():
        header = table.columns
        _write_sheet(book.add_worksheet(name), header, list(_values(table)), formats)
    book.close()
    return out.getvalue()


def sheets(tables: Iterable[TableData]) -> dict[str, TableData]:
    """Returns the tables that get a sheet, by sheet name: the table's, cut to Excel's length and made unique."""
    found: dict[str, TableData] = {}
    for table in tables:
        if len(table.rows) <= MAXIMUM_ROWS:
            found[_sheet_name(table.name, {GUIDE.lower(), DICTIONARY, *found})] = table
    return found


def too_long(tables: Iterable[TableData]) -> tuple[str, ...]:
    """Returns the names of the tables that have no sheet."""
    return tuple(table.name for table in tables if len(table.rows) > MAXIMUM_ROWS)


def _without_sheet(tables: Iterable[TableData], language: str) -> Iterator[tuple[str, str]]:
    if names := too_long(tables):
        yield catalogue(language).gettext(_("Sin hoja, por su tamaño")), ", ".join(names)


def _sheet_name(table: str, taken: Iterable[str]) -> str:
    name, number = table[:_SHEET_NAME], 2
    while name in taken:
        name = f"{table[: _SHEET_NAME - len(str(number)) - 1]}_{number}"
        number += 1
    return name


def _values(table: TableData) -> Iterator[tuple[Any, ...]]:
    """Yields the rows: typed if Excel has the type, else verbatim."""
    for cells, values in zip(table.rows, table.values, strict=True):
        yield tuple(value if _has_type(value) else cell for cell, value in zip(cells, values, strict=True))


def _has_type(value: object) -> bool:
    if isinstance(value, date):
        return value.year >= _FIRST_YEAR
    return isinstance(value, int | float) and not isinstance(value, bool)


def _write_guide(sheet: Worksheet, guide: Iterable[tuple[str, str]], formats: _Formats) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for number, (what, words) in enumerate(guide):
        sheet.write_string(number, 0, what, formats.header)
        sheet.write_string(number, 1, words, formats.text)


def _write_sheet(sheet: Worksheet, header: Sequence[str], rows: Sequence[Sequence[Any]], formats: _Formats) -> None:
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, formats.header)
        sheet.set_column(column, column, _width(name, (row[column] for row in rows[:_SAMPLED])))
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(sheet, number, column, value, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(header) - 1)


def _width(name: str, values: Iterable[Any]) -> int:
    longest = max((len(str(value)) for value in values), default=0)
    return min(max(longest, len(name), _NARROWEST), _WIDEST) + 2


def _write(sheet: Worksheet, row: int, column: int, value: Any, formats: _Formats) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), formats.date)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value)
