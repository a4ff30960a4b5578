"""What others' checkers say of the three sites: the W3C's (vnu) and Lighthouse. Both are fixed in tests/revisores."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lighthouse
import servidor
from browser.conftest import ROOT, Served

MODULES = ROOT / "tests" / "revisores" / "node_modules"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
OPTIONS = ["--also-check-css", "--also-check-svg", "--no-langdetect", "--errors-only", "--stdout", "--format", "gnu"]


def needs(program: str, part: Path) -> None:
    """Skip the test, saying why, where the checker is not there."""
    if not shutil.which(program) or not part.is_file():
        pytest.skip(f"no hay {program} o falta {part.relative_to(ROOT)}: corra ./scripts/test")


def checked(*paths: Path) -> str:
    """What the W3C's checker finds in these files and folders."""
    needs("java", VNU)
    command = ["java", "-jar", str(VNU), *OPTIONS, *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, timeout=900, check=False).stdout


def test_the_w3c_finds_no_error_in_any_page_style_or_drawing(served: Served) -> None:
    own = [path for kind in ("css", "svg") for path in (served.folder / "recursos").glob(f"*.{kind}")]
    assert len(own) >= 3
    assert checked(*(served.folder / page for page in served.pages), *own) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<!doctype html><html lang="es"><title>a</title><p id="a"><b id="a">a</b></p></html>'),
        ("a.css", "p { colour: red; }"),
        ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><circulo/></svg>'),
    ],
)
def test_the_w3c_finds_an_error_in_each_kind_of_file(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert f"{name}" in checked(tmp_path)


def needs_lighthouse() -> None:
    """Skip the test, saying why, where Lighthouse or a browser is not there."""
    needs("node", lighthouse.PROGRAM)
    if not os.environ.get("MICROSITIO_CHROMIUM"):
        pytest.skip("no hay Chromium, Chrome ni Edge (MICROSITIO_CHROMIUM)")


def test_lighthouse_gives_every_point_that_does_not_hang_on_how_busy_the_machine_is() -> None:
    """The performance, which does, is for `scripts/lighthouse`; here its causes are held to limits: test_weights.py."""
    needs_lighthouse()
    command = [sys.executable, str(ROOT / "scripts" / "lighthouse.py"), "--sin-rendimiento", "--veces", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1500, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split()[1:] for line in done.stdout.strip().splitlines()[1:]] == [["100"] * 3] * len(lighthouse.PAGES)


def test_lighthouse_finds_what_is_short(tmp_path: Path) -> None:
    needs_lighthouse()
    (tmp_path / "index.html").write_text("<p>Agua</p><img src='x.png'>", encoding="utf-8")
    (tmp_path / "404.html").write_text("", encoding="utf-8")
    with servidor.served(servidor.Netlify(tmp_path)) as address:
        short = lighthouse.page("mala", address, ["accessibility", "best-practices", "seo"], 1)
    assert {"accessibility", "best-practices", "seo"} <= {each.split()[1] for each in short}
    assert any("document-title" in each for each in short)
