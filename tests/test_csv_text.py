"""CSV as staff save it: what is read, what is refused, and where the fault is said to be."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.formats import csv_table
from micrositio.formats.characters import EDGES, composed
from micrositio.formats.csv_table import MAXIMUM_COLUMNS, RawTable, Row, read_csv, write_csv
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
        ("a,b\n1,2,,,x\n3,4,,,\n5,6,,\n", ["t.csv:2 T115"]),
        (" a,b\n1,2\n", ["t.csv:1:a C102"]),
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
    header, back, problems = read(write_csv(("a", "b"), tuple(rows)))
    meant = [tuple(composed(cell).strip(EDGES) for cell in row) for row in rows]
    assert (header, back) == (("a", "b"), meant)
    assert {each.rpartition(" ")[2] for each in problems} <= {"C102"}


def test_spaces_at_the_ends_are_taken_off_and_told_once_a_column() -> None:
    data = "a,b\n" + " x,y\n" * 7 + "x,\u00a0y\n"
    _header, rows, problems = read(data)
    assert set(rows) == {("x", "y")}
    assert problems == ["t.csv:2:a C102", "t.csv:9:b C102"]
    assert "celdas: 7 (filas 2, 3, 4, 5, 6, …)" in read_csv("t", "t.csv", data.encode())[1][0].message(str)


@pytest.mark.parametrize("cell", ["a\rb", "a\r\nb", "a\nb"])
def test_line_ends_within_a_cell_are_line_feeds(cell: str) -> None:
    assert read(f'a,b\n"{cell}",2\n') == (("a", "b"), [("a\nb", "2")], [])


def test_letters_and_their_accents_are_one_character() -> None:
    assert read("a,b\nregistro\u0301,2\n")[1] == [("registr\u00f3", "2")]


def test_a_cell_longer_than_a_spreadsheet_takes_is_refused() -> None:
    assert read(f"a,b\n{'x' * 32_767},{'😀' * 16_384}\n")[2] == ["t.csv:2:b C111"]


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_table_or_in_problems(data: bytes) -> None:
    table, problems = read_csv("t", "t.csv", data)
    assert table is not None or problems


def test_lines_end_as_rfc_4180_says() -> None:
    assert write_csv(("a",), (("x\ry",), ("-5",))) == b'a\r\n"x\ry"\r\n-5\r\n'


def test_two_files_that_were_joined_are_told_once() -> None:
    assert read("a,b\n1,2\n3,4\n\ufeffa,b\n1,2\n5,6\n") == (
        ("a", "b"), [("1", "2"), ("3", "4"), ("5", "6")], ["t.csv:4 T148"],
    )  # fmt: skip


def test_columns_without_a_name_are_one_line() -> None:
    [told] = read_csv("t", "t.csv", b"Avances,,\n1,2,3\n")[1]
    assert (told.kind.code, told.details["number"]) == ("T114", "2, 3")


@pytest.mark.parametrize(
    ("limit", "most", "data", "over"),
    [
        ("MAXIMUM_BYTES", 8, "a,b\n1,2\n", "t.csv T102"),
        ("_LONGEST_NAME", 3, "abc,b\n1,2\n", "t.csv:1 T116"),
        ("MAXIMUM_COLUMNS", 2, "a,b\n1,2\n", "t.csv:1 T116"),
        ("_LINES", 3, "a\n1\n2\n", "t.csv:3 T141"),
        ("MAXIMUM_CELLS", 6, "a,b\n1,2\n3,4\n", "t.csv:3 T141"),
        ("MAXIMUM_ROWS", 2, "a\n1\n2\n", "t.csv:3 T141"),
    ],
)
def test_a_limit_is_reached_and_not_passed(
    limit: str, most: int, data: str, over: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_table, limit, most)
    assert read(data)[2] == []
    monkeypatch.setattr(csv_table, limit, most - 1)
    assert read(data) == ((), [], [over])


def test_the_limit_that_was_passed_is_the_one_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_table, "MAXIMUM_ROWS", 1)
    monkeypatch.setattr(csv_table, "MAXIMUM_CELLS", 3)
    assert read_csv("t", "t.csv", b"a\n1\n2\n")[1][0].details["limit"] == "1 filas"
    assert read_csv("t", "t.csv", b"a,b\n1,2\n")[1][0].details["limit"] == "3 celdas"


@pytest.mark.parametrize("data", ["aaaaa\n" * 4, "aaaaa\r" * 4, "\naaaaa\naaaa\n"])
def test_lines_are_long_from_their_limit_on(data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_table, "_LINE_BYTES", 12)
    assert "T142" not in str(read(data)[2])
    monkeypatch.setattr(csv_table, "_LINE_BYTES", 6)
    assert read(data) == ((), [], ["t.csv T142"])


@pytest.mark.parametrize(
    ("data", "also"),
    [
        ("a;b\n1;2\n".encode("utf-16"), ", separado con «;»"),
        ("a,b\n1,2\n".encode("utf-16"), ""),
        ("a;b\n1;año\n".encode("cp1252"), ", separado con «;»"),
        (b"sep=;\na;b\n1;2\n", ", separado con «;»"),
        (b"a;b\n01/02/2024;2\n", ", con fechas que no son AAAA-MM-DD"),
        ("a;b\n01/02/2024;año\n".encode("cp1252"), ", separado con «;» y con fechas que no son AAAA-MM-DD"),
    ],
)
def test_what_else_there_is_to_mend_is_told_with_the_first_fault(data: bytes, also: str) -> None:
    _, [fault] = read_csv("t", "t.csv", data)
    assert fault.details["also"] == also


def test_a_table_that_lost_rows_is_not_complete() -> None:
    tables = [read_csv("t", "t.csv", data)[0] for data in (b"a,b\n1,2\n", b"a,b\n1\n", b'a,b\n1,2\n3,"x\n')]
    assert [each and each.complete for each in tables] == [True, False, False]


def test_the_cells_of_a_table_are_those_of_its_rows() -> None:
    read_table, _ = read_csv("t", "t.csv", b"a,b\n1,2\n")
    made = RawTable("t", "t.csv", ("a", "b"), (Row(2, 2, ("1", "2")),))
    assert read_table is not None
    assert [*read_table.cells] == [*made.cells] == [("1", "2")]


def test_a_quote_open_from_the_header_on_is_told_there() -> None:
    assert read('a,"b\n1,2\n')[2] == ["t.csv:1 T109"]


def test_an_empty_first_row_is_the_header() -> None:
    assert read("\na,b\n")[2] == ["t.csv:2 T115"]
    assert read(",,\n") == ((), [], [])


def test_five_rows_with_spaces_are_all_told() -> None:
    [told] = read_csv("t", "t.csv", b"a,b\n" + b" x,y\n" * 5)[1]
    assert told.details["where"] == " (filas 2, 3, 4, 5, 6)"
