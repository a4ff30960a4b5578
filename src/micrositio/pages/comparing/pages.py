"""The pages that compare two cuts: one for any two, in the browser, and one for each cut with the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from micrositio.model.text import N_, proper
from micrositio.pages.comparing.comparison import MOST, MOST_DOCUMENTS, OF_REPORTS, Comparison, comparison
from micrositio.pages.views.changes import KINDS
from micrositio.pages.views.corrections import Modified, modified
from micrositio.pages.views.cut_summary import CutRef, cut_ref
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.plan_view import PlanView
from micrositio.progress.methods import method_of
from micrositio.progress.milestone_changes import modifications_between
from micrositio.routes import anchors, api_paths
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

TITLE = N_("Compare dos cortes")
"""Title of the page that compares any two cuts."""


@dataclass(frozen=True)
class Slot:
    """Stands for every record of a kind in an address that the page's script completes."""

    id: str


@dataclass(frozen=True)
class Choice:
    """A cut that can be chosen, and the path of its data in the API."""

    cut: CutRef
    data: SitePath


@dataclass(frozen=True)
class CutsPair:
    """Two cuts with a page of their comparison, the earlier one first."""

    before: CutRef
    after: CutRef
    path: SitePath

    @property
    def name(self) -> str:
        """The ids of both cuts: «2025-07 → 2025-08»."""
        return f"{self.before.record.id} → {self.after.record.id}"


@dataclass(frozen=True)
class Script:
    """What the script needs to write the same as a page: addresses with slots, limits and the reading of reports.

    `kinds` are all the kinds of change and `reports` those of a report; `reads` is "status", "value" or "percent": what
    of a report the plan's method shows. `own` is the anchor of what a commitment reports of itself, "" if none does,
    and `modified` are all the changes of the promise.
    """

    commitment: SitePath
    milestone: str
    own: str
    document: SitePath
    most: int
    most_documents: int
    kinds: tuple[str, ...]
    reports: tuple[str, ...]
    reads: str
    modified: tuple[Modified, ...]


@dataclass(frozen=True)
class ComparisonPage:
    """Two cuts compared; `pairs` are those with a page.

    `choices` and `script` are given on the page for any two cuts, and empty on the page of a pair; `anywhere` is the
    path of the former and `board` of the board.
    """

    layout: Layout
    found: Comparison
    pairs: tuple[CutsPair, ...]
    choices: tuple[Choice, ...]
    script: Script | None
    anywhere: SitePath
    board: SitePath


@dataclass(frozen=True)
class Ways:
    """The comparisons that a cut leads to: with the cut before, with the first one, and any two.

    None where there is no such page.
    """

    previous: SitePath | None
    first: SitePath | None
    anywhere: SitePath


def ways(view: PlanView, number: int) -> Ways | None:
    """Returns the comparisons of the cut at a position of the course, or None if the plan has no two cuts.

    What is compared are reports: a plan without any milestone and without reports of commitments has no comparisons.
    """
    cuts = view.cuts
    if len(cuts) < 2 or not _is_compared(view):
        return None
    previous = router.comparison(view.plan, cuts[number - 1], cuts[number]) if number else None
    is_last = number == len(cuts) - 1 and number > 1
    first = router.comparison(view.plan, cuts[0], cuts[number]) if is_last else None
    return Ways(previous, first, router.comparison(view.plan))


def comparison_pages(view: PlanView) -> Iterator[Page]:
    """Yields the page for any two cuts, those of neighbouring cuts and that of the first with the last one."""
    places, plan = tuple(_places(len(view.cuts))), view.plan
    if not places or not _is_compared(view):
        return
    pairs = tuple(_pair(view, *each) for each in places)
    newest = comparison(view, *places[0])
    yield _page(view, router.comparison(plan), newest, pairs, None)
    for pair, place in zip(pairs, places, strict=True):
        yield _page(view, pair.path, comparison(view, *place), pairs, pair)


def _is_compared(view: PlanView) -> bool:
    return bool(view.plan.milestones or view.plan.own_updates)


def _places(count: int) -> Iterator[tuple[int, int]]:
    """Yields the positions of the cuts of each pair: neighbours, the last ones first, then the first with the last."""
    yield from ((number - 1, number) for number in range(count - 1, 0, -1))
    if count > 2:
        yield 0, count - 1


def _pair(view: PlanView, first: int, second: int) -> CutsPair:
    before, after = view.cuts[first], view.cuts[second]
    path = router.comparison(view.plan, before, after)
    return CutsPair(cut_ref(view.plan, before), cut_ref(view.plan, after), path)


def _page(view: PlanView, path: SitePath, found: Comparison, pairs: tuple[CutsPair, ...], own: CutsPair | None) -> Page:
    """Returns the page of a pair or, with None in `own`, the page for any two cuts."""
    anywhere = router.comparison(view.plan)
    crumbs = (Crumb(path, proper(own.name)),) if own else ()
    context = ComparisonPage(
        layout=view.site.plan_layout(view.frame, "board", Crumb(anywhere, message=TITLE), *crumbs),
        found=found,
        pairs=pairs,
        choices=() if own else tuple(_choices(view)),
        script=None if own else _script(view),
        anywhere=anywhere,
        board=router.board(view.plan),
    )
    return Page(path, "compare.html", context, plan=view.plan.id)


def _choices(view: PlanView) -> Iterator[Choice]:
    for each in view.cuts:
        yield Choice(cut_ref(view.plan, each), api_paths.cut(view.plan, each))


def _script(view: PlanView) -> Script:
    plan, method = view.plan, method_of(view.plan)
    return Script(
        commitment=router.commitment(plan, Slot("{compromiso}")),
        milestone=anchors.milestone_anchor(Slot("{actividad}")),
        own=anchors.OWN_REPORT if plan.own_updates or plan.own_verifications else "",
        document=router.evidence(plan, Slot("{evidencia}")),
        most=MOST,
        most_documents=MOST_DOCUMENTS,
        kinds=tuple(each.value for each in KINDS),
        reports=tuple(each.value for each in OF_REPORTS),
        reads="status" if method.reads == "status" else "percent" if method.in_percent else "value",
        modified=tuple(modified(view, each) for each in modifications_between(view.course[0], view.course[-1])),
    )
