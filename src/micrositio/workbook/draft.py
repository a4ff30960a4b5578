"""The files of a plan as an import would leave them, and from which cell of the workbook each part comes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from micrositio.editing.csv_splice import SplicedCsv
from micrositio.editing.listed import with_element
from micrositio.formats.yaml_document import write_yaml
from micrositio.profile.schemas import table_schema
from micrositio.sources.loader import DESCRIPTOR
from micrositio.sources.tree import PlanSource
from micrositio.workbook.answers import Answer, CellPlace
from micrositio.workbook.provenance import Provenance, Said

_VERSION = re.compile(r"^version:[ \t]*([\"']?)(\d+)\.(\d+)\.\d+\1(?=[ \t]*\r?$)", re.MULTILINE)


class Draft(Provenance):
    """The changes of a plan's folder and of the news, kept until all of them can be judged."""

    def __init__(self, root: Path, source: PlanSource) -> None:
        """Begins without changes of the plan in `source`, in the site's folder `root`."""
        super().__init__()
        assert source.descriptor is not None
        self.root, self.source, self.descriptor = root, source, source.descriptor
        self.counts: Counter[str] = Counter()
        self.corrected: list[str] = []
        self.documents: dict[str, Path] = {}
        self._files: dict[str, bytes] = {}
        self._tables: dict[str, SplicedCsv] = {}

    @property
    def changes(self) -> dict[str, bytes | Path]:
        """The new content of each file that changes, by its name in the site; with it, the version of the data."""
        tables = {self._path(name): table.data for name, table in self._tables.items()}
        found = {**self._files, **tables}
        changed: dict[str, bytes | Path] = {
            name: data for name, data in found.items() if not self._is(name, data)
        }  # fmt: skip
        changed |= self.documents
        if any(name.startswith(f"{self.source.folder}/") for name in changed):
            changed[self._descriptor_name] = _next_version(self._descriptor_text()).encode()
        return changed

    def _is(self, name: str, data: bytes) -> bool:
        path = self.root / name
        return path.is_file() and path.read_bytes() == data

    @property
    def _descriptor_name(self) -> str:
        return f"{self.source.folder}/{DESCRIPTOR}"

    def _descriptor_text(self) -> str:
        return self.text(self._descriptor_name)

    def text(self, name: str) -> str:
        """Returns a text file of the site as it will be, with its line ends."""
        return (self._files.get(name) or (self.root / name).read_bytes()).decode("utf-8")

    def write(self, name: str, text: str) -> None:
        """Gives a text file of the site its new content."""
        self._files[name] = text.encode()

    def list_in(self, name: str, lines: Sequence[str], begun: str = "") -> int:
        """Adds an element to the list of a descriptor (one as `begun` if there is none); returns its first line.

        Raises `NoRoom` if the list is not written so that one can be added.
        """
        is_there = name in self._files or (self.root / name).is_file()
        before = self.text(name) if is_there else begun
        self._files[name], line = with_element(name, before.encode(), lines)
        return line

    def _path(self, table: str) -> str:
        paths = {each["name"]: each["path"] for each in self.descriptor.value["resources"]}
        return f"{self.source.folder}/{paths.get(table, f'{table}.csv')}"

    def table(self, name: str) -> SplicedCsv:
        """Returns a table of the plan; one that it has not yet is begun, and listed in its descriptor."""
        if name not in self._tables:
            path = self.root / self._path(name)
            if path.is_file():
                self._tables[name] = SplicedCsv(path.read_bytes())
            else:
                required = [each.name for each in table_schema(name).columns if each.required]
                self._tables[name] = SplicedCsv(b"", required)
                lines = write_yaml({"name": str(name), "path": f"{name}.csv"}).decode().splitlines()
                self.list_in(self._descriptor_name, lines)
        return self._tables[name]

    def rows(self, name: str) -> dict[int, dict[str, str]]:
        """Returns the rows of a table as it will be; none, and nothing begun, if the plan has it not."""
        has_it = name in self._tables or (self.root / self._path(name)).is_file()
        return self.table(name).rows if has_it else {}

    def find(self, name: str, **cells: str) -> tuple[int, dict[str, str]] | None:
        """Returns the row of a table that has all these cells, with its number, or None."""
        rows = self.rows(name).items()
        return next(((n, row) for n, row in rows if all(row.get(key, "") == text for key, text in cells.items())), None)

    def append(self, name: str, said: Said) -> None:
        """Adds a row to a table."""
        row = self.table(name).append({column: text for column, (text, _cell) in said.items()})
        self.tell_row(self._path(name), row, said)

    def set(self, name: str, row: int, said: Said) -> None:
        """Gives some cells of a row of a table another text."""
        for column, (text, _cell) in said.items():
            self.table(name).set(row, column, text)
        self.tell_row(self._path(name), row, said)


def said_by(answer: Answer, fields: Mapping[str, str] | Sequence[str]) -> dict[str, tuple[str, CellPlace]]:
    """Returns the texts of some fields of a row by column, each with its cell; empty ones too."""
    names = fields if isinstance(fields, Mapping) else {name: name for name in fields}
    return {column: (answer[name], answer.place(name)) for name, column in names.items()}


def _next_version(text: str) -> str:
    """Returns the descriptor with the next version of the data, where it states one: the middle number grows."""
    return _VERSION.sub(lambda found: f"version: {found[1]}{found[2]}.{int(found[3]) + 1}.0{found[1]}", text, count=1)
