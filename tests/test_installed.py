"""The tool as an installed program: its name, its version, and what it says of a mistyped word."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from micrositio import __version__
from micrositio.cli.main import main
from micrositio.pipeline.hosts import NO_INDEX, without_index
from support import ROOT, digests, make_site, remove, run


def installed(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The finished `micrositio …`, as one who installed it runs it."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"}
    order = [sys.executable, "-m", "micrositio", *arguments]
    return subprocess.run(order, cwd=cwd, env=env, capture_output=True, text=True, timeout=300, check=False)


def test_it_tells_its_version(tmp_path: Path) -> None:
    for finished in (run("--version"), installed("--version", cwd=tmp_path)):
        assert (finished.returncode, finished.stdout) == (0, f"micrositio {__version__}\n")


def test_it_is_named_as_it_is_run(tmp_path: Path) -> None:
    make_site(tmp_path, remove("data/plan-minimo/datapackage.yaml"))
    for order in (("--help",), ("fix", "--help"), ("serv",), ("init", "nuevo", "--nombre", "a")):
        finished = installed(*order, cwd=tmp_path)
        assert "build.py" not in finished.stdout + finished.stderr
    assert run("--help").stdout.startswith("uso: build.py ")
    assert installed("--help", cwd=tmp_path).stdout.startswith("uso: micrositio ")


def test_messages_name_the_program_as_it_is_run(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    table = root / "data/plan-minimo/acuerdos.csv"
    table.write_bytes(table.read_bytes().replace(b",", b";"))
    assert "micrositio fix data/plan-minimo/acuerdos.csv" in installed("check", cwd=root).stdout
    assert "build.py fix data/plan-minimo/acuerdos.csv" in run("check", "--site", root).stdout


@pytest.mark.parametrize(
    ("order", "near"),
    [
        ("serv", "serve"),
        ("chek --estricto", "check"),
        ("check --estrcto", "--estricto"),
        ("check --formt json", "--format"),
        ("check --base-ulr=https://example.org", "--base-url"),
        ("--versión", "--version"),
        ("sinindexar output", "sin-indexar"),
        ("seal --ensay 2025-07", "--ensayo"),
    ],
)
def test_a_mistyped_word_is_told_with_the_likely_one(order: str, near: str) -> None:
    with contextlib.redirect_stderr(io.StringIO()) as said, pytest.raises(SystemExit) as ended:
        main(order.split(), ROOT)
    assert ended.value.code == 2
    assert said.getvalue().endswith(f"(¿quiso decir «{near}»?)\n")


@pytest.mark.parametrize("order", ["zzzz", "check --format jsn", "agenda build", "check --zzzzzzzz", "fix"])
def test_nothing_is_guessed_of_what_is_like_nothing(order: str) -> None:
    with contextlib.redirect_stderr(io.StringIO()) as said, pytest.raises(SystemExit):
        main(order.split(), ROOT)
    assert "quiso decir" not in said.getvalue()
    assert not re.search(r"required|invalid|arguments", said.getvalue())


def test_the_list_of_addresses_only_grows(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    book = root / "content/direcciones.txt"
    assert main(["direcciones", "--site", str(root)], ROOT) == 0
    lines = book.read_text("utf-8").splitlines()
    assert "/plan-minimo/tablero/" in lines
    before = book.read_bytes()
    assert main(["direcciones", "--site", str(root)], ROOT) == 0
    assert book.read_bytes() == before
    (root / "content/acerca.md").unlink()
    assert main(["direcciones", "--site", str(root)], ROOT) == 1
    assert book.read_bytes() == before


def test_a_preview_asks_not_to_be_indexed_once(tmp_path: Path) -> None:
    assert main(["sin-indexar", str(tmp_path)], ROOT) == 2
    (tmp_path / "index.html").touch()
    assert main(["sin-indexar", str(tmp_path)], ROOT) == 0
    before = digests(tmp_path)
    assert main(["sin-indexar", str(tmp_path)], ROOT) == 0
    assert digests(tmp_path) == before
    assert (tmp_path / "_headers").read_text("utf-8") == f"/*\n  {NO_INDEX}\n"


def test_the_rules_of_the_whole_site_hold_the_header() -> None:
    assert without_index("/*\n  A: b\n/datos/*\n  C: d\n") == f"/*\n  {NO_INDEX}\n  A: b\n/datos/*\n  C: d\n"
    assert without_index("/datos/*\n  C: d\n") == f"/datos/*\n  C: d\n/*\n  {NO_INDEX}\n"
