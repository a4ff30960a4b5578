"""A CSV changed by pieces keeps the bytes of all that nobody changed."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.editing.csv_splice import SplicedCsv
from micrositio.formats.csv_table import read_csv

TABLE = b'id,texto,nota\r\n1,"uno, dos",\r\n\r\n2,"dos ""citas""\nen dos",x\r\n,,\r\n'
CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12).map(str.strip)


def table(data: bytes) -> list[tuple[str, ...]]:
    raw, problems = read_csv("t", "t.csv", data)
    assert raw is not None, problems
    return [raw.header, *(row.cells for row in raw.rows)]


def test_a_cell_is_set_and_the_rest_keeps_its_bytes() -> None:
    spliced = SplicedCsv(TABLE)
    spliced.set(2, "nota", 'algo "así"')
    assert spliced.data == TABLE.replace(b'1,"uno, dos",\r\n', b'1,"uno, dos","algo ""as\xc3\xad"""\r\n')


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    assert SplicedCsv(TABLE).rows == {
        2: {"id": "1", "texto": "uno, dos", "nota": ""},
        4: {"id": "2", "texto": 'dos "citas"\nen dos', "nota": "x"},
    }


def test_a_row_is_added_after_the_last_that_says_something() -> None:
    spliced = SplicedCsv(TABLE)
    assert spliced.append({"id": "3", "texto": "tres"}) == 5
    assert spliced.data == TABLE.removesuffix(b",,\r\n") + b"3,tres,\r\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False], ids=["ends", "does not end"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_line_ends_and_the_mark_of_the_file_stay(end: str, last: bool, mark: bytes) -> None:
    text = end.join(["id,texto", "1,uno"]) + (end if last else "")
    spliced = SplicedCsv(mark + text.encode())
    spliced.append({"id": "2", "texto": "dos"})
    assert spliced.data == mark + end.join(["id,texto", "1,uno", "2,dos", ""]).encode()


def test_a_column_that_the_table_lacks_is_added_at_its_end() -> None:
    spliced = SplicedCsv(TABLE)
    spliced.set(2, "otra", "")
    assert spliced.data == TABLE
    spliced.set(2, "otra", "sí")
    assert table(spliced.data)[0] == ("id", "texto", "nota", "otra")
    assert table(spliced.data)[1] == ("1", "uno, dos", "", "sí")


def test_a_table_is_begun_with_its_header() -> None:
    spliced = SplicedCsv(b"", ("id", "texto"))
    assert spliced.append({"id": "1", "nota": "una, nota"}) == 2
    assert spliced.data == b'id,texto,nota\r\n1,,"una, nota"\r\n'


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6), st.tuples(CELLS, CELLS), st.data())
def test_what_is_written_is_what_is_read(
    rows: list[tuple[str, str, str]], new: tuple[str, str], data: st.DataObject
) -> None:
    rows = [("r", *each[1:]) for each in rows]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([("id", "b", "c"), *rows])
    spliced = SplicedCsv(out.getvalue().encode())
    spliced.append({"id": "n", "b": new[0], "c": new[1]})
    expected = [*table(out.getvalue().encode())[1:], ("n", *table(spliced.data)[-1][1:])]
    assert table(spliced.data)[1:] == expected
    place = data.draw(st.integers(0, len(rows)))
    spliced.set(place + 2, "c", "otra, cosa")
    expected[place] = (*expected[place][:2], "otra, cosa")
    assert table(spliced.data)[1:] == expected
