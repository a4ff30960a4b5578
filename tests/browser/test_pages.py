"""Every page of the three sites, as visitors meet it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browser import checks
from browser.conftest import Served
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

PARTS = 8
ABORTED = "net::ERR_ABORTED"
"""What the browser says of a request that it dropped itself, on leaving the page."""


def part(served: Served, number: int) -> tuple[str, ...]:
    return served.pages[number::PARTS]


def faults_of(page: Page, path: str) -> Iterator[str]:
    """What is wrong with the page just opened: every check on one load, for loading is what takes long."""
    yield from checks.unaligned(page)
    yield from checks.skip_link(page)
    yield from checks.names(page)
    yield from checks.focus(page)
    yield from checks.zoomed(page)
    checks.view(page, 320)
    yield from (f"at 320 px: {each}" for each in checks.lost(page))
    yield from checks.spaced(page)
    yield from checks.paper(page)
    yield from checks.axe(page)


@pytest.mark.parametrize("number", range(PARTS))
def test_every_page_passes_every_check(served: Served, page: Page, number: int) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(f"{page.url}: {message.type} {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: request.failure == ABORTED or faults.append(f"{request.url} failed"))
    page.on("request", lambda request: request.url.startswith(served.address) or faults.append(f"out: {request.url}"))
    for path in part(served, number):
        checks.view(page, 1280)
        page.goto(served.address + path)
        faults += [f"{path}: {each}" for each in faults_of(page, path)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("number", range(PARTS))
def test_pages_read_whole_without_javascript(served: Served, browser: Browser, number: int) -> None:
    """All that the scripts add are the controls over a list."""
    with_script, without = browser.new_page(), browser.new_context(java_script_enabled=False).new_page()
    for path in part(served, number):
        texts = []
        for each in (with_script, without):
            each.goto(served.address + path)
            each.locator(".controls").evaluate_all("all => all.forEach(each => each.remove())")
            texts.append(each.locator("body").inner_text())
        assert texts[0] == texts[1], path
        assert len(texts[1]) > (60 if router.is_embed(SitePath(path)) else 200), path
    with_script.close()
    without.close()


def test_every_page_of_an_invented_plan_says_so_visibly(served: Served, page: Page) -> None:
    invented = [path for path in served.pages if path.startswith(("demostracion/", "pal-2025/"))]
    if "demostracion/index.html" not in served.pages and "pal-2025/index.html" not in served.pages:
        assert not invented
        return
    for path in invented:
        page.goto(served.address + path)
        assert page.locator("[data-inventado]").first.is_visible(), path
        assert "inventad" in page.locator("[data-inventado]").first.inner_text().lower(), path
