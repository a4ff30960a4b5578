"""`fix`: the ways in which a spreadsheet damages a table; each is one command away from green, or is named."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import pty
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from micrositio.cli.main import main
from micrositio.formats.damaged_csv import taken_for
from micrositio.pipeline.options import Options
from micrositio.pipeline.site_reader import read_site
from micrositio.problems.problem import Problem
from support import ROOT, command, digests, environment, make_site, of_plan, write

DATA = "data/demostracion"
Rows = list[list[str]]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented plan alone, as a site of its own."""
    root = tmp_path_factory.mktemp("taller") / "sitio"
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copytree(ROOT / DATA, root / DATA)
    settings = root / "content/sitio.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(re.sub(r"^planes:.*$", "planes: [demostracion]", text, flags=re.M), "utf-8")
    return root


@pytest.fixture
def site(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "sitio"))


def rows_of(path: Path) -> Rows:
    return list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))


def saved(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding, "replace")


def errors(root: Path) -> list[Problem]:
    """What keeps the site from being published, of its tables."""
    reading = read_site(Options(root, (ROOT / "themes",)), lambda *stage: None)
    return [each for each in reading.problems if each.is_error and each.place.file.startswith("data/")]


class Finished(NamedTuple):
    """How the command ended, and what it said."""

    code: int
    out: str
    err: str


def fixed(root: Path, *arguments: str | Path) -> Finished:
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        code = main(["fix", "--site", str(root), *map(str, arguments)], ROOT)
    return Finished(code, out.getvalue(), err.getvalue())


def day_first(cell: str) -> str:
    return re.sub(r"\A(\d{4})-(\d\d)-(\d\d)\Z", r"\3/\2/\1", cell)


def month_names(cell: str) -> str:
    names = "ene feb mar abr may jun jul ago sep oct nov dic".split()
    match = re.fullmatch(r"20(\d\d)-(\d\d)", cell)
    return f"{names[int(match[2]) - 1]}-{match[1]}" if match else cell


def each_cell(change: Callable[[str], str]) -> Callable[[Rows], Rows]:
    return lambda rows: [rows[0], *([change(cell) for cell in row] for row in rows[1:])]


def at(row: int, column: str, text: str) -> Callable[[Rows], Rows]:
    """A change of one cell; the row is counted from the end where it is negative."""

    def change(rows: Rows) -> Rows:
        rows[row][rows[0].index(column)] = text
        return rows

    return change


def both(*changes: Callable[[Rows], Rows]) -> Callable[[Rows], Rows]:
    def change(rows: Rows) -> Rows:
        for each in changes:
            rows = each(rows)
        return rows

    return change


def spaced(rows: Rows) -> Rows:
    """Blank rows and columns, as a sheet in which somebody typed and erased has them."""
    wide = [[*row[:3], "", *row[3:], "", ""] for row in rows]
    return [*wide[:5], *([[""] * len(wide[0])] * 20), *wide[5:]]


Damage = tuple[str, Callable[[Rows], bytes]]
WINDOWS = "cp1252"
SAME: Mapping[str, Damage] = {
    "cp1252 con ;": ("acuerdos.csv", lambda rows: saved(rows, ";", WINDOWS)),
    "cp1252 con coma y dd/mm": ("acuerdos.csv", lambda rows: saved(each_cell(day_first)(rows), ",", WINDOWS)),
    "BOM con dd/mm y jul-26": (
        "cortes.csv",
        lambda rows: saved(each_cell(lambda cell: month_names(day_first(cell)))(rows), ",", "utf-8-sig"),
    ),
    "BOM y jul-26 en avances": ("avances.csv", lambda rows: saved(each_cell(month_names)(rows), ",", "utf-8-sig")),
    "UTF-16 con tabulador": ("avances.csv", lambda rows: saved(rows, "\t", "utf-16")),
    "sep=;": ("verificaciones.csv", lambda rows: b"sep=;\r\n" + saved(rows, ";")),
    "filas y columnas vacías": ("acuerdos.csv", lambda rows: saved(spaced(rows))),
    "encabezados": (
        "avances.csv",
        lambda rows: saved([["Corte", "Actividad", "VALOR", "Estado", "Descripción", "Dificultad tipo", "Dificultad",
                             "Siguiente  paso", "Terminada el"], *rows[1:]]),
    ),
    "Limitado y espacios": (
        "avances.csv",
        lambda rows: saved(both(at(-1, "estado", f"{rows[-1][3].capitalize()} "), at(1, "estado", " Limitado"))(rows)),
    ),
    "Agua-7 y agua 4": ("avances.csv", lambda rows: saved(each_cell(
        lambda cell: {"agua-7": "Agua-7", "agua-4": "agua 4"}.get(cell, cell))(rows))),
    "03-may y 3,412 de un corte sellado": (
        "avances.csv", lambda rows: saved(both(at(2, "valor", "03-may"), at(3, "valor", "3,412"))(rows))),
    "una fila sellada que se borró": ("avances.csv", lambda rows: saved(rows[:40] + rows[41:])),
    "Mac Roman con ;": ("sesiones.csv", lambda rows: saved(rows, ";", "mac_roman")),
    "mm/dd": ("acuerdos.csv", lambda rows: saved(each_cell(
        lambda cell: re.sub(r"\A(\d{4})-(\d\d)-(\d\d)\Z", r"\2/\3/\1", cell))(rows))),
    "finales de línea de otro sistema": ("acuerdos.csv", lambda rows: saved(rows, ";").replace(b"\r\n", b"\r")),
    "VERDADERO": ("fuentes.csv", lambda rows: saved([["", *row] for row in rows], ";")),
}  # fmt: skip
"""Damages of which nothing is left: table and how it was saved."""


@pytest.mark.parametrize("name", SAME)
def test_a_damage_with_one_meaning_is_one_command_away(name: str, site: Path) -> None:
    table, damage = SAME[name]
    path = site / DATA / table
    before = rows_of(path)
    path.write_bytes(damage(rows_of(path)))
    finished = fixed(site, path, "--si")
    assert finished.code == 0, finished.out + finished.err
    if "fila sellada" in name:
        assert sorted(rows_of(path)) == sorted(before)
    else:
        assert rows_of(path) == before
    assert errors(site) == []
    assert b"\r" not in path.read_bytes()


NAMED: Mapping[str, tuple[str, Callable[[Rows], Rows], str]] = {
    "45% en otra unidad": ("avances.csv", at(-1, "valor", "45%"), "valor C108"),
    "una columna que se agregó y otras que se movieron": (
        "acuerdos.csv",
        lambda rows: [[row[2], *row[:2], "Otra" if row is rows[0] else "x", *row[3:]] for row in rows],
        "Otra T111",
    ),
    "03-may": ("avances.csv", at(-1, "valor", "03-may"), "valor C108"),
    "3,412": ("avances.csv", at(-1, "valor", "3,412"), "valor C108"),
    "N/A": ("avances.csv", at(-1, "valor", "N/A"), "valor C108"),
    "pendiente": ("acuerdos.csv", at(-1, "limite", "pendiente"), "limite C105"),
    "una clave que no existe": ("avances.csv", at(-1, "actividad", "agua 99"), "actividad C117"),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_what_may_mean_several_things_is_left_and_named(name: str, site: Path) -> None:
    table, change, told = NAMED[name]
    path = site / DATA / table
    path.write_bytes(saved(change(rows_of(path)), ";", WINDOWS))
    finished = fixed(site, path, "--si")
    assert finished.code == 1
    column, code = told.rsplit(" ", 1)
    lines = [line for line in finished.out.splitlines() if line.startswith(str(site)) or " C1" in line or " T1" in line]
    assert any(f":{column} {code}" in line for line in lines), finished.out
    assert f"{path.parent.name}/{table}" in finished.out
    assert {each.kind.code for each in errors(site)} >= {code}


def test_a_share_and_a_decimal_comma_are_numbers(site: Path) -> None:
    activities, updates = site / DATA / "actividades.csv", site / DATA / "avances.csv"
    rows = rows_of(activities)
    units = {row[0]: row[rows[0].index("unidad")] for row in rows[1:]}
    shares = [key for key, unit in units.items() if "%" in unit or "porc" in unit]
    table = rows_of(updates)
    open_rows = [n for n, row in enumerate(table) if row[0] == table[-1][0]]
    number = next((n for n in open_rows if table[n][1] in shares), open_rows[0])
    table[number][2] = "45,5 %" if shares else "3,5"
    updates.write_bytes(saved(table, ";"))
    finished = fixed(site, updates, "--si")
    assert rows_of(updates)[number][2] == ("45.5" if shares else "3.5"), finished.out


def test_an_erratum_is_never_undone_nor_made(site: Path) -> None:
    """What an erratum corrected stays corrected, and a damaged cell goes to what the erratum says, not to the seal."""
    path = site / DATA / "avances.csv"
    rows = rows_of(path)
    [number] = [n for n, row in enumerate(rows) if row[:2] == ["2025-10", "agua-3"]]
    assert rows[number][2:4] == ["2", "limitado"]  # the seal says 5, sustancial
    before = path.read_bytes()
    rows[number][2] = "02-may"
    path.write_bytes(saved(rows, ";", WINDOWS))
    finished = fixed(site, path, "--si")
    assert finished.code == 0, finished.out + finished.err
    assert path.read_bytes() == before


def test_with_errata_that_cannot_be_read_no_row_is_put_back(site: Path) -> None:
    (site / DATA / "erratas.csv").write_bytes(saved(rows_of(site / DATA / "erratas.csv"), ";", WINDOWS))
    path = site / DATA / "avances.csv"
    path.write_bytes(saved(at(2, "valor", "03-may")(rows_of(path))))
    finished = fixed(site, path, "--si")
    assert (finished.code, "erratas" in finished.err) == (1, True)
    assert rows_of(path)[2][2] == "03-may"


def test_a_whole_folder_saved_badly_is_one_command(site: Path) -> None:
    tables = sorted((site / DATA).glob("*.csv"))
    before = [rows_of(path) for path in tables]
    for path in tables:
        path.write_bytes(saved(each_cell(lambda cell: month_names(day_first(cell)))(rows_of(path)), ";", WINDOWS))
    assert errors(site)
    finished = fixed(site, site / DATA, "--si")
    assert finished.code == 0, finished.out + finished.err
    assert [rows_of(path) for path in tables] == before
    assert errors(site) == []


def test_files_beside_the_tables_are_named(site: Path) -> None:
    for name in ("avances.xlsx", "~$avances.xlsx", "avances (1).csv"):
        (site / DATA / name).write_bytes((site / DATA / "avances.csv").read_bytes())
    before = digests(site)
    finished = fixed(site, site / DATA, "--si")
    assert finished.code == 1
    assert "avances.xlsx: es un libro" in finished.out
    assert "~$avances.xlsx: lo deja Excel" in finished.out
    assert "¿es una copia de «avances.csv»?" in finished.out
    assert digests(site) == before


@pytest.mark.parametrize(
    "path", ["evidencias/agua/fugas.csv", "sellos/2025-07/avances.csv", "nada.csv", "../demostracion/datapackage.yaml"]
)
def test_only_tables_are_touched(path: str, site: Path) -> None:
    before = digests(site)
    finished = fixed(site, site / DATA / path, "--si")
    assert finished.code == 1
    assert path.split("/")[-1] in finished.out
    assert digests(site) == before


def test_a_sound_plan_has_nothing_to_mend(site: Path) -> None:
    before = digests(site)
    finished = fixed(site, site / DATA, "--si")
    assert (finished.code, finished.out) == (0, "")
    assert digests(site) == before


def test_nothing_is_written_without_a_yes(site: Path) -> None:
    path = site / DATA / "acuerdos.csv"
    path.write_bytes(saved(rows_of(path), ";"))
    before = path.read_bytes()
    assert fixed(site, path).code == 1
    assert fixed(site, path, "--ensayo").code == 0
    assert path.read_bytes() == before
    assert answered("no\n", "fix", "--site", site, path) == 1
    assert path.read_bytes() == before
    assert answered("sí\n", "fix", "--site", site, path) == 0
    assert path.read_bytes() != before


def answered(text: str, *arguments: str | Path) -> int:
    """The exit code of the command on a terminal at which somebody types `text`."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command(*arguments), stdin=theirs, stdout=subprocess.DEVNULL, stderr=theirs, env=environment(), close_fds=True
    )
    os.write(ours, text.encode())
    code = process.wait(60)
    os.close(ours)
    os.close(theirs)
    return code


def test_quotes_that_do_not_close_are_named(site: Path) -> None:
    path = site / DATA / "acuerdos.csv"
    path.write_bytes(path.read_bytes() + b'acuerdo-99,"sin cerrar\n')
    finished = fixed(site, path, "--si")
    assert finished.code == 1
    assert "T109" in finished.out


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a;b\n" + b";" * 2_000_000 + b"\n" + b"1;2\n" * 100_000, "T11"),
        (b"a;b\n" + b"1;2\n" * 3_000_000, "T141"),
        (b'"' * 5_000_000, "T1"),
        (b"\xff\xfe" + b"\0" * 3_000_000, "T1"),
        (bytes(range(256)) * 20_000, "T1"),
    ],
)
def test_a_hostile_table_is_named_soon(data: bytes, code: str, tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    path = root / of_plan("acuerdos.csv")
    path.write_bytes(data)
    began = time.process_time()
    finished = fixed(root, path, "--si")
    assert time.process_time() - began < 20
    assert (finished.code, path.read_bytes() == data) == (1, True)
    assert f" {code}" in finished.out


def test_a_table_of_the_plans_own_is_mended_by_its_schema(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    path = root / of_plan("recorridos.csv")
    before = path.read_bytes()
    text = before.decode("utf-8-sig")
    path.write_bytes(saved(list(csv.reader(io.StringIO(text))), ";", WINDOWS))
    finished = fixed(root, path, "--si")
    assert finished.code == 0, finished.out + finished.err
    assert list(csv.reader(io.StringIO(path.read_text("utf-8")))) == list(csv.reader(io.StringIO(text)))


def test_a_site_without_sound_settings_fails_well(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio", write(of_plan("datapackage.yaml"), "a: [\n"))
    finished = fixed(root, root / of_plan("avances.csv"), "--si")
    assert finished.code == 1
    assert "Traceback" not in finished.err


@pytest.mark.parametrize(
    ("data", "encoding", "separator"),
    [
        ("a;b\r\nñ;1\r\n".encode("cp1252"), "Windows-1252", ";"),
        ("a,b\rñandú,1\r".encode("mac_roman"), "Mac Roman", ","),
        ("a\tb\r\nñ\t1\r\n".encode("utf-16-le"), "UTF-16", "\t"),
        ("a|b\nñ|1\n".encode(), "UTF-8", "|"),
        (b"\xef\xbb\xbfa,b\n1,2;3\n", "UTF-8", ","),
        (b"", "UTF-8", ","),
        (b"\xff\xfe\x00", "UTF-16", ","),
    ],
)
def test_what_a_file_is_taken_for(data: bytes, encoding: str, separator: str) -> None:
    taken = taken_for(data)
    assert (taken.encoding, taken.separator) == (encoding, separator)
