"""The cells that do not have the form which their column asks for (`pattern`), and the forms that are not asked for."""

from __future__ import annotations

from collections.abc import Iterator

from micrositio.formats.pattern import Unmatched, matcher
from micrositio.model.plan import TableData
from micrositio.model.table_schema import TableSchema
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem


def pattern_problems(data: TableData) -> Iterator[Problem]:
    """Yields a problem for each cell that is not empty and does not match the expression of its column, whole."""
    for column, own in zip(data.schema.columns, data.both[0].columns, strict=True):
        matches = matcher(column.rules["pattern"]) if "pattern" in column.rules else Unmatched.FAULTY
        if isinstance(matches, Unmatched):
            continue
        wrong = {place for place, cell in enumerate(own.known) if cell and not matches(cell)}
        for row, place in enumerate(own.places) if wrong else ():
            if place in wrong:
                origin = data.origins[row]
                details = {"value": own.known[place], "example": column.example}
                yield problem(Kind.CELL_FORM, Place(origin.file, origin.row, column.name), **details)


def unasked_patterns(schema: TableSchema, file: str) -> Iterator[Problem]:
    """Yields a warning for each expression of a schema that is not run, because it might not end."""
    for column in schema.columns:
        if "pattern" in column.rules and matcher(column.rules["pattern"]) is Unmatched.UNBOUNDED:
            yield problem(Kind.PATTERN_UNKNOWN, Place(file, 1), column=column.name)
