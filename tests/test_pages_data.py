"""Open data: the catalogue, and each table with its dictionary in both languages, its first rows and its files."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from micrositio.formats import number_words, size_words
from micrositio.schemas import DERIVED, EDTF
from reading import MISSING, PLANS, content, facts, leads, page, rows, site, squeeze, table, words
from support import PLAN

EVERY = pytest.mark.parametrize(("name", "plan_id"), PLANS)
Schema = dict[str, Any]


def package(name: str, plan_id: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(content(site(name), f"{plan_id}/datos/datapackage.json"))
    return read


def schemas(name: str, plan_id: str) -> dict[str, Schema]:
    """The published Table Schema of each table."""
    resources = [each for each in package(name, plan_id)["resources"] if "schema" in each]
    return {each["name"]: {"title": each["title"], **each["schema"]} for each in resources}


TABLES = [(name, plan_id, key) for name, plan_id in PLANS for key in schemas(name, plan_id)]
EACH = pytest.mark.parametrize(("name", "plan_id", "key"), TABLES)
WITHOUT_EXAMPLE = ("nombre",)
"""Columns whose schema gives no example: a name would be somebody's, an explanation says nothing alone."""
TYPES = {
    "string": "texto",
    "integer": "número entero",
    "number": "número",
    "date": "fecha",
    "list": "lista",
    "boolean": "sí o no",
}


def published(name: str, plan_id: str, key: str) -> list[list[str]]:
    text = content(site(name), f"{plan_id}/datos/{key}.csv").decode("utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))


@EVERY
def test_the_catalogue_lists_every_table_of_the_package(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/datos")
    cards = {words(card.css("h2")[0]): card for card in shown.all(".tables > .card")}
    assert list(cards) == [schema["title"] for schema in schemas(name, plan_id).values()]
    for key, schema in schemas(name, plan_id).items():
        card = cards[schema["title"]]
        base = f"{plan_id}/datos/{key}"
        assert leads(shown, card) == [f"{base}/index.html", f"{base}.csv", f"{base}.json"]
        count, columns = len(published(name, plan_id, key)) - 1, len(schema["fields"])
        meta = words(card.css(".meta")[0])
        assert meta == f"{count} fila{'s' * (count != 1)} · {columns} columna{'s' * (columns != 1)}"


@EVERY
def test_the_sizes_told_are_those_of_the_files(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/datos")
    checked = 0
    for card in shown.all(".tables > .card"):
        for link, path in zip(card.css(".downloads a"), leads(shown, card)[1:], strict=True):
            size = size_words(len(content(site(name), path)), "es")
            assert words(link).endswith(f"({squeeze(size)})")
            assert "download" in link.attributes
            checked += 1
    assert checked == 2 * len(schemas(name, plan_id))


@EVERY
def test_the_catalogue_tells_version_licence_and_descriptor(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/datos")
    sheet, data = facts(shown.one("dl.panel")), package(name, plan_id)
    assert words(sheet["Versión de los datos"]) == data["version"]
    assert all(each["title"] in words(sheet["Licencia"]) for each in data["licenses"])
    assert leads(shown, sheet["Paquete"]) == [f"{plan_id}/datos/datapackage.json"]


@EACH
def test_every_column_is_in_the_dictionary_in_both_languages(name: str, plan_id: str, key: str) -> None:
    shown, schema = page(name, f"{plan_id}/datos/{key}"), schemas(name, plan_id)[key]
    columns = shown.all(".column")
    assert [node.attributes["id"] for node in columns] == [f"columna-{each['name']}" for each in schema["fields"]]
    for node, field in zip(columns, schema["fields"], strict=True):
        text = words(node)
        assert words(node.css("h3 code")[0]) == field["name"]
        english = [words(each) for each in node.css('[lang="en"]')]
        for part in ("title", "description"):
            assert field[part] in text, field["name"]
            assert squeeze(field[f"{part}_en"]) in english, field["name"]
        sheet = {term: words(value) for term, value in facts(node).items()}
        example = str(field.get("example", ""))
        assert sheet.get("Ejemplo", "") == squeeze(example)
        assert example or field["name"] in WITHOUT_EXAMPLE


@EACH
def test_the_type_and_the_rules_of_every_column_are_told(name: str, plan_id: str, key: str) -> None:
    shown, schema = page(name, f"{plan_id}/datos/{key}"), schemas(name, plan_id)[key]
    for node, field in zip(shown.all(".column"), schema["fields"], strict=True):
        sheet = {term: words(value) for term, value in facts(node).items()}
        rules = field.get("constraints", {})
        kind = "fecha, aunque solo se sepa el mes o el año" if field.get("rdfType") == EDTF else TYPES[field["type"]]
        assert sheet["Tipo"] == kind + (" · obligatoria" if rules.get("required") else "")
        expected = [f"mínimo {rules['minimum']}"] if "minimum" in rules else []
        expected += [f"máximo {rules['maximum']}"] if "maximum" in rules else []
        expected += [f"hasta {rules['maxLength']} caracteres"] if "maxLength" in rules else []
        expected += [f"forma: {rules['pattern']}"] if "pattern" in rules else []
        assert sheet.get("Reglas", "") == " ".join(expected)


@EACH
def test_the_allowed_values_are_told_with_their_meaning(name: str, plan_id: str, key: str) -> None:
    shown, schema = page(name, f"{plan_id}/datos/{key}"), schemas(name, plan_id)[key]
    for node, field in zip(shown.all(".column"), schema["fields"], strict=True):
        told = [words(each) for each in node.css("ul.plain > li")]
        choices = field.get("categories", [])
        assert [line.split(":")[0] for line in told] == [each["value"] for each in choices]
        for line, each in zip(told, choices, strict=True):
            assert each["label"] in line
            assert each.get("label_en", "") in line


@EACH
def test_the_key_of_the_table_is_told_and_leads_to_its_columns(name: str, plan_id: str, key: str) -> None:
    shown, schema = page(name, f"{plan_id}/datos/{key}"), schemas(name, plan_id)[key]
    primary = schema.get("primaryKey", [])
    names = [primary] if isinstance(primary, str) else primary
    said = facts(shown.one("dl.panel"))["Clave"]
    assert words(said) == (" + ".join(names) or MISSING)
    assert {link.attributes["href"] for link in said.css("a")} == {f"#columna-{each}" for each in names}


@EACH
def test_the_preview_is_the_first_rows_of_the_file(name: str, plan_id: str, key: str) -> None:
    shown, lines = page(name, f"{plan_id}/datos/{key}"), published(name, plan_id, key)
    assert shown.texts("table.preview thead th") == lines[0]
    assert table(shown.section("primeras-filas")) == [[squeeze(c) or MISSING for c in line] for line in lines[1:11]]
    size = words(facts(shown.one("dl.panel"))["Tamaño"])
    assert size.startswith(f"{len(lines) - 1} fila")
    assert f"{len(lines[0])} columna" in size


@EACH
def test_a_table_says_its_name_and_offers_both_files(name: str, plan_id: str, key: str) -> None:
    shown, schema = page(name, f"{plan_id}/datos/{key}"), schemas(name, plan_id)[key]
    assert shown.h1 == schema["title"]
    assert words(shown.one(".kicker")) == f"Tabla {key}"
    buttons = shown.all(".downloads a")
    for button, ending in zip(buttons, ("csv", "json"), strict=True):
        data = content(site(name), f"{plan_id}/datos/{key}.{ending}")
        assert squeeze(size_words(len(data), "es")) in words(button)
    assert leads(shown, shown.one(".downloads")) == [f"{plan_id}/datos/{key}.{end}" for end in ("csv", "json")]


@EACH
def test_a_column_that_points_at_a_table_leads_to_it(name: str, plan_id: str, key: str) -> None:
    shown, schema = page(name, f"{plan_id}/datos/{key}"), schemas(name, plan_id)[key]
    present = schemas(name, plan_id)
    for foreign in schema.get("foreignKeys", ()):
        columns = [foreign["fields"]] if isinstance(foreign["fields"], str) else foreign["fields"]
        target = foreign["reference"]["resource"]
        if target in present:
            for column in columns:
                points = facts(shown.one(f"#columna-{column}"))["Apunta a"]
                assert leads(shown, points) == [f"{plan_id}/datos/{target}/index.html"]


@EVERY
def test_the_evidence_table_says_that_it_is_made_from_the_manifests(name: str, plan_id: str) -> None:
    assert "Origen" in facts(page(name, f"{plan_id}/datos/evidencias").one("dl.panel"))
    assert "Origen" not in facts(page(name, f"{plan_id}/datos/compromisos").one("dl.panel"))


def test_a_table_of_the_plans_own_gets_its_page_like_any_other() -> None:
    shown = page("minimo", f"{PLAN}/datos/recorridos")
    assert shown.h1 == "Recorridos"
    assert [line[3] for line in table(shown.section("primeras-filas"))] == ["1.5", "2"]
    assert leads(shown, facts(shown.one("#columna-compromiso"))["Apunta a"]) == [f"{PLAN}/datos/compromisos/index.html"]


@EVERY
def test_every_row_of_the_source_is_published(name: str, plan_id: str) -> None:
    for key in schemas(name, plan_id):
        if key not in DERIVED:
            lines = published(name, plan_id, key)
            given = rows(name, plan_id, key)
            assert [dict(zip(lines[0], line, strict=True)) for line in lines[1:]] == [
                {each: "true" if each == "inventado" else row[each] for each in lines[0]} for row in given
            ]


def test_numbers_on_pages_use_the_same_signs_as_prose() -> None:
    assert number_words(1527, "es") in page("raiz", "plan-2023-2024/participacion").main
