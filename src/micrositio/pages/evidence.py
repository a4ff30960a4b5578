"""The evidence repository: the list of documents and the page of each one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from micrositio.i18n.not_known import Unknowns
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Commitment, Evidence
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.paging.parting import MOST, in_parts
from micrositio.pages.views.claims import Claims, claims
from micrositio.pages.views.filters import OF_PLAN, OF_PROCESS, FilterView, evidence_filters
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import Disputes, EvidenceRef, MilestoneLine, Ref, category, disputes, distinct_titles
from micrositio.pages.views.plan_view import PlanView, meeting_ref
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

LONG = 30
"""Largest number of documents of a list whose groups are not folded."""


@dataclass(frozen=True)
class EvidenceGroup:
    """The documents about one subject: a commitment, or ("process", "plan") a message key and no commitment.

    `value` is the name of the subject in the filters.
    """

    key: str
    value: str
    commitment: Ref | None
    documents: tuple[EvidenceRef, ...]


@dataclass(frozen=True)
class EvidenceListPage:
    """Every document, by subject; a document about two subjects stands in both groups.

    `files` counts those kept here, `links` those that are only elsewhere; of the `linked`, here or not, `uncopied` have
    no copy; `without` are the first commitments with none and `others` the number of the rest; `filters` narrow the
    list.
    """

    layout: Layout
    unknowns: Unknowns
    groups: tuple[EvidenceGroup, ...]
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
class EvidencePage:
    """A document in full: what it proves, its subjects, its place and how to check it.

    `public_version` is a label; `page_title` is unique in the plan; `milestones`, `commitments`, `meetings` and
    `steps` are its subjects.
    """

    layout: Layout
    document: EvidenceRef
    page_title: Text
    public_version: Text
    milestones: tuple[MilestoneLine, ...]
    commitments: tuple[Ref, ...]
    meetings: tuple[Ref, ...]
    steps: tuple[Ref, ...]
    disputes: Disputes
    claims: Claims
    process_path: SitePath


def evidence_pages(view: PlanView) -> Iterator[Page]:
    """Yields the list of documents, then each one's page."""
    plan = view.plan
    groups = tuple(group for group in _groups(view) if group.documents)
    covered = {group.commitment for group in groups}
    without = tuple(each for each in view.commitments.values() if each not in covered)
    listing = EvidenceListPage(
        layout=view.site.plan_layout(view.frame, "evidence"),
        unknowns=view.unknowns(),
        groups=groups,
        files=sum(1 for each in plan.evidence if plan.keeps(each)),
        links=sum(1 for each in plan.evidence if not each.file),
        linked=sum(1 for each in plan.evidence if each.link),
        uncopied=sum(1 for each in plan.evidence if each.link and not each.file and not each.archived_copy),
        without=without[:MOST],
        others=len(without[MOST:]),
        filters=evidence_filters(view, {group.value: group.documents for group in groups}),
    )
    page = Page(router.evidence_list(plan), "evidence_list.html", listing, plan=plan.id)
    yield from in_parts(page, "groups", "documents", then=_of_groups)
    titles = distinct_titles([(each.id, each.title) for each in plan.evidence])
    for each in plan.evidence:
        yield Page(router.evidence(plan, each), "evidence.html", _document(view, each, titles[each.id]), plan=plan.id)


def _of_groups(part: EvidenceListPage) -> EvidenceListPage:
    """Returns a part of the list with the words of its own documents; the last names the commitments without any."""
    pager = part.layout.pager
    without = part.without if pager is None or pager.number == len(pager.parts) else ()
    return replace(
        part,
        without=without,
        filters=part.filters.of(document.record.id for group in part.groups for document in group.documents),
    )


def _groups(view: PlanView) -> Iterator[EvidenceGroup]:
    plan = view.plan
    for each in sorted(plan.commitments, key=lambda c: c.number):
        yield EvidenceGroup("commitment", each.id, view.commitments[each.id], view.documents(_about(plan, each)))
    process = [each for each in plan.evidence if each.meetings or each.steps]
    yield EvidenceGroup("process", OF_PROCESS, None, view.documents(process))
    yield EvidenceGroup("plan", OF_PLAN, None, view.documents(each for each in plan.evidence if each.plan))


def _about(plan: ActionPlan, each: Commitment) -> list[Evidence]:
    found = {document.id: document for document in plan.index.evidence_for_commitment.get(each.id, ())}
    for milestone in plan.index.milestones_of.get(each.id, ()):
        found |= {document.id: document for document in plan.index.evidence_for_milestone.get(milestone.id, ())}
    return list(found.values())


def _document(view: PlanView, each: Evidence, title: Text) -> EvidencePage:
    plan = view.plan
    meetings = [plan.index.meetings[key] for key in each.meetings]
    steps = [plan.index.steps[key] for key in each.steps]
    return EvidencePage(
        layout=view.site.plan_layout(view.frame, "evidence", Crumb(router.evidence(plan, each), each.title)),
        document=view.evidence[each.id],
        page_title=title,
        public_version=category(TableName.EVIDENCE, "version_publica", each.public_version),
        milestones=tuple(view.line(plan.index.milestones[key], view.states.get(key)) for key in each.milestones),
        commitments=tuple(view.commitments[key] for key in each.commitments),
        meetings=tuple(meeting_ref(plan, meeting) for meeting in meetings),
        steps=tuple(Ref(step.title, router.process(plan), router.step_anchor(step.id)) for step in steps),
        disputes=disputes(plan, TableName.EVIDENCE, each.id),
        claims=claims(plan, TableName.EVIDENCE, each, each.id),
        process_path=router.process(plan),
    )
