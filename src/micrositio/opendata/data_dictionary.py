"""The data dictionary as rows: a description of every table and column, from the schemas, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from micrositio.model.plan import TableData
from micrositio.model.table_schema import PARTIAL, Column, TableSchema
from micrositio.profile.plan_tables import cell

_YES = "sí"
_TYPES = {
    "string": "texto",
    "integer": "entero",
    "number": "número",
    "boolean": "sí o no",
    "date": "fecha",
    "list": "lista",
    PARTIAL: "fecha parcial",
}


class DictionaryRow(NamedTuple):
    """A column of a table, or the table itself if `columna` is "". The fields are the published columns."""

    tabla: str
    columna: str
    titulo: str
    title: str
    tipo: str
    obligatoria: str
    clave: str
    se_refiere_a: str
    descripcion: str
    description: str
    ejemplo: str


def dictionary(tables: Sequence[TableData]) -> Iterator[DictionaryRow]:
    """Yields each table, followed by its columns in their order."""
    for table in tables:
        yield _row(table.name, "", table.schema)
        for each in table.schema.columns:
            yield _column(table, each)


def _column(table: TableData, column: Column) -> DictionaryRow:
    return _row(table.name, column.name, column)._replace(
        tipo=_TYPES[column.type],
        obligatoria=_YES if column.required else "",
        clave=_YES if column.name in table.schema.key else "",
        se_refiere_a=column.refers_to,
        ejemplo=cell(column.example),
    )


def _row(table: str, column: str, about: TableSchema | Column) -> DictionaryRow:
    title, longer = about.title, about.description
    words = title.base, title.in_("en"), "", "", "", "", longer.base, longer.in_("en"), ""
    return DictionaryRow(table, column, *words)
