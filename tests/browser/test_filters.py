"""The filters over a list: what they leave and say, the address that holds them, and what remains without them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser import checks
from browser.conftest import Served

pytestmark = pytest.mark.parametrize("served", ["chihuahua"], indirect=True)
BOARD = "demostracion/tablero/actividades/index.html"
CUT = "demostracion/tablero/2026-05/index.html"
EVIDENCE = "demostracion/evidencias/index.html"
USED = {BOARD: "?estado=limitado", CUT: "?mirar=atrasadas#todas", EVIDENCE: "?tipo=acta"}
PLACE = {CUT: "#todas"}
"""Where the list of a page is, which opens it."""
LISTEN = """() => {
    const region = document.querySelector("[role=status]");
    window.heard = [];
    new MutationObserver(() => heard.push(region.textContent)).observe(region, {childList: true, subtree: true});
}"""
FIGURES = "#cifras-del-plan, #por-estado, table.explained, .matrix"


@pytest.fixture
def page(quiet: Page) -> Page:
    return quiet


def shown(page: Page) -> Locator:
    return page.locator("[data-filtro]:visible")


def choice(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name, exact=True)


def search(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Palabras")


def reset(page: Page) -> Locator:
    return page.get_by_role("button", name="Quitar filtros")


def told(page: Page) -> str:
    return page.locator("form.filters").get_by_role("status").inner_text()


def query(page: Page) -> str:
    return page.evaluate("decodeURIComponent(location.search)")  # type: ignore[no-any-return]


# What they leave


@pytest.mark.parametrize("path", [BOARD, CUT, EVIDENCE])
def test_every_option_leaves_as_many_as_it_says(served: Served, page: Page, path: str) -> None:
    page.goto(served.address + path + PLACE.get(path, ""))
    for select in page.locator("form.filters select").all():
        for option in select.locator("option:not([value=''])").all():
            number = option.inner_text().rpartition("(")[2].removesuffix(")")
            select.select_option(value=option.get_attribute("value"))
            assert told(page).startswith(f"{number} de ")
            assert shown(page).count() >= int(number)
        select.select_option("")


def test_filters_add_up_and_say_how_many_are_left(served: Served, page: Page) -> None:
    page.goto(served.address + BOARD)
    assert told(page) == "30 de 30 actividades"
    choice(page, "Qué mirar de cerca").select_option(value="atrasadas")
    assert (told(page), shown(page).count()) == ("3 de 30 actividades", 3)
    assert all("días tarde" in each for each in shown(page).all_inner_texts())
    choice(page, "Compromiso").select_option(value="agua")
    assert (told(page), shown(page).count()) == ("1 de 30 actividades", 1)


def test_what_is_said_is_a_live_region_that_is_there_from_the_start(served: Served, page: Page) -> None:
    page.goto(served.address + EVIDENCE)
    page.evaluate(LISTEN)
    choice(page, "Tipo").select_option(value="acta")
    page.wait_for_function("heard.length > 0")
    assert page.evaluate("heard") == ["8 de 51 documentos"]


def test_words_are_found_without_accents_or_capitals_in_a_thing_and_in_what_it_is_under(
    served: Served, page: Page
) -> None:
    page.goto(served.address + CUT + PLACE[CUT])
    search(page).fill("TRAMITES  catalogo")
    expect(shown(page)).to_have_count(1)
    assert "Publicar el catálogo" in shown(page).inner_text()
    page.goto(served.address + EVIDENCE)
    search(page).fill("asámbleas")
    expect(page.locator("form.filters").get_by_role("status")).to_contain_text(re.compile(r"^\d de 51 documentos$"))
    assert shown(page).count() > 0


def test_every_document_is_there_once_and_choosing_what_it_bears_on_shows_its_group_alone(
    served: Served, page: Page
) -> None:
    page.goto(served.address + EVIDENCE)
    assert page.locator("[data-filtro]").count() == 51
    assert told(page) == "51 de 51 documentos"
    choice(page, "De qué es prueba").select_option(value="proceso")
    assert page.locator("[data-grupo]:visible").count() == 1
    assert (told(page), shown(page).count()) == ("17 de 51 documentos", 17)
    assert query(page) == "?prueba=proceso"


def test_an_address_that_filtered_the_documents_of_a_commitment_still_does(served: Served, page: Page) -> None:
    page.goto(f"{served.address}{EVIDENCE}?compromiso=agua")
    assert told(page) == "9 de 51 documentos"
    page.goto(f"{served.address}{EVIDENCE}?compromiso=_proceso&tipo=acta")
    assert told(page) == "5 de 51 documentos"


@pytest.mark.parametrize("path", [CUT, EVIDENCE])
def test_a_heading_with_nothing_under_it_hides_and_a_count_beside_it_says_what_is_seen(
    served: Served, page: Page, path: str
) -> None:
    page.goto(served.address + path + PLACE.get(path, ""))
    before = page.locator("[data-grupo]:visible").count()
    choice(page, "Fecha límite" if path == CUT else "Tipo").select_option(index=2)
    groups = page.locator("[data-grupo]:visible").all()
    assert 0 < len(groups) < before
    for group in groups:
        seen, every = (group.locator(each).count() for each in ("[data-filtro]:visible", "[data-filtro]"))
        assert seen
        if path == EVIDENCE:
            expected = f"{seen} de {every}" if seen < every else str(every)
            assert group.locator("[data-parte]").inner_text() == expected


@pytest.mark.parametrize("path", [BOARD, CUT])
def test_figures_of_the_plan_stay_and_it_is_said_that_they_are(served: Served, page: Page, path: str) -> None:
    page.goto(served.address + path + PLACE.get(path, ""))
    note = page.get_by_text("Las demás cifras de esta página son de todo el plan.")
    before = page.locator(FIGURES).all_inner_texts()
    assert not note.is_visible()
    choice(page, "Reportado").select_option(value="limitado")
    assert note.is_visible()
    assert page.locator(FIGURES).all_inner_texts() == before


def test_when_nothing_is_left_it_says_so_and_offers_to_take_filters_off(served: Served, page: Page) -> None:
    page.goto(served.address + BOARD + "?estado=completo&mirar=atrasadas")
    assert told(page) == "0 de 30 actividades"
    assert page.get_by_text("Ninguna actividad es así. Cambie algún filtro o quítelos.").is_visible()
    assert not page.locator("#actividades").is_visible()
    reset(page).click()
    assert not page.get_by_text("Ninguna actividad es así.").is_visible()
    assert shown(page).count() == 30


def test_order_and_filters_do_not_undo_each_other(served: Served, page: Page) -> None:
    page.goto(served.address + BOARD + "?estado=limitado")
    page.get_by_role("button", name="Fecha límite").click()
    assert shown(page).count() == 3
    choice(page, "Reportado").select_option("")
    assert page.locator("th[aria-sort=ascending]").count() == 1
    assert shown(page).count() == 30


# The address


def test_what_is_chosen_is_in_the_address_and_the_address_shows_it_again(served: Served, page: Page) -> None:
    page.goto(served.address + EVIDENCE)
    choice(page, "Tipo").select_option(value="acta")
    choice(page, "Compromiso").select_option(value="agua")
    search(page).fill("asambleas del agua")
    page.wait_for_function("location.search.includes('texto')")
    assert query(page) == "?tipo=acta&compromiso=agua&texto=asambleas+del+agua"
    other = page.context.new_page()
    other.goto(page.url)
    assert (told(other), shown(other).count()) == ("1 de 51 documentos", 1)
    assert search(other).input_value() == "asambleas del agua"
    assert choice(other, "Tipo").input_value() == "acta"


def test_back_and_forward_go_through_what_was_chosen(served: Served, page: Page) -> None:
    page.goto(served.address + BOARD)
    choice(page, "Reportado").select_option(value="limitado")
    search(page).press_sequentially("caminos", delay=20)
    expect(page.locator("form.filters [role=status]")).to_have_text("1 de 30 actividades")
    page.go_back()
    assert (query(page), told(page), search(page).input_value()) == ("?estado=limitado", "3 de 30 actividades", "")
    page.go_back()
    assert (query(page), told(page), choice(page, "Reportado").input_value()) == ("", "30 de 30 actividades", "")
    page.go_forward()
    assert (told(page), choice(page, "Reportado").input_value()) == ("3 de 30 actividades", "limitado")


def test_leaving_and_coming_back_finds_the_same(served: Served, page: Page) -> None:
    page.goto(served.address + EVIDENCE)
    choice(page, "Tipo").select_option(value="acta")
    shown(page).first.get_by_role("link").click()
    page.wait_for_url(re.compile("/evidencias/.+/"))
    page.go_back()
    assert (told(page), choice(page, "Tipo").input_value()) == ("8 de 51 documentos", "acta")


@pytest.mark.parametrize(
    "asked",
    [
        "?estado=inventado",
        "?otra=cosa&utm_source=boletin",
        "?estado=%22%5D%3Cscript%3E",
        "?texto=%20%20",
        "?estado=&fecha=2099",
    ],
)
def test_what_the_address_asks_and_is_not_known_is_ignored(served: Served, page: Page, asked: str) -> None:
    page.goto(served.address + BOARD + asked)
    assert told(page) == "30 de 30 actividades"
    assert not reset(page).is_visible()


def test_the_rest_of_the_address_stays(served: Served, page: Page) -> None:
    page.goto(served.address + BOARD + "?via=boletin")
    choice(page, "Reportado").select_option(value="limitado")
    assert query(page) == "?via=boletin&estado=limitado"
    reset(page).click()
    assert query(page) == "?via=boletin"


def test_a_shared_address_opens_at_the_list_and_not_at_the_top(served: Served, page: Page) -> None:
    page.goto(served.address + BOARD)
    choice(page, "Reportado").select_option(value="limitado")
    address = page.url
    assert address.endswith("?estado=limitado")
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("#actividades")).to_be_in_viewport()


def test_it_all_works_from_disk(served: Served, page: Page) -> None:
    address = (served.folder / EVIDENCE).as_uri()
    page.goto(f"{address}?tipo=acta")
    assert told(page) == "8 de 51 documentos"
    choice(page, "Compromiso").select_option(value="agua")
    assert query(page) == "?tipo=acta&compromiso=agua"
    page.go_back()
    assert told(page) == "8 de 51 documentos"


def test_where_the_browser_keeps_the_address_as_it_is_lists_are_filtered_all_the_same(
    served: Served, page: Page
) -> None:
    page.add_init_script("history.pushState = () => { throw new DOMException('no', 'SecurityError'); }")
    page.goto(served.address + EVIDENCE)
    choice(page, "Tipo").select_option(value="acta")
    assert told(page) == "8 de 51 documentos"


# By keyboard, on a phone, on paper, without scripts


def test_it_all_works_with_the_keyboard_alone(served: Served, page: Page) -> None:
    page.goto(served.address + BOARD)
    page.locator("form.filters summary").focus()
    names = []
    for _ in range(7):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.name"))
    assert names == ["texto", "compromiso", "institucion", "estado", "verificado", "mirar", "fecha"]
    page.keyboard.press("ArrowDown")
    assert shown(page).count() < 30
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Quitar filtros"
    page.keyboard.press("Enter")
    assert shown(page).count() == 30
    assert page.evaluate("document.activeElement.textContent") == "Filtrar las actividades"


def test_enter_among_the_words_sends_nothing_anywhere(served: Served, page: Page) -> None:
    page.goto(served.address + EVIDENCE)
    search(page).fill("agua")
    page.keyboard.press("Enter")
    expect(page.locator("form.filters").get_by_role("status")).not_to_have_text("51 de 51 documentos")
    assert query(page) == "?texto=agua"


def test_on_a_phone_filters_are_folded_and_what_is_chosen_is_told(served: Served, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(served.address + BOARD)
    assert not search(page).is_visible()
    page.locator("form.filters summary").click()
    choice(page, "Qué mirar de cerca").select_option(value="atrasadas")
    assert shown(page).count() == 3
    page.reload()
    assert not search(page).is_visible()
    assert page.locator("form.filters .chosen").inner_text() == "Qué mirar de cerca: Atrasadas"
    for box in page.locator("form.filters summary, form.filters button").all():
        assert (box.bounding_box() or {"height": 0})["height"] >= 24


def test_on_paper_only_what_is_seen_is_printed_with_what_was_chosen(served: Served, page: Page) -> None:
    page.goto(served.address + BOARD + "?mirar=atrasadas&texto=agua")
    page.emulate_media(media="print")
    form = page.locator("form.filters")
    assert [line for line in form.inner_text().split("\n") if line] == [
        "1 de 30 actividades",
        "Palabras: «agua» · Qué mirar de cerca: Atrasadas",
        "Las demás cifras de esta página son de todo el plan.",
    ]
    assert shown(page).count() == 1
    page.emulate_media(media="screen")
    reset(page).click()
    page.emulate_media(media="print")
    assert not form.is_visible()


@pytest.mark.parametrize("path", USED)
def test_without_the_script_everything_is_listed_whatever_the_address_says(
    served: Served, browser: Browser, path: str
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(served.address + path + USED[path])
    closed = page.locator("main details:has([data-filtro]):not([open]) > summary")
    while closed.count():
        closed.first.click()
    assert shown(page).count() == page.locator("[data-filtro]").count() > 20
    assert page.locator("form:visible, select:visible, input:visible, button:visible").count() == 0
    page.close()


@pytest.mark.parametrize("state", ["in use", "nothing left"])
@pytest.mark.parametrize("path", USED)
def test_axe_finds_nothing_on_a_filtered_page_and_nothing_scrolls_sideways(
    served: Served, page: Page, path: str, state: str
) -> None:
    page.goto(served.address + path + USED[path])
    page.locator("form.filters details").evaluate("each => each.open = true")
    if state == "nothing left":
        search(page).fill("nada dice esto")
        expect(shown(page)).to_have_count(0)
    assert not [*checks.axe(page), *checks.reflowed(page)]
