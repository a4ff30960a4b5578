"""The register of seals: it grows with each seal, is published as it is, and no line of it is ever lost."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from micrositio.formats.checksums import SUMS, sha256
from micrositio.pipeline import publisher
from micrositio.pipeline.publisher import write_folder
from micrositio.progress.seal_register import REGISTER
from support import PLAN, digests, make_site, run

FIRST, SECOND = "2024-03", "2024-06"


def register(root: Path) -> Path:
    return root / "data" / PLAN / REGISTER


def seals(root: Path) -> Path:
    return root / "data" / PLAN / "sellos"


def seal(root: Path, *cuts: str) -> None:
    for cut in cuts:
        assert run("seal", cut, "--site", root, "--sin-verificar").returncode == 0


def line(root: Path, cut: str) -> str:
    return f"{sha256((seals(root) / cut / SUMS).read_bytes())}  cortes/{cut}/{SUMS}\n"


def codes(root: Path) -> list[str]:
    """The codes of what `check` says about seals."""
    return re.findall(r" (L\d{3})  ", run("check", "--site", root).stdout)


def built(root: Path, output: Path) -> Path:
    finished = run("--site", root, "--output", output)
    assert finished.returncode == 0, finished.stdout
    return output / PLAN / "datos"


def checked(folder: Path, name: str) -> subprocess.CompletedProcess[str]:
    order = ["sha256sum", "--strict", "-c", name]
    return subprocess.run(order, cwd=folder, capture_output=True, text=True, check=False, env={"LC_ALL": "C"})


def test_each_seal_adds_its_line_at_the_end(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    assert not register(root).exists()
    seal(root, FIRST)
    one = register(root).read_text()
    assert one == line(root, FIRST)
    seal(root, SECOND)
    assert register(root).read_text() == one + line(root, SECOND)
    assert codes(root) == []


def test_the_register_is_published_as_it_is_and_checks_every_seal(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    seal(root, FIRST, SECOND)
    data = built(root, tmp_path / "output")
    assert (data / REGISTER).read_bytes() == register(root).read_bytes()
    found = checked(data, REGISTER)
    assert (found.returncode, found.stdout.count(": OK")) == (0, 2)
    assert f"  {REGISTER}\n" in (data / SUMS).read_text()
    assert checked(data, SUMS).returncode == 0
    page = (data / "index.html").read_text()
    assert f'href="{REGISTER}"' in page
    assert "Un renglón por cada corte sellado" in page
    unpacked = tmp_path / "zip"
    shutil.unpack_archive(data / f"{PLAN}.zip", unpacked)
    assert (unpacked / PLAN / "data" / REGISTER).read_bytes() == register(root).read_bytes()
    assert checked(unpacked / PLAN / "data", REGISTER).returncode == 0


def test_a_plan_without_seals_publishes_an_empty_register(tmp_path: Path) -> None:
    data = built(make_site(tmp_path / "sitio"), tmp_path / "output")
    assert (data / REGISTER).read_bytes() == b""
    assert checked(data, SUMS).returncode == 0


def test_the_register_comes_back_with_import(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    seal(root, FIRST, SECOND)
    data = built(root, tmp_path / "output")
    before = register(root).read_bytes()
    shutil.rmtree(root / "data" / PLAN)
    assert run("import", data, "--site", root).returncode == 0
    assert register(root).read_bytes() == before
    assert codes(root) == []


@pytest.mark.parametrize("gone", [[SECOND], [FIRST, SECOND]])
def test_deleted_seals_are_missed_and_not_made_again(tmp_path: Path, gone: list[str]) -> None:
    root = make_site(tmp_path)
    seal(root, FIRST, SECOND)
    for cut in gone:
        shutil.rmtree(seals(root) / cut)
    assert codes(root) == ["L123"] * len(gone)
    before = digests(root)
    again = run("seal", gone[0], "--site", root)
    assert again.returncode == 1
    assert f"{register(root).relative_to(root)}:" in again.stdout
    assert "No se selló nada." in again.stderr
    assert digests(root) == before


def test_a_chain_made_again_from_the_first_is_told_at_each_line(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    seal(root, FIRST, SECOND)
    listed = register(root).read_bytes()
    shutil.rmtree(seals(root))
    register(root).unlink()
    reports = root / "data" / PLAN / "avances.csv"
    reports.write_text(reports.read_text().replace("2024-03,agua-2,7,limitado", "2024-03,agua-2,6,limitado"))
    seal(root, FIRST, SECOND)
    assert codes(root) == []
    register(root).write_bytes(listed)
    assert codes(root) == ["L124", "L124"]


def test_a_folder_sealed_before_there_was_a_register_builds_and_is_told_how_to_write_it(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    seal(root, FIRST, SECOND)
    listed = register(root).read_bytes()
    register(root).unlink()
    finished = run("check", "--site", root)
    assert finished.returncode == 0
    [told] = [each for each in finished.stdout.splitlines() if " L120 " in each]
    order = re.search(r"python build\.py (seal --registro --plan \S+?),", told)
    assert order
    assert (built(root, tmp_path / "output") / REGISTER).read_bytes() == listed
    written = run(*order[1].split(), "--site", root)
    assert (written.returncode, register(root).read_bytes()) == (0, listed)
    assert codes(root) == []
    again = run("seal", "--registro", "--site", root)
    assert (again.returncode, again.stderr) == (0, "No falta ningún sello en el registro.\n")


def test_the_register_gains_only_the_lines_that_it_lacks(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    seal(root, FIRST, SECOND)
    listed = register(root).read_text()
    register(root).write_text(listed.splitlines(keepends=True)[1])
    assert codes(root) == ["L125"]
    before = digests(root)
    assert "Ensayo: se escribiría" in run("seal", "--registro", "--ensayo", "--site", root).stderr
    assert digests(root) == before
    assert run("seal", "--registro", "--site", root).returncode == 0
    assert register(root).read_text() == listed


@pytest.mark.parametrize("fault", ["otra línea\n", "{other}\n", "{line}{line}"])
def test_a_register_with_a_line_that_does_not_hold_is_not_written(tmp_path: Path, fault: str) -> None:
    root = make_site(tmp_path)
    seal(root, FIRST, SECOND)
    other = f"{'0' * 64}  cortes/{FIRST}/{SUMS}"
    register(root).write_text(fault.format(other=other, line=line(root, FIRST)))
    before = digests(root)
    finished = run("seal", "--registro", "--site", root)
    assert finished.returncode == 1
    assert "No se escribió ningún registro." in finished.stderr
    assert digests(root) == before


@pytest.mark.parametrize("arguments", [[], [FIRST, "--registro"], ["--registro", "--plan", "otro"]])
def test_the_command_says_what_it_needs(tmp_path: Path, arguments: list[str]) -> None:
    root = make_site(tmp_path)
    finished = run("seal", *arguments, "--site", root)
    assert finished.returncode == 2
    assert re.search("CORTE|no hay un plan «otro»", finished.stderr)
    assert not register(root).exists()


def test_a_full_disk_leaves_neither_seal_nor_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = tmp_path / REGISTER
    listed.write_bytes(b"uno\n")
    write = publisher._write

    def full(target: Path, content: bytes) -> None:
        if REGISTER in target.name:
            raise OSError(28, "No space left on device")
        write(target, content)

    monkeypatch.setattr(publisher, "_write", full)
    with pytest.raises(OSError, match="No space"):
        write_folder({SUMS: b"x"}, tmp_path / "sellos" / FIRST, {listed: b"uno\ndos\n"})
    assert listed.read_bytes() == b"uno\n"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [REGISTER]
