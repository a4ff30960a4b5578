"""The plan as it stood at a sealed cut: the records of its seal, with the errata that apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, TypeVar

from micrositio.model.dates import parse_partial
from micrositio.model.plan import TABLES, ActionPlan, Method, ScaleStep, Seal
from micrositio.model.plan_facts import PlanPeriod
from micrositio.model.records import Erratum, Record, ReportingPeriod
from micrositio.model.text import Text, Writing
from micrositio.model.vocabularies import TableName
from micrositio.profile.cells import typed
from micrositio.profile.schemas import table_schema
from micrositio.progress.seal_formats import PROMISE, holds, sealed_tables
from micrositio.progress.seals import corrected, is_addition, key_columns, row_key

R = TypeVar("R", bound=Record)
_Rows = Mapping[str, Mapping[str, str]]
_REPORTS = (
    TableName.UPDATES,
    TableName.MEASUREMENTS,
    TableName.VERIFICATIONS,
    TableName.OWN_UPDATES,
    TableName.OWN_VERIFICATIONS,
)
_TOTALS = ("total_pesos_actividades", "total_pesos_compromisos", "total_pesos_grupos")
_NOT_RECORDS = (TableName.SCALE, TableName.METHOD, TableName.PERIODS, TableName.ERRATA)
"""Tables that stand in the descriptor, and the errata: those made later apply to the cut too."""


def plan_at(plan: ActionPlan, cut: ReportingPeriod) -> ActionPlan:
    """Returns the plan as it stood at the cut; if the cut is sealed, with what its seal holds and the errata of that.

    The cut's reports, verifications, changes of date and documents are the plan's own: the build has compared them
    with the seal. Of reports and verifications, columns that the seal has not are left out, unless they only add words.
    """
    seal = plan.seals.get(cut.id)
    if seal is None:
        return plan
    promise = [name for name in sealed_tables(seal.format) if name in PROMISE]
    then = {name: _as_sealed(plan, cut, seal, name) for name in promise}
    changes: dict[str, Any] = {
        "scale": tuple(_step(row, plan) for row in then[TableName.SCALE].values()),
        "method": _method({key: row["valor"] for key, row in then[TableName.METHOD].items()}),
    }
    if TableName.PERIODS in then:
        changes["periods"] = tuple(_period(row, plan) for row in then[TableName.PERIODS].values())
    for name in (*promise, *_REPORTS):
        if name not in _NOT_RECORDS:
            changes[TABLES[name][1]] = _Table(plan, seal, name).records(then.get(name))
    return replace(plan, **changes)


def _as_sealed(plan: ActionPlan, cut: ReportingPeriod, seal: Seal, table: str) -> _Rows:
    """Returns the sealed rows of a table of the promise by key, with the errata that apply at the cut."""
    reach = [each for each in plan.errata if each.table == table and plan.index.cuts[each.period].date <= cut.date]
    errata: dict[tuple[str, str], list[Erratum]] = {}
    for each in sorted(reach, key=lambda each: each.date):
        errata.setdefault((each.record, each.field), []).append(each)
    return {
        (key := row_key(table, row)): {
            name: corrected(value, errata.get((key, name), ())).value for name, value in row.items()
        }
        for row in seal.tables.get(table, ())
    }


class _Table:
    """A table of the plan whose records are given the cells that a seal holds of them."""

    def __init__(self, plan: ActionPlan, seal: Seal, name: str) -> None:
        self.seal, self.name = seal, name
        kind, attribute = TABLES[name]
        self.bound = {str(each.metadata["column"]): each.name for each in fields(kind) if "column" in each.metadata}
        self.now: tuple[Record, ...] = getattr(plan, attribute)

    def records(self, then: _Rows | None) -> tuple[Record, ...]:
        """Returns the records of the promise that are in the seal, as they were; of reports, without later columns.

        `then` holds the sealed rows of a table of the promise by key; None for a table of reports.
        """
        keys = [self._key(each) for each in self.now]
        if then is not None:
            return tuple(
                self._as_it_was(each, then[key]) for each, key in zip(self.now, keys, strict=True) if key in then
            )
        held = {row_key(self.name, row): row for row in self.seal.tables.get(self.name, ())}
        return tuple(self._without_later(each, held.get(key)) for each, key in zip(self.now, keys, strict=True))

    def _key(self, record: Record) -> str:
        """Returns the key of the record's row."""
        values = (getattr(record, self.bound[column]) for column in key_columns(self.name))
        return "|".join(each.base if isinstance(each, Text) else str(each) for each in values)

    def _as_it_was(self, record: R, cells: Mapping[str, str]) -> R:
        """Returns the record with the sealed cells, and empty where its column came after the seal."""
        given = [column for column in self.bound if column in cells or self._came_later(column)]
        return replace(record, **{self.bound[each]: self._value(record, each, cells) for each in given})

    def _came_later(self, column: str) -> bool:
        """Returns whether the column came after the seal: a seal of its format holds it wherever the table has it."""
        known = table_schema(self.name).column(column)
        return holds(self.seal.format, self.name, column) and known is not None and not known.required

    def _without_later(self, record: R, cells: Mapping[str, str] | None) -> R:
        """Returns the report without what columns that the seal has not say of it, except words that only add."""
        later = () if cells is None else (column for column in self.bound if column not in cells)
        numbers = [column for column in later if not is_addition(self.name, column, "", "…")]
        return replace(record, **{self.bound[each]: self._value(record, each, {}) for each in numbers})

    def _value(self, record: Record, column: str, cells: Mapping[str, str]) -> Any:
        now = getattr(record, self.bound[column])
        if isinstance(now, Text):
            others = tuple(code for code in dict.fromkeys(("en", *now.languages)) if code != now.language)
            return Writing(now.language, others).text({**now.keys(column), **self._words(column, now, cells)}, column)
        return _value(self.name, column, cells.get(column, ""))

    def _words(self, column: str, now: Text, cells: Mapping[str, str]) -> dict[str, str]:
        """Returns the sealed words of a text by key, "" for those that the seal would hold and has not."""
        held = (name for name in now.keys(column) if name in cells or holds(self.seal.format, self.name, name))
        return {name: cells.get(name, "") for name in held}


@lru_cache(maxsize=1 << 14)
def _value(table: str, column: str, cell: str) -> Any:
    """Returns the value of a sealed cell; most cells are the same in every seal."""
    found = table_schema(table).column(column)
    assert found is not None
    return typed(found, cell)[0]


def _step(row: Mapping[str, str], plan: ActionPlan) -> ScaleStep:
    title = Writing(plan.language).text(row, "titulo")
    return ScaleStep(row["id"], title, _value(TableName.SCALE, "valor", row["valor"]), row["irm"])


def _method(values: Mapping[str, str]) -> Method:
    milestones, commitments, groups = (_number(values.get(key)) for key in _TOTALS)
    return Method(
        values["avance"],
        values["tope"] == "true",
        milestones,
        commitments,
        groups,
        mean_capped=values["tope"] == "media",
        incomplete=values.get("pesos_incompletos", ""),
    )


def _number(cell: str | None) -> float | None:
    return float(cell) if cell else None


def _period(row: Mapping[str, str], plan: ActionPlan) -> PlanPeriod:
    written = Writing(plan.language, _languages(row))
    start, end = (parse_partial(row[key]) if row[key] else None for key in ("desde", "hasta"))
    sources = _value(TableName.PERIODS, "fuentes", row["fuentes"])
    return PlanPeriod(start, end, written.text(row, "segun"), written.text(row, "nota"), sources)


def _languages(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(key.removeprefix("segun_") for key in row if key.startswith("segun_"))
