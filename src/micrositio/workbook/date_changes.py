"""The sheet of changes: a milestone's new dates, each a rescheduling, and its new target, which is an erratum."""

from __future__ import annotations

from datetime import date

from micrositio.model.plan import ActionPlan
from micrositio.model.records import ReportingPeriod
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.progress.milestones import dates_at
from micrositio.workbook.additions import add_erratum
from micrositio.workbook.answers import Answer, Answers
from micrositio.workbook.draft import Draft, said_by

_DATES = {"nuevo_inicio": "inicio", "nuevo_fin": "fin"}
_TARGET = "nueva_meta"


def add_changes(draft: Draft, sheet: Answers, plan: ActionPlan, cut: ReportingPeriod, problems: list[Problem]) -> None:
    """Adds the changes of dates and of targets that the sheet states; those that are there already are left."""
    for answer in sheet.rows:
        for name, column in _DATES.items():
            if answer[name]:
                _add_date(draft, answer, plan, (name, column), problems)
        if answer[_TARGET]:
            _add_target(draft, answer, plan, cut)


def _add_date(draft: Draft, answer: Answer, plan: ActionPlan, names: tuple[str, str], problems: list[Problem]) -> None:
    name, column = names
    whose = {"actividad": answer.key, "fecha": answer["fecha"], "campo": column}
    known = draft.find(TableName.RESCHEDULINGS, **whose)
    if known:
        if known[1]["despues"] != answer[name]:
            details = {"said": answer[name], "now": known[1]["despues"], "before": known[1]["antes"]}
            problems.append(problem(Kind.BOOK_CONFLICT, answer.place(name), **details))
        return
    dates = dates_at(plan, plan.index.milestones[answer.key], date.max)
    before = str((dates.start if column == "inicio" else dates.end) or "")
    cell = answer.place(name)
    said = {
        "actividad": (answer.key, answer.place()), "fecha": (answer["fecha"], answer.place("fecha")),
        "campo": (column, cell), "antes": (before, cell), "despues": (answer[name], cell),
    }  # fmt: skip
    draft.append(TableName.RESCHEDULINGS, {**said, **said_by(answer, ("motivo", "autoriza", "fuentes"))})
    draft.counts["dates"] += 1


def _add_target(draft: Draft, answer: Answer, plan: ActionPlan, cut: ReportingPeriod) -> None:
    """Gives a milestone another target and, once some cut is sealed, tells it with an erratum since this cut."""
    found = draft.find(TableName.MILESTONES, id=answer.key)
    if found is None or found[1].get("meta", "") == answer[_TARGET]:
        return
    cell = (answer[_TARGET], answer.place(_TARGET))
    if plan.seals:
        whose = {
            "corte": cut.id, "tabla": str(TableName.MILESTONES), "registro": answer.key, "campo": "meta",
            "fecha": answer["fecha"],
        }  # fmt: skip
        fields = {"motivo": "motivo", "quien": "autoriza", "fuentes": "fuentes"}
        add_erratum(draft, answer, whose, found[1].get("meta", ""), answer[_TARGET], fields)
    draft.set(TableName.MILESTONES, found[0], {"meta": cell})
    draft.counts["targets"] += 1
