"""The Excel workbook: what its cells say is what the CSV says, in the eyes of two readers that are not the writer."""

import csv
import io
import zipfile
from datetime import date, datetime
from functools import cache
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from micrositio.formats.xlsx_file import MAXIMUM_ROWS
from micrositio.model.plan import TableData
from micrositio.model.table_schema import TableSchema
from micrositio.opendata.bundle import PlanFiles, plan_files
from micrositio.opendata.datasets import Dataset
from micrositio.opendata.file_formats import CSV
from micrositio.opendata.xlsx import DICTIONARY, GUIDE, sheets, workbook
from micrositio.problems.problem import Place
from micrositio.progress.plan_history import PlanHistory, plan_history
from reading import table_names
from support import MINIMAL, PLAN, make_site, of_plan, plan_of, replace, whole


@cache
def told() -> PlanHistory:
    return plan_history(plan_of(MINIMAL))


@cache
def out() -> PlanFiles:
    return plan_files(told())


@cache
def datasets() -> dict[str, Dataset]:
    return {each.table.name: each for each in out().datasets}


def data() -> bytes:
    found = next(each.content for each in out().files if each.name.endswith(".xlsx"))
    assert isinstance(found, bytes)
    return found


@cache
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data()))


@cache
def other() -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(data()))


def sheet(name: str) -> Worksheet:
    found = book()[name]
    assert isinstance(found, Worksheet)
    return found


def cells_of_csv(each: Dataset) -> list[list[str]]:
    return list(csv.reader(io.StringIO(whole(each.file(CSV).content).decode(), newline="")))


def table(
    name: str, *rows: tuple[str, ...], values: tuple[tuple[Any, ...], ...] = (), kind: str = "string"
) -> TableData:
    fields = [{"name": f"c{number}", "type": kind} for number in range(len(rows[0]) if rows else 1)]
    return TableData(
        name, "t.csv", TableSchema.of({"fields": fields}), (Place("t.csv"),) * len(rows), rows, values or rows
    )


def read(tables: list[TableData]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(b"".join(workbook(tables, (), None))))


def same(cell: str, value: object) -> bool:
    """Whether a cell of the workbook says what that of the CSV does."""
    if value in (None, ""):
        return cell == ""
    if isinstance(value, datetime | date):
        return cell == value.isoformat()[:10]
    return float(cell) == value if isinstance(value, int | float) else cell == value


def test_it_opens_with_a_guide_a_dictionary_and_a_sheet_for_each_table() -> None:
    assert book().sheetnames == [GUIDE, DICTIONARY, *datasets()]
    assert other().sheet_names == book().sheetnames


@pytest.mark.parametrize("name", table_names("minimo", PLAN))
def test_every_cell_is_that_of_the_csv(name: str) -> None:
    expected = cells_of_csv(datasets()[name])
    for rows in ([list(row) for row in sheet(name).values], other().get_sheet_by_name(name).to_python()):
        assert len(rows) == len(expected)
        wrong = [
            (cell, value)
            for row, found in zip(expected, rows, strict=True)
            for cell, value in zip(row, found, strict=True)
            if not same(cell, value)
        ]
        assert wrong == []


def test_numbers_and_dates_are_such_and_everything_else_is_text() -> None:
    for name, each in datasets().items():
        for row, values in zip(sheet(name).iter_rows(min_row=2), each.table.values, strict=True):
            for cell, value in zip(row, values, strict=True):
                kind = "n" if isinstance(value, int | float) and not isinstance(value, bool) else "s"
                kind = "d" if isinstance(value, date) else kind
                assert cell.value is None or (cell.data_type, cell.hyperlink) == (kind, None), (name, cell.coordinate)
    day = sheet("cortes")["B2"]
    assert (day.is_date, day.number_format) == (True, "yyyy-mm-dd")
    column = cells_of_csv(datasets()["compromisos"])[0].index("inicio") + 1
    assert sheet("compromisos").cell(2, column).value == "2024-01"


@pytest.mark.parametrize("text", ["=1+1", "https://ejemplo.mx", "007", "-5", "1e5", "{=A1}", "mailto:a@b.mx"])
def test_a_text_is_never_a_formula_a_link_or_a_number(text: str) -> None:
    cell = read([table("t", (text,))])["t"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    inside = zipfile.ZipFile(io.BytesIO(b"".join(workbook([table("t", (text,))], (), None))))
    assert b"<f>" not in inside.read("xl/worksheets/sheet3.xml")


def test_headers_are_bold_stay_in_sight_and_filter() -> None:
    for name in (DICTIONARY, *datasets()):
        assert sheet(name).freeze_panes == "A2"
        assert str(sheet(name).auto_filter.ref).startswith("A1:")
        assert all(cell.font.bold for cell in sheet(name)[1])


def test_no_column_is_too_narrow_or_too_wide() -> None:
    for name in datasets():
        assert {9 <= each.width <= 63 for each in sheet(name).column_dimensions.values()} == {True}


def test_the_dictionary_has_every_column_with_both_titles() -> None:
    header, *rows = [["" if value is None else value for value in row] for row in sheet(DICTIONARY).values]
    listed = [dict(zip(header, row, strict=True)) for row in rows]
    columns = [
        (name, field["name"]) for name, each in datasets().items() for field in each.table.schema.descriptor["fields"]
    ]
    assert [(row["tabla"], row["columna"]) for row in listed if row["columna"]] == columns
    assert [row["tabla"] for row in listed if not row["columna"]] == list(datasets())
    peso = next(row for row in listed if (row["tabla"], row["columna"]) == ("actividades", "institucion"))
    assert (peso["titulo"], peso["tipo"], peso["se_refiere_a"]) == ("Institución responsable", "texto", "instituciones")
    key = next(row for row in listed if (row["tabla"], row["columna"]) == ("avances", "corte"))
    assert (key["obligatoria"], key["clave"]) == ("sí", "sí")


def test_the_guide_says_what_it_is_how_old_it_is_and_how_to_cite_it() -> None:
    said = {row[0]: row[1] for row in sheet(GUIDE).values}
    assert told().plan.title.base in str(said["Qué es"])
    assert said["Versión de los datos"] == told().plan.version
    assert told().course[-1].cut.date.isoformat() in str(said["Último corte"])
    assert told().plan.licences[0].path in str(said["Licencia"])
    assert told().plan.title.base in str(said["Cómo citar"])
    assert "Aviso" not in said


def test_an_invented_plan_says_so_first(tmp_path: Any) -> None:
    plan = plan_of(make_site(tmp_path, replace(of_plan("datapackage.yaml"), "estado:", "demostracion: true\nestado:")))
    data = plan_files(plan_history(plan)).files[0].content
    assert isinstance(data, bytes)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert "inventado" in str(book[GUIDE]["B1"].value)
    assert {book[name].cell(2, book[name].max_column).value for name in datasets()} == {"true"}


def test_it_says_that_it_was_made_on_the_day_of_the_data_and_comes_out_the_same() -> None:
    one, again = (b"".join(workbook([table("t", ("a",))], (("x", "y"),), date(2024, 3, 31))) for _ in range(2))
    assert one == again
    assert openpyxl.load_workbook(io.BytesIO(one)).properties.created == datetime(2024, 3, 31)
    assert read([table("t", ("a",))]).properties.created == datetime(2000, 1, 1)


def test_a_table_longer_than_a_sheet_goes_on_in_others_with_its_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("micrositio.opendata.xlsx.MAXIMUM_ROWS", 3)
    tables = [table("larga", *((str(number),) for number in range(5))), table("corta", ("a",), ("b",))]
    assert list(sheets(tables)) == ["larga", "larga_2", "larga_3", "corta"]
    found = read(tables)
    assert [list(found[name].values) for name in ("larga", "larga_2", "larga_3")] == [
        [("c0",), ("0",), ("1",)],
        [("c0",), ("2",), ("3",)],
        [("c0",), ("4",)],
    ]


def test_a_sheet_takes_as_many_rows_as_excel_can() -> None:
    assert MAXIMUM_ROWS == 1_048_576
    numbers = tuple((number,) for number in range(25_000))
    made = workbook([table("t", *(("",) for _ in numbers), values=numbers, kind="integer")], (), None)
    found = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(made))).get_sheet_by_name("t").to_python()
    assert found == [["c0"], *map(list, numbers)]


def test_names_that_excel_would_take_for_one_are_told_apart() -> None:
    names = ["leeme", "diccionario", "a" * 40, "a" * 35, "b"]
    found = list(sheets([table(name, ("a",)) for name in names]))
    assert found == ["leeme_2", "diccionario_2", "a" * 31, "a" * 29 + "_2", "b"]
    assert read([table(name, ("a",)) for name in names]).sheetnames == [GUIDE, DICTIONARY, *found]


def test_a_date_that_excel_does_not_know_stays_a_text() -> None:
    old = date(1899, 5, 4)
    cell = read([table("t", ("1899-05-04",), values=((old,),), kind="date")])["t"]["A2"]
    assert (cell.value, cell.data_type) == ("1899-05-04", "s")
