"""The levels above the commitments: their figures, their pages and files, their seal, and what can be wrong in them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.model.groups import Group, chain, circles, in_order
from micrositio.model.plan import ActionPlan, Method, ScaleStep
from micrositio.model.records import Commitment, Milestone, ProgressUpdate, ReportingPeriod
from micrositio.model.text import Text
from micrositio.progress.history import CutState, calculation_table, history
from micrositio.progress.methods import method_of
from micrositio.progress.milestone_state import Measure
from micrositio.progress.seals import rows_of
from micrositio.validation.rules.groups import MOST_LEVELS, groups_form_a_tree, groups_have_commitments
from reading import build, content, hrefs, page, parse, site, words
from support import (
    PLAN,
    Edit,
    Files,
    append,
    found,
    made,
    make_site,
    minimal_files,
    of_plan,
    plan_of,
    problems_in,
    run,
    write,
)

HEADER = "id,padre,nivel,numero,titulo,peso,fuentes"
PACKAGE = of_plan("datapackage.yaml")
TREE = (
    "seguro,,Eje,1,Ciudad segura,{},plan-firmado",
    "luz,seguro,Objetivo,1.1,Calles con luz,{},plan-firmado",
    "limpio,,Eje,2,Ciudad limpia,{},plan-firmado",
)
OF = {"agua": "luz", "calles": "limpio"}


def grouped(*lines: str, of: dict[str, str] | None = None) -> tuple[Edit, ...]:
    """The small site with these groups, and its commitments in them."""

    def placed(files: Files) -> None:
        path = of_plan("compromisos.csv")
        old = files[path]
        assert isinstance(old, bytes)
        rows = list(csv.DictReader(io.StringIO(old.decode())))
        out = io.StringIO()
        writer = csv.DictWriter(out, [*rows[0], "grupo"], lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "grupo": (OF if of is None else of).get(row["id"], "")} for row in rows)
        files[path] = out.getvalue().encode()

    return (
        write(of_plan("grupos.csv"), "\n".join((HEADER, *lines, ""))),
        append(PACKAGE, "  - {name: grupos, path: grupos.csv}\n"),
        placed,
    )


def weighing(*weights: object) -> tuple[str, ...]:
    return tuple(line.format(weight) for line, weight in zip(TREE, weights, strict=True))


def figures(of: object, path: str = f"{PLAN}/datos/calculos.csv") -> dict[tuple[str, str, str], dict[str, str]]:
    """The rows of the table of calculations by cut, level and key."""
    read = csv.DictReader(io.StringIO(content(of, path).decode()))  # type: ignore[arg-type]  # a site
    return {(row["corte"], row["nivel"], row["registro"]): row for row in read}


def computed(of: ActionPlan) -> dict[tuple[str, str, str], Mapping[str, Any]]:
    """The same rows, of a plan whose site is not built."""
    return {(row["corte"], row["nivel"], row["registro"]): row for row in rows_of(calculation_table(of, history(of)))}


def test_groups_without_weights_leave_the_figures_of_the_plan_as_they_were(tmp_path: Path) -> None:
    plain = computed(plan_of(make_site(tmp_path / "sin")))
    with_groups = computed(plan_of(make_site(tmp_path / "con", *grouped(*weighing("", "", "")))))
    assert {key: row for key, row in with_groups.items() if key[1] != "grupo"} == plain
    for key, leaf in (("seguro", "agua"), ("luz", "agua"), ("limpio", "calles")):
        row, own = with_groups["2024-06", "grupo", key], with_groups["2024-06", "compromiso", leaf]
        assert {name: row[name] for name in ("reportado", "esperado", "total", "verificadas")} == {
            name: own[name] for name in ("reportado", "esperado", "total", "verificadas")
        }
        assert row["padre"] == ""


def test_groups_with_weights_make_the_figure_of_the_plan_level_by_level(tmp_path: Path) -> None:
    unstated = (
        lambda files: files.update({PACKAGE: files[PACKAGE].replace(b"compromisos: 100", b"compromisos: null")}),
    )
    found = computed(plan_of(make_site(tmp_path, *grouped(*weighing(70, 1, 30)), *unstated)))
    agua, calles = (float(found["2024-03", "compromiso", key]["reportado"]) for key in ("agua", "calles"))
    assert float(found["2024-03", "plan", PLAN]["reportado"]) == pytest.approx(0.7 * agua + 0.3 * calles, abs=1e-9)
    enters = {
        key[2]: row["padre"] for key, row in found.items() if key[0] == "2024-03" and key[1] in ("grupo", "compromiso")
    }
    assert enters == {"seguro": PLAN, "luz": "seguro", "limpio": PLAN, "agua": "luz", "calles": "limpio"}


@st.composite
def trees(draw: st.DrawFn) -> ActionPlan:
    """A plan with up to eight groups, each part of an earlier one or of none, and a commitment a group at most."""
    count = draw(st.integers(1, 8))
    parents = [
        "" if not number else draw(st.sampled_from(["", *(f"g{n}" for n in range(number))])) for number in range(count)
    ]
    weights = st.floats(0.5, 100)
    groups = tuple(
        made(Group, id=f"g{number}", parent=parent, weight=draw(weights), title=Text("t"))
        for number, parent in enumerate(parents)
    )
    owners = draw(st.lists(st.sampled_from([each.id for each in groups]), min_size=1, max_size=6))
    commitments = tuple(
        made(Commitment, id=f"c{number}", number=number + 1, group=owner, weight=draw(weights))
        for number, owner in enumerate(owners)
    )
    values = draw(st.lists(st.floats(0, 100), min_size=len(owners), max_size=len(owners)))
    cut = made(ReportingPeriod, id="corte", date=date(2024, 3, 31))
    return made(
        ActionPlan,
        id="p",
        method=Method("manual", True, None, None),
        scale=(ScaleStep("listo", Text("listo"), 1.0, "completo"),),
        groups=groups,
        commitments=commitments,
        milestones=tuple(made(Milestone, id=f"{each.id}-1", commitment=each.id) for each in commitments),
        reporting_periods=(cut,),
        updates=tuple(
            made(ProgressUpdate, period="corte", milestone=f"c{number}-1", value=value)
            for number, value in enumerate(values)
        ),
    )


def by_hand(at: CutState, group: str) -> float | None:
    """The figure of a group reckoned apart: the weighted mean of what it holds and has data."""
    plan = at.plan
    parts = [(each.weight, by_hand(at, each.id)) for each in plan.groups if each.parent == group]
    parts += [
        (each.weight, next((u.value for u in plan.updates if u.milestone == f"{each.id}-1"), None))
        for each in plan.commitments
        if each.group == group
    ]
    known = [(weight or 0, value) for weight, value in parts if value is not None]
    return sum(weight * value for weight, value in known) / sum(weight for weight, _ in known) if known else None


@given(trees())
def test_any_tree_gives_the_weighted_means_of_its_levels_in_any_order_of_rows(plan: ActionPlan) -> None:
    [at] = history(plan)
    for key in ("", *(each.id for each in plan.groups)):
        figure = (at.group(key) if key else at.whole()).figure
        expected = by_hand(at, key)
        assert (figure.value is None) == (expected is None)
        if expected is not None and figure.value is not None:
            assert figure.value * 100 == pytest.approx(expected, abs=1e-9)
            assert 0 <= figure.value <= 1
    assert at.whole(Measure.REPORTED).figure.counted == len(plan.commitments)
    assert sorted(each.id for each, _ in in_order(reversed(plan.groups))) == sorted(each.id for each in plan.groups)


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        (
            grouped("a,c,Eje,,A,,plan-firmado", "b,a,Eje,,B,,plan-firmado", "c,b,Eje,,C,,plan-firmado", of={}),
            "2:padre D160",
        ),
        (grouped("a,a,Eje,,A,,plan-firmado", of={"agua": "a"}), "2:padre D160"),
        (grouped("a,no-hay,Eje,,A,,plan-firmado", of={"agua": "a"}), "2:padre C117"),
        (grouped("agua,,Eje,,A,,plan-firmado", of={"agua": "agua"}), "2:id D161"),
        (grouped(f"{PLAN},,Eje,,A,,plan-firmado", of={"agua": PLAN}), "2:id D161"),
        (grouped("a,,Eje,,A,-1,plan-firmado", of={"agua": "a"}), "2:peso C112"),
        (
            grouped("a,,Eje,,A,10,plan-firmado", "b,,Eje,,B,,plan-firmado", of={"agua": "a", "calles": "b"}),
            "3:peso D105",
        ),
    ],
    ids=["circle", "itself", "unknown", "commitment", "plan", "negative", "half-weighed"],
)
def test_each_fault_is_said_once_at_its_cell(tmp_path: Path, edits: tuple[Edit, ...], said: str) -> None:
    errors = found([each for each in problems_in(make_site(tmp_path, *edits)) if each.is_error])
    assert [each for each in errors if of_plan("grupos.csv") in each] == [of_plan(f"grupos.csv:{said}")]


def test_too_many_levels_are_an_error_and_as_many_as_are_admitted_build(tmp_path: Path) -> None:
    lines = [f"g{n},{f'g{n - 1}' if n else ''},Nivel,,G,,plan-firmado" for n in range(MOST_LEVELS + 1)]
    last = {"agua": f"g{MOST_LEVELS}", "calles": f"g{MOST_LEVELS}"}
    [error] = [each for each in problems_in(make_site(tmp_path / "de-mas", *grouped(*lines, of=last))) if each.is_error]
    assert error.kind.code == "D162"
    fewer = dict.fromkeys(last, f"g{MOST_LEVELS - 1}")
    problems = problems_in(make_site(tmp_path / "justos", *grouped(*lines[:-1], of=fewer)))
    assert [each for each in problems if each.is_error] == []


def test_the_level_of_a_group_that_is_too_deep_is_told() -> None:
    names = [f"g{number}" for number in range(MOST_LEVELS + 1)]
    groups = tuple(made(Group, id=own, parent=parent) for parent, own in zip(["", *names], names, strict=False))
    [told] = groups_form_a_tree(made(ActionPlan, id="p", groups=groups))
    assert (told.details["depth"], told.details["most"]) == (MOST_LEVELS + 1, MOST_LEVELS)


@pytest.mark.parametrize(
    ("tree", "used", "idle"),
    [
        ({"a": "", "b": "a"}, ["b"], []),
        ({"a": "", "b": "a"}, ["a"], ["b"]),
        ({"a": "", "b": "a", "c": ""}, ["b"], ["c"]),
        ({"a": "", "b": "a"}, ["otro"], ["a, b"]),
        ({f"g{n}": "" for n in range(5)}, [], ["g0, g1, g2, g3, g4"]),
        ({f"g{n}": "" for n in range(6)}, [], ["g0, g1, g2, g3, g4…"]),
    ],
)
def test_groups_under_which_no_commitment_is_are_named(tree: dict[str, str], used: list[str], idle: list[str]) -> None:
    groups = tuple(made(Group, id=own, parent=parent) for own, parent in tree.items())
    commitments = tuple(made(Commitment, id=f"c{each}", group=each) for each in used)
    found = groups_have_commitments(made(ActionPlan, id="p", groups=groups, commitments=commitments))
    assert [each.details["names"] for each in found] == idle


def test_a_group_without_commitments_is_told_and_is_no_error(tmp_path: Path) -> None:
    done = run("check", "--site", make_site(tmp_path, *grouped(*weighing("", "", ""), of={"agua": "luz"})))
    assert done.returncode == 0
    assert "grupos.csv:4:id D163  aviso: hay grupos sin ningún compromiso: limpio" in done.stdout


def test_a_group_of_the_invented_plan_is_on_its_pages_with_its_figure() -> None:
    of = site("raiz")
    shown = page("raiz", "demostracion/grupos/servicios/index.html")
    assert words(shown.one("h1")) == "Servicios en todas las colonias"
    assert words(shown.all("main .kicker")[0]) == "Eje 1"
    assert "agua-segura/index.html" in " ".join(hrefs(shown.one("main")))
    english = parse(of, "en/demostracion/grupos/servicios/index.html")
    assert words(english.one("h1")) == "Services in every neighbourhood"
    board = page("raiz", "demostracion/tablero/index.html")
    assert "../grupos/decidir-juntos/index.html" in hrefs(board.one("#por-parte"))
    commitment = page("raiz", "demostracion/compromisos/agua/index.html")
    assert "Es parte de Eje 1: Servicios en todas las colonias › Programa 1.1: Agua segura" in words(
        commitment.one("main")
    )
    assert "grupos/index.html" in hrefs(page("raiz", "demostracion/index.html").one("ul.sections"))
    folder = "demostracion/datos/"
    listed = json.loads(content(of, "api/v1/planes/demostracion/grupos/index.json"))["grupos"]
    last = figures(of, f"{folder}calculos.csv")["2026-06", "grupo", "servicios"]
    assert listed[0]["cifras"]["reportado"] == float(last["reportado"])
    [*_, tracked] = (
        r
        for r in csv.DictReader(io.StringIO(content(of, f"{folder}seguimiento.csv").decode()))
        if r["grupo"] == "agua-segura"
    )
    assert tracked["niveles"] == "Eje 1: Servicios en todas las colonias › Programa 1.1: Agua segura"


def test_a_cut_that_was_sealed_before_there_were_groups_keeps_its_figures(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    assert run("seal", "2024-03", "--site", root).returncode == 0
    before = figures(build(root))
    files = minimal_files()
    for edit in grouped(*weighing(70, 1, 30)):
        edit(files)
    for name in ("grupos.csv", "compromisos.csv"):
        (root / of_plan(name)).write_bytes(files[of_plan(name)])  # type: ignore[arg-type]  # no link
    told = files[PACKAGE].replace(b"compromisos: 100", b"compromisos: null")  # type: ignore[union-attr]
    (root / PACKAGE).write_bytes(told)
    done = run("check", "--site", root)
    assert "L109" in done.stdout, done.stdout  # the method is part of what was sealed
    (root / PACKAGE).write_bytes(files[PACKAGE])  # type: ignore[arg-type]
    flat = weighing("", "", "")
    (root / of_plan("grupos.csv")).write_text("\n".join((HEADER, *flat, "")), encoding="utf-8")
    after = figures(build(root))
    assert {key: row for key, row in after.items() if key[0] == "2024-03"} == {
        key: row for key, row in before.items() if key[0] == "2024-03"
    }
    assert ("2024-06", "grupo", "luz") in after


def test_a_chain_that_comes_back_ends() -> None:
    groups = {key: made(Group, id=key, parent=parent) for key, parent in (("a", "b"), ("b", "a"), ("c", "a"))}
    assert [each.id for each in chain(groups, "c")] == ["b", "a", "c"]
    assert list(in_order(groups.values())) == []
    assert chain(groups, "x") == ()


class Walked(dict[str, Group]):
    """Groups that count how often one of them is asked for."""

    asked = 0

    def __getitem__(self, key: str) -> Group:
        self.asked += 1
        return super().__getitem__(key)


def test_every_circle_is_found_once_and_each_group_is_walked_a_few_times_at_most() -> None:
    parents = {"a": "b", "b": "a", "c": "c", "d": "a", **{f"g{n}": f"g{n + 1}" for n in range(5000)}, "g5000": ""}
    groups = Walked({key: made(Group, id=key, parent=parent) for key, parent in parents.items()})
    assert [[each.id for each in circle] for circle in circles(groups)] == [["a", "b"], ["c"]]
    assert groups.asked <= 2 * len(groups)


@pytest.mark.parametrize(("direction", "told"), [("maximo", True), ("", False)])
def test_a_group_speaks_of_limits_only_if_one_of_its_own_is_a_limit(direction: str, told: bool) -> None:
    groups = tuple(made(Group, id=key, title=Text(key)) for key in ("con", "sin"))
    commitments = tuple(made(Commitment, id=f"c-{each.id}", number=1, group=each.id) for each in groups)
    tasks = tuple(made(Milestone, id=each.id, commitment=each.id, baseline=0.0, target=2.0) for each in commitments)
    cut = made(ReportingPeriod, id="corte", date=date(2024, 3, 31))
    plan = made(
        ActionPlan, id="p", method=Method("indicador", True, None, None), groups=groups, commitments=commitments,
        milestones=(replace(tasks[0], direction=direction), tasks[1]), reporting_periods=(cut,),
    )  # fmt: skip
    [at] = history(plan)
    method = method_of(plan)
    said = {each.id: method.remarks(state.milestone for state in at.under(each.id)) for each in groups}
    assert (bool(said["con"]), bool(said["sin"])) == (told, False)
    assert bool(method.remarks(state.milestone for state in at.under(""))) == told
