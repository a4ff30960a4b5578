"""JSON is read exactly, with the place of each part, and nothing that is thrown at it gets past."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.formats.characters import EDGES, composed, text_fault
from micrositio.formats.json_document import as_line, as_lines, read_json
from micrositio.model.dates import PartialDate
from support import found

WRITTEN = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=8)
TEXT = WRITTEN.map(lambda text: composed(text).strip(EDGES)).filter(lambda text: text_fault(text) is None)
VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(10**6), 10**6), st.floats(allow_nan=False, allow_infinity=False), TEXT
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)


@given(st.dictionaries(TEXT, VALUES, max_size=4), st.sampled_from([None, 1, "\t"]), st.booleans())
def test_the_value_is_the_one_that_json_has(value: dict[str, object], indent: int | str | None, is_ascii: bool) -> None:
    data = json.dumps(value, ensure_ascii=is_ascii, indent=indent).encode()
    marked, problems = read_json("a.json", data)
    assert problems == []
    assert marked is not None
    assert marked.value == value


@given(VALUES)
def test_what_is_written_is_what_the_library_writes(value: object) -> None:
    assert as_line(value) == json.dumps(value, ensure_ascii=False)
    assert as_lines(value) == json.dumps(value, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_json_has_not_is_refused_where_it_stands(word: str) -> None:
    marked, problems = read_json("a.json", f'{{\n "a": [1,\n  {word}]}}'.encode())
    assert (marked, found(problems)) == (None, ["a.json:3:3 Y120"])


def test_days_are_written_as_texts_and_what_json_has_not_is_refused() -> None:
    value = {
        "día": date(2024, 6, 30),
        "mes": PartialDate(2024, 6),
        "lista": (1, "á", True, None),
        "vacía": (),
        "nada": {},
    }
    told = {"día": "2024-06-30", "mes": "2024-06", "lista": [1, "á", True, None], "vacía": [], "nada": {}}
    assert as_line(value) == json.dumps(told, ensure_ascii=False)
    assert as_lines(value) == json.dumps(told, ensure_ascii=False, indent=1)
    with pytest.raises(TypeError):
        as_line({"a": object()})


def test_a_character_in_two_escapes_is_read_and_half_of_one_is_refused() -> None:
    marked, problems = read_json("a.json", b'{"\\ud83d\\ude00": "\\ud83d\\ude00"}')
    assert problems == []
    assert marked is not None
    assert marked.value == {"\U0001f600": "\U0001f600"}
    assert found(read_json("a.json", b'[1,\n "\\ud83d"]')[1]) == ["a.json:2:2 Y120"]


@pytest.mark.parametrize("character", ["\u0085", "\u2028", "\u2029"])
def test_what_ends_a_line_in_yaml_is_no_text_in_json_either(character: str) -> None:
    assert found(read_json("a.json", f'{{"{character}": 1}}'.encode())[1]) == ["a.json:1:3 C103"]
    assert found(read_json("a.json", f'{{"\\u{ord(character):04x}": 1}}'.encode())[1]) == ["a.json:1:2 C103"]


def test_each_part_knows_its_place() -> None:
    marked, _ = read_json("a.json", b'{\n "uno": 1,\n "lista": [\n  {"dos": "x"}\n ]\n}\n')
    assert marked is not None
    assert [str(marked.place(*path)) for path in (("uno",), ("lista", 0, "dos"))] == ["a.json:2:2", "a.json:4:4"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"a": 1,\n}', ["a.json:2:1 Y120"]),
        (b"a: 1\n", ["a.json:1:1 Y120"]),
        (b"", ["a.json:1:1 Y120"]),
        (b'{"a": 1,\n "a": 2}', ["a.json:2:2 Y103"]),
        (b'{"a": "\xf1"}', ["a.json:1 Y101"]),
        (b'{"a": ' + b"9" * 5000 + b"}", ["a.json:1:7 Y120"]),
        (b"[1,]", ["a.json:1:4 Y120"]),
        (b"[1] 2", ["a.json:1:5 Y120"]),
        (b'{"a" 1}', ["a.json:1:6 Y120"]),
        (b"{1: 1}", ["a.json:1:2 Y120"]),
        (b'["a', ["a.json:1:2 Y120"]),
        (b"[" * 100_000, ["a.json:1:22 Y105"]),
    ],
)
def test_what_is_wrong_is_said_at_its_place(data: bytes, expected: list[str]) -> None:
    assert found(read_json("a.json", data)[1]) == expected


@given(st.one_of(st.binary(max_size=40), st.text('{}[]",:\\ \n1aé&*!', max_size=20).map(str.encode)))
def test_anything_is_read_or_refused(data: bytes) -> None:
    marked, problems = read_json("a.json", data)
    assert (marked is None) == bool(problems)
