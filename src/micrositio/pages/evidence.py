"""The evidence repository: the list of documents and the page of each one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from micrositio.i18n.not_known import Unknowns
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Commitment, Evidence
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.opendata.references import of_document
from micrositio.pages.paging.parting import MOST, in_parts
from micrositio.pages.replying.replies import Replies, ReplyView, replies_of
from micrositio.pages.sharing.citing import Cited
from micrositio.pages.views.claims import Claims, claims
from micrositio.pages.views.filters import OF_PLAN, OF_PROCESS, FilterView, evidence_filters
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import (
    Disputes,
    EvidenceRef,
    MilestoneLine,
    Ref,
    Status,
    category,
    disputes,
    distinct_titles,
)
from micrositio.pages.views.plan_view import PlanView, meeting_ref
from micrositio.progress.bearing import Bearing, Bearings, acceptances, counted
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

LONG = 30
"""Largest number of documents of a list whose groups are not folded."""


@dataclass(frozen=True)
class EvidenceGroup:
    """The documents that bear on the same: that something was done, the process or the promise."""

    bearing: Bearing
    title: Text
    documents: tuple[EvidenceRef, ...]


@dataclass(frozen=True)
class Subject:
    """What documents are about and how many are: a commitment, or ("process", "plan") a message key and no commitment.

    `value` is its name in the filters and `anchor` its id on the page.
    """

    key: str
    value: str
    anchor: str
    commitment: Ref | None
    documents: tuple[EvidenceRef, ...]
    counts: Bearings


@dataclass(frozen=True)
class EvidenceListPage:
    """Every document, once, by what it bears on; `subjects` tell how many are about each of the first commitments.

    `counts` are the numbers of all of them by what they bear on; `files` counts those kept here, `links` those that are
    only elsewhere; of the `linked`, here or not, `uncopied` have no copy; `without` are the first commitments with none
    and `others` the number of the rest; `filters` narrow the list.
    """

    layout: Layout
    unknowns: Unknowns
    groups: tuple[EvidenceGroup, ...]
    subjects: tuple[Subject, ...]
    counts: Bearings
    files: int
    links: int
    linked: int
    uncopied: int
    without: tuple[Ref, ...]
    others: int
    filters: FilterView

    @property
    def is_long(self) -> bool:
        """Whether the documents are so many that each group of them is folded."""
        return self.filters.total > LONG


@dataclass(frozen=True)
class Acceptance:
    """The body that accepted something on a document, the day and what it accepted (a status of the plan's scale)."""

    body: Text
    date: date
    status: Status


@dataclass(frozen=True)
class EvidencePage:
    """A document in full: what it proves, its subjects, its place and how to check it.

    `public_version` is a label; `page_title` is unique in the plan; `acceptances` are the day and the body of each
    verification that accepted something on it, and `declared` states that its manifest says what it bears on;
    `milestones`, `commitments`, `meetings` and
    `steps` are its subjects.
    """

    layout: Layout
    document: EvidenceRef
    page_title: Text
    public_version: Text
    declared: bool
    acceptances: tuple[Acceptance, ...]
    milestones: tuple[MilestoneLine, ...]
    commitments: tuple[Ref, ...]
    meetings: tuple[Ref, ...]
    steps: tuple[Ref, ...]
    disputes: Disputes
    claims: Claims
    replies: tuple[ReplyView, ...]
    process_path: SitePath
    cite: Cited


def evidence_pages(view: PlanView) -> Iterator[Page]:
    """Yields the list of documents, then each one's page."""
    plan = view.plan
    subjects = tuple(_subjects(view))
    covered = {each.commitment for each in subjects}
    without = tuple(each for each in view.commitments.values() if each not in covered)
    listing = EvidenceListPage(
        layout=view.site.plan_layout(view.frame, "evidence"),
        unknowns=view.unknowns(),
        groups=tuple(_groups(view)),
        subjects=subjects[:MOST],
        counts=counted(plan, plan.evidence),
        files=sum(1 for each in plan.evidence if plan.keeps(each)),
        links=sum(1 for each in plan.evidence if not each.file),
        linked=sum(1 for each in plan.evidence if each.link),
        uncopied=sum(1 for each in plan.evidence if each.link and not each.file and not each.archived_copy),
        without=without[:MOST],
        others=len(without[MOST:]),
        filters=evidence_filters(view, {each.value: each.documents for each in subjects}),
    )
    page = Page(router.evidence_list(plan), "evidence_list.html", listing, plan=plan.id)
    yield from in_parts(page, "groups", "documents", then=_of_groups)
    titles = distinct_titles([(each.id, each.title) for each in plan.evidence])
    replies = replies_of(view)
    for each in plan.evidence:
        context = _document(view, each, titles[each.id], replies)
        yield Page(router.evidence(plan, each), "evidence.html", context, plan=plan.id)


def _of_groups(part: EvidenceListPage) -> EvidenceListPage:
    """Returns a part of the list with the words of its own documents.

    The first has the subjects, and the last names the commitments without any document.
    """
    pager = part.layout.pager
    without = part.without if pager is None or pager.number == len(pager.parts) else ()
    return replace(
        part,
        subjects=part.subjects if part.layout.is_first else (),
        without=without,
        filters=part.filters.of(document.record.id for group in part.groups for document in group.documents),
    )


def _groups(view: PlanView) -> Iterator[EvidenceGroup]:
    every = view.documents(view.plan.evidence)
    for each in Bearing:
        documents = tuple(document for document in every if document.bearing is each)
        if documents:
            yield EvidenceGroup(each, category(TableName.EVIDENCE, "sobre", each), documents)


def _subjects(view: PlanView) -> Iterator[Subject]:
    """Yields the commitments in their order, the process and the plan: those that have documents."""
    plan = view.plan
    found: list[tuple[str, str, Ref | None, list[Evidence]]] = [
        ("commitment", each.id, view.commitments[each.id], _about(plan, each))
        for each in sorted(plan.commitments, key=lambda c: c.number)
    ]
    found.append(("process", OF_PROCESS, None, [each for each in plan.evidence if each.meetings or each.steps]))
    found.append(("plan", OF_PLAN, None, [each for each in plan.evidence if each.plan]))
    for number, (key, value, about, records) in enumerate((each for each in found if each[3]), 1):
        yield Subject(key, value, f"grupo-{number}", about, view.documents(records), counted(plan, records))


def _about(plan: ActionPlan, each: Commitment) -> list[Evidence]:
    found = {document.id: document for document in plan.index.evidence_for_commitment.get(each.id, ())}
    for milestone in plan.index.milestones_of.get(each.id, ()):
        found |= {document.id: document for document in plan.index.evidence_for_milestone.get(milestone.id, ())}
    return list(found.values())


def _document(view: PlanView, each: Evidence, title: Text, replies: Replies) -> EvidencePage:
    plan = view.plan
    meetings = [plan.index.meetings[key] for key in each.meetings]
    steps = [plan.index.steps[key] for key in each.steps]
    return EvidencePage(
        layout=view.site.plan_layout(view.frame, "evidence", Crumb(router.evidence(plan, each), each.title)),
        document=view.evidence[each.id],
        page_title=title,
        public_version=category(TableName.EVIDENCE, "version_publica", each.public_version),
        declared=bool(each.bears_on),
        acceptances=tuple(
            Acceptance(plan.index.bodies[made.body].name, made.date, view.status(made.status))
            for made in acceptances(plan, each)
        ),
        milestones=tuple(view.line(plan.index.milestones[key], view.states.get(key)) for key in each.milestones),
        commitments=tuple(view.commitments[key] for key in each.commitments),
        meetings=tuple(meeting_ref(plan, meeting) for meeting in meetings),
        steps=tuple(Ref(step.title, router.process(plan), anchors.step_anchor(step.id)) for step in steps),
        disputes=disputes(plan, TableName.EVIDENCE, each.id),
        claims=claims(plan, TableName.EVIDENCE, each, each.id),
        replies=replies.on(TableName.EVIDENCE, each.id),
        process_path=router.process(plan),
        cite=Cited(of_document(view.files.edition, each)),
    )
