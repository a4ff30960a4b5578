"""The page of corrections of a plan: how to ask for one, the replies of offices and the removals of personal data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from micrositio.model.remarks import Removal
from micrositio.model.text import N_, Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.asking.letters import Letter, correction_request, removal_request, reply_request
from micrositio.pages.replying.replies import ReplyView, replies_of
from micrositio.pages.views.cut_summary import CutRef, cut_ref
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import Ref, category, commitment_title
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import anchors
from micrositio.routes import paths as router

TITLE = N_("Correcciones")
MOST = 30
"""Maximum number of commitments with a letter of their own on the page: each takes about 1 kB."""


@dataclass(frozen=True)
class RemovalView:
    """A request to remove a personal datum, in words: its kind, where it was and its outcome."""

    record: Removal
    anchor: str
    datum: Text
    where: Text
    outcome: Text


@dataclass(frozen=True)
class CommitmentLetter:
    """The letter that asks for a correction of a commitment's page, and the anchor of the letter."""

    commitment: Ref
    anchor: str
    letter: Letter


@dataclass(frozen=True)
class CorrectionsPage:
    """The letters to ask with, the replies, the removals, and the sealed cuts that have errata with their number.

    `of_commitments` are the letters about each commitment, none if there are more than `MOST`.
    """

    layout: Layout
    correction: Letter
    reply: Letter
    removal: Letter
    of_commitments: tuple[CommitmentLetter, ...]
    replies: tuple[ReplyView, ...]
    removals: tuple[RemovalView, ...]
    errata: tuple[tuple[CutRef, int], ...]


def corrections_page(view: PlanView) -> Iterator[Page]:
    """Yields the page of corrections of the plan."""
    plan, path = view.plan, router.corrections(view.plan)
    about = plan.title.pick(plan.language)[0]
    context = CorrectionsPage(
        layout=view.site.plan_layout(view.frame, "plan", Crumb(path, message=TITLE)),
        correction=correction_request(about, "", plan.language),
        reply=reply_request(about, plan.language),
        removal=removal_request(about, plan.language),
        of_commitments=tuple(_of_commitments(view)) if len(plan.commitments) <= MOST else (),
        replies=replies_of(view).all,
        removals=tuple(_removal(each) for each in sorted(plan.removals, key=lambda each: (each.date, each.id))),
        errata=tuple(
            (cut_ref(plan, cut), len(plan.index.errata_of[cut.id]))
            for cut in plan.index.cuts_in_order
            if cut.id in plan.index.errata_of
        ),
    )
    yield Page(path, "corrections_page.html", context, plan=plan.id)


def _of_commitments(view: PlanView) -> Iterator[CommitmentLetter]:
    plan = view.plan
    for card in view.cards:
        titles = (commitment_title(card.record), plan.title)
        about = ", ".join(each.pick(plan.language)[0] for each in titles)
        letter = correction_request(about, view.site.addresses.canonical(card.path), plan.language)
        yield CommitmentLetter(Ref(card.title, card.path), anchors.correction_anchor(card.record.id), letter)


def _removal(each: Removal) -> RemovalView:
    return RemovalView(
        record=each,
        anchor=anchors.removal_anchor(each.id),
        datum=category(TableName.REMOVALS, "dato", each.datum),
        where=category(TableName.REMOVALS, "donde", each.where),
        outcome=category(TableName.REMOVALS, "resultado", each.outcome),
    )
