"""A forge of the tests: a workflow's jobs, as its YAML says them, run on a repository of git; its comment is kept."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from support import ROOT

PROGRAMS = {
    "pip": "exit 0",
    "micrositio": f'exec "{sys.executable}" -m micrositio "$@"',
    "gh": 'case "$1 $2" in\n'
    '"pr list") cat "$FORGE/proposal" 2> /dev/null || true ;;\n'
    '"pr comment") echo "$3" > "$FORGE/commented"; shift 4; cp "$1" "$FORGE/comment" ;;\n'
    "*) exit 9 ;;\nesac",
}
"""The programs of the machine of the forge that are not those of the tests."""
MAIN = "principal"


class Run(NamedTuple):
    """A job that was run: whether every step went well, what it printed, its summary and its comment."""

    is_fine: bool
    said: str
    summary: str
    comment: str


class Forge:
    """A repository with its main branch, the folder of a person who works in it, and its workflow."""

    def __init__(self, folder: Path, site: Path, workflow: str) -> None:
        """Begins a repository with what is in `site`."""
        self.folder, self.origin, self.person = folder, folder / "origin.git", site
        self.jobs: dict[str, Any] = yaml.safe_load(workflow)["jobs"]
        (folder / "bin").mkdir()
        for name, text in PROGRAMS.items():
            (folder / "bin" / name).write_text(f"#!/bin/sh\n{text}\n", "utf-8")
            (folder / "bin" / name).chmod(0o755)
        self.git("init", "--quiet", "--bare", f"--initial-branch={MAIN}", str(self.origin), at=folder)
        self.git("init", "--quiet", f"--initial-branch={MAIN}")
        self.git("remote", "add", "origin", str(self.origin))
        self.push(MAIN)

    def git(self, *order: str, at: Path | None = None) -> str:
        """What an order of git prints."""
        who = ("-c", "user.name=Persona", "-c", "user.email=persona@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", *who, *order], cwd=at or self.person, capture_output=True, check=True)
        return done.stdout.decode("utf-8", "backslashreplace")

    def push(self, branch: str) -> str:
        """Put all that is in the person's folder in a branch, as the page of a forge does; its commit is given back."""
        if branch != MAIN:
            self.git("checkout", "--quiet", "-B", branch)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Add files via upload")
        self.git("push", "--quiet", "--force", "origin", branch)
        return self.head(branch)

    def head(self, branch: str) -> str:
        """The commit of a branch of the repository."""
        return self.git("rev-parse", branch, at=self.origin).strip()

    def checkout(self, branch: str, name: str) -> Path:
        """A new folder with a branch of the repository."""
        place = self.folder / name
        self.git("clone", "--quiet", "--depth=1", f"--branch={branch}", f"file://{self.origin}", str(place))
        return place

    def run(self, job: str, branch: str, proposal: str = "") -> Run:
        """Run the steps of a job on a branch; those of actions are what this does instead."""
        (self.folder / "proposal").write_text(f"{proposal}\n" if proposal else "", "utf-8")
        for name in ("comment", "commented", "summary", "comentario.md"):
            (self.folder / name).unlink(missing_ok=True)
        place = self.checkout(branch, f"trabajo-{len(list(self.folder.glob('trabajo-*')))}")
        is_fine, said = True, ""
        for step in self.jobs[job]["steps"]:
            if "run" not in step or not (is_fine or step.get("if") == "always()"):
                continue
            env = {**self._environment(branch, place), **self._env(self.jobs[job], branch, place),
                   **self._env(step, branch, place)}  # fmt: skip
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]], cwd=place, env=env, capture_output=True, check=False
            )
            said += (done.stdout + done.stderr).decode("utf-8", "backslashreplace")
            is_fine = is_fine and done.returncode == 0
        return Run(is_fine, said, self._text("summary"), self._text("comment"))

    def _text(self, name: str) -> str:
        path = self.folder / name
        return path.read_text("utf-8") if path.is_file() else ""

    def _environment(self, branch: str, place: Path) -> dict[str, str]:
        return {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "HOME": str(self.folder), "FORGE": str(self.folder),
            "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8",
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"), "GITHUB_REF": f"refs/heads/{branch}",
        }  # fmt: skip

    def _env(self, part: Any, branch: str, place: Path) -> dict[str, str]:
        known = {
            "github.ref_name": branch, "github.head_ref || github.ref_name": branch, "github.token": "nada",
            "github.repository": "a/b", "github.workspace": str(place),
        }  # fmt: skip
        filled = (
            (name, re.sub(r"\$\{\{ (.+?) \}\}", lambda found: known[found[1]], value))
            for name, value in part.get("env", {}).items()
        )
        return dict(filled)
