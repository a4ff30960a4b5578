"""Assessments of completion: which criteria ask how far a commitment was completed, and what their values mean.

A criterion is known by its name, as OGP writes it: `Completion`, alone or with more («Completion (End Of Term)»), or
the «Overall level of progress» of the end-of-commitment form. A value is one of the IRM's words, in either language.
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
    "no evidence available": Completion.NO_EVIDENCE, "no evidence": Completion.NO_EVIDENCE,
    "sin evidencia": Completion.NO_EVIDENCE, "sin evidencia disponible": Completion.NO_EVIDENCE,
    "unclear": Completion.UNCLEAR, "no está claro": Completion.UNCLEAR, "incierto": Completion.UNCLEAR,
}  # fmt: skip


class Term(Enum):
    """When a criterion looks at completion, by its name: at the end, at mid-term, or it does not say."""

    END = "end"
    MIDTERM = "midterm"
    UNSAID = "unsaid"


def completion_term(criterion: Text) -> Term | None:
    """When the criterion looks at completion; None where it asks something else. Its name in English goes first."""
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
    """Who concluded it: the evaluator of the row, else the body of its instrument; no text where nobody is named."""
    if assessment.evaluator:
        return proper(assessment.evaluator)
    instrument = plan.index.instruments.get(assessment.instrument)
    body = plan.index.bodies.get(instrument.body) if instrument else None
    return body.name if body else Text()


def is_conclusion(plan: ActionPlan, assessment: Assessment) -> bool:
    """Whether somebody concluded something: there is a value, and who gave it."""
    return bool(assessment.value and evaluator(plan, assessment))
