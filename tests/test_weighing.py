"""What a plan does with weights that do not add up to their total, and what it limits to 100 %."""

from __future__ import annotations

import json
from dataclasses import replace as with_
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.model.groups import Group
from micrositio.model.plan import ActionPlan, Method
from micrositio.model.records import Commitment
from micrositio.progress.history import Calculation, CutState, history
from micrositio.progress.milestone_state import Measure
from micrositio.validation.rules.methods import weights_add_up
from reading import build, content, parse
from support import PLAN, made, make_site, of_plan, plan_of, replace, run, write
from test_limits import EMPTY, REPORTS, unlisted
from test_progress import milestone, plan, update

TOTAL = Method("indicador", True, 1.0, None)
REST = with_(TOTAL, incomplete="resto_cuenta_cero")
PROPORTION = with_(TOTAL, incomplete="normalizar")


def weighed(method: Method, weights: tuple[float, ...], values: tuple[float | None, ...], **more: Any) -> ActionPlan:
    """A plan of one commitment whose milestones have these weights and these shares of their way."""
    names = [f"a{n}" for n in range(len(weights))]
    milestones = tuple(milestone(n, weight=w, baseline=0, target=1) for n, w in zip(names, weights, strict=True))
    updates = tuple(update(value=v, of=n) for n, v in zip(names, values, strict=True) if v is not None)
    return with_(plan("indicador", milestones=milestones, updates=updates, **more), method=method)


def first(of: ActionPlan) -> CutState:
    return history(of)[0]


def figure(of: ActionPlan) -> Calculation:
    return first(of).commitment("c")


def test_the_rest_of_the_weights_counts_as_zero() -> None:
    found = figure(weighed(REST, (0.2, 0.1, 0.0808), (1, 0.75, 0.3)))
    assert found.figure.value == pytest.approx(0.29924, abs=1e-9)
    assert found.rest == pytest.approx(0.6192, abs=1e-9)
    assert found.products / found.weights == pytest.approx(found.figure.value)
    shared = figure(weighed(PROPORTION, (0.2, 0.1, 0.0808), (1, 0.75, 0.3)))
    assert [shared.rest, shared.figure.value] == pytest.approx([0, 0.29924 / 0.3808], abs=1e-9)


def test_what_has_no_data_is_no_zero_also_where_the_rest_is() -> None:
    assert figure(weighed(REST, (0.5, 0.3), (1, None))).figure.value == pytest.approx(0.5 / 0.7)


@pytest.mark.parametrize(
    ("method", "weights", "codes"),
    [
        (TOTAL, (0.2, 0.1), ["D104"]),
        (with_(TOTAL, incomplete="error"), (0.2, 0.1), ["D104"]),
        (PROPORTION, (0.2, 0.1), ["D183"]),
        (PROPORTION, (0.9, 0.1), []),
        (REST, (0.2, 0.1), []),
        (REST, (0.9, 0.2), ["D104"]),
    ],
)
def test_weights_that_do_not_add_up(method: Method, weights: tuple[float, ...], codes: list[str]) -> None:
    found = list(weights_add_up(weighed(method, weights, (1.0,) * len(weights))))
    assert [each.kind.code for each in found] == codes
    assert all("c suma" in each.details["sums"] for each in found)


@pytest.mark.parametrize(("method", "value"), [(TOTAL, 0.5), (with_(TOTAL, capped=False, mean_capped=True), 0.75)])
def test_each_indicator_or_their_mean_is_capped(method: Method, value: float) -> None:
    found = figure(weighed(with_(method, milestone_weights=None), (0.5, 0.5), (0, 1.5)))
    assert found.figure.value == pytest.approx(value, abs=1e-9)


def test_a_capped_mean_is_at_most_1_and_at_least_0() -> None:
    method = with_(TOTAL, capped=False, mean_capped=True, milestone_weights=None)
    assert figure(weighed(method, (1, 1), (1.5, 1.1))).figure.value == 1
    assert figure(weighed(method, (1, 1), (-1.5, 0.5))).figure.value == 0
    assert first(weighed(method, (1, 1), (1.5, 1.1))).by_id["a0"].progress == 1.5


def test_the_rest_of_the_weights_of_groups_counts_too() -> None:
    groups = (made(Group, id="g", weight=0.6), made(Group, id="h", weight=0.2))
    commitments = (made(Commitment, id="c", group="g", weight=1.0), made(Commitment, id="d", group="h", weight=0.5))
    own = tuple(milestone(n, commitment=n, weight=1.0, baseline=0, target=1) for n in ("c", "d"))
    rows: dict[str, Any] = {"groups": groups, "commitments": commitments, "milestones": own}
    of = plan("indicador", updates=(update(value=1, of="c"), update(value=1, of="d")), **rows)
    at = first(with_(of, method=with_(REST, commitment_weights=1.0, group_weights=0.9)))
    assert [at.group(each).figure.value for each in ("g", "h")] == [1, 0.5]
    assert at.whole().figure.value == pytest.approx((0.6 + 0.2 * 0.5) / 0.9)
    assert [at.whole().rest, at.group("h").rest] == pytest.approx([0.1, 0.5])
    assert at.under("") == at.states
    assert [each.milestone.id for each in at.under("g")] == ["c"]


def test_a_group_without_weight_has_no_total_to_reach() -> None:
    groups = (made(Group, id="g"),)
    commitments = (made(Commitment, id="c", group="g", weight=0.5), made(Commitment, id="d", weight=0.3))
    own = tuple(milestone(n, commitment=n, weight=1.0, baseline=0, target=1) for n in ("c", "d"))
    rows: dict[str, Any] = {"groups": groups, "commitments": commitments, "milestones": own}
    of = plan("indicador", updates=(update(value=1, of="c"), update(value=1, of="d")), **rows)
    at = first(with_(of, method=with_(REST, commitment_weights=1.0)))
    assert (at.group("g").rest, at.group("g").figure.value) == (0, 1)
    assert [at.whole().rest, at.whole().figure.value] == pytest.approx([0.2, 0.8])


SHARES = st.integers(0, 100).map(lambda each: each / 100)


@given(st.lists(st.tuples(st.integers(1, 25), SHARES), min_size=1, max_size=4), st.randoms(), st.sampled_from([1, 100]))
def test_bounds_order_and_unit(pairs: list[tuple[int, float]], random: Any, unit: int) -> None:
    weights, values = zip(*pairs, strict=True)
    of = weighed(with_(REST, milestone_weights=100.0), tuple(map(float, weights)), values)
    assert not [each for each in weights_add_up(of) if each.is_error]
    found = figure(of)
    assert found.figure.value == pytest.approx(sum(w * v for w, v in pairs) / 100)
    assert 0 <= found.figure.value <= 1  # type: ignore[operator]
    mixed = with_(of, milestones=tuple(random.sample(of.milestones, len(pairs))))
    assert figure(mixed).figure.value == pytest.approx(found.figure.value)
    scaled = weighed(with_(REST, milestone_weights=100.0 * unit), tuple(float(w * unit) for w in weights), values)
    assert figure(scaled).figure.value == pytest.approx(found.figure.value)
    for measure in (Measure.VERIFIED, Measure.EXPECTED):
        value = first(of).commitment("c", measure).figure.value
        assert value is None or 0 <= value <= 1


# On a site


HEADER = "id,compromiso,orden,texto,linea_base,meta,institucion,peso,fuentes\n"
ROWS = (
    "agua-1,agua,1,Dar talleres,0,10,obras,50,plan-firmado\nagua-2,agua,2,Bajar las fugas,0,10,obras,30,plan-firmado\n"
    "calles-1,calles,1,Atender quejas,0,10,cabildo,100,plan-firmado\n"
)
TOLD = REPORTS.partition("\n")[0] + (
    "\n2024-03,agua-1,15,,Se dieron.,,,,\n2024-03,agua-2,10,,Bajaron.,,,,\n2024-03,calles-1,15,,Se atendieron.,,,,\n"
)


def weighing_site(folder: Path, *method: str) -> Path:
    lines = "\n  ".join(("avance: indicador", *method))
    return make_site(
        folder,
        replace(of_plan("datapackage.yaml"), "avance: estatus\n  tope: true", lines),
        write(of_plan("actividades.csv"), HEADER + ROWS),
        write(of_plan("avances.csv"), TOLD),
        *map(unlisted, EMPTY),
    )


def test_the_page_shows_the_rest_and_the_cap_and_the_data_say_so(tmp_path: Path) -> None:
    root = weighing_site(tmp_path, "tope: media", "pesos_incompletos: resto_cuenta_cero")
    (root / of_plan("avances.csv")).write_text(TOLD.replace("2024-03", "2024-06"))
    of = build(root)
    agua = parse(of, f"{PLAN}/compromisos/agua/index.html").main.replace("\xa0", " ")
    assert "Lo que falta del total: cuenta como cero" in agua
    assert "105 ÷ 100 = 105 %; con tope: 100 %" in agua
    method = json.loads(content(of, f"{PLAN}/datos/metodo.json"))["filas"]
    known = {each["clave"]: each["valor"] for each in method}
    assert (known["tope"], known["pesos_incompletos"]) == ("media", "resto_cuenta_cero")


def test_a_word_that_is_no_rule_is_told(tmp_path: Path) -> None:
    done = run("check", "--site", weighing_site(tmp_path, "tope: mediana", "pesos_incompletos: resto"))
    assert done.returncode == 1
    assert "«mediana» no es un valor de «tope» → use uno de: true, false, actividad, media" in done.stdout
    assert "«resto» no es un valor de «pesos_incompletos»" in done.stdout


def test_weights_in_proportion_are_told_and_build(tmp_path: Path) -> None:
    done = run("check", "--site", weighing_site(tmp_path, "tope: true", "pesos_incompletos: normalizar"))
    assert done.returncode == 0, done.stdout
    assert "D183  aviso: hay pesos que no suman lo que deben: agua suma 80 y debe sumar 100" in done.stdout


def test_a_seal_keeps_the_rule_of_its_day(tmp_path: Path) -> None:
    root = weighing_site(tmp_path, "tope: media", "pesos_incompletos: resto_cuenta_cero")
    assert run("seal", "2024-03", "--site", root, "--sin-verificar").returncode == 0
    sealed = history(plan_of(root))[0]
    assert (sealed.cut.date, sealed.plan.method.mean_capped) == (date(2024, 3, 31), True)
    path = root / of_plan("datapackage.yaml")
    path.write_text(path.read_text().replace("resto_cuenta_cero", "normalizar"))
    told = run("check", "--site", root)
    assert (told.returncode, " L" in told.stdout) == (1, True)
