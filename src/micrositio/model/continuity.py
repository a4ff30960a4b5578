"""What became of the commitments of an earlier plan, as the plan that follows it states it."""

from __future__ import annotations

from dataclasses import dataclass

from micrositio.model.records import Record, column
from micrositio.model.text import Text

GOES_NO_FURTHER = ("concluye", "se_abandona")
"""Words for a commitment that no commitment of the next plan takes up: it came to its end, or it was dropped."""


@dataclass(frozen=True, slots=True)
class Continuation(Record):
    """What became of a commitment of an earlier plan; it has several rows if it was split.

    A plan of this site and its commitment are named by their keys (`earlier_plan` and `earlier`), any other by titles.
    `commitment` is the one of this plan that takes it up, "" if none does.
    """

    id: str = column("id")
    earlier_plan: str = column("plan_anterior")
    plan_title: Text = column("titulo_plan_anterior")
    earlier: str = column("compromiso_anterior")
    title: Text = column("titulo_anterior")
    commitment: str = column("compromiso")
    outcome: str = column("que_paso")
    reason: Text = column("motivo")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")

    @property
    def plan_key(self) -> tuple[str, str]:
        """The earlier plan: its id, or else its title."""
        return self.earlier_plan, "" if self.earlier_plan else self.plan_title.first

    @property
    def earlier_key(self) -> tuple[str, ...]:
        """The earlier commitment: its plan and its id, or else its title."""
        return (*self.plan_key, self.earlier, "" if self.earlier else self.title.first)

    @property
    def is_over(self) -> bool:
        """Whether the earlier commitment goes no further."""
        return self.outcome in GOES_NO_FURTHER
