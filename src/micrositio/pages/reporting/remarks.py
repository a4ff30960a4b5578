"""Corrections, changes of date and modifications of a plan, as its report lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from micrositio.model.records import Rescheduling
from micrositio.pages.views.corrections import Correction, Modified, correction, modified
from micrositio.pages.views.parts import MilestoneLine
from micrositio.pages.views.plan_view import PlanView


@dataclass(frozen=True)
class Moved:
    """A change of date with its milestone."""

    line: MilestoneLine
    record: Rescheduling


@dataclass(frozen=True)
class Remarks:
    """The errata of the plan, the changes of date of its milestones or its modifications, oldest first."""

    kind: Literal["errata", "moved", "modified"]
    rows: tuple[Correction, ...] | tuple[Moved, ...] | tuple[Modified, ...]


def remarks(view: PlanView) -> tuple[Remarks, ...]:
    """Returns the errata of the plan, the changes of date and, if there are any, the modifications."""
    errata = tuple(correction(view, each) for each in sorted(view.plan.errata, key=lambda each: each.date))
    changed = sorted(view.plan.modifications, key=lambda each: (each.date, each.table, each.record, each.field))
    found = Remarks("errata", errata), Remarks("moved", tuple(_moved(view)))
    return (*found, Remarks("modified", tuple(modified(view, each) for each in changed))) if changed else found


def _moved(view: PlanView) -> Iterator[Moved]:
    index = view.plan.index
    for each in sorted(view.plan.reschedulings, key=lambda each: (each.date, each.milestone)):
        yield Moved(view.line(index.milestones[each.milestone], view.states.get(each.milestone)), each)
