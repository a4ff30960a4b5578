"""The sheets of rows that exist: each cell against what it said at export and what the tables say now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.workbook.answers import Answer, Answers
from micrositio.workbook.layout import Field
from micrositio.workbook.origin import Origin
from micrositio.workbook.sheet_rows import Row
from micrositio.workbook.values import is_same


@dataclass(frozen=True)
class Merged:
    """A row of a sheet with what is to be written of it: the `changed` fields or, where it is new, all that it says.

    `is_edited` tells a row in which somebody wrote from one that is as it was exported.
    """

    answer: Answer
    changed: Mapping[str, str]
    is_new: bool
    is_edited: bool


def merged(sheet: Answers, origin: Origin, now: Mapping[str, Row], problems: list[Problem]) -> Iterator[Merged]:
    """Yields the rows of a sheet that have a key, merged; what two people wrote differently is added as a problem."""
    for answer in sheet.rows:
        if answer.key:
            yield _merged(answer, sheet.layout.open_fields, origin, now.get(answer.key), problems)


def _merged(
    answer: Answer, fields: tuple[Field, ...], origin: Origin, now: Row | None, problems: list[Problem]
) -> Merged:
    exported = {each.name: origin.cells.get((answer.sheet, answer.key, each.name), "") for each in fields}
    texts = {each.name: answer.texts.get(each.name, exported[each.name]) for each in fields}
    edited = [each for each in fields if not is_same(each, texts[each.name], exported[each.name])]
    was_stated = (answer.sheet, answer.key) in origin.stated
    if not was_stated and (now is None or not now.is_stated):
        answer.texts = texts
        said = {name: text for name, text in texts.items() if text}
        return Merged(answer, said, is_new=True, is_edited=bool(edited))
    changed: dict[str, str] = {}
    for each in edited:
        before, said_now = exported[each.name] if was_stated else "", now.cells.get(each.name, "") if now else ""
        if is_same(each, texts[each.name], said_now):
            continue
        if is_same(each, before, said_now):
            changed[each.name] = texts[each.name]
        else:
            details = {"said": texts[each.name], "now": said_now, "before": before}
            problems.append(problem(Kind.BOOK_CONFLICT, answer.place(each.name), **details))
    return Merged(answer, changed, is_new=False, is_edited=bool(edited))
