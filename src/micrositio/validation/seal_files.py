"""The files of each seal: read, and compared with the sums that the seal states of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from micrositio.formats.checksums import SUMS, sha256
from micrositio.formats.csv_table import read_csv
from micrositio.model.plan import Seal
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.sources.tree import SealFolder

_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
UP = "../"
"""Start of the name of another seal's list of sums."""


def read_seals(folders: Sequence[SealFolder]) -> tuple[dict[str, Seal], list[Problem]]:
    """Returns the seals on disk, by cut, and the problems of each one's own files and sums."""
    problems: list[Problem] = []
    seals: dict[str, Seal] = {}
    for folder in folders:
        found = list(_file_problems(folder))
        problems += found
        if SUMS in folder.files:
            previous = next((digest for digest, name in stated_sums(folder) if name.startswith(UP)), "")
            tables = {} if found else _tables(folder)
            seals[folder.cut] = Seal(folder.cut, sha256(folder.files[SUMS]), previous, tables, folder.files)
    return seals, problems


def _tables(folder: SealFolder) -> dict[str, tuple[Mapping[str, str], ...]]:
    tables = ((name.removesuffix(".csv"), name, data) for name, data in folder.files.items() if name.endswith(".csv"))
    return {table: _rows(name, data) for table, name, data in tables}


def _rows(name: str, data: bytes) -> tuple[Mapping[str, str], ...]:
    table, _ = read_csv(name, name, data)
    return tuple(dict(zip(table.header, row.cells, strict=True)) for row in table.rows) if table else ()


def stated_sums(folder: SealFolder) -> list[tuple[str, str]]:
    """Returns the sums that the seal states, as pairs of SHA-256 and name."""
    lines = (_LINE.fullmatch(line) for line in folder.files[SUMS].decode("utf-8", "replace").splitlines())
    return [(match[1], match[2]) for match in lines if match]


def _file_problems(folder: SealFolder) -> Iterator[Problem]:
    if SUMS not in folder.files:
        yield problem(Kind.SEAL_FILE_MISSING, Place(f"{folder.folder}/{SUMS}"), cut=folder.cut, name=SUMS)
        return
    sums = {name: digest for digest, name in stated_sums(folder)}
    place = f"{folder.folder}/{SUMS}"
    for number, line in enumerate(folder.files[SUMS].decode("utf-8", "replace").splitlines(), 1):
        if not _LINE.fullmatch(line):
            yield problem(Kind.SEAL_SUMS, Place(place, number), cut=folder.cut)
    for name in sums:
        if name not in folder.files and not name.startswith(UP):
            yield problem(Kind.SEAL_FILE_MISSING, Place(f"{folder.folder}/{name}"), cut=folder.cut, name=name)
    for name, data in folder.files.items():
        if name != SUMS and sums.get(name) != sha256(data):
            kind = Kind.SEAL_FILE_CHANGED if name in sums else Kind.SEAL_FILE_ADDED
            yield problem(kind, Place(f"{folder.folder}/{name}"), cut=folder.cut, name=name)
