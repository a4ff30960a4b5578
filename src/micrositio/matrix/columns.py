"""The columns of a sheet with what each of them means, by its names and by what stands below them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from micrositio.editing.meanings import folded
from micrositio.matrix.apart import is_total
from micrositio.matrix.grid import Grid
from micrositio.matrix.header import Header, HeaderColumn
from micrositio.matrix.numbers import looks_like_one
from micrositio.matrix.said import Said
from micrositio.matrix.vocabulary import (
    Meant,
    Period,
    Role,
    Sure,
    is_period,
    meaning_of,
    parts_of_a_year,
    period_of,
)
from micrositio.workbook.values import is_nothing, text_of

TITLES = (Role.LEVEL, Role.COMMITMENT)
MOST_STATES = 15
"""Different texts of a column of states at most."""
_LONGEST_STATE = 40


class Column(NamedTuple):
    """A column, what it means and the period that it names."""

    column: HeaderColumn
    meant: Meant | None
    period: Period | None

    @property
    def role(self) -> Role | None:
        """What the column is, None if that is not known."""
        return self.meant.role if self.meant else None

    @property
    def said(self) -> Said:
        """The column as a field of the map."""
        return Said(self.column.label, self.meant.sure if self.meant else Sure.DOUBT)


def meaning_in(column: HeaderColumn) -> Meant | None:
    """Returns what a column means by all of its names; what is about money is, whatever stands below."""
    found = [meaning_of(each) for each in column.parts]
    known = [each for each in found if each]
    roles = {each.role for each in known}
    if Role.MONEY in roles and roles & {Role.SHARE, Role.RATIO}:
        return Meant(Role.RATIO, Sure.LIKELY)
    if money := next((each for each in known if each.role is Role.MONEY), None):
        return money
    if not known:
        return None
    last, above = known[-1], {each.role for each in known[:-1]}
    of_a_level = bool(above & {*TITLES})
    for role, becomes in ((Role.KEY, Role.LEVEL_NUMBER), (Role.WEIGHT, Role.LEVEL_WEIGHT)):
        if last.role is role and of_a_level:
            return Meant(becomes, last.sure)
    return last


class Columns:
    """The columns of one sheet; `commitment` is the name of that of the commitments, if it is known."""

    def __init__(self, grid: Grid, header: Header, commitment: str) -> None:
        """Finds what each column means."""
        self.grid, self.header, self.commitment = grid, header, commitment
        self._kept: dict[int, list[str]] = {}
        self.parts = parts_of_a_year(each.name for each in header.columns)
        self.columns = self._by_values([self._column(each) for each in header.columns])

    def _column(self, column: HeaderColumn) -> Column:
        """Returns a column with its meaning; one that only names a period, with numbers below, may be of values."""
        meant, period = meaning_in(column), period_of(column.name, self.parts)
        if meant is None and period and all(map(is_period, column.parts)) and self._has_numbers(column.number):
            meant = Meant(Role.VALUE, Sure.DOUBT)
        return Column(column, meant, period)

    def _by_values(self, columns: list[Column]) -> list[Column]:
        """Returns the columns as what stands below them says: where it is texts, «Meta» is no number."""
        numeric = any(each.role is Role.TARGET and not self._is_of_texts(each) for each in columns)
        found = [self._as_its_values(each, numeric) for each in columns]
        texts = [at for at, each in enumerate(found) if each.role is Role.MILESTONE and columns[at].role is Role.TARGET]
        for at in texts[:-1]:  # the narrowest is the activity, and those before it are wider
            found[at] = found[at]._replace(meant=Meant(Role.LEVEL, Sure.LIKELY))
        own = [at for at, each in enumerate(found) if each.role is Role.COMMITMENT]
        if self.commitment or (
            len(own) > 1 and not any(each.role in (Role.MILESTONE, Role.INDICATOR, Role.PRODUCT) for each in found)
        ):
            for at in own if self.commitment else own[-1:]:
                if found[at].column.name != self.commitment:
                    found[at] = found[at]._replace(meant=Meant(Role.MILESTONE, Sure.LIKELY))
        return found

    def _as_its_values(self, each: Column, numeric: bool) -> Column:
        role = each.role
        if role is Role.VALUE and not numeric and self._are_shares(each):
            return each._replace(meant=Meant(Role.SHARE, Sure.LIKELY))
        if role not in (Role.TARGET, Role.VALUE, Role.SHARE) or not self._is_of_texts(each):
            return each
        if role is Role.TARGET:
            return each._replace(meant=Meant(Role.MILESTONE if numeric else Role.COMMITMENT, Sure.LIKELY), period=None)
        words = [text for text in self.texts(each.column.number) if text]
        few = len({*words}) <= MOST_STATES and max(map(len, words)) <= _LONGEST_STATE
        return each._replace(meant=Meant(Role.STATUS if few else Role.DONE, Sure.DOUBT))

    def of_rows(self) -> list[str]:
        """Returns the columns that say of which cut each row is, where none of values says that of itself."""
        found = [each for each in self.columns if each.role is Role.PERIOD and any(self.texts(each.column.number))]
        dated = any(each.period and each.role in (Role.VALUE, Role.SHARE, Role.STATUS) for each in self.columns)
        found.sort(key=lambda each: folded(each.column.name) == "ano")
        return [] if dated else [each.column.label for each in found[:2]]

    def varies(self, each: Column) -> bool:
        """Returns whether a column says several things of what has one name."""
        roles = (*TITLES, Role.MILESTONE, Role.INDICATOR)
        named = [self.texts(other.column.number) for other in self.columns if other.role in roles]
        found: dict[tuple[str, ...], set[str]] = {}
        for at, text in enumerate(self.texts(each.column.number)):
            found.setdefault(tuple(texts[at] for texts in named), set()).add(text)
        return any(len(texts) > 1 for texts in found.values())

    def _are_shares(self, each: Column) -> bool:
        strings = list(self.strings(each.column.number))
        return bool(strings) and all(text.strip().endswith("%") for text in strings)

    def _is_of_texts(self, each: Column) -> bool:
        texts = [text for text in self.texts(each.column.number) if text and not is_nothing(text)]
        return sum(not looks_like_one(text) for text in texts) > len(texts) / 2

    def _has_numbers(self, column: int) -> bool:
        return any(isinstance(self.grid.below(row, column), float) for row in self.rows)

    @cached_property
    def rows(self) -> list[int]:
        """The rows below the header, but for those of totals."""
        rows = range(self.header.last + 1, self.grid.height + 1)
        return [row for row in rows if not is_total(next(filter(None, map(text_of, self.grid.rows[row - 1])), ""))]

    def texts(self, column: int) -> list[str]:
        """Returns what stands below a column, row by row, as texts."""
        if column not in self._kept:
            self._kept[column] = [" ".join(text_of(self.grid.below(row, column)).split()) for row in self.rows]
        return self._kept[column]

    def strings(self, column: int) -> Iterator[str]:
        """Returns the cells below a column that are texts."""
        return (raw for row in self.rows if isinstance(raw := self.grid.below(row, column), str) and raw)
