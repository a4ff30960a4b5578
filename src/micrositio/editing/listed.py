"""The tables that a descriptor lists in `resources`, and one more element there, as text: the rest keeps its bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from micrositio.formats.csv_table import RawTable
from micrositio.formats.yaml_document import Marked, read_yaml
from micrositio.sources.tree import PlanSource

_KEY = "resources"
_ITEM = re.compile(r"( *- +)\S")
_EMPTY = re.compile(rb"^resources:[ \t]*\[[ \t]*\]", re.MULTILINE)


def listed_tables(source: PlanSource) -> dict[str, str]:
    """Returns the names of the files of the tables that the plan lists, by name of the table."""
    resources = source.descriptor.value["resources"] if source.descriptor else ()
    return {str(each["name"]): str(each["path"]) for each in resources}


def table_of(source: PlanSource, name: str) -> RawTable | None:
    """Returns a table of the plan, None if it has none of that name that can be read."""
    return source.tables.get(listed_tables(source).get(name, ""))


def column_of(table: RawTable | None, name: str) -> list[str]:
    """Returns the texts of a column, in the order of the rows; none if there is no such column."""
    at = table.header.index(name) if table and name in table.header else None
    return [] if at is None or table is None else [row.cells[at] for row in table.rows]


class NoRoom(Exception):
    """The descriptor, which is the argument, is not written so that an element can be added to its list."""


def with_element(file: str, before: bytes, lines: Sequence[str], key: str = _KEY) -> tuple[bytes, int]:
    """Returns the descriptor with one more element in the list at `key`, and the line where that begins.

    `lines` are those of a mapping, without indent.

    Raises `NoRoom` if what results is not read as the same descriptor with one more element.
    """
    before = _EMPTY.sub(b"resources:", before)
    document = read_again(file, before)
    if (key,) not in document.marks:
        raise NoRoom(file)
    written = before.decode("utf-8-sig").splitlines(keepends=True)
    end = "\r\n" if any(line.endswith("\r\n") for line in written) else "\n"
    begin = document.marks[key,][0]
    starts = sorted(line for path, (line, _column) in document.marks.items() if len(path) == 1 and line > begin)
    after = starts[0] - 1 if starts else len(written)
    while after > begin and not written[after - 1].strip():
        after -= 1
    dash = next((match[1] for line in written[begin:after] if (match := _ITEM.match(line))), "  - ")
    if not written[after - 1].endswith(("\n", "\r")):
        written[after - 1] += end
    added = [f"{' ' * len(dash) if number else dash}{line}{end}" for number, line in enumerate(lines)]
    made = "".join([*written[:after], *added, *written[after:]]).encode()
    was, now = document.value, read_again(file, made).value
    if now[key][:-1] != list(was[key] or []) or {**now, key: was[key]} != was:
        raise NoRoom(file)
    return made, after + 1


def read_again(file: str, data: bytes) -> Marked:
    """Returns what the bytes of a YAML file say; raises `NoRoom` if they are not read as a mapping, without errors."""
    found, problems = read_yaml(file, data)
    if found is None or any(each.is_error for each in problems) or not isinstance(found.value, dict):
        raise NoRoom(file)
    return found
