"""The doors to the tests: what the quick one leaves out, and that the scripts that people call are there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import doors
import reading
import support
from support import ROOT


@cache
def built() -> object:
    return reading.site("minimo")


def started() -> object:
    return support.run("check")


TABLE = {"a": started}


class Holder:
    @property
    def held(self) -> object:
        return built()


@pytest.mark.parametrize(
    "reaching",
    [
        lambda: built(),
        lambda: started(),
        lambda: [started() for _ in range(2)],
        lambda: reading.page("raiz", ""),
        lambda: TABLE["a"](),
        lambda: Holder().held,
    ],
)
def test_what_reaches_a_site_or_a_program_is_slow(reaching: Callable[[], object]) -> None:
    assert doors.reaches(reaching)


@pytest.mark.parametrize("quick", [support.minimal_files, lambda: reading.rows("raiz", "demostracion", "cortes")])
def test_what_reads_files_alone_is_quick(quick: Callable[[], object]) -> None:
    assert not doors.reaches(quick)


def test_the_quick_door_leaves_out_what_is_slow_and_skips_nothing() -> None:
    files = ("tests/test_layers.py", "tests/test_command.py", "tests/browser/test_home.py")
    order = [sys.executable, "-m", "pytest", "--rapido", "--collect-only", "-q", *files]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert files[0] in done.stdout
    assert "browser" not in done.stdout
    assert "test_a_sound_site_is_published_and_its_place_is_told" not in done.stdout
    assert re.search(r"\(\d+ deselected\)", done.stdout)
    assert "skipped" not in done.stdout


@pytest.mark.parametrize("name", ["test", "comprobar", "build", "docs", "catalogo", "lock", "publicar-version"])
def test_the_scripts_that_the_docs_name_can_be_run(name: str) -> None:
    path: Path = ROOT / "scripts" / name
    assert os.access(path, os.X_OK)
    assert path.read_text(encoding="utf-8").startswith(("#!/bin/sh\n", "#!/usr/bin/env bash\n"))
