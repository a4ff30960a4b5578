"""The parts of the types of the API's documents: frozen dataclasses, with notes for what a type cannot express.

`openapi` derives the schema of a part from its annotations, and `as_json` makes its JSON object with the same keys, the
names of its fields. A field of type `Text` becomes a key for each language; the columns in the field `fila` become keys
of the part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, TypeVar, dataclass_transform

from micrositio.formats.json_document import as_line
from micrositio.model.dates import PartialDate
from micrositio.model.table_schema import Column
from micrositio.model.text import Text
from micrositio.profile.schemas import table_schema

Document = dict[str, Any]
Row = Mapping[str, Any]
"""Columns of a table's row, by name, as JSON values."""
Links = Mapping[str, str]
"""Addresses by name."""
ROW = "fila"
"""Name of the field whose columns become keys of the part."""
_NOTES, _NAMED = "notes", "_component"
_PLAIN = frozenset((str, int, float, bool, dict, type(None)))
"""Types whose values are JSON data as they are."""
_Part = TypeVar("_Part")


class Named(NamedTuple):
    """Note that a type is a component, with its name, title and description; "" for those of its table."""

    name: str
    title: str = ""
    description: str = ""


class Said(NamedTuple):
    """Note with the title and description of a value."""

    title: str
    description: str


class Rules(NamedTuple):
    """Note with rules of JSON Schema for a value beside its type, as pairs of keyword and operand."""

    pairs: tuple[tuple[str, Any], ...]


class Choice(NamedTuple):
    """Note that a text is one of those that a YAML file admits, by the file's schema and the path of the key."""

    schema: str
    path: tuple[str, ...]


class To(NamedTuple):
    """Note with the names of the addresses in `Links`: those `always` present and those in some documents only."""

    always: tuple[str, ...]
    sometimes: tuple[str, ...] = ()


class Columns(NamedTuple):
    """Note with the columns of a table in a `Row`: all of them, `only` some, or all `without` some."""

    table: str
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Column, ...]:
        """The columns, in the order of the table."""
        return tuple(each for each in table_schema(self.table).columns if self._holds(each.name))

    def _holds(self, name: str) -> bool:
        return name in self.only if self.only else name not in self.without


def said(title: str, description: str, **rules: Any) -> Any:
    """Returns a field with its title, description and rules."""
    return field(metadata={_NOTES: (Said(title, description), Rules(tuple(rules.items())))})


def to(*always: str, sometimes: tuple[str, ...] = ()) -> Any:
    """Returns a field of `Links` with these addresses."""
    return field(metadata={_NOTES: (To(always, sometimes),)})


def columns(table: str, *only: str) -> Any:
    """Returns a field of a `Row` with these columns of a table."""
    return field(metadata={_NOTES: (Columns(table, only),)})


@dataclass_transform(frozen_default=True, field_specifiers=(said, to, columns))
def component(name: str = "", title: str = "", description: str = "") -> Callable[[type[_Part]], type[_Part]]:
    """Returns a decorator that makes a class a frozen dataclass and, with a `name`, a component of the description."""

    def made(part: type[_Part]) -> type[_Part]:
        setattr(part, _NAMED, Named(name, title, description))
        return dataclass(frozen=True)(part)

    return made


def named(kind: Any) -> Named | None:
    """Returns the name, title and description of a type that is a component, or None for any other type."""
    own: Named | None = vars(kind).get(_NAMED) if isinstance(kind, type) else noted(notes_of(kind), Named)
    return own if own and own.name else None


def notes_of(kind: Any) -> tuple[Any, ...]:
    """Returns the notes of an annotated type, or of a field of a dataclass."""
    return kind.metadata.get(_NOTES, ()) if isinstance(kind, Field) else getattr(kind, "__metadata__", ())


def noted(notes: tuple[Any, ...], kind: type[_Part]) -> _Part | None:
    """Returns the first note of type `kind`, or None if there is none."""
    return next((each for each in notes if isinstance(each, kind)), None)


def columns_of(kind: Any) -> Columns:
    """Returns the columns of a type of row, or of a part with a `fila`."""
    parts = fields(kind) if isinstance(kind, type) else (kind,)
    return next(found for each in parts if (found := noted(notes_of(each), Columns)))


@cache
def column_names(kind: Any) -> tuple[str, ...]:
    """Returns the names of the columns of a type of row, or of a part with a `fila`."""
    return tuple(each.name for each in columns_of(kind).fields)


def as_json(value: Any) -> Any:
    """Returns a part, a list of parts or a value as JSON data: dates in ISO 8601, None for unknown values."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, tuple):
        return [as_json(each) for each in value]
    if isinstance(value, date | PartialDate):
        return str(value)
    if is_dataclass(value):
        return _object(vars(value))
    return value.value if isinstance(value, Enum) else value


def document_pieces(document: Any) -> Iterator[bytes]:
    """Yields a document, a part, as JSON in one line, with its lists item by item."""
    start = "{"
    for name, value in vars(document).items():
        if isinstance(value, tuple):
            yield f'{start}"{name}": ['.encode()
            for number, each in enumerate(value):
                yield f"{', ' if number else ''}{as_line(as_json(each))}".encode()
            yield b"]"
        else:
            yield (start + as_line(_object({name: value}))[1:-1]).encode()
        start = ", "
    yield b"}\n"


def _object(members: Mapping[str, Any]) -> Document:
    found: Document = {}
    for name, value in members.items():
        if name == ROW:
            found |= value
        elif isinstance(value, Text):
            found |= texts(name, value)
        else:
            found[name] = as_json(value)
    return found


def texts(name: str, text: Text) -> Document:
    """Returns a text under `name`, and in each other language under `name_` and its code; None for no words."""
    return {key: words or None for key, words in text.keys(name).items()}
