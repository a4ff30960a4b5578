"""A cell's text → its typed value, or its fault and how to correct it; `frictionless_check` checks constraints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from micrositio.formats.characters import text_fault, unseen
from micrositio.formats.web_address import address_fault, has_credentials
from micrositio.model.dates import parse_day, parse_partial
from micrositio.model.table_schema import PARTIAL, Column
from micrositio.problems.kinds import Kind
from micrositio.problems.severity import Severity
from micrositio.problems.suggest import meant

Fault = tuple[Kind, dict[str, Any]]
_WHOLE, _DECIMALS = 15, 30
"""The most digits before and after the point: with more, what is computed of a number may be no number."""
_INTEGER = re.compile(rf"-?\d{{1,{_WHOLE}}}", re.ASCII)
_NUMBER = re.compile(rf"-?\d{{1,{_WHOLE}}}(\.\d{{1,{_DECIMALS}}})?", re.ASCII)
_LONG = re.compile(r"(-?)(\d+)(?:\.\d+)?", re.ASCII)
_FORMULAS = "=+@\t\r＝＋＠"
_OPERATION = re.compile(r"-[\d.,]+\s*[-+*/^&=<>(|!]")
"""A minus sign and a number that are the beginning of an operation."""
MONTHS = {
    name: number
    for number, names in enumerate("ene jan,feb,mar,abr apr,may,jun,jul,ago aug,sep,oct,nov,dic dec".split(","), 1)
    for name in names.split()
}
_NAMES = "|".join((*MONTHS, "sept"))
_FROM_EXCEL = re.compile(rf"(?:{_NAMES})-\d\d|\d\d?-(?:{_NAMES})(?:-\d\d)?", re.IGNORECASE | re.ASCII)
"""A month of a year, or a day of a month, as Excel writes what it took for a date."""
_MONTH_FROM_EXCEL = re.compile(rf"({_NAMES})-(\d\d)", re.IGNORECASE | re.ASCII)
_OTHER_ORDER = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s+0?0:00(?::00)?)?", re.ASCII)
_LOOSE = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[T ]0?0:00(?::00)?)?", re.ASCII)


def plain_text_faults(text: str) -> Iterator[Fault]:
    """Yields the faults that any cell can have.

    These are characters that are no text, lost letters, the start of a formula, and an address with a password.
    """
    fault = text_fault(text)
    if fault and (fault.kind.severity is Severity.ERROR or unseen(text)):
        yield fault.kind, dict(fault.details)
    elif start := formula_start(text):
        yield Kind.CELL_FORMULA, {"start": start.replace("\t", "⇥").replace("\r", "⏎")}
    if has_credentials(text):
        yield Kind.WEB_ADDRESS_USER, {}


def formula_start(text: str) -> str:
    """Returns the sign that makes a spreadsheet read the text as a formula, or "": a list item or a number has none."""
    start = text[:1]
    if start in _FORMULAS and start:
        return start
    if start != "-" or _NUMBER.fullmatch(text) or text.startswith(("- ", "-\u00a0")):
        return ""
    return "" if text[1:2].isdigit() and not _OPERATION.match(text) else start


def typed(column: Column, text: str) -> tuple[Any, list[Fault]]:
    """Returns the value of `text` under `column`, None if it has none, and the faults; an empty cell is None, "" or ().

    Faults of `RULES_OF_TEXTS` leave the value as it is.
    """
    if text == "":
        return _empty(column), [(Kind.CELL_REQUIRED, {})] if column.required else []
    value, faults = _READERS[column.type](column, text)
    if found := list(plain_text_faults(text)):
        return value, found
    if not faults and column.name == "id" and _FROM_EXCEL.fullmatch(text):
        return value, [(Kind.CELL_EXCEL_DATE, {"value": text, "near": month_of_excel(text)})]
    if not faults and column.type == "string" and column.format != "uri" and (left := text_fault(text)):
        faults = [(left.kind, dict(left.details))]
    return value, faults


RULES_OF_TEXTS = frozenset(
    (Kind.TEXT_INVISIBLE, Kind.TEXT_LOST, Kind.TEXT_EXCEL_ERROR, Kind.CELL_FORMULA, Kind.CELL_EXCEL_DATE)
)
"""Kinds of faults of a text that has its value all the same: what was sealed before the rule stays, with a warning."""


def same_value(column: Column | None, one: str, other: str) -> bool:
    """Returns whether two cells say the same: equal texts, or two forms of one number."""
    if one == other or column is None or column.type not in ("number", "integer"):
        return one == other
    return bool(_NUMBER.fullmatch(one) and _NUMBER.fullmatch(other)) and Decimal(one) == Decimal(other)


def month_of_excel(text: str) -> str:
    """Returns the month that Excel wrote as `mar-24`, or "" where the day was also a part of it."""
    match = _MONTH_FROM_EXCEL.fullmatch(text)
    return f"20{match[2]}-{MONTHS[match[1].lower()[:3]]:02}" if match else ""


def _empty(column: Column) -> Any:
    return () if column.type == "list" else "" if column.type == "string" else None


def _string(column: Column, text: str) -> tuple[Any, list[Fault]]:
    if column.format == "uri":
        fault = address_fault(text)
        return text, [(fault, {})] if fault else []
    return text, list(_choice_faults(list(column.categories), [text]))


def _choice_faults(choices: list[str], values: list[str]) -> Iterator[Fault]:
    for value in values:
        if choices and value not in choices:
            yield Kind.CELL_CHOICE, {"value": value, "choices": ", ".join(choices), "near": meant(value, choices)}


def _list(column: Column, text: str) -> tuple[Any, list[Fault]]:
    items = tuple(item.strip() for item in text.split(column.delimiter))
    if "" in items or len(set(items)) < len(items):
        return None, [(Kind.LIST_ITEM, {})]
    return items, list(_choice_faults(list(column.categories), list(items)))


def _integer(column: Column, text: str) -> tuple[Any, list[Fault]]:
    if _INTEGER.fullmatch(text):
        return int(text), []
    fault = _number_fault(text)
    return None, [(Kind.CELL_NUMBER_WHOLE, {"value": text}) if fault[0] is Kind.CELL_NUMBER else fault]


def _number(column: Column, text: str) -> tuple[Any, list[Fault]]:
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text), []
    return None, [_number_fault(text)]


def _number_fault(text: str) -> Fault:
    """Returns why a text is no number, with the number that it seems to be if it can be only one."""
    if (match := _LONG.fullmatch(text)) and not _NUMBER.fullmatch(text):
        return _too_long(text, is_negative=bool(match[1]), is_far=len(match[2]) > _WHOLE)
    kind = next((kind for form, kind in _NUMBER_KINDS if form.fullmatch(text)), Kind.CELL_NUMBER)
    return kind, {"value": text, "near": _meant(text)}


def _too_long(text: str, *, is_negative: bool, is_far: bool) -> Fault:
    """Returns why a number of more digits than are admitted is refused: it is too far from 0, or too exact."""
    if not is_far:
        return Kind.CELL_LONG, {"length": len(text), "limit": _WHOLE + len(".") + _DECIMALS}
    limit = 10**_WHOLE - 1
    kind, limit = (Kind.CELL_RANGE, -limit) if is_negative else (Kind.CELL_RANGE_MAXIMUM, limit)
    return kind, {"value": text, "limit": limit}


_NUMBER_KINDS = (
    (re.compile(r".*%"), Kind.CELL_NUMBER_PERCENT),
    (re.compile(r"[nN]/?[aAdD]|[sS]/?[dD]|N\.[AD]\.|NULL|null|nan|NaN|None|-+|—|\.+|\?"), Kind.CELL_NUMBER_NONE),
    (re.compile(r"-?\d+(?:[.,]\d+)?[eE][+-]?\d+"), Kind.CELL_NUMBER_SHORT),
    (re.compile(r"-?\d+(,\d+)+", re.ASCII), Kind.CELL_NUMBER_COMMA),
)
_DECIMAL_COMMA = re.compile(r"-?\d{1,3}(?:[. ]\d{3})*,(?:\d{1,2}|\d{4,})|-?0,\d+")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?")
_AROUND = re.compile(r"\A[~≈$€\s]+|\s*(?:MXN|USD|pesos)\Z")


def _meant(text: str) -> str:
    """Returns the number that a text seems to be, as it is to be written; "" if it may be several, or none."""
    if text.endswith("%"):
        return ""
    plain = _AROUND.sub("", re.sub(r"[\u00a0\u202f\u2009]", " ", text.replace("\u2212", "-")))
    if re.fullmatch(r"-?\d+(?:\.\d+)?[eE]\+?\d{1,2}", plain):
        return f"{Decimal(plain):f}"
    if _DECIMAL_COMMA.fullmatch(plain):
        return re.sub(r"[. ]", "", plain).replace(",", ".")
    if _THOUSANDS.fullmatch(plain) and (plain != text or plain.count(",") != 1 or "." in plain):
        return re.sub(r"[, ]", "", plain)
    return plain if _NUMBER.fullmatch(plain) else ""


def date_fault(text: str) -> Fault:
    """Returns why `text` is not an ISO date, with what to write instead; if two readings are possible, with the two."""
    if unreal(text):
        return Kind.CELL_DATE_UNREAL, {"value": text}
    if match := _LOOSE.fullmatch(text):
        return Kind.CELL_DATE_AS, {"value": text, "iso": f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"}
    if match := _OTHER_ORDER.fullmatch(text):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
        day, month = (day, month) if month <= 12 else (month, day)
        kind = Kind.CELL_DATE_EITHER if day <= 12 and day != month else Kind.CELL_DATE_AS
        return kind, {"value": text, "day": day, "month": month, "iso": f"{year}-{month:02}-{day:02}"}
    return Kind.CELL_DATE, {"value": text}


def unreal(text: str) -> bool:
    """Returns whether `text` has the form of a date, in this order or the other, of a day that does not exist."""
    if match := _LOOSE.fullmatch(text):
        parts = [(int(match[1]), int(match[2]), int(match[3]))]
    elif match := _OTHER_ORDER.fullmatch(text):
        parts = [(int(match[3]), int(match[2]), int(match[1])), (int(match[3]), int(match[1]), int(match[2]))]
    elif match := re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII):
        parts = [(int(match[1]), int(match[2]), 1)]
    else:
        return False
    return not any(_exists(*each) for each in parts)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _dated(parse: Callable[[str], Any], text: str) -> tuple[Any, list[Fault]]:
    try:
        return parse(text), []
    except ValueError:
        return None, [date_fault(text)]


def _date(column: Column, text: str) -> tuple[Any, list[Fault]]:
    return _dated(parse_day, text)


def _partial(column: Column, text: str) -> tuple[Any, list[Fault]]:
    return _dated(parse_partial, text)


def _boolean(column: Column, text: str) -> tuple[Any, list[Fault]]:
    if text in ("true", "false"):
        return text == "true", []
    return None, [(Kind.CELL_CHOICE, {"value": text, "choices": "true, false"})]


_READERS: Mapping[str, Callable[[Column, str], tuple[Any, list[Fault]]]] = {
    "string": _string,
    "list": _list,
    "integer": _integer,
    "number": _number,
    "date": _date,
    PARTIAL: _partial,
    "boolean": _boolean,
}
