"""Rows about another row of the plan: claims of a source, disagreements, and gaps in what is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from micrositio.model.dates import PartialDate
from micrositio.model.records import Record, column
from micrositio.model.text import Text


@dataclass(frozen=True)
class Disagreement(Record):
    """What another source says about a datum that a table or the plan states."""

    id: str = column("id")
    table: str = column("tabla")
    record: str = column("registro")
    field: str = column("campo")
    value: Text = column("valor")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


@dataclass(frozen=True)
class Claim(Record):
    """What one source says about one cell of a table, in our words."""

    table: str = column("tabla")
    record: str = column("registro")
    field: str = column("campo")
    source: str = column("fuente")
    says: Text = column("dice")
    note: Text = column("nota")


@dataclass(frozen=True)
class Gap(Record):
    """What is not known: about which datum, in which state (`state`, "" for not found), and who can answer.

    `fields` are columns of the table or names of tables whose rows depend on the record; with none, the gap is about
    the whole record and, if `record` is "" too, the whole table. `where` is the place where the datum was looked for or
    is; `until` is the last day of a reserve or the first day on which the datum is due.
    """

    id: str = column("id")
    table: str = column("tabla")
    record: str = column("registro")
    fields: tuple[str, ...] = column("campo")
    state: str = column("estado")
    where: Text = column("donde")
    when: dt.date | None = column("cuando")
    sources: tuple[str, ...] = column("fuentes")
    question: Text = column("pregunta")
    who: Text = column("quien")
    reason: Text = column("motivo")
    law: str = column("fundamento")
    until: PartialDate | None = column("hasta")
    note: Text = column("nota")
