"""The levels of a plan above its commitments: the list of its groups, and the page of each one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from micrositio.i18n.not_known import Unknowns
from micrositio.model.groups import Group, chain, in_order
from micrositio.model.records import ReportingPeriod
from micrositio.model.vocabularies import TableName
from micrositio.pages.money.figures import Money, group_money
from micrositio.pages.paging.parting import MOST_CARDS, in_parts
from micrositio.pages.views.claims import Claims, claims
from micrositio.pages.views.cut_summary import width
from micrositio.pages.views.gauges import Gauge, group_gauges
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import CommitmentCard, Disputes, Ref, Tally, disputes
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.history import CutState
from micrositio.progress.milestone_state import Figure
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class GroupRow:
    """A group in a list, with the number of the commitments under it.

    `depth` counts the levels above it in the list; `figure` is its progress at the last cut, with the width of its
    meter (None and "" while there is no cut, or if nothing of it has data).
    """

    record: Group
    path: SitePath
    depth: int
    commitments: int
    figure: Figure | None
    meter: str


@dataclass(frozen=True)
class GroupsPage:
    """Every group of the plan, each before those that are part of it.

    `cut` is the last one (None while there are no reports); `weighs` is whether the groups have weights; `loose` are
    the commitments of no group and `table` is the page of the table.
    """

    layout: Layout
    rows: tuple[GroupRow, ...]
    cut: ReportingPeriod | None
    weighs: bool
    loose: tuple[Ref, ...]
    table: SitePath


@dataclass(frozen=True)
class GroupPage:
    """A group: those that it is part of (`above`), those that are part of it (`rows`) and its own commitments.

    `gauges` are its figures at the last cut (none while there is no cut) and `tally` counts the milestones under it;
    `money` is that of every commitment under it; `commitments` is the number of all commitments under it, of which
    `cards` are those of no group below.
    """

    layout: Layout
    unknowns: Unknowns
    record: Group
    above: tuple[Ref, ...]
    cut: ReportingPeriod | None
    gauges: tuple[Gauge, ...]
    tally: Tally | None
    money: Money | None
    rows: tuple[GroupRow, ...]
    cards: tuple[CommitmentCard, ...]
    commitments: int
    disputes: Disputes
    claims: Claims


def group_pages(view: PlanView) -> Iterator[Page]:
    """Yields the list of the plan's groups, in parts, then the page of each one."""
    plan, cards = view.plan, {each.record.id: each for each in view.cards}
    listing = GroupsPage(
        layout=view.site.plan_layout(view.frame, "groups"),
        rows=group_rows(view, in_order(plan.groups)),
        cut=view.last_cut,
        weighs=plan.index.groups_weigh,
        loose=tuple(view.commitments[each.id] for each in plan.index.commitments_of.get("", ())),
        table=router.table(plan, TableName.GROUPS),
    )
    yield from in_parts(Page(router.groups(plan), "groups.html", listing, plan=plan.id), "rows", then=_first_only)
    for each in plan.groups:
        page = Page(router.group(plan, each), "group.html", _group(view, each, cards), plan=plan.id)
        yield from in_parts(page, "cards", most=MOST_CARDS)


def group_rows(view: PlanView, groups: Iterable[tuple[Group, int]]) -> tuple[GroupRow, ...]:
    """Returns the rows of groups, each with its depth, as they stand at the last cut."""
    return tuple(_row(view, each, depth, view.course[-1] if view.course else None) for each, depth in groups)


def parts_of(view: PlanView, group: str = "") -> tuple[GroupRow, ...]:
    """Returns the rows of the groups that are directly part of a group, or of the plan ("")."""
    return group_rows(view, ((each, 0) for each in view.plan.index.groups_of.get(group, ())))


def levels_above(view: PlanView, group: str) -> tuple[tuple[Group, Ref], ...]:
    """Returns the group with this id and those that it is part of, the widest first."""
    return tuple((each, view.groups[each.id]) for each in chain(view.plan.index.groups, group))


def _row(view: PlanView, each: Group, depth: int, at: CutState | None) -> GroupRow:
    figure = at.group(each.id).figure if at and each.id in at.plan.index.groups else None
    return GroupRow(
        record=each,
        path=router.group(view.plan, each),
        depth=depth,
        commitments=len(view.plan.index.under(each.id)),
        figure=figure,
        meter=width(figure) if figure else "",
    )


def _first_only(part: GroupsPage) -> GroupsPage:
    """Returns a part of the list; only the first names the commitments of no group."""
    return part if part.layout.is_first else replace(part, loose=())


def _group(view: PlanView, each: Group, cards: dict[str, CommitmentCard]) -> GroupPage:
    plan, index = view.plan, view.plan.index
    last = view.course[-1] if view.course and each.id in view.course[-1].plan.index.groups else None
    way = levels_above(view, each.parent)
    crumbs = (*(Crumb(ref.path, ref.title) for _, ref in way), Crumb(router.group(plan, each), each.title))
    return GroupPage(
        layout=view.site.plan_layout(view.frame, "groups", *crumbs),
        unknowns=view.unknowns((TableName.GROUPS, each.id)),
        record=each,
        above=tuple(ref for _, ref in way),
        cut=last.cut if last else None,
        gauges=group_gauges(view, each) if last else (),
        tally=view.tally(last.under(each.id), last.plan) if last else None,
        money=group_money(view, each.id),
        rows=parts_of(view, each.id),
        cards=tuple(cards[commitment.id] for commitment in index.commitments_of.get(each.id, ())),
        commitments=len(index.under(each.id)),
        disputes=disputes(plan, TableName.GROUPS, each.id),
        claims=claims(plan, TableName.GROUPS, each, each.id),
    )
