"""The list of commitments and the page of each one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import router
from ..model import ActionPlan
from ..records import (
    Comment,
    Commitment,
    Milestone,
    ProgressUpdate,
    ReportingPeriod,
    Rescheduling,
    Text,
    Verification,
)
from ..router import SitePath
from .layout import Crumb, Layout, Page
from .parts import (
    AssessmentGroup,
    CommitmentCard,
    Disputes,
    EvidenceRef,
    MilestoneLine,
    Ref,
    Status,
    category,
    disputes,
)
from .view import PlanView


@dataclass(frozen=True)
class CommitmentsPage:
    """The list of commitments. `cut` is the last one (None while nobody reported)."""

    layout: Layout
    plan: ActionPlan
    cards: tuple[CommitmentCard, ...]
    cut: ReportingPeriod | None


@dataclass(frozen=True)
class HistoryRow:
    """What was reported of a milestone at a cut, and what was verified of that report."""

    cut: ReportingPeriod
    path: SitePath
    update: ProgressUpdate
    reported: Status
    verification: Verification | None
    verified: Status | None
    disputes: Disputes


@dataclass(frozen=True)
class MilestoneView:
    """A milestone in full.

    `verified_by` is the name of the body of its last verification; `examined` the documents it looked at;
    `difficulty` the kind of difficulty last reported; `history` goes from the last cut back.
    """

    line: MilestoneLine
    direction: Text
    verified_by: Text
    examined: tuple[EvidenceRef, ...]
    difficulty: Text
    evidence: tuple[EvidenceRef, ...]
    reschedulings: tuple[Rescheduling, ...]
    history: tuple[HistoryRow, ...]
    disputes: Disputes


@dataclass(frozen=True)
class CommentView:
    """A comment with its outcome in words and the commitment it is about (None: the whole plan)."""

    record: Comment
    outcome: Text
    about: Ref | None


@dataclass(frozen=True)
class CommitmentPage:
    """A commitment in full.

    `card` holds what its list shows; `values` and `approaches` are labels; `evidence` names the commitment itself,
    not one of its milestones; `posts` are the responsible areas and posts of its milestones; `contacts` the
    institutional addresses of its leads; `previous` and `next` are its neighbours.
    """

    layout: Layout
    plan: ActionPlan
    record: Commitment
    card: CommitmentCard
    cut: ReportingPeriod | None
    supporting: tuple[Ref, ...]
    values: tuple[Text, ...]
    approaches: tuple[Text, ...]
    posts: tuple[str, ...]
    contacts: tuple[str, ...]
    milestones: tuple[MilestoneView, ...]
    evidence: tuple[EvidenceRef, ...]
    assessments: tuple[AssessmentGroup, ...]
    comments: tuple[CommentView, ...]
    disputes: Disputes
    previous: Ref | None
    next: Ref | None


def commitment_pages(view: PlanView) -> Iterator[Page]:
    """The list of commitments, then each one's page."""
    plan = view.plan
    cards = view.cards
    layout = view.site.plan_layout(view.frame, "commitments")
    listing = CommitmentsPage(layout, plan, cards, view.last_cut)
    yield Page(router.commitments(plan), "commitments.html", listing, plan=plan)
    groups = _groups_by_commitment(view)
    comments = comments_by_commitment(view)
    for number, card in enumerate(cards):
        neighbours = cards[number - 1] if number else None, cards[number + 1] if number + 1 < len(cards) else None
        about = card.record.id
        context = _commitment(view, card, neighbours, groups.get(about, ()), comments.get(about, ()))
        yield Page(card.path, "commitment.html", context, plan=plan)


def _commitment(
    view: PlanView,
    card: CommitmentCard,
    neighbours: tuple[CommitmentCard | None, CommitmentCard | None],
    groups: tuple[AssessmentGroup, ...],
    comments: tuple[CommentView, ...],
) -> CommitmentPage:
    plan, record = view.plan, card.record
    milestones = plan.index.milestones_of.get(record.id, ())
    previous, following = (Ref(each.title, each.path) if each else None for each in neighbours)
    return CommitmentPage(
        layout=view.site.plan_layout(view.frame, "commitments", Crumb(card.path, card.title)),
        plan=plan,
        record=record,
        card=card,
        cut=view.last_cut,
        supporting=view.refs(record.supporting),
        values=tuple(category("compromisos", "valores_ogp", each) for each in record.ogp_values),
        approaches=tuple(category("compromisos", "enfoques", each) for each in record.approaches),
        posts=_posts(milestones),
        contacts=tuple(c for each in record.leads if (c := plan.index.institutions[each].contact)),
        milestones=tuple(_milestone(view, each) for each in milestones),
        evidence=view.documents(plan.index.evidence_for_commitment.get(record.id, ())),
        assessments=groups,
        comments=comments,
        disputes=disputes(plan, "compromisos", record.id),
        previous=previous,
        next=following,
    )


def _posts(milestones: tuple[Milestone, ...]) -> tuple[str, ...]:
    stated = (", ".join(part for part in (each.post, each.area) if part) for each in milestones)
    return tuple(dict.fromkeys(each for each in stated if each))


def _milestone(view: PlanView, each: Milestone) -> MilestoneView:
    plan = view.plan
    state = view.states.get(each.id)
    verification = state.verification if state else None
    body = plan.index.bodies.get(verification.body) if verification else None
    return MilestoneView(
        line=view.line(each, state),
        direction=category("actividades", "direccion", each.direction),
        verified_by=body.name if body else Text(),
        examined=view.named_documents(verification.evidence) if verification else (),
        difficulty=category(
            "avances", "dificultad_tipo", state.update.difficulty_kind if state and state.update else ""
        ),
        evidence=view.documents(plan.index.evidence_for_milestone.get(each.id, ())),
        reschedulings=plan.index.reschedulings_of.get(each.id, ()),
        history=tuple(_history(view, each)),
        disputes=disputes(plan, "actividades", each.id),
    )


def _history(view: PlanView, each: Milestone) -> Iterator[HistoryRow]:
    plan = view.plan
    made = {verification.period: verification for verification in plan.index.verifications_of.get(each.id, ())}
    for cut in reversed(view.cuts):
        update = plan.index.updates.get((cut.id, each.id))
        if update:
            verification = made.get(cut.id)
            yield HistoryRow(
                cut=cut,
                path=router.board_at(plan, cut),
                update=update,
                reported=view.status(update.status),
                verification=verification,
                verified=view.status(verification.status) if verification else None,
                disputes=disputes(plan, "avances", f"{cut.id}|{each.id}"),
            )


def comments_by_commitment(view: PlanView) -> dict[str, tuple[CommentView, ...]]:
    """The plan's comments by the commitment they are about; "" holds those about the whole plan."""
    found: dict[str, tuple[CommentView, ...]] = {}
    for each in view.plan.comments:
        outcome = category("comentarios", "resultado", each.outcome)
        comment = CommentView(each, outcome, view.commitments.get(each.commitment))
        found[each.commitment] = (*found.get(each.commitment, ()), comment)
    return found


def _groups_by_commitment(view: PlanView) -> dict[str, tuple[AssessmentGroup, ...]]:
    groups: dict[str, dict[str, AssessmentGroup]] = {}
    for each in view.plan.assessments:
        of_commitment = groups.setdefault(each.commitment, {})
        instrument = view.plan.index.instruments[each.instrument]
        before = of_commitment.get(each.instrument, AssessmentGroup(instrument.title, None, ()))
        answers = (*before.answers, (each, view.evidence.get(each.evidence)))
        of_commitment[each.instrument] = AssessmentGroup(instrument.title, None, answers)
    return {about: tuple(found.values()) for about, found in groups.items()}
