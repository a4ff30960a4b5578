"""Open data: the catalogue, and each table with its dictionary in both languages, its first rows and its files."""

from __future__ import annotations

import contextlib
import csv
import functools
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborNode

from micrositio.i18n.display import date_words, number_words, size_words
from micrositio.model.plan import TableData
from micrositio.model.table_schema import EDTF, TableSchema
from micrositio.model.text import Text
from micrositio.opendata.citation import Citation
from micrositio.opendata.file_formats import OWN_FORMATS, PLAN_FORMATS, TABLE_FORMATS
from micrositio.pages.table import ORIGINS
from micrositio.pages.views.snippets import Question, figure
from micrositio.profile.schemas import DERIVED, PUBLISHED_ONLY
from micrositio.progress.row_changes import change_table, last_changes
from reading import (
    MISSING,
    PLANS,
    ROOTS,
    build,
    content,
    facts,
    leads,
    page,
    parse,
    plan,
    rows,
    site,
    squeeze,
    table,
    table_names,
    words,
)
from support import PLAN, append, made, make_site, of_plan, write, write_files

EVERY = pytest.mark.parametrize(("name", "plan_id"), PLANS)
Schema = dict[str, Any]


@functools.cache
def package(name: str, plan_id: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(content(site(name), f"{plan_id}/datos/datapackage.json"))
    return read


def schemas(name: str, plan_id: str) -> dict[str, Schema]:
    """The published Table Schema of each table."""
    resources = [each for each in package(name, plan_id)["resources"] if "schema" in each and "deriva_de" not in each]
    return {each["name"]: {"title": each["title"], **each["schema"]} for each in resources}


TABLES = [(name, plan_id, key) for name, plan_id in PLANS for key in table_names(name, plan_id)]
EACH = pytest.mark.parametrize(("name", "plan_id", "key"), TABLES)
ENDINGS = tuple(each.ending for each in TABLE_FORMATS)
"""How the names of the files of each table end, in the order in which they are offered."""


def endings(key: str) -> tuple[str, ...]:
    """How the names of a table's files end, those that only it has last."""
    return (*ENDINGS, *(each.ending for each in OWN_FORMATS.get(key, ())))


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


def anchor(column: str) -> str:
    """The place of a column in its dictionary: its name, without spaces or signs."""
    return "columna-" + re.sub(r"[^a-zA-Z0-9_]+", "-", column)


def held(node: LexborNode) -> dict[str, LexborNode]:
    """What a column of the dictionary holds: each name with the element that tells it."""
    return {words(term): said for term, said in zip(node.css(".holds > dt"), node.css(".holds > dd"), strict=True)}


def published(name: str, plan_id: str, key: str) -> list[list[str]]:
    text = content(site(name), f"{plan_id}/datos/{key}.csv").decode("utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))


def plan_files(name: str, plan_id: str) -> dict[str, bytes]:
    """The published files that hold or describe the whole plan, by name."""
    names = (each.file_name(plan(name, plan_id)) for each in PLAN_FORMATS)
    return {each: content(site(name), f"{plan_id}/datos/{each}") for each in names}


@EVERY
def test_the_tables_published_are_those_told_from_the_folder(name: str, plan_id: str) -> None:
    assert sorted(schemas(name, plan_id)) == table_names(name, plan_id)


@EVERY
def test_the_catalogue_lists_every_table_of_the_package(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/datos")
    cards = {words(card.css("h3")[0]): card for card in shown.all(".tables > li")}
    assert list(cards) == [schema["title"] for schema in schemas(name, plan_id).values()]
    for key, schema in schemas(name, plan_id).items():
        card = cards[schema["title"]]
        base = f"{plan_id}/datos/{key}"
        assert leads(shown, card) == [f"{base}/index.html", *(f"{base}{end}" for end in endings(key))]
        count, columns = len(published(name, plan_id, key)) - 1, len(schema["fields"])
        meta = words(card.css(".meta")[0])
        assert meta.startswith(f"{count} fila{'s' * (count != 1)} · {columns} columna{'s' * (columns != 1)} · ")
    said = words(shown.section("tablas"))
    assert all(each["name"] in said.partition("Licencia: ")[2] for each in package(name, plan_id)["licenses"])


@EVERY
def test_the_catalogue_and_the_table_tell_the_same_last_change(name: str, plan_id: str) -> None:
    of = plan(name, plan_id)
    days = last_changes(of, [*of.tables.values(), change_table(of)])
    for card in page(name, f"{plan_id}/datos").all(".tables > li"):
        key = leads(page(name, f"{plan_id}/datos"), card)[0].split("/")[-2]
        said = words(facts(page(name, f"{plan_id}/datos/{key}").one("dl.panel"))["Último cambio"])
        assert words(card.css(".meta")[0]).endswith(f"último cambio: {said}")
        if key not in PUBLISHED_ONLY:
            assert said == (date_words(days[key], "es") if key in days else MISSING)


@EVERY
def test_the_sizes_told_are_those_of_the_files(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/datos")
    checked = 0
    for card in shown.all(".tables > li"):
        for link, path in zip(card.css(".downloads a"), leads(shown, card)[1:], strict=True):
            size = size_words(len(content(site(name), path)), "es")
            assert words(link).endswith(f"({squeeze(size)})")
            assert "download" in link.attributes
            checked += 1
    assert checked == sum(len(endings(key)) for key in schemas(name, plan_id))


@EVERY
def test_the_first_link_of_the_catalogue_is_the_file_for_excel(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/datos")
    workbook = f"{plan_id}.xlsx"
    assert leads(shown, shown.section("abrir")) == [f"{plan_id}/datos/{workbook}"]
    assert shown.all("main section")[0].attributes["aria-labelledby"] == "abrir"
    size = size_words(len(plan_files(name, plan_id)[workbook]), "es")
    assert words(shown.section("abrir")).startswith(
        f"¿Quiere abrirlo en Excel? Descargue este {workbook} ({squeeze(size)})"
    )


@EVERY
def test_every_file_of_the_whole_plan_is_offered_with_its_size_and_its_use(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/datos")
    lines = {words(line.css("a")[0]): line for line in shown.section("programas").css("ul.plain > li")}
    files = plan_files(name, plan_id)
    assert {*lines, f"{plan_id}.xlsx"} == set(files)
    for file, line in lines.items():
        size, use = (words(each) for each in line.css("span"))
        assert size == squeeze(size_words(len(files[file]), "es"))
        assert len(use) > 10


@EVERY
def test_the_sums_check_the_files_with_the_order_that_the_page_gives(name: str, plan_id: str, tmp_path: Path) -> None:
    order = words(page(name, f"{plan_id}/datos").section("programas").css("pre")[0])
    files = plan_files(name, plan_id)
    (tmp_path / "SHA256SUMS").write_bytes(files["SHA256SUMS"])
    (tmp_path / "datapackage.json").write_bytes(files["datapackage.json"])
    sums = functools.partial(subprocess.run, order.split(), cwd=tmp_path, capture_output=True, check=False)
    assert sums().returncode == 0
    (tmp_path / "datapackage.json").write_bytes(files["datapackage.json"] + b" ")
    assert sums().returncode != 0


@EVERY
def test_the_data_of_each_cut_are_offered_newest_first_with_their_seal(name: str, plan_id: str) -> None:
    of, shown = plan(name, plan_id), page(name, f"{plan_id}/datos")
    cuts = list(reversed(of.index.cuts_in_order))
    if not cuts:
        assert "todavía no tiene cortes" in words(shown.section("versiones"))
        return
    lines = shown.section("versiones").css("tbody tr")
    for line, cut in zip(lines, cuts, strict=True):
        sums = [f"{plan_id}/datos/cortes/{cut.id}/SHA256SUMS"] if cut.id in of.seals else []
        assert leads(shown, line) == [f"{plan_id}/tablero/{cut.id}/index.html", *sums]
        assert ("sin sellar" in words(line)) == (cut.id not in of.seals)
        folder = [path for path in site(name) if path.startswith(f"{plan_id}/datos/cortes/{cut.id}/")]
        assert words(line.css("td")[0]).startswith(f"{len(folder)}, ")


def test_the_changes_of_the_data_are_told_in_short() -> None:
    shown = page("raiz", "demostracion/datos")
    section = shown.section("cambios")
    assert leads(shown, section)[0] == "demostracion/datos/cambios/index.html"
    told = words(section)
    assert "Filas nuevas: Avances (" in told
    assert "Corrección explicada en erratas. Actividades, residuos-5: Meta, antes «12», ahora «9» (15 de enero" in told
    assert "Fecha reprogramada. Reprogramaciones, caminos-2|2026-04-16|fin: Fin, antes «2026-05-15»" in told
    assert len(section.css("h3")) == 12
    assert len(section.css("details details h3")) == 9


def test_a_plan_in_preparation_says_that_it_has_no_cuts_yet() -> None:
    shown = page("raiz", "plan-2026/datos")
    assert "todavía no tiene cortes" in words(shown.section("versiones"))
    assert "todavía no tiene cortes" in words(shown.section("cambios"))


@EVERY
def test_the_citation_names_what_was_used_down_to_its_digest(name: str, plan_id: str) -> None:
    of, shown = plan(name, plan_id), page(name, f"{plan_id}/datos")
    said, bibtex = words(shown.one(".cite-as")), shown.section("citar").css("pre")[0].text()
    digest = hashlib.sha256(plan_files(name, plan_id)["SHA256SUMS"]).hexdigest()
    day = package(name, plan_id).get("created", "")[:10]
    for text in (said, bibtex):
        assert digest in text
        assert of.title.base in text
        assert of.version in text
    assert f"Datos al {day}" in said
    assert f"date = {{{day}}}" in bibtex
    assert bibtex.count("{") == bibtex.count("}")
    readme = content(site(name), f"{plan_id}/datos/LEEME.txt").decode()
    [readme] = re.findall("^Cómo citar: (.*)$", readme, re.MULTILINE)
    assert said.startswith(readme)


def test_what_bibtex_keeps_for_itself_is_escaped() -> None:
    cite = Citation("p", Text("Uno & Dos"), Text(), "50 % & {más}_#1", "1.0.0", None, "")
    assert r"title = {{50 \% \& \{más\}\_\#1}}" in cite.bibtex()
    assert r"author = {{Uno \& Dos}}" in cite.bibtex()


@EVERY
def test_the_catalogue_tells_the_version_and_the_api(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/datos")
    assert f"Versión de los datos: {package(name, plan_id)['version']}." in words(shown.section("tablas"))
    found = leads(shown, shown.section("programas"))
    assert f"api/v1/planes/{plan_id}/index.json" in found
    assert "api/v1/openapi.json" in found


@EACH
def test_every_column_is_in_the_dictionary_in_both_languages(name: str, plan_id: str, key: str) -> None:
    shown, schema = page(name, f"{plan_id}/datos/{key}"), schemas(name, plan_id)[key]
    columns = shown.all(".column")
    assert [node.css(".inside")[0].attributes["id"] for node in columns] == [
        anchor(each["name"]) for each in schema["fields"]
    ]
    for node, field in zip(columns, schema["fields"], strict=True):
        text = words(node)
        assert words(node.css("h3 code")[0]) == field["name"]
        english = [words(each) for each in node.css('[lang="en"]')]
        for part in ("title", "description"):
            assert field[part] in text, field["name"]
            assert squeeze(field[f"{part}_en"]) in english, field["name"]
        sheet = {term: words(said) for term, said in held(node).items()}
        example = str(field.get("example", ""))
        assert sheet.get("Ejemplo", "") == squeeze(example.lower() if field["type"] == "boolean" else example)
        assert example or field["name"] in WITHOUT_EXAMPLE


@EACH
def test_the_type_and_the_rules_of_every_column_are_told(name: str, plan_id: str, key: str) -> None:
    shown, schema = page(name, f"{plan_id}/datos/{key}"), schemas(name, plan_id)[key]
    for node, field in zip(shown.all(".column"), schema["fields"], strict=True):
        sheet = {term: words(said) for term, said in held(node).items()}
        rules = field.get("constraints", {})
        kind = "fecha, aunque solo se sepa el mes o el año" if field.get("rdfType") == EDTF else TYPES[field["type"]]
        is_key = field["name"] in schema.get("primaryKey", [])
        assert (
            words(node.css("summary > .meta")[0])
            == kind + " · obligatoria" * bool(rules.get("required")) + " · clave" * is_key
        )
        unit = field.get("unit", "")
        assert sheet.get("Unidad", "") == (f"{unit} ({field['unit_en']})" if unit else "")
        expected = [f"mínimo {rules['minimum']}"] if "minimum" in rules else []
        expected += [f"máximo {rules['maximum']}"] if "maximum" in rules else []
        expected += [f"hasta {rules['maxLength']} caracteres"] if "maxLength" in rules else []
        expected += [f"forma: {rules['pattern']}"] if "pattern" in rules else []
        assert sheet.get("Reglas", "") == "; ".join(expected)


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
    assert {link.attributes["href"] for link in said.css("a")} == {f"#{anchor(each)}" for each in names}


@EACH
def test_the_preview_is_the_first_rows_of_the_file(name: str, plan_id: str, key: str) -> None:
    shown, lines = page(name, f"{plan_id}/datos/{key}"), published(name, plan_id, key)
    assert shown.texts("table.preview thead th") == lines[0]
    assert table(shown.section("primeras-filas")) == [[squeeze(c) or MISSING for c in line] for line in lines[1:11]]
    size = words(facts(shown.one("dl.panel"))["Tamaño"])
    assert size.startswith(f"{len(lines) - 1} fila")
    assert f"{len(lines[0])} columna" in size


@EACH
def test_a_table_says_its_name_and_offers_its_files(name: str, plan_id: str, key: str) -> None:
    shown, schema = page(name, f"{plan_id}/datos/{key}"), schemas(name, plan_id)[key]
    assert shown.h1 == schema["title"]
    assert words(shown.one(".kicker")) == f"Tabla {key}"
    paths = [f"{plan_id}/datos/{plan_id}.xlsx", *(f"{plan_id}/datos/{key}{end}" for end in endings(key))]
    assert [path for each in shown.all(".downloads") for path in leads(shown, each)] == paths
    for link, path in zip(shown.all(".downloads a"), paths, strict=True):
        assert squeeze(size_words(len(content(site(name), path)), "es")) in words(link)
    [excel] = shown.all(".downloads .button")
    assert words(excel).startswith("Descargar para Excel")
    assert key in words(shown.all(".downloads")[0])


def test_a_table_too_long_for_a_sheet_says_the_first_of_its_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("micrositio.opendata.xlsx.MAXIMUM_ROWS", 2)
    shown = parse(build(ROOTS["minimo"]), "plan-minimo/datos/compromisos/index.html")
    assert words(shown.section("abrirla").css("ol > li")[1]) == "Vaya a la hoja compromisos."


@EACH
def test_a_column_that_points_at_a_table_leads_to_it(name: str, plan_id: str, key: str) -> None:
    shown, schema = page(name, f"{plan_id}/datos/{key}"), schemas(name, plan_id)[key]
    present = schemas(name, plan_id)
    for foreign in schema.get("foreignKeys", ()):
        columns = [foreign["fields"]] if isinstance(foreign["fields"], str) else foreign["fields"]
        target = foreign["reference"]["resource"]
        if target in present:
            for column in columns:
                points = held(shown.one(f"#columna-{column}"))["Apunta a"]
                assert leads(shown, points) == [f"{plan_id}/datos/{target}/index.html"]


@EACH
def test_only_a_derived_table_says_what_it_is_made_from(name: str, plan_id: str, key: str) -> None:
    said = facts(page(name, f"{plan_id}/datos/{key}").one("dl.panel"))
    assert ("Origen" in said) == (key in DERIVED)
    if key in DERIVED:
        assert words(said["Origen"]) == ORIGINS[key]


def test_every_derived_table_has_its_own_origin() -> None:
    assert set(ORIGINS) == set(DERIVED)


@EACH
def test_how_to_join_a_table_is_written_out_both_ways(name: str, plan_id: str, key: str) -> None:
    shown, present = page(name, f"{plan_id}/datos/{key}"), schemas(name, plan_id)
    every = [found for table_name, schema in present.items() for found in joins(table_name, schema)]
    expected = [text for table_name, target, text in every if table_name == key and target in present]
    expected += [text for _, target, text in every if target == key]
    assert [words(each) for each in shown.section("unirla").css("li > code")] == expected


def joins(name: str, schema: Schema) -> list[tuple[str, str, str]]:
    """The ways from a table: itself, the other, and the join written out."""
    found = []
    for each in schema.get("foreignKeys", ()):
        target = each["reference"]["resource"]
        pairs = zip(each["fields"], each["reference"]["fields"], strict=True)
        found += [(name, target, f"{name}.{ours} = {target}.{theirs}") for ours, theirs in pairs]
    for field in schema["fields"]:
        if "reference" in field:
            target = field["reference"]["resource"]
            sign = "contiene" if field["type"] == "list" else "="
            found.append((name, target, f"{name}.{field['name']} {sign} {target}.{field['reference']['field']}"))
    return found


@pytest.fixture(scope="module", params=["demostracion", "plan-2023-2024", "plan-2026"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published data folder of a plan, as somebody who downloads it has it."""
    below = f"{request.param}/datos/"
    chosen: Path = tmp_path_factory.mktemp("descargas") / request.param
    write_files(
        chosen,
        {path.removeprefix(below): content(site("raiz"), path) for path in site("raiz") if path.startswith(below)},
    )
    return chosen


def test_every_example_prints_what_its_page_says(folder: Path) -> None:
    ran = Counter[str]()
    for key in schemas("raiz", folder.name):
        shown = page("raiz", f"{folder.name}/datos/{key}")
        for program in ("pandas", "duckdb", "sqlite"):
            code, prints = (each.text() for each in shown.one(f"#codigo-{program}").css("pre code"))
            assert printed(code, folder) == prints, f"{key}, {program}:\n{code}"
            ran[program] += 1
    assert set(ran.values()) == {len(schemas("raiz", folder.name))}


@pytest.mark.skipif(not shutil.which("Rscript"), reason="no hay R")
def test_every_example_in_r_prints_what_its_page_says(folder: Path) -> None:
    """All in one run of R, which starts slowly."""
    shown = {key: page("raiz", f"{folder.name}/datos/{key}").one("#codigo-r") for key in schemas("raiz", folder.name)}
    codes, prints = zip(*([each.text() for each in node.css("pre code")] for node in shown.values()), strict=True)
    program = folder.parent / "ejemplos.R"
    program.write_text("".join(codes), encoding="utf-8")
    ran = subprocess.run(
        ["Rscript", "--vanilla", str(program)],
        cwd=folder, env={**os.environ, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True, check=True, timeout=600,
    )  # fmt: skip
    assert ran.stdout == "".join(prints)


def printed(code: str, folder: Path) -> str:
    """What the code prints when it is run as shown, in the folder of the downloads."""
    out = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out):
        exec(compile(code, "ejemplo", "exec"), {})  # the very point: to run what the page shows
    return out.getvalue()


@EACH
def test_what_the_examples_say_is_in_the_data(name: str, plan_id: str, key: str) -> None:
    shown, (header, *lines) = page(name, f"{plan_id}/datos/{key}"), published(name, plan_id, key)
    _, size, answer = ("", *shown.one("#codigo-pandas").css("pre code")[1].text().splitlines())
    assert size == f"({len(lines)}, {len(header)})"
    steps = [words(each) for each in shown.section("abrirla").css("ol > li")]
    assert f"debe haber {len(lines)} fila" in steps[-2]
    asked = re.search(r"Filtre la columna «(.+)» por «(.+)»: quedan? (\d+) fila", steps[-1])
    if asked:
        column, value, count = asked.groups()
        assert count == answer == str(sum(line[header.index(column)] == value for line in lines))
    else:
        assert answer in steps[-1]
    assert shown.one("#codigo-r").css("pre code")[1].text().splitlines()[1] in (f"[1] {answer}", f'[1] "{answer}"')


def test_a_site_with_an_address_shows_the_code_with_it(tmp_path: Path) -> None:
    built = build(make_site(tmp_path), base_url="https://datos.example.org/ga")
    shown = parse(built, f"{PLAN}/datos/avances/index.html")
    for program in ("pandas", "duckdb", "r"):
        assert f'"https://datos.example.org/ga/{PLAN}/datos/avances.csv"' in shown.one(f"#codigo-{program}").text()
    assert "datos.example.org" in words(parse(built, f"{PLAN}/datos/index.html").one(".cite-as"))


def made_table(*fields: dict[str, Any], rows: tuple[tuple[str, ...], ...]) -> TableData:
    return made(TableData, name="order", schema=TableSchema.of({"fields": list(fields)}), rows=rows)


def test_the_examples_of_a_table_with_names_that_languages_keep_run_too(tmp_path: Path) -> None:
    choices = [{"value": each, "label": each, "label_en": each} for each in ("o'clock", "b", "c")]
    group = {"name": "group", "type": "string", "example": "b", "categories": choices}
    words = dict.fromkeys(("title", "title_en", "description", "description_en"), "Grupo")
    schema = {"name": "order", **words, "fields": [{**group, **words}], "primaryKey": ["group"]}
    root = make_site(
        tmp_path / "sitio",
        write(of_plan("order.csv"), "group\no'clock\nb\n"),
        write(of_plan("order.schema.json"), json.dumps(schema)),
        append(of_plan("datapackage.yaml"), "  - {name: order, path: order.csv, schema: order.schema.json}\n"),
    )
    built, below = build(root), f"{PLAN}/datos/"
    downloads = {path.removeprefix(below): content(built, path) for path in built if path.startswith(below)}
    shown, here = parse(built, f"{below}order/index.html"), write_files(tmp_path / "descargas", downloads)
    for program in ("pandas", "duckdb", "sqlite"):
        code, prints = (each.text() for each in shown.one(f"#codigo-{program}").css("pre code"))
        assert printed(code, here) == prints
    assert 'FROM \\"order\\"' in shown.one("#codigo-sqlite").text()


@pytest.mark.parametrize(
    ("field", "cells", "expected"),
    [
        ({"name": "f", "type": "date"}, ("2024-02-01", "2024-03-01", ""), (Question.LAST_DAY, "2024-03-01")),
        ({"name": "f", "type": "string", "rdfType": EDTF}, ("2024-02", "2024"), (Question.DISTINCT, "2")),
        ({"name": "n", "type": "integer"}, ("7", "7", "8"), (Question.DISTINCT, "2")),
    ],
)
def test_the_figure_of_a_table_is_one_that_every_program_reads_alike(
    field: dict[str, Any], cells: tuple[str, ...], expected: tuple[Question, str]
) -> None:
    found = figure(made_table(field, rows=tuple((cell,) for cell in cells)))
    assert (found.question, found.answer) == expected


def test_values_that_look_like_numbers_are_not_counted_as_words() -> None:
    choices = [{"value": each, "label": each} for each in ("1", "2", "3")]
    found = figure(made_table({"name": "g", "type": "string", "categories": choices}, rows=(("1",), ("1",))))
    assert found.question is Question.DISTINCT


def test_a_table_of_the_plans_own_gets_its_page_like_any_other() -> None:
    shown = page("minimo", f"{PLAN}/datos/recorridos")
    assert shown.h1 == "Recorridos"
    assert [line[3] for line in table(shown.section("primeras-filas"))] == ["1.5", "2"]
    assert leads(shown, held(shown.one("#columna-compromiso"))["Apunta a"]) == [f"{PLAN}/datos/compromisos/index.html"]


@EVERY
def test_every_row_of_the_source_is_published(name: str, plan_id: str) -> None:
    for key in schemas(name, plan_id):
        if key not in DERIVED and (ROOTS[name] / "data" / plan_id / f"{key}.csv").exists():
            lines = published(name, plan_id, key)
            given = rows(name, plan_id, key)
            assert [dict(zip(lines[0], line, strict=True)) for line in lines[1:]] == [
                {each: "true" if each == "inventado" else row[each] for each in lines[0]} for row in given
            ]


def test_numbers_on_pages_use_the_same_signs_as_prose() -> None:
    assert number_words(1527, "es") in page("raiz", "plan-2023-2024/participacion").main
