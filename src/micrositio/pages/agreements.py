"""The agreements of the meetings: each one with its proof of closing, and the page of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from micrositio.model.records import Agreement
from micrositio.model.text import N_, Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.paging.parting import in_parts
from micrositio.pages.views.claims import Claims, claims
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import EvidenceRef, Ref, category
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.agreements import CLOSED, FULFILLED, OPEN, AgreementState, agreement_state
from micrositio.routes import anchors
from micrositio.routes import paths as router

AGREEMENTS = N_("Acuerdos")
"""Title of the page."""


@dataclass(frozen=True)
class AgreementView:
    """An agreement: its institution (None: not stated), its state in words and in days, and claims of sources.

    `proof` is the document of its closing, None if there is none; `meeting` is its place on its meeting's page and
    `body` the body that met (no text if it is not stated).
    """

    record: Agreement
    anchor: str
    meeting: Ref
    body: Text
    responsible: Ref | None
    state: Text
    at: AgreementState
    proof: EvidenceRef | None
    claims: Claims

    @property
    def is_open(self) -> bool:
        """Whether it is said to be pending or in progress."""
        return self.record.state in OPEN


@dataclass(frozen=True)
class AgreementsPage:
    """Every agreement, that of the latest meeting first; `until` is the last day that the data tell (None: unknown).

    Of their `count`, `fulfilled` are said to be fulfilled, `proven` are so and name a document, and of `untold` no
    state is known; `counts_days` states whether the days of an open one are shown.
    """

    layout: Layout
    agreements: tuple[AgreementView, ...]
    until: date | None
    count: int
    fulfilled: int
    proven: int
    untold: int
    counts_days: bool


def agreement_pages(view: PlanView) -> Iterator[Page]:
    """Yields the page of all agreements, if the plan has any."""
    plan, path = view.plan, router.agreements(view.plan)
    dates = {each.id: str(each.date or "") for each in plan.meetings}
    ordered = sorted(plan.agreements, key=lambda each: dates[each.meeting], reverse=True)
    found = tuple(agreement_view(view, each) for each in ordered)
    context = AgreementsPage(
        layout=view.site.plan_layout(view.frame, "meetings", Crumb(path, message=AGREEMENTS)),
        agreements=found,
        until=view.frame.changed,
        count=len(found),
        fulfilled=sum(each.record.state == FULFILLED for each in found),
        proven=sum(each.record.state == FULFILLED and not each.at.is_unproven for each in found),
        untold=sum(each.record.state not in (*OPEN, *CLOSED) for each in found),
        counts_days=any(each.is_open and each.at.open is not None for each in found),
    )
    if found:
        yield from in_parts(Page(path, "agreements.html", context, plan=plan.id), "agreements")


def agreement_view(view: PlanView, each: Agreement) -> AgreementView:
    """Returns an agreement with what its pages show."""
    plan = view.plan
    meeting = plan.index.meetings[each.meeting]
    body = plan.index.bodies.get(meeting.body)
    return AgreementView(
        record=each,
        anchor=anchors.agreement_anchor(each.id),
        meeting=Ref(meeting.title, router.meeting(plan, meeting), each.id),
        body=body.name if body else Text(),
        responsible=view.institutions.get(each.responsible),
        state=category(TableName.AGREEMENTS, "estado", each.state),
        at=agreement_state(plan, each, view.frame.changed),
        proof=view.evidence.get(each.evidence),
        claims=claims(plan, TableName.AGREEMENTS, each, each.id),
    )
