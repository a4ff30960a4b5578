"""The engine as a package: what it needs travels with it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

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
