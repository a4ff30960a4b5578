"""Rules of the rows about other data: what they name exists, and gaps and questions have what their state needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from micrositio.i18n.not_known import NOT_DUE, NOT_FOUND, PLAN, UNPUBLISHED, UNREAD, WITHHELD, state_of
from micrositio.model.plan import ActionPlan
from micrositio.model.remarks import Claim, Disagreement, Gap, Question, Reply
from micrositio.model.table_schema import TableSchema
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.problems.suggest import closest
from micrositio.profile.schemas import standard_tables, table_schema

_NEEDED = {
    UNREAD: ("where",),
    UNPUBLISHED: ("sources",),
    WITHHELD: ("reason", "law", "until"),
    NOT_DUE: ("until",),
}
"""The attributes that a gap must have, by its state."""


def what_is_said_names_a_datum(plan: ActionPlan) -> Iterator[Problem]:
    """A disagreement, a claim or a reply is about a row and a column that exist.

    A disagreement or a reply may also be about the whole plan, and a reply about a whole row.
    """
    said: tuple[Disagreement | Claim | Reply, ...] = (*plan.disagreements, *plan.claims, *plan.replies)
    for each in said:
        columns = (each.field,) if each.field or not isinstance(each, Reply) else ()
        yield from _misnamed(plan, each, "field", columns, Kind.DATUM_NOTHING)


def gaps_name_a_datum(plan: ActionPlan) -> Iterator[Problem]:
    """A gap is about a table, a row and columns that exist, or about tables whose rows refer to that row."""
    for each in plan.gaps:
        yield from _misnamed(plan, each, "fields", each.fields, Kind.GAP_NOTHING)


def gaps_say_what_their_state_asks(plan: ActionPlan) -> Iterator[Problem]:
    """A gap has the data that its state needs; if something was looked for and not found, both where and when."""
    for each in plan.gaps:
        for name in _NEEDED.get(state_of(each), ()):
            if not getattr(each, name):
                yield _lacking(Kind.GAP_INCOMPLETE, each, name)
        if state_of(each) == NOT_FOUND and bool(each.where) != bool(each.when):
            yield _lacking(Kind.GAP_SEARCH_UNTOLD, each, "when" if each.where else "where")


def questions_say_what_was_answered(plan: ActionPlan) -> Iterator[Problem]:
    """An answered question has the answer and whether it says what was asked; one without an answer has neither."""
    for each in plan.questions:
        needed, beyond = ("outcome", "answer"), ("outcome", "answer", "evidence")
        for name in needed if each.answered else ():
            if not getattr(each, name):
                yield problem(Kind.QUESTION_UNTOLD, each.at(name), column=each.at(name).column)
        for name in () if each.answered else beyond:
            if getattr(each, name):
                yield problem(Kind.QUESTION_UNDATED, each.at("answered"), column=each.at(name).column)


def references_are_of_one_request(plan: ActionPlan) -> Iterator[Problem]:
    """The questions with one reference number were sent on one day and are about different gaps."""
    first: dict[str, Question] = {}
    seen: set[tuple[str, str]] = set()
    for each in (each for each in plan.questions if each.reference):
        other = first.setdefault(each.reference, each)
        if other.asked != each.asked or (each.reference, each.gap) in seen:
            row = other.at("reference").row
            yield problem(Kind.QUESTION_REFERENCE, each.at("reference"), reference=each.reference, first=row)
        seen.add((each.reference, each.gap))


def _lacking(kind: Kind, each: Gap, attribute: str) -> Problem:
    place = each.at(attribute)
    return problem(kind, place, state=state_of(each), column=place.column)


def _misnamed(
    plan: ActionPlan, each: Disagreement | Claim | Reply | Gap, attribute: str, columns: tuple[str, ...], kind: Kind
) -> Iterator[Problem]:
    """Yields what `each` names that does not exist: its table, its record or its `columns`, given in `attribute`."""
    if each.table == PLAN and not each.record and not isinstance(each, Claim):
        return
    whole = isinstance(each, Gap) and not each.record
    known = _schemas(plan, beyond=whole)
    if each.table not in known:
        yield _nothing(kind, each.at("table"), each.table, known)
        return
    table = plan.tables.get(each.table)
    keys = frozenset(table.records if table else ())
    if not whole and each.record not in keys:
        yield _nothing(kind, each.at("record"), each.record, keys)
    names = known[each.table].names
    names += hanging_from(each.table) if isinstance(each, Gap) else ()
    yield from (_nothing(kind, each.at(attribute), name, names) for name in columns if name not in names)


def _schemas(plan: ActionPlan, *, beyond: bool) -> dict[str, TableSchema]:
    """Returns the schema of each table of the plan and, if `beyond`, of those of the profile that the plan lacks."""
    standard = {name: table_schema(name) for name in standard_tables()} if beyond else {}
    return standard | {name: table.schema for name, table in plan.tables.items()}


@cache
def hanging_from(table: str) -> tuple[str, ...]:
    """Returns the tables of the profile whose rows refer to `table`, directly or through other tables."""
    found = [table]
    for target in found:
        found += [name for name in standard_tables() if target in _references(name) and name not in found]
    return tuple(found[1:])


@cache
def _references(name: str) -> frozenset[str]:
    return frozenset(each.target for each in table_schema(name).references)


def _nothing(kind: Kind, place: Place, what: str, known: Iterable[object]) -> Problem:
    return problem(kind, place, what=what, near=closest(what, known))
