"""The spreadsheet that an institution already has: its map is proposed, and the plan made with it has its figures."""

from __future__ import annotations

import csv
import io
import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from matrices import QUARTERS, Indicator, big, by_title, corrected, indicators, small
from micrositio.cli.console.terminal import FINE, PROBLEMS, USAGE
from micrositio.cli.main import main
from micrositio.matrix.vocabulary import Role, meaning_of
from micrositio.model.plan import ActionPlan
from micrositio.progress.history import history
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan
from month import CUT, july, order
from support import ROOT, digests, make_site
from test_workbook_book import ods, with_part

GOLDEN = ROOT / "tests" / "golden" / "matriz.txt"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "sitio")


@pytest.fixture
def run(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `matrix` with a home of its own, whose lock no other test has: exit code, problems and what was said."""
    home = tmp_path / "casa"
    home.mkdir()

    def order(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["matrix", *map(str, arguments), "--site", str(site)], home)
        said = capsys.readouterr()
        return code, said.out, said.err

    return order


@pytest.fixture
def plan(site: Path, tmp_path: Path, run: Run) -> Callable[..., tuple[ActionPlan | None, str]]:
    """Proposes the map of a workbook, corrects it and makes a plan: the plan, None if it is refused, and the output."""

    def make(data: bytes, *pairs: tuple[str, str], name: str = "matriz.xlsx") -> tuple[ActionPlan | None, str]:
        file, found = tmp_path / name, tmp_path / "mapa.yaml"
        file.write_bytes(data)
        assert run("propose", file, "--output", found)[0] == FINE
        corrected(found, *pairs)
        code, problems, said = run("import", file, "--map", found, "--nuevo", "plan-x", "--si")
        made = read(site) if code == FINE else None
        assert (site / "data/plan-x").exists() == (code == FINE)
        return made, problems + said

    return make


def read(site: Path) -> ActionPlan:
    plan, problems = validate_plan(load(site)[0].plans["plan-x"])
    assert plan
    assert [each for each in problems if each.is_error] == []
    return plan


def table(site: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((site / f"data/plan-x/{name}.csv").read_text("utf-8"))))


def test_a_matrix_of_600_rows_and_190_columns_gives_a_plan_with_its_own_figures(
    plan: Callable[..., tuple[ActionPlan | None, str]],
) -> None:
    found = indicators(1, 600)
    data = big(found)
    made, said = plan(data)
    assert made, said
    assert (len(made.milestones), len(made.commitments)) == (600, len({each.path for each in found}))
    assert {each.level.base for each in made.groups} == {"Eje", "Objetivo", "Programa"}
    assert len(made.programme) == 600 * len(QUARTERS)
    course = history(made)
    assert [str(each.cut.date) for each in course] == [
        f"{year}-{3 * quarter:02}-{31 if quarter in (1, 4) else 30}" for year, quarter in QUARTERS
    ]
    for at, state in enumerate(course):
        expected = by_title(found, at)
        assert state.whole().figure.value == pytest.approx(expected[()], abs=1e-9)
        compare(made, state, found, expected)


def compare(made: ActionPlan, state: Any, found: list[Indicator], expected: dict[tuple[str, ...], Any]) -> None:
    """Compares every group and commitment, by its titles from the widest level down."""
    seen = set()
    every: tuple[Any, ...] = (*made.groups, *made.commitments)
    for each in every:
        titles, key = [each.title.base], getattr(each, "parent", None) or getattr(each, "group", "")
        while key:
            titles.insert(0, made.index.groups[key].title.base)
            key = made.index.groups[key].parent
        path = tuple(titles)
        if hasattr(each, "group") and len(path) == 3:
            path = (*path[:2], "", path[2])
        of = state.group if hasattr(each, "parent") else state.commitment
        assert of(each.id).figure.value == pytest.approx(expected[path], abs=1e-9), path
        seen.add(path)
    assert seen == {*expected} - {()}


HEADS: list[Any] = [
    "Eje",
    "Programa",
    "Proyecto",
    "Indicador",
    "Unidad",
    "Línea base",
    "Meta",
    "Peso",
    "T1 2024 Resultado",
]
ROWS: list[list[Any]] = [
    ["Gobierno", "Cuentas", "Datos", "Bases abiertas", "Bases", 0, 10, 0.5, 5],
    [None, None, None, "Consultas", "Consultas", 0, 4, 0.5, 4],
    [None, "Obras", "Caminos", "Kilómetros", "Km", 10, 20, 1, 12],
]
SAID = ('descripcion: {valor: ""}', 'descripcion: {valor: "Según la matriz."}')


def total(made: ActionPlan | None) -> float:
    assert made
    value = history(made)[-1].whole().figure.value
    assert value is not None
    return value


def test_levels_that_are_written_once_go_down_to_the_next(site: Path, plan: Any) -> None:
    made, said = plan(small([HEADS, *ROWS]), SAID)
    assert total(made) == pytest.approx((0.75 + 0.2) / 2), said
    assert [(row["id"], row["padre"], row["nivel"]) for row in table(site, "grupos")] == [
        ("gobierno", "", "Eje"),
        ("cuentas", "gobierno", "Programa"),
        ("obras", "gobierno", "Programa"),
    ]
    assert [(row["id"], row["compromiso"]) for row in table(site, "actividades")] == [
        ("datos-1", "datos"),
        ("datos-2", "datos"),
        ("caminos-1", "caminos"),
    ]
    assert {row["fuentes"] for name in ("grupos", "compromisos", "actividades") for row in table(site, name)} == {
        "matriz"
    }
    assert [(row["id"], row["titulo"]) for row in table(site, "fuentes")] == [("matriz", "matriz.xlsx")]
    assert table(site, "cortes") == [{"id": "2024-03", "fecha": "2024-03-31"}]


def test_the_header_may_be_far_down_below_a_title_and_a_logo(plan: Any) -> None:
    above: list[list[Any]] = [
        ["Municipio de San Jacinto"],
        [None],
        ["Matriz de indicadores", None, "Corte:", 45382],
        [None],
        [None],
    ]
    made, said = plan(small([*above, HEADS, *ROWS]), SAID)
    assert total(made) == pytest.approx(0.475), said


def test_columns_may_stand_in_any_order(plan: Any) -> None:
    order = [8, 3, 6, 2, 5, 1, 7, 0, 4]
    rows: list[Any] = [[row[at] for at in order] for row in [HEADS, *_filled(ROWS)]]
    made, said = plan(small(rows), SAID)
    assert total(made) == pytest.approx(0.475), said
    assert [each.level.base for each in made.groups] == ["Eje", "Programa", "Programa"]


def _filled(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows with every level written in each."""
    found: list[list[Any]] = []
    for row in rows:
        found.append([found[-1][at] if cell is None and at < 3 and found else cell for at, cell in enumerate(row)])
    return found


def test_two_sheets_are_one_plan_and_a_sheet_without_a_table_is_named(tmp_path: Path, plan: Any) -> None:
    other = [["Otro eje"], HEADS, ["Salud", "Agua", "Pozos", "Pozos limpios", "Pozos", 0, 2, 1, 2]]
    made, said = plan(small([HEADS, *ROWS], Salud=other, Notas=[["Llamar a Obras"]]), SAID)
    assert total(made) == pytest.approx((0.75 + 0.2 + 1) / 3), said
    assert 'hojas_sin_usar:\n  - "Notas"' in (tmp_path / "mapa.yaml").read_text("utf-8")


def test_totals_repeated_headers_and_what_is_no_datum_are_told_and_left_out(plan: Any) -> None:
    more = ["Gobierno", "Obras", "Plazas", "Plazas limpias", "Plazas", 0, 8, 1, "N/A"]
    rows = [HEADS, *_filled(ROWS), HEADS, more, ["Total", *[None] * 7, 99]]
    made, said = plan(small(rows), SAID)
    assert total(made) == pytest.approx(0.475), said
    assert "Matriz!A5 X127  aviso: la fila se queda fuera: repite los nombres de las columnas" in said
    assert "Matriz!A7 X127  aviso: la fila se queda fuera: parece un total («Total»)" in said
    assert "Matriz!I6 X126  aviso: «N/A» no es un dato: se toma como vacío; celdas: 1" in said
    assert made
    assert [each.milestone for each in made.updates] == ["datos-1", "datos-2", "caminos-1"]


def test_weights_that_do_not_add_up_are_said_and_not_mended(tmp_path: Path, plan: Any) -> None:
    rows = [HEADS, *_filled(ROWS)]
    rows[1][7], rows[2][7] = 0.2, 0.18
    made, said = plan(small(rows), SAID)
    assert "# total_pesos_actividades: datos: 0.38" in (tmp_path / "mapa.yaml").read_text("utf-8")
    assert "Matriz!H2 X131  aviso: los pesos no suman lo mismo en todas partes: datos: 0.38 (el resto, 1)" in said
    assert total(made) == pytest.approx(((0.2 * 0.5 + 0.18) / 0.38 + 0.2) / 2)
    assert [each.weight for each in made.milestones] == [0.2, 0.18, 1]


def test_a_declared_total_that_the_weights_do_not_keep_is_an_error_at_its_cell(plan: Any) -> None:
    rows = [HEADS, *_filled(ROWS)]
    rows[1][7] = 0.4
    declared = ("  fuente:", "  total_pesos_actividades: 1\n  fuente:")
    made, said = plan(small(rows), SAID, declared)
    assert made is None
    assert "Matriz!H2 D104" in said


def test_percentages_written_as_fractions_are_of_a_hundred_in_the_whole_row(site: Path, plan: Any) -> None:
    rows: list[Any] = [HEADS, ["Gobierno", "Cuentas", "Datos", "Cobertura", "Porcentaje", 0.1, 1, 1, 0.55],
            ["Gobierno", "Cuentas", "Datos", "Obras", "Obras", 0, 1, 1, 0.5]]  # fmt: skip
    made, said = plan(small(rows), SAID)
    assert total(made) == pytest.approx(0.5), said
    numbers = [(row["linea_base"], row["meta"]) for row in table(site, "actividades")]
    assert numbers == [("10", "100"), ("0", "1")]
    assert [row["valor"] for row in table(site, "avances")] == ["55", "0.5"]


def test_a_blank_cell_among_merged_ones_is_a_level_that_is_not_there(plan: Any) -> None:
    rows = [HEADS, *_filled(ROWS), ["Gobierno", None, "Plazas", "Plazas limpias", "Plazas", 0, 8, 1, 8]]
    for row in rows[2:]:
        row[0] = None
    made, said = plan(small(rows, ["A2:A5", "B2:B3", "C2:C3"]), SAID)
    assert made, said
    assert [(each.id, each.group) for each in made.commitments] == [
        ("datos", "cuentas"), ("caminos", "obras"), ("plazas", "gobierno"),
    ]  # fmt: skip


def test_a_matrix_of_statuses_says_which_words_are_of_the_scale(plan: Any) -> None:
    rows: list[Any] = [["Compromiso", "Acción", "Estatus", "Qué se hizo"], ["Agua", "Medir", "Concluida", "Se midió"],
            ["Agua", "Publicar", "En proceso", "Se escribe"], ["Obras", "Abrir", "No iniciada", "Nada"]]  # fmt: skip
    words = ('"En proceso": {irm: ""}', '"En proceso": {irm: "limitado"}')
    made, said = plan(small(rows), words, ('fecha: ""', 'fecha: "2024-06-30"'))
    assert total(made) == pytest.approx(((1 + 0.25) / 2 + 0) / 2), said


def test_a_matrix_of_stated_percentages_has_that_method(plan: Any) -> None:
    rows: list[Any] = [["Compromiso", "Actividad", "Responsable", "% de avance"], ["Agua", "Medir", "Obras; Agua", 0.5],
            [None, "Publicar", "Obras", 1]]  # fmt: skip
    made, said = plan(small(rows), SAID, ('fecha: ""', 'fecha: "2024-06-30"'))
    assert total(made) == pytest.approx(0.75), said
    assert [each.leads for each in made.commitments] == [("obras", "agua")]
    assert "Matriz!C2 X132" in said
    assert [each.institution for each in made.milestones] == ["", "obras"]


ODS = """<table:table-row>{heads}</table:table-row>
<table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>Salud</text:p>
</table:table-cell>{first}</table:table-row>
<table:table-row><table:covered-table-cell/>{second}</table:table-row>
<table:table-row>{third}</table:table-row>"""


def ods_row(*cells: str | float) -> str:
    made = ""
    for each in cells:
        if isinstance(each, str):
            made += f'<table:table-cell office:value-type="string"><text:p>{each}</text:p></table:table-cell>'
        else:
            made += f'<table:table-cell office:value-type="float" office:value="{each}"/>'
    return made


def test_a_matrix_of_libreoffice_is_read_with_its_merged_cells(plan: Any) -> None:
    rows = ODS.format(
        heads=ods_row("Eje", "Proyecto", "Indicador", "Línea base", "Meta", "Resultado T1 2024"),
        first=ods_row("Pozos", "Pozos limpios", 0, 4, 1), second=ods_row("Agua", "Litros", 0, 4, 3),
        third=ods_row("", "Sin eje", "Otro", 0, 4, 4),
    )  # fmt: skip
    made, said = plan(ods(rows), SAID, name="matriz.ods")
    assert total(made) == pytest.approx((0.25 + 0.75 + 1) / 3), said
    assert made
    assert [each.group for each in made.commitments] == ["salud", "salud", ""]


FAULTS: dict[str, tuple[tuple[str, str], ...]] = {
    "a column that is not there": (('meta: "Meta [G]"', 'meta: "Meta anual [Z]"'),),
    "a sheet that is not there": (('hoja: "Matriz"', 'hoja: "Matris"'),),
    "a header below the sheet": (("encabezado: [1, 1]", "encabezado: [1, 90]"),),
    "an unknown key": (('meta: "Meta [G]"', 'metas: "Meta [G]"'),),
    "no text of what was done": (SAID[::-1],),
    "a column that the map does not name": (('      peso: "Peso [H]"  # seguro\n', ""),),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_with_a_map_is_told_at_its_line(name: str, tmp_path: Path, plan: Any) -> None:
    pairs = FAULTS[name] if SAID[::-1] in FAULTS[name] else (SAID, *FAULTS[name])
    _made, said = plan(small([HEADS, *ROWS]), *(each for each in pairs if each != SAID[::-1]))
    told = "\n".join(line for line in said.splitlines() if " X12" in line or " Y1" in line)
    golden(f"mapa {name}", told.replace(str(tmp_path), ""))


CELLS: dict[str, tuple[int, int, Any]] = {
    "a word for a number": (2, 8, "muchos"),
    "a number with a comma of thousands": (2, 8, "1,250"),
    "an error of a formula": (2, 8, "#¡REF!"),
    "a date that does not exist": (1, 9, "31/02/2024"),
    "two lines of one key": (2, 10, "a1"),
    "a weight that is not one": (2, 7, "mucho"),
}


@pytest.mark.parametrize("name", CELLS)
def test_what_is_wrong_with_a_cell_is_told_at_the_cell_and_nothing_is_written(
    name: str, site: Path, tmp_path: Path, run: Run
) -> None:
    heads = [*HEADS, "Fecha de inicio", "Clave"]
    rows = [[*row, "2024-01-15", f"a{number}"] for number, row in enumerate(_filled(ROWS), 1)]
    file, found = tmp_path / "matriz.xlsx", tmp_path / "mapa.yaml"
    file.write_bytes(small([heads, *rows]))
    assert run("propose", file, "--output", found)[0] == FINE
    corrected(found, SAID)
    row, column, value = CELLS[name]
    rows[row - 1][column] = value
    file.write_bytes(small([heads, *rows]))
    before = digests(site)
    code, problems, _said = run("import", file, "--map", found, "--nuevo", "plan-x", "--si")
    assert code == PROBLEMS
    assert digests(site) == before
    golden(f"celda {name}", "\n".join(line for line in problems.splitlines() if "  aviso: " not in line))


def golden(name: str, told: str) -> None:
    """Compares what is told with the golden messages; `REGENERAR=1` writes them."""
    known = dict(re.findall(r"^## (.+)\n\n((?:.+\n)+)", GOLDEN.read_text("utf-8"), re.MULTILINE))
    if os.environ.get("REGENERAR"):
        known[name] = f"{told}\n"
        GOLDEN.write_text("\n".join(f"## {key}\n\n{text}" for key, text in sorted(known.items())), "utf-8")
    assert f"{told}\n" == known[name]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("import", "MATRIZ", "--nuevo", "p"), "--map"),
        (("import", "MATRIZ", "--map", "MAPA"), "--nuevo"),
        (("import", "MATRIZ", "--map", "MAPA", "--nuevo", "p", "--plan", "q"), "--nuevo"),
        (("import", "MATRIZ", "--map", "MAPA", "--nuevo", "Plan Nuevo"), "no es una clave"),
        (("import", "MATRIZ", "--map", "MAPA", "--nuevo", "plan-minimo"), "ya existe"),
        (("import", "MATRIZ", "--map", "MAPA", "--plan", "otro"), "no hay un plan"),
        (("propose", "MATRIZ", "--output", "MAPA"), "ya existe"),
        (("propose", "NADA"), "no existe"),
    ],
)
def test_an_order_that_cannot_be_followed_says_why(words: tuple[str, ...], why: str, tmp_path: Path, run: Run) -> None:
    file, found = tmp_path / "matriz.xlsx", tmp_path / "mapa.yaml"
    file.write_bytes(small([HEADS, *ROWS]))
    assert run("propose", file, "--output", found)[0] == FINE
    known = {"MATRIZ": file, "MAPA": found, "NADA": tmp_path / "nada.xlsx"}
    code, _problems, said = run(*(known.get(each, each) for each in words))
    assert code == USAGE
    assert why in said


def test_a_rehearsal_says_what_the_plan_has_and_writes_nothing(site: Path, tmp_path: Path, run: Run) -> None:
    file, found = tmp_path / "matriz.xlsx", tmp_path / "mapa.yaml"
    file.write_bytes(small([HEADS, *ROWS]))
    assert run("propose", file, "--output", found)[0] == FINE
    corrected(found, SAID)
    before = digests(site)
    code, _problems, said = run("import", file, "--map", found, "--nuevo", "plan-x", "--ensayo")
    assert (code, digests(site)) == (FINE, before)
    assert "Plan plan-x: eje: 1; programa: 2; compromisos: 2; actividades: 3; instituciones: 0; avances: 3." in said
    assert "Corte 2024-03: 47.5 % de avance, 3 de 3 con dato." in said


def test_a_matrix_that_could_do_harm_is_refused_as_a_workbook_is(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "matriz.xlsx"
    file.write_bytes(with_part("xl/vbaProject.bin", b"x"))
    code, problems, _said = run("propose", file)
    assert code == PROBLEMS
    assert "matriz.xlsx X103" in problems


def test_the_month_of_a_matrix_fills_our_workbook_which_is_then_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = july(tmp_path / "julio")
    rows: list[Any] = [["Compromiso", "Clave", "Actividad", "Resultado", "Estatus", "Qué se hizo"],
            ["Caminos", "caminos-2", "Otra cosa", 17, "Sustancial", "Se repararon más."],
            ["Trámites", "tramites-90", "Guía que no está", 3, "Limitado", "Se escribió."]]  # fmt: skip
    file, found, book = tmp_path / "matriz.xlsx", tmp_path / "mapa.yaml", tmp_path / "libro.xlsx"
    file.write_bytes(small(rows))
    assert order(root, "matrix", "propose", file, "--output", found) == FINE
    found.write_text(found.read_text("utf-8").replace('fecha: ""', 'fecha: "2026-06-30"'), "utf-8")
    capsys.readouterr()
    assert order(root, "matrix", "import", file, "--map", found, "--plan", "demostracion", "--output", book) == FINE
    said = capsys.readouterr()
    assert "Matriz!C3 X128  aviso: ninguna actividad del plan es «tramites-90 · Guía que no está»" in said.out
    assert "Actividades llenas con lo que dice la matriz: 1. Filas que no son de ninguna: 1." in said.err
    sheet = openpyxl.load_workbook(book)["Avances"]
    [row] = [row for row in sheet.iter_rows(min_row=3, values_only=True) if row[0] == "caminos-2"]
    assert row[9:12] == (17, "Sustancial", "Se repararon más.")
    assert order(root, "workbook", "import", book, "--si") == FINE
    told = csv.DictReader(io.StringIO((root / "data/demostracion/avances.csv").read_text("utf-8-sig")))
    [report] = [each for each in told if (each["corte"], each["actividad"]) == (CUT, "caminos-2")]
    assert (report["valor"], report["estado"], report["descripcion"]) == ("17", "sustancial", "Se repararon más.")


def test_what_the_workbook_has_no_sheet_for_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = july(tmp_path / "julio")
    file, found, book = tmp_path / "matriz.xlsx", tmp_path / "mapa.yaml", tmp_path / "libro.xlsx"
    file.write_bytes(small([["Compromiso", "Estatus", "Qué se hizo"], ["Caminos", "Sustancial", "Se repararon más."]]))
    assert order(root, "matrix", "propose", file, "--output", found) == FINE
    text = found.read_text("utf-8").replace('fecha: ""', 'fecha: "2026-06-30"').replace('irm: ""', 'irm: "sustancial"')
    found.write_text(text, "utf-8")
    capsys.readouterr()
    assert order(root, "matrix", "import", file, "--map", found, "--plan", "demostracion", "--output", book) == FINE
    told = "X129  aviso: todavía no se usa lo que dicen de los compromisos mismos estas columnas: «Matriz!A2»"
    assert told.replace("«Matriz!A2»", "Matriz!A2") in capsys.readouterr().out


def test_a_total_of_something_is_an_indicator_and_a_total_of_a_level_is_not(plan: Any) -> None:
    more: list[Any] = [
        ["Gobierno", "Obras", "Plazas", "Total de plazas limpias", "Plazas", 0, 8, 1, 4],
        ["Total del eje Gobierno", *[None] * 7, 12],
    ]
    made, said = plan(small([HEADS, *_filled(ROWS), *more]), SAID)
    assert total(made) == pytest.approx((0.75 + 0.2 + 0.5) / 3), said
    assert "Matriz!A6 X127  aviso: la fila se queda fuera: parece un total («Total del eje Gobierno»)" in said


def test_values_of_each_period_add_up_where_the_targets_do(tmp_path: Path, plan: Any) -> None:
    heads = ["Proyecto", "Indicador", "Línea base", "Meta"]
    heads += [f"T{quarter} 2024 {name}" for quarter in (1, 2, 3, 4) for name in ("Meta", "Resultado")]
    rows: list[Any] = [heads, ["P", "Pozos", 0, 5, 1, 1, 2, 2, None, 0, 2, 0]]
    made, said = plan(small(rows), SAID)
    assert 'acumula: {valor: "suma"}  # dudoso' in (tmp_path / "mapa.yaml").read_text("utf-8")
    assert total(made) == pytest.approx(3 / 5), said
    assert made
    assert [each.accumulation for each in made.milestones] == ["suma"]
    assert [each.value for each in made.updates] == [1, 2, 0, 0]
    assert [(str(each.date), each.target) for each in made.programme] == [
        ("2024-03-31", 1), ("2024-06-30", 2), ("2024-12-31", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "way", "last"),
    [
        ("suma", "suma", 3),
        ("Acumulable", "suma", 3),
        ("promedio", "promedio", 1.5),
        ("nivel", "nivel", 2),
        ("No", "nivel", 2),
    ],
)
def test_how_values_add_up_may_be_said_in_a_column(word: str, way: str, last: float, plan: Any) -> None:
    rows: list[Any] = [["Proyecto", "Indicador", "Acumulación", "Línea base", "Meta", "T1 2024", "T2 2024"],
                       ["P", "Pozos", word, 0, 5, 1, 2]]  # fmt: skip
    made, said = plan(small(rows), SAID)
    assert made, said
    assert [each.accumulation for each in made.milestones] == [way]
    assert total(made) == pytest.approx(last / 5)


def test_a_way_of_adding_up_that_is_none_is_told_at_its_cell(plan: Any) -> None:
    rows: list[Any] = [["Proyecto", "Indicador", "Acumulación", "Línea base", "Meta", "T1 2024", "T2 2024"],
                       ["P", "Pozos", "según", 0, 5, 1, 2]]  # fmt: skip
    made, said = plan(small(rows), SAID)
    assert made is None
    assert "Matriz!C2 X109  «según» no es suma, promedio, nivel" in said


def test_weights_beside_each_level_weigh_level_by_level(plan: Any) -> None:
    heads = ["Eje", "Peso", "Objetivo", "Peso", "Proyecto", "Peso", "Indicador", "Peso", "Línea base", "Meta"]
    rows: list[Any] = [
        [*heads, "Resultado 2024"],
        ["E1", 0.6, "O1", 1, "P1", 1, "i1", 1, 0, 10, 5],
        ["E2", 0.4, "O2", 0.5, "P2", 1, "i2", 0.5, 0, 10, 2],
        ["E2", 0.4, "O2", 0.5, "P2", 1, "i3", 0.5, 0, 10, 4],
        ["E2", 0.4, "O3", 0.5, "P3", 1, "i4", 1, 0, 10, 10],
    ]
    made, said = plan(small(rows), SAID)
    assert total(made) == pytest.approx(0.6 * 0.5 + 0.4 * (0.5 * 0.3 + 0.5 * 1)), said
    assert made
    assert made.method.group_weights is None or made.method.group_weights == 1


def test_a_level_that_says_two_weights_is_told_at_the_second(plan: Any) -> None:
    rows: list[Any] = [
        ["Eje", "Ponderación del eje", "Proyecto", "Indicador", "Línea base", "Meta", "Resultado 2024"],
        ["E1", 0.6, "P1", "i1", 0, 10, 5],
        ["E1", 0.5, "P2", "i2", 0, 10, 5],
    ]
    data = small(rows)
    made, said = plan(
        data,
        SAID,
        (
            '        titulo: "Eje [A]"  # seguro\n',
            '        titulo: "Eje [A]"\n        peso: "Ponderación del eje [B]"\n',
        ),
    )
    assert made is None
    assert "Matriz!B3 X130  «0.5» no es lo que dice Matriz!B2 de lo mismo: «0.6»" in said


def test_a_matrix_of_commitments_alone_is_a_plan_of_what_they_say_of_themselves(site: Path, plan: Any) -> None:
    rows: list[Any] = [["No.", "Compromiso", "Dependencia", "Estatus"], [1, "Agua", "Obras", "Cumplida"],
                       [2, "Calles", "Obras; Agua", "Pendiente"]]  # fmt: skip
    made, said = plan(small(rows), SAID, ('fecha: ""', 'fecha: "2024-06-30"'), PENDING)
    assert made, said
    assert [(each.number, each.leads) for each in made.commitments] == [(1, ("obras",)), (2, ("obras", "agua"))]
    assert made.milestones == ()
    assert not (site / "data/plan-x/actividades.csv").exists()
    assert [(each.milestone, each.status) for each in made.own_updates] == [
        ("agua", "cumplida"),
        ("calles", "pendiente"),
    ]
    assert [(each.id, each.title.base, each.irm, each.value) for each in made.scale] == [
        ("cumplida", "Cumplida", "completo", 1), ("pendiente", "Pendiente", "no_iniciado", 0),
    ]  # fmt: skip
    assert total(made) == pytest.approx(0.5)


PENDING = ('"Pendiente": {irm: ""}', '"Pendiente": {irm: "no_iniciado"}')


def test_a_word_of_the_scale_may_stand_for_one_of_the_matrix(plan: Any) -> None:
    rows: list[Any] = [["Compromiso", "Estatus"], ["Agua", "Cumplida"], ["Calles", "Pendiente"]]
    words = (('"Cumplida": {irm: "completo"}', '"Cumplida": "completo"'), (PENDING[0], '"Pendiente": "no_iniciado"'))
    made, said = plan(small(rows), SAID, ('fecha: ""', 'fecha: "2024-06-30"'), *words)
    assert made, said
    assert [each.status for each in made.own_updates] == ["completo", "no_iniciado"]
    assert "superada" not in {each.id for each in made.scale}


def test_a_state_without_its_degree_is_asked_for_at_its_line(plan: Any) -> None:
    rows: list[Any] = [["Compromiso", "Estatus"], ["Agua", "Cumplida"], ["Calles", "Pendiente"]]
    made, said = plan(small(rows), SAID, ('fecha: ""', 'fecha: "2024-06-30"'))
    assert made is None
    assert "mapa.yaml:19:17 X124  el plan necesita «estados.Pendiente.irm», y el mapa no lo dice" in said


def test_a_cell_with_an_error_is_told_and_never_taken_for_an_empty_one(plan: Any) -> None:
    out = io.BytesIO()
    book = openpyxl.load_workbook(io.BytesIO(small([HEADS, *_filled(ROWS)])))
    book["Matriz"]["I4"] = "=1/0"
    book.save(out)
    made, said = plan(out.getvalue(), SAID)
    assert made is None
    assert "Matriz!I4 X112  la celda tiene una fórmula sin resultado, o un error" in said


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (["2024 > T1 > Resultado"], "2024-03-31"),
        (["Resultado 2do trimestre 2025"], "2025-06-30"),
        (["Avance Ene-Mar 2024"], "2024-03-31"),
        (["Febrero 2024 realizado"], "2024-02-29"),
        (["Resultado II Semestre 2024"], "2024-12-31"),
        (["Resultado 2026"], "2026-12-31"),
        (["Resultado al 2024-05-15"], "2024-05-15"),
        (["Resultado T3"], ""),
    ],
)
def test_the_day_of_a_cut_comes_from_the_header_or_is_asked_for(
    texts: list[str], day: str, tmp_path: Path, run: Run
) -> None:
    file, found = tmp_path / "matriz.xlsx", tmp_path / "mapa.yaml"
    file.write_bytes(small([["Proyecto", "Indicador", "Meta", *texts], ["P", "i", 4, 1]]))
    assert run("propose", file, "--output", found)[0] == FINE
    assert f'      - fecha: "{day}"  # ' in found.read_text("utf-8")


def test_whatever_stands_in_a_sheet_is_read_or_refused_in_words(site: Path, tmp_path: Path, run: Run) -> None:
    words = [
        *HEADS,
        "2024",
        "T1",
        "% de avance",
        "N/A",
        "Total",
        "",
        None,
        0.5,
        45,
        2024,
        "31/12/2024",
        "=1",
        "#REF!",
        "a\nb",
    ]
    for seed in range(25):
        pick = random.Random(seed)
        wide, high = pick.randint(1, 9), pick.randint(1, 9)
        rows = [[pick.choice(words[:12] if at < 2 else words) for _each in range(wide)] for at in range(high)]
        file, found = tmp_path / f"{seed}.xlsx", tmp_path / f"{seed}.yaml"
        file.write_bytes(small(rows))
        if run("propose", file, "--output", found)[0] == FINE:
            corrected(found)
            code, problems, said = run("import", file, "--map", found, "--nuevo", f"plan-{seed}", "--ensayo")
            assert code in (FINE, PROBLEMS), said
            assert all(re.match(r"(Matriz|.+\.yaml)[!:]?\S* [A-Z]\d{3}  ", line) for line in problems.splitlines())


def test_a_percentage_that_may_be_a_fraction_is_asked_about(plan: Any) -> None:
    shares = [("Cobertura", 100, 45), ("Acceso", 80, 0.6), ("Uso", 90, 30), ("Agua", 70, 50)]
    rows: list[Any] = [["Proyecto", "Indicador", "Unidad", "Línea base", "Meta", "Resultado T1 2024"]]
    rows += [["P", name, "%", 0, whole, value] for name, whole, value in shares]
    made, said = plan(small(rows), SAID)
    assert made is None
    assert "Matriz!F3 X110  «0.6» se puede leer de dos maneras: ¿0.6 o 60?" in said


def test_a_text_without_its_value_is_told(plan: Any) -> None:
    rows: list[Any] = [
        ["Proyecto", "Indicador", "Línea base", "Meta", "Resultado T1 2024", "Descripción T1 2024"],
        ["P", "i", 0, 5, 1, "Uno"],
        ["P", "j", 0, 5, None, "Casi"],
        ["P", "k", 0, 5, "N/A", "Nada"],
    ]
    made, said = plan(small(rows))
    assert made
    assert [each.milestone for each in made.updates] == ["p-1"]
    assert "Matriz!F3 X133  aviso: en el corte 2024-03 hay filas con texto y sin el dato" in said
    assert "se quedan fuera; son 2" in said


def test_rows_after_the_last_one_of_the_map_are_not_read(plan: Any) -> None:
    rows = [HEADS, *_filled(ROWS), ["Notas", None, "Nada", "De nadie", None, 0, 1, 1, 1]]
    made, said = plan(small(rows), SAID, ("    encabezado: [1, 1]", "    hasta: 4\n    encabezado: [1, 1]"))
    assert made, said
    assert len(made.commitments) == 2


def test_a_key_that_is_the_name_of_a_page_is_not_given(plan: Any) -> None:
    rows: list[Any] = [["Eje", "Proyecto", "Indicador"], ["Parte 2", "CON", "i"]]
    made, said = plan(small(rows), ('metodo: "estatus"', 'metodo: "manual"'))
    assert made, said
    assert [each.id for each in (*made.groups, *made.commitments)] == ["grupos-parte-2", "grupos-con"]


NAMES = {
    "Eje": Role.LEVEL,
    "EIXO": Role.LEVEL,
    "Objetivo estratégico": Role.LEVEL,
    "Línea de acción": Role.LEVEL,
    "Nombre del programa": Role.LEVEL,
    "No. de eje": Role.LEVEL_NUMBER,
    "Ponderación del objetivo": Role.LEVEL_WEIGHT,
    "Proyecto": Role.COMMITMENT,
    "Projeto": Role.COMMITMENT,
    "Compromiso": Role.COMMITMENT,
    "Clave": Role.KEY,
    "Clave del indicador": Role.KEY,
    "Acción": Role.MILESTONE,
    "Ação": Role.MILESTONE,
    "Indicador de producto": Role.INDICATOR,
    "Unidad de medida": Role.UNIT,
    "Unidade": Role.UNIT,
    "Línea base 2021": Role.BASELINE,
    "Linha de base": Role.BASELINE,
    "Meta cuatrienio": Role.TARGET,
    "Meta (%)": Role.TARGET,
    "Programado": Role.TARGET,
    "Resultado T1": Role.VALUE,
    "Logro 2020": Role.VALUE,
    "Ejecutado": Role.VALUE,
    "% de avance": Role.SHARE,
    "Porcentaje de cumplimiento": Role.SHARE,
    "Fecha de inicio": Role.START,
    "Data de conclusão": Role.END,
    "Peso %": Role.WEIGHT,
    "Dependencia responsable": Role.INSTITUTION,
    "Responsável": Role.INSTITUTION,
    "Área responsable": Role.AREA,
    "Medio de verificación": Role.PROOF,
    "Situação": Role.STATUS,
    "Presupuesto 2024": Role.MONEY,
    "Recursos ejecutados": Role.MONEY,
    "Observaciones": Role.NOTE,
    "Trimestre": Role.PERIOD,
    "Folio": Role.KEY,
    "Liga": None,
    "Color": None,
    "2024": None,
    "T1": None,
}


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_column_says_what_it_is(name: str) -> None:
    found = meaning_of(name)
    assert (found.role if found else None) == NAMES[name]


def test_what_a_cut_says_beside_its_value_stays_with_the_cut(tmp_path: Path, plan: Any) -> None:
    heads = ["Proyecto", "Indicador", "Línea base", "Meta", "T1 2024 Responsable de captura"]
    heads += [f"T{quarter} 2024 {name}" for quarter in (1, 2) for name in ("Resultado", "Observaciones")]
    rows: list[Any] = [heads, ["P", "i", 0, 5, "Alguien", 1, "Primera", 2, "Segunda"]]
    made, said = plan(small(rows), SAID)
    assert made, said
    assert [each.note.base for each in made.updates] == ["Primera", "Segunda"]
    assert made.institutions == ()
    assert '- "T1 2024 Responsable de captura [E]"  # no se reconoció' in (tmp_path / "mapa.yaml").read_text("utf-8")


def test_a_column_of_many_texts_is_no_column_of_states(tmp_path: Path, plan: Any) -> None:
    rows: list[Any] = [["Proyecto", "Indicador", "Línea base", "Meta", "Resultado T1 2024", "Situación T1 2024"]]
    rows += [["P", f"i{number}", 0, 5, 1, f"Va en la parte {number}"] for number in range(20)]
    made, said = plan(small(rows), SAID)
    assert made, said
    assert "parece un estado, y dice demasiadas cosas distintas" in (tmp_path / "mapa.yaml").read_text("utf-8")
