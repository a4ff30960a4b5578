"""The data of the examples that load a table; the template `examples.html` writes the examples for each program.

Every example prints the same three data of the table: its numbers of rows and of columns, and one figure.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from micrositio.model.plan import TableData
from micrositio.model.table_schema import Column, TableSchema

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_PLAIN_TEXT = re.compile(r"(?!(true|false|yes|no|nan|null|none|na|inf)\Z)[a-z][\w -]*\Z", re.IGNORECASE)
_RESERVED = frozenset(
    "all and as by case check class column date def default del desc distinct end for from group having if import in "
    "index is join key lambda left limit not null of on or order pass return right select set table then to union "
    "using values when where while with".split()
)
"""Words reserved in some of the languages, which are not used as names without quotes."""
_FEW = 3


class Question(Enum):
    """The figure computed from a table beside its size."""

    HOW_MANY = "cuantas"
    LAST_DAY = "ultima"
    DISTINCT = "distintas"


class Figure(NamedTuple):
    """A figure of a table: the question, its column (with `value`, of the rows that have that value) and the answer."""

    question: Question
    column: str
    value: str
    answer: str


@dataclass(frozen=True)
class Code:
    """The names in the examples, as code: `variable` without quotes, all others as text literals of Python and R.

    `column` and `value` are those of the figure; `csv` and `database` are file names, `address` is the CSV's ("" for
    none); `query` computes the figure from the variable, `database_query` from the table of the database.
    """

    variable: str
    csv: str
    address: str
    column: str
    value: str
    query: str
    database: str
    every_row: str
    database_query: str


@dataclass(frozen=True)
class Opening:
    """The data of the examples for a table: its size in rows and columns, the figure that all compute, and the code."""

    rows: int
    columns: int
    figure: Figure
    code: Code

    @property
    def width(self) -> int:
        """The number of characters of the wider of its two sizes: R pads the numbers of a vector to equal width."""
        return len(str(max(self.rows, self.columns)))


def opening(table: TableData, csv: str, database: str, address: str) -> Opening:
    """Returns the examples' data for `table`; `csv` and `database` are file names, `address` is the CSV's, or ""."""
    asked = figure(table)
    return Opening(len(table.rows), len(table.columns), asked, _code(table, asked, csv, database, address))


def _code(table: TableData, asked: Figure, csv: str, database: str, address: str) -> Code:
    variable, name = _variable(table.name), _named(table.name)
    return Code(
        variable=variable,
        csv=_quoted(csv),
        address=_quoted(address) if address else "",
        column=_quoted(asked.column),
        value=_quoted(asked.value),
        query=_quoted(_sql(variable, asked)),
        database=_quoted(database),
        every_row=_quoted(f"SELECT * FROM {name}"),  # noqa: S608  # shown, never run here
        database_query=_quoted(_sql(name, asked)),
    )


def _variable(name: str) -> str:
    """Returns the name of a variable for a table."""
    word = re.sub(r"\W", "_", name)
    return word if _WORD.fullmatch(word) and word not in _RESERVED else f"t_{word}"


def figure(table: TableData) -> Figure:
    """Returns one figure of the table: rows with the most common value, the last day, or the number of keys."""
    for column in _telling(table.schema):
        value = _commonest(table, column.name)
        if value:
            return Figure(Question.HOW_MANY, column.name, value[0], str(value[1]))
    return _last_day(table) or _distinct(table)


def _telling(schema: TableSchema) -> list[Column]:
    """Returns the columns whose values to count: first those with several categories, then those with a foreign key."""
    columns = [each for each in schema.columns if each.type == "string"]
    words = [each for each in columns if len(each.categories) >= _FEW]
    pointing = [each for each in columns if any(found.columns == (each.name,) for found in schema.references)]
    return [*words, *pointing, *(each for each in columns if each.categories and each not in words)]


def _cells(table: TableData, column: str) -> list[str]:
    at = table.columns.index(column)
    return [row[at] for row in table.rows if row[at]]


def _commonest(table: TableData, column: str) -> tuple[str, int] | None:
    """Returns the most common value and its rows, or None if there is none or a program might not read one as text."""
    cells = _cells(table, column)
    if not cells or not all(_PLAIN_TEXT.match(cell) for cell in cells):
        return None
    return min(Counter(cells).items(), key=lambda pair: (-pair[1], pair[0]))


def _last_day(table: TableData) -> Figure | None:
    for column in table.schema.columns:
        cells = _cells(table, column.name) if column.type == "date" else []
        if cells:
            return Figure(Question.LAST_DAY, column.name, "", max(cells))
    return None


def _distinct(table: TableData) -> Figure:
    first = next(iter((*table.schema.key, *table.columns)))
    return Figure(Question.DISTINCT, first, "", str(len(set(_cells(table, first)))))


def _quoted(text: str) -> str:
    """Returns a text as a literal of Python and R."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _named(name: str) -> str:
    """Returns a name as an identifier of SQL, between quotes if needed."""
    return name if _WORD.fullmatch(name) and name not in _RESERVED else '"' + name.replace('"', '""') + '"'


def _sql(table: str, figure: Figure) -> str:
    column = _named(figure.column)
    if figure.question is Question.HOW_MANY:
        value = figure.value.replace("'", "''")
        return f"SELECT count(*) FROM {table} WHERE {column} = '{value}'"  # noqa: S608  # shown, never run here
    asked = f"max({column})" if figure.question is Question.LAST_DAY else f"count(DISTINCT {column})"
    return f"SELECT {asked} FROM {table}"  # noqa: S608  # shown, never run here
