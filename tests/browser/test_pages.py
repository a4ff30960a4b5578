"""Every page of the three sites, as visitors meet it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import Served

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules that look at colours: those a colour scheme can change."""
RUN_AXE = """async runOnly => (
    await axe.run(document, {runOnly, resultTypes: ["violations"], iframes: false, preload: false})
    ).violations.map(each => `${each.id}: ${each.nodes.slice(0, 3).map(node => node.target.join(" ")).join(", ")}`)"""
WIDTHS = (320, 1280)
SCHEMES = {"light": TAGS, "dark": COLOURS}
PARTS = 4
ABORTED = "net::ERR_ABORTED"
"""What the browser says of a request that it dropped itself, on leaving the page."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def part(served: Served, number: int) -> tuple[str, ...]:
    return served.pages[number::PARTS]


@pytest.mark.parametrize("number", range(PARTS))
def test_axe_finds_nothing_at_any_width_or_scheme(served: Served, page: Page, number: int) -> None:
    faults = []
    for path in part(served, number):
        page.goto(served.address + path)
        page.add_script_tag(path=AXE)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for scheme, rules in SCHEMES.items():
                page.emulate_media(color_scheme=scheme)
                found = page.evaluate(RUN_AXE, rules)
                faults += [f"{path} at {width} {scheme}: {each}" for each in found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("number", range(PARTS))
def test_pages_neither_complain_nor_call_out_nor_scroll_sideways(served: Served, page: Page, number: int) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(f"{page.url}: {message.type} {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: request.failure == ABORTED or faults.append(f"{request.url} failed"))
    page.on("request", lambda request: request.url.startswith(served.address) or faults.append(f"out: {request.url}"))
    for path in part(served, number):
        page.goto(served.address + path)
        for width in (320, 768):
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                faults.append(f"{path}: {wide} px too wide at {width} px")
    assert not faults, "\n".join(faults)


def test_pages_read_whole_without_javascript(served: Served, browser: Browser) -> None:
    """All that the script of the board adds are the controls over its table."""
    with_script, without = browser.new_page(), browser.new_context(java_script_enabled=False).new_page()
    for path in served.pages:
        texts = []
        for each in (with_script, without):
            each.goto(served.address + path)
            each.locator(".controls").evaluate_all("all => all.forEach(each => each.remove())")
            texts.append(each.locator("body").inner_text())
        assert texts[0] == texts[1], path
        assert len(texts[1]) > 200, path
    with_script.close()
    without.close()


def test_a_site_works_from_disk(served: Served, page: Page) -> None:
    page.goto((served.folder / "index.html").as_uri())
    assert page.evaluate("document.styleSheets.length") > 0
    visited = 0
    for link in page.locator("header nav a[href], main a[href]:not([rel~=external])").all()[:12]:
        target = link.evaluate("each => each.href")
        assert target.startswith("file://"), target
        assert Path(target.removeprefix("file://").partition("#")[0]).is_file(), target
        visited += 1
    assert visited >= 5


def test_the_skip_link_is_first_and_leads_to_the_content(served: Served, page: Page) -> None:
    page.goto(served.address)
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#contenido"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#contenido"
    assert page.locator("main#contenido").count() == 1


def test_every_page_of_an_invented_plan_says_so_visibly(served: Served, page: Page) -> None:
    invented = [path for path in served.pages if path.startswith(("demostracion/", "pal-2025/"))]
    if "demostracion/index.html" not in served.pages and "pal-2025/index.html" not in served.pages:
        assert not invented
        return
    for path in invented:
        page.goto(served.address + path)
        assert page.locator("[data-inventado]").first.is_visible(), path
        assert "inventad" in page.locator("[data-inventado]").first.inner_text().lower(), path
