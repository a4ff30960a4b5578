"""The rows that each sheet of the workbook has at export: what the tables say, and what is shown beside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from micrositio.i18n.display import date_words, number_words
from micrositio.i18n.messages import catalogue
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Milestone, ProgressUpdate, ReportingPeriod
from micrositio.model.text import N_, SOURCE_LANGUAGE
from micrositio.model.vocabularies import GIVEN_UP, OVER, Completion, TableName
from micrositio.progress.agreements import CLOSED
from micrositio.progress.milestone_state import MilestoneState
from micrositio.progress.milestones import (
    cuts_in_order,
    dates_at,
    documents_on,
    milestone_state,
    report_of,
    reported_completion,
)
from micrositio.progress.modifications import milestone_at
from micrositio.progress.programme import SUM
from micrositio.progress.seals import rows_of
from micrositio.workbook.layout import BETWEEN, KEY, Layout

UNCHANGED = N_("Sin cambios: terminó el {day}.")
_ = catalogue(SOURCE_LANGUAGE).gettext
Cells = Mapping[str, str]
"""The texts of a row's cells by field, as in the data."""


@dataclass(frozen=True)
class Row:
    """A row of a sheet: its key ("" for one to be added), its cells, and whether they stand in a table already.

    Cells of the open fields that stand in no table are proposed: «Sin cambios…».
    """

    key: str
    cells: Cells
    is_stated: bool = False


def rows_of_sheet(plan: ActionPlan, cut: ReportingPeriod, layout: Layout, every: bool) -> Iterator[Row]:
    """Yields the rows of a sheet; with `every` one, also those that need nobody's answer any more."""
    if make := _ROWS.get(layout.table):
        yield from make(plan, cut, layout, every)


def _stated(plan: ActionPlan, cut: ReportingPeriod, layout: Layout) -> dict[str, Cells]:
    """Returns the rows of the table of a sheet, verbatim, by their key; of a table of reports, those of the cut."""
    data = plan.tables.get(layout.table)
    rows = rows_of(data) if data else ()
    return {row[layout.key]: row for row in rows if not layout.is_of_cut or row["corte"] == cut.id}


def _said(layout: Layout, row: Cells) -> dict[str, str]:
    """Returns the cells of a row of a table that are fields of the sheet."""
    return {each.name: row.get(each.name, "") for each in layout.fields}


def _named(plan: ActionPlan, milestone: Milestone) -> dict[str, str]:
    commitment = plan.index.commitments[milestone.commitment]
    words = commitment.short_title.base or commitment.title.base
    return {KEY: milestone.id, "compromiso": f"{commitment.id}{BETWEEN}{words}", "actividad": milestone.text.base}


def _milestones(plan: ActionPlan) -> Iterator[Milestone]:
    """Yields the milestones as they are in force, after every modification on record."""
    for commitment in plan.commitments:
        for each in plan.index.milestones_of.get(commitment.id, ()):
            yield milestone_at(plan, each, date.max)


def _before(plan: ActionPlan, milestone: Milestone, cut: ReportingPeriod) -> ProgressUpdate | None:
    """Returns the last report of a milestone before the cut."""
    cuts = [each for each in reversed(cuts_in_order(plan)) if each.date < cut.date]
    reports = (report_of(plan, milestone, each) for each in cuts)
    return next((each for each in reports if each), None)


def _updates(plan: ActionPlan, cut: ReportingPeriod, layout: Layout, every: bool) -> Iterator[Row]:
    stated = _stated(plan, cut, layout)
    data = plan.tables.get(layout.table)
    verbatim = {(row["corte"], row[layout.key]): row for row in rows_of(data)} if data else {}
    for milestone in _milestones(plan):
        last = _before(plan, milestone, cut)
        completion = reported_completion(plan, milestone, last)
        if completion in GIVEN_UP and milestone.id not in stated and not every:
            continue
        said: Cells = verbatim[last.period, last.milestone] if last else {}
        own: Cells = stated.get(milestone.id) or (
            _unchanged(milestone, said, last) if last and completion == Completion.COMPLETE else {}
        )
        told = {
            "unidad": milestone.unit.base,
            "meta": _number(milestone.target),
            "aviso": _notice(milestone_state(plan, milestone, cut), completion),
            "antes_valor": said.get("valor", ""),
            "antes_estado": _status(plan, said.get("estado", "")),
            "antes_descripcion": said.get("descripcion", ""),
        }
        cells = {**_said(layout, own), **_named(plan, milestone), **told}
        yield Row(milestone.id, cells, milestone.id in stated)


def _unchanged(milestone: Milestone, said: Cells, last: ProgressUpdate) -> Cells:
    """Returns the report of a milestone that was complete before, and still is; what adds up adds nothing more."""
    if not last.finished:
        return {}
    words = _(UNCHANGED).format(day=date_words(last.finished, SOURCE_LANGUAGE))
    kept = {name: said.get(name, "") for name in ("valor", "estado", "terminado")}
    if milestone.accumulation == SUM and kept["valor"]:
        kept["valor"] = "0"
    return {**kept, "descripcion": words}


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _status(plan: ActionPlan, status: str) -> str:
    step = plan.index.scale.get(status)
    return step.title.base if step else status


def _notice(state: MilestoneState, before: str) -> str:
    """Returns in words what asks for a look: a milestone that is late, or due in few days."""
    if before == Completion.COMPLETE:
        return _("Completa")
    due = state.dates.end
    if due and state.days_late and state.days_late > 0:
        return _("Atrasada {n} días").format(n=number_words(state.days_late, SOURCE_LANGUAGE))
    if state.is_due_soon:
        return _("Vence en {n} días").format(n=state.days_left) if state.days_left else _("Vence el día del corte")
    if due and state.dates.start and state.dates.start > due:
        return ""
    return _("Sin dato antes") if not before and not state.is_reported else ""


def _verifications(plan: ActionPlan, cut: ReportingPeriod, layout: Layout, every: bool) -> Iterator[Row]:
    stated = _stated(plan, cut, layout)
    for milestone in _milestones(plan):
        update = report_of(plan, milestone, cut)
        if update is None and not every:
            continue
        told = {
            "informado": _status(plan, update.status) if update else "",
            "descripcion": update.done.base if update else "",
            "documentos": "; ".join(each.id for each in documents_on(plan, milestone)),
        }  # fmt: skip
        cells = {**_said(layout, stated.get(milestone.id, {})), **_named(plan, milestone), **told}
        yield Row(milestone.id, cells, milestone.id in stated)


def _agreements(plan: ActionPlan, cut: ReportingPeriod, layout: Layout, every: bool) -> Iterator[Row]:
    for key, row in _stated(plan, cut, layout).items():
        if every or row.get("estado", "") not in CLOSED:
            yield Row(key, {KEY: key, **row}, is_stated=True)


def _changes(plan: ActionPlan, cut: ReportingPeriod, layout: Layout, every: bool) -> Iterator[Row]:
    for milestone in _milestones(plan):
        last = reported_completion(plan, milestone, _before(plan, milestone, cut))
        if last in OVER and not every:
            continue
        dates = dates_at(plan, milestone, date.max)
        told = {
            "inicio": str(dates.start or ""), "fin": str(dates.end or ""), "meta": _number(milestone.target),
        }  # fmt: skip
        yield Row(milestone.id, {**_named(plan, milestone), **told})


_ROWS: Mapping[str, Callable[[ActionPlan, ReportingPeriod, Layout, bool], Iterator[Row]]] = {
    TableName.UPDATES: _updates,
    TableName.VERIFICATIONS: _verifications,
    TableName.AGREEMENTS: _agreements,
    TableName.RESCHEDULINGS: _changes,
}
"""What makes the rows of a sheet, by its table; any other sheet has only blank ones."""
