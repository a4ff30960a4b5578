"""The catalogue of a plan's open data: which file to open, every table, each cut's data, what changed, how to cite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .. import router
from ..data_changes import changes_in, last_changes
from ..downloads import DESCRIPTOR, PlanFile, Published
from ..model import ActionPlan, TableData
from ..router import SitePath
from ..seals import SUMS
from ..workbook import sheets
from .cards import TableCard, table_card
from .changelog import CutLog, changelog
from .citation import Citation
from .dictionary import Names, table_pages
from .labels import N_
from .layout import Layout, Page
from .standing import CutRef, cut_ref
from .view import PlanView

WORKBOOK, DATABASE = ".xlsx", ".sqlite"
USES = {
    WORKBOOK: N_(
        "Todas las tablas, cada una en su hoja. Se abre en Excel, LibreOffice o Google Sheets, con sus acentos."
    ),
    DATABASE: N_("Todas las tablas en una base de datos SQLite, para consultar con SQL."),
    ".zip": N_("Todos los archivos juntos, con la lista para comprobarlos (BagIt)."),
    DESCRIPTOR: N_("Dice qué hay en cada tabla y cómo se unen, para los programas (Data Package, versión 2)."),
    SUMS: N_("La huella de cada archivo, para comprobar que llegó completo y sin cambios."),
}
"""What each file of the whole plan is for, by its name or its ending."""


@dataclass(frozen=True)
class FileCard:
    """A file of the whole plan: what it is for (a message), where it is, its bytes."""

    name: str
    use: str
    path: SitePath
    size: int


@dataclass(frozen=True)
class CutVersion:
    """The data as they were at a cut: how many files of how many bytes, and its seal (64 letters, "" for none)."""

    cut: CutRef
    files: int
    size: int
    seal: str
    sums: SitePath


@dataclass(frozen=True)
class CataloguePage:
    """The plan's open data.

    `workbook` is the file for a spreadsheet and `files` the others about the whole plan; `api`
    and `openapi` are the plan's first document in the API and the API's description; `versions` go from the last cut
    back, as `recent` and `earlier` changes do; `cite` says how to name the data.
    """

    layout: Layout
    plan: ActionPlan
    workbook: FileCard
    files: tuple[FileCard, ...]
    tables: tuple[TableCard, ...]
    changes_table: TableCard | None
    api: SitePath
    openapi: SitePath
    versions: tuple[CutVersion, ...]
    recent: tuple[CutLog, ...]
    earlier: tuple[CutLog, ...]
    cite: Citation


RECENT = 3
"""Cuts whose changes are in sight; the earlier ones are folded."""


def data_pages(view: PlanView, out: Published) -> Iterator[Page]:
    """The catalogue, then each table's page."""
    plan = view.plan
    tables = tuple(each.table for each in out.datasets)
    days = last_changes(plan, tables)
    cards = {each.table.name: table_card(plan, each, days.get(each.table.name)) for each in out.datasets}
    log = changelog(view, changes_in(tables), cards)
    yield Page(router.catalogue(plan), "catalogue.html", _catalogue(view, out, cards, log), plan=plan)
    yield from table_pages(view, out.datasets, cards, _names(out.files, tables))


def _catalogue(
    view: PlanView, out: Published, cards: Mapping[str, TableCard], log: tuple[CutLog, ...]
) -> CataloguePage:
    plan = view.plan
    files = tuple(_file_card(plan, each) for each in out.files)
    return CataloguePage(
        layout=view.site.plan_layout(view.frame, "catalogue"),
        plan=plan,
        workbook=next(each for each in files if each.name.endswith(WORKBOOK)),
        files=tuple(each for each in files if not each.name.endswith(WORKBOOK)),
        tables=tuple(cards.values()),
        changes_table=cards.get("cambios"),
        api=router.api_plan(plan),
        openapi=router.OPENAPI,
        versions=tuple(_versions(view)),
        recent=log[:RECENT],
        earlier=log[RECENT:],
        cite=_citation(view, out.files),
    )


def _file_card(plan: ActionPlan, each: PlanFile) -> FileCard:
    use = USES.get(each.name) or USES.get(_ending(each.name)) or each.audience
    return FileCard(each.name, use, router.download(plan, each.name), each.bytes)


def _ending(name: str) -> str:
    return f".{name.rpartition('.')[2]}"


def _versions(view: PlanView) -> Iterator[CutVersion]:
    for at, files in reversed(list(zip(view.course, view.archives, strict=True))):
        seal = view.plan.seals.get(at.cut.id)
        yield CutVersion(
            cut=cut_ref(view.plan, at.cut),
            files=len(files),
            size=sum(map(len, files.values())),
            seal=seal.digest if seal else "",
            sums=router.cut_file(view.plan, at.cut, SUMS),
        )


def _names(files: Iterable[PlanFile], tables: Iterable[TableData]) -> Names:
    by_ending = {_ending(each.name): each.name for each in files}
    by_table = {table.name: name for name, table in sheets(tables).items()}
    return Names(by_ending[WORKBOOK], by_ending[DATABASE], by_table)


def _citation(view: PlanView, files: Iterable[PlanFile]) -> Citation:
    plan = view.plan
    sums = next(each for each in files if each.name == SUMS)
    return Citation(
        key=plan.id,
        title=plan.title,
        version=plan.version,
        day=view.last_cut.date if view.last_cut else None,
        address=router.canonical(router.catalogue(plan), view.site.base_url),
        digested=sums.name,
        digest=sums.sha256,
    )
