"""A plan's folder as the site published it → the sources it was made of, so that our own loader reads it back.

The package says again what the plan's descriptor, texts and seals said; the table of documents, what their manifests
did. Tables that are made from others and every other format are left aside: they are made anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from micrositio.formats.csv_table import RawTable, Row
from micrositio.formats.markdown_document import Document, unsafe_parts
from micrositio.formats.yaml_document import Marked
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.profile.json_schema import descriptor_problems
from micrositio.profile.plan_descriptor import TRANSLATED
from micrositio.profile.plan_tables import INVENTED_FIELD
from micrositio.profile.schemas import (
    DERIVED,
    MADE_FROM,
    PUBLISHED_ONLY,
    descriptor_schema,
    standard_tables,
    table_schema,
)
from micrositio.progress.states import NOT_BEGUN
from micrositio.sources.tree import MANIFEST_KEYS, EvidenceFile, EvidenceFolder

PACKAGE = "datapackage.json"
CUTS = "cortes"
DOCUMENT = "archivo"
SUFFIXES = tuple(".csv .db .html .json .jsonl .jsonld .ods .parquet .sqlite .txt .xlsx .xml .zip".split())
"""How the files end that a site publishes in the folder of its tables; only the tables are read back."""
_INVENTED = str(INVENTED_FIELD["name"])
_WORDS = ("title", "title_en", "description", "description_en")
_FORMAT = "csv"
_TRANSLATION = re.compile(rf"{TRANSLATED}([a-z]{{2}})")

Documents = Mapping[str, Mapping[str, EvidenceFile]]
"""The documents that lie beside the tables: by evidence id, then by file name."""


class Rescued(NamedTuple):
    """What a published package says: the plan's descriptor and texts, and the hash of each seal by cut.

    `hashes` holds that of each table by path, with the place where it is said; `evidence` is the path of the table of
    documents ("" for none), `made` are those of the tables that were made from others. `empty` names the tables that a
    plan in preparation must have and had without rows: those are not published.
    """

    descriptor: Marked
    texts: tuple[Document, ...]
    seals: Mapping[str, str]
    hashes: Mapping[str, tuple[str, Place]]
    evidence: str
    made: frozenset[str]
    invented: bool
    empty: tuple[str, ...]


def package_parts(package: Marked) -> tuple[Rescued | None, list[Problem]]:
    """The parts of a published package, or None and what keeps it from being one."""
    problems = list(descriptor_problems(package, "paquete"))
    if problems:
        return None, problems
    value = package.value
    tables = [(number, each) for number, each in enumerate(value["resources"]) if each.get("format") == _FORMAT]
    given = [(number, each) for number, each in tables if each["name"] not in DERIVED and not _is_made(each)]
    empty = _empty_tables(value.get("estado"), {each["name"] for _, each in given})
    texts = tuple(_text(package, number) for number in range(len(value.get("textos", ()))))
    parts = Rescued(
        descriptor=_descriptor(package, given, empty),
        texts=texts,
        seals={each["corte"]: each["hash"] for each in value.get("sellos", ())},
        hashes={e["path"]: (e["hash"], package.place("resources", n, "hash")) for n, e in tables if "hash" in e},
        evidence=next((each["path"] for _, each in tables if each["name"] == TableName.EVIDENCE), ""),
        made=frozenset(each["path"] for _, each in tables if _is_made(each)),
        invented=value.get("demostracion") is True,
        empty=empty,
    )
    return parts, [each for text in texts for version in _versions(text) for each in unsafe_parts(version)]


def _is_made(resource: Mapping[str, Any]) -> bool:
    """Whether the table is made from the plan, or is another form of one of its tables."""
    return resource["name"] in PUBLISHED_ONLY or MADE_FROM in resource


Given = list[tuple[int, Mapping[str, Any]]]
"""The resources that were given to the plan, with their number in the package."""


def _descriptor(package: Marked, given: Given, empty: tuple[str, ...]) -> Marked:
    """The plan's own descriptor: without what publishing added, each part at the place it has in the package."""
    own = descriptor_schema("plan")["properties"]
    added = {*(descriptor_schema("paquete")["properties"].keys() - own.keys()), *_told_by_tables(given)}
    resources = [_resource(each) for _, each in given]
    resources += [{"name": name, "path": f"{name}.csv"} for name in empty]
    value = {key: part for key, part in package.value.items() if key not in added} | {"resources": resources}
    renumbered = {old: new for new, (old, _) in enumerate(given)}
    marks = {path: mark for path, mark in package.marks.items() if path[:1] != ("resources",) or len(path) == 1}
    for path, mark in package.marks.items():
        if path[:1] == ("resources",) and len(path) > 1 and path[1] in renumbered:
            marks["resources", renumbered[int(path[1])], *path[2:]] = mark
    return Marked(package.file, value, marks)


def _told_by_tables(given: Given) -> tuple[str, ...]:
    """The keys of a published package that say again what one of its tables does."""
    return ("faltantes",) if any(each["name"] == TableName.GAPS for _, each in given) else ()


def _resource(each: Mapping[str, Any]) -> dict[str, Any]:
    """A resource as the plan's descriptor lists it: a table of its own carries its schema."""
    listed = {"name": each["name"], "path": each["path"]}
    if each["name"] in standard_tables():
        return listed
    words = {key: each[key] for key in _WORDS if each.get(key) and (key == "title" or each[key] != each["name"])}
    schema = each.get("schema", {})
    fields = [_own_field(field) for field in schema.get("fields", ()) if field["name"] != _INVENTED]
    return {**listed, "schema": {"name": each["name"], **words, **schema, "fields": fields}}


def _own_field(field: Mapping[str, Any]) -> Mapping[str, Any]:
    """The field without the enum that its categories were repeated in."""
    if "categories" not in field or field["type"] != "string":
        return field
    return {**field, "constraints": {key: value for key, value in field["constraints"].items() if key != "enum"}}


def _empty_tables(state: object, listed: set[str]) -> tuple[str, ...]:
    needed = (name for name in standard_tables() if table_schema(name).get("required") and name not in listed)
    return tuple(needed) if state in NOT_BEGUN else ()


def _text(package: Marked, number: int) -> Document:
    stated = package.value["textos"][number]
    others = {found[1]: key for key in stated if (found := _TRANSLATION.fullmatch(key))}
    front = {key: value for key, value in stated.items() if key != "texto" and key not in others.values()}
    translated = {language: _translation(package, number, language) for language in others}
    return replace(_document_of(package, number, "texto", front), translations=translated)


def _translation(package: Marked, number: int, language: str) -> Document:
    stated = package.value["textos"][number]
    title = stated.get(f"titulo_{language}") or stated.get("titulo", "")
    return _document_of(package, number, f"{TRANSLATED}{language}", {"titulo": title})


def _document_of(package: Marked, number: int, key: str, front: Mapping[str, Any]) -> Document:
    """The text that the package states under a key, with its front matter."""
    here = ("textos", number)
    marks = {path[2:]: mark for path, mark in package.marks.items() if path[:2] == here}
    line = package.place(*here, key).row or 1
    return Document(package.file, Marked(package.file, front, marks), package.value["textos"][number][key], line)


def _versions(text: Document) -> tuple[Document, ...]:
    """The text and its translations."""
    return (text, *text.translations.values())


def header_only(folder: str, name: str) -> RawTable:
    """A table of the profile without rows."""
    header = tuple(field["name"] for field in table_schema(name)["fields"])
    return RawTable(name, f"{folder}/{name}.csv", header, ())


def without_mark(table: RawTable) -> RawTable:
    """The table without its last column, where that only says that the plan is invented."""
    if table.header[-1] != _INVENTED or any(row.cells[-1] != "true" for row in table.rows):
        return table
    rows = tuple(replace(row, cells=row.cells[:-1]) for row in table.rows)
    return replace(table, header=table.header[:-1], rows=rows)


def altered(hashes: Mapping[str, tuple[str, Place]], found: Mapping[str, str]) -> Iterator[Problem]:
    """Tables whose bytes are not those that were published; `found` holds the hash of each file by name."""
    for path, (stated, place) in hashes.items():
        if path in found and found[path] != stated:
            yield problem(Kind.TABLE_ALTERED, place, path=path)


def evidence_folders(plan: str, table: RawTable, path: Path, documents: Documents) -> Iterator[EvidenceFolder]:
    """The evidence folders that the published table was made of, in its order; `documents` are those below `path`."""
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        groups.setdefault(_cell(table, row, "carpeta"), []).append(row)
    for name, rows in groups.items():
        files = {file: found for row in rows for file, found in documents.get(_cell(table, row, "id"), {}).items()}
        yield EvidenceFolder(plan, name, table.file, path, _manifest(table, name, rows), files, published=True)


def _cell(table: RawTable, row: Row, column: str) -> str:
    return row.cells[table.header.index(column)] if column in table.header else ""


def _manifest(table: RawTable, name: str, rows: list[Row]) -> Marked:
    marks: dict[tuple[str | int, ...], tuple[int, int]] = {}
    for number, row in enumerate(rows):
        marks["resources", number] = (row.number, 1)
    resources = [_document(table, row) for row in rows]
    return Marked(table.file, {"name": name, "resources": resources}, marks)


def _document(table: RawTable, row: Row) -> dict[str, Any]:
    lists = {field["name"] for field in table_schema(TableName.EVIDENCE)["fields"] if field["type"] == "list"}
    stated: dict[str, Any] = {}
    for column, cell in zip(table.header, row.cells, strict=True):
        if cell and column != "carpeta":
            value = cell.split(";") if column in lists else cell
            stated[MANIFEST_KEYS.get(column, column)] = int(cell) if column == "bytes" and cell.isdecimal() else value
    return stated


def resources(folders: Iterable[EvidenceFolder]) -> Iterator[Mapping[str, Any]]:
    """The documents that folders read back from a published table list."""
    for folder in folders:
        yield from folder.manifest.value["resources"] if folder.manifest else ()
