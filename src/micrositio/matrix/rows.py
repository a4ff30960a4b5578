"""The rows of a matrix, read with its map: of each its levels, its commitment, its activity and its reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from micrositio.editing.meanings import folded
from micrositio.matrix.apart import A_HEADER, A_TITLE, A_TOTAL, is_note, is_total
from micrositio.matrix.cells import ADDS, Reading, read_cell
from micrositio.matrix.mapping import AMOUNTS, MEASURED, Fields, MatrixMap, MoneyMap, PeriodMap, SheetMap, Source
from micrositio.matrix.vocabulary import Period, period_of
from micrositio.model.text import N_
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.progress.programme import LEVEL, MEAN, SUM
from micrositio.workbook.answers import CellPlace
from micrositio.workbook.book import Cell, Raw
from micrositio.workbook.values import is_nothing, text_of

T = TypeVar("T")
NO_COMMITMENT = N_("no dice de qué compromiso es")
NO_MILESTONE = N_("no dice qué actividad o indicador es")
A_PERIOD = N_("un periodo con su año, como T1 2024")
_YEAR = 4
"""Figures of a year: what is shorter is the number of a quarter or of a month."""
NO_INDICATOR = N_("no dice qué indicador es, y sus números no tienen de qué ser")
IN_PERCENT = re.compile(r"%|porcentaje|por ciento|percent", re.IGNORECASE)
_LINES = ("resumen", "medios_verificacion", "nota", "descripcion", "dificultad", "siguiente_paso", "responsables",
          "institucion")  # fmt: skip
"""Texts whose line breaks are kept."""
_DETAILS = ("unidad", "clave", "indicador", "nombre", "institucion", "area", "linea_base", "producto", "formula")
"""Fields that a row of totals does not have."""
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_WAYS: Mapping[str, tuple[str, ...]] = {
    SUM: (SUM, "sumatoria", "acumulable", "acumulativo", "acumulativa", "si"),
    MEAN: (MEAN, "media"),
    LEVEL: (LEVEL, "no", "no-acumulable", "acumulado", "constante", "ultimo", "ultimo-valor", "stock"),
}
"""How values add up, with the words that spreadsheets have for it."""
MEASURES = ("valor", "numerador", "denominador")
Cells = dict[str, tuple[str, Place]]
"""The texts of some fields, each with its cell; a field whose cell says nothing is not there."""


@dataclass
class Amount:
    """Money that a row states: the entry of the map that it is of, its cells, and the last row that it covers."""

    of: MoneyMap
    cells: Cells
    until: int


@dataclass
class Line:
    """A row of a sheet: the titles and fields of its levels, of its commitment and activity, and its reports by cut.

    `own` are the reports of the commitment itself, `measures` what was measured of `indicator` at each cut.
    """

    sheet: SheetMap
    row: int
    levels: list[tuple[str, Cells]] = field(default_factory=list)
    commitment: Cells = field(default_factory=dict)
    milestone: Cells = field(default_factory=dict)
    reports: dict[str, Cells] = field(default_factory=dict)
    targets: dict[str, Cells] = field(default_factory=dict)
    own: dict[str, Cells] = field(default_factory=dict)
    indicator: Cells = field(default_factory=dict)
    measures: dict[str, Cells] = field(default_factory=dict)
    partners: list[tuple[str, str, Place]] = field(default_factory=list)
    money: list[Amount] = field(default_factory=list)
    days: dict[str, tuple[str, Place]] = field(default_factory=dict)

    def place(self, column: int = 0) -> CellPlace:
        """Returns the cell of a column, or the first of the row."""
        return self.sheet.grid.place(self.row, column or 1)


def lines_of(found: MatrixMap) -> tuple[list[Line], list[Problem]]:
    """Returns the rows of every sheet of the map, and the problems of reading them."""
    lines: list[Line] = []
    problems: list[Problem] = []
    for sheet in found.sheets:
        lines += _SheetRows(sheet, found, problems).lines()
    return lines, problems


class _SheetRows:
    """Reads the rows of one sheet; what the row above says is kept for the blank cells that mean the same."""

    def __init__(self, sheet: SheetMap, found: MatrixMap, problems: list[Problem]) -> None:
        self.sheet, self.map, self.problems = sheet, found, problems
        heads = range(sheet.header.first, sheet.header.last + 1)
        self.names = {
            each.number: {raw for row in heads if (raw := sheet.grid.at(row, each.number)) != ""}
            for each in sheet.header.columns
        }
        self._last: tuple[str, Place] | None = None
        self._before: list[str] = []
        self.nothing: dict[str, list[CellPlace]] = {}
        self.unread: dict[str, list[CellPlace]] = {}
        self._whole = ""
        self.above: list[tuple[str, int]] = [("", 0)] * (len(sheet.levels) + 1)

    def lines(self) -> Iterator[Line]:
        """Yields the rows that say what they are of; the others are told, but for blank ones."""
        sheet = self.sheet
        for row in range(sheet.header.last + 1, sheet.until + 1):
            said = {column: raw for column in self._columns if _is_said(raw := sheet.grid.below(row, column))}
            if not said:
                continue
            if self._is_band(row, said):
                continue
            if why := self._left_out(row, said):
                self._tell(Kind.MATRIX_ROW, row, why=why)
            elif line := self._line(row):
                yield line
        for value, places in self.nothing.items():
            self._note(Kind.MATRIX_NOTHING, min(places), value=value, count=len(places))
        for cut, places in self.unread.items() if sheet.milestone else ():
            self._note(Kind.MATRIX_VALUE, places[0], cut=cut, count=len(places))

    @cached_property
    def _columns(self) -> tuple[int, ...]:
        return tuple(each.number for each in self.sheet.header.columns)

    def _is_band(self, row: int, said: Mapping[int, Raw]) -> bool:
        """Returns whether a row is the title of a level, and keeps that for the rows below."""
        text = " ".join(str(next(iter(said.values()))).split())
        for depth, (source, _carries) in enumerate(self._ways if len(said) == 1 else ()):
            if source.band and f"{folded(text)}-".startswith(f"{folded(source.band)}-"):
                self.above[depth:] = [(text, row), *[("", 0)] * (len(self.above) - depth - 1)]
                return True
        return False

    def _left_out(self, row: int, said: Mapping[int, Raw]) -> str:
        """Returns why a row is not one of the plan, "" if it is."""
        has_milestone = self.sheet.milestone.get("texto", Source()).column in said and self._has_details(said)
        heads = (raw for column, raw in said.items() if column in self._titles or not has_milestone)
        texts = [raw for raw in heads if isinstance(raw, str)]
        if total := next((text for text in texts if is_total(text, has_milestone)), ""):
            return A_TOTAL.format(text=total)
        if len(said) == 1 and texts and (is_note(texts[0]) or self._is_wide(row, next(iter(said)))):
            return A_TITLE.format(text=" ".join(texts[0].split())[:60])
        alike = sum(raw in self.names[column] for column, raw in said.items())
        return A_HEADER if alike > 1 and alike >= len(said) / 2 else ""

    def _has_details(self, said: Mapping[int, Raw]) -> bool:
        """Returns whether a row says of its activity more than its name, or the sheet has no column for that."""
        fields = {**self.sheet.milestone, **self.sheet.indicator}
        named = {each.column for name, each in fields.items() if name in _DETAILS} - {0} - self._titles
        return not named or bool(named & {*said})

    def _is_wide(self, row: int, column: int) -> bool:
        """Returns whether a cell is merged across more than half of the columns, as a title is."""
        found = self.sheet.grid.merged.get(Cell(row, column))
        return found is not None and found.last.column - found.first.column + 1 > len(self._columns) / 2

    @cached_property
    def _ways(self) -> list[tuple[Source, bool]]:
        """Where the titles of the levels and of the commitment come from, and whether blank cells are as above."""
        sheet = self.sheet
        ways = [(each.fields.get("titulo", Source()), each.carries) for each in sheet.levels]
        ways.append((sheet.commitment.get("titulo", Source()), sheet.commitment_carries))
        return [(source, carries or bool(source.band)) for source, carries in ways]

    @cached_property
    def _titles(self) -> set[int]:
        sheet = self.sheet
        sources = [each.fields.get("titulo", Source()) for each in sheet.levels]
        sources += [sheet.commitment.get("titulo", Source()), sheet.milestone.get("texto", Source())]
        return {each.column for each in sources} - {0}

    def _line(self, row: int) -> Line | None:
        line, sheet = Line(self.sheet, row), self.sheet
        titles = self._carried(row)
        line.levels = [
            (level.name, {**self._cells(line, TableName.GROUPS, level.fields), "titulo": title})
            for level, title in zip(sheet.levels, titles, strict=False) if title[0]
        ]  # fmt: skip
        if not titles[-1][0]:
            self._tell(Kind.MATRIX_ROW, row, why=NO_COMMITMENT)
            return None
        line.commitment = {**self._cells(line, TableName.COMMITMENTS, sheet.commitment), "titulo": titles[-1]}
        is_share = self._is_share(row)
        percent = is_share and sheet.fractions
        self._whole = ""
        line.milestone = self._cells(line, TableName.MILESTONES, sheet.milestone, percent)
        line.indicator = self._cells(line, TableName.INDICATORS, sheet.indicator, percent)
        if is_share and not percent:
            meta = {**line.milestone, **line.indicator}.get("meta", ("",))[0]
            self._whole = "100" if self._is_manual else meta
        for cells in (line.milestone, line.indicator):
            if said := cells.pop(ADDS, None):
                cells |= self._way(said)
        line.money = list(self._amounts(line))
        line.partners = [
            (role, text, line.place(source.column))
            for role, source in sheet.partners if (text := self._raw_text(row, source)) and not is_nothing(text)
        ]  # fmt: skip
        for period in sheet.periods:
            if dated := self._dated(line, period):
                line.days[dated.cut] = (dated.day, dated.place)
                self._report(line, dated, percent)
        if sheet.indicator and "nombre" not in line.indicator and (line.indicator or line.measures):
            self._tell(Kind.MATRIX_ROW, row, why=NO_INDICATOR)
            line.indicator, line.measures = {}, {}
        self._without_milestone(line)
        return line

    def _without_milestone(self, line: Line) -> None:
        """Settles a row that names no activity: it is of the one above, of the commitment itself, or of neither."""
        sheet = self.sheet
        if not sheet.milestone:
            line.own, line.reports = line.reports, {}
        elif "texto" in line.milestone:
            self._last = line.milestone["texto"]
        elif line.indicator and self._last and self._path(line) == self._before:
            line.milestone["texto"] = self._last
        elif line.milestone or line.reports or line.measures:
            if self.above[-1][1] == line.row and (own := self._own(line)):
                line.own = own
            else:
                self._tell(Kind.MATRIX_ROW, line.row, why=NO_MILESTONE)
            line.milestone, line.reports, line.indicator, line.measures = {}, {}, {}, {}
        self._before = self._path(line)

    @staticmethod
    def _path(line: Line) -> list[str]:
        return [said["titulo"][0] for _name, said in (*line.levels, ("", line.commitment))]

    def _own(self, line: Line) -> dict[str, Cells]:
        """Returns what a row of a commitment alone reports of it: its state, and never the value of an indicator."""
        reads = {"valor", "estado"} if self._is_manual else {"estado"}
        return {cut: cells for cut, cells in line.reports.items() if reads & {*cells}}

    def _amounts(self, line: Line) -> Iterator[Amount]:
        """Yields the money that a row states; what is merged down is of its first row, and of all that it covers."""
        found = self._period(line.row) if self.sheet.by_row else None
        for entry in self.sheet.money:
            span = dict(zip(("inicio", "fin"), found.span, strict=True)) if found and found.year else {}
            each = entry if entry.said else entry._replace(said=span)
            cells = self._cells(line, TableName.BUDGET, each.fields)
            covers: dict[int, Cells] = {}
            for name in (name for name in AMOUNTS if name in cells):
                covered = self.sheet.grid.merged.get(Cell(line.row, each.fields[name].column))
                if covered is None or covered.first.row == line.row:
                    stated = (_times(cells[name][0], each.times), cells[name][1])
                    covers.setdefault(covered.last.row if covered else line.row, {})[name] = stated
            for until, amounts in covers.items():
                yield Amount(each, {**_but(cells, AMOUNTS), **amounts}, until)

    def _carried(self, row: int) -> list[tuple[str, Place]]:
        """Returns the titles of the levels and of the commitment, with those that are as in a row above.

        Where a wider level changes, the narrower ones of before are over.
        """
        titles: list[tuple[str, Place]] = []
        is_new = False
        for depth, (source, carries) in enumerate(self._ways):
            text = " ".join(self._raw_text(row, source).split())
            text = "" if is_nothing(text) else text
            at = row
            if not text and carries and not is_new:
                text, at = self.above[depth]
            is_new = is_new or text != self.above[depth][0]
            self.above[depth] = (text, at)
            titles.append((text, self.sheet.grid.place(at or row, source.column or 1)))
        return titles

    def _raw_text(self, row: int, source: Source) -> str:
        return source.constant or text_of(self.sheet.grid.below(row, source.column)) or source.default

    def _is_share(self, row: int) -> bool:
        """Returns whether the numbers of a row are percentages."""
        source = self.sheet.indicator.get("unidad") or self.sheet.milestone.get("unidad", Source())
        return self._is_manual or bool(IN_PERCENT.search(self._raw_text(row, source)))

    @cached_property
    def _is_manual(self) -> bool:
        """Whether values are percentages of progress: what a commitment states of itself always is."""
        return self.map.method == "manual" or not self.sheet.milestone

    @cached_property
    def _reads(self) -> tuple[str, ...]:
        """The fields without which a row reports nothing of a cut."""
        if not self.sheet.milestone:
            return ("valor", "estado")
        if not self.map.method:
            return (*MEASURES, "estado")
        return ("estado",) if self.map.method == "estatus" else MEASURES

    def _dated(self, line: Line, period: PeriodMap) -> PeriodMap | None:
        """Returns a cut with its day; where the row says it, None with a problem if that cannot be read."""
        if not period.of_row:
            return period
        found, place = self._period(line.row), line.place(period.of_row[0].column)
        if found is None or found.last is None:
            text = " ".join(self._raw_text(line.row, each) for each in period.of_row)
            self._note(Kind.BOOK_VALUE, place, value=text, what=A_PERIOD)
            return None
        return period._replace(cut=str(found.last)[:7], day=str(found.last), place=place)

    def _period(self, row: int) -> Period | None:
        """Returns the period that a row says to be of; a number alone is that of what its column is called."""
        names = {each.number: each.name for each in self.sheet.header.columns}
        texts = [(names.get(each.column, ""), self._raw_text(row, each)) for each in self.sheet.by_row]
        return period_of(" ".join(f"{name} {text}" if len(text) < _YEAR else text for name, text in texts))

    def _report(self, line: Line, period: PeriodMap, percent: bool) -> None:
        """Adds what the row says of a cut: nothing where neither its value nor its status is there."""
        reads = self._reads
        if any(self._says(line.row, period.fields[each]) for each in reads if each in period.fields):
            cells = self._cells(line, TableName.UPDATES, _but(period.fields, MEASURES[1:]), percent)
            parts = {name: each for name, each in period.fields.items() if name in MEASURES[1:]}
            measured = self._cells(line, TableName.MEASUREMENTS, parts)
            if self.sheet.indicator and (measured or "valor" in cells):
                line.measures[period.cut] = {**measured, **({"valor": cells["valor"]} if "valor" in cells else {})}
            if any(each in cells or each in measured for each in reads):
                line.reports[period.cut] = _but(cells, ("valor",) if self.sheet.indicator else ())
        if period.cut not in line.reports:
            self._without(line, period, reads)
        if period.target != Source():
            target = self._cells(line, TableName.PROGRAMME, {"meta": period.target}, percent)
            line.targets |= {period.cut: target} if target else {}

    def _without(self, line: Line, period: PeriodMap, reads: tuple[str, ...]) -> None:
        """Counts a report with a text in a cell of its own and without that which the method reads."""
        named = [source.column for name, source in period.fields.items() if name not in reads and source.column]
        if said := [column for column in named if _is_said(self.sheet.grid.below(line.row, column))]:
            self.unread.setdefault(period.cut, []).append(line.place(said[0]))

    def _says(self, row: int, source: Source) -> bool:
        is_faulty = bool(source.column) and self.sheet.grid.is_faulty(row, source.column)
        return is_faulty or self._raw(row, source) != ""

    def _way(self, said: tuple[str, Place]) -> Cells:
        """Returns how the values of a row add up, in the word of the tables."""
        if found := next((way for way, words in _WAYS.items() if folded(said[0]) in words), ""):
            return {ADDS: (found, said[1])}
        self.problems.append(problem(Kind.BOOK_VALUE, said[1], value=said[0], what=", ".join(_WAYS)))
        return {}

    def _raw(self, row: int, source: Source) -> Raw:
        raw = self.sheet.grid.below(row, source.column) if source.column else ""
        return raw if text_of(raw) else source.constant or source.default

    def _cells(self, line: Line, table: str, fields: Fields, percent: bool = False) -> Cells:
        """Returns the texts of some fields of a row, those that its cells say."""
        found: Cells = {}
        for name, source in fields.items():
            place = line.place(source.column)
            if source.column and self.sheet.grid.is_faulty(line.row, source.column):
                self.problems.append(problem(Kind.BOOK_FORMULA, place))
                continue
            raw = self._raw(line.row, source)
            text = self._text(table, name, raw, place, percent and name in MEASURED and not isinstance(raw, bool))
            found |= {name: (text, place)} if text else {}
        return found

    def _text(self, table: str, name: str, raw: Raw, place: CellPlace, percent: bool) -> str:
        """Returns the text of a cell, "" with a problem if it cannot be read, or says that there is no datum."""
        reading = Reading(self.sheet.decimals, percent, self._whole if name == "valor" else "")
        read = read_cell(table, name, raw, reading, self.map.states)
        if read.fault is Kind.MATRIX_NOTHING:
            self.nothing.setdefault(read.details["value"], []).append(place)
        elif read.fault:
            self._note(read.fault, place, **read.details)
        elif read.taken and isinstance(raw, str):
            self._note(Kind.BOOK_TAKEN, place, value=text_of(raw), taken=read.taken)
        return "\n".join(read.text.splitlines()) if name in _LINES else " ".join(read.text.split())

    def _note(self, kind: Kind, place: CellPlace, **details: Any) -> None:
        self.problems.append(problem(kind, place, **details))

    def _tell(self, kind: Kind, row: int, **details: Any) -> None:
        self._note(kind, self.sheet.grid.place(row), **details)


def _but(cells: Mapping[str, T], names: Sequence[str]) -> dict[str, T]:
    return {name: each for name, each in cells.items() if name not in names}


def _times(text: str, times: float) -> str:
    """Returns a number multiplied, without what binary fractions add to it."""
    return f"{(Decimal(text) * Decimal(str(times))).normalize():f}" if times != 1 and _PLAIN.fullmatch(text) else text


def _is_said(raw: Raw) -> bool:
    return raw != "" and not (isinstance(raw, str) and not raw.strip())
