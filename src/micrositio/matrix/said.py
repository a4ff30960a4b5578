"""What the sheets of a matrix seem to say, before a person has corrected it: each field with its column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from micrositio.matrix.header import Header
from micrositio.matrix.vocabulary import Period, Role, Sure


class Said(NamedTuple):
    """A field of the map: the column that gives it, and how sure that is."""

    label: str
    sure: Sure


@dataclass
class LevelSaid:
    """A level: its name, the number of the column of its title, its fields, and what a blank cell says."""

    name: str
    column: int
    fields: dict[str, Said]
    carries: bool = False


@dataclass
class PeriodSaid:
    """A cut: its period (None if nothing says which) and its fields."""

    period: Period | None
    fields: dict[str, Said] = field(default_factory=dict)


@dataclass
class SheetSaid:
    """What a sheet seems to say; `unused` are the columns left over, each with the reason."""

    name: str
    header: Header
    levels: list[LevelSaid] = field(default_factory=list)
    commitment: LevelSaid | None = None
    milestone: dict[str, Said] = field(default_factory=dict)
    periods: list[PeriodSaid] = field(default_factory=list)
    money: list[str] = field(default_factory=list)
    unused: list[tuple[str, str]] = field(default_factory=list)
    fractions: bool | None = None
    adds_up: bool = False
    statuses: list[str] = field(default_factory=list)

    @property
    def weighs(self) -> bool:
        """Whether anything has weights."""
        levels = [each.fields for each in (*self.levels, self.commitment) if each]
        return any("peso" in fields for fields in (*levels, self.milestone))

    @property
    def method(self) -> str:
        """The method of calculation that the columns allow."""
        fields = {name for each in self.periods for name in each.fields}
        if Role.SHARE in fields:
            return "manual"
        return "indicador" if Role.VALUE in fields else "estatus"
