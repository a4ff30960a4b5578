"""Characters: what no reader sees is refused by every door, and what other programs damaged is told with the mend."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.formats.characters import EDGES, composed, damage, read_text, text_fault, unseen
from micrositio.formats.csv_table import read_csv
from micrositio.formats.json_document import read_json
from micrositio.formats.markdown_document import read_document
from micrositio.formats.yaml_document import read_yaml
from micrositio.problems.kinds import Kind
from support import found

UNSEEN = [
    "\x00", "\x07", "\x1b", "\x7f", "\x85", "\u00ad", "\u200b", "\u200e", "\u2028", "\u2029", "\u202e", "\u2066",
    "\u2800", "\u3164", "\u115f", "\ufeff", "\ue000", "\uffff", "\ufdd0", "\u0378", "\U000e0041", "\U000e0100",
]  # fmt: skip


@pytest.mark.parametrize("character", UNSEEN, ids=lambda each: f"U+{ord(each):04X}")
def test_no_door_lets_in_what_nobody_sees(character: str) -> None:
    text = f"uno{character}dos"
    doors = {
        "yaml": read_yaml("f.yaml", f"a: 1\nb: {text}\n".encode())[1],
        "escape": read_yaml("f.yaml", f"a: 1\nb: {json.dumps(text)}\n".encode())[1]
        if ord(character) < 0x10000
        else None,
        "key": read_yaml("f.yaml", f"a: 1\n{text}: 1\n".encode())[1],
        "json": read_json("f.json", json.dumps({"a": 1, "b": text}, indent=1).encode())[1],
        "front": read_document("f.md", f"---\ntitulo: {text}\n---\nhola\n".encode())[1],
        "body": read_document("f.md", f"---\ntitulo: x\n---\n\n{text}\n".encode())[1],
        "other": read_text("f.txt", f"\n{text}\n".encode())[1],
    }
    places = {"yaml": 2, "escape": 2, "key": 2, "json": 3, "front": 2, "body": 5, "other": 2}
    for door, problems in doors.items():
        if problems is not None:
            assert [each.place.row for each in problems] == [places[door]], door
            assert all(each.is_error for each in problems), door
    fault = text_fault(text)
    assert fault is not None
    assert fault.kind is Kind.TEXT_INVISIBLE


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧‍👦 👍🏽 1️⃣ ❤️",
        "á ñ ü",
        "uno\tdos\ntres",
        "mapu regá kʼo",
        "«m²» 5 µg/L −2 ½",
        "a\u00a0b",
        "…—·",
        "São",
        "N/D",
    ],
)
def test_what_people_write_passes(text: str) -> None:
    assert text_fault(composed(text)) is None


@pytest.mark.parametrize("text", ["\u3164", "\u2800", "\u200b", "\u115f\u1160", "\u0301"])
def test_a_text_that_only_looks_empty_is_refused(text: str) -> None:
    assert unseen(text) is not None


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("informaciÃ³n", "información"),
        ("RÃ\u00ado Chico", "Río"),
        ("DirecciÃƒÂ³n", "Dirección"),
        ("â€œcada corteâ€\u009d", "“cada"),
        ("Informaci├│n", "Información"),
        ("informaci√≥n", "información"),
        ("niÃ±as", "niñas"),
        ("public&oacute;", "publicó"),
        ("public&#243;", "publicó"),
        ("a &amp; b", "&"),
    ],
)
def test_damage_is_told_with_what_it_was(text: str, near: str) -> None:
    fault = text_fault(text)
    assert fault is not None
    assert fault.details["near"] == near


@given(st.text("áéíóúñüÁÉÍÓÚÑ¿¡«»–—“”…°ºª", min_size=1, max_size=6))
def test_text_of_any_letters_is_known_when_its_bytes_are_misread(text: str) -> None:
    assert damage(text) is None
    for encoding in ("cp1252", "mac_roman"):
        fault = damage(text.encode().decode(encoding, "replace"))
        assert fault is not None
        assert fault.kind in (Kind.TEXT_DAMAGED, Kind.TEXT_LOST)


@pytest.mark.parametrize(
    "text", ["#N/A", "#REF!", "#¡REF!", "#¡DIV/0!", "#¿NOMBRE?", "El avance es #¡VALOR! hoy", "#####"]
)
def test_an_error_of_a_formula_is_refused(text: str) -> None:
    fault = damage(text)
    assert fault is not None
    assert fault.kind is Kind.TEXT_EXCEL_ERROR


@pytest.mark.parametrize(
    "text", ["NULL", "nan", "[object Object]", "a_x000D_b", "2.40123E+11", "a<br>b", "Informaci?n"]
)
def test_what_a_program_left_is_told(text: str) -> None:
    fault = damage(text)
    assert fault is not None
    assert fault.kind in (Kind.TEXT_LEFT, Kind.TEXT_LEFT_ASKED)


@pytest.mark.parametrize(
    "text",
    ["el acuerdo #4", "casi null, según dijo", "¿qué? Sí", "https://x.example/a?b=1&copy;=2", "«<» o «>»", "3 < 5"],
)
def test_what_only_looks_damaged_passes(text: str) -> None:
    assert damage(text) is None


@given(st.text())
def test_reading_twice_is_reading_once(text: str) -> None:
    once = composed(text).strip(EDGES)
    assert composed(once).strip(EDGES) == once
    assert unicodedata.is_normalized("NFC", composed(text))


def test_a_csv_has_the_letters_that_the_yaml_has() -> None:
    table, _ = read_csv("t", "t.csv", "a\nregistro\u0301\r\n".encode())
    marked, _ = read_yaml("f.yaml", "a: registro\u0301\r\n".encode())
    assert table
    assert marked
    assert next(iter(table.rows)).cells == (marked.value["a"],)


def test_each_line_is_told() -> None:
    assert found(read_text("a.txt", "uno\x07\ndos\nt\u200bres\n".encode(), 3)[1]) == [
        "a.txt:3:4 C103",
        "a.txt:5:2 C103",
    ]
