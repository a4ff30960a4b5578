"""The parts of the board and of the page of each cut: commitments whole, with what is told of each one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from micrositio.pages.paging.parting import in_parts, numbers
from micrositio.pages.views.changes import ChangesView
from micrositio.pages.views.cut_summary import CommitmentRow, Standing
from micrositio.pages.views.layout import Page
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.history import CutState
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

MOST_LINES = 40
"""Maximum number of milestones on such a part: each one stands in several lists."""


def in_commitments(page: Page, then: Callable[[Any], Any] = lambda context: context) -> Iterator[Page]:
    """Yields a page whose context has `standing` and its `rows`, or its parts: each with the lists of its commitments.

    `then` makes the rest of the context of a part agree with its rows.
    """
    return in_parts(page, "rows", "lines", MOST_LINES, keeps=True, then=lambda context: then(_of_rows(context)))


def commitment_places(view: PlanView, at: CutState) -> Mapping[str, SitePath]:
    """Returns the part of the page of a cut that has each commitment, by its id."""
    path = router.board_at(view.plan, at.cut)
    keys = [card.record.id for card in view.cards if card.record.id in at.plan.index.commitments]
    found = numbers((len(at.of(key)) for key in keys), MOST_LINES)
    return {key: router.part(path, number) for key, number in zip(keys, found, strict=True)}


def _of_rows(context: Any) -> Any:
    return replace(context, standing=_standing_of(context.standing, context.rows))


def _standing_of(whole: Standing, rows: tuple[CommitmentRow, ...]) -> Standing:
    keys = [row.card.record.id for row in rows]
    return replace(whole, watch=tuple(each.of(keys) for each in whole.watch))


def changes_of(whole: ChangesView, rows: tuple[CommitmentRow, ...]) -> ChangesView:
    """Returns the changes at a cut with the lines about the commitments of `rows`; what is counted stays whole."""
    paths = [row.card.path for row in rows]
    return replace(whole, groups=tuple(each.of(paths) for each in whole.groups))
