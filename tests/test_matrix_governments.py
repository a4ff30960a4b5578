"""Spreadsheets as governments keep them: each is proposed, imported, checked and built as a new person would."""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

from governments import MAKERS, Facts
from matrices import corrected, small
from micrositio.cli.console.terminal import FINE, PROBLEMS, USAGE
from micrositio.matrix.numbers import plain, sign_of_decimals, two_readings
from micrositio.matrix.vocabulary import Role, meaning_of, parts_of_a_year, period_of
from micrositio.model.plan import ActionPlan
from micrositio.progress.history import history
from reading import build, content
from test_matrix import SAID, Run, plan, read, run, site, table, total  # noqa: F401  (fixtures)

FILLED = (
    ('descripcion: {valor: ""}', 'descripcion: {valor: "Según la matriz."}'),
    ('fecha: ""', 'fecha: "2024-12-31"'),
    ('linea_base: ""', 'linea_base: {valor: "0"}'),
    ('irm: ""', 'irm: "limitado"'),
)
"""What a person says where the map is empty."""
ADDS_UP = ("    actividad:\n", '    actividad:\n      acumula: {valor: "suma"}\n')


def filled(found: Path, name: str = "") -> None:
    text = corrected(found)
    for old, new in (*FILLED, *([ADDS_UP] if name == "colombia" else [])):
        text = text.replace(old, new)
    found.write_text(text, "utf-8")


def imported(folder: Path, order: Run, name: str, suffix: str = ".xlsx") -> tuple[int, str, Facts]:
    data, facts = MAKERS[name]()
    file, found = folder / f"{name}.xlsx", folder / "mapa.yaml"
    file.write_bytes(data)
    if suffix != ".xlsx":
        _converted(file, suffix)
        file = file.with_suffix(suffix)
    assert order("propose", file, "--output", found)[0] == FINE
    filled(found, name)
    code, problems, said = order("import", file, "--map", found, "--nuevo", "plan-x", "--si")
    return code, problems + said, facts


def _converted(file: Path, suffix: str) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("needs LibreOffice")
    home = f"-env:UserInstallation=file://{file.parent}/office"
    order = [office, home, "--headless", "--convert-to", suffix[1:], "--outdir", str(file.parent), str(file)]
    subprocess.run(order, check=True, capture_output=True, timeout=120)


def compare(made: ActionPlan, facts: Facts) -> None:
    """Compares each figure of a plan with that of its spreadsheet."""
    assert (len(made.commitments), len(made.milestones)) == (facts.commitments, facts.milestones)
    levels = [each.level.base for each in made.groups]
    assert {level: levels.count(level) for level in levels} == facts.levels
    figures = {str(state.cut.date): state.whole().figure.value for state in history(made)}
    assert figures == pytest.approx(facts.progress, abs=1e-9)
    assert money(made) == pytest.approx(facts.money, rel=1e-12)
    titles = {each.id: each.title.base for each in made.scale}
    states = [titles[each.status] for each in made.own_updates]
    assert {state: states.count(state) for state in states} == facts.own
    assert len(made.partners) == facts.partners
    assert (len(made.indicators), len(made.measurements)) == (facts.indicators, facts.measurements)


def money(made: ActionPlan) -> Mapping[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for each in made.budget:
        amounts = (("aprobado", each.approved), ("comprometido", each.committed), ("ejercido", each.spent))
        for name, amount in amounts:
            if amount:
                key = (each.funding.base, name)
                found[key] = found.get(key, 0.0) + float(amount)
    return found


@pytest.mark.parametrize("name", MAKERS)
def test_the_plan_made_from_a_spreadsheet_has_its_figures(name: str, site: Path, tmp_path: Path, run: Any) -> None:  # noqa: F811
    code, said, facts = imported(tmp_path, run, name)
    assert code == FINE, said
    assert " Y" not in said.replace("mapa.yaml", "")
    compare(read(site), facts)


@pytest.mark.parametrize(("name", "suffix"), [("mexico", ".ods"), ("colombia", ".xls"), ("bands", ".ods")])
def test_a_copy_of_another_office_gives_the_same(name: str, suffix: str, site: Path, tmp_path: Path, run: Any) -> None:  # noqa: F811
    code, said, facts = imported(tmp_path, run, name, suffix)
    assert code == FINE, said
    compare(read(site), facts)


def test_the_published_figures_are_those_of_the_spreadsheet(site: Path, tmp_path: Path, run: Run) -> None:  # noqa: F811
    code, said, facts = imported(tmp_path, run, "colombia")
    assert code == FINE, said
    shutil.rmtree(site / "data/plan-minimo")
    for path in (site / "content").rglob("*.*"):
        path.write_text(path.read_text("utf-8").replace("plan-minimo", "plan-x"), "utf-8")
    of = build(site)
    rows = csv.DictReader(io.StringIO(content(of, "plan-x/datos/calculos.csv").decode()))
    told = {each["corte"]: float(each["reportado"]) for each in rows if each["nivel"] == "plan"}
    assert told == pytest.approx({day[:7]: value for day, value in facts.progress.items()}, abs=1e-9)
    listed = csv.DictReader(io.StringIO(content(of, "plan-x/datos/presupuesto.csv").decode()))
    assert sum(float(each["ejercido"] or 0) for each in listed) == pytest.approx(
        sum(value for (_source, kind), value in facts.money.items() if kind == "ejercido"), rel=1e-12
    )


JUNK: tuple[Any, ...] = (
    "N/A", "ND", "#DIV/0!", "=1/0", "TOTAL", "Subtotal", "$ 1.250", "1.250", "1,250", "45 %", "0.45", -5, 1e20, 1e-9,
    45, True, "", "  ", "\n", "Eje 1", "2024", "T1", "31/02/2024", "31 de febrero de 2024", "Superada", "x" * 500,
    "a;b;c", "Línea\nrota", "%", "R$ 1.000,00", "(1,250)", "1.2.3.", "Meta", None, "Numerador", 0,
)  # fmt: skip


def damaged(data: bytes, pick: random.Random) -> bytes:
    """A spreadsheet after what happens to them: cells overwritten, rows and columns taken out, cells merged."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for _each in range(pick.randint(1, 6)):
        sheet = pick.choice(book.worksheets)
        row, column = pick.randint(1, max(1, sheet.max_row)), pick.randint(1, max(1, sheet.max_column))
        match pick.randrange(6):
            case 0:
                sheet.delete_rows(row, pick.randint(1, 4))
            case 1:
                sheet.delete_cols(column)
            case 2:
                sheet.insert_rows(row)
            case 3:
                sheet.merge_cells(start_row=row, end_row=row + 2, start_column=column, end_column=column + 1)
            case _:
                for at in range(row, min(sheet.max_row, row + pick.randint(0, 20)) + 1):
                    if not isinstance(sheet.cell(at, column), MergedCell):
                        sheet.cell(at, column).value = pick.choice(JUNK)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", MAKERS)
def test_a_damaged_spreadsheet_is_read_or_refused_in_words(name: str, tmp_path: Path, run: Run) -> None:  # noqa: F811
    data = MAKERS[name]()[0]
    for seed in range(4):
        pick = random.Random(f"{name}{seed}")
        file, found = tmp_path / f"{seed}.xlsx", tmp_path / f"{seed}.yaml"
        file.write_bytes(data if seed % 2 else damaged(data, pick))
        if (code := run("propose", file, "--output", found)[0]) != FINE:
            assert code in (PROBLEMS, USAGE)
            continue
        filled(found, name)
        file.write_bytes(damaged(data, pick) if seed % 2 else file.read_bytes())
        code, problems, said = run("import", file, "--map", found, "--nuevo", f"plan-{seed}", "--ensayo")
        assert code in (FINE, PROBLEMS), said
        assert all(re.match(r"[^:!]+(![A-Z]+\d+|:\d+:\d+)? [A-Z]\d{3}  ", line) for line in problems.splitlines())


@pytest.mark.parametrize(
    ("text", "day", "span"),
    [
        ("Trim 1 2024", "2024-03-31", ("2024-01", "2024-03")),
        ("1T 2024", "2024-03-31", ("2024-01", "2024-03")),
        ("T1-24", "2024-03-31", ("2024-01", "2024-03")),
        ("ENE-MAR 2024", "2024-03-31", ("2024-01", "2024-03")),
        ("1º quadrimestre 2023", "2023-04-30", ("2023-01", "2023-04")),
        ("Bimestre 6 2024", "2024-12-31", ("2024-11", "2024-12")),
        ("Avance 2024-2", "2024-12-31", ("2024-07", "2024-12")),
        ("Março 2024", "2024-03-31", ("2024-03", "2024-03")),
        ("Execução até 31 de dezembro de 2024", "2024-12-31", ("2024", "2024")),
    ],
)
def test_the_period_of_a_header(text: str, day: str, span: tuple[str, str]) -> None:
    found = period_of(text)
    assert found
    assert (str(found.last), found.span) == (day, span)


def test_the_parts_of_a_year_are_four_where_one_is_the_third() -> None:
    assert period_of("2024-1", parts_of_a_year(["2024-1", "2024-2"])) == (2024, 6, 0, 6)
    assert period_of("2024-1", parts_of_a_year(["2024-1", "2024-3"])) == (2024, 3, 0, 3)


@pytest.mark.parametrize(
    ("texts", "sign", "number"),
    [
        (["1.250.000,50", "3"], ",", "1250000.50"),
        (["$ 1.250,5"], ",", "1250.5"),
        (["R$ 1.250.000"], ",", "1250000"),
        (["1,250,000.50"], ".", "1250000.50"),
        (["MXN 1,250.5"], ".", "1250.5"),
        (["9,5 %"], ",", "9.5 %"),
        (["1 250 000,5"], ",", "1250000.5"),
    ],
)
def test_numbers_as_texts_say_which_sign_their_decimals_have(texts: list[str], sign: str, number: str) -> None:
    assert sign_of_decimals(texts) == sign
    assert plain(texts[0], sign) == number


def test_a_number_that_may_be_two_is_asked_about() -> None:
    assert sign_of_decimals(["1.250", "3"]) == ""
    assert sign_of_decimals(["1.250,5", "1,250.5"]) == ""
    assert two_readings("$ 1.250") == ("1250", "1.250")
    assert two_readings("0.250") is two_readings("1250") is None


NAMES = {
    "Dependencias de apoyo": Role.SUPPORTS,
    "Corresponsables": Role.CO_RESPONSIBLE,
    "Secretaría corresponsable": Role.CO_RESPONSIBLE,
    "Áreas involucradas": Role.SUPPORTS,
    "Fórmula de cálculo": Role.FORMULA,
    "Periodicidad": Role.FREQUENCY,
    "Frecuencia de medición": Role.FREQUENCY,
    "Numerador": Role.NUMERATOR,
    "% ejecución presupuestal": Role.RATIO,
    "Avance financiero": Role.RATIO,
    "Valor empenhado (R$)": Role.MONEY,
    "Fuente de financiación": Role.FUNDING,
    "Nº da meta": Role.KEY,
    "Promessa": Role.COMMITMENT,
    "Meta ejecutada 2024": Role.VALUE,
    "Percentual de execução": Role.SHARE,
    "Prazo": Role.END,
    "Proyecto / Programa": Role.COMMITMENT,
    "Sector FUT": Role.LEVEL,
    "Línea base meta de producto": Role.BASELINE,
    "Código meta producto": Role.KEY,
    "Valor esperado cuatrienio": Role.TARGET,
    "SGP Educación 2024": Role.MONEY,
    "¿Qué se hizo?": Role.DONE,
}


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_column_of_a_government_says_what_it_is(name: str) -> None:
    found = meaning_of(name)
    assert found
    assert found.role is NAMES[name]


HEADS: list[Any] = ["Proyecto", "Indicador", "Unidad", "Línea base", "Meta", "Resultado 2024"]


@pytest.mark.parametrize(
    ("more", "counted"),
    [
        (["Subtotal eje 1", None, None, None, 5, 5], False),
        (["Promedio", None, None, None, None, 0.5], False),
        ([None, "Total programa 2", None, None, 5, 5], False),
        ([None, "Total de becas", None, None, 5, 5], False),
        ([None, "Total de becas", "Becas", 0, 5, 5], True),
        (["Fuente: las áreas.", None, None, None, None, None], False),
        (["* Cifras preliminares", None, None, None, None, None], False),
    ],
)
def test_totals_and_notes_are_no_activities(more: list[Any], counted: bool, plan: Any) -> None:  # noqa: F811
    made, said = plan(small([HEADS, ["P", "i", "U", 0, 4, 1], more]), SAID)
    assert made, said
    assert (len(made.commitments), len(made.milestones)) == (1, 1 + counted)
    assert ("X127" in said) is not counted


def test_a_header_again_in_the_middle_is_left_out_in_all_of_its_rows(plan: Any) -> None:  # noqa: F811
    first = ["Proyecto", "Indicador", "Línea base", "Meta", "2024", None]
    heads = [first, [None, None, None, None, "T1", "T2"]]
    rows: list[Any] = [*heads, ["P", "i", 0, 4, 1, 2], *heads, ["P", "j", 0, 4, 1, 4]]
    made, said = plan(small(rows), SAID)
    assert made, said
    assert [each.text.base for each in made.milestones] == ["i", "j"]
    assert total(made) == pytest.approx(0.75)


def test_money_in_a_merged_cell_is_of_all_that_it_covers(plan: Any) -> None:  # noqa: F811
    heads = ["Proyecto", "Indicador", "Meta", "Presupuesto aprobado 2024", "Presupuesto ejercido 2024"]
    rows: list[Any] = [heads, ["P", "i", 4, 100, 7], ["P", "j", 4, None, 8], ["Q", "k", 4, 50, 9]]
    data = small(rows, ["D2:D3"])
    made, said = plan(data, ('metodo: "estatus"', 'metodo: "manual"'))
    assert made, said
    told = [(each.commitment, each.milestone, each.approved, each.spent) for each in made.budget]
    assert told == [("p", "", 100, None), ("", "p-1", None, 7), ("", "p-2", None, 8), ("", "q-1", 50, 9)]


def test_money_in_a_cell_of_several_commitments_is_refused_at_the_cell(plan: Any) -> None:  # noqa: F811
    rows: list[Any] = [["Proyecto", "Indicador", "Meta", "Monto 2024"], ["P", "i", 4, 100], ["Q", "k", 4, None]]
    made, said = plan(small(rows, ["D2:D3"]), ('metodo: "estatus"', 'metodo: "manual"'))
    assert made is None
    assert "Matriz!D2 X109  «100» no es el monto de un solo compromiso: esta celda combinada es de varios" in said


def test_money_is_read_by_source_kind_and_thousands(site: Path, tmp_path: Path, plan: Any) -> None:  # noqa: F811
    heads = [
        "Proyecto", "Indicador", "Meta", "Fuente de financiamiento", "Inversión autorizada 2024 (miles de pesos)",
        "Devengado 2024 (miles)", "Ejercido 2024 (miles)", "% ejercido",
    ]  # fmt: skip
    made, said = plan(
        small([heads, ["P", "i", 4, "FISM", 1.1, 5, 0.3, 0.5]]), ('metodo: "estatus"', 'metodo: "manual"')
    )
    assert made, said
    assert [(each.funding.base, float(each.approved), float(each.spent)) for each in made.budget] == [
        ("FISM", 1100, 300)
    ]
    assert '"Devengado 2024 (miles) [F]"  # también parece «ejercido»' in (tmp_path / "mapa.yaml").read_text("utf-8")
    assert [row["moneda"] for row in table(site, "presupuesto")] == ["MXN"]


def test_partners_in_a_cell_are_parted_by_semicolons_or_lines(plan: Any) -> None:  # noqa: F811
    heads = ["Proyecto", "Actividad", "Responsable", "Corresponsables", "Dependencias de apoyo"]
    names = "Secretaría de\nObras Públicas\nHacienda; Agua"
    made, said = plan(small([heads, ["P", "i", "Agua", names, "- DIF\n- Cultura"]]))
    assert made, said
    assert [(each.institution, each.role) for each in made.partners] == [
        ("secretaria-de-obras-publicas", "corresponsable"), ("hacienda", "corresponsable"), ("dif", "apoya"),
        ("cultura", "apoya"),
    ]  # fmt: skip


def test_who_supports_a_commitment_without_activities_is_said_of_it(plan: Any) -> None:  # noqa: F811
    rows = [["Promesa", "Estatus", "Dependencias de apoyo"], ["Agua", "Cumplida", "Obras; DIF"]]
    made, said = plan(small(rows), SAID, ('fecha: ""', 'fecha: "2024-12-31"'))
    assert made, said
    assert [each.supporting for each in made.commitments] == [("obras", "dif")]


def test_a_row_of_a_commitment_alone_is_what_it_says_of_itself(plan: Any) -> None:  # noqa: F811
    heads = ["Compromiso", "Actividad", "Estatus", "Qué se hizo"]
    rows: list[Any] = [
        heads,
        ["Agua", None, "Superada", "Más de lo prometido"],
        [None, "Medir", "Concluida", "Se midió"],
    ]
    made, said = plan(small(rows), ('fecha: ""', 'fecha: "2024-12-31"'))
    assert made, said
    assert [(each.milestone, each.status, each.done.base) for each in made.own_updates] == [
        ("agua", "superada", "Más de lo prometido")
    ]
    assert [(each.milestone, each.status) for each in made.updates] == [("agua-1", "concluida")]


def test_several_rows_of_an_activity_are_its_indicators(site: Path, plan: Any) -> None:  # noqa: F811
    heads = ["Proyecto", "Actividad", "Indicador", "Unidad", "Línea base", "Meta", "T1 2024", "T1 2024 Descripción"]
    rows: list[Any] = [
        heads, ["P", "A", "i", "Obras", 0, 4, 1, "Uno"], ["P", None, "j", "Obras", 0, 4, 3, "Dos"],
        ["P", "B", "k", "Obras", 0, 4, 4, "Tres"],
    ]  # fmt: skip
    made, said = plan(small(rows))
    assert made, said
    assert [(each.id, each.text.base) for each in made.milestones] == [("p-1", "A"), ("p-2", "B")]
    assert [(each.milestone, each.name.base) for each in made.indicators] == [("p-1", "i"), ("p-1", "j")]
    assert [(each.milestone, each.value, each.done.base) for each in made.updates] == [
        ("p-1", None, "Uno\nDos"), ("p-2", 4, "Tres"),
    ]  # fmt: skip
    assert [row["indicador"] for row in table(site, "actividades")] == ["", "k"]
    assert total(made) == pytest.approx(((0.25 + 0.75) / 2 + 1) / 2)


REST = '  pesos_incompletos: "resto_cuenta_cero"\n  total_pesos_actividades: 1'
KINDS: dict[str, tuple[list[list[Any]], tuple[tuple[str, str], ...], float]] = {
    "weights that do not add up": (
        [["Proyecto", "Actividad", "Peso", "% de avance"], ["P", "a", 0.2, 1], ["P", "b", 0.1, 0.75],
         ["P", "c", 0.0808, 0.3]],
        (("  total_pesos_actividades: 0.3808", REST),), 0.29924,
    ),
    "a cap of each": ([HEADS, ["P", "a", "Km", 0, 4, 0], ["P", "b", "Km", 0, 4, 6]], (), 0.5),
    "a cap of the mean": (
        [HEADS, ["P", "a", "Km", 0, 4, 0], ["P", "b", "Km", 0, 4, 6]],
        (('  metodo: "indicador"', '  tope: "media"\n  metodo: "indicador"'),), 0.75,
    ),
    "a ceiling": (
        [["Proyecto", "Indicador", "Meta", "Sentido", "Resultado 2024"], ["P", "a", 10000, "maximo", 6208],
         ["P", "b", 10000, "maximo", 12000]], (), 0.5,
    ),
    "kept": (
        [["Proyecto", "Indicador", "Meta", "Tipo de meta", "Resultado 2024"], ["P", "a", 0.5, "Mantenimiento", 0.5]],
        (), 1.0,
    ),
    "down to zero": ([HEADS, ["P", "a", "Casos", 1, 0, 0.0006]], (), 0.9994),
    "a promise broken": (
        [["Promesa", "Estatus", "Detalle"], ["P", "Incumplida", "x"], ["Q", "Superada", "y"]], (), 0.5,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_small_plans_of_each_kind_give_their_figures(name: str, tmp_path: Path, run: Run, site: Path) -> None:  # noqa: F811
    rows, pairs, expected = KINDS[name]
    file, found = tmp_path / "matriz.xlsx", tmp_path / "mapa.yaml"
    file.write_bytes(small(rows))
    assert run("propose", file, "--output", found)[0] == FINE
    corrected(found, *pairs)
    filled(found)
    code, problems, said = run("import", file, "--map", found, "--nuevo", "plan-x", "--si")
    assert code == FINE, problems + said
    assert total(read(site)) == pytest.approx(expected, abs=1e-9)


def test_the_amounts_of_a_map_of_before_are_told_and_not_lost(plan: Any, tmp_path: Path) -> None:  # noqa: F811
    rows: list[Any] = [["Proyecto", "Indicador", "Meta", "Costo"], ["P", "i", 4, 100]]
    old = '    dinero:\n      - aprobado: "Costo [D]"  # dudoso\n'
    made, said = plan(
        small(rows), ('metodo: "estatus"', 'metodo: "manual"'), (old, '    dinero:\n      - "Costo [D]"\n')
    )
    assert made, said
    assert made.budget == ()
    assert "Matriz!A1 X129  aviso: todavía no se usa lo que dicen de dinero, sin decir si es lo aprobado" in said


def test_a_row_for_each_cut_is_one_activity_and_its_reports(site: Path, plan: Any) -> None:  # noqa: F811
    heads = [
        "Proyecto",
        "Indicador",
        "Línea base",
        "Meta anual",
        "Año",
        "Trimestre",
        "Meta",
        "Resultado",
        "Monto ejercido",
    ]
    rows: list[Any] = [heads, ["P", "i", 0, 4, 2024, 1, 1, 1, 100], ["P", "i", 0, 4, 2024, 2, 2, 2, 50],
                       ["P", "j", 0, 8, 2024, 1, 4, 4, 7]]  # fmt: skip
    made, said = plan(small(rows), SAID)
    assert made, said
    assert [(each.id, each.text.base, each.target) for each in made.milestones] == [("p-1", "i", 4), ("p-2", "j", 8)]
    reports = [(each.period, each.milestone, each.value) for each in made.updates]
    assert reports == [("2024-03", "p-1", 1), ("2024-03", "p-2", 4), ("2024-06", "p-1", 2)]
    assert [(str(each.date), each.target) for each in made.programme] == [
        ("2024-03-31", 1), ("2024-06-30", 2), ("2024-03-31", 4),
    ]  # fmt: skip
    told = [(row["actividad"], row["inicio"], row["fin"], row["ejercido"]) for row in table(site, "presupuesto")]
    assert told == [("p-1", "2024-01", "2024-03", "100"), ("p-1", "2024-04", "2024-06", "50"),
                    ("p-2", "2024-01", "2024-03", "7")]  # fmt: skip
    assert total(made) == pytest.approx(0.5)


def test_a_row_whose_cut_cannot_be_read_is_told_at_its_cell(plan: Any) -> None:  # noqa: F811
    rows: list[Any] = [["Proyecto", "Indicador", "Meta", "Trimestre", "Resultado"], ["P", "i", 4, "T1 2024", 1],
                       ["P", "j", 4, "el otro", 1]]  # fmt: skip
    made, said = plan(small(rows), SAID, ('linea_base: ""', 'linea_base: {valor: "0"}'))
    assert made is None
    assert "Matriz!D3 X109  «el otro» no es un periodo con su año, como T1 2024" in said


def test_sheets_of_years_are_of_one_plan(plan: Any) -> None:  # noqa: F811
    heads = ["Proyecto", "Indicador", "Línea base", "Meta", "Resultado"]
    sheets: dict[str, Any] = {
        "2024": [heads, ["P", "i", 0, 4, 1]],
        "2025": [heads, ["P", "i", 0, 4, 2], ["P", "j", 0, 4, 4]],
    }
    made, said = plan(small([["Índice"]], **sheets), SAID)
    assert made, said
    assert [each.text.base for each in made.milestones] == ["i", "j"]
    assert [(each.period, each.value) for each in made.updates] == [("2024-12", 1), ("2025-12", 2), ("2025-12", 4)]


def test_names_below_one_that_is_there_twice_are_of_the_header(tmp_path: Path, plan: Any) -> None:  # noqa: F811
    rows: list[Any] = [
        ["Programa", "Indicador", "LB", "Meta", "2024", "2024", "Recursos 2024", "Recursos 2024"],
        [None, None, None, None, "PROG", "EJEC", "SGP", "Total"],
        ["P", "i", 0, 4, 2, 1, 5, 5],
    ]
    made, said = plan(small(rows), SAID)
    assert made, said
    assert ([each.value for each in made.updates], [each.target for each in made.programme]) == ([1], [2])
    assert money(made) == {("SGP", "aprobado"): 5}
    assert "parece la suma de otras columnas" in (tmp_path / "mapa.yaml").read_text("utf-8")


def test_two_periods_of_one_cut_are_a_fault_of_the_map(plan: Any) -> None:  # noqa: F811
    heads = ["Programa", "Indicador", "Línea base", "Meta", "1er Trim Resultado", "2do Trim Resultado"]
    made, said = plan(small([heads, ["P", "i", 0, 4, 2, 1]]), SAID, ('fecha: ""', 'fecha: "2024-03-31"'))
    assert made is None
    assert "X108  otra fila (mapa.yaml:" in said


def test_the_wider_of_two_goals_in_words_is_a_level(plan: Any) -> None:  # noqa: F811
    heads = [
        "Línea", "Sector FUT", "Programa", "Meta de Resultado", "Línea Base Meta de Resultado", "Código Meta Producto",
        "Meta de Producto", "Tipo de Meta", "Línea Base Meta Producto", "Valor Esperado Cuatrienio", "Programado 2024",
        "Ejecutado 2024", "SGP Educación 2024",
    ]  # fmt: skip
    rows: list[Any] = [
        heads, ["L", "S", "P", "Bajar muertes", "10", "A.1", "Atender niños", "Incremento", 0, 100, 25, 20, "$1.000,5"],
        ["L", "S", "P", "Bajar muertes", "10", "A.2", "Mantener centros", "Mantenimiento", 3, 3, 3, 3, "$2.000,5"],
    ]  # fmt: skip
    made, said = plan(small(rows), SAID)
    assert made, said
    assert [each.level.base for each in made.groups] == ["Línea", "Sector FUT", "Programa"]
    assert [each.title.base for each in made.commitments] == ["Bajar muertes"]
    assert [(each.id, each.baseline, each.direction) for each in made.milestones] == [
        ("a-1", 0, "ascendente"), ("a-2", 3, "mantener"),
    ]  # fmt: skip
    assert total(made) == pytest.approx((0.2 + 1) / 2)
    assert money(made) == {("SGP Educación", "aprobado"): 3001}
