"""What any table says survives the workbook: exported, saved by another program and imported, nothing is different."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micrositio.model.plan import ActionPlan, TableData
from micrositio.profile.cells import typed
from micrositio.sources.loader import load
from micrositio.sources.tree import PlanSource
from micrositio.workbook.book import read_book
from micrositio.workbook.delivery import Delivery, cut_of, origin_of
from micrositio.workbook.draft import Draft
from micrositio.workbook.form import form_of
from micrositio.workbook.form_file import form_file
from support import MINIMAL, PLAN, plan_of

CUT = "2024-06"
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Co", "Cn"]), max_size=40),
    st.sampled_from([
        "0.45", "8.0", "007", "2026-07-31", "31/07/2026", "jul-26", "TRUE", "Sí", "N/A", "pendiente", "4,5", "45%",
        "dos\nrenglones", "_x0041_", "_x000D_", "a" * 32_000, "1E5", "- uno", "‘", "ﬁ", "👩‍👧", "a;b", "Ñandú",
        "'", "#N/A.",
    ]),
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1).map(str),
    st.decimals(-(10**6), 10**6, places=3).map(lambda each: f"{each:f}"),
    st.sampled_from(["0", "0.45", "8.0", "007", "-0", "0.1", "123456789012345", "123456789012345.25", "1.10"]),
)
DAYS = st.dates().map(str)


@cache
def minimal() -> tuple[ActionPlan, PlanSource]:
    return plan_of(MINIMAL), load(MINIMAL)[0].plans[PLAN]


def given_rows(name: str, rows: list[dict[str, str]]) -> ActionPlan:
    """The small plan with rows of a table changed, by their first cells."""
    plan, _source = minimal()
    table = plan.tables[name]
    changed = [
        tuple(next((each[c] for each in rows if c in each and each["*"] in cells), cell)
              for c, cell in zip(table.columns, cells, strict=True))
        for cells in table.rows
    ]  # fmt: skip
    data: TableData = replace(table, rows=tuple(changed))
    return replace(plan, tables={**plan.tables, name: data})


def allowed(table: str, cells: dict[str, str]) -> dict[str, str]:
    """Of the cells, those that the schema of the table admits; no other stands in a table."""
    schema = minimal()[0].tables[table].schema
    columns = {name: schema.column(name) for name in cells}
    fine = {name: text.strip() for name, text in cells.items() if columns[name] is not None}
    return {name: text for name, text in fine.items() if not typed(columns[name], text)[1]}  # type: ignore[arg-type]


def imported(plan: ActionPlan, data: bytes) -> tuple[dict[str, object], list[str]]:
    """What an import of the workbook would write, and the faults that it finds."""
    book, problems = read_book("libro.xlsx", data)
    assert book is not None, problems
    origin, problems = origin_of(book, "libro.xlsx")
    assert not problems
    draft = Draft(MINIMAL, minimal()[1])
    found = Delivery(book, origin, draft, plan, cut_of(plan, origin)).merge([], is_whole=True)
    return dict(draft.changes), [f"{each.place} {each.kind.code}" for each in found]


def resaved(data: bytes) -> bytes:
    out = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(out)
    return out.getvalue()


@pytest.mark.lento
@settings(max_examples=30)
@given(TEXTS, TEXTS, NUMBERS, DAYS, TEXTS, DAYS)
def test_what_any_table_says_survives(one: str, other: str, number: str, day: str, word: str, closed: str) -> None:
    cells = {"valor": number, "descripcion": one, "dificultad": other, "siguiente_paso": word, "terminado": day}
    plan = given_rows("avances", [{"*": "agua-2", **allowed("avances", cells)}])
    agreement = allowed("acuerdos", {"texto": one, "nota": other, "limite": closed})
    plan = replace(plan, tables={**plan.tables, "acuerdos": given_rows(
        "acuerdos", [{"*": "acuerdo-2", **agreement}]).tables["acuerdos"]})  # fmt: skip
    data = form_file(form_of(plan, plan.index.cuts[CUT]), {})
    assert imported(plan, data) == ({}, [])
    assert imported(plan, resaved(data)) == ({}, [])


def test_a_fraction_that_stood_in_the_table_is_not_taken_for_a_percentage() -> None:
    plan = given_rows("avances", [{"*": "agua-2", "valor": "0.45"}])
    data = form_file(form_of(plan, plan.index.cuts[CUT]), {})
    assert imported(plan, data) == ({}, [])
