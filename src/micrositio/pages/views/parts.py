"""Parts that several pages show: references, statuses, data of other sources, milestones in lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import NamedTuple

from micrositio.model.dates import PartialDate
from micrositio.model.own_reports import Whole
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Assessment, Commitment, Evidence, Institution, Milestone
from micrositio.model.remarks import Disagreement
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.pages.drawing.charts import Segment
from micrositio.pages.views.claims import Claims, field_title
from micrositio.pages.views.labels import plan_field
from micrositio.profile.schemas import table_schema
from micrositio.progress.assessments.fulfilment import Fulfilment
from micrositio.progress.bearing import Bearing
from micrositio.progress.milestone_state import Counted, Dates, Figure, MilestoneState, counted_things
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class Ref:
    """A link inside the site, with its text."""

    title: Text
    path: SitePath
    anchor: str = ""


@dataclass(frozen=True)
class Status:
    """A status of the plan's scale: its IRM status (which sets its look) and its title; "" and no title for no data."""

    kind: str = ""
    title: Text = Text()


@dataclass(frozen=True)
class Dispute:
    """A value that another source gives for a datum: the datum's label, the other value, a remark, and the sources."""

    label: Text
    value: Text
    note: Text
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Disputes:
    """The values that other sources give for one record, by column."""

    by_field: Mapping[str, tuple[Dispute, ...]]

    def on(self, *columns: str) -> tuple[Dispute, ...]:
        """Returns the disputes about the columns."""
        return tuple(each for column in columns for each in self.by_field.get(column, ()))

    def beyond(self, *columns: str) -> tuple[Dispute, ...]:
        """Returns the disputes about any other column."""
        return tuple(each for column, found in self.by_field.items() if column not in columns for each in found)


@dataclass(frozen=True)
class PictureFile:
    """A copy of a picture, with its width and height in pixels."""

    path: SitePath
    width: int
    height: int


@dataclass(frozen=True)
class PictureRef:
    """The copies of a picture that pages show: those for its page, the narrowest first, and the one for lists."""

    sizes: tuple[PictureFile, ...]
    thumbnail: PictureFile

    @property
    def widest(self) -> PictureFile:
        """The largest copy."""
        return self.sizes[-1]


@dataclass(frozen=True)
class EvidenceRef:
    """A document as other pages name it; `file` is None where the site has no copy; `format` is its extension.

    `picture` is None where the document is not a picture, or cannot be shown; `bearing` is what it bears on and
    `accepted` whether a body accepted something on it; `subjects` are the titles of the commitments that it is about.
    """

    record: Evidence
    path: SitePath
    file: SitePath | None
    kind: Text
    format: str
    picture: PictureRef | None = None
    bearing: Bearing = Bearing.PROCESS
    accepted: bool = False
    subjects: tuple[Text, ...] = ()

    @property
    def is_accepted_proof(self) -> bool:
        """Whether a body accepted it as the proof that something was done."""
        return self.bearing is Bearing.DONE and self.accepted

    @property
    def bears_on(self) -> Text:
        """What the document bears on, in words."""
        return category(TableName.EVIDENCE, "sobre", self.bearing)


@dataclass(frozen=True)
class Count:
    """Number of milestones with a status; `share` is the fraction of the total."""

    status: Status
    number: int
    share: float


@dataclass(frozen=True)
class LineState:
    """The state of a milestone at a cut, without its rows: each field is the `MilestoneState` attribute so named."""

    progress: float | None
    verified_progress: float | None
    expected: float | None
    dates: Dates
    days_late: int | None
    original_days_late: int | None
    is_reported: bool
    is_complete: bool
    is_withdrawn: bool
    is_broken: bool
    is_idle: bool
    is_verified: bool
    is_late: bool
    is_originally_late: bool
    is_unproven: bool
    is_disputed: bool
    is_rescheduled: bool

    @classmethod
    def of(cls, state: MilestoneState) -> LineState:
        """Returns the state of a milestone as lists show it."""
        return cls(**{each.name: getattr(state, each.name) for each in fields(cls)})


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone, or a commitment that reports by itself, in a list: its place, its commitment and its state.

    `state` is None while there is no report, `verified` where there is no verification and `responsible` where no
    institution is named.
    """

    record: Milestone
    path: SitePath
    anchor: str
    commitment: Ref
    responsible: Ref | None
    state: LineState | None
    reported: Status
    verified: Status | None

    @property
    def is_own(self) -> bool:
        """Whether it is a commitment that reports by itself."""
        return isinstance(self.record, Whole)


@dataclass(frozen=True)
class Tally:
    """Counts of a set of milestones. All counts but `withdrawn` are of the `total` milestones not withdrawn.

    `complete` are reported complete and `broken` not fulfilled; `reviewed` were verified by a body and `accepted` were
    accepted as complete on documents. `late` is by the dates in force and `originally_late` by the first dates;
    `days_gained` is the sum of the days by which due dates were put off. `lowered` have a target that asks for
    less than the first. `bar` is `counts` as a drawing. Commitments without milestones that report by themselves count
    as one each: `own` of them, withdrawn or not.
    """

    total: int
    withdrawn: int
    complete: int
    broken: int
    reviewed: int
    accepted: int
    unproven: int
    late: int
    originally_late: int
    days_gained: int
    without_data: int
    rescheduled: int
    lowered: int
    disputed: int
    counts: tuple[Count, ...]
    bar: tuple[Segment, ...]
    own: int = 0

    @property
    def things(self) -> Counted:
        """What is counted: milestones, commitments that report by themselves, or both."""
        return counted_things(self.own, self.total + self.withdrawn)


@dataclass(frozen=True)
class CommitmentCard:
    """A commitment in a list.

    `leads` are the institutions responsible; `figure` is its progress at the last cut (None while there is no cut) and
    `meter` its width as a drawing; `explained` is the page that explains the figure; `tally` counts its milestones at
    that cut (None while there is no cut); `milestones` is their number; `fulfilment` answers «¿Se cumplió?».
    """

    record: Commitment
    title: Text
    path: SitePath
    leads: tuple[Ref, ...]
    figure: Figure | None
    meter: str
    explained: Ref
    tally: Tally | None
    milestones: int
    fulfilment: Fulfilment

    @property
    def numbered(self) -> Text:
        """Its title after its number."""
        return self.title.each(lambda words: f"{self.record.number}. {words}")

    @property
    def is_measured(self) -> bool:
        """Whether its progress is known."""
        return self.figure is not None and self.figure.value is not None

    @property
    def has_milestones(self) -> bool:
        """Whether any of its milestones is known."""
        return self.tally is not None or self.milestones > 0

    @property
    def reports_itself(self) -> bool:
        """Whether it has no milestones and reports by itself."""
        return self.tally is not None and self.tally.things is Counted.COMMITMENTS


@cache
def category(table: str, column: str, value: str) -> Text:
    """Returns the label of a value of a standard table, in both languages; an empty text for no value."""
    found = table_schema(table).column(column)
    return found.label(value) if found and value else Text()


def disputes(plan: ActionPlan, table: str, record: str = "", label: Text | None = None) -> Disputes:
    """Returns the values that other sources give for a record of the plan (or for the plan itself).

    `label` names what they are about; without it, the title of the field does.
    """
    by_field: dict[str, tuple[Dispute, ...]] = {}
    for each in plan.index.disagreements_on.get((table, record), ()):
        by_field[each.field] = (*by_field.get(each.field, ()), _dispute(plan, each, label))
    return Disputes(by_field)


def _dispute(plan: ActionPlan, each: Disagreement, label: Text | None) -> Dispute:
    of_plan = each.table == "plan"
    field = _plan_field(plan, each.field) if of_plan else field_title(plan, each.table, each.field)
    return Dispute(label or field, each.value, each.note, each.sources)


def _plan_field(plan: ActionPlan, name: str) -> Text:
    body = plan.index.bodies.get(name.replace("_", "-"))
    return body.name if body else plan_field(name)


def commitment_title(each: Commitment) -> Text:
    """Returns the short title of a commitment or, without one, its title."""
    return each.short_title or each.title


def distinct_titles(named: list[tuple[str, Text]]) -> dict[str, Text]:
    """Returns the titles by id, with the id added to a title that several share."""
    shared: dict[Text, int] = {}
    for _, title in named:
        shared[title] = shared.get(title, 0) + 1
    return {key: title if shared[title] == 1 else title.each(f"{{}} ({key})".format) for key, title in named}


def institution_title(each: Institution) -> Text:
    """Returns the name of an institution, followed by its acronym in parentheses unless the name is the acronym."""
    acronym = f" ({each.acronym})" if each.acronym else ""
    return each.name.each(lambda name: name if name == each.acronym else f"{name}{acronym}")


@dataclass(frozen=True)
class Answer:
    """One answer of an instrument, its document (None: none is named) and the claims of its sources."""

    record: Assessment
    document: EvidenceRef | None
    claims: Claims


class SignedAnswers(NamedTuple):
    """Answers of one evaluator on one date (None: unknown), with the sources that say so."""

    evaluator: str
    date: PartialDate | None
    sources: tuple[str, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class AssessmentGroup:
    """The answers of one instrument, with its place; `about` is their commitment (None: the whole plan)."""

    instrument: Ref
    about: Ref | None
    answers: tuple[Answer, ...]

    @property
    def signed(self) -> tuple[SignedAnswers, ...]:
        """The answers by who gave them and when, in the order of the first of each."""
        found: dict[tuple[str, PartialDate | None, tuple[str, ...]], list[Answer]] = {}
        for each in self.answers:
            sources = each.claims.on("evaluador", "fecha").sources
            found.setdefault((each.record.evaluator, each.record.date, sources), []).append(each)
        return tuple(SignedAnswers(*key, tuple(own)) for key, own in found.items())
