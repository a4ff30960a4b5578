"""What is not the content's fault ends well too: signals, closed streams, no home, other systems, other line ends."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support import MINIMAL, ROOT, command, digests, environment, make_site, run

ARGUMENTS = ("build", "--procesos", "1", "--sin-cache")
HIDDEN = """
import ctypes, os, runpy, sys, zipfile
sys.modules["fcntl"] = None
for name in [each for each in vars(os) if each.startswith("EX_")] + ["sync"]:
    delattr(os, name)
real = ctypes.CDLL
def library(name, *rest, **more):
    if name is None:
        raise TypeError("bad argument type for built-in operation")
    return real(name, *rest, **more)
ctypes.CDLL = library
import signal
del signal.SIGHUP
init = zipfile.ZipInfo.__init__
def made(self, *given, **more):
    init(self, *given, **more)
    self.create_system = 0
zipfile.ZipInfo.__init__ = made
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs the command on a system that lacks what Windows lacks."""


def hidden(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-c", HIDDEN, *command(*arguments)[1:]]
    return subprocess.run(whole, capture_output=True, text=True, env=environment(), check=False, timeout=300)


def test_a_system_without_what_windows_lacks_gives_the_same_bytes(tmp_path: Path) -> None:
    assert hidden("--help").returncode == 0
    site = make_site(tmp_path / "sitio")
    assert hidden("check", "--site", site).returncode == 0
    for number in range(2):
        made = hidden(*ARGUMENTS, "--site", site, "--output", tmp_path / "otro")
        assert made.returncode == 0, (number, made.stderr)
    assert run(*ARGUMENTS, "--site", site, "--output", tmp_path / "este").returncode == 0
    assert digests(tmp_path / "otro") == digests(tmp_path / "este")
    assert sorted(each.name for each in tmp_path.iterdir() if each.name.endswith((".staged", ".retired"))) == []


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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("after", [0.3, 1.0])
def test_a_signal_ends_with_a_line_and_leaves_nothing(number: signal.Signals, after: float, tmp_path: Path) -> None:
    site = make_site(tmp_path / "sitio")
    started = subprocess.Popen(
        command(*ARGUMENTS, "--site", site, "--output", tmp_path / "salida"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(),
    )  # fmt: skip
    time.sleep(after)
    started.send_signal(number)
    _out, errors = started.communicate(timeout=60)
    assert "Traceback" not in errors
    assert started.returncode in (0, 128 + number, -number)
    assert len(errors.splitlines()) <= 1
    assert [each.name for each in tmp_path.iterdir() if each.name.endswith((".staged", ".retired"))] == []


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_closed_streams_are_no_failure(closed: tuple[int, ...], tmp_path: Path) -> None:
    site = make_site(tmp_path / "sitio")

    def close() -> None:
        for each in closed:
            os.close(each)

    for arguments, code in (((*ARGUMENTS, "--output", tmp_path / "salida"), 0), (("check", "--port", "x"), 2)):
        done = subprocess.run(command(*arguments, "--site", site), env=environment(), preexec_fn=close, check=False)
        assert done.returncode == code
    assert (tmp_path / "salida" / "index.html").is_file()


def test_no_home_is_no_failure(tmp_path: Path) -> None:
    site = make_site(tmp_path / "sitio")
    homeless = "import pwd; pwd.getpwuid = lambda number: (_ for _ in ()).throw(KeyError(number)); "
    code = f"{homeless}import sys, runpy; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    whole = [sys.executable, "-c", code, *command(*ARGUMENTS, "--site", site, "--output", tmp_path / "salida")[1:]]
    env = {key: value for key, value in environment().items() if key != "HOME"}
    assert subprocess.run(whole, env=env, check=False).returncode == 0


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
