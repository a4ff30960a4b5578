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
    """A level: its name, the number of the column of its title, its fields, and what a blank cell says.

    Without a column its title is the same in the whole sheet (`constant`), or a row across it that begins so (`band`).
    """

    name: str
    column: int
    fields: dict[str, Said]
    carries: bool = False
    constant: str = ""
    band: str = ""


@dataclass
class PeriodSaid:
    """A cut: its period (None if nothing says which) and its fields; `of_row` are columns that say it of each row."""

    period: Period | None
    of_row: list[str] = field(default_factory=list)
    fields: dict[str, Said] = field(default_factory=dict)


@dataclass
class MoneySaid:
    """Money of a period and source of funding: its columns, and by how much their amounts are multiplied."""

    span: tuple[str, str]
    funding: str
    times: int
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
    indicator: dict[str, Said] = field(default_factory=dict)
    partners: list[tuple[str, Said]] = field(default_factory=list)
    money: list[MoneySaid] = field(default_factory=list)
    unused: list[tuple[str, str]] = field(default_factory=list)
    fractions: bool | None = None
    adds_up: bool = False
    statuses: list[str] = field(default_factory=list)
    decimals: str | None = None
    titles: dict[str, frozenset[str]] = field(default_factory=dict)

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
        return "indicador" if fields & {Role.VALUE, Role.NUMERATOR} else "estatus"

    @property
    def has_milestones(self) -> bool:
        """Whether it has activities other than the commitments themselves."""
        text = self.milestone.get("texto")
        return bool((text and self.commitment and text.label != self.commitment.fields.get("titulo", text).label)
                    or (text and self.commitment and self.commitment.band))  # fmt: skip

    @property
    def own_titles(self) -> frozenset[str]:
        """The titles of its commitments, folded."""
        return self.titles.get(self.commitment.name, frozenset()) - {""} if self.commitment else frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(each.name for each in self.header.columns)
