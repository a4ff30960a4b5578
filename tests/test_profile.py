"""The published profile: one schema per table, bound once to the model, complete and valid."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from micrositio.model.plan import TABLES, ActionPlan
from micrositio.model.table_schema import Column
from micrositio.model.text import Text, proper
from micrositio.model.vocabularies import Cadence, Completion, FigureLevel, PlanState, TableName
from micrositio.profile.cells import typed
from micrositio.profile.frictionless_adapter import schema_faults
from micrositio.profile.plan_descriptor import IRM_SCALE
from micrositio.profile.schemas import (
    descriptor_schema,
    published_tables,
    standard_tables,
    table_schema,
    with_words,
)
from support import ROOT

SCHEMAS = {name: table_schema(name) for name in standard_tables()}
FIELDS = [(table, field) for table, schema in SCHEMAS.items() for field in schema.descriptor["fields"]]
FIELD_IDS = [f"{table}.{field['name']}" for table, field in FIELDS]
DESCRIPTORS = sorted(path.stem for path in (ROOT / "src/micrositio/profile/schemas/yaml").glob("*.json"))
VOCABULARIES = ("estados", "organos", "instrumentos")

every_table = pytest.mark.parametrize("table", SCHEMAS)
every_field = pytest.mark.parametrize(("table", "field"), FIELDS, ids=FIELD_IDS)
Field = Mapping[str, Any]


def test_every_schema_file_is_a_table_of_the_model() -> None:
    files = {path.stem for path in (ROOT / "src/micrositio/profile/schemas").glob("*.json")}
    assert files == set(published_tables())


def test_each_vocabulary_is_the_list_that_the_profile_states() -> None:
    plan = descriptor_schema("plan")["properties"]
    level = table_schema("calculos").column("nivel")
    assert list(TableName) == list(published_tables())
    assert list(PlanState) == plan["estado"]["enum"]
    assert list(Cadence) == plan["cadencia"]["items"]["enum"]
    assert list(Cadence) == descriptor_schema("sitio")["properties"]["cadencia"]["enum"]
    assert [*Completion] == [*plan["estados"]["items"]["properties"]["irm"]["enum"], Completion.UNCLEAR]
    assert level is not None
    assert list(FigureLevel) == list(level.categories)


def test_every_table_fills_an_attribute_of_the_plan() -> None:
    attributes = {field.name: field.type for field in dataclasses.fields(ActionPlan)}
    for kind, attribute in TABLES.values():
        assert attributes[attribute] == f"tuple[{kind.__name__}, ...]"


def bound_columns(table: str) -> Iterator[str]:
    for field in dataclasses.fields(TABLES[table][0]):
        if "column" in field.metadata:
            yield field.metadata["column"]
            if field.type == "Text" and SCHEMAS[table].column(field.metadata["column"] + "_en"):
                yield field.metadata["column"] + "_en"


@every_table
def test_each_column_is_bound_exactly_once(table: str) -> None:
    assert sorted(bound_columns(table)) == sorted(SCHEMAS[table].names)


EXPECTED_TYPES = {
    "str": ("string",),
    "Text": ("string",),
    "int": ("integer",),
    "int | None": ("integer",),
    "float": ("number",),
    "float | None": ("number",),
    "dt.date": ("date",),
    "dt.date | None": ("date",),
    "PartialDate | None": ("partial",),
    "tuple[str, ...]": ("list",),
}


@every_table
def test_an_attribute_can_hold_what_its_column_gives(table: str) -> None:
    for field in dataclasses.fields(TABLES[table][0]):
        if "column" in field.metadata:
            column = SCHEMAS[table].column(field.metadata["column"])
            assert column is not None
            assert column.type in EXPECTED_TYPES[str(field.type)]
            assert column.required or field.type not in ("int", "float", "dt.date"), f"{field.name} may be unknown"


@every_table
def test_a_table_says_what_it_is_in_both_languages(table: str) -> None:
    schema = SCHEMAS[table].descriptor
    assert schema["name"] == table
    assert all(schema[key] for key in ("title", "title_en", "description", "description_en"))


@every_field
def test_a_column_says_what_it_is_in_both_languages(table: str, field: Field) -> None:
    assert all(field[key] for key in ("name", "type", "title", "title_en", "description", "description_en"))
    assert field["type"] in ("string", "integer", "number", "date", "boolean", "list")
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", field["name"])


@every_field
def test_an_example_is_what_the_column_admits(table: str, field: Field) -> None:
    example = str(field.get("example", ""))
    assert example or not field.get("constraints", {}).get("required")
    _, faults = typed(Column.of(field), example) if example else (None, [])
    assert faults == []
    pattern = field.get("constraints", {}).get("pattern")
    assert not (example and pattern) or re.fullmatch(pattern, example)
    assert len(example) <= field.get("constraints", {}).get("maxLength", len(example))


@every_field
def test_categories_are_labelled_in_both_languages_and_enforced(table: str, field: Field) -> None:
    values = [each["value"] for each in field.get("categories", ())]
    assert len(set(values)) == len(values)
    assert all(each["label"] and each["label_en"] for each in field.get("categories", ()))
    if values and field["type"] == "string":
        assert field["constraints"]["enum"] == values


@every_table
def test_keys_and_references_lead_to_columns_that_exist(table: str) -> None:
    schema = SCHEMAS[table]
    assert len(set(schema.names)) == len(schema.names)
    assert schema.key
    assert set(schema.key) <= set(schema.names)
    for each in schema.references:
        assert set(each.columns) <= set(schema.names)
        assert set(each.target_columns) <= set(SCHEMAS[each.target].names)
        assert each.several == ("reference" in schema.descriptor["fields"][schema.names.index(each.columns[0])])


@every_field
def test_english_stands_right_after_its_spanish(table: str, field: Field) -> None:
    names = SCHEMAS[table].names
    if field["name"].endswith("_en"):
        assert names[names.index(field["name"]) - 1] == field["name"].removesuffix("_en")


@every_field
def test_a_vocabulary_is_one_that_a_plan_states(table: str, field: Field) -> None:
    assert field.get("vocabulary", VOCABULARIES[0]) in VOCABULARIES


def test_a_plans_words_become_the_categories_of_its_schema() -> None:
    words = {"estados": [{"value": "listo", "label": "Listo", "label_en": "Done"}]}
    status = with_words(SCHEMAS["avances"], words).column("estado")
    assert status is not None
    assert status.rules["enum"] == ["listo"]
    assert status.label("listo") == Text("Listo", "Done")
    assert status.label("otro") == proper("otro")
    standing = SCHEMAS["avances"].column("estado")
    assert standing is not None
    assert "vocabulary" in standing.descriptor, "the standing schema is left as it was"


@every_table
def test_frictionless_accepts_the_schema(table: str) -> None:
    assert schema_faults(SCHEMAS[table].descriptor) == []


@pytest.mark.parametrize("name", DESCRIPTORS)
def test_the_schema_of_a_yaml_file_is_a_json_schema(name: str) -> None:
    Draft202012Validator.check_schema(descriptor_schema(name))


def described(schema: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, value in schema.get("properties", {}).items():
        yield f"{path}/{key}", value
        yield from described(value, f"{path}/{key}")
        yield from described(value.get("items", {}), f"{path}/{key}")


@pytest.mark.parametrize("name", DESCRIPTORS)
def test_every_key_of_a_yaml_file_says_what_it_is(name: str) -> None:
    assert [path for path, value in described(descriptor_schema(name)) if not value.get("description")] == []


@pytest.mark.parametrize(
    "name", [name for name in DESCRIPTORS if name != "paquete"]
)  # the plan's schema judges the rest
def test_unknown_keys_are_refused_at_every_level(name: str) -> None:
    groups = [descriptor_schema(name), *(value for _, value in described(descriptor_schema(name)))]
    objects = [each for group in groups for each in (group, group.get("items", {})) if "properties" in each]
    assert objects
    assert all(each["additionalProperties"] is False for each in objects)


def test_the_default_scale_uses_the_words_of_the_irm() -> None:
    allowed = descriptor_schema("plan")["properties"]["estados"]["items"]["properties"]["irm"]["enum"]
    assert [step["id"] for step in IRM_SCALE] == allowed


def test_the_tidy_table_has_the_kinds_of_difficulty_of_the_reports() -> None:
    [mine, theirs] = [table_schema(name).column("dificultad_tipo") for name in ("seguimiento", "avances")]
    assert mine
    assert theirs
    assert mine.descriptor["categories"] == theirs.descriptor["categories"]


def test_evidence_kinds_are_the_same_in_the_manifest_and_in_the_table() -> None:
    manifest = descriptor_schema("evidencias")["properties"]["resources"]["items"]["properties"]
    for column in ("tipo", "version_publica"):
        field = SCHEMAS["evidencias"].column(column)
        assert field is not None
        assert manifest[column]["enum"] == list(field.categories)


def test_a_text_is_shown_in_the_language_asked_for_or_says_in_which_it_is() -> None:
    assert Text("hola", "hello").pick("en") == ("hello", "en")
    assert Text("hola").pick("en") == ("hola", "es")
    assert Text("", "hello").pick("es") == ("hello", "en")
    assert Text().pick("en") == ("", "en")
    assert not Text()
    assert Text(fr="eau", es="agua").pick("en") == ("eau", "fr")
    assert proper("Ley 1").pick("en") == ("Ley 1", "en")
