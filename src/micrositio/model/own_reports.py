"""What is reported and verified of a commitment itself, with milestones or without them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from micrositio.model.dates import PartialDate
from micrositio.model.records import Commitment, Milestone, ProgressUpdate, Verification, column
from micrositio.model.text import Text


@dataclass(frozen=True, slots=True)
class OwnUpdate(ProgressUpdate):
    """The report on one commitment itself at one cut: `milestone` is the id of the commitment."""

    milestone: str = column("compromiso")


@dataclass(frozen=True, slots=True)
class OwnVerification(Verification):
    """The result that a named body accepted for a commitment itself: `milestone` is the id of the commitment."""

    milestone: str = column("compromiso")


@dataclass(frozen=True, slots=True)
class Whole(Milestone):
    """A commitment as a thing that is reported on, where figures and lists take it beside milestones.

    Its `id` and `commitment` are the id of the commitment, `order` its number, `text` its title and `institution` the
    first of those that lead it; `start` and `end` are its dates, where they state a day. It has no indicator, weight
    or note.
    """


def whole(commitment: Commitment) -> Whole:
    """Returns the commitment as a thing that is reported on."""
    return Whole(
        origin=commitment.origin,
        id=commitment.id,
        commitment=commitment.id,
        order=commitment.number,
        text=commitment.short_title or commitment.title,
        output=Text(),
        indicator=Text(),
        unit=Text(),
        baseline=None,
        target=None,
        direction="",
        start=_day(commitment.start),
        end=_day(commitment.end),
        means_of_verification=Text(),
        institution=next(iter(commitment.leads), ""),
        area="",
        post="",
        weight=None,
        note=Text(),
        sources=(),
    )


def _day(stated: PartialDate | None) -> date | None:
    """Returns a date that states its day, or None: of a month or a year no days are counted."""
    return stated.first if stated and stated.day else None
