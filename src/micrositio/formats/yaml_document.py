"""YAML read and written without type guessing: text stays text, dates stay as written, each value has its place.

Built from PyYAML's parser events, because its own resolver turns `no` into False, `12:30` into 750 and keeps the last
of two equal keys without a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from micrositio.model.text import Writing
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

YAML_FAULTS = {
    "mapping values are not allowed in this context": "hay unos dos puntos que no se esperaban",
    "found a tab character that violates indentation": "la sangría lleva un tabulador",
    "found character that cannot start any token": "un valor no puede empezar con ese signo",
    "found unexpected end of stream": "unas comillas no se cierran",
    "found unknown escape character": "dentro de comillas dobles, la barra inversa va doble",
    "did not find expected ',' or ']'": "falta una coma o un corchete que cierre",
    "did not find expected ',' or '}'": "falta una coma o una llave que cierre",
    "did not find expected '-' indicator": "falta el guion de un elemento de la lista, o la sangría no coincide",
    "did not find expected key": "falta una clave, o la sangría no coincide",
    "could not find expected ':'": "faltan los dos puntos después de la clave",
}
"""Spanish wording of the errors of libyaml."""
OTHER_YAML_FAULT = "hay algo fuera de lugar"

MAXIMUM_BYTES = 1_000_000
MAXIMUM_DEPTH = 20
_WIDTH = 120
_BREAKS = frozenset("\u0085\u2028\u2029")
"""Characters that YAML reads as line ends if they are not escaped."""
_INTEGER = re.compile(r"-?(0|[1-9]\d{0,14})", re.ASCII)
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,14})\.\d+", re.ASCII)
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_OPENED = ("while scanning a quoted scalar", "while parsing a flow sequence", "while parsing a flow mapping")
"""Contexts of libyaml in which the error is a construct that does not end; its place is where it begins."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Marked:
    """A YAML value and the place of each part: path → (line, column), both from 1; `writing` has the keys of texts."""

    file: str
    value: Any
    marks: dict[Path, tuple[int, int]]
    writing: Writing = Writing()

    def place(self, *path: str | int) -> Place:
        """Returns the place of the part at `path`, or of its nearest known ancestor."""
        while path and path not in self.marks:
            path = path[:-1]
        line, column = self.marks.get(path, (1, 1))
        return Place(self.file, line, str(column))


class _Stop(Exception):
    def __init__(self, found: Problem) -> None:
        self.problem = found


class _Reader:
    def __init__(self, file: str, events: Iterator[Any], first_line: int) -> None:
        self.file, self.events, self.first_line = file, events, first_line
        self.marks: dict[Path, tuple[int, int]] = {}

    def place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + self.first_line, str(event.start_mark.column + 1))

    def stop(self, kind: Kind, event: Any, **details: Any) -> _Stop:
        return _Stop(problem(kind, self.place(event), **details))

    def next(self) -> Any:
        event = next(self.events)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.stop(Kind.YAML_FORBIDDEN, event, what="*" if isinstance(event, yaml.AliasEvent) else "&")
        if getattr(event, "tag", None):
            raise self.stop(Kind.YAML_FORBIDDEN, event, what="!")
        return event

    def mark(self, path: Path, event: Any) -> None:
        self.marks[path] = (event.start_mark.line + self.first_line, event.start_mark.column + 1)

    def value(self, event: Any, path: Path) -> Any:
        self.mark(path, event)
        if len(path) > MAXIMUM_DEPTH:
            raise self.stop(Kind.YAML_LIMITS, event)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return _scalar(event)

    def mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(key := self.next(), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent) or key.value == "<<":
                raise self.stop(Kind.YAML_FORBIDDEN, key, what="<<")
            if key.value in found:
                raise self.stop(Kind.YAML_DUPLICATE, key, key=key.value)
            found[key.value] = self.value(self.next(), (*path, key.value))
            self.mark((*path, key.value), key)
        return found

    def sequence(self, path: Path) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            found.append(self.value(event, (*path, len(found))))
        return found


def _scalar(event: Any) -> Any:
    text = event.value
    if event.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def read_yaml(file: str, data: bytes, first_line: int = 1) -> tuple[Marked | None, list[Problem]]:
    """Returns the value that `data` holds with the place of each part, or None and the problem found.

    `first_line` is the line of the file at which `data` begins.
    """
    if len(data) > MAXIMUM_BYTES:
        return None, [problem(Kind.YAML_LIMITS, Place(file, 1))]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [problem(Kind.TEXT_ENCODING, Place(file, data[: error.start].count(b"\n") + first_line))]
    try:
        return _document(file, text, first_line), []
    except _Stop as stop:
        return None, [stop.problem]
    except yaml.YAMLError as error:
        return None, [_syntax(file, error, first_line)]


def _document(file: str, text: str, first_line: int) -> Marked:
    reader = _Reader(file, yaml.parse(text, Loader=_Loader), first_line)
    next(reader.events)
    if isinstance(reader.next(), yaml.StreamEndEvent):
        return Marked(file, {}, {})
    value = reader.value(reader.next(), ())
    reader.next()
    if not isinstance(end := reader.next(), yaml.StreamEndEvent):
        raise reader.stop(Kind.YAML_FORBIDDEN, end, what="---")
    return Marked(file, {} if value is None else value, reader.marks)


def _syntax(file: str, error: yaml.YAMLError, first_line: int) -> Problem:
    opened = getattr(error, "context", None) in _OPENED
    mark = getattr(error, "context_mark" if opened else "problem_mark", None)
    place = Place(file, mark.line + first_line, str(mark.column + 1)) if mark else Place(file, first_line)
    return problem(
        Kind.YAML_SYNTAX, place, detail=YAML_FAULTS.get(getattr(error, "problem", None) or "", OTHER_YAML_FAULT)
    )


class _Dumper(yaml.SafeDumper):
    """YAML writer that writes each value in full, without aliases, and indents lists."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def represent_text(self, value: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", value, '"' if set(value) & _BREAKS else None)

    def represent_number(self, value: float) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:float", f"{Decimal(repr(value)):f}")


_Dumper.add_representer(str, _Dumper.represent_text)
_Dumper.add_representer(float, _Dumper.represent_number)


def write_yaml(value: Any) -> bytes:
    """Returns a file that `read_yaml` reads back as `value`; other YAML readers also read each text as that text."""
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text.encode("utf-8")
