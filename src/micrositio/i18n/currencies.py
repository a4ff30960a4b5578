"""Currencies of ISO 4217, as the Unicode CLDR lists them: their codes, and amounts in the words of a language."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.numbers import format_currency, get_currency_precision, list_currencies

from micrositio.i18n.display import locale
from micrositio.model.rounding import half_up

_OF_NO_PLACE = frozenset({"XXX", "XTS"})
"""Codes of no currency and of tests."""
_CENTS = ".00"
_SIGNS = {"$": "MXN, COP o USD"}
"""What a sign that several currencies have may stand for."""


@cache
def is_currency(code: str) -> bool:
    """Returns whether this is the code of a currency, of today or of the past."""
    return code in list_currencies() and code not in _OF_NO_PLACE


def currency_meant(text: str) -> str:
    """Returns the code that a text seems to be, as it is to be written, or ""."""
    code = text.strip().upper()
    return code if is_currency(code) else _SIGNS.get(code, "")


@lru_cache(maxsize=4096)
def money_words(amount: float | Decimal, code: str, language: str) -> str:
    """Returns an amount with its currency, as the language writes it: «$1,250», «USD 96,500.50».

    It has decimals only if it is not whole, as many as its currency has, rounded half up; a code and the number next
    to it are kept apart by a space that does not break.
    """
    shown = half_up(amount, get_currency_precision(code))
    standard = Locale.parse(locale(language)).currency_formats["standard"].pattern
    decimals = "" if shown == shown.to_integral_value() else "." + "0" * get_currency_precision(code)
    pattern = standard.replace(_CENTS, decimals).replace("¤¤", "¤")
    words = str(format_currency(shown, code, pattern, locale=locale(language), currency_digits=False))
    return _apart(words, code)


def _apart(words: str, code: str) -> str:
    """Returns the words of an amount with a space between its code and its number."""
    after = words.removeprefix(code)
    return f"{code}\N{NO-BREAK SPACE}{after.strip()}" if after != words else words
