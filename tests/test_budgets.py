"""What is dear to read is refused before it is read: size, rows, columns, cells, folders, depth, expressions, signs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bombas import BOMBS
from malformed.case import base_files
from micrositio.formats import csv_table, tangled_text
from micrositio.formats.csv_table import read_csv
from micrositio.formats.markdown_document import read_document
from micrositio.formats.pattern import Unmatched, matcher
from micrositio.formats.tangled_text import tangle
from micrositio.problems.bounded import MAXIMUM_FAULTS, told
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, problem
from micrositio.problems.suggest import closest
from micrositio.sources import disk
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan
from support import found, make_site, of_plan, write, write_files

QUICK = (
    "risas",
    "YAML de 200,000 niveles",
    "10⁶ columnas",
    "carpetas",
    "expresión",
    "JSON de 100",
    "Markdown: c",
    "documento de",
)


def sparse(path: Path, size: int) -> None:
    with path.open("wb") as out:
        out.truncate(size)


def said(root: Path) -> list[str]:
    sources, problems = load(root)
    return found([*problems, *(each for source in sources.plans.values() for each in validate_plan(source)[1])])


@pytest.mark.parametrize("name", [each for each in BOMBS if each.startswith(QUICK)])
def test_a_bomb_is_told_in_few_words(name: str, tmp_path: Path) -> None:
    root = write_files(tmp_path, base_files())
    BOMBS[name](root)
    assert len(said(root)) <= 8


@pytest.mark.parametrize(
    "path",
    [
        "content/sitio.yaml",
        "content/acerca.md",
        "content/direcciones.txt",
        of_plan("avances.csv"),
        of_plan("sellos.txt"),
    ],
)
def test_a_file_is_weighed_before_it_is_read(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site(tmp_path)
    sparse(root / path, 3_000_000_000)
    monkeypatch.setattr(
        Path, "read_bytes", lambda self: pytest.fail(str(self)) if self == root / path else self.open("rb").read()
    )
    assert f"{path} T102" in found(load(root)[1])


def test_a_document_is_weighed_before_its_fingerprint_is_taken_and_nothing_more_is_said_of_it(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    document = next(
        each for each in sorted((root / of_plan("evidencias")).rglob("*")) if each.suffix != ".yaml" and each.is_file()
    )
    sparse(document, disk.MAXIMUM_DOCUMENT + 1)
    assert said(root) == [f"{document.relative_to(root)} T102"]


def test_the_report_is_weighed_too(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    sparse(root / of_plan("informe.pdf"), disk.MAXIMUM_DOCUMENT + 1)
    assert said(root) == [f"{of_plan('informe.pdf')} T102"]


def test_a_folder_of_too_many_files_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MAXIMUM_ENTRIES", 20)
    root = make_site(tmp_path, *(write(f"{of_plan('textos')}/t{number}.md", "") for number in range(30)))
    assert [each for each in said(root) if "textos" in each] == [f"{of_plan('textos')} T140"]


@pytest.mark.parametrize(
    ("name", "value", "data", "expected"),
    [
        ("MAXIMUM_ROWS", 3, b"a\n1\n2\n3\n4\n", "t.csv:5 T141"),
        ("MAXIMUM_CELLS", 5, b"a,b\n1,2\n3,4\n", "t.csv:3 T141"),
        ("_LINES", 4, b"a\n\n\n\n\n\n", "t.csv:5 T141"),
        ("MAXIMUM_CELL", 4, b"a\n1\n12345\n", "t.csv:3 T143"),
        ("MAXIMUM_CELL", 4, b'a\n1\n"1\n2\n3\n4\n', "t.csv:3 T143"),
        ("_LINE_BYTES", 8, b"a\n123456789\n1\n", "t.csv T142"),
        ("MAXIMUM_BYTES", 4, b"a\n123\n", "t.csv T102"),
    ],
)
def test_a_table_has_a_budget(
    name: str, value: int, data: bytes, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_table, name, value)
    table, problems = read_csv("t", "t.csv", data)
    assert found(problems) == [expected]
    assert table is None or not table.complete


def test_a_table_within_its_budget_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"MAXIMUM_ROWS": 3, "MAXIMUM_CELLS": 8, "MAXIMUM_CELL": 2, "_LINE_BYTES": 8}.items():
        monkeypatch.setattr(csv_table, name, value)
    table, problems = read_csv("t", "t.csv", b"a,b\r\n11,2\r\n,\r\n3,4\r\n5,6\r\n"[:-5])
    assert (table and len(table.rows), problems) == (2, [])


def test_the_progress_of_ten_thousand_commitments_is_within_the_budget() -> None:
    rows, bytes_of_a_row, columns = 960_000, 66, 7
    assert rows <= csv_table.MAXIMUM_ROWS
    assert rows * bytes_of_a_row <= csv_table.MAXIMUM_BYTES
    assert rows * columns <= csv_table.MAXIMUM_CELLS


def test_only_so_many_faults_of_a_file_are_told(tmp_path: Path) -> None:
    many = [problem(Kind.CELL_REQUIRED, Place("t.csv", row)) for row in range(MAXIMUM_FAULTS + 5)]
    assert list(told(many[:MAXIMUM_FAULTS], "t.csv")) == many[:MAXIMUM_FAULTS]
    assert found(list(told(many, "t.csv")))[-2:] == [f"t.csv:{MAXIMUM_FAULTS - 1} C101", "t.csv T144"]
    rows = "".join(f"r{number},x,y,z,calles\n" for number in range(MAXIMUM_FAULTS + 5))
    root = make_site(tmp_path, write(of_plan("recorridos.csv"), "id,fecha,lugar,kilometros,compromiso\n" + rows))
    assert f"{of_plan('recorridos.csv')} T144" in said(root)


def test_a_word_is_not_compared_with_more_than_anybody_reads() -> None:
    assert closest("compromizo", ["compromiso", "otro"]) == "compromiso"
    assert closest("compromizo", ["compromiso", *map(str, range(5_000))]) == ""
    assert closest("x" * 200, ["x" * 200]) == ""


@pytest.mark.parametrize(
    "body",
    [
        "[" * 200,
        "_" * 20_000,
        "> " * 30 + "x",
        ">" * 30 + "x",
        "- " * 30 + "x",
        " " * 100 + "- x",
        "\t" * 30 + "- x",
        "|" * 300,
        "[a](b) " * 4_000,
        "[a " * 4_000,
        "`a " * 4_000,
        "<a " * 4_000,
        "|a" * 150 + "\n" + "|-" * 150 + "\n" + "|\n" * 1_000,
        "a" * 300_000,
        "a\n" * 10_000,
    ],
)
def test_a_tangled_text_is_refused_with_its_line(body: str) -> None:
    document, problems = read_document("t.md", f"---\ntitulo: x\n---\nuno\n\n{body}\n".encode())
    assert document is None
    assert [each.kind for each in problems] == [Kind.TEXT_TANGLED]
    assert problems[0].place.row in (4, 6)


@pytest.mark.parametrize(
    "body",
    [
        "-" * 100,
        "[a](b) " * 300,
        "\n\n".join(["[a](b) " * 30] * 40),
        "|a|b|c|\n|-|-|-|\n" + "|1|2|3|\n" * 1_000,
        "- a\n    - b\n        - c\n            - d",
        "> > > cita",
        "palabra " * 20_000,
        "    código con [corchetes][] y `acentos`",
        "1. uno\n2. dos\n- - tres",
    ],
)
def test_a_long_but_plain_text_is_not(body: str) -> None:
    assert tangle(body) is None
    assert len(body) < tangled_text.MAXIMUM_CHARACTERS


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "(.*)*x", "([a-z]+)*\\d"])
def test_an_expression_that_would_never_end_ends(pattern: str) -> None:
    matches = matcher(pattern)
    assert callable(matches)
    assert not matches("a" * 50_000 + "!")


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(", Unmatched.FAULTY),
        ("[", Unmatched.FAULTY),
        ("a" * 2_000, Unmatched.FAULTY),
        (r"(a)\1", Unmatched.UNBOUNDED),
        ("(?=a)b", Unmatched.UNBOUNDED),
        ("(a{1,1000}){1,1000}", Unmatched.UNBOUNDED),
    ],
)
def test_an_expression_that_cannot_be_run_says_why(pattern: str, why: Unmatched) -> None:
    assert matcher(pattern) is why


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("recorrido-[12]", []),
        ("recorrido-1|x", ["recorridos.csv:3:id C110"]),
        ("recorrido-", ["recorridos.csv:2:id C110", "recorridos.csv:3:id C110"]),
        (r"(r)ecor\1ido-[12]", ["recorridos.schema.json:1 T145"]),
        ("(", ["recorridos.schema.json:1 T123"]),
    ],
)
def test_the_expression_of_an_own_table_is_of_the_whole_text(pattern: str, expected: list[str], tmp_path: Path) -> None:
    root = make_site(tmp_path)
    schema = json.loads((root / of_plan("recorridos.schema.json")).read_bytes())
    schema["fields"][0]["constraints"]["pattern"] = pattern
    (root / of_plan("recorridos.schema.json")).write_text(json.dumps(schema))
    assert said(root) == [of_plan(each) for each in expected]


def test_the_library_that_checks_cells_gets_no_expression(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from micrositio.profile import frictionless_adapter

    given: list[str] = []

    def noted(judge: Callable[..., object]) -> Callable[..., object]:
        def judged(*what: str | bytes) -> object:
            given.extend(each for each in what if isinstance(each, str))
            return judge(*what)

        return judged

    for name in ("_table_findings", "_schema_faults"):
        monkeypatch.setattr(frictionless_adapter, name, noted(getattr(frictionless_adapter, name)))
    said(make_site(tmp_path))
    assert given
    assert not [each for each in given if '"pattern"' in each]


def test_deep_folders_do_not_exhaust_the_program(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    folder = root / of_plan("textos")
    for number in range(1, 500):
        (folder / "/".join("d" * number)).mkdir()
    assert said(root) == [f"{of_plan('textos/d')} T125"]
