"""The board's script: the order of its table and what it announces, with the mouse and with the keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page
from pypdf import PdfReader

from browser import checks
from browser.conftest import Served

pytestmark = pytest.mark.parametrize("served", ["chihuahua"], indirect=True)
BOARD = "demostracion/tablero/index.html"
LIST = "demostracion/tablero/actividades/index.html"
CUT = "demostracion/tablero/2026-01/index.html"


@pytest.fixture
def page(served: Served, quiet: Page) -> Page:
    quiet.goto(served.address + LIST)
    return quiet


def lines(page: Page) -> Locator:
    return page.locator("#actividades tbody tr:visible")


def choice(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name, exact=True)


def told(page: Page) -> str:
    return page.locator("#actividades").locator("xpath=preceding-sibling::*[1]").get_by_role("status").inner_text()


def cells(page: Page, column: int) -> list[str]:
    return [each.strip() for each in lines(page).locator(f":scope > :nth-child({column})").all_inner_texts()]


def test_a_column_is_sorted_up_then_down_and_it_is_told(page: Page) -> None:
    head = page.locator("#actividades th", has_text="Fecha límite")
    dates = "cells => cells.map(each => each.querySelector('time')?.dateTime ?? '')"
    assert head.get_attribute("aria-sort") is None
    for direction, words in (("ascending", "de menor a mayor"), ("descending", "de mayor a menor")):
        page.get_by_role("button", name="Fecha límite").click()
        assert head.get_attribute("aria-sort") == direction
        assert told(page) == f"Ordenadas por «Fecha límite», {words}."
        shown = lines(page).locator("td:nth-child(5)").evaluate_all(dates)
        assert shown == sorted(shown, reverse=direction == "descending")
    assert page.locator("#actividades [aria-sort]").count() == 1


def test_what_has_no_data_is_last_in_either_order(page: Page) -> None:
    for _ in range(2):
        page.get_by_role("button", name="Reportado").click()
        shown = cells(page, 3)
        without = [n for n, each in enumerate(shown) if each in ("sin dato", "Sin evidencia", "Retirado")]
        assert without == list(range(len(shown) - len(without), len(shown)))


def test_it_all_works_with_the_keyboard_alone(page: Page) -> None:
    page.get_by_role("combobox", name="Fecha límite").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Actividad"
    page.keyboard.press("Enter")
    shown = [each.split("\n")[0] for each in cells(page, 1)]
    assert shown == sorted(shown, key=str.casefold)
    assert page.locator("th[aria-sort=ascending]").inner_text() == "Actividad"


def test_on_a_phone_the_order_is_a_choice_and_headings_show_when_they_take_the_focus(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    order = choice(page, "Ordenar por")
    order.select_option(label="Fecha límite")
    assert "Ordenadas por «Fecha límite»" in told(page)
    order.select_option(label="orden del plan")
    assert not told(page)
    page.locator("#actividades thead button").first.focus()
    box = page.locator("#actividades thead button").first.bounding_box()
    assert box
    assert box["height"] >= 24


def test_without_the_script_the_table_is_whole_and_has_no_dead_control(served: Served, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(served.address + LIST)
    assert lines(page).count() == 30
    assert page.locator("select:visible, input:visible, button:visible, form:visible, [aria-sort]").count() == 0
    page.close()


@pytest.mark.parametrize("path", [BOARD, LIST, CUT])
def test_axe_finds_nothing_with_everything_open_and_in_use(served: Served, page: Page, path: str) -> None:
    page.goto(served.address + path)
    page.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")
    if path == LIST:
        choice(page, "Reportado").select_option(label="sin dato (1)")
        page.get_by_role("button", name="Reportado").click()
    faults = list(checks.axe(page))
    for width in (320, 1280):
        checks.view(page, width)
        faults += [f"at {width}: {each}" for each in checks.lost(page)]
    assert not faults


def test_on_paper_there_are_no_controls_and_every_explanation_of_a_cut_is_open(served: Served, page: Page) -> None:
    assert page.locator(".controls:visible").count() > 0
    page.goto(served.address + CUT)
    page.emulate_media(media="print")
    assert page.locator(".controls:visible").count() == 0
    heights = page.locator(".why-body, .fold table").evaluate_all("all => all.map(e => e.clientHeight)")
    assert len(heights) > 10
    assert all(heights)


def test_the_board_is_printed_on_two_sheets(served: Served, page: Page, tmp_path: Path) -> None:
    page.goto(served.address + BOARD)
    for size in ("A4", "Letter"):
        page.pdf(path=tmp_path / "tablero.pdf", format=size)
        sheets = PdfReader(tmp_path / "tablero.pdf").pages
        assert len(sheets) <= 2, size
        text = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in sheets))
        assert all(title in text for title in ("¿Cómo va el plan?", "Por compromiso", "Qué mirar de cerca"))
        assert "Reparar en tres días las fugas" in text


def test_an_address_of_the_board_with_a_filter_leads_to_the_list_that_it_filters(served: Served, page: Page) -> None:
    page.goto(served.address + BOARD + "?mirar=atrasadas#todas")
    page.wait_for_url("**/actividades/index.html?mirar=atrasadas**")
    assert lines(page).count() == 3
    page.goto(served.address + BOARD + "?utm=correo")
    assert page.url.endswith("tablero/index.html?utm=correo")


def test_a_place_that_is_folded_opens_by_its_address_without_scripts(served: Served, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    for path in ("compromisos/agua/index.html#actividad-agua-4", "compromisos/agua/index.html#comentario-2"):
        page.goto(f"{served.address}demostracion/{path}")
        place = page.locator("#" + path.partition("#")[2])
        assert place.is_visible()
        assert place.locator("xpath=ancestor::details[not(@open)]").count() == 0
    page.close()
