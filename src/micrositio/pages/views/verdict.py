"""The conclusions of an assessment instrument, in brief, and the verdict of a final evaluation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan
from micrositio.model.plan_facts import Instrument
from micrositio.model.records import Assessment
from micrositio.model.text import Text
from micrositio.model.vocabularies import Completion
from micrositio.pages.views.parts import Ref, Status
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.assessments.completion import completion_word, evaluator, is_conclusion
from micrositio.progress.assessments.evaluations import answers_of, concludes, final_answers
from micrositio.routes import anchors
from micrositio.routes import paths as router

_ACHIEVED = (
    Completion.COMPLETE,
    Completion.SUBSTANTIAL,
    Completion.LIMITED,
    Completion.NOT_STARTED,
    Completion.BROKEN,
    Completion.WITHDRAWN,
    Completion.UNCLEAR,
    Completion.NO_EVIDENCE,
)
"""The levels of achievement in the order in which a verdict counts them."""


@dataclass(frozen=True)
class Said:
    """A value, and the number of commitments to which it was given; its `kind` is "" unless it is of completion."""

    value: Status
    number: int


@dataclass(frozen=True)
class Verdict:
    """The level of achievement according to a final evaluation.

    `whole` is the level of the whole plan (without a title if it gives none) and `levels` those of the commitments: it
    rates `rated` of the plan's `commitments`.
    """

    whole: Status
    levels: tuple[Said, ...]
    rated: int
    commitments: int


@dataclass(frozen=True)
class Question:
    """A criterion, with the values given to the commitments, the most frequent first."""

    criterion: Text
    values: tuple[Said, ...]


@dataclass(frozen=True)
class Conclusions:
    """The conclusions of an instrument in brief, and the page with all of them.

    `verdict` is None unless it is a final evaluation; `of_plan` are the answers about the whole plan beside that
    verdict, and `questions` those about its commitments; `by` are the evaluators, `day` the last date (None: unknown).
    """

    page: Ref
    verdict: Verdict | None
    of_plan: tuple[Question, ...]
    questions: tuple[Question, ...]
    by: tuple[Text, ...]
    day: PartialDate | None


def conclusions(view: PlanView, instrument: Instrument) -> Conclusions | None:
    """Returns what the instrument concluded, or None if it concluded nothing: then it has no page."""
    plan = view.plan
    if not concludes(plan, instrument):
        return None
    final = final_answers(plan, instrument, _last_cut(view))
    own = [each for each in answers_of(plan, instrument) if is_conclusion(plan, each)]
    others = [each for each in own if each not in final]
    return Conclusions(
        page=assessment_ref(plan, instrument),
        verdict=_verdict(plan, final) if final else None,
        of_plan=_questions(each for each in others if not each.commitment),
        questions=_questions(each for each in others if each.commitment),
        by=tuple(dict.fromkeys(evaluator(plan, each) for each in own)),
        day=last_date(final or own),
    )


def final_evaluations(view: PlanView) -> tuple[Conclusions, ...]:
    """Returns the conclusions of every final evaluation of the plan, in the order of its instruments."""
    found = (conclusions(view, each) for each in view.plan.instruments)
    return tuple(each for each in found if each and each.verdict)


def assessment_ref(plan: ActionPlan, instrument: Instrument) -> Ref:
    """Returns the instrument with its page or, if it concluded nothing, with its place on the page of all of them."""
    if concludes(plan, instrument):
        return Ref(instrument.title, router.assessment(plan, instrument))
    return Ref(instrument.title, router.assessments(plan), anchors.instrument_anchor(instrument.id))


def last_date(answers: Iterable[Assessment]) -> PartialDate | None:
    """Returns the last date of the answers, or None if none is known."""
    return max((each.date for each in answers if each.date), key=lambda day: day.last, default=None)


def levels_of(view: PlanView, instrument: Instrument) -> dict[str, Status]:
    """Returns the level of achievement that a final evaluation gives to each commitment; the plan's under ""."""
    return _levels(final_answers(view.plan, instrument, _last_cut(view)))


def _levels(final: Sequence[Assessment]) -> dict[str, Status]:
    return {each.commitment: _status(each) for each in reversed(final)}


def _last_cut(view: PlanView) -> date | None:
    return view.last_cut.date if view.last_cut else None


def _verdict(plan: ActionPlan, final: Sequence[Assessment]) -> Verdict:
    levels = _levels(final)
    whole = levels.pop("", Status())
    said = sorted(_counted(levels.values()), key=lambda each: _ACHIEVED.index(each.value.kind))
    return Verdict(whole, tuple(said), len(levels), len(plan.commitments))


def _questions(answers: Iterable[Assessment]) -> tuple[Question, ...]:
    found: dict[str, list[Assessment]] = {}
    for each in answers:
        found.setdefault(each.criterion.base, []).append(each)
    return tuple(Question(own[0].criterion, _counted(Status("", each.value) for each in own)) for own in found.values())


def _counted(values: Iterable[Status]) -> tuple[Said, ...]:
    return tuple(Said(value, number) for value, number in Counter(values).most_common())


def _status(each: Assessment) -> Status:
    return Status(completion_word(each.value) or "", each.value)
