"""The page of what became of the commitments of the plans before, in parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from micrositio.model.continuity import Continuation
from micrositio.model.succession import Fate, Passage
from micrositio.model.text import N_, Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.continuity.passages import Named, anchor, earlier_commitment, earlier_plan, outcome
from micrositio.pages.paging.parting import in_parts
from micrositio.pages.views.claims import Claims, claims
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import Disputes, Ref, disputes
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import continuity_paths
from micrositio.routes import paths as router
from micrositio.routes.continuity_paths import ROWS_A_PART
from micrositio.routes.paths import SitePath

CONTINUITY = N_("De un plan a otro")
"""Title of the page."""


@dataclass(frozen=True)
class EarlierRow:
    """An earlier commitment and what became of it.

    `record` is None, and `outcome` has no words, if the data do not say it; `into` is the commitment of this plan that
    takes it up (None: none does).
    """

    anchor: str
    earlier: Named
    outcome: Text
    into: Ref | None
    record: Continuation | None
    claims: Claims | None
    disputes: Disputes | None


@dataclass(frozen=True)
class EarlierPlan:
    """An earlier plan and the rows of its commitments: `going` are taken up, `over` are not, `untold` neither."""

    plan: Named
    number: int
    going: int
    over: int
    untold: int
    rows: tuple[EarlierRow, ...]


@dataclass(frozen=True)
class ContinuityPage:
    """A part of what became of the commitments of the plans before.

    `new` is the number of commitments of this plan of which no row says that they come from another; `commitments` is
    their list and `table` the page of the table.
    """

    layout: Layout
    plans: tuple[EarlierPlan, ...]
    new: int
    commitments: SitePath
    table: SitePath


def continuity_pages(view: PlanView) -> Iterator[Page]:
    """Yields the parts of what became of the commitments of the plans before; none if nothing of it is published."""
    plan, path = view.plan, continuity_paths.continuity(view.plan)
    if not plan.continuity:
        return
    taken = {each.commitment for each in plan.continuity}
    context = ContinuityPage(
        layout=view.site.plan_layout(view.frame, "plan", Crumb(path, message=CONTINUITY)),
        plans=tuple(_plan(view, number, each) for number, each in enumerate(view.succession.before, 1)),
        new=sum(each.id not in taken for each in plan.commitments),
        commitments=router.commitments(plan),
        table=router.table(plan, TableName.CONTINUITY),
    )
    page = Page(path, "continuity.html", context, plan=plan.id)
    yield from in_parts(page, "plans", "rows", most=ROWS_A_PART)


def _plan(view: PlanView, number: int, passage: Passage) -> EarlierPlan:
    told = [each.row for each in passage.fates if each.row]
    return EarlierPlan(
        plan=earlier_plan(view, passage),
        number=number,
        going=len({each.earlier_key for each in told if not each.is_over}),
        over=len({each.earlier_key for each in told if each.is_over}),
        untold=len(passage.fates) - len(told),
        rows=tuple(_row(view, passage, each) for each in passage.fates),
    )


def _row(view: PlanView, passage: Passage, fate: Fate) -> EarlierRow:
    plan, row = view.plan, fate.row
    return EarlierRow(
        anchor=anchor(fate),
        earlier=earlier_commitment(passage, fate),
        outcome=outcome(row),
        into=view.commitments.get(row.commitment) if row else None,
        record=row,
        claims=claims(plan, TableName.CONTINUITY, row, row.id) if row else None,
        disputes=disputes(plan, TableName.CONTINUITY, row.id) if row else None,
    )
