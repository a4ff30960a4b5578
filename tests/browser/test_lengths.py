"""How long pages are on a small phone, in screens, and that the anchors of before are on them and open without scripts.

`anclas.txt` lists the ids of the boards, cuts and commitments as they were when everything on them was open.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.conftest import Served

WIDTH, SCREEN = 320, 568
"""A small phone, in pixels: how wide, and how high a screen is."""
AROUND = 1.6
"""Screens of a page that are its header and footer: what is left of a budget is for the page's own content."""
BUDGETS = (
    (re.compile(r"[^/]+/tablero/index\.html"), 10),
    (re.compile(r"[^/]+/tablero/actividades/index\.html"), 14),
    (re.compile(r"[^/]+/tablero/calendario/index\.html"), 14),
    (re.compile(r"[^/]+/compromisos/[^/]+/index\.html"), 12),
)
"""The most screens that a page of each kind may take."""
EMPTY, FEW = 8, 5
"""The most screens that a commitment may take of which nothing was reported, with at most so many milestones."""
ANCHORS = Path(__file__).with_name("anclas.txt")
SHOWN = """id => {
    const place = document.getElementById(id);
    return Boolean(place) && place.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})
}"""


def budget(path: str, *, is_empty: bool) -> int | None:
    """The most screens for a page; None for a page of another kind."""
    found = next((most for kind, most in BUDGETS if kind.fullmatch(path)), None)
    return min(found, EMPTY) if found and is_empty and "/compromisos/" in path else found


def test_pages_are_short_on_a_phone(served: Served, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": SCREEN})
    long = []
    for path in served.pages:
        if budget(path, is_empty=False) is None:
            continue
        page.goto(served.address + path)
        is_empty = page.locator(".gauges").count() == 0 and page.locator(".act").count() <= FEW
        whole, own = page.evaluate(
            "[document.documentElement.scrollHeight, document.querySelector('main').offsetHeight]"
        )
        most = budget(path, is_empty=is_empty)
        assert most
        print(f"{path}: {whole / SCREEN:.1f} pantallas; sin cabecera ni pie, {own / SCREEN:.1f} de {most - AROUND:.1f}")  # noqa: T201
        if own / SCREEN > most - AROUND:
            long.append((path, round(own / SCREEN, 1)))
    page.close()
    assert not long


def kept(site: str) -> dict[str, list[str]]:
    """The ids of before by page of a site."""
    lines = (line.split() for line in ANCHORS.read_text(encoding="utf-8").splitlines())
    return {path: ids for name, path, *ids in lines if name == site}


def test_every_place_of_before_is_on_its_page_and_opens_without_scripts(served: Served, browser: Browser) -> None:
    site = {"chihuahua": "raiz"}.get(Path(served.folder).name, Path(served.folder).name)
    page = browser.new_context(java_script_enabled=False).new_page()
    lost = []
    for path, ids in kept(site).items():
        for each in ids:
            page.goto(f"{served.address}{path}#{each}")
            if not page.evaluate(SHOWN, each):
                lost.append(f"{path}#{each}")
    page.close()
    assert not lost


@pytest.mark.parametrize("name", ["raiz", "costa-rica", "seis-pasos"])
def test_the_list_of_places_is_whole(name: str) -> None:
    assert len(kept(name)) >= 8
