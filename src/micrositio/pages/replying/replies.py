"""Replies of offices as pages show them: beside the datum, on the office's page and in the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from micrositio.i18n.bilingual import interface_text
from micrositio.i18n.not_known import PLAN
from micrositio.model.remarks import Reply
from micrositio.model.text import N_, Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.replying.row_places import RowKey, in_table, row_places
from micrositio.pages.views.claims import Subject, field_title, subject
from micrositio.pages.views.parts import EvidenceRef, Ref, category
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import anchors
from micrositio.routes import paths as router

WHOLE = N_("El plan")
"""The label of a reply to the whole plan."""


@dataclass(frozen=True)
class ReplyView:
    """A reply, its office, the place of the datum that it answers, its outcome in words and its documents.

    `label` names the datum: its column or, where the reply names none, its table; `subject` is what its row is about.
    """

    record: Reply
    anchor: str
    office: Ref
    about: Ref
    label: Text
    subject: Subject
    outcome: Text
    documents: tuple[EvidenceRef, ...]


@dataclass(frozen=True)
class Replies:
    """The replies of a plan, in the order of their dates."""

    all: tuple[ReplyView, ...] = ()

    def on(self, table: str, key: str) -> tuple[ReplyView, ...]:
        """Returns the replies to a row."""
        return tuple(each for each in self.all if (each.record.table, each.record.record) == (table, key))

    def of_milestone(self, key: str) -> tuple[ReplyView, ...]:
        """Returns the replies to a milestone or to a row about it."""
        return tuple(each for each in self.all if each.subject.milestone == key)

    def about_commitment(self, key: str) -> tuple[ReplyView, ...]:
        """Returns the replies to a commitment, to its milestones and to assessments of it."""
        return tuple(each for each in self.all if each.subject.commitment == key)

    def in_table(self, table: str) -> tuple[ReplyView, ...]:
        """Returns the replies to the rows of a table."""
        return tuple(each for each in self.all if each.record.table == table)

    def by(self, institution: str) -> tuple[ReplyView, ...]:
        """Returns the replies of an institution."""
        return tuple(each for each in self.all if each.record.institution == institution)


def replies_of(view: PlanView) -> Replies:
    """Returns the replies of the plan, oldest first."""
    if not view.plan.replies:
        return Replies()
    places = row_places(view)
    ordered = sorted(view.plan.replies, key=lambda each: (each.date, each.id))
    return Replies(tuple(_shown(view, each, places) for each in ordered))


def _shown(view: PlanView, each: Reply, places: Mapping[RowKey, Ref]) -> ReplyView:
    plan = view.plan
    table = plan.tables.get(each.table)
    whole = interface_text(WHOLE) if each.table == PLAN else table.schema.title if table else Text()
    return ReplyView(
        record=each,
        anchor=anchors.reply_anchor(each.id),
        office=view.institutions[each.institution],
        about=_place(view, each, places),
        subject=subject(plan, each.table, each.record),
        label=field_title(plan, each.table, each.field) if each.field else whole,
        outcome=category(TableName.REPLIES, "resultado", each.outcome),
        documents=view.named_documents(each.evidence),
    )


def _place(view: PlanView, each: Reply, places: Mapping[RowKey, Ref]) -> Ref:
    """Returns the place of the row that a reply answers: its own, that of its milestone, or the page of its table."""
    plan = view.plan
    if each.table == PLAN:
        return Ref(plan.title, router.plan(plan))
    milestone = (TableName.MILESTONES, subject(plan, each.table, each.record).milestone)
    own = places.get((each.table, each.record)) or places.get(milestone)
    return own or in_table(plan, each.table, each.record)
