"""The facts of the real plans, as their sources state them: whoever changes one must mean to."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from reading import MISSING, ROOTS, by_id, facts, hrefs, items, page, pages, plan, rows, site, squeeze, words
from support import ROOT, digests, write_files

FIRST, SECOND = "plan-2023-2024", "plan-2026"
CR = "plan-2019-2022"
STATE = "pal-2025"

# Chihuahua, first plan

TITLES = {
    "prevencion": "incremente el conocimiento, en la población, de los programas para la prevención de la violencia",
    "emprendimiento": "dé a conocer los requisitos para la creación de negocios así como dar acompañamiento",
    "desarrollo-rural": "grupo de trabajo multidisciplinario, preponderantemente ciudadano, con perspectiva de género",
}
ANSWERS = {
    "prevencion": "Dirección de Seguridad Pública Municipal",
    "emprendimiento": "Dirección de Desarrollo Económico y Competitividad",
    "desarrollo-rural": "Dirección de Desarrollo Rural",
}
OGP_IDS = {"prevencion": "sin dato", "emprendimiento": "MXCHH0002", "desarrollo-rural": "MXCHH0003"}


@pytest.mark.parametrize("key", TITLES)
def test_the_official_title_is_on_the_page_word_for_word(key: str) -> None:
    title = by_id("raiz", FIRST, "compromisos")[key]["titulo"]
    assert TITLES[key] in title
    assert title.endswith(".")
    official = facts(page("raiz", f"{FIRST}/compromisos/{key}").section("promesa"))["Título oficial"]
    assert words(official).startswith(title)


@pytest.mark.parametrize("key", ANSWERS)
def test_who_answers_is_on_the_page_of_the_commitment_and_at_home(key: str) -> None:
    panel = facts(page("raiz", f"{FIRST}/compromisos/{key}").one(".first > .panel"))
    assert words(panel["¿Quién responde?"]).startswith(ANSWERS[key])
    promises = {hrefs(each)[0].split("/")[-2]: each for each in page("raiz", "").all("#compromisos > tbody > tr")}
    assert words(promises[key].css("td")[1]).startswith(ANSWERS[key])


@pytest.mark.parametrize("key", OGP_IDS)
def test_the_id_in_ogp_is_told(key: str) -> None:
    promise = facts(page("raiz", f"{FIRST}/compromisos/{key}").section("promesa"))
    assert words(promise["Clave en OGP"]).startswith(OGP_IDS[key])


def test_that_one_id_is_inferred_is_said() -> None:
    assert "su clave queda sin dato. Sería MXCHH0001" in page("raiz", f"{FIRST}/compromisos/prevencion").main


def test_the_consultation_counts_1527_people_by_sex() -> None:
    given = {r["categoria"]: int(r["valor"]) for r in rows("raiz", FIRST, "participacion") if r["etapa"] == "consulta"}
    assert given == {"total": 1527, "Mujeres": 889, "Hombres": 564, "Prefirió no decir su género": 74}
    assert 889 + 564 + 74 == 1527
    said = words(page("raiz", f"{FIRST}/participacion").all(".measure")[0])
    assert all(number in said for number in ("1,527", "889", "564", "74", "58 %", "37 %", "5 %"))


@pytest.mark.parametrize(
    ("measure", "number"),
    [
        ("Organizaciones de la sociedad civil en las mesas", "25"),
        ("Personas en las mesas de cocreación", "60"),
        ("Grupos que participaron", "32"),
        ("Reuniones públicas", "22"),
    ],
)
def test_the_other_figures_of_the_process(measure: str, number: str) -> None:
    nodes = {words(node.css("h3")[0]): node for node in page("raiz", f"{FIRST}/participacion").all(".measure")}
    assert words(nodes[measure].css(".figure strong")[0]) == number


@pytest.mark.parametrize(
    ("step", "day"),
    [
        ("consulta", "noviembre de 2022"),
        ("mesas-cocreacion", "29 de marzo de 2023"),
        ("aprobacion", "20 de abril de 2023"),
        ("presentacion", "6 de junio de 2023"),
        ("envio-ogp", "11 de octubre de 2023"),
        ("presentacion-cumplimiento", "31 de mayo de 2024"),
    ],
)
def test_the_dates_of_the_process(step: str, day: str) -> None:
    assert day in words(page("raiz", f"{FIRST}/proceso").one(f".step:has(#paso-{step}) > details > summary > .meta"))


def test_the_fulfilment_event_has_its_day_hours_and_place() -> None:
    [row] = [each for each in rows("raiz", FIRST, "sesiones") if each["fecha"] == "2024-05-31"]
    panel = facts(page("raiz", f"{FIRST}/sesiones/{row['id']}").one("dl.panel"))
    assert words(panel["Fecha"]).startswith("31 de mayo de 2024")
    assert words(panel["Hora"]).startswith("10:00 a 12:00 (UTC-06:00)")
    assert "Edificio Eloy S. Vallina" in words(panel["Lugar"])
    assert words(panel["Asistentes"]).startswith(MISSING)


def test_both_periods_of_the_plan_stand_with_different_sources() -> None:
    versions = {words(each): hrefs(each) for each in page("raiz", FIRST).all(".versions > li")}
    [text] = [links for said, links in versions.items() if said.startswith("6 de junio de 2023 a 9 de septiembre")]
    [pages_of_ogp] = [links for said, links in versions.items() if said.startswith("octubre de 2023 a mayo de 2024")]
    assert [each.partition("#")[2] for each in text] == ["fuente-plan-texto"]
    assert [each.partition("#")[2] for each in pages_of_ogp] == ["fuente-ogp-compromiso-2", "fuente-ogp-compromiso-3"]
    assert "Las fuentes no coinciden" in words(page("raiz", FIRST).section("periodo"))


def test_the_two_dates_that_ogp_asks_for_separately_are_no_disagreement() -> None:
    assert not any("Duration" in each or "Action Plan End" in each for each in page("raiz", FIRST).texts(".versions"))
    told = words(facts(page("raiz", FIRST).one("main"))["Fechas de fin en OGP"])
    assert told.startswith("«Action Plan End» (fin del plan): mayo de 2024. «Duration» (duración): septiembre de 2024")
    assert "no se contradicen" in told


@pytest.mark.parametrize("key", ["emprendimiento", "desarrollo-rural"])
def test_the_other_period_is_told_where_the_dates_of_a_commitment_are(key: str) -> None:
    shown = page("raiz", f"{FIRST}/compromisos/{key}").main
    assert "Otra fuente dice de «Inicio»: 6 de junio de 2023." in shown
    assert "Otra fuente dice de «Fin»: 9 de septiembre de 2024." in shown


def test_the_endorsements_are_those_ogp_names() -> None:
    named = {row["nombre"] for row in rows("raiz", FIRST, "avales")}
    people = ("Olga Anabell Chávez Dozal", "Edgar Rentería Rivas", "Hugo Alonso López Arzate", "Ana Sofía Sáenz Solis")
    for person in (*people, "Juan Torres Acevedo", "Paulina Valles Torres"):
        assert any(person in each for each in named), person
    assert len(named) == 6


def test_disagreements_about_the_people_at_the_tables_are_shown_with_the_figure_of_the_stage() -> None:
    given = [row for row in rows("raiz", FIRST, "discrepancias") if row["tabla"] == "participacion"]
    assert any("65" in row["valor"] for row in given)
    assert any("90" in row["valor"] for row in given)
    [told] = [words(each) for each in page("raiz", f"{FIRST}/participacion").all(".measure") if "65" in words(each)]
    assert all(squeeze(row["valor"]) in told for row in given)


def test_the_people_of_the_whole_stage_are_not_those_of_one_meeting() -> None:
    shown = page("raiz", f"{FIRST}/sesiones/mesas-2023-03-29")
    assert words(facts(shown.one("dl.panel"))["Asistentes"]).startswith("cerca de 65 ")
    assert "Las 60 personas que cuenta OGP son de toda la etapa de mesas, no de esta reunión." in shown.main


@pytest.mark.parametrize("row", rows("raiz", FIRST, "discrepancias"), ids=lambda row: row["id"])
def test_every_disagreement_of_the_first_plan_is_shown_somewhere(row: dict[str, str]) -> None:
    assert any(squeeze(row["valor"]) in shown.main for shown in pages("raiz", f"{FIRST}/"))


# Nothing is said that no source says


@pytest.mark.parametrize("plan_id", [FIRST, SECOND])
def test_every_row_has_a_source_that_exists(plan_id: str) -> None:
    known = {row["id"] for row in rows("raiz", plan_id, "fuentes")}
    folder = ROOT / "data" / plan_id
    checked = 0
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in ("fuentes", "afirmaciones"):
            for row in csv.DictReader(path.open(encoding="utf-8", newline="")):
                cited = items(row.get("fuentes") or row["fuente"])
                assert cited, f"{path.name}: {row}"
                assert set(cited) <= known
                checked += 1
    assert checked > 15


@pytest.mark.parametrize("plan_id", [FIRST, SECOND])
def test_every_item_of_the_descriptor_and_every_document_has_a_source_that_exists(plan_id: str) -> None:
    known = {row["id"] for row in rows("raiz", plan_id, "fuentes")}
    of = plan("raiz", plan_id)
    stated: list[Any] = [*of.periods, *of.bodies, *of.instruments, *of.facts, *of.evidence]
    assert len(stated) > 10
    for each in stated:
        assert each.sources, each
        assert set(each.sources) <= known


@pytest.mark.parametrize("plan_id", [FIRST, SECOND])
def test_every_text_about_the_plan_has_a_source_that_exists(plan_id: str) -> None:
    known = {row["id"] for row in rows("raiz", plan_id, "fuentes")}
    for path in (ROOT / "data" / plan_id / "textos").glob("*.md"):
        front = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        assert set(front.get("fuentes", [])) <= known
        assert front.get("fuentes") or path.stem in ("por-que-no-hay-porcentajes", "que-se-sabe"), path.name


@pytest.mark.parametrize("plan_id", [FIRST, SECOND])
def test_every_source_says_when_it_was_read_and_none_is_from_the_future(plan_id: str) -> None:
    for row in rows("raiz", plan_id, "fuentes"):
        assert dt.date(2026, 1, 1) <= dt.date.fromisoformat(row["consultada"]) <= dt.date(2026, 12, 31)
        assert row["titulo"] or row["titulo_en"]
        assert row["forma_consulta"]


@pytest.mark.parametrize("plan_id", [FIRST, SECOND])
def test_no_page_says_that_progress_was_made(plan_id: str) -> None:
    assert not rows("raiz", plan_id, "avances")
    assert not rows("raiz", plan_id, "cortes")
    assert not rows("raiz", plan_id, "verificaciones")
    for path in ("", "/tablero", "/compromisos"):
        shown = page("raiz", f"{plan_id}{path}")
        assert not shown.all(".progress, .tally, .s-completo, .s-sustancial, .s-limitado")
    for row in rows("raiz", plan_id, "compromisos"):
        panel = facts(page("raiz", f"{plan_id}/compromisos/{row['id']}").one(".first > .panel"))
        assert words(panel["Avance"]).startswith(MISSING)
    for path in site("raiz"):
        if path.startswith(f"{plan_id}/compromisos/") and path.endswith(".html"):
            assert not page("raiz", path).all(".flag")


def test_the_level_of_progress_that_was_not_read_is_left_blank() -> None:
    shown = page("raiz", f"{FIRST}/compromisos/desarrollo-rural").section("evaluaciones")
    [line] = [words(row) for row in shown.css("tbody tr") if "1.1 Nivel general de avance" in words(row)]
    assert MISSING in line
    assert "termina en la pregunta 1.1, antes de la respuesta" in line


# Chihuahua, second plan


def test_the_second_plan_is_signed_and_nothing_says_that_it_is_under_way() -> None:
    assert page("raiz", SECOND).texts("h1 + .tags .tag")[0] == "Firmado"
    card = page("raiz", "").all(".plan-list > li")[1]
    assert words(card.css(".tag")[0]) == "Firmado"
    assert "en curso" not in page("raiz", SECOND).main.lower()


def test_the_second_plan_was_signed_on_the_29th_of_january_2026() -> None:
    assert "29 de enero de 2026" in words(
        page("raiz", f"{SECOND}/proceso").one(".step:has(#paso-firma) > details > summary > .meta")
    )


def test_who_answers_for_the_second_plan_was_not_found_and_the_pages_say_so() -> None:
    for key in ("denuncias-digitales", "emprendimiento-joven"):
        panel = facts(page("raiz", f"{SECOND}/compromisos/{key}").one(".first > .panel"))
        assert words(panel["¿Quién responde?"]).startswith(MISSING)
        assert "No encontramos la redacción oficial" in page("raiz", f"{SECOND}/compromisos/{key}").main


def test_no_page_of_a_real_plan_says_that_it_is_invented() -> None:
    for plan_id in (FIRST, SECOND):
        for shown in pages("raiz", f"{plan_id}/"):
            assert "inventad" not in shown.main.lower(), shown.path
            assert not shown.all("[data-inventado]"), shown.path


def test_the_feed_and_the_home_page_name_the_real_plan_as_the_current_one() -> None:
    assert hrefs(page("raiz", "").one("#plan-actual")) == [f"{FIRST}/index.html"]


# Costa Rica


def test_costa_rica_has_nine_commitments_in_order() -> None:
    given = rows("costa-rica", CR, "compromisos")
    assert [row["numero"] for row in given] == [str(number) for number in range(1, 10)]
    assert [row["id_ogp"] for row in given] == [f"CR00{number}" for number in range(59, 68)]
    assert len(page("costa-rica", f"{CR}/compromisos").all("main .cards > .card")) == 9


def test_the_date_that_does_not_exist_is_empty_and_its_note_says_it() -> None:
    [row] = [each for each in rows("costa-rica", CR, "actividades") if "31/06/2022" in each["nota"]]
    assert (row["compromiso"], row["fin"]) == ("participacion-legislativa", "")
    node = page("costa-rica", f"{CR}/compromisos/participacion-legislativa").one(f"#actividad-{row['id']}")
    assert words(facts(node)["Fechas originales"]) == f"inicio: 1 de junio de 2022; término: {MISSING}"
    assert "La fuente imprime como fecha de término 31/06/2022" in words(node)


@pytest.mark.parametrize("raw", ["31/06/2022", "2022-06-31"])
def test_the_raw_value_is_refused(raw: str, tmp_path: Path) -> None:
    files = {p.relative_to(ROOTS["costa-rica"]).as_posix(): p.read_bytes() for p in ROOTS["costa-rica"].rglob("*.*")}
    name = f"data/{CR}/actividades.csv"
    line = b"Nota de prensa e informe final,2022-06-01,,"
    assert files[name].count(line) == 1
    files[name] = files[name].replace(line, line[:-1] + raw.encode() + b",")
    built, problems = build_site(Options(write_files(tmp_path, files), (ROOT / "themes",)), lambda *stage: None)
    assert built is None
    assert [(each.kind.code, each.place.column) for each in problems if each.is_error] == [("C106", "fin")]


def test_open_parliament_and_open_justice_are_shown_among_the_approaches() -> None:
    for key, approach in (
        ("participacion-legislativa", "Parlamento abierto"),
        ("observatorio-judicial", "Justicia abierta"),
    ):
        promise = facts(page("costa-rica", f"{CR}/compromisos/{key}").section("promesa"))
        assert approach in words(promise["Enfoques"])


def test_titles_known_only_in_english_are_marked_as_english() -> None:
    only_english = [row["id"] for row in rows("costa-rica", CR, "compromisos") if not row["titulo"]]
    assert len(only_english) == 7
    for key in only_english:
        official = facts(page("costa-rica", f"{CR}/compromisos/{key}").section("promesa"))["Título oficial"]
        assert official.css('span[lang="en"]')


@pytest.mark.parametrize(
    ("criterion", "value"), [("significativos", "4 de 9"), ("marginales", "2 de 9"), ("sin", "3 de 9")]
)
def test_the_results_of_the_irm_are_told(criterion: str, value: str) -> None:
    lines = page("costa-rica", f"{CR}/evaluaciones/irm-resultados").texts("#respuestas ~ table tr")
    assert [line for line in lines if criterion in line and value in line]


def test_the_five_versions_of_the_period_of_costa_rica_are_there() -> None:
    said = page("costa-rica", CR).texts(".versions > li")
    assert len(said) == 5
    assert any("agosto de 2022" in each for each in said)


# The state with six steps


def test_the_six_steps_come_in_order() -> None:
    titles = [
        words(step.css("h3")[0]).partition(" [")[0]
        for step in page("seis-pasos", f"{STATE}/proceso").all("ol.steps > li")
    ]
    assert titles == [
        "Declaratoria conjunta",
        "Sensibilización",
        "Secretariado Técnico Local",
        "Mesas participativas",
        "Lanzamiento del Plan de Acción Local",
        "Seguimiento, monitoreo y evaluación",
    ]


def test_the_local_technical_secretariat_has_a_holder_and_a_deputy_per_sector() -> None:
    body = page("seis-pasos", f"{STATE}/proceso").one("#organo-secretariado-tecnico-local").parent
    assert body is not None
    seats = [[words(cell) for cell in line.css("th, td")] for line in body.css("tbody tr")]
    for sector in ("Gobierno", "Órgano garante", "Sociedad civil"):
        assert {seat[3] for seat in seats if seat[1] == sector} >= {"Titular", "Suplente"}, sector


def test_the_words_of_its_own_scale_are_used() -> None:
    shown = page("seis-pasos", f"{STATE}/tablero")
    said = {word for line in shown.texts("[aria-labelledby=seccion-por-estado] .tally .status") for word in [line]}
    assert said & {"No iniciada", "En proceso", "Concluida"}
    assert not said & {"Limitado", "Completo", "Sustancial"}


@pytest.mark.parametrize("name", ROOTS)
def test_reading_a_site_changes_nothing_in_it(name: str) -> None:
    folder = ROOTS[name] / "data"
    before = digests(folder)
    built, _ = build_site(Options(ROOTS[name], (ROOT / "themes",)), lambda *stage: None)
    assert built == site(name)
    assert digests(folder) == before
