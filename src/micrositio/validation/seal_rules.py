"""Rules that sealed data do not change: each seal is compared with its sums, its chain and the plan of today."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from micrositio.formats.characters import named
from micrositio.formats.checksums import SUMS
from micrositio.model.plan import ActionPlan, Seal, TableData
from micrositio.model.records import Erratum, ReportingPeriod
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.profile.cells import same_value
from micrositio.profile.schemas import table_schema
from micrositio.progress.milestones import cuts_in_order
from micrositio.progress.seal_formats import LATEST, MAY_GROW, PROMISE, sealed_tables
from micrositio.progress.seals import (
    ABSENT,
    PRESENT,
    ROW,
    chain_name,
    corrected,
    cut_before,
    cut_tables,
    is_addition,
    keyed,
    row_key,
    rows_of,
)
from micrositio.sources.tree import PlanSource, SealFolder
from micrositio.validation.seal_files import UP, stated_sums

_ORIGINAL_DATES = ("inicio", "fin")


def seal_problems(source: PlanSource, plan: ActionPlan, faulty: frozenset[str]) -> Iterator[Problem]:
    """Yields the problems of the order and chain of the seals and, for tables that could be read, of their contents."""
    if TableName.REPORTING_PERIODS not in faulty:
        yield from _order_problems(source, plan)
    errata, rewritten = _Errata(plan), _cells_of_rewritten_errata(plan)
    said = set(rewritten)
    for cut in reversed(cuts_in_order(plan)):
        seal = plan.seals.get(cut.id)
        if seal is not None and seal.tables:
            for sealed in _sealed_tables(plan, cut, seal, faulty):
                yield from (each.problem for each in _differences(sealed, errata) if each.is_new(said))
    if faulty.isdisjoint(sealed_tables(LATEST)):
        for each in errata.unused():
            if (each.table, each.record, each.field) not in rewritten:
                yield problem(Kind.ERRATUM_NOTHING, each.at("before"), cut=each.period)


def _cells_of_rewritten_errata(plan: ActionPlan) -> set[tuple[str, str, str]]:
    """Returns the cells of the sealed errata that are gone or say otherwise: that is told, not its effects."""
    today = {(each.table, each.record, each.field, each.period, each.before, each.after) for each in plan.errata}
    sealed = (row for seal in plan.seals.values() for row in seal.tables.get(TableName.ERRATA, ()))
    columns = ("tabla", "registro", "campo", "corte", "antes", "despues")
    stated = {tuple(row[name] for name in columns) for row in sealed}
    return {(table, record, field) for table, record, field, *_ in stated - today}


def _order_problems(source: PlanSource, plan: ActionPlan) -> Iterator[Problem]:
    for folder in source.seals:
        cut = plan.index.cuts.get(folder.cut)
        seal = plan.seals.get(folder.cut)
        if cut is None:
            yield problem(Kind.SEAL_UNKNOWN, Place(folder.folder), cut=folder.cut)
        elif seal:
            yield from _chain_problems(plan, folder, cut, seal)


def _chain_problems(plan: ActionPlan, folder: SealFolder, cut: ReportingPeriod, seal: Seal) -> Iterator[Problem]:
    before = cut_before(plan, cut)
    if before and before.id not in plan.seals:
        yield problem(Kind.SEAL_GAP, Place(folder.folder), cut=cut.id, before=before.id)
        return
    stated = [(digest, name) for digest, name in stated_sums(folder) if name.startswith(UP)]
    if stated != ([(plan.seals[before.id].digest, chain_name(before.id))] if before else []):
        place = Place(f"{folder.folder}/{SUMS}", len(stated_sums(folder)))
        yield problem(Kind.SEAL_CHAIN, place, cut=cut.id, before=before.id if before else "—")


class _Errata:
    """The plan's errata by the cell they correct, and which of them explained a difference."""

    def __init__(self, plan: ActionPlan) -> None:
        self._by_cell: dict[tuple[str, str, str], list[Erratum]] = {}
        for each in sorted(plan.errata, key=lambda each: each.date):
            self._by_cell.setdefault((each.table, each.record, each.field), []).append(each)
        self._all = plan.errata
        self._used: list[Erratum] = []

    def explain(self, sealed: _Sealed, record: str, column: str, before: str, today: str) -> bool:
        """Returns whether today's value is the sealed value, or that value after the errata of its cell.

        Errata of the tables of definitions apply at any cut; those of other tables only at their own. The errata that
        lead to today's value are recorded as used.
        """
        own = self._by_cell.get((sealed.name, record, column))
        if own is None:
            return before == today
        found = corrected(before, [e for e in own if sealed.name in PROMISE or e.period == sealed.cut.id])
        if found.value == today:
            self._used += found.errata
        return today in (before, found.value)

    def as_stated(self, table: str, record: str, column: str, before: str, today: str) -> str:
        """Returns today's value as the seal or an erratum of its cell writes it, if one of them says the same."""
        known = table_schema(table).column(column) if before != today else None
        stated = (before, *(each.after for each in self._by_cell.get((table, record, column), ())))
        return next((each for each in stated if same_value(known, each, today)), today)

    def unused(self) -> list[Erratum]:
        """Returns the errata that explained no difference."""
        return [each for each in self._all if each not in self._used]


class _Sealed(NamedTuple):
    """A sealed table of a cut and the same table today, with rows by key.

    `open_cut` is the cut that an erratum of a difference must name.
    """

    cut: ReportingPeriod
    open_cut: str
    name: str
    then: Mapping[str, Mapping[str, str]]
    now: Mapping[str, Mapping[str, str]]
    places: Mapping[str, Place]
    file: str


def _sealed_tables(plan: ActionPlan, cut: ReportingPeriod, seal: Seal, faulty: frozenset[str]) -> Iterator[_Sealed]:
    names = sealed_tables(seal.format)
    today = cut_tables(plan, cut, names, seal.format)
    unsealed = next((each.id for each in cuts_in_order(plan) if each.id not in plan.seals), cut.id)
    for name in names:
        if name not in faulty and (name in seal.tables or name in today):
            yield _sealed(plan, cut, unsealed, name, seal.tables.get(name, ()), today.get(name))


def _sealed(
    plan: ActionPlan,
    cut: ReportingPeriod,
    unsealed: str,
    name: str,
    rows: Sequence[Mapping[str, str]],
    today: TableData | None,
) -> _Sealed:
    now = keyed(name, rows_of(today)) if today else {}
    return _Sealed(
        cut=cut,
        open_cut=unsealed if name in PROMISE else cut.id,
        name=name,
        then=keyed(name, rows),
        now=now,
        places=_places(today) if today else {},
        file=today.file if today else f"data/{plan.id}/{name}.csv",
    )


def _places(table: TableData) -> dict[str, Place]:
    """Returns the place of each row of a table by key."""
    return {row_key(table.name, row): place for row, place in zip(rows_of(table), table.origins, strict=True)}


class _Difference(NamedTuple):
    """A problem of a cell (or of a whole row), and the cell's table, record and column."""

    cell: tuple[str, str, str]
    problem: Problem

    def is_new(self, said: set[tuple[str, str, str]]) -> bool:
        """Returns whether the cell has no problem yet from a later cut, and records the cell in `said`."""
        known = self.cell in said
        said.add(self.cell)
        return not known


def _differences(sealed: _Sealed, errata: _Errata) -> Iterator[_Difference]:
    """Yields the differences between the sealed table and today's, without those that errata explain."""
    gone = Kind.ERRATUM_SEALED if sealed.name == TableName.ERRATA else Kind.SEAL_ROW_GONE
    for record in sealed.then.keys() - sealed.now.keys():
        if not errata.explain(sealed, record, ROW, PRESENT, ABSENT):
            yield _difference(gone, Place(sealed.file), sealed, record, ROW)
    for record in sealed.now.keys() - sealed.then.keys():
        may_grow = sealed.name in MAY_GROW
        if not may_grow and not errata.explain(sealed, record, ROW, ABSENT, PRESENT):
            yield _difference(Kind.SEAL_ROW_NEW, sealed.places[record], sealed, record, ROW)
    for record in sealed.then.keys() & sealed.now.keys():
        yield from _cell_differences(sealed, record, errata)


def _cell_differences(sealed: _Sealed, record: str, errata: _Errata) -> Iterator[_Difference]:
    """Yields the cells that say something else than in the seal; a cell of a column that it has not only adds."""
    then, now, place = sealed.then[record], sealed.now[record], sealed.places[record]
    for column in dict.fromkeys((*then, *now)):
        before = then.get(column, "")
        after = errata.as_stated(sealed.name, record, column, before, now.get(column, ""))
        if errata.explain(sealed, record, column, before, after):
            continue
        if column in then and not is_addition(sealed.name, column, before, after):
            where = Place(place.file, place.row, column)
            details = {"before": before, "after": after}
            if signs := _unseen_difference(before, after):
                yield _difference(Kind.SEAL_CELL_UNSEEN, where, sealed, record, column, signs=signs)
            else:
                yield _difference(_kind(sealed.name, column), where, sealed, record, column, **details)


def _unseen_difference(before: str, after: str) -> str:
    """Returns the codes of the signs in which two texts that look alike differ, or "" if they do not look alike."""
    one, other = (" ".join(unicodedata.normalize("NFKC", each).split()) for each in (before, after))
    signs = sorted({*before} ^ {*after}) or [" "]
    return ", ".join(map(named, signs[:3])) if one == other else ""


def _kind(table: str, column: str) -> Kind:
    if table == TableName.ERRATA:
        return Kind.ERRATUM_SEALED
    return Kind.SEAL_CELL_DATE if table == TableName.MILESTONES and column in _ORIGINAL_DATES else Kind.SEAL_CELL


def _difference(kind: Kind, place: Place, sealed: _Sealed, record: str, column: str, **details: str) -> _Difference:
    cut, names = sealed.cut.id, {"table": sealed.name, "record": record, "column": column}
    return _Difference(
        (sealed.name, record, column), problem(kind, place, cut=cut, since=sealed.open_cut, **names, **details)
    )
