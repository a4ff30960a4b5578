"""What a cell that a spreadsheet changed seems to mean: the only text it can stand for, or none.

`check` refuses such a cell and says what to write; here the same proposals are made, for a person to accept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from micrositio.formats.characters import damage, unseen
from micrositio.model.dates import parse_day
from micrositio.model.table_schema import PARTIAL, Column
from micrositio.model.text import N_
from micrositio.problems.kinds import Kind
from micrositio.profile.cells import MONTHS, date_fault, month_of_excel, typed
from micrositio.profile.schemas import SLUG

DAY_FIRST, MONTH_FIRST, EITHER = "dd/mm", "mm/dd", ""
"""Orders of the dates of a file; `EITHER` where some can only be of one order, and some of the other."""
DATES = N_("fechas que no eran AAAA-MM-DD")
KEYS_AS_DATES = N_("claves que Excel volvió fecha")
KEYS = N_("claves escritas de otro modo")
NUMBERS = N_("números con coma decimal o signos")
PERCENTS = N_("porcentajes con su signo")
WORDS = N_("palabras fijas escritas de otro modo")
LETTERS = N_("letras dañadas o que no se ven")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?:\s+0?0:00(?::00)?)?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[-/ .](?:de )?([a-záéíóú]+)\.?[-/ .](?:de |del )?(\d{4}|\d\d)", re.IGNORECASE)
_MONTHS = {**MONTHS, "fev": 2, "mai": 5, "set": 9, "out": 10, "dez": 12}
"""The months by their first letters, in Portuguese too."""
_YES_NO = {"verdadero": "true", "si": "true", "falso": "false", "no": "false"}
_PERCENT = re.compile(r"(.*\d)\s*%")
_OF_A_HUNDRED = ("%", "porcent", "por ciento")


class Meaning(NamedTuple):
    """What a cell means, and in which words that kind of change is counted."""

    text: str
    words: str


class Known(NamedTuple):
    """What a file and its plan say of a cell's column and row.

    `keys` are those of the table to which the column refers, `order` is that of the file's dates, and `unit` the one in
    which the row's number is measured, None where the column has its own.
    """

    keys: Collection[str] = ()
    order: str = DAY_FIRST
    unit: str | None = None


def folded(text: str) -> str:
    """Returns a text as two that differ in case, accents, spaces, hyphens or underscores are the same."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "-", "".join(each for each in plain if not unicodedata.combining(each))).strip("-")


def order_of_dates(texts: Iterable[str]) -> str:
    """Returns the order of a file's dates: day first unless some of them can only have the month first."""
    orders = {_order(match) for each in texts if (match := _NUMERIC.fullmatch(each))} - {EITHER}
    return orders.pop() if len(orders) == 1 else EITHER if orders else DAY_FIRST


def _order(match: re.Match[str]) -> str:
    first, second = int(match[1]), int(match[3])
    return DAY_FIRST if first > 12 >= second else MONTH_FIRST if second > 12 >= first else EITHER


def meaning(column: Column, text: str, known: Known) -> Meaning | None:
    """Returns what a faulty cell of a column means, or None if it is sound, or may mean several things, or none."""
    clean = _visible(text)
    if clean != text:
        return Meaning((_meant(column, clean, known) or Meaning(clean, "")).text, LETTERS)
    return _meant(column, text, known)


def _visible(text: str) -> str:
    """Returns the text without what nobody sees, and with the words that were read in another encoding mended."""
    while (fault := unseen(text)) and text[fault.at] not in "\n\t":
        text = text[: fault.at] + text[fault.at + 1 :]
    while (found := damage(text)) and found.kind is Kind.TEXT_DAMAGED and found.details["found"] in text:
        text = text.replace(found.details["found"], found.details["near"])
    return text


def _meant(column: Column, text: str, known: Known) -> Meaning | None:
    if (text and column.refers_to) or column.name == "id":
        return _key(column, text, known)
    if not text or not typed(column, text)[1]:
        return None
    if column.type in ("date", PARTIAL):
        return _date(column, text, known.order)
    if column.type in ("number", "integer"):
        return _number(column, text, known.unit)
    return _word(column, text)


def _key(column: Column, text: str, known: Known) -> Meaning | None:
    """Returns the only known key, or keys, that the cell may stand for; of a cut's own id, the month that it names."""
    parts = [each.strip() for each in text.split(column.delimiter)] if column.type == "list" else [text]
    found = [(part, _one_key(part, known.keys, column.name == "id")) for part in parts if part]
    meant = column.delimiter.join(key for _part, key in found)
    if meant == text or not all(key for _part, key in found):
        return None
    return Meaning(meant, KEYS_AS_DATES if any(month_of_excel(part) for part, _key in found) else KEYS)


def _one_key(part: str, keys: Collection[str], is_own: bool) -> str:
    if part in keys:
        return part
    if month := month_of_excel(part):
        return month if is_own or month in keys else ""
    alike = [each for each in keys if folded(each) == folded(part)]
    if is_own and not alike:
        return part if re.fullmatch(SLUG, part) else folded(part)
    return alike[0] if len(alike) == 1 else ""


def _date(column: Column, text: str, order: str) -> Meaning | None:
    if column.type == PARTIAL and (month := month_of_excel(text)):
        return Meaning(month, DATES)
    iso = _day(text, order)
    return Meaning(iso, DATES) if iso and not typed(column, iso)[1] else None


def _day(text: str, order: str) -> str:
    """Returns the day of a text, "" if there is none or it depends on an order that is not known."""
    if match := _NUMERIC.fullmatch(text):
        own = order or _order(match)
        first, second = int(match[1]), int(match[3])
        return _iso(match[4], *((second, first) if own == DAY_FIRST else (first, second))) if own else ""
    if day := named_day(text):
        return day
    return str(date_fault(text)[1].get("iso", ""))


def named_day(text: str) -> str:
    """Returns the day of a text that names its month, such as «31 de diciembre de 2024»; "" if it is none."""
    match = _NAMED.fullmatch(text)
    return _iso(match[3], _MONTHS.get(folded(match[2])[:3], 0), int(match[1])) if match else ""


def _iso(year: str, month: int, day: int) -> str:
    written = f"{year if len(year) == 4 else f'20{year}'}-{month:02}-{day:02}"
    try:
        return str(parse_day(written))
    except ValueError:
        return ""


def _number(column: Column, text: str, unit: str | None) -> Meaning | None:
    if share := _PERCENT.fullmatch(text):
        is_share = unit is None or any(each in unit.lower() for each in _OF_A_HUNDRED)
        return Meaning(number, PERCENTS) if is_share and (number := _plain(column, share[1])) else None
    number = _plain(column, text)
    return Meaning(number, NUMBERS) if number else None


def _plain(column: Column, text: str) -> str:
    """Returns the number that a text means, as it is to be written; "" if it may be several, or Excel cut it short."""
    for each in (text, re.sub(r"\.0+\Z", "", text)):
        faults = typed(column, each)[1]
        if not faults:
            return each
        kind, details = faults[0]
        near = re.sub(r"\.0+\Z", "", details.get("near", "")) if column.type == "integer" else details.get("near", "")
        if near and kind is not Kind.CELL_NUMBER_SHORT and not typed(column, near)[1]:
            return str(near)
    return ""


def _word(column: Column, text: str) -> Meaning | None:
    if column.type == "boolean":
        known: Mapping[str, str] = {"true": "true", "false": "false", **_YES_NO}
        return Meaning(known[folded(text)], WORDS) if folded(text) in known else None
    if not column.categories:
        return None
    parts = text.split(column.delimiter) if column.type == "list" else [text]
    found = [_choice(column, each.strip()) for each in parts if each.strip()]
    return Meaning(column.delimiter.join(found), WORDS) if found and all(found) else None


def _choice(column: Column, text: str) -> str:
    """Returns the value that a text names, by itself or by its title, "" if it may be several or none."""
    alike = {value for value, label in column.categories.items() for each in (value, *dict(label.words).values())
             if folded(each) == folded(text)}  # fmt: skip
    return alike.pop() if len(alike) == 1 else ""
