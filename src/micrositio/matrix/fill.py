"""The rows of a matrix in the workbook of a cut of a plan that there is already, to be looked at and imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from micrositio.editing.meanings import folded
from micrositio.matrix.rows import Cells, Line
from micrositio.model.plan import ActionPlan
from micrositio.model.text import N_
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.workbook.form import Form, FormSheet
from micrositio.workbook.layout import UPDATES
from micrositio.workbook.sheet_rows import Row

OF_COMMITMENTS = N_("los compromisos mismos")
OF_INDICATORS = N_("los indicadores de una actividad")


class Filled(NamedTuple):
    """The workbook with what the matrix says, how many of its rows that fills, and which rows are of no activity."""

    form: Form
    rows: int
    problems: list[Problem]


def filled(form: Form, lines: Sequence[Line]) -> Filled:
    """Returns the workbook of a cut with what the matrix reports of that cut."""
    known = _Known(form.plan)
    said: dict[str, Cells] = {}
    problems: list[Problem] = []
    for line in lines:
        report = line.reports.get(form.cut.id)
        if not report:
            continue
        if not (key := known.key_of(line)):
            place = line.milestone["texto"][1] if "texto" in line.milestone else line.place()
            problems.append(problem(Kind.MATRIX_UNMATCHED, place, value=_words(line)))
        elif key in said:
            other = next(iter(said[key].values()))[1]
            problems.append(problem(Kind.BOOK_TWICE, next(iter(report.values()))[1], other=str(other)))
        else:
            said[key] = report
    sheets = tuple(_sheet(each, said) if each.layout.name == UPDATES else each for each in form.sheets)
    return Filled(replace(form, sheets=sheets), len(said), problems)


def not_filled(lines: Sequence[Line], cut: str) -> Iterator[Problem]:
    """Yields one problem for each kind of what the matrix says of a cut and the workbook has no sheet for."""
    for what, said in ((OF_COMMITMENTS, "own"), (OF_INDICATORS, "measures")):
        if first := next((each for each in lines if cut in getattr(each, said)), None):
            place = first.place()
            yield problem(Kind.MATRIX_NOT_YET, place, what=what, columns=str(place))


def _sheet(sheet: FormSheet, said: Mapping[str, Cells]) -> FormSheet:
    opened = {each.name for each in sheet.layout.open_fields}
    return replace(sheet, rows=tuple(_row(each, said.get(each.key, {}), opened) for each in sheet.rows))


def _row(row: Row, said: Cells, opened: Iterable[str]) -> Row:
    texts = {name: text for name, (text, _place) in said.items() if name in opened}
    return replace(row, cells={**row.cells, **texts}) if texts else row


def _words(line: Line) -> str:
    texts = [line.milestone.get(name, ("",))[0] for name in ("clave", "texto", "indicador")]
    return " · ".join(filter(None, texts)) or line.commitment["titulo"][0]


class _Known:
    """The activities of a plan by key, and by exact text where only one has it."""

    def __init__(self, plan: ActionPlan) -> None:
        self.keys = {each.id for each in plan.milestones}
        self._by_text: dict[tuple[str, str], set[str]] = {}
        for each in plan.milestones:
            commitment = plan.index.commitments.get(each.commitment)
            titles = (commitment.title.base, commitment.short_title.base) if commitment else ()
            for text in filter(None, {folded(each.text.base), folded(each.indicator.base)}):
                for title in ("", *map(folded, titles)):
                    self._by_text.setdefault((title, text), set()).add(each.id)

    def key_of(self, line: Line) -> str:
        """Returns the key of the activity that a row is of, "" if it is of none, or may be of several."""
        key = folded(line.milestone.get("clave", ("",))[0])
        if key in self.keys:
            return key
        title = folded(line.commitment["titulo"][0])
        texts = [folded(line.milestone[name][0]) for name in ("texto", "indicador") if name in line.milestone]
        for way in ((each, text) for each in (title, "") for text in texts):
            if len(found := self._by_text.get(way, set())) == 1:
                return next(iter(found))
        return ""
