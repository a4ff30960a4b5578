"""The programme of a plan: what each milestone is to reach by the end of each period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from micrositio.model.records import Record, column
from micrositio.model.text import Text


@dataclass(frozen=True, slots=True)
class PeriodTarget(Record):
    """The target of a milestone for the period that ends on `date`."""

    milestone: str = column("actividad")
    date: dt.date = column("fecha")
    target: float = column("meta")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")
