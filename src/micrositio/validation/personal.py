"""The gate of personal data on what is read: every text file and every name of a site, whatever it is for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from micrositio.formats.csv_table import MAXIMUM_BYTES, Row, read_csv
from micrositio.privacy.contacts import HOME, contacts, own_form
from micrositio.privacy.detectors import CELL_END, Found, identifiers, masked
from micrositio.privacy.folding import Traced, folded, traced
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.sources.loader import EVIDENCE

_FOLDERS = ("content", "data", "themes")
_OF_OFFICES = re.compile(r"content/sitio\.yaml|data/[^/]+/(?:datapackage\.yaml|instituciones\.csv)")
"""The files in which offices say where they are."""
_OF_MEETINGS = re.compile(r"data/[^/]+/sesiones\.csv")
"""The files of meetings, whose places are open to anybody."""
_WRITTEN = re.compile(r"(?:content|data)/.*\.(?:md|csv|yaml)|data/.*\.geojson")
_REGISTERS = re.compile(r"data/[^/]+/(?:replicas|retiros)\.csv")
"""The registers that name no person: a rule of their own refuses what leads to one."""
_SEALED = re.compile(r"data/[^/]+/sellos/")
_NOT_WARNED = (_OF_OFFICES, _REGISTERS, _SEALED)
_NAMING = re.compile(r"CLABE|NSS|TARJETA|CUENTA|BANC|SEGUR|RFC|AFILIA")
"""Words that, in the name of a column, say what its numbers are."""
_READ = 1 << 20


Find = Callable[[str, str], Iterable[Found]]
"""Finds data in a folded text; the second text is what stands before it."""


class _Text(NamedTuple):
    """A text file: its name in the site, and what it says."""

    file: str
    text: str


def personal_problems(root: Path) -> list[Problem]:
    """Returns the personal data in the names and the texts of the site's folder `root`, each at its place.

    The documents of the evidence folders are not read here: only their names are.
    """
    texts, found = list(_texts(root)), list(_in_names(root))
    own = frozenset(each for text in texts for each in _own(text.file, text.text))
    for each in texts:
        found += _in_text(each.file, each.text)
        if _WRITTEN.fullmatch(each.file) and not any(other.match(each.file) for other in _NOT_WARNED):
            found += _contacts_in(each.file, each.text, own)
    return found


def _paths(root: Path) -> Iterator[Path]:
    """Yields every file of the site, in order; symbolic links and hidden files are left to the reader of files."""
    for name in _FOLDERS:
        for folder, folders, files in os.walk(root / name):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            yield from (Path(folder, each) for each in sorted(files) if not each.startswith("."))


def _in_names(root: Path) -> Iterator[Problem]:
    for path in _paths(root):
        name = path.relative_to(root).as_posix()
        for each in identifiers(folded(name)):
            yield _told(each, Place(name))


def _texts(root: Path) -> Iterator[_Text]:
    for path in _paths(root):
        name = path.relative_to(root)
        is_document = name.parts[0] == "data" and name.parts[2:3] == (EVIDENCE,) and name.suffix != ".yaml"
        if is_document or path.is_symlink() or not path.is_file() or path.stat().st_size > MAXIMUM_BYTES:
            continue
        data = path.read_bytes()
        if b"\0" not in data[:_READ]:
            yield _Text(name.as_posix(), data.decode("utf-8-sig", "replace"))


@lru_cache(maxsize=512)
def _own(file: str, text: str) -> tuple[str, ...]:
    """Returns the contacts that a file states as those of offices."""
    if not (_OF_OFFICES.fullmatch(file) or _OF_MEETINGS.fullmatch(file)):
        return ()
    found = contacts(folded(text))
    return tuple(own_form(each) for each in found if each.what == HOME or _OF_OFFICES.fullmatch(file))


@lru_cache(maxsize=512)
def _in_text(file: str, text: str) -> tuple[Problem, ...]:
    """Returns the identifiers in a text, kept so that a preview reads again only what changed."""
    is_table = file.endswith(".csv")
    plain = folded(text)
    is_named = is_table and _NAMING.search(plain.partition("\n")[0])
    if not (identifiers(plain) or is_named):
        return ()
    cells = tuple(_in_cells(file, text, identifiers)) if is_table else ()
    return cells or (() if is_named and not identifiers(plain) else tuple(_in_lines(file, text)))


@lru_cache(maxsize=512)
def _contacts_in(file: str, text: str, own: Collection[str]) -> tuple[Problem, ...]:
    if next(contacts(folded(text), own), None) is None:
        return ()
    if file.endswith(".csv"):
        return tuple(_in_cells(file, text, lambda cell, _: contacts(cell, own), Kind.PERSONAL_CONTACT))
    traces = traced(text)
    found = contacts(traces.text, own)
    return tuple(_told(each, _line(file, text, traces, each), Kind.PERSONAL_CONTACT) for each in found)


def _in_lines(file: str, text: str) -> Iterator[Problem]:
    traces = traced(text)
    found = identifiers(traces.text)
    yield from (_told(each, _line(file, text, traces, each)) for each in found)
    if not found:  # an accent apart from its letter: somewhere in the file, and no piece of it says where
        yield from (_told(each, Place(file)) for each in identifiers(folded(text)))


def _line(file: str, text: str, traces: Traced, found: Found) -> Place:
    start = traces.starts[found.start]
    begin = text.rfind("\n", 0, start) + 1
    return Place(file, text.count("\n", 0, start) + 1, str(start - begin + 1))


def _in_cells(file: str, text: str, find: Find, kind: Kind = Kind.PERSONAL_DATA) -> Iterator[Problem]:
    """Yields what is found in the cells of a table and in cells side by side; nothing if it cannot be read."""
    table = read_csv("", file, text.encode("utf-8", "replace"))[0]
    if table is None:
        return
    contexts = [each if _NAMING.search(each) else "" for each in map(folded, table.header)]
    for row in (Row(1, 1, table.header), *table.rows):
        cells = [folded(each) for each in row.cells]
        found = [(n, each) for n, cell in enumerate(cells) for each in find(cell, contexts[n] * (row.number > 1))]
        if not found:
            joined = CELL_END.join(cells)
            found = [(joined.count(CELL_END, 0, each.start), each) for each in find(joined, "")]
        yield from (_told(each, Place(file, row.number, table.header[n]), kind) for n, each in found)


def _told(found: Found, place: Place, kind: Kind = Kind.PERSONAL_DATA) -> Problem:
    return problem(kind, place, what=found.what, masked=masked(re.sub(r"[\W_]+", "", found.value)))
