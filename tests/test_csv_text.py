"""CSV as staff save it: what is read, what is refused, and where the fault is said to be."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.formats.csv_table import MAXIMUM_COLUMNS, read_csv, write_csv
from support import found


def read(data: bytes | str) -> tuple[tuple[str, ...], list[tuple[str, ...]], list[str]]:
    table, problems = read_csv("t", "t.csv", data.encode() if isinstance(data, str) else data)
    return (table.header, [row.cells for row in table.rows], found(problems)) if table else ((), [], found(problems))


def test_a_plain_table_is_read_verbatim() -> None:
    assert read("a,b\n1,x y\n2,«ñ»\n") == (("a", "b"), [("1", "x y"), ("2", "«ñ»")], [])


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        (b"\xef\xbb\xbfa,b\r\n1,2\r\n", ("1", "2")),
        (b"a,b\r1,2\r", ("1", "2")),
        (b'a,b\n"1, 2","dijo ""no"""\n', ("1, 2", 'dijo "no"')),
        (b'a,b\n"dos\nlineas",2\n', ("dos\nlineas", "2")),
        (b"a,b,,\n1,2,,\n", ("1", "2")),
        (b"a,b\n1,2,,,\n", ("1", "2")),
        (b"\n\na,b\n1,2\n"[2:], ("1", "2")),
    ],
)
def test_what_spreadsheets_do_is_understood(data: bytes, cells: tuple[str, ...]) -> None:
    header, rows, problems = read(data)
    assert (header, rows, problems) == (("a", "b"), [cells], [])


def test_a_row_is_numbered_as_a_spreadsheet_does_and_keeps_its_line() -> None:
    table, _ = read_csv("t", "t.csv", b'a\n"uno\ndos"\n\ntres\n')
    assert table is not None
    assert [(row.number, row.line) for row in table.rows] == [(2, 2), (4, 5)]


def test_empty_rows_are_no_rows() -> None:
    assert read("a,b\n,\n1,2\n\n,,\n")[1:] == ([("1", "2")], [])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "t.csv T110"),
        (b"  \r\n\t", "t.csv T110"),
        (b"\xef\xbb\xbf", "t.csv T110"),
        ("a,b\n1,ñ\n".encode("utf-16"), "t.csv T105"),
        ("a,b\n1,ñ\n".encode("utf-16-be"), "t.csv:1 T106"),
        (b"a,b\n1,2\n\x00,3\n", "t.csv:3 T106"),
        ("a,b\n1,2\naño,3\n".encode("cp1252"), "t.csv:3 T104"),
        (b"a;b\n1;2\n", "t.csv:1 T107"),
        (b"a\tb\n1\t2\n", "t.csv:1 T107"),
        (b"a|b\n1|2\n", "t.csv:1 T107"),
        (b"sep=;\na;b\n", "t.csv:1 T108"),
        (b"SEP=,\na,b\n1,2\n", "t.csv:1 T108"),
        (("," * MAXIMUM_COLUMNS).encode() + b"\n", "t.csv:1 T116"),
        (b"a\n" + b"," * 100_000, "t.csv:2 T116"),
    ],
)
def test_an_unreadable_file_is_one_problem(data: bytes, expected: str) -> None:
    assert read(data) == ((), [], [expected])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('a,b\n1,2\n3,"abierta\n4,5\n', ["t.csv:3 T109"]),
        ('a,b\n"uno" dos,3\n4,5\n', ["t.csv:2 T109"]),
        ("a,,c\n1,2,3\n", ["t.csv:1 T114"]),
        ("a,b,a\n1,2,3\n", ["t.csv:1:a T113"]),
        ("a,b\n1\n1,2\n1,2,3\n", ["t.csv:2 T115", "t.csv:4 T115"]),
    ],
)
def test_a_fault_is_told_at_its_row(data: str, expected: list[str]) -> None:
    assert read(data)[2] == expected


def test_an_unclosed_quote_leaves_the_rows_before_it() -> None:
    assert read('a,b\n1,2\n3,"abierta\n')[1] == [("1", "2")]


def test_only_straight_rows_are_kept() -> None:
    assert read("a,b\n1\n1,2\n1,2,3\n")[1] == [("1", "2")]


CELLS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), st.sampled_from('",\r\n😀ñń'))
)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1))
def test_what_is_written_is_read_back_verbatim_by_anyone(rows: list[tuple[str, str]]) -> None:
    data = write_csv(("a", "b"), tuple(rows))
    back = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    assert back == [["a", "b"], *map(list, rows)]


@given(st.lists(st.tuples(CELLS, CELLS.map(lambda cell: cell + "."))))
def test_what_is_written_is_read_back_by_us(rows: list[tuple[str, str]]) -> None:
    assert read(write_csv(("a", "b"), tuple(rows))) == (("a", "b"), rows, [])


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_table_or_in_problems(data: bytes) -> None:
    table, problems = read_csv("t", "t.csv", data)
    assert table is not None or problems


def test_lines_end_as_rfc_4180_says() -> None:
    assert write_csv(("a",), (("x\ry",), ("-5",))) == b'a\r\n"x\ry"\r\n-5\r\n'
