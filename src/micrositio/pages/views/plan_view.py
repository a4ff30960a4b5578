"""A plan with the values that several of its pages use, each computed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from micrositio.i18n.not_known import Unknowns, unknowns
from micrositio.model.money import BudgetLine
from micrositio.model.plan import ActionPlan, PlanText
from micrositio.model.records import Assessment, Commitment, Evidence, Meeting, Milestone, ReportingPeriod
from micrositio.model.succession import Succession
from micrositio.model.text import Text
from micrositio.model.vocabularies import Completion, TableName
from micrositio.opendata.bundle import PlanFiles
from micrositio.pages.drawing.charts import meter, stacked
from micrositio.pages.views.claims import claims
from micrositio.pages.views.layout import Frame, PlanFrame
from micrositio.pages.views.parts import (
    Answer,
    CommitmentCard,
    Count,
    EvidenceRef,
    LineState,
    MilestoneLine,
    PictureRef,
    Ref,
    Status,
    Tally,
    category,
    commitment_title,
    institution_title,
)
from micrositio.progress.assessments.fulfilment import commitment_fulfilment
from micrositio.progress.bearing import acceptances, bearing, commitments_of
from micrositio.progress.history import CutState
from micrositio.progress.milestone_state import MilestoneState
from micrositio.progress.plan_history import PlanHistory
from micrositio.routes import anchors, money_paths
from micrositio.routes import paths as router

UNWORDED = (
    Status(Completion.COMPLETE, Text("Cumplidas, según su valor", "Fulfilled, by their value")),
    Status("sin_terminar", Text("Sin cumplir, según su valor", "Not fulfilled, by their value")),
    Status("none", Text("Sin nada por hacer", "Nothing was due")),
)
"""Statuses of milestones reported without a status of the scale: fulfilled or not, by their value, or nothing due."""


@dataclass(frozen=True)
class PlanView:
    """A plan's numbers and files, with the look-ups that several pages of `site` use.

    `pictures` are those of its documents, by evidence id; `succession` is what joins it to other plans of the site.
    `named` is the plan whose commitments and institutions are named: as it stood at a cut, or None for today.
    """

    history: PlanHistory
    files: PlanFiles
    site: Frame
    pictures: Mapping[str, PictureRef] = field(default_factory=dict)
    named: ActionPlan | None = None
    succession: Succession = Succession()

    @property
    def plan(self) -> ActionPlan:
        """The plan in its current state, with what it promises today."""
        return self.history.in_force

    @property
    def course(self) -> tuple[CutState, ...]:
        """The plan at each cut, oldest first."""
        return self.history.course

    @property
    def _named(self) -> ActionPlan:
        return self.named or self.plan

    def at(self, state: CutState) -> PlanView:
        """Returns the view for the pages of a cut: commitments and institutions have the names of then."""
        return replace(self, named=state.plan) if state.plan is not self.plan else self

    @cached_property
    def frame(self) -> PlanFrame:
        """The data that all the plan's pages share."""
        return next(each for each in self.site.plans if each.id == self.plan.id)

    @cached_property
    def cuts(self) -> tuple[ReportingPeriod, ...]:
        """The plan's cuts, oldest first."""
        return tuple(each.cut for each in self.course)

    @property
    def last_cut(self) -> ReportingPeriod | None:
        """The last cut, or None while there is none."""
        return self.cuts[-1] if self.cuts else None

    @cached_property
    def cards(self) -> tuple[CommitmentCard, ...]:
        """The card of every commitment, in order of number."""
        return tuple(self._card(each) for each in sorted(self._named.commitments, key=lambda each: each.number))

    @cached_property
    def states(self) -> Mapping[str, MilestoneState]:
        """The state of each milestone at the last cut, by id; empty while there is no cut."""
        return self.course[-1].by_id if self.course else {}

    @cached_property
    def evidence(self) -> dict[str, EvidenceRef]:
        """The documents by id."""
        return {each.id: _evidence_ref(self.plan, each, self.pictures.get(each.id)) for each in self.plan.evidence}

    @cached_property
    def institutions(self) -> dict[str, Ref]:
        """The institutions by id."""
        return {
            each.id: Ref(institution_title(each), router.institution(self.plan, each))
            for each in self._named.institutions
        }

    @cached_property
    def groups(self) -> dict[str, Ref]:
        """The groups above the commitments by id."""
        return {each.id: Ref(each.title, router.group(self.plan, each)) for each in self._named.groups}

    @cached_property
    def locations(self) -> dict[str, Ref]:
        """The places by id."""
        pages = router.location_pages(self.plan)
        return {
            each.id: Ref(each.name, pages[each.id], anchors.location_anchor(each.id)) for each in self.plan.locations
        }

    @cached_property
    def money(self) -> dict[str, Ref]:
        """The lines of the budget by id."""
        pages = money_paths.line_pages(self.plan)
        named = {each.id: each.concept or self.commitments[self._spender(each)].title for each in self.plan.budget}
        return {key: Ref(named[key], page, anchors.money_anchor(key)) for key, page in pages.items()}

    def _spender(self, line: BudgetLine) -> str:
        """Returns the id of the commitment of a line of the budget."""
        return line.commitment or self.plan.index.milestones[line.milestone].commitment

    @cached_property
    def commitments(self) -> dict[str, Ref]:
        """The commitments by id."""
        return {
            each.id: Ref(commitment_title(each), router.commitment(self.plan, each)) for each in self._named.commitments
        }

    def _card(self, each: Commitment) -> CommitmentCard:
        milestones = self.plan.index.milestones_of.get(each.id, ())
        last = self.course[-1] if self.course else None
        figure = last.commitment(each).figure if last else None
        return CommitmentCard(
            record=each,
            title=commitment_title(each),
            path=router.commitment(self.plan, each),
            leads=self.refs(each.leads),
            figure=figure,
            meter=meter(figure.value) if figure and figure.value is not None else "",
            explained=Ref(commitment_title(each), router.commitment(self.plan, each)),
            tally=self.tally(last.units(each), last.plan) if last else None,
            milestones=len(milestones),
            fulfilment=commitment_fulfilment(self.plan, each, last),
        )

    def refs(self, ids: Iterable[str]) -> tuple[Ref, ...]:
        """Returns the institutions named by `ids`."""
        return tuple(self.institutions[each] for each in ids if each in self.institutions)

    def documents(self, records: Iterable[Evidence]) -> tuple[EvidenceRef, ...]:
        """Returns the documents as pages name them, oldest first, those without a date last."""
        ordered = sorted(records, key=lambda e: (e.date is None, str(e.date), e.id))
        return tuple(self.evidence[each.id] for each in ordered)

    def named_documents(self, ids: Iterable[str]) -> tuple[EvidenceRef, ...]:
        """Returns the documents named by `ids`."""
        return tuple(self.evidence[each] for each in ids if each in self.evidence)

    def answer(self, each: Assessment) -> Answer:
        """Returns an answer of an instrument as pages show it."""
        key = (each.instrument, each.criterion.base, each.commitment)
        return Answer(each, self.evidence.get(each.evidence), claims(self.plan, TableName.ASSESSMENTS, each, *key))

    def unknowns(self, *places: tuple[str, str]) -> Unknowns:
        """Returns the unknown data of the rows at `places`, each a table and a key, and the gaps about no row."""
        return unknowns(self.plan, places)

    def texts(self, place: str) -> tuple[PlanText, ...]:
        """Returns the plan's texts that belong on the page `place`."""
        return tuple(each for each in self.plan.texts if each.place == place)

    def status(self, status: str, plan: ActionPlan | None = None) -> Status:
        """Returns a status of the plan's scale as pages show it; `plan` is as it stood at a cut."""
        step = (plan or self.plan).index.scale.get(status)
        return Status(step.irm, step.title) if step else Status()

    def line(self, milestone: Milestone, state: MilestoneState | None, plan: ActionPlan | None = None) -> MilestoneLine:
        """Returns the milestone as a line of a list; `plan` is as it stood at the state's cut."""
        commitment = self.commitments[milestone.commitment]
        verification = state.verification if state else None
        return MilestoneLine(
            record=milestone,
            path=commitment.path,
            anchor=anchors.milestone_anchor(milestone),
            commitment=commitment,
            responsible=self.institutions.get(milestone.institution),
            state=LineState.of(state) if state else None,
            reported=self.status(state.update.status, plan) if state and state.update else Status(),
            verified=self.status(verification.status, plan) if verification else None,
        )

    def tally(self, states: Sequence[MilestoneState], plan: ActionPlan | None = None) -> Tally:
        """Returns the counts of the milestones; `plan` is as it stood at their cut."""
        standing = [each for each in states if not each.is_withdrawn]
        counts = self._counts(standing, plan or self.plan)
        return Tally(
            total=len(standing),
            withdrawn=len(states) - len(standing),
            complete=sum(each.is_complete for each in standing),
            broken=sum(each.is_broken for each in standing),
            reviewed=sum(each.verification is not None for each in standing),
            accepted=sum(each.is_verified for each in standing),
            unproven=sum(each.is_unproven for each in standing),
            late=sum(each.is_late for each in standing),
            originally_late=sum(each.is_originally_late for each in standing),
            days_gained=sum(each.days_gained for each in standing),
            without_data=sum(each.update is None for each in standing),
            rescheduled=sum(each.is_rescheduled for each in standing),
            lowered=sum(each.is_lowered for each in standing),
            disputed=sum(each.is_disputed for each in standing),
            counts=counts,
            bar=stacked((each.status.kind or "none", each.number) for each in counts),
            own=sum(each.is_own for each in states),
        )

    def _counts(self, states: Sequence[MilestoneState], plan: ActionPlan) -> tuple[Count, ...]:
        scale = sorted(plan.scale, key=lambda step: (step.value is None, -(step.value or 0)))
        order = [*(Status(step.irm, step.title) for step in scale), *UNWORDED, Status()]
        found = Counter(self._standing(each, plan) for each in states)
        return tuple(Count(each, found[each], found[each] / len(states)) for each in order if found[each])

    def _standing(self, state: MilestoneState, plan: ActionPlan) -> Status:
        """Returns the reported status; if only a figure was reported, whether the figure fulfils the milestone."""
        return unworded(state) or self.status(state.update.status if state.update else "", plan)


def unworded(state: MilestoneState) -> Status | None:
    """Returns the status of `UNWORDED` of a milestone of which only a figure was reported, None for any other."""
    if state.is_idle:
        return UNWORDED[2]
    if state.update is None or state.update.status or state.progress is None:
        return None
    return UNWORDED[0] if state.is_complete else UNWORDED[1]


def _evidence_ref(plan: ActionPlan, each: Evidence, picture: PictureRef | None) -> EvidenceRef:
    return EvidenceRef(
        record=each,
        path=router.evidence(plan, each),
        file=router.evidence_file(plan, each) if plan.keeps(each) else None,
        kind=category(TableName.EVIDENCE, "tipo", each.kind),
        format=each.file.rpartition(".")[2].upper() if each.file else "",
        picture=picture,
        bearing=bearing(plan, each),
        accepted=bool(acceptances(plan, each)),
        subjects=tuple(commitment_title(plan.index.commitments[key]) for key in commitments_of(plan, each)),
    )


def meeting_ref(plan: ActionPlan, each: Meeting) -> Ref:
    """Returns the link to a meeting, with its title."""
    return Ref(each.title, router.meeting(plan, each))
