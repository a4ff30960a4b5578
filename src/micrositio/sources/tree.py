"""The files on disk, read once: bytes, texts and rows, each with its place; later stages use only these values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from micrositio.formats.csv_table import RawTable
from micrositio.formats.geojson import Shapes
from micrositio.formats.markdown_document import Document
from micrositio.formats.yaml_document import Marked
from micrositio.model.plan import PdfReport
from micrositio.model.text import Writing

_MANIFEST_KEYS: Mapping[str, str] = {"id": "name", "titulo": "title", "archivo": "path"}
"""Columns of the table `evidencias` that have another name in a manifest, as in Data Package."""
_COLUMNS: Mapping[str, str] = {key: column for column, key in _MANIFEST_KEYS.items()}

LOST = "perdido"
"""Key of a manifest that marks a document whose file is lost: no copy is kept any more."""


def manifest_key(column: str) -> str:
    """Returns the key of a manifest for a column of the table `evidencias`, in the same language."""
    return _renamed(column, _MANIFEST_KEYS)


def evidence_column(key: str) -> str:
    """Returns the column of the table `evidencias` for a key of a manifest, in the same language."""
    return _renamed(key, _COLUMNS)


def _renamed(name: str, names: Mapping[str, str]) -> str:
    stem, mark, language = name.partition("_")
    return names.get(stem, stem) + mark + language


@dataclass(frozen=True)
class EvidenceFile:
    """A file of an evidence folder: its name, path, size in bytes, SHA-256 ("" if it is too large to read) and head."""

    file: str
    path: Path
    head: bytes
    bytes: int
    sha256: str


@dataclass(frozen=True)
class EvidenceFolder:
    """An evidence folder of a plan: its manifest (None if missing or unreadable) and its files by name."""

    plan: str
    name: str
    folder: str
    path: Path
    manifest: Marked | None
    files: Mapping[str, EvidenceFile]


@dataclass(frozen=True)
class SealFolder:
    """The folder of a sealed cut: its files by name, byte for byte."""

    cut: str
    folder: str
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class PlanSource:
    """A plan's folder. `tables` and `schemas` hold every CSV and JSON by file name, None where it could not be read.

    `register` is the register of the seals, byte for byte, None if there is no such file; `digest` changes when any
    file of the folder does. `shapes` are those of the GeoJSON file of the places (None if it
    is faulty or there is none: `has_shapes`).
    """

    id: str
    folder: str
    descriptor: Marked | None
    tables: Mapping[str, RawTable | None]
    schemas: Mapping[str, Marked | None]
    texts: tuple[Document, ...]
    evidence: tuple[EvidenceFolder, ...]
    seals: tuple[SealFolder, ...]
    digest: str
    report: PdfReport | None = None
    writing: Writing = Writing()
    register: bytes | None = None
    shapes: Shapes | None = None
    has_shapes: bool = False


@dataclass(frozen=True)
class AddressBook:
    """The addresses that the site has had, line by line, the file that lists them, and the file of moves."""

    file: str
    listed: tuple[str, ...]
    moves: Marked | None


@dataclass(frozen=True)
class Sources:
    """A site's folder. `plans` holds every folder of `data/`, listed in `sitio.yaml` or not."""

    root: Path
    site: Marked | None
    pages: Mapping[str, Document]
    news: Mapping[str, Document]
    addresses: AddressBook
    plans: Mapping[str, PlanSource]
    catalogues: Mapping[str, bytes] = field(default_factory=dict)
    """The site's own translations of the interface, by language: .po files, not yet read."""
    synonyms: Marked | None = None
    """The site's own words for the search, None if it has no such file."""
    exceptions: Marked | None = None
    """The personal data that the site publishes on purpose, None if it has no such file."""
