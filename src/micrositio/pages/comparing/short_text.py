"""A cut told in a few words, to be sent to somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from micrositio.model.text import Text
from micrositio.pages.comparing.comparison import Count, counts
from micrositio.pages.views.cut_summary import CutRef, cut_ref, seen
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.milestone_changes import ChangeKind
from micrositio.progress.milestone_state import Counted, Measure


@dataclass(frozen=True)
class ShortText:
    """What the text tells of a cut: its figures as fractions (None: no data), and what changed since the cut before.

    `counts` has the most telling kinds of change, and `documents` is the number of new documents. `has_before` states
    that there is a cut before; `things` is what its counts are of.
    """

    plan: Text
    cut: CutRef
    invented: bool
    reported: float | None
    expected: float | None
    verified: float | None
    has_before: bool
    counts: tuple[Count, ...]
    documents: int
    things: Counted


def short_text(view: PlanView, number: int) -> ShortText:
    """Returns the text of the cut at a position of the course."""
    at, plan = view.course[number], view.plan
    pair = view.history.compared(number - 1, number) if number else None
    return ShortText(
        plan=plan.short_title or plan.title,
        cut=cut_ref(plan, at.cut),
        invented=plan.invented,
        reported=at.whole().figure.value,
        expected=at.whole(Measure.COMPARABLE).figure.value,
        verified=seen(at.whole(Measure.VERIFIED).figure).value,
        has_before=pair is not None,
        counts=counts(_changed(view, number)) if pair else (),
        documents=len(pair.documents) if pair else 0,
        things=at.counts,
    )


def _changed(view: PlanView, number: int) -> Mapping[ChangeKind, int]:
    """Returns the changes that the text counts: of milestones and, where they count in the plan, of commitments."""
    changes = view.history.changes[number]
    return changes.counts if changes.at.counts is Counted.MILESTONES else changes.counts + changes.own_counts
