"""Rows about another row of the plan: claims, disagreements, gaps, questions sent, replies of offices and removals."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from micrositio.model.dates import PartialDate
from micrositio.model.records import Record, column
from micrositio.model.text import Text


@dataclass(frozen=True, slots=True)
class Disagreement(Record):
    """What another source says about a datum that a table or the plan states."""

    id: str = column("id")
    table: str = column("tabla")
    record: str = column("registro")
    field: str = column("campo")
    value: Text = column("valor")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


@dataclass(frozen=True, slots=True)
class Claim(Record):
    """What one source says about one cell of a table, in our words."""

    table: str = column("tabla")
    record: str = column("registro")
    field: str = column("campo")
    source: str = column("fuente")
    says: Text = column("dice")
    note: Text = column("nota")


@dataclass(frozen=True, slots=True)
class Gap(Record):
    """What is not known: about which datum, in which state (`state`, "" for not found), and who can answer.

    `fields` are columns of the table or names of tables whose rows depend on the record; with none, the gap is about
    the whole record and, if `record` is "" too, the whole table. `where` is the place where the datum was looked for or
    is; `institution` is the office of `who`, if it is one of the plan's institutions; `until` is the last day of a
    reserve or the first day on which the datum is due.
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
    institution: str = column("institucion")
    reason: Text = column("motivo")
    law: str = column("fundamento")
    until: PartialDate | None = column("hasta")
    note: Text = column("nota")


@dataclass(frozen=True, slots=True)
class Question(Record):
    """A question about a gap that was sent to an office, and its answer; `answered` is None while there is none.

    `outcome` is whether the answer says what was asked: `SETTLED`, "en_parte", "no", or "" without an answer.
    """

    id: str = column("id")
    gap: str = column("falta")
    asked: dt.date = column("preguntada")
    reference: str = column("folio")
    answered: dt.date | None = column("contestada")
    outcome: str = column("contesta")
    answer: Text = column("respuesta")
    evidence: tuple[str, ...] = column("evidencias")
    note: Text = column("nota")


@dataclass(frozen=True, slots=True)
class Reply(Record):
    """What an office that the plan's data name replies to a datum; `resolved` is None while it is being reviewed.

    `field` is "" for a reply to the whole row; `outcome` is what became of the datum, "" while it is being reviewed.
    """

    id: str = column("id")
    table: str = column("tabla")
    record: str = column("registro")
    field: str = column("campo")
    institution: str = column("institucion")
    post: str = column("cargo")
    date: dt.date = column("fecha")
    text: Text = column("texto")
    outcome: str = column("resultado")
    resolved: dt.date | None = column("resuelta")
    explanation: Text = column("explicacion")
    evidence: tuple[str, ...] = column("evidencias")
    note: Text = column("nota")


@dataclass(frozen=True, slots=True)
class Removal(Record):
    """A request to remove a personal datum: its kind and place, never the datum; `resolved` is None while open."""

    id: str = column("id")
    date: dt.date = column("fecha")
    datum: str = column("dato")
    where: str = column("donde")
    outcome: str = column("resultado")
    resolved: dt.date | None = column("resuelto")
    reason: Text = column("motivo")
    note: Text = column("nota")


SETTLED = "si"
"""Outcome of a question whose answer says all that was asked."""
