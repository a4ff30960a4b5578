"""Comments on the plan or on a commitment, and the answers to them."""

from __future__ import annotations

from dataclasses import dataclass

from micrositio.model.records import Comment
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.views.parts import Ref, category
from micrositio.pages.views.plan_view import PlanView


@dataclass(frozen=True)
class CommentView:
    """A comment with its outcome in words and the commitment it is about (None: the whole plan)."""

    record: Comment
    outcome: Text
    about: Ref | None


def comments_newest_first(view: PlanView) -> tuple[CommentView, ...]:
    """Returns every comment in the order of its page: that of the commitments where the date is the same."""
    comments = [each for group in comments_by_commitment(view).values() for each in group]
    return tuple(sorted(comments, key=lambda each: str(each.record.date or ""), reverse=True))


def comments_by_commitment(view: PlanView) -> dict[str, tuple[CommentView, ...]]:
    """Returns the plan's comments by the commitment that they are about; "" holds those about the whole plan."""
    found: dict[str, tuple[CommentView, ...]] = {}
    for each in view.plan.comments:
        outcome = category(TableName.COMMENTS, "resultado", each.outcome)
        comment = CommentView(each, outcome, view.commitments.get(each.commitment))
        found[each.commitment] = (*found.get(each.commitment, ()), comment)
    return found
