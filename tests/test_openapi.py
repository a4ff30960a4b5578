"""The description of the API: valid OpenAPI 3.1, made of the tables' own schemas, and with nothing left to say."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from micrositio.openapi import api_version, column_schema, columns, openapi
from micrositio.schemas import api_description, field_named, standard_tables, table_schema

DESCRIPTION = openapi("https://abierto.example.org")
SCHEMAS = DESCRIPTION["components"]["schemas"]
OPERATIONS = {path: item["get"] for path, item in DESCRIPTION["paths"].items()}
FIELDS = [(table, field) for table in standard_tables() for field in table_schema(table)["fields"]]

TEXT = {"type": "string", "minLength": 1}
META: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["openapi", "info", "paths"],
    "properties": {
        "openapi": {"pattern": r"^3\.1\.\d+$"},
        "info": {
            "type": "object",
            "required": ["title", "version"],
            "properties": dict.fromkeys(("title", "summary", "description", "version"), TEXT),
            "additionalProperties": False,
        },
        "servers": {
            "items": {
                "type": "object",
                "required": ["url"],
                "properties": {"url": TEXT},
                "additionalProperties": False,
            },
        },
        "paths": {"propertyNames": {"pattern": "^/"}, "additionalProperties": {"$ref": "#/$defs/path"}},
        "components": {
            "type": "object",
            "properties": {
                "schemas": {
                    "propertyNames": {"pattern": "^[A-Za-z0-9._-]+$"},
                    "additionalProperties": {"$ref": "https://json-schema.org/draft/2020-12/schema"},
                }
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
    "$defs": {
        "path": {
            "type": "object",
            "required": ["get"],
            "properties": {
                "get": {"$ref": "#/$defs/operation"},
                "parameters": {"type": "array", "items": {"$ref": "#/$defs/parameter"}},
            },
            "additionalProperties": False,
        },
        "operation": {
            "type": "object",
            "required": ["operationId", "responses"],
            "properties": {
                "operationId": {"type": "string"},
                "summary": TEXT,
                "description": TEXT,
                "responses": {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": "^[1-5](?:[0-9]{2}|XX)$"},
                    "additionalProperties": {"$ref": "#/$defs/response"},
                },
            },
            "additionalProperties": False,
        },
        "response": {
            "type": "object",
            "required": ["description", "content"],
            "properties": {
                "description": TEXT,
                "content": {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": "^[a-z]+/[a-z.+-]+$"},
                    "additionalProperties": {
                        "type": "object",
                        "required": ["schema"],
                        "properties": {"schema": {"$ref": "https://json-schema.org/draft/2020-12/schema"}},
                        "additionalProperties": False,
                    },
                },
            },
            "additionalProperties": False,
        },
        "parameter": {
            "type": "object",
            "required": ["name", "in", "required", "schema"],
            "properties": {
                "name": TEXT,
                "in": {"const": "path"},
                "required": {"const": True},
                "description": TEXT,
                "schema": {"$ref": "https://json-schema.org/draft/2020-12/schema"},
            },
            "additionalProperties": False,
        },
    },
}
"""The rules of OpenAPI 3.1 for the parts of it that we use; what we do not use is refused."""


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
    assert [f"{each.json_path}: {each.message}" for each in Draft202012Validator(META).iter_errors(DESCRIPTION)] == []


@pytest.mark.parametrize("broken", ["info", "paths"])
def test_the_rules_refuse_a_description_without(broken: str) -> None:
    lacking = {key: value for key, value in DESCRIPTION.items() if key != broken}
    assert not Draft202012Validator(META).is_valid(lacking)


def test_every_reference_leads_to_a_component_and_every_component_is_used() -> None:
    named = re.findall(r"'\$ref': '#/components/schemas/(\w+)'", str(DESCRIPTION))
    assert set(named) == set(SCHEMAS)


def test_each_path_states_its_parameters_and_each_operation_its_own_name() -> None:
    for path, item in DESCRIPTION["paths"].items():
        assert [each["name"] for each in item["parameters"]] == re.findall(r"\{(\w+)\}", path)
    names = [each["operationId"] for each in OPERATIONS.values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("name", "schema"), [each for each in ALL if "properties" in each[1]])
def test_an_object_holds_what_it_says_and_nothing_else(name: str, schema: dict[str, Any]) -> None:
    assert schema["additionalProperties"] is False
    optional = set(schema["properties"]) - set(schema["required"])
    assert optional <= {"archivo"}, name


def test_everything_says_what_it_is() -> None:
    mute = [name for name, each in ALL if "$ref" not in each and not each.get("description") and name[-2:] != "[]"]
    assert [name for name in mute if SCHEMAS.get(name, {}).get("oneOf") is None and not is_null(name)] == []


def is_null(name: str) -> bool:
    """Whether the part is only the other half of «or nothing»."""
    return any({"type": "null"} in each.get("oneOf", ()) for path, each in ALL if path == name)


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=[f"{table}.{field['name']}" for table, field in FIELDS])
def test_the_example_of_a_column_is_what_its_schema_admits(table: str, field: dict[str, Any]) -> None:
    schema = column_schema(field)
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
    schema = column_schema(field_named(table_schema(table), column) or {})
    assert Draft202012Validator(schema).is_valid(good)
    assert not Draft202012Validator(schema).is_valid(bad)


def test_a_row_has_the_columns_of_its_table() -> None:
    assert columns("Compromiso") == tuple(field["name"] for field in table_schema("compromisos")["fields"])
    assert tuple(SCHEMAS["Compromiso"]["properties"]) == columns("Compromiso")
    assert set(columns("Avance")) == {f["name"] for f in table_schema("avances")["fields"]} - {"corte", "actividad"}


def test_what_the_description_leaves_out_or_picks_are_columns() -> None:
    for name, each in api_description()["esquemas"].items():
        known = {field["name"] for field in table_schema(each["tabla"])["fields"]} if "tabla" in each else set()
        assert {*each.get("solo", ()), *each.get("sin", ())} <= known, name


def test_the_server_is_the_folder_of_the_description_where_the_site_has_no_address() -> None:
    assert DESCRIPTION["servers"] == [{"url": "https://abierto.example.org/api/v1"}]
    assert openapi("")["servers"] == [{"url": "."}]


def test_the_version_of_the_address_is_that_of_the_description() -> None:
    assert api_version().split(".")[0] == "1"
