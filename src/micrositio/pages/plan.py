"""The plan's own page: its description, its period, its bodies, and what is not published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from micrositio.i18n.not_known import Unknowns, unknowns
from micrositio.model.dates import PartialDate, latest
from micrositio.model.plan import PlanText
from micrositio.model.plan_facts import GeneralFact, PlanPeriod
from micrositio.model.records import Endorsement
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.asking.inquiries import Questions, question_places, questions_of
from micrositio.pages.continuity.passages import Neighbours, neighbours
from micrositio.pages.paging.parting import MOST_CARDS
from micrositio.pages.views.body import BodyView, bodies, field_of
from micrositio.pages.views.claims import Claims, claims
from micrositio.pages.views.cut_summary import BoardSummary, board_summary
from micrositio.pages.views.labels import CADENCES
from micrositio.pages.views.layout import Layout, Page
from micrositio.pages.views.parts import CommitmentCard, Dispute, Disputes, EvidenceRef, Ref, category, disputes
from micrositio.pages.views.plan_view import PlanView
from micrositio.pages.views.verdict import Conclusions, final_evaluations
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class EndorsementView:
    """An endorsement, its sector in words, the institution it represents (None: not listed) and claims of sources."""

    record: Endorsement
    sector: Text
    institution: Ref | None
    claims: Claims


@dataclass(frozen=True)
class PlanPage:
    """The plan at a glance and in full.

    `cards` are its first commitments and `others` the number of the rest; `neighbours` are the ways to what became of
    the commitments of the plans before it, and of its own in those after; `periods` are all versions of its period and
    `period_differs` states that they do not agree; `other_disputes` are about neither the period nor a body; `board` is
    its last cut; `evaluated` are its final evaluations; `documents` are about the plan as a whole; `cadences` are
    messages; `report` is all of the plan in one document; `questions` is the way to those about what is not known, and
    `question_places` has the place of each by its gap's id.
    """

    layout: Layout
    unknowns: Unknowns
    description: Text
    facts: tuple[GeneralFact, ...]
    cards: tuple[CommitmentCard, ...]
    others: int
    neighbours: Neighbours
    board: BoardSummary | None
    evaluated: tuple[Conclusions, ...]
    periods: tuple[PlanPeriod, ...]
    period_differs: bool
    cadences: tuple[str, ...]
    bodies: tuple[BodyView, ...]
    texts: tuple[PlanText, ...]
    endorsements: tuple[EndorsementView, ...]
    documents: tuple[EvidenceRef, ...]
    disputes: Disputes
    other_disputes: tuple[Dispute, ...]
    report: SitePath
    questions: Questions | None
    question_places: Mapping[str, Ref]

    @property
    def endorsements_anchor(self) -> str:
        """The anchor of the endorsements."""
        return anchors.ENDORSEMENTS

    @property
    def endorsed_on(self) -> PartialDate | None:
        """Date of the latest endorsement; None if no date is known."""
        return latest(each.record.date for each in self.endorsements)

    @property
    def documented_on(self) -> PartialDate | None:
        """Date of the latest document; None if no date is known."""
        return latest(each.record.date for each in self.documents)


def plan_page(view: PlanView) -> Iterator[Page]:
    """Yields the plan's own page."""
    plan = view.plan
    said = disputes(plan, "plan")
    context = PlanPage(
        layout=view.site.plan_layout(view.frame, "plan"),
        unknowns=unknowns(plan),
        description=plan.description,
        facts=plan.facts,
        cards=view.cards[:MOST_CARDS],
        others=len(view.cards[MOST_CARDS:]),
        neighbours=neighbours(view),
        board=board_summary(view),
        evaluated=final_evaluations(view),
        periods=plan.periods,
        period_differs=bool(said.on("periodo")) or len({(each.start, each.end) for each in plan.periods}) > 1,
        cadences=tuple(CADENCES[each] for each in plan.cadences),
        bodies=bodies(plan),
        texts=view.texts("plan"),
        endorsements=tuple(_endorsement(view, each) for each in plan.endorsements),
        documents=view.documents(each for each in plan.evidence if each.plan),
        disputes=said,
        other_disputes=said.beyond("periodo", *(field_of(each) for each in plan.bodies)),
        report=router.report(plan),
        questions=questions_of(view).get(""),
        question_places=question_places(view),
    )
    yield Page(router.plan(plan), "plan.html", context, plan=plan.id)


def _endorsement(view: PlanView, each: Endorsement) -> EndorsementView:
    return EndorsementView(
        record=each,
        sector=category(TableName.ENDORSEMENTS, "sector", each.sector),
        institution=view.institutions.get(each.institution),
        claims=claims(view.plan, TableName.ENDORSEMENTS, each, each.id),
    )
