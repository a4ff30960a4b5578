"""Evidence folders → the evidence table: manifests compared with their files, each document as one row of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from micrositio.formats.checksums import sha256
from micrositio.formats.csv_table import RawTable, Row
from micrositio.formats.file_names import kept_by_windows
from micrositio.formats.kept import Kept
from micrositio.formats.picture import is_picture
from micrositio.model.text import Writing
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.profile.frictionless_adapter import package_faults
from micrositio.profile.json_schema import descriptor_problems
from micrositio.profile.schemas import table_schema, with_languages
from micrositio.sources.tree import LOST, EvidenceFile, EvidenceFolder, evidence_column, manifest_key
from micrositio.validation.frictionless_check import OTHER

_ZIP = b"PK\x03\x04"
SIGNATURES: Mapping[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "xlsx": (_ZIP,),
    "docx": (_ZIP,),
    "odt": (_ZIP,),
    "ods": (_ZIP,),
    "zip": (_ZIP,),
    "mp4": (b"ftyp",),
    "csv": (b"",),
    "txt": (b"",),
}
"""The kinds of files published, by extension, with the bytes with which each may begin; "" where any text is valid."""
_TEXTS = ("csv", "txt")
_NAMED = 3
"""Number of documents without a copy that a warning names."""
_OFFSETS = {"mp4": 4}
_BINARY = tuple(each for extension, each in SIGNATURES.items() if extension not in _TEXTS and extension != "mp4")
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|script|svg)\b", re.IGNORECASE)
"""What a page of the web begins with: a browser may open it as one whatever its extension."""
_TARGETS = ("actividad", "compromiso", "sesion", "paso", "plan")


class Listed(NamedTuple):
    """The table `evidencias` made from the manifests, and the place of each row; `complete` if all could be read.

    `lost` are the ids of the documents whose files are missing.
    """

    table: RawTable
    origins: tuple[Place, ...]
    complete: bool
    lost: frozenset[str]


def evidence_table(folders: tuple[EvidenceFolder, ...], writing: Writing, kept: Kept) -> tuple[Listed, list[Problem]]:
    """Returns the evidence that the folders list, and every problem of their manifests and files.

    The table has the columns of the profile, and those of the other languages of `writing` that a manifest has.
    """
    documents: list[tuple[EvidenceFolder, Mapping[str, Any]]] = []
    origins: list[Place] = []
    problems: list[Problem] = []
    sound: list[EvidenceFolder] = []
    for folder in folders:
        found = list(_folder_problems(folder, kept))
        problems += found
        if folder.manifest is None or any(each.kind in _SHAPE for each in found):
            continue
        sound.append(folder)
        for number, resource in enumerate(folder.manifest.value["resources"]):
            place = folder.manifest.place("resources", number)
            documents.append((folder, resource))
            origins.append(Place(place.file, place.row))
    problems += [*_uncopied(sound), *_unworded(sound)]
    stated = {evidence_column(key) for _folder, resource in documents for key in resource}
    header = with_languages(table_schema(TableName.EVIDENCE), stated, writing).names
    cells = (tuple(_cell(*each, name) for name in header) for each in documents)
    rows = tuple(Row(each.row or 1, each.row or 1, row) for each, row in zip(origins, cells, strict=True))
    lost = frozenset(each["name"] for folder, each in documents if each.get("path", "") not in ("", *folder.files))
    table = RawTable(TableName.EVIDENCE, TableName.EVIDENCE, header, rows)
    return Listed(table, tuple(origins), len(sound) == len(folders), lost), problems


def _uncopied(folders: list[EvidenceFolder]) -> Iterator[Problem]:
    """Yields one problem for the plan, with the documents of which only the address is kept, if there are any."""
    manifests = [folder.manifest for folder in folders if folder.manifest]
    listed = [(each, resource) for each in manifests for resource in each.value["resources"]]
    linked = [(each, resource) for each, resource in listed if "enlace" in resource]
    alone = [(each, resource) for each, resource in linked if not {"path", "copia_archivada"} & resource.keys()]
    if alone:
        names = [resource["name"] for _, resource in alone]
        told = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
        details = {"uncopied": len(alone), "links": len(linked), "names": told}
        yield problem(Kind.EVIDENCE_UNCOPIED, Place(alone[0][0].file), **details)


def _unworded(folders: list[EvidenceFolder]) -> Iterator[Problem]:
    """Yields the pictures without a text alternative: an error if one of an earlier day has it, or else a warning."""
    pictures = [each for folder in folders for each in _pictures(folder)]
    worded = [_told(each) for each, _ in pictures if "alternativo" in each]
    first, other = min((each for each in worded if each[0]), default=("", ""))
    for each, place in pictures:
        if "alternativo" in each:
            continue
        if "" < first < _told(each)[0]:
            yield problem(Kind.ALTERNATIVE_MISSING, place, id=each["name"], other=other)
        else:
            yield problem(Kind.ALTERNATIVE_UNKNOWN, place, id=each["name"])


def _pictures(folder: EvidenceFolder) -> Iterator[tuple[Mapping[str, Any], Place]]:
    """Yields the entry of each document of the folder that is a picture, with its place."""
    assert folder.manifest is not None
    for number, each in enumerate(folder.manifest.value["resources"]):
        if each.get("path") in folder.files and is_picture(each["path"]):
            yield each, folder.manifest.place("resources", number, "name")


def _told(resource: Mapping[str, Any]) -> tuple[str, str]:
    """Returns the day on which a document counts, "" where none is stated, and its id."""
    return str(resource.get("recibida", resource.get("fecha", ""))), resource["name"]


_MOST_TEXT = 20_000_000
"""Bytes up to which a document that is not that of its manifest is read again, for its line ends."""
_OF_VALUES = {Kind.PLAN_NAME, Kind.REFERENCE_UNKNOWN}
_SHAPE = (
    frozenset(kind for kind in Kind if kind.code.startswith("Y") or kind.code == Kind.WEB_ADDRESS.code) - _OF_VALUES
)


def _cell(folder: EvidenceFolder, resource: Mapping[str, Any], column: str) -> str:
    if column == "carpeta":
        return folder.name
    value = resource.get(manifest_key(column), "")
    return ";".join(value) if isinstance(value, list) else str(value)


def _folder_problems(folder: EvidenceFolder, kept: Kept) -> Iterator[Problem]:
    for name, file in folder.files.items():
        yield from _file_problems(name, file)
    if folder.manifest is None:
        return
    shape = list(descriptor_problems(folder.manifest, "evidencias"))
    yield from shape
    if shape:
        return
    manifest = folder.manifest
    if manifest.value["name"] != folder.name:
        details = {"name": manifest.value["name"], "folder": folder.name}
        yield problem(Kind.PLAN_NAME, manifest.place("name"), **details)
    found = [each for number in range(len(manifest.value["resources"])) for each in _resource_problems(folder, number)]
    yield from found
    declared = {resource.get("path") for resource in manifest.value["resources"]}
    for name, file in folder.files.items():
        if name not in declared and file.sha256 and _published_name(name):
            yield problem(Kind.EVIDENCE_UNDECLARED, Place(file.file), file=file.file)
    names = [each["name"] for each in manifest.value["resources"]]
    if len(set(names)) == len(names) and not any(each.is_error for each in found):
        yield from _gate(folder, kept)


def _gate(folder: EvidenceFolder, kept: Kept) -> Iterator[Problem]:
    """Yields the faults that Frictionless finds in the manifest, as a package of plain files.

    It would unpack a zip, however large it is inside; the size and the fingerprint of each file are known already.
    """
    assert folder.manifest is not None
    files = [
        {
            "name": each["name"],
            "path": folder.files[each["path"]].path.relative_to(folder.path).as_posix(),
            "type": "file",
            "bytes": each["bytes"],
            "hash": each["hash"],
        }
        for each in folder.manifest.value["resources"]
        if (file := folder.files.get(each.get("path", ""))) and file.sha256 and file.path.suffix != ".zip"
    ]
    if files and package_faults({"name": folder.name, "resources": files}, folder.path, kept):
        yield problem(Kind.STANDARD, folder.manifest.place(), detail=OTHER)


def _resource_problems(folder: EvidenceFolder, number: int) -> Iterator[Problem]:
    assert folder.manifest is not None
    manifest, resource = folder.manifest, folder.manifest.value["resources"][number]
    name = resource["name"]
    place = manifest.place("resources", number, "name")
    if not any(resource.get(target) for target in _TARGETS):
        yield problem(Kind.EVIDENCE_NOTHING, place, id=name)
    if resource.get("plan", folder.plan) != folder.plan:
        details = {"value": resource["plan"], "where": "planes", "near": folder.plan}
        yield problem(Kind.REFERENCE_UNKNOWN, manifest.place("resources", number, "plan"), **details)
    if "path" not in resource and "enlace" not in resource:
        yield problem(Kind.EVIDENCE_NOWHERE, place, id=name)
    if "enlace" in resource and "consultado" not in resource:
        yield problem(Kind.EVIDENCE_READ_ON, manifest.place("resources", number, "enlace"))
    if "path" in resource:
        yield from _stated_file(folder, number, resource)


def _stated_file(folder: EvidenceFolder, number: int, resource: Mapping[str, Any]) -> Iterator[Problem]:
    assert folder.manifest is not None
    path = resource["path"]

    def place(key: str) -> Place:
        assert folder.manifest is not None
        return folder.manifest.place("resources", number, key)

    if "/" in path or "\\" in path or "://" in path or path.startswith("."):
        yield problem(Kind.PATH_UNSAFE, place("path"), path=path)
        return
    file = folder.files.get(path)
    if file is None:
        known = resource.get(LOST) and "bytes" in resource and "hash" in resource
        yield problem(Kind.EVIDENCE_LOST if known else Kind.EVIDENCE_ABSENT, place("path"), path=path)
        return
    if not file.sha256:
        return
    digest = f"sha256:{file.sha256}"
    if "bytes" not in resource or "hash" not in resource:
        yield problem(Kind.EVIDENCE_INCOMPLETE, place("path"), path=path, bytes=file.bytes, hash=digest)
    if resource.get("hash", digest) != digest and _has_other_line_ends(file, resource["hash"]):
        yield problem(Kind.EVIDENCE_HASH_LINES, place("hash"))
        return
    if resource.get("bytes", file.bytes) != file.bytes:
        yield problem(Kind.EVIDENCE_SIZE, place("bytes"), found=file.bytes, stated=resource["bytes"])
    if resource.get("hash", digest) != digest:
        yield problem(Kind.EVIDENCE_HASH, place("hash"), found=digest)


def is_what_it_says(name: str, file: EvidenceFile) -> bool:
    """Returns whether nothing is wrong with a file by itself: its name, size, extension and first bytes."""
    return not any(_file_problems(name, file))


def _has_other_line_ends(file: EvidenceFile, stated: str) -> bool:
    """Returns whether the stated hash is that of the file with the line ends of the other systems."""
    if file.bytes > _MOST_TEXT:
        return False
    plain = file.path.read_bytes().replace(b"\r\n", b"\n")
    return stated in {f"sha256:{sha256(each)}" for each in (plain, plain.replace(b"\n", b"\r\n"))}


def _file_problems(name: str, file: EvidenceFile) -> Iterator[Problem]:
    place = Place(file.file)
    extension = name.rpartition(".")[2].lower()
    if not _published_name(name):
        yield problem(Kind.FILE_NAME, place)
    elif why := kept_by_windows(name):
        yield problem(Kind.NAME_RESERVED, place, name=name, why=why)
    if not file.head.strip() and file.bytes <= len(file.head):
        yield problem(Kind.EVIDENCE_EMPTY, place)
    elif not file.sha256:  # it was not read
        return
    elif extension not in SIGNATURES:
        yield problem(Kind.EVIDENCE_EXTENSION, place, extension=extension, choices=", ".join(SIGNATURES))
    elif not _agrees(extension, file.head):
        yield problem(Kind.EVIDENCE_CONTENT, place, extension=extension)


def _agrees(extension: str, head: bytes) -> bool:
    """Returns whether a file that begins with `head` may be of the kind of its extension."""
    if extension in _TEXTS:
        return b"\x00" not in head and not any(head.startswith(each) for each in _BINARY) and not _PAGE.match(head)
    return head[_OFFSETS.get(extension, 0) :].startswith(SIGNATURES[extension])


def _published_name(name: str) -> bool:
    return all(character in "abcdefghijklmnopqrstuvwxyz0123456789._-" for character in name)
