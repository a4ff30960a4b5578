"""The promise in force on a day: what the plan first said, with the modifications made until then.

Dates are not among them: they change in `reprogramaciones`, and `milestones.dates_at` tells them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from micrositio.model.indicators import Indicator
from micrositio.model.modifications import Modification
from micrositio.model.own_reports import Whole
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Commitment, Milestone
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.profile.cells import typed
from micrositio.profile.schemas import table_schema
from micrositio.progress.methods import ASCENDING, DESCENDING, target_on
from micrositio.progress.programme import LIMITS, MAXIMUM, MINIMUM, programme_of

Promise = TypeVar("Promise", Commitment, Milestone, Indicator)

CHANGEABLE: Mapping[str, tuple[str, ...]] = {
    TableName.COMMITMENTS: (
        "titulo", "titulo_corto", "resumen", "problema", "situacion", "accion", "meta_largo_plazo", "responsables",
        "apoyo", "tema", "valores_ogp", "enfoques",
    ),
    TableName.MILESTONES: (
        "texto", "producto", "indicador", "unidad", "linea_base", "meta", "direccion", "tolerancia",
        "medios_verificacion", "institucion", "area", "cargo",
    ),
    TableName.INDICATORS: (
        "nombre", "formula", "factor", "unidad", "tipo", "frecuencia", "linea_base", "meta", "direccion", "tolerancia",
    ),
}  # fmt: skip
"""The columns that a modification may change, by table.

Not those that place a row in the plan, its dates or its weight: the weights of a group change together, or their sum
does not hold.
"""
_KINDS: Mapping[str, type[Commitment | Milestone | Indicator]] = {
    TableName.COMMITMENTS: Commitment,
    TableName.MILESTONES: Milestone,
    TableName.INDICATORS: Indicator,
}
ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    name: {each.metadata["column"]: each.name for each in fields(kind) if "column" in each.metadata}
    for name, kind in _KINDS.items()
}
"""The attribute of each column, by table."""
_TEXTS = frozenset(
    (name, each.metadata["column"]) for name, kind in _KINDS.items() for each in fields(kind) if each.type == "Text"
)


def commitment_at(plan: ActionPlan, commitment: Commitment, day: date) -> Commitment:
    """Returns the commitment as it was in force on `day`."""
    return _in_force(plan, TableName.COMMITMENTS, commitment, day)


def milestone_at(plan: ActionPlan, milestone: Milestone, day: date) -> Milestone:
    """Returns the milestone as it was in force on `day`; it may be given as it was in force on another."""
    return _in_force(plan, TableName.MILESTONES, milestone, day)


def indicator_at(plan: ActionPlan, indicator: Indicator, day: date) -> Indicator:
    """Returns the indicator as it was in force on `day`; it may be given as it was in force on another."""
    return _in_force(plan, TableName.INDICATORS, indicator, day)


def promised_at(plan: ActionPlan, day: date) -> ActionPlan:
    """Returns the plan with its commitments, milestones and indicators as in force on `day`; the plan, if all the same.

    Its tables stay as they are given.
    """
    if not plan.modifications:
        return plan
    return replace(
        plan,
        commitments=tuple(commitment_at(plan, each, day) for each in plan.commitments),
        milestones=tuple(milestone_at(plan, each, day) for each in plan.milestones),
        indicators=tuple(indicator_at(plan, each, day) for each in plan.indicators),
    )


def _in_force(plan: ActionPlan, table: str, record: Promise, day: date) -> Promise:
    changes = _of(plan, table, record)
    known = [column for column in dict.fromkeys(each.field for each in changes) if column in CHANGEABLE[table]]
    values: dict[str, Any] = {}
    for column in known:
        attribute = ATTRIBUTES[table][column]
        own = [each for each in changes if each.field == column]
        values[attribute] = _value_on(own, day, getattr(record, attribute))
    return replace(record, **values) if values else record


def _of(plan: ActionPlan, table: str, record: Commitment | Milestone | Indicator) -> tuple[Modification, ...]:
    """Returns the modifications of a record; of a commitment that stands for a milestone there are none."""
    if not plan.modifications or isinstance(record, Whole):
        return ()
    return plan.index.modifications_of.get((table, record.id), ())


def _value_on(changes: Sequence[Modification], day: date, stated: Any) -> Any:
    """Returns the value of a field on `day`, of which `changes` are all, oldest first, and `stated` is one value.

    Before the first of them it is what the plan first said; a text stays as stated, for `before` has one language.
    """
    made = [each for each in changes if each.date <= day]
    if made:
        return value_after(made[-1])
    if not isinstance(stated, Text) and stated in [value_after(each) for each in changes]:
        return _value(changes[0].table, changes[0].field, changes[0].before)
    return stated


def value_after(change: Modification) -> Any:
    """Returns the value of the field after a modification, as a record holds it."""
    is_text = (change.table, change.field) in _TEXTS
    return change.after if is_text else _value(change.table, change.field, change.after.base)


def value_before(change: Modification) -> Any:
    """Returns the value of the field before a modification, as a record holds it; a text in one language."""
    is_text = (change.table, change.field) in _TEXTS
    language = change.after.language
    return Text(**{language: change.before}) if is_text else _value(change.table, change.field, change.before)


@lru_cache(maxsize=1 << 12)
def _value(table: str, column: str, cell: str) -> Any:
    found = table_schema(table).column(column)
    assert found is not None
    return typed(found, cell)[0]


_MEASURES = frozenset(("indicador", "unidad", "linea_base", "direccion"))
"""The columns that say what a target measures."""


def target_changes(plan: ActionPlan, milestone: Milestone, day: date) -> tuple[Modification, ...]:
    """Returns the modifications of the milestone's target made until `day`, oldest first."""
    changes = _of(plan, TableName.MILESTONES, milestone)
    return tuple(each for each in changes if each.field == "meta" and each.date <= day)


def target_before(plan: ActionPlan, milestone: Milestone, change: Modification) -> float | None:
    """Returns the target before a modification of it: the one that was stated or, if none was, that of the programme.

    Only of a programme that is in the unit of the indicator; None where there was no target.
    """
    stated: float | None = value_before(change)
    return target_on(plan, replace(milestone, target=None), change.date) if stated is None else stated


def is_by_period(plan: ActionPlan, milestone: Milestone) -> bool:
    """Returns whether the milestone keeps to the limit of each period, so that its stated target measures nothing."""
    return milestone.direction in LIMITS and bool(programme_of(plan, milestone))


def is_lowered(plan: ActionPlan, milestone: Milestone, day: date) -> bool:
    """Returns whether the target in force on `day` asks for less than the first one, by what its indicator must do.

    Where what is measured changed too, or is to be kept as it is, the two are not compared.
    """
    changes = target_changes(plan, milestone, day)
    now = milestone_at(plan, milestone, day)
    first = target_before(plan, now, changes[0]) if changes else now.target
    own = _of(plan, TableName.MILESTONES, milestone)
    if first is None or now.target is None or any(e.field in _MEASURES and e.date <= day for e in own):
        return False
    rises = now.direction in (ASCENDING, MINIMUM)
    falls = now.direction in (DESCENDING, MAXIMUM)
    if not now.direction and now.baseline is not None:
        rises, falls = first > now.baseline, first < now.baseline
    return bool((rises and now.target < first) or (falls and now.target > first))
