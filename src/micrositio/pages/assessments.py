"""Page of the conclusions of each assessment instrument."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from micrositio.i18n.not_known import Unknowns
from micrositio.model.plan import Instrument
from micrositio.model.text import Text
from micrositio.pages.views.layout import Layout, Page
from micrositio.pages.views.parts import AssessmentGroup
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import paths as router


@dataclass(frozen=True)
class InstrumentView:
    """An instrument with its answers, those about the whole plan first; `body` applies the instrument."""

    record: Instrument
    body: Text
    groups: tuple[AssessmentGroup, ...]


@dataclass(frozen=True)
class AssessmentsPage:
    """Every instrument of the plan, answered or not."""

    layout: Layout
    unknowns: Unknowns
    instruments: tuple[InstrumentView, ...]


def assessment_pages(view: PlanView) -> Iterator[Page]:
    """Yields the page of assessments."""
    plan = view.plan
    context = AssessmentsPage(
        layout=view.site.plan_layout(view.frame, "assessments"),
        unknowns=view.unknowns(),
        instruments=tuple(_instrument(view, each) for each in plan.instruments),
    )
    yield Page(router.assessments(plan), "assessments.html", context, plan=plan.id)


def _instrument(view: PlanView, each: Instrument) -> InstrumentView:
    body = view.plan.index.bodies.get(each.body)
    own = [answer for answer in view.plan.assessments if answer.instrument == each.id]
    order = dict.fromkeys(["", *view.commitments])
    groups = tuple(
        AssessmentGroup(
            title=each.title,
            about=view.commitments.get(about),
            answers=tuple(view.answer(a) for a in own if a.commitment == about),
        )
        for about in order
    )
    return InstrumentView(each, body.name if body else Text(), tuple(group for group in groups if group.answers))
