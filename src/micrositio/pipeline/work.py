"""What a site is made from, once it has been read and has no errors, with what its parts share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from micrositio.formats.kept import Kept
from micrositio.i18n.imprint import imprint_of
from micrositio.model.plan import ActionPlan
from micrositio.model.settings import SiteConfig
from micrositio.model.succession import Succession, succession
from micrositio.opendata.bundle import PlanFiles, plan_downloads, plan_files
from micrositio.opendata.discovery.dataset_records import DatasetDescription, described
from micrositio.opendata.references import reference_files
from micrositio.pages.search import SearchEntry
from micrositio.pages.sections import found_in, site_frame
from micrositio.pages.views.layout import Frame
from micrositio.pages.views.plan_view import PlanView
from micrositio.pipeline.build_cache import BuildCache
from micrositio.pipeline.options import Host
from micrositio.pipeline.page_maker import PageMaker, Put
from micrositio.pipeline.pictures import PlanPictures, plan_pictures
from micrositio.pipeline.publisher import Content
from micrositio.pipeline.share_images import ShareImages, share_images
from micrositio.pipeline.stages import Report, Stage
from micrositio.progress.plan_history import PlanHistory, plan_history
from micrositio.render.glossary import Glossary, glossaries
from micrositio.render.renderer import Renderer
from micrositio.render.template_store import TemplateStore
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath
from micrositio.routes.synonyms import Synonyms, synonyms
from micrositio.sources.theme import Theme
from micrositio.sources.tree import PlanSource, Sources

Part = tuple[SitePath, Content, str]
"""A path of the site, its content, and its source: the file or folder that it is made from."""


class PlanData(NamedTuple):
    """A plan's open data: its figures, its files, the description of its data, and all files as parts of the site."""

    history: PlanHistory
    files: PlanFiles
    description: DatasetDescription
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Work:
    """What the site is made from, once everything has been read and has no errors."""

    sources: Sources
    config: SiteConfig
    theme: Theme
    plans: tuple[ActionPlan, ...]
    cache: BuildCache
    report: Report
    host: Host
    kept: Kept = Kept()
    kept_templates: TemplateStore = TemplateStore()
    put: Put | None = None
    processes: int = 1

    @cached_property
    def addresses(self) -> Addresses:
        """The addresses of the site's files."""
        return Addresses(self.config.base_url)

    @cached_property
    def data(self) -> Mapping[str, PlanData]:
        """The open data of each plan, by its id.

        They are reused in a later build if the plan's folder, the languages and the site's imprint are unchanged.
        """
        imprint = imprint_of(self.config)
        keys = {plan.id: ("data", self.source(plan).digest, imprint, self.addresses) for plan in self.plans}
        return {plan.id: self.cache.get(keys[plan.id], _plan_data, self, plan) for plan in self.plans}

    @cached_property
    def views(self) -> Mapping[str, PlanView]:
        """Each plan as its pages need it, by its id."""
        return {
            key: PlanView(
                each.history, each.files, self.frame, self.pictures[key].shown, succession=self.successions[key]
            )
            for key, each in self.data.items()
        }

    @cached_property
    def successions(self) -> Mapping[str, Succession]:
        """What joins each plan to the others of the site, by its id."""
        plans = [each.history.in_force for each in self.data.values()]
        return {each.id: succession(each, plans) for each in plans}

    @cached_property
    def pictures(self) -> Mapping[str, PlanPictures]:
        """The pictures of each plan, by its id; they are reused in a later build if the plan's folder is unchanged."""
        keys = {plan.id: ("pictures", self.source(plan).digest) for plan in self.plans}
        return {plan.id: self.cache.get(keys[plan.id], _pictures_of, self, plan) for plan in self.plans}

    @cached_property
    def share_images(self) -> ShareImages:
        """The images of the commitments for links to their pages."""
        return share_images(self.config, self.views.values(), self.theme, self.kept)

    @property
    def descriptions(self) -> tuple[DatasetDescription, ...]:
        """The description of the data of each plan."""
        return tuple(each.description for each in self.data.values())

    @cached_property
    def frame(self) -> Frame:
        """The data that every page of the site shows around its own content."""
        changed = {key: each.files.edition.changed for key, each in self.data.items()}
        return site_frame(self.config, self.addresses, self.plans, self.sources.pages, changed)

    @cached_property
    def entries(self) -> tuple[SearchEntry, ...]:
        """The entries of the search."""
        pages, news = self.sources.pages, self.sources.news
        return found_in(self.config, self.frame, self.views.values(), pages, news, self.synonyms)

    @cached_property
    def synonyms(self) -> tuple[Synonyms, ...]:
        """The words that the site gives for the search."""
        return synonyms(self.sources.synonyms)

    @cached_property
    def glossaries(self) -> Mapping[str, Glossary]:
        """The terms that pages link to, in each language that the glossary has."""
        return glossaries(self.sources.pages.get("glosario"))

    @cached_property
    def renderer(self) -> Renderer:
        """The renderer of the pages."""
        return Renderer(self.theme, self.config, self.addresses, self.glossaries, self.kept_templates)

    @cached_property
    def maker(self) -> PageMaker:
        """The maker of the pages."""
        return PageMaker(self.renderer, self.kept, self.cache, self.put)

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The parts of a path that identify what the site leaves out: invented plans and their news."""
        plans = frozenset(self.config.plans) - {plan.id for plan in self.plans}
        return plans | {slug for slug, each in self.sources.news.items() if each.front.value.get("plan") in plans}

    def source(self, plan: ActionPlan) -> PlanSource:
        """Returns the folder from which a plan was read."""
        return self.sources.plans[plan.id]


def _plan_data(work: Work, plan: ActionPlan) -> PlanData:
    source = work.source(plan)
    history = plan_history(plan)
    files = plan_files(history, _document_paths(source, plan), imprint_of(work.config), work.addresses)
    downloads = [(path, data, source.folder) for path, data in plan_downloads(files)]
    return PlanData(
        history, files, described(files), (*downloads, *_references(source, files), *_documents(source, plan))
    )


def _references(source: PlanSource, files: PlanFiles) -> Iterator[Part]:
    cuts, tables = files.edition.plan.reporting_periods, (each.table for each in files.datasets)
    yield from (
        (path, data, source.folder) for path, data in reference_files(files.edition, cuts, tables, files.digest)
    )


def _documents(source: PlanSource, plan: ActionPlan) -> Iterator[Part]:
    paths = _document_paths(source, plan)
    for each in plan.evidence:
        if each.id in paths:
            yield router.evidence_file(plan, each), paths[each.id], each.origin.file
    if plan.report:
        yield router.report_file(plan), plan.report.path, f"{source.folder}/{plan.report.path.name}"


def _document_paths(source: PlanSource, plan: ActionPlan) -> dict[str, Path]:
    """Returns the path on disk of each document, by evidence id."""
    folders = {folder.name: folder for folder in source.evidence}
    return {each.id: folders[each.folder].files[each.file].path for each in plan.evidence if plan.keeps(each)}


def _pictures_of(work: Work, plan: ActionPlan) -> PlanPictures:
    paths = _document_paths(work.source(plan), plan)
    return plan_pictures(plan, paths, work.kept, partial(work.report, Stage.PICTURES))
