"""«¿Se cumplió?»: the answer that a commitment's milestones give at the last cut, without reading a clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from .calculations import CutState
from .dates import PartialDate
from .model import ActionPlan
from .progress import COMPLETE, Dates, MilestoneState, original_dates
from .records import Commitment
from .states import ENDED

Day = date | PartialDate


class Answer(Enum):
    """Whether a commitment was fulfilled, as far as what was published tells.

    Nobody reported (`UNREPORTED`), named its milestones (`UNLISTED`) or reported any of them at the last cut
    (`UNKNOWN`); all those with data are complete, but some have none (`UNSURE`). All was withdrawn (`WITHDRAWN`). All
    is complete and accepted by a body (`VERIFIED`), only reported so (`REPORTED`), or reported so while a body did not
    accept it (`REFUTED`). Some is done and the rest will not be (`PARTLY`), none of what has data is (`NO`), or there
    is still time (`NOT_YET`).
    """

    UNREPORTED = "unreported"
    UNLISTED = "unlisted"
    UNKNOWN = "unknown"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"
    VERIFIED = "verified"
    REPORTED = "reported"
    REFUTED = "refuted"
    PARTLY = "partly"
    NO = "no"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Fulfilment:
    """The answer with what it rests on.

    `ended` says that its time is over and `term` which day that is (None where nobody stated it). `total` counts its
    milestones; `withdrawn` those given up; of the rest, `known` have data, `complete` were reported complete,
    `verified` a body accepted, and `refuted` a body did not accept though they were reported complete.
    """

    answer: Answer
    ended: bool
    term: Day | None = None
    total: int = 0
    withdrawn: int = 0
    known: int = 0
    complete: int = 0
    verified: int = 0
    refuted: int = 0

    @property
    def standing(self) -> int:
        """The milestones that were not given up."""
        return self.total - self.withdrawn


def fulfilment(states: Sequence[MilestoneState] | None, ended: bool, term: Day | None = None) -> Fulfilment:
    """The answer of the states at the last cut; None for them while there is no cut."""
    if states is None:
        return Fulfilment(Answer.UNREPORTED, ended, term)
    standing = [each for each in states if not each.is_withdrawn]
    counts = Fulfilment(
        answer=Answer.UNKNOWN,
        ended=ended,
        term=term,
        total=len(states),
        withdrawn=len(states) - len(standing),
        known=sum(each.is_complete or each.progress is not None for each in standing),
        complete=sum(each.is_complete for each in standing),
        verified=sum(each.is_verified for each in standing),
        refuted=sum(_is_refuted(each) for each in standing),
    )
    return Fulfilment(**{**vars(counts), "answer": _answer(counts)})


def _answer(counts: Fulfilment) -> Answer:
    if not counts.total:
        return Answer.UNLISTED
    if not counts.standing:
        return Answer.WITHDRAWN
    if not counts.known:
        return Answer.UNKNOWN
    if counts.complete == counts.standing:
        return _when_complete(counts)
    if counts.complete == counts.known:
        return Answer.UNSURE
    if not counts.ended:
        return Answer.NOT_YET
    return Answer.PARTLY if counts.complete else Answer.NO


def _when_complete(counts: Fulfilment) -> Answer:
    """What was given up was promised too; what a body did not accept is not settled by reporting it."""
    if counts.refuted:
        return Answer.REFUTED
    if counts.withdrawn:
        return Answer.PARTLY
    return Answer.VERIFIED if counts.verified == counts.total else Answer.REPORTED


def _is_refuted(state: MilestoneState) -> bool:
    """Reported complete, as it was at the cut at which a body said that it was not."""
    return state.is_complete and state.disputed_completion == COMPLETE


def commitment_fulfilment(plan: ActionPlan, commitment: Commitment, at: CutState | None) -> Fulfilment:
    """The answer for a commitment at the last cut; its time is over once its plan or its own term is."""
    states = at.of(commitment) if at else None
    term = _term(commitment, _dates(plan, commitment, states))
    past = at is not None and term is not None and _last(term) <= at.cut.date
    return fulfilment(states, plan.state == ENDED or past, term)


def _dates(plan: ActionPlan, commitment: Commitment, states: Sequence[MilestoneState] | None) -> list[Dates]:
    """The dates in force of its milestones: those given up have none."""
    if states is None:
        return [original_dates(each) for each in plan.index.milestones_of.get(commitment.id, ())]
    return [each.dates for each in states if not each.is_withdrawn]


def _term(commitment: Commitment, dates: Iterable[Dates]) -> Day | None:
    """The last day of the commitment, or of the milestone that ends after it; None where nobody stated any."""
    stated = [day for day in (commitment.end, *(each.end for each in dates)) if day is not None]
    return max(stated, key=_last, default=None)


def _last(day: Day) -> date:
    return day.last if isinstance(day, PartialDate) else day
