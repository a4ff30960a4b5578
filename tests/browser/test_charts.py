"""Charts as a browser draws them: bars under their own words, letters that can be read, patterns without colours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import Served

pytestmark = pytest.mark.parametrize("served", ["chihuahua"], indirect=True)
PAGES = [
    "demostracion/participacion/index.html",
    "demostracion/responsables/index.html",
    "demostracion/tablero/index.html",
    "demostracion/compromisos/agua/index.html",
]
ROWS = """() => [...document.querySelectorAll(".chart-rows")].flatMap(rows => {
    const words = [...rows.querySelectorAll("li")].map(each => each.getBoundingClientRect());
    const drawn = [...rows.querySelectorAll(".plot > svg > g")].map(each => each.getBoundingClientRect());
    return words.map((row, place) => [row, drawn[place]]).filter(([, bar]) => bar.height)
        .map(([row, bar]) => [row.top, bar.top, bar.bottom, row.bottom, row.left - bar.left, bar.right - row.right]);
})"""
LETTERS = """() => [...document.querySelectorAll("figure text, figure li, figure td, figure th")]
    .filter(each => each.getClientRects().length).map(each => parseFloat(getComputedStyle(each).fontSize)
        * (each.ownerSVGElement ? each.ownerSVGElement.getScreenCTM().a : 1))"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_every_bar_stands_in_its_own_row_and_letters_can_be_read(
    served: Served, page: Page, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(served.address + path)
    for top, above, below, bottom, left, right in page.evaluate(ROWS):
        assert top < above < below <= bottom + 1
        assert left <= 2
        assert right <= 2
    assert min(page.evaluate(LETTERS)) >= 12


def test_bars_follow_their_words_when_letters_grow_and_spread(served: Served, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(served.address + PAGES[0])
    page.add_style_tag(
        content="html{font-size:200%!important} *{letter-spacing:.12em!important;word-spacing:.16em!important}"
    )
    rows = page.evaluate(ROWS)
    assert rows
    assert all(top < above < below <= bottom + 1 for top, above, below, bottom, *_ in rows)


def test_without_colours_the_patterns_still_tell_bars_apart(served: Served, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(served.address + PAGES[2])
    filled = page.evaluate("getComputedStyle(document.querySelector('.fill-limitado')).fill")
    lines = page.evaluate("getComputedStyle(document.querySelector('#p-limitado .hatch')).stroke")
    assert filled != lines
    band = page.evaluate("getComputedStyle(document.querySelector('.band'), '::after').content")
    assert band == "none"


def test_on_paper_each_chart_has_its_table_open_and_the_band_has_no_ornament(served: Served, page: Page) -> None:
    page.goto(served.address + PAGES[1])
    page.emulate_media(media="print")
    assert page.locator("figure.chart details table").first.evaluate("each => each.clientHeight") > 0
    assert page.evaluate("getComputedStyle(document.querySelector('.band'), '::after').content") == "none"
