"""The search as visitors use it: the page of the real site, served and from disk, with a table of what to find."""

from __future__ import annotations

import csv
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser import checks
from browser.conftest import ROOT, Served

pytestmark = pytest.mark.parametrize("served", ["chihuahua"], indirect=True)
SEARCH = "buscar/index.html"
INDEX = "indice-es.js"
with (ROOT / "tests" / "busquedas.csv").open(encoding="utf-8", newline="") as lines:
    TABLE = list(csv.DictReader(lines))


@pytest.fixture
def page(served: Served, quiet: Page) -> Page:
    quiet.goto(served.address + SEARCH)
    return quiet


def field(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="¿Qué busca?")


def results(page: Page) -> Locator:
    return page.locator(".results > li")


def told(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def ask(page: Page, query: str) -> None:
    """Search and wait for the answer, which is in the address too."""
    field(page).fill(query)
    field(page).press("Enter")
    page.wait_for_function("() => self.indice")
    expect(page.get_by_role("status")).not_to_have_text("Buscando…")


def where(result: Locator) -> str:
    """The address of a result from the site's root."""
    href = unquote(result.locator("a").get_attribute("href") or "")
    return href.replace("../", "/", 1).replace("index.html", "")


def test_the_table_of_queries_gives_its_first_results(page: Page) -> None:
    assert len(TABLE) >= 40
    wrong = []
    for row in TABLE:
        ask(page, row["busca"])
        first = results(page).first
        got = (where(first), first.locator(".meta").inner_text().split(" · ")[0]) if results(page).count() else ("", "")
        if got != (row["primero"], row["clase"]):
            wrong.append((row["busca"], got))
    assert not wrong


@pytest.mark.parametrize(
    "query", ["educacion", "educación", "emprendedores", "emprendimiento", "compromisos", "compromiso"]
)
def test_a_commitment_is_among_the_first_results(page: Page, query: str) -> None:
    ask(page, query)
    kinds = [each.split(" · ")[0] for each in results(page).locator(".meta").all_inner_texts()]
    assert "Compromiso" in kinds[:3]


def test_a_word_is_found_alike_with_and_without_accents_capitals_and_plural(page: Page) -> None:
    found = []
    for query in ("trámites", "TRAMITES", "Trámite", "tramite"):
        ask(page, query)
        found.append({where(each) for each in results(page).all()})
    assert found[0]
    assert all(each == found[0] for each in found)


def test_a_result_says_its_kind_and_plan_and_shows_the_words_in_their_place(page: Page) -> None:
    ask(page, "emprendedores")
    assert told(page) == f"{results(page).count()} resultados."
    first = results(page).first
    assert first.locator(".meta").inner_text() == "Compromiso · Segundo plan, 2026"
    assert first.locator("a mark").all_inner_texts() == ["Emprendimiento"]
    ask(page, "fugas")
    invented = results(page).first
    assert invented.locator(".invented-tag").inner_text() == "plan inventado"
    marks = {each.casefold() for each in results(page).locator("mark").all_inner_texts()}
    assert marks == {"fuga", "fugas"}
    assert all(len(each) <= 230 for each in results(page).locator(".context").all_inner_texts())


def test_what_is_nowhere_says_so_and_the_list_is_there(page: Page) -> None:
    ask(page, "agua")
    assert not page.locator("#lista").is_visible()
    ask(page, "<b>sirenas</b>")
    assert told(page) == "No hay nada con «<b>sirenas</b>». Pruebe con otra palabra, o vea la lista completa."
    assert page.locator("#lista").is_visible()
    assert not page.locator("#encontrado").is_visible()


def test_a_wrong_letter_is_forgiven_and_it_is_told(page: Page) -> None:
    ask(page, "denunsias")
    assert told(page).startswith("No hay nada con «denunsias». Esto se parece: «denuncias». ")


def test_words_that_are_not_together_anywhere_give_those_with_some_and_it_is_told(page: Page) -> None:
    ask(page, "karewa alumbrado")
    assert told(page).startswith("Nada lleva todas esas palabras. Esto lleva alguna. ")
    assert results(page).count() >= 2


def test_the_index_is_asked_for_once_and_only_when_the_search_is_used(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert not [each for each in asked if INDEX in each]
    field(page).focus()
    page.wait_for_function("() => self.indice")
    ask(page, "agua")
    ask(page, "basura")
    assert len([each for each in asked if INDEX in each]) == 1


def test_a_search_is_shared_by_its_address_and_tells_no_server(served: Served, page: Page) -> None:
    ask(page, "año y caminos")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect(field(page)).to_have_value("año y caminos")
    expect(results(page).first).to_be_visible()
    assert not [each for each in asked if "camino" in each.partition("#")[0]]
    page.goto("about:blank")
    page.goto(f"{served.address}{SEARCH}?q=agua+potable")
    expect(results(page).first.locator("a")).to_have_text("Agua potable con cuentas claras")


def test_going_back_from_a_result_finds_the_search_as_it_was(page: Page) -> None:
    ask(page, "basura")
    before = results(page).locator("a").all_inner_texts()
    results(page).first.locator("a").click()
    page.wait_for_load_state()
    page.go_back()
    expect(results(page).first).to_be_visible()
    assert (field(page).input_value(), results(page).locator("a").all_inner_texts()) == ("basura", before)


def test_it_all_works_with_the_keyboard_alone(page: Page) -> None:
    field(page).focus()
    page.keyboard.type("acta", delay=10)
    expect(results(page).first).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Buscar"
    for name in ("plan", "tipo"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == name
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.results > li') === document.querySelector('.results > li')")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Acta")


def test_many_results_come_by_parts_and_the_focus_goes_on(page: Page) -> None:
    ask(page, "compromisos")
    total = int(told(page).split()[0])
    assert results(page).count() == 20 < total
    more = page.get_by_role("button", name="Ver más resultados")
    more.click()
    assert results(page).count() == min(100, total)
    assert page.evaluate("document.activeElement === document.querySelectorAll('.results > li')[20].firstChild")
    while more.is_visible():
        more.click()
    assert results(page).count() == total


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_search_of_everything_shows_few_results_at_first(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 568})
    page.locator("select[name=plan]").select_option("demostracion")
    expect(results(page)).to_have_count(20)
    assert page.evaluate("document.documentElement.scrollHeight") / 568 <= 9
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# Numbers, dates and what people want


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("compromiso 2", ["/plan-2023-2024/compromisos/emprendimiento/", "/plan-2026/compromisos/emprendimiento-joven/",
                          "/demostracion/compromisos/presupuesto/"]),
        ("Compromiso núm. 3", ["/plan-2023-2024/compromisos/desarrollo-rural/", "/demostracion/compromisos/caminos/"]),
        ("promesa 1", ["/plan-2023-2024/compromisos/prevencion/", "/plan-2026/compromisos/denuncias-digitales/"]),
        ("actividad 3", ["/plan-2023-2024/compromisos/desarrollo-rural/#actividad-desarrollo-rural-3"]),
        ("actividad 2.3", ["/demostracion/compromisos/presupuesto/#actividad-presupuesto-3"]),
        ("actividad 3 del compromiso 2", ["/demostracion/compromisos/presupuesto/#actividad-presupuesto-3"]),
        ("compromiso 2, actividad 3", ["/demostracion/compromisos/presupuesto/#actividad-presupuesto-3"]),
        ("mx-chh-0003", ["/plan-2023-2024/compromisos/desarrollo-rural/"]),
        ("2026-05-31", ["/demostracion/tablero/2026-05/"]),
        ("31/05/2026", ["/demostracion/tablero/2026-05/"]),
    ],
)  # fmt: skip
def test_numbers_codes_and_dates_find_what_has_them_first(page: Page, query: str, places: list[str]) -> None:
    ask(page, query)
    assert [where(each) for each in results(page).all()[: len(places)]] == places
    assert "Nada lleva" not in told(page)


@pytest.mark.parametrize("query", ["evidencia", "convocatoria", "acta", "resultados", "página"])
def test_documents_of_real_plans_come_before_those_of_the_invented_one(page: Page, query: str) -> None:
    ask(page, query)
    more = page.get_by_role("button", name="Ver más resultados")
    while more.is_visible():
        more.click()
    kinds = [each for each in results(page).all() if each.locator(".meta").inner_text().startswith("Evidencia")]
    invented = [each.locator(".invented-tag").count() > 0 for each in kinds]
    assert invented
    assert invented == sorted(invented)


# Filters


def test_plan_and_kind_narrow_the_results_and_stand_in_the_address(page: Page) -> None:
    ask(page, "agua")
    every = int(told(page).split()[0])
    page.locator("select[name=tipo]").select_option(label="Evidencias")
    assert page.url.endswith("#q=agua&tipo=evidencia")
    kinds = {each.split(" · ")[0] for each in results(page).locator(".meta").all_inner_texts()}
    assert kinds == {"Evidencia"}
    assert 0 < int(told(page).split()[0]) < every
    page.locator("select[name=plan]").select_option("plan-2026")
    assert told(page) == f"Aquí no hay nada así. En todo el sitio: {every}."
    assert page.locator("#lista").is_visible()
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect(page.locator("select[name=plan]")).to_have_value("plan-2026")
    expect(page.locator("select[name=tipo]")).to_have_value("evidencia")
    page.locator("select[name=plan]").select_option("")
    page.locator("select[name=tipo]").select_option("")
    assert told(page) == f"{every} resultados."
    assert page.url.endswith("#q=agua")


def test_filters_alone_list_all_of_a_kind_and_unknown_ones_are_ignored(served: Served, page: Page) -> None:
    page.goto("about:blank")
    page.goto(f"{served.address}{SEARCH}#plan=plan-2026&tipo=compromiso")
    expect(results(page)).to_have_count(2)
    page.goto("about:blank")
    page.goto(f"{served.address}{SEARCH}#q=agua+potable&plan=otro&tipo=otro")
    expect(results(page).first.locator("a")).to_have_text("Agua potable con cuentas claras")
    page.goto("about:blank")
    page.goto(f"{served.address}{SEARCH}?q=agua&tipo=evidencia")
    expect(page.locator("select[name=tipo]")).to_have_value("evidencia")


# The box of other pages


@pytest.mark.parametrize("path", ["index.html", "404.html", "en/index.html"])
def test_the_box_of_a_page_opens_the_answer_and_tells_no_server(served: Served, quiet: Page, path: str) -> None:
    asked: list[str] = []
    quiet.on("request", lambda request: asked.append(request.url))
    quiet.goto(served.address + path)
    box = quiet.locator("main input[type=search]")
    box.fill("excel")
    box.press("Enter")
    expect(results(quiet).first.locator("a")).to_have_attribute("href", "../plan-2023-2024/datos/index.html")
    assert quiet.url.endswith("#q=excel")
    assert not [each for each in asked if "excel" in each.partition("#")[0]]


def test_without_scripts_the_box_is_a_form_that_opens_the_list(served: Served, browser: Browser) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(served.address)
    plain.locator("main input[type=search]").fill("excel")
    plain.get_by_role("button", name="Buscar").click()
    assert plain.url.partition("?")[2] == "q=excel"
    assert (
        plain.locator("noscript").inner_text()
        == "La búsqueda necesita JavaScript. Sin él, aquí está la lista completa."
    )
    plain.locator("summary", has_text="Compromisos").first.click()
    assert plain.locator("#lista .index a:visible").count() >= 3
    plain.context.close()


def test_an_emptied_field_gives_the_list_back(page: Page) -> None:
    ask(page, "agua")
    field(page).fill("")
    expect(page.locator("#lista")).to_be_visible()
    assert told(page) == ""
    assert "q=" not in page.url


def test_the_search_works_from_disk(served: Served, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((served.folder / SEARCH).as_uri())
    ask(page, "emprendedores")
    expect(results(page).first).to_contain_text("Emprendimiento para jóvenes")
    results(page).first.locator("a").click()
    expect(page.locator("h1")).to_contain_text("Emprendimiento")
    page.go_back()
    expect(results(page).first).to_contain_text("Emprendimiento para jóvenes")
    page.close()


def test_without_its_index_it_says_so_and_without_the_script_there_is_no_field(
    served: Served, browser: Browser
) -> None:
    broken = browser.new_page()
    broken.route(f"**/{INDEX}", lambda route: route.abort())
    broken.goto(served.address + SEARCH)
    field(broken).fill("agua")
    expect(broken.get_by_role("status")).to_have_text("No se pudo cargar la búsqueda. La lista de abajo está completa.")
    assert broken.locator("#lista").is_visible()
    broken.unroute(f"**/{INDEX}")
    ask(broken, "agua")
    expect(results(broken).first).to_be_visible()
    broken.close()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(served.address + SEARCH)
    assert plain.locator("main input:visible, main button:visible").count() == 0
    assert plain.locator("#lista li a").count() > 200
    plain.close()


def test_axe_finds_nothing_in_the_list(page: Page) -> None:
    assert not [*checks.axe(page), *checks.reflowed(page)]


def test_axe_finds_nothing_among_results(page: Page) -> None:
    ask(page, "agua")
    assert not [*checks.axe(page), *checks.reflowed(page)]
