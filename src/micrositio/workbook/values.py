"""A cell of a workbook → the text that the tables hold; what was understood is told, and what is in doubt is a fault.

Whether the value is right for the plan is judged by the rules of the tables, and not here.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from micrositio.editing.meanings import folded, named_day
from micrositio.formats.characters import EDGES, composed
from micrositio.model.dates import parse_partial
from micrositio.model.table_schema import PARTIAL
from micrositio.model.text import N_
from micrositio.problems.kinds import Kind
from micrositio.workbook.book import Raw
from micrositio.workbook.layout import BETWEEN, Choice, Field

_NOTHING = frozenset(
    "n/a na n.a. nd n.d. n/d s/d s/i sd pendiente por definir ninguno ninguna no aplica - -- — – . ? null nan".split()
) | {"por definir", "no aplica", "sin dato", "sin información", "no disponible"}
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_LOOSE = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})|(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d+)?", re.ASCII)
_COMMA = re.compile(r"(-?\d+),(\d+)", re.ASCII)
_PERCENT = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*%", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?:\.\d+)?", re.ASCII)
_PERCENT_UNITS = ("%", "porcentaje", "por ciento", "percent")
A_DATE, A_NUMBER, A_TIME = N_("una fecha AAAA-MM-DD"), N_("un número, sin unidad ni comas"), N_("una hora como 17:30")


class Read(NamedTuple):
    """The text of a cell; `taken` is the text that was understood where that is to be told.

    `fault` is why there is none, with the details of its message.
    """

    text: str
    taken: str = ""
    fault: Kind | None = None
    details: dict[str, Any] = {}  # noqa: RUF012  (nobody changes it)


def read_value(field: Field, raw: Raw, unit: str = "", before: str = "") -> Read:
    """Returns the text of a cell under its field; `unit` is that of its number, and `before` what was said last."""
    text = text_of(raw)
    if not text:
        return Read("")
    if field.choices:
        return Read(_chosen(field, text))
    if field.type in ("number", "integer"):
        return _number(raw, text, unit, before)
    if field.type in ("date", PARTIAL):
        return _date(raw, text, is_partial=field.type == PARTIAL)
    if field.type == "hora":
        return _hour(raw, text)
    return Read(text)


def text_of(raw: Raw) -> str:
    """Returns a cell as a text: a whole number without its point, a day and an hour as the tables write them."""
    if isinstance(raw, bool):
        return "Sí" if raw else "No"
    if isinstance(raw, float | int):
        return _decimal(raw)
    if isinstance(raw, datetime):
        return str(raw.date()) if raw.time() == time() else raw.isoformat(" ", "minutes")
    if isinstance(raw, date):
        return str(raw)
    if isinstance(raw, time | timedelta):
        return (datetime.min + raw if isinstance(raw, timedelta) else raw).strftime("%H:%M")
    return composed(raw).strip(EDGES)


def _decimal(number: float) -> str:
    """Returns a number without exponent, with the 15 digits that a spreadsheet keeps."""
    text = f"{Decimal(f'{number:.15g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _chosen(field: Field, text: str) -> str:
    """Returns the value of an element of a list, or the text itself if it is none; several go with semicolons."""
    if not field.several:
        return _one_of(field.choices, text)
    return ";".join(dict.fromkeys(_one_of(field.choices, each.strip()) for each in text.split(";") if each.strip()))


def _one_of(choices: tuple[Choice, ...], text: str) -> str:
    values = {each.value for each in choices}
    if text in values:
        return text
    if (head := text.partition(BETWEEN)[0]) in values:
        return head
    sought = folded(text)
    found = [each.value for each in choices if sought and sought in (folded(each.value), folded(each.label))]
    words = [each.value for each in choices if sought and sought == folded(each.label.partition(BETWEEN)[2])]
    return (found or words)[0] if len({*(found or words)}) == 1 else text


def is_nothing(text: str) -> bool:
    """Returns whether a text says that there is no datum, as «N/A» does."""
    return text.casefold().strip() in _NOTHING


def _number(raw: Raw, text: str, unit: str, before: str) -> Read:
    if is_nothing(text):
        return Read("", fault=Kind.BOOK_NOTHING, details={"value": text})
    if not isinstance(raw, str):
        return _fraction(text, unit, before) if _PLAIN.fullmatch(text) else _no(text, A_NUMBER)
    if match := _PERCENT.fullmatch(text):
        return _told(match[1].replace(",", "."))
    if _PLAIN.fullmatch(text):
        return _fraction(text, unit, before)
    if match := _COMMA.fullmatch(text):
        whole, part = match.groups()
        if len(part) == 3 and whole.lstrip("-") != "0":
            readings = f"{whole}{part}, {whole}.{part}"
            return Read("", fault=Kind.BOOK_EITHER, details={"value": text, "readings": readings})
        return _told(f"{whole}.{part}")
    if _GROUPED.fullmatch(text):
        return _told(re.sub(r"[^\d.-]", "", text))
    return _no(text, A_NUMBER)


def _told(text: str) -> Read:
    return Read(text, taken=text)


def _no(text: str, what: str) -> Read:
    return Read("", fault=Kind.BOOK_VALUE, details={"value": text, "what": what})


def _fraction(text: str, unit: str, before: str) -> Read:
    """Returns a number; one between 0 and 1 may be a percentage of which the sheet kept only the fraction."""
    value = Decimal(text)
    if 0 < value < 1:
        percent = _decimal(float(value * 100))
        if unit.strip().casefold().startswith(_PERCENT_UNITS):
            return _told(percent)
        if _PLAIN.fullmatch(before) and Decimal(before) > 1:
            readings = f"¿{text} o {percent}?"
            return Read("", fault=Kind.BOOK_EITHER, details={"value": text, "readings": readings})
    return Read(text)


def _date(raw: Raw, text: str, is_partial: bool) -> Read:
    if is_nothing(text):
        return Read("", fault=Kind.BOOK_NOTHING, details={"value": text})
    if isinstance(raw, date):
        return Read(text[:10]) if len(text) == 10 else Read(text[:10], taken=text[:10])
    if not isinstance(raw, str):
        return Read(text) if is_partial and _is_date(text) else _no(text, A_DATE)
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
        return _day(text, int(year), int(month), int(day))
    if match := _LOOSE.fullmatch(text):
        year, month, day = (each for each in match.groups() if each)
        found = _day(text, int(year), int(month), int(day))
        return found if found.text != text else Read(text)
    if written := named_day(text):
        return _told(written)
    return Read(text) if is_partial and _is_date(text) else _no(text, A_DATE)


def _day(text: str, year: int, month: int, day: int) -> Read:
    try:
        return _told(str(date(year, month, day)))
    except ValueError:
        return _no(text, A_DATE)


def _is_date(text: str) -> bool:
    try:
        parse_partial(text)
    except ValueError:
        return False
    return True


def _hour(raw: Raw, text: str) -> Read:
    if isinstance(raw, float):  # a part of a day, where the sheet lost its form
        minutes = round(raw * 24 * 60)
        return Read(f"{minutes // 60:02}:{minutes % 60:02}") if 0 <= minutes < 24 * 60 else _no(text, A_TIME)
    if isinstance(raw, datetime):
        return Read(raw.strftime("%H:%M"))
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?::00)?(?:\s*(?:h|hrs?|horas)\.?)?", text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        return _no(text, A_TIME)
    read = f"{int(match[1]):02}:{match[2]}"
    return Read(read) if read == text else _told(read)


def is_same(field: Field, one: str, other: str) -> bool:
    """Returns whether two texts of a field say the same: a workbook keeps the value of a number, and not its form."""
    if field.type in ("number", "integer") and _PLAIN.fullmatch(one) and _PLAIN.fullmatch(other):
        return Decimal(_decimal(float(one))) == Decimal(_decimal(float(other)))
    if field.several:
        return [each.strip() for each in one.split(";")] == [each.strip() for each in other.split(";")]
    return composed(one).strip(EDGES) == composed(other).strip(EDGES)


def is_as_exported(field: Field, raw: Raw, exported: str) -> bool:
    """Returns whether a cell is as it was written at export: then it says what it said, and nothing is understood."""
    text = text_of(raw)
    words = [each.label for each in field.choices if each.value == exported]
    return text in words or is_same(field, text, exported)
