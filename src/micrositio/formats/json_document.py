"""JSON read: bytes → the value, exactly as JSON has it, and the place of each of its parts; and JSON written."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from typing import Any

from micrositio.formats.characters import EDGES, TextFault, composed, read_text, text_fault
from micrositio.formats.yaml_document import MAXIMUM_BYTES, MAXIMUM_DEPTH, Marked, Path
from micrositio.model.dates import PartialDate
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem


def _not_json(word: str) -> None:
    """Raises `ValueError`: NaN and Infinity are no numbers of JSON, though the library reads them."""
    raise ValueError(word)


_SCALARS = json.JSONDecoder(parse_constant=_not_json)
_SPACE = re.compile(r"[ \t\r\n]*")
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a pair of escapes: with no other half, it is no character."""


class _Stop(Exception):
    """A fault at a position of the text."""

    def __init__(self, kind: Kind, at: int, **details: str) -> None:
        self.kind, self.at, self.details = kind, at, details


_SPACES = EDGES.replace("\n", "")
"""The spaces that reading removes: a text keeps its line feeds, as it does in YAML."""


class _Reader:
    """Reader of a text; `marks` has the position of each part that was read, of a member that of its key."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks: dict[Path, int] = {}
        self.faults: list[tuple[int, TextFault]] = []

    def space(self, at: int) -> int:
        """Returns the first position from `at` on that holds no space."""
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def sign(self, at: int, signs: str) -> int:
        """Returns the position of the sign from `at` on, which must be one of `signs`."""
        at = self.space(at)
        if self.text[at : at + 1] not in tuple(signs):
            raise _Stop(Kind.JSON_SYNTAX, at)
        return at

    def document(self) -> Any:
        """Returns the value of the whole text."""
        value, end = self.value(self.space(0), ())
        if self.space(end) < len(self.text):
            raise _Stop(Kind.JSON_SYNTAX, self.space(end))
        return value

    def value(self, at: int, path: Path) -> tuple[Any, int]:
        """Returns the value that begins at `at`, and the position at which it ends."""
        self.marks.setdefault(path, at)
        if len(path) > MAXIMUM_DEPTH:
            raise _Stop(Kind.YAML_LIMITS, at)
        match self.text[at : at + 1]:
            case "{":
                return self.members(at, path)
            case "[":
                return self.elements(at, path)
        return self.scalar(at)

    def scalar(self, at: int) -> tuple[Any, int]:
        """Returns the text, number or word that begins at `at`, and the position at which it ends."""
        try:
            value, end = _SCALARS.raw_decode(self.text, at)
        except ValueError as error:  # malformed, or a number longer than any
            raise _Stop(Kind.JSON_SYNTAX, getattr(error, "pos", at)) from None
        if isinstance(value, str) and _HALF.search(value):
            raise _Stop(Kind.JSON_SYNTAX, at)
        if isinstance(value, str):
            value = composed(value).strip(_SPACES)
            if fault := text_fault(value):
                self.faults.append((at, fault))
        return value, end

    def members(self, at: int, path: Path) -> tuple[dict[str, Any], int]:
        """Returns the object that begins at `at`, and the position at which it ends."""
        found: dict[str, Any] = {}
        end = self.sign(at + 1, '"}')
        while self.text[end] != "}":
            start = self.sign(end, '"')
            key, end = self.scalar(start)
            if key in found:
                raise _Stop(Kind.YAML_DUPLICATE, start, key=key)
            self.marks[*path, key] = start
            found[key], end = self.value(self.space(self.sign(end, ":") + 1), (*path, key))
            end = self.sign(end, ",}")
            end = self.sign(end + 1, '"') if self.text[end] == "," else end
        return found, end + 1

    def elements(self, at: int, path: Path) -> tuple[list[Any], int]:
        """Returns the list that begins at `at`, and the position at which it ends."""
        found: list[Any] = []
        end = self.space(at + 1)
        while self.text[end : end + 1] != "]" or found:
            each, end = self.value(self.space(end), (*path, len(found)))
            found.append(each)
            end = self.sign(end, ",]")
            if self.text[end] == "]":
                break
            end += 1
        return found, end + 1


def read_json(file: str, data: bytes) -> tuple[Marked | None, list[Problem]]:
    """Returns the value that `data` holds with the place of each part, or None and the problem found.

    It refuses repeated keys, and values too large or too deep.
    """
    if len(data) > MAXIMUM_BYTES:
        return None, [problem(Kind.YAML_LIMITS, Place(file, 1))]
    text, problems = read_text(file, data)
    if text is None:
        return None, problems
    reader, starts = _Reader(text), [0, *(each.end() for each in re.finditer("\n", text))]
    try:
        value = reader.document()
    except _Stop as stop:
        line, column = _place(starts, stop.at)
        return None, [problem(stop.kind, Place(file, line, str(column)), **stop.details)]
    for at, fault in reader.faults:
        line, column = _place(starts, at)
        problems.append(problem(fault.kind, Place(file, line, str(column)), **fault.details))
    marked = Marked(file, value, {path: _place(starts, at) for path, at in reader.marks.items()})
    return None if any(each.is_error for each in problems) else marked, problems


def _place(starts: list[int], at: int) -> tuple[int, int]:
    """Returns the line and the column, both from 1, of a position; `starts` are those of the lines."""
    line = bisect_right(starts, at)
    return line, at - starts[line - 1] + 1


def _plain(value: object) -> str:
    """Returns a date as JSON has it; raises TypeError for any other value without a form in JSON."""
    if isinstance(value, date | PartialDate):
        return str(value)
    raise TypeError(value)


as_line = json.JSONEncoder(ensure_ascii=False, default=_plain).encode
"""Returns a value as JSON in one line; dates are texts in ISO 8601, and tuples are lists."""


def as_lines(value: Any, margin: str = "\n") -> str:
    """Returns a value as JSON with a line for each member and element, each level one space further in."""
    inner = f"{margin} "
    if isinstance(value, dict) and value:
        members = (f"{as_line(key)}: {as_lines(each, inner)}" for key, each in value.items())
        return f"{{{inner}{f',{inner}'.join(members)}{margin}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join([as_lines(each, inner) for each in value])}{margin}]"
    return as_line(value)


def stated(values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the members with a value, without those that are None, an empty text or an empty list."""
    return {key: value for key, value in values.items() if value not in ("", None, [])}
