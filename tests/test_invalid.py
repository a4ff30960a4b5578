"""Broken inputs: each gives the right file, row, column and code; all at once, in Spanish, and nothing is published."""

import json
import os
import re
from pathlib import Path

import pytest

from invalid.table import CASES, Case
from micrositio.cli.main import main
from micrositio.formats.checksums import SUMS, sha256
from micrositio.formats.kept import Kept
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.site_reader import read_site
from micrositio.problems.problem import Problem
from micrositio.profile import frictionless_adapter
from support import PLAN, ROOT, Files, digests, found, make_site, minimal_files, run, write_files

MESSAGES = Path(__file__).with_name("invalid") / "mensajes.txt"
"""Every line that the command prints for the big site. After changing a message or a case, write it again and read the
difference: REGENERAR=1 .venv/bin/python -m pytest tests/test_invalid.py -k golden"""

NOWHERE = Kept()
OF_A_BUILT_SITE = {
    "a title with a sign that the letters of the images lack",
    "a picture that was cut short",
    "a picture of thousands of millions of pixels",
    "a link to a page that is not there",
    "a link to a place that is not on its page",
    "a plan that vanished",
    "an address that vanished",
    "a move of what is still there",
    "a move to nowhere",
    "words that lead nowhere",
    "words that lead to an anchor that is not one",
}
"""The cases that only the finished site shows, by name."""


def problems_of(root: Path, kept: Kept = NOWHERE) -> list[Problem]:
    _, problems = build_site(Options(root, (ROOT / "themes",), kept=kept), lambda *stage: None)
    return problems


def read(root: Path, kept: Kept) -> list[Problem]:
    return read_site(Options(root, (ROOT / "themes",), kept=kept), lambda *stage: None).problems


def _name(case: Case) -> str:
    return case.name


def judged() -> int:
    """How many times Frictionless was asked, or what it said in this process was looked up."""
    adapter = frictionless_adapter
    asked = (adapter._table_findings, adapter._package_faults, adapter._schema_faults)
    return sum(each.cache_info().hits + each.cache_info().misses for each in asked)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("guardado"), is_written=True)


def test_the_small_site_has_no_problem(tmp_path: Path) -> None:
    assert found(problems_of(make_site(tmp_path))) == []


def test_the_table_has_each_kind_once() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", [each for each in CASES if each.name not in OF_A_BUILT_SITE], ids=_name)
def test_each_alone_is_said_at_its_place_and_said_again_from_what_is_kept(
    case: Case, tmp_path: Path, kept: Kept
) -> None:
    root = make_site(tmp_path, *case.edits)
    problems = read(root, kept)
    before = judged()
    assert (read(root, kept), judged()) == (problems, before)
    says_what_is_expected(case, found(problems))


@pytest.mark.parametrize("case", [each for each in CASES if each.name in OF_A_BUILT_SITE], ids=_name)
def test_each_that_the_built_site_shows_is_said_at_its_place(case: Case, tmp_path: Path) -> None:
    says_what_is_expected(case, found(problems_of(make_site(tmp_path, *case.edits))))


def says_what_is_expected(case: Case, said: list[str]) -> None:
    others = [each for each in said if each not in case.expected]
    assert sorted(set(case.expected)) == sorted(each for each in set(said) if each in case.expected), said
    assert {each.rpartition(" ")[2] for each in others} <= set(case.follows), others


def big_site() -> tuple[Files, list[str]]:
    """A site with every case that has a group, each group in a plan of its own, and what must be said of it."""
    base = minimal_files()
    plan_files = {path: content for path, content in base.items() if path.startswith(f"data/{PLAN}/")}
    site = {path: content for path, content in base.items() if path not in plan_files}
    groups = sorted({case.group for case in CASES if case.group.startswith("plan")})
    expected: list[str] = []
    for case in (each for each in CASES if each.group == "sitio"):
        for edit in case.edits:
            edit(site)
        expected += case.expected
    for group in groups:
        own = dict(plan_files)
        for case in (each for each in CASES if each.group == group):
            for edit in case.edits:
                edit(own)
            expected += [each.replace(PLAN, group) for each in case.expected]
        site |= summed({path.replace(PLAN, group): renamed(content, group) for path, content in own.items()})
    settings = site["content/sitio.yaml"]
    assert isinstance(settings, bytes)
    listed = settings.decode().replace(f"[{PLAN}]", f"[{', '.join(groups)}]").replace(f": {PLAN}", f": {groups[0]}")
    site["content/sitio.yaml"] = listed.encode()
    return site, expected


def summed(files: Files) -> Files:
    """The files with the sums of their seals made anew: the plan's name within them is another."""
    for sums in [path for path in files if path.endswith(f"/{SUMS}")]:
        folder = sums.removesuffix(SUMS)
        own = {path.removeprefix(folder): data for path, data in files.items() if path.startswith(folder)}
        lines = [f"{sha256(data)}  {name}\n" for name, data in own.items() if name != SUMS and isinstance(data, bytes)]
        files[sums] = made = "".join(lines).encode()
        register = folder.rpartition("/sellos/")[0] + "/sellos.txt"
        if register in files:  # each of the seals in question is the only one of its plan
            files[register] = f"{sha256(made)}  cortes/{folder.split('/')[-2]}/{SUMS}\n".encode()
    return files


def renamed(content, group: str):  # type: ignore[no-untyped-def]
    return content.replace(PLAN.encode(), group.encode()) if isinstance(content, bytes) else content


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    files, expected = big_site()
    return write_files(tmp_path_factory.mktemp("sitio-con-faltas"), files), expected


def test_all_at_once_are_said_in_one_run_and_nothing_is_published(big: tuple[Path, list[str]], tmp_path: Path) -> None:
    root, expected = big
    output = tmp_path / "output"
    assert run("--site", make_site(tmp_path / "sano"), "--output", output).returncode == 0
    before = digests(output)
    finished = run("--site", root, "--output", output, "--todo")
    lines = finished.stdout.splitlines()
    places = {line.partition("  ")[0] for line in lines}
    assert finished.returncode == 1
    assert len(set(expected)) >= 40
    assert sorted(set(expected) - places) == []
    assert all(re.fullmatch(r"\S.* [YTCDRELS]\d{3}  .+ → .+", line) for line in lines)
    assert re.fullmatch(r"\d+ por corregir\. No se publicó nada\.\n", finished.stderr)
    assert digests(output) == before


def test_the_golden_messages_are_printed_word_by_word(big: tuple[Path, list[str]]) -> None:
    finished = run("check", "--site", big[0])
    if os.environ.get("REGENERAR") and not os.environ.get("CI"):
        MESSAGES.write_text(finished.stdout, encoding="utf-8")
    assert finished.stdout == MESSAGES.read_text(encoding="utf-8")


def test_a_second_run_prints_what_the_first_did_also_where_what_is_kept_is_damaged(
    big: tuple[Path, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def printed() -> tuple[int, str, str]:
        code = main(["build", "--site", str(big[0]), "--output", str(tmp_path / "output")], tmp_path)
        return (code, *capsys.readouterr())

    monkeypatch.chdir(ROOT)
    first, asked = printed(), judged()
    assert printed() == first
    assert judged() == asked
    entries = sorted((tmp_path / ".cache" / "micrositio").iterdir())
    for number, path in enumerate(entries):
        path.write_bytes((path.read_bytes()[:-1], b"", b'[[0, [], "x", "y"]]')[number % 3])
    told = f"Se hizo otra vez lo que estaba dañado entre lo guardado de antes: {len(entries)}.\n"
    assert printed() == (*first[:2], first[2] + told)
    again = judged()
    assert asked < again <= asked + len(entries)
    assert printed() == first
    assert judged() == again


def test_messages_are_spanish_and_have_nothing_left_to_fill_in() -> None:
    text = MESSAGES.read_text(encoding="utf-8")
    assert not re.search(r"\{\w*\}|\bNone\b|\bthe\b|\bis not\b|\berror\b|Expecting|Traceback", text)


def test_programs_and_forges_get_the_same_problems(big: tuple[Path, list[str]]) -> None:
    as_json = json.loads(run("check", "--site", big[0], "--format", "json").stdout)
    as_github = run("check", "--site", big[0], "--format", "github").stdout.splitlines()
    lines = MESSAGES.read_text(encoding="utf-8").splitlines()
    assert len(as_json) == len(as_github) == len(lines)
    for record, line in zip(as_json, lines, strict=True):
        parts = (record["archivo"], record["fila"], record["columna"])
        place = ":".join(str(part) for part in parts if part is not None)
        assert line.startswith(f"{place} {record['codigo']}  ")
        assert line.endswith(f"{record['mensaje']} → {record['arreglo']}")
        assert record["gravedad"] == ("aviso" if f"{record['codigo']}  aviso: " in line else "error")
    assert all(re.match(r"::(error|warning) file=[^,:]+(,line=\d+)?,title=[A-Z]\d{3}::\S", each) for each in as_github)
