"""The gate of personal data on documents: what each holds, what was left in it, and who has looked at the rest.

A document is published byte by byte: nothing is taken out of it here. What was found is kept by its hash.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from micrositio.formats.checksums import sha256
from micrositio.formats.kept import Kept, code_of, key_of
from micrositio.i18n.messages import catalogue
from micrositio.model.plan import ActionPlan
from micrositio.model.text import SOURCE_LANGUAGE
from micrositio.privacy.contacts import plain_words
from micrositio.privacy.detectors import PRIVACY, identifiers, masked
from micrositio.privacy.folding import folded
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.profile.json_schema import descriptor_problems
from micrositio.sources.tree import EvidenceFile, EvidenceFolder, PlanSource, Sources
from micrositio.validation.evidence import is_what_it_says

REVIEWED = ("revisado_por", "revisado_el")
"""The keys of a manifest that say who looked at a document, and when."""
_CODE = (PRIVACY, PRIVACY.parent / "formats" / "documents", Path(__file__))
"""The code that reads documents, and that finds what is personal in them."""
_NAMED = 3
_OF_AN_OFFICE = ("docx", "xlsx", "odt", "ods")
_HASH = re.compile(rb"sha256:([0-9a-f]{64})")
_ = catalogue(SOURCE_LANGUAGE).gettext


class Verdict(NamedTuple):
    """What was found in a document: kinds of data with their masks, traces by name, names, and what cannot be read."""

    people: list[list[str]]
    traces: list[str]
    names: list[str]
    unread: list[str]
    pictures: bool
    is_mute: bool
    form: str


class _Known(NamedTuple):
    """What is known of a plan's documents: the hashes in its seals, the addresses published, names of institutions."""

    sealed: frozenset[str]
    listed: frozenset[str]
    names: frozenset[str]
    invented: bool


def document_problems(sources: Sources, plans: Iterable[ActionPlan], own: Iterable[str], kept: Kept) -> list[Problem]:
    """Returns the problems of what the documents of the plans hold; `own` are the names of who publishes the site."""
    found: list[Problem] = []
    for plan in plans:
        source = sources.plans.get(plan.id)
        if source is None:  # its folder has another name, which is told
            continue
        known = _Known(_sealed(source), frozenset(sources.addresses.listed), _institutions(plan, own), plan.invented)
        found += _plan_problems(source, known, kept)
        if plan.report:
            place = Place(f"{source.folder}/{plan.report.path.name}")
            found += _held(place, _verdict(plan.report.path, sha256(plan.report.path.read_bytes()), kept), known, True)
    return found


def _sealed(source: PlanSource) -> frozenset[str]:
    """Returns the hashes of the documents of sealed cuts."""
    files = (data for seal in source.seals for name, data in seal.files.items() if name == "evidencias.csv")
    return frozenset(each.decode() for data in files for each in _HASH.findall(data))


def _institutions(plan: ActionPlan, own: Iterable[str]) -> frozenset[str]:
    """Returns the names that may stand in a document's properties: those of institutions, which are no persons."""
    names = [plan.government.base, *own]
    names += [name for each in plan.institutions for name in (each.name.base, each.acronym)]
    return frozenset(plain_words(each) for each in names if each)


def _plan_problems(source: PlanSource, known: _Known, kept: Kept) -> Iterator[Problem]:
    before: list[tuple[Place, str]] = []
    for folder, resource, file in _documents(source):
        verdict = _verdict(file.path, file.sha256, kept)
        place = Place(file.file)
        is_settled = _is_settled(folder, resource, file, known)
        yield from _held(place, verdict, known, is_settled)
        if verdict.is_mute:
            yield problem(Kind.DOCUMENT_MUTE, place)
        why = unseen(verdict)
        if why and not all(resource.get(each) for each in REVIEWED):
            if is_settled:
                before.append((place, resource["name"]))
            else:
                yield Problem(place, Kind.DOCUMENT_UNSEEN, {"why": why}, strict=True)
    if before:
        names = ", ".join(name for _place, name in before[:_NAMED]) + (", …" if len(before) > _NAMED else "")
        yield problem(Kind.DOCUMENT_UNSEEN_BEFORE, before[0][0], count=len(before), names=names)


def _documents(source: PlanSource) -> Iterator[tuple[EvidenceFolder, Mapping[str, Any], EvidenceFile]]:
    """Yields the documents that sound manifests list with their hash, with their entries."""
    for folder in source.evidence:
        if folder.manifest is None or any(descriptor_problems(folder.manifest, "evidencias")):
            continue
        for resource in folder.manifest.value["resources"]:
            file = folder.files.get(resource.get("path", ""))
            if file and resource.get("hash") and is_what_it_says(resource["path"], file):
                yield folder, resource, file


def _is_settled(folder: EvidenceFolder, resource: Mapping[str, Any], file: EvidenceFile, known: _Known) -> bool:
    """Returns whether a document is of an invented plan, of a sealed cut, or was published before."""
    address = f"/{folder.plan}/evidencias/{resource['name']}/"
    return known.invented or file.sha256 in known.sealed or address in known.listed


def unseen(verdict: Verdict) -> str:
    """Returns why nothing but a person can say what a document shows, or ""."""
    if verdict.unread:
        return _("no se puede leer ({name})").format(name=verdict.unread[0])
    if verdict.is_mute:
        return _("tiene páginas que son la imagen de un texto")
    return _("tiene imágenes") if verdict.pictures else ""


def _held(place: Place, verdict: Verdict, known: _Known, is_settled: bool) -> Iterator[Problem]:
    from micrositio.formats.documents.contents import Trace

    extension = place.file.rpartition(".")[2].lower()
    if verdict.form not in ("", extension) and extension in _OF_AN_OFFICE:
        yield Problem(place, Kind.EVIDENCE_CONTENT, {"extension": extension}, lenient=is_settled)
    for what, mask in verdict.people:
        yield problem(Kind.DOCUMENT_PERSONAL, place, what=what, masked=mask)
    for each in (Trace[name] for name in verdict.traces):
        kind = Kind.DOCUMENT_TRACE if each.is_removable else Kind.DOCUMENT_TRACE_OWN
        strict = not is_settled and each not in (Trace.OTHER, Trace.PROPERTIES, Trace.FORMULA)
        yield Problem(place, kind, {"what": _(each.words), "path": place.file}, strict=strict)
    if not all(plain_words(each) in known.names for each in verdict.names):
        details = {"what": _(Trace.PROPERTIES.words), "path": place.file}
        yield problem(Kind.DOCUMENT_TRACE, place, **details)


@cache
def _libraries() -> tuple[str, ...]:
    """Returns the versions of the libraries that read documents."""
    return version("pypdf"), version("pillow")


def _verdict(path: Path, digest: str, kept: Kept) -> Verdict:
    """Returns what was found in a document, now or in an earlier build."""
    key = key_of("documento", code_of(*_CODE), *_libraries(), digest, path.suffix)
    known = kept.get(key)
    if known is not None:
        return Verdict(*json.loads(known))
    verdict = read_verdict(path)
    kept.put(key, json.dumps(verdict).encode())
    return verdict


def read_verdict(path: Path) -> Verdict:
    """Returns what is found in a document, read now."""
    from micrositio.formats.documents.opened import open_document  # its libraries take as long as a small build

    contents = open_document(path.name, path.read_bytes())
    people = dict.fromkeys(
        (each.what, masked(each.value)) for text in contents.texts for each in identifiers(folded(text))
    )
    traces = sorted(each.name for each in contents.traces)
    people_found = list(map(list, people))
    return Verdict(
        people_found, traces, contents.names, contents.unread, contents.pictures, contents.is_mute, contents.form
    )
