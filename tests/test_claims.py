"""What each source says stands beside the field it is about, once, and the page of sources leads to it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from micrositio.pipeline.publisher import Site
from micrositio.profile.schemas import table_schema
from reading import Row, build, content, facts, hrefs, index, link_to, page, parse, rows, words
from support import PLAN, Edit, Files, append, make_site, of_plan, write

PAGES = {
    "compromisos": "compromisos/{id}",
    "actividades": "compromisos/{compromiso}",
    "instituciones": "responsables/{id}",
    "integrantes": "proceso",
    "pasos": "proceso",
    "sesiones": "sesiones/{id}",
    "acuerdos": "sesiones/{sesion}",
    "participacion": "participacion",
    "evaluaciones": "evaluaciones/{instrumento}",
    "avales": "",
}
"""Where the rows of each table are shown."""
COLUMNS = "tabla,registro,campo,fuente,dice,nota"


def claimed(*claims: tuple[str, ...]) -> Edit:
    """An edit that gives the small site's plan a table of claims, each as `COLUMNS` has it."""

    def edit(files: Files) -> None:
        sheet = io.StringIO()
        csv.writer(sheet).writerows([COLUMNS.split(","), *((*each, "")[:6] for each in claims)])
        write(of_plan("afirmaciones.csv"), sheet.getvalue())(files)
        append(of_plan("datapackage.yaml"), "  - {name: afirmaciones, path: afirmaciones.csv}\n")(files)

    return edit


def key(table: str, row: Row) -> str:
    return "|".join(row[column] for column in table_schema(table).key)


def stated(table: str) -> list[dict[str, Any]]:
    """The columns of a table that it has whatever the plan says in them."""
    return [each for each in table_schema(table).descriptor["fields"] if not each.get("optional")]


def about_everything() -> Iterator[tuple[str, str, str, str, str]]:
    """A claim about each column of each row of the tables that pages show, each with words of its own."""
    for table in PAGES:
        for number, row in enumerate(rows("minimo", PLAN, table)):
            for field in stated(table):
                yield table, key(table, row), field["name"], "registro", f"Dicho {table} {number} {field['name']}."


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small site with a claim about everything."""
    return build(make_site(tmp_path_factory.mktemp("sitio"), claimed(*about_everything())))


@pytest.mark.parametrize("table", PAGES)
def test_every_claim_about_a_row_is_on_its_page_once(table: str, full: Site) -> None:
    for number, row in enumerate(rows("minimo", PLAN, table)):
        shown = parse(full, index(f"{PLAN}/{PAGES[table]}".format(**row)))
        for field in stated(table):
            assert shown.main.count(f"Dicho {table} {number} {field['name']}.") == 1, field["name"]


@pytest.mark.parametrize(
    ("path", "fact", "columns"),
    [
        ("compromisos/agua", "¿Quién responde?", ["responsables"]),
        ("compromisos/agua", "El problema", ["problema"]),
        ("compromisos/agua", "Fechas", ["inicio", "fin"]),
        ("compromisos/agua", "Valores de OGP", ["valores_ogp"]),
        ("compromisos/agua", "Clave en OGP", ["id_ogp"]),
        ("compromisos/agua", "Apoyan", ["apoyo"]),
        ("responsables/obras", "Contacto institucional", ["contacto"]),
        ("sesiones/sesion-1", "Asistentes", ["asistentes"]),
        ("sesiones/sesion-1", "Lugar", ["lugar"]),
    ],
)
def test_a_claim_stands_beside_its_field(path: str, fact: str, columns: list[str], full: Site) -> None:
    beside = facts(parse(full, index(f"{PLAN}/{path}")).one("main"))[fact]
    said = beside.css_first("details.said")
    assert said is not None
    assert [f" {column}." in words(said) for column in columns] == [True] * len(columns)
    assert words(said).count("Dicho") >= len(columns)
    assert next(each.partition("#")[2] for each in hrefs(beside) if "fuentes" in each) == "fuente-registro"


def test_what_is_said_of_a_milestone_stands_in_its_own_article(full: Site) -> None:
    shown = parse(full, index(f"{PLAN}/compromisos/agua"))
    article = shown.one("#actividad-agua-1")
    assert "Dicho actividades 0 meta." in words(facts(article)["De la línea base a la meta"])
    assert "Dicho actividades 0 medios_verificacion." in words(article)
    assert "Dicho actividades 1" not in words(article)


def test_the_words_are_folded_with_the_title_of_the_source_and_the_remark(tmp_path: Path) -> None:
    claims = (
        ("compromisos", "agua", "problema", "plan-firmado", "Dice que no se sabe.", "Página 4."),
        ("compromisos", "agua", "problema", "registro", "Dice que se ignora."),
    )
    shown = parse(build(make_site(tmp_path, claimed(*claims))), index(f"{PLAN}/compromisos/agua"))
    beside = facts(shown.section("promesa"))["El problema"]
    said = beside.css_first("details.said")
    assert said is not None
    assert "open" not in said.attributes
    assert words(said.css("summary")[0]) == "Qué dicen las 2 fuentes: Problema"
    assert [words(each) for each in said.css("li")] == [
        "[1] Plan de acción firmado: Dice que no se sabe. Página 4.",
        "[2] Registro de sesiones del Grupo Impulsor: Dice que se ignora.",
    ]
    assert "[fuentes: 1: Plan de acción firmado, 2: Registro" in words(beside)


def test_a_row_without_claims_names_its_sources_once_at_its_end() -> None:
    article = page("minimo", f"{PLAN}/compromisos/agua").one("#actividad-agua-1")
    ends = article.css(".row-sources")
    assert [words(each) for each in ends] == ["Fuentes de esta ficha: 1: Plan de acción firmado"]
    assert words(article).count("fuente: 1") == 0
    assert not article.css("details.said")


def test_a_row_with_claims_names_all_of_its_sources_at_its_end(tmp_path: Path) -> None:
    claim = ("compromisos", "agua", "problema", "registro", "Dice que no se sabe.")
    shown = parse(build(make_site(tmp_path, claimed(claim))), index(f"{PLAN}/compromisos/agua"))
    [end] = shown.section("promesa").css(".row-sources")
    named = [href.partition("#")[2] for href in hrefs(end)]
    assert named == ["fuente-plan-firmado", "fuente-registro"]
    assert not facts(shown.section("promesa"))["Título oficial"].css(".cite")


def test_what_stands_at_the_end_of_a_row_names_its_field(tmp_path: Path) -> None:
    claim = ("pasos", "consulta", "inicio", "registro", "Dice noviembre.")
    shown = parse(build(make_site(tmp_path, claimed(claim))), index(f"{PLAN}/proceso"))
    step = shown.one("#paso-consulta")
    assert "fuente-registro" in [href.partition("#")[2] for href in hrefs(step.css(".row-sources > .cite")[0])]
    assert [words(each) for each in step.css(".row-sources li")] == [
        "Inicio. [2] Registro de sesiones del Grupo Impulsor: Dice noviembre."
    ]


def test_the_page_of_sources_leads_from_a_source_to_what_it_tells(full: Site) -> None:
    shown = parse(full, index(f"{PLAN}/fuentes"))
    source = shown.one("#fuente-registro")
    count = len(list(about_everything()))
    assert words(source.css("details > summary")[0]).startswith(f"Los {count} datos de los que habla")
    told = source.css("details li")
    assert len(told) == sum(len(rows("minimo", PLAN, table)) for table in PAGES)
    assert "Problema" in words(next(each for each in told if "Agua con datos" in words(each)))
    assert link_to(source, "/sesiones/sesion-1/index.html#acuerdo-1")
    assert not shown.one("#fuente-plan-firmado").css("details")


def test_the_page_of_sources_says_how_many_rows_cite_each() -> None:
    plan = page("minimo", f"{PLAN}/fuentes").one("#fuente-plan-firmado")
    cited = sum(
        "plan-firmado" in row["fuentes"].split(";")
        for table in (*PAGES, "discrepancias", "cortes", "avances", "comentarios")
        for row in rows("minimo", PLAN, table)
    )
    documents = 1
    assert f"La citan {cited + documents} filas de las tablas del plan." in words(plan)


def test_the_api_gives_the_claims_beside_the_row_they_are_about(full: Site) -> None:
    for path, table, record in (
        ("compromisos/agua", "compromisos", "agua"),
        ("actividades/agua-2", "actividades", "agua-2"),
    ):
        document = json.loads(content(full, f"api/v1/planes/{PLAN}/{path}.json"))
        wanted = [each for each in about_everything() if each[:2] == (table, record)]
        told = [(each["campo"], each["fuente"], each["dice"]) for each in document["afirmaciones"]]
        assert told == [each[2:] for each in wanted]
    other = json.loads(content(full, f"api/v1/planes/{PLAN}/evidencias/tabla-agua.json"))
    assert other["afirmaciones"] == []


def test_the_claims_are_published_as_a_table(full: Site) -> None:
    written = csv.DictReader(io.StringIO(content(full, f"{PLAN}/datos/afirmaciones.csv").decode("utf-8-sig")))
    assert len(list(written)) == len(list(about_everything()))
    assert "Qué dice" in parse(full, index(f"{PLAN}/datos/afirmaciones")).main
