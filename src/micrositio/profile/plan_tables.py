"""Tables that a plan publishes beside those it was given: scale and method; and the mark of an invented plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan, TableData
from micrositio.model.rounding import DECIMALS, printed
from micrositio.model.table_rows import ColumnWriter, Rows, Values, constant
from micrositio.model.table_schema import Column
from micrositio.model.text import Writing
from micrositio.model.vocabularies import TableName
from micrositio.problems.problem import Place
from micrositio.profile.plan_descriptor import first_words, used_scale
from micrositio.profile.schemas import as_used, table_schema, with_languages

_DATES = (date, PartialDate)


def _words_of(column: str) -> list[Mapping[str, str]]:
    """Returns the categories of a column of the table of documents."""
    found = table_schema(TableName.EVIDENCE).column(column)
    assert found is not None
    return list(found.descriptor["categories"])


INVENTED = Column.of(
    {
        "name": "inventado",
        "type": "boolean",
        "title": "Plan inventado",
        "title_en": "Invented plan",
        "description": "Dice en cada fila que el plan y sus cifras son inventados.",
        "description_en": "Says in every row that the plan and its figures are invented.",
        "example": True,
    }
)
"""The column added to every table of an invented plan, so that no copied row is taken for a fact."""

BEARING = Column.of(
    {
        "name": "prueba",
        "type": "string",
        "title": "Prueba de",
        "title_en": "Bears on",
        "description": "Lo que dice «sobre» o, si está vacía, lo que se deduce de los demás datos.",
        "description_en": "What “sobre” says or, where it is empty, what the other data tell.",
        "example": "cumplimiento",
        "categories": _words_of("sobre"),
    }
)
"""The column added to the published table of documents, with what each bears on (`progress.bearing`)."""


def with_bearings(table: TableData, bearings: Mapping[str, str]) -> TableData:
    """Returns the table of documents with the column `prueba` after `sobre`; `bearings` are its words, by document."""
    words = table.both[0].columns[table.columns.index("id")].each(lambda key: bearings.get(key, ""))
    return _grown(table, table.columns.index("sobre") + 1, BEARING, words, words)


def _grown(table: TableData, place: int, column: Column, cells: Values, values: Values) -> TableData:
    """Returns the table with one more column."""

    def grown(columns: tuple[Any, ...], added: Any) -> tuple[Any, ...]:
        return (*columns[:place], added, *columns[place:])

    old, typed = table.both
    schema = table.schema.with_columns(grown(table.schema.columns, column))
    rows, both = Rows(grown(old.columns, cells), len(old)), Rows(grown(typed.columns, values), len(old))
    return replace(table, schema=schema, rows=rows, values=both)


def marked(plan: ActionPlan, table: TableData) -> TableData:
    """Returns the table as published; for an invented plan, with the column that marks its rows."""
    if not plan.invented or INVENTED.name in table.columns:
        return table
    count = len(table.rows)
    return _grown(table, len(table.columns), INVENTED, constant("true", count), constant(True, count))


def derived_table(plan: ActionPlan, name: str, rows: Iterable[Mapping[str, Any]]) -> TableData:
    """Returns a derived table of `plan` under its published schema; `rows` hold typed values by column."""
    count = 0
    made: dict[str, ColumnWriter] = defaultdict(ColumnWriter)
    for count, row in enumerate(rows, 1):
        for key, value in row.items():
            made[key].put(count - 1, value)
    schema = table_schema(name)
    more = made.keys() - set(schema.names)
    codes = tuple(sorted({key.rpartition("_")[2] for key in more}))
    schema = with_languages(schema, more, Writing(plan.language, codes))
    given = frozenset(made)
    found = {column: made[column].column(count).each(_rounded) for column in schema.names}
    schema = as_used(schema, {name: map(cell, each.known) for name, each in found.items() if name in given})
    values = [found[column] for column in schema.names]
    file, cells = f"data/{plan.id}/datapackage.yaml", [each.each(cell) for each in values]
    return TableData(name, file, schema, (Place(file),) * count, Rows(cells, count), Rows(values, count))


def _rounded(value: Any) -> Any:
    """Returns a computed number rounded as in its cell, so that every format has the same value."""
    return round(value, DECIMALS) if isinstance(value, float) else value


def cell(value: object) -> str:
    """Returns a typed value as a cell of a CSV: numbers with a point and at most 12 decimals, "" for None."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, float):
        return printed(value)
    if isinstance(value, tuple):
        return ";".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def scale_table(plan: ActionPlan) -> TableData:
    """Returns the plan's scale of statuses, with the value of each."""
    return derived_table(
        plan,
        TableName.SCALE,
        (
            {"id": each.id, **each.title.keys("titulo"), "valor": each.value, "irm": each.irm}
            for each in used_scale(plan)
        ),
    )


def method_table(plan: ActionPlan) -> TableData:
    """Returns the plan's method of computing progress, as key and value."""
    method = plan.method
    entries = {
        "avance": method.progress,
        "tope": method.cap,
        "total_pesos_actividades": cell(method.milestone_weights),
        "total_pesos_compromisos": cell(method.commitment_weights),
        "total_pesos_grupos": cell(method.group_weights),
        "pesos_incompletos": method.incomplete,
    }
    rows = ({"clave": key, "valor": value} for key, value in entries.items() if value)
    return derived_table(plan, TableName.METHOD, rows)


def period_table(plan: ActionPlan) -> TableData:
    """Returns the plan's periods, each with the source that states it; the key is made of the source's first words."""
    names = [first_words(each.according_to.base) or "periodo" for each in plan.periods]
    rows = (
        {
            "id": name if name not in names[:number] else f"{name}-{number + 1}",
            **each.according_to.keys("segun"),
            "desde": each.start,
            "hasta": each.end,
            **each.note.keys("nota"),
            "fuentes": each.sources,
        }
        for number, (name, each) in enumerate(zip(names, plan.periods, strict=True))
    )
    return derived_table(plan, TableName.PERIODS, rows)


def json_value(value: object) -> Any:
    """Returns a typed value as JSON: dates in ISO 8601, lists as such, None for no value."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, _DATES):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
