"""What is not the content's fault ends well too: signals, closed streams, no home, other systems, other line ends."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support import MINIMAL, ROOT, command, digests, environment, make_site, run

ARGUMENTS = ("build", "--procesos", "1", "--sin-cache")


def test_there_is_a_command_for_windows() -> None:
    text = (ROOT / "scripts" / "build.cmd").read_text()
    assert "build.py" in text
    assert "requirements\\build.txt" in text


@pytest.mark.skipif(not shutil.which("git"), reason="hace falta git")
def test_a_clone_with_other_line_ends_has_the_same_bytes(tmp_path: Path) -> None:
    def git(*arguments: str | Path, cwd: Path) -> str:
        names = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        done = subprocess.run(
            ["git", *names, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=True
        )
        return done.stdout

    first = tmp_path / "primero"
    shutil.copytree(MINIMAL, first)
    shutil.copytree(ROOT / "themes" / "base", first / "themes" / "base")
    shutil.copytree(ROOT / "scripts", first / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    evidence = next(each for each in first.rglob("evidencias/*") if each.is_dir())
    (evidence / "lista.txt").write_bytes(b"uno\r\ndos\n")
    (first / "data" / "plan-minimo" / "sellos" / "2024-03").mkdir(parents=True, exist_ok=True)
    (first / "data" / "plan-minimo" / "sellos" / "2024-03" / "SHA256SUMS").write_bytes(b"0  a\n")
    shutil.copy(ROOT / ".gitattributes", first)
    git("init", "-q", cwd=first)
    git("add", "-A", cwd=first)
    git("commit", "-qm", "x", cwd=first)
    second = tmp_path / "segundo"
    git("clone", "-q", "-c", "core.autocrlf=true", first, second, cwd=tmp_path)
    changed = {path for path, digest in digests(second).items() if digests(first).get(path) != digest}
    assert [each for each in changed if not each.startswith(".git/") and not each.endswith(".cmd")] == []


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_closed_streams_are_no_failure_of_an_order_that_is_wrong(closed: tuple[int, ...], tmp_path: Path) -> None:
    site = make_site(tmp_path / "sitio")

    def close() -> None:
        for each in closed:
            os.close(each)

    order = command("check", "--port", "x", "--site", site)
    assert subprocess.run(order, env=environment(), preexec_fn=close, check=False).returncode == 2


def test_another_site_is_told_by_its_name_and_stays(tmp_path: Path) -> None:
    for number in (1, 2):
        site = make_site(tmp_path / f"sitio-{number}")
        settings = site / "content" / "sitio.yaml"
        text = settings.read_text().splitlines()
        changed = [f"titulo: Sitio {number}" if each.startswith("titulo:") else each for each in text]
        changed = [
            f"direccion: https://{number}.example" if each.startswith("direccion:") else each for each in changed
        ]
        settings.write_text("\n".join(changed) + "\n")
        done = run(*ARGUMENTS, "--site", site, "--output", tmp_path / "salida")
        assert done.returncode == (0 if number == 1 else 2), done.stderr
    assert "«Sitio 1»" in done.stderr
    assert len(done.stderr.splitlines()) == 1
