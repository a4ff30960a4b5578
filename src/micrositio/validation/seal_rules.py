"""Rules that sealed data do not change: each seal is compared with its sums, its chain and the plan of today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from micrositio.formats.checksums import SUMS
from micrositio.model.plan import ActionPlan, Seal, TableData
from micrositio.model.records import Erratum, ReportingPeriod
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.progress.milestones import cuts_in_order
from micrositio.progress.seals import (
    ABSENT,
    DEFINITIONS,
    PRESENT,
    ROW,
    SEALED_TABLES,
    chain_name,
    corrected,
    cut_before,
    cut_tables,
    row_key,
)
from micrositio.sources.tree import PlanSource, SealFolder
from micrositio.validation.seal_files import UP, stated_sums

_MAY_GROW = (TableName.COMMITMENTS, TableName.MILESTONES, TableName.SCALE)
"""Definitions to which a plan may add rows: the new rows count from the next cut on."""
_FREE_TO_FILL = re.compile(r".*_en|nota|fuentes")
"""Columns that may be filled in where a sealed cell was empty: they add data without changing any."""
_ORIGINAL_DATES = ("inicio", "fin")


def seal_problems(source: PlanSource, plan: ActionPlan, faulty: frozenset[str]) -> Iterator[Problem]:
    """Yields the problems of the order and chain of the seals and, for tables that could be read, of their contents."""
    yield from _order_problems(source, plan)
    errata = _Errata(plan)
    said: set[tuple[str, str, str]] = set()
    for cut in reversed(cuts_in_order(plan)):
        seal = plan.seals.get(cut.id)
        if seal is not None and seal.tables:
            for sealed in _sealed_tables(plan, cut, seal, faulty):
                yield from (each.problem for each in _differences(sealed, errata) if each.is_new(said))
    if faulty.isdisjoint(SEALED_TABLES):
        for each in errata.unused():
            yield problem(Kind.ERRATUM_NOTHING, each.at("before"), cut=each.period)


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
        own = self._by_cell.get((sealed.name, record, column), ())
        found = corrected(before, [e for e in own if sealed.name in DEFINITIONS or e.period == sealed.cut.id])
        if found.value == today:
            self._used += found.errata
        return today in (before, found.value)

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
    today = cut_tables(plan, cut)
    unsealed = next((each.id for each in cuts_in_order(plan) if each.id not in plan.seals), cut.id)
    for name in SEALED_TABLES:
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
    columns = today.columns if today else []
    current = [dict(zip(columns, row, strict=True)) for row in today.rows] if today else []
    keys = [row_key(name, row) for row in current]
    return _Sealed(
        cut=cut,
        open_cut=unsealed if name in DEFINITIONS else cut.id,
        name=name,
        then={row_key(name, row): row for row in rows},
        now=dict(zip(keys, current, strict=True)),
        places=dict(zip(keys, today.origins, strict=True)) if today else {},
        file=today.file if today else f"data/{plan.id}/{name}.csv",
    )


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
    for record in sealed.then.keys() - sealed.now.keys():
        if not errata.explain(sealed, record, ROW, PRESENT, ABSENT):
            yield _difference(Kind.SEAL_ROW_GONE, Place(sealed.file), sealed, record, ROW)
    for record in sealed.now.keys() - sealed.then.keys():
        may_grow = sealed.name in _MAY_GROW
        if not may_grow and not errata.explain(sealed, record, ROW, ABSENT, PRESENT):
            yield _difference(Kind.SEAL_ROW_NEW, sealed.places[record], sealed, record, ROW)
    for record in sealed.then.keys() & sealed.now.keys():
        yield from _cell_differences(sealed, record, errata)


def _cell_differences(sealed: _Sealed, record: str, errata: _Errata) -> Iterator[_Difference]:
    then, now, place = sealed.then[record], sealed.now[record], sealed.places[record]
    for column in dict.fromkeys((*then, *now)):
        before, after = then.get(column, ""), now.get(column, "")
        filled = not before and _FREE_TO_FILL.fullmatch(column)
        if not filled and not errata.explain(sealed, record, column, before, after):
            original = sealed.name == TableName.MILESTONES and column in _ORIGINAL_DATES
            kind = Kind.SEAL_CELL_DATE if original else Kind.SEAL_CELL
            where = Place(place.file, place.row, column)
            yield _difference(kind, where, sealed, record, column, before=before, after=after)


def _difference(kind: Kind, place: Place, sealed: _Sealed, record: str, column: str, **details: str) -> _Difference:
    cut, names = sealed.cut.id, {"table": sealed.name, "record": record, "column": column}
    return _Difference(
        (sealed.name, record, column), problem(kind, place, cut=cut, since=sealed.open_cut, **names, **details)
    )
