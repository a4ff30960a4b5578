"""A damaged table → the same table as it is to be saved, and every change, for a person to accept.

Only what can mean one thing is changed; the rest is left for the checker to name. A row of a sealed cut says again what
its seal does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from micrositio.editing.listed import column_of, listed_tables, table_of
from micrositio.editing.meanings import Known, folded, meaning, order_of_dates
from micrositio.editing.sealed_rows import put_back
from micrositio.formats.characters import EDGES
from micrositio.formats.csv_table import MAXIMUM_COLUMNS, RawTable, read_csv, write_csv
from micrositio.formats.damaged_csv import Taken, Torn, cells_of, taken_for
from micrositio.formats.kept import Kept
from micrositio.formats.yaml_document import Marked
from micrositio.model.plan import ActionPlan
from micrositio.model.table_schema import PARTIAL, Column, TableSchema
from micrositio.model.text import N_
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.profile.plan_descriptor import vocabularies
from micrositio.profile.schemas import SLUG, with_languages, with_words
from micrositio.sources.tree import PlanSource
from micrositio.validation.plan_assembly import validate_plan
from micrositio.validation.tables import schema_for

BLANK = N_("filas o columnas vacías")
ABOVE = N_("filas antes de los nombres de las columnas")
HEADERS = N_("nombres de columnas escritos de otro modo")
SPACES = N_("textos con espacios al principio o al final")
SEALED = N_("celdas de cortes sellados, como en su sello")
SEALED_ROWS = N_("filas de cortes sellados que faltaban")
_NOWHERE = Kept()
_ABSENT = RawTable("", "", (), ())
MAXIMUM_ROWS = 100_000
"""Rows of a table that is mended at most."""
_HEADER_WITHIN = 20
"""Rows at the beginning of a file among which the names of the columns are looked for."""
_MEASURED: Mapping[str, tuple[str, ...]] = {
    TableName.UPDATES: ("valor",),
    TableName.MILESTONES: ("linea_base", "meta", "tolerancia"),
    TableName.MEASUREMENTS: ("valor",),
    TableName.INDICATORS: ("linea_base", "meta", "tolerancia"),
}
"""Columns of numbers in the unit of a milestone, by table."""


class Change(NamedTuple):
    """One change: the words in which its kind is counted, its row in the damaged file, column, and both texts."""

    words: str
    row: int
    column: str
    before: str
    after: str


class Mended(NamedTuple):
    """A table mended: what its file is taken for, the changes, its rows with their numbers, and its new bytes."""

    taken: Taken
    changes: tuple[Change, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def is_changed(self) -> bool:
        """Whether there is something to write."""
        return bool(self.header) and (bool(self.changes) or not self.taken.is_sound)

    def data(self, line_end: str) -> bytes:
        """Returns the bytes of the table as every one is to be saved."""
        return write_csv(self.header, (cells for _row, cells in self.rows), line_end)


class MendedPlan(NamedTuple):
    """The tables of a plan that were mended, by name of their file, and what is left for a person to mend in them.

    `is_sealed` is False where the errata could not be read: then no row was compared with its seal.
    """

    tables: Mapping[str, Mended]
    left: tuple[Problem, ...]
    is_sealed: bool


def mended(source: PlanSource, damaged: Mapping[str, bytes], kept: Kept = _NOWHERE) -> MendedPlan:
    """Returns the tables in `damaged` (bytes by name of the file), which the plan must list, mended.

    Of a file whose cells cannot be told apart there is only the problem.
    """
    torn = {name: each for name, data in damaged.items() for each in _torn(f"{source.folder}/{name}", data)}
    damaged = {name: data for name, data in damaged.items() if name not in torn}
    first = _all(source, damaged)
    tables = _all(_with(source, first), damaged)  # the keys of one may be known only once another is mended
    plan, problems = validate_plan(_with(source, tables), kept)
    errata = _file_of(source, TableName.ERRATA)
    is_read = _with(source, tables).tables.get(errata.rpartition("/")[2], _ABSENT) is not None
    is_sealed = is_read and not any(each.is_error and each.place.file == errata for each in problems)
    if plan is not None and is_sealed and plan.seals:
        tables = {name: _as_sealed(_table_of(source, name), each, plan) for name, each in tables.items()}
        _plan, problems = validate_plan(_with(source, tables), kept)
    files = {f"{source.folder}/{name}" for name in tables}
    read = [each for name, table in tables.items() for each in _read(source, name, table)[1]]
    left = [each for each in (*read, *problems) if each.is_error and each.place.file in files]
    return MendedPlan(tables, (*torn.values(), *left), is_sealed)


def _torn(file: str, data: bytes) -> Iterator[Problem]:
    """Yields the problem of a file that cannot be mended: its cells cannot be told apart, or are too many."""
    try:
        for number, cells in enumerate(cells_of(taken_for(data)), 1):
            if len(cells) > MAXIMUM_COLUMNS:
                yield problem(Kind.TABLE_LIMITS, Place(file, number))
                return
            if number > MAXIMUM_ROWS:
                yield problem(Kind.TABLE_ROWS, Place(file, number), limit=f"{MAXIMUM_ROWS:,} filas")
                return
    except Torn as torn:
        yield problem(Kind.CSV_QUOTE, Place(file, torn.args[0]))


def _read(source: PlanSource, name: str, table: Mended) -> tuple[RawTable | None, list[Problem]]:
    return read_csv(name.removesuffix(".csv"), f"{source.folder}/{name}", table.data("\n"))


def _with(source: PlanSource, tables: Mapping[str, Mended]) -> PlanSource:
    """Returns the plan's folder with the mended tables in place of its own."""
    return replace(
        source, tables={**source.tables, **{name: _read(source, name, each)[0] for name, each in tables.items()}}
    )


def _resources(source: PlanSource) -> Mapping[str, int]:
    """Returns the numbers of the plan's resources, by name of their file."""
    descriptor = source.descriptor
    return {each["path"]: number for number, each in enumerate(descriptor.value["resources"])} if descriptor else {}


def _table_of(source: PlanSource, file: str) -> str:
    assert source.descriptor is not None
    return str(source.descriptor.value["resources"][_resources(source)[file]]["name"])


def _file_of(source: PlanSource, table: str) -> str:
    return f"{source.folder}/{listed_tables(source).get(table, table)}"


def _all(source: PlanSource, damaged: Mapping[str, bytes]) -> dict[str, Mended]:
    keys, units = _keys(source), _units(source)
    made = {}
    for name, data in damaged.items():
        table, schema = _table_of(source, name), _schema(source, name)
        made[name] = _Mender(table, schema, keys, units).mend(taken_for(data))
    return made


def _schema(source: PlanSource, name: str) -> TableSchema:
    descriptor = source.descriptor
    assert isinstance(descriptor, Marked)
    found = schema_for(source, descriptor, _resources(source)[name], _NOWHERE)[0] or TableSchema.of({"fields": []})
    every = [f"{each.name.removesuffix('_en')}_{code}" for each in found.columns for code in source.writing.others]
    return with_languages(with_words(found, vocabularies(descriptor.value, source.writing.base)), every, source.writing)


def _keys(source: PlanSource) -> dict[str, set[str]]:
    """Returns the keys of each table of the plan that can be read, and of those that its seals hold."""
    keys: dict[str, set[str]] = {TableName.REPORTING_PERIODS: {each.cut for each in source.seals}}
    for name in _resources(source):
        own = column_of(source.tables.get(name), "id")
        keys.setdefault(_table_of(source, name), set()).update(each for each in own if re.fullmatch(SLUG, each))
    names = (evidence.manifest.value.get("resources", ()) for evidence in source.evidence if evidence.manifest)
    documents = {str(each.get("name", "")) for found in names for each in found if isinstance(each, dict)}
    return {**keys, TableName.EVIDENCE: documents}


def _units(source: PlanSource) -> dict[tuple[str, str], str]:
    """Returns the unit of each milestone and indicator, by the column of other tables that names it and its id."""
    named = {"actividad": table_of(source, TableName.MILESTONES), "indicador": table_of(source, TableName.INDICATORS)}
    return {
        (column, key): unit
        for column, table in named.items()
        for key, unit in zip(column_of(table, "id"), column_of(table, "unidad"), strict=False)
    }


_Keys = Mapping[str, set[str]]
_Units = Mapping[tuple[str, str], str]


class _Mender:
    """The mending of one table: what is known of its plan, and the changes made so far."""

    def __init__(self, table: str, schema: TableSchema, keys: _Keys, units: _Units) -> None:
        self.measured, self.schema, self.keys, self.units = _MEASURED.get(table, ()), schema, keys, units
        self.changes: list[Change] = []

    def mend(self, taken: Taken) -> Mended:
        written = [(number, self._stripped(number, cells)) for number, cells in enumerate(cells_of(taken), 1)]
        rows = [(number, cells) for number, cells in written if any(cells)]
        if not rows:
            return Mended(taken, (), (), ())
        at = self._header_at(rows)
        self._told(ABOVE, ((number, "", " ".join(filter(None, cells)), "") for number, cells in rows[:at]))
        self._told(BLANK, ((n, "", "", "") for n, cells in written if not any(cells) and n < rows[-1][0]))
        header, body = self._columns(rows[at], rows[at + 1 :])
        columns = [self.schema.column(name) for name in header]
        dated = [place for place, each in enumerate(columns) if each and each.type in ("date", PARTIAL)]
        order = order_of_dates(cells[place] for _number, cells in body for place in dated)
        made = tuple((number, self._row(number, columns, cells, order)) for number, cells in body)
        return Mended(taken, tuple(self.changes), header, made)

    def _stripped(self, number: int, cells: Sequence[str]) -> list[str]:
        made = [each.strip(EDGES) for each in cells]
        self._told(
            SPACES, ((number, "", own, text) for own, text in zip(cells, made, strict=True) if text != own and text)
        )
        return made

    def _told(self, words: str, changes: Iterable[tuple[int, str, str, str]]) -> None:
        self.changes += [Change(words, *each) for each in changes]

    def _header_at(self, rows: Sequence[tuple[int, Sequence[str]]]) -> int:
        """Returns the place, among the rows, of the one with the most names of columns; of equal ones, the first."""
        known = [sum(each in self._names for each in map(folded, cells)) for _, cells in rows[:_HEADER_WITHIN]]
        return known.index(max(known))

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The names of the columns, by what a person may have written for each: its name, or its title."""
        titles = [(folded(words), each.name) for each in self.schema.columns for _, words in each.title.words]
        count = Counter(title for title, _name in titles)
        own = {folded(each.name): each.name for each in self.schema.columns}
        return {**{title: name for title, name in titles if count[title] == 1}, **own}

    def _columns(
        self, first: tuple[int, Sequence[str]], rows: Sequence[tuple[int, Sequence[str]]]
    ) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
        """Returns the names of the columns, and the rows with as many cells, without columns that say nothing."""
        number, width = first[0], max(len(cells) for _number, cells in (first, *rows))
        padded = [(row, [*cells, *[""] * (width - len(cells))]) for row, cells in (first, *rows)]
        used = [place for place in range(width) if any(cells[place] for _row, cells in padded)]
        self._told(
            BLANK, [(number, "", "", "")] * (len(first[1]) - len([each for each in used if each < len(first[1])]))
        )
        written = [" ".join(padded[0][1][place].split()) for place in used]
        names = [self._names.get(folded(each), each) if each else "" for each in written]
        names = [name if names.count(name) == 1 else own for name, own in zip(names, written, strict=True)]
        self._told(
            HEADERS, ((number, name, own, name) for own, name in zip(written, names, strict=True) if own != name)
        )
        return tuple(names), [(row, [cells[place] for place in used]) for row, cells in padded[1:]]

    def _row(self, number: int, columns: Sequence[Column | None], cells: Sequence[str], order: str) -> tuple[str, ...]:
        row = {each.name: cell for each, cell in zip(columns, cells, strict=True) if each}
        made = []
        for column, cell in zip(columns, cells, strict=True):
            found = meaning(column, cell, self._known(column, row, order)) if column else None
            if column and found:
                self._told(found.words, [(number, column.name, cell, found.text)])
            made.append(found.text if found else cell)
        return tuple(made)

    def _known(self, column: Column, row: Mapping[str, str], order: str) -> Known:
        is_measured = column.name in self.measured
        named = (self.units.get((name, row[name]), "") for name in ("actividad", "indicador") if name in row)
        unit = row.get("unidad", next(named, "")) if is_measured else None
        return Known(self.keys.get(column.refers_to, ()), order, unit)


def _as_sealed(table: str, made: Mended, plan: ActionPlan) -> Mended:
    """Returns the table with each row of a sealed cut as its seal and the errata say."""
    found = put_back(table, made.header, made.rows, plan)
    cells = (Change(SEALED, *each) for each in found.cells)
    rows = (Change(SEALED_ROWS, number, "", "", key) for number, key in found.added)
    places = {(row, column) for row, column, _before, _after in found.cells}
    kept = (each for each in made.changes if (each.row, each.column) not in places)
    return made._replace(changes=(*kept, *cells, *rows), rows=found.rows)
