"""Anyone can repeat the sums: from the published CSV files alone, with nothing but the csv module."""

import csv
import io
from collections.abc import Iterator

import pytest

from reading import content, page, site, squeeze, words

PLAN = "demostracion"
Row = dict[str, str]


def table(name: str) -> list[Row]:
    """A published table of the plan."""
    text = content(site("raiz"), f"{PLAN}/datos/{name}.csv").decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def mean(parts: list[tuple[float | None, float]]) -> float | None:
    """The weighted mean of those that have a value."""
    known = [(value, weight) for value, weight in parts if value is not None]
    return sum(value * weight for value, weight in known) / sum(weight for _, weight in known) if known else None


def number(cell: str) -> float | None:
    return float(cell) if cell else None


CUTS = [row["id"] for row in table("cortes")]


def progress_at(cut: str) -> tuple[float | None, dict[str, float | None], int, int]:
    """What the methodology says, done by hand: of the plan, of each commitment, and with how many milestones."""
    assert {row["clave"]: row["valor"] for row in table("metodo")}["avance"] == "estatus"
    worth = {row["id"]: number(row["valor"]) for row in table("estados")}
    withdrawn = {row["id"] for row in table("estados") if row["irm"] == "retirado"}
    status = {row["actividad"]: row["estado"] for row in table("avances") if row["corte"] == cut}
    parts: dict[str, list[tuple[float | None, float]]] = {row["id"]: [] for row in table("compromisos")}
    for row in table("actividades"):
        said = status.get(row["id"])
        if said not in withdrawn:
            parts[row["compromiso"]].append((worth[said] if said else None, float(row["peso"])))
    commitments = {name: mean(of) for name, of in parts.items()}
    plan = mean([(commitments[row["id"]], float(row["peso"])) for row in table("compromisos")])
    values = [value for of in parts.values() for value, _ in of]
    return plan, commitments, sum(value is not None for value in values), len(values)


def calculated(cut: str, level: str) -> Iterator[Row]:
    return (row for row in table("calculos") if (row["corte"], row["nivel"]) == (cut, level))


def test_the_plan_has_its_twelve_cuts() -> None:
    assert len(CUTS) == 12


@pytest.mark.parametrize("cut", CUTS)
def test_progress_recomputed_from_the_tables_is_the_published_one(cut: str) -> None:
    plan, commitments, counted, total = progress_at(cut)
    [whole] = calculated(cut, "plan")
    assert float(whole["reportado"]) == pytest.approx(plan, abs=1e-9)
    assert (int(whole["con_dato"]), int(whole["total"])) == (counted, total)
    for row in calculated(cut, "compromiso"):
        expected = commitments[row["registro"]]
        assert number(row["reportado"]) == (None if expected is None else pytest.approx(expected, abs=1e-9))


@pytest.mark.parametrize("cut", CUTS)
def test_what_is_verified_recomputed_from_the_tables_is_the_published_one(cut: str) -> None:
    day = {row["id"]: row["fecha"] for row in table("cortes")}
    worth = {row["id"]: number(row["valor"]) for row in table("estados")}
    withdrawn = {r["actividad"] for r in table("avances") if (r["corte"], r["estado"]) == (cut, "retirado")}
    checks = [row for row in table("verificaciones") if day[row["corte"]] <= day[cut]]
    latest = {r["actividad"]: r for r in sorted(checks, key=lambda r: (day[r["corte"]], r["fecha"]))}
    accepted = {name: worth[row["estado"]] or 0.0 for name, row in latest.items() if row["evidencias"]}
    parts: dict[str, list[tuple[float | None, float]]] = {row["id"]: [] for row in table("compromisos")}
    for row in table("actividades"):
        if row["id"] not in withdrawn:
            parts[row["compromiso"]].append((accepted.get(row["id"], 0.0), float(row["peso"])))
    plan = mean([(mean(parts[row["id"]]), float(row["peso"])) for row in table("compromisos")])
    [whole] = calculated(cut, "plan")
    assert float(whole["verificado"]) == pytest.approx(plan, abs=1e-9)


@pytest.mark.parametrize("figure", ["reportado", "esperado", "esperado_original", "esperado_con_dato"])
@pytest.mark.parametrize("cut", CUTS)
def test_each_mean_of_the_calculations_is_that_of_the_rows_that_enter_it(cut: str, figure: str) -> None:
    for level, below in (("plan", "compromiso"), ("compromiso", "actividad")):
        for row in calculated(cut, level):
            entering = [each for each in calculated(cut, below) if each["padre"] == row["registro"]]
            expected = mean([(number(each[figure]), float(each["peso"] or 1)) for each in entering])
            assert number(row[figure]) == (None if expected is None else pytest.approx(expected, abs=1e-9)), row


@pytest.mark.parametrize("cut", CUTS)
def test_the_page_of_the_cut_shows_the_recomputed_figure(cut: str) -> None:
    plan, _, counted, total = progress_at(cut)
    assert plan is not None
    glance = squeeze(words(page("raiz", f"{PLAN}/tablero/{cut}/").one(".glance")))
    assert f"{round(plan * 100)} %" in glance
    assert f"{counted} de {total} actividades" in glance


def test_every_row_of_the_invented_plan_says_so() -> None:
    for name in ("calculos", "estados", "metodo", "erratas"):
        assert {row["inventado"] for row in table(name)} == {"true"}
