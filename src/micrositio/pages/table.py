"""The page of each table: its dictionary, its first rows, how to open it and how to join it to other tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from micrositio.model.plan import TableData
from micrositio.model.table_schema import Column, Reference
from micrositio.model.text import N_, Text, proper
from micrositio.model.vocabularies import TableName
from micrositio.opendata.datasets import Dataset
from micrositio.opendata.file_formats import CSV
from micrositio.opendata.references import of_table
from micrositio.pages.sharing.citing import Cited, cited
from micrositio.pages.views.labels import TYPES
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import Ref
from micrositio.pages.views.plan_view import PlanView
from micrositio.pages.views.snippets import Opening, opening
from micrositio.pages.views.table_card import FileCard, TableCard
from micrositio.profile.plan_tables import cell
from micrositio.profile.schemas import DERIVED
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

PREVIEW_ROWS = 10
ORIGINS: Mapping[str, str] = {
    TableName.EVIDENCE: N_("Se genera de las fichas de las carpetas de evidencias."),
    TableName.CALCULATIONS: N_("Se genera de los avances, las verificaciones, las fechas y los pesos de cada corte."),
    TableName.TRACKING: N_(
        "Se genera de la promesa, los avances, las verificaciones, las fechas y los documentos de cada corte."
    ),
    TableName.SCALE: N_("Se genera de la ficha del plan: su escala de estados."),
    TableName.METHOD: N_("Se genera de la ficha del plan: su método de cálculo."),
    TableName.PERIODS: N_("Se genera de la ficha del plan: sus periodos, según cada fuente."),
    TableName.CHANGES: N_("Se genera al comparar cada corte con el anterior, con las reprogramaciones y las erratas."),
    TableName.OGP: N_("Se genera de los compromisos, sus actividades y sus cifras, con las palabras de OGP."),
}
"""Origin of each derived table, as messages."""
OTHER_ORIGIN = N_("Se genera de las demás tablas.")

RULES: Mapping[str, str] = {
    "minimum": N_("mínimo %(value)s"),
    "maximum": N_("máximo %(value)s"),
    "maxLength": N_("hasta %(value)s caracteres"),
}
"""How each constraint of a column is told, as messages."""


@dataclass(frozen=True)
class ColumnView:
    """A column in the dictionary, at its `anchor`.

    `type` is a message; `unit` is its unit of measurement; `required`, `rules` (messages, each with its value) and
    `pattern` ("" if there is none) are what its cells must fulfil; `is_key` states that it identifies the row, alone
    or with others; `words` are its allowed values with their meaning; `refers_to` is the table that it refers to.
    """

    name: str
    anchor: str
    title: Text
    description: Text
    type: str
    unit: Text
    is_key: bool
    required: bool
    rules: tuple[tuple[str, float], ...]
    pattern: str
    words: tuple[tuple[str, Text], ...]
    refers_to: Ref | None
    example: str


@dataclass(frozen=True)
class Join:
    """A join with another table: `pairs` of columns that must be equal, the referring one first, as `table.column`.

    `several` states that the referring cell may hold many keys; `table` is the other table.
    """

    table: Ref
    pairs: tuple[tuple[str, str], ...]
    several: bool


@dataclass(frozen=True)
class TablePage:
    """A table: how to read it, its first rows as published, and its joins with other tables.

    `key` leads to the columns that identify a row; `origin` is what it is made from (a message, "" for a table that
    people write); `workbook` is the plan's spreadsheet and `sheet` that of the table there; `leads_to` are the tables
    it refers to and `led_from` those that refer to it.
    """

    layout: Layout
    card: TableCard
    columns: tuple[ColumnView, ...]
    key: tuple[Ref, ...]
    preview: tuple[tuple[str, ...], ...]
    origin: str
    opening: Opening
    workbook: FileCard
    sheet: str
    leads_to: tuple[Join, ...]
    led_from: tuple[Join, ...]
    catalogue_path: SitePath
    cite: Cited


class Names(NamedTuple):
    """Names for a table's page: the plan's workbook, its database, and the first sheet of each table."""

    workbook: FileCard
    database: str
    sheets: Mapping[str, str]


def table_pages(
    view: PlanView, datasets: tuple[Dataset, ...], cards: Mapping[str, TableCard], names: Names
) -> Iterator[Page]:
    """Yields the page of each table."""
    references = {each.table.name: tuple(_references(each.table, cards)) for each in datasets}
    for each in datasets:
        context = _table_page(view, each, cards, names, references)
        yield Page(context.card.path, "table.html", context, plan=view.plan.id)


def _table_page(
    view: PlanView,
    each: Dataset,
    cards: Mapping[str, TableCard],
    names: Names,
    references: Mapping[str, tuple[Reference, ...]],
) -> TablePage:
    table, card = each.table, cards[each.table.name]
    csv = each.file(CSV).path
    own = references[table.name]
    others = ((name, found) for name, those in references.items() for found in those if found.target == table.name)
    return TablePage(
        layout=view.site.plan_layout(view.frame, "catalogue", Crumb(card.path, card.title)),
        card=card,
        columns=tuple(_columns(table, own, cards)),
        key=tuple(Ref(proper(name), card.path, column_anchor(name)) for name in table.schema.key),
        preview=tuple(table.rows[:PREVIEW_ROWS]),
        origin=ORIGINS.get(table.name, OTHER_ORIGIN) if table.name in DERIVED else "",
        opening=opening(table, csv.rpartition("/")[2], names.database, view.site.addresses.canonical(csv)),
        workbook=names.workbook,
        sheet=names.sheets[table.name],
        leads_to=tuple(_join(table.name, found, cards[found.target]) for found in own),
        led_from=tuple(_join(name, found, cards[name]) for name, found in others),
        catalogue_path=router.catalogue(view.plan),
        cite=cited(of_table(view.files.edition, table), card.path),
    )


def _references(table: TableData, cards: Mapping[str, TableCard]) -> Iterator[Reference]:
    """Yields the references from the table to those that have a card, itself included."""
    named = (each._replace(target=each.target or table.name) for each in table.schema.references)
    return (each for each in named if each.target in cards)


def _join(table: str, found: Reference, other: TableCard) -> Join:
    pairs = zip(found.columns, found.target_columns, strict=True)
    return Join(
        Ref(other.title, other.path), tuple((f"{table}.{a}", f"{found.target}.{b}") for a, b in pairs), found.several
    )


def _columns(table: TableData, own: tuple[Reference, ...], cards: Mapping[str, TableCard]) -> Iterator[ColumnView]:
    named = {name: cards[found.target] for found in own for name in found.columns}
    targets = {name: Ref(card.title, card.path) for name, card in named.items()}
    for each in table.schema.columns:
        yield _column(each, each.name in table.schema.key, targets.get(each.name))


def column_anchor(name: str) -> str:
    """Returns the anchor of a column in the dictionary of its table."""
    return "columna-" + re.sub(r"\W+", "-", name)


def _column(column: Column, is_key: bool, refers_to: Ref | None) -> ColumnView:
    rules = column.rules
    return ColumnView(
        name=column.name,
        anchor=column_anchor(column.name),
        title=column.title,
        description=column.description,
        type=TYPES[column.type],
        unit=column.unit,
        is_key=is_key,
        required=column.required,
        rules=tuple((message, rules[name]) for name, message in RULES.items() if name in rules),
        pattern=rules.get("pattern", ""),
        words=tuple(column.categories.items()),
        refers_to=refers_to,
        example=cell(column.example),
    )
