"""The report of a commitment itself, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from micrositio.model.records import ProgressUpdate, ReportingPeriod, Verification
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.milestones.view import Timing, timing
from micrositio.pages.views.corrections import Corrections, joined
from micrositio.pages.views.cut_summary import CutRef, cut_ref
from micrositio.pages.views.parts import Disputes, EvidenceRef, MilestoneLine, category, disputes
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.history import CutState
from micrositio.progress.milestone_state import MilestoneState

_TABLES = (TableName.OWN_UPDATES, TableName.OWN_VERIFICATIONS)


@dataclass(frozen=True)
class OwnRow:
    """The commitment itself at a cut; `line` has its states and `checked` is whether it was verified at that cut."""

    cut: CutRef
    line: MilestoneLine
    checked: bool


@dataclass(frozen=True)
class OwnReport:
    """What was reported and verified of a commitment itself, at the last cut.

    `line` has its states, `update` the report of that cut (None: there is none) and `verification` the last one made,
    of the cut `verified_on`, by the body `verified_by` on the documents `examined`. `difficulty` is the kind of
    difficulty reported and `timing` how it stands against its date. `disputed` is the cut verified, if its report
    differs. `errata` correct what was reported and verified, `disputes` are other values for the last report, and
    `history` has the cuts with data of it, from the last back. `is_alone` states that it has no milestones.
    """

    line: MilestoneLine
    update: ProgressUpdate | None
    verification: Verification | None
    verified_by: Text
    verified_on: ReportingPeriod | None
    examined: tuple[EvidenceRef, ...]
    difficulty: Text
    timing: Timing
    disputed: OwnRow | None
    errata: Corrections
    disputes: Disputes
    history: tuple[OwnRow, ...]
    is_alone: bool


def own_report(view: PlanView, key: str, errata: Mapping[tuple[str, str], Corrections]) -> OwnReport | None:
    """Returns the report of the commitment `key` itself; None if it does not report by itself.

    `errata` are the plan's, by table and record.
    """
    state = view.course[-1].own.get(key) if view.course else None
    if state is None:
        return None
    plan, made = view.plan, state.verification
    body = plan.index.bodies.get(made.body) if made else None
    history = tuple(_history(view, key))
    disputed = (row for row in history if made and state.is_disputed and row.cut.record.id == made.period)
    return OwnReport(
        line=view.line(state.milestone, state, view.course[-1].plan),
        update=state.update,
        verification=made,
        verified_by=body.name if body else Text(),
        verified_on=plan.index.cuts[made.period] if made else None,
        examined=view.named_documents(made.evidence) if made else (),
        difficulty=category(TableName.UPDATES, "dificultad_tipo", state.update.difficulty_kind if state.update else ""),
        timing=timing(state),
        disputed=next(disputed, None),
        errata=joined(errata.get((table, key), Corrections()) for table in _TABLES),
        disputes=disputes(plan, TableName.OWN_UPDATES, f"{view.course[-1].cut.id}|{key}"),
        history=history,
        is_alone=not view.course[-1].of(key),
    )


def _history(view: PlanView, key: str) -> Iterator[OwnRow]:
    made = {each.period for each in view.plan.index.own_verifications_of.get(key, ())}
    for at in reversed(view.course):
        state = at.own.get(key)
        if state and (state.update or at.cut.id in made):
            yield _row(view, at, state, at.cut.id in made)


def _row(view: PlanView, at: CutState, state: MilestoneState, checked: bool) -> OwnRow:
    return OwnRow(cut_ref(view.plan, at.cut), view.line(state.milestone, state, at.plan), checked)
