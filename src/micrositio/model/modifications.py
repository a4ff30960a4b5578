"""What was changed of a promise, other than its dates: the row and field, before and after, why and who decided it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from micrositio.model.records import Record, column
from micrositio.model.text import Text


@dataclass(frozen=True, slots=True)
class Modification(Record):
    """A changed field of a commitment or milestone: `after` is in force from `date` on.

    `before` is what was in force until then, as its cell says it ("" if nothing was said); `after` is a cell too, in
    each language that was given if the field is a text. `evidence` are the documents that show the decision.
    """

    table: str = column("tabla")
    record: str = column("registro")
    date: dt.date = column("fecha")
    field: str = column("campo")
    before: str = column("antes")
    after: Text = column("despues")
    reason: Text = column("motivo")
    authorised_by: str = column("autoriza")
    evidence: tuple[str, ...] = column("evidencias")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")
