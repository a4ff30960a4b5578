"""Each kind of page with the keyboard alone, in forced colours, on paper and from a disk.

What needs no keys pressed is asked of every page, in test_pages.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser import checks
from browser.conftest import Served

STOPS = """() => {
    const all = [...document.querySelectorAll("a[href], button, select, input, textarea, summary, [tabindex='0']")];
    window.stops = all.filter(each => !each.disabled && each.checkVisibility({visibilityProperty: true}));
    return window.stops.length;
}"""
STOP = """() => {
    const each = document.activeElement, box = each.getBoundingClientRect(), style = getComputedStyle(each);
    const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;  // of the part in the window
    const reached = [.5, .1, .9].some(x => {
        const top = document.elementFromPoint(box.left + box.width * x, middle);
        return top && (each.contains(top) || top.contains(each));
    });
    return {
        place: window.stops.indexOf(each),
        seen: reached && each.matches(":focus-visible") && style.outlineStyle !== "none"
            && parseFloat(style.outlineWidth) >= 2,
        name: each.outerHTML.slice(0, 90),
    };
}"""
MOST = 60
"""How many stops of the keyboard are tried on a page."""


def stops(page: Page) -> Iterator[str]:
    """What is wrong with the stops of the keyboard, from the first of the page."""
    for expected in range(min(page.evaluate(STOPS), MOST)):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["place"] != expected:
            yield f"stop {expected} of the keyboard is the {stop['place']} of the page: {stop['name']}"
            return
        if not stop["seen"]:
            yield f"the focus is not seen on {stop['name']}"


@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_stops_at_each_control_in_order_and_it_is_seen(served: Served, page: Page, width: int) -> None:
    page.emulate_media(reduced_motion="reduce")
    checks.view(page, width)
    faults = []
    for path in served.kinds.values():
        page.goto(served.address + path)
        faults += [f"{path}: {each}" for each in stops(page)]
    assert len(served.kinds) > 15
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "style",
    ["a:focus-visible { outline: 0; }", "#b { position: fixed; inset: 0; z-index: 9; background: red; }"],
)
def test_a_focus_that_is_not_seen_is_found(page: Page, style: str) -> None:
    page.set_content(f"<style>a:focus-visible {{ outline: 3px solid }} {style}</style><a href='#b'>a</a><p id=b>b</p>")
    assert [each.split(" on ")[0] for each in stops(page)] == ["the focus is not seen"]


def test_a_control_out_of_order_is_found(page: Page) -> None:
    page.set_content(
        "<style>:focus-visible { outline: 3px solid }</style><a href='#'>a</a><a href='#' tabindex=1>b</a>"
    )
    assert next(stops(page)).startswith("stop 0 of the keyboard is the 1")


def test_what_is_folded_opens_and_closes_with_the_keyboard_alone(served: Served, page: Page) -> None:
    opened = 0
    for path in served.kinds.values():
        page.goto(served.address + path)
        folded = page.locator("main details:not([open]):has(> summary:visible)").first
        if not folded.count():
            continue
        folded.evaluate("each => each.dataset.tried = ''")
        details = page.locator("[data-tried]")
        for key, state in (("Enter", True), ("Space", False), ("Space", True)):
            details.locator("> summary").focus()
            page.keyboard.press(key)
            assert details.evaluate("each => each.open") is state, path
        assert details.evaluate("each => each.clientHeight > each.querySelector('summary').offsetHeight"), path
        opened += 1
    assert opened >= 2


MARKS = """() => [...document.querySelectorAll(".status, .flag, .tag")].filter(e => e.checkVisibility()).map(each => {
    const style = getComputedStyle(each), drawing = each.querySelector("svg");
    return {
        text: each.innerText.trim(),
        seen: style.color !== style.backgroundColor,
        icon: !drawing || getComputedStyle(drawing).display !== "none" && drawing.getBoundingClientRect().width > 4,
        kind: each.className,
        shape: drawing?.querySelector("use")?.getAttribute("href") ?? "",
    };
})"""


def test_in_forced_colours_a_status_is_told_by_its_words_and_its_icon(served: Served, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    shapes: dict[str, set[str]] = {}
    for path in served.kinds.values():
        page.goto(served.address + path)
        for mark in page.evaluate(MARKS):
            assert mark["text"], path
            assert mark["seen"], (path, mark)
            assert mark["icon"], (path, mark)
            if "status" in mark["kind"].split():
                shapes.setdefault(mark["shape"], set()).add(mark["kind"])
    assert shapes
    assert all(shapes), "a status without an icon"
    assert all(len(kinds) == 1 for kinds in shapes.values()), f"the same icon for two statuses: {shapes}"


def test_in_forced_colours_nothing_is_lost(served: Served, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    faults = []
    for path in served.kinds.values():
        page.goto(served.address + path)
        faults += [f"{path}: {each}" for each in checks.lost(page)]
    assert not faults, "\n".join(faults)


def test_a_site_works_from_a_disk_with_its_styles_and_its_links(served: Served, browser: Browser) -> None:
    page = browser.new_page()
    for path in served.kinds.values():
        page.goto((served.folder / path).as_uri())
        assert page.evaluate("[...document.styleSheets].length") >= 2, path
        assert page.evaluate("getComputedStyle(document.querySelector('.hidden, .skip')).position") == "absolute", path
        links = page.locator("a[href]:not([rel~=external], svg a)").evaluate_all("all => all.map(each => each.href)")
        own = [each for each in links if not each.startswith(("mailto:", "tel:", "webcal:", "geo:"))]
        assert all(each.startswith("file://") for each in own), path
        assert all(Path(each.removeprefix("file://").partition("#")[0].partition("?")[0]).is_file() for each in own), (
            path
        )
    page.goto((served.folder / "index.html").as_uri())
    page.locator("main a[href]:not([rel~=external])").first.click()
    page.wait_for_url("file://**/*.html*")
    assert page.locator("main h1").is_visible()
    page.close()
