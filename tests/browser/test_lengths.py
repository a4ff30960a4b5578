"""How long the pages of a plan are on a small phone, whether each anchor opens what holds it, and what paper shows.

`largos.txt` lists how many screens each page took before its parts were folded, as it was and with all of it open;
`anclas.txt`, the ids of the boards, cuts, commitments and reports of then.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser import checks
from browser.conftest import Served

WIDTH, SCREEN = 320, 568
"""Px of the small phone on which the lengths are counted, in screens."""
MOST = {
    r"": 12,
    r"proceso/": 12,
    r"datos/": 14,
    r"participacion/": 12,
    r"tablero/": 10,
    r"tablero/actividades/": 14,
    r"tablero/calendario/": 14,
    r"compromisos/[^/]+/": 12,
    r"lugares/": 12,
    r"evidencias/": 14,
    r"informe/": 15,
    r"informe/(?!completo/)[^/]+/(parte-\d+/)?": 15,
}
"""The most screens of each page of a plan, by what its path has after the plan's folder.

`informe/completo/` is not one: it is all of the report on one page, to be printed or made a PDF, and every part of it
is a page of its own.
"""
EMPTY, FEW = 8, 5
"""The most screens of a commitment of which nothing was reported and that has at most so many milestones."""
HEIGHT = "document.documentElement.scrollHeight"
OPEN = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
CLOSE = """() => {
    location.hash = "";
    document.querySelectorAll("details").forEach(each => { each.open = false; });
}"""
ANCHORS = """() => [...document.querySelectorAll("main [id]:not(svg *, svg)")].map(each => each.id)"""
IS_EMPTY = f"!document.querySelector('.gauges') && document.querySelectorAll('.act').length <= {FEW}"
UNSEEN = """() => [...document.querySelectorAll("section details > *")]
    .filter(each => !each.closest(".no-paper") && !each.getBoundingClientRect().height).map(each => each.id)"""
SEEN = """id => {
    const each = document.getElementById(id);
    return Boolean(each) && each.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
}"""


def site_of(served: Served) -> str:
    """The name of a site in the lists."""
    return {"chihuahua": "raiz"}.get(Path(served.folder).name, Path(served.folder).name)


def listed(name: str, site: str) -> dict[str, list[str]]:
    """The lines of a list that are of a site: what they say of each of its pages."""
    lines = (line.split() for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines())
    return {path: said for of, path, *said in lines if of == site}


def plans(served: Served) -> list[str]:
    """The folders of the plans of a site, in each language."""
    return sorted(
        path.removesuffix("proceso/index.html") for path in served.pages if path.endswith("/proceso/index.html")
    )


def bounded(served: Served) -> list[tuple[str, int]]:
    """The pages that have a most, each with it."""
    return [
        (path, most)
        for folder in plans(served)
        for path in served.pages
        for kind, most in MOST.items()
        if re.fullmatch(f"{re.escape(folder)}{kind}index.html", path)
    ]


@pytest.fixture
def phone(page: Page) -> Page:
    """A page on the small phone."""
    page.set_viewport_size({"width": WIDTH, "height": SCREEN})
    return page


def test_the_pages_of_a_plan_are_few_screens_on_a_small_phone(served: Served, phone: Page) -> None:
    faults, before = [], listed("largos.txt", site_of(served))
    for path, most in bounded(served):
        phone.goto(served.address + path)
        limit = min(most, EMPTY) if "/compromisos/" in path and phone.evaluate(IS_EMPTY) else most
        folded = phone.evaluate(HEIGHT) / SCREEN
        phone.evaluate(OPEN)
        whole = phone.evaluate(HEIGHT) / SCREEN
        was, was_whole = (float(each) for each in before.get(path, ("inf", "inf")))
        print(f"{path:60} {folded:4.1f} of {limit}, before {was}; all open {whole:5.1f}, before {was_whole}")  # noqa: T201
        faults += [f"{path}: {folded:.2f} screens of {limit}"] if folded > limit else []
        faults += [f"{path}: all open, {whole:.1f} screens, more than {was_whole}"] if whole > was_whole else []
        faults += [f"{path}: all open, {each}" for each in checks.sideways(phone)]
    assert not faults, "\n".join(faults)


def test_each_anchor_of_these_pages_opens_what_holds_it(served: Served, phone: Page) -> None:
    folded, faults = 0, []
    for path, _most in bounded(served):
        if path.startswith("en/"):
            continue
        phone.goto(served.address + path)
        for anchor in phone.evaluate(ANCHORS):
            phone.evaluate(CLOSE)
            folded += not phone.evaluate(SEEN, anchor)
            phone.evaluate("id => { location.hash = id; }", anchor)
            faults += [] if phone.evaluate(SEEN, anchor) else [f"{path}#{anchor}"]
    assert folded > 20
    assert not faults, "\n".join(faults)


def test_every_place_of_before_is_on_its_page_and_opens_without_scripts(served: Served, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    lost = []
    for path, ids in listed("anclas.txt", site_of(served)).items():
        for each in ids:
            page.goto(f"{served.address}{path}#{each}")
            lost += [] if page.evaluate(SEEN, each) else [f"{path}#{each}"]
    page.close()
    assert not lost


@pytest.mark.parametrize("name", ["raiz", "costa-rica", "seis-pasos"])
def test_the_lists_of_before_are_whole(name: str) -> None:
    assert len(listed("anclas.txt", name)) >= 9
    assert len(listed("largos.txt", name)) >= 12


def test_on_paper_nothing_of_the_plans_own_pages_is_folded(served: Served, page: Page) -> None:
    faults = []
    for path, _most in bounded(served):
        if re.search("/(tablero|compromisos|informe)/", path):  # each is made to fit on its sheets
            continue
        page.goto(served.address + path)
        page.emulate_media(media="print")
        unseen = page.evaluate(UNSEEN)
        faults += [f"{path}: {unseen}"] if unseen else []
        page.emulate_media(media="screen")
    assert not faults, "\n".join(faults)
