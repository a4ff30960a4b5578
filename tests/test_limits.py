"""Indicators without a baseline: ceilings, floors and what is to be kept are met or not; and what was never due."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.model.records import Milestone
from micrositio.pages.views.plan_view import UNWORDED, unworded
from micrositio.pipeline.publisher import Site
from micrositio.progress.history import history
from micrositio.progress.methods import indicator_sentence
from micrositio.progress.milestones import milestone_progress
from micrositio.progress.programme import LIMITS
from micrositio.validation.rules.doubts import values_are_near_their_target
from micrositio.validation.rules.methods import tolerances_are_of_what_is_kept, updates_fit_the_method
from reading import build, content, parse
from support import PLAN, make_site, of_plan, plan_of, replace, run, write
from test_progress import milestone, plan, state, update

NUMBERS = st.integers(-(10**6), 10**6).map(lambda each: each / 100)


def progress(value: float | None, **values: Any) -> float | None:
    return milestone_progress(plan("indicador"), milestone(**values), update(value=value))


@pytest.mark.parametrize(
    ("value", "given", "expected"),
    [
        (6208, {"target": 10000, "direction": "maximo"}, 1),
        (10000, {"target": 10000, "direction": "maximo"}, 1),
        (12000, {"target": 10000, "direction": "maximo"}, 0),
        (12000, {"target": 10000, "direction": "maximo", "baseline": 20000}, 0),  # a baseline counts for nothing
        (3, {"target": 2, "direction": "minimo"}, 1),
        (1.9, {"target": 2, "direction": "minimo"}, 0),
        (0.5, {"target": 0.5, "direction": "mantener"}, 1),
        (0.51, {"target": 0.5, "direction": "mantener"}, 0),
        (0.4, {"target": 0.1, "direction": "mantener", "tolerance": 0.3}, 1),  # 0.4 − 0.1 > 0.3 in binary
        (0.41, {"target": 0.1, "direction": "mantener", "tolerance": 0.3}, 0),
        (0, {"target": 0, "baseline": 0, "direction": "maximo"}, 1),
        (None, {"target": 10, "direction": "maximo"}, None),
        (5, {"direction": "maximo"}, None),
        (0.0006, {"baseline": 1, "target": 0}, 0.9994),
        (0.0006, {"baseline": 1, "target": 0, "direction": "descendente"}, 0.9994),
        (0, {"baseline": 0, "target": 0}, None),
        (0, {"baseline": 0, "target": 0, "direction": "ascendente"}, None),
        (3, {"baseline": 0, "target": 0, "direction": "descendente"}, None),
        (95, {"baseline": 95, "target": 95, "direction": "ascendente"}, 1),
    ],
)
def test_the_figures_of_each_kind(value: float | None, given: dict[str, Any], expected: float | None) -> None:
    assert progress(value, **given) == (None if expected is None else pytest.approx(expected, abs=1e-9))


@given(value=NUMBERS, target=NUMBERS, tolerance=NUMBERS.map(abs), unit=st.sampled_from([0.01, 1, 1000]))
def test_a_limit_is_met_or_not_in_any_unit(value: float, target: float, tolerance: float, unit: float) -> None:
    for direction in LIMITS:
        own = {"target": target, "direction": direction, "tolerance": tolerance}
        told = progress(value, **own)
        assert told in (0, 1)
        scaled = {"target": target * unit, "direction": direction, "tolerance": tolerance * unit}
        if abs(abs(value - target) - tolerance) > 1e-6 and abs(value - target) > 1e-6:
            assert progress(value * unit, **scaled) == told
        assert progress(target, **own) == 1
    both = [progress(value, target=target, direction=each) for each in ("maximo", "minimo")]
    assert sum(both) == (2 if value == target else 1)  # type: ignore[arg-type]


def test_what_was_never_due_is_not_counted_and_is_told() -> None:
    milestones = (milestone("a", baseline=0, target=0), milestone("b", baseline=0, target=10))
    of = plan("indicador", milestones=milestones, updates=(update(value=0), update(value=5, of="b")))
    at = history(of)[0]
    assert at.commitment("c").figure[:3] == (0.5, 1, 2)
    assert (at.by_id["a"].is_idle, at.by_id["a"].completion, at.by_id["b"].is_idle) == (True, "", False)
    assert unworded(at.by_id["a"]) == UNWORDED[2]
    assert not state(milestones=milestones, method="indicador").is_idle, "nothing was reported"


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"direction": "maximo", "target": 5}, []),
        ({"direction": "mantener", "target": 5, "tolerance": 0}, []),
        ({"direction": "minimo"}, ["D118"]),
        ({"target": 5}, ["D118"]),
        ({"baseline": 0, "target": 0}, []),
        ({"baseline": 5, "target": 5}, ["D118"]),
        ({"direction": "maximo", "target": 5, "tolerance": 1}, ["D166"]),
    ],
)
def test_a_limit_asks_for_a_target_and_nothing_else(given: dict[str, Any], codes: list[str]) -> None:
    of = plan("indicador", milestones=(milestone(**given),))
    problems = [*updates_fit_the_method(of), *tolerances_are_of_what_is_kept(of)]
    assert [each.kind.code for each in problems] == codes


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"direction": "mantener", "target": 5, "tolerance": 1}, "La meta es mantener %(kept)s, con tolerancia de"),
        ({"direction": "mantener", "target": 5, "tolerance": 0}, "La meta es mantener %(kept)s y"),
        ({"direction": "mantener", "target": 5}, "La meta es mantener %(kept)s y"),
        ({"direction": "maximo", "target": 5, "tolerance": 1}, "La meta es no pasar de %(kept)s"),
        ({"direction": "minimo", "target": 5}, "La meta es no bajar de %(kept)s"),
        ({"baseline": 5, "target": 5, "direction": "ascendente"}, "La meta es mantener %(kept)s y"),
        ({"baseline": 0, "target": 5}, "%(division)s = %(progress)s"),
    ],
)
def test_the_words_of_a_figure_are_those_of_its_kind(given: dict[str, Any], said: str) -> None:
    own: Milestone = milestone(**given)
    assert indicator_sentence(own, own.target).startswith(said)


def test_a_value_far_from_a_limit_raises_no_doubt() -> None:
    own: Milestone = milestone(baseline=0, target=1, direction="maximo")
    assert not list(values_are_near_their_target(plan("indicador", milestones=(own,), updates=(update(value=900),))))


# On a site


METHOD = replace(of_plan("datapackage.yaml"), "avance: estatus", "avance: indicador")
HEADER = "id,compromiso,orden,texto,unidad,linea_base,meta,direccion,tolerancia,institucion,peso,fuentes\n"
ROWS = (
    "agua-1,agua,1,No gastar más,pesos,,10000,maximo,,obras,50,plan-firmado\n"
    "agua-2,agua,2,Guardar la reserva,,,0.5,mantener,0.05,obras,50,plan-firmado\n"
    "calles-1,calles,1,Atender las quejas,quejas,0,0,descendente,,cabildo,100,plan-firmado\n"
)
REPORTS = (
    "corte,actividad,valor,estado,descripcion,dificultad_tipo,dificultad,siguiente_paso,terminado\n"
    "2024-06,agua-1,12000,,Se gastó más.,,,,\n2024-06,agua-2,0.47,,Se guardó.,,,,\n"
    "2024-06,calles-1,0,,No hubo ninguna.,,,,\n"
)
EMPTY = {
    "verificaciones": "corte,actividad,estado,organo,fecha,motivo,evidencias\n",
    "reprogramaciones": "actividad,fecha,campo,antes,despues,motivo,autoriza\n",
}


def unlisted(name: str) -> Callable[[dict[str, Any]], object]:
    """An edit that takes a table out of the plan."""

    def edit(files: dict[str, Any]) -> None:
        files.pop(of_plan(f"{name}.csv"))
        path = of_plan("datapackage.yaml")
        lines = files[path].decode().split("\n")
        kept = [each for each in lines if f"{name}.csv" not in each and each.strip() != f"- name: {name}"]
        files[path] = "\n".join(kept).encode()

    return edit


def edits(milestones: str = HEADER + ROWS) -> tuple[Callable[[dict[str, Any]], object], ...]:
    return (
        METHOD,
        write(of_plan("actividades.csv"), milestones),
        write(of_plan("avances.csv"), REPORTS),
        *map(unlisted, EMPTY),
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    both = replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]")
    return build(make_site(tmp_path_factory.mktemp("sitio"), both, *edits()))


def said(of: Site, path: str) -> str:
    return parse(of, path).main.replace("\xa0", " ")


def test_the_page_says_the_target_and_how_it_was_reckoned(built: Site) -> None:
    shown = said(built, f"{PLAN}/compromisos/agua/index.html")
    for sentence in (
        "No pasar de 10,000 pesos.",
        "La meta es no pasar de 10,000 y se informó 12,000: 0 %.",
        "Mantener 0.5, con tolerancia de 0.05.",
        "La meta es mantener 0.5, con tolerancia de 0.05, y se informó 0.47: 100 %.",
        "valen 1 si la cumplen y 0 si no.",
    ):
        assert sentence in shown, sentence
    assert "De la línea base a la meta" not in shown
    other = said(built, f"{PLAN}/compromisos/calles/index.html")
    assert "su línea base y su meta son 0: no había nada por hacer" in other
    assert "nada por hacer" in other
    assert "100 %" not in other.partition("Al corte del")[2].partition("Avance esperado")[0]


def test_in_english_too(built: Site) -> None:
    shown = said(built, f"en/{PLAN}/compromisos/agua/index.html")
    assert "Not to go above 10,000 pesos." in shown
    assert "The target is to keep 0.5, within 0.05, and 0.47 was reported: 100%." in shown.replace(" %", "%")


def test_the_column_is_in_every_form_of_the_data_where_it_is_used(built: Site) -> None:
    table = list(csv.DictReader(io.StringIO(content(built, f"{PLAN}/datos/actividades.csv").decode())))
    assert [each["tolerancia"] for each in table] == ["", "0.05", ""]
    package = json.loads(content(built, f"{PLAN}/datos/datapackage.json"))
    [schema] = [each["schema"] for each in package["resources"] if each["name"] == "actividades"]
    fields = {each["name"]: each for each in schema["fields"]}
    assert "optional" not in json.dumps(schema)
    assert fields["direccion"]["constraints"]["enum"][2:] == ["maximo", "minimo", "mantener"]
    api = json.loads(content(built, f"api/v1/planes/{PLAN}/actividades/agua-2.json"))
    assert api["actividad"]["tolerancia"] == 0.05
    figures = csv.DictReader(io.StringIO(content(built, f"{PLAN}/datos/calculos.csv").decode()))
    known = {each["registro"]: each["reportado"] for each in figures if each["corte"] == "2024-06"}
    assert [known[each] for each in ("agua-1", "agua-2", "calles-1", "agua")] == ["0", "1", "", "0.5"]


def test_a_plan_without_the_column_does_not_publish_it(tmp_path: Path) -> None:
    of = build(make_site(tmp_path))
    assert b"tolerancia" not in content(of, f"{PLAN}/datos/actividades.csv")
    assert b"tolerancia" not in content(of, f"{PLAN}/datos/datapackage.json")
    assert b"tolerancia" not in content(of, f"api/v1/planes/{PLAN}/actividades/agua-2.json")


def test_a_negative_tolerance_is_told_at_its_cell(tmp_path: Path) -> None:
    root = make_site(tmp_path, *edits((HEADER + ROWS).replace("mantener,0.05", "mantener,-1")))
    assert "actividades.csv:3:tolerancia C112" in run("check", "--site", root).stdout


def test_a_seal_refuses_a_looser_limit(tmp_path: Path) -> None:
    root = make_site(tmp_path, *edits(), write(of_plan("avances.csv"), REPORTS.replace("2024-06", "2024-03")))
    assert run("seal", "2024-03", "--site", root, "--sin-verificar").returncode == 0
    path = root / of_plan("actividades.csv")
    whole = path.read_text()
    for looser, cell in (("mantener,0.5", "3:tolerancia"), ("minimo,", "2:direccion")):
        path.write_text(
            whole.replace("mantener,0.05", looser) if "mant" in looser else whole.replace("maximo,", looser)
        )
        told = run("check", "--site", root)
        assert told.returncode == 1
        assert f"actividades.csv:{cell} L" in told.stdout


def test_a_column_that_comes_after_a_seal_does_not_loosen_what_was_sealed(tmp_path: Path) -> None:
    milestones = (HEADER + ROWS).replace(",tolerancia", "").replace("mantener,0.05", "mantener")
    milestones = milestones.replace(",,cabildo", ",cabildo").replace("maximo,,", "maximo,")
    reports = REPORTS.replace("2024-06", "2024-03")
    root = make_site(tmp_path, *edits(milestones), write(of_plan("avances.csv"), reports))
    assert run("seal", "2024-03", "--site", root, "--sin-verificar").returncode == 0
    before = history(plan_of(root))[0].by_id["agua-2"]
    (root / of_plan("actividades.csv")).write_text(HEADER + ROWS)
    sealed, later = (at.by_id["agua-2"] for at in history(plan_of(root)))
    assert (before.progress, sealed.progress) == (0, 0)
    assert (sealed.milestone.tolerance, later.milestone.tolerance) == (None, 0.05)
