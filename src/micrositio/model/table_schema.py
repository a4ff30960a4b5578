"""A table's schema, parsed once from its Table Schema: its columns, its key and what it refers to in other tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from micrositio.model.text import SOURCE_LANGUAGE, Text, Writing, proper

LANGUAGE = "language"
"""The key of a part of a schema that says in which language it is written; Spanish if it has none."""
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF-level0"
BETWEEN_PARTS = "|"
"""What separates the parts of a key of several columns, where another row names it."""
PARTIAL = "partial"
"""The type of a column of dates of which only the month or the year may be known; in a descriptor, an `rdfType`."""


class Reference(NamedTuple):
    """Columns of a table with keys of another (of the same one, if `target` is ""), `several` in a cell or one."""

    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]
    several: bool


@dataclass(frozen=True)
class Column:
    """A column of a table; `descriptor` is the field of the Table Schema, as it is written out.

    `categories` are the labels of its values, by value; `rules` its constraints; `refers_to` the table whose keys it
    holds ("" if none); `example` is "" where there is none.
    """

    name: str
    type: str
    format: str
    title: Text
    description: Text
    unit: Text
    required: bool
    rules: Mapping[str, Any]
    categories: Mapping[str, Text]
    delimiter: str
    example: Any
    refers_to: str
    descriptor: Mapping[str, Any]

    @classmethod
    def of(cls, field: Mapping[str, Any], refers_to: str = "") -> Column:
        """Returns the column that a field of a Table Schema describes; its categories are repeated as an enum."""
        categories = {each["value"]: _text(each, "label") for each in field.get("categories", ())}
        rules = field.get("constraints", {})
        if "categories" in field and field["type"] == "string":  # validators ignore categories
            rules = {**rules, "enum": list(categories)}
            field = {**field, "constraints": rules}
        title, description, unit = (_text(field, key) for key in ("title", "description", "unit"))
        return cls(
            field["name"], PARTIAL if field.get("rdfType") == EDTF else field["type"], field.get("format", ""),
            title, description, unit, bool(rules.get("required")), rules, categories,
            field.get("delimiter", ";"), field.get("example", ""), refers_to, field,
        )  # fmt: skip

    def label(self, value: str) -> Text:
        """Returns the label of a value, or the value itself if the column has no such category."""
        return self.categories.get(value) or proper(value)


@dataclass(frozen=True)
class TableSchema:
    """The schema of a table; `descriptor` is the Table Schema itself, as it is written out.

    `key` are the columns that identify a row (none if it names none); `required` states that each plan needs the table.
    """

    title: Text
    description: Text
    required: bool
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    descriptor: Mapping[str, Any]

    @classmethod
    def of(cls, descriptor: Mapping[str, Any]) -> TableSchema:
        """Returns the schema that a sound Table Schema describes."""
        references = _references(descriptor, descriptor["fields"])
        targets = {each.columns[0]: each.target for each in reversed(references) if len(each.columns) == 1}
        columns = tuple(Column.of(each, targets.get(each["name"], "")) for each in descriptor["fields"])
        return cls(
            _text(descriptor, "title"), _text(descriptor, "description"),
            bool(descriptor.get("required")), columns, _names(descriptor.get("primaryKey", ())), references,
            {**descriptor, "fields": [each.descriptor for each in columns]},
        )  # fmt: skip

    def with_fields(self, fields: Iterable[Mapping[str, Any]]) -> TableSchema:
        """Returns the schema with these fields in place of its own."""
        return self.of({**self.descriptor, "fields": list(fields)})

    def with_columns(self, columns: Iterable[Column]) -> TableSchema:
        """Returns the schema with these columns in place of its own, as they are: they are not read again."""
        kept = tuple(columns)
        fields = [each.descriptor for each in kept]
        references = _references(self.descriptor, fields)
        return replace(self, columns=kept, references=references, descriptor={**self.descriptor, "fields": fields})

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(each.name for each in self.columns)

    def parts(self, record: str) -> dict[str, str]:
        """Returns the parts of a row's key, as other rows name it, by column of the key."""
        return dict(zip(self.key, record.split(BETWEEN_PARTS), strict=False))

    def column(self, name: str) -> Column | None:
        """Returns the column of that name, or None."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, Column]:
        return {each.name: each for each in reversed(self.columns)}


def _references(descriptor: Mapping[str, Any], fields: Iterable[Mapping[str, Any]]) -> tuple[Reference, ...]:
    return (
        *(_foreign(**each) for each in descriptor.get("foreignKeys", ())),
        *(_listed(each) for each in fields if "reference" in each),
    )


def _names(given: str | Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _foreign(fields: str | list[str], reference: Mapping[str, Any]) -> Reference:
    return Reference(_names(fields), reference["resource"], _names(reference["fields"]), several=False)


def _listed(field: Mapping[str, Any]) -> Reference:
    to = field["reference"]
    return Reference((field["name"],), to["resource"], (to["field"],), several=field["type"] == "list")


def _text(values: Mapping[str, Any], key: str) -> Text:
    """Returns a text of a Table Schema, in each of its languages."""
    base = values.get(LANGUAGE, SOURCE_LANGUAGE)
    codes = (name.removeprefix(f"{key}_") for name in values if name.startswith(f"{key}_"))
    return Writing(base, tuple(code for code in codes if code != base)).text(values, key)
