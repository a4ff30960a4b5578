"""Assessment instruments: which of them concluded something, and which are final evaluations."""

from __future__ import annotations

from datetime import date

from micrositio.model.plan import ActionPlan
from micrositio.model.plan_facts import Instrument
from micrositio.model.records import Assessment
from micrositio.progress.assessments.completion import completion_term, completion_word, is_conclusion
from micrositio.progress.assessments.fulfilment import is_about_the_end


def answers_of(plan: ActionPlan, instrument: Instrument) -> tuple[Assessment, ...]:
    """Returns every answer of the instrument, in the order of the table."""
    return tuple(each for each in plan.assessments if each.instrument == instrument.id)


def concludes(plan: ActionPlan, instrument: Instrument) -> bool:
    """Returns whether an answer of the instrument is a conclusion: only then does it have a page of its own."""
    return any(is_conclusion(plan, each) for each in answers_of(plan, instrument))


def final_answers(plan: ActionPlan, instrument: Instrument, cut: date | None) -> tuple[Assessment, ...]:
    """Returns the instrument's conclusions on completion at the end; empty unless it is a final evaluation.

    They are those by which a commitment may be said to be fulfilled; `cut` is the day of the last cut (None: there is
    none).
    """
    return tuple(each for each in answers_of(plan, instrument) if is_conclusion(plan, each) and _is_final(each, cut))


def _is_final(each: Assessment, cut: date | None) -> bool:
    term = completion_term(each.criterion)
    return term is not None and completion_word(each.value) is not None and is_about_the_end(term, each.date, cut)
