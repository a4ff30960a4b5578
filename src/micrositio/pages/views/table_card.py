"""Cards of a table of the open data, or of a file of the whole plan: its address, size and use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from micrositio.formats.zip_archive import size_of
from micrositio.i18n.display import told_size
from micrositio.model.plan import ActionPlan, Licence
from micrositio.model.text import Text, proper
from micrositio.opendata.bundle import PlanFile
from micrositio.opendata.datasets import Dataset
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class TableFile:
    """A file of a table: its name (a message), its path, and its size in bytes."""

    label: str
    path: SitePath
    size: int


@dataclass(frozen=True)
class TableCard:
    """A table in the catalogue: its page, its size in rows and columns, its files; `changed` is None if unknown."""

    name: str
    title: Text
    description: Text
    path: SitePath
    rows: int
    columns: int
    files: tuple[TableFile, ...]
    changed: date | None
    licences: tuple[Licence, ...]


@dataclass(frozen=True)
class FileCard:
    """A file of the whole plan: its name, its use (a message), its path and its size in bytes."""

    name: str
    use: str
    path: SitePath
    size: int


def file_card(plan: ActionPlan, each: PlanFile) -> FileCard:
    """Returns the card of a file about the whole plan."""
    return FileCard(each.name, each.use, router.download(plan, each.name), told_size(each.bytes))


def table_card(plan: ActionPlan, each: Dataset, changed: date | None) -> TableCard:
    """Returns the card of a published table."""
    schema = each.table.schema
    return TableCard(
        name=each.table.name,
        title=schema.title or proper(each.table.name),
        description=schema.description,
        path=router.table(plan, each.table.name),
        rows=len(each.table.rows),
        columns=len(schema.columns),
        files=tuple(TableFile(file.format.label, file.path, told_size(size_of(file.content))) for file in each.files),
        changed=changed,
        licences=plan.licences,
    )
