"""The commitments in the form of OGP's commitments database: its columns and codes, made from the plan alone.

A column is included only if some datum of ours can fill it; nothing is guessed, and no label of ours stands for one of
OGP's. Codes for missing values are OGP's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from micrositio.i18n.bilingual import ENGLISH
from micrositio.model.dates import PartialDate
from micrositio.model.plan import ActionPlan, TableData
from micrositio.model.plan_facts import OgpCommitment
from micrositio.model.records import Commitment
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.profile.plan_tables import derived_table
from micrositio.profile.schemas import table_schema

NO_DATA, NOT_REVIEWED = "ND", "NR"
_SITE = "opengovpartnership.org"
_Answer = Callable[[ActionPlan, Commitment], Any]
_VALUES: Mapping[str, str] = {
    "OGP Value Access To Information": "acceso_informacion",
    "OGP Value Civic Participation": "participacion_ciudadana",
    "OGP Value Public Accountability": "rendicion_cuentas",
    "OGP Value Technology": "tecnologia_innovacion",
}
_ANSWERS: Mapping[str, _Answer] = {
    "Commitment Unique Identifier": lambda plan, each: each.ogp_id,
    "Country/Locality": lambda plan, each: plan.ogp.place or _english(plan.jurisdiction),
    "Action Plan Number": lambda plan, each: plan.ogp.number,
    "Commitment Number": lambda plan, each: each.number,
    "Code": lambda plan, each: plan.ogp.code,
    "Region": lambda plan, each: plan.ogp.region,
    "National Or Local": lambda plan, each: plan.ogp.level,
    "Year Of Submission": lambda plan, each: plan.ogp.submitted,
    "Action Plan End Year": lambda plan, each: plan.ogp.end_year or _end_year(plan),
    "Action Plan Duration (Years)": lambda plan, each: f"{plan.ogp.duration:g}" if plan.ogp.duration else "",
    "Theme": lambda plan, each: _said(plan, each).theme,
    "Commitment Title": lambda plan, each: _title(plan, each),
    "Short Title": lambda plan, each: _said(plan, each).short_title,
    "Full Text": lambda plan, each: _said(plan, each).full_text,
    "Start Date": lambda plan, each: _date(each.start),
    "End Date": lambda plan, each: _date(each.end),
    "Lead Institution": lambda plan, each: _institutions(plan, each.leads),
    "Supporting Institution(s)": lambda plan, each: _institutions(plan, each.supporting),
    "URL": lambda plan, each: ogp_page(plan, each),
}
"""Value of each OGP column that the plan itself states about a commitment."""
_OTHER_NAMES: Mapping[str, str] = {"did it open government": "did it open government overall"}
"""Criteria with two names at OGP: the name in its reports → the column of its database."""


def ogp_table(plan: ActionPlan) -> TableData:
    """Returns a row for each commitment, under the names of OGP's columns; texts in English where they exist."""
    names = table_schema(TableName.OGP).names
    said = _assessed(plan)
    rows = ({name: _answer(plan, each, name, said) for name in names} for each in plan.commitments)
    return derived_table(plan, TableName.OGP, rows)


def ogp_page(plan: ActionPlan, each: Commitment) -> str:
    """Returns the address of the commitment's page at OGP if one of its sources is that page, else ""."""
    pages = (plan.index.sources[key].url for key in each.sources if key in plan.index.sources)
    return next((url for url in pages if each.ogp_id and _is_page_of(url, each.ogp_id)), "")


def _is_page_of(url: str, ogp_id: str) -> bool:
    host, path = urlsplit(url).hostname or "", urlsplit(url).path.rstrip("/").casefold()
    return f".{host}".endswith(f".{_SITE}") and path.endswith(f"/commitments/{ogp_id}".casefold())


def _answer(plan: ActionPlan, each: Commitment, name: str, said: Mapping[tuple[str, str], list[str]]) -> Any:
    if name in _ANSWERS:
        found = _ANSWERS[name](plan, each)
        return found if name == "Commitment Number" else str(found or NO_DATA)
    if name in _VALUES:
        return str(int(_VALUES[name] in each.ogp_values)) if each.ogp_values else NO_DATA
    return _assessment(plan, said.get((each.id, _criterion(name)), ()))


def _said(plan: ActionPlan, each: Commitment) -> OgpCommitment:
    """Returns what OGP says about the commitment; an empty value if the plan does not state it."""
    nothing = OgpCommitment(each.id, "", "", "", ())
    return next((said for said in plan.ogp.commitments if said.commitment == each.id), nothing)


def _title(plan: ActionPlan, each: Commitment) -> str:
    """Returns the official title; "" if the only one known is a label of ours, or OGP's short one."""
    title = _english(each.title)
    return "" if plan.own_titles or title == _said(plan, each).short_title else title


def _english(text: Text) -> str:
    return text.pick(ENGLISH)[0]


def _date(day: PartialDate | None) -> str:
    return str(day) if day else ""


def _end_year(plan: ActionPlan) -> str:
    """Returns the year in which the plan ends; "" if it is unknown or its sources state different ones."""
    years = {str(each.end)[:4] for each in plan.periods if each.end}
    return years.pop() if len(years) == 1 else ""


def _institutions(plan: ActionPlan, ids: Iterable[str]) -> str:
    return "; ".join(_english(plan.index.institutions[each].name) for each in ids)


def _assessed(plan: ActionPlan) -> Mapping[tuple[str, str], list[str]]:
    """Returns the results of assessments by commitment and criterion (in English), in their order."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in plan.assessments:
        found.setdefault((each.commitment, _criterion(each.criterion.in_("en"))), []).append(
            each.value.pick(ENGLISH)[0]
        )
    return found


def _criterion(name: str) -> str:
    """Returns the criterion's name for comparison: its words alone, in lower case, as in OGP's database."""
    words = " ".join(re.findall(r"\w+", name.casefold()))
    return _OTHER_NAMES.get(words, words)


def _assessment(plan: ActionPlan, values: Iterable[str]) -> str:
    """Returns the values, each once; NR if nothing of the plan was assessed, ND if the result is not known."""
    reviewed = plan.assessments or plan.instruments
    return "; ".join(dict.fromkeys(filter(None, values))) or (NO_DATA if reviewed else NOT_REVIEWED)
