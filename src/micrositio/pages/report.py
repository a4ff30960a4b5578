"""The plan's report: its contents, its parts and the whole of it for paper. No figure is made here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from micrositio.i18n.not_known import Unknowns
from micrositio.model.records import ProgressUpdate, Verification
from micrositio.model.text import Text
from micrositio.opendata.citation import Citation
from micrositio.pages.continuity.passages import Tie, neighbours, ties
from micrositio.pages.milestones.view import MilestoneView, Timing, milestone_view, posts
from micrositio.pages.own.report import OwnReport, own_report
from micrositio.pages.paging.cut_parts import in_commitments
from micrositio.pages.paging.parting import in_parts, place
from micrositio.pages.reporting.contents import (
    CLOSING,
    DOCUMENTS,
    MOST_DOCUMENTS,
    STANDING,
    TITLE,
    WHOLE,
    WHOLE_TITLE,
    Place,
    Way,
    contents,
    ways,
)
from micrositio.pages.reporting.remarks import Remarks, remarks
from micrositio.pages.views.corrections import corrections
from micrositio.pages.views.cut_summary import CommitmentRow, Standing, is_large, standing
from micrositio.pages.views.explanation import worth
from micrositio.pages.views.gauges import Gauge, gauges
from micrositio.pages.views.labels import CADENCES
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import CommitmentCard, EvidenceRef, MilestoneLine, Ref
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.milestone_state import Counted
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class PdfCopy:
    """The report as a PDF: the day of its data (None: unknown); `is_old` states that the data changed since."""

    path: SitePath
    size: int
    day: date | None
    is_old: bool


@dataclass(frozen=True)
class ReportDocument:
    """A document with its number in the report, its place in the report and the part of the list that has it."""

    document: EvidenceRef
    number: int
    anchor: str
    path: SitePath


@dataclass(frozen=True)
class ReportRow:
    """A milestone with its place in the report and its documents; the other fields are those of `MilestoneView`."""

    line: MilestoneLine
    anchor: str
    update: ProgressUpdate | None
    verification: Verification | None
    verified_by: Text
    timing: Timing
    promise_timing: Timing
    documents: tuple[ReportDocument, ...]


@dataclass(frozen=True)
class Chapter:
    """A commitment in the report. `gauges` are its figures, none while there are no reports.

    `own` is what it reports of itself (None if it does not); `after` is what became of it in later plans.
    """

    card: CommitmentCard
    anchor: str
    gauges: tuple[Gauge, ...]
    posts: tuple[str, ...]
    own: OwnReport | None
    rows: tuple[ReportRow, ...]
    documents: tuple[ReportDocument, ...]
    after: tuple[Tie, ...]


@dataclass(frozen=True)
class Cover:
    """The cover: the last day on which the data changed (None: unknown), how to cite them and the copy to keep.

    `after` are the ways to what became of the commitments in later plans.
    """

    changed: date | None
    cite: Citation
    pdf: PdfCopy | None
    after: tuple[Ref, ...]


@dataclass(frozen=True)
class ContentsPage:
    """The first page of the report: its cover, the state of the plan (None while there are no reports), its contents.

    `whole` is the page with all of it, for paper; None if the plan is large, when each commitment has its own page.
    """

    layout: Layout
    unknowns: Unknowns
    cover: Cover
    standing: Standing | None
    contents: tuple[Place, ...]
    whole: SitePath | None


@dataclass(frozen=True)
class StandingPart:
    """The part about the state of the plan: by status, by commitment (`rows`) and what to look at."""

    layout: Layout
    way: Way
    standing: Standing
    rows: tuple[CommitmentRow, ...]


@dataclass(frozen=True)
class ChapterPart:
    """The part about a commitment."""

    layout: Layout
    way: Way
    chapter: Chapter


@dataclass(frozen=True)
class DocumentsPart:
    """The part with the documents of the plan."""

    layout: Layout
    way: Way
    unknowns: Unknowns
    documents: tuple[ReportDocument, ...]


@dataclass(frozen=True)
class ClosingPart:
    """The last part: corrections and changes of date (`remarks`), and how figures are made (messages).

    `things` is what counts of the plan.
    """

    layout: Layout
    way: Way
    remarks: tuple[Remarks, ...]
    method: str
    cadences: tuple[str, ...]
    things: Counted


@dataclass(frozen=True)
class WholeReport:
    """All of the report on one page, to print. The fields are those of the pages of its parts."""

    layout: Layout
    unknowns: Unknowns
    cover: Cover
    contents: tuple[Place, ...]
    standing: Standing | None
    rows: tuple[CommitmentRow, ...]
    chapters: tuple[Chapter, ...]
    documents: tuple[ReportDocument, ...]
    remarks: tuple[Remarks, ...]
    method: str
    cadences: tuple[str, ...]
    things: Counted


def report_page(view: PlanView) -> Iterator[Page]:
    """Yields the contents of the plan's report, its parts and the whole of it."""
    plan, path = view.plan, router.report_part(view.plan, WHOLE)
    documents = _documents(view)
    now = standing(view, view.course[-1]) if view.course else None
    whole = WholeReport(
        layout=_layout(view, Crumb(path, message=WHOLE_TITLE)),
        unknowns=view.unknowns(),
        cover=Cover(view.frame.changed, view.files.edition.citation, _pdf(view), neighbours(view).after),
        contents=contents(view, now, path),
        standing=now,
        rows=now.rows if now else (),
        chapters=() if is_large(plan) else tuple(_chapters(view, documents)),
        documents=tuple(documents.values()),
        remarks=remarks(view),
        method=worth(view.course[-1] if view.course else None, plan),
        cadences=tuple(CADENCES[each] for each in plan.cadences),
        things=view.course[-1].counts if view.course else Counted.MILESTONES,
    )
    yield _contents(view, whole, None if is_large(plan) else path)
    yield from _parts(view, whole)
    if not is_large(plan):
        yield Page(path, "report_whole.html", whole, plan=plan.id)


def _layout(view: PlanView, *crumbs: Crumb) -> Layout:
    return view.site.plan_layout(view.frame, "plan", Crumb(router.report(view.plan), message=TITLE), *crumbs)


def _contents(view: PlanView, of: WholeReport, whole: SitePath | None) -> Page:
    now = of.standing
    if now:
        now = replace(now, rows=(), statuses=None, watch=tuple(replace(each, lines=()) for each in now.watch))
    found = contents(view, of.standing)
    context = ContentsPage(_layout(view), of.unknowns, of.cover, now, found, whole)
    return Page(router.report(view.plan), "report.html", context, plan=view.plan.id)


def _parts(view: PlanView, of: WholeReport) -> Iterator[Page]:
    """Yields the parts in their order."""
    plan = view.plan
    places = contents(view, of.standing)
    way = ways(view, places)

    def made(name: SitePath, template: str, context: type, *shown: object) -> Page:
        here = way[name].here
        layout = _layout(view, Crumb(name, here.title, here.message))
        return Page(name, template, context(layout, way[name], *shown), plan=plan.id)

    if of.standing:
        state = replace(of.standing, rows=())
        page = made(router.report_part(plan, STANDING), "report_standing.html", StandingPart, state, of.rows)
        yield from in_commitments(page)
    for each in of.chapters:
        path = router.report_commitment(plan, each.card.record)
        yield made(path, "report_chapter.html", ChapterPart, each)
    page = made(router.report_part(plan, DOCUMENTS), "report_documents.html", DocumentsPart, of.unknowns, of.documents)
    yield from in_parts(page, "documents", most=MOST_DOCUMENTS)
    closing = router.report_part(plan, CLOSING)
    page = made(closing, "report_closing.html", ClosingPart, of.remarks, of.method, of.cadences, of.things)
    yield from in_parts(page, "remarks", "rows")


def _pdf(view: PlanView) -> PdfCopy | None:
    kept = view.plan.report
    if kept is None:
        return None
    return PdfCopy(router.report_file(view.plan), kept.bytes, kept.day, kept.day != view.frame.changed)


def _documents(view: PlanView) -> dict[str, ReportDocument]:
    """Returns every document of the plan by id, numbered in the order of the list."""
    path = router.report_part(view.plan, DOCUMENTS)
    return {
        each.record.id: ReportDocument(
            each, number, anchors.report_document(each.record), place(path, number - 1, MOST_DOCUMENTS)
        )
        for number, each in enumerate(view.documents(view.plan.evidence), 1)
    }


def _chapters(view: PlanView, documents: Mapping[str, ReportDocument]) -> Iterator[Chapter]:
    index, errata = view.plan.index, corrections(view)
    for card in view.cards:
        key = card.record.id
        shown = [milestone_view(view, each, errata) for each in index.milestones_of.get(key, ())]
        own = view.documents(index.evidence_for_commitment.get(key, ()))
        yield Chapter(
            card=card,
            anchor=anchors.report_chapter(card.record),
            gauges=gauges(view, key),
            posts=posts(each.line.record for each in shown),
            own=replace(itself, history=()) if (itself := own_report(view, key, errata)) else None,
            rows=tuple(_report_row(each, documents) for each in shown),
            documents=tuple(documents[each.record.id] for each in own),
            after=ties(view, key).after,
        )


def _report_row(each: MilestoneView, documents: Mapping[str, ReportDocument]) -> ReportRow:
    named = tuple(documents[document.record.id] for document in each.evidence)
    return ReportRow(
        line=each.line,
        anchor=anchors.report_milestone(each.line.record),
        update=each.update,
        verification=each.verification,
        verified_by=each.verified_by,
        timing=each.timing,
        promise_timing=each.promise_timing,
        documents=named,
    )
