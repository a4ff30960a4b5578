"""YAML as people mean it: no surprise of YAML 1.1 survives, and every part knows its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.formats.yaml_document import MAXIMUM_BYTES, MAXIMUM_DEPTH, Marked, read_yaml, write_yaml
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem
from support import found


def value(text: str) -> object:
    document, problems = read_yaml("f.yaml", text.encode())
    assert document is not None, found(problems)
    return document.value


def problems(data: str | bytes, first_line: int = 1) -> list[str]:
    document, faults = read_yaml("f.yaml", data.encode() if isinstance(data, str) else data, first_line)
    assert document is None
    return found(faults)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("N", "N"),
        ("True", "True"),
        ("12:30", "12:30"),
        ("0123", "0123"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("1.10", 1.1),
        ('"1.10"', "1.10"),
        ("-7", -7),
        ("0", 0),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2024-05-31", "2024-05-31"),
        ("2022-06-31", "2022-06-31"),
        ("2024-05-31 10:00:00", "2024-05-31 10:00:00"),
        ("9" * 5000, "9" * 5000),
        ("'no'", "no"),
        ("«ñ» 😀", "«ñ» 😀"),
    ],
)
def test_a_scalar_is_what_a_person_reads(written: str, meant: object) -> None:
    assert value(f"clave: {written}") == {"clave": meant}


def test_a_key_is_always_text() -> None:
    assert value("no: 1\non: 2\n12: 3\n") == {"no": 1, "on": 2, "12": 3}


def test_blocks_lists_and_folded_text() -> None:
    assert value("a:\n  - x\n  - b: >-\n      uno\n      dos\nc: {d: [1, 2]}\n") == {
        "a": ["x", {"b": "uno dos"}],
        "c": {"d": [1, 2]},
    }


@pytest.mark.parametrize("empty", ["", "# solo un comentario\n", "---\n", "\ufeff"])
def test_nothing_is_an_empty_document(empty: str) -> None:
    assert value(empty) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", "f.yaml:3:1 Y103"),
        ("a:\n  b: 1\n  b: 1\n", "f.yaml:3:3 Y103"),
        ("{a: 1, a: 2}", "f.yaml:1:8 Y103"),
        ("a: &x 1\nb: *x\n", "f.yaml:1:4 Y104"),
        ("a: 1\nb: *x\n", "f.yaml:2:4 Y104"),
        ("a: !!python/object:os.system x\n", "f.yaml:1:4 Y104"),
        ("a: !!str 1\n", "f.yaml:1:4 Y104"),
        ("a:\n  <<: {b: 1}\n", "f.yaml:2:3 Y104"),
        ("? [a, b]\n: 1\n", "f.yaml:1:3 Y104"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1 Y104"),
        ("a:\n  - [1, 2\n", "f.yaml:2:5 Y102"),
        ("a: b: c\n", "f.yaml:1:5 Y102"),
        ("a: 1\n\tb: 2\n", "f.yaml:2:1 Y102"),
        ('a: "sin cerrar\nb: 2\n', "f.yaml:1:4 Y102"),
        ('a: "sin cerrar\n\tb', "f.yaml:1:4 Y102"),
        ("a: 1\x07\n", "f.yaml:1:5 C103"),
    ],
)
def test_what_is_not_meant_is_refused_where_it_stands(text: str, expected: str) -> None:
    assert problems(text) == [expected]


def test_bytes_that_are_not_utf_8_are_told_by_line() -> None:
    assert problems("a: 1\nb: año\n".encode("cp1252")) == ["f.yaml:2 Y101"]


def test_depth_and_size_have_a_limit() -> None:
    assert problems("[" * (MAXIMUM_DEPTH + 2) + "]" * (MAXIMUM_DEPTH + 2))[0].endswith("Y105")
    assert problems(b"#" * (MAXIMUM_BYTES + 1)) == ["f.yaml:1 Y105"]
    assert value("#" * MAXIMUM_BYTES) == {}
    assert value("[" * MAXIMUM_DEPTH + "]" * MAXIMUM_DEPTH) is not None


def test_the_first_line_may_stand_further_down_in_its_file() -> None:
    assert problems("a: 1\na: 2\n", first_line=10) == ["f.yaml:11:1 Y103"]


def test_each_part_knows_its_place_and_an_absent_one_its_parent() -> None:
    document, _ = read_yaml("f.yaml", b"a: 1\nlista:\n  - x\n  - clave: 2\n")
    assert isinstance(document, Marked)
    assert str(document.place("lista")) == "f.yaml:2:1"
    assert str(document.place("lista", 0)) == "f.yaml:3:5"
    assert str(document.place("lista", 1, "clave")) == "f.yaml:4:5"
    assert str(document.place("lista", 1, "ausente")) == "f.yaml:4:5"
    assert str(document.place("ausente")) == "f.yaml:1:1"
    empty, _ = read_yaml("f.yaml", b"")
    assert empty is not None
    assert str(empty.place("ausente")) == "f.yaml:1:1"


@given(st.one_of(st.binary(max_size=80), st.text(alphabet="ab:-[]{}&*!?|>'\"#%@ \n\t0", max_size=40).map(str.encode)))
def test_any_bytes_end_in_a_value_or_in_one_problem(data: bytes) -> None:
    document, faults = read_yaml("f.yaml", data)
    assert (document is None) == (len(faults) == 1)


def only(text: str) -> Problem:
    [told] = read_yaml("f.yaml", text.encode())[1]
    return told


@pytest.mark.parametrize(
    ("text", "kind", "details"),
    [
        ("a: Acuerdo #4 firmado\n", Kind.YAML_CUT, {"lost": "#4 firmado"}),
        ("a: b: c\n", Kind.YAML_SYNTAX_UNQUOTED, {"detail": "hay unos dos puntos que no se esperaban"}),
        ("a:\n  - [1, 2\n", Kind.YAML_SYNTAX, {"detail": "falta una coma o un corchete que cierre"}),
        ("a:\n  b: 1\n\tc: 2\n", Kind.YAML_SYNTAX_INDENT, {"sign": "un tabulador"}),
        ("a:\n  b: 1\n\u00a0c: 2\n", Kind.YAML_SYNTAX_INDENT, {"sign": "un espacio duro (U+00A0)"}),
        ('a: " x"\n', Kind.CELL_SPACES, {"count": 1, "where": ""}),
    ],
)
def test_what_is_wrong_is_named(text: str, kind: Kind, details: dict[str, object]) -> None:
    told = only(text)
    assert (told.kind, {key: told.details[key] for key in details}) == (kind, details)


@pytest.mark.parametrize("text", ["[a, '#b']", "a: 'x' # un comentario\n", "a: 1 # un comentario\n", '"\u00a0a": 1'])
def test_what_is_lost_by_nobody_is_not_told(text: str) -> None:
    document, faults = read_yaml("f.yaml", text.encode())
    assert document is not None
    assert all(each.kind is Kind.CELL_SPACES for each in faults)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("a: 2024-01-01", True),
        ("a: '2024-01-01'", False),
        ("a: 12:30", True),
        ("a: no", True),
        ('a: "no"', False),
        ("a: hola", False),
        ("a: 5", False),
        ("a: true", False),
    ],
)
def test_what_other_readers_take_for_something_else_is_noted(text: str, bare: bool) -> None:
    document, _ = read_yaml("f.yaml", text.encode())
    assert document is not None
    assert document.bare == ({("a",)} if bare else set())


def test_only_quotes_lose_the_spaces_at_their_ends() -> None:
    assert value("a: ' x'\nb: |\n  x  \nc: y\n") == {"a": "x", "b": "x  \n", "c": "y"}


def test_lists_are_written_with_their_indent() -> None:
    assert write_yaml({"a": ["x"]}) == b"a:\n  - x\n"
