"""What each sheet of a workbook says, row by row, under the fields of its layout; with the faults of reading it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from micrositio.editing.meanings import folded
from micrositio.model.text import N_
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.workbook.book import Book, Cell, Raw, letters_of
from micrositio.workbook.form import Form, FormSheet
from micrositio.workbook.layout import KEY, Field, Layout
from micrositio.workbook.values import Read, is_as_exported, read_value

_HEADER_WITHIN = 20
A_KEY = N_("la clave de una fila de esta hoja")


class CellPlace(Place):
    """A cell of a workbook: `file` is the sheet, `row` its number and `column` its letters."""

    __slots__ = ()

    def __str__(self) -> str:
        """Returns the place as spreadsheets write it."""
        return f"{self.file}!{self.column or ''}{self.row or ''}" if self.row else self.file

    @property
    def shown(self) -> Place:
        """The place as it may be shown."""
        plain = super().shown
        return CellPlace(plain.file, plain.row, plain.column)


@dataclass
class Answer:
    """A row: its number, its key ("" for one to be added), and its texts by field. Faulty cells have none."""

    sheet: str
    row: int
    key: str
    texts: dict[str, str] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)

    def place(self, name: str = "") -> CellPlace:
        """Returns the place of a field, or of the row's first cell."""
        return CellPlace(self.sheet, self.row, letters_of(self.columns.get(name, 1)))

    def __getitem__(self, name: str) -> str:
        """Returns the text of a field, "" if it has none."""
        return self.texts.get(name, "")


@dataclass
class Answers:
    """A sheet: its layout, its rows that say something, and the problems of reading it."""

    layout: Layout
    rows: list[Answer]
    problems: list[Problem]


Exported = Mapping[tuple[str, str, str], str]
"""What a cell said at export, by sheet, key and field."""


def answers_of(book: Book, form: Form, exported: Exported) -> dict[str, Answers]:
    """Returns what the sheets of a workbook say, by name; a sheet that somebody took out says nothing."""
    return {sheet.layout.name: _answers(book, sheet, exported) for sheet in form.sheets}


def _answers(book: Book, sheet: FormSheet, exported: Exported) -> Answers:
    layout = sheet.layout
    name = next((each for each in book.sheets if folded(each) == folded(layout.name)), "")
    rows = book.sheets.get(name, [])
    if not rows:
        return Answers(layout, [], [])
    header, columns = _header(layout, rows)
    missing = [each.title for each in layout.fields if each.name == KEY and each.name not in columns]
    if not columns or missing:
        words = ", ".join(missing or [each.title for each in layout.fields[:3]])
        return Answers(layout, [], [problem(Kind.BOOK_SHEET, CellPlace(layout.name), missing=words)])
    return _Reader(sheet, book.faulty.get(name, frozenset()), columns, exported).read(rows, header)


def _header(layout: Layout, rows: Sequence[Sequence[Raw]]) -> tuple[int, dict[str, int]]:
    """Returns the number of the row with the names of the columns, and the column of each field; none if there is none.

    The row is that with most of them, within the first ones.
    """
    titles = {folded(each.title): each.name for each in layout.fields}
    found: list[tuple[int, int, dict[str, int]]] = []
    for number, row in enumerate(rows[:_HEADER_WITHIN], 1):
        named = [(titles.get(folded(cell)) if isinstance(cell, str) else None) for cell in row]
        columns = {name: column for column, name in reversed([*enumerate(named, 1)]) if name}
        found.append((len(columns), -number, columns))
    most, number, columns = max(found)[:3] if found else (0, 0, {})
    return (-number, columns) if most >= min(2, len(titles)) else (0, {})


class _Reader:
    """Reads the rows of one sheet."""

    def __init__(
        self, sheet: FormSheet, faulty: frozenset[Cell], columns: Mapping[str, int], exported: Exported
    ) -> None:
        self.layout, self.faulty, self.columns, self.exported = sheet.layout, faulty, columns, exported
        self.known = {row.key: row.cells for row in sheet.rows if row.key}
        self.problems: list[Problem] = []

    def read(self, rows: Sequence[Sequence[Raw]], header: int) -> Answers:
        """Returns the rows below the header that say something."""
        found: list[Answer] = []
        for number, cells in enumerate(rows[header:], header + 1):
            row = {name: cells[at - 1] for name, at in self.columns.items() if at <= len(cells)}
            is_faulty = any((number, at) in self.faulty for at in self.columns.values())
            if is_faulty or any(_says(each) for each in row.values()):
                found += self._row(number, row)
        return Answers(self.layout, list(self._once(found)), self.problems)

    def _row(self, number: int, row: Mapping[str, Raw]) -> Iterator[Answer]:
        opened = self.layout.open_fields
        answer = Answer(self.layout.name, number, "", columns=self.columns)
        answer.key = self._key(row)
        is_said = any(_says(row.get(each.name, "")) for each in opened)
        if not answer.key and KEY in self.columns and (not self.layout.blank or _says(row.get(KEY, ""))):
            if is_said:
                value = str(row.get(KEY, "")) or "—"
                self.problems.append(problem(Kind.BOOK_ROW, answer.place(KEY), value=value, what=A_KEY))
            return
        if not answer.key and not is_said and not any((number, at) in self.faulty for at in self.columns.values()):
            return
        for each in opened:
            if each.name in self.columns:
                self._cell(answer, each, row.get(each.name, ""))
        yield answer

    def _key(self, row: Mapping[str, Raw]) -> str:
        """Returns the key of a row: as it is written or, where it was lost, that of its exact text."""
        key = "-".join(str(row.get(KEY, "")).lower().split())
        if key in self.known:
            return key
        name = self.layout.words
        text = " ".join(str(row.get(name, "")).split())
        same = [key for key, cells in self.known.items() if text and " ".join(cells.get(name, "").split()) == text]
        return same[0] if len(same) == 1 and not key else ""

    def _cell(self, answer: Answer, each: Field, raw: Raw) -> None:
        if (answer.row, self.columns[each.name]) in self.faulty:
            self.problems.append(problem(Kind.BOOK_FORMULA, answer.place(each.name)))
            return
        before = self.exported.get((self.layout.name, answer.key, each.name), "")
        if before and is_as_exported(each, raw, before):
            answer.texts[each.name] = before
            return
        shown = self.known.get(answer.key, {})
        unit = shown.get("unidad", "") if each.name == "valor" else ""
        read: Read = read_value(each, raw, unit, shown.get(f"antes_{each.name}", ""))
        if read.fault:
            self.problems.append(problem(read.fault, answer.place(each.name), **read.details))
            return
        if read.taken:
            self.problems.append(
                problem(Kind.BOOK_TAKEN, answer.place(each.name), value=str(raw).strip(), taken=read.taken)
            )
        answer.texts[each.name] = read.text

    def _once(self, rows: Sequence[Answer]) -> Iterator[Answer]:
        seen: dict[str, Answer] = {}
        for each in rows:
            if each.key in seen:
                self.problems.append(problem(Kind.BOOK_TWICE, each.place(KEY), other=str(seen[each.key].place(KEY))))
                continue
            seen |= {each.key: each} if each.key else {}
            yield each


def _says(raw: Raw) -> bool:
    return raw != "" and not (isinstance(raw, str) and not raw.strip())
