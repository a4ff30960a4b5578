"""`new`: a row comes with its key, its table comes into the list, and what the checker refuses is not written."""

from __future__ import annotations

import contextlib
import csv
import io
import shlex
from pathlib import Path

import pytest
import yaml

from micrositio.cli.commands import COMMANDS
from micrositio.cli.main import main
from micrositio.cli.new import KINDS
from micrositio.editing.new_row import NEW_ROWS, asked_columns
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan
from support import PLAN, ROOT, Edit, Files, digests, make_site, of_plan, remove, replace


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "sitio")


def run(root: Path, order: str) -> tuple[int, str]:
    with contextlib.redirect_stderr(io.StringIO()) as said, contextlib.redirect_stdout(said):
        code = main(["new", *shlex.split(order), "--site", str(root)], ROOT)
    return code, said.getvalue()


def last(root: Path, table: str) -> dict[str, str]:
    text = (root / of_plan(f"{table}.csv")).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))[-1]


def errors(root: Path) -> list[str]:
    sources, problems = load(root)
    found = [*problems, *validate_plan(sources.plans[PLAN])[1]]
    return [f"{each.place} {each.kind.code}" for each in found if each.is_error]


CITED = "--fuentes plan-firmado"
ROWS = {
    f"compromiso --titulo-corto 'Parques Limpios' --titulo 'Parques' {CITED}": (
        "compromisos",
        {"id": "parques-limpios", "numero": "3"},
    ),
    f"actividad --compromiso agua --texto 'Otra guía, con «comas»' {CITED}": ("actividades", {"compromiso": "agua"}),
    "corte --fecha 2024-09-30": ("cortes", {"id": "2024-09", "fecha": "2024-09-30"}),
    f"sesion --tipo sesion --titulo 'Segunda' --fecha 2024-06-03 {CITED}": ("sesiones", {"id": "sesion-2024-06-03"}),
}


WEIGHED = ("compromisos", "actividades")
"""Tables of which the plan declares the sum of the weights: only a person can say those of a new row."""


@pytest.mark.parametrize("order", ROWS)
def test_a_row_comes_with_its_key_and_the_rest_keeps_its_bytes(order: str, site: Path) -> None:
    table, cells = ROWS[order]
    path = site / of_plan(f"{table}.csv")
    before, others = path.read_bytes(), digests(site)
    code, said = run(site, order)
    assert code == (1 if table in WEIGHED else 0), said
    assert path.read_bytes().startswith(before.rstrip(b"\r\n"))
    row = last(site, table)
    assert {name: row[name] for name in cells} == cells
    after = digests(site)
    assert [name for name in after if after[name] != others.get(name)] == [of_plan(f"{table}.csv")]
    assert {each.split()[-1] for each in errors(site)} <= ({"D105"} if table in WEIGHED else set())


def test_milestones_are_counted_within_their_commitment(site: Path) -> None:
    run(site, "actividad --compromiso agua --texto A --fuentes registro")
    first = last(site, "actividades")
    run(site, "actividad --compromiso agua --texto B --fuentes registro")
    second = last(site, "actividades")
    assert int(second["orden"]) == int(first["orden"]) + 1
    assert second["id"] == f"agua-{second['orden']}"


def without_agreements(files: Files) -> None:
    edits: tuple[Edit, ...] = (
        remove(of_plan("acuerdos.csv")),
        replace(of_plan("datapackage.yaml"), "  - {name: acuerdos, path: acuerdos.csv}\n", ""),
    )
    for edit in edits:
        edit(files)


def test_a_table_that_the_plan_has_not_is_made_and_listed(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio", without_agreements)
    session = last(root, "sesiones")["id"]
    code, said = run(
        root, f"acuerdo --sesion {session} --texto 'Publicar las actas.' --dato estado=pendiente --fuentes registro"
    )
    assert code == 0, said
    resources = yaml.safe_load((root / of_plan("datapackage.yaml")).read_bytes())["resources"]
    assert resources[-1] == {"name": "acuerdos", "path": "acuerdos.csv"}
    assert last(root, "acuerdos")["id"] == "acuerdo-1"
    assert errors(root) == []


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("actividad --compromiso nada --texto A --fuentes registro", "C117"),
        ("corte --fecha 30/09/2024", "C105"),
        ("corte --fecha 2024-09-30 --id 'Corte 9'", "C110"),
        ("acuerdo --sesion nada --texto A --fuentes registro", "C117"),
    ],
)
def test_what_the_checker_refuses_is_not_written(order: str, told: str, site: Path) -> None:
    before = digests(site)
    code, said = run(site, order)
    assert (code, told in said) == (1, True), said
    assert digests(site) == before


def test_all_that_is_missing_is_told_at_once(site: Path) -> None:
    code, said = run(site, "sesion --dato nada")
    assert code == 2
    assert all(each in said for each in ("--tipo", "--titulo", "--fecha", "columna=texto"))


def test_a_plan_is_begun_and_never_written_over(site: Path) -> None:
    order = "plan --titulo 'Tercer plan' --id plan-2027 --ambito 'Río Chico'"
    assert run(site, order)[0] == 0
    settings = site / "content/sitio.yaml"
    settings.write_text(settings.read_text("utf-8").replace("[plan-minimo]", "[plan-minimo, plan-2027]"), "utf-8")
    assert [each for each in validate_plan(load(site)[0].plans["plan-2027"])[1] if each.is_error] == []
    before = digests(site)
    assert run(site, order)[0] == 2
    assert digests(site) == before


def test_a_news_item_has_its_file(site: Path) -> None:
    order = "novedad --titulo 'Nuevo corte: \"mayo\" #2' --fecha 2024-06-05 --resumen 'Ya está.'"
    assert run(site, order)[0] == 0
    [path] = (site / "content/novedades").glob("2024-06-05-*.md")
    assert path.name == "2024-06-05-nuevo-corte-mayo-2.md"
    assert yaml.safe_load(path.read_text("utf-8").split("---")[1])["titulo"] == 'Nuevo corte: "mayo" #2'
    assert run(site, order)[0] == 2


def test_each_question_has_its_option() -> None:
    options = {each.name: each.settings for each in COMMANDS["new"].options}
    assert list(options["que"]["choices"]) == list(KINDS)
    for kind in NEW_ROWS:
        assert {f"--{each.name.replace('_', '-')}" for each in asked_columns(kind)} <= set(options)
