"""The rows that each sheet of the workbook has at export: what the tables say, and what is shown beside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from micrositio.i18n.display import date_words, number_words
from micrositio.i18n.messages import catalogue
from micrositio.model.money import BudgetLine
from micrositio.model.own_reports import Whole, whole
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Milestone, ProgressUpdate, ReportingPeriod
from micrositio.model.text import N_, SOURCE_LANGUAGE
from micrositio.model.vocabularies import GIVEN_UP, OVER, Completion, TableName
from micrositio.profile.plan_descriptor import first_words
from micrositio.profile.schemas import table_schema
from micrositio.progress.agreements import CLOSED
from micrositio.progress.cadence import MONTHS
from micrositio.progress.milestone_state import MilestoneState
from micrositio.progress.milestones import (
    cuts_in_order,
    dates_at,
    documents_on,
    milestone_state,
    report_of,
    reported_completion,
)
from micrositio.progress.modifications import indicator_at, milestone_at
from micrositio.progress.money import by_item
from micrositio.progress.programme import SUM
from micrositio.progress.seals import rows_of
from micrositio.workbook.layout import BETWEEN, KEY, Layout

_PERCENT, ONCE = "por ciento", "unica"
"""The unit of what a commitment says of itself, and the frequency of what is measured one time."""
_LONGEST_ID = 60
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


def _things(plan: ActionPlan, layout: Layout) -> Iterator[Milestone]:
    """Yields the milestones as they are in force, after every modification on record.

    Of a sheet whose rows are of commitments, yields these.
    """
    for commitment in plan.commitments:
        if layout.key == "compromiso":
            yield whole(commitment)
        else:
            own = plan.index.milestones_of.get(commitment.id, ())
            yield from (milestone_at(plan, each, date.max) for each in own)


def _before(plan: ActionPlan, milestone: Milestone, cut: ReportingPeriod) -> ProgressUpdate | None:
    """Returns the last report of a milestone before the cut."""
    reports = (report_of(plan, milestone, each) for each in _cuts_before(plan, cut))
    return next((each for each in reports if each), None)


def _cuts_before(plan: ActionPlan, cut: ReportingPeriod) -> Iterator[ReportingPeriod]:
    """Yields the cuts before one, the last of them first."""
    return (each for each in reversed(cuts_in_order(plan)) if each.date < cut.date)


def _updates(plan: ActionPlan, cut: ReportingPeriod, layout: Layout, every: bool) -> Iterator[Row]:
    stated = _stated(plan, cut, layout)
    data = plan.tables.get(layout.table)
    verbatim = {(row["corte"], row[layout.key]): row for row in rows_of(data)} if data else {}
    for milestone in _things(plan, layout):
        last = _before(plan, milestone, cut)
        completion = reported_completion(plan, milestone, last)
        if completion in GIVEN_UP and milestone.id not in stated and not every:
            continue
        said: Cells = verbatim[last.period, last.milestone] if last else {}
        own: Cells = stated.get(milestone.id) or (
            _unchanged(milestone, said, last) if last and completion == Completion.COMPLETE else {}
        )
        told = {
            "unidad": _PERCENT if isinstance(milestone, Whole) else milestone.unit.base,
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
    for milestone in _things(plan, layout):
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
    for milestone in _things(plan, layout):
        last = reported_completion(plan, milestone, _before(plan, milestone, cut))
        if last in OVER and not every:
            continue
        dates = dates_at(plan, milestone, date.max)
        told = {
            "inicio": str(dates.start or ""), "fin": str(dates.end or ""), "meta": _number(milestone.target),
        }  # fmt: skip
        yield Row(milestone.id, {**_named(plan, milestone), **told})


def _measurements(plan: ActionPlan, cut: ReportingPeriod, layout: Layout, every: bool) -> Iterator[Row]:
    stated = _stated(plan, cut, layout)
    frequency = table_schema(TableName.INDICATORS).column("frecuencia")
    assert frequency is not None
    for milestone in _things(plan, layout):
        is_over = reported_completion(plan, milestone, _before(plan, milestone, cut)) in GIVEN_UP
        for each in plan.index.indicators_of.get(milestone.id, ()):
            indicator = indicator_at(plan, each, date.max)
            measured = (before for before in _cuts_before(plan, cut) if (before.id, each.id) in plan.index.measurements)
            last = next(measured, None)
            is_owed = not is_over and (last is None or _is_owed(indicator.frequency, last.date, cut.date))
            if not (is_owed or every or each.id in stated):
                continue
            value = plan.index.measurements[last.id, each.id].value_of(indicator) if last else None
            told = {
                KEY: each.id, "indicador": indicator.name.base, "unidad": indicator.unit.base,
                "frecuencia": frequency.label(indicator.frequency).base, "meta": _number(indicator.target),
                "antes_valor": _number(value),
            }  # fmt: skip
            cells = {**_said(layout, stated.get(each.id, {})), **_named(plan, milestone), **told}
            yield Row(each.id, cells, each.id in stated)


def _is_owed(frequency: str, last: date, day: date) -> bool:
    """Returns whether what is measured so often, and was measured last in the month of a day, is to be again."""
    months = 12 * (day.year - last.year) + day.month - last.month
    return months >= MONTHS.get(frequency, 0) and frequency != ONCE


def _budget(plan: ActionPlan, cut: ReportingPeriod, layout: Layout, every: bool) -> Iterator[Row]:
    """Yields the lines of the cut's period and those of which nothing spent is known; one to fill for what has none."""
    stated, proposed = _stated(plan, cut, layout), set[str]()
    since = next((each.date + timedelta(1) for each in _cuts_before(plan, cut)), cut.date.replace(day=1))
    for lines in by_item(plan.budget).values():
        of_now = [each for each in lines if each.first_day <= cut.date and each.last_day >= since]
        for each in lines if every else [each for each in lines if each in of_now or each.spent is None]:
            yield Row(each.id, {**_said(layout, stated[each.id]), KEY: each.id}, is_stated=True)
        key = line_id(lines[0].milestone or lines[0].commitment, lines[0].concept.base, cut.id)
        if key not in stated and key not in proposed and (every or not (of_now or _is_over(plan, lines[0], cut))):
            proposed.add(key)
            yield Row(key, {KEY: key, **_next(layout, lines, stated), **_period(since, cut.date)})


def line_id(thing: str, concept: str, when: str) -> str:
    """Returns the id of a line of the budget: of what it is, its concept and its cut or period."""
    return f"{first_words(f'{thing} {concept}')[: _LONGEST_ID - 1 - len(when)].rstrip('-')}-{when}".strip("-")


def _is_over(plan: ActionPlan, line: BudgetLine, cut: ReportingPeriod) -> bool:
    milestone = plan.index.milestones.get(line.milestone)
    return milestone is not None and reported_completion(plan, milestone, _before(plan, milestone, cut)) in OVER


def _next(layout: Layout, lines: Sequence[BudgetLine], stated: Mapping[str, Cells]) -> dict[str, str]:
    """Returns what a new line of an item says before anybody fills it: of what it is, and what was spent last.

    Its translations are no field of the sheet, and go with what they translate.
    """
    last = max(lines, key=lambda each: each.last_day)
    spent = [each for each in lines if each.spent is not None]
    whose = {name: text for name, text in stated[last.id].items() if {name, name.rpartition("_")[0]} & {*layout.fixed}}
    return {**whose, "antes_ejercido": _number(max(spent, key=lambda each: each.last_day).spent) if spent else ""}


def _period(since: date, until: date) -> dict[str, str]:
    """Returns a period as its months where it is made of whole ones, else as its days."""
    is_whole = since.day == 1 and (until + timedelta(1)).day == 1
    return {"inicio": f"{since:%Y-%m}" if is_whole else str(since), "fin": f"{until:%Y-%m}" if is_whole else str(until)}


_ROWS: Mapping[str, Callable[[ActionPlan, ReportingPeriod, Layout, bool], Iterator[Row]]] = {
    TableName.UPDATES: _updates,
    TableName.OWN_UPDATES: _updates,
    TableName.MEASUREMENTS: _measurements,
    TableName.BUDGET: _budget,
    TableName.VERIFICATIONS: _verifications,
    TableName.OWN_VERIFICATIONS: _verifications,
    TableName.AGREEMENTS: _agreements,
    TableName.RESCHEDULINGS: _changes,
}
"""What makes the rows of a sheet, by its table; any other sheet has only blank ones."""
