"""How dates, numbers and charts are put before a reader."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.i18n.display import (
    date_words,
    exact_percent_words,
    locale,
    month_words,
    number_words,
    percent_words,
    size_words,
)
from micrositio.model.dates import PartialDate
from micrositio.pages.drawing.charts import bar_chart, meter, stacked
from micrositio.profile.plan_tables import cell


@pytest.mark.parametrize(
    ("value", "spanish", "english"),
    [
        (date(2023, 3, 29), "29 de marzo de 2023", "29 March 2023"),
        (PartialDate(2023, 10, 1), "1 de octubre de 2023", "1 October 2023"),
        (PartialDate(2023, 10), "octubre de 2023", "October 2023"),
        (PartialDate(2023), "2023", "2023"),
    ],
)
def test_a_date_is_said_no_more_precisely_than_it_is(value: date | PartialDate, spanish: str, english: str) -> None:
    assert (date_words(value, "es"), date_words(value, "en")) == (spanish, english)


@pytest.mark.parametrize(
    ("value", "words"),
    [(1527, "1,527"), (9.5, "9.5"), (0, "0"), (-3, "-3"), (2.0, "2"), (0.123, "0.12"), (1e6, "1,000,000")],
)
def test_a_number_is_said_with_mexican_signs(value: float, words: str) -> None:
    assert number_words(value, "es") == words


@pytest.mark.parametrize(
    ("fraction", "words"),
    [(0, "0"), (0.004, "0.4"), (0.624, "62"), (0.999, "99"), (0.9999999, "99"), (1, "100"), (1.5, "150")],
)
def test_only_what_is_whole_reads_100_percent(fraction: float, words: str) -> None:
    assert percent_words(fraction, "es") == f"{words}\u00a0%"


@pytest.mark.parametrize(
    ("fraction", "words"),
    [(0, "0"), (0.625, "62.5"), (1 / 3, "33.33"), (0.99999, "99.99"), (1, "100"), (1.12, "112"), (-0.2, "-20")],
)
def test_a_percentage_with_its_decimals_reads_100_only_where_it_is_whole(fraction: float, words: str) -> None:
    assert exact_percent_words(fraction, "es") == f"{words}\u00a0%"


THOUSANDTHS = range(1001)


def rounded(thousandths: int) -> str:
    """The percentage of so many thousandths, half up, worked out with whole numbers."""
    if 0 < thousandths < 10:
        return f"0.{thousandths}"
    return str(min((thousandths + 5) // 10, 99 if thousandths < 1000 else 100))


@pytest.mark.parametrize(("language", "sign"), [("es", "\u00a0%"), ("en", "%")])
def test_every_thousandth_is_rounded_half_up_from_the_decimal_that_the_data_print(language: str, sign: str) -> None:
    for number in THOUSANDTHS:
        fraction = float(cell(number / 1000) or 0)
        assert percent_words(fraction, language) == rounded(number) + sign
        tenths = f"{number // 10}.{number % 10}".removesuffix(".0")
        assert exact_percent_words(fraction, language) == tenths + sign
    assert percent_words(0.285, language) == f"29{sign}"


def test_a_mean_is_rounded_as_its_decimals_say_and_not_as_its_binary_fraction_does() -> None:
    assert percent_words(0.1 + 0.185, "es") == "29\u00a0%"
    assert percent_words((0.57 + 0.0) / 2, "es") == "29\u00a0%"
    assert [number_words(value, "es") for value in (2.345, 2.675, 0.125, -0.125)] == ["2.35", "2.68", "0.13", "-0.13"]
    assert [size_words(count, "es") for count in (1_250, 10_500)] == ["1.3\u00a0kB", "11\u00a0kB"]


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (24_300, "24 kB"), (1_340_000, "1.3 MB"), (10**7, "10 MB")],
)
def test_a_size_is_said_in_the_unit_that_fits(count: int, words: str) -> None:
    assert size_words(count, "es") == words.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("fraction", "spanish", "english"),
    [(0.624, "62\u00a0%", "62%"), (0.9999, "99\u00a0%", "99%"), (0.004, "0.4\u00a0%", "0.4%")],
)
def test_english_writes_a_percentage_without_a_space(fraction: float, spanish: str, english: str) -> None:
    assert (percent_words(fraction, "es"), percent_words(fraction, "en")) == (spanish, english)
    assert exact_percent_words(1 / 3, "en") == "33.33%"


def test_numbers_months_and_sizes_are_said_in_english() -> None:
    assert number_words(12345.678, "en") == "12,345.68"
    assert [month_words(date(2025, month, 1), "en") for month in (1, 8, 12)] == ["Jan", "Aug", "Dec"]
    assert [size_words(count, "en") for count in (999, 1_340_000)] == ["999\u00a0B", "1.3\u00a0MB"]
    assert (locale("es"), locale("en")) == ("es_MX", "en_GB")


def test_a_language_that_nobody_set_up_goes_by_the_unicode_cldr() -> None:
    assert (date_words(date(2023, 3, 9), "fr"), date_words(PartialDate(2023, 9), "fr")) == (
        "9 mars 2023",
        "septembre 2023",
    )
    assert percent_words(0.5, "tr") == "%50"
    assert number_words(9.5, "fr") == "9,5"
    assert locale("fr") == "fr"


@pytest.mark.parametrize(
    ("fraction", "width"), [(-0.1, "0%"), (0, "0%"), (1 / 3, "33.33%"), (0.5, "50%"), (1.2, "100%")]
)
def test_a_meter_stays_within_its_bar(fraction: float, width: str) -> None:
    assert meter(fraction) == width


def test_the_parts_of_a_stacked_bar_follow_each_other_and_empty_ones_are_left_out() -> None:
    assert stacked([("hecho", 1), ("nada", 0), ("falta", 3)]) == (("hecho", "0%", "25%"), ("falta", "25%", "75%"))
    assert stacked([("nada", 0)]) == ()


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6))
def test_the_parts_of_a_stacked_bar_fill_it(counts: list[int]) -> None:
    widths = [float(segment.width.rstrip("%")) for segment in stacked([("x", count) for count in counts])]
    assert not widths or abs(sum(widths) - 100) < 0.1


def test_bars_are_as_wide_as_their_share_in_rows_of_the_same_height() -> None:
    chart = bar_chart([[("uno", 4)], [("uno", 2), ("dos", 1)], [("uno", 0)], []])
    assert (chart.height, [bar.top for bar in chart.bars]) == ("25%", ["0%", "25%", "50%", "75%"])
    assert [bar.segments for bar in chart.bars] == [
        (("uno", "0%", "100%"),),
        (("uno", "0%", "50%"), ("dos", "50%", "25%")),
        (),
        (),
    ]


def test_bars_of_a_whole_are_shares_of_it_and_not_of_the_largest() -> None:
    chart = bar_chart([[("uno", 4)], [("uno", 1)]], 8)
    assert [bar.segments[0].width for bar in chart.bars] == ["50%", "12.5%"]


def test_a_chart_of_nothing_is_empty() -> None:
    assert bar_chart([]) == ("100%", ())
    assert [bar.segments for bar in bar_chart([[("uno", 0)]]).bars] == [()]
