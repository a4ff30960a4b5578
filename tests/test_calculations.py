"""Figures of commitments and plans with the terms they are made of, on cases worked out by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from micrositio.model.plan import ActionPlan, Seal
from micrositio.model.records import Commitment, Erratum
from micrositio.progress.history import Calculation, Term, calculation_table, history
from micrositio.progress.milestone_state import Figure, Measure
from micrositio.progress.seals import cut_tables
from support import made
from test_progress import APRIL, MARCH, MAY, milestone, plan, update, verification


def weighted_plan(**rows: Any) -> ActionPlan:
    return plan(
        commitments=(made(Commitment, id="c", weight=75.0), made(Commitment, id="d", weight=25.0)),
        milestones=(
            milestone("a", weight=60.0, order=1),
            milestone("b", weight=40.0, order=2),
            milestone("x", "d", weight=100.0, order=1),
            milestone("y", "d", weight=100.0, order=2),
        ),
        updates=(
            update("listo", of="a"),
            update("no_iniciado", of="b"),
            update("en_proceso", of="x"),
            update("retirado", of="y"),
            update("en_proceso", of="a", cut=APRIL),
        ),
        **rows,
    )


def test_a_commitment_is_the_weighted_mean_of_its_milestones_and_the_withdrawn_do_not_count() -> None:
    whole = weighted_plan()
    march = history(whole)[0]
    assert [march.commitment(each).figure for each in whole.commitments] == [Figure(0.6, 2, 2), Figure(0.5, 1, 1)]
    assert march.commitment("c").terms == (Term("a", 60.0, 1.0), Term("b", 40.0, 0.0))
    assert [term.id for term in march.commitment("d").terms] == ["x"]


def test_the_plan_is_the_weighted_mean_of_its_commitments_and_counts_milestones() -> None:
    march, april, may = (at.whole() for at in history(weighted_plan()))
    assert march.figure == Figure(pytest.approx(0.75 * 0.6 + 0.25 * 0.5), 3, 3)  # type: ignore[arg-type]
    assert march.products == pytest.approx(75 * 0.6 + 25 * 0.5)
    assert march.weights == 100.0
    assert april.figure == Figure(0.5, 1, 4)
    assert april.terms == (Term("c", 75.0, 0.5), Term("d", 25.0, None))
    assert [term.id for term in april.counted] == ["c"]
    assert may.figure == Figure(None, 0, 4)


def test_what_is_verified_is_a_share_of_the_whole() -> None:
    checks = (verification("listo", evidence=("e",)),)
    march = history(weighted_plan(verifications=checks))[0]
    assert march.commitment("c", Measure.VERIFIED).figure == Figure(0.6, 1, 2)
    assert march.commitment("d", Measure.VERIFIED).figure == Figure(0.0, 0, 1)
    whole = march.whole(Measure.VERIFIED)
    assert whole.figure == Figure(pytest.approx(0.75 * 0.6), 1, 3)  # type: ignore[arg-type]
    assert whole.counted == whole.terms


def test_a_commitment_of_which_no_milestone_is_known_is_in_no_mean() -> None:
    commitments = (made(Commitment, id="c"), made(Commitment, id="empty"))
    march = history(plan(commitments=commitments, updates=(update("en_proceso"),)))[0]
    for measure in (Measure.REPORTED, Measure.VERIFIED):
        assert [term.id for term in march.whole(measure).terms] == ["c"]
    assert march.commitment("empty").figure == Figure(None, 0, 0)


def test_expected_progress_of_the_plan_and_that_of_what_was_reported() -> None:
    dates: dict[str, Any] = {"start": date(2024, 1, 1), "end": date(2024, 5, 1)}
    later: dict[str, Any] = {"start": date(2024, 4, 1), "end": date(2024, 5, 1)}
    march = history(plan(milestones=(milestone(**dates), milestone("b", **later)), updates=(update("en_proceso"),)))[0]
    assert march.whole(Measure.EXPECTED).figure == Figure(pytest.approx(90 / 121 / 2), 2, 2)  # type: ignore[arg-type]
    assert march.whole(Measure.COMPARABLE).figure == Figure(pytest.approx(90 / 121), 1, 2)  # type: ignore[arg-type]


def test_a_figure_is_its_products_divided_by_its_weights() -> None:
    for at in history(weighted_plan(verifications=(verification("en_proceso", evidence=("e",)),))):
        for measure in Measure:
            calculations: list[Calculation] = [at.whole(measure), at.commitment("c", measure)]
            for each in calculations:
                stated = each.products / each.weights if each.counted else None
                assert each.figure.value == (None if stated is None else pytest.approx(stated))


def test_the_table_has_a_row_for_the_plan_each_commitment_and_each_milestone_of_each_cut() -> None:
    whole = weighted_plan()
    table = calculation_table(whole, history(whole))
    names = list(table.schema.names)
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    assert [(r["nivel"], r["registro"], r["padre"]) for r in rows if r["corte"] == MARCH.id] == [
        ("plan", "p", ""),
        ("compromiso", "c", "p"),
        ("actividad", "a", "c"),
        ("actividad", "b", "c"),
        ("compromiso", "d", "p"),
        ("actividad", "x", "d"),
        ("actividad", "y", "d"),
    ]
    first, *_, last = (r for r in rows if r["corte"] == MARCH.id)
    assert (first["reportado"], first["con_dato"], first["total"], first["completas"]) == ("0.575", "3", "3", "1")
    assert (last["estado"], last["reportado"], last["total"]) == ("retirado", "", "0")
    silent = next(r for r in rows if (r["corte"], r["registro"]) == (MAY.id, "a"))
    assert (silent["reportado"], silent["estado"], silent["con_dato"]) == ("", "", "0")


def sealed(whole: ActionPlan) -> dict[str, Seal]:
    """Seals of the first cut alone, made of the plan as it is."""
    tables = {
        name: tuple(dict(zip(list(table.schema.names), row, strict=True)) for row in table.rows)
        for name, table in cut_tables(whole, MARCH).items()
    }
    defined = {
        "compromisos": tuple({"id": each.id, "peso": f"{each.weight:g}"} for each in whole.commitments),
        "actividades": tuple(
            {"id": each.id, "peso": f"{each.weight:g}"} for each in whole.milestones if each.id != "y"
        ),
    }
    return {MARCH.id: Seal(MARCH.id, "0" * 64, "", {**tables, **defined}, {})}


def changed(whole: ActionPlan, **rows: Any) -> ActionPlan:
    """The plan sealed in March and then changed: the weights of `a` and `b` are now 10 and 90."""
    milestones = tuple(
        milestone(each.id, each.commitment, order=each.order, weight={"a": 10.0, "b": 90.0}.get(each.id, each.weight))
        for each in whole.milestones
    )
    return weighted_plan_with(milestones, seals=sealed(whole), **rows)


def weighted_plan_with(milestones: tuple[Any, ...], **rows: Any) -> ActionPlan:
    return replace(weighted_plan(**rows), milestones=milestones)


def test_a_sealed_cut_keeps_its_weights_and_an_open_one_has_the_new() -> None:
    march, april, _ = history(changed(weighted_plan()))
    assert march.commitment("c").figure.value == 0.6
    assert [term.weight for term in march.commitment("c").terms] == [60.0, 40.0]
    assert [term.weight for term in april.commitment("c").terms] == [10.0, 90.0]


def test_a_milestone_added_after_a_seal_does_not_count_before_it() -> None:
    march, april, _ = history(changed(weighted_plan()))
    assert "y" not in march.by_id
    assert "y" in april.by_id


@pytest.mark.parametrize(("cut", "weight"), [(MARCH, 10.0), (APRIL, 60.0)])
def test_an_erratum_reaches_back_to_its_cut_and_no_further(cut: Any, weight: float) -> None:
    erratum = made(
        Erratum, period=cut.id, table="actividades", record="a", field="peso", before="60", after="10",
        date=date(2024, 6, 1),
    )  # fmt: skip
    march = history(changed(weighted_plan(), errata=(erratum,)))[0]
    assert march.commitment("c").terms[0].weight == weight
