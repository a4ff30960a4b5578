"""The places of the plan's rows: the page and the anchor that show each one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from micrositio.model.plan import ActionPlan
from micrositio.model.text import proper
from micrositio.model.vocabularies import TableName
from micrositio.opendata.discovery.dataset_records import joined
from micrositio.pages.asking.inquiries import question_places
from micrositio.pages.continuity.passages import places
from micrositio.pages.paging.parting import MOST_CARDS, place
from micrositio.pages.replying.comments import comments_newest_first
from micrositio.pages.views.parts import Ref, category
from micrositio.pages.views.plan_view import PlanView, meeting_ref
from micrositio.pages.views.verdict import assessment_ref
from micrositio.routes import anchors
from micrositio.routes import paths as router

T = TypeVar("T")
RowKey = tuple[str, str]
"""A table and the key of one of its rows."""


def in_table(plan: ActionPlan, table: str, key: str) -> Ref:
    """Returns the page of a row's table, for a row that no other page shows."""
    title = plan.tables[table].schema.title or proper(table)
    return Ref(title.each(lambda words: f"{words}: {key}"), router.table(plan, table))


def row_places(view: PlanView) -> Mapping[RowKey, Ref]:
    """Returns the place of each row that has one of its own on some page."""
    return dict(_places(view))


def _places(view: PlanView) -> Iterator[tuple[RowKey, Ref]]:
    yield from (((TableName.COMMITMENTS, key), ref) for key, ref in view.commitments.items())
    yield from (((TableName.INSTITUTIONS, key), ref) for key, ref in view.institutions.items())
    yield from (((TableName.EVIDENCE, key), Ref(each.record.title, each.path)) for key, each in view.evidence.items())
    yield from (((TableName.GROUPS, key), ref) for key, ref in view.groups.items())
    yield from (((TableName.LOCATIONS, key), ref) for key, ref in view.locations.items())
    yield from (((TableName.BUDGET, key), ref) for key, ref in view.money.items())
    yield from (((TableName.CONTINUITY, key), ref) for key, ref in places(view).items())
    yield from _promised(view)
    yield from _in_the_process(view)
    yield from _figures(view)
    yield from _asked(view)


def _promised(view: PlanView) -> Iterator[tuple[RowKey, Ref]]:
    plan = view.plan
    milestones = {}
    for milestone in plan.milestones:
        page = view.commitments[milestone.commitment].path
        milestones[milestone.id] = Ref(milestone.text, page, anchors.milestone_anchor(milestone))
        yield (TableName.MILESTONES, milestone.id), milestones[milestone.id]
    for indicator in plan.indicators:
        yield (TableName.INDICATORS, indicator.id), replace(milestones[indicator.milestone], title=indicator.name)
    for row, partner in _by_key(plan, TableName.PARTNERS, plan.partners):
        yield row, milestones[partner.milestone]
    for each in plan.endorsements:
        title = each.organisation or proper(each.name)
        yield (TableName.ENDORSEMENTS, each.id), Ref(title, router.plan(plan), anchors.ENDORSEMENTS)


def _in_the_process(view: PlanView) -> Iterator[tuple[RowKey, Ref]]:
    plan = view.plan
    for step in plan.steps:
        yield (TableName.STEPS, step.id), Ref(step.title, router.process(plan), anchors.step_anchor(step.id))
    for meeting in plan.meetings:
        yield (TableName.MEETINGS, meeting.id), meeting_ref(plan, meeting)
    for agreement in plan.agreements:
        page = router.meeting(plan, plan.index.meetings[agreement.meeting])
        yield (TableName.AGREEMENTS, agreement.id), Ref(agreement.text, page, agreement.id)
    for member in plan.members:
        named = proper(member.name) or category(TableName.MEMBERS, "sector", member.sector)
        title = joined(": ", plan.index.bodies[member.body].name, named)
        yield (TableName.MEMBERS, member.id), Ref(title, router.process(plan), anchors.body_anchor(member.body))


def _figures(view: PlanView) -> Iterator[tuple[RowKey, Ref]]:
    plan = view.plan
    for cut in view.cuts:
        title = in_table(plan, TableName.REPORTING_PERIODS, cut.id).title
        yield (TableName.REPORTING_PERIODS, cut.id), Ref(title, router.board_at(plan, cut))
    for key, figure in _by_key(plan, TableName.PARTICIPATION, plan.participation):
        yield key, Ref(joined(": ", figure.measure, figure.category), router.participation(plan))
    for key, answer in _by_key(plan, TableName.ASSESSMENTS, plan.assessments):
        about = [view.commitments[answer.commitment].title] if answer.commitment else []
        title = joined(": ", answer.criterion, *about)
        found = assessment_ref(plan, plan.index.instruments[answer.instrument])
        yield key, Ref(title, found.path, found.anchor)


def _asked(view: PlanView) -> Iterator[tuple[RowKey, Ref]]:
    plan, gaps = view.plan, question_places(view)
    yield from (((TableName.GAPS, key), ref) for key, ref in gaps.items())
    yield from (((TableName.QUESTIONS, each.id), gaps[each.gap]) for each in plan.questions if each.gap in gaps)
    for number, each in enumerate(comments_newest_first(view)):
        page = place(router.participation(plan), number, MOST_CARDS)
        yield (TableName.COMMENTS, each.record.id), Ref(each.record.subject or each.record.text, page, each.record.id)


def _by_key(plan: ActionPlan, name: TableName, rows: tuple[T, ...]) -> Iterator[tuple[RowKey, T]]:
    """Yields the rows of a table, each with its table and key."""
    keys = plan.tables[name].records if rows else ()
    yield from (((name, key), row) for key, row in zip(keys, rows, strict=True))
