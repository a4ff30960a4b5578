"""Figures of participation, by stage of the process and by measure; each measure with its parts and its chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan
from micrositio.model.records import ParticipationFigure
from micrositio.model.text import Text, proper
from micrositio.model.vocabularies import TableName
from micrositio.pages.views.breakdown import Parts, parts_of
from micrositio.pages.views.claims import Claims, claims, in_common
from micrositio.pages.views.parts import Disputes, Ref, disputes
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import anchors
from micrositio.routes import paths as router


@dataclass(frozen=True)
class FigureRow:
    """A figure with its share of the total (a fraction; None: no total), disagreements and claims."""

    record: ParticipationFigure
    share: float | None
    disputes: Disputes
    claims: Claims


@dataclass(frozen=True)
class Measure:
    """One measure: its parts, its total (None if not stated) and a chart of them.

    `anchor` names it on its page; `date` is that of its figures, None if they differ or are not known.
    """

    title: Text
    anchor: str
    date: PartialDate | None
    parts: tuple[FigureRow, ...]
    total: FigureRow | None
    chart: Parts

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources that all parts have in common; none if they differ."""
        return in_common(each.claims for each in self.parts)

    @property
    def is_noted(self) -> bool:
        """Whether the table has more than its numbers: a remark, or a disagreement of another source."""
        return any(row.record.note or row.disputes.by_field for row in self.parts)


@dataclass(frozen=True)
class Stage:
    """A stage of the process with its measures; `step` is None if the stage is not a step of the plan."""

    name: Text
    step: Ref | None
    measures: tuple[Measure, ...]


def stages(view: PlanView) -> Iterator[Stage]:
    """Yields the stages that have figures, in the order of their table, each with its measures."""
    figures: dict[str, dict[Text, list[ParticipationFigure]]] = {}
    for each in sorted(view.plan.participation, key=lambda f: f.order or 0):
        figures.setdefault(each.step, {}).setdefault(each.measure, []).append(each)
    number = 0
    for stage in dict.fromkeys(each.step for each in view.plan.participation):
        measures = []
        for title, rows in figures[stage].items():
            number += 1
            measures.append(_measure(view.plan, title, f"medida-{number}", rows))
        yield _stage(view.plan, stage, tuple(measures))


def _stage(plan: ActionPlan, key: str, measures: tuple[Measure, ...]) -> Stage:
    step = plan.index.steps.get(key)
    if step:
        return Stage(step.title, Ref(step.title, router.process(plan), anchors.step_anchor(key)), measures)
    words = key.replace("-", " ").capitalize()
    return Stage(proper(words), None, measures)


def _measure(plan: ActionPlan, title: Text, anchor: str, figures: list[ParticipationFigure]) -> Measure:
    total = next((each for each in figures if each.is_total), None)
    whole = total.value if total else None
    parts = tuple(_figure_row(plan, each, whole) for each in figures if not each.is_total)
    dates = {each.date for each in figures}
    return Measure(
        title=title,
        anchor=anchor,
        date=dates.pop() if len(dates) == 1 else None,
        parts=parts,
        total=_figure_row(plan, total, whole) if total else None,
        chart=parts_of(((each.record.category, each.record.value) for each in parts), whole),
    )


def _figure_row(plan: ActionPlan, each: ParticipationFigure, whole: int | None) -> FigureRow:
    share = each.value / whole if whole and each.value is not None else None
    key = (each.step, each.measure.base, each.category.base)
    said = claims(plan, TableName.PARTICIPATION, each, *key)
    return FigureRow(each, share, disputes(plan, TableName.PARTICIPATION, "|".join(key), each.measure), said)
