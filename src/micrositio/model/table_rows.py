"""The rows of a table, kept by columns: a value that a column repeats is in memory once."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from operator import eq
from typing import Any, NamedTuple, overload


class Values(NamedTuple):
    """A column: the values that it has, each once, and the place of the value of each row among them."""

    known: Sequence[Any]
    places: Sequence[int]

    def each(self, change: Callable[[Any], Any]) -> Values:
        """Returns the column with `change` applied to each value."""
        return Values([change(value) for value in self.known], self.places)

    def of(self, rows: Iterable[int]) -> Values:
        """Returns the column of some rows."""
        kind = bytes if isinstance(self.places, bytes) else _numbers
        return Values(self.known, kind(map(self.places.__getitem__, rows)))


def _numbers(given: Iterable[int] = ()) -> array[int]:
    return array("I", given)


def constant(value: Any, count: int) -> Values:
    """Returns a column whose rows all have one value."""
    return Values((value,), bytes(count))


class ColumnWriter:
    """A column that is written value by value; values of different types differ, and so do 0.0 and -0.0."""

    def __init__(self) -> None:
        """Starts without rows."""
        self._keys: dict[Any, int] = {"": 0}
        self._known: list[Any] = [""]
        self._places = _numbers()

    def put(self, row: int, value: Any) -> None:
        """Writes the value of a row, counted from 0; the rows before it that were not written have ""."""
        key = value if type(value) is str else (type(value), value or str(value))
        place = self._keys.setdefault(key, len(self._known))
        if place == len(self._known):
            self._known.append(value)
        if row > len(self._places):
            self._pad(row)
        self._places.append(place)

    def _pad(self, count: int) -> None:
        if len(self._places) < count:
            self._places.extend(repeat(0, count - len(self._places)))

    def column(self, count: int) -> Values:
        """Returns the column, with that number of rows."""
        self._pad(count)
        return Values(self._known, bytes(iter(self._places)) if len(self._known) <= 256 else self._places)


def column_of(values: Sequence[Any]) -> Values:
    """Returns a column with these values."""
    made = ColumnWriter()
    for row, value in enumerate(values):
        made.put(row, value)
    return made.column(len(values))


class Rows(Sequence[tuple[Any, ...]]):
    """Rows that are put together from their columns when they are read."""

    def __init__(self, columns: Iterable[Values], count: int) -> None:
        """Keeps the columns; each has as many rows as `count`."""
        self.columns, self._count = tuple(columns), count

    @classmethod
    def of(cls, rows: Sequence[tuple[Any, ...]], width: int) -> Rows:
        """Returns `rows`, each with as many values as `width`, kept by columns."""
        if isinstance(rows, Rows):
            return rows
        return cls(map(column_of, zip(*rows, strict=True) if rows else repeat((), width)), len(rows))

    def __len__(self) -> int:
        """Returns the number of rows."""
        return self._count

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yields the rows."""
        cells = [map(each.known.__getitem__, each.places) for each in self.columns]
        return zip(*cells, strict=True) if cells else repeat((), self._count)

    @overload
    def __getitem__(self, place: int) -> tuple[Any, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> Rows: ...
    def __getitem__(self, place: int | slice) -> tuple[Any, ...] | Rows:
        """Returns a row, or those of a slice."""
        if isinstance(place, slice):
            return self.picked(range(len(self.columns)), range(self._count)[place])
        return tuple([each.known[each.places[place]] for each in self.columns])

    def __eq__(self, other: object) -> bool:
        """Returns whether `other` has the same rows."""
        return isinstance(other, Sequence) and len(other) == self._count and all(map(eq, self, other))

    def picked(self, columns: Iterable[int], rows: Sequence[int] | None = None) -> Rows:
        """Returns some columns of some rows (None: of all)."""
        kept = [self.columns[place] for place in columns]
        return Rows(kept, self._count) if rows is None else Rows([each.of(rows) for each in kept], len(rows))
