"""How long the pages of a plan are on a small phone, whether each anchor opens what holds it, and what paper shows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser import checks
from browser.conftest import Served

WIDTH, SCREEN = 320, 568
"""Px of the small phone on which the lengths are counted, in screens."""
MOST = {"": 12, "proceso/": 12, "datos/": 14, "participacion/": 12}
"""The most screens of each page of a plan."""
BEFORE = {
    "plan-2023-2024/": {"": 71.4, "proceso/": 72.4, "datos/": 23.0, "participacion/": 36.6},
    "plan-2026/": {"": 31.5, "proceso/": 25.5, "datos/": 18.2},
    "demostracion/": {"": 24.0, "proceso/": 28.4, "datos/": 42.0, "participacion/": 48.6},
    "en/plan-2023-2024/": {"": 72.9, "proceso/": 72.7, "datos/": 22.9, "participacion/": 32.7},
    "en/demostracion/": {"": 24.2, "proceso/": 27.2, "datos/": 41.6, "participacion/": 46.6},
}
"""The screens that each page had, all of it open, when its parts were not folded yet."""
HEIGHT = "document.documentElement.scrollHeight"
OPEN = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
CLOSE = """() => {
    location.hash = "";
    document.querySelectorAll("details").forEach(each => { each.open = false; });
}"""
ANCHORS = """() => [...document.querySelectorAll("main [id]:not(svg *, svg)")].map(each => each.id)"""
UNSEEN = """() => [...document.querySelectorAll("section details > *")]
    .filter(each => !each.closest(".no-paper") && !each.getBoundingClientRect().height).map(each => each.id)"""
SEEN = """id => {
    const each = document.getElementById(id);
    return each.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
}"""


def pages_of(served: Served, folder: str) -> list[tuple[str, str]]:
    """The pages of a plan that have a most, as (key, path)."""
    found = [(key, f"{folder}{key}index.html") for key in MOST]
    return [(key, path) for key, path in found if path in served.pages]


def plans(served: Served) -> list[str]:
    """The folders of the plans of a site, in each language."""
    return sorted(
        path.removesuffix("proceso/index.html") for path in served.pages if path.endswith("/proceso/index.html")
    )


@pytest.fixture
def phone(page: Page) -> Page:
    """A page on the small phone."""
    page.set_viewport_size({"width": WIDTH, "height": SCREEN})
    return page


def test_the_pages_of_a_plan_are_few_screens_on_a_small_phone(served: Served, phone: Page) -> None:
    faults = []
    for folder in plans(served):
        for key, path in pages_of(served, folder):
            phone.goto(served.address + path)
            folded = phone.evaluate(HEIGHT) / SCREEN
            phone.evaluate(OPEN)
            whole, before = phone.evaluate(HEIGHT) / SCREEN, BEFORE.get(folder, {}).get(key)
            print(f"{path:45} {folded:4.1f} of {MOST[key]}; open {whole:4.1f}, before {before}")  # noqa: T201 (measures)
            faults += [f"{path}: {folded:.1f} screens"] if folded > MOST[key] else []
            faults += [f"{path}: open, {whole:.1f} screens, more than {before}"] if before and whole > before else []
            faults += [f"{path}: open, {each}" for each in checks.sideways(phone)]
    assert not faults, "\n".join(faults)


def test_each_anchor_of_these_pages_opens_what_holds_it(served: Served, phone: Page) -> None:
    folded, faults = 0, []
    for folder in [each for each in plans(served) if not each.startswith("en/")]:
        for _key, path in pages_of(served, folder):
            phone.goto(served.address + path)
            for anchor in phone.evaluate(ANCHORS):
                phone.evaluate(CLOSE)
                folded += not phone.evaluate(SEEN, anchor)
                phone.evaluate("id => { location.hash = id; }", anchor)
                faults += [] if phone.evaluate(SEEN, anchor) else [f"{path}#{anchor}"]
    assert folded > 20
    assert not faults, "\n".join(faults)


def test_on_paper_nothing_of_these_pages_is_folded(served: Served, page: Page) -> None:
    faults = []
    for folder in plans(served):
        for _key, path in pages_of(served, folder):
            page.goto(served.address + path)
            page.emulate_media(media="print")
            unseen = page.evaluate(UNSEEN)
            faults += [f"{path}: {unseen}"] if unseen else []
            page.emulate_media(media="screen")
    assert not faults, "\n".join(faults)
