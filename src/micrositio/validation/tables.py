"""A plan's tables: each CSV compared with its schema, every cell typed, keys and references checked."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from itertools import islice
from operator import itemgetter
from typing import Any

from micrositio.formats.csv_table import RawTable, Row, read_csv
from micrositio.formats.kept import Kept
from micrositio.formats.yaml_document import Marked
from micrositio.model.dates import PartialDate
from micrositio.model.plan import TableData
from micrositio.model.table_rows import Rows, Values, constant
from micrositio.model.table_schema import Column, TableSchema
from micrositio.model.text import Writing
from micrositio.model.vocabularies import TableName
from micrositio.problems.bounded import MAXIMUM_FAULTS, told
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import MOST_ALIKE, Place, Problem, problem
from micrositio.problems.suggest import closest
from micrositio.profile.cells import RULES_OF_TEXTS, Fault, month_of_excel, typed
from micrositio.profile.frictionless_adapter import schema_faults
from micrositio.profile.json_schema import credential_problems, faulty_parts, infinite_problems
from micrositio.profile.plan_descriptor import gap_rows, vocabularies
from micrositio.profile.schemas import (
    DERIVED,
    as_used,
    standard_tables,
    table_schema,
    with_languages,
    with_words,
    written_in,
)
from micrositio.progress.states import NOT_BEGUN
from micrositio.sources.tree import PlanSource, SealFolder
from micrositio.validation.evidence import Listed
from micrositio.validation.frictionless_check import OTHER
from micrositio.validation.patterns import unasked_patterns

_CHANGED = frozenset((Kind.CELL_DATE_AS, Kind.CELL_DATE_EITHER, Kind.CELL_EXCEL_DATE, Kind.CELL_NUMBER_COMMA))
"""Faults of cells that a spreadsheet wrote in its own way."""
_YEARS_BEFORE, _YEARS_AFTER = 25, 15
"""How far a date may be from the periods of the plan, in years."""


@dataclass(frozen=True)
class ReadTable:
    """A table as read: verbatim and typed cells, the indexes of the rows without faults, and its problems.

    `complete` is False where rows or keys could not be read: then its missing rows are not known, and references to it
    are not checked.
    """

    data: TableData
    whole: tuple[int, ...]
    problems: list[Problem]
    complete: bool = True


def read_tables(source: PlanSource, descriptor: Marked, evidence: Listed, kept: Kept) -> Iterator[ReadTable]:
    """Yields each table that the descriptor lists, read and typed, then the evidence.

    The gaps that the descriptor states are part of the table of gaps, or a last table if there is none.
    """
    stated = _stated_gaps(descriptor, source.writing)
    for read in _read_tables(source, descriptor, evidence, kept):
        is_gaps = stated is not None and read.data.name == stated.data.name
        yield _joined(read, stated, source.writing) if stated and is_gaps else read
        stated = None if is_gaps else stated
    if stated:
        yield stated


def _stated_gaps(descriptor: Marked, writing: Writing) -> ReadTable | None:
    """Returns the gaps that the descriptor states, as a table of their own; None if it states none."""
    stated = gap_rows(descriptor.value)
    schema = with_languages(table_schema(TableName.GAPS), {key for each in stated for key in each}, writing)
    rows = tuple(Row(n, n, tuple(each.get(name, "") for name in schema.names)) for n, each in enumerate(stated))
    origins = tuple(descriptor.place("faltantes", number) for number in range(len(rows)))
    raw = RawTable("faltas", descriptor.file, schema.names, rows)
    return _read("faltas", schema, raw, origins, [], _Limits(year_window([descriptor.value]))) if rows else None


def _under(schema: TableSchema, data: TableData) -> TableData:
    """Returns a table with the columns of `schema`, empty where it lacks one."""
    columns = schema.names
    cells, values = (
        tuple(tuple(dict(zip(data.columns, row, strict=True)).get(name, "") for name in columns) for row in rows)
        for rows in (data.rows, data.values)
    )
    return replace(data, schema=schema, rows=cells, values=values)


def _joined(read: ReadTable, stated: ReadTable, writing: Writing) -> ReadTable:
    """Returns the table of gaps followed by those of the descriptor; an id in both is a problem, and is kept once."""
    columns = {*read.data.columns, *stated.data.columns}
    schema = with_languages(table_schema(TableName.GAPS), columns, writing)
    data, more = (_under(schema, each.data) for each in (read, stated))
    own = {row[0]: origin for row, origin in zip(data.rows, data.origins, strict=True)}
    added = [index for index, row in enumerate(more.rows) if row[0] not in own]
    twice = [row[0] for row in more.rows if row[0] in own]
    whole = replace(
        data,
        origins=(*data.origins, *(more.origins[index] for index in added)),
        rows=(*data.rows, *(more.rows[index] for index in added)),
        values=(*data.values, *(more.values[index] for index in added)),
    )
    places = {index: len(data.rows) + number for number, index in enumerate(added)}
    indexes = (*read.whole, *(places[index] for index in stated.whole if index in places))
    repeated = [problem(Kind.GAP_TWICE, Place(own[key].file, own[key].row, "id"), id=key) for key in twice]
    return replace(read, data=whole, whole=indexes, problems=[*read.problems, *repeated, *stated.problems])


def _read_tables(source: PlanSource, descriptor: Marked, evidence: Listed, kept: Kept) -> Iterator[ReadTable]:
    words = vocabularies(descriptor.value, source.writing.base)
    limits = _Limits(year_window([descriptor.value]), source.seals)
    for number, resource in enumerate(descriptor.value["resources"]):
        place = descriptor.place("resources", number, "path")
        schema, problems = schema_for(source, descriptor, number, kept)
        if schema is None:
            yield ReadTable(
                TableData(resource["name"], place.file, TableSchema.of({"fields": []}), (), (), ()), (), problems
            )
            continue
        path = resource["path"]
        raw = source.tables.get(path)
        if path not in source.tables:
            unsafe = "/" in path or "\\" in path or ".." in path
            problems.append(problem(Kind.PATH_UNSAFE if unsafe else Kind.TABLE_ABSENT, place, path=path))
        schema = with_words(schema, words)
        if raw is None:
            raw = RawTable(resource["name"], f"{source.folder}/{path}", schema.names, ())
            yield ReadTable(TableData(resource["name"], raw.file, schema, (), (), ()), (), problems, complete=False)
            continue
        schema = as_used(with_languages(schema, raw.header, source.writing), _said(raw))
        origins = tuple(Place(raw.file, row.number) for row in raw.rows)
        problems += _emptiness(descriptor.value, resource["name"], schema, raw)
        yield _read(resource["name"], schema, raw, origins, problems, limits)
    schema = with_languages(table_schema(TableName.EVIDENCE), evidence.table.header, source.writing)
    if evidence.origins or not evidence.complete:
        read = _read(TableName.EVIDENCE, schema, evidence.table, evidence.origins, [], limits)
        yield replace(read, complete=evidence.complete)


def _said(raw: RawTable) -> dict[str, Sequence[str]]:
    """Returns the different cells of each column of a table."""
    return {name: cells.known for name, cells in zip(raw.header, raw.cells.columns, strict=False)}


def _emptiness(values: Mapping[str, Any], name: str, schema: TableSchema, raw: RawTable) -> Iterator[Problem]:
    """Yields a problem if a table has no rows, except for a required one while the plan is not yet carried out."""
    required = is_needed(name, schema, {each["name"] for each in values["resources"]})
    excused = required and values["estado"] in NOT_BEGUN
    if not raw.rows and raw.complete and not excused:
        kind = Kind.TABLE_EMPTY if required else Kind.TABLE_HEADER_ONLY
        yield problem(kind, Place(raw.file, 1), table=name)


def is_needed(name: str, schema: TableSchema, listed: Container[str]) -> bool:
    """Returns whether a plan with the tables `listed` must have a table.

    One whose commitments report by themselves needs no milestones.
    """
    return schema.required and not (name == TableName.MILESTONES and TableName.OWN_UPDATES in listed)


def schema_for(
    source: PlanSource, descriptor: Marked, number: int, kept: Kept
) -> tuple[TableSchema | None, list[Problem]]:
    """Returns the schema of a table that the descriptor lists, by its number; without a sound one, None and why."""
    resource = descriptor.value["resources"][number]
    name = resource["name"]
    if name in standard_tables() and name not in DERIVED:
        return table_schema(name), []
    path = resource.get("schema")
    if name in DERIVED:
        return None, [problem(Kind.TABLE_DERIVED, descriptor.place("resources", number, "name"), table=name)]
    if path is None:
        place = descriptor.place("resources", number, "name")
        return None, [problem(Kind.TABLE_NO_SCHEMA, place, table=name, near=closest(name, standard_tables()))]
    if isinstance(path, Mapping):
        return _sound_schema(path, descriptor.place("resources", number, "schema"), source.writing, kept)
    if path not in source.schemas:
        return None, [problem(Kind.TABLE_ABSENT, descriptor.place("resources", number, "schema"), path=path)]
    found = source.schemas[path]
    return _own_schema(found, source.writing, kept) if found else (None, [])


def _own_schema(found: Marked, writing: Writing, kept: Kept) -> tuple[TableSchema | None, list[Problem]]:
    problems = [*credential_problems(found), *infinite_problems(found)]
    return (None, problems) if problems else _sound_schema(found.value, Place(found.file, 1), writing, kept)


def _sound_schema(schema: Any, place: Place, writing: Writing, kept: Kept) -> tuple[TableSchema | None, list[Problem]]:
    faults = faulty_parts(schema, "tabla", writing)
    if faults or schema_faults(schema, kept):
        return None, [problem(Kind.SCHEMA_INVALID, place, detail="; ".join(faults) or OTHER)]
    made = TableSchema.of({"missingValues": [""], **written_in(schema, writing.base)})
    return made, list(unasked_patterns(made, place.file))


def year_window(descriptors: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """Returns the first and last plausible year of a date: those of the plans' periods, with some more on each side."""
    periods = (period for each in descriptors for period in each.get("periodos", ()) if isinstance(period, dict))
    stated = [str(period[key])[:4] for period in periods for key in ("desde", "hasta") if key in period]
    years = [int(year) for year in stated if year.isascii() and year.isdigit()]
    return min(years, default=2000) - _YEARS_BEFORE, max(years, default=2030) + _YEARS_AFTER


def _read(
    name: str,
    schema: TableSchema,
    raw: RawTable,
    origins: tuple[Place, ...],
    problems: list[Problem],
    limits: _Limits,
) -> ReadTable:
    positions = {column: number for number, column in enumerate(raw.header)}
    problems += _column_problems(name, schema, raw)
    complete = all(each.name in positions for each in schema.columns if each.required)
    cells = raw.cells
    absent = constant("", len(cells))
    columns = [cells.columns[positions[each]] if each in positions else absent for each in schema.names]
    read = [own.each(partial(_typed_cell, each, limits)) for each, own in zip(schema.columns, columns, strict=True)]
    rows = Rows(columns, len(cells))
    values = Rows((each.each(itemgetter(0)) for each in read), len(cells))
    faults = sorted(islice(_faults(schema, read, origins, positions), MAXIMUM_FAULTS + 1), key=itemgetter(0))
    changed = [each for _row, each in faults if each.kind in _CHANGED]
    if complete and len(changed) > MOST_ALIKE:
        problems.append(_changed(raw.file, changed))
        faults, complete = [], False
    if complete:
        problems += told((each for _row, each in faults), raw.file)
        problems += told(_repeated_keys(schema, rows, origins), raw.file)
    faulty = {row for row, each in faults if each.is_error}
    complete = complete and len(faults) <= MAXIMUM_FAULTS
    whole = tuple(row for row in range(len(cells)) if row not in faulty) if complete else ()
    data = TableData(name, raw.file, schema, origins, rows, values)
    is_empty = any(each.kind is Kind.TABLE_EMPTY for each in problems)
    return ReadTable(data, whole, problems, raw.complete and complete and not is_empty)


def _column_problems(name: str, schema: TableSchema, raw: RawTable) -> Iterator[Problem]:
    """Yields the columns that the table does not have and those that it lacks; one misspelt is told once."""
    known = schema.names
    missing = [each.name for each in schema.columns if each.required and each.name not in raw.header]
    unknown = [each for each in raw.header if each.strip() and each not in known]
    if missing and unknown and len(unknown) > len(set(raw.header) & set(known)):
        details = {"table": name, "names": ", ".join(each.name for each in schema.columns if each.required)}
        yield problem(Kind.COLUMN_UNKNOWN_ALL, Place(raw.file, 1), **details)
        return
    for column in unknown:
        near = closest(column.strip().lower(), known)
        missing = [each for each in missing if each != near]
        yield problem(Kind.COLUMN_UNKNOWN, Place(raw.file, 1, column), column=column, table=name, near=near)
    for required in missing:
        yield problem(Kind.COLUMN_MISSING, Place(raw.file, 1, required), column=required)


def _changed(file: str, changed: Sequence[Problem]) -> Problem:
    """Returns the one problem of a table in which a spreadsheet wrote many cells in its own way."""
    columns = ", ".join(dict.fromkeys(str(each.place.column) for each in changed))
    details = {"count": len(changed), "columns": columns, "value": changed[0].details["value"], "file": file}
    return problem(Kind.TABLE_CHANGED, Place(file, changed[0].place.row), **details)


class _Limits:
    """What a cell may say: years of a window, and the texts of any seal, though a rule of today would refuse them."""

    def __init__(self, window: tuple[int, int], seals: Sequence[SealFolder] = ()) -> None:
        self.window = window
        self._seals = seals

    @cached_property
    def sealed(self) -> frozenset[str]:
        """The texts of the cells of every seal."""
        files = ((name, data) for each in self._seals for name, data in each.files.items() if name.endswith(".csv"))
        read = (read_csv(name, name, data)[0] for name, data in files)
        return frozenset(cell for table in read if table for row in table.rows for cell in row.cells)


def _typed_cell(column: Column, limits: _Limits, cell: str) -> tuple[Any, list[Fault], bool]:
    """Returns the value of a cell, its faults, and whether they are only of rules made after the cell was sealed."""
    value, faults = typed(column, cell)
    if isinstance(value, date | PartialDate) and not limits.window[0] <= value.year <= limits.window[1]:
        faults = [(Kind.CELL_DATE_FAR, {"value": cell})]
    return value, faults, all(kind in RULES_OF_TEXTS for kind, _ in faults) and bool(faults) and cell in limits.sealed


def _faults(
    schema: TableSchema, read: Iterable[Values], origins: Sequence[Place], present: Container[str]
) -> Iterator[tuple[int, Problem]]:
    """Yields the problems of cells, in columns that the table has, with the place of their row."""
    for column, own in zip(schema.columns, read, strict=True):
        faults = {place: (faults, sealed) for place, (_value, faults, sealed) in enumerate(own.known) if faults}
        for row, place in enumerate(own.places) if faults and column.name in present else ():
            at = Place(origins[row].file, origins[row].row, column.name)
            found, is_sealed = faults.get(place, ((), False))
            yield from ((row, Problem(at, kind, details, lenient=is_sealed)) for kind, details in found)


def _repeated_keys(schema: TableSchema, rows: Rows, origins: Sequence[Place]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], Place] = {}
    for key, origin in zip(rows.picked(map(schema.names.index, schema.key)), origins, strict=True):
        if key in first and any(key):
            place = Place(origin.file, origin.row, schema.key[-1])
            yield problem(Kind.KEY_REPEATED, place, value=" | ".join(key), first=first[key].row)
        first.setdefault(key, origin)


def reference_problems(found: Mapping[str, ReadTable]) -> Iterator[Problem]:
    """Yields the problems of references to other tables, in single cells and in each item of lists.

    Where a table has a key twice, one of the two was meant to be another: what is like no key of it may be that one.
    """
    known = {name: _ids(read.data) for name, read in found.items()}
    unread = {name for name, read in found.items() if not read.complete}
    twice = {name for name, read in found.items() if _has_key_twice(read)}
    for read in (each for each in found.values() if each.whole or each.complete):
        for number, column in enumerate(read.data.schema.columns):
            target = column.refers_to
            if target and target not in unread:
                unknown = _unknown(read.data, number, target, known.get(target, set()))
                yield from told(
                    (each for each in unknown if target not in twice or each.details["near"]), read.data.file
                )


def _has_key_twice(read: ReadTable) -> bool:
    return any(each.kind is Kind.KEY_REPEATED for each in read.problems)


def _ids(data: TableData) -> set[str]:
    names = data.columns
    return {key for (key,) in data.both[0].picked([names.index("id")])} if "id" in names else set()


def _unknown(data: TableData, number: int, target: str, known: set[str]) -> Iterator[Problem]:
    def unknown(value: Any) -> list[str]:
        items = (value,) if isinstance(value, str) else value or ()
        return [item for item in items if item and item not in known]

    column = data.both[1].columns[number].each(unknown)
    for row, place in enumerate(column.places) if any(column.known) else ():
        for item in column.known[place]:
            at = Place(data.origins[row].file, data.origins[row].row, data.columns[number])
            month = month_of_excel(item)
            near = month if month in known else closest(item, known)
            yield problem(Kind.KEY_UNKNOWN_REFERENCE, at, value=item, where=target, near=near)
