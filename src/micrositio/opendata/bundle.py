"""Open data: all the data files that a plan publishes, and the files that hold the whole plan.

All of them are made from the tables and schemas that validation and the pages use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from micrositio.formats.checksums import SUMS, sha256, sums
from micrositio.formats.spool import Keep, Spool
from micrositio.formats.zip_archive import Content, size_of
from micrositio.i18n.bilingual import interface_text
from micrositio.i18n.imprint import Imprint
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Evidence, ReportingPeriod
from micrositio.model.text import Text
from micrositio.opendata.about import LICENCE, README, Edition, bag_info, guide, licence_text, readme
from micrositio.opendata.bag import Kept, bag, kept
from micrositio.opendata.datapackage import (
    evidence_descriptor,
    evidence_resource,
    file_resource,
    package_descriptor,
    table_resources,
    written,
)
from micrositio.opendata.datasets import Dataset, datasets
from micrositio.opendata.datasette import datasette_metadata
from micrositio.opendata.file_formats import BAG, CHECKSUMS, DATASETTE, DESCRIPTOR, PLAN_FORMATS, REGISTRY, PlanFormat
from micrositio.progress.history import CutState
from micrositio.progress.plan_history import PlanHistory
from micrositio.progress.row_changes import last_changes
from micrositio.progress.seal_register import seal_register
from micrositio.progress.seals import cut_files
from micrositio.routes import paths as router
from micrositio.routes.addresses import NO_ADDRESS, Addresses
from micrositio.routes.paths import SitePath

Documents = Mapping[str, Path]
"""Path of each document on disk, by evidence id."""
_NO_DOCUMENTS: Documents = MappingProxyType({})
_NO_IMPRINT = Imprint()


class PlanFile(NamedTuple):
    """A file about the whole plan: its name and title, its use (a message), its media type and its content."""

    name: str
    title: Text
    use: str
    media_type: str
    content: Content

    @property
    def bytes(self) -> int:
        """Size of the file in bytes."""
        return size_of(self.content)

    @property
    def sha256(self) -> str:
        """SHA-256 of the file, in hexadecimal."""
        return sha256(self.content)


@dataclass(frozen=True)
class PlanFiles:
    """The files of a plan's open data.

    `edition` describes all of them; `archives` are the files of each cut by name, oldest first; `datasets` are its
    tables; `files` are those about the whole plan, the one for most readers first; `contents` are all published
    downloads, by address.
    """

    edition: Edition
    archives: tuple[Mapping[str, Content], ...]
    datasets: tuple[Dataset, ...]
    files: tuple[PlanFile, ...]
    contents: Mapping[SitePath, Content]

    @property
    def digest(self) -> str:
        """The name of the list of digests and its SHA-256, which identifies the version of the data."""
        return next(f"SHA-256 ({each.name}): {each.sha256}" for each in self.files if each.name == SUMS)


def plan_files(
    of: PlanHistory,
    documents: Documents = _NO_DOCUMENTS,
    imprint: Imprint = _NO_IMPRINT,
    addresses: Addresses = NO_ADDRESS,
) -> PlanFiles:
    """Returns every file of the plan's data; the contents of `documents`, and of large files, are not in memory."""
    plan, course, keep = of.plan, of.course, Spool()
    archives = tuple(_archive(plan, each.cut, keep) for each in course)
    tables = datasets(plan, course, addresses, keep)
    changed = max(last_changes(plan, (each.table for each in tables)).values(), default=None)
    edition = Edition(plan, imprint, addresses, course[-1].cut if course else None, changed)
    work = _Work(edition, tables, dict(_of_cuts(plan, course, archives)), documents, keep)
    files = {each.name: each for each in work.files()}
    contents = {router.download(plan, name): content for name, content in work.folder(files).items()}
    proof = work.evidence_package()
    return PlanFiles(edition, archives, tables, tuple(files.values()), {**contents, **proof})


def plan_downloads(out: PlanFiles) -> Iterator[tuple[SitePath, Content]]:
    """Yields the files of the plan's data folder, and the descriptor of its documents, by address."""
    yield from out.contents.items()


def _archive(plan: ActionPlan, cut: ReportingPeriod, keep: Keep) -> Mapping[str, Content]:
    """Returns the plan's data as they were at the cut: the files of its seal or else those a seal would hold today."""
    seal = plan.seals.get(cut.id)
    return seal.files if seal else {name: keep(pieces) for name, pieces in cut_files(plan, cut)}


def _of_cuts(
    plan: ActionPlan, course: tuple[CutState, ...], archives: tuple[Mapping[str, Content], ...]
) -> Iterator[tuple[str, Content]]:
    for at, files in zip(course, archives, strict=True):
        for name, data in files.items():
            yield _name(plan, router.cut_file(plan, at.cut, name)), data


def _name(plan: ActionPlan, path: SitePath) -> str:
    """Returns a file's path relative to the data folder."""
    return path.removeprefix(router.download(plan, ""))


class _Work(NamedTuple):
    """The parts from which the files of the whole plan are made."""

    edition: Edition
    datasets: tuple[Dataset, ...]
    of_cuts: Mapping[str, Content]
    documents: Documents
    keep: Keep

    @property
    def plan(self) -> ActionPlan:
        return self.edition.plan

    @property
    def proofs(self) -> tuple[Evidence, ...]:
        """Evidence whose document is available."""
        return tuple(each for each in self.plan.evidence if each.id in self.documents)

    def files(self) -> Iterator[PlanFile]:
        """Yields the files about the whole plan, the one for most people first."""
        exports, register = tuple(self._exports()), self._made(REGISTRY, seal_register(self.plan))
        guided = self._made(DATASETTE, datasette_metadata(self.edition, [each.table for each in self.datasets]))
        resources = [*table_resources(self.datasets), *(_resource(self.plan, each) for each in exports)]
        of_plan = {each.name: each.content for each in (*exports, guided, register)}
        inside = {**self._simple(), **self.of_cuts, **of_plan}
        descriptor = self._descriptor(resources)
        whole = self._zip(inside, resources)
        yield from (*exports, whole, descriptor, guided, register)
        contents = {**inside, descriptor.name: descriptor.content, whole.name: whole.content}
        yield self._made(CHECKSUMS, sums((name, sha256(content)) for name, content in contents.items()))

    def _exports(self) -> Iterator[PlanFile]:
        """Yields the files that contain every table."""
        tables = [each.table for each in self.datasets]
        for each in PLAN_FORMATS:
            if each.write:
                yield self._made(each, self.keep(each.write(tables, guide(self.edition), self.edition.changed)))

    def _made(self, form: PlanFormat, content: Content) -> PlanFile:
        return PlanFile(form.file_name(self.plan), interface_text(form.title), form.use, form.media_type, content)

    def folder(self, files: Mapping[str, PlanFile]) -> dict[str, Content]:
        """Returns every file of the data folder, by its path within the folder."""
        return {**self._simple(), **self.of_cuts, **{name: each.content for name, each in files.items()}}

    def evidence_package(self) -> dict[SitePath, Content]:
        """Returns the descriptor of the documents by its address, or an empty dict if there are no documents."""
        if not self.proofs:
            return {}
        path = router.evidence_descriptor(self.plan)
        base = path.removesuffix(DESCRIPTOR.name)
        paths = {each.id: router.evidence_file(self.plan, each).removeprefix(base) for each in self.proofs}
        return {path: written(evidence_descriptor(self.edition, paths))}

    def _simple(self) -> dict[str, Content]:
        """Returns each table in each format, and the readme and licence, by path within the data folder."""
        found: dict[str, Content] = {README: readme(self.edition), LICENCE: licence_text(self.edition)}
        for each in self.datasets:
            found |= {_name(self.plan, file.path): file.content for file in each.files}
        return found

    def _descriptor(self, resources: list[dict[str, Any]]) -> PlanFile:
        return self._made(DESCRIPTOR, written(package_descriptor(self.edition, resources)))

    def _zip(self, inside: Mapping[str, Content], resources: list[dict[str, Any]]) -> PlanFile:
        paths = {each.id: f"evidencias/{each.id}/{each.file}" for each in self.proofs}
        proofs = [evidence_resource(self.plan, each, paths[each.id]) for each in self.proofs]
        descriptor = written(package_descriptor(self.edition, [*resources, *proofs]))
        files = [kept(name, data) for name, data in ({**inside, DESCRIPTOR.name: descriptor}).items()]
        files += [self._document(each, paths[each.id]) for each in self.proofs]
        listed = kept(SUMS, sums((each.name, each.sha256) for each in files))
        return self._made(BAG, bag(self.plan.id, [*files, listed], bag_info(self.edition), self.keep))

    def _document(self, each: Evidence, name: str) -> Kept:
        assert each.bytes is not None
        return Kept(name, self.documents[each.id], each.hash.removeprefix("sha256:"), each.bytes)


def _resource(plan: ActionPlan, each: PlanFile) -> dict[str, Any]:
    return file_resource(f"{plan.id}-{each.name.rpartition('.')[2]}", each.name, each.content, each.title)
