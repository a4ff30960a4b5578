"""Dates are as precise as their source."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.model.dates import PartialDate, is_date, parse_day, parse_partial


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-05-31", date(2024, 5, 31), date(2024, 5, 31)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
    ],
)
def test_a_partial_date_spans_the_days_it_may_mean(text: str, first: date, last: date) -> None:
    parsed = parse_partial(text)
    assert (parsed.first, parsed.last, str(parsed)) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024-5", "2024-13", "2024-00", "2024-02-30", "2022-06-31", "31/06/2022", "2024-05-31T00:00", "0000",
     "٢٠٢٤", "2024-05-", " 2024", "2024\n", "02024"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # what is wrong with it is for the cell to word
        parse_partial(text)


@pytest.mark.parametrize("text", ["2024", "2024-05"])
def test_a_month_is_not_a_day(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        parse_day(text)


@given(st.dates())
def test_a_day_comes_back_as_it_was(day: date) -> None:
    assert parse_day(f"{day:%m}".join([f"{day.year:04}-", f"-{day:%d}"])) == day
    assert PartialDate(day.year, day.month, day.day).first == PartialDate(day.year, day.month, day.day).last == day


@pytest.mark.parametrize(
    ("text", "known"), [("2024-02-29", True), ("2024-02", True), ("2024", True), ("2023-02-29", False), ("ayer", False)]
)
def test_a_text_is_a_date_or_is_none(text: str, known: bool) -> None:
    assert is_date(text) is known
