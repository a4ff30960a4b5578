"""The board: the state of the plan at its last cut, and every cut beside the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from micrositio.i18n.not_known import Unknowns, unknowns
from micrositio.model.plan import ActionPlan, PlanText
from micrositio.model.records import Milestone
from micrositio.model.text import N_
from micrositio.pages.asking.inquiries import Questions, questions_of
from micrositio.pages.comparing.pages import Ways, ways
from micrositio.pages.comparing.short_text import ShortText, short_text
from micrositio.pages.groups import GroupRow, parts_of
from micrositio.pages.money.figures import Money, plan_money
from micrositio.pages.paging.cut_parts import commitment_places, in_commitments
from micrositio.pages.paging.parting import MOST_CARDS, in_parts
from micrositio.pages.views.changes import ChangesView, changes_view
from micrositio.pages.views.curve import Course, commitment_course
from micrositio.pages.views.cut_summary import CommitmentRow, CutRef, Standing, cut_ref, is_large, standing
from micrositio.pages.views.explanation import worth
from micrositio.pages.views.filters import WORDS, FilterView, milestone_filters
from micrositio.pages.views.labels import CADENCES
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.parts import CommitmentCard, MilestoneLine, Ref, Tally
from micrositio.pages.views.plan_view import PlanView
from micrositio.pages.views.timeline import Schedule, schedule
from micrositio.pages.views.verdict import Conclusions, final_evaluations
from micrositio.progress.assessments.completion import is_conclusion
from micrositio.progress.cadence import counted_from, has_ended, next_due
from micrositio.progress.milestone_state import Figure, MilestoneState
from micrositio.routes import anchors, sharing_paths
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

MILESTONES, CALENDAR = N_("Actividades"), N_("Calendario")
"""Titles of the pages of the board."""


@dataclass(frozen=True)
class NextCut:
    """A cut that is owed: its cadence (a message) and its due date."""

    cadence: str
    due: date


@dataclass(frozen=True)
class Cell:
    """A commitment, or the plan, at a cut: its progress, and the place with the details."""

    figure: Figure
    place: Ref


@dataclass(frozen=True)
class MatrixRow:
    """A commitment (None: the whole plan) cut by cut."""

    card: CommitmentCard | None
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Matrix:
    """Commitments by cuts, newest first; the last row is the plan's."""

    cuts: tuple[CutRef, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True)
class InstitutionRow:
    """The milestones for which an institution (None: none is named) is responsible, counted."""

    institution: Ref | None
    tally: Tally


@dataclass(frozen=True)
class CommitmentSchedule:
    """A commitment's milestones over time."""

    card: CommitmentCard
    schedule: Schedule

    @property
    def rows(self) -> tuple[object, ...]:
        """Its milestones."""
        return self.schedule.rows


@dataclass(frozen=True)
class BoardPage:
    """The board at the last cut.

    `standing` is the state of the plan, `rows` goes commitment by commitment and `lines` is the number of milestones;
    `next_cuts` are those owed, `is_over` states that the plan ended and `is_last` that it ends before another cut is
    due; `evaluated` are its final evaluations; `changes` are those at the last cut, `ways` are the comparisons with it
    and `short_text` tells it in a few words.
    `groups` are those of the highest level and `money` what is published of its money. `matrix` holds every cut;
    `institutions` counts the milestones of each one. `courses` are the figures of each commitment by cut, none if the
    plan is large. `milestones` and `calendar` are pages of the board: all milestones, and the milestones over time.
    `filters` are the names of the filters of the first one, which an address of the board may carry. `method` and
    `cadences` are messages; `cuts` go from the last back; `feed` is that of the plan's cuts and `follow` the page that
    says how to receive what is new; `report` is the plan's report.
    """

    layout: Layout
    standing: Standing
    rows: tuple[CommitmentRow, ...]
    lines: int
    next_cuts: tuple[NextCut, ...]
    is_over: bool
    is_last: bool
    evaluated: tuple[Conclusions, ...]
    changes: ChangesView
    ways: Ways | None
    short_text: ShortText
    matrix: Matrix
    groups: tuple[GroupRow, ...]
    money: Money | None
    institutions: tuple[InstitutionRow, ...]
    courses: Mapping[str, Course]
    milestones: SitePath
    calendar: SitePath
    filters: tuple[str, ...]
    method: str
    cadences: tuple[str, ...]
    texts: tuple[PlanText, ...]
    cuts: tuple[CutRef, ...]
    feed: SitePath
    report: SitePath
    follow: SitePath


@dataclass(frozen=True)
class MilestonesPage:
    """All milestones of the plan at its last cut, as a table that `filters` narrow."""

    layout: Layout
    cut: CutRef
    rows: tuple[CommitmentRow, ...]
    filters: FilterView
    board: SitePath


@dataclass(frozen=True)
class CalendarPage:
    """The milestones over time at the last cut, by commitment: none if the plan `is_large`.

    Then the page of each commitment has its own.
    """

    layout: Layout
    cut: CutRef
    schedules: tuple[CommitmentSchedule, ...]
    is_large: bool
    board: SitePath


@dataclass(frozen=True)
class EmptyRow:
    """A commitment with its milestones."""

    card: CommitmentCard
    lines: tuple[MilestoneLine, ...]


@dataclass(frozen=True)
class EmptyBoardPage:
    """The board of a plan without published progress: what is not known, and who is responsible.

    `rows` are the commitments with their milestones, which `filters` narrow; `money` is what is published of its money;
    `is_concluded` states that an assessment has a conclusion and `evaluated` are the final evaluations; `cadences` are
    messages; `feed` is that of the plan's cuts, empty so far, and `follow` the page that says how to receive them;
    `questions` is the way to those about what is not known.
    """

    layout: Layout
    unknowns: Unknowns
    rows: tuple[EmptyRow, ...]
    money: Money | None
    filters: FilterView
    is_concluded: bool
    evaluated: tuple[Conclusions, ...]
    cadences: tuple[str, ...]
    texts: tuple[PlanText, ...]
    feed: SitePath
    follow: SitePath
    questions: Questions | None


def board_pages(view: PlanView) -> Iterator[Page]:
    """Yields the board at the last cut and its pages, or the page that says why it is empty while there is no cut."""
    plan = view.plan
    if not view.course:
        page = Page(router.board(plan), "board_empty.html", _empty(view), plan=plan.id)
        yield from in_parts(page, "rows", "lines", MOST_CARDS, keeps=True, then=_of_lines)
        return
    last = view.course[-1]
    now = standing(view, last)
    filters = milestone_filters(view, now.lines, now.watch, last)
    yield from in_commitments(
        Page(router.board(plan), "board.html", _board(view, now, filters), plan=plan.id), _of_rows
    )
    if not plan.milestones:
        return
    milestones = Page(router.board_milestones(plan), "activities.html", _milestones(view, now, filters), plan=plan.id)
    yield from in_parts(milestones, "rows", "lines", then=_of_lines)
    calendar = Page(router.board_calendar(plan), "calendar.html", _calendar(view), plan=plan.id)
    yield from in_parts(calendar, "schedules", "rows", MOST_CARDS, keeps=True)


def _of_rows(part: BoardPage) -> BoardPage:
    """Returns a part of the board with the cuts and the courses of its own commitments."""
    keys = {row.card.record.id for row in part.rows}
    rows = tuple(row for row in part.matrix.rows if row.card is None or row.card.record.id in keys)
    courses = {key: course for key, course in part.courses.items() if key in keys}
    return replace(part, matrix=replace(part.matrix, rows=rows), courses=courses)


def _of_lines(part: Any) -> Any:
    """Returns a part of the list with the words of its own milestones."""
    return replace(part, filters=part.filters.of(line.record.id for row in part.rows for line in row.lines))


def _below(view: PlanView, path: SitePath, title: str) -> Layout:
    """Returns the layout of a page of the board; `title` is a message."""
    return view.site.plan_layout(view.frame, "board", Crumb(path, message=title))


def _milestones(view: PlanView, now: Standing, filters: FilterView) -> MilestonesPage:
    layout = _below(view, router.board_milestones(view.plan), MILESTONES)
    return MilestonesPage(layout, now.cut, now.rows, filters, router.board(view.plan))


def _calendar(view: PlanView) -> CalendarPage:
    last = view.course[-1]
    return CalendarPage(
        layout=_below(view, router.board_calendar(view.plan), CALENDAR),
        cut=cut_ref(view.plan, last.cut),
        schedules=tuple(_schedules(view)),
        is_large=is_large(last.plan),
        board=router.board(view.plan),
    )


def _board(view: PlanView, now: Standing, filters: FilterView) -> BoardPage:
    plan, last = view.plan, view.course[-1]
    return BoardPage(
        layout=view.site.plan_layout(view.frame, "board"),
        standing=replace(now, rows=()),
        rows=now.rows,
        lines=len(now.lines),
        next_cuts=tuple(NextCut(CADENCES[due.cadence], due.date) for due in next_due(plan)),
        is_over=has_ended(plan),
        is_last=bool(plan.cadences and counted_from(plan) and not next_due(plan)),
        evaluated=final_evaluations(view),
        changes=changes_view(view, view.history.changes[-1], told=False),
        ways=ways(view, len(view.course) - 1),
        short_text=short_text(view, len(view.course) - 1),
        matrix=_matrix(view),
        groups=parts_of(view),
        money=plan_money(view),
        institutions=tuple(_by_institution(view)),
        courses={} if is_large(last.plan) else dict(_courses(view)),
        milestones=router.board_milestones(plan),
        calendar=router.board_calendar(plan),
        filters=(WORDS, *(choice.name for choice in filters.choices)) if filters.words else (),
        method=worth(last, plan),
        cadences=_cadences(plan),
        texts=view.texts("tablero"),
        cuts=tuple(cut_ref(plan, each) for each in reversed(view.cuts)),
        feed=sharing_paths.board_feed(plan),
        report=router.report(plan),
        follow=sharing_paths.follow(plan),
    )


def _cadences(plan: ActionPlan) -> tuple[str, ...]:
    return tuple(CADENCES[each] for each in plan.cadences)


def _matrix(view: PlanView) -> Matrix:
    cuts = tuple(cut_ref(view.plan, each) for each in reversed(view.cuts))
    places = [commitment_places(view, at) for at in view.course]
    rows = tuple(MatrixRow(card, tuple(_cells(view, card, places))) for card in view.cards)
    return Matrix(cuts, (*rows, MatrixRow(None, tuple(_cells(view, None, places)))))


def _cells(
    view: PlanView, card: CommitmentCard | None, places: Sequence[Mapping[str, SitePath]]
) -> Iterator[Cell | None]:
    """Yields a commitment cut by cut, or the plan; None at a cut in which the commitment was not in the plan.

    `places` are the parts of the page of each cut, by the id of a commitment.
    """
    for at, paths in zip(reversed(view.course), reversed(places), strict=True):
        if card is None:
            yield Cell(at.whole().figure, Ref(view.plan.title, router.board_at(view.plan, at.cut)))
        elif card.record.id in at.plan.index.commitments:
            place = Ref(card.title, paths[card.record.id], anchors.commitment_anchor(card.record))
            yield Cell(at.commitment(card.record).figure, place)
        else:
            yield None


def _by_institution(view: PlanView) -> Iterator[InstitutionRow]:
    """Yields the milestones by institution, in the order of the plan's; those without a named institution, last."""
    last = view.course[-1]
    found: dict[str, list[MilestoneState]] = {}
    for state in last.states:
        found.setdefault(state.milestone.institution, []).append(state)
    for key in (*view.institutions, ""):
        if key in found:
            yield InstitutionRow(view.institutions.get(key), view.tally(found[key], last.plan))


def _courses(view: PlanView) -> Iterator[tuple[str, Course]]:
    for card in view.cards:
        found = commitment_course(view, card.record.id)
        if found:
            yield card.record.id, found


def _schedules(view: PlanView) -> Iterator[CommitmentSchedule]:
    for card in view.cards if not is_large(view.course[-1].plan) else ():
        found = schedule(view, card.record.id, view.course[-1])
        if found:
            yield CommitmentSchedule(card, found)


def _empty(view: PlanView) -> EmptyBoardPage:
    plan = view.plan
    own = plan.index.milestones_of
    rows = tuple(EmptyRow(card, _unreported(view, own.get(card.record.id, ()))) for card in view.cards)
    return EmptyBoardPage(
        layout=view.site.plan_layout(view.frame, "board"),
        unknowns=unknowns(plan),
        rows=rows,
        money=plan_money(view),
        filters=milestone_filters(view, (line for row in rows for line in row.lines), ()),
        is_concluded=any(is_conclusion(plan, each) for each in plan.assessments),
        evaluated=final_evaluations(view),
        cadences=_cadences(plan),
        texts=view.texts("tablero"),
        feed=sharing_paths.board_feed(plan),
        follow=sharing_paths.follow(plan),
        questions=questions_of(view).get(""),
    )


def _unreported(view: PlanView, milestones: tuple[Milestone, ...]) -> tuple[MilestoneLine, ...]:
    return tuple(view.line(each, None) for each in milestones)
