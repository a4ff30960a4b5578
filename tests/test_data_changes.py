"""The changelog of the data: what each cut brought, what changed, what was corrected; and when each table changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from micrositio.model.plan import ActionPlan
from micrositio.profile.plan_tables import marked
from micrositio.progress.row_changes import (
    DataChange,
    DataChangeKind,
    change_table,
    changes_in,
    data_changes,
    last_changes,
)
from reading import PLANS, plan, rows
from support import make_site, of_plan, plan_of, run

FIRST, SECOND = "2024-03", "2024-06"
ERRATA = "  - {name: erratas, path: erratas.csv}\n"
ADDED, CHANGED = DataChangeKind.ADDED, DataChangeKind.CHANGED
MOVED, CORRECTED = DataChangeKind.MOVED, DataChangeKind.CORRECTED


@pytest.fixture(scope="module")
def demo() -> ActionPlan:
    return plan("raiz", "demostracion")


def told(changes: tuple[DataChange, ...], kind: DataChangeKind) -> list[tuple[str, ...]]:
    """Those of a kind, without their day and rows."""
    return [(c.cut, c.table, c.record, c.column, c.before, c.after) for c in changes if c.kind is kind]


def sealed(root: Path, *cuts: str) -> Path:
    for cut in cuts:
        finished = run("seal", cut, "--site", root, "--sin-verificar")
        assert finished.returncode == 0, finished.stderr
    return root


@pytest.mark.parametrize(("name", "plan_id"), PLANS)
def test_the_rows_that_each_cut_brings_are_counted(name: str, plan_id: str) -> None:
    counts = {(c.cut, c.table): c.rows for c in data_changes(plan(name, plan_id)) if c.kind is ADDED and not c.record}
    for table in ("avances", "verificaciones"):
        given = [row["corte"] for row in rows(name, plan_id, table)]
        assert {cut: n for (cut, of), n in counts.items() if of == table} == {cut: given.count(cut) for cut in given}


def test_the_promise_is_counted_only_at_the_first_cut(demo: ActionPlan) -> None:
    found = [(c.cut, c.rows) for c in data_changes(demo) if c.table == "actividades" and c.kind is ADDED]
    assert found == [(demo.index.cuts_in_order[0].id, 30)]


def test_every_erratum_is_told_once_as_a_correction_and_never_as_a_change(demo: ActionPlan) -> None:
    changes = data_changes(demo)
    given = rows("raiz", "demostracion", "erratas")
    columns = ("corte", "tabla", "registro", "campo", "antes", "despues")
    assert sorted(told(changes, CORRECTED)) == sorted(tuple(row[each] for each in columns) for row in given)
    assert not {c[:4] for c in told(changes, CHANGED)} & {
        (row["corte"], row["tabla"], row["registro"], row["campo"]) for row in given
    }
    assert {c[1] for c in told(changes, CHANGED)} == {"acuerdos", "comentarios", "compromisos", "evidencias"}
    assert [c.day for c in changes if c.table == "actividades" and c.kind is CORRECTED] == [date(2026, 1, 15)]


def test_every_change_of_date_is_told_at_its_cut(demo: ActionPlan) -> None:
    given = rows("raiz", "demostracion", "reprogramaciones")
    found = [c for c in data_changes(demo) if c.kind is MOVED]
    columns = ("actividad", "fecha", "campo")
    assert sorted(c.record for c in found) == sorted("|".join(row[each] for each in columns) for row in given)
    days = {cut.id: cut.date for cut in demo.index.cuts_in_order}
    assert all(c.day <= days[c.cut] and (c.day.year, c.day.month) == tuple(map(int, c.cut.split("-"))) for c in found)


def test_an_activity_added_between_two_cuts_is_named(tmp_path: Path) -> None:
    root = sealed(make_site(tmp_path), FIRST)
    path = root / of_plan("actividades.csv")
    path.write_text(
        path.read_text("utf-8") + "nueva-9,calles,9,Otra actividad" + "," * 13 + "0,plan-firmado\n", "utf-8"
    )
    named = [each for each in told(data_changes(plan_of(root)), ADDED) if each[2]]
    assert named == [(SECOND, "actividades", "nueva-9", "", "", "")]


def test_a_remark_filled_in_after_the_seal_is_told_where_it_was(tmp_path: Path) -> None:
    root = sealed(make_site(tmp_path), FIRST)
    before = data_changes(plan_of(root))
    path = root / of_plan("avances.csv")
    header, *lines = path.read_text("utf-8").splitlines()
    assert "nota" not in header.split(",")
    extra = [line + (",Se aclara." if number == 0 else ",") for number, line in enumerate(lines)]
    path.write_text("\n".join([f"{header},nota", *extra]) + "\n", "utf-8")
    after = data_changes(plan_of(root))
    key = "|".join(lines[0].split(",")[:2])
    assert told(before, CHANGED) == []
    assert told(after, CHANGED) == [(FIRST, "avances", key, "nota", "", "Se aclara.")]


def test_a_definition_corrected_for_earlier_cuts_is_no_other_change(tmp_path: Path) -> None:
    root = sealed(make_site(tmp_path), FIRST)
    table = root / of_plan("actividades.csv")
    header, *lines = table.read_text("utf-8").splitlines()
    at = header.split(",").index("texto")
    first = lines[0].split(",")
    then, first[at] = first[at], "Otro texto"
    table.write_text("\n".join([header, ",".join(first), *lines[1:]]) + "\n", "utf-8")
    cells = f"{FIRST},actividades,{first[0]},texto,{then},Otro texto,Se entendía mal.,Unidad,2024-07-01,registro"
    errata = "corte,tabla,registro,campo,antes,despues,motivo,quien,fecha,fuentes\n" + cells + "\n"
    (root / of_plan("erratas.csv")).write_text(errata, "utf-8")
    package = root / of_plan("datapackage.yaml")
    package.write_text(package.read_text("utf-8") + ERRATA, "utf-8")
    changes = data_changes(plan_of(root))
    assert told(changes, CHANGED) == []
    assert told(changes, CORRECTED) == [(FIRST, "actividades", first[0], "texto", then, "Otro texto")]


def test_a_plan_without_cuts_has_no_changes_and_no_table() -> None:
    early = plan("raiz", "plan-2026")
    assert data_changes(early) == ()
    assert change_table(early).rows == ()


@pytest.mark.parametrize(("name", "plan_id"), PLANS)
def test_the_table_tells_every_change_and_reads_back(name: str, plan_id: str) -> None:
    of = plan(name, plan_id)
    assert changes_in([marked(of, change_table(of))]) == data_changes(of)


def test_a_table_of_the_cuts_last_changed_at_its_last_cut_or_correction(demo: ActionPlan) -> None:
    days = last_changes(demo, [*demo.tables.values(), change_table(demo)])
    assert days["avances"] == demo.index.cuts_in_order[-1].date
    assert days["actividades"] == date(2026, 1, 15)
    assert days["compromisos"] == demo.index.cuts_in_order[-1].date
    assert days["instituciones"] == demo.index.cuts_in_order[0].date
    assert days["reprogramaciones"] == max(each.date for each in demo.reschedulings)
    assert days["cambios"] == max(each.day for each in data_changes(demo))


def test_a_cut_that_is_only_announced_changes_no_date(tmp_path: Path) -> None:
    root = sealed(make_site(tmp_path), FIRST, SECOND)
    cuts, activities = root / of_plan("cortes.csv"), root / of_plan("actividades.csv")
    cuts.write_text(cuts.read_text("utf-8") + "2031-01,2031-01-31,,,\n", "utf-8")
    added = "nueva-9,calles,9,Otra actividad" + "," * 13 + "0,plan-firmado\n"
    activities.write_text(activities.read_text("utf-8") + added, "utf-8")
    of = plan_of(root)
    assert ("2031-01", "actividades") in {(each.cut, each.table) for each in data_changes(of)}
    days = last_changes(of, [*of.tables.values(), change_table(of)])
    assert max(days.values()) < date(2031, 1, 31)


def test_any_other_table_last_changed_when_a_source_of_its_own_was_read(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    of = plan_of(root)
    days = last_changes(of, of.tables.values())
    cited = {name for each in of.endorsements for name in each.sources}
    assert days["avales"] == max(each.read_on for each in of.sources if each.id in cited and each.read_on)
    assert days["fuentes"] == max(each.read_on for each in of.sources if each.read_on)
    assert "recorridos" not in days
