"""The catalogue of a plan's open data: files, tables, the data of each cut, changes, and how to cite them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from micrositio.formats.checksums import SUMS
from micrositio.formats.zip_archive import size_of
from micrositio.i18n.display import told_size
from micrositio.model.plan import Licence
from micrositio.model.vocabularies import TableName
from micrositio.opendata.citation import Citation
from micrositio.opendata.file_formats import DATABASE, WORKBOOK
from micrositio.opendata.xlsx import sheets
from micrositio.pages.table import Names, table_pages
from micrositio.pages.views.changelog import CutLog, changelog
from micrositio.pages.views.cut_summary import CutRef, cut_ref
from micrositio.pages.views.layout import Layout, Page
from micrositio.pages.views.plan_view import PlanView
from micrositio.pages.views.table_card import FileCard, TableCard, file_card, table_card
from micrositio.profile.schemas import PUBLISHED_ONLY
from micrositio.progress.row_changes import changes_in, last_changes
from micrositio.routes import api_paths, sharing_paths
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

MOST_OPEN = 21
"""The most tables that stand in the open in the catalogue."""


@dataclass(frozen=True)
class CutVersion:
    """The data as they were at a cut: number of files, their total bytes, and the seal (64 letters, "" for none)."""

    cut: CutRef
    files: int
    size: int
    seal: str
    sums: SitePath


@dataclass(frozen=True)
class Digest:
    """A file's name and its SHA-256, in hexadecimal."""

    name: str
    sha256: str


@dataclass(frozen=True)
class CataloguePage:
    """The plan's open data.

    `workbook` is the file for a spreadsheet and `files` the others about the whole plan; `api`
    and `openapi` are the plan's first document in the API and the API's description; `versions` go from the last cut
    back, as `recent` and `earlier` changes do; `cite` is the citation of the data, `reference` its file
    and `sums` the file whose digest identifies their version.
    """

    layout: Layout
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
    reference: SitePath
    sums: Digest

    @property
    def given(self) -> tuple[TableCard, ...]:
        """Tables that are not made from others: those that stand in the open."""
        return self._given[:MOST_OPEN]

    @property
    def more(self) -> tuple[TableCard, ...]:
        """Tables that are not made from others and are folded, so that the list stays short on a phone."""
        return self._given[MOST_OPEN:]

    @property
    def _given(self) -> tuple[TableCard, ...]:
        return tuple(each for each in self.tables if each.name not in PUBLISHED_ONLY)

    @property
    def made(self) -> tuple[TableCard, ...]:
        """Tables that are made from the plan, published beside those it was given."""
        return tuple(each for each in self.tables if each.name in PUBLISHED_ONLY)

    @property
    def licences(self) -> tuple[Licence, ...]:
        """Licences of the tables, which are the plan's."""
        return self.tables[0].licences if self.tables else ()


RECENT = 3
"""Number of cuts whose changes are visible; those of earlier cuts are folded."""


def data_pages(view: PlanView) -> Iterator[Page]:
    """Yields the catalogue, then each table's page."""
    plan, out = view.plan, view.files
    tables = tuple(each.table for each in out.datasets)
    days = last_changes(plan, tables)
    cards = {each.table.name: table_card(plan, each, days.get(each.table.name)) for each in out.datasets}
    log = changelog(view, changes_in(tables), cards)
    files = {each.name: file_card(plan, each) for each in out.files}
    yield Page(router.catalogue(plan), "catalogue.html", _catalogue(view, files, cards, log), plan=plan.id)
    by_table = {table.name: name for name, table in reversed(sheets(tables).items())}
    names = Names(files[WORKBOOK.file_name(plan)], DATABASE.file_name(plan), by_table)
    yield from table_pages(view, out.datasets, cards, names)


def _catalogue(
    view: PlanView,
    files: Mapping[str, FileCard],
    cards: Mapping[str, TableCard],
    log: tuple[CutLog, ...],
) -> CataloguePage:
    plan, workbook = view.plan, files[WORKBOOK.file_name(view.plan)]
    return CataloguePage(
        layout=view.site.plan_layout(view.frame, "catalogue"),
        workbook=workbook,
        files=tuple(each for each in files.values() if each is not workbook),
        tables=tuple(cards.values()),
        changes_table=cards.get(TableName.CHANGES),
        api=api_paths.plan(plan),
        openapi=router.OPENAPI,
        versions=tuple(_versions(view)),
        recent=log[:RECENT],
        earlier=log[RECENT:],
        cite=view.files.edition.citation,
        reference=sharing_paths.reference(router.plan(plan)),
        sums=next(Digest(each.name, each.sha256) for each in view.files.files if each.name == SUMS),
    )


def _versions(view: PlanView) -> Iterator[CutVersion]:
    for at, files in reversed(list(zip(view.course, view.files.archives, strict=True))):
        seal = view.plan.seals.get(at.cut.id)
        yield CutVersion(
            cut=cut_ref(view.plan, at.cut),
            files=len(files),
            size=told_size(sum(map(size_of, files.values()))),
            seal=seal.digest if seal else "",
            sums=router.cut_file(view.plan, at.cut, SUMS),
        )
