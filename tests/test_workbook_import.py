"""A month reported through the workbook: what it writes, what it refuses, and that nothing is lost on the way."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import yaml

from leftovers import PERSON
from micrositio.cli.console.terminal import FINE, PROBLEMS, USAGE
from micrositio.pipeline import source_writer
from month import CUT, MONTH, PLAN, WITH_TABLES, Typed, delivered, difference, fill, july, order
from support import ROOT, Once, command, digests, environment

GOLDEN = ROOT / "tests" / "golden" / "mes-de-junio.diff"
GOLDEN_WITH_TABLES = ROOT / "tests" / "golden" / "mes-con-tablas.diff"
Import = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def start(once: Once) -> Path:
    """The site at the beginning of July, with the workbook that it exports."""

    def make(folder: Path) -> None:
        july(folder / "sitio")
        assert order(folder / "sitio", "workbook", "export", "--output", folder / "libro.xlsx") == FINE

    return once("julio", make)


@pytest.fixture
def site(start: Path, tmp_path: Path) -> Path:
    shutil.copytree(start / "sitio", tmp_path / "sitio")
    if (start / ".cache").is_dir():
        shutil.copytree(start / ".cache", tmp_path / ".cache")
    return tmp_path / "sitio"


@pytest.fixture
def bring(site: Path, capsys: pytest.CaptureFixture[str]) -> Import:
    """Imports a delivery into the site: the exit code, the problems and what was said."""

    def run(place: Path, *options: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = order(site, "workbook", "import", place, *options)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def delivery(start: Path, folder: Path, cells: list[Typed]) -> Path:
    """The workbook with these cells typed, and the documents of the month, in a folder."""
    fill(start / "libro.xlsx", folder.with_suffix(".xlsx"), cells)
    return delivered(folder, folder.with_suffix(".xlsx"))


def typed(start: Path, tmp_path: Path, *cells: Typed) -> Path:
    """The workbook with these cells typed, and nothing beside it."""
    folder = tmp_path / f"entrega-{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    fill(start / "libro.xlsx", folder / "libro.xlsx", list(cells))
    return folder / "libro.xlsx"


def test_a_whole_month_takes_at_most_ninety_cells_and_gives_the_golden_difference(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    assert len(MONTH) <= 90
    folder = delivery(start, tmp_path / "entrega", MONTH)
    before = digests(site)
    code, _problems, said = bring(folder, "--ensayo")
    assert code == FINE
    assert digests(site) == before
    assert (
        "Corte 2026-06: 29 avances (9 cambian, 20 siguen igual); 3 documentos; 1 sesión; 1 acuerdo que cambia; "
        "1 cambio de fecha; 1 corrección del corte sellado 2025-11; 1 novedad." in said
    )
    code, _problems, said = bring(folder, "--si")
    assert code == FINE
    assert golden(start / "sitio", site, GOLDEN)
    assert order(site, "check") == FINE


def golden(before: Path, after: Path, file: Path) -> bool:
    """Whether what an import changed is what the file says."""
    found = difference(before, after)
    if os.environ.get("MICROSITIO_GOLDEN"):
        file.write_text(found, "utf-8")
    return found == file.read_text("utf-8")


def test_the_sheets_of_the_optional_tables_give_the_golden_difference(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    folder = delivery(start, tmp_path / "entrega", WITH_TABLES)
    code, problems, said = bring(folder, "--si")
    assert code == FINE, problems
    assert "1 avance de compromiso; 2 mediciones; 3 renglones de presupuesto; 1 colaboración; 3 documentos" in said
    assert golden(start / "sitio", site, GOLDEN_WITH_TABLES)
    assert order(site, "check") == FINE
    done = digests(site)
    assert bring(folder, "--si")[0] == FINE
    assert digests(site) == done
    again = tmp_path / "otra.xlsx"
    assert order(site, "workbook", "export", "--corte", CUT, "--output", again) == FINE
    assert bring(again, "--si")[0] == FINE
    assert digests(site) == done


def test_what_is_wrong_in_the_sheets_of_the_optional_tables_is_told_at_its_cell(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    before = digests(site)
    code, problems, _said = bring(typed(
        start, tmp_path,
        ("Avances de compromisos", "agua", "Valor", "N/A"), ("Mediciones", "obras-avance", "Numerador", "3,150"),
        ("Presupuesto", "tramites-papeleria", "Ejercido", "mucho"),
        ("Presupuesto", "caminos-2-pintura-y-senales-2026-06", "Ejercido", 0.5),
    ), "--si")  # fmt: skip
    assert code == PROBLEMS
    assert [line.split("  ")[0] for line in problems.splitlines()] == [
        "Avances de compromisos!F3 X111", "Mediciones!I4 X110", "Presupuesto!L4 X110", "Presupuesto!L5 X109",
    ]  # fmt: skip
    code, problems, _said = bring(typed(
        start, tmp_path,
        ("Avances", "presupuesto-5", "Valor", 2), ("Avances", "presupuesto-5", "Estado", "Limitado"),
        ("Avances", "presupuesto-5", "Qué se hizo", "Se entregaron dos obras."),
        ("Avances de compromisos", "agua", "Estado", "Sustancial"), ("Mediciones", "obras-avance", "Numerador", 3150),
        ("Presupuesto", "+1", "Concepto", "Cascos"), ("Presupuesto", "+1", "Moneda", "pesos"),
        ("Colaboraciones", "+1", "Actividad", "agua-5"), ("Colaboraciones", "+1", "Institución", "Nadie"),
        ("Colaboraciones", "+1", "Papel", "Apoya"), ("Avances de compromisos", "agua", "Qué se hizo", "@HOY"),
    ), "--si")  # fmt: skip
    assert (code, digests(site)) == (PROBLEMS, before)
    told = {line.split("  ")[0] for line in problems.splitlines() if " aviso: " not in line}
    assert {
        "Avances!J14 D215", "Avances!M14 D107", "Colaboraciones!B3 C117", "Mediciones!H4 D214", "Presupuesto!D9 D190",
        "Presupuesto!I9 D193", "Presupuesto!J9 D192",
    } <= told, told  # fmt: skip
    assert not [each for each in told if "!" not in each], told


def test_two_people_fill_the_sheets_of_the_optional_tables(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    lines = [each for each in WITH_TABLES if each[0] == "Presupuesto"]
    assert bring(typed(start, tmp_path, *lines), "--si")[0] == FINE
    proposed, added = "caminos-2-pintura-y-senales-2026-06", lines[2:]
    more = [("Presupuesto", proposed, "Comprometido", 60000), *added, ("Presupuesto", "+1", "Comprometido", 70000)]
    code, problems, said = bring(typed(start, tmp_path, *more), "--si")
    assert (code, "2 renglones de presupuesto" in said) == (FINE, True), problems
    by_id = {row.partition(",")[0]: row for row in rows(site, "presupuesto")}
    assert "Paint and signs,Recursos propios,Own revenue,2026-06,2026-06,MXN,,60000,45200.5," in by_id[proposed]
    assert ",2026-06,,MXN,80000,70000,," in by_id["caminos-cascos-para-ciclistas"]
    done = digests(site)
    code, problems, _said = bring(typed(
        start, tmp_path, ("Presupuesto", proposed, "Ejercido", 1), *added[:-1], ("Presupuesto", "+1", "Aprobado", 9),
    ), "--si")  # fmt: skip
    assert (code, digests(site)) == (PROBLEMS, done)
    assert [line.split("  ")[0] for line in problems.splitlines()] == ["Presupuesto!L4 X113", "Presupuesto!J9 X113"]


def test_a_sealed_measurement_is_corrected_and_a_late_one_refused(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    assert bring(delivery(start, tmp_path / "entrega", WITH_TABLES), "--si")[0] == FINE
    assert order(site, "seal", CUT, "--sin-verificar") == FINE
    done = digests(site)
    late = typed(start, tmp_path, ("Mediciones", "obras-uso", "Valor", 40))
    code, problems, _said = bring(late, "--si")
    assert (code, digests(site)) == (PROBLEMS, done)
    assert problems.startswith("Mediciones!A5 X114  el corte 2026-06 se selló")
    book = typed(
        start, tmp_path, ("Correcciones", "+1", "Corte", CUT), ("Correcciones", "+1", "Tabla", "Mediciones"),
        ("Correcciones", "+1", "Clave de la actividad o fila", "obras-entregadas"),
        ("Correcciones", "+1", "Qué dato", "Valor"), ("Correcciones", "+1", "Debe decir", 3),
        ("Correcciones", "+1", "Motivo", "Faltó contar una obra."),
        ("Correcciones", "+1", "Quién", "Jefatura de Obras"), ("Correcciones", "+1", "Fecha", date(2026, 7, 9)),
    )  # fmt: skip
    code, problems, said = bring(book, "--si")
    assert (code, "1 corrección del corte sellado 2026-06" in said) == (FINE, True), problems
    assert f"{CUT},obras-entregadas,3,,,," in rows(site, "mediciones")


def test_importing_twice_changes_nothing_and_neither_does_a_workbook_as_it_was_exported(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    untouched = digests(site)
    assert bring(start / "libro.xlsx", "--si")[0] == FINE
    assert digests(site) == untouched
    folder = delivery(start, tmp_path / "entrega", MONTH)
    assert bring(folder, "--si")[0] == FINE
    done = digests(site)
    code, problems, said = bring(folder, "--si")
    assert (code, digests(site)) == (FINE, done)
    assert " X122 " not in problems
    assert "no trae nada que no esté ya" in said
    again = tmp_path / "otra.xlsx"
    assert order(site, "workbook", "export", "--corte", CUT, "--output", again) == FINE
    assert bring(again, "--si")[0] == FINE
    assert digests(site) == done


def test_a_document_of_the_plan_keeps_its_entry_and_what_the_row_says_besides_is_told(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    assert bring(delivery(start, tmp_path / "entrega", MONTH), "--si")[0] == FINE
    before = digests(site)
    again = [*MONTH, ("Documentos", "+1", "Quién lo revisó (cargo)", "Unidad de Archivo")]
    again.append(("Documentos", "+1", "Qué demuestra", "Otra cosa inventada."))
    code, problems, _said = bring(delivery(start, tmp_path / "otra", again), "--si")
    assert (code, digests(site)) == (FINE, before), problems
    [told] = [line for line in problems.splitlines() if " X122 " in line]
    assert "«Qué demuestra», «Quién lo revisó (cargo)»" in told
    assert "evidencias/" in told


def test_nobody_answers_without_a_terminal_and_nothing_is_written(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    before = digests(site)
    book = typed(start, tmp_path, ("Avances", "agua-4", "Qué se hizo", "SIN AVANCE"), *LIMITED)
    assert bring(book)[0] == USAGE
    assert digests(site) == before


LIMITED: tuple[Typed, ...] = (("Avances", "agua-4", "Valor", 4.5), ("Avances", "agua-4", "Estado", "Sustancial"))


def rows(site: Path, table: str) -> list[str]:
    return (site / "data" / PLAN / f"{table}.csv").read_text("utf-8").splitlines()


def test_two_people_who_write_other_cells_are_merged(start: Path, site: Path, bring: Import, tmp_path: Path) -> None:
    first = typed(start, tmp_path, ("Acuerdos", "acuerdo-12", "Estado", "En proceso"))
    second = typed(start, tmp_path, ("Acuerdos", "acuerdo-12", "Nota", "Se pidió otra vez por oficio."))
    assert bring(first, "--si")[0] == FINE
    assert bring(second, "--si")[0] == FINE
    [row] = [each for each in rows(site, "acuerdos") if each.startswith("acuerdo-12,")]
    assert ",en_proceso,,,Se pidió otra vez por oficio.," in row


def test_two_people_who_write_one_cell_are_told_both_and_nothing_is_written(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    first = typed(start, tmp_path, ("Acuerdos", "acuerdo-12", "Estado", "En proceso"))
    second = typed(start, tmp_path, ("Acuerdos", "acuerdo-12", "Estado", "Cancelado"))
    assert bring(first, "--si")[0] == FINE
    done = digests(site)
    code, problems, _said = bring(second, "--si")
    assert (code, digests(site)) == (PROBLEMS, done)
    assert re.fullmatch(r"Acuerdos!F4 X113  el libro dice «cancelado», .*«en_proceso» \(antes decía «pendiente»\).*\n",
                        problems)  # fmt: skip


def test_a_cut_that_was_sealed_in_between_takes_nothing_more(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    assert bring(delivery(start, tmp_path / "entrega", MONTH), "--si")[0] == FINE
    assert order(site, "seal", CUT, "--sin-verificar") == FINE
    done = digests(site)
    late = typed(start, tmp_path, ("Avances", "agua-5", "Qué se hizo", "Se juntaron las actas."))
    code, problems, _said = bring(late, "--si")
    assert (code, digests(site)) == (PROBLEMS, done)
    assert problems.startswith("Avances!L7 X114  el corte 2026-06 se selló después de exportar el libro")
    assert bring(tmp_path / "entrega", "--si")[0] == FINE
    assert digests(site) == done


FAULTY: list[Typed] = [
    ("Avances", "agua-3", "Valor", "diez"),
    ("Avances", "agua-4", "Valor", "3,412"),
    ("Avances", "agua-7", "Valor", "N/A"),
    ("Avances", "presupuesto-6", "Valor", "=1+1"),
    ("Avances", "caminos-3", "Terminada el", "31/02/2026"),
    ("Avances", "caminos-2", "Valor", 0.45),
    ("Documentos", "+1", "Archivo", "no-esta.pdf"),
    ("Sesión", "+1", "Hora de inicio", "a las cinco"),
    ("Acuerdos", "acuerdo-12", "Cerrado", "ayer"),
    ("Cambios", "caminos-2", "Nuevo fin", "pendiente"),
    ("Correcciones", "+1", "Tabla", "Sesiones"),
    ("Novedad", "+1", "Fecha", "13/13/2026"),
]
"""Twelve faults of cells, as people write them."""
FOUND = [
    "Acuerdos!G4 X109",
    "Avances!J5 X109",
    "Avances!J6 X110",
    "Avances!J9 X111",
    "Avances!J15 X112",
    "Avances!J17 X110",
    "Avances!P18 X109",
    "Cambios!H8 X111",
    "Correcciones!B3 X109",
    "Documentos!A3 X115",
    "Novedad!A3 X109",
    "Sesión!F3 X109",
]


def test_each_fault_is_told_once_by_sheet_and_cell_and_nothing_is_written(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    before = digests(site)
    code, problems, said = bring(typed(start, tmp_path, *FAULTY), "--si")
    assert (code, digests(site)) == (PROBLEMS, before)
    told = [line.split("  ")[0] for line in problems.splitlines()]
    assert told == FOUND
    assert len(FOUND) == len(FAULTY) == 12
    assert "No se escribió nada." in said


def test_what_the_rules_refuse_is_told_at_its_cell(start: Path, site: Path, bring: Import, tmp_path: Path) -> None:
    before = digests(site)
    book = typed(
        start, tmp_path,
        ("Avances", "agua-4", "Estado", "casi"), ("Avances", "agua-4", "Qué se hizo", "Algo."),
        ("Avances", "agua-7", "Estado", "Limitado"),
        ("Avances", "caminos-3", "Terminada el", date(2026, 6, 3)), ("Avances", "caminos-3", "Estado", "Limitado"),
        ("Avances", "caminos-3", "Qué se hizo", "@HOY"),
        ("Sesión", "+1", "Fecha", date(2026, 7, 9)), ("Sesión", "+1", "Tipo", "Sesión"),
        ("Acuerdos", "acuerdo-13", "Cerrado", date(2026, 7, 2)),
        ("Cambios", "caminos-2", "Nuevo fin", date(2026, 8, 31)),
        ("Novedad", "+1", "Título", "Sin fecha"),
    )  # fmt: skip
    code, problems, _said = bring(book, "--si")
    assert (code, digests(site)) == (PROBLEMS, before)
    told = {line.split("  ")[0] for line in problems.splitlines() if " aviso: " not in line}
    assert {"Avances!K6 C109", "Avances!L9 C101", "Sesión!C3 C101", "Cambios!J8 C101"} <= told, told
    assert not [each for each in told if "!" not in each], told


def test_no_rule_of_the_data_stands_in_the_importer() -> None:
    named: set[str] = set()
    for path in (ROOT / "src" / "micrositio" / "workbook").glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        named |= {
            node.attr for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Kind"
        }  # fmt: skip
        assert "micrositio.validation" not in path.read_text("utf-8")
    assert named
    assert {name for name in named if not name.startswith("BOOK_")} == set()


def test_a_file_that_nobody_named_is_told(start: Path, site: Path, bring: Import, tmp_path: Path) -> None:
    folder = delivery(start, tmp_path / "entrega", [])
    (folder / "~$libro.xlsx").write_bytes(b"x")
    code, problems, _said = bring(folder, "--si")
    assert code == PROBLEMS
    assert [line.split("  ")[0] for line in problems.splitlines()] == [
        "Décimo reporte.csv X116", "acta junio.txt X116", "pagos-agua.txt X116",
    ]  # fmt: skip


@pytest.mark.parametrize("exchanges", [True, False], ids=["exchange", "two renames"])
def test_a_kill_at_any_rename_leaves_the_plan_as_before_or_as_after(
    start: Path, site: Path, bring: Import, tmp_path: Path, exchanges: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = delivery(start, tmp_path / "entrega", MONTH)
    if not exchanges:
        monkeypatch.setattr(source_writer, "exchanged", lambda staged, place: False)
    before = digests(site / "data")
    shutil.copytree(site, tmp_path / "despues" / "sitio")
    assert order(tmp_path / "despues" / "sitio", "workbook", "import", folder, "--si") == FINE
    after = digests(tmp_path / "despues" / "sitio" / "data")
    steps = 0
    while _killed(site, folder, steps):
        steps += 1
        found = digests(site / "data")
        gone = not (site / "data" / PLAN).exists()
        assert found in (before, after) or (gone and not exchanges), steps
        assert order(site, "workbook", "import", folder, "--si") == FINE
        assert digests(site) == digests(tmp_path / "despues" / "sitio")
        assert not (site / source_writer.STAGE).exists()
        shutil.rmtree(site)
        shutil.copytree(start / "sitio", site)
    assert steps >= (3 if exchanges else 5)


def _killed(site: Path, folder: Path, step: int) -> bool:
    """Import in a process of its own that dies before (even) or after (odd) its rename number `step // 2`."""
    child = os.fork()
    if child == 0:  # pragma: no cover
        made = 0

        def dying(function: Callable[..., object]) -> Callable[..., object]:
            def call(*arguments: object) -> object:
                nonlocal made
                if made == step:
                    os._exit(9)
                made += 1
                result = function(*arguments)
                if made == step:
                    os._exit(9)
                made += 1
                return result

            return call

        vars(source_writer)["exchanged"] = dying(vars(source_writer)["exchanged"])
        Path.rename = dying(Path.rename)  # type: ignore[assignment,method-assign]
        Path.replace = dying(Path.replace)  # type: ignore[assignment,method-assign]
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        os._exit(0 if order(site, "workbook", "import", folder, "--si") == FINE else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.fixture(scope="session")
def saved(start: Path, once: Once) -> Path:
    """The workbook of the month, and the one as it was exported, as LibreOffice saves them."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("falta LibreOffice: en Debian o Ubuntu, apt-get install libreoffice-calc")

    def make(folder: Path) -> None:
        folder.mkdir()
        fill(start / "libro.xlsx", folder / "mes.xlsx", MONTH)
        shutil.copy(start / "libro.xlsx", folder / "intacto.xlsx")
        fill(start / "libro.xlsx", folder / "tablas.xlsx", WITH_TABLES)
        books = [str(folder / f"{name}.xlsx") for name in ("mes", "tablas", "intacto")]
        profile = f"-env:UserInstallation=file://{folder / 'perfil'}"
        for kind in ("ods", "xlsx"):
            out = folder / kind
            made = subprocess.run([office, profile, "--headless", "--convert-to", kind, "--outdir", str(out), *books],
                                  capture_output=True, timeout=300, check=True)  # fmt: skip
            assert (out / f"mes.{kind}").is_file(), made
        shutil.rmtree(folder / "perfil")

    return once("libreoffice", make)


@pytest.mark.parametrize(("month", "expected"), [("mes", GOLDEN), ("tablas", GOLDEN_WITH_TABLES)])
@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_a_workbook_that_libreoffice_saves_says_the_same(
    saved: Path, start: Path, site: Path, bring: Import, tmp_path: Path, kind: str, month: str, expected: Path
) -> None:
    before = digests(site)
    assert bring(saved / kind / f"intacto.{kind}", "--si")[0] == FINE
    assert digests(site) == before
    folder = delivered(tmp_path / "entrega", saved / kind / f"{month}.{kind}")
    (folder / "demostracion-2026-06.xlsx").rename(folder / f"demostracion-2026-06.{kind}")
    assert bring(folder, "--si")[0] == FINE
    assert difference(start / "sitio", site) == expected.read_text("utf-8")


def test_the_committee_has_a_workbook_of_its_own(start: Path, site: Path, bring: Import, tmp_path: Path) -> None:
    assert bring(delivery(start, tmp_path / "entrega", MONTH), "--si")[0] == FINE
    book = tmp_path / "comite.xlsx"
    exported = ("workbook", "export", "--corte", CUT, "--para", "comite", "--output", book)
    assert order(site, *exported) == FINE
    assert openpyxl.load_workbook(book).sheetnames == [
        "Cómo llenar", "_listas", "Avances", "Verificaciones", "Verificaciones de compromisos", "_origen"]  # fmt: skip
    fill(book, tmp_path / "lleno.xlsx", [
        ("Verificaciones", "agua-3", "Estado", "Completo"),
        ("Verificaciones", "agua-3", "Órgano que verifica", "Comité Ciudadano de Seguimiento (inventado)"),
        ("Verificaciones", "agua-3", "Fecha", date(2026, 7, 9)),
        ("Verificaciones", "agua-3", "Motivo", "Los diez reportes están en línea."),
        ("Verificaciones", "agua-3", "Evidencias", "decimo-reporte"),
    ])  # fmt: skip
    code, _problems, said = bring(tmp_path / "lleno.xlsx", "--si")
    assert code == FINE
    assert "Corte 2026-06: 1 verificación." in said
    assert rows(site, "verificaciones")[-1] == (
        "2026-06,agua-3,completo,comite-seguimiento,2026-07-09,Los diez reportes están en línea.,,decimo-reporte"
    )
    done = digests(site)
    assert bring(tmp_path / "lleno.xlsx", "--si")[0] == FINE
    assert digests(site) == done


def test_the_committee_verifies_a_commitment_itself(start: Path, site: Path, bring: Import, tmp_path: Path) -> None:
    assert bring(delivery(start, tmp_path / "entrega", WITH_TABLES), "--si")[0] == FINE
    book, sheet = tmp_path / "comite.xlsx", "Verificaciones de compromisos"
    assert order(site, "workbook", "export", "--corte", CUT, "--para", "comite", "--output", book) == FINE
    assert [row[2].value for row in openpyxl.load_workbook(book)[sheet].iter_rows(min_row=3)] == ["Sustancial"]
    fill(book, tmp_path / "lleno.xlsx", [
        (sheet, "presupuesto", "Estado", "Limitado"), (sheet, "presupuesto", "Fecha", date(2026, 7, 9)),
        (sheet, "presupuesto", "Órgano que verifica", "Comité Ciudadano de Seguimiento (inventado)"),
        (sheet, "presupuesto", "Motivo", "Se vieron dos de las seis obras."),
    ])  # fmt: skip
    code, problems, said = bring(tmp_path / "lleno.xlsx", "--si")
    assert (code, "Corte 2026-06: 1 verificación de compromiso." in said) == (FINE, True), problems
    assert rows(site, "verificaciones_compromisos")[-1] == (
        "2026-06,presupuesto,limitado,comite-seguimiento,2026-07-09,Se vieron dos de las seis obras.,,"
    )
    done = digests(site)
    assert bring(tmp_path / "lleno.xlsx", "--si")[0] == FINE
    assert digests(site) == done


def test_what_seems_odd_is_asked_about_before_it_is_written(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    book = typed(
        start, tmp_path,
        ("Avances", "tramites-1", "Valor", 6), ("Avances", "tramites-1", "Estado", "Limitado"),
        ("Avances", "tramites-1", "Terminada el", None), ("Avances", "tramites-1", "Qué se hizo", "Se revisó."),
        ("Avances", "tramites-1", "Tipo de dificultad", "Otra"),
        ("Avances", "tramites-1", "Dificultad", "Se contó mal."),
        ("Avances", "caminos-2", "Valor", 1700), ("Avances", "caminos-2", "Estado", "Sustancial"),
        ("Avances", "caminos-2", "Qué se hizo", "Se pintaron cruces."),
    )  # fmt: skip
    code, problems, said = bring(book, "--ensayo")
    assert code == FINE, problems
    assert "Mire esto:" in said
    told = [line for line in problems.splitlines() if " D134 " in line or " D135 " in line]
    assert [line.split(" → ")[0] for line in told] == [
        "Avances!J17 D135  aviso: el valor 1700 está muy lejos de la línea base (0) y de la meta (18)",
        "Avances!K21 D134  aviso: «tramites-1» se informó completa en el corte 2025-10 y en el 2026-06 ya no",
    ]


def test_a_workbook_of_another_plan_or_of_none_is_refused(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    for place, value in (("B3", "otro-plan"), ("B5", "ayer"), ("B1", "99"), ("B4", None)):
        book = openpyxl.load_workbook(start / "libro.xlsx")
        book["_origen"][place] = value
        book.save(tmp_path / "libro.xlsx")
        code, problems, _said = bring(tmp_path / "libro.xlsx", "--si")
        assert (code, problems.split("  ")[0]) == (PROBLEMS, "libro.xlsx X105")
    openpyxl.Workbook().save(tmp_path / "libro.xlsx")
    assert bring(tmp_path / "libro.xlsx")[1].startswith("libro.xlsx X105")
    assert bring(tmp_path / "nada.xlsx")[0] == USAGE
    code, problems, _said = bring(tmp_path)
    assert code == PROBLEMS
    assert "X119" in problems, "the folder holds other folders"


def rearranged(source: Path, target: Path) -> None:
    """Save a workbook with its sheets as people leave them: rows and columns in another order, and things around."""
    book = openpyxl.load_workbook(source)
    for page in [each for each in book if each.sheet_state == "visible" and each.title != "Cómo llenar"]:
        table = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        header, *body = [[*row[1:], row[0]] for row in table]
        written = [[f"  {str(each).upper()}"[:60] for each in header], *reversed(body)]
        title = page.title
        place = book.index(page)
        book.remove(page)
        new = book.create_sheet(title.upper(), place)
        new["B2"] = "Nota de quien llenó el libro"
        for number, row in enumerate(written):
            for column, value in enumerate(row, 2):
                new.cell(number * 2 + 5 if number else 5, column).value = value
    book.create_sheet("Cuentas")["A1"] = "cualquier cosa"
    book.save(target)


def test_a_workbook_that_somebody_rearranged_says_the_same(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    before = digests(site)
    rearranged(start / "libro.xlsx", tmp_path / "intacto.xlsx")
    assert bring(tmp_path / "intacto.xlsx", "--si")[0] == FINE
    assert digests(site) == before
    fill(start / "libro.xlsx", tmp_path / "mes.xlsx", MONTH)
    rearranged(tmp_path / "mes.xlsx", tmp_path / "otro.xlsx")
    assert bring(delivered(tmp_path / "entrega", tmp_path / "otro.xlsx"), "--si")[0] == FINE
    changed = difference(start / "sitio", site).splitlines()
    assert sorted(each for each in changed if each[:1] in "+-" and "name:" not in each) == sorted(
        each for each in GOLDEN.read_text("utf-8").splitlines() if each[:1] in "+-" and "name:" not in each
    )


def test_what_a_document_holds_is_told_at_its_cell(start: Path, site: Path, bring: Import, tmp_path: Path) -> None:
    before = digests(site)
    folder = delivery(start, tmp_path / "entrega", MONTH)
    (folder / "pagos-agua.txt").write_text(f"Beneficiaria con CURP {PERSON}.\n", "utf-8")
    (folder / "acta junio.txt").rename(folder / "acta junio.exe")
    code, problems, _said = bring(folder, "--si")
    assert (code, digests(site)) == (PROBLEMS, before)
    told = [line.split("  ")[0] for line in problems.splitlines() if " aviso: " not in line]
    assert told == ["Documentos!A5 X115", "acta junio.exe X116"]
    (folder / "acta junio.exe").rename(folder / "acta junio.txt")
    code, problems, _said = bring(folder, "--si")
    assert (code, digests(site)) == (PROBLEMS, before)
    [told_once] = [line for line in problems.splitlines() if " aviso: " not in line]
    assert told_once.startswith("Documentos!A4 E1")
    assert PERSON not in problems


def test_a_list_in_one_line_is_told_and_nothing_is_written(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    for manifest in (site / "data" / PLAN / "evidencias").glob("*/datapackage.yaml"):
        read = yaml.load(manifest.read_text("utf-8"), yaml.BaseLoader)
        numbers = [{**each, "bytes": int(each["bytes"])} if "bytes" in each else each for each in read["resources"]]
        parts = {**read, "resources": numbers}
        manifest.write_text("".join(f"{key}: {json.dumps(value)}\n" for key, value in parts.items()), "utf-8")
    before = digests(site)
    code, problems, _said = bring(delivery(start, tmp_path / "entrega", MONTH), "--si")
    assert (code, digests(site)) == (PROBLEMS, before)
    told = [line.split("  ")[0] for line in problems.splitlines() if " aviso: " not in line]
    assert len(told) == 1
    assert told[0].endswith("datapackage.yaml X117")


def test_a_plan_that_has_no_table_yet_gets_it_and_lists_it(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    plan = site / "data" / PLAN
    (plan / "reprogramaciones.csv").unlink()
    descriptor = plan / "datapackage.yaml"
    listed = "  - name: reprogramaciones\n    path: reprogramaciones.csv\n"
    descriptor.write_text(descriptor.read_text("utf-8").replace(listed, ""), "utf-8")
    for seal in plan.glob("sellos"):
        shutil.rmtree(seal)
    (plan / "sellos.txt").unlink()
    (plan / "erratas.csv").unlink()
    errata = "  - name: erratas\n    path: erratas.csv\n"
    descriptor.write_text(descriptor.read_text("utf-8").replace(errata, ""), "utf-8")
    book = tmp_path / "nuevo.xlsx"
    assert order(site, "workbook", "export", "--corte", CUT, "--output", book) == FINE
    fill(book, tmp_path / "lleno.xlsx", [each for each in MONTH if each[0] == "Cambios"])
    code, problems, _said = bring(tmp_path / "lleno.xlsx", "--si")
    assert code == FINE, problems
    assert rows(site, "reprogramaciones") == [
        "actividad,fecha,campo,antes,despues,motivo,autoriza",
        "caminos-2,2026-07-09,fin,2026-03-31,2026-08-31,Llovió 14 noches del mes.,Grupo Impulsor de Gobierno Abierto",
    ]
    assert descriptor.read_text("utf-8").endswith(listed)


def test_indicators_that_were_never_measured_get_the_table_of_measurements(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    plan = site / "data" / PLAN
    (plan / "mediciones.csv").unlink()
    descriptor, listed = plan / "datapackage.yaml", "  - name: mediciones\n    path: mediciones.csv\n"
    descriptor.write_text(descriptor.read_text("utf-8").replace(listed, ""), "utf-8")
    book = tmp_path / "nuevo.xlsx"
    assert order(site, "workbook", "export", "--corte", CUT, "--output", book) == FINE
    fill(book, tmp_path / "lleno.xlsx", [
        ("Mediciones", "obras-entregadas", "Valor", 2), ("Avances", "presupuesto-5", "Estado", "Sustancial"),
        ("Avances", "presupuesto-5", "Qué se hizo", "Se entregaron dos obras."),
    ])  # fmt: skip
    code, problems, _said = bring(tmp_path / "lleno.xlsx", "--si")
    assert code == FINE, problems
    assert rows(site, "mediciones") == ["corte,indicador,valor", f"{CUT},obras-entregadas,2"]
    assert descriptor.read_text("utf-8").endswith(listed)


def test_a_new_target_is_a_modification_and_the_first_one_stays(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    plan = site / "data" / PLAN
    before = (plan / "actividades.csv").read_bytes()
    cells = (("Nueva meta", 20), ("Fecha del cambio", date(2026, 6, 22)), ("Motivo", "Llovió 14 noches del mes."))
    book = tmp_path / "lleno.xlsx"
    fill(start / "libro.xlsx", book, [
        *(("Cambios", "caminos-2", *each) for each in cells),
        ("Cambios", "caminos-2", "Quién autoriza", "Grupo Impulsor de Gobierno Abierto"),
    ])  # fmt: skip
    code, problems, said = bring(book, "--si")
    assert code == FINE, problems
    assert "1 cambio de meta" in said
    assert rows(site, "modificaciones")[-1].startswith("actividades,caminos-2,2026-06-22,meta,18,20,")
    assert (plan / "actividades.csv").read_bytes() == before
    done = digests(site)
    assert bring(book, "--si")[0] == FINE
    assert digests(site) == done
    again = tmp_path / "otra.xlsx"
    assert order(site, "workbook", "export", "--corte", CUT, "--output", again) == FINE
    other = tmp_path / "otra-meta.xlsx"
    fill(start / "libro.xlsx", other, [
        *(("Cambios", "caminos-2", *each) for each in (("Nueva meta", 19), *cells[1:])),
        ("Cambios", "caminos-2", "Quién autoriza", "Grupo Impulsor de Gobierno Abierto"),
    ])  # fmt: skip
    assert bring(other, "--si")[0] == PROBLEMS, "two targets of one day"


def test_what_only_the_second_check_finds_in_the_site_keeps_an_import_from_writing(
    start: Path, site: Path, bring: Import, tmp_path: Path
) -> None:
    table = site / "data" / PLAN / "presupuesto.csv"
    table.write_text(table.read_text("utf-8").replace("Renta de maquinaria", "Renta " * 40), "utf-8", newline="")
    before = digests(site)
    code, problems, said = bring(typed(start, tmp_path, ("Acuerdos", "acuerdo-12", "Estado", "En proceso")), "--si")
    assert (code, digests(site)) == (PROBLEMS, before)
    assert f"data/{PLAN}/presupuesto.csv:8:concepto C111  el texto tiene" in problems
    assert "No se escribió nada." in said


def test_an_import_takes_little_time_and_memory(start: Path, site: Path, tmp_path: Path) -> None:
    folder = delivery(start, tmp_path / "entrega", MONTH)
    measure = (
        "import os, resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)\n"
    )
    asked = command("workbook", "import", folder, "--site", site, "--ensayo")
    found = [
        subprocess.run([sys.executable, "-c", measure, *asked], cwd=ROOT, env=environment(), capture_output=True,
                       text=True, check=True).stdout.split()
        for _ in range(3)
    ]  # fmt: skip
    assert min(float(seconds) for seconds, _memory in found) < 2, found
    assert max(float(memory) for _seconds, memory in found) < 200, found
