"""What in a site's folder has a shape of an earlier profile, in today's shape: what changes, where, and the bytes.

Nothing is written here, and nothing that is sealed is changed: neither a seal, nor the register, nor a sealed table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from micrositio.editing.csv_splice import SplicedCsv
from micrositio.editing.listed import NoRoom, column_of, listed_tables, read_again, table_of, with_element
from micrositio.editing.new_site import empty_table
from micrositio.editing.yaml_splice import with_value, without_key
from micrositio.formats.yaml_document import Marked, read_yaml
from micrositio.model.text import N_
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem
from micrositio.profile.json_schema import descriptor_problems
from micrositio.profile.plan_descriptor import gap_rows
from micrositio.profile.schemas import DERIVED, free_name, published_tables, table_schema, with_languages
from micrositio.sources.loader import MOVES_FILE
from micrositio.sources.tree import PlanSource, Sources

OF_VERSION = "1.0.0"
"""The last version of the profile of which what is changed here was the only shape."""
LEFT = frozenset((Kind.REGISTER_ABSENT, Kind.PUBLISHER_UNKNOWN, Kind.PATTERN_UNKNOWN))
"""Warnings about an earlier shape that only a person can change: nobody else knows what to write, or is to seal."""
_GAPS, _RESOURCES, _COLUMN, _OWN = "faltantes", "resources", "tabla", "_propia"
_NAMES_A_TABLE = (TableName.DISAGREEMENTS, TableName.CLAIMS, TableName.GAPS, TableName.REPLIES)
"""Tables that name another one in their column `tabla` and that no seal holds."""
GAP_MOVES = N_("lo que falta («faltantes») pasa a la tabla faltas")
TEXT_QUOTED = N_("un texto que otros programas leen como fecha, hora o sí y no va entre comillas")
TABLE_RENAMED = N_("una tabla propia tiene el nombre de una del perfil, y lleva otro")
NAMED_OTHERWISE = N_("lo que nombra a esa tabla dice el nombre nuevo")
ADDRESS_MOVES = N_("la dirección de antes lleva a la de ahora")
_Path = tuple[str | int, ...]


class Change(NamedTuple):
    """A change: where, before anything changes; of which kind, in words; and what it is before and after."""

    place: Place
    words: str
    before: str
    after: str


class Upgraded:
    """The files of a site as they are changed, by their names in the site, and what changes in them."""

    def __init__(self, sources: Sources) -> None:
        """Takes what stands on disk: nothing has changed yet."""
        self.sources = sources
        self.files: dict[str, bytes] = {}
        self.changes: list[Change] = []

    def data(self, name: str) -> bytes:
        """Returns the bytes of a file of the site as they are by now, none if there is no such file."""
        path = self.sources.root / name
        return self.files[name] if name in self.files else path.read_bytes() if path.is_file() else b""

    def write(self, files: Mapping[str, bytes], *changes: Change) -> None:
        """Takes new contents of files, and what they change."""
        self.files |= files
        self.changes += changes

    def of_plan(self, source: PlanSource) -> dict[str, bytes]:
        """Returns the files that change in the folder of a plan, and those of no plan."""
        own = f"{source.folder}/"
        return {name: data for name, data in self.files.items() if name.startswith((own, "content/"))}


def upgraded(sources: Sources, plans: Collection[PlanSource]) -> Upgraded:
    """Returns the site in today's shape; what cannot be changed by pieces stays as it is."""
    made = Upgraded(sources)
    _quote(made, sources.site, "sitio")
    for source in plans:
        _quote(made, source.descriptor, "plan")
        for folder in source.evidence:
            _quote(made, folder.manifest, "evidencias")
        if source.descriptor and not _is_faulty(made, source.descriptor):
            for name in _taken_names(source):
                _tried(made, partial(_rename, made, source, name))
            _tried(made, partial(_move_gaps, made, source))
    return made


def _tried(made: Upgraded, step: Callable[[], None]) -> None:
    """Takes a step whole or, where a file is not written so that it can be changed by pieces, not at all."""
    files, changes = dict(made.files), list(made.changes)
    try:
        step()
    except NoRoom:
        made.files, made.changes = files, changes


def _is_faulty(made: Upgraded, descriptor: Marked) -> bool:
    """Returns whether a plan's descriptor, as it is by now, is not one."""
    found, _problems = read_yaml(descriptor.file, made.data(descriptor.file))
    return found is None or any(descriptor_problems(replace(found, writing=descriptor.writing), "plan"))


def _quote(made: Upgraded, document: Marked | None, schema: str) -> None:
    """Writes between quotes each text without them that other programs do not read as a text."""
    for each in descriptor_problems(document, schema) if document else ():
        if each.kind is Kind.VALUE_KIND_TEXT:
            _tried(made, partial(_quote_one, made, each))


def _quote_one(made: Upgraded, found: Problem) -> None:
    file, value = found.place.file, str(found.details["value"])
    before, place = made.data(file), (found.place.row or 1, int(found.place.column or 1))
    data = with_value(file, before, place, "'{}'", read_again(file, before).value)
    made.write({file: data}, Change(found.place, TEXT_QUOTED, value, f"'{value}'"))


def _move_gaps(made: Upgraded, source: PlanSource) -> None:
    """Makes rows of the table of gaps of those that the descriptor states, after those that the table has."""
    document = source.descriptor
    if document is None or _GAPS not in document.value:
        return
    rows, listed, before = gap_rows(document.value), listed_tables(source), table_of(source, TableName.GAPS)
    file = listed.get(TableName.GAPS, f"{TableName.GAPS}.csv")
    name = f"{source.folder}/{file}"
    if (before is None and made.data(name)) or {each["id"] for each in rows} & set(column_of(before, "id")):
        return  # the checker tells what is wrong with that table, or with a gap that stands in both places
    descriptor = without_key(document.file, made.data(document.file), _GAPS)
    if TableName.GAPS not in listed and rows:
        descriptor, _line = with_element(document.file, descriptor, [f"name: {TableName.GAPS}", f"path: {file}"])
    table = SplicedCsv(made.data(name) or empty_table(TableName.GAPS))
    added = [f"{file}:{table.append(row)}" for row in rows]
    made.write(
        {document.file: descriptor} | ({name: table.data} if rows else {}),
        *(
            Change(document.place(_GAPS, number), GAP_MOVES, row["pregunta"], added[number])
            for number, row in enumerate(rows)
        ),
        *([] if rows else [Change(document.place(_GAPS), GAP_MOVES, _GAPS, "")]),
    )


def _taken_names(source: PlanSource) -> list[str]:
    """Returns the names of the plan's own tables, each with its own schema, that are those of tables of the profile.

    Of a table of the profile that states a schema all the same, the columns are those of the profile.
    """
    resources = source.descriptor.value[_RESOURCES] if source.descriptor else ()
    known = (*published_tables(), TableName.EVIDENCE)
    return [each["name"] for each in resources if each["name"] in known and _is_own(source, each)]


def _is_own(source: PlanSource, resource: Mapping[str, Any]) -> bool:
    name, table, stated = resource["name"], source.tables.get(resource["path"]), _fields(source, resource)
    if table is None or not stated:
        return False
    header, of_profile = set(table.header), with_languages(table_schema(name), table.header, source.writing)
    required = {each.name for each in of_profile.columns if each.required}
    is_of_profile = name not in DERIVED and header <= set(of_profile.names) and required <= header
    return header <= stated and not is_of_profile


def _fields(source: PlanSource, resource: Mapping[str, Any]) -> set[str]:
    """Returns the names of the columns in the schema that a table states; none if it states none that can be read."""
    schema = resource.get("schema")
    found = source.schemas.get(schema) if isinstance(schema, str) else None
    value = found.value if found else schema
    fields = value.get("fields") if isinstance(value, dict) else None
    return {each["name"] for each in fields or () if isinstance(each, dict) and isinstance(each.get("name"), str)}


def _rename(made: Upgraded, source: PlanSource, name: str) -> None:
    """Gives a table of the plan's own another name, in the descriptor and in whatever names it."""
    resources = source.descriptor.value[_RESOURCES] if source.descriptor else ()
    new = free_name(name + _OWN, {*listed_tables(source), *published_tables()})
    for path, value in _leaves(resources, (_RESOURCES,)):
        if value == name and path[-1] in ("name", "resource") and (path[-1] == "resource" or len(path) == 3):
            _name_in_descriptor(made, source, path, new)
    for file in source.schemas:
        _name_in_schema(made, f"{source.folder}/{file}", name, new)
    for table in _NAMES_A_TABLE:
        _name_in_rows(made, source, table, (name, new))
    if name not in DERIVED:  # the table of the profile is at the same address
        _move_addresses(made, source, name, new)


def _leaves(value: Any, path: _Path) -> Iterator[tuple[_Path, Any]]:
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(each, (*path, key))
    else:
        yield path, value


def _name_in_descriptor(made: Upgraded, source: PlanSource, path: _Path, new: str) -> None:
    assert source.descriptor is not None
    file = source.descriptor.file
    document, wanted = (read_again(file, made.data(file)) for _ in range(2))
    *parents, last = path
    part = wanted.value
    for key in parents:
        part = part[key]
    old, part[last] = part[last], new
    words = TABLE_RENAMED if last == "name" else NAMED_OTHERWISE
    data = with_value(file, made.data(file), document.marks[path], new, wanted.value)
    made.write({file: data}, Change(source.descriptor.place(*path), words, old, new))


def _name_in_schema(made: Upgraded, file: str, old: str, new: str) -> None:
    """Names a table otherwise where a schema of the plan's own refers to it."""
    lines = made.data(file).decode("utf-8", "surrogateescape").splitlines(keepends=True)
    for number, line in enumerate(lines):
        head, key, rest = line.partition('"resource"')
        if key and f'"{old}"' in rest:
            lines[number] = head + key + rest.replace(f'"{old}"', f'"{new}"', 1)
            data = "".join(lines).encode("utf-8", "surrogateescape")
            made.write({file: data}, Change(Place(file, number + 1), NAMED_OTHERWISE, old, new))


def _name_in_rows(made: Upgraded, source: PlanSource, table: str, names: tuple[str, str]) -> None:
    """Names a table otherwise in the rows of a table that names tables."""
    old, new = names
    if old not in column_of(table_of(source, table), _COLUMN):
        return
    file = f"{source.folder}/{listed_tables(source)[table]}"
    spliced = SplicedCsv(made.data(file))
    for number in [number for number, row in spliced.rows.items() if row.get(_COLUMN) == old]:
        spliced.set(number, _COLUMN, new)
        made.write({file: spliced.data}, Change(Place(file, number, _COLUMN), NAMED_OTHERWISE, old, new))


def _move_addresses(made: Upgraded, source: PlanSource, old: str, new: str) -> None:
    """Leads from the addresses that the renamed table was published at to those that it has now.

    One that leads somewhere already stays so: it may be of an upgrade that was cut short.
    """
    stated = read_again(MOVES_FILE, made.data(MOVES_FILE)).value.get("direcciones") if made.data(MOVES_FILE) else ()
    led = {each.get("de") for each in stated or () if isinstance(each, dict)}
    begin = re.compile(rf"((?:/[a-z]{{2,3}})?/{source.id}/datos/){old}(?=[/.-])")
    for number, line in enumerate(made.sources.addresses.listed, 1):
        address = line.strip()
        if begin.match(address) and address not in led:
            now = begin.sub(rf"\g<1>{new}", address, count=1)
            before = made.data(MOVES_FILE) or b"direcciones:\n"
            data, _line = with_element(MOVES_FILE, before, [f"de: {address}", f"a: {now}"], "direcciones")
            place = Place(made.sources.addresses.file, number)
            made.write({MOVES_FILE: data}, Change(place, ADDRESS_MOVES, address, now))
