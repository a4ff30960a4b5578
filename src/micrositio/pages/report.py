"""The plan's report: one document with the contents of its pages, to read, print or keep. No figure is made here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from micrositio.i18n.not_known import Unknowns
from micrositio.model.records import ProgressUpdate, Rescheduling, Verification
from micrositio.model.text import N_, Text
from micrositio.opendata.citation import Citation
from micrositio.pages.views.corrections import Correction, correction, corrections
from micrositio.pages.views.cut_summary import MANY, Standing, standing
from micrositio.pages.views.gauges import Gauge, gauges
from micrositio.pages.views.labels import CADENCES
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.milestone import MilestoneView, Timing, milestone_view, posts
from micrositio.pages.views.parts import CommitmentCard, EvidenceRef, MilestoneLine
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.methods import method_of
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

TITLE = N_("Informe")


@dataclass(frozen=True)
class PdfCopy:
    """The report as a PDF: the day of its data (None: unknown); `is_old` states that the data changed since."""

    path: SitePath
    size: int
    day: date | None
    is_old: bool


@dataclass(frozen=True)
class ReportDocument:
    """A document with its number in the report and its place in the report."""

    document: EvidenceRef
    number: int
    anchor: str


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
    """A commitment in the report. `gauges` are its figures, none while there are no reports."""

    card: CommitmentCard
    anchor: str
    gauges: tuple[Gauge, ...]
    posts: tuple[str, ...]
    rows: tuple[ReportRow, ...]
    documents: tuple[ReportDocument, ...]


@dataclass(frozen=True)
class ReportPage:
    """The plan's report.

    `changed` is the last day on which its data changed (None: unknown), `cite` the citation of the data and `pdf` the
    copy to keep, if there is one. `standing` is the state of the plan (None while there are no reports). `chapters` go
    commitment by commitment, and `documents` are all of the plan's; both are empty if the plan `is_large`, when its
    pages have them. `reschedulings` go with their milestones; `method` and `cadences` are messages.
    """

    layout: Layout
    unknowns: Unknowns
    changed: date | None
    cite: Citation
    pdf: PdfCopy | None
    standing: Standing | None
    is_large: bool
    chapters: tuple[Chapter, ...]
    documents: tuple[ReportDocument, ...]
    corrections: tuple[Correction, ...]
    reschedulings: tuple[tuple[MilestoneLine, Rescheduling], ...]
    method: str
    cadences: tuple[str, ...]


def report_page(view: PlanView) -> Iterator[Page]:
    """Returns the plan's report."""
    plan, path = view.plan, router.report(view.plan)
    is_large = len(plan.milestones) > MANY or len(plan.commitments) > MANY
    documents = {} if is_large else _documents(view)
    context = ReportPage(
        layout=view.site.plan_layout(view.frame, "plan", Crumb(path, message=TITLE)),
        unknowns=view.unknowns(),
        changed=view.frame.changed,
        cite=view.files.edition.citation,
        pdf=_pdf(view),
        standing=standing(view, view.course[-1]) if view.course else None,
        is_large=is_large,
        chapters=() if is_large else tuple(_chapters(view, documents)),
        documents=tuple(documents.values()),
        corrections=() if is_large else _corrections(view),
        reschedulings=() if is_large else tuple(_reschedulings(view)),
        method=method_of(plan).worth,
        cadences=tuple(CADENCES[each] for each in plan.cadences),
    )
    yield Page(path, "report.html", context, plan=plan.id)


def _pdf(view: PlanView) -> PdfCopy | None:
    kept = view.plan.report
    if kept is None:
        return None
    return PdfCopy(router.report_file(view.plan), kept.bytes, kept.day, kept.day != view.frame.changed)


def _documents(view: PlanView) -> dict[str, ReportDocument]:
    """Returns every document of the plan by id, numbered in the order of the list."""
    return {
        each.record.id: ReportDocument(each, number, router.report_document(each.record))
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
            anchor=router.report_chapter(card.record),
            gauges=gauges(view, key),
            posts=posts(each.line.record for each in shown),
            rows=tuple(_report_row(each, documents) for each in shown),
            documents=tuple(documents[each.record.id] for each in own),
        )


def _report_row(each: MilestoneView, documents: Mapping[str, ReportDocument]) -> ReportRow:
    named = tuple(documents[document.record.id] for document in each.evidence)
    return ReportRow(
        line=each.line,
        anchor=router.report_milestone(each.line.record),
        update=each.update,
        verification=each.verification,
        verified_by=each.verified_by,
        timing=each.timing,
        promise_timing=each.promise_timing,
        documents=named,
    )


def _corrections(view: PlanView) -> tuple[Correction, ...]:
    """Returns the plan's errata, oldest first."""
    return tuple(correction(view, each) for each in sorted(view.plan.errata, key=lambda each: each.date))


def _reschedulings(view: PlanView) -> Iterator[tuple[MilestoneLine, Rescheduling]]:
    """Yields every change of date with its milestone, oldest first."""
    index = view.plan.index
    for each in sorted(view.plan.reschedulings, key=lambda each: (each.date, each.milestone)):
        yield view.line(index.milestones[each.milestone], view.states.get(each.milestone)), each
