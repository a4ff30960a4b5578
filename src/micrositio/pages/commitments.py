"""The list of commitments and the page of each one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from micrositio.i18n.not_known import Unknowns
from micrositio.model.groups import Group
from micrositio.model.records import Commitment, Evidence, Milestone, ReportingPeriod
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.opendata.discovery.calendars import has_calendar
from micrositio.opendata.ogp import ogp_page
from micrositio.opendata.references import of_commitment
from micrositio.pages.asking.inquiries import Questions, questions_of
from micrositio.pages.continuity.passages import Ties, ties
from micrositio.pages.groups import levels_above
from micrositio.pages.milestones.view import PROMISED, MilestoneView, Unchecked, lacked_by_all, milestone_view, posts
from micrositio.pages.money.figures import Money, commitment_money
from micrositio.pages.own.report import OwnReport, own_report
from micrositio.pages.paging.parting import MOST_CARDS, in_parts
from micrositio.pages.replying.comments import CommentView, comments_by_commitment
from micrositio.pages.replying.register import MOST
from micrositio.pages.replying.replies import Replies, ReplyView, replies_of
from micrositio.pages.sharing.citing import Cited, cited
from micrositio.pages.sharing.following import follow_places
from micrositio.pages.views.changes import ChangesView, changes_view
from micrositio.pages.views.claims import Claims, claims
from micrositio.pages.views.corrections import Corrections, Modified, corrections, modifications
from micrositio.pages.views.curve import Course, commitment_course
from micrositio.pages.views.cut_summary import CutRef, cut_ref
from micrositio.pages.views.gauges import Gauge, gauges
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import (
    AssessmentGroup,
    CommitmentCard,
    Disputes,
    EvidenceRef,
    LineState,
    MilestoneLine,
    Ref,
    category,
    commitment_title,
    disputes,
)
from micrositio.pages.views.plan_view import PlanView
from micrositio.pages.views.timeline import Schedule, schedule
from micrositio.pages.views.verdict import assessment_ref
from micrositio.progress.assessments.completion import is_conclusion
from micrositio.progress.bearing import Bearings, counted
from micrositio.routes import anchors, sharing_paths
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class CommitmentsPage:
    """The list of the plan's `count` commitments. `cut` is the last one (None while there are no reports)."""

    layout: Layout
    unknowns: Unknowns
    cards: tuple[CommitmentCard, ...]
    count: int
    cut: ReportingPeriod | None


@dataclass(frozen=True)
class Proof:
    """A document on which a milestone was accepted as complete, and the day and the body that accepted it.

    `is_own` states that what was accepted is the commitment itself.
    """

    document: EvidenceRef
    accepted: date
    body: Text
    is_own: bool = False


class WaysOut(NamedTuple):
    """How a commitment goes beyond its page.

    `feed` has what is new of it, `calendar` (None without dates) has its dates, `cite` is its citation, `embed` is its
    card for other sites and `report` is that of the plan.
    """

    feed: SitePath
    calendar: SitePath | None
    cite: Cited
    embed: SitePath
    report: SitePath


@dataclass(frozen=True)
class CommitmentPage:
    """The page of a commitment.

    `card` is the commitment as lists show it; `own_titles` is true if its title is a label by the makers of the site;
    `gauges` are the progress reported, the progress expected of the same milestones and the progress verified (none
    while there is no cut); `notable` are the milestones to look at; `changes` are the changes at that cut. `course` has
    its figures by cut and `schedule` the due dates of its milestones (None if no date is published). `errata` correct
    the commitment itself and `milestone_errata` its milestones, each with its line. `levels` are the groups that it is
    part of, the widest first; `own` is what it reports of itself (None if it does not). `values` and `approaches` are
    labels; `ogp_page` is its address at OGP ("" if that page is not one of its sources); `evidence` names the
    commitment itself, not one of its milestones; `papers` counts those and the documents of its milestones;
    `is_concluded` is true if an assessment of the commitment reached a conclusion; `contacts` are the institutional
    addresses of its leads; `newest` is the newest document about the commitment or its milestones (None without any);
    `follow` says how to receive what is new of it and `out` are the ways out of its page; `places` are where the
    commitment or its milestones happen, `money` is that of both and `ties` join it to commitments of other plans;
    `questions` is the way to those about the commitment, `replies` are those of offices to the commitment and its
    milestones and `correct` is the way to ask for a correction; `neighbours` are the commitments before and after.
    """

    layout: Layout
    unknowns: Unknowns
    own_titles: bool
    record: Commitment
    card: CommitmentCard
    cut: CutRef | None
    gauges: tuple[Gauge, ...]
    changes: ChangesView | None
    course: Course | None
    schedule: Schedule | None
    errata: Corrections
    modified: tuple[Modified, ...]
    supporting: tuple[Ref, ...]
    levels: tuple[tuple[Group, Ref], ...]
    ogp_page: str
    contacts: tuple[str, ...]
    newest: EvidenceRef | None
    milestones: tuple[MilestoneView, ...]
    own: OwnReport | None
    places: tuple[Ref, ...]
    money: Money | None
    ties: Ties
    evidence: tuple[EvidenceRef, ...]
    papers: Bearings
    assessments: tuple[AssessmentGroup, ...]
    is_concluded: bool
    comments: tuple[CommentView, ...]
    disputes: Disputes
    claims: Claims
    follow: Ref
    out: WaysOut
    questions: Questions | None
    replies: tuple[ReplyView, ...]
    correct: Ref
    neighbours: tuple[Ref | None, Ref | None]

    def replies_to(self, milestone: str) -> tuple[ReplyView, ...]:
        """Returns the replies of offices to a milestone or to a report or verification of it."""
        return Replies(self.replies).of_milestone(milestone)

    @property
    def told(self) -> tuple[str, ...]:
        """Names of the tables whose absence is explained in a section of their own."""
        listed = self.milestones or (self.own and self.own.is_alone)
        return (*(() if self.cut else (TableName.UPDATES,)), *(() if listed else (TableName.MILESTONES,)))

    @cached_property
    def proof(self) -> Proof | None:
        """The last proof of a milestone accepted as complete or, without any, of the commitment itself."""
        return _last_proof(self.milestones) or (_own_proof(self.own) if self.own else None)

    @property
    def posts(self) -> tuple[str, ...]:
        """The responsible areas and posts of its milestones."""
        return posts(each.line.record for each in self.milestones)

    @property
    def values(self) -> tuple[Text, ...]:
        """The OGP values of the commitment, in words."""
        return _words("valores_ogp", self.record.ogp_values)

    @property
    def approaches(self) -> tuple[Text, ...]:
        """The approaches of the commitment, in words."""
        return _words("enfoques", self.record.approaches)

    @cached_property
    def lacks(self) -> tuple[str, ...]:
        """Names (messages) of the facts that are known of no milestone, which are told once above their list."""
        return lacked_by_all(self.milestones)

    @property
    def is_silent(self) -> bool:
        """Whether no milestone has a report or a verification."""
        lines = [each.line for each in self.milestones]
        return not any(each.verified or (each.state and each.state.is_reported) for each in lines)

    @property
    def office(self) -> Ref | None:
        """The institution that is responsible for every milestone, if there are several and it is one."""
        named = {each.line.responsible for each in self.milestones}
        return named.pop() if len(self.milestones) > 1 and len(named) == 1 else None

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """What is told once above the milestones and not in their rows: «avances», «fin», «institucion»."""
        told = {
            "avances": self.is_silent,
            "fin": PROMISED["inicio", "fin"] in self.lacks,
            "institucion": self.office or PROMISED["institucion", "area", "cargo"] in self.lacks,
        }
        return tuple(key for key, once in told.items() if once)

    @property
    def notable(self) -> tuple[MilestoneLine, ...]:
        """The milestones that are late by the dates in force, unproven, disputed or without data."""
        return tuple(each.line for each in self.milestones if _is_notable(each.line.state))

    @property
    def never_checked(self) -> int:
        """The number of its reported milestones that no body ever reviewed."""
        return sum(each.unchecked is not None and each.unchecked.since is None for each in self.milestones)

    @property
    def unchecked(self) -> tuple[Unchecked, ...]:
        """Since when its other milestones are not reviewed, from the longest."""
        found = (each.unchecked for each in self.milestones if each.unchecked and each.unchecked.since)
        return tuple(sorted(found, key=lambda each: -each.days))

    @property
    def modified_milestones(self) -> tuple[MilestoneLine, ...]:
        """The milestones of which more than a date was modified."""
        return tuple(each.line for each in self.milestones if each.modified)

    @property
    def milestone_errata(self) -> tuple[tuple[MilestoneLine, Corrections], ...]:
        """The milestones whose promise was corrected, each with its errata."""
        return tuple((each.line, each.promise_errata) for each in self.milestones if each.promise_errata.all)


def commitment_pages(view: PlanView) -> Iterator[Page]:
    """Yields the list of commitments, then each one's page."""
    plan = view.plan
    cards = view.cards
    layout = view.site.plan_layout(view.frame, "commitments")
    listing = CommitmentsPage(layout, view.unknowns(), cards, len(cards), view.last_cut)
    yield from in_parts(
        Page(router.commitments(plan), "commitments.html", listing, plan=plan.id), "cards", most=MOST_CARDS
    )
    groups, replies = _groups_by_commitment(view), replies_of(view)
    comments, errata, asked = comments_by_commitment(view), corrections(view), questions_of(view)
    follow = follow_places(view)
    for number, card in enumerate(cards):
        around = cards[number - 1] if number else None, cards[number + 1] if number + 1 < len(cards) else None
        previous, following = (Ref(each.title, each.path) if each else None for each in around)
        about = card.record.id
        place = follow[anchors.commitment_anchor(card.record)]
        told = groups.get(about, ()), comments.get(about, ()), errata, asked.get(about), place, replies
        context = _commitment(view, card, _Told((previous, following), *told))
        yield Page(card.path, "commitment.html", context, plan=plan.id)


class _Told(NamedTuple):
    """What is told of a commitment elsewhere on the site, the ones beside it, and the way to follow it."""

    neighbours: tuple[Ref | None, Ref | None]
    groups: tuple[AssessmentGroup, ...]
    comments: tuple[CommentView, ...]
    errata: Mapping[tuple[str, str], Corrections]
    asked: Questions | None
    follow: Ref
    replies: Replies


def _commitment(view: PlanView, card: CommitmentCard, told: _Told) -> CommitmentPage:
    plan, record = view.plan, card.record
    milestones = plan.index.milestones_of.get(record.id, ())
    last = view.course[-1] if view.course else None
    return CommitmentPage(
        layout=view.site.plan_layout(view.frame, "commitments", Crumb(card.path, card.title)),
        unknowns=view.unknowns((TableName.COMMITMENTS, record.id), *((TableName.MILESTONES, m.id) for m in milestones)),
        own_titles=plan.own_titles,
        record=record,
        card=card,
        cut=cut_ref(plan, last.cut) if last else None,
        gauges=gauges(view, record.id),
        changes=changes_view(view, view.history.changes[-1].about(record.id)) if last else None,
        course=commitment_course(view, record.id),
        schedule=schedule(view, record.id, last),
        errata=told.errata.get((TableName.COMMITMENTS, record.id), Corrections()),
        modified=modifications(view, TableName.COMMITMENTS, record.id),
        supporting=view.refs(record.supporting),
        levels=levels_above(view, record.group),
        ogp_page=ogp_page(plan, record),
        contacts=tuple(c for each in record.leads if (c := plan.index.institutions[each].contact)),
        newest=_newest(view, record.id, milestones),
        milestones=tuple(milestone_view(view, each, told.errata) for each in milestones),
        own=own_report(view, record.id, told.errata),
        places=_places(view, record.id, milestones),
        money=commitment_money(view, record.id),
        ties=ties(view, record.id),
        evidence=view.documents(plan.index.evidence_for_commitment.get(record.id, ())),
        papers=counted(plan, _papers(view, record.id, milestones)),
        assessments=told.groups,
        is_concluded=any(is_conclusion(plan, each) for each in plan.index.assessments_of.get(record.id, ())),
        comments=told.comments,
        disputes=disputes(plan, TableName.COMMITMENTS, record.id),
        claims=claims(plan, TableName.COMMITMENTS, record, record.id),
        follow=told.follow,
        out=_ways_out(view, record),
        questions=told.asked,
        replies=told.replies.about_commitment(record.id),
        correct=_way_to_correct(view, record),
        neighbours=told.neighbours,
    )


def _ways_out(view: PlanView, record: Commitment) -> WaysOut:
    plan, path = view.plan, view.commitments[record.id].path
    return WaysOut(
        feed=sharing_paths.commitment_feed(plan, record),
        calendar=router.commitment_calendar(plan, record) if has_calendar(plan, record) else None,
        cite=cited(of_commitment(view.files.edition, record), path),
        embed=router.embed(plan, record),
        report=router.report(plan),
    )


def _way_to_correct(view: PlanView, each: Commitment) -> Ref:
    """Returns the place of the letter that asks for a correction of the commitment, or of the one for any datum."""
    own = len(view.plan.commitments) <= MOST
    anchor = anchors.correction_anchor(each.id) if own else anchors.ASK_CORRECTION
    return Ref(commitment_title(each), router.corrections(view.plan), anchor)


def _words(column: str, values: tuple[str, ...]) -> tuple[Text, ...]:
    """Returns the titles of the values of a column with a vocabulary."""
    return tuple(category(TableName.COMMITMENTS, column, each) for each in values)


def _last_proof(milestones: tuple[MilestoneView, ...]) -> Proof | None:
    """Returns the newest document of the last verification that accepted a milestone as complete, or None if none."""
    accepted = (each for each in milestones if each.line.state and each.line.state.is_verified)
    proofs = (
        Proof(document, each.verification.date, each.verified_by)
        for each in accepted
        if each.verification
        for document in each.examined
    )
    return max(proofs, key=lambda proof: (proof.accepted, str(proof.document.record.date or "")), default=None)


def _own_proof(own: OwnReport) -> Proof | None:
    """Returns the newest document on which the commitment itself was accepted as complete, or None if it was not."""
    if not (own.verification and own.line.state and own.line.state.is_verified):
        return None
    newest = max(own.examined, key=lambda each: str(each.record.date or ""), default=None)
    return Proof(newest, own.verification.date, own.verified_by, is_own=True) if newest else None


def _places(view: PlanView, commitment: str, milestones: tuple[Milestone, ...]) -> tuple[Ref, ...]:
    """Returns the places of the commitment and of its milestones, in the order of the plan, each once."""
    own = {milestone.id for milestone in milestones}
    found = (p for p in view.plan.locations if commitment in p.commitments or not own.isdisjoint(p.milestones))
    return tuple(view.locations[place.id] for place in found)


def _newest(view: PlanView, commitment: str, milestones: tuple[Milestone, ...]) -> EvidenceRef | None:
    """Returns the newest dated document about the commitment or its milestones, or None if there is none."""
    shown = view.documents(each for each in _papers(view, commitment, milestones) if each.date)
    return shown[-1] if shown else None


def _papers(view: PlanView, commitment: str, milestones: tuple[Milestone, ...]) -> tuple[Evidence, ...]:
    """Returns the documents about the commitment or one of its milestones, each once."""
    index = view.plan.index
    of_milestones = (each for milestone in milestones for each in index.evidence_for_milestone.get(milestone.id, ()))
    every = (*index.evidence_for_commitment.get(commitment, ()), *of_milestones)
    return tuple({each.id: each for each in every}.values())


def _is_notable(state: LineState | None) -> bool:
    """Returns whether the milestone is late by the dates in force, broken, unproven, disputed or without data."""
    if state is None or not state.is_reported:
        return state is not None
    return state.is_late or state.is_broken or state.is_unproven or state.is_disputed


def _groups_by_commitment(view: PlanView) -> dict[str, tuple[AssessmentGroup, ...]]:
    groups: dict[str, dict[str, AssessmentGroup]] = {}
    for each in view.plan.assessments:
        of_commitment = groups.setdefault(each.commitment, {})
        instrument = view.plan.index.instruments[each.instrument]
        before = of_commitment.get(each.instrument)
        answers = (*(before.answers if before else ()), view.answer(each))
        of_commitment[each.instrument] = AssessmentGroup(assessment_ref(view.plan, instrument), None, answers)
    return {about: tuple(found.values()) for about, found in groups.items()}
