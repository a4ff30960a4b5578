"""A published plan → the files of an ordinary plan folder, as `import` writes them.

The package has the contents of the plan's descriptor, texts and seals; the table of documents, those of their
manifests. Tables derived from others and all other formats are not read: publishing makes them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from micrositio.formats.checksums import SUMS, tagged
from micrositio.formats.csv_table import MAXIMUM_BYTES, RawTable, Row, read_csv, write_csv
from micrositio.formats.json_document import read_json
from micrositio.formats.markdown_document import write_document
from micrositio.formats.yaml_document import Marked, write_yaml
from micrositio.model.locations import SHAPES
from micrositio.model.text import SPANISH, Writing
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.profile.json_schema import descriptor_problems
from micrositio.profile.plan_descriptor import TRANSLATED, first_words, is_usual_scale
from micrositio.profile.plan_tables import BEARING, INVENTED
from micrositio.profile.schemas import (
    DERIVED,
    MADE_FROM,
    PUBLISHED_ONLY,
    SLUG,
    descriptor_schema,
    standard_tables,
    table_schema,
)
from micrositio.progress.seal_register import REGISTER
from micrositio.progress.states import NOT_BEGUN
from micrositio.sources.disk import Disk
from micrositio.sources.loader import DESCRIPTOR, EVIDENCE, PACKAGE, SEALS, TEXTS
from micrositio.sources.published_shapes import read_areas
from micrositio.sources.tree import LOST, manifest_key

DATA_FOLDERS = ("datos", "data")
"""Folders that may hold the package, below a plan's published folder and below the folder of its bag."""
_CUTS, _DOCUMENT, _REPORT = "cortes", "archivo", "informe/informe.pdf"
_SUFFIXES = tuple(".csv .db .geojson .html .json .jsonl .jsonld .ods .parquet .sqlite .txt .xlsx .xml .zip".split())
"""Extensions of the files that a site publishes in the folder of its tables; only the tables are read back."""
_WORDS = ("title", "title_en", "description", "description_en")
_FORMAT = "csv"
_TRANSLATION = re.compile(rf"{TRANSLATED}([a-z]{{2,3}})")
_FILE_NAME = re.compile(r"[a-z0-9_-][a-z0-9._-]*")

Files = dict[str, bytes | Path]
"""The files of a plan folder by their path in it: the content of each, or the path of the file to copy."""
Resources = list[tuple[int, Mapping[str, Any]]]
"""Resources of a package, each with its index in the package."""


class PublishedPlan(NamedTuple):
    """A plan read back: its id, the place of the id in the package, and the files of its folder."""

    id: str
    place: Place
    files: Mapping[str, bytes | Path]


class PublishedFolder(NamedTuple):
    """The folders of a published plan: that of its package and tables, and the one that also holds its documents."""

    data: Path
    root: Path


def published_folder(folder: Path) -> PublishedFolder | None:
    """Returns the folders of the plan published in `folder`, in its data or in its bag, or None without a package."""
    places = (folder, *(folder / name for name in DATA_FOLDERS))
    data = next((each for each in places if (each / PACKAGE).is_file()), None)
    return PublishedFolder(data, data.parent if data.name in DATA_FOLDERS else data) if data else None


def read_published(folder: PublishedFolder, writing: Writing = SPANISH) -> tuple[PublishedPlan | None, list[Problem]]:
    """Returns the plan published in a folder, or None where its package is faulty, and the problems of reading it.

    `writing` tells how the site that it comes to keys its texts.
    """
    data, disk = folder.data, Disk(folder.root, MAXIMUM_BYTES)
    path = disk.file(data / PACKAGE)
    package = disk.read(path, read_json) if path else None
    if package is None:
        return None, disk.problems
    package = replace(package, writing=writing)
    faults = list(descriptor_problems(package, "paquete"))
    if faults:
        return None, [*disk.problems, *faults]
    given = _given(package)
    descriptor = _descriptor(package, given, _empty_tables(package, given))
    faults = list(descriptor_problems(descriptor, "plan"))
    files = _Reader(disk, data, package, given).files(descriptor)
    plan = None if faults else PublishedPlan(package.value["name"], package.place("name"), files)
    return plan, [*disk.problems, *faults]


def _tables(package: Marked) -> Resources:
    return [(n, each) for n, each in enumerate(package.value["resources"]) if each.get("format") == _FORMAT]


def _given(package: Marked) -> Resources:
    """Returns the tables given for the plan, without those made from others or from the plan's evidence."""
    return [(n, e) for n, e in _tables(package) if e["name"] not in (*DERIVED, *PUBLISHED_ONLY) and MADE_FROM not in e]


def _empty_tables(package: Marked, given: Resources) -> tuple[str, ...]:
    """Returns the tables that a plan in preparation must have and that had no rows, so that they were not published."""
    listed = {each["name"] for _, each in given}
    needed = (str(name) for name in standard_tables() if table_schema(name).required and name not in listed)
    return tuple(needed) if package.value.get("estado") in NOT_BEGUN else ()


def _descriptor(package: Marked, given: Resources, empty: tuple[str, ...]) -> Marked:
    """Returns the plan's own descriptor, without what publishing added; each part keeps its place in the package."""
    own = descriptor_schema("plan")["properties"]
    added = {*(descriptor_schema("paquete")["properties"].keys() - own.keys()), *_told_by_tables(given)}
    added |= {"estados"} if is_usual_scale(package.value.get("estados", ())) else set()
    resources = [_resource(each) for _, each in given]
    resources += [{"name": name, "path": f"{name}.csv"} for name in empty]
    value = {key: part for key, part in package.value.items() if key not in added} | {"resources": resources}
    renumbered = {old: new for new, (old, _) in enumerate(given)}
    marks = {path: mark for path, mark in package.marks.items() if path[:1] != ("resources",) or len(path) == 1}
    for path, mark in package.marks.items():
        if path[:1] == ("resources",) and len(path) > 1 and path[1] in renumbered:
            marks["resources", renumbered[int(path[1])], *path[2:]] = mark
    return replace(package, value=value, marks=marks)


def _told_by_tables(given: Resources) -> tuple[str, ...]:
    """Returns the keys of a published package that repeat the contents of one of its tables."""
    return ("faltantes",) if any(each["name"] == TableName.GAPS for _, each in given) else ()


def _resource(each: Mapping[str, Any]) -> dict[str, Any]:
    """Returns a resource as the plan's descriptor lists it: a table that is not standard includes its schema."""
    listed = {"name": each["name"], "path": each["path"]}
    if each["name"] in standard_tables():
        return listed
    words = {key: each[key] for key in _WORDS if each.get(key) and (key == "title" or each[key] != each["name"])}
    schema = each.get("schema", {})
    fields = [_own_field(field) for field in schema.get("fields", ()) if field["name"] != INVENTED.name]
    return {**listed, "schema": {"name": each["name"], **words, **schema, "fields": fields}}


def _own_field(field: Mapping[str, Any]) -> Mapping[str, Any]:
    """Returns the field without the enum that repeats its categories."""
    if "categories" not in field or field["type"] != "string":
        return field
    return {**field, "constraints": {key: value for key, value in field["constraints"].items() if key != "enum"}}


class _Reader:
    """Reader of the files that a valid package names; the problems found are added to `disk`."""

    def __init__(self, disk: Disk, data: Path, package: Marked, given: Resources) -> None:
        self.disk, self.data, self.package, self.given = disk, data, package, given

    def files(self, descriptor: Marked) -> Files:
        """Returns the files of the plan's folder."""
        self._refuse_unknown()
        files: Files = {DESCRIPTOR: write_yaml(descriptor.value)}
        for number, each in self.given:
            table = self._table(number, each)
            files |= {each["path"]: write_csv(table.header, tuple(row.cells for row in table.rows))} if table else {}
        for name in _empty_tables(self.package, self.given):
            files[f"{name}.csv"] = write_csv(table_schema(name).names, ())
        files |= _texts(self.package.value.get("textos", ()))
        report = self.disk.file(self.disk.root / _REPORT)
        files |= {report.name: report} if report else {}
        shapes = self.disk.file(self.data / SHAPES)
        areas = self.disk.read(shapes, read_areas) if shapes else None
        files |= {SHAPES: areas} if areas else {}
        return files | dict(self._evidence()) | dict(self._seals())

    def _say(self, kind: Kind, place: Place, **details: object) -> None:
        self.disk.problems.append(problem(kind, place, **details))

    def _refuse_unknown(self) -> None:
        """Adds a problem for each file that no site publishes and for each table that the package does not list.

        Otherwise their loss would not be noticed.
        """
        listed = {each["path"] for each in self.package.value["resources"]}
        for path in self.disk.entries(self.data):
            if path.suffix == ".csv" and path.name not in listed:
                self.disk.report(Kind.TABLE_UNLISTED, path)
            elif path.is_file() and not path.name.endswith(_SUFFIXES) and path.name != SUMS:
                self.disk.report(Kind.FILE_UNEXPECTED, path)

    def _table(self, number: int, resource: Mapping[str, Any]) -> RawTable | None:
        """Returns a table of the package, as its file has it, or None if the file is missing or its name is unsafe.

        Adds a problem in these cases, and a warning if the bytes are not those published.
        """
        name, place = resource["path"], self.package.place("resources", number, "path")
        if not _FILE_NAME.fullmatch(name):
            self._say(Kind.PATH_UNSAFE, place, path=name)
            return None
        path = self.disk.file(self.data / name)
        if path is None:
            self._say(Kind.TABLE_ABSENT, place, path=name)
            return None
        if resource.get("hash") not in (None, tagged(path.read_bytes())):
            self._say(Kind.TABLE_ALTERED, self.package.place("resources", number, "hash"), path=name)
        table = self.disk.read(path, _read_table)
        return _without_mark(table) if table and self.package.value.get("demostracion") else table

    def _evidence(self) -> Iterator[tuple[str, bytes | Path]]:
        """Yields the manifests and the available documents of the evidence folders listed in the published table."""
        listed = next((each for each in _tables(self.package) if each[1]["name"] == TableName.EVIDENCE), None)
        table = self._table(*listed) if listed else None
        rows = [row for row in table.rows if self._is_sound(table, row)] if table else []
        folders: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            assert table
            document = _document(table, row)
            file = self._file(document) if "path" in document else None
            folder = _cell(table, row, "carpeta")
            if file:
                yield f"{EVIDENCE}/{folder}/{document['path']}", file
            elif "path" in document:
                document[LOST] = True
                self._say(Kind.EVIDENCE_LOST, Place(table.file, row.number), path=document["path"])
            folders.setdefault(folder, []).append(document)
        self._refuse_documents({each["name"] for documents in folders.values() for each in documents})
        for name, resources in folders.items():
            yield f"{EVIDENCE}/{name}/{DESCRIPTOR}", write_yaml({"name": name, "resources": resources})

    def _is_sound(self, table: RawTable, row: Row) -> bool:
        """Returns whether the names in a row of documents are valid as those of a folder and of a file in it."""
        forms = (("id", SLUG), ("carpeta", SLUG), ("archivo", rf"({_FILE_NAME.pattern})?"))
        wrong = [column for column, form in forms if not re.fullmatch(form, _cell(table, row, column))]
        for column in wrong:
            self._say(Kind.PATH_UNSAFE, Place(table.file, row.number, column), path=_cell(table, row, column))
        return not wrong

    @property
    def _documents(self) -> tuple[Path, ...]:
        """The folders that may hold documents: beside the data or within them."""
        return tuple(dict.fromkeys((self.data / EVIDENCE, self.disk.root / EVIDENCE)))

    def _file(self, document: Mapping[str, Any]) -> Path | None:
        """Returns the path of a document, in the published site or in its archive of everything; None if missing."""
        name, file = document["name"], document["path"]
        places = [folder / name / below / file for folder in self._documents for below in (_DOCUMENT, "")]
        return next((found for each in places if (found := self.disk.file(each))), None)

    def _refuse_documents(self, known: set[str]) -> None:
        for folder in self._documents:
            for path in self.disk.entries(folder):
                if path.is_dir() and path.name not in known:
                    self.disk.report(Kind.FILE_UNEXPECTED, path)

    def _seals(self) -> Iterator[tuple[str, bytes]]:
        """Yields the register and the files of the seals: those that the package names and later ones in a folder."""
        for each in self.package.value.get("sellos", ()):
            cut, folder = each["corte"], self.data / _CUTS / each["corte"]
            sums = self.disk.file(folder / SUMS)
            if sums is None:
                self._say(Kind.SEAL_FILE_MISSING, Place(self.disk.name(folder / SUMS)), cut=cut, name=SUMS)
            elif tagged(sums.read_bytes()) != each["hash"]:
                self.disk.report(Kind.SEAL_FILE_CHANGED, sums, cut=cut, name=SUMS)
            yield from self._seal(folder)
        for folder in self.disk.folders(self.data / SEALS):
            yield from self._seal(folder)
        register = self.disk.file(self.data / REGISTER)
        if register and (lines := register.read_bytes()):
            yield REGISTER, lines

    def _seal(self, folder: Path) -> Iterator[tuple[str, bytes]]:
        for path in self.disk.files(folder):
            yield f"{SEALS}/{folder.name}/{path.name}", path.read_bytes()


def _read_table(file: str, data: bytes) -> tuple[RawTable | None, list[Problem]]:
    return read_csv(Path(file).stem, file, data)


def _without_mark(table: RawTable) -> RawTable:
    """Returns the table without its last column, if that column only marks the plan as invented."""
    if table.header[-1] != INVENTED.name or any(row.cells[-1] != "true" for row in table.rows):
        return table
    rows = tuple(replace(row, cells=row.cells[:-1]) for row in table.rows)
    return replace(table, header=table.header[:-1], rows=rows)


def _texts(stated: Iterable[Mapping[str, Any]]) -> Files:
    """Returns the files of the plan's texts and their translations, each named after its title."""
    files: Files = {}
    for number, each in enumerate(stated, 1):
        name = first_words(each.get("titulo", "")) or "texto"
        name = f"{name}-{number}" if f"{TEXTS}/{name}.md" in files else name
        languages = {key: found[1] for key in each if (found := _TRANSLATION.fullmatch(key))}
        apart = ("texto", *languages, *(f"titulo_{language}" for language in languages.values()))
        front = {key: value for key, value in each.items() if key not in apart}
        files[f"{TEXTS}/{name}.md"] = write_document(front, each["texto"])
        for key, language in languages.items():
            title = each.get(f"titulo_{language}") or each.get("titulo", "")
            files[f"{TEXTS}/{language}/{name}.md"] = write_document({"titulo": title}, each[key])
    return files


def _cell(table: RawTable, row: Row, column: str) -> str:
    return row.cells[table.header.index(column)] if column in table.header else ""


def _document(table: RawTable, row: Row) -> dict[str, Any]:
    """Returns a row of the table of documents as an entry of the manifest of its folder."""
    lists = {each.name for each in table_schema(TableName.EVIDENCE).columns if each.type == "list"}
    stated: dict[str, Any] = {}
    for column, cell in zip(table.header, row.cells, strict=True):
        if cell and column not in ("carpeta", BEARING.name):
            value = cell.split(";") if column in lists else cell
            stated[manifest_key(column)] = int(cell) if column == "bytes" and cell.isdecimal() else value
    return stated
