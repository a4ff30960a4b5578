"""Problems as values: a place, a kind, the details; they are collected and reported together."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, NamedTuple

from micrositio.privacy.masking import printable
from micrositio.problems.severity import Severity, Told
from micrositio.problems.suggest import SUGGESTION

Translate = Callable[[str], str]


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """The place of a problem: a file of the site and, where known, row and column.

    `row` counts as a spreadsheet does (the header is row 1); in a text file it is the line.
    `column` is a column's name in a table and a character's position in a text file.
    """

    file: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        """Returns the file, row and column that are known, joined by colons."""
        return ":".join(str(part) for part in (self.file, self.row, self.column) if part is not None)

    @property
    def shown(self) -> Place:
        """The place as it may be shown: a name of a file or of a column may hold a personal datum."""
        return Place(printable(self.file), self.row, None if self.column is None else printable(self.column))


@dataclass(frozen=True)
class Problem:
    """One fault in the content: its place, its kind, and the values that fill in the message.

    Whatever it says is said on one line, without personal data or controls: `printable` is applied here and in `Place`.
    `strict` makes an error of a problem whose kind is a warning, and `lenient` a warning of one whose kind is an error.
    """

    place: Place
    kind: Told
    details: Mapping[str, Any] = field(default_factory=dict)
    strict: bool = False
    lenient: bool = False

    @property
    def severity(self) -> Severity:
        """The severity of the problem: that of its kind, if it is neither `strict` nor `lenient`."""
        if self.lenient:
            return Severity.WARNING
        return Severity.ERROR if self.strict else self.kind.severity

    @property
    def is_error(self) -> bool:
        """Whether the problem prevents the site from being published."""
        return self.severity is Severity.ERROR

    def message(self, translate: Translate) -> str:
        """Returns what is wrong, in the reader's language."""
        return printable(translate(self.kind.message).format_map(self._shown))

    def mend(self, translate: Translate) -> str:
        """Returns how to correct the problem, in the reader's language."""
        mend = translate(self.kind.mend).format_map(self._shown)
        near = self._shown.get("near")
        return printable(f"{mend} ({translate(SUGGESTION).format(near=near)})" if near else mend)

    @property
    def _shown(self) -> dict[str, Any]:
        """The details as they may be shown: those that are texts, also without what may lead to a person."""
        return {
            key: printable(value, whole=True) if isinstance(value, str) else value
            for key, value in self.details.items()
        }


def problem(kind: Told, place: Place, **details: Any) -> Problem:
    """Returns a problem of `kind` at `place`; `details` fill the placeholders of its message."""
    return Problem(place, kind, details)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Returns the problems by file, row and column, each once."""
    unique = {(p.place, p.kind, str(p.details)): p for p in problems}
    return sorted(unique.values(), key=lambda p: (p.place.file, p.place.row or 0, p.place.column or "", p.kind.code))


class Format(Enum):
    """A format in which problems are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


_WHOLE = re.compile(r"/|https?://")
"""Start of a place that is not in the site's folder: a whole path, or a web address."""


MOST_ALIKE = 5
"""Problems of one code, file and column that are told one by one."""
ALIKE = "y {count} más como este, en las filas {rows}"
"""Text added to the first of many problems that are alike."""


class _Line(NamedTuple):
    """A line: a problem and, if it stands for several that are alike, the rows of the others and how many they are."""

    problem: Problem
    place: Place
    translate: Translate
    rows: tuple[int | None, ...] = ()

    def mend(self) -> str:
        mend = self.problem.mend(self.translate)
        if not self.rows:
            return mend
        first = [str(row) for row in self.rows[: MOST_ALIKE - 1] if row is not None]
        told = self.translate(ALIKE).format(count=len(self.rows), rows=", ".join([*first, "…"]))
        return f"{mend} [{told}]"

    def text(self) -> str:
        message, mend = self.problem.message(self.translate), self.mend()
        severity = "" if self.problem.is_error else f"{self.translate('aviso')}: "
        return f"{self.place} {self.problem.kind.code}  {severity}{message} → {mend}"

    def json(self) -> dict[str, Any]:
        return {
            "archivo": self.place.file,
            "fila": self.place.row,
            "columna": self.place.column,
            "codigo": self.problem.kind.code,
            "gravedad": self.problem.severity.value,
            "mensaje": self.problem.message(self.translate),
            "arreglo": self.mend(),
            **({"veces": len(self.rows) + 1, "filas": [self.problem.place.row, *self.rows]} if self.rows else {}),
        }

    def github(self) -> str:
        level = "error" if self.problem.is_error else "warning"
        text = f"{self.problem.message(self.translate)} → {self.mend()}"
        line = f",line={self.place.row}" if self.place.row else ""
        file = _escaped(self.place.file).replace(":", "%3A").replace(",", "%2C")
        return f"::{level} file={file}{line},title={self.problem.kind.code}::{_escaped(text)}"


def _below(prefix: str, place: Place) -> Place:
    return place if _WHOLE.match(place.file) else replace(place, file=prefix + place.file)


def _escaped(text: str) -> str:
    """Returns the text escaped for GitHub's workflow commands."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _alike(problems: Iterable[Problem], most: int) -> Iterator[tuple[Problem, tuple[int | None, ...]]]:
    """Yields the problems in order; of more than `most` of one code, file and column the first, with the others' rows.

    Where the place is of no cell, they are alike if they say the same.
    """
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for each in problems:
        is_cell = each.place.column is not None and not each.place.column.isdigit()
        alike = each.place.column if is_cell else str(each.details)
        groups.setdefault((each.place.file, is_cell, alike, each.kind.code, each.severity), []).append(each)
    for group in groups.values():
        if len(group) > most:
            yield group[0], tuple(each.place.row for each in group[1:])
        else:
            yield from ((each, ()) for each in group)


def formatted(
    problems: Iterable[Problem], how: Format, translate: Translate, prefix: str = "", most: int | None = None
) -> Iterator[str]:
    """Yields the printable lines of `problems`; `prefix` is put before each file's path in the site's folder.

    More than `most` problems of one code, file and column are one line (None: each has its own).
    """
    ordered = in_order(problems)
    order = {id(each): number for number, each in enumerate(ordered)}
    alike = _alike(ordered, most or len(ordered) + 1)
    groups = sorted(alike, key=lambda each: order[id(each[0])])
    lines = [_Line(each, _below(prefix, each.place).shown, translate, rows) for each, rows in groups]
    if how is Format.JSON:
        yield json.dumps([line.json() for line in lines], ensure_ascii=False, indent=2)
    else:
        yield from (line.text() if how is Format.TEXT else line.github() for line in lines)
