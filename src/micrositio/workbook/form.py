"""The workbook of a cut before it is a file: each sheet with its rows, and what each open cell said at export."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from micrositio.i18n.messages import catalogue
from micrositio.model.plan import ActionPlan
from micrositio.model.records import ReportingPeriod
from micrositio.model.text import N_, SOURCE_LANGUAGE, Text
from micrositio.model.vocabularies import Cadence
from micrositio.problems.problem import Place
from micrositio.progress.cadence import next_due
from micrositio.progress.milestones import cuts_in_order
from micrositio.workbook.layout import Layout, layouts
from micrositio.workbook.sheet_rows import Row, rows_of_sheet

NO_CUT = N_("el plan no debe ningún corte ni tiene uno sin sellar; nombre uno con --corte")
SEALED = N_("el corte {cut} ya está sellado: lo que le falte se corrige en el libro del corte que sigue")
UNKNOWN = N_("el plan «{plan}» no tiene un corte «{cut}», ni es el que sigue según su cadencia")
_ = catalogue(SOURCE_LANGUAGE).gettext


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
    sheets = (
        FormSheet(layout, tuple(rows_of_sheet(plan, cut, layout, every))) for layout in layouts(plan, for_committee)
    )
    return Form(plan, cut, for_committee, tuple(sheets))
