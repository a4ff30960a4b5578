"""The gate of personal data on what is read: every text file and every name of a site, whatever it is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

from micrositio.formats.csv_table import RawTable, Row, read_csv
from micrositio.formats.kept import Kept, code_of, key_of
from micrositio.privacy.contacts import HOME, contacts, own_form
from micrositio.privacy.detectors import CELL_END, PRIVACY, Found, identifiers, masked
from micrositio.privacy.folding import Traced, folded, traced
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.sources.texts import SiteText

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
_AMOUNTS, _AMOUNT = ("aprobado", "comprometido", "ejercido"), re.compile(r"\d{1,13}(?:\.\d+)?", re.ASCII)
"""Columns of money and what an amount is there: eleven figures are thousands of millions and no number of a person."""
_OFFICES = 64
"""Files of offices of which the contacts are kept in memory."""

Find = Callable[[str, str], Iterable[Found]]
"""Finds data in a folded text; the second text is what stands before it."""


def personal_problems(texts: Iterable[SiteText], kept: Kept) -> list[Problem]:
    """Returns the personal data in the names and the texts of a site's files, each at its place.

    A text without any is remembered by its words, those of the offices' contacts and the code that sought.
    """
    texts = list(texts)
    own = frozenset(each for text in texts for each in (_own(*text) if _states_contacts(text.file) else ()))
    sought = (code_of(PRIVACY, Path(__file__)), *sorted(own))
    found: list[Problem] = []
    for each in texts:
        key = key_of("texto sin datos personales", *sought, *each)
        if kept.get(key) is None:
            here = [*_in_name(each.file), *_in_text(*each), *_contacts_in(*each, own)]
            found += here
            if not here:
                kept.put(key, b"")
    return found


def _in_name(file: str) -> Iterator[Problem]:
    return (_told(each, Place(file)) for each in identifiers(folded(file)))


def _states_contacts(file: str) -> bool:
    return bool(_OF_OFFICES.fullmatch(file) or _OF_MEETINGS.fullmatch(file))


@lru_cache(maxsize=_OFFICES)
def _own(file: str, text: str) -> tuple[str, ...]:
    """Returns the contacts that a file states as those of offices, kept so that a preview looks only for new ones."""
    found = contacts(folded(text))
    return tuple(own_form(each) for each in found if each.what == HOME or _OF_OFFICES.fullmatch(file))


def _in_text(file: str, text: str) -> tuple[Problem, ...]:
    """Returns the identifiers in a text."""
    is_table = file.endswith(".csv")
    plain = folded(text)
    is_named = is_table and _NAMING.search(plain.partition("\n")[0])
    if not (identifiers(plain) or is_named):
        return ()
    cells = tuple(_in_cells(file, text, identifiers)) if is_table else ()
    if (
        cells
        or (is_named and not identifiers(plain))
        or (is_table and not identifiers(folded(_but_amounts(file, text))))
    ):
        return cells
    return tuple(_in_lines(file, text))


def _but_amounts(file: str, text: str) -> str:
    """Returns a table without its amounts, as it is if it has none or cannot be read."""
    table = read_csv("", file, text.encode("utf-8", "replace"))[0]
    if table is None or not {*_AMOUNTS} & {*table.header}:
        return text
    return "\n".join(",".join(each) for each in (table.header, *(_cells(table, row) for row in table.rows)))


def _cells(table: RawTable, row: Row) -> list[str]:
    """Returns the cells of a row, with nothing where an amount of money stands."""
    named = zip_longest(table.header, row.cells[: len(table.header)], fillvalue="")
    own = ["" if name in _AMOUNTS and _AMOUNT.fullmatch(each) else each for name, each in named]
    return [*own[: len(row.cells)], *row.cells[len(table.header) :]]


def _contacts_in(file: str, text: str, own: Collection[str]) -> tuple[Problem, ...]:
    is_read = _WRITTEN.fullmatch(file) and not any(each.match(file) for each in _NOT_WARNED)
    if not is_read or next(contacts(folded(text), own), None) is None:
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
        cells = [folded(each) for each in _cells(table, row)]
        found = [(n, each) for n, cell in enumerate(cells) for each in find(cell, contexts[n] * (row.number > 1))]
        if not found:
            joined = CELL_END.join(cells)
            found = [(joined.count(CELL_END, 0, each.start), each) for each in find(joined, "")]
        yield from (_told(each, Place(file, row.number, table.header[n]), kind) for n, each in found)


def _told(found: Found, place: Place, kind: Kind = Kind.PERSONAL_DATA) -> Problem:
    return problem(kind, place, what=found.what, masked=masked(re.sub(r"[\W_]+", "", found.value)))
