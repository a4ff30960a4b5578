"""Assessments of completion: the criteria on how far a commitment was completed, and the meaning of their values.

A criterion is recognised by its name, as OGP writes it: `Completion`, alone or with more («Completion (End Of Term)»),
or the «Overall level of progress» of the end-of-commitment form. A value is one of the IRM's statuses, in either
language.
"""

from __future__ import annotations

import re
from enum import Enum

from micrositio.model.plan import ActionPlan
from micrositio.model.records import Assessment
from micrositio.model.text import Text, proper
from micrositio.model.vocabularies import Completion

_NUMBERING = re.compile(r"^[\d.]+\s+")
_ENGLISH = re.compile(r"completion\b|overall level of progress\b")
_SPANISH = re.compile(
    r"(nivel de )?cumplimiento( (a la mitad|al final) del (plazo|periodo))?$|nivel general de avance$"
)
_MIDTERM = re.compile(r"progress report|mid-?term|a la mitad")
_END = re.compile(r"end of term|al final|overall level of progress|nivel general de avance")
_WORDS = {
    "complete": Completion.COMPLETE, "completed": Completion.COMPLETE,
    "completo": Completion.COMPLETE, "completado": Completion.COMPLETE,
    "substantial": Completion.SUBSTANTIAL, "sustancial": Completion.SUBSTANTIAL,
    "limited": Completion.LIMITED, "limitado": Completion.LIMITED,
    "not started": Completion.NOT_STARTED,
    "no iniciado": Completion.NOT_STARTED, "sin iniciar": Completion.NOT_STARTED,
    "withdrawn": Completion.WITHDRAWN, "retirado": Completion.WITHDRAWN,
    "not fulfilled": Completion.BROKEN, "incumplido": Completion.BROKEN,
    "no evidence available": Completion.NO_EVIDENCE, "no evidence": Completion.NO_EVIDENCE,
    "sin evidencia": Completion.NO_EVIDENCE, "sin evidencia disponible": Completion.NO_EVIDENCE,
    "unclear": Completion.UNCLEAR, "no está claro": Completion.UNCLEAR, "incierto": Completion.UNCLEAR,
}  # fmt: skip


class Term(Enum):
    """The time at which a criterion assesses completion, by its name: the end, mid-term, or not stated."""

    END = "end"
    MIDTERM = "midterm"
    UNSAID = "unsaid"


def completion_term(criterion: Text) -> Term | None:
    """Returns the time at which the criterion assesses completion, or None if it assesses something else.

    The criterion's name in English is preferred.
    """
    name = _NUMBERING.sub("", " ".join((criterion.in_("en") or criterion.first).casefold().split()))
    if not (_ENGLISH if criterion.in_("en") else _SPANISH).match(name):
        return None
    if _MIDTERM.search(name):
        return Term.MIDTERM
    return Term.END if _END.search(name) else Term.UNSAID


def completion_word(value: Text) -> Completion | None:
    """Returns the IRM word of a value in any of its languages, or None for any other value."""
    found = (_WORDS.get(" ".join(each.casefold().split())) for _language, each in value.words)
    return next((word for word in found if word), None)


def evaluator(plan: ActionPlan, assessment: Assessment) -> Text:
    """Returns the evaluator of the row, else the body of its instrument; an empty text if nobody is named."""
    if assessment.evaluator:
        return proper(assessment.evaluator)
    instrument = plan.index.instruments.get(assessment.instrument)
    body = plan.index.bodies.get(instrument.body) if instrument else None
    return body.name if body else Text()


def is_conclusion(plan: ActionPlan, assessment: Assessment) -> bool:
    """Returns whether the assessment is a conclusion: it has a value and an evaluator."""
    return bool(assessment.value and evaluator(plan, assessment))
