"""Before a cut is sealed: the rehearsal of the command, and its question about a cut that nobody verified."""

import os
import pty
import subprocess
from pathlib import Path

import pytest

from micrositio.formats.checksums import SUMS
from support import PLAN, command, digests, environment, make_site, run

CHECKED, UNCHECKED = "2024-03", "2024-06"
"""A cut of the small site with verifications, and the next, without any."""


def folder(root: Path, cut: str) -> Path:
    return root / "data" / PLAN / "sellos" / cut


def test_a_rehearsal_says_what_would_be_sealed_and_writes_nothing(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    before = digests(root)
    rehearsed = run("seal", CHECKED, "--site", root, "--ensayo")
    assert rehearsed.returncode == 0
    assert digests(root) == before
    said = rehearsed.stderr
    assert f"{folder(root, CHECKED)}/avances.csv (filas: 3)\n" in said
    assert f"{folder(root, CHECKED)}/LEEME.txt\n" in said
    assert "Sin verificar en este corte, 1 de 3 actividades informadas: calles-1\n" in said
    assert "no tiene ninguna verificación" not in said
    assert said.endswith("Ensayo: el sello sería este. No se escribió nada.\n")
    sealed = run("seal", CHECKED, "--site", root)
    assert sealed.stdout == rehearsed.stdout
    listed = {Path(line.partition(" (")[0]) for line in said.splitlines() if line.startswith(str(root))}
    assert listed == set(folder(root, CHECKED).iterdir())


def test_a_rehearsal_of_an_unverified_cut_says_so_and_asks_nothing(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    assert run("seal", CHECKED, "--site", root).returncode == 0
    rehearsed = run("seal", UNCHECKED, "--site", root, "--ensayo")
    assert rehearsed.returncode == 0
    assert "Sin verificar en este corte, 3 de 3 actividades informadas: agua-1, agua-2, calles-1\n" in rehearsed.stderr
    assert f"El corte {UNCHECKED} no tiene ninguna verificación.\n" in rehearsed.stderr
    assert not folder(root, UNCHECKED).exists()


def test_what_cannot_be_sealed_cannot_be_rehearsed(tmp_path: Path) -> None:
    finished = run("seal", UNCHECKED, "--site", make_site(tmp_path), "--ensayo")
    assert (finished.returncode, finished.stdout) == (2, "")
    assert f"selle antes el corte {CHECKED}" in finished.stderr


def test_without_a_terminal_an_unverified_cut_is_refused_and_the_option_is_named(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    assert run("seal", CHECKED, "--site", root).returncode == 0
    refused = run("seal", UNCHECKED, "--site", root)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "no tiene ninguna verificación" in refused.stderr
    assert "--sin-verificar" in refused.stderr
    assert not folder(root, UNCHECKED).exists()
    assert run("seal", UNCHECKED, "--site", root, "--sin-verificar").returncode == 0
    assert (folder(root, UNCHECKED) / SUMS).exists()


@pytest.mark.parametrize(("answer", "code"), [("sí", 0), ("S", 0), ("no", 2), ("", 2), ("quizá", 2), ("\x04", 2)])
def test_at_a_terminal_a_person_is_asked_and_only_yes_seals(tmp_path: Path, answer: str, code: int) -> None:
    root = make_site(tmp_path)
    assert run("seal", CHECKED, "--site", root).returncode == 0
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command("seal", UNCHECKED, "--site", root), env=environment({"PYTHONUTF8": "1"}),
        stdin=theirs, stderr=theirs, stdout=subprocess.PIPE,
    ) as asked:  # fmt: skip
        os.close(theirs)
        said = read_until(ours, "[no]:")
        assert f"El corte {UNCHECKED} no tiene ninguna verificación." in said
        os.write(ours, (answer if answer == "\x04" else f"{answer}\n").encode())
        assert asked.wait(60) == code
    os.close(ours)
    assert (folder(root, UNCHECKED) / SUMS).exists() == (code == 0)


def read_until(terminal: int, words: str) -> str:
    said = b""
    while words.encode() not in said:
        said += os.read(terminal, 4096)
    return said.decode()
