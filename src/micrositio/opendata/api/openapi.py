"""Description of the API for programs: OpenAPI 3.1, derived from the types of the documents.

The schemas of table rows come from the Table Schemas; the purpose of each address, from `schemas/api/openapi.json`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from types import SimpleNamespace
from typing import Any, get_args, get_origin, get_type_hints

from micrositio.model.dates import PartialDate
from micrositio.model.table_schema import PARTIAL, Column
from micrositio.model.text import Text
from micrositio.opendata.api import course_shapes, list_shapes, plan_shapes
from micrositio.opendata.api.parts import (
    ROW,
    Choice,
    Columns,
    Named,
    Rules,
    Said,
    To,
    columns_of,
    named,
    noted,
    notes_of,
    texts,
)
from micrositio.profile.schemas import OPTIONAL, api_description, descriptor_schema, table_schema
from micrositio.routes import api_paths
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath

_PLAN, _ITEM = SimpleNamespace(id="{plan}"), SimpleNamespace
_ADDRESSES: Mapping[str, tuple[Callable[..., SitePath], tuple[Any, ...]]] = {
    "plan": (api_paths.plan, (_PLAN,)),
    "compromisos": (api_paths.commitments, (_PLAN,)),
    "compromiso": (api_paths.commitment, (_PLAN, _ITEM(id="{compromiso}"))),
    "actividad": (api_paths.milestone, (_PLAN, _ITEM(id="{actividad}"))),
    "cortes": (api_paths.cuts, (_PLAN,)),
    "corte": (api_paths.cut, (_PLAN, _ITEM(id="{corte}"))),
    "evidencias": (api_paths.evidence_list, (_PLAN,)),
    "evidencia": (api_paths.evidence, (_PLAN, _ITEM(id="{evidencia}"))),
    "lugares": (api_paths.locations, (_PLAN,)),
    "grupos": (api_paths.groups, (_PLAN,)),
    "presupuesto": (api_paths.money, (_PLAN,)),
    "continuidad": (api_paths.continuity, (_PLAN,)),
    "cifras": (api_paths.figures, (_PLAN,)),
    "tablas": (api_paths.tables, (_PLAN,)),
}
_TYPES: Mapping[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "list": {"type": "array", "items": {"type": "string"}},
    PARTIAL: {"type": "string"},
}
_SCALARS: Mapping[type, dict[str, Any]] = {
    str: _TYPES["string"],
    int: _TYPES["integer"],
    float: _TYPES["number"],
    bool: _TYPES["boolean"],
    date: _TYPES["date"],
    PartialDate: _TYPES[PARTIAL],
}
_LINKS = Said("Enlaces", "Direcciones de lo que va con esto, por su nombre.")
_LIMITS = ("minimum", "maximum", "maxLength")


def api_version() -> str:
    """Returns the version of the API; its major number is the one in the addresses."""
    return str(api_description()["info"]["version"])


def openapi(addresses: Addresses) -> dict[str, Any]:
    """Returns the description of a site's API; if the site has no address, the server is the description's folder."""
    given = api_description()
    server = addresses.canonical(SitePath(router.API_ROOT)) or "."
    return {
        "openapi": given["openapi"],
        "info": given["info"],
        "servers": [{"url": server}],
        "paths": dict(_paths(given)),
        "components": {"schemas": dict(_components())},
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


def _components() -> Iterator[tuple[str, Any]]:
    """Yields the name and schema of each component, in the order in which the types are defined."""
    for kind in (vars(plan_shapes) | vars(list_shapes) | vars(course_shapes)).values():
        if own := named(kind):
            yield own.name, _written_out(kind, own)


def _written_out(kind: Any, own: Named) -> dict[str, Any]:
    rows = noted(notes_of(kind), Columns)
    said = table_schema(rows.table).descriptor if rows and not own.title else own._asdict()
    return {"title": said["title"], "description": said["description"], **_form(kind, notes_of(kind))}


def _schema(kind: Any, notes: tuple[Any, ...] = ()) -> dict[str, Any]:
    """Returns the schema of a value, or a reference to a component; `notes` are those of the field with the value."""
    if own := named(kind):
        return _ref(own.name)
    every = (*notes_of(kind), *notes)
    said = _LINKS if noted(every, To) else noted(every, Said)
    return {**(said._asdict() if said else {}), **_form(kind, every)}


def _form(kind: Any, notes: tuple[Any, ...]) -> dict[str, Any]:
    """Returns the schema of a value without its title and description."""
    links, rows = noted(notes, To), noted(notes, Columns)
    if links:
        return _object({name: _ref("Enlace") for name in (*links.always, *links.sometimes)}, links.always)
    if rows:
        return _object(_column_schemas(rows), (each.name for each in rows.fields if OPTIONAL not in each.descriptor))
    if is_dataclass(kind):
        return _object(dict(_properties(kind)))
    rules = noted(notes, Rules) or Rules(())
    return {**_value(kind.__origin__ if notes_of(kind) else kind, noted(notes, Choice)), **dict(rules.pairs)}


def _value(kind: Any, choice: Choice | None) -> dict[str, Any]:
    """Returns the schema of a list, of a value that may be unknown, of a word or of a scalar."""
    if get_origin(kind) is list:
        return {"type": "array"}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _schema(get_args(kind)[0])}
    if get_args(kind):
        known = _value_or_reference(get_args(kind)[0], choice)
        return {"oneOf": [known, {"type": "null"}]} if "$ref" in known else _or_null(known)
    if choice:
        return {"type": "string", "enum": _words(choice)}
    return {"type": "string", "enum": [each.value for each in kind]} if issubclass(kind, Enum) else _SCALARS[kind]


def _value_or_reference(kind: Any, choice: Choice | None) -> dict[str, Any]:
    own = named(kind)
    return _ref(own.name) if own else _value(kind, choice)


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    kinds = {**schema, "type": [schema["type"], "null"]}
    return {**kinds, "enum": [*schema["enum"], None]} if "enum" in schema else kinds


def _object(properties: Mapping[str, Any], required: Iterable[str] | None = None) -> dict[str, Any]:
    """Returns the schema of an object with these properties, all of them required by default.

    More properties may be added in future, so readers should not reject unknown ones.
    """
    return {"type": "object", "properties": properties, "required": list(properties if required is None else required)}


def _properties(part: Any) -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(part, include_extras=True)
    for each in fields(part):
        kind, notes = hints[each.name], notes_of(each)
        if each.name == ROW:
            yield from _column_schemas(columns_of(part)).items()
        elif kind is Text:
            yield from ((name, _ref("Texto")) for name in texts(each.name, Text()))
        else:
            yield each.name, _schema(kind, notes)


def _column_schemas(rows: Columns) -> dict[str, Any]:
    return {each.name: column_schema(each) for each in rows.fields}


def _words(choice: Choice) -> list[str]:
    """Returns the words that a key of a YAML file admits."""
    found: Mapping[str, Any] = descriptor_schema(choice.schema)
    for key in choice.path:
        found = found["properties"][key]
    return list(found["enum"])


def column_schema(column: Column) -> dict[str, Any]:
    """Returns the JSON Schema of a column's values as JSON: a value that may be unknown may also be null."""
    rules = column.rules
    schema = {**_TYPES[column.type], **{key: rules[key] for key in _LIMITS if key in rules}}
    if "pattern" in rules and column.type in ("string", PARTIAL):
        schema["pattern"] = f"^(?:{rules['pattern']})$"
    values = list(column.categories)
    if values and column.type == "list":
        schema["items"] = {"type": "string", "enum": values}
    elif values:
        schema["enum"] = values
    said = {"title": column.title.base, "description": column.description.base, **schema}
    return {**_nullable(column, said), **_example(column)}


def _nullable(column: Column, schema: dict[str, Any]) -> dict[str, Any]:
    if column.required or column.type == "list":
        return schema
    return _or_null(schema)


def _example(column: Column) -> dict[str, Any]:
    """Returns the column's example as JSON."""
    value = column.example
    if value == "":
        return {}
    return {"examples": [str(value).split(column.delimiter) if column.type == "list" else value]}
