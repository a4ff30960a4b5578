"""A version is published from a clean tree that passes its checks, once, and a rehearsal changes nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from support import ROOT, environment

VERSION = "9.9.0"
GIT = ("git", "-c", "user.name=Prueba", "-c", "user.email=prueba@example.org")


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """What the script needs of the project, in a repository of its own, with checks that always pass."""
    for name in ("scripts/publicar-version", "scripts/entorno.sh", "src/micrositio/__init__.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    checks(tmp_path, "exit 0")
    (tmp_path / "CHANGELOG.md").write_text(f"# Cambios\n\n## {VERSION} (sin publicar)\n\n## 0.1.0\n", "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "Primero")
    return tmp_path


def checks(tree: Path, ending: str) -> None:
    script = tree / "scripts" / "comprobar"
    script.write_text(f"#!/bin/sh\n{ending}\n", "utf-8")
    script.chmod(0o755)


def release(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    who = {f"GIT_{who}_{what}": "prueba@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    script = str(tree / "scripts" / "publicar-version")
    return subprocess.run([script, *arguments], env=environment(who), capture_output=True, text=True, check=False)


def test_a_version_is_set_dated_committed_and_tagged(tree: Path) -> None:
    done = release(tree, VERSION)
    assert done.returncode == 0, done.stderr
    assert f'__version__ = "{VERSION}"' in (tree / "src/micrositio/__init__.py").read_text("utf-8")
    dated = f"# Cambios\n\n## {VERSION} ({date.today().isoformat()})\n\n## 0.1.0\n"
    assert (tree / "CHANGELOG.md").read_text("utf-8") == dated
    assert git(tree, "status", "--porcelain") == ""
    assert git(tree, "log", "-1", "--format=%s") == f"Versión {VERSION}"
    assert git(tree, "rev-parse", f"v{VERSION}^{{}}") == git(tree, "rev-parse", "HEAD")


def test_a_rehearsal_tells_what_it_would_do_and_changes_nothing(tree: Path) -> None:
    before = git(tree, "rev-parse", "HEAD")
    done = release(tree, "--ensayo", VERSION)
    assert done.returncode == 0, done.stderr
    assert f"v{VERSION}" in done.stdout
    assert "Es un ensayo" in done.stdout
    assert (git(tree, "rev-parse", "HEAD"), git(tree, "status", "--porcelain"), git(tree, "tag")) == (before, "", "")


def test_a_tree_that_is_not_clean_a_version_that_exists_and_checks_that_fail_are_refused(tree: Path) -> None:
    (tree / "otro").touch()
    assert refused(tree) == "hay cambios sin guardar (git status)."
    (tree / "otro").unlink()
    git(tree, "tag", f"v{VERSION}")
    assert refused(tree) == f"la etiqueta v{VERSION} ya existe."
    git(tree, "tag", "--delete", f"v{VERSION}")
    assert refused(tree, "9.9.1") == "en CHANGELOG.md falta el título «## 9.9.1 (sin publicar)»."
    checks(tree, "exit 1")
    git(tree, "commit", "--quiet", "--all", "--message", "Con faltas")
    assert refused(tree) == "./scripts/comprobar encuentra faltas."
    assert git(tree, "tag") == ""


def refused(tree: Path, version: str = VERSION) -> str:
    done = release(tree, version)
    assert done.returncode == 1
    return done.stderr.strip().removeprefix(f"No se publica {version}: ")


@pytest.mark.parametrize("arguments", [(), ("--ensayo",), ("1.2",), ("v1.2.3",), ("1.2.3.4",)])
def test_a_wrong_order_says_how_it_is_used(tree: Path, arguments: tuple[str, ...]) -> None:
    done = release(tree, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("Uso: ")


def test_the_changelog_has_the_version_of_the_program_first() -> None:
    from micrositio import __version__

    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    titles = re.findall(r"(?m)^## (\d+\.\d+\.\d+) \((?:sin publicar|\d{4}-\d{2}-\d{2})\)$", text)
    assert titles[0] == __version__
    assert titles == sorted(titles, key=lambda each: tuple(map(int, each.split("."))), reverse=True)
