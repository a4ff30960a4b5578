"""What comes in goes out: rows and characters in every format, no formula in a CSV, and every XML one that is read."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest

from micrositio.formats.characters import EDGES, composed
from sondas import formulas, unread
from support import PLAN, make_site, of_plan, run

HARD = (
    "x" * 32_766 + "y",
    "😀" * 16_383 + "z",
    "registro\u0301 de la nin\u0303a",
    "uno\r\ndos\rtres\ncuatro",
    "👩‍👩‍👧‍👦 y 👍🏽",
    "<b>&amp; «comillas» \"y\" 'otras'",
    "- uno\n- dos",
    "_x000D_ y _x0041_",
    "a\tb",
    " orillas\u00a0",
)


def rewritten(path: str, column: str, texts: tuple[str, ...]):  # type: ignore[no-untyped-def]
    """An edit that writes the texts in a column, row by row, with CRLF."""

    def edit(files):  # type: ignore[no-untyped-def]
        rows = list(csv.reader(io.StringIO(files[path].decode(), newline="")))
        rows = [[*rows[0], column], *([*row, ""] for row in rows[1:])]
        place = rows[0].index(column)
        more = [[*rows[1]] for _ in texts]
        for number, (row, text) in enumerate(zip(more, texts, strict=True)):
            row[0], row[place] = f"nueva-{number}", text
        out = io.StringIO(newline="")
        csv.writer(out).writerows([*rows, *more])
        files[path] = out.getvalue().encode()

    return edit


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("entra-y-sale")
    root = make_site(folder / "sitio", rewritten(of_plan("fuentes.csv"), "nota", HARD))
    finished = run("--site", root, "--output", folder / "output")
    assert finished.returncode == 0, finished.stdout
    return folder / "output"


def test_rows_and_characters_are_the_same_in_every_format(published: Path) -> None:
    meant = {f"nueva-{number}": composed(text).strip(EDGES) for number, text in enumerate(HARD)}
    data = published / PLAN / "datos"
    with (data / "fuentes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["id"]: row["nota"] for row in rows if row["id"] in meant} == meant
    listed = json.loads((data / "fuentes.json").read_text(encoding="utf-8"))
    found = listed if isinstance(listed, list) else next(each for each in listed.values() if isinstance(each, list))
    assert {row["id"]: row["nota"] for row in found if row["id"] in meant} == meant
    [book] = data.glob("*.xlsx")
    sheet = openpyxl.load_workbook(book)["fuentes"].values
    header = list(next(sheet))
    cells = [dict(zip(header, row, strict=True)) for row in sheet]
    assert {row["id"]: row["nota"] for row in cells if row["id"] in meant} == meant
    [base] = data.glob("*.sqlite")
    with sqlite3.connect(base) as connection:
        assert dict(connection.execute("select id, nota from fuentes where id like 'nueva-%'")) == meant
    assert len(rows) == len(found) == len(cells)


def test_no_published_table_has_a_formula(published: Path) -> None:
    assert len(list(published.rglob("*.csv"))) > 20
    assert list(formulas(published)) == []


def test_every_published_xml_and_json_is_one(published: Path) -> None:
    assert len([path for path in published.rglob("*") if path.suffix in (".xml", ".svg")]) > 3
    assert list(unread(published)) == []
