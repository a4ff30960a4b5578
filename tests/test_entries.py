"""Entries of the codes: each code has one, plain to read, and its example gives the code and its mend takes it away."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from micrositio.cli.main import main
from micrositio.formats.kept import Kept
from micrositio.pipeline.build_cache import BuildCache
from micrositio.pipeline.options import Options
from micrositio.pipeline.site_reader import read_site
from micrositio.problems.entry import KINDS, Entry, families
from micrositio.problems.problem import Problem
from micrositio.validation.launch import launch_problems
from micrositio.validation.readability import ease
from support import ROOT, make_site, remove

ENTRIES = [entry for family in families() for entry in family.entries]
PROVEN = [entry for entry in ENTRIES if entry.file]
REST = "…"

Read = Callable[[], list[Problem]]
Site = tuple[Path, Read, list[Problem]]


def test_every_code_has_an_entry_and_every_entry_a_code() -> None:
    assert [entry.code for entry in ENTRIES] == sorted(
        {kind.code for kind in KINDS}, key=lambda code: ("YTCDRELXSP".index(code[0]), code)
    )


def test_an_entry_is_in_the_file_of_its_family() -> None:
    assert all(entry.code.startswith(family.letter) for family in families() for entry in family.entries)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_an_entry_is_plain_and_short_and_does_not_repeat_the_message(entry: Entry) -> None:
    told = ease([entry.why])
    assert told
    assert told.is_plain, told
    assert len(entry.why) <= 140
    assert entry.before != entry.after
    assert all(kind.message not in entry.why for kind in entry.kinds)


def test_most_examples_are_proven() -> None:
    assert len(PROVEN) >= 130


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A folder with the invented plan alone, a function that reads it again, and what is said of it as it is."""
    root = tmp_path_factory.mktemp("sitio")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copytree(ROOT / "data/demostracion", root / "data/demostracion")
    settings = root / "content/sitio.yaml"
    text = settings.read_text("utf-8").replace("planes: [plan-2023-2024, plan-2026, demo", "planes: [demo")
    settings.write_text(text.replace("plan_actual: plan-2023-2024", "plan_actual: demostracion"), "utf-8")
    for path in root.glob("content/**/novedades/*.md"):
        if "demostracion" not in path.name:
            path.unlink()
    kept, cache = Kept(tmp_path_factory.mktemp("guardado"), is_written=True), BuildCache()

    def read() -> list[Problem]:
        with kept.in_use():
            reading = read_site(Options(root, (ROOT / "themes",), kept=kept), lambda *stage: None, cache)
        asked = launch_problems(reading.sources, reading.config, reading.plans, True) if reading.config else ()
        return [*reading.problems, *asked]

    return root, read, read()


@pytest.mark.lento
@pytest.mark.parametrize("entry", PROVEN, ids=lambda entry: entry.code)
def test_the_example_gives_the_code_and_its_mend_takes_it_away(
    entry: Entry, site: tuple[Path, Read, list[Problem]]
) -> None:
    root, read, whole = site
    path = root / entry.file
    sound = path.read_bytes() if path.exists() else None
    found = []
    try:
        for text in texts(sound.decode() if sound is not None else "", entry):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
            found.append(whole if path.read_bytes() == sound else read())
    finally:
        path.unlink() if sound is None else path.write_bytes(sound)
    before, after = (Counter(each.kind.code for each in problems) for problems in found)
    assert before[entry.code] > after[entry.code], [str(each.place) + each.kind.code for each in found[0]]
    assert errors(found[1]) <= errors(whole)


def errors(problems: list[Problem]) -> set[str]:
    return {each.kind.code for each in problems if each.is_error}


def texts(sound: str, entry: Entry) -> tuple[str, str]:
    """The file's text with the example and with its mend, one of which it has; if neither, they are put at its end."""
    before, after = (text.strip(REST) for text in (entry.before, entry.after))
    if before not in sound and after not in sound:
        return f"{sound}{before}\n", f"{sound}{after}\n"
    here = after if after in sound else before
    assert sound.count(here) == 1, (sound.count(here), here)
    return sound.replace(here, before), sound.replace(here, after)


def explained(capsys: pytest.CaptureFixture[str], home: Path, *arguments: str) -> tuple[int, str, str]:
    """What `explain` ends with and prints, in a folder without a site."""
    code = main(["explain", *arguments], home)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.mark.parametrize("written", ["C109", "c109", " c109 "])
def test_explain_prints_the_entry_of_a_code(written: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = explained(capsys, tmp_path, written)
    assert (code, err) == (0, "")
    [entry] = [entry for entry in ENTRIES if entry.code == "C109"]
    lines = out.splitlines()
    assert lines[0] == "C109  error: «…» no es un valor de esta columna → use uno de: …"
    assert lines[2:6] == [entry.why, "", f"Antes, en {entry.file}:", f"    {entry.before}"]
    assert lines[6:] == ["", "Después:", f"    {entry.after}"]


def test_explain_lists_the_families_and_the_codes_of_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = explained(capsys, tmp_path)
    assert (code, err) == (0, "")
    assert [line[:3] for line in out.splitlines()] == [f"{family.letter}  " for family in families()]
    code, out, err = explained(capsys, tmp_path, "e")
    assert (code, err) == (0, "")
    assert [line[:4] for line in out.splitlines()[1:]] == [
        entry.code for entry in ENTRIES if entry.code.startswith("E")
    ]


@pytest.mark.parametrize(
    ("written", "said"), [("C1099", "«C1099» (¿quiso decir «C109»?)"), ("nada", "«nada»"), ("C\x1b1", "«C\\x1b1»")]
)
def test_explain_refuses_what_is_no_code(
    written: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = explained(capsys, tmp_path, written)
    assert (code, out) == (2, "")
    assert said in err


def test_check_says_once_how_to_have_the_first_error_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_site(tmp_path, remove("content/acerca.md"))
    assert main(["check", "--site", str(root), "--sin-cache"], tmp_path) == 1
    assert capsys.readouterr().err.count("python build.py explain Y115\n") == 1
