"""Descriptions of the open data for other programs: the one source of the DCAT catalogue and of schema.org.

Both are written from these objects, so they cannot disagree. Dates come from the data; no clock is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from micrositio.formats.checksums import sha256
from micrositio.formats.zip_archive import size_of
from micrositio.i18n.bilingual import invented_notice
from micrositio.model.plan import ActionPlan
from micrositio.model.text import Text
from micrositio.model.vocabularies import PlanState, TableName
from micrositio.opendata.bundle import PlanFile, PlanFiles
from micrositio.opendata.datasets import Dataset, DatasetFile
from micrositio.opendata.geojson_file import bounds, geometry_of
from micrositio.profile.plan_tables import INVENTED
from micrositio.profile.schemas import published_tables
from micrositio.progress.cadence import MONTHS
from micrositio.progress.row_changes import last_changes
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class FileDescription:
    """A published file: its title, its media type (IANA), its size in bytes and its SHA-256 in hexadecimal."""

    path: SitePath
    title: Text
    media_type: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class DatasetDescription:
    """A table of a plan, or the plan's data as a whole (then `parts` are its tables).

    `identifier` never changes; `page` is the page for people; `issued` and `modified` are None if not in the data;
    `columns` are empty for a whole plan; `box` has the degrees that the table of places covers (west, south, east,
    north), and is empty for any other; `in_profile` states whether the dataset has the form of our profile.
    """

    plan: ActionPlan
    identifier: str
    title: Text
    description: Text
    page: SitePath
    keywords: tuple[Text, ...]
    issued: date | None
    modified: date | None
    files: tuple[FileDescription, ...]
    columns: tuple[tuple[str, Text], ...] = ()
    box: tuple[float, ...] = ()
    in_profile: bool = True
    parts: tuple[DatasetDescription, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the dataset's texts."""
        return self.plan.title.languages


def described(out: PlanFiles) -> DatasetDescription:
    """Returns the plan's data as a whole, with each of its tables as a part."""
    plan = out.edition.plan
    modified = last_changes(plan, (each.table for each in out.datasets))
    return DatasetDescription(
        plan=plan,
        identifier=plan.id,
        title=_marked(plan, plan.title),
        description=plan.description or plan.title,
        page=router.catalogue(plan),
        keywords=out.edition.keywords,
        issued=_issued(plan),
        modified=max(modified.values(), default=None),
        files=tuple(_plan_file(plan, each) for each in out.files),
        parts=tuple(_table(out, each, modified.get(each.table.name)) for each in out.datasets),
    )


def _table(out: PlanFiles, dataset: Dataset, modified: date | None) -> DatasetDescription:
    plan, name, schema = out.edition.plan, dataset.table.name, dataset.table.schema
    return DatasetDescription(
        plan=plan,
        identifier=f"{plan.id}/{name}",
        title=_marked(plan, joined(" · ", schema.title, _short_title(plan))),
        description=joined(" ", schema.description, plan.title),
        page=router.table(plan, name),
        keywords=out.edition.keywords,
        issued=_issued(plan),
        modified=modified,
        files=tuple(map(_table_file, dataset.files)),
        columns=tuple((each.name, each.title) for each in schema.columns),
        box=bounds(geometry_of(plan, each) for each in plan.locations) if name == TableName.LOCATIONS else (),
        in_profile=name in published_tables(),
    )


def _plan_file(plan: ActionPlan, each: PlanFile) -> FileDescription:
    return FileDescription(router.download(plan, each.name), each.title, each.media_type, each.bytes, each.sha256)


def _table_file(each: DatasetFile) -> FileDescription:
    return FileDescription(each.path, Text(), each.media_type, size_of(each.content), sha256(each.content))


def _short_title(plan: ActionPlan) -> Text:
    return Text(**{**dict(plan.title.words), **dict(plan.short_title.words)})


def joined(separator: str, *texts: Text) -> Text:
    """Returns the texts joined, in the base language of the last text that is not the same in every language.

    Another language is included only if every text has words in it. If a text has no words in that base language, the
    whole is in the base language of the first text.
    """
    known = [text for text in texts if text]
    last = next((text for text in reversed(known) if text.language), known[-1] if known else Text())
    language = last.language if all(text.in_(last.language) for text in known) else known[0].language
    own = {language: separator.join(text.pick(language)[0] for text in known)}
    others = {code: [text.in_(code) for text in known] for code in last.languages if code != language}
    return Text(**own, **{code: separator.join(words) for code, words in others.items() if all(words)})


def _marked(plan: ActionPlan, title: Text) -> Text:
    """Returns the title, with a mark if the plan is invented."""
    if not plan.invented:
        return title
    mark = INVENTED.title
    return joined(" ", mark.each("[{}]".format), title)


def provenance(plan: ActionPlan) -> Text:
    """Returns the notice for everything made from an invented plan; empty for a real plan."""
    return invented_notice() if plan.invented else Text()


def _issued(plan: ActionPlan) -> date | None:
    """Returns the day on which the first report was published, or None if there are no reports."""
    reported = plan.index.reported_cuts
    days = (each.published or each.date for each in plan.reporting_periods if each.id in reported)
    return min(days, default=None)


def shortest_cadence(plan: ActionPlan) -> str:
    """Returns the most frequent word of the plan's cadence; "" if there is none or the plan has ended."""
    return "" if plan.state == PlanState.ENDED else min(plan.cadences, key=MONTHS.__getitem__, default="")


def periods(plan: ActionPlan) -> tuple[tuple[str, str], ...]:
    """Returns the plan's periods, each once, as start and end (ISO 8601, as precise as known; "" if unknown)."""
    found = ((str(each.start or ""), str(each.end or "")) for each in plan.periods)
    return tuple(dict.fromkeys(each for each in found if any(each)))


def by_page(datasets: Iterable[DatasetDescription]) -> Mapping[SitePath, DatasetDescription]:
    """Returns each dataset by its page, parts too."""
    return {each.page: each for whole in datasets for each in (whole, *whole.parts)}
