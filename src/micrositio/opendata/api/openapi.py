"""What the API says, described for machines: OpenAPI 3.1, with the rows of tables as their Table Schemas have them.

`schemas/api/openapi.json` names each document and its parts; here its short forms become whole schemas: `tabla` (the
columns of a table, `solo` some or `sin` some), `palabras` (those that a key of a YAML file admits, or null), `lista`
(of a component), `enlaces` (named addresses, `si_hay` where there is one) and `cabeza` (what every document of a plan
begins with).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

from micrositio.profile.schemas import Field, api_description, descriptor_schema, table_schema
from micrositio.progress.milestone_changes import ChangeKind
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

_PLAN, _ITEM = SimpleNamespace(id="{plan}"), SimpleNamespace
_ADDRESSES: Mapping[str, tuple[Callable[..., SitePath], tuple[Any, ...]]] = {
    "plan": (router.api_plan, (_PLAN,)),
    "compromisos": (router.api_commitments, (_PLAN,)),
    "compromiso": (router.api_commitment, (_PLAN, _ITEM(id="{compromiso}"))),
    "actividad": (router.api_milestone, (_PLAN, _ITEM(id="{actividad}"))),
    "cortes": (router.api_cuts, (_PLAN,)),
    "corte": (router.api_cut, (_PLAN, _ITEM(id="{corte}"))),
    "evidencias": (router.api_evidence_list, (_PLAN,)),
    "evidencia": (router.api_evidence, (_PLAN, _ITEM(id="{evidencia}"))),
    "cifras": (router.api_figures, (_PLAN,)),
    "tablas": (router.api_tables, (_PLAN,)),
}
_TYPES: Mapping[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "list": {"type": "array", "items": {"type": "string"}},
}
_LIMITS = ("minimum", "maximum", "maxLength")


def api_version() -> str:
    """The version of the API: its first number is that of the addresses."""
    return str(api_description()["info"]["version"])


@cache
def columns(component: str) -> tuple[str, ...]:
    """The columns of its table that a component of the description holds, in their order."""
    return tuple(field["name"] for field in _fields(api_description()["esquemas"][component]))


def openapi(base_url: str) -> dict[str, Any]:
    """The description of the API of a site; without an address of its own, the server is the description's folder."""
    given = api_description()
    server = router.canonical(SitePath(router.API_ROOT), base_url) or "."
    return {
        "openapi": given["openapi"],
        "info": given["info"],
        "servers": [{"url": server}],
        "paths": dict(_paths(given)),
        "components": {"schemas": {name: _whole(each) for name, each in given["esquemas"].items()}},
    }


def _paths(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, each in given["documentos"].items():
        maker, arguments = _ADDRESSES.get(name, (lambda: router.API, ()))
        path = maker(*arguments).removeprefix(router.API_ROOT)
        parameters = [_parameter(key, words) for key, words in given["parametros"].items() if f"{{{key}}}" in path]
        yield path, {"get": _operation(name, each, given["respuestas"]), "parameters": parameters}


def _parameter(name: str, words: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "description": words, "schema": {"type": "string"}}


def _operation(name: str, each: Mapping[str, str], responses: Mapping[str, str]) -> dict[str, Any]:
    found = {"application/json": {"schema": _ref(each["esquema"])}}
    return {
        "operationId": name,
        "summary": each["resumen"],
        "description": each["descripcion"],
        "responses": {
            "200": {"description": responses["200"], "content": found},
            "404": {"description": responses["404"], "content": {"text/html": {"schema": {"type": "string"}}}},
        },
    }


def _ref(component: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{component}"}


def _whole(part: Mapping[str, Any]) -> dict[str, Any]:
    """A part of the description with its short forms written out."""
    words = {key: part[key] for key in ("title", "description") if key in part}
    if "lista" in part:
        return {**words, "type": "array", "items": _ref(part["lista"])}
    if "enlaces" in part:
        return _links(part)
    if "tipo_de_cambio" in part:
        return {**words, "type": "string", "enum": [each.value for each in ChangeKind]}
    if "palabras" in part:
        return {**words, "type": ["string", "null"], "enum": [*_words(*part["palabras"]), None]}
    if "estado_del_plan" in part:
        return {**words, "type": "string", "enum": descriptor_schema("plan")["properties"]["estado"]["enum"]}
    return _object(part) if "tabla" in part or "properties" in part else dict(part)


def _words(name: str, *path: str) -> list[str]:
    """The words that a key of a YAML file admits."""
    found: Mapping[str, Any] = descriptor_schema(name)
    for key in path:
        found = found["properties"][key]
    return list(found["enum"])


def _links(part: Mapping[str, Any]) -> dict[str, Any]:
    always, sometimes = part["enlaces"], part.get("si_hay", [])
    properties = {name: _ref("Enlace") for name in (*always, *sometimes)}
    words = api_description()["palabras_de_enlaces"]
    return {**words, "type": "object", "properties": properties, "required": always}


def _object(part: Mapping[str, Any]) -> dict[str, Any]:
    """An object that has all of its properties; it may come to have more, which no reader should refuse."""
    properties = dict(api_description()["cabeza"]) if part.get("cabeza") else {}
    properties |= {field["name"]: column_schema(field) for field in _fields(part)}
    properties |= {name: _whole(each) for name, each in part.get("properties", {}).items()}
    said = {**table_schema(part["tabla"]), **part} if "tabla" in part else part
    return {
        "title": said["title"],
        "description": said["description"],
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


def _fields(part: Mapping[str, Any]) -> Iterator[Field]:
    fields = table_schema(part["tabla"])["fields"] if "tabla" in part else ()
    only, without = part.get("solo"), part.get("sin", ())
    return (each for each in fields if (only is None or each["name"] in only) and each["name"] not in without)


def column_schema(field: Field) -> dict[str, Any]:
    """The JSON Schema of a column's values as JSON: what may be unknown may also be null."""
    rules = field.get("constraints", {})
    schema = {**_TYPES[field["type"]], **{key: rules[key] for key in _LIMITS if key in rules}}
    if "pattern" in rules and field["type"] == "string":
        schema["pattern"] = f"^(?:{rules['pattern']})$"
    values = [each["value"] for each in field.get("categories", ())]
    if values and field["type"] == "list":
        schema["items"] = {"type": "string", "enum": values}
    elif values:
        schema["enum"] = values
    said = {"title": field["title"], "description": field["description"], **schema}
    return {**_nullable(field, said), **_example(field)}


def _nullable(field: Field, schema: dict[str, Any]) -> dict[str, Any]:
    if field.get("constraints", {}).get("required") or field["type"] == "list":
        return schema
    kinds = {**schema, "type": [schema["type"], "null"]}
    return {**kinds, "enum": [*schema["enum"], None]} if "enum" in schema else kinds


def _example(field: Field) -> dict[str, Any]:
    """The column's example as JSON."""
    if "example" not in field:
        return {}
    value = field["example"]
    return {"examples": [str(value).split(field.get("delimiter", ";")) if field["type"] == "list" else value]}
