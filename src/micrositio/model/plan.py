"""The plan: its descriptor and the rows of its tables, with look-ups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any

from micrositio.model.continuity import Continuation
from micrositio.model.dates import PartialDate
from micrositio.model.grouping import grouped
from micrositio.model.groups import Group
from micrositio.model.indicators import Indicator, Measurement
from micrositio.model.locations import Geometry, Location
from micrositio.model.modifications import Modification
from micrositio.model.money import BudgetLine
from micrositio.model.own_reports import OwnUpdate, OwnVerification
from micrositio.model.partners import Partner
from micrositio.model.plan_facts import Body, GeneralFact, Instrument, OgpPlan, PlanPeriod
from micrositio.model.programme import PeriodTarget
from micrositio.model.records import (
    Agreement,
    Assessment,
    Comment,
    Commitment,
    Endorsement,
    Erratum,
    Evidence,
    Institution,
    Meeting,
    Member,
    Milestone,
    ParticipationFigure,
    ProcessStep,
    ProgressUpdate,
    Record,
    ReportingPeriod,
    Rescheduling,
    Source,
    Verification,
)
from micrositio.model.remarks import Claim, Disagreement, Gap, Question, Removal, Reply
from micrositio.model.table_rows import Rows
from micrositio.model.table_schema import BETWEEN_PARTS, TableSchema
from micrositio.model.text import Prose, Text
from micrositio.model.vocabularies import Cadence, PlanState, TableName
from micrositio.problems.problem import Place

TABLES: Mapping[str, tuple[type[Record], str]] = {
    TableName.SOURCES: (Source, "sources"),
    TableName.INSTITUTIONS: (Institution, "institutions"),
    TableName.GROUPS: (Group, "groups"),
    TableName.COMMITMENTS: (Commitment, "commitments"),
    TableName.MILESTONES: (Milestone, "milestones"),
    TableName.PARTNERS: (Partner, "partners"),
    TableName.PROGRAMME: (PeriodTarget, "programme"),
    TableName.INDICATORS: (Indicator, "indicators"),
    TableName.LOCATIONS: (Location, "locations"),
    TableName.BUDGET: (BudgetLine, "budget"),
    TableName.CONTINUITY: (Continuation, "continuity"),
    TableName.REPORTING_PERIODS: (ReportingPeriod, "reporting_periods"),
    TableName.UPDATES: (ProgressUpdate, "updates"),
    TableName.MEASUREMENTS: (Measurement, "measurements"),
    TableName.VERIFICATIONS: (Verification, "verifications"),
    TableName.OWN_UPDATES: (OwnUpdate, "own_updates"),
    TableName.OWN_VERIFICATIONS: (OwnVerification, "own_verifications"),
    TableName.RESCHEDULINGS: (Rescheduling, "reschedulings"),
    TableName.MODIFICATIONS: (Modification, "modifications"),
    TableName.MEMBERS: (Member, "members"),
    TableName.ENDORSEMENTS: (Endorsement, "endorsements"),
    TableName.MEETINGS: (Meeting, "meetings"),
    TableName.AGREEMENTS: (Agreement, "agreements"),
    TableName.STEPS: (ProcessStep, "steps"),
    TableName.PARTICIPATION: (ParticipationFigure, "participation"),
    TableName.COMMENTS: (Comment, "comments"),
    TableName.ASSESSMENTS: (Assessment, "assessments"),
    TableName.DISAGREEMENTS: (Disagreement, "disagreements"),
    TableName.GAPS: (Gap, "gaps"),
    TableName.QUESTIONS: (Question, "questions"),
    TableName.REPLIES: (Reply, "replies"),
    TableName.REMOVALS: (Removal, "removals"),
    TableName.CLAIMS: (Claim, "claims"),
    TableName.ERRATA: (Erratum, "errata"),
    TableName.EVIDENCE: (Evidence, "evidence"),
}
"""Each standard table with the record class of its rows and the plan's attribute for them, in reading order."""


@dataclass(frozen=True)
class ScaleStep:
    """A step of the plan's status scale, with its value as a fraction (None: none); an optional one, only if used."""

    id: str
    title: Text
    value: float | None
    irm: str
    is_optional: bool = False


NORMALISED, REST_COUNTS = "normalizar", "resto_cuenta_cero"
"""What a plan does with weights that do not add up to their total, where that is not an error."""


@dataclass(frozen=True)
class Method:
    """Method of the progress figures: `estatus`, `indicador` or `manual`; declared totals of the weights.

    `capped` is whether the progress of each milestone is limited to 0 and 1, and `mean_capped` whether only the mean of
    a commitment is. `incomplete` tells what is done with weights that do not add up to their total, as the plan says.
    """

    progress: str
    capped: bool
    milestone_weights: float | None
    commitment_weights: float | None
    group_weights: float | None = None
    mean_capped: bool = False
    incomplete: str = ""

    @property
    def cap(self) -> str:
        """What is limited, as the plan says it: «media», «true» or «false»."""
        return "media" if self.mean_capped else str(self.capped).lower()

    @property
    def rest_counts(self) -> bool:
        """Whether the weight that is missing up to a declared total counts as 0."""
        return self.incomplete == REST_COUNTS


@dataclass(frozen=True)
class Licence:
    """A licence: its key (SPDX), title and address."""

    name: str
    title: str
    path: str


@dataclass(frozen=True)
class PlanText:
    """A text of the plan: its Markdown as written, the sanitised HTML made from it, and its place.

    `anchor` is its id on the page, which does not depend on its order; `translations` are the Markdown of each
    translation, by language.
    """

    title: Text
    anchor: str
    place: str
    order: int
    html: Prose
    sources: tuple[str, ...]
    markdown: str
    translations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TableData:
    """A table as it was given: its schema, its cells verbatim and typed.

    `origins` (file and row), `rows` and `values` are parallel; cells follow the order of `schema.columns`.
    """

    name: str
    file: str
    schema: TableSchema
    origins: tuple[Place, ...]
    rows: Sequence[tuple[str, ...]]
    values: Sequence[tuple[Any, ...]]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in the order of the cells."""
        return self.schema.names

    @property
    def both(self) -> tuple[Rows, Rows]:
        """The rows and the values by columns."""
        return Rows.of(self.rows, len(self.columns)), Rows.of(self.values, len(self.columns))

    @cached_property
    def records(self) -> tuple[str, ...]:
        """The keys of the rows, in their order, as other rows name them."""
        return tuple(map(BETWEEN_PARTS.join, self.both[0].picked(map(self.columns.index, self.schema.key))))


@dataclass(frozen=True)
class TimeStamp:
    """A third party's stamp on a seal (RFC 3161): who gave it, when, and when the first of its certificates expires.

    Both times are in UTC.
    """

    authority: str
    time: datetime
    expires: datetime


@dataclass(frozen=True)
class Seal:
    """A sealed cut: the data of the cut, frozen.

    `tables` holds each sealed table's rows as column → cell, verbatim; `files` every file in the folder of the seal by
    name; `digest` is the seal itself (the SHA-256 of its list of sums, in hexadecimal), `previous` the digest of the
    seal before ("" for the first); `stamp` is the time stamp beside the seal, or None.
    """

    cut: str
    digest: str
    previous: str
    tables: Mapping[str, tuple[Mapping[str, str], ...]]
    files: Mapping[str, bytes]
    format: int = 1
    """Number of the format, which tells the tables and columns that the seal holds."""
    stamp: TimeStamp | None = None


@dataclass(frozen=True)
class PdfReport:
    """The plan's report as a PDF: its path, its size in bytes, the day of its data (None if not in its name)."""

    path: Path
    bytes: int
    day: date | None


@dataclass(frozen=True)
class ActionPlan:
    """One cycle of commitments with all that is known about it.

    `state_since` is the day from which the plan is in its state, and `state_sources` the sources of that (None and ()
    where not known). `own_titles` states that the titles of its commitments are labels made by the site's authors.
    """

    id: str
    title: Text
    short_title: Text
    description: Text
    version: str
    licences: tuple[Licence, ...]
    invented: bool
    state: PlanState
    jurisdiction: Text
    cadences: tuple[Cadence, ...]
    method: Method
    scale: tuple[ScaleStep, ...]
    periods: tuple[PlanPeriod, ...]
    bodies: tuple[Body, ...]
    instruments: tuple[Instrument, ...]
    facts: tuple[GeneralFact, ...]
    texts: tuple[PlanText, ...]
    tables: Mapping[str, TableData]
    sources: tuple[Source, ...] = ()
    institutions: tuple[Institution, ...] = ()
    groups: tuple[Group, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    partners: tuple[Partner, ...] = ()
    programme: tuple[PeriodTarget, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    locations: tuple[Location, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    continuity: tuple[Continuation, ...] = ()
    reporting_periods: tuple[ReportingPeriod, ...] = ()
    updates: tuple[ProgressUpdate, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    verifications: tuple[Verification, ...] = ()
    own_updates: tuple[OwnUpdate, ...] = ()
    own_verifications: tuple[OwnVerification, ...] = ()
    reschedulings: tuple[Rescheduling, ...] = ()
    modifications: tuple[Modification, ...] = ()
    members: tuple[Member, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    steps: tuple[ProcessStep, ...] = ()
    participation: tuple[ParticipationFigure, ...] = ()
    comments: tuple[Comment, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    gaps: tuple[Gap, ...] = ()
    questions: tuple[Question, ...] = ()
    replies: tuple[Reply, ...] = ()
    removals: tuple[Removal, ...] = ()
    claims: tuple[Claim, ...] = ()
    errata: tuple[Erratum, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    seals: Mapping[str, Seal] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    """Ids of documents whose files are lost: only their hash is known."""
    report: PdfReport | None = None
    government: Text = Text()
    """Government of the plan: the one in its descriptor, or else, once read with its site, the site's government."""
    level: str = ""
    """Level of that government (local, regional, nacional), "" where unknown."""
    state_since: PartialDate | None = None
    state_sources: tuple[str, ...] = ()
    own_titles: bool = False
    ogp: OgpPlan = OgpPlan()
    areas: Mapping[str, Geometry] = field(default_factory=dict)
    """The shapes of the GeoJSON file in the plan's folder, by id."""

    @property
    def language(self) -> str:
        """The language of the plan's texts."""
        return self.title.language

    def keeps(self, document: Evidence) -> bool:
        """Returns whether the document is a file, and the file is here to be published."""
        return bool(document.file) and document.id not in self.absent

    @cached_property
    def index(self) -> Index:
        """Look-ups by id and by parent."""
        return Index(self)


class Index:
    """Look-ups over a plan, made once."""

    def __init__(self, plan: ActionPlan) -> None:
        """Makes every look-up over `plan`."""
        self.sources = {each.id: each for each in plan.sources}
        self.institutions = {each.id: each for each in plan.institutions}
        self.groups = {each.id: each for each in plan.groups}
        self.groups_of = _grouped(plan.groups, "parent")
        self.groups_weigh = any(each.weight is not None for each in plan.groups)
        self.commitments = {each.id: each for each in plan.commitments}
        self.commitments_of = _grouped(sorted(plan.commitments, key=lambda c: c.number), "group")
        self.milestones = {each.id: each for each in plan.milestones}
        self.meetings = {each.id: each for each in plan.meetings}
        self.steps = {each.id: each for each in plan.steps}
        self.evidence = {each.id: each for each in plan.evidence}
        self.bodies = {each.id: each for each in plan.bodies}
        self.instruments = {each.id: each for each in plan.instruments}
        self.scale = {each.id: each for each in plan.scale}
        self.cuts = {each.id: each for each in plan.reporting_periods}
        self.cuts_in_order = tuple(sorted(plan.reporting_periods, key=lambda cut: cut.date))
        self.reported_cuts = frozenset(each.period for each in (*plan.updates, *plan.own_updates))
        self.updates = {(each.period, each.milestone): each for each in plan.updates}
        self.own_updates = {(each.period, each.milestone): each for each in plan.own_updates}
        self.milestones_of = _grouped(sorted(plan.milestones, key=lambda m: m.order), "commitment")
        self.indicators = {each.id: each for each in plan.indicators}
        self.indicators_of = _grouped(sorted(plan.indicators, key=lambda each: each.order), "milestone")
        self.measurements = {(each.period, each.indicator): each for each in plan.measurements}
        self.partners_of = _grouped(plan.partners, "milestone")
        self.partners_by = _grouped(plan.partners, "institution")
        self.programme_of = _grouped(sorted(plan.programme, key=lambda each: each.date), "milestone")
        self.locations_of_commitment = _by_each(plan.locations, "commitments")
        self.locations_of_milestone = _by_each(plan.locations, "milestones")
        self.budget_of_commitment = _grouped((each for each in plan.budget if not each.milestone), "commitment")
        self.budget_of_milestone = _grouped((each for each in plan.budget if each.milestone), "milestone")
        self.agreements_of = _grouped(plan.agreements, "meeting")
        self.reschedulings_of = _grouped(sorted(plan.reschedulings, key=lambda r: r.date), "milestone")
        self.modifications_of = _grouped(sorted(plan.modifications, key=lambda m: m.date), "table", "record")
        self.verifications_of = _grouped(sorted(plan.verifications, key=lambda v: v.date), "milestone")
        self.own_verifications_of = _grouped(sorted(plan.own_verifications, key=lambda v: v.date), "milestone")
        self.verifications_on = _by_each((*plan.verifications, *plan.own_verifications), "evidence")
        self.assessments_of = _grouped(plan.assessments, "commitment")
        self._add_what_documents_prove(plan)
        self._add_what_is_said(plan)

    def _add_what_documents_prove(self, plan: ActionPlan) -> None:
        self.evidence_for_milestone = _by_each(plan.evidence, "milestones")
        self.evidence_for_commitment = _by_each(plan.evidence, "commitments")
        self.evidence_for_meeting = _by_each(plan.evidence, "meetings")
        self.evidence_for_step = _by_each(plan.evidence, "steps")

    def _add_what_is_said(self, plan: ActionPlan) -> None:
        self.errata_of = _grouped(sorted(plan.errata, key=lambda e: e.date), "period")
        self.disagreements_on = _grouped(plan.disagreements, "table", "record")
        self.gaps_on = _grouped(plan.gaps, "table", "record")
        self.questions_on = _grouped(sorted(plan.questions, key=lambda each: each.asked), "gap")
        self.claims_on = _grouped(plan.claims, "table", "record")
        self.claims_of = _grouped(plan.claims, "source")

    def under(self, group: str) -> tuple[Commitment, ...]:
        """Returns the commitments of a group and of every group that is part of it, in the order of the groups."""
        within = (each for part in self.groups_of.get(group, ()) for each in self.under(part.id))
        return (*within, *self.commitments_of.get(group, ()))


def _grouped(records: Any, *names: str) -> dict[Any, tuple[Any, ...]]:
    return grouped(records, attrgetter(*names))


def _by_each(records: Any, name: str) -> dict[str, tuple[Any, ...]]:
    groups: dict[str, list[Any]] = {}
    for record in records:
        for key in getattr(record, name):
            groups.setdefault(key, []).append(record)
    return {key: tuple(group) for key, group in groups.items()}
