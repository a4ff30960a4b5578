"""`init`: a site that is green at once, and a theme whose texts can be read whatever the colour."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from micrositio.cli.commands import COMMANDS
from micrositio.cli.main import main
from micrositio.editing.colours import ENOUGH, contrast, sheet_of
from micrositio.model.vocabularies import KINDS_OF_PUBLISHER
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.problems.problem import Problem
from micrositio.profile.schemas import descriptor_schema
from micrositio.routes.paths import SitePath
from support import ROOT, digests

GIVEN = ("--nombre", "Río abierto", "--gobierno", "Municipio de Río Claro", "--publica", "Unidad de Transparencia")
SHEET = (ROOT / "themes/base/static/colores.css").read_text("utf-8")


def begun(folder: Path, *arguments: str) -> tuple[int, str]:
    with contextlib.redirect_stderr(io.StringIO()) as said:
        code = main(["init", str(folder), *arguments], ROOT)
    return code, said.getvalue()


def problems_of(folder: Path) -> list[Problem]:
    site, problems = build_site(Options(folder, (folder / "themes", ROOT / "themes")), lambda *stage: None)
    assert site is not None, problems
    return problems


def test_a_new_site_is_green_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "sitio"
    code, said = begun(folder, *GIVEN, "--correo", "transparencia@example.org")
    assert (code, str(folder) in said) == (0, True)
    assert problems_of(folder) == []
    pages = [path.read_text("utf-8") for path in (folder / "content").glob("*.md")]
    assert sum(page.count("‹por escribir›") for page in pages) == 3
    assert not any("$" in page for page in pages)


def test_a_site_of_the_government_itself_is_green_too(tmp_path: Path) -> None:
    name = "Municipio de Río Claro"
    given = ("--nombre", "Río abierto", "--gobierno", name, "--publica", name, "--correo", "transparencia@example.org")
    assert begun(tmp_path / "sitio", *given)[0] == 0
    assert problems_of(tmp_path / "sitio") == []


def test_a_plan_without_commitments_says_so_where_they_would_be(tmp_path: Path) -> None:
    folder = tmp_path / "sitio"
    assert begun(folder, *GIVEN, "--correo", "transparencia@example.org")[0] == 0
    options = Options(folder, (folder / "themes", ROOT / "themes"))
    site, _problems = build_site(options, lambda *stage: None)
    assert site is not None
    for page in ("plan-de-accion/index.html", "plan-de-accion/compromisos/index.html"):
        content = site[SitePath(page)]
        assert isinstance(content, bytes)
        main = content.decode().partition("<main")[2].partition("</main>")[0]
        assert "No está en estos datos" in main
        assert "0 promesas" not in main
        assert ">plan-de-accion<" not in content.decode()


def test_what_a_person_writes_is_not_read_as_anything_else(tmp_path: Path) -> None:
    odd = 'Plan "2027" #1: {a} [b] $gobierno \\ &amp; ñ'
    assert begun(tmp_path / "a", "--nombre", odd, "--gobierno", odd, "--publica", "no")[0] == 0
    settings = yaml.safe_load((tmp_path / "a/content/sitio.yaml").read_text("utf-8"))
    assert (settings["titulo"], settings["gobierno"], settings["publica"]["nombre"]) == (odd, odd, "no")


def test_a_folder_with_something_in_it_is_never_touched(tmp_path: Path) -> None:
    folder = tmp_path / "sitio"
    folder.mkdir()
    assert begun(folder, *GIVEN)[0] == 0  # an empty one is new
    before = digests(tmp_path)
    assert begun(folder, *GIVEN)[0] == 2
    assert begun(folder / "README.md", *GIVEN)[0] == 2
    (tmp_path / "enlace").symlink_to(tmp_path / "nada")
    assert begun(tmp_path / "enlace", *GIVEN)[0] == 2
    assert digests(tmp_path) == before


def test_all_that_is_missing_or_wrong_is_told_at_once(tmp_path: Path) -> None:
    code, said = begun(tmp_path / "a", "--color", "verde", "--plan", "Mi plan", "--tipo", "x", "--cadencia", "diaria")
    assert code == 2
    for each in ("--nombre", "--gobierno", "--publica", "--color", "--plan", "--tipo", "--cadencia"):
        assert each in said
    assert not (tmp_path / "a").exists()


def test_the_workflows_run_commands_that_exist_and_can_only_read(tmp_path: Path) -> None:
    begun(tmp_path / "a", *GIVEN)
    github = (tmp_path / "a/.github/workflows/revisar.yml").read_text("utf-8")
    described = yaml.safe_load(github)
    assert described["permissions"] == {"contents": "read"}
    assert "secrets" not in github
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", each) for each in re.findall(r"uses: (\S+)", github))
    gitlab = yaml.safe_load((tmp_path / "a/.gitlab-ci.yml").read_text("utf-8"))["sitio"]["script"]
    netlify = tomllib.loads((tmp_path / "a/netlify.toml").read_text("utf-8"))
    steps = [step["run"] for step in described["jobs"]["sitio"]["steps"] if "run" in step]
    readme = (tmp_path / "a/README.md").read_text("utf-8")
    lines = [*steps, *gitlab, netlify["build"]["command"], netlify["context"]["deploy-preview"]["command"], readme]
    used = {name for line in lines for name in re.findall(r"micrositio ([a-z-]+)", line)}
    assert used <= set(COMMANDS), used - set(COMMANDS)
    assert all(shlex.split(line) for line in steps)
    assert "Content-Security-Policy" in str(netlify["headers"])


def test_the_kinds_of_publisher_are_those_of_the_settings() -> None:
    assert set(KINDS_OF_PUBLISHER) == set(
        descriptor_schema("sitio")["properties"]["publica"]["properties"]["tipo"]["enum"]
    )


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_any_colour_gives_a_theme_that_can_be_read(colour: str) -> None:
    light, _mark, dark = sheet_of(colour, SHEET).partition("@media")
    for block in (light, dark):
        own = dict(re.findall(r"--([\w-]+): *(#[0-9a-fA-F]{3,6});", block))
        for other in ("paper", "surface", "accent-ink"):
            assert contrast(own["accent"], own[other]) >= ENOUGH
        assert contrast(own["band"], "#fff") >= 2 * ENOUGH
    assert len(sheet_of(colour, SHEET).splitlines()) == len(SHEET.splitlines())


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000", "#ffffff", 21), ("#777777", "#fff", 4.48), ("#fff", "#fff", 1)]
)
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
