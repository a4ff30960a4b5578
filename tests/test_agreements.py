"""What was agreed and whether it was done: every agreement with its meeting, its proof and its days open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.progress.agreements import AgreementState, agreement_state
from micrositio.routes.paths import SitePath
from reading import PLANS, ROOTS, Page, build, by_id, leads, page, parse, plan, rows, site, words
from support import PLAN, ROOT, found, make_site, of_plan, replace

AGREED = [(name, plan_id) for name, plan_id in PLANS if rows(name, plan_id, "acuerdos")]
COLUMNS = ("texto", "sesion", "responsable", "limite", "estado", "cierre")


def told(shown: Page) -> dict[str, dict[str, str]]:
    """The cells of each agreement of the page, by its id."""
    found_rows = shown.all("#acuerdos tbody tr")
    return {
        str(each.attributes["id"]).removeprefix("acuerdo-"): dict(
            zip(COLUMNS, map(words, each.css("th, td")), strict=True)
        )
        for each in found_rows
    }


def closed(root: Path, before: str, after: str) -> Page:
    """The page of the small site with a row of its agreements changed, and the two columns of their closing."""
    edits = (
        replace(of_plan("acuerdos.csv"), "limite,estado,fuentes", "limite,estado,cerrado,evidencia,fuentes"),
        replace(of_plan("acuerdos.csv"), "cumplido,registro", "cumplido,2024-01-09,acta-2024-04,registro"),
        replace(of_plan("acuerdos.csv"), "pendiente,registro", "pendiente,,,registro"),
        replace(of_plan("acuerdos.csv"), before, after),
    )
    return parse(build(make_site(root, *edits)), f"{PLAN}/acuerdos/index.html")


@pytest.mark.parametrize(("name", "plan_id"), AGREED)
def test_every_agreement_is_on_the_page_and_leads_to_its_meeting_and_its_proof(name: str, plan_id: str) -> None:
    shown, data = page(name, f"{plan_id}/acuerdos"), by_id(name, plan_id, "acuerdos")
    assert set(told(shown)) == set(data)
    links = {str(each.attributes["href"]) for each in shown.all("#acuerdos a")}
    for key, row in data.items():
        assert f"../sesiones/{row['sesion']}/index.html#{key}" in links
        assert not row.get("evidencia") or f"../evidencias/{row['evidencia']}/index.html" in links


@pytest.mark.parametrize(("name", "plan_id"), PLANS)
def test_only_a_plan_with_agreements_has_the_page_and_leads_to_it(name: str, plan_id: str) -> None:
    path = SitePath(f"{plan_id}/acuerdos/index.html")
    has = (name, plan_id) in AGREED
    assert (path in site(name)) == has
    for each in ("sesiones", "proceso"):
        if SitePath(f"{plan_id}/{each}/index.html") in site(name):
            shown = page(name, f"{plan_id}/{each}")
            assert (path in set(leads(shown, shown.one("main")))) == has


def test_the_home_page_leads_to_what_was_agreed() -> None:
    shown = page("minimo", "")
    assert f"{PLAN}/acuerdos/index.html" in set(leads(shown, shown.one("main")))


@pytest.mark.parametrize(("name", "plan_id"), AGREED)
def test_an_agreement_keeps_its_anchor_on_the_page_of_its_meeting(name: str, plan_id: str) -> None:
    for key, row in by_id(name, plan_id, "acuerdos").items():
        assert page(name, f"{plan_id}/sesiones/{row['sesion']}").one(f'[id="{key}"]')


@pytest.mark.parametrize(("name", "plan_id"), AGREED)
def test_what_is_said_to_be_done_and_names_no_document_is_told_so(name: str, plan_id: str) -> None:
    data = by_id(name, plan_id, "acuerdos")
    shown = told(page(name, f"{plan_id}/acuerdos"))
    unproven = {key for key, row in data.items() if row.get("estado") == "cumplido" and not row.get("evidencia")}
    assert {key for key, row in shown.items() if "cumplido sin evidencia" in row["cierre"]} == unproven
    done = [row for row in data.values() if row.get("estado") == "cumplido"]
    lead = words(page(name, f"{plan_id}/acuerdos").one(".lead"))
    assert (f"Se dan por cumplidos: {len(done)}. Con su prueba: {len(done) - len(unproven)}." in lead) == any(
        row.get("estado") for row in data.values()
    )


def test_of_an_agreement_without_a_state_it_is_not_said_that_it_is_not_done() -> None:
    shown = page("raiz", "plan-2023-2024/acuerdos")
    assert words(shown.one(".lead")) == "Se conoce 1 acuerdo. No se sabe si se hizo."
    assert not shown.all("main > .note")


def test_the_latest_comes_first() -> None:
    data, meetings = by_id("raiz", "demostracion", "acuerdos"), by_id("raiz", "demostracion", "sesiones")
    days = [meetings[data[key]["sesion"]]["fecha"] for key in told(page("raiz", "demostracion/acuerdos"))]
    assert days == sorted(days, reverse=True)


def test_days_are_counted_to_the_closing_or_to_the_last_change_of_the_data() -> None:
    shown = told(page("raiz", "demostracion/acuerdos"))
    note = words(page("raiz", "demostracion/acuerdos").one("main > .note"))
    assert "(25 de septiembre de 2026)" in note
    assert shown["acuerdo-15"]["cierre"].endswith(
        "Informe de la evaluación final (77 días abierto)"
    )  # del 9 de julio al 24 de septiembre
    assert shown["acuerdo-14"]["cierre"] == "sigue abierto (78 días abierto)"  # hasta el 25 de septiembre
    assert shown["acuerdo-14"]["estado"] == "Pendiente 56 días tarde"
    assert shown["acuerdo-8"]["cierre"] == "cumplido sin evidencia"


def test_a_closing_is_shown_on_both_pages(tmp_path: Path) -> None:
    shown = closed(tmp_path, "cabildo", "cabildo")
    row = told(shown)["acuerdo-1"]
    assert row["cierre"].startswith("9 de enero de 2024: Acta")
    assert row["cierre"].endswith("(50 días abierto)")
    assert row["estado"] == "Cumplido"


def test_one_closed_after_its_due_date_was_late(tmp_path: Path) -> None:
    shown = closed(tmp_path, "2024-01-09", "2024-01-20")
    assert told(shown)["acuerdo-1"]["estado"] == "Cumplido 10 días tarde"


def state_of(key: str, day: date | None) -> AgreementState:
    of = plan("raiz", "demostracion")
    return agreement_state(of, next(each for each in of.agreements if each.id == key), day)


def test_without_a_day_of_the_data_an_open_agreement_has_no_days() -> None:
    assert state_of("acuerdo-14", None) == (None, None, False)
    assert state_of("acuerdo-14", date(2026, 7, 9)) == (0, 0, False)
    assert state_of("acuerdo-10", date(2026, 9, 25)) == (None, None, False)


@pytest.mark.parametrize("name", ["costa-rica", "seis-pasos", "minimo"])
def test_a_folder_without_the_closing_columns_still_builds_and_is_not_warned(name: str) -> None:
    root = ROOTS[name]
    built, problems = build_site(Options(root, (root / "themes", ROOT / "themes")), lambda *stage: None)
    assert built is not None
    assert not [each for each in found(problems) if "D145" in each]
    assert not any("cerrado" in row for _, plan_id in AGREED if _ == name for row in rows(name, plan_id, "acuerdos"))


def test_the_search_finds_what_was_agreed() -> None:
    shown = page("raiz", "buscar")
    links = {str(each.attributes["href"]) for each in shown.all("#lista a")}
    assert "../plan-2023-2024/acuerdos/index.html" in links
