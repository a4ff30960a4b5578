"""A cell's text → its typed value, or its fault and how to correct it; `frictionless_check` checks constraints."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from micrositio.formats.web_address import address_fault, has_credentials
from micrositio.model.dates import parse_day, parse_partial
from micrositio.model.table_schema import PARTIAL, Column
from micrositio.problems.kinds import Kind
from micrositio.problems.suggest import closest

Fault = tuple[Kind, dict[str, Any]]
_INVISIBLE = "\u200b\ufeff\u202e"
_INTEGER = re.compile(r"-?\d{1,15}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,12})?", re.ASCII)
_OTHER_ORDER = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s+0?0:00(?::00)?)?", re.ASCII)
_LOOSE = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[T ]0?0:00(?::00)?)?", re.ASCII)


def plain_text_faults(text: str) -> Iterator[Fault]:
    """Yields the faults that any cell can have.

    These are edge spaces, invisible characters, the start of a formula, and an address with a password.
    """
    if text != text.strip():
        yield Kind.CELL_SPACES, {}
    for character in "" if text.isprintable() else text:
        if character in _INVISIBLE or (unicodedata.category(character) == "Cc" and character not in "\n\t\r"):
            yield Kind.CELL_CONTROL, {"character": f"U+{ord(character):04X}"}
            break
    start = text[:1]
    if start in ("=", "+", "@", "\t", "\r") or (start == "-" and not text[1:2].isdigit()):
        yield Kind.CELL_FORMULA, {"start": start.replace("\t", "⇥").replace("\r", "⏎")}
    if has_credentials(text):
        yield Kind.WEB_ADDRESS_USER, {}


def typed(column: Column, text: str) -> tuple[Any, list[Fault]]:
    """Returns the value of `text` under `column` and the faults found; an empty cell is None, "" or ()."""
    if text == "":
        return _empty(column), [(Kind.CELL_REQUIRED, {})] if column.required else []
    faults = list(plain_text_faults(text))
    if faults:
        return None, faults
    return _READERS[column.type](column, text)


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
            yield Kind.CELL_CHOICE, {"value": value, "choices": ", ".join(choices), "near": closest(value, choices)}


def _list(column: Column, text: str) -> tuple[Any, list[Fault]]:
    items = tuple(item.strip() for item in text.split(column.delimiter))
    if "" in items or len(set(items)) < len(items):
        return None, [(Kind.LIST_ITEM, {})]
    return items, list(_choice_faults(list(column.categories), list(items)))


def _integer(column: Column, text: str) -> tuple[Any, list[Fault]]:
    if _INTEGER.fullmatch(text):
        return int(text), []
    return None, [(Kind.CELL_NUMBER_WHOLE, {"value": text})]


def _number(column: Column, text: str) -> tuple[Any, list[Fault]]:
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text), []
    return None, [(_number_kind(text), {"value": text})]


def _number_kind(text: str) -> Kind:
    if text.endswith("%"):
        return Kind.CELL_NUMBER_PERCENT
    return Kind.CELL_NUMBER_COMMA if re.fullmatch(r"-?\d+(,\d+)+", text, re.ASCII) else Kind.CELL_NUMBER


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
