"""How to open a table with common programs, and what each prints: code that runs in the folder of the downloads.

Every example says the same three things of the table: how many rows and columns it has, and one figure from its data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from micrositio.model.plan import TableData
from micrositio.profile.schemas import EDTF, key_of

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_PLAIN_TEXT = re.compile(r"(?!(true|false|yes|no|nan|null|none|na|inf)\Z)[a-z][\w -]*\Z", re.IGNORECASE)
_RESERVED = frozenset(
    "all and as by case check class column date def default del desc distinct end for from group having if import in "
    "index is join key lambda left limit not null of on or order pass return right select set table then to union "
    "using values when where while with".split()
)
"""Names that some of the languages keep for themselves."""
_FEW = 3


class Question(Enum):
    """What is asked of a table beside its size."""

    HOW_MANY = "cuantas"
    LAST_DAY = "ultima"
    DISTINCT = "distintas"


class Figure(NamedTuple):
    """A figure of a table: what is asked of which column (of rows with which `value`), and the answer."""

    question: Question
    column: str
    value: str
    answer: str


@dataclass(frozen=True)
class Snippet:
    """A way of opening a table: the program's name, the code and what it prints.

    `remote` is the same line of code with the file's address ("" while the site has none, or the program reads no
    addresses).
    """

    key: str
    program: str
    code: str
    prints: str
    remote: str = ""


@dataclass(frozen=True)
class Opening:
    """All that a table's page says of how to open it: what every example reads from it, and the examples."""

    rows: int
    columns: int
    figure: Figure
    snippets: tuple[Snippet, ...]


class _Subject(NamedTuple):
    """What the code is about: the table, its CSV, the plan's database and the CSV's address ("" for none)."""

    table: TableData
    csv: str
    database: str
    address: str
    figure: Figure

    @property
    def name(self) -> str:
        """The table as a variable."""
        word = re.sub(r"\W", "_", self.table.name)
        return word if _WORD.fullmatch(word) and word not in _RESERVED else f"t_{word}"

    @property
    def columns(self) -> int:
        return len(self.table.schema["fields"])


def opening(table: TableData, csv: str, database: str, address: str) -> Opening:
    """How to open `table`: `csv` and `database` are file names, `address` is the CSV's, or ""."""
    subject = _Subject(table, csv, database, address, figure(table))
    return Opening(len(table.rows), subject.columns, subject.figure, tuple(_snippets(subject)))


def _snippets(subject: _Subject) -> Iterator[Snippet]:
    size = (len(subject.table.rows), subject.columns)
    answer = subject.figure.answer
    python = f"{size}\n{answer}\n"
    yield Snippet("pandas", "pandas (Python)", _pandas(subject), python, _remote(subject, _pandas_read))
    yield Snippet("duckdb", "DuckDB (Python)", _duckdb(subject), python, _remote(subject, _duckdb_read))
    yield Snippet("sqlite", "SQLite (Python)", _sqlite(subject), f"{size[0]} {size[1]}\n{answer}\n")
    yield Snippet("r", "R", _r(subject), _r_prints(subject, size), _remote(subject, _r_read))


def _remote(subject: _Subject, read: Callable[[str, str], str]) -> str:
    return read(subject.name, subject.address) if subject.address else ""


def figure(table: TableData) -> Figure:
    """One figure of the table: how many rows say what most of them say, the last day, or how many keys there are."""
    for field in _telling(table.schema):
        value = _commonest(table, field["name"])
        if value:
            return Figure(Question.HOW_MANY, field["name"], value[0], str(value[1]))
    return _last_day(table) or _distinct(table)


def _telling(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The columns worth counting: those with several known words first, then those that point at another table."""
    fields = [field for field in schema["fields"] if field["type"] == "string"]
    words = [field for field in fields if len(field.get("categories", ())) >= _FEW]
    keys = {name for key in schema.get("foreignKeys", ()) for name in key["fields"] if len(key["fields"]) == 1}
    pointing = [field for field in fields if field["name"] in keys]
    return [*words, *pointing, *(field for field in fields if field.get("categories") and field not in words)]


def _cells(table: TableData, column: str) -> list[str]:
    at = [field["name"] for field in table.schema["fields"]].index(column)
    return [row[at] for row in table.rows if row[at]]


def _commonest(table: TableData, column: str) -> tuple[str, int] | None:
    """The value in most rows, with their number; None where some program would not read the values as texts."""
    cells = _cells(table, column)
    if not cells or not all(_PLAIN_TEXT.match(cell) for cell in cells):
        return None
    return min(Counter(cells).items(), key=lambda pair: (-pair[1], pair[0]))


def _last_day(table: TableData) -> Figure | None:
    for field in table.schema["fields"]:
        cells = _cells(table, field["name"]) if field["type"] == "date" and field.get("rdfType") != EDTF else []
        if cells:
            return Figure(Question.LAST_DAY, field["name"], "", max(cells))
    return None


def _distinct(table: TableData) -> Figure:
    first = next(iter(key_of(table.schema)), table.schema["fields"][0]["name"])
    return Figure(Question.DISTINCT, first, "", str(len(set(_cells(table, first)))))


def _quoted(text: str) -> str:
    """A text as Python and R write it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _named(name: str) -> str:
    """A name as SQL writes it."""
    return name if _WORD.fullmatch(name) and name not in _RESERVED else '"' + name.replace('"', '""') + '"'


def _sql(table: str, figure: Figure) -> str:
    column = _named(figure.column)
    if figure.question is Question.HOW_MANY:
        value = figure.value.replace("'", "''")
        return f"SELECT count(*) FROM {table} WHERE {column} = '{value}'"  # noqa: S608  # shown, never run here
    asked = f"max({column})" if figure.question is Question.LAST_DAY else f"count(DISTINCT {column})"
    return f"SELECT {asked} FROM {table}"  # noqa: S608  # shown, never run here


def _pandas_read(name: str, source: str) -> str:
    return f"{name} = pd.read_csv({_quoted(source)})"


def _pandas(subject: _Subject) -> str:
    column = f"{subject.name}[{_quoted(subject.figure.column)}]"
    asked = {
        Question.HOW_MANY: f"({column} == {_quoted(subject.figure.value)}).sum()",
        Question.LAST_DAY: f"{column}.dropna().max()",
        Question.DISTINCT: f"{column}.nunique()",
    }
    return _lines(
        "import pandas as pd",
        "",
        _pandas_read(subject.name, subject.csv),
        f"print({subject.name}.shape)",
        f"print({asked[subject.figure.question]})",
    )


def _duckdb_read(name: str, source: str) -> str:
    return f"{name} = duckdb.read_csv({_quoted(source)}, header=True)"


def _duckdb(subject: _Subject) -> str:
    return _lines(
        "import duckdb",
        "",
        _duckdb_read(subject.name, subject.csv),
        f"print({subject.name}.shape)",
        f"cuenta = {_quoted(_sql(subject.name, subject.figure))}",
        "print(duckdb.sql(cuenta).fetchall()[0][0])",
    )


def _sqlite(subject: _Subject) -> str:
    table = _named(subject.table.name)
    everything = f"SELECT * FROM {table}"  # noqa: S608  # shown, never run here
    return _lines(
        "import sqlite3",
        "",
        f"datos = sqlite3.connect({_quoted(subject.database)})",
        f"filas = datos.execute({_quoted(everything)}).fetchall()",
        "print(len(filas), len(filas[0]))",
        f"cuenta = {_quoted(_sql(table, subject.figure))}",
        "print(datos.execute(cuenta).fetchall()[0][0])",
    )


def _r_read(name: str, source: str) -> str:
    return f'{name} <- read.csv({_quoted(source)}, encoding = "UTF-8", na.strings = "", check.names = FALSE)'


def _r(subject: _Subject) -> str:
    column = f"{subject.name}[[{_quoted(subject.figure.column)}]]"
    asked = {
        Question.HOW_MANY: f"sum({column} == {_quoted(subject.figure.value)}, na.rm = TRUE)",
        Question.LAST_DAY: f"max({column}, na.rm = TRUE)",
        Question.DISTINCT: f"length(unique(na.omit({column})))",
    }
    return _lines(_r_read(subject.name, subject.csv), f"dim({subject.name})", asked[subject.figure.question])


def _r_prints(subject: _Subject, size: tuple[int, int]) -> str:
    """What R prints: numbers of one vector as wide as the widest, texts between quotes."""
    width = max(len(str(each)) for each in size)
    answer = subject.figure.answer
    shown = _quoted(answer) if subject.figure.question is Question.LAST_DAY else answer
    return _lines("[1] " + " ".join(str(each).rjust(width) for each in size), f"[1] {shown}")


def _lines(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)
