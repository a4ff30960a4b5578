"""Open data: the catalogue of a plan's tables, and each table's dictionary and first rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .. import router
from ..downloads import DESCRIPTOR, Dataset
from ..model import ActionPlan, TableData
from ..records import Text
from ..router import SitePath
from ..schemas import DERIVED, EDTF
from .labels import PARTIAL_DATE, TYPES
from .layout import Crumb, Layout, Page
from .view import PlanView

PREVIEW_ROWS = 10


@dataclass(frozen=True)
class TableCard:
    """A table in the catalogue: its page, its size in rows and columns, and its files with their bytes."""

    name: str
    title: Text
    description: Text
    path: SitePath
    rows: int
    columns: int
    csv_path: SitePath
    csv_bytes: int
    json_path: SitePath
    json_bytes: int


@dataclass(frozen=True)
class CataloguePage:
    """The plan's tables and the descriptor that joins them."""

    layout: Layout
    plan: ActionPlan
    tables: tuple[TableCard, ...]
    descriptor_path: SitePath


@dataclass(frozen=True)
class ColumnView:
    """A column in the dictionary.

    `type` is a message; `required`, `minimum`, `maximum`, `longest` (characters) and `pattern` are its rules (None or
    "" where there is none); `words` are its allowed values with their meaning; `refers_to` is the table it points at.
    """

    name: str
    title: Text
    description: Text
    type: str
    required: bool
    minimum: float | None
    maximum: float | None
    longest: int | None
    pattern: str
    words: tuple[tuple[str, Text], ...]
    refers_to: TableCard | None
    example: str


@dataclass(frozen=True)
class TablePage:
    """A table: how to read it and its first rows, as published. `key` names the columns that identify a row."""

    layout: Layout
    plan: ActionPlan
    card: TableCard
    columns: tuple[ColumnView, ...]
    key: tuple[str, ...]
    preview: tuple[tuple[str, ...], ...]
    is_derived: bool
    catalogue_path: SitePath


def data_pages(view: PlanView, datasets: tuple[Dataset, ...]) -> Iterator[Page]:
    """The catalogue, then each table's page."""
    plan = view.plan
    cards = {each.table.name: _card(plan, each) for each in datasets}
    layout = view.site.plan_layout(view.frame, "catalogue")
    context = CataloguePage(layout, plan, tuple(cards.values()), router.download(plan, DESCRIPTOR))
    yield Page(router.catalogue(plan), "catalogue.html", context, plan=plan)
    for each in datasets:
        yield Page(router.table(plan, each.table.name), "table.html", _table(view, each.table, cards), plan=plan)


def _card(plan: ActionPlan, each: Dataset) -> TableCard:
    schema = each.table.schema
    return TableCard(
        name=each.table.name,
        title=_text(schema, "title") or Text(each.table.name, each.table.name),
        description=_text(schema, "description"),
        path=router.table(plan, each.table.name),
        rows=len(each.table.rows),
        columns=len(schema["fields"]),
        csv_path=each.csv_path,
        csv_bytes=len(each.csv),
        json_path=each.json_path,
        json_bytes=len(each.json),
    )


def _text(values: Mapping[str, Any], key: str) -> Text:
    return Text(values.get(key, ""), values.get(f"{key}_en", ""))


def _table(view: PlanView, table: TableData, cards: Mapping[str, TableCard]) -> TablePage:
    card = cards[table.name]
    references = dict(_references(table.schema))
    key = table.schema.get("primaryKey", ())
    return TablePage(
        layout=view.site.plan_layout(view.frame, "catalogue", Crumb(card.path, card.title)),
        plan=view.plan,
        card=card,
        columns=tuple(_column(each, cards.get(references.get(each["name"], ""))) for each in table.schema["fields"]),
        key=(key,) if isinstance(key, str) else tuple(key),
        preview=table.rows[:PREVIEW_ROWS],
        is_derived=table.name in DERIVED,
        catalogue_path=router.catalogue(view.plan),
    )


def _references(schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The columns that point at another table, with that table's name."""
    for field in schema["fields"]:
        if "reference" in field:
            yield field["name"], field["reference"]["resource"]
    for key in schema.get("foreignKeys", ()):
        names = [key["fields"]] if isinstance(key["fields"], str) else key["fields"]
        for name in names:
            yield name, key["reference"]["resource"]


def _column(field: Mapping[str, Any], refers_to: TableCard | None) -> ColumnView:
    rules = field.get("constraints", {})
    example = field.get("example", "")
    return ColumnView(
        name=field["name"],
        title=_text(field, "title"),
        description=_text(field, "description"),
        type=PARTIAL_DATE if field.get("rdfType") == EDTF else TYPES.get(field["type"], TYPES["string"]),
        required=bool(rules.get("required")),
        minimum=rules.get("minimum"),
        maximum=rules.get("maximum"),
        longest=rules.get("maxLength"),
        pattern=rules.get("pattern", ""),
        words=tuple(
            (each["value"], Text(each["label"], each.get("label_en", ""))) for each in field.get("categories", ())
        ),
        refers_to=refers_to,
        example=str(example),
    )
