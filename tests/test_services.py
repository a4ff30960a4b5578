"""What services run for each change is written as they read it and calls what there is; nobody ran it there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from support import ROOT

PYTHONS = ["3.11", "3.12", "3.13"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB, HOOKS = ROOT / ".gitlab-ci.yml", ROOT / ".pre-commit-config.yaml"


def read(path: Path) -> dict[Any, Any]:
    found = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    found = read(path)
    return dict(found["jobs"]) if "jobs" in found else {k: v for k, v in found.items() if isinstance(v, dict)}


def commands(path: Path) -> Iterator[str]:
    for job in jobs(path).values():
        yield from job.get("script", [])
        yield from (step["run"] for step in job.get("steps", []) if "run" in step)


@pytest.mark.parametrize("path", [*WORKFLOWS, GITLAB], ids=lambda each: each.name)
def test_each_job_calls_a_script_that_is_there(path: Path) -> None:
    named = [each for line in commands(path) for each in re.findall(r"\./scripts/[\w-]+", line)]
    assert len(named) >= len(jobs(path))
    assert all(os.access(ROOT / each, os.X_OK) for each in named)
    assert all("timeout-minutes" in job for job in jobs(path).values() if "steps" in job)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda each: each.name)
def test_every_action_is_of_a_stated_version_and_may_only_read(path: Path) -> None:
    used = re.findall(r"uses: (\S+)", path.read_text("utf-8"))
    assert used
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", each) for each in used)
    assert read(path)["permissions"] == {"contents": "read"}


def test_both_services_test_on_each_python_and_keep_the_site() -> None:
    of_github, of_gitlab = jobs(ROOT / ".github" / "workflows" / "pruebas.yml"), jobs(GITLAB)
    assert of_github["pruebas"]["strategy"]["matrix"] == {"python": PYTHONS}
    assert of_gitlab["pruebas"]["parallel"]["matrix"] == [{"PYTHON_VERSION": PYTHONS}]
    assert "./scripts/test" in [*commands(GITLAB)]
    assert of_github["sitio"]["steps"][-1]["with"]["path"] == of_gitlab["sitio"]["artifacts"]["paths"][0] == "output/"


def test_a_scheduled_job_looks_for_known_holes_in_what_is_locked() -> None:
    workflow = ROOT / ".github" / "workflows" / "bibliotecas.yml"
    assert read(workflow)[True]["schedule"]  # YAML 1.1 reads the key `on` as true
    assert [*commands(workflow)] == jobs(GITLAB)["fallos-conocidos"]["script"] == ["./scripts/fallos-conocidos"]
    assert "requirements/*.txt" in (ROOT / "scripts" / "fallos-conocidos").read_text("utf-8")


def test_hooks_are_local_and_check_what_people_check() -> None:
    [repository] = read(HOOKS)["repos"]
    assert repository["repo"] == "local"
    assert [hook["entry"] for hook in repository["hooks"]] == ["./scripts/comprobar"]
    assert not re.search(r"https?://", HOOKS.read_text("utf-8"))


def test_what_was_not_tried_is_said() -> None:
    for path in (*WORKFLOWS, GITLAB):
        assert "No se ha corrido en" in path.read_text("utf-8")
    assert "No se han corrido" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
