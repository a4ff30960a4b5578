"""Pages for redirected and removed addresses: the new address, or the reason for the removal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from micrositio.pages.views.layout import Frame, Layout, Page
from micrositio.routes.moves import Move, address
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class MovedPage:
    """A redirected or removed address. `target` is its new place, None if removed; then `reason` states why."""

    layout: Layout
    address: str
    target: SitePath | None
    target_address: str
    reason: str


def moved_pages(frame: Frame, moves: Iterable[Move]) -> Iterator[Page]:
    """Yields a page for each old address."""
    for each in moves:
        plan = next((plan for plan in frame.plans if each.old.startswith(f"{plan.id}/")), None)
        layout = frame.plan_layout(plan, "plan") if plan else frame.site_layout()
        there = address(each.target) if each.target is not None else ""
        yield Page(
            each.page,
            "moved.html",
            MovedPage(layout, address(each.old), each.target, there, each.reason),
            translated=False,
        )
