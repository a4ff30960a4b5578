"""The sources of a plan, with the rows that cite each one and the facts that each one states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from micrositio.model.plan import TABLES, ActionPlan
from micrositio.model.records import Source
from micrositio.model.remarks import Claim
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.paging.parting import in_parts
from micrositio.pages.replying.row_places import RowKey, in_table, row_places
from micrositio.pages.views.claims import field_title
from micrositio.pages.views.layout import MOST_SOURCES, Layout, Page
from micrositio.pages.views.parts import Disputes, Ref, category, disputes
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import anchors
from micrositio.routes import paths as router


@dataclass(frozen=True)
class Told:
    """A row that a source makes claims about: its place, and the titles of the fields."""

    row: Ref
    fields: tuple[Text, ...]


@dataclass(frozen=True)
class SourceView:
    """A source with its number, its anchor and how it was read, in words.

    `cited` counts the rows of the plan's tables that name the source; `told` are the rows about which the source makes
    claims, and `facts` counts the claims.
    """

    record: Source
    number: int
    anchor: str
    read_how: Text
    disputes: Disputes
    cited: int
    told: tuple[Told, ...]
    facts: int


@dataclass(frozen=True)
class SourcesPage:
    """Every source, in the order of the table."""

    layout: Layout
    sources: tuple[SourceView, ...]


def source_pages(view: PlanView) -> Iterator[Page]:
    """Yields the page of sources."""
    plan = view.plan
    cited, places = _cited(plan), row_places(view) if plan.claims else {}
    sources = tuple(_source(view, each, cited[each.id], places) for each in plan.sources)
    layout = view.site.plan_layout(view.frame, "sources")
    page = Page(router.sources(plan), "sources.html", SourcesPage(layout, sources), plan=plan.id)
    yield from in_parts(page, "sources", most=MOST_SOURCES)


def _source(view: PlanView, each: Source, cited: int, places: Mapping[RowKey, Ref]) -> SourceView:
    said = view.plan.index.claims_of.get(each.id, ())
    return SourceView(
        record=each,
        number=view.frame.sources[each.id].number,
        anchor=anchors.source_anchor(each.id),
        read_how=category(TableName.SOURCES, "forma_consulta", each.read_how),
        disputes=disputes(view.plan, TableName.SOURCES, each.id),
        cited=cited,
        told=tuple(_told(view.plan, said, places)),
        facts=len(said),
    )


def _cited(plan: ActionPlan) -> Counter[str]:
    """Returns the number of rows of the plan's tables that name each source."""
    rows = (row for _, attribute in TABLES.values() for row in getattr(plan, attribute))
    return Counter(source for row in rows for source in getattr(row, "sources", ()))


def _told(plan: ActionPlan, said: tuple[Claim, ...], places: Mapping[RowKey, Ref]) -> Iterator[Told]:
    rows: dict[RowKey, list[Claim]] = {}
    for each in said:
        rows.setdefault((each.table, each.record), []).append(each)
    for row, own in rows.items():
        titles = (field_title(plan, each.table, each.field) for each in own)
        yield Told(places.get(row) or in_table(plan, *row), tuple(titles))
