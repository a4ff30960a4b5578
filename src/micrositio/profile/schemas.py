"""The published profile: one Table Schema per table, from which everything else about tables is derived.

It adds to a Table Schema what the standard cannot state: the words of a plan (`vocabulary`) and references from list
cells (`reference`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from micrositio.model.plan import TABLES
from micrositio.model.table_schema import LANGUAGE, TableSchema
from micrositio.model.text import SOURCE_LANGUAGE, Writing
from micrositio.model.vocabularies import TableName

PROFILE_VERSION = "1.1.0"
PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DIALECT = {"header": True, "headerRows": [1], "delimiter": ","}
SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
PUBLISHED_ONLY = (
    TableName.CALCULATIONS,
    TableName.TRACKING,
    TableName.SCALE,
    TableName.METHOD,
    TableName.PERIODS,
    TableName.CHANGES,
    TableName.OGP,
)
"""Tables that are made from the plan, published beside those it was given."""
DERIVED = (TableName.EVIDENCE, *PUBLISHED_ONLY)
"""Tables that are made from other sources, never read from a CSV."""

OPTIONAL = "optional"
"""The key of a column, or of a category of one, that the schema of a plan's table has only if the table uses it."""
MADE_FROM = "deriva_de"
"""The key of a resource of our packages that is another form of a table: it names the table."""

Descriptor = Mapping[str, Any]
_ENGLISH = "_en"


def _resource(name: str) -> Any:
    return json.loads(files("micrositio").joinpath("profile", "schemas", f"{name}.json").read_text(encoding="utf-8"))


@cache
def table_schema(name: str) -> TableSchema:
    """Returns the schema of a table of the profile."""
    return TableSchema.of(_resource(name))


@cache
def descriptor_schema(name: str) -> Descriptor:
    """Returns the JSON Schema of a YAML file or of a plan's own Table Schema (`tabla`).

    The YAML files are `sitio`, `plan`, `evidencias`, `pagina`, `novedad`, `texto` and `tema`.
    """
    schema: Descriptor = _resource(f"yaml/{name}")
    return schema


@cache
def api_description() -> Descriptor:
    """Returns the purpose of each address of the API, in words, and the API's version; it must not be changed."""
    description: Descriptor = _resource("api/openapi")
    return description


def standard_tables() -> tuple[str, ...]:
    """Returns the names of the standard tables, in reading order."""
    return tuple(TABLES)


def published_tables() -> tuple[str, ...]:
    """Returns the names of all the tables of the profile: those a plan is given, and those made from it."""
    return (*TABLES, *PUBLISHED_ONLY)


def with_words(schema: TableSchema, words: Mapping[str, list[dict[str, str]]]) -> TableSchema:
    """Returns the schema with the plan's own words as categories; `words` maps a vocabulary to its categories."""
    fields = [each.descriptor for each in schema.columns]
    if not any("vocabulary" in each for each in fields):
        return schema
    return schema.with_fields(_worded(each, words) if "vocabulary" in each else each for each in fields)


def _worded(field: Descriptor, words: Mapping[str, list[dict[str, str]]]) -> Descriptor:
    own = {key: value for key, value in field.items() if key != "vocabulary"}
    return {**own, "categories": words[field["vocabulary"]]}


def as_used(schema: TableSchema, said: Mapping[str, Iterable[str]]) -> TableSchema:
    """Returns the schema without the optional columns and categories that a table does not use.

    `said` are the cells of each column that the table has. A column has its optional categories if a cell is none of
    the others: a word misspelt may stand for one of them.
    """
    fields = [each.descriptor for each in schema.columns]
    kept = [
        _as_used(each, said.get(each["name"], ())) for each in fields if not each.get(OPTIONAL) or each["name"] in said
    ]
    return schema.with_fields(kept) if kept != fields else schema


def _as_used(field: Descriptor, cells: Iterable[str]) -> Descriptor:
    words = field.get("categories", ())
    if OPTIONAL not in field and not any(OPTIONAL in each for each in words):
        return field
    used = {key: value for key, value in field.items() if key != OPTIONAL}
    if words:
        usual = [each for each in words if OPTIONAL not in each]
        is_usual = {cell.strip() for cell in cells} <= {"", *(each["value"] for each in usual)}
        every = [{key: value for key, value in each.items() if key != OPTIONAL} for each in words]
        used["categories"] = usual if is_usual else every
    return used


def with_languages(schema: TableSchema, header: Collection[str], writing: Writing) -> TableSchema:
    """Returns the schema with the columns of `header` that hold a text in one more language of the site.

    Each of them comes after the column in English.
    """
    fields: list[Descriptor] = []
    for each in schema.columns:
        fields.append(each.descriptor)
        stem = each.name.removesuffix(_ENGLISH)
        others = (code for code in writing.others if each.name.endswith(_ENGLISH) and f"{stem}_{code}" in header)
        fields += [_in_language(each.descriptor, stem, code) for code in others if code != "en"]
    return schema.with_fields(fields) if len(fields) > len(schema.columns) else schema


def _in_language(english: Descriptor, stem: str, code: str) -> Descriptor:
    words = {key: f"{english[key]} [{code}]" for key in ("title", "title_en") if key in english}
    kept = {key: value for key, value in english.items() if key not in ("example", "description", "description_en")}
    return {**kept, "name": f"{stem}_{code}", **words}


@cache
def descriptor_schema_in(name: str, writing: Writing) -> Descriptor:
    """Returns the JSON Schema of a YAML file, with each key of an English text (`x_en`) also in the other languages."""
    schema: Descriptor = _with_keys(descriptor_schema(name), tuple(code for code in writing.others if code != "en"))
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


def stated_language(language: str) -> dict[str, str]:
    """Returns the key that says in which language a part of a schema is written; none for Spanish."""
    return {} if language == SOURCE_LANGUAGE else {LANGUAGE: language}


def written_in(descriptor: Descriptor, language: str) -> Descriptor:
    """Returns a Table Schema of the site's own, whose texts are in `language` where it does not say another."""
    mark = stated_language(language)
    fields = [{**mark, **field} for field in descriptor["fields"]]
    for field in fields:
        field |= {"categories": [{**mark, **each} for each in field["categories"]]} if "categories" in field else {}
    return {**mark, **descriptor, "fields": fields}


def free_name(name: str, taken: Collection[str]) -> str:
    """Returns the name or, if it is taken, the name with as many final underscores as needed."""
    while name in taken:
        name += "_"
    return name
