"""The workbook has the bytes that XlsxWriter gives, cell by cell: types, formats, texts, filters and names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

import pytest
import xlsxwriter

from micrositio.formats.xlsx_file import HEADER, PLAIN, WRAPPED, Cell, Sheet, xlsx

DAY = date(2024, 6, 30)
GUIDE = [("Aviso", "Un plan <inventado> & «así»"), ("Con espacios ", " y\nrenglones")]
TEXTS = [
    "=1+1", "https://ejemplo.mx", "007", "a\tb", " antes", "después\n", "\n", "_x0041_", "\x01\x0b\x1f", "\ufffe\uffff",
    "<b>&amp;</b>", "\"comillas\" y 'simples'", "á" * 20000, "😀" * 16383 + "a", "😀" * 16384, "\u2028", "x\ry",
]  # fmt: skip
NUMBERS = [0, -1, 10**15, 0.1, 1 / 3, -2.5e-9, 1e22, 123456789.123456, 0.0]
DAYS = [date(1901, 1, 1), date(2000, 2, 29), date(2024, 12, 31), date(9999, 12, 31)]


def by_library(sheets: Sequence[Sheet], created: date) -> bytes:
    """The workbook as XlsxWriter writes it, asked for each cell."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": datetime(created.year, created.month, created.day)})
    header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    styles = {HEADER: header, WRAPPED: book.add_format({"text_wrap": True, "valign": "top"}), PLAIN: None}
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        rows = [*([sheet.header] if sheet.header else []), *sheet.rows]
        for column, width in enumerate(sheet.widths):
            page.set_column(column, column, width)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
                elif isinstance(value, int | float):
                    page.write_number(number, column, value)
                elif value:
                    is_header = sheet.header and number == 0
                    page.write_string(number, column, value, styles[HEADER if is_header else sheet.styles[column]])
        if sheet.header:
            page.freeze_panes(1, 0)
            page.autofilter(0, 0, max(len(rows) - 1, 1), len(sheet.header) - 1)
    book.close()
    return out.getvalue()


def guide() -> Sheet:
    return Sheet("LEEME", (24, 90), (HEADER, WRAPPED), len(GUIDE), GUIDE)


def table(name: str, rows: Sequence[Sequence[Cell]], columns: int = 0, width: int = 11) -> Sheet:
    columns = columns or len(rows[0])
    header = [f"columna_{number}" for number in range(columns)]
    widths = [width + number // 2 for number in range(columns)]
    return Sheet(name, widths, [PLAIN] * columns, len(rows), rows, header)


def parts(data: bytes) -> dict[str, bytes]:
    book = zipfile.ZipFile(io.BytesIO(data))
    return {name: book.read(name) for name in book.namelist()}


TYPED: Sequence[Sequence[Cell]] = [("x", 1, DAY)]


@pytest.mark.parametrize(
    "tables",
    [
        [table("tipos", TYPED)],
        [table("textos", [*TYPED, *((text, None, "") for text in TEXTS)])],
        [table("números", [*TYPED, *(("", number, day) for number in NUMBERS for day in DAYS)])],
        [table("huecos", [*TYPED, *([("", None, "")] * 40), ("", 1, ""), *([("", "", None)] * 15), ("z", "", "")])],
        [table("ancha", [*TYPED, ("a", "", "")], 3, 60), table("de-800", [[DAY, *range(799)]])],
        [table("b", TYPED), table("A", TYPED), table("con-guion", TYPED), table("ab12", TYPED), table("r1", TYPED)],
        [table("c", TYPED), table("rc", TYPED), table("1a", TYPED), table("a.b", TYPED), table("tabla_larga_2", TYPED)],
        [table("vacia", [], 3), table("t", TYPED)],
        [table(f"t{number}x", [*TYPED, *([("b", 2, "c")] * number)]) for number in (14, 15, 16, 17, 31, 32, 33)],
    ],
)  # fmt: skip
def test_the_bytes_are_those_of_the_library(tables: list[Sheet]) -> None:
    made, expected = b"".join(xlsx([guide(), *tables], DAY)), by_library([guide(), *tables], DAY)
    assert parts(made) == parts(expected)
    assert made == expected


def test_a_text_that_looks_like_the_librarys_own_marks_stays_a_text() -> None:
    text = "<r><t>uno</t></r>"
    made = parts(b"".join(xlsx([guide(), table("t", [(text, DAY)])], DAY)))
    assert b"<si><t>&lt;r&gt;&lt;t&gt;uno&lt;/t&gt;&lt;/r&gt;</t></si>" in made["xl/sharedStrings.xml"]
