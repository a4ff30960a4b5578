"""The rows of a matrix, read with its map: of each its levels, its commitment, its activity and its reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from micrositio.editing.meanings import folded
from micrositio.matrix.mapping import MEASURED, Fields, MatrixMap, PeriodMap, SheetMap, Source
from micrositio.model.text import N_
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.profile.plan_descriptor import IRM_SCALE
from micrositio.profile.schemas import table_schema
from micrositio.progress.programme import LEVEL, MEAN, SUM
from micrositio.workbook.answers import CellPlace
from micrositio.workbook.book import Raw
from micrositio.workbook.layout import Choice, Field
from micrositio.workbook.values import Read, is_nothing, read_value, text_of

A_TOTAL = N_("parece un total («{text}»)")
A_HEADER = N_("repite los nombres de las columnas")
NO_COMMITMENT = N_("no dice de qué compromiso es")
NO_MILESTONE = N_("no dice qué actividad o indicador es")
_TOTAL = re.compile(
    r"(?:sub-?|gran-)?total(?:es)?(?:-(?:general|global|acumulado|parcial))?|sumas?(?:-total)?|promedio(?:-general|-total)?"
)
_TOTAL_OF = re.compile(r"(?:sub-?)?total(?:es)?-.*|promedio-.*")
_UNIT = re.compile(r"%|porcentaje|por ciento|percent", re.IGNORECASE)
_FREE = ("nota", "descripcion", "dificultad", "siguiente_paso", "resumen")
_WORDS = ("pendiente", "ninguno", "ninguna", "por definir", "no aplica")
"""Texts that say something where one may write whatever one likes."""
_LINES = ("resumen", "medios_verificacion", "nota", "descripcion", "dificultad", "siguiente_paso", "responsables",
          "institucion")  # fmt: skip
"""Texts whose line breaks are kept."""
_MOST = 10
"""The largest fraction that can be a percentage: with one beyond, the column is no fraction."""
ADDS = "acumula"
"""The field of the map that says how the values of the cuts of an activity add up."""
_WAYS: Mapping[str, tuple[str, ...]] = {
    SUM: (SUM, "sumatoria", "acumulable", "acumulativo", "acumulativa", "si"),
    MEAN: (MEAN, "media"),
    LEVEL: (LEVEL, "no", "no-acumulable", "acumulado", "constante", "ultimo", "ultimo-valor", "stock"),
}
"""How values add up, with the words that spreadsheets have for it."""
Cells = dict[str, tuple[str, Place]]
"""The texts of some fields, each with its cell; a field whose cell says nothing is not there."""


@dataclass
class Line:
    """A row of a sheet: the titles and fields of its levels, of its commitment and activity, and its reports by cut."""

    sheet: SheetMap
    row: int
    levels: list[tuple[str, Cells]] = field(default_factory=list)
    commitment: Cells = field(default_factory=dict)
    milestone: Cells = field(default_factory=dict)
    reports: dict[str, Cells] = field(default_factory=dict)
    targets: dict[str, Cells] = field(default_factory=dict)

    def place(self, column: int = 0) -> CellPlace:
        """Returns the cell of a column, or the first of the row."""
        return self.sheet.grid.place(self.row, column or 1)


def is_total(text: str, has_milestone: bool = True) -> bool:
    """Returns whether a text is the title of a row of totals: «Total de becas» may be that of an indicator."""
    plain = folded(text)
    return bool(_TOTAL.fullmatch(plain) or (not has_milestone and _TOTAL_OF.fullmatch(plain)))


def lines_of(found: MatrixMap) -> tuple[list[Line], list[Problem]]:
    """Returns the rows of every sheet of the map, and the problems of reading them."""
    lines: list[Line] = []
    problems: list[Problem] = []
    for sheet in found.sheets:
        lines += _SheetRows(sheet, found, problems).lines()
    return lines, problems


@cache
def _field(table: str, name: str) -> Field:
    column = table_schema(table).column(name)
    assert column is not None, (table, name)
    if name == "estado":
        choices = tuple(Choice(str(each["id"]), str(each["titulo"])) for each in IRM_SCALE)
    else:
        choices = tuple(Choice(value, label.base) for value, label in column.categories.items())
    kind = "string" if column.type == "list" else column.type
    return Field(name, column.title.base, kind, choices=choices, several=column.type == "list")


class _SheetRows:
    """Reads the rows of one sheet; what the row above says is kept for the blank cells that mean the same."""

    def __init__(self, sheet: SheetMap, found: MatrixMap, problems: list[Problem]) -> None:
        self.sheet, self.map, self.problems = sheet, found, problems
        self.names = {each.number: sheet.grid.at(sheet.header.last, each.number) for each in sheet.header.columns}
        self.names = {column: raw for column, raw in self.names.items() if raw != ""}
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
            if why := self._left_out(said):
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

    def _left_out(self, said: Mapping[int, Raw]) -> str:
        """Returns why a row is not one of the plan, "" if it is."""
        has_milestone = self.sheet.milestone.get("texto", Source()).column in said
        heads = (raw for column, raw in said.items() if column in self._titles or not has_milestone)
        texts = (raw for raw in heads if isinstance(raw, str))
        if total := next((text for text in texts if is_total(text, has_milestone)), ""):
            return A_TOTAL.format(text=total)
        alike = sum(self.names.get(column) == raw for column, raw in said.items())
        return A_HEADER if alike > 1 and alike >= len(said) / 2 else ""

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
        if is_share and not percent:
            self._whole = "100" if self.map.method == "manual" else line.milestone.get("meta", ("",))[0]
        if said := line.milestone.pop(ADDS, None):
            line.milestone |= self._way(said)
        for period in sheet.periods:
            self._report(line, period, percent)
        if sheet.milestone and "texto" not in line.milestone and (line.milestone or line.reports):
            self._tell(Kind.MATRIX_ROW, row, why=NO_MILESTONE)
            line.milestone, line.reports = {}, {}
        return line

    def _carried(self, row: int) -> list[tuple[str, Place]]:
        """Returns the titles of the levels and of the commitment, with those that are as in a row above.

        Where a wider level changes, the narrower ones of before are over.
        """
        sheet = self.sheet
        ways = [(each.fields.get("titulo", Source()), each.carries) for each in sheet.levels]
        ways.append((sheet.commitment.get("titulo", Source()), sheet.commitment_carries))
        titles: list[tuple[str, Place]] = []
        is_new = False
        for depth, (source, carries) in enumerate(ways):
            text = " ".join(self._raw_text(row, source).split())
            text = "" if is_nothing(text) else text
            at = row
            if not text and carries and not is_new:
                text, at = self.above[depth]
            is_new = is_new or text != self.above[depth][0]
            self.above[depth] = (text, at)
            titles.append((text, sheet.grid.place(at or row, source.column or 1)))
        return titles

    def _raw_text(self, row: int, source: Source) -> str:
        return source.constant or text_of(self.sheet.grid.below(row, source.column)) or source.default

    def _is_share(self, row: int) -> bool:
        """Returns whether the numbers of a row are percentages."""
        source = self.sheet.milestone.get("unidad", Source())
        return self.map.method == "manual" or bool(_UNIT.search(self._raw_text(row, source)))

    def _report(self, line: Line, period: PeriodMap, percent: bool) -> None:
        """Adds what the row says of a cut: nothing where neither its value nor its status is there."""
        reads = ("estado",) if self.map.method == "estatus" else ("valor",) if self.map.method else ("valor", "estado")
        if any(self._says(line.row, period.fields[each]) for each in reads if each in period.fields):
            cells = self._cells(line, TableName.UPDATES, period.fields, percent)
            line.reports |= {period.cut: cells} if any(each in cells for each in reads) else {}
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
        written = text_of(raw)
        if not written:
            return ""
        if name == "estado" and folded(written) in self.map.states:
            return self.map.states[folded(written)]
        if name == ADDS:
            return written
        if name != "estado" and is_nothing(written) and not (name in _FREE and written.casefold() in _WORDS):
            self.nothing.setdefault(written, []).append(place)
            return ""
        if name == "clave":
            return written
        read = read_value(
            _field(table, name), _of_a_hundred(raw, percent), before=self._whole if name == "valor" else ""
        )
        if percent and isinstance(raw, float | int) and abs(raw) > _MOST:
            readings = f"{written} %, {text_of(float(raw) * 100)} %"
            read = Read("", fault=Kind.BOOK_EITHER, details={"value": written, "readings": readings})
        if read.fault:
            self._note(read.fault, place, **read.details)
        elif read.taken and isinstance(raw, str):
            self._note(Kind.BOOK_TAKEN, place, value=written, taken=read.taken)
        return "\n".join(read.text.splitlines()) if name in _LINES else " ".join(read.text.split())

    def _note(self, kind: Kind, place: CellPlace, **details: Any) -> None:
        self.problems.append(problem(kind, place, **details))

    def _tell(self, kind: Kind, row: int, **details: Any) -> None:
        self._note(kind, self.sheet.grid.place(row), **details)


def _is_said(raw: Raw) -> bool:
    return raw != "" and not (isinstance(raw, str) and not raw.strip())


def _of_a_hundred(raw: Raw, percent: bool) -> Raw:
    """Returns a number as a percentage, if it is the fraction of one."""
    return float(text_of(float(raw) * 100)) if percent and isinstance(raw, float | int) else raw
