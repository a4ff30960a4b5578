"""The engine as a package: what it needs travels with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
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


def test_it_begins_a_site_that_is_green_away_from_the_repository(wheel: Path, tmp_path: Path) -> None:
    engine = tmp_path / "motor"
    zipfile.ZipFile(wheel).extractall(engine)
    tool, env = [sys.executable, "-m", "micrositio"], {"PYTHONPATH": str(engine)}
    given = ["--nombre", "Río abierto", "--gobierno", "Municipio", "--publica", "Unidad", "--correo", "a@example.org"]
    for order, folder in ((["init", "sitio", *given], tmp_path), (["check"], tmp_path / "sitio")):
        done = subprocess.run([*tool, *order], cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout + done.stderr
    assert "Todo está bien" in done.stderr


def test_it_builds_a_site_away_from_the_repository(wheel: Path, tmp_path: Path) -> None:
    engine = tmp_path / "motor"
    zipfile.ZipFile(wheel).extractall(engine)
    command = [sys.executable, "-m", "micrositio", "--site", str(ROOT / "tests/sites/minimo"), "--output", "sitio"]
    finished = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(engine)}, capture_output=True, text=True, encoding="utf-8"
    )
    assert finished.returncode == 0, finished.stderr
    assert (tmp_path / "sitio/index.html").is_file()


def test_a_month_is_reported_away_from_the_repository_in_a_site_that_it_began(wheel: Path, tmp_path: Path) -> None:
    engine, site = tmp_path / "motor", tmp_path / "sitio"
    zipfile.ZipFile(wheel).extractall(engine)

    def micrositio(*order: str | Path) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "micrositio", *map(str, order)],
            cwd=site if site.is_dir() else tmp_path, env={"PYTHONPATH": str(engine)}, capture_output=True, text=True,
            encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    given = ["--nombre", "Río abierto", "--gobierno", "Municipio", "--publica", "Unidad", "--correo", "a@example.org"]
    micrositio("init", "sitio", *given, "--plan", PLAN)
    started = july(tmp_path / "julio")
    shutil.rmtree(site / "data" / PLAN)
    shutil.copytree(started / "data" / PLAN, site / "data" / PLAN)
    micrositio("check")
    micrositio("workbook", "export")
    book = site / f"{PLAN}-{CUT}.xlsx"
    shutil.copytree(site / "data", started / "antes" / "data")
    fill(book, tmp_path / "lleno.xlsx", MONTH)
    micrositio("workbook", "import", delivered(tmp_path / "entrega", tmp_path / "lleno.xlsx"), "--si")
    golden = (ROOT / "tests" / "golden" / "mes-de-junio.diff").read_text("utf-8")
    shutil.copytree(site / "data", started / "despues" / "data")
    assert difference(started / "antes", started / "despues") == golden[golden.index("--- a/data") :]
    micrositio("check")
    micrositio("build")
    assert (site / "output" / PLAN / "tablero" / "index.html").is_file()
