"""Assessments: the list of instruments, the page of each one that concluded something, and the ways to its verdict."""

from __future__ import annotations

import csv
import dataclasses
import io
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborNode

from micrositio.i18n.display import date_words, percent_words
from micrositio.model.dates import PartialDate, parse_partial
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Assessment
from micrositio.model.text import Text, proper
from micrositio.progress.assessments.evaluations import concludes, final_answers
from micrositio.progress.assessments.fulfilment import Answer, commitment_fulfilment
from micrositio.progress.history import history
from reading import (
    MISSING,
    PLANS,
    ROOTS,
    Page,
    build,
    content,
    descriptor,
    hrefs,
    page,
    page_paths,
    parse,
    plain,
    plan,
    rows,
    site,
    squeeze,
    unknown,
    words,
)
from reckoning import DEMO
from support import MINIMAL, PLAN, made, make_site, of_plan, plan_of, replace

ASSESSED = pytest.mark.parametrize(("name", "plan_id"), [each for each in PLANS if "instrumentos" in descriptor(*each)])
FINAL = pytest.mark.parametrize(
    ("name", "plan_id", "evaluator", "day"),
    [
        ("raiz", DEMO, "Universidad de San Jacinto del Llano (inventada)", "24 de septiembre de 2026"),
        ("seis-pasos", "pal-2025", "Autoridad Garante de Nueva Sierra (inventada)", "26 de marzo de 2026"),
    ],
)
ENDED = PartialDate(2024, 12, 31)


def own_page(name: str, plan_id: str, instrument: str) -> Page | None:
    """The page of an instrument, or None if it has none."""
    path = f"{plan_id}/evaluaciones/{instrument}"
    return page(name, path) if f"{path}/index.html" in site(name) else None


def lines(shown: LexborNode | Page) -> list[list[str]]:
    """The answers of a page, each with who gave it and when, which is told once above those that have it in common."""
    tables = shown.all("#respuestas ~ table") if isinstance(shown, Page) else shown.css(".signed + table")
    found = []
    for each in tables:
        signed = each.prev
        while signed is not None and "signed" not in (signed.attributes.get("class") or ""):
            signed = signed.prev
        assert signed is not None
        who = words(signed).removeprefix("Quién y cuándo: ")
        found += [[*(words(cell) for cell in line.css("th, td")), who] for line in each.css("tbody tr")]
    return found


# Each instrument, with all its answers


@ASSESSED
def test_every_instrument_is_there_with_who_makes_it_and_its_date(name: str, plan_id: str) -> None:
    of, shown = plan(name, plan_id), page(name, f"{plan_id}/evaluaciones")
    for each in of.instruments:
        meta = shown.section(f"instrumento-{each.id}").css_first(".meta")
        assert meta is not None
        named = dict.fromkeys(answer.evaluator for answer in of.assessments if answer.instrument == each.id)
        by = of.index.bodies[each.body].name.base if each.body else "; ".join(filter(None, named)) or MISSING
        day = date_words(each.date, "es") if each.date else MISSING
        assert words(meta).startswith(f"La hace: {by} · fecha: {day}")
        assert not each.link or each.link in hrefs(meta)


@ASSESSED
def test_every_answer_of_every_instrument_is_on_one_page(name: str, plan_id: str) -> None:
    listed = plain(page(name, f"{plan_id}/evaluaciones"))
    for each in plan(name, plan_id).instruments:
        given = [row for row in rows(name, plan_id, "evaluaciones") if row["instrumento"] == each.id]
        own, section = own_page(name, plan_id, each.id), listed.section(f"instrumento-{each.id}")
        found = lines(plain(own) if own else section)
        assert len(found) == len(given)
        assert not (own and lines(section))
        for row in given:
            criterion, value = squeeze(row["criterio"]), squeeze(row["valor"]) or MISSING
            day = date_words(parse_partial(row["fecha"]), "es") if row["fecha"] else MISSING
            signed = f"{row['evaluador'] or MISSING}, {day}"
            assert [line for line in found if line[0].startswith(criterion) and (line[1], line[-1]) == (value, signed)]
        assert given or f"{MISSING}. {unknown(name, plan_id, each.id)}" in words(section)


@ASSESSED
def test_an_instrument_has_a_page_if_somebody_concluded_something_in_it(name: str, plan_id: str) -> None:
    of = plan(name, plan_id)
    listed = page(name, f"{plan_id}/evaluaciones")
    for each in of.instruments:
        said = [row for row in rows(name, plan_id, "evaluaciones") if row["instrumento"] == each.id and row["valor"]]
        concluded = any(row["evaluador"] or each.body for row in said)
        assert (own_page(name, plan_id, each.id) is not None) == concluded == concludes(of, each)
        assert (f"{each.id}/index.html" in hrefs(listed.section(f"instrumento-{each.id}"))) == concluded


def test_answers_about_the_whole_plan_come_first() -> None:
    shown = own_page("minimo", PLAN, "monitoreo")
    assert shown is not None
    assert shown.texts("main section h3") == ["Todo el plan", "Agua con datos"]


def test_the_monitoring_of_the_six_months_judges_quality_relevance_and_advance() -> None:
    shown = own_page("seis-pasos", "pal-2025", "monitoreo-seis-meses")
    assert shown is not None
    assert shown.texts(".kept li") == [
        "Cumplimiento de los seis pasos: Cinco de seis concluidos.",
        "Calidad del compromiso: «Alta» en 3 compromisos; «Media» en 1 compromiso.",
        "Relevancia del compromiso: «Alta» en 3 compromisos; «Media» en 1 compromiso.",
        "Avance de las actividades: «Medio» en 3 compromisos; «Bajo» en 1 compromiso.",
    ]
    assert words(shown.one("#conclusion")) == "¿Qué concluyó?"
    assert "30 de abril de 2025" in words(shown.one("#compromisos ~ p + p"))


# The verdict


@FINAL
def test_a_final_evaluation_opens_with_its_verdict_who_says_it_when_and_with_which_document(
    name: str, plan_id: str, evaluator: str, day: str
) -> None:
    shown = own_page(name, plan_id, "evaluacion-final")
    assert shown is not None
    opening = shown.one(".kept")
    assert words(shown.one(".kept .lead")) == (
        "Nivel de cumplimiento de todo el plan: Sustancial. Es decir, se cumplió la mayor parte de lo prometido, pero "
        "no todo."
    )
    assert f"Lo dice: {evaluator}. Fecha: {day}." in words(opening)
    [document] = {row["evidencia"] for row in final_rows(name, plan_id)}
    assert f"../../evidencias/{document}/index.html" in hrefs(opening)
    order = [node.attributes.get("class") or node.tag for node in shown.one("main").iter()]
    assert order[:3] == ["kicker", "h1", "kept"]


def final_rows(name: str, plan_id: str) -> list[dict[str, str]]:
    return [row for row in rows(name, plan_id, "evaluaciones") if row["instrumento"] == "evaluacion-final"]


@FINAL
def test_every_commitment_has_its_level_its_official_answer_and_its_figures(
    name: str, plan_id: str, evaluator: str, day: str
) -> None:
    of, shown = plan(name, plan_id), own_page(name, plan_id, "evaluacion-final")
    assert shown is not None
    last = list(history(of))[-1]
    levels = {
        r["compromiso"]: r["valor"] for r in final_rows(name, plan_id) if r["criterio"].startswith("Cumplimiento al")
    }
    found = shown.all("#compromisos ~ table tbody tr")
    assert len(found) == len(of.commitments)
    words_of = {Answer.YES: "Sí", Answer.PARTLY: "En parte", Answer.NO: "No"}
    for each, line in zip(of.commitments, found, strict=True):
        cells = [words(cell) for cell in line.css("th, td")]
        answer = commitment_fulfilment(of, each, last)
        assert answer.decided is not None
        assert (answer.decided.word.base, answer.decided.by[0].base) == (levels[each.id], evaluator)
        assert cells[1:3] == [levels[each.id], words_of[answer.answer]]
        reported = last.commitment(each).figure.value
        assert reported is not None
        assert cells[3].startswith(squeeze(percent_words(reported, "es")))
        assert f"../../compromisos/{each.id}/index.html" in hrefs(line)
        assert f"../../compromisos/{each.id}/index.html#se-cumplio" in hrefs(line)


@FINAL
def test_the_verdict_is_found_from_the_plan_the_board_the_step_and_the_commitments(
    name: str, plan_id: str, evaluator: str, day: str
) -> None:
    for path, node in (("", "#evaluacion-final ~ p"), ("tablero", ".panel")):
        place = page(name, f"{plan_id}/{path}").one(node)
        assert "Nivel de cumplimiento de todo el plan: Sustancial." in words(place)
        assert f"Lo dice: {evaluator}. Fecha: {day}." in words(place)
        assert any(href.endswith("evaluaciones/evaluacion-final/index.html") for href in hrefs(place))
    steps = page(name, f"{plan_id}/proceso").all("ol.steps > li")
    assert [True for step in steps if "../evaluaciones/evaluacion-final/index.html" in hrefs(step)] == [True]
    for each in plan(name, plan_id).commitments:
        section = page(name, f"{plan_id}/compromisos/{each.id}").section("evaluaciones")
        assert "../../evaluaciones/evaluacion-final/index.html" in hrefs(section)


def test_the_home_page_of_a_site_whose_plan_ended_says_the_verdict() -> None:
    place = page("seis-pasos", "").one(".answers")
    assert "Nivel de cumplimiento de todo el plan: Sustancial." in words(place)
    assert "pal-2025/evaluaciones/evaluacion-final/index.html" in hrefs(place)


def test_a_verdict_on_some_commitments_says_how_many_and_that_the_plan_is_not_rated() -> None:
    said = words(page("costa-rica", "plan-2019-2022").one("#evaluacion-final ~ p"))
    assert said.startswith(
        "No califica el plan como un todo. Califica 2 de 9 compromisos: «Completo» en 1 compromiso; «Sustancial» en 1 "
        "compromiso. Lo dice: Mecanismo de Revisión Independiente (IRM). Fecha: sin dato."
    )


def test_a_plan_without_a_final_evaluation_says_no_verdict() -> None:
    for path in page_paths(site("minimo")):
        assert "Nivel de cumplimiento de todo el plan" not in page("minimo", path).main
    assert "evaluacion-final" not in page("minimo", PLAN).ids


def test_the_search_finds_an_evaluation_by_its_title() -> None:
    links = {words(node): node.attributes["href"] for node in page("seis-pasos", "buscar").all("main a")}
    assert links["Evaluación final (inventada)"] == "../pal-2025/evaluaciones/evaluacion-final/index.html"


def test_the_page_of_an_evaluation_is_in_the_site_map_and_in_english() -> None:
    built = site("raiz")
    for path in (f"{DEMO}/evaluaciones/evaluacion-final/", f"en/{DEMO}/evaluaciones/evaluacion-final/"):
        assert f"{path}index.html" in built
    english = parse(built, f"en/{DEMO}/evaluaciones/evaluacion-final/index.html")
    assert words(english.one(".kept .lead")).startswith("Level of completion of the whole plan: Substantial.")


# What makes an evaluation final


def judged(criterion: Text, value: str, day: PartialDate | None = ENDED) -> ActionPlan:
    answer = made(
        Assessment, instrument="monitoreo", criterion=criterion, commitment="agua", value=proper(value),
        evaluator="Universidad", date=day,
    )  # fmt: skip
    return dataclasses.replace(plan_of(MINIMAL), assessments=(answer,))


CUT = date(2024, 6, 30)
END, UNSAID, MIDTERM = (
    Text("Cumplimiento al final del plazo", "Completion (End Of Term)"),
    Text("Cumplimiento", "Completion"),
    Text("Cumplimiento a la mitad del plazo", "Completion (Progress Report)"),
)


@pytest.mark.parametrize(
    ("criterion", "value", "day", "final"),
    [
        (END, "Limitado", PartialDate(2024, 1, 1), True),
        (UNSAID, "Limitado", ENDED, True),
        (UNSAID, "Limitado", None, True),
        (UNSAID, "Completo", PartialDate(2024, 1, 1), False),
        (MIDTERM, "Completo", ENDED, False),
        (END, "Bastante", ENDED, False),
        (Text("Relevancia", "Relevance"), "Completo", ENDED, False),
    ],
    ids=[
        "end",
        "unsaid, later",
        "unsaid, undated",
        "unsaid, earlier",
        "midterm",
        "no word of the IRM",
        "another criterion",
    ],
)
def test_an_evaluation_is_final_by_its_criterion_and_not_by_its_name(
    criterion: Text, value: str, day: PartialDate | None, final: bool
) -> None:
    of = judged(criterion, value, day)
    assert bool(final_answers(of, of.index.instruments["monitoreo"], CUT)) is final


def test_an_instrument_of_any_name_becomes_a_final_evaluation_by_a_row(tmp_path: Path) -> None:
    row = "monitoreo,Nivel general de avance,agua,Limitado,,Universidad,2025-01-20,acta-2024-04,registro\n"
    path = of_plan("evaluaciones.csv")
    built = build(make_site(tmp_path, replace(path, "monitoreo,Relevancia,agua,", row + "monitoreo,Relevancia,agua,")))
    shown = parse(built, f"{PLAN}/index.html").one("#evaluacion-final ~ p")
    assert words(shown).startswith(
        "No califica el plan como un todo. Califica 1 de 2 compromisos: «Limitado» en 1 compromiso. "
        "Lo dice: Universidad. Fecha: 20 de enero de 2025."
    )
    assert "evaluaciones/monitoreo/index.html" in hrefs(shown)


# The documents of the six steps


def test_every_step_and_every_meeting_of_the_six_steps_has_a_document_that_is_here() -> None:
    of = plan("seis-pasos", "pal-2025")
    kept = {each.id for each in of.evidence if of.keeps(each)}
    for node in page("seis-pasos", "pal-2025/proceso").all("ol.steps > li"):
        shown = {href.split("/evidencias/")[1].split("/")[0] for href in hrefs(node) if "/evidencias/" in href}
        assert shown & kept, words(node)
    for each in of.meetings:
        links = page("seis-pasos", f"pal-2025/sesiones/{each.id}").all("main a")
        shown = {
            str(link.attributes["href"]).split("/evidencias/")[1].split("/")[0]
            for link in links
            if "/evidencias/" in str(link.attributes["href"])
        }
        assert shown & kept, each.id
        assert of.index.evidence[each.minutes].date == each.date


def test_every_document_of_the_invented_state_says_that_it_is_invented() -> None:
    of = plan("seis-pasos", "pal-2025")
    folder = ROOTS["seis-pasos"] / "data/pal-2025/evidencias"
    for each in of.evidence:
        assert "inventad" in each.title.base, each.id
        if each.file.endswith((".txt", ".csv")):
            [file] = folder.glob(f"*/{each.file}")
            assert "inventad" in file.read_text(encoding="utf-8").casefold(), each.file
        assert not each.file.endswith(".pdf") or next(folder.glob(f"*/{each.file}")).read_bytes().startswith(b"%PDF-1.")


def test_the_minutes_say_how_many_came_and_what_was_agreed() -> None:
    for each in plan("seis-pasos", "pal-2025").meetings:
        [file] = (ROOTS["seis-pasos"] / "data/pal-2025/evidencias").glob(f"*/acta-{each.id.removeprefix('acta-')}.txt")
        said = file.read_text(encoding="utf-8")
        assert f"{each.attendance} personas" in said
        for row in rows("seis-pasos", "pal-2025", "acuerdos"):
            text = row["texto"].removesuffix(".").casefold()
            assert row["sesion"] != each.id or text.split(" de cada obra")[0] in said.casefold(), row["id"]


def test_the_agreement_to_evaluate_the_demonstration_is_closed_by_the_document() -> None:
    [row] = [each for each in rows("raiz", DEMO, "acuerdos") if each["id"] == "acuerdo-15"]
    assert row["estado"] == "cumplido"
    shown = words(page("raiz", f"{DEMO}/sesiones/seguimiento-2026-06").one("#acuerdo-15"))
    assert "Cumplido" in shown
    assert "24 de septiembre de 2026" in shown


def test_the_levels_of_the_demonstration_agree_with_its_export_to_ogp() -> None:
    data = content(site("raiz"), f"{DEMO}/datos/ogp.csv").decode("utf-8-sig")
    found = [row["Completion (End Of Term)"] for row in csv.DictReader(io.StringIO(data))]
    assert found == ["Substantial", "Substantial", "Limited", "Substantial", "Limited"]
