"""The mutants of the core are the same each time, and one that a test notices is told from one that none does."""

from __future__ import annotations

import subprocess
import sys

from mutantes import CORE, equivalents, mutants_of
from support import ROOT, environment

ONE = "progress.milestone_changes"


def test_the_same_mutants_are_tried_each_time() -> None:
    assert mutants_of(ONE, 8) == mutants_of(ONE, 8)
    assert all(mutants_of(module, 5) for module in CORE)


def test_a_module_has_at_most_three_equivalent_mutants_each_with_its_reason() -> None:
    modules = [name.partition(":")[0] for name in equivalents()]
    assert all(modules.count(each) <= 3 for each in modules)
    assert all(equivalents().values())


def test_the_tests_of_a_module_notice_its_mutants() -> None:
    command = [sys.executable, "scripts/fallas.py", "mutantes", "--solo", ONE, "--cuantos", "5"]
    ran = subprocess.run(
        command,
        cwd=ROOT,
        env=environment({"PYTHONPATH": str(ROOT / "src"), "PYTEST_PLUGINS": ""}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout.split()[:2]) == (0, [ONE, "5"]), ran.stderr[-2000:]
