"""The SQLite database: the rows of the tables, keys that hold, lists that join, and views with the board's figures."""

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from micrositio.model.plan import TableData
from micrositio.model.table_schema import TableSchema
from micrositio.opendata.bundle import PlanFiles, plan_files
from micrositio.opendata.datasets import Dataset
from micrositio.opendata.file_formats import CSV
from micrositio.opendata.sqlite_file import database, list_tables
from micrositio.problems.problem import Place
from micrositio.progress.milestone_state import Measure
from micrositio.progress.plan_history import PlanHistory, plan_history
from reading import table_names
from support import MINIMAL, PLAN, make_site, of_plan, plan_of, replace, whole

NAMES = table_names("minimo", PLAN)


@cache
def told() -> PlanHistory:
    return plan_history(plan_of(MINIMAL))


@cache
def out() -> PlanFiles:
    return plan_files(told())


@cache
def datasets() -> dict[str, Dataset]:
    return {each.table.name: each for each in out().datasets}


def tables() -> list[TableData]:
    return [each.table for each in out().datasets]


def bytes_of(made: PlanFiles) -> bytes:
    data = next(each.content for each in made.files if each.name.endswith(".sqlite"))
    assert isinstance(data, bytes)
    return data


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("base") / "plan.sqlite"
    path.write_bytes(bytes_of(out()))
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def names(base: sqlite3.Connection, kind: str) -> list[str]:
    return [
        row["name"] for row in base.execute("SELECT name FROM sqlite_master WHERE type = ? ORDER BY rowid", (kind,))
    ]


def as_cell(value: object, cell: str) -> object:
    """A stored value as the CSV has it; a number, as the number that the cell is."""
    if value is None:
        return ""
    return cell if isinstance(value, int | float) and float(cell) == value else value


def table(name: str, fields: list[dict[str, Any]], *rows: tuple[Any, ...], key: list[str] | None = None) -> TableData:
    schema = TableSchema.of({"fields": fields, **({"primaryKey": key} if key else {})})
    cells = tuple(tuple(";".join(cell) if isinstance(cell, tuple) else str(cell) for cell in row) for row in rows)
    return TableData(name, "t.csv", schema, (Place("t.csv"),) * len(rows), cells, rows)


def test_it_is_sound_and_every_foreign_key_holds(base: sqlite3.Connection) -> None:
    assert base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert sum(len(base.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()) for name in names(base, "table")) > 50


def test_there_is_a_table_for_each_and_one_for_each_list(base: sqlite3.Connection) -> None:
    assert names(base, "table") == ["_leeme", "_diccionario", *datasets(), *list_tables(tables())]
    assert names(base, "view") == ["tablero", "actividades_por_corte"]


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_that_of_the_csv(name: str, base: sqlite3.Connection) -> None:
    header, *expected = csv.reader(io.StringIO(whole(datasets()[name].file(CSV).content).decode(), newline=""))
    found = base.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
    assert list(found[0].keys()) == header
    stored = [
        [as_cell(v, c) for v, c in zip(row, cells, strict=True)] for row, cells in zip(found, expected, strict=True)
    ]
    assert stored == expected


@pytest.mark.parametrize("name", NAMES)
def test_columns_have_the_type_and_the_key_of_the_schema(name: str, base: sqlite3.Connection) -> None:
    types = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
    schema = datasets()[name].table.schema
    found = {row["name"]: row for row in base.execute(f'PRAGMA table_info("{name}")')}
    assert {column: row["type"] for column, row in found.items()} == {
        each.name: types.get(each.type, "TEXT") for each in schema.columns
    }
    assert {column for column, row in found.items() if row["pk"]} == set(schema.key)
    required = {each.name for each in schema.columns if each.required}
    assert {column for column, row in found.items() if row["notnull"]} == required


def test_a_list_is_a_table_that_joins_both_ends(base: sqlite3.Connection) -> None:
    query = (
        "SELECT a.id, f.titulo FROM actividades a JOIN actividades_fuentes l ON l.id = a.id "
        "JOIN fuentes f ON f.id = l.fuentes WHERE a.id = 'agua-1' ORDER BY l.posicion"
    )
    assert [tuple(row) for row in base.execute(query)] == [("agua-1", "Plan de acción firmado")]
    for name, (owner, listed) in list_tables(tables()).items():
        column = owner.columns.index(listed.name)
        items = sum(len(row[column] or ()) for row in owner.values)
        assert base.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] == items


def test_the_board_of_the_view_is_that_of_the_plan(base: sqlite3.Connection) -> None:
    rows = {(row["corte"], row["registro"]): row for row in base.execute("SELECT * FROM tablero")}
    assert len(rows) == sum(1 + len(at.plan.commitments) for at in told().course)
    for at in told().course:
        whole, row = at.whole().figure, rows[at.cut.id, told().plan.id]
        assert (row["reportado"], row["con_dato"], row["total"]) == pytest.approx(
            (whole.value, whole.counted, whole.total)
        )
        assert row["atrasadas"] == sum(state.is_late for state in at.states)
        for each in at.plan.commitments:
            figure = at.commitment(each, Measure.VERIFIED).figure
            row = rows[at.cut.id, each.id]
            assert (row["verificado"], row["compromiso"]) == (pytest.approx(figure.value), each.short_title.base)


def test_each_milestone_is_told_at_each_cut(base: sqlite3.Connection) -> None:
    rows = {(row["corte"], row["actividad"]): row for row in base.execute("SELECT * FROM actividades_por_corte")}
    states = {(at.cut.id, state.milestone.id): state for at in told().course for state in at.states}
    assert rows.keys() == states.keys()
    for key, state in states.items():
        assert rows[key]["actividad_texto"] == state.milestone.text.base
        assert (rows[key]["estado"] or "") == (state.update.status if state.update else "")
        assert rows[key]["dias"] == state.days_late


def test_the_dictionary_tells_every_table_column_and_view(base: sqlite3.Connection) -> None:
    told = {(row["tabla"], row["columna"]) for row in base.execute("SELECT * FROM _diccionario")}
    columns = {(each.name, field["name"]) for each in tables() for field in each.schema.descriptor["fields"]}
    assert told == columns | {(name, "") for name in (*datasets(), *names(base, "view"))}


def test_an_invented_plan_says_so_in_every_table_and_view(tmp_path: Path) -> None:
    plan = plan_of(make_site(tmp_path, replace(of_plan("datapackage.yaml"), "estado:", "demostracion: true\nestado:")))
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(bytes_of(plan_files(plan_history(plan))))
        base.row_factory = sqlite3.Row
        own = [name for name in (*names(base, "table"), *names(base, "view")) if not name.startswith("_")]
        for name in own:
            rows = base.execute(f'SELECT * FROM "{name}"').fetchall()
            assert {row["inventado"] for row in rows} <= {1}, name
        assert "inventado" in base.execute("SELECT texto FROM _leeme WHERE que = 'Aviso'").fetchone()[0]


def test_the_same_tables_give_the_same_bytes_and_no_version_of_the_library() -> None:
    data = bytes_of(out())
    assert data == b"".join(database(tables(), [tuple(row) for row in guide_of(data)]))
    assert data[96:100] == bytes(4)
    assert int.from_bytes(data[16:18]) == 1024


def guide_of(data: bytes) -> list[Any]:
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(data)
        return base.execute("SELECT * FROM _leeme ORDER BY rowid").fetchall()


def test_names_that_sql_keeps_for_itself_are_names_like_any_other() -> None:
    fields = [
        {"name": "id", "type": "string"},
        {"name": "order", "type": "number"},
        {"name": "group", "type": "string"},
    ]
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(b"".join(database([table("select", fields, ("a", -1.5, "x"), key=["id"])], ())))
        assert base.execute('SELECT "order" FROM "select"').fetchall() == [(-1.5,)]


def test_a_table_of_the_plans_own_may_have_the_name_of_a_view_or_of_a_list() -> None:
    fields = [{"name": "id", "type": "string"}, {"name": "b", "type": "list", "delimiter": ";"}]
    tables = [
        table(name, fields, ("x", ("uno", "dos")), key=["id"]) for name in ("a", "a_b", "tablero", "calculos", "cortes")
    ]
    assert list(list_tables(tables))[:2] == ["a_b_", "a_b_b"]
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(b"".join(database(tables, ())))
        assert base.execute("SELECT posicion, b FROM a_b_").fetchall() == [(1, "uno"), (2, "dos")]
        assert base.execute("SELECT type FROM sqlite_master WHERE name = 'tablero'").fetchall() == [("table",)]
