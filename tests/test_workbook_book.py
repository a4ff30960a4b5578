"""What a workbook may be before anything in it is believed, and how each of its cells is read."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as hour
from typing import Any

import openpyxl
import pytest

from leftovers import PERSON
from micrositio.problems.kinds import Kind
from micrositio.workbook.book import EXTENSIONS, MAXIMUM_BYTES, Cell, Merged, column_number, letters_of, read_book
from micrositio.workbook.layout import Choice, Field
from micrositio.workbook.values import Read, is_same, read_value

CURP = PERSON


def saved(make: Callable[[openpyxl.Workbook], object] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "hola"
    make(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(name: str, content: bytes, data: bytes = b"") -> bytes:
    """A workbook in which one of its files is another, or there is one more."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data or saved())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def sheet(rows: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def ods(rows: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        new.writestr(zipfile.ZipInfo("mimetype"), kind, zipfile.ZIP_STORED)
        new.writestr("META-INF/manifest.xml", "<a/>")
        new.writestr("content.xml", (
            '<?xml version="1.0"?><office:document-content '
            'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>"))  # fmt: skip
    return out.getvalue()


def hidden_curp(book: openpyxl.Workbook) -> None:
    page = book.create_sheet("oculta")
    page.sheet_state = "veryHidden"
    page["C7"] = f"La CURP es {CURP}"


HOSTILE: dict[str, tuple[str, Callable[[], bytes], Kind]] = {
    "macros": ("a.xlsx", lambda: with_part("xl/vbaProject.bin", b"x"), Kind.BOOK_CODE),
    "macros of ods": ("a.ods", lambda: with_part("Basic/Standard/a.xml", b"<a/>", ods("")), Kind.BOOK_CODE),
    "links": ("a.xlsx", lambda: with_part("xl/externalLinks/externalLink1.xml", b"<a/>"), Kind.BOOK_CODE),
    "bomb": ("a.xlsx", lambda: with_part(SHEET, bytes(70_000_000)), Kind.BOOK_LIMITS),
    "a million rows": ("a.xlsx", lambda: with_part(SHEET, sheet("".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_000_001)))), Kind.BOOK_LIMITS),
    "one cell far away": ("a.xlsx", lambda: with_part(SHEET, sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        Kind.BOOK_LIMITS),
    "cells without a place": ("a.xlsx", lambda: with_part(SHEET, sheet(
        "<row>" + "<c><v>1</v></c>" * 300_000 + "</row>")), Kind.BOOK_LIMITS),
    "many sheets": ("a.xlsx", lambda: saved(lambda book: [book.create_sheet() for _ in range(60)]), Kind.BOOK_LIMITS),
    "a repeated cell": ("a.ods", lambda: ods(
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" '
        'office:value="1" table:number-columns-repeated="16384"/></table:table-row>'), Kind.BOOK_LIMITS),
    "empty rows and one cell": ("a.ods", lambda: ods(
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row><table:table-row>'
        '<table:table-cell office:value-type="float" office:value="1"/></table:table-row>'), Kind.BOOK_LIMITS),
    "hidden personal data": ("a.xlsx", lambda: saved(hidden_curp), Kind.BOOK_PERSONAL),
    "entities": ("a.xlsx", lambda: with_part(SHEET, b'<!DOCTYPE a [<!ENTITY b "c">]>' + sheet("")),
                 Kind.BOOK_UNREADABLE),
    "too heavy": ("a.xls", lambda: bytes(MAXIMUM_BYTES + 1), Kind.BOOK_LIMITS),
    "no workbook": ("a.xlsx", lambda: b"PK\x03\x04 nothing", Kind.BOOK_UNREADABLE),
    "a text": ("a.xls", lambda: b"id,texto\r\n1,uno\r\n", Kind.BOOK_UNREADABLE),
    "empty": ("a.ods", lambda: b"", Kind.BOOK_UNREADABLE),
    "other format": ("a.xlsm", saved, Kind.BOOK_UNREADABLE),
    "many merged cells": ("a.xlsx", lambda: with_part(SHEET, sheet('<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="20000"><c r="A20000"><v>1</v></c></row>').replace(b"</worksheet>", b"<mergeCells>" + b"".join(
        b'<mergeCell ref="A1:A20000"/>' for _ in range(20)) + b"</mergeCells></worksheet>")), Kind.BOOK_LIMITS),
    "macros of xls": ("a.xls", lambda: b"\xd0\xcf\x11\xe0" + "_VBA_PROJECT".encode("utf-16-le"), Kind.BOOK_CODE),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_soon_and_with_little_memory(name: str) -> None:
    file, make, kind = HOSTILE[name]
    data = make()
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    book, problems = read_book(file, data)
    assert book is None
    assert [each.kind for each in problems] == [kind]
    assert CURP not in str(problems)
    assert time.process_time() - began < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1_000_000


def test_what_a_spreadsheet_leaves_empty_at_the_end_is_no_limit() -> None:
    book, problems = read_book("a.ods", ods(
        '<table:table-row><table:table-cell office:value-type="string"><text:p>hola</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'))  # fmt: skip
    assert book is not None, problems
    assert book.sheets["A"][0][0] == "hola"


def test_an_error_and_a_formula_without_a_result_are_named() -> None:
    book, problems = read_book("a.xlsx", with_part(SHEET, sheet(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c>'
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="D1"><f>A1</f><v></v></c><c r="E1"><v>3</v></c></row>')))  # fmt: skip
    assert book is not None, problems
    assert book.faulty == {"Sheet": frozenset({(1, 2), (1, 3), (1, 4)})}


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (200, "GR"), (703, "AAA")])
def test_columns_have_letters(number: int, letters: str) -> None:
    assert letters_of(number) == letters
    assert column_number(letters) == number


NUMBER, DAY, PARTIAL = Field("valor", "Valor", "number"), Field("f", "F", "date"), Field("f", "F", "partial")
STATUS = Field("estado", "Estado", choices=(Choice("no_iniciado", "No iniciado"), Choice("limitado", "Limitado")))
WHOSE = Field("a", "A", choices=(Choice("agua-7", "agua-7 · Publicar todo"), Choice("x", "x · Otra")), several=True)
HOUR, TEXT = Field("h", "H", "hora"), Field("t", "T")


@pytest.mark.parametrize(
    ("field", "raw", "text", "taken"),
    [
        (NUMBER, 8.0, "8", ""),
        (NUMBER, 4.5, "4.5", ""),
        (NUMBER, 0.1 + 0.2, "0.3", ""),
        (NUMBER, "12", "12", ""),
        (NUMBER, "45%", "45", "45"),
        (NUMBER, "4,5", "4.5", "4.5"),
        (NUMBER, "0,125", "0.125", "0.125"),
        (NUMBER, "1,234,567", "1234567", "1234567"),
        (NUMBER, "1 250", "1250", "1250"),
        (NUMBER, " ", "", ""),
        (DAY, date(2026, 7, 31), "2026-07-31", ""),
        (DAY, datetime(2026, 7, 31), "2026-07-31", ""),
        (DAY, "2026-07-31", "2026-07-31", ""),
        (DAY, "31/07/2026", "2026-07-31", "2026-07-31"),
        (DAY, "3/7/2026", "2026-07-03", "2026-07-03"),
        (DAY, "2026/7/3", "2026-07-03", "2026-07-03"),
        (PARTIAL, "2026-07", "2026-07", ""),
        (PARTIAL, 2026.0, "2026", ""),
        (STATUS, "NO INICIADO ", "no_iniciado", ""),
        (STATUS, "no_iniciado", "no_iniciado", ""),
        (STATUS, "casi", "casi", ""),
        (WHOSE, "agua-7 · Publicar todo; x", "agua-7;x", ""),
        (WHOSE, "Agua 7; nada", "agua-7;nada", ""),
        (WHOSE, "publicar todo", "agua-7", ""),
        (HOUR, hour(17, 30), "17:30", ""),
        (HOUR, timedelta(hours=9), "09:00", ""),
        (HOUR, "9:05", "09:05", "09:05"),
        (HOUR, 0.5, "12:00", ""),
        (TEXT, "dos\r\nrenglones ", "dos\nrenglones", ""),
        (TEXT, 12.0, "12", ""),
        (TEXT, "pendiente", "pendiente", ""),
    ],
)
def test_a_cell_is_read_and_what_was_understood_is_told(field: Field, raw: Any, text: str, taken: str) -> None:
    assert read_value(field, raw) == Read(text, taken)


@pytest.mark.parametrize(
    ("field", "raw", "kind"),
    [
        (NUMBER, "1,250", Kind.BOOK_EITHER),
        (NUMBER, "diez", Kind.BOOK_VALUE),
        (NUMBER, "N/A", Kind.BOOK_NOTHING),
        (NUMBER, "-", Kind.BOOK_NOTHING),
        (NUMBER, date(2026, 5, 3), Kind.BOOK_VALUE),
        (DAY, "31/02/2026", Kind.BOOK_VALUE),
        (DAY, "pendiente", Kind.BOOK_NOTHING),
        (DAY, 46204.0, Kind.BOOK_VALUE),
        (DAY, "julio", Kind.BOOK_VALUE),
        (HOUR, "a las cinco", Kind.BOOK_VALUE),
        (HOUR, "25:00", Kind.BOOK_VALUE),
    ],
)
def test_what_cannot_be_read_is_not_guessed(field: Field, raw: Any, kind: Kind) -> None:
    read = read_value(field, raw)
    assert (read.text, read.fault) == ("", kind)


def test_a_fraction_may_be_a_percentage_of_which_the_form_was_lost() -> None:
    assert read_value(NUMBER, 0.45, unit="%") == Read("45", "45")
    assert read_value(NUMBER, 0.45, unit="por ciento de avance").text == "45"
    assert read_value(NUMBER, 0.45, before="30").fault is Kind.BOOK_EITHER
    assert read_value(NUMBER, 0.45, before="0.2") == Read("0.45")
    assert read_value(NUMBER, 0.45) == Read("0.45")


def test_two_forms_of_one_number_are_the_same_and_two_texts_are_not() -> None:
    assert is_same(NUMBER, "8.0", "8")
    assert is_same(WHOSE, "a;b", "a; b")
    assert not is_same(TEXT, "8.0", "8")
    assert not is_same(NUMBER, "8", "")


def test_the_formats_that_are_read_are_those_that_the_manual_names() -> None:
    assert EXTENSIONS == (".xlsx", ".ods", ".xls")


def test_the_merged_cells_of_a_sheet_are_told_in_every_format() -> None:
    book, problems = read_book("a.xlsx", saved(lambda book: book.active.merge_cells("A2:B4")))
    assert book, problems
    assert book.merged == {"Sheet": [Merged(Cell(2, 1), Cell(4, 2))]}
    cell = '<table:table-cell office:value-type="string"{span}><text:p>x</text:p></table:table-cell>'
    wide = cell.format(span=' table:number-columns-spanned="2" table:number-rows-spanned="3"')
    book, problems = read_book("a.ods", ods(
        f'<table:table-row table:number-rows-repeated="1">{cell.format(span="")}</table:table-row>'
        f"<table:table-row>{wide}<table:covered-table-cell/></table:table-row>"
        f'<table:table-row table:number-rows-repeated="2"><table:covered-table-cell '
        f'table:number-columns-repeated="2"/></table:table-row>'))  # fmt: skip
    assert book, problems
    assert book.merged == {"A": [Merged(Cell(2, 1), Cell(4, 2))]}
