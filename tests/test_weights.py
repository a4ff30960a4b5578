"""A page comes at once on a slow network: what `scripts/pesos` measures stays within its limits."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from support import ROOT, SITES, run

SCRIPT = ROOT / "scripts" / "pesos"


def weigh(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SCRIPT, folder], capture_output=True, text=True, timeout=600, check=False)


@pytest.fixture(scope="module", params=[ROOT, SITES / "costa-rica", SITES / "seis-pasos"], ids=["raiz", "cr", "sp"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pesos") / "sitio"
    address = "https://gobiernoabierto.example.org"
    run("build", "--site", request.param, "--output", folder, "--base-url", address).check_returncode()
    return folder


def test_no_page_of_the_three_sites_is_over_its_limit(built: Path) -> None:
    done = weigh(built)
    assert done.returncode == 0, done.stdout
    assert "compromiso " in done.stdout
    assert ("demostracion/tablero/index.html" in done.stdout) == (built / "demostracion").is_dir()


def test_no_script_keeps_a_page_waiting_and_few_things_are_asked_for(built: Path) -> None:
    """What a score of performance hangs on, in a measure that a busy machine does not change."""
    for path in sorted(built.rglob("*.html")):
        page = LexborHTMLParser(path.read_bytes())
        for script in page.css("script[src]"):
            assert "defer" in script.attributes or script.attributes.get("type") == "module", path
        assert len(page.css("link[rel=stylesheet], script[src], img:not([loading=lazy])")) <= 8, path
        assert len(page.css("*")) <= 4500, path


@pytest.fixture
def light(tmp_path: Path) -> Path:
    """A commitment page of a few bytes with a sheet of its own."""
    page = tmp_path / "plan" / "compromisos" / "agua" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(
        '<link rel="stylesheet" href="../../../a.css"><script src="../../../a.js"></script>', encoding="utf-8"
    )
    (tmp_path / "a.css").write_text("", encoding="utf-8")
    (tmp_path / "a.js").write_text("", encoding="utf-8")
    assert weigh(tmp_path).returncode == 0
    return tmp_path


def noise(size: int) -> str:
    """Text that hardly shrinks."""
    return "".join(hashlib.sha256(bytes([n % 256, n // 256])).hexdigest() for n in range(size // 32))


@pytest.mark.parametrize("name", ["plan/compromisos/agua/index.html", "a.css", "a.js"])
def test_weight_over_the_limit_fails_wherever_it_is(light: Path, name: str) -> None:
    path = light / name
    path.write_text(path.read_text("utf-8") + noise(31_000), encoding="utf-8")
    done = weigh(light)
    assert done.returncode == 1
    assert "plan/compromisos/agua/index.html: " in done.stdout.splitlines()[-1]
    assert "30,000" in done.stdout.splitlines()[-1]


def test_a_commitment_in_a_second_language_has_the_same_limit(light: Path) -> None:
    page = light / "en" / "plan" / "compromisos" / "agua" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(noise(31_000), encoding="utf-8")
    assert "en/plan/compromisos/agua/index.html: " in weigh(light).stdout.splitlines()[-1]


def test_a_heavy_board_of_the_demonstration_fails(light: Path) -> None:
    board = light / "demostracion" / "tablero" / "index.html"
    board.parent.mkdir(parents=True)
    board.write_text(noise(50_000), encoding="utf-8")
    assert weigh(light).returncode == 0
    board.write_text(noise(61_000), encoding="utf-8")
    assert weigh(light).returncode == 1


def test_a_folder_without_a_site_is_wrong_usage(tmp_path: Path) -> None:
    assert weigh(tmp_path).returncode == 2
