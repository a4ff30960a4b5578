"""What changed of a promise: what is in force at each cut, its pages and files, its seal, and its problems."""

from __future__ import annotations

import csv
import io
import itertools
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.model.dates import PartialDate
from micrositio.model.indicators import Indicator
from micrositio.model.modifications import Modification
from micrositio.model.own_reports import Whole
from micrositio.model.plan import ActionPlan
from micrositio.model.plan_facts import PlanPeriod
from micrositio.model.programme import PeriodTarget
from micrositio.model.records import Commitment, Milestone, ReportingPeriod
from micrositio.model.text import Text
from micrositio.pages.milestones.explanation import Retarget, explain_milestone
from micrositio.pipeline.publisher import Site
from micrositio.problems.kinds import Kind
from micrositio.progress.history import calculation_table, history
from micrositio.progress.milestone_changes import changes_by_cut
from micrositio.progress.modifications import is_by_period, is_lowered, milestone_at, promised_at, value_before
from micrositio.progress.seals import rows_of
from micrositio.validation.rules.errata import last_day_told
from micrositio.validation.rules.modifications import (
    modifications_are_dated_within_the_plan,
    modified_indicators_can_be_measured,
)
from reading import build, content, parse
from support import PLAN, Edit, append, found, made, make_site, of_plan, plan_of, problems_in, replace, run, write
from test_explanations import named, view_of
from test_progress import APRIL, MARCH, MAY, milestone, plan, update, verification

HEADER = "tabla,registro,fecha,campo,antes,despues,despues_en,motivo,motivo_en,autoriza,evidencias,fuentes"
PACKAGE = of_plan("datapackage.yaml")
TARGET = "actividades,agua-2,2024-04-10,meta,3,6,,Falta una cuadrilla.,A crew is missing.,Grupo Impulsor,,registro"
ACTION = (
    "compromisos,calles,2024-05-02,titulo,Decidir con vecinas qué calles se arreglan,"
    "Decidir con vecinas qué dos calles se arreglan,Decide with neighbours which two streets,"
    "Alcanza para dos.,,Cabildo,,registro"
)
TEXT = (
    "actividades,calles-1,2024-05-02,texto,Hacer tres asambleas,Hacer dos asambleas,,"
    "Alcanza para dos.,,Cabildo,,registro"
)


def change(before: object, after: object, day: date, field: str = "meta", **values: Any) -> Modification:
    known = {"table": "actividades", "record": "a", "reason": Text("Porque sí.")} | values
    return made(Modification, date=day, field=field, before=str(before), after=Text(str(after)), **known)


# What is in force


def measured(
    *changes: Modification, cuts: tuple[ReportingPeriod, ...] = (MARCH, APRIL, MAY), **rows: Any
) -> ActionPlan:
    own = {"baseline": 0, "target": 5, "direction": "ascendente"} | rows.pop("own", {})
    updates = rows.pop("updates", tuple(update(value=3, cut=cut) for cut in cuts))
    return plan("indicador", milestones=(milestone(**own),), updates=updates, modifications=changes, **rows)


def test_a_changed_target_counts_from_its_date_on_and_not_before() -> None:
    found = [at.by_id["a"] for at in history(measured(change(5, 3, APRIL.date)))]
    assert [each.progress for each in found] == [0.6, 1, 1]
    assert [each.milestone.target for each in found] == [5, 3, 3]
    assert [each.completion for each in found] == ["", "completo", "completo"]
    assert [each.is_lowered for each in found] == [False, True, True]


def test_the_target_of_a_cut_is_in_the_table_from_the_day_of_its_change_on() -> None:
    of = measured(change(5, 3, APRIL.date))
    rows = [row for row in rows_of(calculation_table(of, history(of))) if row["nivel"] == "actividad"]
    assert [row["meta"] for row in rows] == ["", "3", "3"]


@given(st.permutations([("5", "4", 5), ("4", "8", 12), ("8", "6", 30)]))
def test_the_order_of_the_rows_is_no_matter(order: list[tuple[str, str, int]]) -> None:
    changes = [change(before, after, date(2024, 4, day)) for before, after, day in order]
    of = measured(*changes)
    assert [at.by_id["a"].progress for at in history(of)] == [0.6, 0.5, 0.5]
    told = [milestone_at(of, of.milestones[0], date(2024, 4, day)).target for day in (4, 5, 11, 12, 29, 30)]
    assert told == [5, 4, 4, 8, 8, 6]


@given(
    st.lists(st.integers(1, 50), min_size=2, max_size=6),
    st.data(),
)
def test_what_was_in_force_is_told_from_any_day_on_which_it_is_known(targets: list[int], data: st.DataObject) -> None:
    """A plan as it was in force on a day tells the numbers of every other day as the plan first given does."""
    targets = [each for each, _ in itertools.groupby(targets)]
    changes = [
        change(before, after, date(2024, 1, 10 + number))
        for number, (before, after) in enumerate(itertools.pairwise(targets))
    ]
    of = measured(*changes, own={"target": targets[0]})
    days = st.integers(1, 28).map(lambda day: date(2024, 1, day))
    one, other = data.draw(days), data.draw(days)
    then = promised_at(of, one)
    assert milestone_at(then, then.milestones[0], other) == milestone_at(of, of.milestones[0], other)


def test_a_baseline_and_a_direction_change_too() -> None:
    of = measured(change(0, 1, APRIL.date, "linea_base"), change("ascendente", "minimo", MAY.date, "direccion"))
    assert [at.by_id["a"].progress for at in history(of)] == [0.6, 0.5, 0]


def test_what_an_earlier_report_said_is_read_by_the_target_of_then() -> None:
    """A verification of March agrees with what March said, though today's target would call it complete."""
    checked = (verification("en_proceso", evidence=("e",)),)
    updates = (update("en_proceso", 3), update(value=3, cut=MAY))
    of = measured(change(5, 3, APRIL.date), updates=updates, verifications=checked)
    assert not history(of)[-1].by_id["a"].is_disputed
    numbers = (update(value=3),)
    raised = measured(change(3, 6, APRIL.date), own={"target": 3, "end": date(2024, 4, 1)}, updates=numbers)
    assert [at.by_id["a"].is_late for at in history(raised)] == [False, False, False], "March reported it complete"


@pytest.mark.parametrize(
    ("own", "changes", "lowered"),
    [
        ({}, [("meta", 5, 3)], True),
        ({}, [("meta", 5, 8)], False),
        ({"baseline": 9, "direction": "descendente"}, [("meta", 5, 7)], True),
        ({"baseline": 9, "direction": "descendente"}, [("meta", 5, 3)], False),
        ({"direction": ""}, [("meta", 5, 3)], True),
        ({"baseline": 9, "direction": ""}, [("meta", 5, 7)], True),
        ({"baseline": None, "direction": ""}, [("meta", 5, 7)], False),
        ({"baseline": 5, "direction": ""}, [("meta", 5, 3)], False),
        ({"baseline": 5, "direction": ""}, [("meta", 5, 7)], False),
        ({"direction": "minimo"}, [("meta", 5, 3)], True),
        ({"direction": "maximo"}, [("meta", 5, 7)], True),
        ({"direction": "minimo"}, [("meta", 5, 7)], False),
        ({"direction": "mantener"}, [("meta", 5, 3)], False),
        ({}, [("meta", 5, 3), ("unidad", "", "talleres")], False),
        ({}, [("texto", "uno", "dos")], False),
        ({"target": None}, [("meta", "", 3)], False),
    ],
)
def test_a_lowered_target_asks_for_less_by_its_direction(
    own: dict[str, Any], changes: list[tuple[str, object, object]], lowered: bool
) -> None:
    of = measured(*(change(before, after, APRIL.date, field) for field, before, after in changes), own=own)
    assert is_lowered(of, of.milestones[0], MAY.date) is lowered
    assert is_lowered(of, of.milestones[0], APRIL.date) is lowered
    assert not is_lowered(of, of.milestones[0], MARCH.date)


def test_a_target_that_came_back_is_not_lowered() -> None:
    of = measured(change(5, 3, APRIL.date), change(3, 5, MAY.date))
    assert [at.by_id["a"].is_lowered for at in history(of)] == [False, True, False]


@pytest.mark.parametrize(
    ("direction", "periods", "by_period"),
    [("maximo", 1, True), ("maximo", 0, False), ("ascendente", 1, False), ("", 0, False)],
)
def test_a_limit_with_a_programme_is_kept_in_each_period(direction: str, periods: int, by_period: bool) -> None:
    programme = (made(PeriodTarget, milestone="a", date=MAY.date, target=4.0),) * periods
    of = measured(own={"direction": direction}, programme=programme)
    assert is_by_period(of, of.milestones[0]) is by_period


def test_a_commitment_has_not_the_changes_of_a_milestone_of_its_id() -> None:
    of = measured(change(5, 3, APRIL.date))
    own = made(Whole, id="a", target=5.0)
    assert milestone_at(of, own, MAY.date).target == 5


def test_a_text_stays_as_it_is_given_before_its_first_change() -> None:
    of = plan(
        milestones=(milestone(text=Text("Hacer dos")),), modifications=(change("tres", "Hacer dos", MAY.date, "texto"),)
    )
    assert milestone_at(of, of.milestones[0], MARCH.date).text == Text("Hacer dos")


def test_texts_are_those_in_force_in_the_languages_that_were_given() -> None:
    of = plan(
        commitments=(made(Commitment, id="c", number=1, title=Text("Uno", "One"), leads=("x",)),),
        milestones=(milestone(text=Text("Hacer tres", "Do three")),),
        modifications=(
            made(Modification, table="compromisos", record="c", date=APRIL.date, field="titulo", before="Uno",
                 after=Text("Dos", "Two"), reason=Text("…")),
            made(Modification, table="compromisos", record="c", date=MAY.date, field="responsables", before="x",
                 after=Text("y;z"), reason=Text("…")),
            change("Hacer tres", "Hacer dos", MAY.date, "texto"),
        ),
    )  # fmt: skip
    at = history(of)
    assert [each.plan.index.commitments["c"].title for each in at] == [
        Text("Uno", "One"),
        Text("Dos", "Two"),
        Text("Dos", "Two"),
    ]
    assert [each.plan.index.commitments["c"].leads for each in at] == [("x",), ("x",), ("y", "z")]
    assert at[-1].by_id["a"].milestone.text == Text("Hacer dos")
    assert promised_at(plan(), MAY.date).modifications == ()
    assert value_before(of.modifications[0]) == Text("Uno")


def test_the_changes_of_a_cut_are_those_since_the_one_before() -> None:
    of = measured(change(5, 4, MARCH.date), change(4, 3, APRIL.date), change(3, 2, date(2024, 6, 1)))
    told = changes_by_cut(history(of))
    assert [[each.after.base for each in at.modifications] for at in told] == [["4"], ["3"], []]
    assert [at.about("c").modifications for at in told] == [at.modifications for at in told]
    assert not any(at.about("otro").modifications for at in told)


def test_the_explanation_says_which_target_was_used() -> None:
    of = measured(change(5, 4, APRIL.date), change(4, 3, MAY.date), commitments=(named("c"),))
    view = view_of(of)
    shown = [explain_milestone(view, at.states[0], at) for at in view.course]
    assert [each.target for each in shown] == [5, 4, 3]
    first = Retarget(date(2024, 4, 29), 5, 4, Text("Porque sí."))
    assert [each.retargeted for each in shown] == [(), (first,), (first, Retarget(date(2024, 5, 30), 4, 3, first[3]))]


# On a site


def modified(*lines: str) -> tuple[Edit, ...]:
    """The small site with these modifications."""
    return (
        write(of_plan("modificaciones.csv"), "\n".join((HEADER, *lines, ""))),
        append(PACKAGE, "  - {name: modificaciones, path: modificaciones.csv}\n"),
    )


BY_INDICATOR = replace(PACKAGE, "avance: estatus", "avance: indicador")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    both = replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]")
    root = make_site(tmp_path_factory.mktemp("sitio"), both, BY_INDICATOR, *modified(TARGET, ACTION, TEXT))
    return build(root)


def said(of: Site, path: str) -> str:
    return parse(of, path).main.replace("\xa0", " ")


def test_the_figures_follow_the_target_of_each_cut(built: Site) -> None:
    table = csv.DictReader(io.StringIO(content(built, f"{PLAN}/datos/calculos.csv").decode()))
    found = {(row["corte"], row["registro"]): (row["meta"], row["reportado"]) for row in table}
    assert found["2024-03", "agua-2"] == ("", "0.2"), "the target of the table"
    assert found["2024-06", "agua-2"] == ("6", "0.5")
    assert found["2024-06", "agua-1"][0] == ""
    tracked = csv.DictReader(io.StringIO(content(built, f"{PLAN}/datos/seguimiento.csv").decode()))
    assert [row["meta"] for row in tracked if row["actividad"] == "agua-2"] == ["3", "6"]


def test_the_page_keeps_the_first_promise_and_explains_the_change(built: Site) -> None:
    shown = said(built, f"{PLAN}/compromisos/agua/index.html")
    for sentence in (
        "Meta vigente en el corte: 6. La meta era 3 hasta el 9 de abril de 2024; se cambió a 6. Motivo: Falta una "
        "cuadrilla.",
        "(8 − 7) ÷ (8 − 6) = 50 %",
        "Meta: decía «3»; desde el 10 de abril de 2024 dice «6».",
        "Motivo: Falta una cuadrilla. Lo decidió: Grupo Impulsor.",
        "De 8 días a 6 días.",
        "Se modificó lo prometido (1)",
        "Cambió lo prometido de: Actividad 2.",
    ):
        assert sentence in shown, sentence
    other = said(built, f"{PLAN}/compromisos/calles/index.html")
    for sentence in (
        "Título oficial: decía «Decidir con vecinas qué calles se arreglan»; desde el 2 de mayo de 2024 dice «Decidir "
        "con vecinas qué dos calles se arreglan».",
        "Actividad: decía «Hacer tres asambleas»; desde el 2 de mayo de 2024 dice «Hacer dos asambleas».",
        "Hacer dos asambleas",
    ):
        assert sentence in other, sentence


def test_the_cut_the_board_and_the_feed_tell_it(built: Site) -> None:
    before, after = (said(built, f"{PLAN}/tablero/{cut}/index.html") for cut in ("2024-03", "2024-06"))
    assert "Se modificó lo prometido (3)" in after
    assert "Se modificó lo prometido" not in before
    assert "Metas que ahora piden menos: 1" in after
    assert "pide menos" not in before
    assert "Hacer tres asambleas" in before
    feed = content(built, f"{PLAN}/compromisos/agua/feed.xml").decode()
    assert "Se modificó lo prometido (1)" in feed
    assert "10 de abril de 2024&lt;/time&gt; dice «6»" in feed


def test_in_english_too(built: Site) -> None:
    shown = said(built, f"en/{PLAN}/compromisos/agua/index.html")
    for sentence in (
        "Target: it said “3”; since 10 April 2024 it says “6”. Reason: A crew is missing. Decided by: Grupo Impulsor.",
        "The target was 3 until 9 April 2024; it was changed to 6.",
    ):
        assert sentence in shown, sentence
    board = said(built, f"en/{PLAN}/tablero/2024-06/index.html")
    assert "Targets that now ask for less: 1" in board
    assert "Decide with neighbours which two streets" in said(built, f"en/{PLAN}/compromisos/calles/index.html")


def test_the_changes_are_told_and_the_table_is_not_overwritten(built: Site) -> None:
    folder = f"{PLAN}/datos/"
    given_rows = list(csv.DictReader(io.StringIO(content(built, f"{folder}modificaciones.csv").decode())))
    assert [row["despues"] for row in given_rows] == [
        "6",
        "Decidir con vecinas qué dos calles se arreglan",
        "Hacer dos asambleas",
    ]
    milestones = csv.DictReader(io.StringIO(content(built, f"{folder}actividades.csv").decode()))
    assert {row["id"]: row["meta"] for row in milestones}["agua-2"] == "3"
    assert json.loads(content(built, f"{folder}modificaciones.json"))["filas"][0]["campo"] == "meta"
    changes = csv.DictReader(io.StringIO(content(built, f"{folder}cambios.csv").decode()))
    told = next((r["tabla"], r["campo"], r["despues"]) for r in changes if r["clase"] == "modificacion")
    assert told == ("modificaciones", "meta", "6")


def test_it_is_in_the_api(built: Site) -> None:
    api = f"api/v1/planes/{PLAN}/"
    own = json.loads(content(built, f"{api}actividades/agua-2.json"))
    assert [each["despues"] for each in own["modificaciones"]] == ["6"]
    assert [each["cifras"]["meta"] for each in own["cortes"]] == [None, 6]
    assert json.loads(content(built, f"{api}compromisos/calles.json"))["modificaciones"][0]["campo"] == "titulo"
    cuts = [json.loads(content(built, f"{api}cortes/{cut}.json"))["modificaciones"] for cut in ("2024-03", "2024-06")]
    assert [len(each) for each in cuts] == [0, 3]


def test_it_is_found_by_the_words_of_before_and_of_today(built: Site) -> None:
    index = next(content(built, path).decode() for path in built if path.endswith("indice-es.js"))
    for text in ("tres asambleas", "dos asambleas", "qué calles se arreglan", "qué dos calles", "Falta una cuadrilla"):
        assert text in index, text


def test_a_plan_without_modifications_publishes_no_column_for_them(tmp_path: Path) -> None:
    of = build(make_site(tmp_path))
    assert b"meta" not in content(of, f"{PLAN}/datos/calculos.csv").splitlines()[0].split(b",")
    assert b"modificacion" not in content(of, f"{PLAN}/datos/datapackage.json")


SEALED = "actividades,agua-2,2024-03-20,meta,3,6,,Falta una cuadrilla.,,Grupo Impulsor,,registro"


def test_a_seal_keeps_them_and_refuses_their_change(tmp_path: Path) -> None:
    root = make_site(tmp_path, *modified(SEALED, TEXT))
    assert run("seal", "2024-03", "--site", root).returncode == 0
    sealed = (root / of_plan("sellos/2024-03/modificaciones.csv")).read_text(encoding="utf-8")
    assert "agua-2" in sealed
    assert "calles-1" not in sealed, "what is of a later day is not of the cut"
    path = root / of_plan("modificaciones.csv")
    whole = path.read_text(encoding="utf-8")
    for told, code in (
        (whole.replace("meta,3,6", "meta,3,7"), "modificaciones.csv:2:despues L"),
        (whole.replace(f"{SEALED}\n", ""), "modificaciones.csv L"),
        (whole + SEALED.replace("meta,3,6", "producto,Registro,Otro") + "\n", "modificaciones.csv:4 L110"),
    ):
        path.write_text(told, encoding="utf-8")
        done = run("check", "--site", root)
        assert done.returncode == 1
        assert code in done.stdout, done.stdout
    path.write_text(whole + TARGET.replace("meta,3,6", "meta,6,5") + "\n", encoding="utf-8")
    assert run("check", "--site", root).returncode == 0, "a later change is another row"


def test_a_sealed_cut_keeps_its_figures_when_the_target_changes_later(tmp_path: Path) -> None:
    root = make_site(tmp_path, BY_INDICATOR)
    assert run("seal", "2024-03", "--site", root).returncode == 0
    files: dict[str, Any] = {PACKAGE: (root / PACKAGE).read_bytes()}
    for edit in modified(TARGET):
        edit(files)
    for name, text in files.items():
        (root / name).write_bytes(text)
    then, now = (at.by_id["agua-2"] for at in history(plan_of(root)))
    assert (then.progress, then.milestone.target, now.progress) == (0.2, 3, 0.5)


ROW = "actividades,agua-2,2024-04-10,{},,Porque sí.,,Grupo,,registro"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["reuniones,agua-2,2024-04-10,meta,3,6,,Sí.,,Grupo,,registro"], "2:tabla C109"),
        ([TARGET.replace("agua-2", "agua-9")], "2:registro D115"),
        ([ROW.format("metas,3,6")], "2:campo D115"),
        ([ROW.format("fin,2024-10-31,2024-11-30")], "2:campo D185"),
        ([ROW.format("peso,50,40")], "2:campo D185"),
        ([ROW.format("texto_en,,Cut")], "2:campo D185"),
        ([ROW.format("orden,2,3")], "2:campo D185"),
        ([ROW.format("meta,4,6")], "2:antes D186"),
        ([ROW.format("meta,,6")], "2:antes D186"),
        ([ROW.format("area,Agua,Obras")], "2:antes D186"),
        ([TARGET, ROW.format("meta,3,5").replace("04-10", "05-10")], "3:antes D186"),
        ([ROW.format("meta,3,3.0")], "2:despues D187"),
        ([ROW.format("meta,3,seis")], "2:despues C108"),
        ([ROW.format("direccion,descendente,abajo")], "2:despues C109"),
        ([ROW.format("institucion,obras,nadie")], "2:despues C117"),
        ([ROW.format("tolerancia,,-1")], "2:despues C112"),
        ([ROW.format(f"indicador,Días por fuga,{'x' * 401}")], "2:despues C111"),
        (
            ["compromisos,agua,2024-04-10,valores_ogp,acceso_informacion,acceso_informacion;ninguno,,Sí.,,G,,registro"],
            "2:despues D132",
        ),
        (["compromisos,agua,2024-04-10,responsables,obras,obras;nadie,,Sí.,,Grupo,,registro"], "2:despues C117"),
        ([TARGET.replace("2024-04-10", "2026-01-01")], "2:fecha D103"),
        ([TARGET.replace("2024-04-10", "2024-12-20")], "2:fecha D188"),
        ([TARGET, TARGET.replace("meta,3,6", "meta,6,7")], "3:campo C116"),
        ([TARGET.replace("Falta una cuadrilla.", "")], "2:motivo C101"),
        ([ROW.format("meta,3,")], "2:despues C101"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(tmp_path: Path, lines: list[str], told: str) -> None:
    errors = [each for each in problems_in(make_site(tmp_path, *modified(*lines))) if each.is_error]
    assert found(errors) == [of_plan(f"modificaciones.csv:{told}")]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("fin,2024-10-31,2024-11-30", [Kind.MODIFICATION_FIXED_DATE]),
        ("peso,50,40", [Kind.MODIFICATION_FIXED_WEIGHT]),
        ("texto_en,,Cut", [Kind.MODIFICATION_FIXED_LANGUAGE]),
        ("texto_eng,,Cut", [Kind.DATUM_NOTHING]),
        ("orden_en,2,3", [Kind.DATUM_NOTHING]),
        ("orden,2,3", [Kind.MODIFICATION_FIXED]),
        ("meta,4,6", [Kind.MODIFICATION_BEFORE]),
        ("area,Agua,Obras", [Kind.MODIFICATION_BEFORE_NONE]),
    ],
)
def test_what_may_not_change_is_told_with_its_reason(tmp_path: Path, line: str, kinds: list[Kind]) -> None:
    problems = problems_in(make_site(tmp_path, *modified(ROW.format(line))))
    assert [each.kind for each in problems if each.is_error] == kinds


def test_a_commitment_may_come_to_have_none_of_the_values(tmp_path: Path) -> None:
    line = "compromisos,agua,2024-04-10,valores_ogp,acceso_informacion,ninguno,,Sí.,,Grupo,,registro"
    assert [each for each in problems_in(make_site(tmp_path, *modified(line))) if each.is_error] == []


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2024, 3, 31), [Kind.DATE_OUTSIDE]),
        (date(2024, 4, 1), []),
        (date(2024, 4, 30), []),
        (date(2024, 5, 1), [Kind.DATE_OUTSIDE]),
    ],
)
def test_a_modification_is_of_a_day_of_the_plan(day: date, kinds: list[Kind]) -> None:
    april = made(PlanPeriod, start=PartialDate(2024, 4), end=PartialDate(2024, 4))
    found = modifications_are_dated_within_the_plan(measured(change(5, 3, day), periods=(april,)))
    assert [each.kind for each in found] == kinds


@pytest.mark.parametrize(("days", "kinds"), [(0, []), (1, [Kind.MODIFICATION_LATE])])
def test_a_modification_is_not_later_than_what_the_data_tell(days: int, kinds: list[Kind]) -> None:
    told = last_day_told(measured())
    assert told is not None
    found = modifications_are_dated_within_the_plan(measured(change(5, 3, told + timedelta(days))))
    assert [each.kind for each in found] == kinds


@pytest.mark.parametrize(
    ("method", "record", "changes", "kinds"),
    [
        ("indicador", "x", [("direccion", "descendente")], [Kind.MEASURED_INCOMPLETE]),
        ("indicador", "x", [("direccion", "ascendente")], []),
        ("indicador", "y", [("direccion", "descendente")], []),
        ("estatus", "x", [("direccion", "descendente")], []),
    ],
)
def test_an_indicator_that_is_changed_can_still_be_measured(
    method: str, record: str, changes: list[tuple[str, str]], kinds: list[Kind]
) -> None:
    own = made(Indicator, id="x", milestone="a", baseline=0.0, target=10.0)
    of = plan(
        method,
        indicators=(own,),
        modifications=tuple(change("", b, APRIL.date, f, table="indicadores", record=record) for f, b in changes),
    )
    assert [each.kind for each in modified_indicators_can_be_measured(of)] == kinds


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ([("direccion", "descendente")], [Kind.INDICATOR_INCOMPLETE]),
        ([("direccion", "maximo"), ("meta", "")], [Kind.INDICATOR_INCOMPLETE_TARGET]),
        ([("direccion", "maximo")], []),
    ],
)
def test_a_milestone_that_is_changed_can_still_be_measured(changes: list[tuple[str, str]], kinds: list[Kind]) -> None:
    of = measured(*(change("", after, APRIL.date, field) for field, after in changes))
    assert [each.kind for each in modified_indicators_can_be_measured(of)] == kinds


def test_by_the_indicator_what_is_in_force_can_be_measured(tmp_path: Path) -> None:
    """A target on the other side of the baseline needs the direction too, and both on one day are sound."""
    lines = ROW.format("meta,3,12"), ROW.format("direccion,descendente,ascendente")
    alone, both = (
        [each for each in problems_in(make_site(tmp_path / name, BY_INDICATOR, *modified(*those))) if each.is_error]
        for name, those in (("uno", lines[:1]), ("dos", lines))
    )
    assert (found(alone), both) == ([of_plan("modificaciones.csv:2:despues D118")], [])


@pytest.mark.parametrize("cell", ["seis", "1e308", "NaN", "inf"])
def test_a_value_that_is_no_number_is_told_once(tmp_path: Path, cell: str) -> None:
    """That the milestone cannot be measured follows from it."""
    problems = problems_in(make_site(tmp_path, BY_INDICATOR, *modified(ROW.format(f"meta,3,{cell}"))))
    assert found([each for each in problems if each.is_error]) == [of_plan("modificaciones.csv:2:despues C108")]


def test_a_value_is_near_the_target_in_force(tmp_path: Path) -> None:
    far = replace(of_plan("avances.csv"), "2024-06,calles-1,1,", "2024-06,calles-1,40,")
    raised = "actividades,calles-1,2024-05-02,meta,3,50,,Hay más dinero.,,Cabildo,,registro"
    plain, changed = (
        run("check", "--site", make_site(tmp_path / name, BY_INDICATOR, far, *more)).stdout
        for name, more in (("uno", ()), ("dos", modified(raised)))
    )
    assert "avances.csv:7:valor" in plain
    assert "avances.csv:7:valor" not in changed


def test_a_changed_milestone_stays_one_record() -> None:
    own: Milestone = milestone(target=5)
    of = plan(milestones=(own,), modifications=(change(5, 3, APRIL.date),))
    assert milestone_at(of, own, MARCH.date) == own
    assert of.milestones[0].target == 5
