"""The process of the plan and its participants: steps, bodies with their members, and meetings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields

from micrositio.i18n.not_known import Unknowns
from micrositio.model.plan import ActionPlan, PlanText
from micrositio.model.records import Meeting, Member, ProcessStep
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.agreements import AgreementView, agreement_view
from micrositio.pages.paging.parting import in_parts
from micrositio.pages.views.attendance import by_sector, by_sex
from micrositio.pages.views.body import BodyView, bodies
from micrositio.pages.views.breakdown import Parts
from micrositio.pages.views.claims import Claims, claims, in_common
from micrositio.pages.views.labels import ATTENDANCE_BY_SECTOR, ATTENDANCE_BY_SEX
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import Disputes, EvidenceRef, Ref, category, disputes, distinct_titles
from micrositio.pages.views.plan_view import PlanView
from micrositio.pages.views.verdict import assessment_ref
from micrositio.progress.assessments.evaluations import answers_of, concludes
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

_ATTENDANCE = {"attendance", *(name for name, _message in (*ATTENDANCE_BY_SEX, *ATTENDANCE_BY_SECTOR))}
ATTENDANCE_COLUMNS = tuple(str(each.metadata["column"]) for each in fields(Meeting) if each.name in _ATTENDANCE)
"""Columns of a meeting with its attendance."""


@dataclass(frozen=True)
class StepView:
    """A step with its state in words, its documents, its meetings, disagreements and claims of sources.

    `assessments` are the instruments that concluded something in a document of the step.
    """

    record: ProcessStep
    anchor: str
    state: Text
    evidence: tuple[EvidenceRef, ...]
    meetings: tuple[MeetingCard, ...]
    assessments: tuple[Ref, ...]
    disputes: Disputes
    claims: Claims


@dataclass(frozen=True)
class MemberView:
    """A seat: sector and role in words, the institution that it represents (None: not stated) and claims of sources."""

    record: Member
    sector: Text
    role: Text
    institution: Ref | None
    claims: Claims


_SEAT: Mapping[str, Callable[[MemberView], object]] = {
    "sector": lambda each: each.sector,
    "institution": lambda each: each.institution,
    "role": lambda each: each.role,
    "since": lambda each: each.record.since or each.record.until,
}
"""Columns of a table of members and what is known in each."""


@dataclass(frozen=True)
class Seats:
    """A body with its members. `named` states whether any of their names is known."""

    body: BodyView
    members: tuple[MemberView, ...]
    named: bool

    @property
    def anchor(self) -> str:
        """The anchor of the body."""
        return anchors.body_anchor(self.body.record.id)

    @property
    def sectors(self) -> tuple[tuple[Text, int], ...]:
        """The known sectors of the members, each with its number of members, the largest first."""
        return tuple(Counter(each.sector for each in self.members if each.sector).most_common())

    @property
    def unknown(self) -> tuple[str, ...]:
        """Columns of which nothing is known for any member: of `sector`, `institution`, `role` and `since`."""
        return tuple(name for name, known in _SEAT.items() if not any(known(each) for each in self.members))

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources that all members have in common; none if they differ."""
        return in_common(each.claims for each in self.members)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """Rows of the members, in the form in which gaps refer to them."""
        return tuple((TableName.MEMBERS, each.record.id) for each in self.members)


@dataclass(frozen=True)
class ProcessPage:
    """The steps in order, the bodies and the plan's texts about its process."""

    layout: Layout
    unknowns: Unknowns
    steps: tuple[StepView, ...]
    seats: tuple[Seats, ...]
    texts: tuple[PlanText, ...]
    agreements: SitePath | None
    """The page of the agreements of the meetings, None if there are none."""

    @property
    def bodies(self) -> tuple[BodyView, ...]:
        """The bodies."""
        return tuple(each.body for each in self.seats)

    @property
    def undocumented(self) -> tuple[int, ...]:
        """Numbers of the steps without documents."""
        return tuple(number for number, each in enumerate(self.steps, 1) if not each.evidence)


@dataclass(frozen=True)
class MeetingCard:
    """A meeting in a list, its kind in words."""

    record: Meeting
    kind: Text
    path: SitePath


@dataclass(frozen=True)
class MeetingsPage:
    """Every meeting, the latest first, those without a date last; `agreements` is the page of what they agreed."""

    layout: Layout
    meetings: tuple[MeetingCard, ...]
    agreements: SitePath | None


@dataclass(frozen=True)
class MeetingPage:
    """A meeting in full.

    `page_title` is unique in the plan; `by_sex` and `by_sector` are the attendance; `minutes` is the document, None if
    unpublished.
    """

    layout: Layout
    unknowns: Unknowns
    record: Meeting
    page_title: Text
    kind: Text
    convener: Text
    body: Text
    step: Ref | None
    by_sex: Parts
    by_sector: Parts
    agreements: tuple[AgreementView, ...]
    minutes: EvidenceRef | None
    evidence: tuple[EvidenceRef, ...]
    disputes: Disputes
    claims: Claims

    @property
    def attendance_columns(self) -> tuple[str, ...]:
        """Columns with the attendance."""
        return ATTENDANCE_COLUMNS

    @property
    def told(self) -> tuple[str, ...]:
        """Names of the unknown columns and tables whose absence is explained in their section."""
        attendance = () if self.by_sex.is_known or self.by_sector.is_known else self.attendance_columns
        return (*attendance, *(() if self.agreements else (TableName.AGREEMENTS,)))


def process_pages(view: PlanView) -> Iterator[Page]:
    """Yields the page of the process."""
    plan = view.plan
    context = ProcessPage(
        layout=view.site.plan_layout(view.frame, "process"),
        unknowns=view.unknowns(
            *((TableName.STEPS, each.id) for each in plan.steps),
            *((TableName.MEMBERS, each.id) for each in plan.members),
        ),
        steps=tuple(_step(view, each) for each in sorted(plan.steps, key=lambda step: step.order)),
        seats=tuple(_seats(view, body) for body in bodies(plan)),
        texts=view.texts("proceso"),
        agreements=router.agreements(plan) if plan.agreements else None,
    )
    yield Page(router.process(plan), "process.html", context, plan=plan.id)


def meeting_pages(view: PlanView) -> Iterator[Page]:
    """Yields the list of meetings and the page of each meeting."""
    plan = view.plan
    dated = sorted((m for m in plan.meetings if m.date), key=lambda m: (str(m.date), m.starts), reverse=True)
    ordered = [*dated, *(m for m in plan.meetings if not m.date)]
    cards = tuple(_meeting_card(plan, each) for each in ordered)
    layout = view.site.plan_layout(view.frame, "meetings")
    agreements = router.agreements(plan) if plan.agreements else None
    listing = MeetingsPage(layout, cards, agreements)
    yield from in_parts(Page(router.meetings(plan), "meetings.html", listing, plan=plan.id), "meetings")
    titles = distinct_titles([(each.id, each.title) for each in plan.meetings])
    for each in plan.meetings:
        yield Page(router.meeting(plan, each), "meeting.html", _meeting(view, each, titles[each.id]), plan=plan.id)


def _step(view: PlanView, each: ProcessStep) -> StepView:
    index = view.plan.index
    named = {document.id: document for document in index.evidence_for_step.get(each.id, ())}
    named |= {key: index.evidence[key] for key in each.evidence}
    return StepView(
        record=each,
        anchor=anchors.step_anchor(each.id),
        state=category(TableName.STEPS, "estado", each.state),
        evidence=view.documents(named.values()),
        meetings=tuple(_meeting_card(view.plan, m) for m in view.plan.meetings if m.step == each.id),
        assessments=tuple(_concluded_in(view.plan, named)),
        disputes=disputes(view.plan, TableName.STEPS, each.id),
        claims=claims(view.plan, TableName.STEPS, each, each.id),
    )


def _concluded_in(plan: ActionPlan, documents: Collection[str]) -> Iterator[Ref]:
    """Yields the instruments that concluded something in one of the documents."""
    for each in plan.instruments:
        if concludes(plan, each) and any(answer.evidence in documents for answer in answers_of(plan, each)):
            yield assessment_ref(plan, each)


def _seats(view: PlanView, body: BodyView) -> Seats:
    members = tuple(
        MemberView(
            record=each,
            sector=category(TableName.MEMBERS, "sector", each.sector),
            role=category(TableName.MEMBERS, "papel", each.role),
            institution=view.institutions.get(each.institution),
            claims=claims(view.plan, TableName.MEMBERS, each, each.id),
        )
        for each in view.plan.members
        if each.body == body.record.id
    )
    return Seats(body, members, any(each.record.name for each in members))


def _meeting_card(plan: ActionPlan, each: Meeting) -> MeetingCard:
    return MeetingCard(each, category(TableName.MEETINGS, "tipo", each.kind), router.meeting(plan, each))


def _meeting(view: PlanView, each: Meeting, title: Text) -> MeetingPage:
    plan = view.plan
    step = plan.index.steps.get(each.step)
    return MeetingPage(
        layout=view.site.plan_layout(view.frame, "meetings", Crumb(router.meeting(plan, each), each.title)),
        unknowns=view.unknowns((TableName.MEETINGS, each.id)),
        record=each,
        page_title=title,
        kind=category(TableName.MEETINGS, "tipo", each.kind),
        convener=_body_name(plan, each.convener),
        body=_body_name(plan, each.body),
        step=Ref(step.title, router.process(plan), anchors.step_anchor(step.id)) if step else None,
        by_sex=by_sex(each),
        by_sector=by_sector(each),
        agreements=tuple(agreement_view(view, agreement) for agreement in plan.index.agreements_of.get(each.id, ())),
        minutes=view.evidence.get(each.minutes),
        evidence=view.documents(d for d in plan.index.evidence_for_meeting.get(each.id, ()) if d.id != each.minutes),
        disputes=disputes(plan, TableName.MEETINGS, each.id),
        claims=claims(plan, TableName.MEETINGS, each, each.id),
    )


def _body_name(plan: ActionPlan, key: str) -> Text:
    body = plan.index.bodies.get(key)
    return body.name if body else Text()
