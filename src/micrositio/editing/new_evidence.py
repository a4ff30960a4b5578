"""A document for the evidence of a plan: its folder, its name, its entry in the manifest, and the files that change.

The command `evidence add` and whoever else takes in documents use it: it asks nothing and writes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from micrositio.editing.listed import column_of, table_of, with_element
from micrositio.editing.meanings import folded
from micrositio.formats.checksums import sha256
from micrositio.formats.file_names import kept_by_windows
from micrositio.formats.yaml_document import quoted
from micrositio.model.vocabularies import TableName
from micrositio.sources.loader import DESCRIPTOR, EVIDENCE
from micrositio.sources.tree import EvidenceFolder, PlanSource

HEAVY = 5_000_000
"""Bytes from which a document is heavy for a telephone."""
_GENERAL = "general"
"""The folder of the documents that are of no commitment."""
_LONGEST = 60


class NewDocument(NamedTuple):
    """A document to add: its name and bytes ("" and b"" for a link alone), and its entry without name, size and hash.

    `original` is the hash of the document before it was cleaned, or "".
    """

    name: str
    data: bytes
    entry: Mapping[str, str | Sequence[str]]
    original: str = ""


class Added(NamedTuple):
    """The document as added: its key, its folder, and the bytes of each file that changes, by path in the site."""

    id: str
    folder: str
    files: Mapping[str, bytes]


def same_document(source: PlanSource, data: bytes) -> str:
    """Returns the path of the plan's document with the same bytes, or "" if there is none."""
    digest = sha256(data)
    files = (file for folder in source.evidence for file in folder.files.values())
    return next((each.file for each in files if each.sha256 == digest), "")


def added(source: PlanSource, document: NewDocument, inside: str = "") -> Added:
    """Returns the document added to the plan, in the folder `inside` if it is there already.

    Raises `NoRoom` if its manifest cannot take one more entry.
    """
    name = inside or _folder_name(source, document)
    folder = next((each for each in source.evidence if each.name == name), None)
    taken = folder.files.keys() if folder else ()
    file = document.name if inside else _free_file(document.name, taken) if document.name else ""
    ids = {str(each.get("name", "")) for each in _entries(source)}
    key = free(folded(Path(document.name).stem or str(document.entry.get("title", "")))[:_LONGEST].strip("-"), ids)
    home = f"{source.folder}/{EVIDENCE}/{name}"
    manifest = f"{home}/{DESCRIPTOR}"
    before = (folder.path / DESCRIPTOR).read_bytes() if folder and folder.manifest else b""
    text, _line = with_element(manifest, before or _begun(name), list(_lines(key, file, document)))
    files = {f"{home}/{file}": document.data} if file and not inside else {}
    return Added(key, name, {**files, manifest: text})


def commitment_of(source: PlanSource, milestone: str) -> str | None:
    """Returns the commitment of a milestone of the plan, None if it has no such milestone."""
    table = table_of(source, TableName.MILESTONES)
    return dict(zip(column_of(table, "id"), column_of(table, "compromiso"), strict=False)).get(milestone)


def _entries(source: PlanSource) -> Iterator[Mapping[str, Any]]:
    for folder in source.evidence:
        yield from _of(folder)


def _of(folder: EvidenceFolder) -> Iterator[Mapping[str, Any]]:
    resources = folder.manifest.value.get("resources", ()) if folder.manifest else ()
    yield from (each for each in resources or () if isinstance(each, dict))


def declared(source: PlanSource, folder: str) -> set[str]:
    """Returns the names of the files that the manifest of an evidence folder of the plan lists."""
    return {str(entry.get("path", "")) for each in source.evidence if each.name == folder for entry in _of(each)}


def _listed(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else []


def _folder_name(source: PlanSource, document: NewDocument) -> str:
    """Returns the folder with the most documents of the commitment or, without any, one called as the commitment."""
    milestones = _listed(document.entry.get("actividad"))
    own = commitment_of(source, milestones[0]) if milestones else None
    commitment = own or next(iter(_listed(document.entry.get("compromiso"))), "")
    if not commitment:
        return _GENERAL
    count: Counter[str] = Counter()
    for folder in source.evidence:
        named = [each for entry in _of(folder) for each in _listed(entry.get("actividad"))]
        count[folder.name] += sum(commitment_of(source, each) == commitment for each in named)
    best = count.most_common(1)
    return best[0][0] if best and best[0][1] else commitment


def _free_file(name: str, taken: Collection[str]) -> str:
    stem, ending = folded(Path(name).stem)[:_LONGEST].strip("-") or "documento", Path(name).suffix.lower()
    if kept_by_windows(stem):
        stem += "-1"
    used = {each.rpartition(".")[0] for each in taken if each.endswith(ending)}
    return free(stem, used) + ending


def free(name: str, taken: Collection[str]) -> str:
    """Returns the name, with a number if it is taken."""
    name = name or "documento"
    number = 1
    while (made := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return made


def _begun(name: str) -> bytes:
    return f"name: {name}\ntitle: {quoted(name.capitalize())}\nresources:\n".encode()


def _lines(key: str, file: str, document: NewDocument) -> Iterator[str]:
    """Yields the lines of the entry, without their indent."""
    yield f"name: {key}"
    entry = dict(document.entry)
    yield f"title: {quoted(str(entry.pop('title')))}"
    if file:
        yield from (f"path: {quoted(file)}", f"bytes: {len(document.data)}")
        yield f'hash: "sha256:{sha256(document.data)}"'
    if document.original:
        yield f'hash_original: "sha256:{document.original}"'
    for name, value in entry.items():
        if isinstance(value, str):
            yield from [f"{name}: {quoted(value)}"] if value else []
        elif value:
            yield f"{name}: [{', '.join(map(quoted, value))}]"
