"""The board: how the plan stands at a cut, and what changed since the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .. import router
from ..charts import meter
from ..model import ActionPlan, PlanText
from ..progress import Figure, MilestoneState, commitment_progress, plan_progress, states_at
from ..records import Milestone, ReportingPeriod, Text
from ..router import SitePath
from .labels import CADENCES, METHODS
from .layout import Crumb, Layout, Page
from .parts import CommitmentCard, MilestoneLine, Ref, Tally
from .view import PlanView, meeting_ref


@dataclass(frozen=True)
class CutRef:
    """A cut with the page of its board."""

    record: ReportingPeriod
    path: SitePath


@dataclass(frozen=True)
class BoardRow:
    """A commitment on the board: its progress (`meter` is its drawing), its milestones counted and one by one."""

    card: CommitmentCard
    figure: Figure
    meter: str
    tally: Tally
    lines: tuple[MilestoneLine, ...]


@dataclass(frozen=True)
class Changes:
    """What changed from the cut before: milestones that became complete, late, verified, moved, or lost their data."""

    since: CutRef
    completed: tuple[MilestoneLine, ...]
    verified: tuple[MilestoneLine, ...]
    late: tuple[MilestoneLine, ...]
    rescheduled: tuple[MilestoneLine, ...]
    silent: tuple[MilestoneLine, ...]

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return any((self.completed, self.verified, self.late, self.rescheduled, self.silent))


@dataclass(frozen=True)
class BoardPage:
    """The board at a cut.

    `progress` is the whole plan's and `meter` its drawing; `tally` counts all milestones. The lists `late`, `unproven`
    (complete without evidence), `silent` (without data) and `disputed` (verified differs from reported) are milestones.
    `changes` is None at the first cut; `cuts` go from the last back; `is_last` says whether `cut` is the last one;
    `method` and `cadence` are messages; `meeting` is where the cut was reviewed.
    """

    layout: Layout
    plan: ActionPlan
    cut: CutRef
    is_last: bool
    progress: Figure
    meter: str
    tally: Tally
    rows: tuple[BoardRow, ...]
    late: tuple[MilestoneLine, ...]
    unproven: tuple[MilestoneLine, ...]
    silent: tuple[MilestoneLine, ...]
    disputed: tuple[MilestoneLine, ...]
    changes: Changes | None
    cuts: tuple[CutRef, ...]
    meeting: Ref | None
    method: str
    cadence: str
    texts: tuple[PlanText, ...]
    last_path: SitePath


@dataclass(frozen=True)
class EmptyBoardPage:
    """The board of a plan of which nobody published progress: what is not known, and who answers.

    `cards` are the commitments; `lines` their milestones by commitment; `cadence` is a message ("" where not stated).
    """

    layout: Layout
    plan: ActionPlan
    cards: tuple[CommitmentCard, ...]
    lines: dict[str, tuple[MilestoneLine, ...]]
    cadence: str
    texts: tuple[PlanText, ...]


@dataclass(frozen=True)
class BoardSummary:
    """The board in a few figures."""

    cut: CutRef
    progress: Figure
    meter: str
    tally: Tally


def board_pages(view: PlanView) -> Iterator[Page]:
    """The board at the last cut, then at each cut; one that says why it is empty while there is none."""
    plan = view.plan
    cuts = view.cuts
    if not cuts:
        yield Page(router.board(plan), "board_empty.html", _empty(view), plan=plan)
        return
    before: tuple[MilestoneState, ...] = ()
    for number, cut in enumerate(cuts):
        states = states_at(plan, cut)
        changes = _changes(view, _cut_ref(plan, cuts[number - 1]), before, states) if number else None
        context = _board(view, cut, states, changes)
        yield Page(router.board_at(plan, cut), "board.html", context, plan=plan)
        before = states
    yield Page(router.board(plan), "board.html", _board(view, cuts[-1], before, changes, at_home=True), plan=plan)


def board_summary(view: PlanView) -> BoardSummary | None:
    """The last cut in a few figures, or None while there is none."""
    cuts = view.cuts
    if not cuts:
        return None
    states = tuple(view.states.values())
    progress = plan_progress(view.plan, states)
    return BoardSummary(_cut_ref(view.plan, cuts[-1]), progress, _meter(progress), view.tally(states))


def _board(
    view: PlanView,
    cut: ReportingPeriod,
    states: tuple[MilestoneState, ...],
    changes: Changes | None,
    *,
    at_home: bool = False,
) -> BoardPage:
    plan = view.plan
    cuts = view.cuts
    here = _cut_ref(plan, cut)
    lines = {state.milestone.id: view.line(state.milestone, state) for state in states}
    progress = plan_progress(plan, states)
    crumbs = () if at_home else (Crumb(here.path, Text(cut.id, cut.id)),)

    def those(kept: Sequence[MilestoneState]) -> tuple[MilestoneLine, ...]:
        return tuple(lines[each.milestone.id] for each in kept)

    return BoardPage(
        layout=view.site.plan_layout(view.frame, "board", *crumbs),
        plan=plan,
        cut=here,
        is_last=cut == cuts[-1],
        progress=progress,
        meter=_meter(progress),
        tally=view.tally(states),
        rows=_rows(view, states, lines),
        late=those(sorted((s for s in states if s.is_late), key=lambda s: -(s.days_late or 0))),
        unproven=those([s for s in states if s.is_unproven]),
        silent=those([s for s in states if s.update is None]),
        disputed=those([s for s in states if s.is_disputed]),
        changes=changes,
        cuts=tuple(_cut_ref(plan, each) for each in reversed(cuts)),
        meeting=_meeting(view, cut),
        method=METHODS[plan.method.progress],
        cadence=CADENCES.get(plan.cadence, ""),
        texts=view.texts("tablero"),
        last_path=router.board(plan),
    )


def _meeting(view: PlanView, cut: ReportingPeriod) -> Ref | None:
    found = view.plan.index.meetings.get(cut.meeting)
    return meeting_ref(view.plan, found) if found else None


def _cut_ref(plan: ActionPlan, cut: ReportingPeriod) -> CutRef:
    return CutRef(cut, router.board_at(plan, cut))


def _meter(figure: Figure) -> str:
    return "" if figure.value is None else meter(figure.value)


def _rows(view: PlanView, states: tuple[MilestoneState, ...], lines: dict[str, MilestoneLine]) -> tuple[BoardRow, ...]:
    by_commitment: dict[str, list[MilestoneState]] = {}
    for state in states:
        by_commitment.setdefault(state.milestone.commitment, []).append(state)
    return tuple(_row(view, card, tuple(by_commitment.get(card.record.id, ())), lines) for card in view.cards)


def _row(
    view: PlanView, card: CommitmentCard, states: tuple[MilestoneState, ...], lines: dict[str, MilestoneLine]
) -> BoardRow:
    figure = commitment_progress(view.plan, card.record, states)
    own = tuple(lines[state.milestone.id] for state in states)
    return BoardRow(card, figure, _meter(figure), view.tally(states), own)


def _changes(
    view: PlanView, since: CutRef, before: tuple[MilestoneState, ...], after: tuple[MilestoneState, ...]
) -> Changes:
    pairs = list(zip(before, after, strict=True))

    def newly(name: str) -> tuple[MilestoneLine, ...]:
        return tuple(view.line(n.milestone, n) for b, n in pairs if getattr(n, name) and not getattr(b, name))

    return Changes(
        since=since,
        completed=newly("is_complete"),
        verified=newly("is_verified"),
        late=newly("is_late"),
        rescheduled=tuple(view.line(n.milestone, n) for b, n in pairs if n.dates != b.dates),
        silent=tuple(view.line(n.milestone, n) for b, n in pairs if b.update and not n.update),
    )


def _empty(view: PlanView) -> EmptyBoardPage:
    plan = view.plan
    cards = view.cards
    return EmptyBoardPage(
        layout=view.site.plan_layout(view.frame, "board"),
        plan=plan,
        cards=cards,
        lines={card.record.id: _unreported(view, plan.index.milestones_of.get(card.record.id, ())) for card in cards},
        cadence=CADENCES.get(plan.cadence, ""),
        texts=view.texts("tablero"),
    )


def _unreported(view: PlanView, milestones: tuple[Milestone, ...]) -> tuple[MilestoneLine, ...]:
    return tuple(view.line(each, None) for each in milestones)
