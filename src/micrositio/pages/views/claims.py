"""What each source says of a row of a table, as a page shows it: beside the field it is about, or at the row's end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from micrositio.model.plan import ActionPlan
from micrositio.model.text import Text, proper
from micrositio.profile.schemas import field_named, schema_text

_ENGLISH = "_en"


class Cited(Protocol):
    """A row that names its sources."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the table fuentes."""


@dataclass(frozen=True)
class Saying:
    """What a source (its id) says of a field of a row: the field's column and title, the words and a remark."""

    source: str
    column: str
    label: Text
    says: Text
    note: Text


@dataclass(frozen=True)
class Sayings:
    """What stands in one place of a page."""

    all: tuple[Saying, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Who says it, each source once."""
        return tuple(dict.fromkeys(each.source for each in self.all))

    @property
    def labels(self) -> tuple[Text, ...]:
        """What it is about, each field once."""
        return tuple(dict.fromkeys(each.label for each in self.all))


@dataclass(frozen=True)
class Claims:
    """What the sources say of a row, in the order of its columns; `sources` are all of its own, each once."""

    all: tuple[Saying, ...]
    sources: tuple[str, ...]

    def on(self, *columns: str) -> Sayings:
        """What is said of the columns, in either language."""
        return Sayings(tuple(each for each in self.all if each.column.removesuffix(_ENGLISH) in columns))

    def beyond(self, *columns: str) -> Sayings:
        """What is said of any other column."""
        return Sayings(tuple(each for each in self.all if each.column.removesuffix(_ENGLISH) not in columns))


def claims(plan: ActionPlan, table: str, row: Cited, *key: str) -> Claims:
    """What the sources say of a row of the plan; `key` are the parts of its key."""
    found = plan.index.claims_on.get((table, "|".join(key)), ())
    columns = plan.tables[table].columns if found else []
    said = (
        Saying(each.source, each.field, field_title(plan, table, each.field), each.says, each.note)
        for each in sorted(found, key=lambda claim: columns.index(claim.field))
    )
    return Claims(tuple(said), _once((*row.sources, *(each.source for each in found))))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def field_title(plan: ActionPlan, table: str, column: str) -> Text:
    """What a column is called; its own name where its table does not tell."""
    given = plan.tables.get(table)
    field = field_named(given.schema, column) if given else None
    return schema_text(field, "title") if field else proper(column)
