"""Disk → Sources: the only reader of a site's content.

Everything it finds is read, named or refused; nothing is skipped in silence but what operating systems and office
programs leave behind.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from micrositio.formats.checksums import SUMS, tagged
from micrositio.formats.csv_table import RawTable, read_csv
from micrositio.formats.json_document import read_json
from micrositio.formats.markdown_document import Document, read_document
from micrositio.formats.yaml_document import Marked, read_yaml
from micrositio.model.dates import parse_day
from micrositio.model.plan import PdfReport
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.sources import published as rescue
from micrositio.sources.tree import AddressBook, EvidenceFile, EvidenceFolder, PlanSource, SealFolder, Sources

SITE_FILE = "content/sitio.yaml"
MOVES_FILE = "content/direcciones.yaml"
ADDRESSES_FILE = "content/direcciones.txt"
DESCRIPTOR = "datapackage.yaml"
SEALS = "sellos"
EVIDENCE = "evidencias"
NEWS = "novedades"
TEXTS = "textos"
_LEFT_BEHIND = ("~$", ".~lock", ".", "Thumbs.db", "desktop.ini", "Icon\r")
_HEAD = 4096
_PDF = b"%PDF-"
_REPORT = re.compile(r"informe(?:-(\d{4}-\d{2}-\d{2}))?\.pdf")
"""How the plan's report is called: with the last day on which its data changed, where that is known."""
T = TypeVar("T")


class _Disk:
    """Reads below `root`, collecting problems; files come in name order, links are refused."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def report(self, kind: Kind, path: Path, **details: object) -> None:
        self.problems.append(problem(kind, Place(self.name(path)), **details))

    def entries(self, folder: Path) -> Iterator[Path]:
        if not folder.is_dir():
            return
        for path in sorted(folder.iterdir(), key=lambda p: p.name):
            if path.is_symlink():
                self.report(Kind.FILE_SYMLINK, path)
            elif not (path.is_file() or path.is_dir()):
                self.report(Kind.FILE_UNEXPECTED, path)
            elif not path.name.startswith(_LEFT_BEHIND):
                yield path

    def files(self, folder: Path, *folders: str) -> Iterator[Path]:
        """The files of `folder`, where no other folders than `folders` should be."""
        for path in self.entries(folder):
            if path.is_file():
                yield path
            elif path.name not in folders:
                self.report(Kind.FILE_UNEXPECTED, path)

    def folders(self, folder: Path) -> Iterator[Path]:
        """The folders of `folder`, where no files should be."""
        for path in self.entries(folder):
            if path.is_dir():
                yield path
            else:
                self.report(Kind.FILE_UNEXPECTED, path)

    def read(self, path: Path, parse: Callable[[str, bytes], tuple[T | None, list[Problem]]]) -> T | None:
        value, problems = _parsed(parse, self.name(path), path.read_bytes())
        self.problems += problems
        return value

    def yaml(self, path: Path) -> Marked | None:
        return self.read(path, read_yaml) if path.is_file() and not path.is_symlink() else None

    def documents(self, folder: Path, *folders: str) -> dict[str, Document]:
        found: dict[str, Document] = {}
        for path in self.files(folder, *folders):
            if path.suffix == ".md":
                document = self.read(path, read_document)
                found |= {path.stem: document} if document else {}
            elif self.name(path) not in (SITE_FILE, MOVES_FILE, ADDRESSES_FILE):
                self.report(Kind.FILE_UNEXPECTED, path)
        return found


@lru_cache(maxsize=512)
def _parsed(
    parse: Callable[[str, bytes], tuple[T | None, list[Problem]]], file: str, data: bytes
) -> tuple[T | None, tuple[Problem, ...]]:
    """What `parse` makes of a file: kept by content, so that a preview reads again only what changed."""
    value, problems = parse(file, data)
    return value, tuple(problems)


def load(root: Path) -> tuple[Sources, list[Problem]]:
    """Everything in the site's folder `root`, with the problems of reading it."""
    disk = _Disk(root)
    languages = _languages(root / "content")
    sources = Sources(
        root=root,
        site=disk.yaml(root / SITE_FILE),
        pages=_translated(disk, root / "content", languages, NEWS),
        news=_translated(disk, root / "content", languages, below=NEWS),
        addresses=_addresses(disk, root),
        plans={path.name: _plan(disk, path) for path in disk.folders(root / "data")},
    )
    return sources, disk.problems


def _languages(folder: Path) -> tuple[str, ...]:
    """The languages that have a folder of translations in a folder of texts."""
    found = folder.glob("[a-z][a-z]") if folder.is_dir() else ()
    return tuple(sorted(path.name for path in found if path.is_dir() and not path.is_symlink()))


def _translated(
    disk: _Disk, folder: Path, languages: tuple[str, ...], *folders: str, below: str = ""
) -> dict[str, Document]:
    """The texts of a folder, or of one `below` it, with their translations: those in its folder for each language."""
    found = disk.documents(folder / below, *folders, *(() if below else languages))
    others = {language: disk.documents(folder / language / below, *folders) for language in languages}
    for language, documents in others.items():
        for slug, document in documents.items():
            if slug in found:
                found[slug] = replace(found[slug], translations={**found[slug].translations, language: document})
            else:
                disk.problems.append(problem(Kind.TRANSLATION_ALONE, Place(document.file), page=slug))
    return found


def _addresses(disk: _Disk, root: Path) -> AddressBook:
    path = root / ADDRESSES_FILE
    listed = disk.read(path, _lines) if path.is_file() and not path.is_symlink() else None
    return AddressBook(ADDRESSES_FILE, listed or (), disk.yaml(root / MOVES_FILE))


def _lines(file: str, data: bytes) -> tuple[tuple[str, ...] | None, list[Problem]]:
    try:
        return tuple(data.decode("utf-8-sig").splitlines()), []
    except UnicodeDecodeError as error:
        return None, [problem(Kind.TEXT_ENCODING, Place(file, data[: error.start].count(b"\n") + 1))]


def _plan(disk: _Disk, folder: Path) -> PlanSource:
    if (folder / rescue.PACKAGE).is_file() and not (folder / DESCRIPTOR).is_file():
        return _published_plan(disk, folder)
    files = list(disk.files(folder, TEXTS, EVIDENCE, SEALS))
    reports = [path for path in files if _REPORT.fullmatch(path.name)]
    for path in files:
        if path not in reports[-1:] and path.name != DESCRIPTOR and path.suffix not in (".csv", ".json"):
            disk.report(Kind.FILE_UNEXPECTED, path)
    return PlanSource(
        id=folder.name,
        folder=disk.name(folder),
        descriptor=disk.yaml(folder / DESCRIPTOR),
        tables={path.name: disk.read(path, _table) for path in _with_suffix(files, ".csv")},
        schemas={path.name: path.read_bytes() for path in _with_suffix(files, ".json")},
        texts=tuple(_translated(disk, folder / TEXTS, _languages(folder / TEXTS)).values()),
        evidence=tuple(_evidence(disk, path) for path in disk.folders(folder / EVIDENCE)),
        seals=tuple(_seal(disk, path) for path in disk.folders(folder / SEALS)),
        digest=_digest(folder),
        report=_report(disk, reports[-1]) if reports else None,
    )


def _report(disk: _Disk, path: Path) -> PdfReport | None:
    """The plan's report in PDF; its name tells the day of its data."""
    named = _REPORT.fullmatch(path.name)
    try:
        day = parse_day(named[1]) if named and named[1] else None
        if _start(path) == _PDF:
            return PdfReport(path, path.stat().st_size, day)
    except ValueError:  # a day that does not exist
        pass
    disk.report(Kind.FILE_UNEXPECTED, path)
    return None


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_PDF))


def _published_plan(disk: _Disk, folder: Path) -> PlanSource:
    """The plan in a folder that a site published; its pages and other formats, which are made anew, are left aside."""
    files = [path for path in disk.entries(folder) if path.is_file()]
    for path in files:
        if not (path.name.endswith(rescue.SUFFIXES) or path.name == SUMS):
            disk.report(Kind.FILE_UNEXPECTED, path)
    package = disk.read(folder / rescue.PACKAGE, read_json)
    parts, problems = rescue.package_parts(package) if package else (None, [])
    disk.problems += problems
    return PlanSource(
        id=folder.name,
        folder=disk.name(folder),
        descriptor=parts.descriptor if parts else None,
        tables=_published_tables(disk, folder, files, parts) if parts else {},
        schemas={},
        texts=parts.texts if parts else (),
        evidence=tuple(_published_evidence(disk, folder, parts)) if parts else (),
        seals=tuple(_published_seals(disk, folder, parts)) if parts else (),
        digest=_digest(folder),
    )


def _published_tables(
    disk: _Disk, folder: Path, files: Iterable[Path], parts: rescue.Rescued
) -> dict[str, RawTable | None]:
    given = {path.name: path for path in _with_suffix(files, ".csv") if path.name not in parts.made}
    disk.problems += rescue.altered(parts.hashes, {name: tagged(path.read_bytes()) for name, path in given.items()})
    found = {name: _published_table(disk, path, parts) for name, path in given.items() if name != parts.evidence}
    return found | {f"{name}.csv": rescue.header_only(disk.name(folder), name) for name in parts.empty}


def _published_table(disk: _Disk, path: Path, parts: rescue.Rescued) -> RawTable | None:
    table = disk.read(path, _table)
    return rescue.without_mark(table) if table and parts.invented else table


def _published_evidence(disk: _Disk, folder: Path, parts: rescue.Rescued) -> Iterator[EvidenceFolder]:
    """The evidence that the published table tells, with the documents that lie where the site published them."""
    place = folder / EVIDENCE
    found = {path.name: _published_documents(disk, path) for path in disk.entries(place) if path.is_dir()}
    path = folder / parts.evidence
    table = _published_table(disk, path, parts) if parts.evidence and path.is_file() else None
    folders = list(rescue.evidence_folders(folder.name, table, place, found)) if table else []
    known = {each["name"] for each in rescue.resources(folders)}
    for name in found.keys() - known:
        disk.report(Kind.FILE_UNEXPECTED, place / name)
    yield from folders


def _published_documents(disk: _Disk, folder: Path) -> dict[str, EvidenceFile]:
    """The documents of an evidence id, where the site publishes them or where its archive of everything keeps them."""
    files = (*disk.files(folder, rescue.DOCUMENT), *disk.files(folder / rescue.DOCUMENT))
    return {path.name: _evidence_file(disk, path) for path in files if path.suffix != ".html"}


def _published_seals(disk: _Disk, folder: Path, parts: rescue.Rescued) -> Iterator[SealFolder]:
    """The seals that the package names, and those made since in the folder of seals."""
    for cut, stated in parts.seals.items():
        seal = _seal(disk, folder / rescue.CUTS / cut)
        if SUMS in seal.files and tagged(seal.files[SUMS]) != stated:
            disk.report(Kind.SEAL_FILE_CHANGED, folder / rescue.CUTS / cut / SUMS, cut=cut, name=SUMS)
        yield seal
    yield from (_seal(disk, path) for path in disk.folders(folder / SEALS))


def _table(file: str, data: bytes) -> tuple[RawTable | None, list[Problem]]:
    return read_csv(Path(file).stem, file, data)


def _with_suffix(paths: Iterable[Path], suffix: str) -> Iterator[Path]:
    return (path for path in paths if path.suffix == suffix)


def _evidence(disk: _Disk, folder: Path) -> EvidenceFolder:
    files = {path.name: _evidence_file(disk, path) for path in disk.files(folder) if path.name != DESCRIPTOR}
    manifest = disk.yaml(folder / DESCRIPTOR)
    if manifest is None and not (folder / DESCRIPTOR).is_file():
        disk.report(Kind.EVIDENCE_FOLDER, folder)
    return EvidenceFolder(folder.parents[1].name, folder.name, disk.name(folder), folder, manifest, files)


def _seal(disk: _Disk, folder: Path) -> SealFolder:
    return SealFolder(folder.name, disk.name(folder), {path.name: path.read_bytes() for path in disk.files(folder)})


def _evidence_file(disk: _Disk, path: Path) -> EvidenceFile:
    with path.open("rb") as source:
        head = source.read(_HEAD)
        source.seek(0)
        sha256 = hashlib.file_digest(source, "sha256").hexdigest()
    return EvidenceFile(disk.name(path), path, head, path.stat().st_size, sha256)


def _digest(folder: Path) -> str:
    """A digest of every file's name, size and time: what a preview needs to know whether to read again."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        stat = path.lstat()
        total.update(os.fsencode(path.relative_to(folder)) + f"\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return total.hexdigest()
