"""A cell of a matrix → the text that the tables hold, with what a sheet alone can know of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from micrositio.editing.meanings import folded
from micrositio.matrix.numbers import plain, two_readings
from micrositio.problems.kinds import Kind
from micrositio.profile.plan_descriptor import IRM_SCALE
from micrositio.profile.schemas import table_schema
from micrositio.workbook.book import Raw
from micrositio.workbook.layout import Choice, Field
from micrositio.workbook.values import Read, is_nothing, read_value, text_of

ADDS = "acumula"
"""The field of the map that says how the values of the cuts of an activity add up."""
_FREE = ("nota", "descripcion", "dificultad", "siguiente_paso", "resumen")
_WORDS = ("pendiente", "ninguno", "ninguna", "por definir", "no aplica")
"""Texts that say something where one may write whatever one likes."""
_MOST = 10
"""The largest fraction that can be a percentage: with one beyond, the column is no fraction."""
_DIRECTIONS: Mapping[str, tuple[str, ...]] = {
    "ascendente": ("increment", "crecien", "aument", "positiv", "subir", "mayor"),
    "descendente": ("reduc", "decrecien", "disminu", "negativ", "bajar", "menor"),
    "mantener": ("manten", "constante", "estable"),
}
"""Directions, with the beginnings of the words that spreadsheets have for them."""
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


class Reading(NamedTuple):
    """How a number is read: its sign of the decimals, whether it is a fraction, and of what ("" if not known)."""

    decimals: str
    percent: bool
    whole: str


@cache
def _field(table: str, name: str) -> Field:
    column = table_schema(table).column(name)
    assert column is not None, (table, name)
    if name == "estado":
        choices = tuple(Choice(str(each["id"]), str(each["titulo"])) for each in IRM_SCALE)
    else:
        choices = tuple(Choice(value, label.base) for value, label in column.categories.items())
    kind = "string" if column.type == "list" else column.type
    return Field(name, column.title.base, kind, choices=choices, several=column.type == "list")


def read_cell(table: str, name: str, raw: Raw, reading: Reading, states: Mapping[str, str]) -> Read:
    """Returns the text of a field; `states` are the words of the scale of the plan by those of the matrix, folded."""
    written = text_of(raw)
    if not written or name == ADDS:
        return Read(written)
    if name == "estado" and folded(written) in states:
        return Read(states[folded(written)])
    if name == "direccion":
        return Read(next((way for way, words in _DIRECTIONS.items() if folded(written).startswith(words)), written))
    if name != "estado" and is_nothing(written) and not (name in _FREE and written.casefold() in _WORDS):
        return Read("", fault=Kind.MATRIX_NOTHING, details={"value": written})
    if name == "clave":
        return Read(written)
    return _read(_field(table, name), raw, written, reading)


def _read(of: Field, raw: Raw, written: str, reading: Reading) -> Read:
    if isinstance(raw, str) and of.type in ("number", "integer"):
        if not reading.decimals and (either := two_readings(raw)):
            return _in_doubt(written, *either)
        number = plain(raw, reading.decimals)
        raw = float(number) if reading.percent and _PLAIN.fullmatch(number) else number
    if reading.percent and isinstance(raw, float | int):
        hundredfold = float(text_of(float(raw) * 100))
        if abs(raw) > _MOST:
            return _in_doubt(written, f"{written} %", f"{text_of(hundredfold)} %")
        raw = hundredfold
    return read_value(of, raw, before=reading.whole)


def _in_doubt(written: str, *readings: str) -> Read:
    return Read("", fault=Kind.BOOK_EITHER, details={"value": written, "readings": ", ".join(readings)})
