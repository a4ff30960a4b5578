"""Where each fact of a plan comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import router
from ..model import ActionPlan
from ..records import Source, Text
from .layout import Layout, Page
from .parts import Disputes, category, disputes
from .view import PlanView


@dataclass(frozen=True)
class SourceView:
    """A source with its number, its anchor and how it was read, in words."""

    record: Source
    number: int
    anchor: str
    read_how: Text
    disputes: Disputes


@dataclass(frozen=True)
class SourcesPage:
    """Every source, in the order of the table."""

    layout: Layout
    plan: ActionPlan
    sources: tuple[SourceView, ...]


def source_pages(view: PlanView) -> Iterator[Page]:
    """The page of sources, where the plan has any."""
    plan = view.plan
    if not plan.sources:
        return
    sources = tuple(
        SourceView(
            record=each,
            number=view.frame.sources[each.id].number,
            anchor=router.source_anchor(each.id),
            read_how=category("fuentes", "forma_consulta", each.read_how),
            disputes=disputes(plan, "fuentes", each.id),
        )
        for each in plan.sources
    )
    layout = view.site.plan_layout(view.frame, "sources")
    yield Page(router.sources(plan), "sources.html", SourcesPage(layout, plan, sources), plan=plan)
