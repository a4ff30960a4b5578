"""What the real plans state and lack: each filled cell with what a source says of it, each gap with its kind."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import sys
from functools import cache
from urllib.parse import urlsplit

import pytest

from support import ROOT

Row = dict[str, str]
Cell = tuple[str, str, str]
"""A table, the key of a row and a column."""

PLANS = ("plan-2023-2024", "plan-2026")
CLAIMED = (
    "compromisos",
    "actividades",
    "instituciones",
    "integrantes",
    "pasos",
    "sesiones",
    "participacion",
    "evaluaciones",
    "avales",
)
OURS = ("id", "orden", "titulo_corto", "resumen", "tema", "nota", "fuentes", "paso", "evidencias", "evidencia")
"""Columns that no source fills: our keys, order, labels, summaries and links."""
THEIRS = (("sesiones", "tema"),)
"""Columns that a source does fill, where another table has one of ours by the same name."""
UNBORNE = ROOT / "tests" / "sin-afirmacion.csv"
"""Cells that the gathered material does not bear, with the sources of their row: each waits for a reading of them."""
STATES = {
    "no_encontrado": ("donde", "cuando"),
    "existe_no_leido": ("donde", "cuando", "nota"),
    "no_publicado": ("fuentes",),
    "reservado": ("motivo", "fundamento", "hasta"),
    "aun_no_toca": ("hasta",),
}
"""Each way of not knowing, with the columns that it must fill."""
GAP = (
    "id,tabla,registro,campo,estado,donde,donde_en,cuando,fuentes,pregunta,pregunta_en,quien,quien_en,institucion,"
    "motivo,motivo_en,fundamento,hasta,nota,nota_en"
)
CLAIM = "tabla,registro,campo,fuente,dice,dice_en,nota,nota_en"
NEEDED = ("responsables", "inicio", "fin", "actividades", "avances", "evaluaciones")
"""What a citizen asks of a commitment, as columns or as tables whose rows hang from it."""
OVERSAID = re.compile(r"\b(nadie|nobody|no one|ningun[oa]? public|no se (ha )?public|not published|never)\b", re.I)


@cache
def header(plan: str, table: str) -> list[str]:
    """The columns of a table of a plan, in their order; none where the plan has no such table."""
    path = ROOT / "data" / plan / f"{table}.csv"
    return path.read_text(encoding="utf-8").splitlines()[0].split(",") if path.exists() else []


@cache
def rows(plan: str, table: str) -> list[Row]:
    """The rows of a table of a plan."""
    if not header(plan, table):
        return []
    with (ROOT / "data" / plan / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def columns(table: str) -> list[str]:
    """The columns that the profile gives to a table; none where it has no such table."""
    path = ROOT / "src" / "micrositio" / "profile" / "schemas" / f"{table}.json"
    return [each["name"] for each in json.loads(path.read_text(encoding="utf-8"))["fields"]] if path.exists() else []


@cache
def by_key(plan: str, table: str) -> dict[str, Row]:
    """The rows of a table by their key, its parts joined by |."""
    path = ROOT / "src" / "micrositio" / "profile" / "schemas" / f"{table}.json"
    key = json.loads(path.read_text(encoding="utf-8"))["primaryKey"]
    return {"|".join(row[each] for each in key): row for row in rows(plan, table)}


def filled(plan: str) -> set[Cell]:
    """The cells that a source must bear: an English text goes with its Spanish column, or stands for it when alone."""
    return {
        (table, key, column.removesuffix("_en"))
        for table in CLAIMED
        for key, row in by_key(plan, table).items()
        for column, value in row.items()
        if value and (column.removesuffix("_en") not in OURS or (table, column.removesuffix("_en")) in THEIRS)
    }


def claimed(plan: str) -> set[Cell]:
    """The cells of which a source is told."""
    return {(row["tabla"], row["registro"], row["campo"]) for row in rows(plan, "afirmaciones")}


def unborne(plan: str) -> dict[Cell, str]:
    """The cells on the list of those that the gathered material does not bear, with the sources listed there."""
    with UNBORNE.open(encoding="utf-8", newline="") as file:
        given = [row for row in csv.DictReader(file) if row["plan"] == plan]
    found = {(row["tabla"], row["registro"], row["campo"]): row["fuentes"] for row in given}
    assert len(found) == len(given)
    return found


def fold(text: str) -> str:
    """A text as it is compared: letters and figures alone."""
    return re.sub(r"\W+", "", text).casefold()


@pytest.mark.parametrize("plan", PLANS)
def test_every_filled_cell_has_a_claim_or_stands_on_the_list_of_those_without(plan: str) -> None:
    listed = unborne(plan)
    sys.stdout.writelines(f"{plan} {' · '.join(cell)} → {sources}\n" for cell, sources in listed.items())
    assert sorted(filled(plan) - claimed(plan)) == sorted(listed)


@pytest.mark.parametrize("plan", PLANS)
def test_the_list_gives_the_sources_of_the_row(plan: str) -> None:
    for (table, key, _), sources in unborne(plan).items():
        assert sources == by_key(plan, table)[key]["fuentes"]


def test_the_columns_that_are_ours_are_few_and_exist() -> None:
    assert len(OURS) == len(set(OURS)) <= 10
    assert set(OURS) <= {column for table in CLAIMED for column in columns(table)}


@pytest.mark.parametrize("plan", PLANS)
def test_a_claim_is_about_a_filled_cell_and_names_a_source_of_the_plan(plan: str) -> None:
    given = rows(plan, "afirmaciones")
    assert ",".join(header(plan, "afirmaciones")) == CLAIM
    assert claimed(plan) <= filled(plan)
    assert {row["fuente"] for row in given} <= set(by_key(plan, "fuentes"))
    assert len({(row["tabla"], row["registro"], row["campo"], row["fuente"]) for row in given}) == len(given)


@pytest.mark.parametrize("plan", PLANS)
def test_a_claim_says_what_its_source_says_and_does_not_repeat_the_row(plan: str) -> None:
    for row in rows(plan, "afirmaciones"):
        own = {fold(value) for value in by_key(plan, row["tabla"])[row["registro"]].values() if value}
        for column in ("dice", "dice_en"):
            assert 5 < len(row[column]) <= 220, row
            assert fold(row[column]) not in own, row
            assert not OVERSAID.search(row[column]), row


@pytest.mark.parametrize("plan", PLANS)
def test_gaps_have_stable_ids_and_what_their_kind_asks_for(plan: str) -> None:
    given = rows(plan, "faltas")
    assert ",".join(header(plan, "faltas")) == GAP
    assert len(given) > 20
    assert len({row["id"] for row in given}) == len(given)
    for row in given:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"])
        assert [column for column in STATES[row["estado"]] if not row[column]] == [], row["id"]
        assert set(filter(None, row["fuentes"].split(";"))) <= set(by_key(plan, "fuentes")), row["id"]
        assert not any(OVERSAID.search(value) for value in row.values()), row["id"]


@pytest.mark.parametrize("plan", PLANS)
def test_a_gap_asks_a_question_of_who_can_answer_in_both_languages(plan: str) -> None:
    for row in rows(plan, "faltas"):
        assert re.fullmatch(r"¿[^¿?]+\?", row["pregunta"]), row["id"]
        assert re.fullmatch(r"[^?]+\?", row["pregunta_en"]), row["id"]
        assert row["quien"], row["id"]
        for column in ("donde", "quien", "nota"):
            assert bool(row[column]) == bool(row[f"{column}_en"]), row["id"]


@pytest.mark.parametrize("plan", PLANS)
def test_a_gap_was_looked_for_on_the_day_that_its_sources_were_read(plan: str) -> None:
    for row in rows(plan, "faltas"):
        read = {by_key(plan, "fuentes")[each]["consultada"] for each in row["fuentes"].split(";")}
        assert row["cuando"] == max(read), row["id"]
        assert dt.date.fromisoformat(row["cuando"]) <= dt.date(2026, 12, 31)


@pytest.mark.parametrize("plan", PLANS)
def test_what_exists_unread_gives_its_address(plan: str) -> None:
    given = [row for row in rows(plan, "faltas") if row["estado"] == "existe_no_leido"]
    assert given
    for row in given:
        assert urlsplit(row["donde"]).scheme == "https", row["id"]
        assert row["donde"] == row["donde_en"]


@pytest.mark.parametrize("plan", PLANS)
def test_a_gap_points_at_what_is_empty_or_its_note_tells_what_stands_there(plan: str) -> None:
    for row in rows(plan, "faltas"):
        table, fields = row["tabla"], list(filter(None, row["campo"].split(";")))
        assert table == "plan" or columns(table), row["id"]
        assert not row["registro"] or row["registro"] in by_key(plan, table), row["id"]
        about = [by_key(plan, table)[row["registro"]]] if row["registro"] else rows(plan, table)
        for field in fields:
            assert columns(field) if table == "plan" else field in columns(table) or columns(field), row["id"]
            assert row["nota"] or not any(each.get(field) for each in about), row["id"]


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("need", NEEDED)
def test_what_a_citizen_asks_of_a_commitment_is_there_or_is_a_gap(plan: str, need: str) -> None:
    told = {
        row["registro"]
        for row in rows(plan, "faltas")
        if row["tabla"] == "compromisos" and need in row["campo"].split(";")
    }
    hanging = {row["compromiso"] for row in rows(plan, need) if row.get("compromiso")}
    known = hanging | {key for key, row in by_key(plan, "compromisos").items() if row.get(need)}
    assert told | known == set(by_key(plan, "compromisos"))


def test_what_ogp_is_known_to_hold_and_was_not_read_is_not_called_unpublished() -> None:
    given = {row["id"]: row for row in rows("plan-2023-2024", "faltas")}
    for key in ("compromiso-2-actividades", "compromiso-3-actividades", "compromiso-3-evaluacion", "plan-pdf"):
        assert given[key]["estado"] == "existe_no_leido"
    assert [key for key, row in given.items() if row["estado"] == "no_publicado"] == ["informe-de-inicio"]
    assert given["informe-de-inicio"]["fuentes"] == "ogp-compromiso-2;ogp-compromiso-3"
    assert "«Not available»" in given["informe-de-inicio"]["nota"]


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("table", ["afirmaciones", "faltas"])
def test_their_cells_are_plain_text(plan: str, table: str) -> None:
    raw = (ROOT / "data" / plan / f"{table}.csv").read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    for row in rows(plan, table):
        for value in row.values():
            assert value == " ".join(value.split())
            assert not value.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("plan", PLANS)
def test_the_plan_lists_both_tables_and_keeps_no_second_list_of_gaps(plan: str) -> None:
    text = (ROOT / "data" / plan / "datapackage.yaml").read_text(encoding="utf-8")
    assert "faltantes:" not in text
    assert all(f"path: {table}.csv\n" in text for table in ("afirmaciones", "faltas"))
