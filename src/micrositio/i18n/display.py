"""Dates, numbers and sizes in words, in the language of the page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.localedata import locale_identifiers
from babel.numbers import format_decimal

from micrositio.model.dates import PartialDate
from micrositio.model.rounding import half_up, percentage
from micrositio.model.text import SOURCE_LANGUAGE

_LOCALES = {"es": "es_MX", "en": "en_GB"}
_NO_BREAK = "\N{NO-BREAK SPACE}"
_DAY = {"es": "d 'de' MMMM 'de' y", "en": "d MMMM y"}
_SHORT_DAY = {"es": "d MMM y", "en": "d MMM y"}
_MONTH = {"es": "MMMM 'de' y", "en": "MMMM y"}
_PERCENT = {"es": f"#,##0{_NO_BREAK}%"}
"""Own patterns by language; any other language uses the Unicode CLDR alone."""
_SIZES = ((1_000_000, "MB"), (1_000, "kB"))


@cache
def locale(language: str) -> str:
    """Returns the locale of a language: «es_MX» for Spanish and for a language that the Unicode CLDR lacks."""
    return _LOCALES.get(language) or (language if language in locale_identifiers() else _LOCALES[SOURCE_LANGUAGE])


def language_name(language: str) -> str:
    """Returns the language's name in that language («español», «English»).

    If the CLDR lacks the language, returns its name in Spanish or, without one, its code.
    """
    own = language if language in locale_identifiers() else SOURCE_LANGUAGE
    return str(Locale.parse(own).languages.get(language, language))


@lru_cache(maxsize=4096)
def date_words(value: date | PartialDate, language: str) -> str:
    """Returns the date in words, with the precision it has: «29 de marzo de 2023», «octubre de 2023», «2023»."""
    if isinstance(value, PartialDate) and value.month is None:
        return str(value.year)
    whole = not isinstance(value, PartialDate) or value.day is not None
    day = value.first if isinstance(value, PartialDate) else value
    if not whole and language not in _MONTH:
        return str(format_skeleton("yMMMM", day, locale=locale(language)))
    pattern = _DAY.get(language, "long") if whole else _MONTH[language]
    return str(format_date(day, pattern, locale=locale(language)))


@lru_cache(maxsize=4096)
def short_date_words(value: date | PartialDate, language: str) -> str:
    """Returns the date with the month abbreviated, for narrow rows: «29 mar 2023»; without its day, as `date_words`."""
    if isinstance(value, PartialDate) and value.day is None:
        return date_words(value, language)
    value = value.first if isinstance(value, PartialDate) else value
    return str(format_date(value, _SHORT_DAY.get(language, "medium"), locale=locale(language)))


@lru_cache(maxsize=4096)
def month_words(value: date, language: str) -> str:
    """Returns the abbreviated month: «jul»."""
    return str(format_date(value, "MMM", locale=locale(language)))


@lru_cache(maxsize=4096)
def number_words(value: float | Decimal, language: str) -> str:
    """Returns the number with a thousands separator and at most two decimals, rounded half up: «1,527», «9.5»."""
    return str(format_decimal(half_up(value, 2), "#,##0.##", locale=locale(language)))


def percent_words(fraction: float, language: str) -> str:
    """Returns a fraction as a percentage, rounded half up: «62 %», “62%”; one decimal below 1 %.

    Only a fraction of at least 1 reads 100 %.
    """
    exact = percentage(fraction)
    shown = half_up(exact, 1 if 0 < exact < 1 else 0)
    return _percent(Decimal(99) if shown == 100 and exact < 100 else shown, language)


def exact_percent_words(fraction: float, language: str) -> str:
    """Returns a fraction as a percentage with at most two decimals: «62.5 %», “62.5%”.

    Only a fraction of at least 1 reads 100 %.
    """
    exact = percentage(fraction)
    shown = half_up(exact, 2)
    return _percent(Decimal("99.99") if shown == 100 and exact < 100 else shown, language)


def _percent(number: Decimal, language: str) -> str:
    pattern = _PERCENT.get(language) or Locale.parse(locale(language)).percent_formats[None].pattern
    return pattern.replace("#,##0", number_words(number, language))


def size_words(count: int, language: str) -> str:
    """Returns a number of bytes in words: «24 kB», «1.3 MB»."""
    number, _unit, name = _size(count)
    return number_words(number, language) + _NO_BREAK + name


def told_size(count: int) -> int:
    """Returns a number of bytes with the same words, so that what shows it is only another when its words are."""
    number, unit, _name = _size(count)
    return int(number * unit)


def _size(count: int) -> tuple[Decimal | int, int, str]:
    """Returns a number of bytes as it is told: a number, the bytes of its unit, and the unit's name."""
    for unit, name in _SIZES:
        if count >= unit:
            tenths = half_up(count / unit, 1)
            return tenths if tenths < 10 else half_up(count / unit, 0), unit, name
    return count, 1, "B"
