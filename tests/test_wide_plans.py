"""Plans as wide as those of real governments: each figure is what their own rows give, worked out here apart."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from micrositio.model.plan import ActionPlan
from micrositio.progress.history import calculation_table
from micrositio.progress.plan_history import plan_history
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan
from support import ROOT

Row = dict[str, object]
QUARTERS = tuple(f"{year}-{month}" for year in (2022, 2023, 2024) for month in ("03-31", "06-30", "09-30", "12-31"))
CUTS = QUARTERS[:7]
SENSES = ("ascendente", "minimo", "maximo", "mantener")
MODES = ("suma", "nivel", "promedio")


def told(folder: Path, method: str, tables: Mapping[str, Iterable[Row]]) -> ActionPlan:
    """The plan of three tables, with these instead, read and validated; it has no errors."""
    shutil.copytree(ROOT / "tests/sites/tres-tablas", folder, dirs_exist_ok=True)
    plan = folder / "data/plan-vega"
    text = (plan / "datapackage.yaml").read_text("utf-8").partition("resources:")[0]
    listed = "".join(f"  - {{name: {name}, path: {name}.csv}}\n" for name in tables)
    (plan / "datapackage.yaml").write_text(f"{text.replace('avance: estatus', method)}resources:\n{listed}", "utf-8")
    for name, rows in tables.items():
        every = list(rows)
        lines = [",".join(every[0]), *(",".join(str(cell) for cell in row.values()) for row in every)]
        (plan / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    sources, problems = load(folder)
    made, found = validate_plan(sources.plans["plan-vega"])
    assert [each for each in (*problems, *found) if each.is_error] == []
    assert made
    return made


def reported(plan: ActionPlan, level: str, cut: str) -> dict[str, float | None]:
    """What `calculos` says was reported at a cut, by row."""
    table = calculation_table(plan, plan_history(plan).course)
    at = {name: number for number, name in enumerate(table.columns)}
    rows = [row for row in table.rows if row[at["nivel"]] == level and row[at["corte"]] == cut]
    return {row[at["registro"]]: float(text) if (text := row[at["reportado"]]) else None for row in rows}


def institution() -> list[Row]:
    return [{"id": "planeacion", "nombre": "Dirección de Planeación", "sector": "gobierno"}]


def commitment(number: int, group: str) -> Row:
    return {
        "id": f"c{number}", "numero": number, "titulo": f"Línea de acción {number}", "titulo_corto": f"Línea {number}",
        "grupo": group, "responsables": "planeacion",
    }  # fmt: skip


def report(cut: str, milestone: object, value: float) -> Row:
    return {"corte": cut, "actividad": milestone, "valor": value, "estado": "limitado", "descripcion": "Se informó."}


@pytest.fixture(scope="module")
def five_levels() -> dict[str, list[Row]]:
    """Six hundred indicators below axes, aims, programmes and commitments, with quarterly targets and money."""
    chance = random.Random(1)
    tables: dict[str, list[Row]] = {name: [] for name in ("grupos", "compromisos", "actividades", "programacion")}
    tables |= {"presupuesto": [], "avances": [], "instituciones": institution()}
    tables["cortes"] = [{"id": cut[:7], "fecha": cut} for cut in CUTS]
    for axis in range(1, 6):
        names = [f"e{axis}", *(f"e{axis}-o{aim}" for aim in range(1, 5))]
        names += [f"{each}-p{number}" for each in names[1:] for number in range(1, 4)]
        for name in names:
            level = ("Eje", "Objetivo", "Programa")[name.count("-")]
            parent = name.rpartition("-")[0]
            tables["grupos"].append({"id": name, "padre": parent, "nivel": level, "titulo": f"{level} {name}"})
        for programme in [each for each in names if each.count("-") == 2] * 2:
            made = commitment(len(tables["compromisos"]) + 1, programme)
            tables["compromisos"].append(made)
            _money(tables, made, chance)
            for order in range(1, 6):
                _indicator(tables, made, order, chance)
    return tables


def _money(tables: dict[str, list[Row]], made: Row, chance: random.Random) -> None:
    for year in ("2022", "2023"):
        amounts = {"aprobado": chance.randint(10**6, 10**7), "ejercido": chance.randint(10**4, 10**6)}
        tables["presupuesto"].append({
            "id": f"{made['id']}-{year}", "compromiso": made["id"], "concepto": "Operación",
            "financiamiento": "Recursos propios", "inicio": year, "fin": year, "moneda": "MXN", **amounts,
        })  # fmt: skip


def _indicator(tables: dict[str, list[Row]], made: Row, order: int, chance: random.Random) -> None:
    number = len(tables["actividades"])
    sense, mode, target = SENSES[number % 4], MODES[number % 3], chance.randint(5, 34) * 12
    mode = mode if sense == "ascendente" else "nivel"
    baseline = ("0" if mode == "suma" else str(chance.randint(0, 50))) if sense == "ascendente" else ""
    key = f"{made['id']}-{order}"
    tables["actividades"].append({
        "id": key, "compromiso": made["id"], "orden": order, "texto": f"Indicador {key}.", "unidad": "personas",
        "linea_base": baseline, "meta": target, "direccion": sense, "acumula": mode, "institucion": "planeacion",
    })  # fmt: skip
    for at, day in enumerate(QUARTERS, 1):
        due = target // 12 if mode == "suma" else target if sense != "ascendente" else target * at // 12
        due = target if mode == "promedio" else due
        tables["programacion"].append({"actividad": key, "fecha": day, "meta": due})
    tables["avances"] += [
        report(cut[:7], key, chance.randint(0, target // 6 if mode == "suma" else target))
        for cut in CUTS
        if chance.random() > 0.1
    ]


def progress(row: Row, values: list[float]) -> float:
    """The progress of an indicator by the definition of each word of its row."""
    target, mode, sense = float(str(row["meta"])), row["acumula"], row["direccion"]
    value = {"suma": sum(values), "promedio": sum(values) / len(values), "nivel": values[-1]}[str(mode)]
    if sense == "ascendente":
        baseline = float(str(row["linea_base"]))
        return min(1.0, max(0.0, (value - baseline) / (target - baseline)))
    return float({"maximo": value <= target, "minimo": value >= target, "mantener": value == target}[str(sense)])


def test_six_hundred_indicators_of_five_levels(tmp_path: Path, five_levels: dict[str, list[Row]]) -> None:
    plan, last = told(tmp_path, "avance: indicador", five_levels), CUTS[-1][:7]
    values: dict[object, list[float]] = {}
    now = {row["actividad"] for row in five_levels["avances"] if row["corte"] == last}
    for row in five_levels["avances"]:
        values.setdefault(row["actividad"], []).append(float(str(row["valor"])))
    rows = five_levels["actividades"]
    expected = {row["id"]: progress(row, values[row["id"]]) if row["id"] in now else None for row in rows}
    found = reported(plan, "actividad", last)
    assert len(found) == 600
    assert found == {key: None if each is None else pytest.approx(each, abs=1e-9) for key, each in expected.items()}


def test_the_levels_above_are_the_mean_of_what_is_below(tmp_path: Path, five_levels: dict[str, list[Row]]) -> None:
    plan, last = told(tmp_path, "avance: indicador", five_levels), CUTS[-1][:7]
    of_commitments, of_groups = reported(plan, "compromiso", last), reported(plan, "grupo", last)
    for group, found in of_groups.items():
        below = [row["id"] for row in five_levels["compromisos"] if f"{row['grupo']}-".startswith(f"{group}-")]
        known = [value for key in below if (value := of_commitments[str(key)]) is not None]
        assert found == pytest.approx(sum(known) / len(known), abs=1e-9), group
    assert len(of_groups) == 85


def test_weights_that_leave_a_rest_count_it_as_zero(tmp_path: Path) -> None:
    chance = random.Random(2)
    commitments = [commitment(number, "") for number in range(1, 124)]
    projects: list[Row] = [
        {
            "id": f"{each['id']}-{order}", "compromiso": each["id"], "orden": order, "texto": f"Proyecto {order}.",
            "peso": chance.choice((0.07, 0.05, 0.0608, 0.02)), "institucion": "planeacion",
        }
        for each in commitments
        for order in range(1, 14)
    ]  # fmt: skip
    reports = [report("2024-06", each["id"], round(100 * chance.random(), 2)) for each in projects]
    method = "avance: manual\n  pesos_incompletos: resto_cuenta_cero\n  total_pesos_actividades: 1"
    cuts: list[Row] = [{"id": "2024-06", "fecha": "2024-06-30"}]
    tables = {"instituciones": institution(), "compromisos": commitments, "actividades": projects, "cortes": cuts}
    plan = told(tmp_path, method, {**tables, "avances": reports})
    expected: dict[object, float] = {}
    for project, each in zip(projects, reports, strict=True):
        share = float(str(project["peso"])) * float(str(each["valor"])) / 100
        expected[project["compromiso"]] = expected.get(project["compromiso"], 0) + share
    found = reported(plan, "compromiso", "2024-06")
    assert len(projects) == 1599
    assert found == {key: pytest.approx(value, abs=1e-9) for key, value in expected.items()}
    whole = sum(expected.values()) / len(expected)
    assert reported(plan, "plan", "2024-06") == {"plan-vega": pytest.approx(whole, abs=1e-9)}
