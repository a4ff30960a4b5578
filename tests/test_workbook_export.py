"""The workbook of a cut, as a person finds it: what it asks, what it shows, and what it does not let one write."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from micrositio.cli.console.terminal import FINE, USAGE
from month import CUT, PLAN, july, order
from support import SITES, Once, digests, make_site


@pytest.fixture(scope="session")
def exported(once: Once) -> Path:
    """The site of July and its workbook, exported twice."""

    def make(folder: Path) -> None:
        july(folder / "sitio")
        for name in ("libro.xlsx", "otra-vez.xlsx"):
            assert order(folder / "sitio", "workbook", "export", "--output", folder / name) == FINE

    return once("julio-exportado", make)


@pytest.fixture(scope="session")
def book(exported: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(exported / "libro.xlsx")


def cells(book: openpyxl.Workbook, sheet: str, key: str) -> dict[str, object]:
    """The cells of a row by the titles of its columns."""
    page = book[sheet]
    row = next(each for each in page.iter_rows(min_row=3) if each[0].value == key)
    return {title.value: cell.value for title, cell in zip(page[2], row, strict=True)}


def test_the_same_plan_gives_the_same_bytes(exported: Path) -> None:
    assert (exported / "libro.xlsx").read_bytes() == (exported / "otra-vez.xlsx").read_bytes()


def test_the_sheets_are_those_of_a_month_and_what_machines_need_is_hidden(book: openpyxl.Workbook) -> None:
    shown = [each.title for each in book if each.sheet_state == "visible"]
    assert shown == [
        "Cómo llenar", "Avances", "Avances de compromisos", "Mediciones", "Presupuesto", "Documentos", "Sesión",
        "Acuerdos", "Cambios", "Colaboraciones", "Correcciones", "Novedad",
    ]  # fmt: skip
    assert [each.title for each in book if each.sheet_state == "hidden"] == ["_listas", "_origen"]


def visible(site: Path, target: Path, *options: str) -> list[str]:
    """The sheets that the workbook of a site shows, and the lines of the first one."""
    assert order(site, "workbook", "export", *options, "--output", target) == FINE
    book = openpyxl.load_workbook(target)
    names = [each.title for each in book if each.sheet_state == "visible"]
    return [*names[1:], *(str(row[0].value) for row in book[names[0]].iter_rows() if row[0].value)]


def test_a_plan_without_the_optional_tables_has_no_sheet_of_them(tmp_path: Path) -> None:
    names = visible(make_site(tmp_path / "sitio"), tmp_path / "libro.xlsx", "--corte", "2024-06")
    assert names[:7] == ["Avances", "Documentos", "Sesión", "Acuerdos", "Cambios", "Correcciones", "Novedad"]
    assert not any(words in line for line in names for words in ("Mediciones", "Presupuesto", "compromisos»"))


def test_a_plan_of_commitments_alone_asks_of_them(tmp_path: Path) -> None:
    site = tmp_path / "sitio"
    shutil.copytree(SITES / "solo-compromisos", site)
    names = visible(site, tmp_path / "libro.xlsx", "--corte", "2025-12")
    assert names[:2] == ["Avances de compromisos", "Documentos"]
    assert not {"Avances", "Cambios"} & {*names}
    assert any("Son 6 compromisos." in line for line in names)
    committee = visible(site, tmp_path / "comite.xlsx", "--corte", "2025-12", "--para", "comite")
    assert committee[0] == "Verificaciones de compromisos"
    assert [line[:3] for line in committee[2:]] == ["1. ", "2. ", "3. ", "4. "]
    for name in ("libro.xlsx", "comite.xlsx"):
        before = digests(site)
        assert order(site, "workbook", "import", tmp_path / name, "--si") == FINE
        assert digests(site) == before


def test_every_sheet_is_protected_without_a_password_and_may_be_sorted(book: openpyxl.Workbook) -> None:
    for page in book:
        if page.sheet_state == "visible":
            assert page.protection.sheet
            assert not page.protection.password
            for may in ("sort", "autoFilter", "formatColumns"):
                assert not getattr(page.protection, may)


def test_the_guide_is_short_and_says_the_day_and_that_what_is_empty_stays_so(book: openpyxl.Workbook) -> None:
    lines = [row[0].value for row in book["Cómo llenar"].iter_rows() if row[0].value]
    assert len(lines) <= 15
    assert "30 de junio de 2026" in lines[1]
    assert any("sin dato" in str(line) for line in lines)


def test_what_is_shown_is_locked_and_what_is_asked_is_open(book: openpyxl.Workbook) -> None:
    page = book["Avances"]
    locked = {title.value: cell.protection.locked for title, cell in zip(page[2], page[5], strict=True)}
    asked = {"Valor", "Estado", "Qué se hizo", "Tipo de dificultad", "Dificultad", "Siguiente paso", "Terminada el"}
    assert {title for title, is_locked in locked.items() if not is_locked} == asked


def test_complete_milestones_come_filled_and_the_others_empty(book: openpyxl.Workbook) -> None:
    complete = cells(book, "Avances", "agua-2")
    assert complete["Qué se hizo"] == "Sin cambios: terminó el 13 de marzo de 2026."
    assert (complete["Valor"], complete["Estado"], complete["Aviso"]) == (20, "Completo", "Completa")
    pending = cells(book, "Avances", "agua-3")
    assert (pending["Valor"], pending["Estado"], pending["Qué se hizo"]) == (None, None, None)
    assert (pending["Antes: valor"], pending["Antes: estado"]) == (9, "Sustancial")
    assert pending["Aviso"] == "Vence el día del corte"
    assert cells(book, "Avances", "agua-4")["Aviso"] == "Atrasada 30 días"
    keys = [row[0].value for row in book["Avances"].iter_rows(min_row=3)]
    assert "caminos-5" not in keys  # withdrawn
    assert len(keys) == 29


def test_the_lists_have_the_words_of_the_plan(book: openpyxl.Workbook) -> None:
    rules = {
        str(each.sqref).split(":")[0][0]: each.formula1
        for each in book["Avances"].data_validations.dataValidation if each.type == "list"
    }  # fmt: skip
    place = rules["K"].removeprefix("_listas!").replace("$", "")
    assert [cell[0].value for cell in book["_listas"][place]] == [
        "Sin evidencia", "No iniciado", "Limitado", "Sustancial", "Completo", "Retirado", "Incumplido",
    ]  # fmt: skip


def test_a_commitment_narrows_the_list_of_its_milestones(book: openpyxl.Workbook) -> None:
    [rule] = [each.formula1 for each in book["Documentos"].data_validations.dataValidation if "INDIRECT" in
              str(each.formula1)]  # fmt: skip
    assert rule.startswith('IF($F3="",_listas!')
    place = book.defined_names["de_agua"].attr_text.removeprefix("_listas!").replace("$", "")
    assert len(book["_listas"][place]) == 7


def test_open_agreements_and_dates_in_force_are_shown(book: openpyxl.Workbook) -> None:
    keys = [row[0].value for row in book["Acuerdos"].iter_rows(min_row=3)]
    assert [each for each in keys if each] == ["acuerdo-5", "acuerdo-12", "acuerdo-13"]
    assert str(cells(book, "Cambios", "caminos-2")["Fin vigente"]).startswith("2026-06-30")


@pytest.fixture
def site(exported: Path, tmp_path: Path) -> Path:
    shutil.copytree(exported / "sitio", tmp_path / "sitio")
    return tmp_path / "sitio"


Said = Callable[..., str]


@pytest.fixture
def refused(site: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    def run(*options: str | Path) -> str:
        capsys.readouterr()
        assert order(site, "workbook", "export", *options) == USAGE
        return capsys.readouterr().err

    return run


def test_a_workbook_that_cannot_be_made_is_said_in_one_line(refused: Said, tmp_path: Path) -> None:
    assert "el corte 2026-05 ya está sellado" in refused("--corte", "2026-05")
    assert "no tiene un corte «2027-01»" in refused("--corte", "2027-01")
    assert "diga con --plan de qué plan es el libro; hay: demostracion" in refused("--plan", "otro")
    assert "debe ser un archivo que termine en .xlsx" in refused("--output", tmp_path / "libro.csv")


def test_the_cut_that_is_owed_may_be_named(site: Path, tmp_path: Path) -> None:
    target = tmp_path / "l.xlsx"
    assert order(site, "workbook", "export", "--plan", PLAN, "--corte", CUT, "--output", target) == FINE
    origin = openpyxl.load_workbook(io.BytesIO(target.read_bytes()))["_origen"]
    facts = {row[0].value: row[1].value for row in origin.iter_rows(max_row=6)}
    assert (facts["plan"], facts["corte"], facts["fecha"]) == (PLAN, CUT, "2026-06-30")
