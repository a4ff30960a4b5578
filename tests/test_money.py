"""The money of a plan: its sums, its page and files, its seal, and what can be wrong in it."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from dataclasses import replace as replace_
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from micrositio.i18n.currencies import currency_meant, is_currency, money_words
from micrositio.model.dates import parse_partial
from micrositio.model.money import BudgetLine, Periods
from micrositio.model.own_reports import Whole
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Commitment, Milestone
from micrositio.model.rounding import half_up, percentage, printed
from micrositio.model.text import Text
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place
from micrositio.progress.money import AMOUNTS, exact, lines_of_commitment, lines_of_group, own_totals, totals
from micrositio.validation.rules.money import money_is_counted_once, money_is_of_one_thing, money_is_told
from reading import build, content, facts, hrefs, page, parse, plan, rows, site, words
from support import PLAN, Edit, append, found, made, make_site, of_plan, plan_of, problems_in, run, write

HEADER = "id,compromiso,actividad,concepto,financiamiento,inicio,fin,moneda,aprobado,comprometido,ejercido,fuentes"
TABLE = of_plan("presupuesto.csv")
DEMO = "demostracion"


def budget(*lines: str) -> tuple[Edit, ...]:
    """The small site with these lines of its budget, each without its source."""
    told = (f"{line},plan-firmado" for line in lines)
    return (
        write(TABLE, "\n".join((HEADER, *told, ""))),
        append(of_plan("datapackage.yaml"), "  - {name: presupuesto, path: presupuesto.csv}\n"),
    )


def common_day(one: BudgetLine, other: BudgetLine) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def line(currency: str = "MXN", item: str = "", start: str = "2024", end: str = "", **amounts: float) -> BudgetLine:
    return made(
        BudgetLine,
        id=str(Random().random()),
        commitment="agua",
        concept=Text(item),
        start=parse_partial(start) if start else None,
        end=parse_partial(end) if end else None,
        currency=currency,
        **{name: amounts.get(name) for name in AMOUNTS},
    )


amounts = st.none() | st.integers(0, 10**13) | st.integers(0, 10**12).map(lambda cents: cents / 100)
lines = st.lists(
    st.builds(
        lambda currency, item, year, approved, committed, spent: line(
            currency, item, str(year), approved=approved, committed=committed, spent=spent
        ),
        st.sampled_from(["MXN", "USD", "COP"]),
        st.sampled_from("ab"),
        st.integers(2024, 2027),
        *[amounts] * 3,
    ),
    max_size=12,
)


@given(lines, st.randoms())
def test_sums_are_exact_by_currency_and_in_any_order_of_rows(found: list[BudgetLine], chance: Random) -> None:
    mixed = list(found)
    chance.shuffle(mixed)
    for each, again in zip(totals(found), totals(mixed), strict=True):
        own = [other for other in found if other.currency == each.currency]
        for name in AMOUNTS:
            stated = [getattr(other, name) for other in own if getattr(other, name) is not None]
            total = getattr(each, name)
            assert total == getattr(again, name)
            assert total.lines == len(stated)
            assert (total.total is None) == (not stated)
            if stated:
                assert Fraction(total.total) == sum(Fraction(repr(value)) for value in stated)
        assert each.share == again.share
    assert [each.currency for each in totals(found)] == sorted({each.currency for each in found})


@given(lines)
def test_only_amounts_of_one_thing_and_meeting_periods_are_compared(found: list[BudgetLine]) -> None:
    for each in totals(found):
        own = [other for other in found if other.currency == each.currency]
        for one in own:
            there = any(
                one.concept == other.concept
                and one.start == other.start
                and (
                    (one.approved is not None and other.spent is not None)
                    or (one.spent is not None and other.approved is not None)
                )
                for other in own
            )
            assert (one in each.compared) == there
        assert (each.compared_approved is None) == (each.compared_spent is None)
        assert each.share is None or each.share >= 0


def test_a_year_approved_and_quarters_spent_are_compared_and_a_year_without_spending_is_not() -> None:
    [found] = totals(
        [
            line(start="2024", approved=1000),
            line(start="2024-01", end="2024-03", spent=100.1),
            line(start="2024-04", end="2024-06", spent=200.2),
            line(start="2025", approved=5000),
            line(item="otra", spent=70),
        ]
    )
    assert (found.approved.total, found.spent.total) == (Decimal(6000), Decimal("370.3"))
    assert (found.compared_approved, found.compared_spent, found.share) == (Decimal(1000), Decimal("300.3"), 0.3003)
    assert not found.is_whole
    assert totals([line(approved=0, spent=0)])[0].share is None
    assert totals([line(start="", approved=4, spent=1)])[0].share == 0.25


def test_a_month_or_a_year_alone_is_a_whole_period() -> None:
    assert line(start="2024").last_day == date(2024, 12, 31)
    assert line(start="2024-02").last_day == date(2024, 2, 29)
    assert line(start="", end="2024").first_day == date(2024, 1, 1)
    assert not Periods([line(start="2024-01")]).meet(line(start="2024-02"))
    assert Periods([line(start="")]).meet(line(start="1999"))
    assert not Periods([]).meet(line(start="1999"))


DAYS = st.tuples(st.integers(1, 12), st.integers(0, 3)).map(
    lambda pair: (f"2024-{pair[0]:02}", f"2024-{min(sum(pair), 12):02}")
)


@given(st.lists(DAYS, max_size=8), DAYS)
def test_the_periods_of_many_lines_are_asked_as_each_of_them_would_be(own: list[tuple[str, str]], one: Any) -> None:
    lines, asked = [line(start=a, end=b) for a, b in own], line(start=one[0], end=one[1])
    assert Periods(lines).meet(asked) == any(common_day(each, asked) for each in lines)
    crowded = {id(each) for each in lines if any(common_day(each, o) for o in lines if o is not each)}
    found = {id(each) for pair in Periods(lines).overlapping() for each in pair}
    assert found == crowded


def test_as_many_lines_of_one_thing_as_a_table_may_have_are_compared() -> None:
    many = [line(start=f"{1900 + n // 12}-{n % 12 + 1:02}", spent=1) for n in range(1200)] * 10
    [found] = totals(many)
    assert found.spent.total == 12000
    assert found.compared == ()
    assert sum(1 for _ in Periods(many).overlapping()) == 1200 * 9


def test_a_number_of_the_data_has_no_noise_of_binary_fractions() -> None:
    for text in ("184500.35", "9999999999999.99", "0.3", "100", "0.00001", "0.666666666667", "1234567.1"):
        assert printed(float(text)) == text
        assert exact(float(text)) == Decimal(text)
    assert (printed(0.1 + 0.2), printed(-0.0), printed(1e17)) == ("0.3", "0", "1" + "0" * 17)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [(0.285, 2, "0.29"), (2.5, 0, "3"), (-2.5, 0, "-3"), (0.1 + 0.2, 1, "0.3"), (1.45, 1, "1.5"), (12.3, 0, "12")],
)
def test_a_number_is_rounded_half_away_from_zero_as_it_is_printed(value: float, places: int, rounded: str) -> None:
    assert (half_up(value, places), half_up(Decimal(printed(value)), places)) == (Decimal(rounded), Decimal(rounded))


@pytest.mark.parametrize(("share", "percent"), [(0.07, "7"), (1.0, "100"), (0.285, "28.5"), (0.1 + 0.2, "30")])
def test_a_percentage_is_exact(share: float, percent: str) -> None:
    assert percentage(share) == Decimal(percent)


@pytest.mark.parametrize(
    ("found", "is_whole", "is_apart", "share"),
    [
        ((line(approved=10, spent=4),), True, False, 0.4),
        ((line(approved=0, spent=4),), True, False, None),
        ((line(approved=10, spent=0),), True, False, 0.0),
        ((line(approved=10),), False, False, None),
        ((line(spent=4),), False, False, None),
        ((line(committed=4),), True, False, None),
        ((line(item="a", approved=10), line(item="b", spent=4)), False, True, None),
        ((line(approved=10, start="2024"), line(spent=4, start="2025")), False, True, None),
        ((line(item="a", approved=10, spent=4), line(item="b", spent=4)), False, False, 0.4),
        ((line(item="a", approved=10, spent=4), line(item="b", approved=4)), False, False, 0.4),
        ((line(item="a", approved=10, spent=4), line(item="b", committed=4)), True, False, 0.4),
    ],
)
def test_a_total_says_whether_all_of_it_or_none_of_it_can_be_compared(
    found: tuple[BudgetLine, ...], is_whole: bool, is_apart: bool, share: float | None
) -> None:
    [total] = totals(found)
    assert (total.is_whole, total.is_apart, total.share) == (is_whole, is_apart, share)


@pytest.mark.parametrize(
    ("day", "own", "of_milestone"),
    [(date(2023, 12, 31), None, None), (date(2024, 1, 1), Decimal(7), Decimal(3)), (date(2025, 1, 1), 12, 3)],
)
def test_the_own_money_of_a_thing_is_of_periods_begun(day: date, own: object, of_milestone: object) -> None:
    milestones = made(Milestone, id="agua", commitment="agua")
    lines = (line(spent=7), line(spent=5, start="2025"), replace_(line(spent=3), commitment="", milestone="agua"))
    of = made(ActionPlan, id="p", commitments=(made(Commitment, id="agua"),), milestones=(milestones,), budget=lines)
    for thing, spent in ((made(Whole, id="agua"), own), (milestones, of_milestone)):
        assert [each.spent.total for each in own_totals(of, thing, day)] == ([] if spent is None else [spent])


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2024-02", "", date(2024, 2, 1), date(2024, 2, 29)),
        ("", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02", "2024-05", date(2024, 2, 1), date(2024, 5, 31)),
        ("", "", date.min, date.max),
    ],
)
def test_the_days_of_a_period(start: str, end: str, first: date, last: date) -> None:
    of = line(start=start, end=end)
    assert (of.first_day, of.last_day) == (first, last)


@pytest.mark.parametrize(
    ("periods", "pairs"),
    [
        ([("2024-01", ""), ("2024-02", "")], []),
        ([("2024-01-01", "2024-01-31"), ("2024-01-31", "2024-02-28")], [(0, 1)]),
        ([("2024-02", ""), ("2024", "")], [(0, 1)]),
        ([("2024", ""), ("2024-01", ""), ("2024-12", "")], [(0, 1), (0, 2)]),
        ([("2024-01", ""), ("2024-01", "2024-06"), ("2024-06", "")], [(0, 1), (1, 2)]),
        ([("2024-01", "2024-06"), ("2024-03", "2024-06"), ("2024-06", "2024-07")], [(0, 1), (0, 2)]),
        ([("2024", ""), ("2024", ""), ("2024", "")], [(0, 1), (0, 2)]),
    ],
)
def test_periods_with_a_common_day_are_told_in_the_order_of_their_rows(
    periods: list[tuple[str, str]], pairs: list[tuple[int, int]]
) -> None:
    found = [replace_(line(start=a, end=b), origin=Place("f", n)) for n, (a, b) in enumerate(periods, 2)]
    told = [(one.origin.row, other.origin.row) for one, other in Periods(reversed(found)).overlapping()]
    assert sorted(told) == [(a + 2, b + 2) for a, b in pairs]


@pytest.mark.parametrize(
    ("start", "end", "met"),
    [
        ("2024-02-29", "2024-03-09", False),
        ("2024-02-29", "2024-03-10", True),
        ("2024-03-20", "2024-04-30", True),
        ("2024-03-21", "2024-04-30", False),
        ("2024-03-12", "2024-03-13", True),
        ("", "", True),
    ],
)
def test_periods_meet_from_the_first_common_day_on(start: str, end: str, met: bool) -> None:
    assert Periods([line(start="2024-03-10", end="2024-03-20")]).meet(line(start=start, end=end)) is met


@pytest.mark.parametrize(
    ("amount", "code", "spanish", "english"),
    [
        ("1250", "MXN", "$1,250", "MX$1,250"),
        ("96500.5", "MXN", "$96,500.50", "MX$96,500.50"),
        ("96500.5", "USD", "USD\xa096,500.50", "US$96,500.50"),
        ("1234.565", "COP", "COP\xa01,234.57", "COP\xa01,234.57"),
        ("1234.5", "JPY", "JPY\xa01,235", "JP¥1,235"),
        ("0", "MXN", "$0", "MX$0"),
    ],
)
def test_amounts_are_written_as_the_language_writes_them(amount: str, code: str, spanish: str, english: str) -> None:
    assert money_words(Decimal(amount), code, "es") == spanish
    assert money_words(Decimal(amount), code, "en") == english


def test_a_currency_is_a_code_of_the_list_and_what_was_meant_is_offered() -> None:
    assert is_currency("MXN")
    assert not any(map(is_currency, ("mxn", "XXX", "XTS", "", "MX", "$", "pesos")))
    assert [currency_meant(each) for each in ("mxn", " cop ", "$", "pesos")] == ["MXN", "COP", "MXN, COP o USD", ""]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("a,,,,,2024,,MXN,1,,",), "2:actividad D190"),
        (("a,agua,agua-1,,,2024,,MXN,1,,",), "2:compromiso D191"),
        (("a,calles,agua-1,,,2024,,MXN,1,,",), "2:compromiso D191"),
        (("a,agua,,,,2024,,MXN,,,",), "2:aprobado D192"),
        (("a,agua,,,,2024,,pesos,1,,",), "2:moneda D193"),
        (("a,agua,,,,2024,,mxn,1,,",), "2:moneda D193"),
        (("a,agua,,,,2024,,,1,,",), "2:moneda C101"),
        (("a,agua,,,,2024,,MXN,-1,,",), "2:aprobado C112"),
        (("a,no-hay,,,,2024,,MXN,1,,",), "2:compromiso C117"),
        (("a,,no-hay,,,2024,,MXN,1,,",), "2:actividad C117"),
        (("a,agua,,,,2024-06,2024-03,MXN,1,,",), "2:fin D102"),
        (("a,agua,,,,2030,,MXN,1,,",), "2:inicio D103"),
        (("a,agua,,,,2024,,MXN,1,,", "b,agua,,,,2024,,MXN,1,,"), "3:aprobado D194"),
        (("a,agua,,,,2024,,MXN,,,5", "b,agua,,,,2024-03,,MXN,,,1"), "3:ejercido D194"),
        (("a,agua,,,,,,MXN,7,,", "b,agua,,,,2024-03,,MXN,1,,"), "3:aprobado D194"),
    ],
)
def test_each_fault_is_said_once_at_its_cell(tmp_path: Path, wrong: tuple[str, ...], said: str) -> None:
    errors = [each for each in problems_in(make_site(tmp_path, *budget(*wrong))) if each.is_error]
    assert found(errors) == [f"{TABLE}:{said}"]


@pytest.mark.parametrize(
    ("right", "said"),
    [
        (("a,agua,,A,,2024,,MXN,1,,", "b,agua,,B,,2024,,MXN,1,,"), ""),
        (("a,agua,,,F,2024,,MXN,1,,", "b,agua,,,G,2024,,MXN,1,,", "c,agua,,,F,2024,,USD,1,,"), ""),
        (("a,agua,,,,2024,,MXN,9,,", "b,agua,,,,2024-03,,MXN,,,1", "c,agua,,,,2024-04,,MXN,,,1"), ""),
        (("a,agua,,,,2024,,MXN,1,,0",), ""),
        (("a,agua,,,,2024,,MXN,1,,1",), ""),
        (("a,agua,,,,2024,,MXN,1,,1.01",), "2:ejercido D195"),
        (("a,agua,,,,2024,,MXN,1,,", "b,agua,,,,2024-02,,MXN,,,3"), "3:ejercido D195"),
        (("a,agua,,,,2024,,MXN,3,,", "b,,agua-1,,,2024,,MXN,1,,", "c,,agua-2,,,2024,,MXN,2,,"), "2:aprobado D196"),
        (("a,agua,,,,2024,,USD,3,,", "b,,agua-1,,,2024,,MXN,1,,", "c,,agua-2,,,2024,,MXN,2,,"), ""),
    ],
)
def test_what_may_be_right_is_only_asked_about(tmp_path: Path, right: tuple[str, ...], said: str) -> None:
    told = problems_in(make_site(tmp_path, *budget(*right)))
    assert found(told) == ([f"{TABLE}:{said}"] if said else [])


@pytest.mark.parametrize(
    ("currency", "kind", "near"),
    [("pesos", Kind.MONEY_CURRENCY, ""), ("mxn", Kind.MONEY_CURRENCY_NAME, "MXN"), ("XXX", Kind.MONEY_CURRENCY, "")],
)
def test_a_currency_that_is_none_is_told_with_the_one_that_was_meant(currency: str, kind: Kind, near: str) -> None:
    [told] = money_is_told(made(ActionPlan, id="p", budget=(line(currency, approved=1),)))
    assert (told.kind, told.details["near"]) == (kind, near)


@pytest.mark.parametrize(
    ("commitment", "of", "kinds"),
    [
        ("agua", "", []),
        ("", "agua-1", []),
        ("agua", "agua-1", [Kind.MONEY_OF_BOTH]),
        ("calles", "agua-1", [Kind.MONEY_OF_BOTH_ELSEWHERE]),
        ("agua", "otra", [Kind.MONEY_OF_BOTH]),
        ("", "", [Kind.MONEY_OF_NOTHING]),
    ],
)
def test_money_is_of_a_commitment_or_of_a_milestone(commitment: str, of: str, kinds: list[Kind]) -> None:
    told = replace_(line(approved=1), commitment=commitment, milestone=of)
    milestones = (made(Milestone, id="agua-1", commitment="agua"),)
    found = money_is_of_one_thing(made(ActionPlan, id="p", milestones=milestones, budget=(told,)))
    assert [each.kind for each in found] == kinds


@pytest.mark.parametrize(
    ("found", "columns", "first"),
    [
        ([{"approved": 1, "spent": 1}, {"approved": 1, "spent": 2}], "aprobado, ejercido", 2),
        ([{"approved": 1, "committed": 1}, {"committed": 2, "spent": 2}], "comprometido", 2),
        ([{"approved": 1}, {"spent": 1}, {"approved": 1, "spent": 1}], "aprobado", 2),
    ],
)
def test_an_amount_that_is_there_twice_is_told_with_its_columns(
    found: list[dict[str, Any]], columns: str, first: int
) -> None:
    lines = tuple(replace_(line(**each), origin=Place(TABLE, row)) for row, each in enumerate(found, 2))
    [told] = money_is_counted_once(made(ActionPlan, id="p", budget=lines))
    assert (told.details["columns"], told.details["first"]) == (columns, first)


def test_money_is_never_summed_into_progress_nor_needs_a_report(tmp_path: Path) -> None:
    plain = build(make_site(tmp_path / "sin"))
    told = build(make_site(tmp_path / "con", *budget("a,agua,,,,2024,,MXN,100,,60")))
    assert content(plain, f"{PLAN}/datos/calculos.csv") == content(told, f"{PLAN}/datos/calculos.csv")
    assert f"{PLAN}/tablero/presupuesto/index.html" in told
    assert f"{PLAN}/tablero/presupuesto/index.html" not in plain
    assert "Dinero" not in words(parse(plain, f"{PLAN}/compromisos/calles/index.html").one("main"))
    assert json.loads(content(plain, f"api/v1/planes/{PLAN}/presupuesto/index.json"))["totales"] == []
    assert "Dinero" not in words(parse(told, f"{PLAN}/compromisos/calles/index.html").one("main"))


def test_nothing_is_said_of_a_share_where_an_amount_is_missing(tmp_path: Path) -> None:
    of = build(make_site(tmp_path, *budget("a,agua,,,,2024,,MXN,100,,", "b,calles,,,,2024,,MXN,,,60")))
    for key, said in (("agua", "Aprobado: $100. Gastado: sin dato."), ("calles", "Aprobado: sin dato. Gastado: $60.")):
        assert told_of(of, key) == f"{said} Vea en qué"
    whole = words(parse(of, f"{PLAN}/tablero/presupuesto/index.html").one("section.panel > p"))
    assert whole == "Aprobado: $100. Gastado: $60. No son del mismo gasto: no se comparan."


def told_of(of: object, commitment: str) -> str:
    shown = parse(of, f"{PLAN}/compromisos/{commitment}/index.html")  # type: ignore[arg-type]  # a site
    return words(facts(shown.one("main"))["Dinero"])


def table_of(of: object, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(of, path).decode())))  # type: ignore[arg-type]  # a site


def test_a_line_of_the_invented_plan_is_on_its_pages_and_in_every_file() -> None:
    of, key = site("raiz"), "residuos-contenedores-2025"
    shown = page("raiz", f"{DEMO}/tablero/presupuesto/index.html")
    row = words(shown.one(f"#dinero-{key}"))
    for part in ("Contenedores de colores", "Recursos propios", "$420,000", "$415,300", "$398,750.50", "Contrato:"):
        assert part in row
    assert "https://contratos.example/ocds-demo00-residuos-1" in hrefs(shown.one(f"#dinero-{key}"))
    assert "Avance reportado: " in words(shown.one("main"))
    english = parse(of, f"en/{DEMO}/tablero/presupuesto/index.html")
    assert "Coloured bins" in words(english.one(f"#dinero-{key}"))
    assert "MX$398,750.50" in words(english.one(f"#dinero-{key}"))
    commitment = page("raiz", f"{DEMO}/compromisos/residuos/index.html")
    assert "../../tablero/presupuesto/index.html#compromiso-residuos" in hrefs(commitment.one("main"))
    assert "presupuesto/index.html" in hrefs(page("raiz", f"{DEMO}/tablero/index.html").one("#dinero"))
    assert "../../tablero/presupuesto/index.html" in hrefs(
        page("raiz", f"{DEMO}/grupos/servicios/index.html").one("main")
    )
    folder = f"{DEMO}/datos/"
    assert key in {each["id"] for each in table_of(of, f"{folder}presupuesto.csv")}
    assert key in {each["id"] for each in json.loads(content(of, f"{folder}presupuesto.json"))["filas"]}
    listed = json.loads(content(of, f"api/v1/planes/{DEMO}/presupuesto/index.json"))
    assert key in {each["id"] for each in listed["renglones"]}
    tracked = {(each["corte"], each["actividad"]): each for each in table_of(of, f"{folder}seguimiento.csv")}
    last = tracked["2026-06", "residuos-2"]
    assert (last["moneda"], last["aprobado"], last["ejercido"]) == ("MXN", "420000", "398750.5")
    assert page("raiz", f"{folder}presupuesto/index.html").one("h1")


@pytest.mark.parametrize("level", ["plan", "grupo", "compromiso"])
def test_each_total_can_be_recomputed_from_the_published_table(level: str) -> None:
    given_rows = rows("raiz", DEMO, "presupuesto")
    listed = json.loads(content(site("raiz"), f"api/v1/planes/{DEMO}/presupuesto/index.json"))["totales"]
    owner = {each["id"]: each["compromiso"] for each in rows("raiz", DEMO, "actividades")}
    group_of = {each["id"]: each["grupo"] for each in rows("raiz", DEMO, "compromisos")}
    parent = {each["id"]: each["padre"] for each in rows("raiz", DEMO, "grupos")}

    def within(row: dict[str, str], key: str) -> bool:
        commitment = row["compromiso"] or owner[row["actividad"]]
        way = [commitment, group_of[commitment]]
        while way[-1]:
            way.append(parent[way[-1]])
        return level == "plan" or key in way

    found = [each for each in listed if each["nivel"] == level]
    assert found
    for each in found:
        own = [r for r in given_rows if r["moneda"] == each["moneda"] and within(r, each["registro"])]
        assert each["renglones"] == len(own)
        for name in ("aprobado", "comprometido", "ejercido"):
            stated = [Decimal(r[name]) for r in own if r[name]]
            assert each[name] == (float(sum(stated)) if stated else None)
    if level == "plan":
        pesos, dollars = found
        assert (pesos["aprobado_comparado"], pesos["ejercido_comparado"]) == (1105000, 778650.75)
        assert pesos["parte_ejercida"] == pytest.approx(778650.75 / 1105000, abs=1e-9)
        assert dollars["parte_ejercida"] == 1


def test_what_pages_show_is_what_the_api_says() -> None:
    demo = plan("raiz", DEMO)
    shown = words(page("raiz", f"{DEMO}/tablero/presupuesto/index.html").one("section.panel"))
    for each in totals(demo.budget):
        for name in AMOUNTS:
            assert money_words(getattr(each, name).total, each.currency, "es") in shown.replace(" ", "\xa0").replace(
                "\xa0", " "
            ).replace("USD ", "USD\xa0")
    assert {each.id for each in lines_of_group(demo, "servicios")} == {
        each.id for each in lines_of_commitment(demo, "residuos")
    }


def test_money_is_in_the_workbook_and_the_database(tmp_path: Path) -> None:
    of = build(make_site(tmp_path, *budget("a,agua,,,,2024,,MXN,184500.35,,60")))
    names = {path.rpartition("/")[2]: path for path in of if path.startswith(f"{PLAN}/datos/")}
    book = load_workbook(io.BytesIO(content(of, next(path for name, path in names.items() if name.endswith(".xlsx")))))
    assert [row[0].value for row in book["presupuesto"].iter_rows(min_row=2)] == ["a"]
    base = tmp_path / "base.sqlite"
    base.write_bytes(content(of, next(path for name, path in names.items() if name.endswith(".sqlite"))))
    with sqlite3.connect(base) as opened:
        assert opened.execute("SELECT aprobado, ejercido FROM presupuesto").fetchall() == [(184500.35, 60)]


def test_the_tidy_table_has_the_money_of_periods_begun_and_none_of_two_currencies(tmp_path: Path) -> None:
    of = build(
        make_site(
            tmp_path,
            *budget(
                "a,,agua-1,A,,2024-01,,MXN,184500.35,,60",
                "b,,agua-1,A,,2024-05,,MXN,0.1,,0.2",
                "c,,agua-2,A,,2024-01,,MXN,1,,1",
                "d,,agua-2,A,,2024-01,,USD,1,,1",
                "e,calles,,,,2024,,MXN,5,,",
            ),
        )
    )
    found = {(each["corte"], each["actividad"]): each for each in table_of(of, f"{PLAN}/datos/seguimiento.csv")}
    told = {key: (row["moneda"], row["aprobado"], row["ejercido"]) for key, row in found.items()}
    assert told["2024-03", "agua-1"] == ("MXN", "184500.35", "60")
    assert told["2024-06", "agua-1"] == ("MXN", "184500.45", "60.2")
    assert told["2024-06", "agua-2"] == told["2024-06", "calles-1"] == ("", "", "")


def test_a_seal_keeps_the_money_refuses_its_change_and_lets_it_grow(tmp_path: Path) -> None:
    root = make_site(tmp_path, *budget("a,agua,,,,2024-01,2024-03,MXN,100,,60", "b,agua,,,,2024-04,,MXN,50,,"))
    assert run("seal", "2024-03", "--site", root).returncode == 0
    assert (root / of_plan("sellos/2024-03/presupuesto.csv")).read_text(encoding="utf-8").count("\n") == 3
    path = root / TABLE
    sealed = path.read_text(encoding="utf-8")
    path.write_text(sealed.replace(",100,,60,", ",100,,61,"), encoding="utf-8")
    done = run("check", "--site", root)
    assert done.returncode == 1
    assert f"{TABLE}:2:ejercido L108" in done.stdout
    grown = sealed.replace("MXN,50,,,", "MXN,50,,20,") + "c,agua,,,,2024-05,,MXN,7,,7,plan-firmado\n"
    path.write_text(grown, encoding="utf-8")
    assert run("check", "--site", root).returncode == 0
    path.write_text(sealed.replace("b,agua,,,,2024-04,,MXN,50,,,plan-firmado\n", ""), encoding="utf-8")
    assert "L109" in run("check", "--site", root).stdout


def test_many_lines_are_told_in_parts_and_each_has_its_place(tmp_path: Path) -> None:
    many = [f"r{n},{'calles' if n % 2 else 'agua'},,C{n},,2024,,MXN,{n},," for n in range(120)]
    root = make_site(tmp_path, *budget(*many))
    of = build(root)
    places = {each: path for path in of if path.startswith(f"{PLAN}/tablero/presupuesto/") for each in ids(of, path)}
    assert len(set(places.values())) == 3
    assert set(places) == {f"dinero-r{n}" for n in range(120)}
    assert told_of(of, "calles") == f"Aprobado: ${sum(range(1, 120, 2)):,}. Gastado: sin dato. Vea en qué"
    assert sum(int(each.approved or 0) for each in plan_of(root).budget) == sum(range(120))
    linked = hrefs(parse(of, f"{PLAN}/compromisos/calles/index.html").one("main"))
    assert "../../tablero/presupuesto/parte-2/index.html#compromiso-calles" in linked


def ids(of: object, path: str) -> list[str]:
    shown = parse(of, path)  # type: ignore[arg-type]  # a site
    return [str(each.attributes["id"]) for each in shown.all("tr") if "id" in each.attributes]
