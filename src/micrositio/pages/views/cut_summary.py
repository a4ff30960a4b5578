"""State of the plan at a cut: the contents shared by the board and each cut's own page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from micrositio.model.grouping import places_by
from micrositio.model.plan import ActionPlan
from micrositio.model.records import ReportingPeriod
from micrositio.model.text import N_
from micrositio.model.vocabularies import TableName
from micrositio.pages.drawing.charts import meter
from micrositio.pages.views.breakdown import Breakdown, breakdown
from micrositio.pages.views.explanation import Explanation, explain_commitment, explain_plan
from micrositio.pages.views.parts import CommitmentCard, MilestoneLine, Ref, Tally
from micrositio.pages.views.plan_view import PlanView, meeting_ref
from micrositio.progress.history import CutState
from micrositio.progress.milestone_state import Figure, Measure, MilestoneState
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.charts import Chart
from micrositio.routes.paths import SitePath

PLAN_FIGURES = "cifras-del-plan"
"""Anchor, on board and cut pages, of the plan's figures and their explanation."""


MANY = 400
"""Maximum number of milestones of a plan, or of commitments, with sums and drawings on shared pages."""
MOST_TERMS = 50
"""Maximum number of commitments of a plan whose figure is explained term by term beside it."""


@dataclass(frozen=True)
class CutRef:
    """A cut with its own page."""

    record: ReportingPeriod
    path: SitePath


@dataclass(frozen=True)
class Explained:
    """A figure, the width of its meter ("" if it has no data) and its explanation (None: explained elsewhere)."""

    figure: Figure
    meter: str
    why: Explanation | None


@dataclass(frozen=True)
class CommitmentRow:
    """A commitment at a cut: its progress, its milestones counted and one by one; `anchor` is its place on the page.

    `own` is the commitment itself, if something was reported of it beside its milestones.
    """

    card: CommitmentCard
    anchor: str
    reported: Explained
    tally: Tally
    lines: tuple[MilestoneLine, ...]
    own: MilestoneLine | None = None

    @property
    def ref(self) -> Ref:
        """The commitment with its own page."""
        return Ref(self.card.title, self.card.path)


@dataclass(frozen=True)
class WatchList:
    """Milestones that need attention: the icon of the list, a title and a remark (messages), its place on the page.

    `remark` is shown only if the list has milestones; `total` is their number at the cut, of which a part of the page
    has some.
    """

    anchor: str
    icon: str
    title: str
    remark: str
    lines: tuple[MilestoneLine, ...]
    total: int

    def of(self, commitments: Iterable[str]) -> WatchList:
        """Returns the list with the lines of some commitments alone; `total` stays."""
        own = sorted(place for each in commitments for place in self._places.get(each, ()))
        return replace(self, lines=tuple(self.lines[place] for place in own))

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        """The places of the lines of each commitment, by its id."""
        return places_by(self.lines, lambda each: (each.record.commitment,))


@dataclass(frozen=True)
class Standing:
    """State of the plan at a cut.

    `reported` is its progress; `expected` the progress expected by then of the milestones that reported; `verified` the
    share of the whole plan that a body accepted. `tally` counts all milestones, `rows` goes commitment by commitment,
    `charted` counts the milestones or, without any, the commitments that report by themselves, to be drawn; `statuses`
    draws the milestones of each commitment (None: nothing to draw) and `watch` goes list by list; `meeting` is the one
    that reviewed the cut; `table` holds the terms of every figure.
    """

    cut: CutRef
    meeting: Ref | None
    reported: Explained
    expected: Explained
    verified: Explained
    tally: Tally
    rows: tuple[CommitmentRow, ...]
    watch: tuple[WatchList, ...]
    statuses: Breakdown | None
    charted: Tally
    table: SitePath

    @property
    def chart(self) -> Chart:
        """The chart that draws `charted`."""
        return Chart.CUT_OWN_STATUS if self.charted.own else Chart.CUT_STATUS

    @property
    def lines(self) -> tuple[MilestoneLine, ...]:
        """Every milestone, in the order of its commitments."""
        return tuple(line for row in self.rows for line in row.lines)


@dataclass(frozen=True)
class BoardSummary:
    """The board in a few figures, and the place of their explanation.

    `expected` is of the milestones that reported; `verified` has no value if there is no verification.
    """

    cut: CutRef
    progress: Figure
    meter: str
    expected: Figure
    verified: Figure
    tally: Tally
    explained: Ref


def standing(view: PlanView, at: CutState) -> Standing:
    """Returns the state of the plan at the cut, with the data of that cut."""
    lines = {state.key: view.line(state.milestone, state, at.plan) for state in at.every}
    tally, rows = view.tally(at.every, at.plan), tuple(_commitment_rows(view, at, lines))
    charted = view.tally(at.states, at.plan) if tally.own and at.states else tally
    return Standing(
        cut=cut_ref(view.plan, at.cut),
        meeting=_meeting(view, at.cut),
        reported=_of_plan(view, at, Measure.REPORTED),
        expected=_of_plan(view, at, Measure.COMPARABLE),
        verified=_of_plan(view, at, Measure.VERIFIED),
        tally=tally,
        rows=rows,
        watch=tuple(_watch(at.every, lines)),
        statuses=breakdown(charted, _with_milestones(rows)),
        charted=charted,
        table=router.table(view.plan, TableName.CALCULATIONS),
    )


def board_summary(view: PlanView) -> BoardSummary | None:
    """Returns the last cut in a few figures, or None while there is none."""
    if not view.course:
        return None
    at = view.course[-1]
    figure = at.whole().figure
    return BoardSummary(
        cut=cut_ref(view.plan, at.cut),
        progress=figure,
        meter=width(figure),
        expected=at.whole(Measure.COMPARABLE).figure,
        verified=seen(at.whole(Measure.VERIFIED).figure),
        tally=view.tally(at.every, at.plan),
        explained=Ref(view.plan.title, router.board(view.plan), PLAN_FIGURES),
    )


def cut_ref(plan: ActionPlan, cut: ReportingPeriod) -> CutRef:
    """Returns the cut with its page."""
    return CutRef(cut, router.board_at(plan, cut))


def width(figure: Figure) -> str:
    """Returns the width of the figure's meter, in percent; "" if the figure has no data."""
    return "" if figure.value is None else meter(figure.value)


def is_large(plan: ActionPlan) -> bool:
    """Returns whether the plan has so much that its details stand only on the page of each commitment."""
    return len(plan.milestones) > MANY or len(plan.commitments) > MANY


def seen(figure: Figure) -> Figure:
    """Returns a figure as pages show it: without value, instead of 0, if nothing is counted in it."""
    return figure if figure.counted else figure._replace(value=None)


def _of_plan(view: PlanView, at: CutState, measure: Measure) -> Explained:
    """Returns the plan's figure."""
    figure = seen(at.whole(measure).figure)
    if figure.value is None:
        return Explained(figure, "", None)
    few = len(at.plan.commitments) <= MOST_TERMS
    return Explained(figure, width(figure), explain_plan(view, at, measure) if few else None)


def _of_commitment(view: PlanView, at: CutState, key: str) -> Explained:
    figure = at.commitment(key).figure
    told = figure.total and not is_large(at.plan)
    return Explained(figure, width(figure), explain_commitment(view, at, key) if told else None)


def _meeting(view: PlanView, cut: ReportingPeriod) -> Ref | None:
    found = view.plan.index.meetings.get(cut.meeting)
    return meeting_ref(view.plan, found) if found else None


def _commitment_rows(view: PlanView, at: CutState, lines: dict[str, MilestoneLine]) -> Iterable[CommitmentRow]:
    """Yields every commitment that the plan had at the cut."""
    for card in view.cards:
        key = card.record.id
        if key in at.plan.index.commitments:
            own = at.of(key)
            yield CommitmentRow(
                card=card,
                anchor=anchors.commitment_anchor(card.record),
                reported=_of_commitment(view, at, key),
                tally=view.tally(at.units(key), at.plan),
                lines=tuple(lines[state.milestone.id] for state in own),
                own=view.line(at.own[key].milestone, at.own[key], at.plan) if own and key in at.own else None,
            )


def _with_milestones(rows: Iterable[CommitmentRow]) -> Iterable[tuple[str, Ref, Tally]]:
    """Yields the number, the place and the counts of each commitment that has milestones."""
    return ((str(row.card.record.number), row.ref, row.tally) for row in rows if not row.tally.own)


def _watch(states: tuple[MilestoneState, ...], lines: dict[str, MilestoneLine]) -> Iterable[WatchList]:
    words = OF_COMMITMENTS if states and all(each.is_own for each in states) else {}
    for anchor, icon, title, remark, chosen in WATCHED:
        kept, told = chosen(states), words.get(anchor, (title, remark))
        yield WatchList(anchor, icon, *told, tuple(lines[each.key] for each in kept), len(kept))


def _late(states: Iterable[MilestoneState]) -> list[MilestoneState]:
    """Returns the late milestones, the latest first."""
    return sorted((each for each in states if each.is_late), key=lambda each: -(each.days_late or 0))


def _originally_late(states: Iterable[MilestoneState]) -> list[MilestoneState]:
    """Returns the milestones late against their original dates, the latest first."""
    return sorted(
        (each for each in states if each.is_originally_late), key=lambda each: -(each.original_days_late or 0)
    )


def _due_soon(states: Iterable[MilestoneState]) -> list[MilestoneState]:
    """Returns the milestones due soon, the soonest first."""
    return sorted((each for each in states if each.is_due_soon), key=lambda each: each.days_left or 0)


WATCHED: tuple[tuple[str, str, str, str, Callable[[Iterable[MilestoneState]], list[MilestoneState]]], ...] = (
    ("atrasadas", "late", N_("Atrasadas"), N_("Pasó su fecha límite y no se han terminado."), _late),
    (
        "tarde-contra-lo-prometido",
        "late",
        N_("Tarde contra lo prometido"),
        N_("Se terminaron después de su primera fecha, o ya la pasaron. Cambiar la fecha no las saca de esta lista."),
        _originally_late,
    ),
    ("por-vencer", "soon", N_("Vencen en 30 días o menos"), N_("Siguen sin terminar."), _due_soon),
    (
        "sin-evidencia",
        "unproven",
        N_("Completas sin evidencia"),
        N_("Se reportan completas, pero aquí no hay un documento que lo pruebe. No cuentan como aceptadas."),
        lambda states: [each for each in states if each.is_unproven],
    ),
    (
        "sin-dato",
        "none",
        N_("Sin dato"),
        N_("No tienen informe en este corte. Sin dato no es cero."),
        lambda states: [each for each in states if each.update is None],
    ),
    (
        "no-coincide",
        "disputed",
        N_("Lo verificado no coincide con lo reportado"),
        N_("Lo que un órgano aceptó es distinto de lo que se había informado."),
        lambda states: [each for each in states if each.is_disputed],
    ),
)
"""Lists of milestones that need attention: anchor, icon, title, remark, and the function that selects milestones."""
OF_COMMITMENTS: Mapping[str, tuple[str, str]] = {
    "atrasadas": (N_("Atrasados"), N_("Pasó su fecha límite y no se han terminado.")),
    "tarde-contra-lo-prometido": (
        N_("Tarde contra lo prometido"),
        N_("Se terminaron después de su fecha, o la pasaron."),
    ),
    "sin-evidencia": (
        N_("Completos sin evidencia"),
        N_("Se reportan completos, pero aquí no hay un documento que lo pruebe. No cuentan como aceptados."),
    ),
}
"""Titles and remarks of the lists where what is listed are commitments, by anchor; the others are the same."""
