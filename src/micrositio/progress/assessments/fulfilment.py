"""«¿Se cumplió?»: reports, verifications and evaluations of a commitment, and which of them gives the answer.

Each kind of source is a `Judgement` with an answer of its own. The same status gives the same answer from any source:
complete is yes, substantial or limited is in part, not started is no. The status given by a body outranks the
government's report; of two bodies, the newer judgement decides. No function here reads the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Assessment, Commitment
from micrositio.model.text import N_, Text
from micrositio.model.vocabularies import Completion, PlanState
from micrositio.progress.assessments.completion import Term, completion_term, completion_word, evaluator
from micrositio.progress.history import CutState
from micrositio.progress.milestone_state import Dates, MilestoneState, original_dates

Day = date | PartialDate


class Answer(Enum):
    """Whether a commitment was fulfilled, according to what is known.

    There are no reports (`UNREPORTED`), no milestones (`UNLISTED`) or no data of any at the last cut (`UNKNOWN`); all
    milestones with data are complete, but some have none (`UNSURE`); an evaluator or verifier could not determine it
    (`UNCLEAR`). All milestones were withdrawn (`WITHDRAWN`), or all those that were not are broken (`BROKEN`). It was
    fulfilled according to a body (`YES`), or only according to the government (`REPORTED`). Its term is over and it was
    fulfilled in part (`PARTLY`) or not at all (`NO`), or its term is not over (`NOT_YET`).
    """

    UNREPORTED = "unreported"
    UNLISTED = "unlisted"
    UNKNOWN = "unknown"
    UNSURE = "unsure"
    UNCLEAR = "unclear"
    WITHDRAWN = "withdrawn"
    BROKEN = "broken"
    YES = "yes"
    REPORTED = "reported"
    PARTLY = "partly"
    NO = "no"
    NOT_YET = "not_yet"


SILENT = (Answer.UNREPORTED, Answer.UNLISTED, Answer.UNKNOWN, Answer.UNSURE)
"""The answers that give no judgement, because data are missing."""
_OF_A_WORD: Mapping[str, Answer] = {
    Completion.COMPLETE: Answer.YES,
    Completion.SUBSTANTIAL: Answer.PARTLY,
    Completion.LIMITED: Answer.PARTLY,
    Completion.NOT_STARTED: Answer.NO,
    Completion.WITHDRAWN: Answer.WITHDRAWN,
    Completion.BROKEN: Answer.BROKEN,
}


_WORDS: Mapping[Answer, str] = {
    Answer.YES: N_("Sí"),
    Answer.REPORTED: N_("Sí, según lo informado"),
    Answer.PARTLY: N_("En parte"),
    Answer.NO: N_("No"),
    Answer.WITHDRAWN: N_("No: se retiró"),
    Answer.BROKEN: N_("No: se incumplió"),
    Answer.NOT_YET: N_("Todavía no"),
    Answer.UNCLEAR: N_("No se sabe"),
}
"""The answers in words (messages). The others are not known, or not known yet while the term is not over."""


class Basis(Enum):
    """The source of an answer: the government's reports, the verifications of bodies, or an evaluation."""

    REPORTED = "reported"
    VERIFIED = "verified"
    EVALUATED = "evaluated"


@dataclass(frozen=True)
class Judgement:
    """The judgement of one kind of source: `by` whom (empty for the government) and on which day (None: not known).

    `word` is the value as an evaluation wrote it, and `about` the time that its criterion assesses (None unless `basis`
    is an evaluation).
    """

    basis: Basis
    answer: Answer
    by: tuple[Text, ...] = ()
    day: Day | None = None
    word: Text = Text()
    about: Term | None = None

    @property
    def is_midterm(self) -> bool:
        """Whether the judgement is about the middle of the commitment's term."""
        return self.about is Term.MIDTERM


@dataclass(frozen=True)
class Fulfilment:
    """The answer with its basis.

    `decided` is the judgement that gave it (None if data are missing) and `others` the judgements that disagree.
    `ended` is whether the commitment's term is over and `term` its last day (None if not stated). `withdrawn` counts
    its milestones withdrawn; of the `standing` ones, `known` have data, and `refuted` were reported complete and not
    accepted by a body. `is_own` states that the commitment has no milestones and reports by itself: it is what counts.
    """

    answer: Answer
    ended: bool
    term: Day | None = None
    decided: Judgement | None = None
    others: tuple[Judgement, ...] = ()
    withdrawn: int = 0
    standing: int = 0
    known: int = 0
    refuted: int = 0
    is_own: bool = False

    @property
    def basis(self) -> Basis | None:
        """The source of an answer that is known; None if data are missing or a body could not determine it."""
        return self.decided.basis if self.decided and self.answer is not Answer.UNCLEAR else None

    @property
    def word(self) -> str:
        """The answer in a word (a message)."""
        return self.word_of(self.answer)

    def word_of(self, answer: Answer) -> str:
        """Returns an answer about the commitment in a word (a message)."""
        unknown = N_("No se sabe") if self.ended else N_("Todavía no se sabe")
        return _WORDS.get(answer, unknown)


def commitment_fulfilment(plan: ActionPlan, commitment: Commitment, at: CutState | None) -> Fulfilment:
    """Returns the answer for a commitment at the last cut (None: there is none)."""
    states = at.units(commitment) if at else None
    term = _term(commitment, _dates(plan, commitment, states))
    past = at is not None and term is not None and last_day(term) <= at.cut.date
    evaluations = plan.index.assessments_of.get(commitment.id, ())
    ended = plan.state == PlanState.ENDED or past
    return fulfilment(plan, states, at.cut.date if at else None, evaluations, ended, term)


def fulfilment(
    plan: ActionPlan,
    states: Sequence[MilestoneState] | None,
    day: date | None,
    evaluations: Iterable[Assessment],
    ended: bool,
    term: Day | None = None,
) -> Fulfilment:
    """Returns the answer from a commitment's milestones at the last cut, on `day` (None for both: there is none).

    `ended` is whether the commitment's term is over and `term` its last day.
    """
    standing = [each for each in states or () if not each.is_withdrawn]
    reported = Judgement(Basis.REPORTED, _reported(states, standing, ended), day=day)
    verified = _verified(plan, states or (), standing, ended)
    judged = [reported, *([verified] if verified else []), *_evaluated(plan, evaluations, ended)]
    decided = _decided(judged, day)
    return Fulfilment(
        answer=decided.answer,
        ended=ended,
        term=term,
        decided=None if decided.answer in SILENT else decided,
        others=tuple(e for e in judged if e.answer not in SILENT and not _agree(e, decided)),
        withdrawn=len(states or ()) - len(standing),
        standing=len(standing),
        known=sum((verified_answer(each) or reported_answer(each)) is not None for each in standing),
        is_own=any(each.is_own for each in states or ()),
        refuted=sum(each.is_complete and each.disputed_completion == Completion.COMPLETE for each in standing),
    )


# What each says


def reported_answer(state: MilestoneState) -> Answer | None:
    """Returns the answer that the report of the cut gives for a milestone, or None if it gives none."""
    if state.completion:
        return _OF_A_WORD.get(state.completion)
    if state.progress is None:
        return None
    return Answer.PARTLY if state.progress > 0 else Answer.NO


def verified_answer(state: MilestoneState) -> Answer | None:
    """Returns the answer of the last verification of a milestone, or None if there is none that still holds.

    A verification holds while no later report differs from what had been reported at the time of the verification.
    Accepting a milestone as complete without documents does not verify it.
    """
    made = state.verification
    if made is None or (state.verified_completion == Completion.COMPLETE and not made.evidence):
        return None
    reported_then = state.disputed_completion or state.verified_completion
    if state.update and state.update.period != made.period and state.completion != reported_then:
        return None
    return _OF_A_WORD.get(state.verified_completion, Answer.UNCLEAR)


def _reported(states: Sequence[MilestoneState] | None, standing: Sequence[MilestoneState], ended: bool) -> Answer:
    if states is None:
        return Answer.UNREPORTED
    return _together(states, [reported_answer(each) for each in standing], ended)


def _verified(
    plan: ActionPlan, states: Sequence[MilestoneState], standing: Sequence[MilestoneState], ended: bool
) -> Judgement | None:
    """Returns the judgement that takes verified milestones as verified and the others as reported.

    Returns None if no milestone has a verification that holds.
    """
    found = [verified_answer(each) for each in standing]
    made = [each.verification for each, said in zip(standing, found, strict=True) if each.verification and said]
    if not made:
        return None
    answers = [said or reported_answer(each) for each, said in zip(standing, found, strict=True)]
    answer = _together(states, answers, ended)
    if answer is Answer.REPORTED and set(found) == {Answer.YES}:
        answer = Answer.YES
    names = dict.fromkeys(plan.index.bodies[each.body].name for each in made if each.body in plan.index.bodies)
    return Judgement(Basis.VERIFIED, answer, tuple(names), max(each.date for each in made))


def _together(states: Sequence[MilestoneState], answers: Sequence[Answer | None], ended: bool) -> Answer:
    """Returns the answer of a commitment; `answers` are those of its milestones not withdrawn.

    Withdrawn milestones were promised too: with one, the answer is in part even if all the others are complete. So it
    is with a broken one, once the others are complete or the time is over.
    """
    known = [each for each in answers if each not in (None, Answer.UNCLEAR)]
    lacking = Answer.UNCLEAR if Answer.UNCLEAR in answers else None
    if not states:
        return Answer.UNLISTED
    if not answers:
        return Answer.WITHDRAWN
    if not known:
        return lacking or Answer.UNKNOWN
    if set(known) == {Answer.YES}:
        if len(known) < len(answers):
            return lacking or Answer.UNSURE
        return Answer.PARTLY if len(answers) < len(states) else Answer.REPORTED
    if set(known) <= _FINAL and len(known) == len(answers):
        return Answer.BROKEN if set(known) == {Answer.BROKEN} else Answer.PARTLY
    if not ended:
        return Answer.NOT_YET
    return Answer.NO if set(known) <= {Answer.NO, Answer.WITHDRAWN, Answer.BROKEN} else Answer.PARTLY


_FINAL = {Answer.YES, Answer.BROKEN}
"""The answers of a standing milestone that no later report is expected to change."""


def _evaluated(plan: ActionPlan, evaluations: Iterable[Assessment], ended: bool) -> Iterator[Judgement]:
    """Yields the judgement of each evaluation of completion."""
    for each in evaluations:
        term, word = completion_term(each.criterion), completion_word(each.value)
        if term and word:
            answer = _OF_A_WORD.get(word, Answer.UNCLEAR)
            if not ended and answer in (Answer.PARTLY, Answer.NO):
                answer = Answer.NOT_YET
            who = evaluator(plan, each) or plan.index.instruments[each.instrument].title
            yield Judgement(Basis.EVALUATED, answer, (who,), each.date, each.value, term)


# Which of them decides


def _decided(judged: Sequence[Judgement], cut: date | None) -> Judgement:
    """Returns the judgement that decides, of all there are; `cut` is the day of the last reports."""
    reported = next(each for each in judged if each.basis is Basis.REPORTED)
    verified = next((each for each in judged if each.basis is Basis.VERIFIED), None)
    best = max((each for each in judged if _is_of_the_end(each, cut)), key=_rank, default=None)
    if best and not (verified and _is_newer(verified, best)):
        return best
    return verified if verified and (verified.answer is Answer.YES or not _agree(verified, reported)) else reported


def _is_of_the_end(each: Judgement, cut: date | None) -> bool:
    """Returns whether the judgement is an evaluation of the end of the commitment.

    An evaluation as complete, withdrawn or not fulfilled is, whatever its criterion; any other is if its criterion
    assesses the end.
    """
    if each.about is None:
        return False
    return each.answer in (Answer.YES, Answer.WITHDRAWN, Answer.BROKEN) or is_about_the_end(each.about, each.day, cut)


def is_about_the_end(about: Term, day: Day | None, cut: date | None) -> bool:
    """Returns whether a criterion of completion, `about` that time and assessed on `day`, assesses the end.

    It does if it states the end, or states no time and is not older than the last reports, of the day `cut`.
    """
    return about is Term.END or (about is Term.UNSAID and (cut is None or day is None or last_day(day) >= cut))


def _is_newer(verified: Judgement, evaluated: Judgement) -> bool:
    """Returns whether the verification is newer than the evaluation; False if the day of either is unknown."""
    return verified.day is not None and evaluated.day is not None and last_day(evaluated.day) < last_day(verified.day)


_LESS_DONE = (Answer.YES, Answer.UNCLEAR, Answer.NOT_YET, Answer.PARTLY, Answer.NO, Answer.BROKEN, Answer.WITHDRAWN)


def _rank(each: Judgement) -> tuple[bool, date, int]:
    """Returns the rank of an evaluation: the newest decides, those of mid-term last; of one day, the least complete."""
    return not each.is_midterm, last_day(each.day) if each.day else date.min, _LESS_DONE.index(each.answer)


def _agree(one: Judgement, other: Judgement) -> bool:
    yes = (Answer.YES, Answer.REPORTED)
    return one.answer is other.answer or (one.answer in yes and other.answer in yes)


# When its time is over


def _dates(plan: ActionPlan, commitment: Commitment, states: Sequence[MilestoneState] | None) -> list[Dates]:
    """Returns the dates in force of the commitment's milestones, without those withdrawn."""
    if states is None:
        return [original_dates(each) for each in plan.index.milestones_of.get(commitment.id, ())]
    return [each.dates for each in states if not each.is_withdrawn]


def _term(commitment: Commitment, dates: Iterable[Dates]) -> Day | None:
    """Returns the last day of the commitment, or of a milestone that ends later; None if no day is stated."""
    stated = [day for day in (commitment.end, *(each.end for each in dates)) if day is not None]
    return max(stated, key=last_day, default=None)


def last_day(day: Day) -> date:
    """Returns the last day that `day` can mean."""
    return day.last if isinstance(day, PartialDate) else day
