"""The JSON Schema of each table at its address, and the file that tells Datasette what the database holds."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from micrositio.model.vocabularies import TableName
from micrositio.opendata.api.row_schemas import row_schema
from micrositio.profile.schemas import table_schema
from micrositio.routes import api_paths
from reading import content, site

SITES = ("minimo", "raiz", "seis-pasos")
TABLES = [
    pytest.param(name, path, id=f"{name}/{path}")
    for name in SITES
    for path in sorted(site(name))
    if path.endswith(".json") and "/datos/" in path and path.count("/") == 2
]


def rows(name: str, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(content(site(name), path))
    return found


@pytest.mark.parametrize(("name", "path"), TABLES)
def test_a_table_is_what_its_schema_says(name: str, path: str) -> None:
    table = path.rpartition("/")[2].removesuffix(".json")
    if table in set(TableName):
        schema = json.loads(content(site(name), api_paths.row_schema(table)))
        assert list(Draft202012Validator(schema).iter_errors(rows(name, path))) == []


@pytest.mark.parametrize("table", list(TableName))
def test_a_schema_is_sound_and_refuses_what_is_not_the_table(table: str) -> None:
    schema = row_schema(table, "https://abierto.example.org/x.json")
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "https://abierto.example.org/x.json"
    known = Draft202012Validator(schema)
    assert known.is_valid({"plan": "p", "tabla": table, "filas": []})
    assert not known.is_valid({"plan": "p", "tabla": "otra", "filas": []})
    required = [each.name for each in table_schema(table).columns if each.required]
    assert not required or not known.is_valid({"plan": "p", "tabla": table, "filas": [{}]})


def test_the_schema_tells_a_word_that_no_list_has() -> None:
    table = rows("raiz", "demostracion/datos/actividades.json")
    table["filas"][0]["direccion"] = "arriba"
    [error] = Draft202012Validator(row_schema("actividades")).iter_errors(table)
    assert list(error.path) == ["filas", 0, "direccion"]


def test_the_api_leads_to_the_schema_of_each_table_of_the_profile_and_to_none_of_a_plans_own() -> None:
    listed = rows("minimo", "api/v1/planes/plan-minimo/tablas/index.json")["tablas"]
    links = {each["nombre"]: each["enlaces"].get("esquema") for each in listed}
    assert links["actividades"].endswith("esquemas/actividades.json")
    assert links["recorridos"] is None


def test_datasette_is_told_of_every_table_and_column_of_the_database(tmp_path: Path) -> None:
    told = rows("raiz", "demostracion/datos/metadata.json")
    assert told["title"].startswith("[Plan inventado]")
    assert told["license_url"].startswith("https://")
    [(name, database)] = told["databases"].items()
    file = tmp_path / "base.sqlite"
    file.write_bytes(content(site("raiz"), f"demostracion/datos/{name}.sqlite"))
    with sqlite3.connect(file) as base:
        for table, words in database["tables"].items():
            columns = {row[1] for row in base.execute(f"PRAGMA table_info({table})")}
            assert columns
            assert words["title"]
            assert set(words["columns"]) <= columns | {"inventado"}
