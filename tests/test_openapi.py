"""The description of the API: valid OpenAPI 3.1, made of the tables' own schemas; what it promised, it still holds."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from functools import reduce
from operator import getitem
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from micrositio.model.table_schema import Column
from micrositio.opendata.api import course_shapes, plan_shapes
from micrositio.opendata.api.course_shapes import Update
from micrositio.opendata.api.openapi import api_version, column_schema, openapi
from micrositio.opendata.api.parts import ROW, Columns, as_json, column_names, columns_of, named, notes_of
from micrositio.opendata.api.plan_shapes import Commitment
from micrositio.opendata.api.plan_shapes import Totals as PlanTotals
from micrositio.profile.schemas import standard_tables, table_schema
from micrositio.routes.addresses import NO_ADDRESS, Addresses
from support import ROOT

DESCRIPTION = openapi(Addresses("https://abierto.example.org"))
SCHEMAS = DESCRIPTION["components"]["schemas"]
OPERATIONS = {path: item["get"] for path, item in DESCRIPTION["paths"].items()}
PROMISES = ROOT / "tests" / "api-v1.txt"
FIELDS = [(table, field) for table in standard_tables() for field in table_schema(table).descriptor["fields"]]


def parts(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema within a schema, with its path."""
    if isinstance(schema, dict):
        yield path, schema
        for key in ("properties", "$defs"):
            for name, each in schema.get(key, {}).items():
                yield from parts(each, f"{path}/{name}")
        yield from parts(schema.get("items"), f"{path}[]")
        for each in schema.get("oneOf", ()):
            yield from parts(each, path)


ALL = [each for name, schema in SCHEMAS.items() for each in parts(schema, name)]


def test_the_description_is_openapi_3_1() -> None:
    validate(DESCRIPTION, cls=OpenAPIV31SpecValidator)


@pytest.mark.parametrize(
    "lost", [("info",), ("info", "title"), ("paths", "/index.json", "get", "responses", "404", "description")]
)
def test_a_description_that_lacks_a_part_is_not(lost: tuple[str, ...]) -> None:
    lacking = json.loads(json.dumps(DESCRIPTION))
    reduce(getitem, lost[:-1], lacking).pop(lost[-1])
    with pytest.raises(ValidationError):
        validate(lacking, cls=OpenAPIV31SpecValidator)


def test_every_reference_leads_to_a_component_and_every_component_is_used() -> None:
    named = re.findall(r"'\$ref': '#/components/schemas/(\w+)'", str(DESCRIPTION))
    assert set(named) == set(SCHEMAS)


def test_each_path_states_its_parameters_and_each_operation_its_own_name() -> None:
    for path, item in DESCRIPTION["paths"].items():
        assert [each["name"] for each in item["parameters"]] == re.findall(r"\{(\w+)\}", path)
    names = [each["operationId"] for each in OPERATIONS.values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("name", "schema"), [each for each in ALL if "properties" in each[1]])
def test_an_object_holds_what_it_says_and_may_come_to_hold_more(name: str, schema: dict[str, Any]) -> None:
    assert "additionalProperties" not in schema
    optional = set(schema["properties"]) - set(schema["required"])
    known = {"acumula", "anterior", "archivo", "compromiso", "esquema", "geojson", "meta", "pagina", "tolerancia"}
    assert optional <= {*known, "falta_evidencia", "falta_evidencia_en"}, name


def test_everything_says_what_it_is() -> None:
    mute = [name for name, each in ALL if "$ref" not in each and not each.get("description") and name[-2:] != "[]"]
    assert [name for name in mute if SCHEMAS.get(name, {}).get("oneOf") is None and not is_null(name)] == []


def is_null(name: str) -> bool:
    """Whether the part is only the other half of «or nothing»."""
    return any({"type": "null"} in each.get("oneOf", ()) for path, each in ALL if path == name)


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=[f"{table}.{field['name']}" for table, field in FIELDS])
def test_the_example_of_a_column_is_what_its_schema_admits(table: str, field: dict[str, Any]) -> None:
    schema = column_schema(Column.of(field))
    Draft202012Validator.check_schema(schema)
    for example in schema.get("examples", ()):
        Draft202012Validator(schema).validate(example)
    assert (schema["title"], schema["description"]) == (field["title"], field["description"])


@pytest.mark.parametrize(
    ("table", "column", "good", "bad"),
    [
        ("compromisos", "numero", 1, None),
        ("compromisos", "numero", 1, 0),
        ("compromisos", "peso", None, "25"),
        ("compromisos", "id", "agua", "Agua"),
        ("compromisos", "valores_ogp", [], ["otro"]),
        ("compromisos", "valores_ogp", ["rendicion_cuentas"], None),
        ("actividades", "direccion", "descendente", "lateral"),
        ("actividades", "direccion", None, ""),
        ("evidencias", "fecha", "2024-05", "mayo de 2024"),
    ],
)
def test_a_column_admits_its_values_and_null_where_it_may_be_unknown(
    table: str, column: str, good: Any, bad: Any
) -> None:
    found = table_schema(table).column(column)
    assert found is not None
    schema = column_schema(found)
    assert Draft202012Validator(schema).is_valid(good)
    assert not Draft202012Validator(schema).is_valid(bad)


def test_a_row_has_the_columns_of_its_table() -> None:
    assert tuple(SCHEMAS["Compromiso"]["properties"]) == column_names(Commitment)
    assert column_names(Commitment) == tuple(
        field["name"] for field in table_schema("compromisos").descriptor["fields"]
    )
    assert set(column_names(Update)) == set(table_schema("avances").names) - {
        "corte",
        "actividad",
    }


def test_what_a_type_leaves_out_or_picks_are_columns() -> None:
    held = [kind for kind in (vars(plan_shapes) | vars(course_shapes)).values() if named(kind) and holds_columns(kind)]
    assert len(held) > 10
    for columns in map(columns_of, held):
        assert {*columns.only, *columns.without} <= {
            field["name"] for field in table_schema(columns.table).descriptor["fields"]
        }


def holds_columns(kind: Any) -> bool:
    return any(isinstance(each, Columns) for each in notes_of(kind)) or ROW in getattr(kind, "__annotations__", ())


def test_what_is_published_has_the_type_that_is_described() -> None:
    """A key cannot be added to a document, or lost, without its description: both come from the same field."""
    part = PlanTotals(1, 2, 3, 4)
    assert list(as_json(part)) == SCHEMAS["Totales"]["required"]
    assert as_json((part,)) == [{"compromisos": 1, "actividades": 2, "cortes": 3, "evidencias": 4}]
    with pytest.raises(FrozenInstanceError):
        part.cortes = 5  # type: ignore[misc]


def test_the_server_is_the_folder_of_the_description_where_the_site_has_no_address() -> None:
    assert DESCRIPTION["servers"] == [{"url": "https://abierto.example.org/api/v1"}]
    assert openapi(NO_ADDRESS)["servers"] == [{"url": "."}]


def test_the_version_of_the_address_is_that_of_the_description() -> None:
    assert api_version().split(".")[0] == "1"


def promises() -> Iterator[str]:
    """What a program that reads the API relies on, a line each: documents, and what the parts of each hold."""
    for path, each in OPERATIONS.items():
        yield f"{path} = {kind(each['responses']['200']['content']['application/json']['schema'])}"
    for name, part in ALL:
        always = part.get("required", ())
        for key, each in part.get("properties", {}).items():
            yield f"{name}.{key}: {kind(each)}{'' if key in always else ' (si hay)'}"
        yield from (f"{name} puede ser {json.dumps(value, ensure_ascii=False)}" for value in part.get("enum", ()))


def kind(schema: dict[str, Any]) -> str:
    """The type of a value in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "oneOf" in schema:
        return "|".join(map(kind, schema["oneOf"]))
    words = "|".join(schema["type"] if isinstance(schema["type"], list) else [schema["type"]])
    return f"{words}<{kind(schema['items'])}>" if "items" in schema else words


def test_nothing_that_the_first_version_promised_is_gone_or_has_another_meaning() -> None:
    """The list only grows, also where it is written anew (REGENERAR=1)."""
    kept, now = PROMISES.read_text(encoding="utf-8").splitlines(), sorted(set(promises()))
    assert set(kept) - set(now) == set()
    if os.environ.get("REGENERAR") and not os.environ.get("CI"):
        PROMISES.write_text("".join(f"{each}\n" for each in now), encoding="utf-8")
        return
    assert kept == now
