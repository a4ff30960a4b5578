"""Several indicators of one milestone: their values at each cut, the mean that they make, and where it is told."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.model.indicators import Indicator, Measurement
from micrositio.model.plan import ActionPlan, Method, ScaleStep
from micrositio.model.records import ReportingPeriod
from micrositio.model.text import Text
from micrositio.pages.milestones.explanation import explain_milestone
from micrositio.pipeline.publisher import Site
from micrositio.progress.history import calculation_table, history
from micrositio.progress.milestone_state import MilestoneState
from micrositio.progress.milestones import milestone_state
from micrositio.progress.seals import rows_of
from micrositio.validation.rules.indicators import (
    indicators_can_be_measured,
    measurements_are_of_a_report,
    measurements_tell_one_value,
    weights_of_indicators_add_up,
)
from micrositio.validation.rules.methods import updates_fit_the_method
from reading import build, content, parse, squeeze
from support import PLAN, found, made, make_site, of_plan, plan_of, problems_in, replace, run, write
from test_explanations import view_of
from test_limits import edits
from test_progress import MARCH, MAY, milestone, plan, update

CUTS = (MARCH, MAY)
NUMBERS = st.integers(-(10**6), 10**6).map(lambda each: each / 100)
Rules = tuple[Callable[[ActionPlan], Any], ...]
RULES: Rules = (
    updates_fit_the_method,
    indicators_can_be_measured,
    weights_of_indicators_add_up,
    measurements_tell_one_value,
    measurements_are_of_a_report,
)


def gauge(name: str, order: int = 1, **values: Any) -> Indicator:
    given = {"baseline": 0.0, "target": 10.0} | values
    return made(Indicator, id=name, milestone="a", order=order, **given)


def measure(name: str, value: float | None = None, cut: ReportingPeriod = MARCH, **parts: Any) -> Measurement:
    return made(Measurement, period=cut.id, indicator=name, value=value, **parts)


def several(
    indicators: tuple[Indicator, ...], measurements: tuple[Measurement, ...], method: str = "indicador",
    capped: bool = True, **more: Any,
) -> ActionPlan:  # fmt: skip
    given: dict[str, Any] = {"milestones": (milestone(),), "updates": (update(), update(cut=MAY)), **more}
    return plan(method, capped, indicators=indicators, measurements=measurements, reporting_periods=CUTS, **given)


def at(of: ActionPlan, cut: ReportingPeriod = MARCH) -> MilestoneState:
    return milestone_state(of, of.milestones[0], cut)


def figure(of: ActionPlan, cut: ReportingPeriod = MARCH) -> float | None:
    return at(of, cut).progress


# Figures


@pytest.mark.parametrize(
    ("own", "value", "expected"),
    [
        (({}, {}), (5, 10), 0.75),
        (({"weight": 75}, {"weight": 25}), (5, 10), 0.625),
        (({"weight": 0.2}, {"weight": 0.3}), (5, 10), 0.8),
        (({}, {}), (5, None), 0.5),
        (({"weight": 75}, {"weight": 25}), (None, 10), 1),
        (({}, {"baseline": 8, "target": 3, "direction": "descendente"}), (5, 7), 0.35),
        (({}, {"baseline": None, "target": 10000, "direction": "maximo"}), (5, 6208), 0.75),
        (({}, {"baseline": None, "target": 10000, "direction": "maximo"}), (5, 12000), 0.25),
        (({}, {"baseline": None, "target": 2, "direction": "minimo"}), (5, 1.9), 0.25),
        (({}, {"baseline": None, "target": 0.1, "direction": "mantener", "tolerance": 0.3}), (5, 0.4), 0.75),
        (({}, {"baseline": 1, "target": 0}), (5, 0.0006), 0.7497),
        (({}, {"baseline": 0, "target": 0}), (5, 3), 0.5),
    ],
)
def test_the_progress_is_the_weighted_mean_of_the_indicators_with_data(own: Any, value: Any, expected: float) -> None:
    indicators = tuple(gauge(name, n, **each) for n, (name, each) in enumerate(zip("xy", own, strict=True), 1))
    told = tuple(measure(name, each) for name, each in zip("xy", value, strict=True) if each is not None)
    assert figure(several(indicators, told)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (Method("indicador", True, None, None), (0.5, 0.75)),
        (Method("indicador", False, None, None), (0.75, 0.75)),
        (Method("indicador", False, None, None, mean_capped=True), (0.75, 0.75)),
    ],
)
def test_each_indicator_is_capped_and_the_uncapped_mean_is_kept(method: Method, expected: tuple[float, float]) -> None:
    of = several((gauge("x"), gauge("y", 2)), (measure("x", 0), measure("y", 15)))
    state = at(made(ActionPlan, **{**vars_of(of), "method": method}))
    assert (state.progress, state.uncapped) == pytest.approx(expected, abs=1e-9)


def vars_of(of: ActionPlan) -> dict[str, Any]:
    names = ("id", "method", "scale", "commitments", "milestones", "updates", "reporting_periods", "indicators")
    return {name: getattr(of, name) for name in (*names, "measurements")}


def test_a_quotient_stands_for_a_value_that_is_not_stated() -> None:
    half = measure("x", numerator=3, denominator=6)
    assert figure(several((gauge("x", target=1.0),), (half,))) == 0.5
    assert figure(several((gauge("x", factor=100.0, target=100.0),), (half,))) == 0.5
    assert figure(several((gauge("x", factor=1000.0, target=1000.0),), (half,))) == 0.5
    stated = measure("x", 4, numerator=3, denominator=6)
    assert figure(several((gauge("x"),), (stated,))) == 0.4


def test_values_that_add_up_and_values_that_are_averaged() -> None:
    told = (measure("x", 2), measure("x", 3, MAY), measure("y", 2), measure("y", 4, MAY))
    of = several((gauge("x", accumulation="suma", baseline=None), gauge("y", 2, accumulation="promedio")), told)
    assert figure(of) == pytest.approx((0.2 + 0.2) / 2, abs=1e-9)
    assert figure(of, MAY) == pytest.approx((0.5 + 0.3) / 2, abs=1e-9)


def test_what_adds_up_has_no_figure_where_its_last_measurement_has_no_value() -> None:
    of = several((gauge("x", accumulation="suma", baseline=None),), (measure("x", 2), measure("x", None, MAY)))
    assert (figure(of), figure(of, MAY)) == (0.2, None)


def test_a_reading_says_how_many_values_it_is_made_of() -> None:
    told = (measure("x", 2), measure("x", 3, MAY), measure("y", 2), measure("y", 4, MAY))
    of = several((gauge("x", accumulation="suma", baseline=None), gauge("y", 2)), told)
    assert [[each.reading.reports for each in at(of, cut).indicators] for cut in (MARCH, MAY)] == [[1, 1], [2, 1]]


def test_what_was_not_measured_has_no_data_and_is_not_carried_forward() -> None:
    of = several((gauge("x"), gauge("y", 2)), (measure("x", 5), measure("y", 1)))
    assert figure(of) == pytest.approx(0.3, abs=1e-9)
    assert figure(of, MAY) is None
    assert [each.progress for each in at(of, MAY).indicators] == [None, None]
    assert not at(of, MAY).by_indicators


def test_a_cut_without_measurements_is_measured_by_the_value_of_the_milestone_as_before() -> None:
    own = (milestone(baseline=0.0, target=4.0),)
    of = several((gauge("x"),), (measure("x", 5, MAY),), milestones=own, updates=(update(value=1), update(cut=MAY)))
    assert (figure(of), figure(of, MAY)) == (0.25, 0.5)
    without = several((), (), milestones=own, updates=(update(value=1), update(cut=MAY)))
    assert (figure(without), figure(without, MAY)) == (0.25, None)


@pytest.mark.parametrize(("method", "expected"), [("estatus", 0.5), ("manual", 0.2)])
def test_by_another_method_the_indicators_enter_no_mean(method: str, expected: float) -> None:
    of = several((gauge("x"),), (measure("x", 9),), method, updates=(update("en_proceso", 20),))
    assert figure(of) == expected
    [row] = (row for row in rows_of(calculation_table(of, history(of))) if (row["nivel"], row["corte"]) == INDICATOR)
    assert (row["padre"], row["reportado"]) == ("", "0.9")


INDICATOR = ("indicador", MARCH.id)


def test_the_table_of_calculations_has_what_the_mean_is_made_of() -> None:
    of = several((gauge("x", weight=75), gauge("y", 2, weight=25)), (measure("x", 5), measure("y", 15)))
    found = [row for row in rows_of(calculation_table(of, history(of))) if row["corte"] == MARCH.id]
    parts = [row for row in found if row["nivel"] == "indicador"]
    [whole] = (row for row in found if row["nivel"] == "actividad")
    assert [tuple(row[name] for name in ("registro", "padre", "peso", "valor", "sin_tope")) for row in parts] == [
        ("x", "a", "75", "5", "0.5"),
        ("y", "a", "25", "15", "1.5"),
    ]
    for name in ("reportado", "sin_tope"):
        total = sum(float(row[name]) * float(row["peso"]) for row in parts)
        assert float(whole[name]) == pytest.approx(total / sum(float(row["peso"]) for row in parts), abs=1e-9)
    assert whole["valor"] == ""


@pytest.mark.parametrize(
    ("values", "completion", "progress"),
    [((10, 12), "completo", 1), ((10, None), "", 1), ((0, 20), "", 0.5), ((10, 9), "", 0.95)],
)
def test_it_is_complete_without_a_word_only_where_each_indicator_is(
    values: Any, completion: str, progress: float
) -> None:
    told = tuple(measure(name, each) for name, each in zip("xy", values, strict=True) if each is not None)
    state = at(several((gauge("x"), gauge("y", 2)), told))
    assert state.completion == completion
    assert state.progress == pytest.approx(progress, abs=1e-9)


@pytest.mark.parametrize(
    ("status", "progress", "counted"), [("roto", 0, False), ("fuera", None, False), ("en_proceso", 0.5, True)]
)
def test_the_word_is_the_one_that_was_reported(status: str, progress: float | None, counted: bool) -> None:
    given = (ScaleStep("roto", Text(), 0.0, "incumplido"), ScaleStep("fuera", Text(), None, "retirado"))
    of = several((gauge("x"),), (measure("x", 5),), updates=(update(status),))
    state = at(made(ActionPlan, **{**vars_of(of), "scale": (*of.scale, *given)}))
    assert (state.progress, state.by_indicators) == (progress, counted)


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, st.integers(1, 100)), min_size=1, max_size=5),
    st.randoms(),
    st.sampled_from([0.01, 1, 1000]),
)
def test_bounds_the_order_of_rows_and_the_unit(drawn: list[tuple[float, float, float, int]], random: Any, unit: float) \
        -> None:  # fmt: skip
    sound = [each for each in drawn if each[0] != each[1]]
    indicators = [gauge(f"i{n}", n + 1, baseline=b, target=t, weight=w) for n, (b, t, _, w) in enumerate(sound)]
    told = [measure(f"i{n}", v) for n, (_, _, v, _) in enumerate(sound)]
    of = several(tuple(indicators), tuple(told))
    found = figure(of)
    if not sound:
        assert found is None
        return
    assert found is not None
    parts = [each.progress or 0.0 for each in at(of).indicators]
    assert 0 <= min(parts) - 1e-9 <= found <= max(parts) + 1e-9 <= 1 + 2e-9 or min(parts) == 0
    random.shuffle(indicators)
    random.shuffle(told)
    assert figure(several(tuple(indicators), tuple(told))) == pytest.approx(found, abs=1e-9)
    scaled = [gauge(f"i{n}", n + 1, baseline=b * unit, target=t * unit, weight=w * unit)
              for n, (b, t, _, w) in enumerate(sound)]  # fmt: skip
    again = [measure(f"i{n}", v * unit) for n, (_, _, v, _) in enumerate(sound)]
    assert figure(several(tuple(scaled), tuple(again))) == pytest.approx(found, abs=1e-9)


# Rules


@pytest.mark.parametrize(
    ("indicators", "measurements", "more", "codes"),
    [
        ((gauge("x"),), (measure("x", 5),), {}, []),
        ((gauge("x", target=None),), (), {}, ["D210"]),
        ((gauge("x", baseline=None),), (), {}, ["D210"]),
        ((gauge("x", direction="descendente"),), (), {}, ["D210"]),
        ((gauge("x", direction="descendente"),), (), {"method": "estatus", "updates": ()}, ["D210"]),
        ((gauge("x", target=None),), (), {"method": "estatus", "updates": ()}, []),
        ((gauge("x", baseline=None, direction="maximo"),), (), {}, []),
        ((gauge("x", target=None, direction="maximo"),), (), {}, ["D210"]),
        ((gauge("x", target=0.0),), (), {}, ["D211"]),
        ((gauge("x", target=0.0, direction="mantener"),), (), {}, []),
        ((gauge("x", tolerance=1.0),), (), {}, ["D166"]),
        ((gauge("x"),), (measure("x", 5, numerator=5, denominator=0),), {}, ["D212"]),
        ((gauge("x"),), (measure("x", numerator=0, denominator=0),), {}, ["D212"]),
        ((gauge("x"),), (measure("x", 5, numerator=1, denominator=2),), {}, ["D213"]),
        ((gauge("x"),), (measure("x", 0.5, numerator=1, denominator=2),), {}, []),
        ((gauge("x"),), (measure("x", 0.67, numerator=2, denominator=3),), {}, []),
        ((gauge("x"),), (measure("x", 0.66, numerator=2, denominator=3),), {}, ["D213"]),
        ((gauge("x", factor=100.0),), (measure("x", 66.7, numerator=2, denominator=3),), {}, []),
        ((gauge("x", factor=100.0),), (measure("x", 67, numerator=2, denominator=3),), {}, []),
        ((gauge("x", factor=100.0),), (measure("x", 0.67, numerator=2, denominator=3),), {}, ["D213"]),
        ((gauge("x"),), (measure("x"),), {}, ["D214"]),
        ((gauge("x"),), (measure("x", numerator=2),), {}, ["D214"]),
        ((gauge("x"),), (measure("x", 5, numerator=2),), {}, []),
        ((gauge("x"),), (measure("x", 5),), {"milestones": (milestone(baseline=0.0, target=4.0),),
                                             "updates": (update(value=3),)}, ["D215"]),
        ((gauge("x"),), (measure("x", 5),), {"method": "manual", "updates": (update(value=3),)}, []),
        ((gauge("x"),), (measure("x", 5),), {"updates": ()}, ["D216"]),
        ((gauge("x"), gauge("y")), (measure("x", 5), measure("y", 5)), {"updates": ()}, ["D216"]),
        ((gauge("x", weight=0.4), gauge("y", weight=0.6)), (), {}, []),
        ((gauge("x", weight=40), gauge("y", weight=60)), (), {}, []),
        ((gauge("x", weight=40), gauge("y", weight=50)), (), {}, ["D217"]),
        ((gauge("x", weight=40), gauge("y")), (), {}, ["D105"]),
        ((gauge("x", weight=100),), (), {"method": "estatus", "updates": ()}, ["D218"]),
        ((gauge("x"),), (), {"updates": (update(value=3),)}, ["D118"]),
        ((), (), {"updates": (update(),)}, ["D117", "D118"]),
        ((gauge("x"),), (), {"updates": (update(),)}, []),
    ],
)  # fmt: skip
def test_what_is_wrong_with_them(indicators: Any, measurements: Any, more: dict[str, Any], codes: list[str]) -> None:
    of = several(indicators, measurements, **more)
    assert [each.kind.code for rule in RULES for each in rule(of)] == codes


# On a site

MILESTONES = (
    "id,compromiso,orden,texto,unidad,linea_base,meta,direccion,institucion,peso,fuentes\n"
    "agua-1,agua,1,Cuidar el agua,,,,,obras,50,plan-firmado\n"
    "agua-2,agua,2,Bajar las fugas,fugas,20,10,,obras,50,plan-firmado\n"
    "calles-1,calles,1,No pasar de diez quejas,quejas,,10,maximo,cabildo,100,plan-firmado\n"
)
REPORTS = (
    "corte,actividad,valor,estado,descripcion,dificultad_tipo,dificultad,siguiente_paso,terminado\n"
    "2024-03,agua-1,,,Se midió el agua.,,,,\n2024-06,agua-1,,,Se midió otra vez.,,,,\n"
    "2024-06,agua-2,15,,Bajaron.,,,,\n2024-06,calles-1,3,,Hubo tres.,,,,\n"
)
INDICATORS = (
    "id,actividad,orden,nombre,nombre_en,formula,factor,unidad,tipo,frecuencia,linea_base,meta,direccion,peso,fuentes\n"
    "cloro,agua-1,1,Casas con cloro,Homes with chlorine,Casas con cloro entre casas,100,por ciento,resultado,mensual,"
    "20,100,,60,plan-firmado\n"
    "pozos,agua-1,2,Pozos medidos,Wells measured,,,pozos,producto,mensual,0,8,,30,plan-firmado\n"
    "quejas,agua-1,3,Quejas,Complaints,,,quejas,resultado,mensual,,5,maximo,10,plan-firmado\n"
)
MEASUREMENTS = (
    "corte,indicador,valor,numerador,denominador,nota\n2024-03,pozos,2,,,\n"
    "2024-06,cloro,,30,50,Se visitaron 50 casas.\n2024-06,pozos,10,,,\n"
)


def listed(files: dict[str, Any]) -> None:
    """Adds the tables to the plan."""
    path = of_plan("datapackage.yaml")
    for name in ("indicadores", "mediciones"):
        files[path] += f"  - name: {name}\n    path: {name}.csv\n".encode()


def tables(
    indicators: str = INDICATORS, measurements: str = MEASUREMENTS
) -> tuple[Callable[[dict[str, Any]], Any], ...]:
    given = {"indicadores": indicators, "mediciones": measurements, "actividades": MILESTONES, "avances": REPORTS}
    return (*edits(), *(write(of_plan(f"{name}.csv"), text) for name, text in given.items()), listed)


def several_site(folder: Path, *more: Any) -> Path:
    both = replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]")
    return make_site(folder, both, *tables(*more))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(several_site(tmp_path_factory.mktemp("sitio")))


def table(of: Site, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(of, f"{PLAN}/datos/{name}.csv").decode())))


def test_the_page_says_each_value_its_target_and_how_the_mean_was_reckoned(built: Site) -> None:
    shown = squeeze(parse(built, f"{PLAN}/compromisos/agua/index.html").main.replace("\xa0", " "))
    for sentence in (
        "2 de 3 indicadores con dato.",
        "Casas con cloro: 60 por ciento (30 de 50). De 20 por ciento a 100 por ciento.",
        "Pozos medidos: 10 pozos. De 0 pozos a 8 pozos.",
        "Quejas: sin dato. No pasar de 5 quejas.",
        "Fórmula: Casas con cloro entre casas.",
        "Sus indicadores valen 66.",
        "(60 − 20) ÷ (100 − 20) = 50 %",
        "(10 − 0) ÷ (8 − 0) = 100 % (sin tope: 125 %)",
        "Se suma cada valor por su peso y se divide entre la suma de los pesos de los que tienen dato.",
        "Las que tienen varios indicadores valen el promedio de los que tienen dato.",
        "Casas con cloro: 60 por ciento; Pozos medidos: 10 pozos",
    ):
        assert sentence in shown, sentence
    assert "No cambian el avance" not in shown
    english = squeeze(parse(built, f"en/{PLAN}/compromisos/agua/index.html").main.replace("\xa0", " "))
    for sentence in ("2 of 3 indicators with data.", "Homes with chlorine: 60", "(30 out of 50)", "on average."):
        assert sentence in english, sentence


def test_the_figures_can_be_reckoned_from_the_published_tables(built: Site) -> None:
    told = {(each["corte"], each["indicador"]): each for each in table(built, "mediciones")}
    for cut, expected in (("2024-03", 0.25), ("2024-06", (0.5 * 60 + 1 * 30) / 90)):
        total = weight = 0.0
        for each in table(built, "indicadores"):
            if (cut, each["id"]) not in told:
                continue
            row = told[cut, each["id"]]
            value = float(row["valor"] or 0) or float(row["numerador"]) / float(row["denominador"]) * float(
                each["factor"]
            )
            base = float(each["linea_base"])
            share = min(max((value - base) / (float(each["meta"]) - base), 0), 1)
            total, weight = total + share * float(each["peso"]), weight + float(each["peso"])
        found = {row["registro"]: row for row in table(built, "calculos") if row["corte"] == cut}
        assert total / weight == pytest.approx(expected, abs=1e-9)
        assert float(found["agua-1"]["reportado"]) == pytest.approx(expected, abs=1e-9)
        assert [found[name]["padre"] for name in ("cloro", "pozos", "quejas")] == (["agua-1"] * 3)
    assert float(found["agua"]["reportado"]) == pytest.approx((expected + 0.5) / 2, abs=1e-9)


def test_they_are_in_every_form_of_the_data(built: Site, tmp_path: Path) -> None:
    api = json.loads(content(built, f"api/v1/planes/{PLAN}/actividades/agua-1.json"))
    assert [(each["id"], each["factor"], each["peso"]) for each in api["indicadores"]] == [
        ("cloro", 100, 60),
        ("pozos", None, 30),
        ("quejas", None, 10),
    ]
    assert [[each["indicador"] for each in cut["mediciones"]] for cut in api["cortes"]] == [
        ["pozos"],
        ["cloro", "pozos"],
    ]
    other = json.loads(content(built, f"api/v1/planes/{PLAN}/actividades/agua-2.json"))
    assert (other["indicadores"], other["cortes"][-1]["mediciones"]) == ([], [])
    listed_rows = json.loads(content(built, f"{PLAN}/datos/mediciones.json"))["filas"]
    assert [each["valor"] for each in listed_rows] == [2, None, 10]
    names = {path.rpartition(".")[2]: path for path in built if path.startswith(f"{PLAN}/datos/{PLAN}")}
    base = tmp_path / "base.sqlite"
    base.write_bytes(content(built, names["sqlite"]))
    with sqlite3.connect(base) as opened:
        joined = "SELECT nombre, valor FROM mediciones JOIN indicadores ON indicador = id WHERE corte = '2024-03'"
        assert opened.execute(joined).fetchall() == [("Pozos medidos", 2)]
    assert "Lo que se divide" in parse(built, f"{PLAN}/datos/mediciones/index.html").main
    assert "What is divided" in parse(built, f"en/{PLAN}/datos/mediciones/index.html").main


@pytest.mark.parametrize(
    ("indicators", "measurements", "said"),
    [
        (INDICATORS.replace("pozos,agua-1,", "pozos,luz-1,"), MEASUREMENTS, "indicadores.csv:3:actividad C117"),
        (INDICATORS.replace("\nquejas,", "\npozos,"), MEASUREMENTS, "indicadores.csv:4:id C116"),
        (INDICATORS.replace("producto,mensual", "producto,a veces"), MEASUREMENTS, "indicadores.csv:3:frecuencia C109"),
        (INDICATORS, MEASUREMENTS + "2024-06,pozos,9,,,\n", "mediciones.csv:5:indicador C116"),
        (INDICATORS, MEASUREMENTS + "2024-06,posos,9,,,\n", "mediciones.csv:5:indicador C117"),
        (INDICATORS, MEASUREMENTS + "2024-09,pozos,9,,,\n", "mediciones.csv:5:corte C117"),
        (INDICATORS, MEASUREMENTS.replace("30,50", "30,0"), "mediciones.csv:3:denominador D212"),
        (INDICATORS, MEASUREMENTS.replace(",30,50", "0.6,30,50"), "mediciones.csv:3:valor D213"),
        (INDICATORS, MEASUREMENTS.replace(",30,50", ",30,"), "mediciones.csv:3:valor D214"),
        (INDICATORS.replace(",0,8,", ",8,8,"), MEASUREMENTS, "indicadores.csv:3:meta D211"),
    ],
)
def test_bad_rows_are_told_once_at_their_cell(tmp_path: Path, indicators: str, measurements: str, said: str) -> None:
    problems = problems_in(several_site(tmp_path, indicators, measurements))
    assert found([each for each in problems if each.is_error]) == [of_plan(said)]


def test_a_seal_keeps_what_was_measured_and_what_it_was_measured_against(tmp_path: Path) -> None:
    root = several_site(tmp_path)
    assert run("seal", "2024-03", "--site", root, "--sin-verificar").returncode == 0
    path, promise = root / of_plan("mediciones.csv"), root / of_plan("indicadores.csv")
    for file, text, place in (
        (path, MEASUREMENTS.replace("2024-03,pozos,2", "2024-03,pozos,3"), "mediciones.csv:2:valor L"),
        (path, MEASUREMENTS.replace("2024-03,pozos,2,,,\n", ""), "mediciones.csv"),
        (promise, INDICATORS.replace(",0,8,", ",0,4,"), "indicadores.csv:3:meta L"),
    ):
        kept = file.read_text()
        file.write_text(text)
        told = run("check", "--site", root)
        assert (told.returncode, place in told.stdout) == (1, True), told.stdout
        file.write_text(kept)
    promise.write_text(INDICATORS + "fugas,agua-1,4,Fugas,Leaks,,,fugas,gestion,mensual,9,1,,,plan-firmado\n"
                       .replace(",9,1,,,", ",9,1,,0,"))  # fmt: skip
    told = run("check", "--site", root)
    assert told.returncode == 0, told.stdout
    sealed, later = (each.by_id["agua-1"] for each in history(plan_of(root)))
    assert [len(each.indicators) for each in (sealed, later)] == [3, 4]
    assert sealed.progress == 0.25


def test_an_erratum_corrects_a_measurement(tmp_path: Path) -> None:
    root = several_site(tmp_path)
    assert run("seal", "2024-03", "--site", root, "--sin-verificar").returncode == 0
    (root / of_plan("mediciones.csv")).write_text(MEASUREMENTS.replace("2024-03,pozos,2", "2024-03,pozos,4"))
    head = "corte,tabla,registro,campo,antes,despues,fecha,motivo,quien\n"
    row = "2024-03,mediciones,2024-03|pozos,valor,2,4,2024-04-02,Se contó mal.,Cabildo\n"
    (root / of_plan("erratas.csv")).write_text(head + row)
    package = root / of_plan("datapackage.yaml")
    package.write_text(package.read_text() + "  - name: erratas\n    path: erratas.csv\n")
    told = run("check", "--site", root)
    assert told.returncode == 0, told.stdout
    shown = squeeze(parse(build(root), f"{PLAN}/compromisos/agua/index.html").main)
    assert "Se contó mal." in shown
    assert history(plan_of(root))[0].by_id["agua-1"].progress == 0.5


def test_indicators_given_after_a_seal_change_nothing_that_was_sealed(tmp_path: Path) -> None:
    own = MILESTONES.replace("Cuidar el agua,,,,", "Cuidar el agua,pozos,0,8,")
    reports = REPORTS.replace("2024-03,agua-1,,", "2024-03,agua-1,6,")
    root = several_site(tmp_path, *(each.partition("\n")[0] + "\n" for each in (INDICATORS, MEASUREMENTS)))
    (root / of_plan("actividades.csv")).write_text(own)
    (root / of_plan("avances.csv")).write_text(reports.replace("2024-06,agua-1,,", "2024-06,agua-1,7,"))
    assert run("seal", "2024-03", "--site", root, "--sin-verificar").returncode == 0
    (root / of_plan("avances.csv")).write_text(reports)
    (root / of_plan("indicadores.csv")).write_text(INDICATORS)
    (root / of_plan("mediciones.csv")).write_text(MEASUREMENTS.replace("2024-03,pozos,2,,,\n", ""))
    told = run("check", "--site", root)
    assert told.returncode == 0, told.stdout
    assert [each.by_id["agua-1"].progress for each in history(plan_of(root))] == pytest.approx([0.75, 2 / 3], abs=1e-9)


CHANGE = "indicadores,pozos,2024-06-15,meta,8,20,Se agregaron pozos.,Cabildo\n"


def changed(root: Path, row: str = CHANGE) -> Path:
    (root / of_plan("modificaciones.csv")).write_text(
        "tabla,registro,fecha,campo,antes,despues,motivo,autoriza\n" + row
    )
    package = root / of_plan("datapackage.yaml")
    package.write_text(package.read_text() + "  - name: modificaciones\n    path: modificaciones.csv\n")
    return root


def test_a_changed_target_holds_from_its_day_on_and_nothing_is_overwritten(tmp_path: Path) -> None:
    root = changed(several_site(tmp_path))
    before, after = (each.by_id["agua-1"] for each in history(plan_of(root)))
    assert [each.indicators[1].reading.target for each in (before, after)] == [8, 20]
    assert [each.progress for each in (before, after)] == pytest.approx([0.25, (0.5 * 60 + 0.5 * 30) / 90], abs=1e-9)
    of = build(root)
    shown = squeeze(parse(of, f"{PLAN}/compromisos/agua/index.html").main.replace("\xa0", " "))
    assert "Pozos medidos: 10 pozos. De 0 pozos a 20 pozos." in shown
    assert "Pozos medidos: Meta: decía «8»; desde el 15 de junio de 2024 dice «20»." in shown
    cut = squeeze(parse(of, f"{PLAN}/tablero/2024-06/index.html").main.replace("\xa0", " "))
    assert "Pozos medidos: Meta: decía «8»" in cut
    api = json.loads(content(of, f"api/v1/planes/{PLAN}/actividades/agua-1.json"))
    assert [each["registro"] for each in api["modificaciones"]] == ["pozos"]
    assert [each["meta"] for each in table(of, "indicadores")] == ["100", "8", "5"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (CHANGE.replace("pozos,", "posos,"), "D115"),
        (CHANGE.replace(",8,", ",9,"), "D186"),
        (CHANGE.replace("meta,8,20", "peso,30,20"), "D185"),
        (CHANGE.replace("meta,8,20", "direccion,,descendente"), "D210"),
    ],
)
def test_what_is_wrong_with_a_change_of_an_indicator(tmp_path: Path, row: str, code: str) -> None:
    done = run("check", "--site", changed(several_site(tmp_path), row))
    errors = [each for each in done.stdout.splitlines() if " aviso:" not in each]
    assert (done.returncode, len(errors)) == (1, 1), done.stdout
    assert f"{code}  " in errors[0]


def test_an_explanation_has_a_term_for_each_indicator_and_no_division_of_its_own() -> None:
    of = several((gauge("x"), gauge("y", 2)), (measure("x", 5),))
    view = view_of(of)
    told = explain_milestone(view, view.course[0].by_id["a"], view.course[0])
    assert (told.division, told.kept, told.measured, told.is_weighted) == (None, None, 1, False)
    assert [(each.progress, bool(each.sentence)) for each in told.terms] == [(0.5, True), (None, False)]
