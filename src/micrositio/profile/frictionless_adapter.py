"""The second check: Frictionless, on exactly the tables and files to be published; only this module imports it.

The engine's own reading comes first, because Frictionless guesses encodings and accepts numbers and dates that were not
meant. Keys between tables are also checked by the engine: Frictionless reports them without a column, and not at all
within lists. Findings are returned as values, and worded elsewhere. They are kept by content: only what changed is
checked again, in this build or a later one, and where nothing changed the library is not even imported.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from micrositio import __version__
from micrositio.formats.kept import Kept, key_of
from micrositio.model.table_schema import TableSchema
from micrositio.profile.schemas import DIALECT, PACKAGE_PROFILE

_SKIPPED = ("blank-row", "blank-header")
_KEPT = 1024
_LARGE = 1_000_000
"""Bytes from which what is judged is not kept in memory."""
_NOWHERE = Kept()


class Finding(NamedTuple):
    """A fault in a table: row by position from 0 (None for the whole table), fields, Frictionless's type and note."""

    position: int | None
    fields: tuple[str, ...]
    type: str
    note: str


@cache
def _judges() -> tuple[str, ...]:
    """Returns what a verdict depends on beside what is judged: this module, the engine, the library and Python."""
    own = Path(__file__).read_text("utf-8")
    return (own, __version__, version("frictionless"), ".".join(map(str, sys.version_info[:2])))


def _verdict(kept: Kept, judge: Any, *judged: str | bytes, where: tuple[str, ...] = ()) -> Any:
    """Returns what `judge` finds in what is judged, as JSON values, or what it found in an earlier build.

    `where` it is does not change what is found.
    """
    key = key_of(*_judges(), judge.__name__, *judged)
    found = kept.get(key)
    if found is not None:
        return json.loads(found)
    if kept.trusted:
        return []
    made = (judge if len(judged[-1]) < _LARGE else judge.__wrapped__)(*judged, *where)
    kept.put(key, json.dumps(made).encode())
    return made


def table_findings(name: str, schema: TableSchema, data: bytes, kept: Kept = _NOWHERE) -> tuple[Finding, ...]:
    """Returns all faults that Frictionless finds in the CSV `data` under `schema`, as a Data Package of one table."""
    own = {key: value for key, value in _without_patterns(schema.descriptor).items() if key != "foreignKeys"}
    found = _verdict(kept, _table_findings, name, json.dumps(own), data)
    return tuple(Finding(position, tuple(fields), kind, note) for position, fields, kind, note in found)


def _without_patterns(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Returns a Table Schema without the expressions that content supplies: the library would run them with `re`."""
    kept = [
        {**each, "constraints": {**each["constraints"]}} if "constraints" in each else each for each in schema["fields"]
    ]
    for each in kept:
        each.get("constraints", {}).pop("pattern", None)
    return {**schema, "fields": kept}


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


def package_faults(descriptor: Mapping[str, Any], folder: Path, kept: Kept = _NOWHERE) -> tuple[str, ...]:
    """Returns the faults that Frictionless finds in a package of files in `folder`: missing, wrong size or fingerprint.

    The files are checked as files (`type: file`), never opened as tables. If the faults may be `kept`, each file must
    be known to have the size and fingerprint that the descriptor states.
    """
    return tuple(_verdict(kept, _package_faults, json.dumps(descriptor), where=(str(folder),)))


@lru_cache(maxsize=_KEPT)
def _package_faults(descriptor: str, folder: str) -> tuple[str, ...]:
    from frictionless import FrictionlessException, Package

    described = {"$schema": PACKAGE_PROFILE, **json.loads(descriptor)}
    try:
        report = Package.from_descriptor(described, basepath=folder).validate()
    except FrictionlessException as exception:
        return (exception.error.note, *(reason.note for reason in exception.reasons))
    return tuple(error.note for task in report.tasks for error in task.errors) + tuple(e.note for e in report.errors)


def schema_faults(schema: Mapping[str, Any], kept: Kept = _NOWHERE) -> list[str]:
    """Returns the faults that Frictionless finds in a Table Schema; an empty list if it is valid."""
    return list(_verdict(kept, _schema_faults, json.dumps(_without_patterns(schema))))


@lru_cache(maxsize=_KEPT)
def _schema_faults(schema: str) -> list[str]:
    from frictionless import FrictionlessException
    from frictionless import Schema as FrictionlessSchema

    try:
        FrictionlessSchema.from_descriptor(json.loads(schema))
    except FrictionlessException as exception:
        return [reason.note for reason in exception.reasons] or [exception.error.note]
    return []
