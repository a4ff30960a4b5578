"""A delivery: the workbook of a cut and its documents → the changes of a plan's files, and what they come to.

What stands in the tables is only compared; whether what would be written is right is for the rules of the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from micrositio.editing.listed import NoRoom
from micrositio.model.dates import parse_day
from micrositio.model.plan import ActionPlan
from micrositio.model.records import ReportingPeriod
from micrositio.model.text import N_
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.workbook.additions import add_agreements, add_corrections, add_meetings, add_news, add_rows
from micrositio.workbook.answers import Answers, answers_of
from micrositio.workbook.book import Book
from micrositio.workbook.date_changes import add_changes
from micrositio.workbook.documents import Documents
from micrositio.workbook.draft import Draft
from micrositio.workbook.form import Form, form_of, new_cut
from micrositio.workbook.layout import (
    AGREEMENTS,
    BUDGET,
    CHANGES,
    CORRECTIONS,
    DOCUMENTS,
    MEETINGS,
    NEWS,
    ORIGIN,
    PARTNERS,
    Layout,
)
from micrositio.workbook.merge import Merged, merged
from micrositio.workbook.origin import FORMAT, Origin, read_origin
from micrositio.workbook.provenance import Said
from micrositio.workbook.sheet_rows import Row

NOT_OURS = N_("no trae la hoja que dice de qué plan y corte es")
OTHER_FORMAT = N_("lo hizo otra versión del programa")
OTHER_PLAN = N_("es del plan «{plan}», que aquí no está")


def origin_of(book: Book, name: str) -> tuple[Origin, list[Problem]]:
    """Returns what a workbook was made from, with the reason why it cannot be used, if there is one."""
    origin = read_origin([str(cell) for cell in row] for row in book.sheets.get(ORIGIN, ()))
    why = "" if origin.plan and origin.cut and _is_day(origin.day) else NOT_OURS
    why = why or (OTHER_FORMAT if origin.format != FORMAT else "")
    return origin, [problem(Kind.BOOK_ORIGIN, Place(name), why=why)] if why else []


def _is_day(text: str) -> bool:
    try:
        parse_day(text)
    except ValueError:
        return False
    return True


class Delivery:
    """One workbook being read into a draft of the plan's files; `problems` are the faults of the workbook itself."""

    def __init__(self, book: Book, origin: Origin, draft: Draft, plan: ActionPlan, cut: ReportingPeriod) -> None:
        """Reads the sheets of the workbook under the lists of the plan as it is now."""
        self.origin, self.draft, self.plan, self.cut = origin, draft, plan, cut
        self.named: set[str] = set()
        self.form: Form = form_of(plan, cut, origin.for_committee, every=True)
        self.sheets: dict[str, Answers] = answers_of(book, self.form, origin.cells)
        self.problems = [each for sheet in self.sheets.values() for each in sheet.problems]
        self.now: dict[str, Mapping[str, Row]] = {
            sheet.layout.name: {row.key: row for row in sheet.rows} for sheet in self.form.sheets
        }

    def merge(self, files: Sequence[Path], *, is_whole: bool) -> list[Problem]:
        """Puts all that the workbook says into the draft, and returns the faults of the workbook itself.

        `files` are those beside it; where they are the `is_whole` delivery, each of them must be one of its documents.
        """
        try:
            self._read(files, is_whole)
        except NoRoom as descriptor:
            self.problems.append(problem(Kind.BOOK_NO_ROOM, Place(str(descriptor))))
        return self.problems

    def _read(self, files: Sequence[Path], is_whole: bool) -> None:
        if not self.origin.for_committee:
            self.named = self._additions(files)
            extra = (each.name for each in files if is_whole and each.name not in self.named)
            self.problems += [problem(Kind.BOOK_FILE_EXTRA, Place(each), name=each) for each in extra]
        rows = {name: self._merged(name) for name, sheet in self.sheets.items() if sheet.layout.is_of_cut}
        edited = (each.is_edited for found in rows.values() for each in found)
        self._of_the_cut(rows, is_edited=bool(self.draft.changes) or any(edited))

    def _additions(self, files: Sequence[Path]) -> set[str]:
        """Puts what is not of a cut into the draft, and returns the names of the documents."""
        meetings = add_meetings(self.draft, self.sheets[MEETINGS], self.cut)
        documents = Documents(self.draft, self.plan, meetings, {each.name: each for each in files})
        documents.add(self.sheets[DOCUMENTS], self.problems)
        for name, field in ((MEETINGS, "acta"), (AGREEMENTS, "evidencia")):
            for answer in self.sheets[name].rows:
                answer.texts |= {field: documents.id_of(answer[field])} if answer[field] else {}
        for meeting in meetings:
            meeting.write()
        agreements = self._merged(AGREEMENTS)
        add_agreements(self.draft, self.sheets[AGREEMENTS], agreements, meetings)
        if CHANGES in self.sheets:
            add_changes(self.draft, self.sheets[CHANGES], self.plan, self.problems)
        for sheet in (self.sheets[name] for name in (BUDGET, PARTNERS) if name in self.sheets):
            self._written(sheet.layout, [each for each in self._merged(sheet.layout.name) if each.is_edited])
            add_rows(self.draft, sheet, self.problems)
        add_corrections(self.draft, self.sheets[CORRECTIONS], self.plan, self.problems)
        add_news(self.draft, self.sheets[NEWS], self.plan, self.problems)
        return documents.named

    def _merged(self, name: str) -> list[Merged]:
        found: list[Problem] = []
        rows = list(merged(self.sheets[name], self.origin, self.now[name], found))
        if self.sheets[name].layout.is_of_cut and self.cut.id in self.plan.seals:
            self._refuse_sealed(rows, found)
            return []
        self.problems += found
        return rows

    def _refuse_sealed(self, rows: list[Merged], found: list[Problem]) -> None:
        """Adds one problem if the sheet says something new of a cut that was sealed in between."""
        places = [each.place for each in found] + [
            each.answer.place() for each in rows if each.changed and each.is_edited
        ]
        if places:
            self.problems.append(problem(Kind.BOOK_SEALED, places[0], cut=self.cut.id))

    def _of_the_cut(self, rows: Mapping[str, list[Merged]], is_edited: bool) -> None:
        """Writes the rows of the cut, by sheet, and that of the cut itself if there is none.

        What was proposed counts as said once somebody wrote anything: a workbook as it was exported writes nothing.
        """
        for name, found in rows.items():
            layout = self.sheets[name].layout
            written = [each for each in found if each.changed and (is_edited or not each.is_new)]
            if written and self.draft.find(TableName.REPORTING_PERIODS, id=self.cut.id) is None:
                cell = written[0].answer.place()
                dated = {"id": (self.cut.id, cell), "fecha": (str(self.cut.date), cell)}
                self.draft.append(TableName.REPORTING_PERIODS, dated)
            self._written(layout, written)

    def _written(self, layout: Layout, rows: Iterable[Merged]) -> None:
        for each in (each for each in rows if each.changed):
            self._write(layout, each)
            self.draft.counts[layout.table] += 1
            self.draft.counts[f"{layout.table}-same"] += each.is_new and self._is_as_before(layout.name, each)

    def _is_as_before(self, sheet: str, each: Merged) -> bool:
        """Returns whether a report says the value and the status that the one before said."""
        shown = self.now[sheet][each.answer.key].cells
        before = shown.get("antes_valor"), shown.get("antes_estado")
        return before == (each.answer["valor"], self._status(each))

    def _status(self, each: Merged) -> str:
        step = self.plan.index.scale.get(each.answer["estado"])
        return step.title.base if step else each.answer["estado"]

    def _write(self, layout: Layout, each: Merged) -> None:
        said = {name: (text, each.answer.place(name)) for name, text in each.changed.items()}
        key = {layout.key: each.answer.key, **({"corte": self.cut.id} if layout.is_of_cut else {})}
        if each.is_new:
            whose = {name: (text, each.answer.place()) for name, text in key.items()}
            self.draft.append(
                layout.table, {**whose, **said, **self._empty(each, said), **self._translated(layout, each)}
            )
        elif found := self.draft.find(layout.table, **key):
            self.draft.set(layout.table, found[0], said)

    def _translated(self, layout: Layout, each: Merged) -> Said:
        """Returns the translations of what was proposed of a new row, where nobody changed that."""
        now = self.now[layout.name].get(each.answer.key)
        found = ((name, name.rpartition("_")[0], text) for name, text in (now.cells if now else {}).items())
        return {
            name: (text, each.answer.place(stem))
            for name, stem, text in found if now and stem in layout.fixed and each.answer[stem] == now.cells[stem]
        }  # fmt: skip

    def _empty(self, each: Merged, said: Said) -> Said:
        """Returns the empty cells of a new row, so that what is missing is told at its cell."""
        return {name: ("", each.answer.place(name)) for name in each.answer.texts if name not in said}


def cut_of(plan: ActionPlan, origin: Origin) -> ReportingPeriod:
    """Returns the cut of a workbook: that of the plan or, if it has none of that name, one to be added."""
    return plan.index.cuts.get(origin.cut) or new_cut(plan, origin.cut, parse_day(origin.day))
