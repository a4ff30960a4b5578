"""A site with the three tables that the profile requires is enough, and its pages claim no more than those tables."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from pathlib import Path

import pytest

from micrositio.model.vocabularies import TableName
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.publisher import Site
from micrositio.problems.problem import Problem
from micrositio.profile.schemas import standard_tables, table_schema
from reading import Page, parse, words
from support import ROOT, SITES, found

SMALLEST = SITES / "tres-tablas"
PLAN = "plan-vega"
THREE = ("instituciones", "compromisos", "actividades")
_TITLE = ("titulo",)
"""A commitment has its official title in some language, by a rule rather than by its schema."""


def built(folder: Path) -> tuple[Site, list[Problem]]:
    site, problems = build_site(Options(folder, (ROOT / "themes",)), lambda stage, done, of: None)
    return site or {}, problems


@cache
def published() -> Site:
    return built(SMALLEST)[0]


def page(path: str) -> Page:
    return parse(published(), f"{path}/index.html".lstrip("/"))


def pasted(folder: Path) -> Path:
    """The site of the first section of docs/perfil.md, as a person would paste it."""
    text = (ROOT / "docs" / "perfil.md").read_text("utf-8")
    section = text.partition("\n## El plan más pequeño\n")[2].partition("\n## ")[0]
    for path, content in re.findall(r"^```\w+ (\S+)\n(.*?)^```$", section, re.DOTALL | re.MULTILINE):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    return folder


def files(folder: Path) -> dict[str, str]:
    return {str(each.relative_to(folder)): each.read_text("utf-8") for each in folder.rglob("*") if each.is_file()}


def test_the_profile_requires_three_tables() -> None:
    assert {name for name in standard_tables() if table_schema(name).required} == {*THREE}
    assert {path.stem for path in (SMALLEST / "data" / PLAN).glob("*.csv")} == {*THREE}


def test_the_profile_begins_with_the_whole_smallest_site_and_it_builds_without_a_warning(tmp_path: Path) -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "docs" / "perfil.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == "El plan más pequeño"
    assert files(pasted(tmp_path)) == files(SMALLEST)
    site, problems = built(tmp_path)
    assert found(problems) == []
    assert {f"{PLAN}/datos/{name}.csv" for name in THREE} <= {*site}


def test_only_what_the_profile_requires_of_each_table_is_enough(tmp_path: Path) -> None:
    pasted(tmp_path)
    for name in THREE:
        path = tmp_path / "data" / PLAN / f"{name}.csv"
        required = [each.name for each in table_schema(name).columns if each.required]
        kept = [*required, *(_TITLE if name == TableName.COMMITMENTS else ())]
        rows = [{key: row[key] for key in kept} for row in csv.DictReader(io.StringIO(path.read_text("utf-8")))]
        with path.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, kept, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    site, problems = built(tmp_path)
    assert found(problems) == []
    assert f"{PLAN}/compromisos/agua/index.html" in site


def test_a_plan_with_the_table_of_sources_says_the_source_of_each_row(tmp_path: Path) -> None:
    folder = pasted(tmp_path) / "data" / PLAN
    (folder / "fuentes.csv").write_text("id,titulo\nplan-firmado,Plan firmado\n", "utf-8")
    descriptor = folder / "datapackage.yaml"
    body = "organos:\n  - {id: comite, nombre: Comité}\n"
    listed = descriptor.read_text("utf-8").replace("resources:\n", f"{body}resources:\n")
    descriptor.write_text(listed + "  - {name: fuentes, path: fuentes.csv}\n", "utf-8")
    codes = [each.kind.code for each in built(tmp_path)[1] if each.is_error]
    assert codes == ["D114"] * 5, "four rows and a body"


def test_a_source_cited_in_a_plan_without_their_table_does_not_exist(tmp_path: Path) -> None:
    table = pasted(tmp_path) / "data" / PLAN / "instituciones.csv"
    head, row = table.read_text("utf-8").splitlines()
    table.write_text(f"{head},fuentes\n{row},plan-firmado\n", "utf-8")
    assert [each.kind.code for each in built(tmp_path)[1] if each.is_error] == ["C117"]


@pytest.mark.parametrize("path", ["", PLAN, f"{PLAN}/compromisos/agua", f"{PLAN}/tablero", f"{PLAN}/datos"])
def test_what_nobody_stated_is_not_claimed(path: str) -> None:
    text = words(page(path).one("main"))
    assert "0 datos que faltan" not in text
    assert "Los de cada actividad están arriba" not in text
    assert "0 %" not in text
    assert text.count("Todavía no hay novedades") == (1 if not path else 0)


def test_the_data_page_says_that_no_row_says_its_source() -> None:
    assert "Estas tablas no dicen de qué fuente sale cada fila." in words(page(f"{PLAN}/datos").one("main"))
    assert f"{PLAN}/fuentes/index.html" not in published()
