"""What any table says survives the workbook: exported, saved by another program and imported, nothing is different."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

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
from micrositio.workbook.form import Form, form_of
from micrositio.workbook.form_file import form_file
from support import PLAN, append, make_site, of_plan, plan_of, write
from support import replace as replaced

CUT = "2024-06"
TABLES = {
    "avances_compromisos": (
        "corte,compromiso,valor,estado,descripcion,dificultad_tipo,dificultad,terminado,falta_evidencia",
        "2024-03,agua,20,limitado,Se abrió el registro.,,,,",
        "2024-06,agua,40,limitado,Se atendieron fugas.,personal,Falta una cuadrilla.,,El registro.",
    ),
    "indicadores": (
        "id,actividad,orden,nombre,unidad,frecuencia,linea_base,meta,direccion,fuentes",
        "asambleas,calles-1,1,Asambleas,asambleas,trimestral,0,8,ascendente,registro",
        "asistencia,calles-1,2,Asistencia,por ciento,semestral,0,80,ascendente,registro",
        "encuesta,calles-1,3,Encuesta,por ciento,unica,0,60,ascendente,registro",
        "acuerdos-firmados,calles-1,4,Acuerdos firmados,,,0,8,ascendente,registro",
        "quejas,agua-2,1,Quejas,quejas,anual,90,10,descendente,registro",
    ),
    "mediciones": (
        "corte,indicador,valor,numerador,denominador,nota",
        "2024-03,asambleas,1,,,", "2024-03,asistencia,,1,4,", "2024-03,encuesta,30,,,", "2024-06,asambleas,2,,,Dos.",
    ),
    "presupuesto": (
        "id,compromiso,actividad,concepto,financiamiento,inicio,fin,moneda,aprobado,comprometido,ejercido,contrato,"
        "fuentes",
        "a,,agua-2,Cuadrilla,,2024-01,2024-03,MXN,500,,120.5,,registro",
        "b,,agua-2,Cuadrilla,,2024-04,2024-06,MXN,,,90,,registro",
        "c,calles,,Asambleas,,2024-01,2024-03,MXN,80,70,70,c-1;c-2,registro",
        "d,calles,,Carteles,,2024-01,2024-02,MXN,9,,,,registro",
    ),
    "colaboraciones": ("actividad,institucion,papel,fuentes", "agua-2,cabildo,apoya,registro"),
    "verificaciones_compromisos": (
        "corte,compromiso,estado,organo,fecha,motivo,evidencias",
        "2024-06,agua,limitado,grupo-impulsor,2024-07-01,Se revisó.,tabla-agua",
    ),
}  # fmt: skip
"""The optional tables that have a sheet of their own."""
_FOLDER = TemporaryDirectory()
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
def site() -> Path:
    """The small site, with every table that has a sheet."""
    listed = "".join(f"  - {{name: {name}, path: {name}.csv}}\n" for name in TABLES)
    return make_site(
        Path(_FOLDER.name), *(write(of_plan(f"{name}.csv"), "\n".join((*of, ""))) for name, of in TABLES.items()),
        append(of_plan("datapackage.yaml"), listed),
        replaced(of_plan("avances.csv"), "2024-03,calles-1,0,", "2024-03,calles-1,,"),
        replaced(of_plan("avances.csv"), "2024-06,calles-1,1,", "2024-06,calles-1,,"),
    )  # fmt: skip


@cache
def minimal() -> tuple[ActionPlan, PlanSource]:
    return plan_of(site()), load(site())[0].plans[PLAN]


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
    draft = Draft(site(), minimal()[1])
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
    for data in books(plan):
        assert imported(plan, data) == ({}, [])
        assert imported(plan, resaved(data)) == ({}, [])


def books(plan: ActionPlan) -> list[bytes]:
    """The workbook of those who report, and that of the committee."""
    return [form_file(form_of(plan, plan.index.cuts[CUT], for_committee), {}) for for_committee in (False, True)]


@pytest.mark.lento
@settings(max_examples=30)
@given(TEXTS, TEXTS, NUMBERS, NUMBERS, DAYS)
def test_what_any_optional_table_says_survives(one: str, other: str, number: str, more: str, day: str) -> None:
    changed: dict[str, tuple[str, dict[str, str]]] = {
        "avances_compromisos": ("2024-06", {"valor": number, "descripcion": one, "falta_evidencia": other}),
        "mediciones": ("2024-06", {"valor": number, "numerador": more, "denominador": number, "nota": one}),
        "presupuesto": ("b", {"aprobado": number, "ejercido": more, "concepto": other, "contrato": one, "fin": day}),
        "verificaciones_compromisos": ("2024-06", {"motivo": one, "fecha": day}),
    }
    plan = minimal()[0]
    made = {
        name: given_rows(name, [{"*": key, **allowed(name, cells)}]).tables[name]
        for name, (key, cells) in changed.items()
    }
    plan = replace(plan, tables={**plan.tables, **made})
    for data in books(plan):
        assert imported(plan, data) == ({}, [])
        assert imported(plan, resaved(data)) == ({}, [])


def keys(form: Form, sheet: str) -> list[str]:
    return next([row.key for row in each.rows] for each in form.sheets if each.layout.name == sheet)


def test_the_sheets_of_the_optional_tables_ask_what_is_owed() -> None:
    plan, _source = minimal()
    form = form_of(plan, plan.index.cuts[CUT])
    assert keys(form, "Avances de compromisos") == ["agua", "calles"]
    assert keys(form, "Mediciones") == ["quejas", "asambleas", "acuerdos-firmados"]
    assert keys(form, "Presupuesto") == ["b", "calles-asambleas-2024-06", "d", "calles-carteles-2024-06"]
    [asked] = [row.cells for row in form.sheets[3].rows if row.key == "calles-asambleas-2024-06"]
    assert (asked["inicio"], asked["fin"], asked["antes_ejercido"]) == ("2024-04", "2024-06", "70")
    [asked] = [row.cells for row in form.sheets[2].rows if row.key == "asambleas"]
    assert (asked["antes_valor"], asked["unidad"], asked["frecuencia"]) == ("1", "asambleas", "Cada tres meses")
    committee = form_of(plan, plan.index.cuts[CUT], for_committee=True)
    assert keys(committee, "Verificaciones de compromisos") == ["agua"]


def test_a_fraction_that_stood_in_the_table_is_not_taken_for_a_percentage() -> None:
    plan = given_rows("avances", [{"*": "agua-2", "valor": "0.45"}])
    data = form_file(form_of(plan, plan.index.cuts[CUT]), {})
    assert imported(plan, data) == ({}, [])
