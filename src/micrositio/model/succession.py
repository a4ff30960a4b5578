"""How the plans of a site follow each other: what became of the commitments of each one in the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from micrositio.model.continuity import Continuation
from micrositio.model.grouping import grouped
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Commitment


@dataclass(frozen=True)
class Fate:
    """What is stated of a commitment of an earlier plan: a row, or None if no row names the commitment.

    `earlier` is the commitment, None if its plan is not on this site; `number` is the place of the row among all those
    that the later plan tells, from 0.
    """

    number: int
    row: Continuation | None
    earlier: Commitment | None


@dataclass(frozen=True)
class Passage:
    """What became of the commitments of the plan `earlier` ("": not on this site) in the plan `later`.

    `into` are the commitments of the later plan that take them up, by id; `since` is the first day of that plan (None:
    unknown).
    """

    earlier: str
    later: str
    fates: tuple[Fate, ...]
    into: Mapping[str, Commitment] = field(default_factory=dict)
    since: date | None = None


@dataclass(frozen=True)
class Succession:
    """The passages to a plan from those before it and, from it, to those after it."""

    before: tuple[Passage, ...] = ()
    after: tuple[Passage, ...] = ()


def succession(plan: ActionPlan, plans: Iterable[ActionPlan]) -> Succession:
    """Returns the passages of a plan; `plans` are all those of the site."""
    known = {each.id: each for each in plans}
    to_others = (passage for other in known.values() for passage in _passages(other, known))
    return Succession(
        tuple(_passages(plan, known)), tuple(passage for passage in to_others if passage.earlier == plan.id)
    )


def _passages(plan: ActionPlan, known: Mapping[str, ActionPlan]) -> Iterator[Passage]:
    """Yields the passages to a plan, in the order in which its rows name the plans before it."""
    first = 0
    for (earlier, _title), rows in grouped(plan.continuity, lambda row: row.plan_key).items():
        told = tuple(_told(known[earlier], rows) if earlier in known else ((row, None) for row in rows))
        fates = tuple(Fate(number, *each) for number, each in enumerate(told, first))
        named = {row.commitment for row in rows}
        into = {each.id: each for each in plan.commitments if each.id in named}
        since = min((period.start.first for period in plan.periods if period.start), default=None)
        yield Passage(earlier, plan.id, fates, into, since)
        first += len(fates)


def _told(earlier: ActionPlan, rows: Iterable[Continuation]) -> Iterator[tuple[Continuation | None, Commitment | None]]:
    """Yields the rows of each commitment of the earlier plan, in its order; None for one that no row names."""
    of = grouped(rows, lambda row: row.earlier)
    for each in sorted(earlier.commitments, key=lambda commitment: commitment.number):
        yield from ((row, each) for row in of.get(each.id, (None,)))
