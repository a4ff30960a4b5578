"""The data dictionary as rows: a description of every table and column, from the schemas, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from micrositio.model.plan import TableData
from micrositio.profile.schemas import EDTF, Field, Schema, key_of, referred

_YES = "sí"
_TYPES = {
    "string": "texto",
    "integer": "entero",
    "number": "número",
    "boolean": "sí o no",
    "date": "fecha",
    "list": "lista",
}
_PARTIAL = "fecha parcial"


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
        for field in table.schema["fields"]:
            yield _column(table, field)


def _column(table: TableData, field: Field) -> DictionaryRow:
    name = field["name"]
    return _row(table.name, name, field)._replace(
        tipo=_PARTIAL if field.get("rdfType") == EDTF else _TYPES[field["type"]],
        obligatoria=_YES if field.get("constraints", {}).get("required") else "",
        clave=_YES if name in key_of(table.schema) else "",
        se_refiere_a=referred(table.schema, field),
        ejemplo=_example(field),
    )


def _row(table: str, column: str, words: Schema | Field) -> DictionaryRow:
    title, title_en = words.get("title", ""), words.get("title_en", "")
    longer, longer_en = words.get("description", ""), words.get("description_en", "")
    return DictionaryRow(table, column, title, title_en, "", "", "", "", longer, longer_en, "")


def _example(field: Field) -> str:
    example = field.get("example", "")
    return str(example).lower() if isinstance(example, bool) else str(example)
