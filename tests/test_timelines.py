"""Timelines: where each date stands, as a share of the width, over whole months."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.pages.drawing.axis import LABELS, Tick
from micrositio.pages.views.timeline import Span, Strip, Timeline, Work, timeline

JAN, FEB, APR = date(2025, 1, 1), date(2025, 2, 1), date(2025, 4, 1)
"""January to March of 2025 are 90 days: a day is 1.11 % of them."""


def drawn(*works: Work, cut: date | None = None) -> Timeline:
    found = timeline("agua", works, cut)
    assert found is not None
    return found


def share(place: str) -> float:
    return float(place.removesuffix("%"))


def test_a_strip_stands_where_its_dates_do_over_whole_months() -> None:
    found = drawn(Work((date(2025, 1, 19), date(2025, 3, 5)), (date(2025, 1, 19), date(2025, 3, 5))))
    assert found.strips == (Strip(Span("20%", "50%"), None, ""),)
    assert found.ticks == (Tick(JAN, "0%", True), Tick(FEB, "34.44%", False), Tick(date(2025, 3, 1), "65.56%", False))
    assert (found.key, found.cut, found.now) == ("agua", None, "")


def test_first_dates_are_drawn_only_where_others_are_in_force() -> None:
    moved = drawn(Work((JAN, FEB), (JAN, date(2025, 3, 31)))).strips[0]
    assert moved == Strip(Span("0%", "98.89%"), Span("0%", "34.44%"), "")
    assert drawn(Work((JAN, FEB), (JAN, FEB))).strips[0].planned is None


def test_the_end_and_the_cut_have_their_place_and_widen_the_drawing() -> None:
    found = drawn(Work((JAN, JAN), (JAN, JAN), finished=FEB), cut=date(2025, 3, 14))
    assert found.strips[0].finished == "34.44%"
    assert (found.cut, found.now) == (date(2025, 3, 14), "80%")


def test_a_cut_before_everything_begins_the_drawing() -> None:
    found = drawn(Work((FEB, date(2025, 3, 1)), (FEB, date(2025, 3, 1))), cut=date(2025, 1, 10))
    assert found.ticks[0].day == JAN
    assert found.now == "10%"


@pytest.mark.parametrize("dates", [(JAN, None), (None, JAN)])
def test_where_one_date_is_known_its_day_alone_is_drawn(dates: tuple[date | None, date | None]) -> None:
    assert drawn(Work(dates, dates)).strips[0].current == Span("0%", "0%")


def test_without_a_date_there_is_no_drawing_and_a_milestone_without_one_has_an_empty_strip() -> None:
    nothing = Work((None, None), (None, None))
    assert timeline("agua", [nothing], JAN) is None
    assert timeline("agua", [], JAN) is None
    assert drawn(nothing, Work((JAN, FEB), (JAN, FEB))).strips[0] == Strip(None, None, "")


@pytest.mark.parametrize(
    ("end", "months"),
    [
        (date(2025, 6, 30), 1),
        (date(2025, 7, 1), 2),
        (date(2025, 12, 31), 2),
        (date(2027, 1, 1), 6),
        (date(2040, 1, 1), 60),
    ],
)
def test_ticks_are_as_many_as_fit_on_a_phone_and_evenly_apart(end: date, months: int) -> None:
    ticks = drawn(Work((JAN, end), (JAN, end))).ticks
    assert len(ticks) <= LABELS
    numbers = [tick.day.year * 12 + tick.day.month for tick in ticks]
    assert {b - a for a, b in itertools.pairwise(numbers)} == {months}


def test_a_year_is_told_at_its_first_tick() -> None:
    ticks = drawn(Work((date(2024, 10, 1), APR), (date(2024, 10, 1), APR))).ticks
    assert [(tick.day.year, tick.begins_year) for tick in ticks] == [
        (2024, True), (2024, False), (2025, True), (2025, False)
    ]  # fmt: skip


DAYS = st.none() | st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(st.lists(st.tuples(DAYS, DAYS, DAYS, DAYS, DAYS), max_size=6), DAYS)
def test_everything_stays_within_the_drawing(rows: list[tuple[date | None, ...]], cut: date | None) -> None:
    works = [Work((a, b), (c, d), e) for a, b, c, d, e in rows]
    found = timeline("x", works, cut)
    if found is None:
        assert not any(day for row in rows for day in row)
        return
    spans = [span for strip in found.strips for span in (strip.current, strip.planned) if span]
    assert all(share(span.start) >= 0 and share(span.start) + share(span.width) <= 100.01 for span in spans)
    places = [tick.place for tick in found.ticks] + [strip.finished for strip in found.strips if strip.finished]
    assert all(0 <= share(place) < 100 for place in (*places, *([found.now] if found.now else [])))
