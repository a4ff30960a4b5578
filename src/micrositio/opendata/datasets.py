"""Every table of a plan in each of its formats, all made from the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from micrositio.formats.spool import Keep
from micrositio.formats.zip_archive import Content
from micrositio.model.plan import ActionPlan, TableData
from micrositio.model.table_schema import TableSchema
from micrositio.model.vocabularies import TableName
from micrositio.opendata.file_formats import OWN_FORMATS, TABLE_FORMATS, TableFormat, file_type
from micrositio.opendata.ogp import ogp_table
from micrositio.opendata.tracking import tracking_table
from micrositio.opendata.with_labels import labelled
from micrositio.profile.plan_tables import marked, method_table, period_table, scale_table, with_bearings
from micrositio.progress.bearing import bearing
from micrositio.progress.history import CutState, calculation_table
from micrositio.progress.row_changes import change_table
from micrositio.routes import paths as router
from micrositio.routes.addresses import NO_ADDRESS, Addresses
from micrositio.routes.paths import SitePath


class DatasetFile(NamedTuple):
    """A table as a file: its format, its path, the schema of its columns, and its content."""

    format: TableFormat
    path: SitePath
    schema: TableSchema
    content: Content

    @property
    def media_type(self) -> str:
        """The media type of the file (IANA)."""
        return file_type(self.path).media_type


class Dataset(NamedTuple):
    """A published table, its file in each of `TABLE_FORMATS` and those in formats that only this table has."""

    table: TableData
    files: tuple[DatasetFile, ...]

    def file(self, wanted: TableFormat) -> DatasetFile:
        """Returns the file of the table in a format."""
        return next(each for each in self.files if each.format is wanted)


def datasets(
    plan: ActionPlan, course: tuple[CutState, ...], addresses: Addresses = NO_ADDRESS, keep: Keep = b"".join
) -> tuple[Dataset, ...]:
    """Returns every table of the plan that has rows, in reading order, in its formats; `course` is its history."""
    made = (scale_table(plan), method_table(plan), period_table(plan), change_table(plan), ogp_table(plan))
    every = (*_given(plan), calculation_table(plan, course), tracking_table(plan, course), *made)
    tables = {table.name: marked(plan, table) for table in every if table.rows}
    return tuple(_dataset(plan, table, labelled(table, tables), addresses, keep) for table in tables.values())


def _given(plan: ActionPlan) -> Iterator[TableData]:
    """Yields the tables that the plan was given, that of its documents with what each bears on."""
    words = {each.id: str(bearing(plan, each)) for each in plan.evidence}
    for name, table in plan.tables.items():
        whole = name == TableName.EVIDENCE and len(words) == len(table.rows)
        yield with_bearings(table, words) if whole else table


def _dataset(plan: ActionPlan, table: TableData, in_words: TableData, addresses: Addresses, keep: Keep) -> Dataset:
    def file(form: TableFormat, table: TableData) -> DatasetFile:
        path = router.download(plan, table.name + form.ending)
        return DatasetFile(form, path, table.schema, keep(form.write(plan, table, addresses)))

    formats = (*TABLE_FORMATS, *OWN_FORMATS.get(table.name, ()))
    return Dataset(table, tuple(file(each, in_words if each.in_words else table) for each in formats))
