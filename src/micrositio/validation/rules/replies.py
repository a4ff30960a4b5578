"""Rules of the replies of offices and of the removals of personal data: outcomes, days, and no person named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan
from micrositio.model.remarks import Removal, Reply
from micrositio.model.vocabularies import TableName
from micrositio.privacy.contacts import has_contact, plain_words
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.validation.rules.errata import last_day_told

_SAID_ON: Mapping[str, str] = {
    TableName.VERIFICATIONS: "fecha",
    TableName.OWN_VERIFICATIONS: "fecha",
    TableName.RESCHEDULINGS: "fecha",
    TableName.MODIFICATIONS: "fecha",
    TableName.ASSESSMENTS: "fecha",
    TableName.COMMENTS: "fecha",
    TableName.EVIDENCE: "fecha",
    TableName.QUESTIONS: "preguntada",
}
"""The column with the day on which what a row states was said, of the tables that have one."""


def outcomes_have_their_day(plan: ActionPlan) -> Iterator[Problem]:
    """A resolved reply or removal has its day, its outcome and the reason; an open one has none of them."""
    for each in (*plan.replies, *plan.removals):
        names = ("outcome", "resolved", "explanation" if isinstance(each, Reply) else "reason")
        given = [name for name in names if getattr(each, name)]
        for name in names if given else ():
            if name not in given:
                columns = {"column": each.at(name).column, "given": each.at(given[0]).column}
                yield problem(Kind.OUTCOME_UNTOLD, each.at(name), **columns)


def replies_are_dated_within_what_is_told(plan: ActionPlan) -> Iterator[Problem]:
    """No reply is from before its datum, and no reply or removal from after the last day that the plan's data tell."""
    last = last_day_told(plan)
    for each in plan.replies:
        first = _first_day(plan, each)
        if first and each.date < first:
            yield problem(Kind.REPLY_EARLY, each.at("date"), date=each.date, day=first)
    for row in (*plan.replies, *plan.removals):
        for name in ("date", "resolved"):
            day = getattr(row, name)
            if last and day and day > last:
                yield problem(Kind.REPLY_LATE, row.at(name), date=day, day=last)


def registers_name_no_person(plan: ActionPlan) -> Iterator[Problem]:
    """A reply or a removal holds no whole name of a member, no e-mail address and no number like a telephone's."""
    named = (*(each.name for each in plan.members), *(each.name for each in plan.endorsements))
    plain = {plain_words(each) for each in named}
    names = [re.compile(rf"\b{re.escape(each)}\b") for each in sorted(plain) if " " in each]
    registered: tuple[Reply | Removal, ...] = (*plan.replies, *plan.removals)
    for each in registered:
        for name in _written(each):
            words = _words(each, name)
            if has_contact(words) or any(person.search(plain_words(words)) for person in names):
                yield problem(Kind.REGISTER_PERSON, each.at(name), column=each.at(name).column)


def _written(each: Reply | Removal) -> tuple[str, ...]:
    return ("post", "text", "explanation", "note") if isinstance(each, Reply) else ("reason", "note")


def _words(each: Reply | Removal, name: str) -> str:
    """Returns a text of the row in all its languages."""
    value = getattr(each, name)
    return value if isinstance(value, str) else " ".join(words for _language, words in value.words)


def _first_day(plan: ActionPlan, reply: Reply) -> date | None:
    """Returns the day on which the row that a reply answers was said, or that of its cut; None if it has neither."""
    table = plan.tables.get(reply.table)
    if table is None or reply.record not in table.records:
        return None
    row = dict(zip(table.columns, table.values[table.records.index(reply.record)], strict=True))
    cut = plan.index.cuts.get(str(row.get("corte", "")))
    stated = row.get(_SAID_ON.get(reply.table, "")) or (cut.date if cut else None)
    if isinstance(stated, PartialDate):
        return stated.first
    return stated if isinstance(stated, date) else None
