"""The process, its meetings and institutions: steps in order, bodies with dates, members, attendance, agreements."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from micrositio.i18n.display import date_words, number_words, short_date_words
from micrositio.model.dates import parse_day, parse_partial
from micrositio.profile.schemas import table_schema
from reading import (
    MISSING,
    PLANS,
    build,
    by_id,
    facts,
    hrefs,
    items,
    leads,
    page,
    parse,
    plain,
    plan,
    rows,
    site,
    table,
    unknown,
    words,
)
from support import PLAN, make_site, of_plan, remove, replace

EVERY = pytest.mark.parametrize(("name", "plan_id"), PLANS)
MEETINGS = [(name, plan_id, row["id"]) for name, plan_id in PLANS for row in rows(name, plan_id, "sesiones")]
INSTITUTIONS = [(name, plan_id, row["id"]) for name, plan_id in PLANS for row in rows(name, plan_id, "instituciones")]


def label(table_name: str, column: str, value: str) -> str:
    field = table_schema(table_name).column(column)
    assert field
    return field.label(value).base if value else MISSING


def said(text: str) -> str:
    return " ".join(text.split()) or MISSING


# Steps


@EVERY
def test_steps_come_in_their_order_each_with_its_state_and_anchor(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/proceso")
    ordered = sorted(rows(name, plan_id, "pasos"), key=lambda row: int(row["orden"]))
    steps = shown.all("ol.steps > li")
    anchors = [inside.attributes["id"] for inside in shown.all("ol.steps > li > details > .inside")]
    assert anchors == [f"paso-{row['id']}" for row in ordered]
    for step, row in zip(steps, ordered, strict=True):
        heading, tag = step.css_first("h3"), step.css_first(".tag")
        assert heading is not None
        assert tag is not None
        assert words(heading).startswith(said(row["titulo"]))
        assert words(tag) == label("pasos", "estado", row["estado"])
        assert said(row["descripcion"]) in words(step)
        assert said(row["nota"]) in words(step) or not row["nota"]


@EVERY
def test_a_step_says_its_dates_no_more_precisely_than_known(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/proceso")
    for row in rows(name, plan_id, "pasos"):
        step = shown.one(f"#paso-{row['id']}").parent
        assert step is not None
        [meta] = step.css("summary > .meta")
        days = [date_words(parse_partial(row[each]), "es") for each in ("inicio", "fin") if row[each]]
        assert all(day in words(meta) for day in days)
        if not days:
            assert words(meta).endswith(f"fecha: {MISSING}")
        elif len(days) == 1:
            assert MISSING in words(meta)


@EVERY
def test_a_step_names_its_documents_or_says_that_none_is_known(name: str, plan_id: str) -> None:
    shown, of = page(name, f"{plan_id}/proceso"), plan(name, plan_id)
    untold = " ".join(shown.texts("[aria-labelledby=pasos] > .note"))
    ordered = sorted(rows(name, plan_id, "pasos"), key=lambda row: int(row["orden"]))
    for number, row in enumerate(ordered, 1):
        step = shown.one(f"#paso-{row['id']}")
        expected = {*items(row["evidencias"]), *(each.id for each in of.evidence if row["id"] in each.steps)}
        linked = {path.split("/")[-2] for path in leads(shown, step) if "/evidencias/" in path}
        assert linked == expected
        assert (str(number) in re.findall(r"\d+", untold)) == (not expected)


@EVERY
def test_a_step_names_its_meetings(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/proceso")
    for row in rows(name, plan_id, "pasos"):
        own = {each["id"] for each in rows(name, plan_id, "sesiones") if each["paso"] == row["id"]}
        linked = leads(shown, shown.one(f"#paso-{row['id']}"))
        assert {path.split("/")[-2] for path in linked if "/sesiones/" in path} == own


# Bodies and members


@EVERY
def test_every_body_is_there_with_its_dates(name: str, plan_id: str) -> None:
    every = "ninguno de estos órganos"
    shown = page(name, f"{plan_id}/proceso")
    for body in plan(name, plan_id).bodies:
        node = shown.one(f"#organo-{body.id}").parent
        assert node is not None
        dates, _, contacts = " ".join(shown.texts("[aria-labelledby=organos] > .note")).partition("Contacto: ")
        assert (
            (f"Desde: {date_words(body.since, 'es')}" in words(node))
            if body.since
            else (body.name.base in dates or every in dates)
        )
        assert (f"hasta: {date_words(body.until, 'es')}" in words(node)) if body.until else "hasta:" not in words(node)
        assert (
            (f"Contacto: {body.contact}" in words(node))
            if body.contact
            else (body.name.base in contacts or every in contacts)
        )


SEAT = ("Sector", "Institución", "Papel", "Desde")


@EVERY
def test_members_sit_with_sector_institution_role_and_dates(name: str, plan_id: str) -> None:
    shown = plain(page(name, f"{plan_id}/proceso"))
    institutions = by_id(name, plan_id, "instituciones")
    for body in plan(name, plan_id).bodies:
        own = [row for row in rows(name, plan_id, "integrantes") if row["organo"] == body.id]
        node = shown.one(f"#organo-{body.id}").parent
        assert node is not None
        assert bool(node.css("table")) == bool(own)
        heads = [words(each) for each in node.css("thead th")]
        untold = [words(each).partition(":")[0] for each in node.css("details > .note") if MISSING in words(each)]
        assert sorted([*heads, *untold]) == (sorted(["Integrante", *SEAT]) if own else [])
        named = any(row["nombre"] for row in own)
        for number, (line, row) in enumerate(zip(table(node) if own else [], own, strict=True), 1):
            cells = dict(zip(heads, line, strict=True))
            unnamed = f"Nombre: {MISSING}" if named else f"Lugar {number}"
            assert cells["Integrante"].startswith(row["nombre"] or unnamed)
            told = {
                "Sector": label("integrantes", "sector", row["sector"]),
                "Institución": institutions[row["institucion"]]["nombre"] if row["institucion"] else MISSING,
                "Papel": label("integrantes", "papel", row["papel"]),
                "Desde": short_date_words(parse_partial(row["desde"]), "es") if row["desde"] else MISSING,
            }
            for head, value in told.items():
                assert cells[head].startswith(value) if head in heads else value == MISSING
            assert not row["hasta"] or short_date_words(parse_partial(row["hasta"]), "es") in cells["Desde"]
        if own:
            [summary] = [words(each) for each in node.css("details > summary") if "integrante" in words(each)]
            assert summary.startswith(f"{len(own)} integrante")
            sectors = [label("integrantes", "sector", row["sector"]) for row in own if row["sector"]]
            assert all(f"{each}: {sectors.count(each)}" in summary for each in sectors)


def test_that_the_names_are_not_known_is_said_once_for_the_body() -> None:
    note = f"Los nombres de sus integrantes: {MISSING}. {unknown('minimo', PLAN, 'nombre', ('integrantes', ''))}"
    assert page("minimo", f"{PLAN}/proceso").main.count(note) == 1
    assert note not in page("raiz", "demostracion/proceso").main


# Meetings


def attended(row: dict[str, str]) -> str:
    """How many people came to a meeting, in the words of its row: a rough figure never reads as an exact one."""
    rough = row.get("asistentes_aproximados", "")
    people = number_words(int(row["asistentes"] or rough), "es") if row["asistentes"] or rough else MISSING
    return f"cerca de {people}" if rough else people


@EVERY
def test_meetings_are_listed_latest_first_and_those_without_a_date_last(name: str, plan_id: str) -> None:
    given = rows(name, plan_id, "sesiones")
    shown = page(name, f"{plan_id}/sesiones")
    keys = [path.split("/")[-2] for line in shown.all(".meetings > li") for path in leads(shown, line)]
    dates = [by_id(name, plan_id, "sesiones")[key]["fecha"] for key in keys]
    assert sorted(keys) == sorted(row["id"] for row in given)
    assert dates == [*sorted((each for each in dates if each), reverse=True), *(each for each in dates if not each)]
    for line, key in zip(shown.texts(".meetings > li"), keys, strict=True):
        row = by_id(name, plan_id, "sesiones")[key]
        assert label("sesiones", "tipo", row["tipo"]) in line
        assert line.endswith(f"asistentes: {attended(row)}")


@pytest.mark.parametrize(("name", "plan_id", "key"), MEETINGS)
def test_a_meeting_says_when_where_who_and_how_many(name: str, plan_id: str, key: str) -> None:
    row = by_id(name, plan_id, "sesiones")[key]
    shown = plain(page(name, f"{plan_id}/sesiones/{key}"))
    panel = {term: words(value) for term, value in facts(shown.one("dl.panel")).items()}
    assert shown.h1.startswith(said(row["titulo"]))
    assert panel["Fecha"].startswith(date_words(parse_partial(row["fecha"]), "es") if row["fecha"] else MISSING)
    assert panel["Hora"].startswith(row["hora_inicio"] or MISSING)
    assert not row["hora_fin"] or f"{row['hora_inicio']} a {row['hora_fin']}" in panel["Hora"]
    assert not row["zona"] or f"(UTC{row['zona']})" in panel["Hora"]
    assert panel["Lugar"].startswith(said(row["lugar"]))
    bodies = plan(name, plan_id).index.bodies
    assert panel["Órgano"] == (bodies[row["organo"]].name.base if row["organo"] else MISSING)
    assert panel["Asistentes"].startswith(attended(row))
    for term, column in (("Tema", "tema"), ("Para registrarse", "registro"), ("Quién convocó", "convoca")):
        value = row.get(column, "")
        assert panel.get(term, "").startswith(bodies[value].name.base if value and column == "convoca" else value)
        assert (term in panel) == bool(value)
    assert ("Paso del proceso" in panel) == bool(row["paso"])
    assert (panel["Acta"] == MISSING) == (not row["acta"])


SEX = {"Mujeres": "mujeres", "Hombres": "hombres", "Otro o no dicho": "sexo_no_dicho"}
SECTOR = {
    "Gobierno": "de_gobierno",
    "Órgano garante": "de_organo_garante",
    "Sociedad civil": "de_sociedad_civil",
    "Academia": "de_academia",
    "Empresas": "de_empresa",
    "Ciudadanía": "de_ciudadania",
}


@pytest.mark.parametrize(("name", "plan_id", "key"), MEETINGS)
def test_attendance_is_told_by_sex_and_by_sector_as_in_the_table(name: str, plan_id: str, key: str) -> None:
    row = by_id(name, plan_id, "sesiones")[key]
    section = page(name, f"{plan_id}/sesiones/{key}").section("asistencia")
    shown = {}
    for each in section.css("table"):
        caption = each.css_first("caption")
        assert caption is not None
        shown[words(caption)] = dict(table_rows(each))
    for title, columns in (("Por sexo", SEX), ("Por sector", SECTOR)):
        if any(row[column] for column in columns.values()):
            assert shown[title] == {name: row[column] or MISSING for name, column in columns.items()}
        else:
            assert title not in shown
            columns_of = ("asistentes", *SEX.values(), *SECTOR.values())
            why = f"{MISSING}. {unknown(name, plan_id, columns_of, ('sesiones', key))}"
            assert f"Por sexo y por sector: {why}" in words(section) or f"{title} {MISSING}" in words(section)


def table_rows(node) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    return [(row[0], row[1]) for row in ([words(c) for c in r.css("th, td")] for r in node.css("tbody tr"))]


@pytest.mark.parametrize(("name", "plan_id", "key"), MEETINGS)
def test_agreements_stand_with_who_must_carry_them_out_and_their_state(name: str, plan_id: str, key: str) -> None:
    own = [row for row in rows(name, plan_id, "acuerdos") if row["sesion"] == key]
    shown = page(name, f"{plan_id}/sesiones/{key}")
    section = shown.section("acuerdos")
    lines = section.css("ul.plain > li")
    assert [line.attributes["id"] for line in lines] == [row["id"] for row in own]
    institutions = by_id(name, plan_id, "instituciones")
    for line, row in zip(lines, own, strict=True):
        text = words(line)
        assert text.startswith(said(row["texto"]))
        who = institutions[row["responsable"]]["nombre"] if row["responsable"] else MISSING
        assert f"responde: {who}" in text
        assert f"límite: {date_words(parse_day(row['limite']), 'es') if row['limite'] else MISSING}" in text
        assert label("acuerdos", "estado", row["estado"]) in text
    assert own or f"{MISSING}. {unknown(name, plan_id, 'acuerdos', ('sesiones', key))}" in words(section)


def test_what_other_sources_say_stands_beside_the_attendance() -> None:
    panel = facts(page("minimo", f"{PLAN}/sesiones/sesion-1").one("dl.panel"))
    [box] = panel["Asistentes"].css(".disputed")
    assert words(box) == (
        "Las fuentes no coinciden Otra fuente dice de «Asistentes»: Unas 40 personas. "
        "[fuente: 1: Plan de acción firmado] La prensa estima."
    )


def test_the_minutes_lead_to_the_document_and_are_not_repeated_below() -> None:
    shown = page("minimo", f"{PLAN}/sesiones/sesion-2")
    minutes = facts(shown.one("dl.panel"))["Acta"]
    assert leads(shown, minutes) == [f"{PLAN}/evidencias/acta-2024-04/index.html"]
    assert words(shown.section("documentos")) == "Documentos Solo el acta."


def test_meetings_with_one_title_are_told_apart_in_the_window_title(tmp_path: Path) -> None:
    root = make_site(tmp_path, replace(of_plan("sesiones.csv"), "Mesa de temas", "Seguimiento de marzo"))
    title = words(parse(build(root), f"{PLAN}/sesiones/sesion-1/index.html").one("head > title"))
    assert title.startswith("Sesión: Seguimiento de marzo (sesion-1)")


def test_a_plan_without_meetings_has_neither_page_nor_menu_entry(tmp_path: Path) -> None:
    package = of_plan("datapackage.yaml")
    root = make_site(
        tmp_path,
        *(replace(package, f"  - {{name: {each}, path: {each}.csv}}\n", "") for each in ("sesiones", "acuerdos")),
        *(remove(of_plan(f"{each}.csv")) for each in ("sesiones", "acuerdos")),
        replace(of_plan("cortes.csv"), ",sesion-2,", ",,"),
        replace(of_plan("discrepancias.csv"), "mesa-asistentes,sesiones,sesion-1,asistentes", "otra,plan,,description"),
        replace(of_plan("evidencias/2024-03/datapackage.yaml"), "    sesion: [sesion-2]\n", ""),
    )
    built = build(root)
    assert not [path for path in built if "/sesiones/" in path]
    assert "Sesiones" not in parse(built, "index.html").texts(".sections a")
    assert "Sesiones" in page("minimo", "").texts(".sections a")


# Institutions


@EVERY
def test_every_institution_is_listed_under_its_sector_with_what_it_answers_for(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/responsables")
    commitments = rows(name, plan_id, "compromisos")
    institutions = by_id(name, plan_id, "instituciones")
    seen = []
    for section in shown.all("main section"):
        heading = section.css_first("h2")
        assert heading is not None
        for line in section.css(".institutions > li"):
            key = leads(shown, line)[0].split("/")[-2]
            seen.append(key)
            sector = institutions[key]["sector"]
            assert words(heading) == (label("instituciones", "sector", sector) if sector else f"Sector: {MISSING}")
            led = [each["id"] for each in commitments if key in items(each["responsables"])]
            assert [path.split("/")[-2] for path in leads(shown, line)[1:]] == led
            supports = sum(key in items(each["apoyo"]) for each in commitments)
            assert (f"apoya {supports} compromiso" in words(line)) == (supports > 0)
    assert sorted(seen) == sorted(institutions)


@EVERY
def test_commitments_nobody_answers_for_are_named(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/responsables")
    without = [row["id"] for row in rows(name, plan_id, "compromisos") if not row["responsables"]]
    boxes = shown.all("main > .disputed")
    assert [path.split("/")[-2] for box in boxes for path in leads(shown, box) if "/compromisos/" in path] == without
    assert all(words(box).startswith("Sin dato: quién responde por") for box in boxes)


@pytest.mark.parametrize(("name", "plan_id", "key"), INSTITUTIONS)
def test_an_institution_says_what_it_leads_supports_and_must_do(name: str, plan_id: str, key: str) -> None:
    shown = plain(page(name, f"{plan_id}/responsables/{key}"))
    row = by_id(name, plan_id, "instituciones")[key]
    acronym = f" ({row['siglas']})" if row["siglas"] not in ("", row["nombre"]) else ""
    assert shown.h1.startswith(f"{said(row['nombre'])}{acronym}" if row["nombre"] else row["nombre_en"])
    panel = facts(shown.one("dl.panel"))
    assert words(panel["Contacto institucional"]) == (row["contacto"] or MISSING)
    assert hrefs(panel["Sitio"]) == ([row["url"]] if row["url"] else [])
    commitments = sorted(rows(name, plan_id, "compromisos"), key=lambda each: int(each["numero"]))
    led = [each["id"] for each in commitments if key in items(each["responsables"])]
    supported = [each["id"] for each in commitments if key in items(each["apoyo"])]
    milestones = [each["id"] for each in rows(name, plan_id, "actividades") if each["institucion"] == key]
    assert links_below(shown, "#responde ~ .cards h3", "compromisos") == led
    assert links_below(shown, "#apoya ~ ul", "compromisos") == supported
    anchors = [href for each in shown.all("#actividades ~ table tbody th") for href in hrefs(each)]
    assert sorted(anchor.partition("#actividad-")[2] for anchor in anchors) == sorted(milestones)
    agreed = [each for each in rows(name, plan_id, "acuerdos") if each["responsable"] == key]
    assert len(shown.all("#acuerdos ~ ul > li")) == len(agreed)
    if not (led or supported or milestones):
        assert "En estos datos no responde por un compromiso o una actividad." in shown.main


def links_below(shown, css: str, folder: str) -> list[str]:  # type: ignore[no-untyped-def]
    found = [path for node in shown.all(css) for path in leads(shown, node)]
    return [path.split("/")[-2] for path in found if f"/{folder}/" in path]


def test_an_institution_names_the_bodies_it_sits_on() -> None:
    panel = facts(page("minimo", f"{PLAN}/responsables/vecinas").one("dl.panel"))
    assert words(panel["Forma parte de"]) == "Grupo Impulsor"
    assert "Forma parte de" not in facts(page("minimo", f"{PLAN}/responsables/obras").one("dl.panel"))


def test_government_comes_first_and_other_sectors_as_the_table_brings_them() -> None:
    headings = page("raiz", "plan-2023-2024/responsables").texts("main section > h2")
    assert headings[0] == "Gobierno"
    brought = dict.fromkeys(row["sector"] for row in rows("raiz", "plan-2023-2024", "instituciones"))
    others = [label("instituciones", "sector", each) for each in brought if each != "gobierno"]
    assert headings[1:] == others


@EVERY
def test_every_row_has_its_page(name: str, plan_id: str) -> None:
    for folder, table_name in (
        ("responsables", "instituciones"),
        ("sesiones", "sesiones"),
        ("compromisos", "compromisos"),
    ):
        expected = {f"{plan_id}/{folder}/{row['id']}/index.html" for row in rows(name, plan_id, table_name)}
        assert expected <= set(site(name))
