"""What is asked about: what may be right and seldom is, said as a warning, by the plan's own rows and no clock."""

from dataclasses import replace
from datetime import date

import pytest

from micrositio.model.dates import parse_partial
from micrositio.model.own_reports import OwnUpdate
from micrositio.model.plan import ActionPlan, Method
from micrositio.model.plan_facts import PlanPeriod
from micrositio.model.records import Milestone, ProgressUpdate, ReportingPeriod, Source
from micrositio.model.text import Text
from micrositio.problems.problem import Place
from micrositio.profile.plan_descriptor import plan_parts
from micrositio.validation.rules.doubts import (
    complete_stays_complete,
    cuts_are_of_their_month,
    percentages_are_of_a_hundred,
    state_fits_the_dates,
    values_are_near_their_target,
)
from support import made

METHOD = Method("estatus", True, None, None)
SCALE = plan_parts({"name": "p", "licenses": (), "estado": "en_curso", "metodo": {"avance": "estatus"}})["scale"]


def a_plan(**values: object) -> ActionPlan:
    return made(ActionPlan, **{"id": "p", "method": METHOD, "scale": SCALE, **values})


def cut(name: str, day: str) -> ReportingPeriod:
    return made(ReportingPeriod, id=name, date=date.fromisoformat(day))


CUTS = tuple(cut(f"2024-{month:02}", f"2024-{month:02}-28") for month in range(1, 7))


def reported(*states: str, value: float | None = None) -> tuple[ProgressUpdate, ...]:
    """A report at each cut from the first; "" for none."""
    pairs = zip(CUTS, states, strict=False)
    return tuple(made(ProgressUpdate, period=c.id, milestone="a", status=s, value=value) for c, s in pairs if s)


@pytest.mark.parametrize(
    ("name", "day", "asked"),
    [("2024-06", "2024-06-30", 0), ("2024-06", "2024-07-05", 1), ("2024-06", "2023-06-30", 1), ("c1", "2024-07-05", 0)],
)
def test_a_cut_called_by_a_month_is_of_that_month(name: str, day: str, asked: int) -> None:
    assert len(list(cuts_are_of_their_month(a_plan(reporting_periods=(cut(name, day),))))) == asked


@pytest.mark.parametrize(
    ("states", "asked"),
    [
        (("limitado", "completo", "completo"), []),
        (("completo", "retirado"), []),
        (("completo", "", "completo"), []),
        (("completo", "sustancial"), ["2024-02"]),
        (("completo", "", "", "no_iniciado", "limitado"), ["2024-04"]),
        (("completo", "sin_evidencia", "completo", "limitado"), ["2024-02", "2024-04"]),
    ],
)
def test_what_was_complete_and_is_not_is_asked_about_once_for_each_fall(
    states: tuple[str, ...], asked: list[str]
) -> None:
    plan = a_plan(reporting_periods=CUTS, updates=reported(*states), milestones=(made(Milestone, id="a"),))
    assert [each.details["cut"] for each in complete_stays_complete(plan)] == asked


@pytest.mark.parametrize(
    ("baseline", "target", "value", "asked"),
    [
        (0, 10, 30, False), (0, 10, 30.5, True), (0, 10, -30, False), (0, 10, -31, True), (8, 3, 23, False),
        (8, 3, 24, True), (8, 3, -8, True), (5, 5, 900, False), (None, 10, 900, False), (0, None, 900, False),
    ],
)  # fmt: skip
def test_a_value_beyond_three_times_the_way_is_asked_about(
    baseline: float | None, target: float | None, value: float, asked: bool
) -> None:
    milestone = made(Milestone, id="a", baseline=baseline, target=target)
    updates = reported("limitado", value=value)
    plan = a_plan(reporting_periods=CUTS, updates=updates, milestones=(milestone,))
    assert bool(list(values_are_near_their_target(plan))) is asked
    stated = a_plan(method=Method("manual", True, None, None), updates=updates, milestones=(milestone,))
    assert not list(values_are_near_their_target(stated))


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ((0.45, 0.3, 1), ["0.45"]), ((0, 0.45, 0.3, 0.2), ["0.45"]), ((0.45, 0.3), []), ((1, 1, 1), []),
        ((0.45, 0.3, 1.5), []), ((0.45, 0.3, -0.1), []), ((0, 0, 0), []), ((None, 0.45, 0.3), []),
    ],
)  # fmt: skip
def test_percentages_of_a_cut_that_may_be_fractions_are_asked_about_once(
    values: tuple[float | None, ...], asked: list[str]
) -> None:
    milestones = tuple(made(Milestone, id=f"a-{number}") for number in range(len(values)))
    updates = tuple(
        made(ProgressUpdate, period="2024-01", milestone=each.id, value=value)
        for each, value in zip(milestones, values, strict=True)
    )
    plan = a_plan(
        method=Method("manual", True, None, None), reporting_periods=CUTS, updates=updates, milestones=milestones
    )
    assert [each.details["value"] for each in percentages_are_of_a_hundred(plan)] == asked
    by_status = replace(plan, method=Method("estatus", True, None, None))
    assert not list(percentages_are_of_a_hundred(by_status))
    own = tuple(made(OwnUpdate, period=each.period, milestone=each.milestone, value=each.value) for each in updates)
    told = list(percentages_are_of_a_hundred(replace(by_status, updates=(), own_updates=own)))
    assert [each.details["value"] for each in told] == asked, "of a commitment itself it is a percentage always"


def period(start: str = "", end: str = "") -> PlanPeriod:
    first, last = (parse_partial(each) if each else None for each in (start, end))
    return PlanPeriod(first, last, Text(), Text(), ())


READ = (made(Source, id="f", read_on=date(2024, 7, 1)),)


@pytest.mark.parametrize(
    ("state", "values", "asked"),
    [
        ("en_preparacion", {"updates": reported("limitado")}, "STATE"),
        ("firmado", {"updates": reported("limitado")}, "STATE"),
        ("en_preparacion", {"reporting_periods": CUTS}, ""),
        ("firmado", {"periods": (period("2024-02"),), "sources": READ}, "STATE_BEGUN"),
        ("firmado", {"periods": (period("2024-02"), period("2024-09")), "sources": READ}, ""),
        ("firmado", {"periods": (period(),), "sources": READ}, ""),
        ("en_curso", {"periods": (period(end="2024-06"),), "sources": READ}, "STATE_OVER"),
        ("en_curso", {"periods": (period(end="2024-06"), period(end="2024")), "sources": READ}, ""),
        ("en_curso", {"periods": (period(end="2024-06-28"),), "reporting_periods": CUTS}, ""),
        ("concluido", {"periods": (period(end="2030"),), "sources": READ}, "STATE_EARLY"),
        ("concluido", {"periods": (period(end="2030"), period(end="2024-06")), "sources": READ}, ""),
        ("concluido", {"periods": (period(end="2030"),)}, ""),
        ("concluido", {"periods": (period(end="2024-09"),), "state_since": parse_partial("2024-10")}, ""),
    ],
)
def test_a_state_that_its_own_dates_deny_is_asked_about(state: str, values: dict[str, object], asked: str) -> None:
    found = [each.kind.name for each in state_fits_the_dates(a_plan(state=state, **values), Place("p"))]
    assert found == ([asked] if asked else [])


def test_a_cut_that_reached_the_end_shows_that_the_plan_is_over() -> None:
    ends = (period(end="2024-06-28"),)
    updates = tuple(made(ProgressUpdate, period=each.id, milestone="a") for each in CUTS)
    [said] = state_fits_the_dates(
        a_plan(state="en_curso", periods=ends, reporting_periods=CUTS, updates=updates), Place("p")
    )
    assert said.details == {"end": date(2024, 6, 28), "last": date(2024, 6, 28)}
