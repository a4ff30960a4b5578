"""The list of institutions, with those responsible, those in support and overseers, and the page of each one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from micrositio.i18n.not_known import Unknowns
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Agreement, Institution, ReportingPeriod
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.milestones.partners import PartnerView, partnerships
from micrositio.pages.paging.parting import MOST, MOST_CARDS, in_parts
from micrositio.pages.replying.replies import Replies, ReplyView, replies_of
from micrositio.pages.sharing.following import follow_places
from micrositio.pages.views.breakdown import Breakdown, breakdown
from micrositio.pages.views.claims import Claims, claims
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import (
    CommitmentCard,
    Disputes,
    MilestoneLine,
    Ref,
    Tally,
    category,
    disputes,
    institution_title,
)
from micrositio.pages.views.plan_view import PlanView, meeting_ref
from micrositio.progress.milestone_state import MilestoneState
from micrositio.routes import anchors, sharing_paths
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class InstitutionCard:
    """An institution at a glance: the commitments that it leads, and the number of those that it supports.

    `milestones` counts those still in the plan at the last cut; `withdrawn` ones are not among them.
    """

    record: Institution
    title: Text
    path: SitePath
    leads: tuple[Ref, ...]
    supports: int
    milestones: int
    withdrawn: int


@dataclass(frozen=True)
class SectorGroup:
    """The institutions of a sector; the text is empty if the sector is not known."""

    sector: Text
    cards: tuple[InstitutionCard, ...]


@dataclass(frozen=True)
class InstitutionsPage:
    """Every institution by sector. `unanswered` are the commitments without a named lead, each with its id.

    `statuses` are the milestones of each institution by status at the cut `as_of`, those without any last; None while
    there is no report, or if there are too many to draw.
    """

    layout: Layout
    unknowns: Unknowns
    sectors: tuple[SectorGroup, ...]
    unanswered: tuple[tuple[str, Ref], ...]
    statuses: Breakdown | None
    as_of: ReportingPeriod | None


class Others(NamedTuple):
    """Numbers of the things of an institution that its page does not list."""

    leads: int
    supports: int
    agreements: int
    partnerships: int


@dataclass(frozen=True)
class InstitutionPage:
    """An institution in full: commitments it leads and supports, its milestones, its seats on bodies, its agreements.

    `more` counts the commitments and agreements beyond those listed here, which the plan's own lists have; `tally`
    counts its milestones at the last cut (None while there is no report); `partnerships` are the milestones in which it
    takes part and another is responsible, all of them in `table`; `agreements` come with their meeting and their state
    in words; `replies` are its own; `seats` are names of bodies; `feed` has what is new of what is in its charge and
    `follow` says how to receive it (None: nothing is).
    """

    layout: Layout
    unknowns: Unknowns
    record: Institution
    title: Text
    sector: Text
    leads: tuple[CommitmentCard, ...]
    supports: tuple[Ref, ...]
    more: Others
    milestones: tuple[MilestoneLine, ...]
    partnerships: tuple[PartnerView, ...]
    table: SitePath
    tally: Tally | None
    seats: tuple[Text, ...]
    agreements: tuple[tuple[Agreement, Ref, Text], ...]
    replies: tuple[ReplyView, ...]
    disputes: Disputes
    claims: Claims
    feed: SitePath | None
    follow: Ref | None


@dataclass(frozen=True)
class _Roles:
    """The plan's commitments and milestones by the institution that leads, supports or is responsible for them."""

    leads: dict[str, list[CommitmentCard]]
    supports: dict[str, list[CommitmentCard]]
    milestones: dict[str, list[str]]


def institution_pages(view: PlanView) -> Iterator[Page]:
    """Yields the list of institutions, then each one's page."""
    plan = view.plan
    roles = _roles(view)
    unanswered = [each for each in plan.commitments if not each.leads]
    listing = InstitutionsPage(
        layout=view.site.plan_layout(view.frame, "institutions"),
        sectors=tuple(_sectors(view, roles)),
        unknowns=view.unknowns(*((TableName.COMMITMENTS, each.id) for each in unanswered)),
        unanswered=tuple((each.id, view.commitments[each.id]) for each in unanswered),
        statuses=_statuses(view),
        as_of=view.last_cut,
    )
    page = Page(router.institutions(plan), "institutions.html", listing, plan=plan.id)
    yield from in_parts(page, "sectors", "cards", MOST_CARDS, then=_of_sectors)
    replies, follow = replies_of(view), follow_places(view)
    for each in plan.institutions:
        place = follow.get(anchors.institution_anchor(each))
        context = _institution(view, each, roles, replies, place)
        page = Page(router.institution(plan, each), "institution.html", context, plan=plan.id)
        yield from in_parts(page, "milestones", most=MOST_CARDS)


def _of_sectors(part: InstitutionsPage) -> InstitutionsPage:
    """Returns a part of the list; only the first says what no institution answers for."""
    return part if part.layout.is_first else replace(part, unanswered=(), statuses=None)


def _statuses(view: PlanView) -> Breakdown | None:
    if not view.course:
        return None
    last = view.course[-1]
    found: dict[str, list[MilestoneState]] = {}
    for state in last.states:
        found.setdefault(state.milestone.institution, []).append(state)
    rows = ((view.institutions.get(key), found[key]) for key in (*view.institutions, "") if key in found)
    tallied = (("", ref, view.tally(states, last.plan)) for ref, states in rows)
    return breakdown(view.tally(last.states, last.plan), tallied)


def _roles(view: PlanView) -> _Roles:
    roles = _Roles({}, {}, {})
    for card in view.cards:
        for each in card.record.leads:
            roles.leads.setdefault(each, []).append(card)
        for each in card.record.supporting:
            roles.supports.setdefault(each, []).append(card)
        for milestone in view.plan.index.milestones_of.get(card.record.id, ()):
            if milestone.institution:
                roles.milestones.setdefault(milestone.institution, []).append(milestone.id)
    return roles


def _sectors(view: PlanView, roles: _Roles) -> Iterator[SectorGroup]:
    plan = view.plan
    sectors = dict.fromkeys(each.sector for each in plan.institutions)
    for sector in sorted(sectors, key=lambda each: (each != "gobierno", each == "")):
        own = [each for each in plan.institutions if each.sector == sector]
        cards = tuple(_card(view, each, roles) for each in own)
        yield SectorGroup(category(TableName.INSTITUTIONS, "sector", sector), cards)


def _card(view: PlanView, each: Institution, roles: _Roles) -> InstitutionCard:
    milestones = roles.milestones.get(each.id, ())
    withdrawn = sum(view.states[key].is_withdrawn for key in milestones if key in view.states)
    return InstitutionCard(
        record=each,
        title=institution_title(each),
        path=router.institution(view.plan, each),
        leads=tuple(Ref(card.title, card.path) for card in roles.leads.get(each.id, ())),
        supports=len(roles.supports.get(each.id, ())),
        milestones=len(milestones) - withdrawn,
        withdrawn=withdrawn,
    )


def _institution(
    view: PlanView, each: Institution, roles: _Roles, replies: Replies, follow: Ref | None
) -> InstitutionPage:
    plan = view.plan
    title = institution_title(each)
    leads = tuple(roles.leads.get(each.id, ()))
    supports = tuple(Ref(card.title, card.path) for card in roles.supports.get(each.id, ()))
    milestones, agreements = roles.milestones.get(each.id, ()), tuple(_agreements(plan, each))
    states, shared = [view.states[key] for key in milestones if key in view.states], tuple(partnerships(view, each))
    return InstitutionPage(
        layout=view.site.plan_layout(view.frame, "institutions", Crumb(router.institution(plan, each), title)),
        unknowns=view.unknowns((TableName.INSTITUTIONS, each.id)),
        record=each,
        title=title,
        sector=category(TableName.INSTITUTIONS, "sector", each.sector),
        leads=leads[:MOST_CARDS],
        supports=supports[:MOST],
        more=Others(len(leads[MOST_CARDS:]), len(supports[MOST:]), len(agreements[MOST:]), len(shared[MOST:])),
        milestones=tuple(view.line(plan.index.milestones[key], view.states.get(key)) for key in milestones),
        partnerships=shared[:MOST],
        table=router.table(plan, TableName.PARTNERS),
        tally=view.tally(states) if states else None,
        seats=_seats(plan, each),
        agreements=agreements[:MOST],
        replies=replies.by(each.id),
        disputes=disputes(plan, TableName.INSTITUTIONS, each.id),
        claims=claims(plan, TableName.INSTITUTIONS, each, each.id),
        feed=sharing_paths.institution_feed(plan, each) if follow else None,
        follow=follow,
    )


def _seats(plan: ActionPlan, each: Institution) -> tuple[Text, ...]:
    bodies = dict.fromkeys(member.body for member in plan.members if member.institution == each.id)
    return tuple(plan.index.bodies[body].name for body in bodies)


def _agreements(plan: ActionPlan, each: Institution) -> Iterator[tuple[Agreement, Ref, Text]]:
    for agreement in plan.agreements:
        if agreement.responsible == each.id:
            meeting = plan.index.meetings[agreement.meeting]
            state = category(TableName.AGREEMENTS, "estado", agreement.state)
            yield agreement, meeting_ref(plan, meeting), state
