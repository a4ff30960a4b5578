"""The sheets of rows to be added: meetings, agreements, corrections and news. A row that is there already is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from micrositio.editing.meanings import folded
from micrositio.editing.new_evidence import free
from micrositio.formats.markdown_document import write_document
from micrositio.model.plan import ActionPlan
from micrositio.model.records import ReportingPeriod
from micrositio.model.table_schema import Column, TableSchema
from micrositio.model.text import N_
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.profile.plan_descriptor import first_words
from micrositio.profile.schemas import table_schema
from micrositio.progress.seal_formats import PROMISE
from micrositio.progress.seals import corrected
from micrositio.sources.loader import NEWS as NEWS_FOLDER
from micrositio.workbook.answers import Answer, Answers
from micrositio.workbook.draft import Draft, said_by
from micrositio.workbook.layout import CORRECTED, KEY, OWN_MEETING, RECORD, YES, Choice, Field
from micrositio.workbook.merge import Merged
from micrositio.workbook.provenance import Said
from micrositio.workbook.sheet_rows import line_id
from micrositio.workbook.values import is_same, read_value

_LAST_NUMBER = re.compile(r"(.*?)(\d+)$")
A_SEALED_ROW = N_("una fila de ese corte sellado")
A_COLUMN = N_("un dato de esa tabla")
A_TABLE = N_("una tabla de la lista")


@dataclass
class NewMeeting:
    """A meeting that the workbook adds, before its minutes are known; `is_known` if the plan has it already."""

    id: str
    draft: Draft
    answer: Answer
    cut: ReportingPeriod
    is_known: bool = False

    def write(self) -> None:
        """Adds the meeting and, if it reviewed the cut, names it there."""
        said = {"id": (self.id, self.answer.place("fecha")), **said_by(self.answer, tuple(
            name for name in self.answer.texts if name != "revisa"))}  # fmt: skip
        zone = _zone(self.draft) if self.answer["hora_inicio"] else ""
        said |= {"zona": (zone, self.answer.place("hora_inicio"))} if zone else {}
        if not self.is_known:
            self.draft.append(TableName.MEETINGS, said)
            self.draft.counts["meetings"] += 1
        if self.answer["revisa"] == YES:
            self._review()

    def _review(self) -> None:
        cell = (self.id, self.answer.place("revisa"))
        found = self.draft.find(TableName.REPORTING_PERIODS, id=self.cut.id)
        if found is None:
            place = cell[1]
            dated = {"id": (self.cut.id, place), "fecha": (str(self.cut.date), place), "sesion": cell}
            self.draft.append(TableName.REPORTING_PERIODS, dated)
        elif found[1].get("sesion", "") == "":
            self.draft.set(TableName.REPORTING_PERIODS, found[0], {"sesion": cell})


def _zone(draft: Draft) -> str:
    """Returns the difference with UTC of the last meeting that states one."""
    zones = [row.get("zona", "") for row in draft.rows(TableName.MEETINGS).values()]
    return next((each for each in reversed(zones) if each), "")


def add_meetings(draft: Draft, sheet: Answers, cut: ReportingPeriod) -> list[NewMeeting]:
    """Returns the meetings of the sheet; one of the same kind and day that says the same is the plan's."""
    found: list[NewMeeting] = []
    for answer in sheet.rows:
        stem = "-".join(filter(None, (first_words(answer["tipo"]) or "sesion", first_words(answer["fecha"]))))
        own = {name: answer[name] for name in ("tipo", "fecha", "titulo")}
        known = draft.find(TableName.MEETINGS, **own)
        taken = {row["id"] for row in draft.rows(TableName.MEETINGS).values()} | {each.id for each in found}
        name = known[1]["id"] if known else free(stem, taken)
        found.append(NewMeeting(name, draft, answer, cut, is_known=bool(known)))
    return found


def add_rows(draft: Draft, sheet: Answers, problems: list[Problem]) -> None:
    """Adds the rows without a key; where there is one of the same thing already, gives it what it does not say."""
    layout, table = sheet.layout, sheet.layout.table
    for answer in (each for each in sheet.rows if not each.key):
        whose = {name: answer[name] for name in layout.fixed}
        known = draft.find(table, **whose)
        if known is None:
            made = _line_id(draft, answer) if layout.key == "id" else {}
            draft.append(table, {**made, **said_by(answer, tuple(answer.texts))})
            draft.counts[table] += 1
            continue
        said = {each.name: each for each in layout.open_fields if answer[each.name]}
        new = {name: (answer[name], answer.place(name)) for name in said if not known[1].get(name, "")}
        for name in (each for each in said if each not in new):
            if not is_same(said[name], answer[name], known[1][name]):
                details = {"said": answer[name], "now": known[1][name], "before": ""}
                problems.append(problem(Kind.BOOK_CONFLICT, answer.place(name), **details))
        if new:
            draft.set(table, known[0], new)
            draft.counts[table] += 1


def _line_id(draft: Draft, answer: Answer) -> Said:
    """Returns the id of a new line of the budget."""
    thing = answer["actividad"] or answer["compromiso"] or TableName.BUDGET
    taken = {row["id"] for row in draft.rows(TableName.BUDGET).values()}
    return {"id": (free(line_id(thing, answer["concepto"], answer["fin"]), taken), answer.place())}


def add_agreements(draft: Draft, sheet: Answers, rows: Iterable[Merged], meetings: list[NewMeeting]) -> None:
    """Writes how the open agreements stand, and adds the new ones."""
    for each in rows:
        found = draft.find(TableName.AGREEMENTS, id=each.answer.key)
        if each.changed and found:
            said = {name: (text, each.answer.place(name)) for name, text in each.changed.items()}
            draft.set(TableName.AGREEMENTS, found[0], said)
            draft.counts["agreements-closed" if "cerrado" in said or "estado" in said else "agreements-noted"] += 1
    for answer in sheet.rows:
        if not answer.key:
            _add_agreement(draft, answer, meetings)


def _add_agreement(draft: Draft, answer: Answer, meetings: list[NewMeeting]) -> None:
    said = said_by(answer, tuple(answer.texts))
    if answer["sesion"] == OWN_MEETING:
        said["sesion"] = (meetings[0].id if len(meetings) == 1 else "", answer.place("sesion"))
    if draft.find(TableName.AGREEMENTS, texto=answer["texto"], sesion=said.get("sesion", ("",))[0]):
        return
    ids = [row["id"] for row in draft.rows(TableName.AGREEMENTS).values()]
    draft.append(TableName.AGREEMENTS, {"id": (_next(ids, "acuerdo"), answer.place("texto")), **said})
    draft.counts["agreements-new"] += 1


def _next(ids: Iterable[str], stem: str) -> str:
    """Returns the id after the last one: its words with the next number."""
    numbered = [match.groups() for each in ids if (match := _LAST_NUMBER.fullmatch(each))]
    before = numbered[-1][0] if numbered else f"{stem}-"
    numbers = [int(number) for words, number in numbered if words == before]
    return f"{before}{max(numbers, default=0) + 1}"


def add_corrections(draft: Draft, sheet: Answers, plan: ActionPlan, problems: list[Problem]) -> None:
    """Adds the errata of sealed cuts, and gives the cells that they correct their new text."""
    for answer in sheet.rows:
        table = answer["tabla"]
        known = _column(table_schema(table), answer["campo"]) if table in CORRECTED else None
        if known is None:
            value = answer["campo"] if table in CORRECTED else table
            place = answer.place("campo" if table in CORRECTED else "tabla")
            what = A_COLUMN if table in CORRECTED else A_TABLE
            problems.append(problem(Kind.BOOK_VALUE, place, value=value or "—", what=what))
            continue
        _correct(draft, answer, plan, known, problems)


def _column(schema: TableSchema, title: str) -> Column | None:
    return next((each for each in schema.columns if title and folded(title) in (
        folded(each.title.base), folded(each.name))), None)  # fmt: skip


def _correct(draft: Draft, answer: Answer, plan: ActionPlan, column: Column, problems: list[Problem]) -> None:
    table, cut = answer["tabla"], answer["corte"]
    schema = table_schema(table)
    parts = {name: cut if name == "corte" else answer[RECORD] for name in schema.key}
    record = "|".join(parts.values())
    seal = plan.seals.get(cut)
    sealed = next((row for row in (seal.tables.get(table, ()) if seal else ()) if all(
        row.get(name) == text for name, text in parts.items())), None)  # fmt: skip
    found = draft.find(table, **parts)
    if sealed is None or found is None:
        problems.append(problem(Kind.BOOK_ROW, answer.place(RECORD), value=answer[RECORD] or "—", what=A_SEALED_ROW))
        return
    after = _typed(plan, column, answer, problems)
    whose = {"corte": cut, "tabla": table, "registro": record, "campo": column.name, "fecha": answer["fecha"]}
    if after is None or draft.find(TableName.ERRATA, **whose, despues=after):
        return
    own = [each for each in plan.errata if (each.table, each.record, each.field) == (table, record, column.name)]
    reach = [each for each in own if table in PROMISE or each.period == cut]
    before = corrected(sealed.get(column.name, ""), sorted(reach, key=lambda each: each.date)).value
    add_erratum(draft, answer, whose, before, after, {"motivo": "motivo", "quien": "quien", "fuentes": "fuentes"})
    draft.set(table, found[0], {column.name: (after, answer.place("despues"))})
    draft.counts["errata"] += 1
    draft.corrected.append(cut)


def add_erratum(
    draft: Draft, answer: Answer, whose: Mapping[str, str], before: str, after: str, fields: Mapping[str, str]
) -> None:
    """Adds an erratum: of what (`whose`), what it said and says, and the other columns by the field that tells each."""
    record = RECORD if RECORD in answer.columns else KEY
    said = {name: (text, answer.place(record if name == "registro" else name)) for name, text in whose.items()}
    said |= {"antes": (before, answer.place("despues")), "despues": (after, answer.place("despues"))}
    draft.append(TableName.ERRATA, {**said, **said_by(answer, fields)})


def _typed(plan: ActionPlan, column: Column, answer: Answer, problems: list[Problem]) -> str | None:
    """Returns what a corrected cell is to say, read as its own column is; None, with a problem, if it cannot be."""
    words = {"estados": [(each.id, each.title.base) for each in plan.scale],
             "organos": [(each.id, each.name.base) for each in plan.bodies]}  # fmt: skip
    listed = words.get(column.descriptor.get("vocabulary", ""), [(v, t.base) for v, t in column.categories.items()])
    kind = "string" if column.type == "list" else column.type
    field = Field(column.name, "", kind, choices=tuple(Choice(*each) for each in listed))
    read = read_value(field, answer["despues"])
    if read.fault:
        problems.append(problem(read.fault, answer.place("despues"), **read.details))
        return None
    return read.text


def add_news(draft: Draft, sheet: Answers, plan: ActionPlan, problems: list[Problem]) -> None:
    """Adds the news; one whose file says the same is the site's already."""
    for answer in sheet.rows:
        slug = "-".join(filter(None, (answer["fecha"], first_words(answer["titulo"]))))
        name = f"content/{NEWS_FOLDER}/{slug or 'novedad'}.md"
        front = {key: answer[key] for key in ("titulo", "fecha", "resumen") if answer[key]}
        content = write_document({**front, "plan": plan.id}, f"\n{answer['texto']}" if answer["texto"] else "").decode()
        path = draft.root / name
        if path.is_file():
            if path.read_text("utf-8") != content:
                details = {"said": answer["titulo"], "now": name, "before": ""}
                problems.append(problem(Kind.BOOK_CONFLICT, answer.place("titulo"), **details))
            continue
        draft.write(name, content)
        draft.counts["news"] += 1
        draft.tell(name, answer.place("titulo"))
        for line, text in enumerate(content.splitlines(), 1):
            key = text.partition(":")[0]
            cell = answer.place(key if key in front and line < len(front) + 3 else "texto")
            draft.tell(name, cell, line)
