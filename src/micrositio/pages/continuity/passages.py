"""What became of an earlier commitment, as the pages of both plans tell it in a line, and the place of its row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from micrositio.model.continuity import Continuation
from micrositio.model.succession import Fate, Passage
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.views.layout import PlanFrame
from micrositio.pages.views.parts import Ref, category, commitment_title
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import anchors, continuity_paths
from micrositio.routes import paths as router
from micrositio.routes.continuity_paths import Key
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class Named:
    """A plan or a commitment by its title, with its page (None: it is not on this site)."""

    title: Text
    path: SitePath | None = None


@dataclass(frozen=True)
class Tie:
    """What joins a commitment to one of another plan.

    `outcome` is what became of the earlier of both, no words if the data do not say; `other` is the commitment of the
    other plan (None: there is none) and `plan` that plan; `place` is where it is told. `since` is the first day of the
    later of both plans (None: unknown).
    """

    outcome: Text
    other: Named | None
    plan: Named
    place: Ref
    since: date | None


@dataclass(frozen=True)
class Ties:
    """The commitments that a commitment comes from, and what became of it."""

    before: tuple[Tie, ...] = ()
    after: tuple[Tie, ...] = ()


@dataclass(frozen=True)
class Neighbours:
    """The ways from a plan to what became of commitments: of those before it (None: not told) and of its own."""

    before: SitePath | None
    after: tuple[Ref, ...]


def neighbours(view: PlanView) -> Neighbours:
    """Returns the ways from the plan to what became of commitments; each plan after it by its short title."""
    first = continuity_paths.continuity(view.plan) if view.plan.continuity else None
    after = ((_frame(view, each.later), each.fates[0].number) for each in view.succession.after)
    return Neighbours(
        first, tuple(Ref(frame.short_title, continuity_paths.continuity(frame, row)) for frame, row in after)
    )


def ties(view: PlanView, commitment: str) -> Ties:
    """Returns what joins a commitment to those of the plans before and after its own."""
    return Ties(tuple(_before(view, commitment)), tuple(_after(view, commitment)))


def _before(view: PlanView, commitment: str) -> Iterator[Tie]:
    for passage in view.succession.before:
        for each in passage.fates:
            if each.row and each.row.commitment == commitment:
                earlier = earlier_plan(view, passage)
                of, where = earlier_commitment(passage, each), place(view, passage, each)
                yield Tie(outcome(each.row), of, earlier, where, passage.since)


def _after(view: PlanView, commitment: str) -> Iterator[Tie]:
    for passage in view.succession.after:
        later = _frame(view, passage.later)
        for each in passage.fates:
            if each.earlier and each.earlier.id == commitment:
                into = passage.into.get(each.row.commitment) if each.row else None
                other = Named(commitment_title(into), router.commitment(later, into)) if into else None
                plan = Named(later.short_title, later.path)
                yield Tie(outcome(each.row), other, plan, place(view, passage, each), passage.since)


def outcome(row: Continuation | None) -> Text:
    """Returns what became of an earlier commitment, in words; none if the data do not say it."""
    return category(TableName.CONTINUITY, "que_paso", row.outcome) if row else Text()


def earlier_plan(view: PlanView, passage: Passage) -> Named:
    """Returns the earlier plan of a passage."""
    if passage.earlier:
        frame = _frame(view, passage.earlier)
        return Named(frame.short_title, frame.path)
    return Named(next(each.row.plan_title for each in passage.fates if each.row))


def earlier_commitment(passage: Passage, fate: Fate) -> Named:
    """Returns the earlier commitment of a row of a passage."""
    if fate.earlier:
        return Named(commitment_title(fate.earlier), router.commitment(Key(passage.earlier), fate.earlier))
    assert fate.row is not None
    return Named(fate.row.title)


def place(view: PlanView, passage: Passage, fate: Fate) -> Ref:
    """Returns the place of a row, on a page of the later plan, by the title of the earlier commitment."""
    path = continuity_paths.continuity(Key(passage.later), fate.number)
    return Ref(earlier_commitment(passage, fate).title, path, anchor(fate))


def anchor(fate: Fate) -> str:
    """Returns the anchor of a row; none for a commitment of which the data do not say what became."""
    return anchors.continuity_anchor(fate.row.id) if fate.row else ""


def _frame(view: PlanView, plan: str) -> PlanFrame:
    return next(each for each in view.site.plans if each.id == plan)


def places(view: PlanView) -> dict[str, Ref]:
    """Returns the places of the rows of the plan, by id."""
    told = ((passage, each) for passage in view.succession.before for each in passage.fates)
    return {each.row.id: place(view, passage, each) for passage, each in told if each.row}
