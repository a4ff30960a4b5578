"""The institutions that take part in a milestone besides the responsible one."""

from __future__ import annotations

from dataclasses import dataclass

from micrositio.model.records import Record, column
from micrositio.model.text import Text


@dataclass(frozen=True, slots=True)
class Partner(Record):
    """An institution that takes part in a milestone, with its role; `task` is what it does, empty if not known."""

    milestone: str = column("actividad")
    institution: str = column("institucion")
    role: str = column("papel")
    task: Text = column("hace")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")
