"""The table with its codes in words: it adds columns and changes none."""

from functools import cache

import pytest

from micrositio.model.plan import TableData
from micrositio.model.table_schema import TableSchema
from micrositio.opendata.bundle import plan_files
from micrositio.opendata.with_labels import SUFFIX, TITLE_COLUMNS, labelled, row_titles
from micrositio.problems.problem import Place
from micrositio.profile.schemas import published_tables, table_schema
from micrositio.progress.plan_history import plan_history
from reading import table_names
from support import MINIMAL, PLAN, plan_of


@cache
def tables() -> dict[str, TableData]:
    return {each.table.name: each.table for each in plan_files(plan_history(plan_of(MINIMAL))).datasets}


@cache
def plain_ones() -> dict[str, TableData]:
    return {name: labelled(table, tables()) for name, table in tables().items()}


def names(table: TableData) -> list[str]:
    return list(table.schema.names)


def rows(name: str) -> list[dict[str, str]]:
    plain = plain_ones()[name]
    return [dict(zip(names(plain), row, strict=True)) for row in plain.rows]


def handmade(name: str, fields: list[dict[str, object]], *cells: str, **schema: object) -> TableData:
    rows = tuple((cell,) for cell in cells)
    return TableData(
        name, "t.csv", TableSchema.of({"fields": fields, **schema}), (Place("t.csv"),) * len(rows), rows, rows
    )


@pytest.mark.parametrize("name", table_names("minimo", PLAN))
def test_every_column_of_the_table_is_there_verbatim(name: str) -> None:
    table, plain = tables()[name], plain_ones()[name]
    kept = [number for number, column in enumerate(names(plain)) if column in names(table)]
    assert [names(plain)[number] for number in kept] == names(table)
    assert [tuple(row[number] for number in kept) for row in plain.rows] == list(table.rows)
    assert [len(row) for row in plain.values] == [len(names(plain))] * len(table.rows)


@pytest.mark.parametrize("name", table_names("minimo", PLAN))
def test_each_coded_column_is_followed_by_its_words(name: str) -> None:
    schema = tables()[name].schema
    coded = [each.name for each in schema.columns if each.categories or each.refers_to in tables()]
    columns = names(plain_ones()[name])
    assert [column.removesuffix(SUFFIX) for column in columns if column not in names(tables()[name])] == coded
    assert all(columns[columns.index(column) + 1] == column + SUFFIX for column in coded)


def test_a_category_a_reference_and_a_list_are_said_in_words() -> None:
    update = rows("avances")[0]
    assert (update["corte"], update["corte_texto"]) == ("2024-03", "2024-03-31")
    assert (update["estado"], update["estado_texto"]) == ("completo", "Completo")
    milestones = {row["id"]: row["texto"] for row in rows("actividades")}
    assert update["actividad_texto"] == milestones[update["actividad"]]
    commitment = rows("compromisos")[0]
    institutions = {row["id"]: row["nombre"] for row in rows("instituciones")}
    expected = "; ".join(institutions[key] for key in commitment["responsables"].split(";"))
    assert commitment["responsables_texto"] == expected


def test_an_empty_cell_has_no_words_and_an_unknown_code_stands_for_itself() -> None:
    fields: list[dict[str, object]] = [
        {"name": "c", "type": "string", "categories": [{"value": "a", "label": "Á", "label_en": "A"}]}
    ]
    assert labelled(handmade("t", fields, "a", "", "z"), {}).rows == (("a", "Á"), ("", ""), ("z", "z"))


def test_a_name_that_is_taken_is_not_taken_twice() -> None:
    category = {"categories": [{"value": "a", "label": "Á", "label_en": "A"}]}
    fields: list[dict[str, object]] = [
        {"name": "c", "type": "string", **category},
        {"name": "c_texto", "type": "string"},
    ]
    table = TableData("t", "t.csv", TableSchema.of({"fields": fields}), (Place("t.csv"),), (("a", "x"),), (("a", "x"),))
    assert names(labelled(table, {})) == ["c", "c_texto_", "c_texto"]


def test_a_row_is_called_by_the_first_of_its_titles_that_it_has() -> None:
    fields = [{"name": name, "type": "string"} for name in ("id", "nombre", "organizacion")]
    rows = (("a", "Ana", "Uno"), ("b", "", "Dos"), ("c", "", ""))
    table = TableData("avales", "avales.csv", TableSchema.of({"fields": fields}), (Place("t.csv"),) * 3, rows, rows)
    assert row_titles(table) == {"a": "Ana", "b": "Dos", "c": "c"}


def test_the_columns_that_stand_for_a_row_exist() -> None:
    for name, columns in TITLE_COLUMNS.items():
        assert name in published_tables()
        assert all(table_schema(name).column(column) for column in columns)
