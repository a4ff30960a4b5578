"""The sheet of changes: a milestone's new dates, each a rescheduling, and its new target, which is a modification."""

from __future__ import annotations

from datetime import date

from micrositio.model.plan import ActionPlan
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.progress.milestones import dates_at
from micrositio.workbook.answers import Answer, Answers
from micrositio.workbook.draft import Draft, said_by

_DATES = {"nuevo_inicio": "inicio", "nuevo_fin": "fin"}
_TARGET = "nueva_meta"


def add_changes(draft: Draft, sheet: Answers, plan: ActionPlan, problems: list[Problem]) -> None:
    """Adds the changes of dates and of targets that the sheet states; those that are there already are left."""
    for answer in sheet.rows:
        for name, column in _DATES.items():
            if answer[name]:
                _add_date(draft, answer, plan, (name, column), problems)
        if answer[_TARGET]:
            _add_target(draft, answer, problems)


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


def _add_target(draft: Draft, answer: Answer, problems: list[Problem]) -> None:
    """Adds the new target of a milestone as a modification: its row keeps the first one."""
    whose = {"tabla": str(TableName.MILESTONES), "registro": answer.key, "fecha": answer["fecha"], "campo": "meta"}
    known = draft.find(TableName.MODIFICATIONS, **whose)
    before, cell = _target_in_force(draft, answer.key), answer.place(_TARGET)
    if known:
        if known[1]["despues"] != answer[_TARGET]:
            details = {"said": answer[_TARGET], "now": known[1]["despues"], "before": known[1]["antes"]}
            problems.append(problem(Kind.BOOK_CONFLICT, cell, **details))
        return
    if before != answer[_TARGET]:
        named = {
            column: (text, answer.place("fecha" if column == "fecha" else _TARGET)) for column, text in whose.items()
        }
        said = {**named, "antes": (before, cell), "despues": (answer[_TARGET], cell)}
        draft.append(TableName.MODIFICATIONS, {**said, **said_by(answer, ("motivo", "autoriza", "fuentes"))})
        draft.counts["targets"] += 1


def _target_in_force(draft: Draft, milestone: str) -> str:
    """Returns the milestone's target after every modification on record, as its cell says it."""
    found = draft.find(TableName.MILESTONES, id=milestone)
    own = [
        row
        for row in draft.rows(TableName.MODIFICATIONS).values()
        if (row.get("tabla"), row.get("registro"), row.get("campo")) == (TableName.MILESTONES, milestone, "meta")
    ]
    last = max(own, key=lambda row: row["fecha"], default=None)
    return last["despues"] if last else (found[1].get("meta", "") if found else "")
