"""Errata and modifications as pages show them: the value before and after, the reason, who said it and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from micrositio.i18n.display import date_words, number_words
from micrositio.i18n.messages import languages
from micrositio.model.modifications import Modification
from micrositio.model.records import Erratum
from micrositio.model.table_schema import Column
from micrositio.model.text import Text, proper
from micrositio.model.vocabularies import TableName
from micrositio.opendata.discovery.dataset_records import joined as joined_words
from micrositio.pages.views.cut_summary import CutRef, cut_ref
from micrositio.pages.views.parts import EvidenceRef, Ref, category
from micrositio.pages.views.plan_view import PlanView
from micrositio.profile.cells import typed
from micrositio.profile.schemas import table_schema
from micrositio.progress.modifications import ATTRIBUTES, commitment_at, indicator_at, milestone_at, value_after
from micrositio.progress.seals import PRESENT, ROW
from micrositio.routes import anchors


@dataclass(frozen=True)
class Correction:
    """An erratum in words: table and datum that it corrects, the value before and after.

    `added` states whether a whole row was added (True) or removed (False); None if one datum changed. `cut` is the cut
    corrected or, for a correction of the commitment itself, the cut from which it holds.
    """

    record: Erratum
    table: Text
    label: Text
    before: Text
    after: Text
    added: bool | None
    cut: CutRef


@dataclass(frozen=True)
class Corrections:
    """The errata about one row, oldest first."""

    all: tuple[Correction, ...] = ()

    def at(self, cut: str) -> Corrections:
        """Returns the errata of one cut."""
        return Corrections(tuple(each for each in self.all if each.record.period == cut))

    def on(self, *columns: str) -> tuple[Correction, ...]:
        """Returns the errata about the columns."""
        return tuple(each for each in self.all if each.record.field in columns)


@dataclass(frozen=True)
class Modified:
    """A modification in words: the datum of the promise that it changes, before (empty: nothing was said) and after.

    `about` is the place of what it changes, `documents` those of the decision.
    """

    record: Modification
    about: Ref
    label: Text
    before: Text
    after: Text
    documents: tuple[EvidenceRef, ...]


def modifications(view: PlanView, table: str, record: str) -> tuple[Modified, ...]:
    """Returns the modifications of a commitment, milestone or indicator, oldest first."""
    return tuple(modified(view, each) for each in view.plan.index.modifications_of.get((table, record), ()))


def modified(view: PlanView, each: Modification) -> Modified:
    """Returns a modification as pages show it."""
    attribute = ATTRIBUTES[each.table][each.field]
    first, eve = view.history.plan, each.date - timedelta(days=1)
    label = column_title(each.table, each.field)
    if each.table == TableName.COMMITMENTS:
        about = view.commitments[each.record]
        before = getattr(commitment_at(first, first.index.commitments[each.record], eve), attribute)
    elif each.table == TableName.INDICATORS:
        indicator = first.index.indicators[each.record]
        label = joined_words(": ", indicator.name, label)
        about = _milestone_ref(view, indicator.milestone)
        before = getattr(indicator_at(first, indicator, eve), attribute)
    else:
        about = _milestone_ref(view, each.record)
        before = getattr(milestone_at(first, first.index.milestones[each.record], eve), attribute)
    return Modified(
        record=each,
        about=about,
        label=label,
        before=_promised(view, each, before),
        after=_promised(view, each, value_after(each)),
        documents=view.named_documents(each.evidence),
    )


def _milestone_ref(view: PlanView, key: str) -> Ref:
    milestone = view.plan.index.milestones[key]
    name = milestone.text.each(lambda words: words.rstrip("."))
    return Ref(name, view.commitments[milestone.commitment].path, anchors.milestone_anchor(milestone))


def _promised(view: PlanView, each: Modification, value: Any) -> Text:
    """Returns a value of the promise in words: numbers as pages write them, keys by the titles of what they name.

    A text comes without its own full stop, for it stands in a sentence.
    """
    column = table_schema(each.table).column(each.field)
    if isinstance(value, Text) or value in (None, "", ()) or column is None:
        return value.each(lambda words: words.rstrip(".")) if isinstance(value, Text) else Text()
    if isinstance(value, int | float):
        return Text(**{language: number_words(value, language) for language in languages()})
    titles = [_titled(view, column, key) for key in (value if isinstance(value, tuple) else (value,))]
    return Text(**{code: ", ".join(each.pick(code)[0] for each in titles) for code in languages()})


def _titled(view: PlanView, column: Column, key: str) -> Text:
    known = view.institutions.get(key) if column.refers_to else None
    return known.title if known else column.label(key)


def corrections(view: PlanView) -> Mapping[tuple[str, str], Corrections]:
    """Returns the plan's errata by table and by each part of the key of the row that they correct."""
    found: dict[tuple[str, str], tuple[Correction, ...]] = {}
    for each in sorted(view.plan.errata, key=lambda each: each.date):
        shown = correction(view, each)
        for part in each.record.split("|"):
            found[each.table, part] = (*found.get((each.table, part), ()), shown)
    return {key: Corrections(each) for key, each in found.items()}


def joined(found: Iterable[Corrections]) -> Corrections:
    """Returns several groups of errata as one, oldest first."""
    return Corrections(tuple(sorted((each for some in found for each in some.all), key=lambda each: each.record.date)))


def correction(view: PlanView, each: Erratum) -> Correction:
    """Returns an erratum as pages show it."""
    plan = view.plan
    return Correction(
        record=each,
        table=category(TableName.ERRATA, "tabla", each.table),
        label=column_title(each.table, each.field),
        before=_cell(view, each, each.before),
        after=_cell(view, each, each.after),
        added=each.after == PRESENT if each.field == ROW else None,
        cut=cut_ref(plan, plan.index.cuts[each.period]),
    )


def column_title(table: str, column: str) -> Text:
    """Returns the title of a column of a table of the profile, or its name if the profile does not have it."""
    known = table_schema(table).column(column)
    return known.title if known else proper(column)


_WORDS: Mapping[str, Callable[[Any, str], str]] = {"date": date_words, "number": number_words}


def _cell(view: PlanView, each: Erratum, cell: str) -> Text:
    """Returns a cell in words: dates and numbers as pages write them, a word of a vocabulary by its title."""
    step = view.plan.index.scale.get(cell) if each.field == "estado" else None
    column = table_schema(each.table).column(each.field)
    if step or column is None:
        return step.title if step else proper(cell)
    words = _WORDS.get(column.type)
    value, _ = typed(column, cell) if words else (None, ())
    if words is None or value is None:
        return column.label(cell) if cell else Text()
    return Text(**{language: words(value, language) for language in languages()})
