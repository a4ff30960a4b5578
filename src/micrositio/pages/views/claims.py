"""Claims of each source about a row of a table, as a page shows them: beside their field, or at the row's end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from micrositio.model.plan import ActionPlan
from micrositio.model.text import Text, proper
from micrositio.model.vocabularies import TableName

_ENGLISH = "_en"


class Cited(Protocol):
    """A row that names its sources."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the table fuentes."""


@dataclass(frozen=True)
class Saying:
    """A claim of a source (its id) about a field of a row: the field's column and title, the words and a remark."""

    source: str
    column: str
    label: Text
    says: Text
    note: Text


@dataclass(frozen=True)
class Sayings:
    """The claims shown in one place of a page."""

    all: tuple[Saying, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of the claims, each once."""
        return tuple(dict.fromkeys(each.source for each in self.all))

    @property
    def labels(self) -> tuple[Text, ...]:
        """Titles of the fields that the claims are about, each once."""
        return tuple(dict.fromkeys(each.label for each in self.all))


@dataclass(frozen=True)
class Claims:
    """The claims of the sources about a row, in the order of its columns; `sources` are all of the row's, each once."""

    all: tuple[Saying, ...]
    sources: tuple[str, ...]

    def on(self, *columns: str) -> Sayings:
        """Returns the claims about the columns, in either language."""
        return Sayings(tuple(each for each in self.all if each.column.removesuffix(_ENGLISH) in columns))

    def beyond(self, *columns: str) -> Sayings:
        """Returns the claims about any other column."""
        return Sayings(tuple(each for each in self.all if each.column.removesuffix(_ENGLISH) not in columns))


def claims(plan: ActionPlan, table: str, row: Cited, *key: str) -> Claims:
    """Returns the claims of the sources about a row of the plan; `key` are the parts of its key."""
    found = plan.index.claims_on.get((table, "|".join(key)), ())
    columns = plan.tables[table].columns if found else []
    said = (
        Saying(each.source, each.field, field_title(plan, table, each.field), each.says, each.note)
        for each in sorted(found, key=lambda claim: columns.index(claim.field))
    )
    return Claims(tuple(said), _once((*row.sources, *(each.source for each in found))))


def in_common(rows: Iterable[Claims]) -> tuple[str, ...]:
    """Returns the sources of each of the rows if all have the same, in the same order; none if they differ."""
    found = {each.sources for each in rows}
    return found.pop() if len(found) == 1 else ()


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


class Subject(NamedTuple):
    """What a row is about: the key of a milestone and that of a commitment, each "" if it is about none."""

    milestone: str
    commitment: str


def subject(plan: ActionPlan, table: str, record: str) -> Subject:
    """Returns what a row is about, by its table and its key; that of a milestone also is about its commitment."""
    given = plan.tables.get(table)
    named = {table: record, **(given.schema.parts(record) if given else {})}
    indicator = plan.index.indicators.get(named.get(TableName.INDICATORS, "") or named.get("indicador", ""))
    of_indicator = indicator.milestone if indicator else ""
    milestone = named.get(TableName.MILESTONES, "") or named.get("actividad", "") or of_indicator
    known = plan.index.milestones.get(milestone)
    commitment = named.get(TableName.COMMITMENTS, "") or named.get("compromiso", "")
    return Subject(milestone, commitment or (known.commitment if known else ""))


def field_title(plan: ActionPlan, table: str, column: str) -> Text:
    """Returns the title of a column, or its own name if its table has no title for it."""
    given = plan.tables.get(table)
    found = given.schema.column(column) if given else None
    return found.title if found else proper(column)
