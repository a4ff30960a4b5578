"""Inquiries: each gap of a plan as a question, with the office to ask, its letter and what was asked and answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from micrositio.formats.web_address import address_fault
from micrositio.i18n.not_known import (
    ANSWERED,
    NOT_FOUND,
    UNPUBLISHED,
    UNREAD,
    Unknowns,
    in_plain_words,
    state_of,
    told_gap,
    unknowns,
)
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Institution
from micrositio.model.remarks import Gap, Question
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.asking.letters import Letter, Matter, document_offer, information_request
from micrositio.pages.paging.parting import place
from micrositio.pages.views.claims import subject
from micrositio.pages.views.parts import EvidenceRef, Ref, category, commitment_title, institution_title
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


class Stage(StrEnum):
    """Where the question of a gap stands."""

    PENDING = "pending"
    """It can be asked and nobody has."""
    OPEN = "open"
    """It was asked and there is no answer."""
    REPLIED = "replied"
    """The last answer does not say all that was asked."""
    SETTLED = "settled"
    """An answer says what was asked."""
    UNREAD = "unread"
    """The document exists and whoever keeps the site has to read it: nobody is asked."""
    WAITING = "waiting"
    """It is withheld, or its date has not come: there is nothing to ask yet."""


MOST = 30
"""Maximum number of questions on a page: with its letters and addresses, one takes up to 4 kB."""
ASKABLE = (Stage.PENDING, Stage.OPEN, Stage.REPLIED)
"""Stages at which a reader can ask: the question has its letter."""


@dataclass(frozen=True)
class Office:
    """The office to ask: its name, its page (None: not an institution of the plan) and its address, "" if unknown."""

    name: Text
    page: Ref | None = None
    email: str = ""


@dataclass(frozen=True)
class Asking:
    """A question that was sent, its outcome in words and the documents of its answer.

    `days_open` is the number of days from the question to its answer or, without one, to the day of the plan's data.
    """

    record: Question
    outcome: Text
    documents: tuple[EvidenceRef, ...]
    days_open: int | None


@dataclass(frozen=True)
class Inquiry:
    """A gap as a question. `letter` and `offer` are None where there is nothing to ask or to send.

    `document` is the address of a document that exists and was not read, "" if it has none.
    """

    gap: Gap
    anchor: str
    stage: Stage
    office: Office
    askings: tuple[Asking, ...]
    letter: Letter | None
    offer: Letter | None
    document: str


@dataclass(frozen=True)
class Topic:
    """The inquiries about a commitment, or about the plan and its process (`about` is then None)."""

    anchor: str
    about: Ref | None
    inquiries: tuple[Inquiry, ...]


@dataclass(frozen=True)
class Questions:
    """The way to the questions about a thing, and the number of those that can be asked and are not settled."""

    place: Ref
    count: int


def stage_of(plan: ActionPlan, gap: Gap) -> Stage:
    """Returns where the question of `gap`, in the state that its plan's `unknowns` give it, stands."""
    asked, state = plan.index.questions_on.get(gap.id, ()), state_of(gap)
    if state == ANSWERED:
        return Stage.SETTLED
    if asked:
        return Stage.REPLIED if asked[-1].answered else Stage.OPEN
    if state == UNREAD:
        return Stage.UNREAD
    return Stage.PENDING if state in (NOT_FOUND, UNPUBLISHED) else Stage.WAITING


def questions_of(view: PlanView) -> Mapping[str, Questions]:
    """Returns the way to the questions about each commitment that has any to ask; "" holds those of the whole plan."""
    plan, places = view.plan, question_places(view)
    found: dict[str, Questions] = {}
    for about, gaps in _grouped(view, unknowns(plan)).items():
        count = sum(stage_of(plan, gap) in ASKABLE for gap in gaps)
        if count and about:
            anchor = anchors.commitment_anchor(plan.index.commitments[about])
            found[about] = Questions(replace(places[gaps[0].id], anchor=anchor), count)
        if count:
            whole = found.get("")
            found[""] = Questions(Ref(Text(), router.questions(plan)), count + (whole.count if whole else 0))
    return found


def question_places(view: PlanView) -> Mapping[str, Ref]:
    """Returns the place of the question about each gap of the plan, by the gap's id."""
    gaps = [gap for group in _grouped(view, unknowns(view.plan)).values() for gap in group]
    return {
        gap.id: Ref(gap.question, place(router.questions(view.plan), number, MOST), anchors.question_anchor(gap))
        for number, gap in enumerate(gaps)
    }


def commitment_of(plan: ActionPlan, gap: Gap) -> str:
    """Returns the commitment that a gap is about, directly or by its milestone; "" if it is about none."""
    return subject(plan, gap.table, gap.record).commitment


def topics(view: PlanView) -> tuple[Topic, ...]:
    """Returns the inquiries of the plan by commitment, then those about the whole plan."""
    of, paths = unknowns(view.plan), question_places(view)
    return tuple(
        _topic(view, about, tuple(_inquiry(view, of, gap, paths[gap.id].path) for gap in gaps))
        for about, gaps in _grouped(view, of).items()
    )


def _grouped(view: PlanView, of: Unknowns) -> dict[str, list[Gap]]:
    """Returns the gaps by the commitment that they are about, in the order of the page; "" holds the others, last."""
    found: dict[str, list[Gap]] = {about: [] for about in (*(card.record.id for card in view.cards), "")}
    for gap in of.gaps:
        about = commitment_of(view.plan, gap)
        found[about if about in found else ""].append(gap)
    return {about: gaps for about, gaps in found.items() if gaps}


def _topic(view: PlanView, about: str, inquiries: tuple[Inquiry, ...]) -> Topic:
    record = view.plan.index.commitments.get(about)
    return Topic(anchors.commitment_anchor(record) if record else "del-plan", view.commitments.get(about), inquiries)


def _inquiry(view: PlanView, of: Unknowns, gap: Gap, path: SitePath) -> Inquiry:
    stage, office = stage_of(view.plan, gap), _office(view, gap)
    asks, where = stage in ASKABLE, gap.where.first
    address = view.site.addresses.canonical(path, anchors.question_anchor(gap))
    matter = _matter(view, of, gap, office)._replace(address=address)
    return Inquiry(
        gap=gap,
        anchor=anchors.question_anchor(gap),
        stage=stage,
        office=office,
        askings=tuple(_asking(view, each) for each in view.plan.index.questions_on.get(gap.id, ())),
        letter=information_request(matter) if asks else None,
        offer=document_offer(matter.about, matter.question, matter.address, matter.language) if asks else None,
        document=where if stage == Stage.UNREAD and address_fault(where) is None else "",
    )


def _matter(view: PlanView, of: Unknowns, gap: Gap, office: Office) -> Matter:
    plan, language = view.plan, view.plan.language
    commitment = plan.index.commitments.get(commitment_of(plan, gap))
    titles = (*((commitment_title(commitment),) if commitment else ()), plan.title)
    return Matter(
        office=office.name.pick(language)[0],
        government=plan.government.pick(language)[0],
        about=", ".join(each.pick(language)[0] for each in titles),
        question=gap.question.pick(language)[0],
        reason=in_plain_words(told_gap(False, of, gap).sentence, language)
        if state_of(gap) == NOT_FOUND and gap.where
        else "",
        language=language,
    )


def _office(view: PlanView, gap: Gap) -> Office:
    """Returns the office that a gap names or, where it names none, the lead of its commitment or the government."""
    plan = view.plan
    commitment = plan.index.commitments.get(commitment_of(plan, gap))
    leads = commitment.leads if commitment and not gap.who else ()
    known = [plan.index.institutions[key] for key in (gap.institution, *leads) if key in plan.index.institutions]
    if known:
        return _institution(view, gap, known[0])
    return Office(gap.who or plan.government)


def _institution(view: PlanView, gap: Gap, each: Institution) -> Office:
    title = institution_title(each)
    return Office(gap.who or title, Ref(title, router.institution(view.plan, each)), each.contact)


def _asking(view: PlanView, each: Question) -> Asking:
    until = each.answered or view.frame.changed
    return Asking(
        record=each,
        outcome=category(TableName.QUESTIONS, "contesta", each.outcome),
        documents=view.named_documents(each.evidence),
        days_open=(until - each.asked).days if until else None,
    )
