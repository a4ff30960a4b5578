"""The published profile: one Table Schema per table, from which everything else about tables is derived.

`Schema` adds to a Table Schema what the standard cannot state: the words of a plan (`vocabulary`) and references from
list cells (`reference`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any

from micrositio.model.plan import TABLES
from micrositio.model.text import SOURCE_LANGUAGE, Text, Writing, proper
from micrositio.model.vocabularies import TableName

PROFILE_VERSION = "1.1.0"
PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DIALECT = {"header": True, "headerRows": [1], "delimiter": ","}
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF-level0"
SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
PUBLISHED_ONLY = (TableName.CALCULATIONS, TableName.SCALE, TableName.METHOD, TableName.CHANGES, TableName.OGP)
"""Tables that are made from the plan, published beside those it was given."""
DERIVED = (TableName.EVIDENCE, *PUBLISHED_ONLY)
"""Tables that are made from other sources, never read from a CSV."""

MADE_FROM = "deriva_de"
"""The key of a resource of our packages that is another form of a table: it names the table."""

Schema = Mapping[str, Any]
Field = Mapping[str, Any]
_ENGLISH = "_en"
LANGUAGE = "language"
"""Key of a part of a Table Schema, where its texts without a suffix are not in Spanish: the code of their language."""


def _resource(name: str) -> Any:
    return json.loads(files("micrositio").joinpath("profile", "schemas", f"{name}.json").read_text(encoding="utf-8"))


@cache
def table_schema(name: str) -> Schema:
    """Returns the Table Schema of a table of the profile, with each list of categories repeated as an enum."""
    return with_enums(_resource(name))


@cache
def descriptor_schema(name: str) -> Schema:
    """Returns the JSON Schema of a YAML file or of a plan's own Table Schema (`tabla`).

    The YAML files are `sitio`, `plan`, `evidencias`, `pagina`, `novedad`, `texto` and `tema`.
    """
    schema: Schema = _resource(f"yaml/{name}")
    return schema


@cache
def api_description() -> Schema:
    """Returns the purpose of each address of the API, in words, and the API's version; it must not be changed."""
    description: Schema = _resource("api/openapi")
    return description


def standard_tables() -> tuple[str, ...]:
    """Returns the names of the standard tables, in reading order."""
    return tuple(TABLES)


def published_tables() -> tuple[str, ...]:
    """Returns the names of all the tables of the profile: those a plan is given, and those made from it."""
    return (*TABLES, *PUBLISHED_ONLY)


def with_enums(schema: Schema) -> Schema:
    """Returns a copy with `categories` repeated as `constraints.enum`, since validators ignore categories."""
    copied = deepcopy(dict(schema))
    for field in copied["fields"]:
        if "categories" in field and field["type"] == "string":
            values = [category["value"] for category in field["categories"]]
            field["constraints"] = {**field.get("constraints", {}), "enum": values}
    return copied


def with_words(schema: Schema, words: Mapping[str, list[dict[str, str]]]) -> Schema:
    """Returns the schema with the plan's own words as categories; `words` maps a vocabulary to its categories."""
    if not any("vocabulary" in field for field in schema["fields"]):
        return schema
    copied = deepcopy(dict(schema))
    for field in copied["fields"]:
        vocabulary = field.pop("vocabulary", None)
        if vocabulary:
            field["categories"] = words[vocabulary]
    return with_enums(copied)


def with_languages(schema: Schema, header: Collection[str], writing: Writing) -> Schema:
    """Returns the schema with the columns of `header` that hold a text in one more language of the site.

    Each of them comes after the column in English.
    """
    fields: list[Field] = []
    for field in schema["fields"]:
        fields.append(field)
        stem = field["name"].removesuffix(_ENGLISH)
        others = (code for code in writing.others if field["name"].endswith(_ENGLISH) and f"{stem}_{code}" in header)
        fields += [_in_language(field, stem, code) for code in others if code != "en"]
    return schema if len(fields) == len(schema["fields"]) else {**schema, "fields": fields}


def _in_language(english: Field, stem: str, code: str) -> Field:
    words = {key: f"{english[key]} [{code}]" for key in ("title", "title_en") if key in english}
    kept = {key: value for key, value in english.items() if key not in ("example", "description", "description_en")}
    return {**kept, "name": f"{stem}_{code}", **words}


@cache
def descriptor_schema_in(name: str, writing: Writing) -> Schema:
    """Returns the JSON Schema of a YAML file, with each key of an English text (`x_en`) also in the other languages."""
    schema: Schema = _with_keys(descriptor_schema(name), tuple(code for code in writing.others if code != "en"))
    return schema


def _with_keys(part: Any, codes: tuple[str, ...]) -> Any:
    if isinstance(part, list):
        return [_with_keys(each, codes) for each in part]
    if not isinstance(part, dict):
        return part
    copied = {key: _with_keys(value, codes) for key, value in part.items()}
    known = copied.get("properties")
    if isinstance(known, dict):
        stems = [key.removesuffix(_ENGLISH) for key in known if key.endswith(_ENGLISH)]
        copied["properties"] = {
            **known,
            **{f"{stem}_{code}": known[stem + _ENGLISH] for stem in stems for code in codes},
        }
    return copied


def schema_text(values: Mapping[str, Any], key: str) -> Text:
    """Returns a text of a Table Schema, in each of its languages."""
    base = values.get(LANGUAGE, SOURCE_LANGUAGE)
    codes = (name.removeprefix(f"{key}_") for name in values if name.startswith(f"{key}_"))
    return Writing(base, tuple(code for code in codes if code != base)).text(values, key)


def stated_language(language: str) -> dict[str, str]:
    """Returns the key that says in which language a part of a schema is written; none for Spanish."""
    return {} if language == SOURCE_LANGUAGE else {LANGUAGE: language}


def written_in(schema: Schema, language: str) -> Schema:
    """Returns a schema of the site's own, whose texts are in `language` where it does not say another."""
    mark = stated_language(language)
    fields = [{**mark, **field} for field in schema["fields"]]
    for field in fields:
        field |= {"categories": [{**mark, **each} for each in field["categories"]]} if "categories" in field else {}
    return {**mark, **schema, "fields": fields}


def category_label(field: Field, value: str) -> Text:
    """Returns the label of a value; the value itself if the field has no such category."""
    found = (each for each in field.get("categories", ()) if each["value"] == value)
    return next((schema_text(each, "label") for each in found), proper(value))


def field_named(schema: Schema, name: str) -> Field | None:
    """Returns the field of that name, or None."""
    return next((field for field in schema["fields"] if field["name"] == name), None)


def column_names(schema: Schema) -> tuple[str, ...]:
    """Returns the names of the columns, in their order."""
    return tuple(field["name"] for field in schema["fields"])


def referred(schema: Schema, field: Field) -> str:
    """Returns the table that a column refers to, by item or as a whole, or "" if it refers to none."""
    if "reference" in field:
        return str(field["reference"]["resource"])
    keys = schema.get("foreignKeys", ())
    return next((str(key["reference"]["resource"]) for key in keys if key["fields"] == [field["name"]]), "")


def key_of(schema: Schema) -> tuple[str, ...]:
    """Returns the columns that identify a row; none if the schema names none."""
    key = schema.get("primaryKey", ())
    return (key,) if isinstance(key, str) else tuple(key)


def free_name(name: str, taken: Collection[str]) -> str:
    """Returns the name or, if it is taken, the name with as many final underscores as needed."""
    while name in taken:
        name += "_"
    return name
