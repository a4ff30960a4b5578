"""A YAML file changed by pieces: a key taken out, a value written otherwise; every other line keeps its bytes.

Each change is read back: one that would say anything else is not made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from micrositio.editing.listed import NoRoom, read_again
from micrositio.formats.yaml_document import Marked, read_yaml

_KEY = r"""(?:(?:[\w$-]+|"[^"]*"|'[^']*')\s*:\s+)?"""
_VALUE = re.compile(rf"""{_KEY}("[^"]*"|'[^']*'|[^\s#,\[\]{{}}][^#,\[\]{{}}]*?)(?=\s*(?:#|,|\]|\}}|$))""")
"""A value of one line where its key, or in a list itself, begins."""
_COMMENT = re.compile(r"(?<!\S)#")


def without_key(file: str, before: bytes, key: str) -> bytes:
    """Returns the file without a key of its first level; the comments within what the key holds stay in its place.

    Raises `NoRoom` if what results does not say the rest as before.
    """
    document = read_again(file, before)
    lines = _lines(before)
    begin = document.marks[key,][0]
    starts = sorted(line for path, (line, _column) in document.marks.items() if len(path) == 1 and line > begin)
    end = starts[0] - 1 if starts else len(lines)
    while end > begin and re.match(r"#|\s*$", lines[end - 1]):
        end -= 1  # what stands before the next key is of that key
    kept = list(_comments(file, document, lines, range(begin - 1, end)))
    made = "".join([*lines[: begin - 1], *kept, *lines[end:]]).encode()
    if read_again(file, made).value != {name: value for name, value in document.value.items() if name != key}:
        raise NoRoom(file)
    return made


def _comments(file: str, document: Marked, lines: list[str], numbers: range) -> Iterator[str]:
    """Yields the comments of some lines, each as a line of its own: what can be taken out, and nothing changes."""
    for number in numbers:
        text = lines[number].rstrip("\r\n")
        end = lines[number].removeprefix(text)
        for found in _COMMENT.finditer(text):
            cut = text[: found.start()].rstrip() + end
            rest, problems = read_yaml(file, "".join([*lines[:number], cut, *lines[number + 1 :]]).encode())
            if rest and rest.value == document.value and not any(each.is_error for each in problems):
                yield text[found.start() :] + end
                break


def with_value(file: str, before: bytes, place: tuple[int, int], text: str, wanted: Any) -> bytes:
    """Returns the file with another value at a place: the line and column, from 1, of its key or, in a list, of itself.

    `{}` in `text` stands for the value as it is written. Raises `NoRoom` if what results does not say `wanted`.
    """
    lines = _lines(before)
    row, column = place[0] - 1, place[1] - 1
    found = _VALUE.match(lines[row].rstrip("\r\n"), column) if row < len(lines) else None
    if found is None:
        raise NoRoom(file)
    line = lines[row]
    lines[row] = line[: found.start(1)] + text.replace("{}", found[1]) + line[found.end(1) :]
    made = "".join(lines).encode()
    if read_again(file, made).value != wanted:
        raise NoRoom(file)
    return made


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8").splitlines(keepends=True)
