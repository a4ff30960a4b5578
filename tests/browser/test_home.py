"""The home page as a citizen meets it: the answers without looking for them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from browser.conftest import Served

BOTTOM = "document.querySelector('.answers').getBoundingClientRect().bottom"
LINKS = "[...document.querySelectorAll('#compromisos th a')].map(each => each.getBoundingClientRect().bottom)"


@pytest.mark.parametrize(("width", "height", "screens"), [(1280, 900, 1), (320, 640, 4)])
def test_the_answers_of_a_plan_of_three_commitments_fit(
    served: Served, browser: Browser, width: int, height: int, screens: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(served.address)
    links, bottom = page.evaluate(LINKS), page.evaluate(BOTTOM)
    page.close()
    assert len(links) != 3 or bottom <= height * screens
    assert links[0] <= 2 * height, "the first commitment is far down"
