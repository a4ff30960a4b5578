"""The workbook of a cut before it is a file: each sheet with its rows, and what each open cell said at export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from micrositio.i18n.display import date_words, number_words
from micrositio.i18n.messages import catalogue
from micrositio.model.plan import ActionPlan, TableData
from micrositio.model.records import Milestone, ProgressUpdate, ReportingPeriod
from micrositio.model.text import N_, SOURCE_LANGUAGE, Text
from micrositio.model.vocabularies import GIVEN_UP, OVER, Cadence, Completion, TableName
from micrositio.problems.problem import Place
from micrositio.progress.agreements import CLOSED
from micrositio.progress.cadence import next_due
from micrositio.progress.milestone_state import MilestoneState
from micrositio.progress.milestones import cuts_in_order, dates_at, milestone_state, reported_completion
from micrositio.progress.modifications import milestone_at
from micrositio.progress.programme import SUM
from micrositio.progress.seals import rows_of
from micrositio.workbook.layout import (
    AGREEMENTS,
    BETWEEN,
    CHANGES,
    KEY,
    UPDATES,
    VERIFICATIONS,
    Layout,
    layouts,
)

UNCHANGED = N_("Sin cambios: terminó el {day}.")
NO_CUT = N_("el plan no debe ningún corte ni tiene uno sin sellar; nombre uno con --corte")
SEALED = N_("el corte {cut} ya está sellado: lo que le falte se corrige en el libro del corte que sigue")
UNKNOWN = N_("el plan «{plan}» no tiene un corte «{cut}», ni es el que sigue según su cadencia")
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


@dataclass(frozen=True)
class FormSheet:
    """A sheet: its layout and its rows."""

    layout: Layout
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Form:
    """The workbook of a cut of a plan: for the committee, or for those who report."""

    plan: ActionPlan
    cut: ReportingPeriod
    for_committee: bool
    sheets: tuple[FormSheet, ...]


class NoCut(Exception):
    """Raised, with the reason, where there is no cut to report."""


def cut_to_report(plan: ActionPlan, named: str | None) -> ReportingPeriod:
    """Returns the cut named, the next one that the plan owes or, without either, its last one without a seal.

    A cut that is owed need not be a row of the plan yet. Raises `NoCut`.
    """
    owed = [_owed(plan, due.date, due.cadence) for due in next_due(plan)[:1]]
    if named in plan.seals:
        raise NoCut(_(SEALED).format(cut=named))
    known = plan.index.cuts
    if named is not None:
        found = [known[named]] if named in known else [each for each in owed if each.id == named]
        if not found:
            raise NoCut(_(UNKNOWN).format(plan=plan.id, cut=named))
        return found[0]
    open_cuts = [cut for cut in cuts_in_order(plan) if cut.id not in plan.seals]
    if not (found := owed or open_cuts[-1:]):
        raise NoCut(_(NO_CUT))
    return found[0]


def _owed(plan: ActionPlan, day: date, cadence: Cadence) -> ReportingPeriod:
    """Returns the cut owed on a day: the row of that day, or a new one named after its month or, if taken, its day."""
    stated = next((cut for cut in plan.reporting_periods if cut.date == day), None)
    if stated:
        return stated
    month = f"{day:%Y-%m}"
    name = str(day) if month in plan.index.cuts or cadence not in Cadence else month
    return new_cut(plan, name, day)


def new_cut(plan: ActionPlan, name: str, day: date) -> ReportingPeriod:
    """Returns a cut that the plan has not yet."""
    return ReportingPeriod(Place(f"data/{plan.id}/cortes.csv"), name, day, None, "", Text(), ())


def form_of(plan: ActionPlan, cut: ReportingPeriod, for_committee: bool = False, every: bool = False) -> Form:
    """Returns the workbook of a cut; with `every` row, also those that need nobody's answer any more."""
    if cut.id not in plan.index.cuts:
        plan = replace(plan, reporting_periods=(*plan.reporting_periods, cut))
    filled = {
        UPDATES: _updates, VERIFICATIONS: _verifications, AGREEMENTS: _agreements, CHANGES: _changes,
    }  # fmt: skip
    sheets = (
        FormSheet(layout, tuple(filled[layout.name](plan, cut, every)) if layout.name in filled else ())
        for layout in layouts(plan, for_committee)
    )
    return Form(plan, cut, for_committee, tuple(sheets))


def stated_rows(plan: ActionPlan, table: str, key: str) -> dict[str, Cells]:
    """Returns the rows of a table of the plan, verbatim, by one of their columns."""
    data: TableData | None = plan.tables.get(table)
    return {row[key]: row for row in rows_of(data)} if data else {}


def _rows_of_cut(plan: ActionPlan, table: str, cut: ReportingPeriod) -> dict[str, Cells]:
    data = plan.tables.get(table)
    return {row["actividad"]: row for row in rows_of(data) if row["corte"] == cut.id} if data else {}


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
    reports = (plan.index.updates.get((each.id, milestone.id)) for each in cuts)
    return next((each for each in reports if each), None)


def _updates(plan: ActionPlan, cut: ReportingPeriod, every: bool) -> Iterator[Row]:
    stated = _rows_of_cut(plan, TableName.UPDATES, cut)
    verbatim = {(row["corte"], row["actividad"]): row for row in rows_of(plan.tables[TableName.UPDATES])} \
        if TableName.UPDATES in plan.tables else {}  # fmt: skip
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
        yield Row(milestone.id, {**_named(plan, milestone), **told, **_open(own)}, milestone.id in stated)


def _open(cells: Cells) -> Cells:
    """Returns the cells of a row of `avances` that a person fills."""
    names = ("valor", "estado", "descripcion", "dificultad_tipo", "dificultad", "siguiente_paso", "terminado")
    return {name: cells.get(name, "") for name in names}


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


def _verifications(plan: ActionPlan, cut: ReportingPeriod, every: bool) -> Iterator[Row]:
    stated = _rows_of_cut(plan, TableName.VERIFICATIONS, cut)
    updates = {each.milestone: each for each in plan.updates if each.period == cut.id}
    for milestone in _milestones(plan):
        update = updates.get(milestone.id)
        if update is None and not every:
            continue
        documents = plan.index.evidence_for_milestone.get(milestone.id, ())
        told = {
            "informado": _status(plan, update.status) if update else "",
            "descripcion": update.done.base if update else "",
            "documentos": "; ".join(each.id for each in documents),
        }  # fmt: skip
        own = stated.get(milestone.id, {})
        names = ("estado", "organo", "fecha", "motivo", "evidencias")
        cells = {**_named(plan, milestone), **told, **{name: own.get(name, "") for name in names}}
        yield Row(milestone.id, cells, milestone.id in stated)


def _agreements(plan: ActionPlan, cut: ReportingPeriod, every: bool) -> Iterator[Row]:
    rows = stated_rows(plan, TableName.AGREEMENTS, "id")
    for key, row in rows.items():
        if every or row.get("estado", "") not in CLOSED:
            yield Row(key, {KEY: key, **row}, is_stated=True)


def _changes(plan: ActionPlan, cut: ReportingPeriod, every: bool) -> Iterator[Row]:
    for milestone in _milestones(plan):
        last = reported_completion(plan, milestone, _before(plan, milestone, cut))
        if last in OVER and not every:
            continue
        dates = dates_at(plan, milestone, date.max)
        told = {
            "inicio": str(dates.start or ""), "fin": str(dates.end or ""), "meta": _number(milestone.target),
        }  # fmt: skip
        yield Row(milestone.id, {**_named(plan, milestone), **told})
