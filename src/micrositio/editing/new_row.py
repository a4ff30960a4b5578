"""A new row of a plan's table: its key by rule, the table with the row, and the table in the list of the plan's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from micrositio.editing.csv_splice import SplicedCsv
from micrositio.editing.listed import NoRoom, column_of, listed_tables, with_element
from micrositio.editing.meanings import folded
from micrositio.editing.new_evidence import free
from micrositio.editing.new_site import empty_table
from micrositio.formats.csv_table import RawTable, read_csv
from micrositio.model.table_schema import Column
from micrositio.model.vocabularies import TableName
from micrositio.profile.schemas import table_schema
from micrositio.sources.loader import DESCRIPTOR
from micrositio.sources.tree import PlanSource

NEW_ROWS: Mapping[str, TableName] = {
    "compromiso": TableName.COMMITMENTS,
    "actividad": TableName.MILESTONES,
    "corte": TableName.REPORTING_PERIODS,
    "sesion": TableName.MEETINGS,
    "acuerdo": TableName.AGREEMENTS,
}
"""What a new row is called, with its table."""
_COUNTED = {"compromiso": "numero", "actividad": "orden"}
"""The column that counts the rows, by what a row is called."""
_ALSO = {"sesion": ("fecha",), "compromiso": ("titulo",)}
"""Columns of which the key is made, or without which a row says nothing, though the table does not require them."""
_SOURCES = "fuentes"
_LONGEST = 40
"""Letters of a key at most."""


class NewRow(NamedTuple):
    """The row as added: its key, and the bytes of each file that changes, by its name in the plan's folder."""

    id: str
    files: Mapping[str, bytes]


def asked_columns(kind: str, cites: bool = True) -> list[Column]:
    """Returns the columns that a person fills in a new row: the required ones that no rule gives.

    In a plan that is not invented each row cites its sources (`cites`), except a cut.
    """
    by_rule = {"id", _COUNTED.get(kind)}
    keyed = (*_ALSO.get(kind, ()), *([_SOURCES] if cites and kind != "corte" else []))
    columns = table_schema(NEW_ROWS[kind]).columns
    return [each for each in columns if each.name in keyed or (each.required and each.name not in by_rule)]


def file_of(source: PlanSource, kind: str) -> str:
    """Returns the name of the file of a kind of rows in the plan's folder."""
    return listed_tables(source).get(NEW_ROWS[kind], f"{NEW_ROWS[kind]}.csv")


def with_row(source: PlanSource, kind: str, row: Mapping[str, str], table: bytes, descriptor: bytes) -> NewRow:
    """Returns the plan's files with one more row; `table` is b"" where the plan has none of its kind.

    Raises `NoRoom` if the table cannot be read, or the descriptor cannot list a new one.
    """
    name, file = NEW_ROWS[kind], file_of(source, kind)
    table = table or empty_table(name)
    known, _problems = read_csv(name, file, table)
    if known is None:
        raise NoRoom(file)
    cells = dict(row)
    if (column := _COUNTED.get(kind)) and column not in cells:
        cells[column] = str(_count(known, column, cells) + 1)
    taken = column_of(known, "id")
    cells.setdefault("id", free(key_by_rule(kind, cells, len(taken)), taken))
    spliced = SplicedCsv(table)
    spliced.append(cells)
    files = {file: spliced.data}
    if name not in listed_tables(source):
        listed = f"{source.folder}/{DESCRIPTOR}"
        files[DESCRIPTOR], _line = with_element(listed, descriptor, [f"name: {name}", f"path: {file}"])
    return NewRow(cells["id"], files)


def key_by_rule(kind: str, cells: Mapping[str, str], rows: int) -> str:
    """Returns the key of a row by the rule of its kind; `rows` are those that the table has before it."""
    rules = {
        "compromiso": cells.get("titulo_corto", ""),
        "actividad": f"{cells.get('compromiso')}-{cells.get('orden')}",
        "corte": cells.get("fecha", "")[:7],
        "sesion": f"{cells.get('tipo')}-{cells.get('fecha', '')}",
        "acuerdo": f"acuerdo-{rows + 1}",
    }
    return short_key(rules[kind])


def short_key(words: str) -> str:
    """Returns a key made of words, "" if they have no letter or number."""
    return folded(words)[:_LONGEST].strip("-")


def _count(table: RawTable, column: str, cells: Mapping[str, str]) -> int:
    """Returns the highest number of a column, for a milestone among those of its commitment."""
    own = cells.get("compromiso")
    counted = zip(column_of(table, column), column_of(table, "compromiso") or [""] * len(table.rows), strict=False)
    return max((int(text) for text, of in counted if text.isdigit() and own in (None, of)), default=0)
