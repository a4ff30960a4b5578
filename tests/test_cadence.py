"""When a plan owes its next cut, on cases worked out by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.model.dates import PartialDate, parse_day, parse_partial
from micrositio.model.plan import ActionPlan
from micrositio.model.plan_facts import PlanPeriod
from micrositio.model.records import ProgressUpdate, ReportingPeriod
from micrositio.model.text import Text
from micrositio.model.vocabularies import Cadence
from micrositio.pages.views.labels import CADENCES
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.profile.schemas import descriptor_schema
from micrositio.progress.cadence import MONTHS, Due, has_ended, last_reported_cut, months_after, next_due
from micrositio.routes.paths import page as page_at
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan
from support import PLAN, ROOT, append, found, made, make_site, of_plan, plan_of, replace


def period(start: str = "", end: str = "") -> PlanPeriod:
    first, last = (parse_partial(each) if each else None for each in (start, end))
    return PlanPeriod(first, last, Text("Plan"), Text(), ())


def plan(*cuts: str, announced: str = "", periods: tuple[PlanPeriod, ...] = (), **more: Any) -> ActionPlan:
    """A plan with reported cuts on those days, and one announced without a row."""
    days = [*cuts, announced] if announced else cuts
    return made(
        ActionPlan,
        **{"id": "p", "state": "en_curso", "cadences": ("mensual",), **more},
        periods=periods or (period("2026-01-01", "2026-12-31"),),
        reporting_periods=tuple(made(ReportingPeriod, id=day, date=parse_day(day)) for day in days),
        updates=tuple(made(ProgressUpdate, period=day, milestone="a") for day in cuts),
    )


def due(given: ActionPlan) -> list[str]:
    return [f"{each.cadence} {each.date}" for each in next_due(given)]


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ("2026-01-15", 1, "2026-02-15"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-06-30", 1, "2026-07-31"),
        ("2026-02-28", 1, "2026-03-31"),
        ("2028-02-28", 1, "2028-03-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2027-02-28", 12, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-10-31", 4, "2027-02-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2025-12-01", 1, "2026-01-01"),
    ],
)
def test_months_go_by_without_running_past_the_end_of_one(day: str, months: int, after: str) -> None:
    assert months_after(parse_day(day), months) == parse_day(after)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(sorted(MONTHS.values())))
def test_a_later_day_is_always_in_the_month_it_should_be(day: date, months: int) -> None:
    after = months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    if PartialDate(day.year, day.month).last == day:
        assert PartialDate(after.year, after.month).last == after


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [
        ("mensual", "2026-03-31"),
        ("bimestral", "2026-04-30"),
        ("trimestral", "2026-05-31"),
        ("cuatrimestral", "2026-06-30"),
        ("semestral", "2026-08-31"),
        ("anual", "2027-02-28"),
    ],
)
def test_each_word_counts_its_months_from_the_last_cut(cadence: str, expected: str) -> None:
    long = (period("2026-01-01", "2027-12-31"),)
    assert due(plan("2026-01-31", "2026-02-28", cadences=(cadence,), periods=long)) == [f"{cadence} {expected}"]


def test_a_plan_may_owe_more_than_one_cut_and_the_soonest_comes_first() -> None:
    both = plan("2026-04-30", cadences=("cuatrimestral", "mensual"))
    assert next_due(both) == (Due(Cadence.MONTHLY, date(2026, 5, 31)), Due(Cadence.FOUR_MONTHLY, date(2026, 8, 31)))


def test_without_a_cut_it_counts_from_the_earliest_start() -> None:
    periods = (period("2026-03-15", "2026-12-31"), period("2026-02", ""))
    assert due(plan(periods=periods)) == ["mensual 2026-03-01"]


def test_a_cut_that_was_only_announced_is_still_owed() -> None:
    announced = plan("2026-05-31", announced="2026-06-30")
    last = last_reported_cut(announced)
    assert last is not None
    assert last.id == "2026-05-31"
    assert due(announced) == ["mensual 2026-06-30"]


def test_the_order_of_the_table_does_not_matter() -> None:
    assert due(plan("2026-05-31", "2026-03-31", "2026-04-30")) == ["mensual 2026-06-30"]


@pytest.mark.parametrize(
    "nothing",
    [
        plan("2026-05-31", cadences=()),
        plan("2026-05-31", state="concluido"),
        plan("2026-12-31"),
        plan("2027-01-15"),
        plan(periods=(period("", "2026-12-31"),)),
    ],
    ids=["no cadence", "concluded", "a cut at the end", "a cut past the end", "no cut and no start"],
)
def test_nothing_is_owed(nothing: ActionPlan) -> None:
    assert next_due(nothing) == ()


def test_no_cut_is_announced_after_the_end_of_the_plan() -> None:
    both = plan("2026-10-31", cadences=("cuatrimestral", "mensual"))
    assert due(both) == ["mensual 2026-11-30"]
    assert due(plan("2026-10-31", cadences=("cuatrimestral",))) == []
    assert not has_ended(both)


def test_a_cut_promised_within_the_period_and_never_made_is_still_told() -> None:
    assert due(plan("2026-03-31")) == ["mensual 2026-04-30"]


def test_a_plan_ended_if_it_says_so_or_if_its_last_report_reaches_its_end() -> None:
    assert has_ended(plan("2026-05-31", state="concluido"))
    assert has_ended(plan("2026-12-31", cadences=()))
    assert not has_ended(plan("2026-05-31", announced="2026-12-31"))


def test_the_widest_end_counts() -> None:
    assert due(plan("2026-06-30", periods=(period("2026-01-01", "2026-06-30"), period("", "2026")))) == [
        "mensual 2026-07-31"
    ]


def test_every_word_that_may_be_written_has_its_months_and_its_phrase() -> None:
    words = descriptor_schema("plan")["properties"]["cadencia"]["items"]["enum"]
    assert list(MONTHS) == words == list(CADENCES)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("mensual", ("mensual",)),
        ("[mensual]", ("mensual",)),
        ("[cuatrimestral, mensual]", ("cuatrimestral", "mensual")),
    ],
)
def test_the_plan_says_one_word_or_several(written: str, read: tuple[str, ...], tmp_path: Path) -> None:
    root = make_site(tmp_path, append(of_plan("datapackage.yaml"), f"cadencia: {written}\n"))
    assert plan_of(root).cadences == read


def test_a_plan_that_says_nothing_has_none(tmp_path: Path) -> None:
    assert plan_of(make_site(tmp_path)).cadences == ()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("mensuales", "Y109"),
        ("[mensual, quincenal]", "Y109"),
        ("[mensual, mensual]", "Y110"),
        ("[]", "Y107"),
        ("{mensual: 1}", "Y108"),
    ],
)
def test_what_is_no_cadence_is_told_once(written: str, code: str, tmp_path: Path) -> None:
    root = make_site(tmp_path, append(of_plan("datapackage.yaml"), f"cadencia: {written}\n"))
    sources, problems = load(root)
    _, more = validate_plan(sources.plans[PLAN])
    codes = [each.rpartition(" ")[2] for each in found(problems + more)]
    assert codes == [code]


def test_a_word_between_quotes_is_told_with_them(tmp_path: Path) -> None:
    """The limit is `true`, and the text "true" is not."""
    quoted = replace(of_plan("datapackage.yaml"), "tope: true", 'tope: "true"')
    empty = replace(of_plan("datapackage.yaml"), "tope: true", "tope: ")
    for name, edit, value in (("uno", quoted, '"true"'), ("dos", empty, "null")):
        sources, problems = load(make_site(tmp_path / name, edit))
        _, more = validate_plan(sources.plans[PLAN])
        assert [each.details["value"] for each in problems + more] == [value]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("mensual", "El plan prevé informar el avance cada mes."),
        ("[mensual, cuatrimestral]", "El plan prevé informar el avance cada mes y cada cuatro meses."),
        ("[mensual, cuatrimestral, anual]", "El plan prevé informar el avance cada mes, cada cuatro meses y cada año."),
    ],
)
def test_the_board_says_how_often_in_words(written: str, said: str, tmp_path: Path) -> None:
    root = make_site(tmp_path, append(of_plan("datapackage.yaml"), f"cadencia: {written}\n"))
    site, problems = build_site(Options(root, (ROOT / "themes",)), lambda *stage: None)
    assert site is not None, found(problems)
    page = site[page_at(PLAN, "tablero")]
    assert isinstance(page, bytes)
    assert said in page.decode()
