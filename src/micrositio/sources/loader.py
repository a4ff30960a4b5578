"""Disk → Sources: the content of a site's folder.

Every file is read, named or refused; only files left by operating systems and office programs are skipped without a
problem.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from stat import S_ISDIR

from micrositio.formats.characters import read_text
from micrositio.formats.csv_table import RawTable, read_csv
from micrositio.formats.geojson import read_geojson
from micrositio.formats.json_document import read_json
from micrositio.formats.markdown_document import Document, read_document
from micrositio.formats.web_address import is_rooted
from micrositio.formats.yaml_document import Marked, read_yaml
from micrositio.model.dates import parse_day
from micrositio.model.locations import SHAPES
from micrositio.model.plan import PdfReport
from micrositio.model.settings import SITE_FILE, writing_of
from micrositio.model.text import SOURCE_LANGUAGE, Writing
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.progress.seal_register import REGISTER
from micrositio.sources.disk import MAXIMUM_DOCUMENT, Disk
from micrositio.sources.tree import AddressBook, EvidenceFile, EvidenceFolder, PlanSource, SealFolder, Sources

MOVES_FILE = "content/direcciones.yaml"
ADDRESSES_FILE = "content/direcciones.txt"
SYNONYMS_FILE = "content/sinonimos.yaml"
EXCEPTIONS_FILE = "content/excepciones.yaml"
DESCRIPTOR = "datapackage.yaml"
PACKAGE = "datapackage.json"
"""Name of the descriptor of a published plan.

A folder of `data/` that has this file and no descriptor of its own is not a source.
"""
SEALS = "sellos"
EVIDENCE = "evidencias"
NEWS = "novedades"
TEXTS = "textos"
CATALOGUES = "idiomas"
_CODE = re.compile("[a-z]{2,3}")
_HEAD = 4096
_DEEPEST = 4
"""Folders within folders of a plan below which nothing is a source."""
_PDF = b"%PDF-"
_REPORT = re.compile(r"informe(?:-(\d{4}-\d{2}-\d{2}))?\.pdf")
"""Name of the plan's report: with the last day on which its data changed, if known."""


def load(root: Path) -> tuple[Sources, list[Problem]]:
    """Returns everything in the site's folder `root`, with the problems of reading it."""
    disk = Disk(root)
    languages = _languages(root / "content")
    site = _yaml(disk, root / SITE_FILE)
    disk.writing = writing_of(site.value if site else None)
    catalogues = _catalogues(disk, root / "content" / CATALOGUES)
    disk.languages = repr((disk.writing, catalogues))
    sources = Sources(
        root=root,
        site=replace(site, writing=disk.writing) if site else None,
        pages=_translated(disk, root / "content", languages, NEWS, CATALOGUES),
        news=_translated(disk, root / "content", languages, below=NEWS),
        addresses=_addresses(disk, root),
        plans={path.name: _plan(disk, path) for path in disk.folders(root / "data")},
        catalogues=catalogues,
        synonyms=_yaml(disk, root / SYNONYMS_FILE),
        exceptions=_yaml(disk, root / EXCEPTIONS_FILE),
    )
    return sources, disk.problems


def writing_in(root: Path) -> Writing:
    """Returns how the site in the folder `root` keys its texts: in Spanish where its settings cannot be read."""
    site = _yaml(Disk(root), root / SITE_FILE)
    return writing_of(site.value if site else None)


def _yaml(disk: Disk, path: Path) -> Marked | None:
    found = disk.read(path, read_yaml) if disk.file(path) else None
    return replace(found, writing=disk.writing) if found else None


def _written(disk: Disk, document: Document) -> Document:
    """Returns the document with the keys of the site's texts."""
    return replace(document, front=replace(document.front, writing=disk.writing), writing=disk.writing)


def _documents(disk: Disk, folder: Path, *folders: str) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for path in disk.files(folder, *folders):
        if path.suffix == ".md":
            document = disk.read(path, read_document)
            found |= {path.stem: _written(disk, document)} if document else {}
        elif disk.name(path) not in (SITE_FILE, MOVES_FILE, ADDRESSES_FILE, SYNONYMS_FILE, EXCEPTIONS_FILE):
            disk.report(Kind.FILE_UNEXPECTED, path)
    return found


def _languages(folder: Path) -> tuple[str, ...]:
    """Returns the languages that have a folder of translations in a folder of texts."""
    found = (path for path in folder.iterdir() if _CODE.fullmatch(path.name)) if _is_own(folder) else ()
    return tuple(sorted(path.name for path in found if _is_own(path)))


def _is_own(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink()


def _catalogues(disk: Disk, folder: Path) -> dict[str, bytes]:
    """Returns the interface translations in the site's folder, by language; Spanish, the source language, has none."""
    found: dict[str, bytes] = {}
    for path in disk.files(folder):
        if path.suffix == ".po" and _CODE.fullmatch(path.stem) and path.stem != SOURCE_LANGUAGE:
            text = disk.read(path, read_text)
            found[path.stem] = (text or "").encode()
        else:
            disk.report(Kind.FILE_UNEXPECTED, path)
    return found


def _translated(
    disk: Disk, folder: Path, languages: tuple[str, ...], *folders: str, below: str = ""
) -> dict[str, Document]:
    """Returns the texts of a folder, or of one `below` it, with their translations from each language's folder."""
    found = _documents(disk, folder / below, *folders, *(() if below else languages))
    others = {language: _documents(disk, folder / language / below, *folders) for language in languages}
    for language, documents in others.items():
        for slug, document in documents.items():
            if slug in found:
                found[slug] = replace(found[slug], translations={**found[slug].translations, language: document})
            else:
                disk.problems.append(problem(Kind.TRANSLATION_ALONE, Place(document.file), page=slug))
    return found


def _addresses(disk: Disk, root: Path) -> AddressBook:
    path = root / ADDRESSES_FILE
    listed = disk.read(path, _lines) if disk.file(path) else None
    return AddressBook(ADDRESSES_FILE, listed or (), _yaml(disk, root / MOVES_FILE))


def _lines(file: str, data: bytes) -> tuple[tuple[str, ...] | None, list[Problem]]:
    text, problems = read_text(file, data)
    if text is None:
        return None, problems
    lines = tuple(line.strip() for line in text.removesuffix("\n").split("\n"))
    problems += [
        problem(Kind.ADDRESS_FORM, Place(file, number), line=line)
        for number, line in enumerate(lines, 1)
        if line and not is_rooted(line)
    ]
    return (None if problems else lines), problems


def _plan(disk: Disk, folder: Path) -> PlanSource:
    if (folder / PACKAGE).is_file() and not (folder / DESCRIPTOR).is_file():
        disk.report(Kind.PLAN_PUBLISHED, folder / PACKAGE, plan=folder.name)
        return PlanSource(folder.name, disk.name(folder), None, {}, {}, (), (), (), _digest(disk, folder))
    files = list(disk.files(folder, TEXTS, EVIDENCE, SEALS))
    reports = [path for path in files if _REPORT.fullmatch(path.name)]
    for path in files:
        if (
            path not in reports[-1:]
            and path.name not in (DESCRIPTOR, REGISTER, SHAPES)
            and path.suffix not in (".csv", ".json")
        ):
            disk.report(Kind.FILE_UNEXPECTED, path)
    return PlanSource(
        id=folder.name,
        folder=disk.name(folder),
        descriptor=_yaml(disk, folder / DESCRIPTOR),
        tables={path.name: disk.read(path, _table) for path in _with_suffix(files, ".csv")},
        schemas={path.name: disk.read(path, read_json) for path in _with_suffix(files, ".json")},
        texts=tuple(_translated(disk, folder / TEXTS, _languages(folder / TEXTS)).values()),
        evidence=tuple(_evidence(disk, path) for path in disk.folders(folder / EVIDENCE)),
        seals=tuple(_seal(disk, path) for path in disk.folders(folder / SEALS)),
        report=_report(disk, reports[-1]) if reports else None,
        writing=disk.writing,
        register=next((disk.content(path) for path in files if path.name == REGISTER), None),
        shapes=next((disk.read(path, read_geojson) for path in files if path.name == SHAPES), None),
        has_shapes=any(path.name == SHAPES for path in files),
        digest=_digest(disk, folder),  # of all that has been read by now
    )


def _report(disk: Disk, path: Path) -> PdfReport | None:
    """Returns the plan's report in PDF, with the day of its data from its name; None, with a problem, if not valid."""
    named = _REPORT.fullmatch(path.name)
    if not disk.fits(path, MAXIMUM_DOCUMENT):
        return None
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


def _table(file: str, data: bytes) -> tuple[RawTable | None, list[Problem]]:
    return read_csv(Path(file).stem, file, data)


def _with_suffix(paths: Iterable[Path], suffix: str) -> Iterator[Path]:
    return (path for path in paths if path.suffix == suffix)


def _evidence(disk: Disk, folder: Path) -> EvidenceFolder:
    files = {path.name: _evidence_file(disk, path) for path in disk.files(folder) if path.name != DESCRIPTOR}
    manifest = _yaml(disk, folder / DESCRIPTOR)
    if manifest is None and not (folder / DESCRIPTOR).is_file():
        disk.report(Kind.EVIDENCE_FOLDER, folder)
    return EvidenceFolder(folder.parents[1].name, folder.name, disk.name(folder), folder, manifest, files)


def _seal(disk: Disk, folder: Path) -> SealFolder:
    files = {path.name: data for path in disk.files(folder) if (data := disk.content(path)) is not None}
    return SealFolder(folder.name, disk.name(folder), files)


def _evidence_file(disk: Disk, path: Path) -> EvidenceFile:
    """Returns what is known of a document; one that is too large is not read."""
    name, size = disk.name(path), path.stat().st_size
    if not disk.fits(path, MAXIMUM_DOCUMENT):
        return EvidenceFile(name, path, b"", size, "")
    with path.open("rb") as source:
        head = source.read(_HEAD)
        source.seek(0)
        sha256 = disk.sums[path] = hashlib.file_digest(source, "sha256").hexdigest()
    return EvidenceFile(name, path, head, size, sha256)


def _digest(disk: Disk, folder: Path) -> str:
    """Returns a digest of the site's languages and of all that a plan's folder holds.

    Of a file that was not read whole, its size and time stand for its bytes.
    """
    total = hashlib.sha256(disk.languages.encode())
    for path in sorted(_below(folder, _DEEPEST)):
        stat = path.lstat()
        state = "" if S_ISDIR(stat.st_mode) else disk.sums.get(path, f"{stat.st_size} {stat.st_mtime_ns}")
        total.update(os.fsencode(path.relative_to(folder)) + f"\0{state}\n".encode())
    return total.hexdigest()


def _below(folder: Path, depth: int) -> Iterator[Path]:
    """Yields what is in a folder and, so many folders down, in those within it, but for links."""
    for path in folder.iterdir():
        yield path
        if depth and path.is_dir() and not path.is_symlink():
            yield from _below(path, depth - 1)
