"""Seals: made by the command, checked by standard tools, and broken by any digit that changes."""

import csv
import dataclasses
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from micrositio.formats.checksums import SUMS
from micrositio.model.plan import Seal
from micrositio.model.vocabularies import TableName
from micrositio.problems.problem import Place
from micrositio.profile.schemas import table_schema
from micrositio.progress.milestones import cuts_in_order
from micrositio.progress.seal_formats import LATEST, sealed_tables
from micrositio.progress.seals import (
    README,
    SEALED_ALREADY,
    SEALED_EMPTY,
    SEALED_OUT_OF_ORDER,
    cut_files,
    is_addition,
    seal_files,
    sealing_obstacle,
)
from micrositio.sources.loader import load
from micrositio.sources.tree import SealFolder
from micrositio.validation.plan_assembly import validate_plan
from micrositio.validation.seal_files import read_seals
from micrositio.validation.seal_rules import seal_problems
from reading import content, site
from support import PLAN, ROOT, digests, found, made, make_site, plan_of, replace, run

DEMO = ROOT / "data" / "demostracion"
SEALED = sorted(path.name for path in (DEMO / "sellos").iterdir())
FIRST, SECOND = "2024-03", "2024-06"


def seal_of(root: Path, cut: str = FIRST) -> Path:
    return root / "data" / PLAN / "sellos" / cut


def seal(root: Path, cut: str = FIRST, *more: str) -> "subprocess.CompletedProcess[str]":
    return run("seal", cut, "--site", root, *more)


# The command


def test_a_cut_is_sealed_once_and_its_seal_is_printed(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    before = digests(root)
    finished = seal(root)
    assert finished.returncode == 0
    assert finished.stderr.startswith(f"Corte {FIRST} sellado en {seal_of(root)}.")
    summed = subprocess.run(["sha256sum", SUMS], cwd=seal_of(root), capture_output=True, text=True, check=True)
    assert finished.stdout == summed.stdout.split()[0] + "\n"
    added = digests(root).keys() - before.keys()
    plan = Path("data") / PLAN
    assert {Path(name).parent for name in added - {str(plan / "sellos.txt")}} == {plan / "sellos" / FIRST}
    assert {name: digest for name, digest in digests(root).items() if name in before} == before
    again = seal(root)
    assert (again.returncode, again.stdout) == (2, "")
    assert "ya está sellado" in again.stderr


def test_a_sealed_site_is_built_and_the_seal_goes_out_byte_for_byte(tmp_path: Path) -> None:
    root, output = make_site(tmp_path / "sitio"), tmp_path / "output"
    assert seal(root).returncode == 0
    assert run("--site", root, "--output", output).returncode == 0
    published = output / PLAN / "datos" / "cortes" / FIRST
    assert digests(published) == digests(seal_of(root))


@pytest.mark.parametrize(
    ("cut", "reason"),
    [(SECOND, f"selle antes el corte {FIRST}"), ("2024-09", "ningún plan tiene un corte «2024-09»"), ("", "CORTE")],
)
def test_what_cannot_be_sealed_is_said_and_nothing_is_written(tmp_path: Path, cut: str, reason: str) -> None:
    root = make_site(tmp_path)
    before = digests(root)
    finished = run("seal", *([cut] if cut else []), "--site", root)
    assert finished.returncode == 2
    assert reason in finished.stderr
    assert "Traceback" not in finished.stderr
    assert digests(root) == before


def test_a_cut_without_reports_is_not_sealed(tmp_path: Path) -> None:
    root = make_site(
        tmp_path,
        lambda files: files.update(
            {f"data/{PLAN}/cortes.csv": b"id,fecha\n2024-03,2024-03-31\n2024-06,2024-06-30\n2024-09,2024-09-30\n"}
        ),
    )
    assert [seal(root, cut, "--sin-verificar").returncode for cut in (FIRST, SECOND)] == [0, 0]
    finished = seal(root, "2024-09")
    assert finished.returncode == 2
    assert "no tiene ningún avance" in finished.stderr


def test_with_an_error_in_the_content_nothing_is_sealed(tmp_path: Path) -> None:
    root = make_site(
        tmp_path, replace(f"data/{PLAN}/avances.csv", "2024-03,agua-2,7,limitado", "2024-03,agua-2,x,limitado")
    )
    finished = seal(root)
    assert finished.returncode == 1
    assert f"data/{PLAN}/avances.csv:3:valor C108" in finished.stdout
    assert "No se selló nada." in finished.stderr
    assert not seal_of(root).exists()


def test_where_several_plans_have_the_cut_the_plan_must_be_named(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    other = root / "data" / "plan-otro"
    shutil.copytree(root / "data" / PLAN, other)
    for path in other.rglob("*"):
        if path.suffix in (".yaml", ".csv"):
            path.write_bytes(path.read_bytes().replace(PLAN.encode(), b"plan-otro"))
    settings = root / "content" / "sitio.yaml"
    settings.write_text(settings.read_text().replace(f"[{PLAN}]", f"[{PLAN}, plan-otro]"))
    unclear = seal(root)
    assert unclear.returncode == 2
    assert "varios planes" in unclear.stderr
    assert seal(root, FIRST, "--plan", "plan-otro").returncode == 0
    assert (other / "sellos" / FIRST / SUMS).exists()
    assert not seal_of(root).exists()


def test_sealing_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    roots = [make_site(tmp_path / name) for name in ("uno", "dos")]
    for root, env in zip(
        roots, ({}, {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"}), strict=True
    ):
        assert run("seal", FIRST, "--site", root, env=env).returncode == 0
    assert digests(seal_of(roots[0])) == digests(seal_of(roots[1]))


# What is published, with standard tools alone


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published folders of the demonstration's cuts, as somebody would download them."""
    folder = tmp_path_factory.mktemp("cortes")
    start = "demostracion/datos/cortes/"
    for path in site("raiz"):
        if path.startswith(start) and "/" in path.removeprefix(start):
            target = folder / path.removeprefix(start)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(content(site("raiz"), path))
    return folder


def checked(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["sha256sum", "--strict", "-c", SUMS], cwd=folder, capture_output=True, text=True, check=False,
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


def test_all_past_cuts_of_the_demonstration_are_sealed_and_the_last_is_open(published: Path) -> None:
    cuts = sorted(path.name for path in published.iterdir())
    assert len(cuts) == 12
    assert cuts[:-1] == SEALED
    assert not (published / cuts[-1] / SUMS).exists()
    assert (published / cuts[-1] / "avances.csv").exists()


@pytest.mark.parametrize("cut", SEALED)
def test_files_and_chain_verify_with_sha256sum(published: Path, cut: str) -> None:
    finished = checked(published / cut)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert finished.stdout.count(": OK") == len(list((published / cut).iterdir())) - 1 + (cut != SEALED[0])


def test_the_chain_breaks_where_an_old_seal_was_made_again(published: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(published, tmp_path / "cortes")
    reports = copy / SEALED[2] / "avances.csv"
    reports.write_bytes(reports.read_bytes().replace(b"limitado", b"completo", 1))
    assert checked(copy / SEALED[2]).returncode != 0
    names = [path.name for path in sorted(reports.parent.iterdir()) if path.name != SUMS]
    again = subprocess.run(["sha256sum", *names], cwd=reports.parent, capture_output=True, text=True, check=True).stdout
    chain = (reports.parent / SUMS).read_text().splitlines()[-1]
    (reports.parent / SUMS).write_text(f"{again}{chain}\n")
    assert checked(copy / SEALED[2]).returncode == 0
    assert f"../{SEALED[2]}/{SUMS}: FAILED" in checked(copy / SEALED[3]).stdout


def test_the_readme_gives_the_orders_that_check_it(published: Path) -> None:
    text = (published / SEALED[0] / README).read_text()
    assert text.startswith("PLAN INVENTADO")
    for order in ("sha256sum -c SHA256SUMS", "shasum -a 256 -c SHA256SUMS", "sha256sum SHA256SUMS"):
        assert order in text


@pytest.mark.parametrize("cut", [*SEALED, "2026-06"])
def test_the_folder_of_a_cut_holds_its_own_rows(published: Path, cut: str) -> None:
    rows = list(csv.DictReader(io.StringIO((published / cut / "avances.csv").read_text(), newline="")))
    assert {row["corte"] for row in rows} == {cut}
    assert {row["inventado"] for row in rows} == {"true"}


# One digit


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("demostracion")
    for name in ("content", "data"):
        shutil.copytree(ROOT / name, root / name)
    return root


def said(root: Path, plan: str = "demostracion") -> list[str]:
    sources, problems = load(root)
    _, more = validate_plan(sources.plans[plan])
    return found([each for each in (*problems, *more) if each.is_error])


def other_digit(data: bytes, at: int) -> bytes:
    return data[:at] + (b"1" if data[at : at + 1] != b"1" else b"2") + data[at + 1 :]


def other_letter(data: bytes, at: int) -> bytes:
    return data[:at] + (b"1" if data[at : at + 1] != b"1" else b"2") + data[at + 1 :]


def test_the_demonstration_is_sound(demo: Path) -> None:
    assert said(demo) == []


REGISTERED = (DEMO / "sellos.txt").read_text(encoding="utf-8")
FILES = [path.relative_to(ROOT).as_posix() for path in sorted((DEMO / "sellos").rglob("*")) if path.is_file()]


@pytest.mark.parametrize("name", FILES)
def test_a_letter_of_any_file_of_any_seal_is_found_and_the_file_named(name: str) -> None:
    folder, _, file = name.rpartition("/")
    files = {path.name: path.read_bytes() for path in (ROOT / folder).iterdir()}
    data = files[file]
    for at in (0, len(data) // 2, len(data) - 2) if file == SUMS else (len(data) // 2,):
        files[file] = other_letter(data, at)
        seals, problems = read_seals([SealFolder(Path(folder).name, folder, files)])
        told = found(problems)
        if file == SUMS:
            assert told or seals[Path(folder).name].digest not in REGISTERED
        else:
            assert told == [f"{name} L105"]


@pytest.mark.parametrize("name", FILES[:2])
def test_the_whole_check_finds_a_letter_of_a_seal(demo: Path, name: str) -> None:
    path = demo / name
    data = path.read_bytes()
    path.write_bytes(other_letter(data, len(data) // 2))
    try:
        problems = said(demo)
    finally:
        path.write_bytes(data)
    assert any(each.startswith(name.rpartition("/")[0]) for each in problems), problems


EVIDENCE = [
    path.relative_to(ROOT).as_posix()
    for path in sorted((DEMO / "evidencias").rglob("*"))
    if path.is_file() and path.name != "datapackage.yaml"
]


@pytest.mark.lento
@pytest.mark.parametrize("name", EVIDENCE)
def test_a_bit_of_any_document_is_found(demo: Path, name: str) -> None:
    path = demo / name
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    try:
        problems = said(demo)
    finally:
        path.write_bytes(data)
    assert any(each.endswith(" E104") for each in problems)


def cells(name: str) -> Iterator[tuple[int, int, bytes]]:
    """Where the cells of a table's rows begin: row as a spreadsheet counts, position of a digit, line."""
    data = (DEMO / name).read_bytes()
    start = 0
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        for match in re.finditer(rb"(?<=,)\d(?=[.,\r\n])", line):
            yield number, start + match.start(), line
        start += len(line)


@pytest.mark.lento
@pytest.mark.parametrize(("table", "least"), [("avances.csv", 60), ("actividades.csv", 20)])
def test_a_digit_of_a_sealed_row_is_found_at_its_row(demo: Path, table: str, least: int) -> None:
    path = demo / "data" / "demostracion" / table
    data = path.read_bytes()
    tried = [each for each in cells(table) if not each[2].startswith(b"2026-06,")]
    assert len(tried) >= least
    for row, at, _ in tried[:: max(1, len(tried) // 25)]:
        path.write_bytes(other_digit(data, at))
        try:
            problems = said(demo)
        finally:
            path.write_bytes(data)
        assert any(each.startswith(f"data/demostracion/{table}:{row}:") for each in problems), (row, problems)


def test_an_open_cut_may_still_change(demo: Path) -> None:
    path = demo / "data" / "demostracion" / "avances.csv"
    data = path.read_bytes()
    path.write_bytes(data.replace(b"2026-06,agua-3,", b"2026-06,agua-3,1", 1))
    try:
        assert said(demo) == []
    finally:
        path.write_bytes(data)


def test_a_document_whose_ficha_changed_too_is_found_at_its_ficha(demo: Path) -> None:
    path = demo / "data" / "demostracion" / "evidencias" / "agua" / "datapackage.yaml"
    data = path.read_bytes()
    path.write_bytes(data.replace(b"2025-08-22", b"2025-08-23", 1))
    try:
        problems = said(demo)
    finally:
        path.write_bytes(data)
    assert [each.split(":")[0] + " " + each[-4:] for each in problems] == [
        "data/demostracion/evidencias/agua/datapackage.yaml L108"
    ]


# With a reason


CHANGED = replace(f"data/{PLAN}/avances.csv", "2024-03,agua-2,7,limitado", "2024-03,agua-2,6,limitado")


def with_errata(root: Path, *rows: str) -> None:
    folder = root / "data" / PLAN
    lines = ("corte,tabla,registro,campo,antes,despues,motivo,quien,fecha", *rows)
    (folder / "erratas.csv").write_text("\n".join(lines) + "\n")
    descriptor = folder / "datapackage.yaml"
    if "erratas" not in descriptor.read_text():
        descriptor.write_text(descriptor.read_text() + "  - {name: erratas, path: erratas.csv}\n")


def sealed_then_changed(tmp_path: Path) -> Path:
    root = make_site(tmp_path)
    assert seal(root).returncode == 0
    changed = {f"data/{PLAN}/avances.csv": (root / "data" / PLAN / "avances.csv").read_bytes()}
    CHANGED(changed)  # type: ignore[arg-type]
    (root / "data" / PLAN / "avances.csv").write_bytes(*changed.values())
    return root


WHY = "Se contó dos veces una fuga."


def test_with_an_erratum_it_builds_and_the_page_shows_it(tmp_path: Path) -> None:
    root, output = sealed_then_changed(tmp_path / "sitio"), tmp_path / "output"
    refused = run("--site", root, "--output", output)
    assert refused.returncode == 1
    assert f"data/{PLAN}/avances.csv:3:valor L108" in refused.stdout
    assert not output.exists()
    with_errata(root, f"2024-03,avances,2024-03|agua-2,valor,7,6,{WHY},Jefatura de Calidad,2024-05-02")
    assert run("--site", root, "--output", output).returncode == 0
    for page in (f"{PLAN}/tablero/{FIRST}/index.html", f"{PLAN}/compromisos/agua/index.html"):
        assert WHY in (output / page).read_text(), page


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("2024-03,avances,2024-03|agua-2,valor,8,6,x,Obras,2024-05-02", "L111"),
        ("2024-03,avances,2024-03|agua-2,valor,7,5,x,Obras,2024-05-02", "L111"),
        ("2024-06,avances,2024-03|agua-2,valor,7,6,x,Obras,2024-05-02", "L111"),
        ("2024-03,avances,2024-03|agua-1,valor,7,6,x,Obras,2024-05-02", "L111"),
        ("2024-03,avance,2024-03|agua-2,valor,7,6,x,Obras,2024-05-02", "C109"),
        ("2024-03,avances,2024-03|agua-2,valor,7,6,,Obras,2024-05-02", "C101"),
        ("2024-03,avances,2024-03|agua-2,valor,7,6,x,,2024-05-02", "C101"),
        ("2024-03,avances,2024-03|agua-2,valor,7,6,x,Obras,", "C101"),
    ],
)
def test_an_erratum_that_does_not_explain_the_change_is_told(tmp_path: Path, row: str, code: str) -> None:
    root = sealed_then_changed(tmp_path)
    with_errata(root, row)
    problems = said(root, PLAN)
    assert any(each.startswith(f"data/{PLAN}/erratas.csv:2:") and each.endswith(code) for each in problems), problems


def test_a_second_correction_starts_from_the_first(tmp_path: Path) -> None:
    root = sealed_then_changed(tmp_path)
    first = "2024-03,avances,2024-03|agua-2,valor,7,5,Una.,Obras,2024-05-02"
    second = "2024-03,avances,2024-03|agua-2,valor,5,6,Otra.,Obras,2024-05-09"
    with_errata(root, second, first)
    assert said(root, PLAN) == []


def test_a_whole_row_may_come_or_go_with_an_erratum(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    assert seal(root).returncode == 0
    reports = root / "data" / PLAN / "avances.csv"
    reports.write_text(reports.read_text().replace("2024-03,calles-1,0,no_iniciado,SIN AVANCE,,,,\n", ""))
    assert said(root, PLAN) == [f"data/{PLAN}/avances.csv L109"]
    with_errata(root, "2024-03,avances,2024-03|calles-1,fila,presente,ausente,Era de otro plan.,Obras,2024-05-02")
    assert said(root, PLAN) == []


@pytest.mark.parametrize(("column", "code"), [("nota", None), ("siguiente_paso_en", None), ("dificultad", "L108")])
def test_a_translation_a_note_or_a_source_may_be_filled_in_later(tmp_path: Path, column: str, code: str | None) -> None:
    root = make_site(tmp_path)
    assert seal(root).returncode == 0
    reports = root / "data" / PLAN / "avances.csv"
    rows = list(csv.DictReader(io.StringIO(reports.read_text(), newline="")))
    rows[0][column] = "Algo más."
    header = list(dict.fromkeys((*rows[0],)))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    reports.write_text(out.getvalue())
    assert [each[-4:] for each in said(root, PLAN)] == ([code] if code else [])


def test_a_new_milestone_or_status_needs_no_erratum_and_a_lost_one_does(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    assert seal(root).returncode == 0
    milestones = root / "data" / PLAN / "actividades.csv"
    text = milestones.read_text()
    added = "calles-2,calles,2,Pintar,,,,,,,2024-07-01,2024-09-30,,cabildo,,,0,plan-firmado"
    milestones.write_text(text + added + "\n")
    assert said(root, PLAN) == []


def test_seals_are_judged_even_where_a_table_is_gone(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    assert seal(root).returncode == 0
    folder = root / "data" / PLAN
    (folder / "verificaciones.csv").unlink()
    descriptor = folder / "datapackage.yaml"
    descriptor.write_text(descriptor.read_text().replace("  - {name: verificaciones, path: verificaciones.csv}\n", ""))
    assert set(said(root, PLAN)) == {f"data/{PLAN}/verificaciones.csv L109"}


def test_a_table_that_could_not_be_read_is_not_held_against_the_seal(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    assert seal(root).returncode == 0
    path = root / "data" / PLAN / "avances.csv"
    path.write_text(path.read_text().replace("2024-03,agua-2,7,", "2024-03,agua-2,siete,"))
    assert said(root, PLAN) == [f"data/{PLAN}/avances.csv:3:valor C108"]


def test_a_problem_of_a_definition_is_told_once_for_all_sealed_cuts(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    assert [seal(root, cut, "--sin-verificar").returncode for cut in (FIRST, SECOND)] == [0, 0]
    sources, _ = load(root)
    plan, _ = validate_plan(sources.plans[PLAN])
    assert plan is not None
    assert list(seal_problems(sources.plans[PLAN], plan, frozenset())) == []
    path = root / "data" / PLAN / "actividades.csv"
    path.write_text(path.read_text().replace(",pozos,0,10,", ",pozos,0,9,"))
    assert said(root, PLAN) == [f"data/{PLAN}/actividades.csv:2:meta L108"]


def test_what_a_seal_would_freeze_today_is_ordered_by_key(tmp_path: Path) -> None:
    plan = plan_of(make_site(tmp_path))
    files = dict(cut_files(plan, plan.index.cuts[FIRST]))
    text = b"".join(files["avances.csv"]).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["actividad"] for row in rows] == ["agua-1", "agua-2", "calles-1"]
    assert Place(next(iter(files))).file.endswith(".csv")


# What the pages of a cut showed


PROMISE = [
    ("compromisos.csv", "titulo_corto", "agua"),
    ("compromisos.csv", "resumen", "agua"),
    ("compromisos.csv", "problema", "agua"),
    ("compromisos.csv", "accion", "agua"),
    ("compromisos.csv", "responsables", "agua"),
    ("compromisos.csv", "apoyo", "agua"),
    ("compromisos.csv", "titulo", "agua"),
    ("actividades.csv", "area", "agua-1"),
    ("actividades.csv", "cargo", "agua-1"),
    ("actividades.csv", "institucion", "agua-1"),
    ("actividades.csv", "medios_verificacion", "agua-1"),
    ("instituciones.csv", "nombre", "agua"),
    ("instituciones.csv", "sector", "agua"),
    ("comentarios.csv", "texto", "comentario-1"),
    ("comentarios.csv", "respuesta", "comentario-1"),
    ("acuerdos.csv", "texto", "acuerdo-1"),
    ("acuerdos.csv", "limite", "acuerdo-1"),
    ("erratas.csv", "motivo", "residuos-5"),
    ("erratas.csv", "quien", "residuos-5"),
]
CODES = {"erratas.csv": "L112"}
OTHER = {
    "responsables": "participacion",
    "apoyo": "participacion",
    "institucion": "participacion",
    "sector": "academia",
    "limite": "2025-05-01",
}


def rewritten(path: Path, key: str, column: str) -> bytes:
    """The table with another value in the cell of the first row that has the key in some column."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    row = next(each for each in rows if key in each.values())
    row[column] = next(each for each in (OTHER.get(column, "Otra cosa."), "agua") if each != row[column])
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize(("table", "column", "key"), PROMISE)
def test_what_a_sealed_cut_showed_is_not_rewritten(demo: Path, table: str, column: str, key: str) -> None:
    path = demo / "data" / "demostracion" / table
    data = path.read_bytes()
    path.write_bytes(rewritten(path, key, column))
    try:
        problems = [each for each in said(demo) if " L1" in each]
    finally:
        path.write_bytes(data)
    assert problems, (table, column)
    assert all(f"data/demostracion/{table}:" in each and each.endswith(CODES.get(table, "L108")) for each in problems)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("\n2026-01,actividades,residuos-5,meta,12,9", None, "L112"),
        (",2026-01-15,", ",2026-01-16,", "L112"),
        (",2026-01-15,", ",2019-01-15,", "L113"),
        (",2026-01-15,", ",2027-01-15,", "L114"),
    ],
    ids=["removed", "another day", "before what it corrects", "after all that the data tell"],
)
def test_an_erratum_is_neither_removed_nor_given_another_date(demo: Path, old: str, new: str | None, code: str) -> None:
    path = demo / "data" / "demostracion" / "erratas.csv"
    data = path.read_text(encoding="utf-8")
    assert data.count(old) == 1
    changed = data.replace(old, new) if new else data[: data.index(old)] + "\n"
    path.write_text(changed, encoding="utf-8")
    try:
        problems = said(demo)
    finally:
        path.write_text(data, encoding="utf-8")
    assert any(each.startswith("data/demostracion/erratas.csv") and each.endswith(code) for each in problems), problems


def test_the_periods_of_the_plan_are_sealed(demo: Path) -> None:
    path = demo / "data" / "demostracion" / "datapackage.yaml"
    data = path.read_text(encoding="utf-8")
    assert data.count("hasta: '2026-06-30'") == 1
    path.write_text(data.replace("hasta: '2026-06-30'", "hasta: '2026-07-31'"), encoding="utf-8")
    try:
        problems = said(demo)
    finally:
        path.write_text(data, encoding="utf-8")
    assert problems == ["data/demostracion/datapackage.yaml:hasta L108"]


def test_a_figure_of_participation_is_sealed(demo: Path) -> None:
    path = demo / "data" / "demostracion" / "participacion.csv"
    data = path.read_bytes()
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    column = rows[0].index("medida")
    path.write_bytes(data.replace(rows[1][column].encode(), b"Otra medida"))
    try:
        problems = said(demo)
    finally:
        path.write_bytes(data)
    assert any(each == "data/demostracion/participacion.csv L109" for each in problems)


def test_the_pages_of_a_sealed_cut_keep_its_words(tmp_path: Path) -> None:
    root, output = make_site(tmp_path / "sitio"), tmp_path / "output"
    assert seal(root).returncode == 0
    for name, old, new in (
        ("compromisos.csv", "Agua con datos", "Agua de otro modo"),
        ("instituciones.csv", "Dirección de Obras", "Obras y Servicios"),
    ):
        path = root / "data" / PLAN / name
        assert old in path.read_text(), name
        path.write_text(path.read_text().replace(old, new))
    with_errata(
        root,
        f"{SECOND},compromisos,agua,titulo_corto,Agua con datos,Agua de otro modo,{WHY},Obras,2024-05-02",
        f"{SECOND},instituciones,obras,nombre,Dirección de Obras,Obras y Servicios,{WHY},Obras,2024-05-02",
    )
    finished = run("--site", root, "--output", output)
    assert finished.returncode == 0, finished.stdout
    old_page, new_page = (
        re.search("(?s)<main.*?</main>", (output / PLAN / "tablero" / cut / "index.html").read_text())
        for cut in (FIRST, SECOND)
    )
    assert old_page
    assert "Agua con datos" in old_page[0]
    assert "Agua de otro modo" not in old_page[0]
    assert new_page
    assert "Agua de otro modo" in new_page[0]


LATER = "agregado después del sello"


@pytest.mark.parametrize(("table", "column"), [("avances.csv", "nota"), ("actividades.csv", "nota")])
def test_a_column_filled_in_later_is_shown_as_later(tmp_path: Path, table: str, column: str) -> None:
    root, output = make_site(tmp_path / "sitio"), tmp_path / "output"
    assert seal(root).returncode == 0
    with_column(root / "data" / PLAN / table, column, "Dicho después.")
    finished = run("--site", root, "--output", output)
    assert finished.returncode == 0, finished.stdout
    assert LATER in (output / PLAN / "tablero" / FIRST / "index.html").read_text()
    assert LATER not in (output / PLAN / "tablero" / SECOND / "index.html").read_text()


def with_column(path: Path, column: str, value: str) -> None:
    """Give the table a last column, with `value` in each row."""
    header, *rows = csv.reader(io.StringIO(path.read_text(), newline=""))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[*header, column], *([*row, value] for row in rows)])
    path.write_text(out.getvalue())


def without_column(root: Path, table: str, column: str) -> None:
    """Make the seal as it would be if the profile had not had the column."""
    folder = seal_of(root)
    header, *rows = csv.reader(io.StringIO((folder / table).read_text(), newline=""))
    place = header.index(column)
    out = io.StringIO(newline="")
    kept = [[*row[:place], *row[place + 1 :]] for row in (header, *rows)]
    csv.writer(out, lineterminator="\n").writerows(kept)
    (folder / table).write_text(out.getvalue())
    names = sorted(path.name for path in folder.iterdir() if path.name != SUMS)
    summed = subprocess.run(["sha256sum", *names], cwd=folder, capture_output=True, text=True, check=True)
    (folder / SUMS).write_text(summed.stdout)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("avances.csv", "terminado", "2024-03-12"),
        ("avances.csv", "dificultad_tipo", ""),
        ("actividades.csv", "peso", "50"),
    ],
)
def test_a_column_that_the_profile_gained_later_is_compared_with_no_old_seal(
    tmp_path: Path, table: str, column: str, value: str
) -> None:
    root, output = make_site(tmp_path / "sitio"), tmp_path / "output"
    assert seal(root).returncode == 0
    without_column(root, table, column)
    (root / "data" / PLAN / "sellos.txt").unlink()
    finished = run("--site", root, "--output", output)
    assert finished.returncode == 0, finished.stdout
    page = (output / PLAN / "tablero" / FIRST / "index.html").read_text()
    assert (LATER in page) == bool(value)


# Folders of before


FORMER = ROOT / "tests" / "sites" / "formato-1"


def test_a_folder_sealed_in_the_first_format_builds_and_its_seal_keeps_its_bytes(tmp_path: Path) -> None:
    root, output = tmp_path / "sitio", tmp_path / "output"
    shutil.copytree(FORMER, root)
    finished = run("--site", root, "--output", output)
    assert finished.returncode == 0, finished.stdout
    assert digests(output / PLAN / "datos" / "cortes" / FIRST) == digests(seal_of(FORMER))
    page = (output / PLAN / "tablero" / FIRST / "index.html").read_text()
    assert "primer formato" in page
    assert 'id="agregado"' not in page
    assert run("seal", SECOND, "--site", root, "--sin-verificar").returncode == 0
    assert (seal_of(root, SECOND) / "formato.txt").read_text() == "2\n"
    assert said(root, PLAN) == []


@pytest.mark.parametrize("stated", ["3\n", "", "dos\n"])
def test_a_format_that_is_not_known_is_told(tmp_path: Path, stated: str) -> None:
    root = make_site(tmp_path)
    assert seal(root).returncode == 0
    folder = seal_of(root)
    (folder / "formato.txt").write_text(stated)
    names = sorted(path.name for path in folder.iterdir() if path.name != SUMS)
    summed = subprocess.run(["sha256sum", *names], cwd=folder, capture_output=True, text=True, check=True)
    (folder / SUMS).write_text(summed.stdout)
    assert f"data/{PLAN}/sellos/{FIRST}/formato.txt:1 L115" in said(root, PLAN)


# What reading makes equal


@pytest.mark.parametrize(
    ("old", "new", "said_of_it"),
    [
        ("agua-2,7,", "agua-2,7.0,", []),
        ("Se abrió el registro", "Se abrio\u0301 el registro", []),
        ("Se abrió el registro", " Se abrió el registro", ["C102"]),
        ("Se abrió el registro", "Se\u00a0abrió el registro", ["L108"]),
        ("Se abrió el registro", "Se abrió  el registro", ["L108"]),
    ],
)
def test_only_what_reads_otherwise_is_a_change(tmp_path: Path, old: str, new: str, said_of_it: list[str]) -> None:
    root = make_site(tmp_path)
    assert seal(root).returncode == 0
    path = root / "data" / PLAN / "avances.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).replace("\n", "\r\n").encode())
    problems = run("--site", root, "check").stdout
    assert [line.split()[1] for line in problems.splitlines() if "avances.csv" in line] == said_of_it
    assert ("U+00A0" in problems) == ("\u00a0" in new)


def test_what_a_new_rule_would_refuse_stays_if_it_is_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site(tmp_path)
    path = root / "data" / PLAN / "avances.csv"
    path.write_bytes(path.read_bytes().replace("Se abrió".encode(), "Se abrio\u00ad".encode(), 1))
    assert seal(root).returncode == 1
    monkeypatch.setattr("micrositio.formats.characters._REFUSED", frozenset())
    sources, _ = load(root)
    plan, problems = validate_plan(sources.plans[PLAN])
    assert plan is not None
    assert not [each for each in problems if each.is_error]
    cut = cuts_in_order(plan)[0]
    folder = root / "data" / PLAN / "sellos" / cut.id
    folder.mkdir(parents=True)
    for name, frozen in seal_files(plan, cut, "Léame.\n").items():
        (folder / name).write_bytes(frozen)
    monkeypatch.undo()
    problems = validate_plan(load(root)[0].plans[PLAN])[1]
    assert [(each.kind.code, each.is_error) for each in problems if each.kind.code == "C103"] == [("C103", False)]
    assert not [each for each in problems if each.is_error]


# What the command asks before it seals, and what it writes


def test_a_cut_is_sealed_after_the_one_before_once_and_not_empty(tmp_path: Path) -> None:
    plan = plan_of(make_site(tmp_path))
    first, second = plan.index.cuts[FIRST], plan.index.cuts[SECOND]
    sealed = dataclasses.replace(plan, seals={FIRST: made(Seal, cut=FIRST, digest="a" * 64)})
    assert sealing_obstacle(plan, first) == ""
    assert sealing_obstacle(plan, second) == SEALED_OUT_OF_ORDER
    assert sealing_obstacle(sealed, first) == SEALED_ALREADY
    assert sealing_obstacle(dataclasses.replace(plan, updates=()), first) == SEALED_EMPTY
    of_second = dataclasses.replace(sealed, updates=(dataclasses.replace(plan.updates[0], period=SECOND),))
    assert sealing_obstacle(of_second, second) == ""


def test_a_seal_is_chained_to_the_one_before_at_the_end_of_its_sums(tmp_path: Path) -> None:
    plan = plan_of(make_site(tmp_path))
    files = seal_files(plan, plan.index.cuts[FIRST], "x")
    assert [line.split()[1] for line in files[SUMS].decode().splitlines()] == sorted(set(files) - {SUMS})
    sealed = dataclasses.replace(plan, seals={FIRST: made(Seal, cut=FIRST, digest="a" * 64)})
    of_second = seal_files(sealed, plan.index.cuts[SECOND], "x")
    assert of_second[SUMS].decode().splitlines()[-1] == f"{'a' * 64}  ../{FIRST}/{SUMS}"


def test_to_translate_is_to_add_and_to_fill_the_promise_is_not() -> None:
    assert is_addition("compromisos", "titulo_en", "", "Water")
    assert is_addition("compromisos", "titulo_fr", "", "Eau")
    assert not is_addition("compromisos", "titulo", "", "Agua")
    assert not is_addition("compromisos", "titulo_en", "Water", "Streets")


def test_whatever_a_seal_keeps_may_be_corrected() -> None:
    """The problem of a changed cell asks for an erratum of its table: a table that no erratum may name has no mend."""
    column = table_schema(TableName.ERRATA).column("tabla")
    assert column is not None
    assert set(sealed_tables(LATEST)) - {TableName.ERRATA} <= set(column.categories)
