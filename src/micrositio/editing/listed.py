"""One more element at the end of the list `resources` of a descriptor, as text: the rest keeps its bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from micrositio.formats.yaml_document import Marked, read_yaml

_KEY = "resources"
_ITEM = re.compile(r"( *- +)\S")


class NoRoom(Exception):
    """The descriptor, which is the argument, is not written so that an element can be added to its list."""


def with_element(file: str, before: bytes, lines: Sequence[str]) -> bytes:
    """Returns the descriptor with one more element; `lines` are those of a mapping, without indent.

    Raises `NoRoom` if what results is not read as the same descriptor with one more element.
    """
    document = _read(file, before)
    written = before.decode("utf-8-sig").splitlines(keepends=True)
    end = "\r\n" if any(line.endswith("\r\n") for line in written) else "\n"
    begin = document.marks[_KEY,][0]
    starts = sorted(line for path, (line, _column) in document.marks.items() if len(path) == 1 and line > begin)
    after = starts[0] - 1 if starts else len(written)
    while after > begin and not written[after - 1].strip():
        after -= 1
    dash = next((match[1] for line in written[begin:after] if (match := _ITEM.match(line))), "  - ")
    if not written[after - 1].endswith(("\n", "\r")):
        written[after - 1] += end
    added = [f"{' ' * len(dash) if number else dash}{line}{end}" for number, line in enumerate(lines)]
    made = "".join([*written[:after], *added, *written[after:]]).encode()
    was, now = document.value, _read(file, made).value
    if now[_KEY][:-1] != list(was[_KEY] or []) or {**now, _KEY: was[_KEY]} != was:
        raise NoRoom(file)
    return made


def _read(file: str, data: bytes) -> Marked:
    found, problems = read_yaml(file, data)
    if found is None or problems or not isinstance(found.value, dict) or (_KEY,) not in found.marks:
        raise NoRoom(file)
    return found
