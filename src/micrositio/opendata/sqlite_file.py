"""A plan's tables as one SQLite file: typed columns, keys, each list also as a table of its own, and views.

Made in a file that is removed. The same tables give the same bytes: pages have a fixed size, and neither the version
of the library nor the number of its changes is kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple

from micrositio.model.plan import TableData
from micrositio.model.table_schema import Column
from micrositio.model.vocabularies import TableName
from micrositio.opendata.data_dictionary import DictionaryRow, dictionary
from micrositio.profile.plan_tables import INVENTED
from micrositio.profile.schemas import free_name

GUIDE, DICTIONARY = "_leeme", "_diccionario"
POSITION = "posicion"
"""Column of a list's table with the position of the item, from 1."""
_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_PAGE_SIZE = 1024
_NUMBERS = frozenset((bool, int, float))
_HEADER, _CHUNK = 100, 1 << 20
_CHANGES, _LAST_WRITE = slice(24, 28), slice(92, 100)
"""Bytes of the header: the number of changes and, of the last one, its number and the version of the library."""


class View(NamedTuple):
    """A ready-made query: its description, the tables that it needs, its SQL (`{mark}`: column of an invented plan)."""

    description: str
    tables: tuple[str, ...]
    query: str


VIEWS: Mapping[str, View] = {
    "tablero": View(
        "Las cifras del tablero: una fila por corte para el plan y otra para cada compromiso.",
        (TableName.CALCULATIONS, TableName.REPORTING_PERIODS, TableName.COMMITMENTS),
        "SELECT c.corte, k.fecha, c.nivel, c.registro, m.titulo_corto AS compromiso, c.reportado, c.con_dato, c.total, "
        "c.esperado, c.verificado, c.completas, c.verificadas, c.atrasadas, c.atrasadas_original, "
        "c.sin_evidencia{mark} "
        "FROM calculos c JOIN cortes k ON k.id = c.corte LEFT JOIN compromisos m ON m.id = c.registro "
        "WHERE c.nivel <> 'actividad'",
    ),
    "actividades_por_corte": View(
        "Cada actividad en cada corte, con su compromiso, lo informado, lo verificado y lo esperado.",
        (
            TableName.CALCULATIONS,
            TableName.REPORTING_PERIODS,
            TableName.COMMITMENTS,
            TableName.MILESTONES,
            TableName.SCALE,
        ),
        "SELECT c.corte, k.fecha, c.padre AS compromiso, m.titulo_corto AS compromiso_texto, c.registro AS actividad, "
        "a.texto AS actividad_texto, c.estado, e.titulo AS estado_texto, c.valor, c.reportado, c.verificado, "
        "c.esperado, c.dias, c.dias_original{mark} FROM calculos c JOIN cortes k ON k.id = c.corte "
        "LEFT JOIN actividades a ON a.id = c.registro LEFT JOIN compromisos m ON m.id = c.padre "
        "LEFT JOIN estados e ON e.id = c.estado WHERE c.nivel = 'actividad'",
    ),
}
"""Views by name; each is created if the plan has its tables."""


def database(tables: Sequence[TableData], guide: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """Yields the bytes of the database; `guide` is its description, as pairs of label and words."""
    named = {table.name: table for table in tables}
    with NamedTemporaryFile() as file, closing(sqlite3.connect(file.name)) as connection:
        connection.execute("PRAGMA journal_mode = off")
        connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
        _fill(connection, GUIDE, ("que", "texto"), guide)
        _fill(connection, DICTIONARY, DictionaryRow._fields, [*dictionary(tables), *_described_views(named)])
        for table in tables:
            connection.execute(_table_sql(table, named))
            _insert(connection, table.name, len(table.columns), _rows(table))
        for name, (table, column) in list_tables(tables).items():
            _write_list(connection, name, table, column, named)
        for name, view in _views(named).items():
            connection.execute(f"CREATE VIEW {_quoted(name)} AS {view.query.format(mark=_mark(named['calculos']))}")
        connection.commit()
        header = bytearray(file.read(_HEADER))
        header[_CHANGES], header[_LAST_WRITE] = bytes(4), bytes(8)
        yield bytes(header)
        yield from iter(partial(file.read, _CHUNK), b"")


def list_tables(tables: Sequence[TableData]) -> dict[str, tuple[TableData, Column]]:
    """Returns every list column with its table, by the name of the table that holds its items."""
    taken = {*(table.name for table in tables), *VIEWS}
    found: dict[str, tuple[TableData, Column]] = {}
    for table in tables:
        for each in table.schema.columns:
            if each.type == "list":
                found[free_name(f"{table.name}_{each.name}", {*taken, *found})] = (table, each)
    return found


def _described_views(named: Mapping[str, TableData]) -> Iterator[DictionaryRow]:
    for name, view in _views(named).items():
        blank = DictionaryRow(*[""] * len(DictionaryRow._fields))
        yield blank._replace(tabla=name, descripcion=view.description)


def _views(named: Mapping[str, TableData]) -> dict[str, View]:
    """Returns the views whose tables exist and whose name is not that of a table."""
    return {name: each for name, each in VIEWS.items() if named.keys() >= set(each.tables) and name not in named}


def _table_sql(table: TableData, named: Mapping[str, TableData]) -> str:
    lines = [_column_sql(each) for each in table.schema.columns]
    if table.schema.key:
        lines.append(f"PRIMARY KEY ({_listed(table.schema.key)})")
    for each in table.schema.columns:
        if each.type != "list":
            lines += _foreign_key(each.name, each.refers_to, named)
    return _create(table.name, lines)


def _create(name: str, lines: Iterable[str]) -> str:
    return f"CREATE TABLE {_quoted(name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _column_sql(column: Column) -> str:
    required = " NOT NULL" if column.required else ""
    return f"{_quoted(column.name)} {_TYPES.get(column.type, 'TEXT')}{required}"


def _foreign_key(column: str, target: str, named: Mapping[str, TableData]) -> list[str]:
    """Returns the foreign key from a column to the `id` of another table, or none if there is no such table or key."""
    if target not in named or named[target].schema.key != ("id",):
        return []
    return [f"FOREIGN KEY ({_quoted(column)}) REFERENCES {_quoted(target)} ({_quoted('id')})"]


def _write_list(
    connection: sqlite3.Connection, name: str, table: TableData, column: Column, named: Mapping[str, TableData]
) -> None:
    """Writes the items of a list column, one per row: the key of the row, the position in the list, the item."""
    own_names = table.schema.key
    owner = [each for name in own_names for each in table.schema.columns if each.name == name]
    mark = [each for each in table.schema.columns if each.name == INVENTED.name]
    position, item = free_name(POSITION, own_names), free_name(column.name, own_names)
    lines = [
        *(_column_sql(each) for each in owner),
        f"{_quoted(position)} INTEGER NOT NULL", f"{_quoted(item)} TEXT NOT NULL",
        *(_column_sql(each) for each in mark), f"PRIMARY KEY ({_listed((*own_names, position))})",
        f"FOREIGN KEY ({_listed(own_names)}) REFERENCES {_quoted(table.name)} ({_listed(own_names)})",
        *_foreign_key(item, column.refers_to, named),
    ]  # fmt: skip
    connection.execute(_create(name, lines))
    at = [table.columns.index(each.name) for each in (*owner, column, *mark)]
    _insert(connection, name, len(owner) + 2 + len(mark), _items(table, at, len(owner)))


def _items(table: TableData, at: Sequence[int], owners: int) -> Iterator[tuple[Any, ...]]:
    for row, values in zip(_rows(table), table.values, strict=True):
        owner, mark = [row[n] for n in at[:owners]], [row[n] for n in at[owners + 1 :]]
        for position, item in enumerate(values[at[owners]] or (), 1):
            yield (*owner, position, item, *mark)


def _rows(table: TableData) -> Iterator[tuple[Any, ...]]:
    """Yields the rows as SQLite stores them: numbers and booleans as numbers, the rest verbatim, unknown as NULL."""
    for cells, values in zip(table.rows, table.values, strict=True):
        yield tuple(
            [value if type(value) in _NUMBERS else cell or None for cell, value in zip(cells, values, strict=True)]
        )


def _fill(connection: sqlite3.Connection, name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    connection.execute(_create(name, (f"{_quoted(column)} TEXT" for column in columns)))
    _insert(connection, name, len(columns), rows)


def _insert(connection: sqlite3.Connection, name: str, columns: int, rows: Iterable[Sequence[Any]]) -> None:
    places = ", ".join("?" * columns)
    connection.executemany(f"INSERT INTO {_quoted(name)} VALUES ({places})", rows)  # noqa: S608  # the name is quoted


def _mark(table: TableData) -> str:
    return f", c.{INVENTED.name}" if INVENTED.name in table.columns else ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
