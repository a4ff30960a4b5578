"""Photographs and screenshots as they are met: seen, told in words, without a jump and without asking anybody else."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from browser.conftest import Served

PHOTOGRAPH = "demostracion/evidencias/foto-medidor/"
LIST = "demostracion/evidencias/"
SEEN = """[...document.querySelectorAll('main img')].map(each => {
    const box = each.getBoundingClientRect();
    return [each.complete && each.naturalWidth > 0, each.alt.length, box.width, box.height, box.right];
})"""
SCROLLED = """async () => {
    for (const each of document.querySelectorAll('details')) each.open = true;  // a folded picture is never asked for
    for (const each of document.querySelectorAll('main img')) { each.scrollIntoView(); await each.decode(); }
}"""
SHIFT = """new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => { for (const each of list.getEntries()) sum += each.value; })
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 300);
})"""


pytestmark = pytest.mark.parametrize("served", ["chihuahua"], indirect=True)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_photograph_is_seen_on_its_page_and_in_the_list(served: Served, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 640})
    for path, number in ((PHOTOGRAPH, 1), (LIST, 9)):
        page.goto(served.address + path)
        page.evaluate(SCROLLED)
        pictures = page.evaluate(SEEN)
        assert len(pictures) == number
        for is_seen, words, wide, high, right in pictures:
            assert is_seen
            assert words > 20
            assert wide > 60
            assert 40 < high <= 640 * 0.75 + 2
            assert right <= width
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_nothing_jumps_while_a_photograph_comes(served: Served, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    for path in (PHOTOGRAPH, LIST):
        page.goto(served.address + path)
        assert page.evaluate(SHIFT) < 0.01
    page.close()


def test_a_list_asks_for_small_copies_only_and_nobody_else_is_asked(served: Served, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served.address + LIST)
    page.evaluate(SCROLLED)
    pictures = [urlsplit(url).path for url in asked if "/evidencias/" in url and not url.endswith("/")]
    assert pictures
    assert all(path.endswith("/imagen/miniatura.webp") for path in pictures if "/recursos/" not in path)
    assert all(url.startswith(served.address) for url in asked)
    page.close()


def test_a_photograph_on_paper_is_whole_and_small(served: Served, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 720, "height": 900})
    page.goto(served.address + PHOTOGRAPH)
    page.emulate_media(media="print")
    [[is_seen, _, _, high, _]] = page.evaluate(SEEN)
    assert is_seen
    assert 100 < high < 700
    page.close()


def test_without_styles_or_scripts_a_photograph_is_seen(served: Served, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(served.address + PHOTOGRAPH)
    image = page.locator("main img")
    assert image.is_visible()
    assert image.get_attribute("alt")
    context.close()
