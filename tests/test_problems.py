"""Problems: what a person, a program and a forge read."""

import json
import re
import string

import pytest

from micrositio.problems.entry import KINDS
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Format, Place, formatted, in_order, problem
from micrositio.problems.severity import Severity, Told
from micrositio.profile.json_schema import EXPECTED

WORDY = problem(Kind.CELL_CHOICE, Place("data/p/a.csv", 3, "estado"), value="x%\n", choices="a, b", near="a")
WARNING = problem(Kind.TABLE_HEADER_ONLY, Place("data/p/b.csv", 1), table="b")


def lines(how: Format, *problems, prefix: str = "") -> list[str]:  # type: ignore[no-untyped-def]
    return list(formatted(problems, how, str, prefix))


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("a.csv"), "a.csv"),
        (Place("a.csv", 3), "a.csv:3"),
        (Place("a.csv", 3, "fecha"), "a.csv:3:fecha"),
        (Place("a.csv", None, "fecha"), "a.csv:fecha"),
    ],
)
def test_a_place_is_file_row_and_column(place: Place, text: str) -> None:
    assert str(place) == text


def test_a_line_says_where_what_and_how_to_mend_it() -> None:
    assert lines(Format.TEXT, WARNING, prefix="sitio/") == [
        "sitio/data/p/b.csv:1 T118  aviso: la tabla «b» no tiene filas → agregue filas o quítela de «resources»"
    ]


def test_json_is_for_programs() -> None:
    [text] = lines(Format.JSON, WORDY, WARNING)
    assert json.loads(text) == [
        {
            "archivo": "data/p/a.csv",
            "fila": 3,
            "columna": "estado",
            "codigo": "C109",
            "gravedad": "error",
            "mensaje": "«x%\\n» no es un valor de esta columna",
            "arreglo": "use uno de: a, b (¿quiso decir «a»?)",
        },
        {
            "archivo": "data/p/b.csv",
            "fila": 1,
            "columna": None,
            "codigo": "T118",
            "gravedad": "aviso",
            "mensaje": "la tabla «b» no tiene filas",
            "arreglo": "agregue filas o quítela de «resources»",
        },
    ]
    assert json.loads(lines(Format.JSON)[0]) == []


def test_github_lines_stay_one_line_each_and_escape_what_has_a_meaning_there() -> None:
    odd = problem(Kind.FILE_NAME, Place("data/a,b:c%.pdf"))
    assert lines(Format.GITHUB, WORDY, odd, WARNING) == [
        "::error file=data/a%2Cb%3Ac%25.pdf,title=T103::el nombre tiene letras o signos que fallan en la web → "
        "use minúsculas sin acento, números, guion y punto",
        "::error file=data/p/a.csv,line=3,title=C109::«x%25\\n» no es un valor de esta columna → "
        "use uno de: a, b (¿quiso decir «a»?)",
        "::warning file=data/p/b.csv,line=1,title=T118::la tabla «b» no tiene filas → "
        "agregue filas o quítela de «resources»",
    ]


def test_problems_come_by_file_row_and_column_each_once() -> None:
    places = [
        Place("b.csv", 2, "x"),
        Place("a.csv", 10),
        Place("a.csv", 9, "y"),
        Place("a.csv", 9, "x"),
        Place("a.csv"),
    ]
    problems = [problem(Kind.CELL_SPACES, place) for place in (*places, places[0])]
    assert [str(each.place) for each in in_order(problems)] == [
        "a.csv",
        "a.csv:9:x",
        "a.csv:9:y",
        "a.csv:10",
        "b.csv:2:x",
    ]


def test_only_errors_stop_a_publication() -> None:
    assert WORDY.is_error
    assert not WARNING.is_error


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_has_a_code_a_message_and_a_mend(kind: Told) -> None:
    assert re.fullmatch(r"[YTCDRELSPX]\d{3}", kind.code)
    assert kind.message
    assert kind.mend
    assert not kind.message.endswith(".")
    assert isinstance(kind.severity, Severity)


def test_equal_codes_are_variants_of_one_problem() -> None:
    """A code may have several wordings only where they are of the same rule, whose names begin alike."""
    by_code: dict[str, list[str]] = {}
    for kind in KINDS:
        by_code.setdefault(kind.code, []).append(kind.name)
    for names in by_code.values():
        assert all(name.startswith(names[0]) for name in names)


def test_every_type_of_yaml_value_has_a_spanish_name() -> None:
    assert set(EXPECTED) == {"string", "integer", "number", "boolean", "array", "object", "null"}


def test_placeholders_are_plain_names() -> None:
    for kind in KINDS:
        names = [name for text in (kind.message, kind.mend) for _, name, _, _ in string.Formatter().parse(text) if name]
        assert all(name.isidentifier() for name in names), kind
