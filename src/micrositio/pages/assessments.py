"""Pages of assessments: the list of instruments, and the page of each one that concluded something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from micrositio.i18n.not_known import Unknowns
from micrositio.model.plan_facts import Instrument
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.paging.cut_parts import commitment_places
from micrositio.pages.paging.parting import MOST_CARDS, in_parts
from micrositio.pages.replying.replies import ReplyView, replies_of
from micrositio.pages.views.cut_summary import CutRef, cut_ref, seen
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import AssessmentGroup, CommitmentCard, EvidenceRef, Ref, Status, distinct_titles
from micrositio.pages.views.plan_view import PlanView
from micrositio.pages.views.verdict import Conclusions, assessment_ref, conclusions, last_date, levels_of
from micrositio.progress.assessments.evaluations import answers_of
from micrositio.progress.history import CutState
from micrositio.progress.milestone_state import Figure, Measure
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class InstrumentView:
    """An instrument in the list; `by` apply it.

    `concluded` are its conclusions in brief (None: there are none) and `groups` the answers of one without conclusions,
    which has no page of its own.
    """

    record: Instrument
    anchor: str
    by: tuple[Text, ...]
    concluded: Conclusions | None
    groups: tuple[AssessmentGroup, ...]


@dataclass(frozen=True)
class AssessmentsPage:
    """Every instrument of the plan, answered or not."""

    layout: Layout
    unknowns: Unknowns
    instruments: tuple[InstrumentView, ...]


@dataclass(frozen=True)
class Rated:
    """A commitment beside what an instrument said of it.

    `level` is the level of achievement (without a title if none was given); `reported` and `verified` are its progress
    at a cut, whose details are at `place` (None for all three: the plan had no such commitment at that cut).
    """

    card: CommitmentCard
    level: Status
    reported: Figure | None
    verified: Figure | None
    place: Ref | None


@dataclass(frozen=True)
class AssessmentPage:
    """An instrument in full.

    `page_title` is unique in the plan; `by` apply it and `documents` hold its answers; `rated` are the commitments it
    speaks of, with their figures at `cut`, the last one by its date (None: there was none); `groups` are all its
    answers, those about the whole plan first, and `replies` those of offices to any of them.
    """

    layout: Layout
    page_title: Text
    record: Instrument
    by: tuple[Text, ...]
    concluded: Conclusions
    documents: tuple[EvidenceRef, ...]
    cut: CutRef | None
    rated: tuple[Rated, ...]
    groups: tuple[AssessmentGroup, ...]
    replies: tuple[ReplyView, ...]


def assessment_pages(view: PlanView) -> Iterator[Page]:
    """Yields the list of instruments and the page of each one that concluded something."""
    plan = view.plan
    instruments = tuple(_instrument(view, each) for each in plan.instruments)
    context = AssessmentsPage(view.site.plan_layout(view.frame, "assessments"), view.unknowns(), instruments)
    yield Page(router.assessments(plan), "assessments.html", context, plan=plan.id)
    titles = distinct_titles([(each.id, each.title) for each in plan.instruments])
    for each in plan.instruments:
        concluded = conclusions(view, each)
        if concluded:
            page = _assessment(view, each, concluded, titles[each.id])
            made = Page(concluded.page.path, "assessment.html", page, plan=plan.id)
            yield from in_parts(made, "groups", "answers", MOST_CARDS, keeps=True, then=_of_groups)


def _of_groups(part: AssessmentPage) -> AssessmentPage:
    """Returns a part of the page with the commitments that its answers are about."""
    paths = {group.about.path for group in part.groups if group.about}
    return replace(part, rated=tuple(each for each in part.rated if each.card.path in paths))


def _instrument(view: PlanView, each: Instrument) -> InstrumentView:
    concluded = conclusions(view, each)
    return InstrumentView(
        record=each,
        anchor=anchors.instrument_anchor(each.id),
        by=_makers(view, each, concluded),
        concluded=concluded,
        groups=() if concluded else _groups(view, each),
    )


def _makers(view: PlanView, each: Instrument, concluded: Conclusions | None) -> tuple[Text, ...]:
    """Returns the body that applies the instrument or, if none is named, its evaluators."""
    body = view.plan.index.bodies.get(each.body)
    return (body.name,) if body else concluded.by if concluded else ()


def _groups(view: PlanView, each: Instrument) -> tuple[AssessmentGroup, ...]:
    """Returns the answers of the instrument by commitment, those about the whole plan first."""
    own = answers_of(view.plan, each)
    groups = (
        AssessmentGroup(
            assessment_ref(view.plan, each),
            view.commitments.get(about),
            tuple(view.answer(a) for a in own if a.commitment == about),
        )
        for about in ("", *view.commitments)
    )
    return tuple(group for group in groups if group.answers)


def _assessment(view: PlanView, each: Instrument, concluded: Conclusions, title: Text) -> AssessmentPage:
    at = _cut_at(view, each)
    levels = levels_of(view, each)
    answers = answers_of(view.plan, each)
    about = {answer.commitment for answer in answers}
    places = commitment_places(view, at) if at else {}
    return AssessmentPage(
        layout=view.site.plan_layout(view.frame, "assessments", Crumb(concluded.page.path, each.title)),
        page_title=title,
        record=each,
        by=_makers(view, each, concluded),
        concluded=concluded,
        documents=view.named_documents(dict.fromkeys(answer.evidence for answer in answers)),
        cut=cut_ref(view.plan, at.cut) if at else None,
        rated=tuple(_rated(view, card, levels, at, places) for card in view.cards if card.record.id in about),
        groups=_groups(view, each),
        replies=tuple(
            reply
            for reply in replies_of(view).in_table(TableName.ASSESSMENTS)
            if reply.record.record.split("|")[0] == each.id
        ),
    )


def _cut_at(view: PlanView, each: Instrument) -> CutState | None:
    """Returns the plan at the last cut by the date of the instrument (the last one if its date is not known)."""
    day = last_date(answers_of(view.plan, each)) or each.date
    known = [at for at in view.course if day is None or at.cut.date <= day.last]
    return known[-1] if known else None


def _rated(
    view: PlanView, card: CommitmentCard, levels: dict[str, Status], at: CutState | None, places: Mapping[str, SitePath]
) -> Rated:
    key = card.record.id
    level = levels.get(key, Status())
    if at is None or key not in at.plan.index.commitments:
        return Rated(card, level, None, None, None)
    place = Ref(card.title, places[key], anchors.commitment_anchor(card.record))
    verified = seen(at.commitment(key, Measure.VERIFIED).figure)
    return Rated(card, level, at.commitment(key).figure, verified, place)
