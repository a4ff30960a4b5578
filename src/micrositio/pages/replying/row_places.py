"""The places of the plan's rows: the page and the anchor that show each one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from micrositio.model.plan import ActionPlan
from micrositio.model.text import proper
from micrositio.model.vocabularies import TableName
from micrositio.opendata.discovery.dataset_records import joined
from micrositio.pages.views.parts import Ref, category
from micrositio.pages.views.plan_view import PlanView, meeting_ref
from micrositio.pages.views.verdict import assessment_ref
from micrositio.routes import anchors
from micrositio.routes import paths as router

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
    yield from _promised(view)
    yield from _in_the_process(view)
    yield from _figures(view)


def _promised(view: PlanView) -> Iterator[tuple[RowKey, Ref]]:
    plan = view.plan
    for milestone in plan.milestones:
        page = view.commitments[milestone.commitment].path
        yield (TableName.MILESTONES, milestone.id), Ref(milestone.text, page, anchors.milestone_anchor(milestone))
    for each in plan.endorsements:
        title = each.organisation or proper(each.name)
        yield (TableName.ENDORSEMENTS, each.id), Ref(title, router.plan(plan), "avales")


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
        yield (TableName.MEMBERS, member.id), Ref(title, router.process(plan), f"organo-{member.body}")


def _figures(view: PlanView) -> Iterator[tuple[RowKey, Ref]]:
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
