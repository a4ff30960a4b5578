"""The page of a commitment: the promise, who answers, each milestone, and «sin dato» for whatever nobody published."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborNode

from micrositio.i18n.display import date_words, exact_percent_words, number_words, percent_words
from micrositio.model.dates import parse_day, parse_partial
from micrositio.profile.schemas import table_schema
from micrositio.progress.history import history as history_of
from micrositio.progress.milestone_state import Measure
from reading import (
    MISSING,
    PLANS,
    Page,
    Row,
    build,
    by_id,
    facts,
    hrefs,
    items,
    leads,
    link_to,
    page,
    pages,
    parse,
    plain,
    plan,
    rows,
    shortened,
    site,
    squeeze,
    table,
    unknown,
    words,
)
from support import PLAN, append, make_site, of_plan, replace

COMMITMENTS = [(name, plan_id, row["id"]) for name, plan_id in PLANS for row in rows(name, plan_id, "compromisos")]
EVERY = pytest.mark.parametrize(("name", "plan_id", "key"), COMMITMENTS)
DEMO = "demostracion"


def commitment(name: str, plan_id: str, key: str) -> tuple[Page, Row]:
    return page(name, f"{plan_id}/compromisos/{key}"), by_id(name, plan_id, "compromisos")[key]


def milestone(name: str, plan_id: str, key: str) -> LexborNode:
    of = by_id(name, plan_id, "actividades")[key]["compromiso"]
    return page(name, f"{plan_id}/compromisos/{of}").one(f"article:has(#actividad-{key})")


def quantity(number: str, unit: str) -> str:
    return f"{number_words(float(number), 'es')} {unit}".strip() if number else MISSING


def papers(node: LexborNode) -> dict[str, LexborNode]:
    """The documents of a milestone: those expected and those given."""
    return {words(each.css_first("h4")): each for each in node.css(".paper")}  # type: ignore[arg-type]  # each has one


def label(table_name: str, column: str, value: str) -> str:
    field = table_schema(table_name).column(column)
    assert field
    return field.label(value).base


def cell(text: str) -> str:
    return " ".join(text.split()) or MISSING


def told(value: LexborNode) -> str:
    return words(value).removesuffix(" (abre otro sitio)")


# The promise


@EVERY
def test_who_answers_is_told_first(name: str, plan_id: str, key: str) -> None:
    shown, row = commitment(name, plan_id, key)
    panel = facts(shown.one(".first > .panel"))
    assert next(iter(panel)) == "¿Quién responde?"
    said = words(panel["¿Quién responde?"])
    institutions = by_id(name, plan_id, "instituciones")
    named = items(row["responsables"])
    assert all(institutions[each]["nombre"] in said for each in named)
    paths = [path for path in leads(shown, panel["¿Quién responde?"]) if "/responsables/" in path]
    assert paths == [f"{plan_id}/responsables/{each}/index.html" for each in named]
    assert named or said.startswith(MISSING)


@EVERY
def test_the_official_title_stands_or_the_english_one_marked_as_english(name: str, plan_id: str, key: str) -> None:
    shown, row = commitment(name, plan_id, key)
    own = plan(name, plan_id).own_titles
    official = facts(plain(shown).section("promesa"))["Título, con palabras nuestras" if own else "Título oficial"]
    marked = official.css_first('[lang="en"]')
    if row["titulo"]:
        assert words(official).startswith(cell(row["titulo"]))
        assert marked is None
    else:
        assert marked is not None
        assert words(marked) == cell(row["titulo_en"])
        assert "(en inglés)" in words(official)


def in_force(name: str, plan_id: str, table: str, row: Row) -> Row:
    """A row of the promise with its modifications."""
    changes = sorted(rows(name, plan_id, "modificaciones"), key=lambda each: each["fecha"])
    own = (each for each in changes if (each["tabla"], each["registro"]) == (table, row["id"]))
    return Row(row | {each["campo"]: each["despues"] for each in own})


@EVERY
def test_every_datum_of_the_promise_is_shown_and_what_is_missing_says_so(name: str, plan_id: str, key: str) -> None:
    shown, row = commitment(name, plan_id, key)
    row = in_force(name, plan_id, "compromisos", row)
    promise = {term: told(value) for term, value in facts(plain(shown).section("promesa")).items()}
    expected = {
        "Clave en OGP": row["id_ogp"],
        "El problema": row["problema"],
        "Cómo estaban las cosas": row["situacion"],
        "Qué se hará": row["accion"],
        "A dónde se quiere llegar": row["meta_largo_plazo"],
        "Tema": row["tema"],
    }
    assert {term: promise[term] for term in expected} == {term: cell(value) for term, value in expected.items()}
    institutions = by_id(name, plan_id, "instituciones")
    supporting = [institutions[each]["nombre"] for each in items(row["apoyo"])]
    assert all(each in promise["Apoyan"] for each in supporting)
    assert supporting or promise["Apoyan"] == MISSING
    values = [label("compromisos", "valores_ogp", each) for each in items(row["valores_ogp"])]
    assert promise["Valores de OGP"] == (" ".join(values) or MISSING)
    approaches = [label("compromisos", "enfoques", each) for each in items(row["enfoques"])]
    assert promise.get("Enfoques", "") == " ".join(approaches)


@EVERY
def test_the_dates_of_the_commitment_are_no_more_precise_than_stated(name: str, plan_id: str, key: str) -> None:
    shown, row = commitment(name, plan_id, key)
    said = words(facts(shown.one(".first > .panel"))["Fechas"])
    for text in (row["inicio"], row["fin"]):
        assert (date_words(parse_partial(text), "es") if text else MISSING) in said


@EVERY
def test_the_note_of_the_commitment_is_shown_and_its_sources_cited(name: str, plan_id: str, key: str) -> None:
    shown, row = commitment(name, plan_id, key)
    assert cell(row["nota"]) in shown.main or not row["nota"]
    cited = {href.partition("#fuente-")[2] for href in hrefs(shown.one(".promise .inside > .row-sources"))}
    assert set(items(row["fuentes"])) <= cited


@pytest.mark.parametrize(("name", "plan_id"), PLANS)
def test_no_page_has_an_empty_cell_or_value(name: str, plan_id: str) -> None:
    blank = [
        f"{shown.path}: {node.html}"
        for shown in pages(name, f"{plan_id}/")
        for node in shown.all("dd, td, th, caption, h1, h2, h3, h4, dt")
        if not words(node)
    ]
    assert blank == []


@pytest.mark.parametrize(("name", "plan_id"), PLANS)
def test_every_source_cited_beside_a_datum_is_on_the_page_of_sources(name: str, plan_id: str) -> None:
    anchors = page(name, f"{plan_id}/fuentes").ids
    cited = 0
    for shown in pages(name, f"{plan_id}/"):
        for node in shown.all(".cite a"):
            path, _, anchor = str(node.attributes["href"]).partition("#")
            cited += 1
            assert path.endswith("fuentes/index.html") or shown.path.endswith("fuentes/index.html")
            assert anchor in anchors
    assert cited > 10


@pytest.mark.parametrize(("name", "plan_id"), PLANS)
def test_commitments_lead_to_their_neighbours_in_order(name: str, plan_id: str) -> None:
    ordered = [row["id"] for row in sorted(rows(name, plan_id, "compromisos"), key=lambda row: int(row["numero"]))]
    for number, key in enumerate(ordered):
        shown = page(name, f"{plan_id}/compromisos/{key}")
        around = [each for each in (number - 1, number + 1) if 0 <= each < len(ordered)]
        expected = [f"{plan_id}/compromisos/{ordered[each]}/index.html" for each in around]
        assert leads(shown, shown.one(".pager")) == expected


# Milestones

PROMISED = (
    (("institucion", "area", "cargo"), "Responde", "quién responde"),
    (("inicio", "fin"), "Fechas originales", "sus fechas"),
    (("producto",), "Producto esperado", "el producto esperado"),
    (("indicador", "direccion"), "Indicador", "el indicador"),
    (("linea_base", "meta", "unidad"), "De la línea base a la meta", "la línea base y la meta"),
    (("medios_verificacion",), "Documentos previstos", "los documentos previstos"),
)
"""The facts of a milestone: their columns, their label, and their name in the sentence of what is not known."""


@EVERY
def test_every_milestone_is_there_in_order_with_its_anchor(name: str, plan_id: str, key: str) -> None:
    shown, _ = commitment(name, plan_id, key)
    own = sorted(
        (row for row in rows(name, plan_id, "actividades") if row["compromiso"] == key), key=lambda r: int(r["orden"])
    )
    inside = shown.all("article.milestone > details > [id]")
    assert [node.attributes["id"] for node in inside] == [f"actividad-{row['id']}" for row in own]
    assert shown.texts(".act-text") == [f"Actividad {row['orden']}: {cell(row['texto'])}" for row in own]
    if not own:
        said = words(shown.section("actividades"))
        why = unknown(name, plan_id, "actividades", ("compromisos", key))
        assert said.startswith(f"Actividades {MISSING}. {shortened(why)}")


def measured(name: str, plan_id: str) -> set[tuple[str, str]]:
    """The cuts and the milestones that have measurements of indicators of their own there, and so no value."""
    of = by_id(name, plan_id, "indicadores")
    return {(row["corte"], of[row["indicador"]]["actividad"]) for row in rows(name, plan_id, "mediciones")}


@EVERY
def test_milestones_say_all_that_is_known_of_them(name: str, plan_id: str, key: str) -> None:
    once = commitment(name, plan_id, key)[0].texts("section > .lacking")
    for first in (each for each in rows(name, plan_id, "actividades") if each["compromiso"] == key):
        row = in_force(name, plan_id, "actividades", first)
        node = milestone(name, plan_id, row["id"])
        shown = {term: words(value) for term, value in facts(node).items()}
        lacking = [words(each) for each in node.css(".lacking")]
        for columns, term, noun in PROMISED:
            known = any(row[column] for column in columns)
            told = papers(node) if term == "Documentos previstos" else facts(node)
            assert (term in told) == known or not known
            assert (noun in f"{once} {lacking}") == (term not in told)
        assert len(lacking) <= 1
        assert shown.get("Producto esperado", MISSING).startswith(cell(row["producto"]))
        if row["medios_verificacion"]:
            expected = words(papers(node)["Documentos previstos"])
            assert expected.startswith(f"Documentos previstos {cell(row['medios_verificacion'])}")
        assert shown.get("Indicador", MISSING).startswith(cell(row["indicador"]))
        baseline, target = (quantity(row[n], row["unidad"]) for n in ("linea_base", "meta"))
        if row["linea_base"] or row["meta"]:
            last = "." if row["id"] in {key for _cut, key in measured(name, plan_id)} else ". Último valor: "
            assert shown["De la línea base a la meta"].startswith(f"De {baseline} a {target}{last}")
        start, end = (date_words(parse_day(row[n]), "es") if row[n] else MISSING for n in ("inicio", "fin"))
        dates = shown.get("Fechas originales", MISSING)
        assert start in dates
        assert end in dates
        for part in (row["cargo"], row["area"]):
            assert part in shown.get("Responde", "")


@EVERY
def test_documents_given_stand_beside_those_expected(name: str, plan_id: str, key: str) -> None:
    shown, _ = commitment(name, plan_id, key)
    of = plan(name, plan_id)
    for each in of.index.milestones_of.get(key, ()):
        given = papers(milestone(name, plan_id, each.id))["Documentos entregados"]
        documents = [document.id for document in of.evidence if each.id in document.milestones]
        assert sorted(leads(shown, given)) == sorted(f"{plan_id}/evidencias/{d}/index.html" for d in documents)
        assert (words(given).startswith(f"Documentos entregados {MISSING}")) == (not documents)


@pytest.mark.parametrize(
    ("name", "plan_id", "key"),
    [(name, plan_id, row["id"]) for name, plan_id in PLANS for row in rows(name, plan_id, "actividades")],
)
def test_what_was_reported_stands_beside_what_was_verified(name: str, plan_id: str, key: str) -> None:
    of, node = plan(name, plan_id), milestone(name, plan_id, key)
    reported, verified = node.css(".side")
    cuts = sorted(rows(name, plan_id, "cortes"), key=lambda row: row["fecha"])
    last = cuts[-1]["id"] if cuts else ""
    updates = [row for row in rows(name, plan_id, "avances") if (row["corte"], row["actividad"]) == (last, key)]
    if updates:
        assert words(reported).startswith(f"Reportado {of.index.scale[updates[0]['estado']].title.base}")
        assert cell(updates[0]["descripcion"]) in words(reported)
    else:
        assert words(reported).startswith(f"Reportado {MISSING}")
    made = [row for row in rows(name, plan_id, "verificaciones") if row["actividad"] == key]
    if made:
        latest = max(made, key=lambda row: (row["corte"], row["fecha"]))
        assert words(verified).startswith(f"Verificado {of.index.scale[latest['estado']].title.base}")
        assert cell(latest["motivo"]) in words(verified)
        assert of.index.bodies[latest["organo"]].name.base in words(verified)
        assert date_words(parse_day(latest["fecha"]), "es") in words(verified)
    else:
        assert words(verified) == "Verificado sin verificación Sin verificación en estos datos."


def summary(name: str, plan_id: str, key: str) -> str:
    return words(milestone(name, plan_id, key).css_first("summary"))  # type: ignore[arg-type]  # it has one


def test_the_row_of_a_milestone_has_both_words_its_date_and_who_answers_where_not_all_share_it() -> None:
    assert summary("minimo", PLAN, "agua-2") == (
        "2 Actividad 2: Bajar los días de atención de fugas Reportado Limitado Verificado No iniciado "
        "Fecha límite 15 dic 2024 no coincide con lo verificado reprogramada"
    )
    assert "Responde por todas: Dirección de Obras (DO)." in page("minimo", f"{PLAN}/compromisos/agua").main
    assert "Responde Cabildo" in summary("minimo", PLAN, "calles-1")


def test_what_is_unknown_of_every_milestone_is_told_once_and_not_in_their_rows() -> None:
    shown = page("raiz", "plan-2023-2024/compromisos/desarrollo-rural")
    once = words(shown.one("section > .lacking"))
    assert once.startswith(
        "Ninguna tiene avance informado ni verificado en estos datos. De ninguna se conoce: quién responde; "
        "sus fechas; el producto esperado; el indicador; la línea base y la meta; los documentos previstos."
    )
    assert not any(MISSING in each or "Verificado" in each for each in shown.texts(".act > summary"))


def test_a_rescheduled_milestone_shows_its_first_dates_and_those_of_today() -> None:
    shown = {term: words(value) for term, value in facts(milestone("minimo", PLAN, "agua-2")).items()}
    assert shown["Fechas originales"] == "1 de febrero de 2024 a 31 de octubre de 2024"
    assert shown["Fechas vigentes"] == "1 de febrero de 2024 a 15 de diciembre de 2024"


def test_each_change_of_date_says_when_why_and_who_authorised_it() -> None:
    changes = [words(each) for each in milestone("minimo", PLAN, "agua-2").css("ul.plain > li")]
    assert changes == [
        "20 de abril de 2024: el término pasó del 31 de octubre de 2024 al 30 de noviembre de 2024. "
        "Faltó personal. Autorizó: Grupo Impulsor",
        "20 de junio de 2024: el término pasó del 30 de noviembre de 2024 al 15 de diciembre de 2024. "
        "Llovió más de lo normal. Autorizó: Grupo Impulsor",
    ]
    both = [words(each) for each in milestone("raiz", DEMO, "presupuesto-4").css("ul.plain > li")]
    assert both[0].startswith("15 de enero de 2026: el inicio pasó del 1 de febrero de 2026 al 1 de marzo de 2026.")


def test_a_milestone_that_kept_its_dates_shows_them_once() -> None:
    assert "Fechas vigentes" not in facts(milestone("minimo", PLAN, "calles-1"))


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("agua-1", "De 0 pozos a 10 pozos. Último valor: 10 pozos"),
        ("agua-2", "De 8 días a 3 días. Último valor: 7 días"),
        ("calles-1", "De 0 asambleas a 3 asambleas. Último valor: 1 asambleas"),
    ],
)
def test_baseline_target_and_last_value_stand_together(key: str, said: str) -> None:
    assert words(facts(milestone("minimo", PLAN, key))["De la línea base a la meta"]) == said


def test_what_a_verification_looked_at_is_linked() -> None:
    verified = milestone("minimo", PLAN, "agua-1").css(".side")[1]
    assert "Con base en: Tabla de análisis del agua" in words(verified)
    assert hrefs(verified)[0].endswith("evidencias/tabla-agua/index.html")


def history(name: str, plan_id: str, key: str) -> list[list[str]]:
    return table(milestone(name, plan_id, key).css_first(".history"))  # type: ignore[arg-type]  # it has one


def test_the_history_goes_from_the_last_cut_back_with_what_was_verified_of_each() -> None:
    rows_shown = history("minimo", PLAN, "agua-2")
    assert [row[0] for row in rows_shown] == ["30 jun 2024", "31 mar 2024"]
    assert [row[1:3] for row in rows_shown] == [["Limitado", "7"], ["Limitado", "7"]]
    assert rows_shown[0][3] == "25 % esperado: 47 % faltan 168 días"
    assert rows_shown[1][3] == "25 % esperado: 22 % faltan 214 días"
    assert rows_shown[0][4] == "SIN AVANCE Dificultad: Falta una cuadrilla"
    assert rows_shown[0][5] == "—sin verificación en ese corte"
    assert rows_shown[1][5] == "No iniciado No se vio el registro."


def test_a_withdrawn_milestone_does_not_count_and_owes_nothing() -> None:
    assert history("raiz", DEMO, "caminos-5")[0][3] == "no cuenta"
    assert not {"Siguiente paso", "Plazo"} & set(facts(milestone("raiz", DEMO, "caminos-5")))


def test_the_history_tells_every_report_of_the_demonstration() -> None:
    for row in rows("raiz", DEMO, "actividades"):
        reports = [each for each in rows("raiz", DEMO, "avances") if each["actividad"] == row["id"]]
        shown = history("raiz", DEMO, row["id"])
        assert len(shown) == len(reports)
        for told, report in zip(shown, reversed(reports), strict=True):
            if (report["corte"], row["id"]) not in measured("raiz", DEMO):
                assert told[2] == (number_words(float(report["valor"]), "es") if report["valor"] else MISSING)
            assert told[4].startswith(cell(report["descripcion"]))


def test_a_difficulty_and_the_next_step_are_told() -> None:
    shown = {term: words(value) for term, value in facts(milestone("minimo", PLAN, "agua-2")).items()}
    assert shown["Dificultad"].endswith("Falta una cuadrilla")
    assert shown["Siguiente paso"] == MISSING


def test_flags_mark_what_to_notice() -> None:
    flags = {
        key: [words(each) for each in milestone("raiz", DEMO, key).css(".flags .flag")]
        for key in ("agua-4", "agua-6", "agua-5", "agua-1")
    }
    assert flags["agua-4"] == ["30 días tarde"]
    assert flags["agua-6"] == ["completo sin evidencia", "no coincide con lo verificado"]
    assert "reprogramada" in flags["agua-5"]
    assert flags["agua-1"] == []


# The glance: reported, expected and verified, each with how it was made


@EVERY
def test_each_figure_of_the_glance_is_the_engines_with_its_sum(name: str, plan_id: str, key: str) -> None:
    shown, _ = commitment(name, plan_id, key)
    course = history_of(plan(name, plan_id))
    gauges = {words(each.css_first("dt")): words(each.css_first("dd")) for each in shown.all(".gauge")}  # type: ignore[arg-type]  # both are there
    if not course:
        assert gauges == {}
        assert shown.all(".why") == []
        return
    measures = {
        "Avance reportado": Measure.REPORTED,
        "Avance esperado": Measure.COMPARABLE,
        "Avance verificado": Measure.VERIFIED,
    }
    assert list(gauges) == list(measures)
    sums = [words(each) for each in shown.all(".whys .division")]
    for term, measure in measures.items():
        figure = course[-1].commitment(key, measure).figure
        known = figure.value is not None and (figure.counted or measure is not Measure.VERIFIED)
        said = squeeze(percent_words(figure.value, "es")) if known and figure.value is not None else MISSING
        assert gauges[term].startswith(said)
        if figure.value is not None:
            assert any(f"= {squeeze(exact_percent_words(figure.value, 'es'))}" in each for each in sums)
        if measure is not Measure.COMPARABLE:
            assert f"{figure.counted} de {figure.total} " in gauges[term]


def test_every_term_of_a_sum_leads_to_its_milestone() -> None:
    shown = page("minimo", f"{PLAN}/compromisos/agua")
    first = shown.all(".whys .why")[0]
    assert [href.partition("#")[2] for href in hrefs(first.css_first("tbody"))] == [  # type: ignore[arg-type]
        "actividad-agua-1",
        "actividad-agua-2",
    ]
    assert f"{PLAN}/datos/calculos/index.html" in leads(shown, first)
    assert "metodologia/index.html" in leads(shown, first)


def test_what_to_look_at_is_told_with_a_link_to_each_milestone() -> None:
    notable = [(hrefs(each)[0], words(each)) for each in page("raiz", f"{DEMO}/compromisos/agua").all(".notable > li")]
    assert [href for href, _ in notable] == ["#actividad-agua-4", "#actividad-agua-5", "#actividad-agua-6"]
    assert "30 días tarde" in notable[0][1]
    assert "completo sin evidencia" in notable[2][1]
    silent = page("raiz", f"{DEMO}/compromisos/residuos").texts(".notable > li")
    assert any(each.startswith("3. ") and each.endswith(MISSING) for each in silent)


# How it went


@EVERY
def test_the_curve_and_its_table_hold_the_figures_of_every_cut(name: str, plan_id: str, key: str) -> None:
    shown, _ = commitment(name, plan_id, key)
    course = history_of(plan(name, plan_id))
    figures = [at.commitment(key).figure for at in course]
    if not any(figure.counted for figure in figures):
        assert shown.all(".curve") == []
        return
    told = table(shown.one(".curve"))
    assert [row[0] for row in told] == [date_words(at.cut.date, "es") for at in reversed(course)]
    for row, figure in zip(told, reversed(figures), strict=True):
        value = MISSING if figure.value is None else squeeze(percent_words(figure.value, "es"))
        assert row[2] == f"{value} {figure.counted} de {figure.total} con dato"
    drawing = shown.all(".cv")
    assert len(drawing) == (1 if len(course) > 1 else 0)
    for each in drawing:
        assert len(each.css(".cv-reported use")) == sum(figure.value is not None for figure in figures)
        assert each.attributes["role"] == "img"
        assert words(each.css("desc")[0]).startswith("En el último corte: ")


def test_a_cut_of_which_nobody_reported_is_a_gap_in_the_curve(tmp_path: Path) -> None:
    lines = "2024-09,2024-09-30,,,\n2024-12,2024-12-31,,,\n"
    report = "2024-12,agua-1,10,completo,Todo sigue en línea.,,,,2024-03-12\n"
    built = build(make_site(tmp_path, append(of_plan("cortes.csv"), lines), append(of_plan("avances.csv"), report)))
    shown = parse(built, f"{PLAN}/compromisos/agua/index.html")
    series = shown.one(".cv > .cv-reported")
    assert (len(series.css("line")), len(series.css("use"))) == (1, 3)
    assert table(shown.one(".curve"))[1][1:3] == [MISSING, f"{MISSING} 0 de 2 con dato"]
    second = shown.one("#actividad-agua-2")
    assert "Lo dicho en 2 de 4 cortes" in words(second)
    assert "Sin dato en: 30 de septiembre de 2024; 31 de diciembre de 2024." in words(second)
    last = words(facts(second)["De la línea base a la meta"])
    assert last.endswith("Último valor: 7 días (corte del 30 de junio de 2024)")


@EVERY
def test_a_commitment_tells_what_changed_where_to_follow_it_and_when_it_is_due(
    name: str, plan_id: str, key: str
) -> None:
    shown, _ = commitment(name, plan_id, key)
    of = plan(name, plan_id)
    assert ("que-cambio" in shown.ids) == bool(of.reporting_periods)
    followed = leads(shown, shown.one(".subscribe"))
    assert followed[0] == f"{plan_id}/seguir/index.html"
    assert all(path in site(name) for path in followed)
    dated = any(each.start or each.end for each in of.index.milestones_of.get(key, ()))
    assert (f"{plan_id}/compromisos/{key}/calendario.ics" in followed) == dated
    assert bool(shown.all("figure.timeline")) == dated


def test_a_plan_without_cuts_says_what_is_not_known_and_who_could_tell() -> None:
    shown = page("raiz", "plan-2023-2024/compromisos/desarrollo-rural")
    panel = facts(shown.one(".first > .panel"))
    why = unknown("raiz", "plan-2023-2024", "avances", ("compromisos", "desarrollo-rural"))
    said = words(panel["Avance"])
    assert said.startswith(f"{MISSING} {why}")
    assert "Lo puede dar:" in said
    assert shown.all(".curve, .timeline, .gauge, .why, .history") == []
    assert "%" not in shown.main


# Dates, days and documents


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (("raiz", DEMO, "residuos-1"), "terminó 18 días tarde, el 3 de octubre de 2025"),
        (("raiz", DEMO, "agua-3"), "terminó 15 días antes, el 15 de junio de 2026"),
        (("raiz", DEMO, "agua-4"), "lleva 30 días de retraso"),
        (("minimo", PLAN, "agua-2"), "faltan 168 días"),
    ],
)
def test_days_early_late_or_left_are_told(where: tuple[str, str, str], said: str) -> None:
    assert words(facts(milestone(*where))["Plazo"]) == said


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("2024-03-12", "terminó en su fecha, el 12 de marzo de 2024"),
        ("2024-03-13", "terminó 1 día antes, el 12 de marzo de 2024"),
        ("2024-03-11", "terminó 1 día tarde, el 12 de marzo de 2024"),
        ("", "terminó el 12 de marzo de 2024"),
    ],
)
def test_a_finished_milestone_is_told_against_its_date(end: str, said: str, tmp_path: Path) -> None:
    built = build(make_site(tmp_path, replace(of_plan("actividades.csv"), "01-15,2024-03-15", f"01-15,{end}")))
    shown = parse(built, f"{PLAN}/compromisos/agua/index.html").one("#actividad-agua-1")
    assert words(facts(shown)["Plazo"]) == said


def test_how_it_ended_is_still_told_where_a_later_cut_says_nothing_of_it(tmp_path: Path) -> None:
    built = build(make_site(tmp_path, append(of_plan("cortes.csv"), "2024-09,2024-09-30,,,\n")))
    shown = parse(built, f"{PLAN}/compromisos/agua/index.html").one("#actividad-agua-1")
    assert words(facts(shown)["Plazo"]) == "terminó 3 días antes, el 12 de marzo de 2024"
    assert words(shown.css(".side")[0]).startswith(f"Reportado {MISSING}")


def test_a_milestone_due_at_the_cut_says_so(tmp_path: Path) -> None:
    built = build(make_site(tmp_path, replace(of_plan("reprogramaciones.csv"), "2024-12-15", "2024-06-30")))
    shown = parse(built, f"{PLAN}/compromisos/agua/index.html").one("#actividad-agua-2")
    assert words(facts(shown)["Plazo"]) == "vence el día del corte"


def test_complete_without_evidence_is_said_beside_the_documents() -> None:
    given = papers(milestone("raiz", DEMO, "agua-6"))["Documentos entregados"]
    assert words(given) == (
        f"Documentos entregados {MISSING} Se reporta completa, pero aquí no hay un documento que lo pruebe."
    )


def test_where_reported_and_verified_differ_both_are_said(tmp_path: Path) -> None:
    box = milestone("minimo", PLAN, "agua-2").css(".sides + .disputed")
    assert [words(each) for each in box] == [
        "No coinciden. En el corte del 31 de marzo de 2024 se reportó Limitado y el órgano aceptó No iniciado."
    ]
    assert milestone("minimo", PLAN, "agua-1").css(".sides + .disputed") == []


@pytest.mark.parametrize(
    ("method", "reported", "own"),
    [
        ("indicador", "20 %", "(8 − 7) ÷ (8 − 3) = 20 %. Sentido del indicador: Descendente (menos es mejor)."),
        ("manual", "7 %", "Reportado: 7 %. Lo informó quien responde."),
    ],
)
def test_a_report_without_a_word_of_the_scale_shows_its_percentage(
    method: str, reported: str, own: str, tmp_path: Path
) -> None:
    edits = [replace(of_plan("datapackage.yaml"), "avance: estatus", f"avance: {method}")]
    edits += [
        replace(of_plan("avances.csv"), f"{cut},agua-2,7,limitado,", f"{cut},agua-2,7,,")
        for cut in ("2024-03", "2024-06")
    ]
    built = build(make_site(tmp_path, *edits))
    shown = parse(built, f"{PLAN}/compromisos/agua/index.html").one("#actividad-agua-2")
    assert words(shown.css(".side")[0]).startswith(f"Reportado {reported} SIN AVANCE")
    assert words(shown.css(".why-body p")[0]) == own
    listed = parse(built, f"{PLAN}/responsables/obras/index.html")
    assert reported in [row[1] for row in table(listed.one("[aria-labelledby=actividades] > .stack"))]
    legend = words(parse(built, f"{PLAN}/compromisos/agua/index.html").one(".tally"))
    assert "Sin cumplir, según su valor 1" in legend


# Errata


def test_errata_stand_where_the_figure_that_they_correct_is() -> None:
    errata = rows("raiz", DEMO, "erratas")
    milestones = by_id("raiz", DEMO, "actividades")
    assert {each["tabla"] for each in errata} >= {"avances", "actividades"}
    for each in errata:
        key = next((part for part in each["registro"].split("|") if part in milestones), "")
        if key:
            node = milestone("raiz", DEMO, key)
            assert cell(each["motivo"]) in words(node)
            assert each["quien"] in words(node)
            assert date_words(parse_day(each["fecha"]), "es") in words(node)


def test_a_corrected_report_says_in_its_row_what_it_said_and_what_it_says_now() -> None:
    [row] = [each for each in history("raiz", DEMO, "agua-3") if each[0] == "31 oct 2025"]
    assert row[1:3] == ["Limitado", "2"]
    assert "Corrección. Valor: decía «5», ahora dice «2»." in row[4]
    assert "Corrección. Estado: decía «Sustancial», ahora dice «Limitado»." in row[4]


def test_a_changed_promise_is_told_with_the_promise_and_beside_the_datum() -> None:
    promise = words(page("raiz", f"{DEMO}/compromisos/residuos").section("promesa"))
    assert "Cambios a la promesa Actividad 5: Corrección. Meta: decía «12», ahora dice «9»." in promise
    beside = words(facts(milestone("raiz", DEMO, "residuos-5"))["De la línea base a la meta"])
    assert "Meta: decía «12», ahora dice «9»." in beside
    assert "cambios-a-la-promesa" not in page("minimo", f"{PLAN}/compromisos/agua").ids


# Disagreements


def test_disagreements_stand_beside_the_datum_they_are_about() -> None:
    for key in ("emprendimiento", "desarrollo-rural"):
        title = facts(page("raiz", f"plan-2023-2024/compromisos/{key}").section("promesa"))["Título oficial"]
        [box] = title.css(".disputed")
        assert words(box).startswith("Las fuentes no coinciden Otra fuente dice de «Título oficial»: El título de OGP")
        assert all("#fuente-" in href for href in hrefs(box))


@pytest.mark.parametrize(
    ("column", "place"),
    [
        ("fin", "Fechas originales"),
        ("indicador", "Indicador"),
        ("meta", "De la línea base a la meta"),
        ("cargo", "Responde"),
    ],
)
def test_a_disagreement_about_a_milestone_stands_beside_its_datum(column: str, place: str, tmp_path: Path) -> None:
    line = f"otra,actividades,agua-1,{column},Otro valor,Nota,registro\n"
    built = build(make_site(tmp_path, append(of_plan("discrepancias.csv"), line)))
    shown = parse(built, f"{PLAN}/compromisos/agua/index.html").one("#actividad-agua-1")
    assert "Otro valor" in words(facts(shown)[place])
    assert words(shown).count("Otro valor") == 1


def test_a_disagreement_about_any_other_column_is_shown_all_the_same(tmp_path: Path) -> None:
    line = "otra,compromisos,agua,tema,Otro tema,Nota,registro\n"
    built = build(make_site(tmp_path, append(of_plan("discrepancias.csv"), line)))
    assert "Otro tema" in words(parse(built, f"{PLAN}/compromisos/agua/index.html").section("promesa"))


def test_a_disagreement_about_a_report_stands_in_its_history() -> None:
    first = milestone("raiz", DEMO, "tramites-2").css(".history tbody tr")[0]
    assert "Otra fuente dice de" in words(first)
    assert "6 días" in words(first)


# Assessments, comments, contacts


def test_what_assessments_say_of_the_commitment_is_on_its_page() -> None:
    shown = page("minimo", f"{PLAN}/compromisos/agua").section("evaluaciones")
    assert table(shown)[0][0].startswith("Relevancia")
    assert table(shown)[0][1] == "Alta"
    assert "evaluaciones" not in page("minimo", f"{PLAN}/compromisos/calles").ids


def test_comments_about_the_commitment_are_on_its_page_with_their_answer() -> None:
    told = page("minimo", f"{PLAN}/compromisos/agua").texts(".comment")
    assert len(told) == 1
    assert "Que los análisis sean cada mes." in told[0]
    assert "Respuesta (20 de febrero de 2024): Sí: cada mes, desde marzo. Aceptado" in told[0]
    unanswered = page("minimo", f"{PLAN}/compromisos/calles").texts(".comment .answer")
    assert unanswered[0].startswith(f"Respuesta: {MISSING}")


def test_the_institutional_contact_of_who_answers_is_given_or_no_data() -> None:
    said = [
        words(facts(page("minimo", f"{PLAN}/compromisos/{key}").one(".first > .panel"))["¿Quién responde?"])
        for key in ("agua", "calles")
    ]
    assert said[0].endswith("Contacto: obras@example.org")
    link_to(page("minimo", f"{PLAN}/compromisos/agua").one(".first > .panel"), "mailto:obras@example.org")
    assert said[0].startswith("Dirección de Obras (DO) Jefatura de Calidad, Agua potable")
    bare = plain(page("raiz", "plan-2023-2024/compromisos/prevencion"))
    without = words(facts(bare.one(".first > .panel"))["¿Quién responde?"])
    assert without.endswith(f"Contacto: {MISSING}")


def test_the_last_proof_is_of_a_milestone_accepted_as_complete_and_says_who_accepted_it() -> None:
    found = facts(page("raiz", "demostracion/compromisos/agua").one(".first > .panel"))["Última prueba"]
    key = hrefs(found)[0].split("/")[-2]
    [document] = [each for each in plan("raiz", "demostracion").evidence if each.id == key]
    accepted = [
        each
        for each in rows("raiz", "demostracion", "verificaciones")
        if key in items(each["evidencias"]) and each["estado"] == "completo"
    ]
    assert words(found).startswith(document.title.base)
    assert any(date_words(parse_partial(each["fecha"]), "es") in words(found) for each in accepted)


def test_without_an_accepted_milestone_the_newest_document_is_named_and_called_no_proof() -> None:
    said = words(
        facts(page("raiz", "plan-2023-2024/compromisos/emprendimiento").one(".first > .panel"))["Última prueba"]
    )
    assert said.startswith("En estos datos, ninguna actividad se ha aceptado como completa. Último documento: ")


def test_a_commitment_without_a_lead_says_no_data(tmp_path: Path) -> None:
    built = build(make_site(tmp_path, replace(of_plan("compromisos.csv"), "buena.,obras,", "buena.,,")))
    panel = facts(parse(built, f"{PLAN}/compromisos/agua/index.html").one(".first > .panel"))
    assert words(panel["¿Quién responde?"]).startswith(MISSING)
    listing = parse(built, f"{PLAN}/responsables/index.html")
    why = unknown("minimo", PLAN, "responsables", ("compromisos", "agua"))
    assert words(listing.one(".disputed")) == f"Sin dato: quién responde por Agua con datos. {why}"


def test_the_summary_follows_the_answer_and_its_lack_leaves_no_stray_words() -> None:
    row = by_id("raiz", "plan-2023-2024", "compromisos")["prevencion"]
    assert page("raiz", "plan-2023-2024/compromisos/prevencion").texts(".kept + .lead") == [cell(row["resumen"])]
    assert page("minimo", f"{PLAN}/compromisos/agua").texts(".kept + .lead") == []
