"""Targets by period: what is expected follows the programme; values of periods add up, stand or are averaged."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from dataclasses import replace as with_
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from micrositio.model.modifications import Modification
from micrositio.model.plan import ActionPlan
from micrositio.model.programme import PeriodTarget
from micrositio.model.records import ProgressUpdate, ReportingPeriod
from micrositio.model.text import Text
from micrositio.opendata.tracking import tracking_table
from micrositio.pages.milestones.explanation import explain_milestone
from micrositio.pipeline.publisher import Site
from micrositio.progress.history import calculation_table, history
from micrositio.progress.milestone_state import Measure, MilestoneState
from micrositio.progress.milestones import milestone_state
from micrositio.progress.modifications import is_lowered, target_before
from micrositio.progress.programme import reported_between
from micrositio.progress.seals import rows_of
from micrositio.validation.rules.doubts import values_are_near_their_target
from micrositio.validation.rules.methods import updates_fit_the_method
from micrositio.validation.rules.programme import (
    accumulation_has_values,
    periods_come_to_the_target,
    programmes_are_in_the_unit_of_the_method,
)
from reading import build, content, parse
from support import PLAN, found, made, make_site, of_plan, plan_of, problems_in, replace, run, write
from test_explanations import view_of
from test_limits import REPORTS, edits
from test_progress import milestone, plan, update

QUARTERS = tuple(date(2024, month, day) for month, day in ((3, 31), (6, 30), (9, 30), (12, 31)))
CUTS = tuple(made(ReportingPeriod, id=f"{day:%Y-%m}", date=day) for day in QUARTERS)
NUMBERS = st.integers(0, 10**6).map(lambda each: each / 100)


def reports(*values: float | None) -> tuple[ProgressUpdate, ...]:
    return tuple(
        made(ProgressUpdate, period=cut.id, milestone="a", status="", value=value)
        for cut, value in zip(CUTS, values, strict=False)
        if value is not None
    )


def programmed(
    targets: tuple[float | None, ...], values: tuple[float | None, ...] = (), method: str = "indicador", **own: Any
) -> ActionPlan:
    periods = tuple(
        made(PeriodTarget, milestone="a", date=day, target=target)
        for day, target in zip(QUARTERS, targets, strict=False)
        if target is not None
    )
    rows: dict[str, Any] = {"reporting_periods": CUTS, "updates": reports(*values), "programme": periods}
    return plan(method, milestones=(milestone(**own),), **rows)


def at(of: ActionPlan, quarter: int) -> MilestoneState:
    return milestone_state(of, of.milestones[0], CUTS[quarter - 1])


def test_four_quarters_that_add_up() -> None:
    of = programmed((1, 2, None, 2), (1, 2, 0, 0), accumulation="suma")
    assert [at(of, n).progress for n in (1, 2, 3, 4)] == pytest.approx([0.2, 0.6, 0.6, 0.6], abs=1e-9)
    assert [at(of, n).expected for n in (1, 2, 3, 4)] == pytest.approx([0.2, 0.6, 0.6, 1], abs=1e-9)
    reading = at(of, 4).reading
    assert reading is not None
    assert (reading.value, reading.target, reading.reports) == (3, 5, 4)


def test_a_report_without_a_value_has_no_figure_though_others_add_up() -> None:
    of = programmed((1, 1, 1, 1), (1, 0, 1), accumulation="suma")
    silent = tuple(with_(each, value=None) if each.period == CUTS[1].id else each for each in of.updates)
    of = with_(of, updates=silent)
    assert [at(of, n).progress for n in (1, 2, 3)] == [0.25, None, 0.5]
    assert [each and each.reports for each in (at(of, n).reading for n in (1, 2, 3))] == [1, 0, 2]


def test_a_value_that_stands_alone_is_of_one_report() -> None:
    of = programmed((), (1, 2), baseline=0, target=4)
    assert [each and each.reports for each in (at(of, n).reading for n in (1, 2))] == [1, 1]


def test_what_was_reported_between_two_days_is_after_the_first_and_until_the_second() -> None:
    of = programmed((), (1, 2, 3, 4))
    found = [reported_between(of, of.milestones[0], QUARTERS[n], QUARTERS[n + 2]) for n in (0, 1)]
    assert found == [(2, 3), (3, 4)]


def test_what_was_withdrawn_has_no_programme() -> None:
    told = (update("retirado", cut=CUTS[0]), update(value=2, cut=CUTS[1]))
    of = with_(programmed((1, 4), (2, 2), baseline=0), updates=told)
    assert [at(of, n).programmed is None for n in (1, 2)] == [True, False]


def test_a_cut_without_a_report_is_not_a_zero() -> None:
    of = programmed((1, 1, 1, 1), (1, None, 1), accumulation="suma")
    assert [at(of, n).progress for n in (1, 2, 3, 4)] == [0.25, None, 0.5, None]
    assert at(of, 3).reading == (2, 0, 4, 2)
    assert at(of, 2).value(Measure.COMPARABLE) is None


@pytest.mark.parametrize(
    ("own", "targets", "values", "progress", "expected"),
    [
        ({"baseline": 0, "target": 10}, (1, 4, 6, 10), (2, 4, 5, 10), [0.2, 0.4, 0.5, 1], [0.1, 0.4, 0.6, 1]),
        ({"baseline": 0}, (1, 4, 6, 10), (2, 4, 5, 10), [0.2, 0.4, 0.5, 1], [0.1, 0.4, 0.6, 1]),
        ({"baseline": 20, "target": 10}, (18, 15), (20, 12), [0, 0.8], [0.2, 0.5]),
        ({"baseline": 0, "target": 4}, (None, 2), (1, 1), [0.25, 0.25], [0, 0.5]),
        ({"baseline": 70, "target": 90, "accumulation": "promedio"}, (80, 90), (80, 100), [0.5, 1], [0.5, 0.75]),
        ({"direction": "maximo"}, (100, 50), (80, 80, 80), [1, 0, 0], [1, 1, 1]),
        ({"direction": "maximo", "accumulation": "suma"}, (100, 50), (120, 20), [0, 1], [1, 1]),
        ({"direction": "mantener", "target": 7}, (0.5, 0.6), (0.5, 0.5), [1, 0], [1, 1]),
        ({"baseline": 0, "target": 0}, (0, 0), (3, 3), [None, None], [None, None]),
    ],
)
def test_each_kind_of_programme(own: Any, targets: Any, values: Any, progress: Any, expected: Any) -> None:
    of = programmed(targets, values, **own)
    states = [at(of, n + 1) for n in range(len(values))]
    assert [each.progress for each in states] == pytest.approx(progress, abs=1e-9)
    assert [each.expected for each in states] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("method", ["estatus", "manual"])
def test_without_an_indicator_the_programme_is_in_percent(method: str) -> None:
    of = programmed((10, 40, 60, 100), method=method)
    assert [at(of, n).expected for n in (1, 2, 3, 4)] == [0.1, 0.4, 0.6, 1]
    parts = programmed((10, 30, 20, 40), (10, 20), method="manual", accumulation="suma")
    assert [at(parts, n).progress for n in (1, 2)] == pytest.approx([0.1, 0.3], abs=1e-9)
    assert [at(parts, n).expected for n in (1, 2)] == pytest.approx([0.1, 0.4], abs=1e-9)


def test_dates_do_not_count_where_there_is_a_programme_and_do_where_there_is_none() -> None:
    term: dict[str, Any] = {"start": date(2024, 1, 1), "end": date(2024, 12, 31), "baseline": 0, "target": 10}
    assert at(programmed((0, 0, 0, 10), **term), 2).expected == 0
    assert at(programmed((), **term), 2).expected == pytest.approx(181 / 365)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=4), st.randoms(), st.sampled_from([0.01, 1, 1000]))
def test_the_order_of_rows_and_the_unit_change_nothing(
    pairs: list[tuple[float, float]], random: Any, unit: float
) -> None:
    targets, values = zip(*pairs, strict=True)
    kinds: tuple[dict[str, Any], ...] = (
        {"accumulation": "suma"},
        {"baseline": -1.0},
        {"baseline": -1.0, "accumulation": "promedio"},
    )
    for own in kinds:
        of = programmed(targets, values, **own)
        scaled = {**own, **({"baseline": own["baseline"] * unit} if "baseline" in own else {})}
        other = programmed(tuple(t * unit for t in targets), tuple(v * unit for v in values), **scaled)
        mixed = made(
            ActionPlan,
            **{
                **{name: getattr(of, name) for name in ("id", "method", "scale", "commitments", "milestones")},
                **{
                    name: tuple(random.sample(getattr(of, name), len(getattr(of, name))))
                    for name in ("programme", "updates", "reporting_periods")
                },
            },
        )
        for n in range(1, len(pairs) + 1):
            state = at(of, n)
            assert (state.expected is None) == (sum(targets) == 0 and own == {"accumulation": "suma"})
            assert state.expected is None or 0 <= state.expected <= 1
            assert (at(mixed, n).progress, at(mixed, n).expected) == (state.progress, state.expected)
            assert at(other, n).expected == pytest.approx(state.expected, abs=1e-6)
        last = at(of, len(pairs))
        assert last.expected in (None, pytest.approx(1))


@pytest.mark.parametrize(
    ("targets", "own", "method", "codes"),
    [
        ((1, 2, 2), {"accumulation": "suma"}, "indicador", []),
        ((1, 2, 2), {"accumulation": "suma", "target": 5}, "indicador", []),
        ((1, 2, 2), {"accumulation": "suma", "target": 6}, "indicador", ["D180"]),
        ((0.1, 0.2), {"accumulation": "suma", "target": 0.3}, "indicador", []),
        ((1, 2), {"baseline": 0, "target": 5}, "indicador", []),
        ((1, 2), {"baseline": 0, "target": 5, "end": date(2024, 6, 30)}, "indicador", ["D180"]),
        ((1, 2), {"baseline": 0, "target": 5, "direction": "maximo"}, "indicador", []),
        ((1, 2), {}, "indicador", ["D118"]),
        ((), {"accumulation": "suma"}, "indicador", ["D118"]),
        ((50, 101), {}, "estatus", ["D181"]),
        ((-1, 100), {}, "manual", ["D181"]),
        ((), {"accumulation": "suma"}, "estatus", ["D182"]),
        ((50,), {"accumulation": "suma"}, "estatus", []),
        ((), {"accumulation": "suma"}, "manual", []),
    ],
)
def test_what_a_programme_asks_for(targets: Any, own: dict[str, Any], method: str, codes: list[str]) -> None:
    of = programmed(targets, method=method, **own)
    rules = (
        updates_fit_the_method,
        periods_come_to_the_target,
        programmes_are_in_the_unit_of_the_method,
        accumulation_has_values,
    )
    assert [each.kind.code for rule in rules for each in rule(of)] == codes


def test_a_sum_beyond_its_target_is_doubted_and_each_part_is_not() -> None:
    assert not list(values_are_near_their_target(programmed((4, 4), (4, 4), accumulation="suma")))
    [doubt] = values_are_near_their_target(programmed((4, 4), (4, 30), accumulation="suma"))
    assert (doubt.kind.code, doubt.details["value"]) == ("D135", "34")


# On a site


HEADER = "id,compromiso,orden,texto,unidad,linea_base,meta,direccion,acumula,institucion,peso,fuentes\n"
ROWS = (
    "agua-1,agua,1,Dar talleres,talleres,,,,suma,obras,50,plan-firmado\n"
    "agua-2,agua,2,Bajar las fugas,fugas,20,10,,,obras,50,plan-firmado\n"
    "calles-1,calles,1,No pasar de diez quejas,quejas,,10,maximo,,cabildo,100,plan-firmado\n"
)
PROGRAMME = (
    "actividad,fecha,meta,fuentes\nagua-1,2024-03-31,1,plan-firmado\nagua-1,2024-06-30,2,plan-firmado\n"
    "agua-1,2024-12-31,2,plan-firmado\nagua-2,2024-03-31,18,plan-firmado\nagua-2,2024-09-30,10,plan-firmado\n"
)
TOLD = REPORTS.partition("\n")[0] + (
    "\n2024-03,agua-1,1,,Se dio uno.,,,,\n2024-06,agua-1,2,,Se dieron dos.,,,,\n2024-06,agua-2,16,,Bajaron.,,,,\n"
    "2024-06,calles-1,3,,Hubo tres.,,,,\n"
)


def listed(files: dict[str, Any]) -> None:
    """Adds the table to the plan."""
    path = of_plan("datapackage.yaml")
    files[path] += b"  - name: programacion\n    path: programacion.csv\n"


def programme_site(folder: Path, programme: str = PROGRAMME, milestones: str = HEADER + ROWS) -> Path:
    both = replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]")
    own = (write(of_plan("programacion.csv"), programme), write(of_plan("avances.csv"), TOLD), listed)
    return make_site(folder, both, *edits(milestones), *own)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(programme_site(tmp_path_factory.mktemp("sitio")))


def table(of: Site, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(of, f"{PLAN}/datos/{name}.csv").decode())))


def test_the_page_says_the_periods_and_how_it_was_reckoned(built: Site) -> None:
    shown = parse(built, f"{PLAN}/compromisos/agua/index.html").main.replace("\xa0", " ")
    for sentence in (
        "De 0 talleres a 5 talleres.",
        "Último valor: 2 talleres; en conjunto: 3 talleres",
        "(3 − 0) ÷ (5 − 0) = 60 %",
        "El valor viene de 2 cortes con dato: Suma",
        "Esperado: su programación pedía 3 al 30 de junio de 2024: 60 %.",
        "Esperado: su programación pedía 18 al 31 de marzo de 2024: 20 %.",
        "valen la parte de la meta que su programación pedía hasta ese día.",
    ):
        assert sentence in shown, sentence
    english = parse(built, f"en/{PLAN}/compromisos/agua/index.html").main.replace("\xa0", " ")
    assert "Expected: its programme asked for 3 by 30 June 2024: 60%." in english


def test_the_programme_is_in_the_figures_the_follow_up_and_the_api(built: Site) -> None:
    assert [(row["actividad"], row["meta"]) for row in table(built, "programacion")][:3] == [
        ("agua-1", "1"),
        ("agua-1", "2"),
        ("agua-1", "2"),
    ]
    figures = {row["registro"]: row for row in table(built, "calculos") if row["corte"] == "2024-06"}
    assert [figures[name]["esperado"] for name in ("agua-1", "agua-2", "agua")] == ["0.6", "0.2", "0.4"]
    [tracked] = (r for r in table(built, "seguimiento") if (r["corte"], r["actividad"]) == ("2024-06", "agua-1"))
    assert [tracked[name] for name in ("meta", "programado", "valor", "reportado", "esperado")] == [
        "5",
        "3",
        "2",
        "0.6",
        "0.6",
    ]
    api = json.loads(content(built, f"api/v1/planes/{PLAN}/actividades/agua-1.json"))
    assert [each["meta"] for each in api["programacion"]] == [1, 2, 2]
    assert json.loads(content(built, f"api/v1/planes/{PLAN}/actividades/calles-1.json"))["programacion"] == []


@pytest.mark.parametrize(
    ("programme", "said"),
    [
        (PROGRAMME + "agua-1,2024-03-31,4,plan-firmado\n", "programacion.csv:7:fecha C116"),
        (PROGRAMME + "luz-1,2024-03-31,4,plan-firmado\n", "programacion.csv:7:actividad C117"),
        (PROGRAMME + "agua-1,2031-03-31,4,plan-firmado\n", "programacion.csv:7:fecha D103"),
        (PROGRAMME + "agua-2,2024-10-31,cuatro,plan-firmado\n", "programacion.csv:7:meta C108"),
    ],
)
def test_bad_rows_are_told_once_at_their_cell(tmp_path: Path, programme: str, said: str) -> None:
    problems = problems_in(programme_site(tmp_path, programme))
    assert found([each for each in problems if each.is_error]) == [of_plan(said)]


def test_a_seal_refuses_a_change_and_takes_later_periods(tmp_path: Path) -> None:
    root = programme_site(tmp_path)
    assert run("seal", "2024-03", "--site", root, "--sin-verificar").returncode == 0
    path = root / of_plan("programacion.csv")
    path.write_text(PROGRAMME.replace("agua-1,2024-12-31,2", "agua-1,2024-12-31,1"))
    told = run("check", "--site", root)
    assert (told.returncode, "programacion.csv:4:meta L" in told.stdout) == (1, True)
    path.write_text(PROGRAMME.replace("agua-1,2024-12-31", "agua-1,2024-09-30"))
    assert run("check", "--site", root).returncode == 1
    path.write_text(PROGRAMME + "agua-1,2024-09-30,1,plan-firmado\n")
    told = run("check", "--site", root)
    assert told.returncode == 0, told.stdout
    sealed, later = (each.by_id["agua-1"].reading for each in history(plan_of(root)))
    assert sealed
    assert later
    assert (sealed.target, later.target) == (5, 6)


def test_a_programme_given_after_a_seal_changes_nothing_that_was_sealed(tmp_path: Path) -> None:
    rows = (HEADER + ROWS).replace("talleres,,,", "talleres,0,5,")
    root = programme_site(tmp_path, PROGRAMME.partition("\n")[0] + "\n", rows)
    assert run("seal", "2024-03", "--site", root, "--sin-verificar").returncode == 0
    (root / of_plan("programacion.csv")).write_text(PROGRAMME)
    told = run("check", "--site", root)
    assert told.returncode == 0, told.stdout
    sealed, later = (each.by_id["agua-1"].programmed for each in history(plan_of(root)))
    assert (sealed, later) == (None, 0.6)


def test_what_is_complete_and_adds_up_comes_to_the_workbook_with_nothing_more(tmp_path: Path) -> None:
    root = programme_site(tmp_path / "sitio")
    told = TOLD.replace("2024-06,agua-1,2,,Se dieron dos.,,,,", "2024-06,agua-1,4,,Se dieron cuatro.,,,,2024-06-20")
    (root / of_plan("avances.csv")).write_text(told)
    cuts = root / of_plan("cortes.csv")
    cuts.write_text(f"{cuts.read_text()}2024-09,2024-09-30,,,\n")
    done = run("workbook", "export", "--site", root, "--corte", "2024-09", "--output", tmp_path / "libro.xlsx")
    assert done.returncode == 0, done.stdout + done.stderr
    page = load_workbook(tmp_path / "libro.xlsx")["Avances"]
    titles = [cell.value for cell in page[2]]
    row = next(each for each in page.iter_rows(min_row=3) if each[0].value == "agua-1")
    filled = {title: cell.value for title, cell in zip(titles, row, strict=True)}
    assert (str(filled["Valor"]), filled["Qué se hizo"]) == ("0", "Sin cambios: terminó el 20 de junio de 2024.")


# Targets that change, and limits by period


def test_a_limit_of_nothing_by_then_is_a_limit() -> None:
    """No more than 0 in the first period and 3 in the second, and 1 in each: only the whole was kept to."""
    own: dict[str, Any] = {"accumulation": "suma", "direction": "maximo", "baseline": None}
    for target in (None, 5):
        of = programmed((0, 3), (1, 1), target=target, **own)
        assert [at(of, n).progress for n in (1, 2)] == [0, 1]


def test_the_target_of_a_limit_is_that_of_its_period_in_every_table() -> None:
    changed = made(
        Modification, table="actividades", record="a", date=QUARTERS[1], field="meta", before="9", after=Text("8")
    )
    of = programmed((3, 2), (1, 1), direction="maximo", target=9, baseline=None)
    of = dataclasses.replace(of, modifications=(changed,))
    tracked, figures = (list(rows_of(each(of, history(of)))) for each in (tracking_table, calculation_table))
    assert [row["meta"] for row in tracked][:2] == ["3", "2"]
    assert [row["meta"] for row in figures if row["registro"] == "a"][:2] == ["", "2"], "it was not changed before"
    explained = explain_milestone(view_of(of), at(of, 2), history(of)[1])
    assert (explained.kept, explained.target, explained.retargeted) == (2, None, ())


@pytest.mark.parametrize(
    ("before", "after", "is_told"), [(7, 5, False), (5, 7, True), (None, 7, True), (None, 5, False)]
)
def test_periods_come_to_the_target_in_force(before: float | None, after: float, is_told: bool) -> None:
    of = programmed((1, 2, None, 2), accumulation="suma", target=before, baseline=0)
    text = "" if before is None else str(before)
    changed = made(
        Modification,
        table="actividades",
        record="a",
        date=QUARTERS[1],
        field="meta",
        before=text,
        after=Text(str(after)),
    )
    found = periods_come_to_the_target(dataclasses.replace(of, modifications=(changed,)))
    assert [each.details for each in found] == (
        [{"milestone": "a", "programmed": "5", "target": "7"}] if is_told else []
    )


def test_a_first_target_is_compared_with_what_the_programme_came_to() -> None:
    changed = made(
        Modification, table="actividades", record="a", date=QUARTERS[1], field="meta", before="", after=Text("4")
    )
    of = programmed((1, 2, None, 2), accumulation="suma", target=None, baseline=0, direction="ascendente")
    of = dataclasses.replace(of, modifications=(changed,))
    assert target_before(of, of.milestones[0], changed) == 5
    assert is_lowered(of, of.milestones[0], QUARTERS[1])
    by_status = programmed((50, 100), method="estatus", target=None)
    assert target_before(by_status, by_status.milestones[0], changed) is None


def test_the_page_says_that_what_was_expected_follows_the_periods_where_it_does(built: Site) -> None:
    agua, calles = (parse(built, f"{PLAN}/compromisos/{each}/index.html").main for each in ("agua", "calles"))
    assert "y sus metas por periodo" in agua
    assert "y sus metas por periodo" not in calles
