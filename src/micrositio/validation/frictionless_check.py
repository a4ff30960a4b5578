"""The faults of cells beyond their type, with our messages: their form, and what Frictionless finds in the rest."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import chain

from micrositio.formats.csv_table import write_csv
from micrositio.formats.kept import Kept
from micrositio.model.plan import TableData
from micrositio.problems.bounded import told
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.profile.frictionless_adapter import Finding, table_findings
from micrositio.validation.patterns import pattern_problems

_Said = Container[tuple[str, int | None, str | None]]


def gate_problems(tables: Mapping[str, TableData], known: list[Problem], kept: Kept) -> Iterator[Problem]:
    """Yields the faults found in cells that have no known error; `kept` holds Frictionless's earlier verdicts.

    A table with more faults than are told is not looked at again.
    """
    said = {(each.place.file, each.place.row, each.place.column) for each in known if each.is_error or each.lenient}
    rows_said = {place[:2] for place in said}
    hopeless = {each.place.file for each in known if each.kind is Kind.FILE_FAULTS}
    for name, data in tables.items():
        if data.file in hopeless:
            continue
        yield from told(chain(_formless(data, said), _findings(name, data, said, rows_said, kept)), data.file)


def _formless(data: TableData, said: _Said) -> Iterator[Problem]:
    for each in pattern_problems(data):
        if (each.place.file, each.place.row, each.place.column) not in said:
            yield each


def _findings(
    name: str, data: TableData, said: _Said, rows_said: Container[tuple[str, int | None]], kept: Kept
) -> Iterator[Problem]:
    for finding in table_findings(name, data.schema, _bytes(data), kept) if data.rows else ():
        place = _place(finding, data)
        row_said = place.column is None and (place.file, place.row) in rows_said
        columns = data.schema.key if finding.type == "primary-key" else (place.column,)
        column_said = any((place.file, 1, each) in said for each in columns)
        if not (row_said or column_said) and (place.file, place.row, place.column) not in said:
            yield _worded(finding, data, place)


def _place(finding: Finding, data: TableData) -> Place:
    origin = Place(data.file) if finding.position is None else data.origins[finding.position]
    return Place(origin.file, origin.row, finding.fields[-1] if finding.fields else None)


def _bytes(data: TableData) -> bytes:
    """Returns the table as CSV, verbatim: Frictionless checks exactly what is published."""
    return write_csv(data.columns, data.rows)


def _worded(finding: Finding, data: TableData, place: Place) -> Problem:
    cell = _cell(data, finding.position, place.column)
    constraint, _, limit = finding.note.removeprefix('constraint "').partition('" is "')
    limit = limit.removesuffix('"')
    column = data.schema.column(place.column or "")
    details = {
        "value": cell,
        "limit": limit,
        "length": len(cell),
        "example": column.example if column else "",
        "detail": _WORDS.get(finding.type, OTHER),
    }
    return problem(_constraint_kind(finding, constraint), place, **details)


def _cell(data: TableData, position: int | None, column: str | None) -> str:
    names = data.columns
    return data.rows[position][names.index(column)] if position is not None and column in names else ""


def _constraint_kind(finding: Finding, constraint: str) -> Kind:
    if finding.type == "constraint-error":
        return _CONSTRAINTS.get(constraint, Kind.STANDARD)
    if finding.type == "type-error":
        return Kind.CELL_EMAIL if "/email" in finding.note else Kind.STANDARD
    return Kind.CELL_UNIQUE if finding.type == "unique-error" else Kind.STANDARD


OTHER = "no es como dice el esquema de la tabla"
_WORDS: Mapping[str, str] = {
    "type-error": "el valor no es del tipo de la columna",
    "constraint-error": "el valor no cumple una condición del esquema",
    "primary-key": "la clave está vacía o repetida",
    "foreign-key": "la clave no existe en la otra tabla",
    "extra-cell": "sobra una celda",
    "missing-cell": "falta una celda",
    "extra-label": "sobra una columna",
    "missing-label": "falta una columna",
    "incorrect-label": "una columna no tiene su nombre",
    "blank-label": "una columna no tiene nombre",
    "duplicate-label": "dos columnas se llaman igual",
    "duplicate-row": "dos filas son iguales",
    "row-constraint": "la fila no cumple una condición del esquema",
    "encoding-error": "el texto no está en UTF-8",
    "schema-error": "el esquema de la tabla no sirve",
    "byte-count": "el archivo no mide lo que dice la ficha",
    "hash-count": "la huella no es la de la ficha",
    "scheme-error": "no se pudo abrir el archivo",
    "source-error": "no se pudo leer la tabla",
}
"""What Frictionless finds, by its own type, in our words."""


_CONSTRAINTS: Mapping[str, Kind] = {
    "required": Kind.CELL_REQUIRED,
    "maxLength": Kind.CELL_LONG,
    "minimum": Kind.CELL_RANGE,
    "maximum": Kind.CELL_RANGE_MAXIMUM,
    "unique": Kind.CELL_UNIQUE,
}
