"""Published JSON: bytes → the value, exactly as JSON has it, and the place of each of its parts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from micrositio.formats.yaml_document import Marked, read_yaml
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

BREAKS = {"\u0085": "\\N", "\u2028": "\\L", "\u2029": "\\P"}
"""Characters that end a line in YAML 1.1 but not in JSON, and the escapes that keep them within a YAML string."""


def read_json(file: str, data: bytes) -> tuple[Marked | None, list[Problem]]:
    """Returns the value that `data` holds with the place of each part, or None and the problems found.

    JSON is also YAML: the YAML reader finds the places and refuses repeated keys and values too large or too deep.
    """
    escaped = data
    for character, escape in BREAKS.items():
        escaped = escaped.replace(character.encode(), escape.encode())
    marked, problems = read_yaml(file, escaped)
    try:
        value = json.loads(data) if marked or not _is_fatal(problems) else None
    except ValueError as error:  # malformed, or a number longer than any
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        return None, [problem(Kind.JSON_SYNTAX, Place(file, line, str(column)))]
    return (replace(marked, value=value), []) if marked else (None, problems)


def _is_fatal(problems: list[Problem]) -> bool:
    """Returns whether the bytes are not text or exceed the YAML limits; the JSON is then not parsed."""
    return any(each.kind in (Kind.TEXT_ENCODING, Kind.YAML_LIMITS) for each in problems)


def stated(values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the members with a value, without those that are None, an empty text or an empty list."""
    return {key: value for key, value in values.items() if value not in ("", None, [])}
