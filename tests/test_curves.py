"""How something went over time: where each point stands, and that nothing bridges a gap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.pages.drawing.axis import LABELS
from micrositio.pages.views.curve import Curve, Level, Line, Point, commitment_course, curve, plan_course
from micrositio.progress.milestone_state import Figure
from test_explanations import named, view_of, whole
from test_progress import milestone, plan, update, verification

DAYS = [date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 30)]


def drawn(days: list[date], *values: float | None) -> Curve:
    found = curve("agua", days, {"reported": values})
    assert found is not None
    return found


def test_days_go_across_in_proportion_and_values_up() -> None:
    [series] = drawn(DAYS, 0.0, 1.0, 0.5).series
    assert series.kind == "reported"
    assert series.points == (Point("0%", "100%"), Point("50%", "0%"), Point("100%", "50%"))
    assert series.lines == (
        Line(Point("0%", "100%"), Point("50%", "0%")),
        Line(Point("50%", "0%"), Point("100%", "50%")),
    )


def test_days_that_are_not_evenly_apart_are_not_drawn_so() -> None:
    [series] = drawn([date(2024, 1, 1), date(2024, 1, 11), date(2024, 2, 10)], 0.0, 0.0, 0.0).series
    assert [point.x for point in series.points] == ["0%", "25%", "100%"]


def test_a_day_without_a_value_leaves_a_gap_that_nothing_bridges() -> None:
    days = [*DAYS, date(2024, 6, 29)]
    [series] = drawn(days, 0.25, 0.5, None, 0.75).series
    assert [(line.start.y, line.end.y) for line in series.lines] == [("75%", "50%")]
    assert [point.y for point in series.points] == ["75%", "50%", "25%"]


def test_a_point_between_two_gaps_still_shows() -> None:
    [series] = drawn(DAYS, None, 0.5, None).series
    assert (series.lines, series.points) == ((), (Point("50%", "50%"),))


@pytest.mark.parametrize(("days", "values"), [([], []), (DAYS[:1], [0.5]), (DAYS, [None, None, None])])
def test_what_has_nothing_to_join_is_not_drawn(days: list[date], values: list[float | None]) -> None:
    assert curve("agua", days, {"reported": values}) is None


def test_the_grid_goes_from_0_to_100_percent_whatever_the_values() -> None:
    levels = (Level(1.0, "0%"), Level(0.75, "25%"), Level(0.5, "50%"), Level(0.25, "75%"), Level(0.0, "100%"))
    assert drawn(DAYS, 0.4, 0.41, 0.42).levels == levels


def test_values_beyond_the_scale_widen_it() -> None:
    shown = drawn(DAYS, -0.2, 1.12, 0.5)
    assert [level.value for level in shown.levels] == [1.25, 1.0, 0.75, 0.5, 0.25, 0.0, -0.25]
    assert all(0 <= float(point.y.rstrip("%")) <= 100 for point in shown.series[0].points)
    assert len(drawn(DAYS, 0.0, 9.0, 0.5).levels) <= 10


def test_the_last_day_is_always_named_and_each_year_once() -> None:
    days = [date(2025 + month // 12, month % 12 + 1, 28) for month in range(6, 18)]
    ticks = drawn(days, *([0.5] * 12)).ticks
    assert [tick.day.month for tick in ticks] == [8, 10, 12, 2, 4, 6]
    assert [tick.begins_year for tick in ticks] == [True, False, False, True, False, False]
    assert ticks[-1].place == "100%"


@given(st.lists(st.none() | st.floats(-1, 3), min_size=2, max_size=40))
def test_every_value_is_a_point_within_the_drawing(values: list[float | None]) -> None:
    days = [date(2024, 1, 1) + timedelta(days=30 * number) for number in range(len(values))]
    shown = curve("agua", days, {"reported": values})
    known = [value for value in values if value is not None]
    assert (shown is None) == (not known)
    if shown:
        assert len(shown.series[0].points) == len(known)
        assert len(shown.ticks) <= LABELS
        assert all(0 <= float(each.rstrip("%")) <= 100 for point in shown.series[0].points for each in point)


# The figures of each cut


def test_a_course_has_the_engines_figures_cut_by_cut() -> None:
    view = whole(verifications=(verification("listo", evidence=("e",)),))
    course = commitment_course(view, "c")
    assert course
    assert course.drawing
    assert [row.cut.record.id for row in course.rows] == ["2024-03", "2024-04", "2024-05"]
    assert course.rows[0].cut.path == "p/tablero/2024-03/index.html"
    assert course.rows[0].reported == view.course[0].commitment("c").figure
    assert [row.reported.value for row in course.rows] == [75 / 90, None, None]
    assert course.rows[0].expected.value == pytest.approx(90 / 365)
    expected, reported, verified = course.drawing.series
    assert (expected.kind, reported.kind, verified.kind) == ("expected", "reported", "verified")
    assert (len(reported.points), reported.lines) == (1, ())
    assert len(verified.lines) == 2


def test_what_nobody_verified_yet_is_not_a_share_of_0() -> None:
    course = plan_course(whole())
    assert course
    assert course.rows[0].verified == Figure(None, 0, 6)
    assert course.rows[0].reported.value == pytest.approx((75 / 90 + 0.75) / 2)


def test_one_cut_is_told_but_not_drawn() -> None:
    of = plan(commitments=(named("c"),), milestones=(milestone(),), updates=(update("listo"),))
    one = commitment_course(view_of(replace(of, reporting_periods=of.reporting_periods[:1])), "c")
    assert one
    assert one.drawing is None
    assert len(one.rows) == 1


def test_what_nobody_ever_reported_has_no_course() -> None:
    assert commitment_course(whole(), "e") is None
    assert plan_course(view_of(plan(commitments=(named("c"),), reporting_periods=()))) is None
