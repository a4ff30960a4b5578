"""The agreements of the meetings: each one with its proof of closing, and the page of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from micrositio.model.records import Agreement
from micrositio.model.text import N_, Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.views.claims import Claims, claims
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import EvidenceRef, Ref, category
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.agreements import CLOSED, FULFILLED, OPEN, AgreementState, agreement_state
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
    """Every agreement, that of the latest meeting first; `until` is the last day that the data tell (None: unknown)."""

    layout: Layout
    agreements: tuple[AgreementView, ...]
    until: date | None

    @property
    def fulfilled(self) -> int:
        """The number of agreements that are said to be fulfilled."""
        return sum(each.record.state == FULFILLED for each in self.agreements)

    @property
    def proven(self) -> int:
        """The number of agreements that are said to be fulfilled and name a document."""
        return sum(each.record.state == FULFILLED and not each.at.is_unproven for each in self.agreements)

    @property
    def untold(self) -> int:
        """The number of agreements of which no state is known."""
        return sum(each.record.state not in (*OPEN, *CLOSED) for each in self.agreements)

    @property
    def counts_days(self) -> bool:
        """Whether the days of an open agreement are shown."""
        return any(each.is_open and each.at.open is not None for each in self.agreements)


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
    )
    if found:
        yield Page(path, "agreements.html", context, plan=plan.id)


def agreement_view(view: PlanView, each: Agreement) -> AgreementView:
    """Returns an agreement with what its pages show."""
    plan = view.plan
    meeting = plan.index.meetings[each.meeting]
    body = plan.index.bodies.get(meeting.body)
    return AgreementView(
        record=each,
        anchor=router.agreement_anchor(each.id),
        meeting=Ref(meeting.title, router.meeting(plan, meeting), each.id),
        body=body.name if body else Text(),
        responsible=view.institutions.get(each.responsible),
        state=category(TableName.AGREEMENTS, "estado", each.state),
        at=agreement_state(plan, each, view.frame.changed),
        proof=view.evidence.get(each.evidence),
        claims=claims(plan, TableName.AGREEMENTS, each, each.id),
    )
