"""Every page of the three sites, as visitors meet it.

The longest page of each kind, in each language, passes every check at every width; the others, which the same templates
make of other words and numbers, those that words and numbers can make fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Page

from browser import checks
from browser.conftest import Served
from browser.visits import opened, visit
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

PARTS = 4
ABORTED = "net::ERR_ABORTED"
"""What the browser says of a request that it dropped itself, on leaving the page."""
NARROW = checks.View(320, "light", checks.TAGS)
number_of_part = pytest.mark.parametrize("number", range(PARTS))


def deep(page: Page) -> Iterator[str]:
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


def brief(page: Page) -> Iterator[str]:
    """What is wrong with the page just opened where it is narrowest."""
    yield from checks.names(page)
    checks.view(page, 320)
    yield from (f"at 320 px: {each}" for each in checks.lost(page))
    yield from checks.axe(page, [NARROW])


def faults_of(served: Served, browser: Browser, paths: Sequence[str]) -> list[str]:
    """What is wrong with each page, and what the browser says and asks for while it is open."""
    whole = served.longest.values()
    told: list[str] = []

    def begin() -> Page:
        page = opened(browser)()
        page.on("console", lambda message: told.append(f"{message.type} {message.text}"))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("requestfailed", lambda request: told.extend(failed(request.url, request.failure)))
        page.on("request", lambda request: told.extend(outside(request.url)))
        return page

    def failed(url: str, why: str | None) -> Iterator[str]:
        if why != ABORTED:
            yield f"{url} failed"

    def outside(url: str) -> Iterator[str]:
        if not url.startswith(served.address):
            yield f"out: {url}"

    def look(page: Page, path: str) -> list[str]:
        told.clear()
        checks.view(page, 1280)
        page.goto(served.address + path)
        return [*(deep(page) if path in whole else brief(page)), *told]

    return visit(begin, paths, look)


@number_of_part
def test_every_page_passes_its_checks(served: Served, browser: Browser, number: int) -> None:
    assert len(served.longest) > 15
    faults = faults_of(served, browser, served.pages[number::PARTS])
    assert not faults, "\n".join(faults)


def test_pages_read_whole_without_javascript(served: Served, browser: Browser) -> None:
    """All that the scripts add are the controls over a list, and the buttons that copy, share and print."""
    for path in served.longest.values():
        texts = []
        for script in (True, False):
            context = browser.new_context(java_script_enabled=script)
            page = context.new_page()
            page.goto(served.address + path)
            page.locator(".controls, noscript, .tools, .address button, .letter button, [role=status]").evaluate_all(
                "all => all.forEach(each => each.remove())"
            )
            page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")
            texts.append(page.locator("body").inner_text())
            context.close()
        assert texts[0] == texts[1], path
        assert len(texts[1]) > (60 if router.is_embed(SitePath(path)) else 200), path


def test_an_invented_plan_says_so_visibly_on_each_kind_of_page(served: Served, page: Page) -> None:
    """That the notice is there, on every page, is asked without a browser: the build ends where it is not."""
    invented = [path for path in served.longest.values() if path.startswith(INVENTED)]
    assert bool(invented) == any((served.folder / each).is_dir() for each in INVENTED)
    for path in invented:
        page.goto(served.address + path)
        assert page.locator("[data-inventado]").first.is_visible(), path
        assert "inventad" in page.locator("[data-inventado]").first.inner_text().lower(), path


INVENTED = ("demostracion/", "pal-2025/")
