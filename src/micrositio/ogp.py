"""The commitments as OGP's commitments database has them: its columns and its codes, made from the plan alone.

A column is there only if some datum of ours can answer it; nothing is guessed. Codes of what is missing are OGP's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .bilingual import ENGLISH
from .dates import PartialDate
from .derived import derived_table
from .model import ActionPlan, TableData
from .records import Commitment, Text
from .schemas import table_schema

NO_DATA, NOT_REVIEWED = "ND", "NR"
_Answer = Callable[[ActionPlan, Commitment], Any]
_VALUES: Mapping[str, str] = {
    "OGP Value Access To Information": "acceso_informacion",
    "OGP Value Civic Participation": "participacion_ciudadana",
    "OGP Value Public Accountability": "rendicion_cuentas",
    "OGP Value Technology": "tecnologia_innovacion",
}
_ANSWERS: Mapping[str, _Answer] = {
    "Commitment Unique Identifier": lambda plan, each: each.ogp_id or NO_DATA,
    "Country/Locality": lambda plan, each: _english(plan.jurisdiction),
    "Commitment Number": lambda plan, each: each.number,
    "Action Plan End Year": lambda plan, each: _end_year(plan),
    "Theme": lambda plan, each: _english(each.theme),
    "Commitment Title": lambda plan, each: _english(each.title),
    "Short Title": lambda plan, each: _english(each.short_title),
    "Start Date": lambda plan, each: _date(each.start),
    "End Date": lambda plan, each: _date(each.end),
    "Lead Institution": lambda plan, each: _institutions(plan, each.leads),
    "Supporting Institution(s)": lambda plan, each: _institutions(plan, each.supporting),
}
"""What the plan itself says of a commitment, by OGP's column."""


def ogp_table(plan: ActionPlan) -> TableData:
    """A row for each commitment, under the names of OGP's columns; texts in English where they exist."""
    names = [field["name"] for field in table_schema("ogp")["fields"]]
    said = _assessed(plan)
    rows = ({name: _answer(plan, each, name, said) for name in names} for each in plan.commitments)
    return derived_table(plan, "ogp", rows)


def _answer(plan: ActionPlan, each: Commitment, name: str, said: Mapping[tuple[str, str], list[str]]) -> Any:
    if name in _ANSWERS:
        return _ANSWERS[name](plan, each)
    if name in _VALUES:
        return str(int(_VALUES[name] in each.ogp_values)) if each.ogp_values else NO_DATA
    return _assessment(said.get((each.id, name.casefold())))


def _english(text: Text) -> str:
    return text.pick(ENGLISH)[0] or NO_DATA


def _date(day: PartialDate | None) -> str:
    return str(day) if day else NO_DATA


def _end_year(plan: ActionPlan) -> str:
    """The year in which the plan ends; ND where its sources say different ones."""
    years = {str(each.end)[:4] for each in plan.periods if each.end}
    return years.pop() if len(years) == 1 else NO_DATA


def _institutions(plan: ActionPlan, ids: Iterable[str]) -> str:
    return "; ".join(_english(plan.index.institutions[each].name) for each in ids) or NO_DATA


def _assessed(plan: ActionPlan) -> Mapping[tuple[str, str], list[str]]:
    """What assessments say of each commitment under each criterion (in English, case aside), in their order."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in plan.assessments:
        found.setdefault((each.commitment, each.criterion.en.casefold()), []).append(each.value.pick(ENGLISH)[0])
    return found


def _assessment(values: list[str] | None) -> str:
    """The values given, each once; NR where nobody assessed it, ND where the result is not known."""
    if values is None:
        return NOT_REVIEWED
    return "; ".join(dict.fromkeys(value for value in values if value)) or NO_DATA
