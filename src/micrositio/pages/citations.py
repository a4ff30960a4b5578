"""The sources of a plan, with the rows that cite each one and the facts that each one states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from micrositio.model.plan import TABLES, ActionPlan
from micrositio.model.records import Source
from micrositio.model.remarks import Claim
from micrositio.model.text import Text, proper
from micrositio.model.vocabularies import TableName
from micrositio.opendata.discovery.dataset_records import joined
from micrositio.pages.paging.parting import in_parts
from micrositio.pages.views.claims import field_title
from micrositio.pages.views.layout import MOST_SOURCES, Layout, Page
from micrositio.pages.views.parts import Disputes, Ref, category, disputes
from micrositio.pages.views.plan_view import PlanView, meeting_ref
from micrositio.pages.views.verdict import assessment_ref
from micrositio.routes import paths as router

_Row = tuple[str, str]
"""A table and the key of one of its rows."""


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
    cited, places = _cited(plan), dict(_places(view)) if plan.claims else {}
    sources = tuple(_source(view, each, cited[each.id], places) for each in plan.sources)
    layout = view.site.plan_layout(view.frame, "sources")
    page = Page(router.sources(plan), "sources.html", SourcesPage(layout, sources), plan=plan.id)
    yield from in_parts(page, "sources", most=MOST_SOURCES)


def _source(view: PlanView, each: Source, cited: int, places: Mapping[_Row, Ref]) -> SourceView:
    said = view.plan.index.claims_of.get(each.id, ())
    return SourceView(
        record=each,
        number=view.frame.sources[each.id].number,
        anchor=router.source_anchor(each.id),
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


def _told(plan: ActionPlan, said: tuple[Claim, ...], places: Mapping[_Row, Ref]) -> Iterator[Told]:
    rows: dict[_Row, list[Claim]] = {}
    for each in said:
        rows.setdefault((each.table, each.record), []).append(each)
    for row, own in rows.items():
        titles = (field_title(plan, each.table, each.field) for each in own)
        yield Told(places.get(row) or _in_table(plan, *row), tuple(titles))


def _in_table(plan: ActionPlan, table: str, key: str) -> Ref:
    """Returns the page of a row's table, for a row that no other page shows."""
    title = plan.tables[table].schema.title or proper(table)
    return Ref(title.each(lambda words: f"{words}: {key}"), router.table(plan, table))


def _places(view: PlanView) -> Iterator[tuple[_Row, Ref]]:
    """Yields each row that has a place of its own on some page, with that place."""
    yield from (((TableName.COMMITMENTS, key), ref) for key, ref in view.commitments.items())
    yield from (((TableName.INSTITUTIONS, key), ref) for key, ref in view.institutions.items())
    yield from (((TableName.EVIDENCE, key), Ref(each.record.title, each.path)) for key, each in view.evidence.items())
    yield from _promised(view)
    yield from _in_the_process(view)
    yield from _figures(view)


def _promised(view: PlanView) -> Iterator[tuple[_Row, Ref]]:
    plan = view.plan
    for milestone in plan.milestones:
        page = view.commitments[milestone.commitment].path
        yield (TableName.MILESTONES, milestone.id), Ref(milestone.text, page, router.milestone_anchor(milestone))
    for each in plan.endorsements:
        title = each.organisation or proper(each.name)
        yield (TableName.ENDORSEMENTS, each.id), Ref(title, router.plan(plan), "avales")


def _in_the_process(view: PlanView) -> Iterator[tuple[_Row, Ref]]:
    plan = view.plan
    for step in plan.steps:
        yield (TableName.STEPS, step.id), Ref(step.title, router.process(plan), router.step_anchor(step.id))
    for meeting in plan.meetings:
        yield (TableName.MEETINGS, meeting.id), meeting_ref(plan, meeting)
    for agreement in plan.agreements:
        page = router.meeting(plan, plan.index.meetings[agreement.meeting])
        yield (TableName.AGREEMENTS, agreement.id), Ref(agreement.text, page, agreement.id)
    for member in plan.members:
        named = proper(member.name) or category(TableName.MEMBERS, "sector", member.sector)
        title = joined(": ", plan.index.bodies[member.body].name, named)
        yield (TableName.MEMBERS, member.id), Ref(title, router.process(plan), f"organo-{member.body}")


def _figures(view: PlanView) -> Iterator[tuple[_Row, Ref]]:
    plan = view.plan
    for figure in plan.participation:
        key = "|".join((figure.step, figure.measure.base, figure.category.base))
        yield (
            (TableName.PARTICIPATION, key),
            Ref(joined(": ", figure.measure, figure.category), router.participation(plan)),
        )
    for answer in plan.assessments:
        key = "|".join((answer.instrument, answer.criterion.base, answer.commitment))
        about = [view.commitments[answer.commitment].title] if answer.commitment else []
        title = joined(": ", answer.criterion, *about)
        place = assessment_ref(plan, plan.index.instruments[answer.instrument])
        yield (TableName.ASSESSMENTS, key), Ref(title, place.path, place.anchor)
