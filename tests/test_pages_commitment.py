"""The page of a commitment: the promise, who answers, each milestone, and «sin dato» for whatever nobody published."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborNode

from micrositio.dates import parse_day, parse_partial
from micrositio.formats import date_words, number_words
from micrositio.schemas import category_label, field_named, table_schema
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
    page,
    pages,
    parse,
    plan,
    rows,
    table,
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
    return page(name, f"{plan_id}/compromisos/{of}").one(f"#actividad-{key}")


def label(table_name: str, column: str, value: str) -> str:
    field = field_named(table_schema(table_name), column)
    assert field
    return category_label(field, value)[0]


def cell(text: str) -> str:
    return " ".join(text.split()) or MISSING


# The promise


@EVERY
def test_who_answers_is_told_first(name: str, plan_id: str, key: str) -> None:
    shown, row = commitment(name, plan_id, key)
    panel = facts(shown.one("main > .panel"))
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
    official = facts(shown.section("promesa"))["Título oficial"]
    marked = official.css_first('[lang="en"]')
    if row["titulo"]:
        assert words(official).startswith(cell(row["titulo"]))
        assert marked is None
    else:
        assert marked is not None
        assert words(marked) == cell(row["titulo_en"])
        assert "(en inglés)" in words(official)


@EVERY
def test_every_datum_of_the_promise_is_shown_and_what_is_missing_says_so(name: str, plan_id: str, key: str) -> None:
    shown, row = commitment(name, plan_id, key)
    promise = {term: words(value) for term, value in facts(shown.section("promesa")).items()}
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
    said = words(facts(shown.one("main > .panel"))["Fechas"])
    for text in (row["inicio"], row["fin"]):
        assert (date_words(parse_partial(text), "es") if text else MISSING) in said


@EVERY
def test_the_note_of_the_commitment_is_shown_and_its_sources_cited(name: str, plan_id: str, key: str) -> None:
    shown, row = commitment(name, plan_id, key)
    assert cell(row["nota"]) in shown.main or not row["nota"]
    cited = {href.partition("#fuente-")[2] for href in hrefs(facts(shown.section("promesa"))["Título oficial"])}
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


@EVERY
def test_every_milestone_is_there_in_order_with_its_anchor(name: str, plan_id: str, key: str) -> None:
    shown, _ = commitment(name, plan_id, key)
    own = sorted(
        (row for row in rows(name, plan_id, "actividades") if row["compromiso"] == key), key=lambda r: int(r["orden"])
    )
    assert [node.attributes["id"] for node in shown.all("article.milestone")] == [f"actividad-{r['id']}" for r in own]
    if not own:
        said = words(shown.section("actividades"))
        assert said.startswith(f"Actividades {MISSING}. Nadie ha publicado las actividades de este compromiso.")


@EVERY
def test_milestones_say_all_that_is_known_of_them(name: str, plan_id: str, key: str) -> None:
    for row in (each for each in rows(name, plan_id, "actividades") if each["compromiso"] == key):
        shown = {term: words(value) for term, value in facts(milestone(name, plan_id, row["id"])).items()}
        assert shown["Producto esperado"] == cell(row["producto"])
        assert shown["Documentos previstos"] == cell(row["medios_verificacion"])
        assert shown["Indicador"].startswith(cell(row["indicador"]))
        baseline, target = (number_words(float(row[n]), "es") if row[n] else MISSING for n in ("linea_base", "meta"))
        assert shown["Línea base, meta y último valor"].startswith(f"de {baseline} a {target} · último valor: ")
        start, end = (date_words(parse_day(row[n]), "es") if row[n] else MISSING for n in ("inicio", "fin"))
        assert start in shown["Fechas originales"]
        assert end in shown["Fechas originales"]
        for part in (row["cargo"], row["area"]):
            assert part in shown["Responde"]
        assert shown["Responde"]


@EVERY
def test_documents_given_stand_beside_those_expected(name: str, plan_id: str, key: str) -> None:
    shown, _ = commitment(name, plan_id, key)
    of = plan(name, plan_id)
    for each in of.index.milestones_of.get(key, ()):
        given = facts(milestone(name, plan_id, each.id))["Documentos entregados"]
        documents = [document.id for document in of.evidence if each.id in document.milestones]
        assert sorted(leads(shown, given)) == sorted(f"{plan_id}/evidencias/{d}/index.html" for d in documents)
        assert (words(given) == MISSING) == (not documents)


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
        assert words(reported).startswith(f"Reportado {of.index.scale[updates[0]['estado']].title.es}")
        assert cell(updates[0]["descripcion"]) in words(reported)
    else:
        assert words(reported).startswith(f"Reportado {MISSING}")
    made = [row for row in rows(name, plan_id, "verificaciones") if row["actividad"] == key]
    if made:
        latest = max(made, key=lambda row: (row["corte"], row["fecha"]))
        assert words(verified).startswith(f"Verificado {of.index.scale[latest['estado']].title.es}")
        assert cell(latest["motivo"]) in words(verified)
        assert of.index.bodies[latest["organo"]].name.es in words(verified)
        assert date_words(parse_day(latest["fecha"]), "es") in words(verified)
    else:
        assert words(verified) == "Verificado sin verificar Ningún órgano la ha revisado."


def test_a_rescheduled_milestone_shows_its_first_dates_and_those_of_today() -> None:
    shown = {term: words(value) for term, value in facts(milestone("minimo", PLAN, "agua-2")).items()}
    assert shown["Fechas originales"] == "1 de febrero de 2024 a 31 de octubre de 2024"
    assert shown["Fechas de hoy"] == "1 de febrero de 2024 a 15 de diciembre de 2024"


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
    assert "Fechas de hoy" not in facts(milestone("minimo", PLAN, "calles-1"))


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("agua-1", "de 0 a 10 · último valor: 10"),
        ("agua-2", "de 8 a 3 · último valor: 7"),
        ("calles-1", "de 0 a 3 · último valor: 1"),
    ],
)
def test_baseline_target_and_last_value_stand_together(key: str, said: str) -> None:
    assert words(facts(milestone("minimo", PLAN, key))["Línea base, meta y último valor"]) == said


def test_what_a_verification_looked_at_is_linked() -> None:
    verified = milestone("minimo", PLAN, "agua-1").css(".side")[1]
    assert "Con base en: Tabla de análisis del agua" in words(verified)
    assert hrefs(verified)[0].endswith("evidencias/tabla-agua/index.html")


def test_the_history_goes_from_the_last_cut_back_with_what_was_verified_of_each() -> None:
    history = table(milestone("minimo", PLAN, "agua-2").css("details")[0])
    assert [row[0] for row in history] == ["30 de junio de 2024", "31 de marzo de 2024"]
    assert [row[1:3] for row in history] == [["Limitado", "7"], ["Limitado", "7"]]
    assert history[0][3] == "SIN AVANCE Dificultad: Falta una cuadrilla"
    assert history[0][4] == "—no se revisó en ese corte"
    assert history[1][4] == "No iniciado No se vio el registro."


def test_the_history_tells_every_report_of_the_demonstration() -> None:
    for row in rows("raiz", DEMO, "actividades"):
        reports = [each for each in rows("raiz", DEMO, "avances") if each["actividad"] == row["id"]]
        history = table(milestone("raiz", DEMO, row["id"]).css("details")[0])
        assert len(history) == len(reports)
        for shown, report in zip(history, reversed(reports), strict=True):
            assert shown[2] == (number_words(float(report["valor"]), "es") if report["valor"] else MISSING)
            assert shown[3].startswith(cell(report["descripcion"]))


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
        ("meta", "Línea base, meta y último valor"),
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
    first = milestone("raiz", DEMO, "tramites-2").css("details tbody tr")[0]
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
        words(facts(page("minimo", f"{PLAN}/compromisos/{key}").one("main > .panel"))["¿Quién responde?"])
        for key in ("agua", "calles")
    ]
    assert said[0].endswith("Contacto: obras@example.org")
    assert said[0].startswith("Dirección de Obras (DO) Jefatura de Calidad, Agua potable")
    without = words(
        facts(page("raiz", "plan-2023-2024/compromisos/prevencion").one("main > .panel"))["¿Quién responde?"]
    )
    assert without.endswith(f"Contacto: {MISSING}")


def test_a_commitment_whose_lead_nobody_published_says_no_data(tmp_path: Path) -> None:
    built = build(make_site(tmp_path, replace(of_plan("compromisos.csv"), "buena.,obras,", "buena.,,")))
    panel = facts(parse(built, f"{PLAN}/compromisos/agua/index.html").one("main > .panel"))
    assert words(panel["¿Quién responde?"]).startswith(MISSING)
    listing = parse(built, f"{PLAN}/responsables/index.html")
    assert "Nadie publicó quién responde por: Agua con datos" in words(listing.one(".disputed"))


def test_the_summary_heads_the_page_and_its_lack_leaves_no_stray_words() -> None:
    row = by_id("raiz", "plan-2023-2024", "compromisos")["prevencion"]
    assert page("raiz", "plan-2023-2024/compromisos/prevencion").texts("main > .lead") == [cell(row["resumen"])]
    assert page("minimo", f"{PLAN}/compromisos/agua").texts("main > .lead") == []
