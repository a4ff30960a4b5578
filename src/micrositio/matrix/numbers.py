"""Numbers that a sheet has as texts: «$ 1.250,50» in some countries is «$ 1,250.50» in others."""

from __future__ import annotations

import re
from collections.abc import Iterable

COMMA, POINT = ",", "."
_MONEY = re.compile(r"^(?:R\$|US\$|\$|[A-Z]{3}\b)\s*|\s*(?:[A-Z]{3}|M\.? ?N\.?|pesos)$")
_PERCENT = re.compile(r"\s*%$")
_VOTES = {
    sign: re.compile(rf"-?(?:\d{{1,3}}(?:\{other}\d{{3}})+{sign}\d+|\d{{1,3}}(?:\{other}\d{{3}}){{2,}}|\d+{sign}\d\d?)")
    for sign, other in ((COMMA, POINT), (r"\.", COMMA))
}
"""Numbers that can only be written with that sign of the decimals."""
_EITHER = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")


def bare(text: str) -> str:
    """Returns a text without the signs of a currency or of a percentage, and without the spaces within a number."""
    return re.sub(r"(?<=\d)[\s'](?=\d)", "", _PERCENT.sub("", _MONEY.sub("", text.strip())))


def sign_of_decimals(texts: Iterable[str]) -> str:
    """Returns the sign of the decimals in numbers, "" if they do not say it, or contradict each other."""
    bared = {bare(each) for each in texts}
    found = [sign for sign, pattern in _VOTES.items() if any(map(pattern.fullmatch, bared))]
    return found[0][-1] if len(found) == 1 else ""


def two_readings(text: str) -> tuple[str, str] | None:
    """Returns the two numbers that a text may be, where no sign of the decimals is known; None if it is one."""
    number = bare(text)
    if not _EITHER.fullmatch(number):
        return None
    return re.sub("[.,]", "", number), number.replace(COMMA, POINT)


def plain(text: str, sign: str) -> str:
    """Returns a number as it is written in the tables, with its sign of percentage, or the text if it is no number."""
    number = bare(text)
    other = POINT if sign == COMMA else COMMA
    if sign and re.fullmatch(rf"-?\d+(?:\{other}\d{{3}})*(?:\{sign}\d+)?", number):
        number = number.replace(other, "").replace(sign, POINT)
    elif not re.fullmatch(r"-?[\d.,]+", number):
        return text
    return f"{number} %" if _PERCENT.search(text.strip()) else number


def looks_like_one(text: str) -> bool:
    """Returns whether a text seems to be a number."""
    return bool(re.fullmatch(r"-?\d[\d.,]*", bare(text)))
