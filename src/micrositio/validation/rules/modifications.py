"""Rules of the modifications: what they change exists and may change, and each starts from what was in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from micrositio.model.modifications import Modification
from micrositio.model.plan import ActionPlan
from micrositio.model.records import NO_VALUE
from micrositio.model.table_schema import Column
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.problems.suggest import closest
from micrositio.profile.cells import same_value, typed
from micrositio.profile.schemas import table_schema
from micrositio.progress.methods import is_measurable, method_of
from micrositio.progress.modifications import CHANGEABLE, indicator_at, milestone_at
from micrositio.progress.programme import LIMITS
from micrositio.progress.seals import keyed, rows_of
from micrositio.validation.rules.errata import last_day_told

PROMISED = (TableName.COMMITMENTS, TableName.MILESTONES, TableName.INDICATORS)
"""The tables whose rows a modification may change."""
_DATES, _WEIGHT = ("inicio", "fin"), "peso"
_MEASURED = ("linea_base", "meta", "direccion", "tolerancia")


def modifications_change_a_promise(plan: ActionPlan) -> Iterator[Problem]:
    """A modification is of a row that exists and of a field that may change, and gives it a value that it can have."""
    rows = _rows(plan)
    for each in plan.modifications:
        keys = rows[each.table]
        if each.record not in keys:
            yield problem(Kind.DATUM_NOTHING, each.at("record"), what=each.record, near=closest(each.record, keys))
        if each.field in CHANGEABLE[each.table]:
            yield from _value_problems(plan, each)
        else:
            yield _not_changeable(each)


def _not_changeable(each: Modification) -> Problem:
    """Returns why a modification may not change the field."""
    place, columns = each.at("field"), CHANGEABLE[each.table]
    base, _, language = each.field.rpartition("_")
    if each.field in _DATES:
        return problem(Kind.MODIFICATION_FIXED_DATE, place)
    if each.field == _WEIGHT:
        return problem(Kind.MODIFICATION_FIXED_WEIGHT, place)
    if base in columns and len(language) == len("en"):
        after = f"despues_{language}"
        return problem(Kind.MODIFICATION_FIXED_LANGUAGE, place, column=each.field, base=base, after=after)
    if table_schema(each.table).column(each.field) is None:
        return problem(Kind.DATUM_NOTHING, place, what=each.field, near=closest(each.field, columns))
    details = {"column": each.field, "table": each.table, "columns": ", ".join(columns)}
    return problem(Kind.MODIFICATION_FIXED, place, **details)


def _value_problems(plan: ActionPlan, each: Modification) -> Iterator[Problem]:
    """Yields the faults of the new value as a cell of its own table, and the keys in it that do not exist."""
    column, place = _column(each), each.at("after")
    value, faults = typed(column, each.after.base)
    for kind, details in faults:
        yield problem(kind, place, **details)
    least, most = column.rules.get("minimum"), column.rules.get("maxLength")
    if least is not None and value is not None and value < least:
        yield problem(Kind.CELL_RANGE, place, value=each.after.base, limit=least)
    if most is not None and len(each.after.base) > most:
        yield problem(Kind.CELL_LONG, place, length=len(each.after.base), limit=most)
    if each.field == "valores_ogp" and NO_VALUE in value and len(value) > 1:
        yield problem(Kind.VALUES_NONE, place, value=NO_VALUE)
    where = column.refers_to
    known = {record.id for record in plan.institutions}
    for key in (value if isinstance(value, tuple) else (value,)) if where and not faults else ():
        if key not in known:
            yield problem(Kind.KEY_UNKNOWN_REFERENCE, place, value=key, where=where, near=closest(key, known))


def _column(each: Modification) -> Column:
    column = table_schema(each.table).column(each.field)
    assert column is not None
    return column


def modifications_chain(plan: ActionPlan) -> Iterator[Problem]:
    """Each modification starts from what was in force and changes it."""
    rows = _rows(plan)
    current: dict[tuple[str, str, str], str] = {}
    for each in sorted(plan.modifications, key=lambda each: each.date):
        if each.field not in CHANGEABLE[each.table] or each.record not in rows[each.table]:
            continue
        cell, column = (each.table, each.record, each.field), _column(each)
        expected = current.get(cell, rows[each.table][each.record].get(each.field, ""))
        if not same_value(column, each.before, expected):
            kind = Kind.MODIFICATION_BEFORE if expected else Kind.MODIFICATION_BEFORE_NONE
            yield problem(kind, each.at("before"), found=each.before, expected=expected)
        elif same_value(column, each.before, each.after.base):
            yield problem(Kind.MODIFICATION_SAME, each.at("after"))
        current[cell] = each.after.base


def modifications_are_dated_within_the_plan(plan: ActionPlan) -> Iterator[Problem]:
    """A modification is dated in the periods of the plan, and not after the last day of which its data tell."""
    starts = [period.start.first for period in plan.periods if period.start]
    ends = [period.end.last for period in plan.periods if period.end]
    first, end, told = min(starts, default=date.min), max(ends, default=date.max), last_day_told(plan)
    for each in plan.modifications:
        if not first <= each.date <= end:
            yield problem(Kind.DATE_OUTSIDE, each.at("date"), value=each.date, start=first, end=end)
        elif told and each.date > told:
            yield problem(Kind.MODIFICATION_LATE, each.at("date"), date=each.date, day=told)


def modified_indicators_can_be_measured(plan: ActionPlan) -> Iterator[Problem]:
    """By the method of the indicator, what is in force after the modifications of a day can be measured."""
    method = method_of(plan)
    for (key, day), each in _last_of_each_day(plan, TableName.MILESTONES).items():
        milestone = plan.index.milestones.get(key)
        now = milestone_at(plan, milestone, day) if milestone else None
        if milestone and now and method.measures(plan, milestone) and not method.measures(plan, now):
            kind = Kind.INDICATOR_INCOMPLETE_TARGET if now.direction in LIMITS else Kind.INDICATOR_INCOMPLETE
            yield problem(kind, each.at("after"))
    for (key, day), each in _last_of_each_day(plan, TableName.INDICATORS).items() if method.by_target else ():
        indicator = plan.index.indicators.get(key)
        changed = indicator_at(plan, indicator, day) if indicator else None
        if changed and not is_measurable(changed, changed.target):
            yield problem(Kind.MEASURED_INCOMPLETE, each.at("after"), indicator=key)


def _last_of_each_day(plan: ActionPlan, table: str) -> Mapping[tuple[str, date], Modification]:
    """Returns the last modification of what a row of a table is measured by, by row and day; none of a faulty row."""
    own = [each for each in plan.modifications if each.table == table and each.field in _MEASURED]
    unread = {each.record for each in own if typed(_column(each), each.after.base)[1]}
    return {(each.record, each.date): each for each in own if each.record not in unread}


def _rows(plan: ActionPlan) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Returns the rows of the tables of the promise as given, by table and key."""
    found = (name for name in PROMISED if plan.modifications)
    return {name: keyed(name, rows_of(plan.tables[name])) if name in plan.tables else {} for name in found}
