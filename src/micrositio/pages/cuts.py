"""The page of each cut: state of the plan, changes, corrections, the data as they were, and their seal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from micrositio.formats.checksums import SUMS
from micrositio.formats.time_stamp import BESIDE
from micrositio.formats.zip_archive import Content, size_of
from micrositio.model.plan import ActionPlan, Seal, TimeStamp
from micrositio.model.records import ReportingPeriod
from micrositio.model.text import Text, proper
from micrositio.opendata.references import of_cut
from micrositio.pages.comparing.pages import Ways, ways
from micrositio.pages.comparing.short_text import ShortText, short_text
from micrositio.pages.paging.cut_parts import changes_of, in_commitments
from micrositio.pages.sharing.citing import Cited, cited
from micrositio.pages.views.changes import ChangesView, CorrectionLine, changes_view, corrections_by_record
from micrositio.pages.views.corrections import column_title
from micrositio.pages.views.cut_summary import CommitmentRow, CutRef, Standing, cut_ref, standing
from micrositio.pages.views.explanation import worth
from micrositio.pages.views.filters import FilterView, milestone_filters
from micrositio.pages.views.layout import Crumb, Layout, Page
from micrositio.pages.views.plan_view import PlanView
from micrositio.profile.schemas import table_schema
from micrositio.progress.additions import additions
from micrositio.progress.history import CutState
from micrositio.progress.seal_formats import FORMAT_FILE, LATEST, OF_THE_CUT, table_of
from micrositio.progress.seals import README, cut_before
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class CutFile:
    """A file of the cut's data: `size` in bytes; `table` is its title ("" for the files about the folder itself)."""

    name: str
    path: SitePath
    size: int
    table: Text


@dataclass(frozen=True)
class AddedColumn:
    """What a column of a table says of a sealed cut since it was sealed: the keys of the rows, and since which cut.

    `changed` states that the seal had something else there, and not nothing. `since` is the cut from which the promise
    includes it: None if there is no such cut yet, or if `of_the_cut`, which states that the rows are the cut's own.
    """

    table: Text
    column: Text
    records: tuple[str, ...]
    changed: bool
    of_the_cut: bool
    since: CutRef | None


@dataclass(frozen=True)
class StampView:
    """A time stamp: who gave it, and its day and time of day (24 hours) in UTC.

    `expires` is the day on which the first of its certificates expires; `seconds` is its time in seconds since 1970.
    """

    authority: str
    day: date
    time: str
    expires: date
    seconds: int


@dataclass(frozen=True)
class SealView:
    """The cut's seal (64 letters), and that of the cut before, which is in its list of sums (None: the first seal).

    `holds_all` states that the seal holds all that the pages of the cut show; `added` is what was added after it.
    `stamp` is the time stamp beside the seal, or None.
    """

    digest: str
    previous: CutRef | None
    previous_digest: str
    holds_all: bool
    added: tuple[AddedColumn, ...]
    stamp: StampView | None


@dataclass(frozen=True)
class CutPage:
    """A cut in full.

    `standing` is the state of the plan at the cut, `rows` goes commitment by commitment and `filters` narrow their
    milestones; `changes` are those at the cut, `ways` the comparisons with it, and `short_text` tells it in a few
    words; `corrections` are by the id of the milestone or commitment that they are about. `files` hold the data as they
    were; `seal` is None while the cut can still change. `method` is a message; `cuts` go from the last back; `earlier`
    and `later` are its neighbours and `cite` its citation.
    """

    layout: Layout
    standing: Standing
    rows: tuple[CommitmentRow, ...]
    filters: FilterView
    changes: ChangesView
    ways: Ways | None
    short_text: ShortText
    corrections: Mapping[str, tuple[CorrectionLine, ...]]
    files: tuple[CutFile, ...]
    seal: SealView | None
    method: str
    board: SitePath
    cuts: tuple[CutRef, ...]
    earlier: CutRef | None
    later: CutRef | None
    cite: Cited


def cut_pages(view: PlanView) -> Iterator[Page]:
    """Yields a page for each cut."""
    refs = tuple(cut_ref(view.plan, each) for each in view.cuts)
    for number, at in enumerate(view.course):
        then = view.at(at)
        earlier = refs[number - 1] if number else None
        later = refs[number + 1] if number + 1 < len(refs) else None
        context = _cut(then, number, at, (earlier, later), refs)
        page = Page(refs[number].path, "cut.html", context, plan=view.plan.id)
        yield from in_commitments(page, _of_rows)


def _of_rows(part: CutPage) -> CutPage:
    """Returns a part of the page with the changes and the words of its own commitments; the first has corrections."""
    keys = (line.record.id for row in part.rows for line in row.lines)
    changes = changes_of(part.changes, part.rows)
    if not part.layout.is_first:
        changes = replace(changes, corrections=())
    return replace(part, changes=changes, filters=part.filters.of(keys))


def _cut(
    view: PlanView,
    number: int,
    at: CutState,
    neighbours: tuple[CutRef | None, CutRef | None],
    refs: tuple[CutRef, ...],
) -> CutPage:
    plan, here = view.plan, refs[number]
    stood, changes = standing(view, at), changes_view(view, view.history.changes[number])
    return CutPage(
        layout=view.site.plan_layout(view.frame, "board", Crumb(here.path, proper(at.cut.id))),
        standing=replace(stood, rows=()),
        rows=stood.rows,
        filters=milestone_filters(view, stood.lines, stood.watch, at),
        changes=changes,
        ways=ways(view, number),
        short_text=short_text(view, number),
        corrections=corrections_by_record(changes.corrections),
        files=tuple(_files(plan, at, view.files.archives[number])),
        seal=_seal(plan, plan.seals.get(at.cut.id), at),
        method=worth(at, plan),
        board=router.board(plan),
        cuts=tuple(reversed(refs)),
        earlier=neighbours[0],
        later=neighbours[1],
        cite=cited(of_cut(view.files.edition, at.cut), here.path),
    )


def _files(plan: ActionPlan, at: CutState, files: Mapping[str, Content]) -> Iterator[CutFile]:
    """Yields the files of the cut's folder: its tables, then the files that describe them."""
    own = (FORMAT_FILE, README, SUMS, *BESIDE)
    for name in sorted(files, key=lambda name: (name in own, name)):
        title = Text() if name in own else table_schema(table_of(name.removesuffix(".csv"))).title
        yield CutFile(name, router.cut_file(plan, at.cut, name), size_of(files[name]), title)


def _seal(plan: ActionPlan, seal: Seal | None, at: CutState) -> SealView | None:
    if seal is None:
        return None
    before = cut_before(plan, at.cut) if seal.previous else None
    previous = cut_ref(plan, before) if before else None
    stamp = _stamp(seal.stamp) if seal.stamp else None
    added = tuple(_added(plan, at.cut))
    return SealView(seal.digest, previous, seal.previous, seal.format == LATEST, added, stamp)


def _added(plan: ActionPlan, cut: ReportingPeriod) -> Iterator[AddedColumn]:
    """Yields what was added to the cut after its seal, by table, column and the cut since which it counts."""
    records: dict[tuple[str, str, bool, ReportingPeriod | None], list[str]] = {}
    for each in additions(plan, cut):
        records.setdefault((each.table, each.column, bool(each.before), each.since), []).append(each.record)
    for (table, column, changed, since), keys in records.items():
        titles = table_schema(table).title, column_title(table, column)
        ref = cut_ref(plan, since) if since else None
        yield AddedColumn(*titles, tuple(keys), changed, table in OF_THE_CUT, ref)


def _stamp(stamp: TimeStamp) -> StampView:
    time = stamp.time
    return StampView(stamp.authority, time.date(), f"{time:%H:%M}", stamp.expires.date(), int(time.timestamp()))
