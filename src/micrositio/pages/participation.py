"""Participation: figures with their charts, and comments with their answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from micrositio.model.plan import PlanText
from micrositio.pages.paging.parting import MOST_CARDS, in_parts
from micrositio.pages.replying.comments import CommentView, comments_newest_first
from micrositio.pages.views.attendance import AttendanceView, attendance
from micrositio.pages.views.layout import Layout, Page
from micrositio.pages.views.measures import Stage, stages
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import paths as router


@dataclass(frozen=True)
class ParticipationPage:
    """The figures by stage, the attendance of the meetings, then the comments.

    Of their `count`, `answered` have an answer; `attendance` is None if none is published.
    """

    layout: Layout
    stages: tuple[Stage, ...]
    attendance: AttendanceView | None
    comments: tuple[CommentView, ...]
    count: int
    answered: int
    texts: tuple[PlanText, ...]


def participation_pages(view: PlanView) -> Iterator[Page]:
    """Yields the page of participation."""
    plan = view.plan
    comments = comments_newest_first(view)
    context = ParticipationPage(
        layout=view.site.plan_layout(view.frame, "participation"),
        stages=tuple(stages(view)),
        attendance=attendance(view),
        comments=comments,
        count=len(comments),
        answered=sum(1 for each in comments if each.record.answer),
        texts=view.texts("participacion"),
    )
    page = Page(router.participation(plan), "participation.html", context, plan=plan.id)
    yield from in_parts(page, "comments", most=MOST_CARDS, then=_of_comments)


def _of_comments(part: ParticipationPage) -> ParticipationPage:
    """Returns a part of the page; only the first has what is beside the comments."""
    return part if part.layout.is_first else replace(part, stages=(), attendance=None, texts=())
