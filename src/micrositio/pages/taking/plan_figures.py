"""The pictures and tables of the charts of each page: what the page shows, as files to take away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from typing import NamedTuple

from micrositio.formats.csv_table import write_csv
from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan
from micrositio.model.records import ReportingPeriod
from micrositio.model.rounding import printed
from micrositio.model.text import N_, Text
from micrositio.pages.commitments import CommitmentPage
from micrositio.pages.cuts import CutPage
from micrositio.pages.institutions import InstitutionPage, InstitutionsPage
from micrositio.pages.participation import ParticipationPage
from micrositio.pages.process import MeetingPage
from micrositio.pages.taking.figure import (
    Cell,
    FigurePage,
    Name,
    Shape,
    Sheet,
    of_breakdown,
    of_course,
    of_meetings,
    of_parts,
    of_schedule,
    of_tally,
)
from micrositio.pages.views.breakdown import Parts
from micrositio.pages.views.layout import Layout, Page
from micrositio.routes import paths as router
from micrositio.routes.charts import Chart
from micrositio.routes.paths import SitePath

TEMPLATE = "figure.svg"


class Found(NamedTuple):
    """A chart of a page: the name of its files, its title, what it is about (None: the plan) and what it draws.

    `day` is that of its data, if it is not the last cut's.
    """

    name: str
    title: Name
    about: Name | None
    shape: Shape
    day: date | PartialDate | None = None


@dataclass(frozen=True)
class Figure:
    """A chart to take away: its picture as a page to render, and its table with its path."""

    picture: Page
    table: SitePath
    content: bytes


def figures(plan: ActionPlan, page: Page, last: ReportingPeriod | None) -> Iterator[Figure]:
    """Yields the files of the charts that a page of the plan shows; none for a plan whose charts are not given."""
    if not page.plan or not router.gives_figures(plan):
        return
    for each in _charts(page.context):
        layout: Layout = page.context.layout  # type: ignore[attr-defined]  # every context with charts has it
        if not layout.is_first:
            return
        context = FigurePage(
            layout=layout,
            title=each.title,
            about=each.about or Name(plan.title),
            day=each.day or (last.date if last else None),
            shape=each.shape,
            place=page.path,
        )
        picture = Page(router.figure(plan, each.name), TEMPLATE, context, plan=plan.id)
        yield Figure(picture, router.figure_data(plan, each.name), _csv(each.shape.sheet))


def _csv(sheet: Sheet) -> bytes:
    return write_csv(sheet.columns, tuple(tuple(_cell(each) for each in row) for row in sheet.rows))


def _cell(value: Cell) -> str:
    return "" if value is None else printed(value) if isinstance(value, float) else str(value)


def _message(message: str) -> Name:
    return Name(Text(), message)


def _found(chart: Chart, shape: Shape, key: str = "", about: Name | None = None) -> Found:
    return Found(chart.named(key), _message(chart.title), about, shape)


@singledispatch
def _charts(context: object) -> Iterator[Found]:
    """Yields the charts of a page, by the type of its context; none for all others."""
    yield from ()


@_charts.register
def _of_commitment(context: CommitmentPage) -> Iterator[Found]:
    key, about = context.record.id, Name(context.card.title)
    if context.card.tally and context.card.tally.total and not context.card.reports_itself:
        yield _found(Chart.COMMITMENT_STATUS, of_tally(context.card.tally), key, about)
    if context.course and context.course.drawing:
        yield _found(Chart.COURSE, of_course(context.course, context.course.drawing), key, about)
    if context.schedule:
        yield _found(Chart.DATES, of_schedule(context.schedule), key, about)


@_charts.register
def _of_cut(context: CutPage) -> Iterator[Found]:
    stood = context.standing
    cut = stood.cut.record
    if stood.charted.total:
        yield _found(stood.chart, of_tally(stood.charted), cut.id)._replace(day=cut.date)
    if stood.statuses:
        yield _found(Chart.CUT_COMMITMENTS, of_breakdown(stood.statuses, "compromiso"), cut.id)._replace(day=cut.date)


@_charts.register
def _of_institutions(context: InstitutionsPage) -> Iterator[Found]:
    if context.statuses:
        yield _found(Chart.INSTITUTIONS, of_breakdown(context.statuses, "institucion"))


@_charts.register
def _of_institution(context: InstitutionPage) -> Iterator[Found]:
    if context.tally and context.tally.total:
        yield _found(Chart.INSTITUTION_STATUS, of_tally(context.tally), context.record.id, Name(context.title))


@_charts.register
def _of_participation(context: ParticipationPage) -> Iterator[Found]:
    for measure in (each for stage in context.stages for each in stage.measures if each.chart.drawing):
        shape = of_parts(measure.chart, "cantidad")
        yield Found(Chart.MEASURE.named(measure.anchor), Name(measure.title), None, shape, measure.date)
    if context.attendance:
        of, about = context.attendance, _message(N_("Asistencias a las sesiones"))
        yield from _attendance(
            ((Chart.ATTENDANCE_BY_SEX, of.by_sex), (Chart.ATTENDANCE_BY_SECTOR, of.by_sector)), "", about
        )
        if of.drawing:
            yield _found(Chart.ATTENDANCE, of_meetings(of))


@_charts.register
def _of_meeting(context: MeetingPage) -> Iterator[Found]:
    record = context.record
    both = ((Chart.MEETING_BY_SEX, context.by_sex), (Chart.MEETING_BY_SECTOR, context.by_sector))
    for each in _attendance(both, record.id, Name(record.title)):
        yield each._replace(day=record.date)


def _attendance(both: tuple[tuple[Chart, Parts], ...], key: str, about: Name) -> Iterator[Found]:
    for chart, parts in both:
        if parts.drawing and parts.is_known:
            yield _found(chart, of_parts(parts, "asistentes"), key, about)
