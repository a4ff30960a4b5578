"""The engine as a package: what it needs travels with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from month import CUT, MONTH, PLAN, delivered, difference, fill, july
from support import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paquete")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True)
    return next(folder.glob("micrositio-*.whl"))


def test_schemas_entries_catalogues_and_the_base_theme_are_inside(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    folders = ("profile/schemas", "problems/entries", "i18n/locale", "editing/site")
    for source in (f"src/micrositio/{each}" for each in folders):
        for path in (ROOT / source).rglob("*.*"):
            assert f"micrositio/{path.relative_to(ROOT / 'src/micrositio').as_posix()}" in names
    for path in (ROOT / "themes/base").rglob("*.*"):
        assert f"micrositio/themes/base/{path.relative_to(ROOT / 'themes/base').as_posix()}" in names
    assert not any(name.startswith(("content/", "data/", "tests/")) for name in names)


GIVEN = ["--nombre", "Río abierto", "--gobierno", "Municipio", "--publica", "Unidad", "--correo", "a@example.org"]
"""What `init` asks for."""
Micrositio = Callable[..., str]


@pytest.fixture
def micrositio(wheel: Path, tmp_path: Path) -> Micrositio:
    """Runs the installed program in a folder, away from the repository, and returns what it says."""
    engine = tmp_path / "motor"
    zipfile.ZipFile(wheel).extractall(engine)

    def run(folder: Path, *order: str | Path) -> str:
        tool = [sys.executable, "-m", "micrositio", *map(str, order)]
        env = {"PYTHONPATH": str(engine)}
        done = subprocess.run(tool, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def test_it_begins_a_site_that_is_green_away_from_the_repository(micrositio: Micrositio, tmp_path: Path) -> None:
    micrositio(tmp_path, "init", "sitio", *GIVEN)
    assert "Todo está bien" in micrositio(tmp_path / "sitio", "check")


def test_it_builds_a_site_away_from_the_repository(micrositio: Micrositio, tmp_path: Path) -> None:
    micrositio(tmp_path, "--site", ROOT / "tests/sites/minimo", "--output", "sitio")
    assert (tmp_path / "sitio/index.html").is_file()


def test_a_month_is_reported_in_a_site_that_it_began(micrositio: Micrositio, tmp_path: Path) -> None:
    site = tmp_path / "sitio"
    micrositio(tmp_path, "init", "sitio", *GIVEN, "--plan", PLAN)
    started = july(tmp_path / "julio")
    shutil.rmtree(site / "data" / PLAN)
    shutil.copytree(started / "data" / PLAN, site / "data" / PLAN)
    micrositio(site, "check")
    micrositio(site, "workbook", "export")
    shutil.copytree(site / "data", started / "antes" / "data")
    fill(site / f"{PLAN}-{CUT}.xlsx", tmp_path / "lleno.xlsx", MONTH)
    micrositio(site, "workbook", "import", delivered(tmp_path / "entrega", tmp_path / "lleno.xlsx"), "--si")
    golden = (ROOT / "tests" / "golden" / "mes-de-junio.diff").read_text("utf-8")
    shutil.copytree(site / "data", started / "despues" / "data")
    assert difference(started / "antes", started / "despues") == golden[golden.index("--- a/data") :]
    micrositio(site, "check")
    micrositio(site, "build")
    assert (site / "output" / PLAN / "tablero" / "index.html").is_file()
