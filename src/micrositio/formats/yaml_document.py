"""YAML read and written without type guessing: text stays text, dates stay as written, each value has its place.

Built from PyYAML's parser events, because its own resolver turns `no` into False, `12:30` into 750 and keeps the last
of two equal keys without a warning.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from micrositio.formats.characters import EDGES, composed, named, read_text, text_fault
from micrositio.model.text import Writing
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

YAML_FAULTS = {
    "mapping values are not allowed in this context": "hay unos dos puntos que no se esperaban",
    "found a tab character that violates indentation": "la sangría lleva un tabulador",
    "found invalid Unicode character escape code": "el código después de la barra inversa no es de ninguna letra",
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

_UNQUOTED = frozenset(("mapping values are not allowed in this context", "found character that cannot start any token"))
"""Errors of libyaml that quotes around the value mend."""
_INDENT = re.compile(r"^[ ]*([^\S\n ])", re.MULTILINE)
"""A sign in an indent that is no space of YAML."""
_SIGNS = {"\t": "un tabulador", "\u00a0": "un espacio duro (U+00A0)"}
MAXIMUM_BYTES = 1_000_000
MAXIMUM_DEPTH = 20
_SPACES = EDGES.replace("\n", "")
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
    """A YAML value and the place of each part: path → (line, column), both from 1; `writing` has the keys of texts.

    `bare` are the texts without quotes that other readers of YAML take for something else.
    """

    file: str
    value: Any
    marks: dict[Path, tuple[int, int]]
    writing: Writing = Writing()
    bare: frozenset[Path] = frozenset()

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
    def __init__(self, file: str, text: str, first_line: int) -> None:
        self.file, self.first_line = file, first_line
        self.events = yaml.parse(text, Loader=_Loader)
        self.lines = text.split("\n")
        self.marks: dict[Path, tuple[int, int]] = {}
        self.bare: set[Path] = set()
        self.problems: list[Problem] = []

    def tell(self, kind: Kind, event: Any, **details: Any) -> None:
        """Adds a problem that does not keep the rest of the file from being read."""
        self.problems.append(problem(kind, self.place(event), **details))

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
        return self.scalar(event, path)

    def scalar(self, event: Any, path: Path) -> Any:
        """Returns the value of a scalar; tells what no reader would see, and what YAML takes for a comment."""
        value = self.text(event) if event.style else _plain(self.text(event))
        if not event.style and isinstance(value, str) and "#" in (rest := self.after(event)):
            self.tell(Kind.YAML_CUT, event, lost=rest.strip()[:60])
        if not event.style and isinstance(value, str) and is_read_otherwise(value):
            self.bare.add(path)
        return value

    def after(self, event: Any) -> str:
        """Returns what stands after a value on its line, if it is a comment."""
        end = event.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        return rest if rest.lstrip().startswith("#") else ""

    def text(self, event: Any) -> str:
        """Returns the text of a scalar, without the spaces at its ends, which only quotes keep."""
        written = composed(event.value)
        text = written.strip(_SPACES)
        if fault := text_fault(text):
            self.tell(fault.kind, event, **fault.details)
        elif text != written and event.style in ("'", '"'):
            self.tell(Kind.CELL_SPACES, event, count=1, where="")
        return text if event.style in ("'", '"') else written

    def mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(key := self.next(), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent) or key.value == "<<":
                raise self.stop(Kind.YAML_FORBIDDEN, key, what="<<")
            if not key.style and key.value[:1] in _SIGNS:
                raise self.stop(Kind.YAML_SYNTAX_INDENT, key, sign=_SIGNS[key.value[0]])
            name = self.text(key)
            if name in found:
                raise self.stop(Kind.YAML_DUPLICATE, key, key=name)
            found[name] = self.value(self.next(), (*path, name))
            self.mark((*path, name), key)
        return found

    def sequence(self, path: Path) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            found.append(self.value(event, (*path, len(found))))
        return found


def _plain(text: str) -> Any:
    """Returns the value of a text without quotes."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def is_read_otherwise(text: str) -> bool:
    """Returns whether other readers of YAML take a text without quotes for a date, a time, a number, yes or no."""
    return any(form.match(text) for _, form in yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], ()))


def read_yaml(file: str, data: bytes, first_line: int = 1) -> tuple[Marked | None, list[Problem]]:
    """Returns the value that `data` holds with the place of each part, or None, and the problems found.

    `first_line` is the line of the file at which `data` begins.
    """
    if len(data) > MAXIMUM_BYTES:
        return None, [problem(Kind.YAML_LIMITS, Place(file, 1))]
    text, problems = read_text(file, data, first_line)
    if text is None:
        return None, problems
    try:
        value, problems = _document(file, text, first_line)
    except _Stop as stop:
        return None, [stop.problem]
    except yaml.YAMLError as error:
        return None, [_syntax(file, text, error, first_line)]
    return None if any(each.is_error for each in problems) else value, problems


def _document(file: str, text: str, first_line: int) -> tuple[Marked, list[Problem]]:
    reader = _Reader(file, text, first_line)
    next(reader.events)
    if isinstance(reader.next(), yaml.StreamEndEvent):
        return Marked(file, {}, {}), []
    value = reader.value(reader.next(), ())
    reader.next()
    if not isinstance(end := reader.next(), yaml.StreamEndEvent):
        raise reader.stop(Kind.YAML_FORBIDDEN, end, what="---")
    bare = frozenset(reader.bare)
    return Marked(file, {} if value is None else value, reader.marks, bare=bare), reader.problems


def _syntax(file: str, text: str, error: yaml.YAMLError, first_line: int) -> Problem:
    opened = getattr(error, "context", None) in _OPENED
    mark = getattr(error, "context_mark" if opened else "problem_mark", None)
    line, column = (mark.line, str(mark.column + 1)) if mark else (0, None)
    lines = text.split("\n")
    for number in range(line, max(line - 2, -1), -1):
        if number < len(lines) and (indent := _INDENT.match(lines[number])):
            place = Place(file, number + first_line, str(indent.start(1) + 1))
            return problem(Kind.YAML_SYNTAX_INDENT, place, sign=_SIGNS.get(indent[1], named(indent[1])))
    fault = getattr(error, "problem", None) or ""
    kind = Kind.YAML_SYNTAX_UNQUOTED if fault in _UNQUOTED else Kind.YAML_SYNTAX
    return problem(kind, Place(file, line + first_line, column), detail=YAML_FAULTS.get(fault, OTHER_YAML_FAULT))


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


def quoted(text: str) -> str:
    """Returns a text of one line as YAML reads it, whatever it says, between double quotes."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def write_yaml(value: Any) -> bytes:
    """Returns a file that `read_yaml` reads back as `value`; other YAML readers also read each text as that text."""
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text.encode("utf-8")
