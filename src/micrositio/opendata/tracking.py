"""The tidy table `seguimiento`: what counts of the plan at each cut, with what pages tell of it there, in one row.

What counts are the milestones, and the commitments without any that report by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from micrositio.model.groups import Group, chain
from micrositio.model.plan import ActionPlan, TableData
from micrositio.model.records import Milestone, ProgressUpdate
from micrositio.model.vocabularies import TableName
from micrositio.profile.plan_tables import derived_table
from micrositio.progress.history import CutState
from micrositio.progress.methods import target_on
from micrositio.progress.milestone_state import Measure, MilestoneState
from micrositio.progress.money import Amount, own_totals
from micrositio.progress.programme import programmed

_MEASURES = (Measure.REPORTED, Measure.EXPECTED, Measure.VERIFIED)

_OF_A_MILESTONE = ("actividad", "actividad_texto")
"""Columns that are empty where the row is of a commitment."""


def tracking_table(plan: ActionPlan, course: tuple[CutState, ...]) -> TableData:
    """Returns what counts at every cut as the table `seguimiento`, one row each; `course` is the plan's history.

    A row holds the plan as it stood at the cut: of a sealed one, what was sealed. Figures are those of `calculos`.
    """
    return derived_table(plan, TableName.TRACKING, (row for at in course for row in _rows(at)))


def _rows(at: CutState) -> Iterator[dict[str, Any]]:
    for commitment in at.plan.commitments:
        above = " › ".join(map(_level, chain(at.plan.index.groups, commitment.group)))
        of = {"compromiso": commitment.id, "compromiso_texto": commitment.short_title.first}
        of |= {"grupo": commitment.group, "niveles": above}
        for state in at.units(commitment):
            promise = _promise(at, state.milestone) | (dict.fromkeys(_OF_A_MILESTONE, "") if state.is_own else {})
            told = {**promise, **_report(state.update), **_standing(at, state), **_money(at, state.milestone)}
            yield {"corte": at.cut.id, "fecha": at.cut.date, **of, **told}


def _level(each: Group) -> str:
    """Returns a group with its level and its number, such as «Eje 1: Ciudad segura»."""
    return f"{f'{each.level.first} {each.number}'.strip()}: {each.title.first}"


def _promise(at: CutState, each: Milestone) -> dict[str, Any]:
    """Returns what the plan promises of the milestone at the cut."""
    return {
        "actividad": each.id,
        "actividad_texto": each.text.first,
        "institucion": each.institution,
        "area": each.area,
        "fin_original": each.end,
        "unidad": each.unit.first,
        "linea_base": each.baseline,
        "meta": target_on(at.plan, each, at.cut.date),
    }


def _report(update: ProgressUpdate | None) -> dict[str, Any]:
    """Returns what was reported of the milestone at the cut; without a report, none of these columns has a value."""
    if update is None:
        return {"valor": None}
    return {
        "valor": update.value,
        "estado": update.status,
        "dificultad_tipo": update.difficulty_kind,
        "dificultad": update.difficulty.first,
    }


def _standing(at: CutState, state: MilestoneState) -> dict[str, Any]:
    """Returns where the milestone stands at the cut, by the dates in force."""
    return {
        "inicio": state.dates.start,
        "fin": state.dates.end,
        "programado": programmed(at.plan, state.milestone, at.cut.date),
        **{measure.value: state.value(measure) for measure in _MEASURES},
        "estado_verificado": state.verification.status if state.verification else "",
        "dias": state.days_late,
        "dias_original": state.original_days_late,
        "evidencias": len(state.evidence),
    }


def _money(at: CutState, milestone: Milestone) -> dict[str, Any]:
    """Returns the milestone's own money of the periods that had begun at the cut; none of it if of several currencies.

    A total of two currencies would be of none.
    """
    found = own_totals(at.plan, milestone, at.cut.date)
    if len(found) != 1:
        return {"aprobado": None, "ejercido": None}
    amounts = {"aprobado": _number(found[0].approved), "ejercido": _number(found[0].spent)}
    return {"moneda": found[0].currency, **amounts}


def _number(amount: Amount) -> float | None:
    return None if amount.total is None else float(amount.total)
