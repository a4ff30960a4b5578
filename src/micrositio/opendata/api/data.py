"""Shared parts of the API's documents: a plan's rows, figures and errata by their keys, made once."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from typing import Any

from micrositio.formats.zip_archive import Content
from micrositio.model.groups import Group
from micrositio.model.modifications import Modification
from micrositio.model.partners import Partner
from micrositio.model.plan import TABLES, ActionPlan, TableData
from micrositio.model.programme import PeriodTarget
from micrositio.model.records import Commitment, Erratum, Evidence, Milestone, ReportingPeriod, Rescheduling
from micrositio.model.text import Text
from micrositio.model.vocabularies import FigureLevel, TableName
from micrositio.opendata.api import course_shapes, plan_shapes
from micrositio.opendata.api.parts import Row, column_names, columns_of
from micrositio.opendata.bundle import PlanFiles
from micrositio.profile.plan_tables import json_value
from micrositio.profile.schemas import table_schema
from micrositio.progress.history import CutState
from micrositio.progress.indicators import indicators_of
from micrositio.progress.milestone_state import MilestoneState
from micrositio.progress.plan_history import PlanHistory
from micrositio.progress.seals import key_columns

_ABOUT_MILESTONES = (
    TableName.MILESTONES,
    TableName.PARTNERS,
    TableName.UPDATES,
    TableName.VERIFICATIONS,
    TableName.RESCHEDULINGS,
    TableName.MODIFICATIONS,
)
"""Tables whose key names a milestone."""


class Rows:
    """A table's rows by key; each is converted to a JSON object only on request.

    They are looked up by the column of the key with the most values, and compared with the whole key.
    """

    def __init__(self, table: TableData | None) -> None:
        """Indexes the rows of `table` by key; no rows if `table` is None."""
        self._columns = dict(zip(table.columns, table.both[1].columns, strict=True)) if table else {}
        self._translations = _translations(table) if table else {}
        self._keys = [self._columns[name].each(json_value) for name in key_columns(table.name)] if table else []
        self._longest = max(range(len(self._keys)), key=lambda place: len(self._keys[place].known), default=0)
        self._rows: dict[Any, array[int]] = defaultdict(partial(array, "I"))
        for each in self._keys[self._longest : self._longest + 1]:
            for row, place in enumerate(each.places):
                self._rows[each.known[place]].append(row)

    def find(self, names: Iterable[str], *key: object) -> Row | None:
        """Returns these columns of the row with this key, or None if there is no such row.

        Each text comes with its columns in the languages of the site that the profile does not name.
        """
        for row in self._rows.get(key[self._longest], ()):
            if key == tuple([each.known[each.places[row]] for each in self._keys]):
                every = (each for name in names for each in (name, *self._translations.get(name, ())))
                own = ((name, self._columns[name]) for name in every if name in self._columns)
                return {name: json_value(each.known[each.places[row]]) for name, each in own}
        return None


def _translations(table: TableData) -> Mapping[str, tuple[str, ...]]:
    """Returns the columns of each English text of the profile in other languages, by the name of the English one."""
    known = {each.name for each in table_schema(table.name).columns}
    more = [each for each in table.columns if each not in known]
    texts = (each.removesuffix("_en") for each in known if each.endswith("_en"))
    return {f"{text}_en": tuple(each for each in more if each.rpartition("_")[0] == text) for text in texts}


class PlanData:
    """A published plan, with the look-ups that the documents need."""

    def __init__(self, of: PlanHistory, files: PlanFiles) -> None:
        """Indexes the rows of a published plan, by table; the table `calculos` comes from `files`."""
        published = {each.table.name: each.table for each in files.datasets}
        self._course, self._archives, self._plan = of.course, files.archives, of.plan
        tables = {name: Rows(table) for name, table in of.plan.tables.items() if name in TABLES}
        self._tables = {**tables, TableName.CALCULATIONS: Rows(published.get(TableName.CALCULATIONS))}

    @property
    def last(self) -> ReportingPeriod | None:
        """The last cut, or None while there is none."""
        return self._course[-1].cut if self._course else None

    def row(self, part: object, *key: object) -> Row:
        """Returns the columns of `part`, a type of row or a part with a `fila`, of the row with this existing key."""
        found = self.find(part, *key)
        assert found is not None, f"{part}: {key}"
        return found

    def find(self, part: object, *key: object) -> Row | None:
        """Returns the columns of `part` of the row with this key, or None if there is no such row."""
        table = self._tables.get(columns_of(part).table)
        return table.find(column_names(part), *key) if table else None

    def plan_figures(self, cut: ReportingPeriod | None) -> Row | None:
        """Returns the plan's figures at the cut, or None if there are none."""
        return self.find(plan_shapes.Figures, cut.id, FigureLevel.PLAN, self._plan.id) if cut else None

    def group_figures(self, each: Group) -> Row | None:
        """Returns a group's figures at the last cut, or None if there are none."""
        cut = self.last
        return self.find(plan_shapes.Figures, cut.id, FigureLevel.GROUP, each.id) if cut else None

    def commitment_figures(self, cut: ReportingPeriod | None, each: Commitment) -> Row | None:
        """Returns a commitment's figures at the cut, or None if there are none."""
        return self.find(plan_shapes.Figures, cut.id, FigureLevel.COMMITMENT, each.id) if cut else None

    def milestone_figures(self, cut: ReportingPeriod | None, each: Milestone) -> Row | None:
        """Returns a milestone's figures at the cut, or None if there are none."""
        return self.find(plan_shapes.MilestoneFigures, cut.id, FigureLevel.MILESTONE, each.id) if cut else None

    def claims(self, table: str, key: str) -> tuple[Row, ...]:
        """Returns what the sources say about a row."""
        found = self._plan.index.claims_on.get((table, key), ())
        return tuple(self.row(plan_shapes.Claim, table, key, each.field, each.source) for each in found)

    def rescheduling(self, change: Rescheduling) -> Row:
        """Returns the row of a change of date."""
        return self.row(course_shapes.Rescheduling, change.milestone, str(change.date), change.field)

    def partner(self, each: Partner) -> Row:
        """Returns the row of a partner of a milestone."""
        return self.row(course_shapes.Partner, each.milestone, each.institution)

    def period_target(self, each: PeriodTarget) -> Row:
        """Returns the row of a target by period."""
        return self.row(course_shapes.PeriodTarget, each.milestone, str(each.date))

    def indicators(self, milestone: Milestone) -> tuple[Row, ...]:
        """Returns the rows of the indicators of a milestone, in their order."""
        return tuple(self.row(course_shapes.Indicator, each.id) for each in indicators_of(self._plan, milestone))

    def measurements(self, cut: ReportingPeriod, milestone: Milestone) -> tuple[Row, ...]:
        """Returns the rows of what was measured of a milestone's indicators at a cut."""
        every = indicators_of(self._plan, milestone)
        found = (self.find(course_shapes.Measurement, cut.id, each.id) for each in every)
        return tuple(row for row in found if row is not None)

    def modifications(self, changes: Iterable[Modification]) -> tuple[Row, ...]:
        """Returns the rows of some modifications."""
        keys = ((each.table, each.record, str(each.date), each.field) for each in changes)
        return tuple(self.row(plan_shapes.Modification, *key) for key in keys)

    def modified_indicators(self, milestone: Milestone) -> tuple[Row, ...]:
        """Returns the rows of the modifications of a milestone's indicators."""
        found = self._plan.index.modifications_of
        every = indicators_of(self._plan, milestone)
        return self.modifications(row for each in every for row in found.get((TableName.INDICATORS, each.id), ()))

    @cached_property
    def errata_on(self) -> Mapping[tuple[str, str], tuple[Row, ...]]:
        """Errata by cut and each part of the key of the row that they correct, for tables about milestones."""
        found: dict[tuple[str, str], list[Row]] = {}
        for cut, rows in self.errata_of.items():
            for row in rows:
                for part in row["registro"].split("|") if row["tabla"] in _ABOUT_MILESTONES else ():
                    found.setdefault((cut, part), []).append(row)
        return {place: tuple(rows) for place, rows in found.items()}

    @cached_property
    def errata_of(self) -> Mapping[str, tuple[Row, ...]]:
        """Errata by the cut that they correct, oldest first."""
        groups = self._plan.index.errata_of.items()
        return {cut: tuple(map(self._erratum, errata)) for cut, errata in groups}

    def _erratum(self, each: Erratum) -> Row:
        key = (each.period, each.table, each.record, each.field, str(each.date))
        return self.row(course_shapes.Erratum, *key)

    @cached_property
    def archives(self) -> Mapping[str, Mapping[str, Content]]:
        """Files of the data as they were at each cut, by cut."""
        return {at.cut.id: files for at, files in zip(self._course, self._archives, strict=True)}


def own_report(data: PlanData, at: CutState, each: Commitment) -> plan_shapes.OwnAtCut:
    """Returns what was reported and verified of a commitment itself at a cut."""
    return plan_shapes.OwnAtCut(
        corte=at.cut.id,
        fecha=at.cut.date,
        avance=data.find(plan_shapes.OwnUpdate, at.cut.id, each.id),
        verificacion=data.find(plan_shapes.OwnCheck, at.cut.id, each.id),
        reportado=at.own[each.id].progress if each.id in at.own else None,
    )


def is_reported(at: CutState, each: Commitment) -> bool:
    """Returns whether something was reported or verified of a commitment itself at a cut."""
    own = at.own.get(each.id)
    return own is not None and (own.is_reported or bool(own.verification and own.verification.period == at.cut.id))


def reported(state: MilestoneState | None) -> course_shapes.Report | None:
    """Returns what was reported of a milestone at a cut, or None if nothing was."""
    if state is None or state.update is None:
        return None
    report = state.update
    return course_shapes.Report(report.period, report.status or None, report.value, state.progress)


def named_documents(documents: Iterable[Evidence]) -> tuple[course_shapes.NamedDocument, ...]:
    """Returns the documents by their keys and titles."""
    return tuple(course_shapes.NamedDocument(each.id, each.title) for each in documents)


def standing(at: CutState, state: MilestoneState, told: MilestoneState | None) -> course_shapes.MilestoneStanding:
    """Returns a milestone as it stood at a cut; `told` is its last state with a report up to it."""
    milestone = state.milestone
    return course_shapes.MilestoneStanding(
        id=milestone.id,
        compromiso=milestone.commitment,
        nombre=milestone.text,
        unidad=milestone.unit,
        informado=_last_report(at.plan, told) if told else None,
        verificado=_last_check(at.plan, state),
        inicio=state.dates.start,
        fin=state.dates.end,
        atrasada=state.is_late,
        evidencias=named_documents(state.evidence),
    )


def _last_report(plan: ActionPlan, told: MilestoneState) -> course_shapes.LastReport | None:
    report = told.update
    if report is None:
        return None
    words = _words(plan, report.status)
    kind = told.completion or None
    return course_shapes.LastReport(report.period, report.status or None, words, kind, report.value, told.progress)


def _last_check(plan: ActionPlan, state: MilestoneState) -> course_shapes.LastCheck | None:
    made = state.verification
    if made is None:
        return None
    return course_shapes.LastCheck(made.period, made.status, _words(plan, made.status), state.verified_progress)


def _words(plan: ActionPlan, status: str) -> Text:
    step = plan.index.scale.get(status)
    return step.title if step else Text()
