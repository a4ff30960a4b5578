"""Participation and sources: numbers in tables, charts that say the same, and where each comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborNode

from micrositio.i18n.display import date_words, number_words, percent_words
from micrositio.model.dates import parse_day, parse_partial
from micrositio.profile.schemas import table_schema
from reading import (
    MISSING,
    PLANS,
    Page,
    Row,
    build,
    facts,
    hrefs,
    link_to,
    page,
    parse,
    rows,
    site,
    squeeze,
    table,
    words,
)
from support import PLAN, append, make_site, of_plan, replace

EVERY = pytest.mark.parametrize(("name", "plan_id"), PLANS)
COUNTED = [each for each in PLANS if rows(*each, "participacion")]
WITH_FIGURES = pytest.mark.parametrize(("name", "plan_id"), COUNTED)


def measures(name: str, plan_id: str) -> dict[tuple[str, str], list[Row]]:
    """The figures by stage and measure, as the page shows them: stages as they come, measures by their order."""
    given = rows(name, plan_id, "participacion")
    found: dict[tuple[str, str], list[Row]] = {}
    for stage in dict.fromkeys(row["etapa"] for row in given):
        for row in sorted((r for r in given if r["etapa"] == stage), key=lambda r: int(r["orden"] or 0)):
            found.setdefault((stage, row["medida"]), []).append(row)
    return found


def shown_measures(name: str, plan_id: str) -> list[tuple[LexborNode, list[Row]]]:
    nodes = page(name, f"{plan_id}/participacion").all(".measure")
    return list(zip(nodes, measures(name, plan_id).values(), strict=True))


def parts(given: list[Row]) -> list[Row]:
    return [row for row in given if row["categoria"] != "total"]


def number(text: str) -> str:
    return number_words(float(text), "es") if text else MISSING


@WITH_FIGURES
def test_every_measure_has_its_title_and_total(name: str, plan_id: str) -> None:
    for node, given in shown_measures(name, plan_id):
        heading = node.css_first("h3")
        assert heading is not None
        assert words(heading) == squeeze(given[0]["medida"])
        totals = [row for row in given if row["categoria"] == "total"]
        figures = [words(each).split(" ")[0] for each in node.css(".figure strong")]
        assert figures == [number(row["valor"]) for row in totals]


@WITH_FIGURES
def test_the_table_holds_the_numbers_of_the_csv_and_their_share(name: str, plan_id: str) -> None:
    for node, given in shown_measures(name, plan_id):
        own = parts(given)
        assert bool(node.css("table")) == bool(own)
        total = next((int(row["valor"]) for row in given if row["categoria"] == "total"), None)
        for line, row in zip(table(node) if own else [], own, strict=True):
            assert line[0].startswith(squeeze(row["categoria"]))
            assert line[1] == number(row["valor"])
            if total:
                assert line[2] == squeeze(percent_words(int(row["valor"]) / total, "es"))


@WITH_FIGURES
def test_each_chart_says_the_same_as_its_table(name: str, plan_id: str) -> None:
    for node, given in shown_measures(name, plan_id):
        values = [row["valor"] for row in parts(given) if row["valor"]]
        assert bool(node.css("figure.chart")) == (len(values) > 1)
        assert [words(each) for each in node.css(".chart-rows strong")] == (
            [number(value) for value in values] if len(values) > 1 else []
        )


@EVERY
def test_every_drawing_is_hidden_or_named_and_a_chart_has_a_table(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/participacion") if f"{plan_id}/participacion/index.html" in site(name) else None
    for node in shown.all("main svg:not(svg svg)") if shown else []:
        if node.attributes.get("role") == "img":
            named = str(node.attributes.get("aria-labelledby", "")).split()
            texts = [words(shown.one(f"#{each}")) for each in named] if shown else []
            assert len(texts) == 2
            assert all(texts)
        else:
            assert node.attributes["aria-hidden"] == "true"
    for chart in shown.all(".chart") if shown else []:
        around = chart.parent
        assert around is not None
        assert around.css("table")


def test_an_unknown_number_is_no_data_and_is_not_drawn(tmp_path: Path) -> None:
    root = make_site(
        tmp_path,
        replace(of_plan("participacion.csv"), "consulta,Personas,total,0,30,2023-11,registro\n", ""),
        append(of_plan("participacion.csv"), "consulta,Personas,No dijo,3,,2023-11,registro\n"),
    )
    shown = parse(build(root), f"{PLAN}/participacion/index.html").one(".measure")
    assert [line[:2] for line in table(shown)][-1][1] == MISSING
    assert [words(each) for each in shown.css(".chart-rows strong")] == ["16", "14", MISSING]


def test_a_single_figure_has_no_chart() -> None:
    nodes = {words(n.css("h3")[0]): n for n in page("raiz", "plan-2023-2024/participacion").all(".measure")}
    assert not nodes["Grupos que participaron"].css("figure, table")
    assert nodes["Personas que respondieron la consulta"].css("figure.chart")


def test_a_stage_that_is_a_step_leads_to_it() -> None:
    link_to(page("minimo", f"{PLAN}/participacion").one("#etapa-1"), "proceso/index.html#paso-consulta")


@WITH_FIGURES
def test_every_figure_of_participation_cites_its_sources(name: str, plan_id: str) -> None:
    for node, given in shown_measures(name, plan_id):
        cited = {href.partition("#fuente-")[2] for href in hrefs(node) if "#fuente-" in href}
        assert {source for row in given for source in row["fuentes"].split(";") if source} <= cited


def test_comments_are_counted_and_stand_with_their_answers() -> None:
    shown = page("minimo", f"{PLAN}/participacion")
    section = shown.section("comentarios")
    assert "Se publicaron 3 comentarios; 2 con respuesta." in words(section)
    ids = [each.attributes["id"] for each in section.css(".comment .inside")]
    assert ids == ["comentario-3", "comentario-2", "comentario-1"]
    told = [words(each) for each in section.css(".comment")]
    assert "después de las 18:00." in told[1]
    assert f"Respuesta: {MISSING}" in told[1]
    assert [words(each) for each in section.css(".comment summary .tag")][1] == "En estudio"
    assert "Respuesta (20 de febrero de 2024): Sí: cada mes, desde marzo." in told[2]


@pytest.mark.parametrize(("name", "plan_id"), [each for each in PLANS if rows(*each, "comentarios")])
def test_every_comment_is_told_with_its_outcome(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/participacion")
    field = table_schema("comentarios").column("resultado")
    assert field
    for row in rows(name, plan_id, "comentarios"):
        folded = shown.one(f"#{row['id']}").parent
        assert folded is not None
        told = words(folded)
        assert squeeze(row["texto"]) in told
        assert (squeeze(row["respuesta"]) or MISSING) in told
        assert (field.label(row["resultado"]).base if row["resultado"] else MISSING) in told


# Sources


@EVERY
def test_every_source_is_there_numbered_as_it_is_cited(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/fuentes")
    given = rows(name, plan_id, "fuentes")
    nodes = shown.all(".sources > li")
    assert [node.attributes["id"] for node in nodes] == [f"fuente-{row['id']}" for row in given]
    for number_shown, (node, row) in enumerate(zip(nodes, given, strict=True), 1):
        heading = node.css_first("h2")
        assert heading is not None
        assert words(heading).startswith(f"{number_shown}. {squeeze(row['titulo'])}")
        sheet = facts(node)
        assert words(sheet["Quién la publicó"]) == (row["editor"] or MISSING)
        assert words(sheet["Fecha"]) == (date_words(parse_partial(row["fecha"]), "es") if row["fecha"] else MISSING)
        assert hrefs(sheet["Dirección"]) == ([row["direccion"]] if row["direccion"] else [])
        read = date_words(parse_day(row["consultada"]), "es") if row["consultada"] else MISSING
        assert words(sheet["Cómo se leyó"]).endswith(read)


@EVERY
def test_the_number_beside_a_datum_is_that_of_its_source(name: str, plan_id: str) -> None:
    order = {row["id"]: str(position) for position, row in enumerate(rows(name, plan_id, "fuentes"), 1)}
    shown: Page = page(name, plan_id)
    for node in shown.all(".cite a"):
        source = str(node.attributes["href"]).partition("#fuente-")[2]
        assert words(node).partition(":")[0] == order[source]
