"""The second check: Frictionless, on exactly the tables and files to be published; only this module imports it.

The engine's own reading comes first, because Frictionless guesses encodings and accepts numbers and dates that were not
meant. Keys between tables are also checked by the engine: Frictionless reports them without a column, and not at all
within lists. Findings are returned as values, and worded elsewhere. Results are kept by content: a preview checks again
only what changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from micrositio.model.table_schema import TableSchema
from micrositio.profile.schemas import DIALECT, PACKAGE_PROFILE

_SKIPPED = ("blank-row", "blank-header")
_KEPT = 1024


class Finding(NamedTuple):
    """A fault in a table: row by position from 0 (None for the whole table), fields, Frictionless's type and note."""

    position: int | None
    fields: tuple[str, ...]
    type: str
    note: str


def table_findings(name: str, schema: TableSchema, data: bytes) -> tuple[Finding, ...]:
    """Returns all faults that Frictionless finds in the CSV `data` under `schema`, as a Data Package of one table."""
    own = {key: value for key, value in schema.descriptor.items() if key != "foreignKeys"}
    return _table_findings(name, json.dumps(own), data)


@lru_cache(maxsize=_KEPT)
def _table_findings(name: str, schema: str, data: bytes) -> tuple[Finding, ...]:
    from frictionless import Checklist, Dialect, Package, Resource, formats
    from frictionless import Schema as FrictionlessSchema

    resource = Resource(
        data,
        name=name,
        scheme="buffer",
        format="csv",
        encoding="utf-8",
        dialect=Dialect.from_descriptor(dict(DIALECT)),
        control=formats.CsvControl(delimiter=","),
        schema=FrictionlessSchema.from_descriptor(json.loads(schema)),
    )
    report = Package(resources=[resource]).validate(
        checklist=Checklist(skip_errors=list(_SKIPPED)), limit_errors=100_000
    )
    return tuple(_finding(error) for task in report.tasks for error in task.errors)


def _finding(error: Any) -> Finding:
    number = getattr(error, "row_number", None)
    names = getattr(error, "field_names", None) or [getattr(error, "field_name", None)]
    fields = tuple(name for name in names if name)
    return Finding(None if number is None else number - 2, fields, error.type, getattr(error, "note", ""))


def package_faults(descriptor: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Returns the faults that Frictionless finds in a package of files in `folder`: missing, wrong size or fingerprint.

    The files are checked as files (`type: file`), never opened as tables.
    """
    return _package_faults(json.dumps(descriptor), folder)


@lru_cache(maxsize=_KEPT)
def _package_faults(descriptor: str, folder: Path) -> tuple[str, ...]:
    from frictionless import FrictionlessException, Package

    described = {"$schema": PACKAGE_PROFILE, **json.loads(descriptor)}
    try:
        report = Package.from_descriptor(described, basepath=str(folder)).validate()
    except FrictionlessException as exception:
        return (exception.error.note, *(reason.note for reason in exception.reasons))
    return tuple(error.note for task in report.tasks for error in task.errors) + tuple(e.note for e in report.errors)


def schema_faults(schema: Mapping[str, Any]) -> list[str]:
    """Returns the faults that Frictionless finds in a Table Schema; an empty list if it is valid."""
    from frictionless import FrictionlessException
    from frictionless import Schema as FrictionlessSchema

    try:
        FrictionlessSchema.from_descriptor(dict(schema))
    except FrictionlessException as exception:
        return [reason.note for reason in exception.reasons] or [exception.error.note]
    return []
