"""What is known of a milestone at a cut, what of it is measured, and what a mean counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import lru_cache
from typing import NamedTuple

from micrositio.model.dates import DUE_SOON_DAYS
from micrositio.model.own_reports import Whole
from micrositio.model.records import Evidence, Milestone, ProgressUpdate, Verification
from micrositio.model.vocabularies import OVER, Completion
from micrositio.progress.indicators import IndicatorState
from micrositio.progress.programme import Reading


class Counted(StrEnum):
    """What a figure counts: milestones, commitments that report by themselves, or both."""

    MILESTONES = "milestones"
    COMMITMENTS = "commitments"
    BOTH = "both"


def counted_things(own: int, total: int) -> Counted:
    """Returns what a count of `total` counts, of which `own` are commitments that report by themselves."""
    if not own:
        return Counted.MILESTONES
    return Counted.COMMITMENTS if own == total else Counted.BOTH


class Measure(Enum):
    """What is measured of a milestone, a commitment or the plan at a cut; each value is its column in `calculos`.

    `REPORTED` is the progress that the government reports; `VERIFIED`, the part of the whole that a body accepted on
    evidence; `EXPECTED` and `ORIGINALLY_EXPECTED`, the elapsed part of the planned time, by the dates in force and by
    the first dates; `COMPARABLE` is `EXPECTED` of only the milestones that were reported, to compare with `REPORTED`.
    """

    REPORTED = "reportado"
    VERIFIED = "verificado"
    EXPECTED = "esperado"
    ORIGINALLY_EXPECTED = "esperado_original"
    COMPARABLE = "esperado_con_dato"


class Figure(NamedTuple):
    """A mean with its coverage: `value` is a fraction or None (no data); `counted` of `total` had data.

    `total` counts milestones and, as one each, the commitments without any that report by themselves: `own` of them.
    """

    value: float | None
    counted: int
    total: int
    own: int = 0

    @property
    def counts(self) -> Counted:
        """What `total` counts."""
        return counted_things(self.own, self.total)


class Dates(NamedTuple):
    """A milestone's first and last day."""

    start: date | None
    end: date | None

    def elapsed(self, day: date) -> float | None:
        """Returns the part of the time from start to end elapsed by `day`, from 0 to 1; None without both dates.

        In earned value management this is the planned value of work spread evenly over its time (ISO 21508:2018).
        """
        return _elapsed(self.start, self.end, day)


@lru_cache
def _elapsed(start: date | None, end: date | None, day: date) -> float | None:
    if start is None or end is None:
        return None
    if day >= end:
        return 1.0
    return (day - start) / (end - start) if day > start else 0.0


_dates = lru_cache(Dates)
"""Returns the same object for the same dates: most milestones of a plan begin and end with others."""


@dataclass(frozen=True, slots=True)
class MilestoneState:
    """A milestone at a cut, or a commitment that reports by itself (a `Whole`).

    `completion` is the IRM status of the report ("" = sin dato). `progress` is a fraction, `uncapped` the same before
    the plan's cap. `dates` are those in force and `expected` the part of their time that has elapsed
    (`originally_expected`: of the first dates). `days_late` counts calendar days after the due date in force (negative
    = early, None = not due, or not known; one that an earlier cut reported complete is not late for lack of a later
    report) and `original_days_late` those after the first due date; `days_left` counts days until the due date in
    force, if unfinished (None = past, finished or not known). `verification` is the latest one made on cuts up to this
    one, `verified_progress` its value as a fraction (None without documents), and `disputed_completion` the status
    reported at the verified cut where it differs from the verified one ("" = they agree). `evidence` holds the
    documents available at the cut that name the milestone. `is_idle` is whether it was reported and nothing was due.
    `reading` holds the numbers of the report (None without one) and `programmed` the part that the programme asked for
    by the cut, which `expected` then is (None: there is no programme).
    `milestone` is what was promised, as it was in force at the cut; `is_lowered` is whether its target asks for less
    than the first. `indicators` are those that it has rows for, and `by_indicators` is whether its progress is their
    mean.
    """

    milestone: Milestone
    update: ProgressUpdate | None
    completion: str
    progress: float | None
    uncapped: float | None
    dates: Dates
    expected: float | None
    originally_expected: float | None
    days_late: int | None
    original_days_late: int | None
    days_left: int | None
    verification: Verification | None
    verified_completion: str
    verified_progress: float | None
    disputed_completion: str
    evidence: tuple[Evidence, ...]
    is_idle: bool = False
    reading: Reading | None = None
    programmed: float | None = None
    is_lowered: bool = False
    indicators: tuple[IndicatorState, ...] = ()
    by_indicators: bool = False

    @property
    def key(self) -> str:
        """The id, which tells a commitment from a milestone with the same id."""
        return f"{self.milestone.id}|" if self.is_own else self.milestone.id

    @property
    def is_own(self) -> bool:
        """Whether it is a commitment that reports by itself."""
        return isinstance(self.milestone, Whole)

    @property
    def is_reported(self) -> bool:
        """Whether the cut has a report of the milestone."""
        return self.update is not None

    @property
    def is_complete(self) -> bool:
        """Whether the milestone was reported complete."""
        return self.completion == Completion.COMPLETE

    @property
    def is_withdrawn(self) -> bool:
        """Whether the milestone was reported withdrawn, and so counts in no mean."""
        return self.completion == Completion.WITHDRAWN

    @property
    def is_broken(self) -> bool:
        """Whether the milestone was reported not fulfilled, and so counts as 0 in every mean."""
        return self.completion == Completion.BROKEN

    @property
    def is_verified(self) -> bool:
        """Whether the milestone was reported complete, and a body accepted it as complete on evidence."""
        accepted = self.verification is not None and bool(self.verification.evidence)
        return self.is_complete and accepted and self.verified_completion == Completion.COMPLETE

    @property
    def is_unproven(self) -> bool:
        """Whether the milestone was reported complete without any document or with one missing: «sin evidencia»."""
        lacks = not self.evidence or (self.update is not None and bool(self.update.lacking))
        return self.is_complete and lacks and not self.is_verified

    @property
    def is_disputed(self) -> bool:
        """Whether the verified status differs from the status reported at the verified cut."""
        return bool(self.disputed_completion)

    @property
    def is_late(self) -> bool:
        """Whether the milestone is unfinished and past the due date in force."""
        return self.completion not in OVER and self.days_late is not None and self.days_late > 0

    @property
    def is_originally_late(self) -> bool:
        """Whether the milestone is late by its first due date: finished after that date, or unfinished and past it."""
        return self.original_days_late is not None and self.original_days_late > 0

    @property
    def days_gained(self) -> int:
        """Days by which reschedulings put off the due date; 0 if brought forward, or if the milestone is withdrawn."""
        first, last = self.milestone.end, self.dates.end
        if self.is_withdrawn or first is None or last is None:
            return 0
        return max((last - first).days, 0)

    @property
    def is_due_soon(self) -> bool:
        """Whether the milestone is unfinished and due within `DUE_SOON_DAYS` days."""
        return self.days_left is not None and self.days_left <= DUE_SOON_DAYS

    @property
    def is_rescheduled(self) -> bool:
        """Whether a date in force differs from the original one."""
        return self.dates != original_dates(self.milestone)

    def value(self, measure: Measure) -> float | None:
        """Returns the milestone's value under `measure`, as a fraction; None without data."""
        match measure:
            case Measure.REPORTED:
                return self.progress
            case Measure.VERIFIED:
                return self.verified_progress
            case Measure.EXPECTED:
                return self.expected
            case Measure.ORIGINALLY_EXPECTED:
                return self.originally_expected
            case Measure.COMPARABLE:
                return None if self.progress is None else self.expected


def original_dates(milestone: Milestone) -> Dates:
    """Returns the dates that the plan first gave the milestone."""
    return _dates(milestone.start, milestone.end)
