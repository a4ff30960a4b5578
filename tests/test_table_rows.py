"""The rows of a table kept by columns are those that were given, to the type of each value."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from micrositio.model.table_rows import ColumnWriter, Rows, Values, column_of, constant

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 2), st.sampled_from([0.0, -0.0, 1.0]), st.text("ab", max_size=1),
    st.dates(), st.lists(st.sampled_from("ab")).map(tuple),
)  # fmt: skip


def exact(rows: Any) -> list[list[str]]:
    return [[repr(value) for value in row] for row in rows]


@given(st.integers(0, 4).flatmap(lambda width: st.lists(st.tuples(*[VALUES] * width))), st.data())
def test_rows_are_those_that_were_given(rows: list[tuple[Any, ...]], data: st.DataObject) -> None:
    width = len(rows[0]) if rows else 3
    made = Rows.of(rows, width)
    assert exact(made) == exact(rows) == exact(made[place] for place in range(len(rows)))
    assert (len(made), made == tuple(rows), made == [*rows, ()]) == (len(rows), True, False)
    assert exact(made[1:]) == exact(rows[1:])
    assert Rows.of(made, width) is made
    order = data.draw(st.permutations(range(len(rows))))
    columns = [*range(width)][::-1]
    assert exact(made.picked(columns, order)) == exact(rows[place][::-1] for place in order)


def test_a_column_keeps_each_value_once_and_few_of_them_in_a_byte_a_row() -> None:
    many = column_of([str(number) for number in range(300)] * 2)
    assert (len(many.known), many.places[299], many.places[599]) == (301, 300, 300)
    assert column_of(["a", "b", "a"]) == Values(["", "a", "b"], b"\1\2\1")
    assert constant(date(2024, 1, 1), 2) == Values((date(2024, 1, 1),), b"\0\0")


def test_a_row_that_is_not_written_is_empty() -> None:
    made = ColumnWriter()
    made.put(2, "c")
    column = made.column(4)
    assert [column.known[place] for place in column.places] == ["", "", "c", ""]
