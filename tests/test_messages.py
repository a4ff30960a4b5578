"""Messages that lead to the mend: one cause, one line, at the place where its author can mend it."""

import hashlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from micrositio.formats.file_names import kept_from_tables
from micrositio.opendata.sqlite_file import VIEWS
from micrositio.opendata.xlsx import DICTIONARY, GUIDE
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Format, Place, Problem, formatted, problem
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan
from support import PLAN, ROOT, Edit, append, found, make_site, minimal_files, of_plan, replace, run, write

ABOUT = "content/acerca.md"
PACKAGE = of_plan("datapackage.yaml")
MANIFEST = of_plan("evidencias/2024-03/datapackage.yaml")


def built(root: Path) -> list[Problem]:
    return build_site(Options(root, (ROOT / "themes",)), lambda *stage: None)[1]


def checked(root: Path) -> list[Problem]:
    sources, problems = load(root)
    return [*problems, *validate_plan(sources.plans[PLAN])[1]]


def changed(path: str, change: Callable[[bytes], bytes]) -> Edit:
    def edit(files: dict[str, object]) -> None:
        content = files[path]
        assert isinstance(content, bytes)
        files[path] = change(content)

    return edit  # type: ignore[return-value]


def test_many_that_are_alike_are_one_line_in_every_format() -> None:
    many = [problem(Kind.CELL_REQUIRED, Place("a.csv", row, "x")) for row in range(2, 9)]
    few = [problem(Kind.CELL_REQUIRED, Place("a.csv", row, "y")) for row in range(2, 7)]
    [line, *others] = formatted([*many, *few], Format.TEXT, str, most=5)
    assert line.startswith("a.csv:2:x C101")
    assert line.endswith("[y 6 más como este, en las filas 3, 4, 5, 6, …]")
    assert len(others) == 5
    assert len(list(formatted([*many, *few], Format.GITHUB, str, most=5))) == 6
    [text] = formatted(many, Format.JSON, str, most=5)
    [told] = json.loads(text)
    assert (told["veces"], told["filas"]) == (7, list(range(2, 9)))
    assert len(list(formatted(many, Format.TEXT, str))) == 7


def test_the_command_tells_all_if_it_is_asked(tmp_path: Path) -> None:
    head, *_ = minimal_files()[of_plan("avances.csv")].decode().splitlines()  # type: ignore[union-attr]
    rows = "".join(f"2024-03,nada-{n},,completo,Se hizo.,,,,\n" for n in range(8))
    root = make_site(tmp_path, write(of_plan("avances.csv"), f"{head}\n{rows}"))
    lines = [run("--site", root, "check", *more).stdout.count(" C117 ") for more in ((), ("--todo",))]
    assert lines == [1, 8]


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("/plan-minimo/tableros/", "/plan-minimo/tablero/"),
        ("../plan-minimo/tableros/", "/plan-minimo/tablero/"),
        ("/glosarios/", "/glosario/"),
    ],
)
def test_a_broken_link_is_told_where_it_is_written_with_the_nearest_page(
    tmp_path: Path, written: str, near: str
) -> None:
    lines = minimal_files()[ABOUT].count(b"\n")
    [fault] = built(make_site(tmp_path, append(ABOUT, f"\nVea esto,\no [esto]({written}).\n")))
    assert found([fault]) == [f"{ABOUT}:{lines + 3} S102"]
    assert fault.details == {"target": written, "near": near}


@pytest.mark.parametrize("damage", ["semicolons", "header", "letters"])
def test_nothing_is_said_of_what_depends_on_a_table_that_cannot_be_read(tmp_path: Path, damage: str) -> None:
    changes: dict[str, Callable[[bytes], bytes]] = {
        "semicolons": lambda data: data.replace(b",", b";"),
        "header": lambda data: b"uno,dos\n" + data.partition(b"\n")[2],
        "letters": lambda data: data + b"\xf3\n",
    }
    tables = [path for path in minimal_files() if path.startswith(of_plan("")) and path.count("/") == 2]
    for number, path in enumerate(each for each in tables if each.endswith(".csv")):
        root = make_site(tmp_path / str(number), changed(path, changes[damage]))
        assert {each.place.file for each in checked(root) if each.is_error} == {path}


def test_a_header_that_is_not_one_is_told_once(tmp_path: Path) -> None:
    path = of_plan("avances.csv")
    root = make_site(tmp_path, changed(path, lambda data: data.partition(b"\n")[2]))
    assert found(checked(root)).count(f"{path}:1 T111") == 1


def test_weights_that_do_not_add_up_are_one_line_with_each_group(tmp_path: Path) -> None:
    edits = (replace(of_plan("compromisos.csv"), ",60,", ",61,"),)
    if b",60," not in minimal_files()[of_plan("compromisos.csv")]:
        pytest.skip("the small site has other weights")
    [told] = [each for each in checked(make_site(tmp_path, *edits)) if each.kind is Kind.WEIGHTS_TOTAL]
    assert told.details["sums"].startswith(f"{PLAN} suma ")


def test_a_document_with_other_line_ends_is_not_to_be_signed_again(tmp_path: Path) -> None:
    path = of_plan("evidencias/2024-03/tabla-agua.csv")
    root = make_site(tmp_path, changed(path, lambda data: data.replace(b"\n", b"\r\n")))
    [told] = [each for each in checked(root) if each.kind.code in ("E103", "E104")]
    assert told.kind is Kind.EVIDENCE_HASH_LINES
    assert "autocrlf" in told.mend(str)
    assert hashlib.sha256((root / path).read_bytes()).hexdigest() not in told.mend(str)


@pytest.mark.parametrize(
    "name", ["datapackage", "tablero", "leeme", "diccionario", "sqlite_x", "history", "con", "lpt1"]
)
def test_a_table_has_no_name_that_something_else_has(tmp_path: Path, name: str) -> None:
    listed = append(PACKAGE, f"  - {{name: {name}, path: {name}.csv, schema: recorridos.schema.json}}\n")
    row = minimal_files()[of_plan("recorridos.csv")]
    root = make_site(tmp_path, listed, write(of_plan(f"{name}.csv"), row))
    assert Kind.NAME_RESERVED in [each.kind for each in checked(root)]


def test_each_name_that_is_published_beside_the_tables_is_kept() -> None:
    assert all(map(kept_from_tables, [*VIEWS, GUIDE, DICTIONARY, "datapackage"]))
    assert not any(map(kept_from_tables, ["recorridos", "contratos", "con_los_vecinos", "tableros"]))


@pytest.mark.parametrize("name", ["con", "nul", "com1", "aux"])
def test_a_record_or_a_page_has_no_name_of_a_device(tmp_path: Path, name: str) -> None:
    page = write(f"content/{name}.md", "---\ntitulo: x\n---\nHola.\n")
    assert Kind.NAME_RESERVED in [each.kind for each in built(make_site(tmp_path, page))]


def test_what_a_clone_may_not_change_is_stated_for_any_depth() -> None:
    paths = {
        "data/p/evidencias/a/b.txt": "text: unset",
        "tests/sites/x/data/p/sellos/2024/a.csv": "text: unset",
        "scripts/build": "eol: lf",
        "themes/base/static/a.css": "eol: lf",
    }
    for path, told in paths.items():
        order = ["git", "check-attr", "text", "eol", "--", path]
        done = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip("not a clone")
        assert told in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "code", "mend"),
    [
        ("titulo: Acerca de este sitio", "titulo: 2024", "Y108", "comillas"),
        ("titulo: Acerca de este sitio", "titulo: Tercer corte: qué cambió", "Y102", "comillas"),
        ("titulo: Acerca de este sitio", "titulo: Acuerdo #4 firmado", "Y147", "comillas"),
        ("titulo: Acerca de este sitio", "titulo: x\notra:\n\tb: c", "Y102", "espacios"),
        ("titulo: Acerca de este sitio", "titulo: x\notra:\n\u00a0\u00a0b: c", "Y102", "espacios"),
    ],
)
def test_yaml_says_what_goes_between_quotes_and_what_is_in_the_indent(
    tmp_path: Path, old: str, new: str, code: str, mend: str
) -> None:
    root = make_site(tmp_path, replace(ABOUT, old, new))
    [told] = [each for each in built(root) if each.place.file == ABOUT]
    assert told.kind.code == code
    assert mend in told.mend(str)


@pytest.mark.parametrize("day", ["2042-04-03", "0204-04-03"])
def test_news_are_of_the_years_of_the_plans(tmp_path: Path, day: str) -> None:
    news = "content/novedades/2024-04-03-primer-corte.md"
    [told] = [
        each
        for each in built(make_site(tmp_path, replace(news, "fecha: 2024-04-03", f"fecha: {day}")))
        if each.is_error
    ]
    assert found([told]) == [f"{news}:3:1 Y141"]


@pytest.mark.parametrize(
    ("day", "told"),
    [("12/03/2024", "si es el día 12 del mes 3, escriba 2024-03-12"), ("2024/3/2", "escriba 2024-03-02")],
)
def test_a_day_in_yaml_has_the_proposal_that_one_in_a_table_has(tmp_path: Path, day: str, told: str) -> None:
    news = "content/novedades/2024-04-03-primer-corte.md"
    faults = built(make_site(tmp_path, replace(news, "fecha: 2024-04-03", f"fecha: {day}")))
    assert [(each.kind.code, each.mend(str)) for each in faults if each.is_error] == [("Y119", told)]


def test_a_period_that_ends_before_it_begins_is_told_where_it_is(tmp_path: Path) -> None:
    old = "desde: 2024-01-01"
    told = [each for each in checked(make_site(tmp_path, replace(PACKAGE, old, "desde: 2030-01-01"))) if each.is_error]
    assert [(each.place.file, each.kind) for each in told] == [(PACKAGE, Kind.DATES_ORDER)]
