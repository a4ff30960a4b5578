"""Two cuts compared in the browser: the same as the page of that pair, and an address that can be shared."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import Served

pytestmark = pytest.mark.parametrize("served", ["chihuahua", "seis-pasos", "solo-compromisos"], indirect=True)
PAIR = re.compile(r"comparar/([^/_]+)_([^/]+)/index\.html$")
LINKS = "each => [...each.querySelectorAll('a')].map(link => link.href)"


def pairs(served: Served) -> list[tuple[str, str, str, str]]:
    """Each page of a pair: its path, that of the page for any two, and both cuts."""
    found = ((path, PAIR.search(path)) for path in served.pages)
    return [(path, path[: m.start()] + "comparar/index.html", m[1], m[2]) for path, m in found if m]


def test_the_script_tells_of_each_pair_what_its_page_tells(served: Served, quiet: Page) -> None:
    place = quiet.locator("#comparacion")
    assert pairs(served)
    for path, anywhere, first, second in pairs(served):
        quiet.goto(served.address + path)
        text, links = place.inner_text(), place.evaluate(LINKS)
        quiet.goto(f"{served.address}{anywhere}?de={second}&a={first}")  # in either order
        expect(quiet.locator("select[name=de]")).to_have_value(first)
        expect(place).not_to_have_attribute("aria-busy", "true")
        expect(place.locator("[role=status]")).to_have_text(re.compile(re.escape(text.split("\n")[0][:20])))
        quiet.wait_for_function("text => document.getElementById('comparacion').innerText === text", arg=text)
        assert place.evaluate(LINKS) == links


def test_a_chosen_pair_is_in_the_address_and_two_equal_cuts_are_not_compared(served: Served, quiet: Page) -> None:
    _path, anywhere, first, _second = pairs(served)[0]
    quiet.goto(served.address + anywhere)
    before, last = (quiet.locator(f"select[name={each}]").input_value() for each in ("de", "a"))
    place = quiet.locator("#comparacion")
    shown = place.inner_text()
    quiet.locator("select[name=de]").select_option(last)
    expect(quiet.locator("form.compare [role=status]")).to_have_text(re.compile(r"."))
    quiet.locator("select[name=de]").select_option(first)
    expect(quiet).to_have_url(re.compile(rf"\?de={first}&a={last}$"))
    if before != first:
        expect(place).not_to_have_text(shown, use_inner_text=True)
    quiet.go_back()
    quiet.go_back()
    expect(quiet.locator("select[name=de]")).to_have_value(before)
    expect(quiet.locator("select[name=a]")).to_have_value(last)
    expect(place).to_have_text(shown, use_inner_text=True)


def test_without_scripts_the_newest_pair_is_there_and_the_others_are_linked(served: Served, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    _, anywhere, *_cuts = pairs(served)[0]
    page.goto(served.address + anywhere)
    assert page.locator("form.compare").is_hidden()
    assert page.locator("#comparacion [role=status]").inner_text()
    page.locator("#comparaciones").evaluate("each => each.closest('details').open = true")
    page.locator("#comparaciones a").last.click()
    assert PAIR.search(page.url)
    page.close()
