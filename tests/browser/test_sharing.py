"""What a reader does with a page: copy its link with the filter, share it, print it, cite it, read it in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import checks
from browser.conftest import Served

pytestmark = pytest.mark.parametrize("served", ["chihuahua"], indirect=True)
BOARD = "demostracion/tablero/actividades/index.html"
COMMITMENT = "demostracion/compromisos/agua/index.html"
QUESTIONS = "plan-2023-2024/preguntas/index.html"
FOLLOW = "demostracion/seguir/index.html"
COPIED = """() => { window.copied = []; navigator.clipboard.writeText = async text => { copied.push(text); }; }"""
REFUSED = """() => {
    navigator.clipboard.writeText = async () => { throw new Error("no"); };
    window.copied = [];
    document.execCommand = name => copied.push([name, document.activeElement.value]);
}"""
SHARES = "navigator.share = async what => { window.shared = what; };"
TOOLS = "main > .tools, .subscribe.tools"


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page without scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_the_link_that_is_copied_carries_the_filter_and_it_is_said(served: Served, page: Page) -> None:
    page.goto(f"{served.address}{BOARD}?estado=limitado")
    page.evaluate(COPIED)
    page.get_by_role("combobox", name="Reportado", exact=True).select_option("completo")
    page.locator(TOOLS).get_by_role("button", name="Copie el enlace").click()
    [copied] = page.evaluate("copied")
    assert copied.startswith(f"{served.address}{BOARD}?estado=completo")
    expect(page.locator(TOOLS).get_by_role("status")).to_have_text("Copiado.")


def test_without_permission_the_link_is_copied_the_older_way_and_the_focus_stays(served: Served, page: Page) -> None:
    page.goto(f"{served.address}{COMMITMENT}#actividad-agua-1")
    page.evaluate(REFUSED)
    button = page.locator(TOOLS).get_by_role("button", name="Copie el enlace")
    button.press("Enter")
    expect(page.locator(TOOLS).get_by_role("status")).to_have_text("Copiado.")
    assert page.evaluate("copied") == [["copy", f"{served.address}{COMMITMENT}#actividad-agua-1"]]
    expect(button).to_be_focused()


def test_a_page_is_shared_where_the_browser_can_and_printed(served: Served, page: Page) -> None:
    page.add_init_script(f"{SHARES} window.print = () => {{ window.printed = true; }};")
    page.goto(served.address + COMMITMENT)
    page.locator(TOOLS).get_by_role("button", name="Comparta").click()
    assert page.evaluate("shared") == {"title": page.title(), "url": served.address + COMMITMENT}
    page.locator(TOOLS).get_by_role("button", name="Imprima").click()
    assert page.evaluate("printed")


def test_a_browser_that_cannot_share_offers_no_button_for_it(served: Served, page: Page) -> None:
    page.add_init_script("delete Navigator.prototype.share;")
    page.goto(served.address + COMMITMENT)
    assert page.locator(TOOLS).get_by_role("button").all_inner_texts() == ["Copie el enlace", "Imprima"]


def test_the_link_of_a_question_leads_to_that_question(served: Served, page: Page) -> None:
    page.goto(served.address + QUESTIONS)
    page.evaluate(COPIED)
    question = page.locator("details.fold").first
    question.locator("summary").click()
    question.get_by_role("button", name="Copie el enlace").click()
    anchor = question.locator(".inside").get_attribute("id")
    assert page.evaluate("copied") == [f"{served.address}{QUESTIONS}#{anchor}"]


def test_the_citation_opens_from_its_link_and_without_scripts_too(served: Served, page: Page, plain: Page) -> None:
    page.goto(served.address + COMMITMENT)
    page.locator(TOOLS).get_by_role("link", name="Cite").click()
    expect(page.locator("#citar")).to_be_visible()
    plain.goto(served.address + COMMITMENT)
    assert plain.locator(TOOLS).get_by_role("button").count() == 0
    plain.locator("#seccion-citar").click()
    assert plain.locator("#citar").is_visible()
    assert plain.locator("#citar a[download]").get_attribute("href") == "cita.bib"


@pytest.mark.parametrize(
    "place", [f"{BOARD}?estado=limitado", f"{COMMITMENT}#actividad-agua-1", "buscar/index.html#q=agua"]
)
def test_the_page_in_english_has_the_same_filter_and_place(served: Served, page: Page, place: str) -> None:
    checks.view(page, 1280)
    page.goto(served.address + place)
    page.get_by_role("link", name="English").first.click()
    expect(page).to_have_url(re.compile(re.escape(f"{served.address}en/{place}")))


def test_the_address_of_a_notice_is_copied_whole(served: Served, page: Page) -> None:
    page.goto(served.address + FOLLOW)
    page.evaluate(COPIED)
    page.locator("#compromiso-agua").get_by_role("button").first.click()
    assert page.evaluate("copied") == [f"{served.address}demostracion/compromisos/agua/feed.xml"]


@pytest.mark.parametrize("path", [FOLLOW, "seguir/index.html", COMMITMENT, QUESTIONS])
def test_what_is_offered_is_accessible_and_fits_a_small_phone(served: Served, page: Page, path: str) -> None:
    page.goto(served.address + path)
    checks.view(page, 320)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert [*checks.lost(page), *checks.axe(page, [checks.View(320, "light", checks.TAGS)])] == []
