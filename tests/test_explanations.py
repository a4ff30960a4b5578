"""«¿Cómo se calculó?»: the sum that a reader is shown is the one that gave the figure, on cases worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from micrositio.model.plan import ActionPlan
from micrositio.model.records import Commitment, Rescheduling
from micrositio.model.text import Text
from micrositio.opendata.bundle import PlanFiles
from micrositio.pages.milestones.explanation import Elapsed, MilestoneExplanation, explain_milestone
from micrositio.pages.milestones.indicators import Division
from micrositio.pages.views.explanation import Explanation, explain_commitment, explain_plan
from micrositio.pages.views.labels import LEFT_OUT
from micrositio.pages.views.layout import Frame, PlanFrame
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.milestone_state import Measure
from micrositio.progress.plan_history import plan_history
from micrositio.routes.addresses import NO_ADDRESS
from reading import squeeze, words
from support import made
from test_progress import MARCH, milestone, plan, update, verification
from test_renderer import render

YEAR: dict[str, Any] = {"start": date(2024, 1, 1), "end": date(2024, 12, 31)}
SHOWN = '{% import "calculation.html" as why with context %}{{ why.explanation(page.e, named=true) }}'
SHOWN_MILESTONE = '{% import "calculation.html" as why with context %}{{ why.milestone_explanation(page.e) }}'


def view_of(of: ActionPlan) -> PlanView:
    return PlanView(plan_history(of), made(PlanFiles), Frame((made(PlanFrame, id=of.id),), None, (), NO_ADDRESS))


def named(key: str, number: int = 1, **values: Any) -> Commitment:
    return made(Commitment, id=key, number=number, title=Text(f"Promesa {key}"), **values)


def whole(**rows: Any) -> PlanView:
    """Two commitments, with weights and without; in March: complete, under way, silent, withdrawn, without a value."""
    milestones = (
        milestone("a", weight=60.0, order=1, text=Text("Abrir"), **YEAR),
        milestone("b", weight=30.0, order=2, text=Text("Bajar"), **YEAR),
        milestone("s", weight=10.0, order=3, text=Text("Seguir"), **YEAR),
        milestone("w", weight=50.0, order=4, text=Text("Retirar"), **YEAR),
        milestone("x", "d", order=1, text=Text("Equis"), **YEAR),
        milestone("y", "d", order=2, text=Text("Ye")),
        milestone("z", "d", order=3, text=Text("Zeta"), **YEAR),
    )
    reports = (
        update("listo", of="a"),
        update("en_proceso", of="b"),
        update("retirado", of="w"),
        update("en_proceso", of="x"),
        update("listo", of="y"),
        update("sin_evidencia", of="z"),
    )
    commitments = (named("c", 1), named("d", 2), named("e", 3))
    return view_of(plan(commitments=commitments, milestones=milestones, updates=reports, **rows))


def of(key: str, measure: Measure = Measure.REPORTED, view: PlanView | None = None) -> Explanation:
    shown = view or whole()
    return explain_commitment(shown, shown.course[0], key, measure)


def left(explanation: Explanation) -> dict[int | str, str]:
    reasons = {message: key for key, message in LEFT_OUT.items()}
    return {each.number: reasons[each.reason] for each in explanation.left_out}


# What enters a mean


def test_each_term_stands_with_its_value_its_weight_and_their_product() -> None:
    shown = of("c")
    assert [(row.number, row.ref.title.base, *row[2:]) for row in shown.rows] == [
        (1, "Abrir", 1.0, 60.0, 60.0),
        (2, "Bajar", 0.5, 30.0, 15.0),
    ]
    assert (shown.dividend, shown.divisor, shown.value) == (75.0, 90.0, 75 / 90)
    assert (shown.counted, shown.total, shown.weighted) == (2, 3, True)


def test_a_term_leads_to_its_place() -> None:
    ref = of("c").rows[0].ref
    assert (ref.path, ref.anchor) == ("p/compromisos/c/index.html", "actividad-a")
    view = whole()
    assert explain_plan(view, view.course[0]).rows[0].ref.path == "p/compromisos/c/index.html"


def test_what_did_not_count_says_why() -> None:
    assert left(of("c")) == {3: "silent", 4: "withdrawn"}
    assert left(of("d")) == {3: "no_value"}
    assert left(of("d", Measure.EXPECTED)) == {2: "no_dates"}
    assert left(of("d", Measure.COMPARABLE)) == {2: "no_dates", 3: "no_value"}
    assert left(of("c", Measure.EXPECTED)) == {4: "withdrawn"}


def test_what_nobody_verified_is_a_row_that_adds_nothing() -> None:
    shown = of("c", Measure.VERIFIED, whole(verifications=(verification("listo", evidence=("e",)),)))
    assert [row[2:] for row in shown.rows] == [(1.0, 60.0, 60.0), (None, 30.0, 0.0), (None, 10.0, 0.0)]
    assert (shown.dividend, shown.divisor, shown.value, shown.counted, shown.total) == (60.0, 100.0, 0.6, 1, 3)
    assert left(shown) == {4: "withdrawn"}
    assert shown.is_verified


def test_a_commitment_of_which_nothing_is_known_is_left_out_of_the_plan() -> None:
    view = whole()
    shown = explain_plan(view, view.course[0])
    assert [(row.number, row.value, row.weight) for row in shown.rows] == [(1, 75 / 90, 1.0), (2, 0.75, 1.0)]
    assert (left(shown), shown.weighted, shown.counted, shown.total) == ({3: "empty"}, False, 4, 6)
    april = explain_plan(view, view.course[1])
    assert (april.rows, april.value, left(april)) == ((), None, {1: "no_data", 2: "no_data", 3: "empty"})


@pytest.mark.parametrize("measure", Measure)
def test_the_sum_shown_is_the_figure_that_the_engine_gives(measure: Measure) -> None:
    view = whole(verifications=(verification("en_proceso", evidence=("e",)),))
    for at in view.course:
        shown = [(explain_plan(view, at, measure), at.whole(measure))]
        shown += [(explain_commitment(view, at, key, measure), at.commitment(key, measure)) for key in "cde"]
        for explanation, calculation in shown:
            assert explanation.value == calculation.figure.value
            assert explanation.dividend == pytest.approx(sum(row.product for row in explanation.rows))
            assert explanation.divisor == pytest.approx(sum(row.weight for row in explanation.rows))
            if explanation.rows:
                assert explanation.dividend / explanation.divisor == pytest.approx(explanation.value)
            assert len(explanation.rows) == len(calculation.counted)


def test_the_rows_to_compute_it_again_are_named() -> None:
    shown = of("c", Measure.COMPARABLE)
    assert (shown.cut, shown.record, shown.column) == ("2024-03", "c", "esperado_con_dato")
    assert shown.table == "p/datos/calculos/index.html"
    view = whole()
    assert explain_plan(view, view.course[0]).record == "p"


# One milestone


def alone(
    method: str = "estatus", value: float | None = None, status: str = "", capped: bool = True, **changes: Any
) -> MilestoneExplanation:
    rows = {key: changes.pop(key) for key in ("verifications", "reschedulings") if key in changes}
    reports = (update(status, value),) if status or value is not None else ()
    commitments = (named("c"),)
    view = view_of(
        plan(method, capped, commitments=commitments, milestones=(milestone(**changes),), updates=reports, **rows)
    )
    return explain_milestone(view, view.course[0].states[0], view.course[0])


def test_by_status_the_word_and_what_it_is_worth() -> None:
    shown = alone(status="en_proceso")
    assert (shown.status.title.base, shown.progress, shown.reason) == ("en_proceso", 0.5, "")


@pytest.mark.parametrize(
    ("baseline", "target", "direction", "value", "division", "progress"),
    [
        (0, 20, "ascendente", 11, Division(11, 0, 20, 0), 0.55),
        (9, 3, "descendente", 7, Division(9, 7, 9, 3), 1 / 3),
        (-10, -2, "ascendente", -4, Division(-4, -10, -2, -10), 0.75),
        (8, 3, "descendente", 9, Division(8, 9, 8, 3), -0.2),
    ],
)
def test_by_indicator_the_way_gone_and_the_whole_way(
    baseline: float, target: float, direction: str, value: float, division: Division, progress: float
) -> None:
    shown = alone("indicador", value, capped=False, baseline=baseline, target=target, direction=direction)
    assert (shown.division, shown.kept) == (division, None)
    assert shown.progress == pytest.approx(progress)
    assert (division.value - division.base) / (division.target - division.origin) == pytest.approx(progress)


def test_what_the_cap_hides_is_told() -> None:
    shown = alone("indicador", 22.4, baseline=0, target=20)
    assert (shown.progress, shown.is_capped) == (1.0, True)
    assert shown.uncapped == pytest.approx(1.12)
    assert not alone("indicador", 11, baseline=0, target=20).is_capped


def test_a_target_that_is_the_baseline_is_to_be_kept() -> None:
    shown = alone("indicador", 94, baseline=95, target=95, direction="ascendente")
    assert (shown.division, shown.kept, shown.progress) == (None, 95, 0.0)


def test_what_was_stated_is_told_as_stated() -> None:
    shown = alone("manual", 40, baseline=0, target=20)
    assert (shown.progress, shown.division, shown.kept) == (0.4, None, None)


@pytest.mark.parametrize(
    ("status", "reason"), [("", "silent"), ("retirado", "withdrawn"), ("sin_evidencia", "no_value")]
)
def test_a_milestone_without_a_figure_says_why(status: str, reason: str) -> None:
    assert alone(status=status).reason == LEFT_OUT[reason]


def test_the_days_behind_what_was_expected() -> None:
    assert alone(**YEAR).expected == Elapsed(90, 365, pytest.approx(90 / 365))  # type: ignore[arg-type]
    over = alone(start=date(2024, 1, 1), end=date(2024, 2, 1)).expected
    assert over == Elapsed(31, 31, 1.0)
    assert alone(start=date(2024, 6, 1), end=date(2024, 12, 31)).expected == Elapsed(0, 213, 0.0)
    assert alone(start=date(2024, 1, 1)).expected is None


def test_first_dates_are_told_only_where_they_differ() -> None:
    assert alone(**YEAR).originally_expected is None
    change = made(
        Rescheduling, milestone="a", date=MARCH.date, field="fin", before=YEAR["end"], after=date(2025, 12, 31)
    )
    shown = alone(reschedulings=(change,), **YEAR)
    assert shown.expected == Elapsed(90, 730, pytest.approx(90 / 730))  # type: ignore[arg-type]
    assert shown.originally_expected == Elapsed(90, 365, pytest.approx(90 / 365))  # type: ignore[arg-type]


def test_what_was_verified_counts_only_on_documents() -> None:
    made_on = verification("listo", evidence=("e",))
    assert alone(verifications=(made_on,)).verified_progress == 1.0
    assert alone(verifications=(replace(made_on, evidence=()),)).verified_progress is None
    assert alone().verified is None


# As a reader is shown it


def html(template: str, explanation: object, tmp_path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(render(tmp_path, template, e=explanation))


def text_of(explanation: MilestoneExplanation, tmp_path: Path) -> list[str]:
    return [words(each) for each in html(SHOWN_MILESTONE, explanation, tmp_path).css("p")]


def test_the_sum_is_written_as_one_would_on_paper(tmp_path: Path) -> None:
    shown = html(SHOWN, of("c"), tmp_path)
    rows = [[words(cell) for cell in row.css("th, td")] for row in shown.css("tr")]
    assert rows == [
        ["Actividad", "Valor", "Peso", "Valor × peso"],
        ["1. Abrir", "100 %", "60", "60"],
        ["2. Bajar", "50 %", "30", "15"],
        ["Suma", "90", "75"],
    ]
    assert words(shown.css_first(".division")) == "75 ÷ 90 = 83.33 % (se muestra 83 %)"  # type: ignore[arg-type]
    assert [words(each) for each in shown.css("li")] == [
        "3. Seguir (no tiene informe en este corte)",
        "4. Retirar (está retirada)",
    ]
    assert "Con dato: 2 de 3 actividades." in words(shown.css_first(".coverage"))  # type: ignore[arg-type]


def test_equal_weights_are_said_and_not_shown_as_a_column(tmp_path: Path) -> None:
    shown = html(SHOWN, of("d"), tmp_path)
    assert [[words(cell) for cell in row.css("th, td")] for row in shown.css("tr")] == [
        ["Actividad", "Valor"],
        ["1. Equis", "50 %"],
        ["2. Ye", "100 %"],
        ["Suma", "150 %"],
    ]
    assert words(shown.css_first(".division")) == "150 % ÷ 2 = 75 %"  # type: ignore[arg-type]
    assert "Todas pesan igual: se suman y se divide entre cuántas son." in squeeze(shown.text())


def test_what_is_verified_says_that_the_rest_adds_nothing(tmp_path: Path) -> None:
    view = whole(verifications=(verification("listo", evidence=("e",)),))
    shown = html(SHOWN, of("c", Measure.VERIFIED, view), tmp_path)
    said = squeeze(shown.text())
    assert "Las demás no suman." in said
    assert "Revisadas con documentos: 1 de 3 actividades." in said
    rows = [[words(cell) for cell in row.css("th, td")] for row in shown.css("tbody tr")]
    assert rows[1:] == [["2. Bajar", "no suma", "30", "0"], ["3. Seguir", "no suma", "10", "0"]]


def test_a_figure_without_terms_is_not_divided(tmp_path: Path) -> None:
    view = whole()
    shown = html(SHOWN, explain_plan(view, view.course[1]), tmp_path)
    assert shown.css("table") == []
    assert shown.css(".division") == []


def test_two_explanations_share_no_id(tmp_path: Path) -> None:
    assert html(SHOWN, of("c"), tmp_path).css("[id]") == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"status": "en_proceso"}, "Estado: en_proceso. En la escala del plan vale 50 %."),
        (
            {"method": "indicador", "value": 11, "baseline": 0, "target": 20},
            "(11 − 0) ÷ (20 − 0) = 55 %.",
        ),
        (
            {"method": "indicador", "value": 22.4, "baseline": 0, "target": 20},
            "(22.4 − 0) ÷ (20 − 0) = 100 % (sin tope: 112 %).",
        ),
        (
            {"method": "indicador", "value": -4, "baseline": -10, "target": -2},
            "(-4 − (-10)) ÷ (-2 − (-10)) = 75 %.",
        ),
        (
            {"method": "indicador", "value": 7, "baseline": 9, "target": 3, "direction": "descendente"},
            "(9 − 7) ÷ (9 − 3) = 33.33 %. Sentido del indicador: Descendente (menos es mejor).",
        ),
        (
            {"method": "indicador", "value": 94, "baseline": 95, "target": 95},
            "La meta es mantener 95 y se informó 94: 0 %.",
        ),
        ({"status": "retirado"}, "Estado: retirado. No entra en ningún promedio."),
        ({"status": "sin_evidencia"}, "Estado: sin_evidencia. No entra en ningún promedio."),
        ({"method": "manual", "value": 40}, "Reportado: 40 %. Lo informó quien responde."),
        ({"method": "manual"}, "Reportado: sin dato; no tiene informe en este corte."),
    ],
)
def test_a_milestones_own_sum_in_a_sentence(values: dict[str, Any], said: str, tmp_path: Path) -> None:
    assert text_of(alone(**values), tmp_path)[0] == said


def test_what_was_expected_and_verified_of_a_milestone_in_a_sentence_each(tmp_path: Path) -> None:
    change = made(
        Rescheduling, milestone="a", date=MARCH.date, field="fin", before=YEAR["end"], after=date(2025, 12, 31)
    )
    shown = alone(
        status="listo", reschedulings=(change,), verifications=(verification("listo", evidence=("e",)),), **YEAR
    )
    assert text_of(shown, tmp_path)[1:] == [
        "Verificado: listo. En la escala del plan vale 100 %.",
        "Esperado: pasaron 90 de 730 días de su plazo: 12.33 %. "
        "Con las fechas originales: pasaron 90 de 365 días de su plazo: 24.66 %.",
    ]
    unproven = alone(status="listo", verifications=(verification("listo"),))
    assert text_of(unproven, tmp_path)[1] == "Verificado: listo. No suma: no dice con qué documentos."
