"""A table with its codes in words: after each coded column, a column with its meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from micrositio.model.plan import TableData
from micrositio.model.table_rows import Rows
from micrositio.model.table_schema import Column, TableSchema
from micrositio.model.vocabularies import TableName
from micrositio.profile.schemas import Descriptor, free_name

SUFFIX = "_texto"
"""End of the name of an added column."""
_ITEMS_JOINED = "; "
TITLE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    TableName.INSTITUTIONS: ("nombre",),
    TableName.COMMITMENTS: ("titulo_corto", "titulo"),
    TableName.MILESTONES: ("texto",),
    TableName.REPORTING_PERIODS: ("fecha",),
    TableName.AGREEMENTS: ("texto",),
    TableName.ENDORSEMENTS: ("nombre", "organizacion"),
    TableName.COMMENTS: ("asunto",),
}
"""Columns whose text stands for a row, of which the first with text applies; `_USUAL` for any other table."""
_USUAL = ("titulo", "nombre", "texto")
_Label = Callable[[str], str]


class _Added(NamedTuple):
    """A column to add: the position of the one that it follows, its field, and the function from a code to words."""

    after: int
    field: Descriptor
    label: _Label

    def words(self, value: str | tuple[str, ...]) -> str:
        """Returns the words of a cell or, if the column is a list, of its items."""
        if isinstance(value, tuple):
            return _ITEMS_JOINED.join(map(self.label, value))
        return self.label(value) if value else ""


def labelled(table: TableData, tables: Mapping[str, TableData]) -> TableData:
    """Returns the table with a text column after each one that holds a category or refers to another of `tables`.

    Cells stay verbatim. A code without words stands for itself; the texts of a list are joined with «; ».
    """
    added = _added(table.schema, tables)
    places, both, count = tuple(each.after for each in added), table.both, len(table.rows)
    lists = [each.type == "list" for each in table.schema.columns]
    words = tuple(both[lists[each.after]].columns[each.after].each(each.words) for each in added)
    schema = {key: value for key, value in table.schema.descriptor.items() if key != "foreignKeys"}
    fields = _woven(tuple(schema["fields"]), tuple(each.field for each in added), places)
    return replace(
        table,
        schema=TableSchema.of({**schema, "fields": list(fields)}),
        rows=Rows(_woven(both[0].columns, words, places), count),
        values=Rows(_woven(both[1].columns, words, places), count),
    )


def _woven(row: tuple[Any, ...], more: tuple[Any, ...], places: tuple[int, ...]) -> tuple[Any, ...]:
    """Returns the row with each of `more` inserted after its place in the row."""
    parts: list[Any] = []
    start = 0
    for place, each in zip(places, more, strict=True):
        parts += (*row[start : place + 1], each)
        start = place + 1
    return (*parts, *row[start:])


def _added(schema: TableSchema, tables: Mapping[str, TableData]) -> list[_Added]:
    names = set(schema.names)
    found: list[_Added] = []
    for number, column in enumerate(schema.columns):
        label = _labels(column, tables)
        if label:
            name = free_name(column.name + SUFFIX, names)
            names.add(name)
            found.append(_Added(number, _text_field(name, column), label))
    return found


def _text_field(name: str, column: Column) -> Descriptor:
    title, title_en = column.title.base or column.name, column.title.in_("en") or column.name
    return {
        "name": name,
        "type": "string",
        "title": f"{title} (en palabras)",
        "title_en": f"{title_en} (in words)",
        "description": f"Lo que quiere decir «{column.name}».",
        "description_en": f"What “{column.name}” means, in Spanish.",
    }


def _labels(column: Column, tables: Mapping[str, TableData]) -> _Label | None:
    """Returns the function from a code of the column to words, or None if the column holds no codes."""
    if column.refers_to in tables:
        titles = row_titles(tables[column.refers_to])
        return lambda code: titles.get(code, code)
    return (lambda code: column.label(code).base) if "categories" in column.descriptor else None


def row_titles(table: TableData) -> dict[str, str]:
    """Returns the text that stands for each row of a table, by its `id`; the id itself if there is no text."""
    names = table.columns
    if "id" not in names:
        return {}
    columns = [names.index(name) for name in TITLE_COLUMNS.get(table.name, _USUAL) if name in names]
    key = names.index("id")
    return {row[key]: next((row[column] for column in columns if row[column]), row[key]) for row in table.rows}
