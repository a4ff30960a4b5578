"""The letters that ask for a correction, a reply or a removal, as a reader has them with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import Served

pytestmark = pytest.mark.parametrize("served", ["chihuahua"], indirect=True)
PATH = "plan-2023-2024/correcciones/index.html"
COMMITMENT = "plan-2023-2024/compromisos/desarrollo-rural/index.html"


def test_without_scripts_a_commitment_leads_to_its_letter_opened_and_ready_to_copy(
    served: Served, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 568})
    page = context.new_page()
    page.goto(served.address + COMMITMENT)
    page.get_by_role("link", name="Pida una corrección", exact=True).click()
    assert page.url.endswith(f"{PATH}#corregir-desarrollo-rural")
    field = page.locator("#carta-corregir-desarrollo-rural")
    if not field.is_visible():
        page.locator("details:has(#corregir-desarrollo-rural) > summary").click()
    assert "Un grupo ciudadano para el campo" in field.input_value()
    assert not page.get_by_role("button", name="Copie la carta").count()
    context.close()


@pytest.mark.parametrize("kind", ["pedir-correccion", "pedir-replica", "pedir-retiro"])
def test_with_scripts_the_address_of_a_letter_opens_it_with_its_button(served: Served, quiet: Page, kind: str) -> None:
    quiet.goto(f"{served.address}{PATH}#{kind}")
    inside = quiet.locator(f"#{kind}")
    assert inside.locator("textarea").is_visible()
    assert inside.get_by_role("button", name="Copie la carta").is_visible()


@pytest.mark.parametrize("path", [PATH, "demostracion/correcciones/index.html", "demostracion/evidencias/index.html"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_is_wider_than_the_window(served: Served, quiet: Page, path: str, width: int) -> None:
    quiet.set_viewport_size({"width": width, "height": 640})
    quiet.goto(served.address + path)
    for each in quiet.locator("main details").all():
        each.evaluate("node => { node.open = true; }")
    assert quiet.evaluate("document.documentElement.scrollWidth") <= width
