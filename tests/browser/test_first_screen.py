"""The first screen of a phone answers: a short header, the verdict of each commitment, two verdicts on the home page.

What was measured is printed: `pytest tests/browser/test_first_screen.py -s`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser import checks
from browser.conftest import ROOT, SITES
from support import Once

PHONE = (360, 640)
HEADER, PUBLISHER, NOTICE, VERDICT, HOME_VERDICTS = 56, 32, 32, 400, 2
EVERY_SITE = {**SITES, "minimo": ROOT / "tests/sites/minimo"}
HOME = re.compile(r"([a-z]{2}/)?index\.html")
COMMITMENT = re.compile(r".*/compromisos/[^/]+/index\.html")
MEASURED = """() => {
    const box = name => document.querySelector(name)?.getBoundingClientRect();
    const words = [...document.querySelectorAll("#compromisos .answer-word")];
    return {
        header: Math.ceil(box("body > header > .band").height),
        menu: Math.ceil(box(".menu > summary").bottom),
        publisher: Math.ceil(box(".publisher").height),
        notices: [...document.querySelectorAll("header .notice:not(.publisher)")].map(each => each.clientHeight),
        crumbs: Math.round((box(".crumbs")?.height ?? 0)),
        verdict: Math.round(box(".kept")?.top ?? -1),
        verdicts: words.map(each => Math.round(each.getBoundingClientRect().bottom)),
    };
}"""


@pytest.fixture(scope="module", params=list(EVERY_SITE))
def folder(request: pytest.FixtureRequest, once: Once) -> Path:
    def built(folder: Path) -> None:
        command = [sys.executable, "build.py", "--site", str(EVERY_SITE[request.param]), "--output", str(folder)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    return once(request.param, built)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    yield page
    page.context.close()


def paths(folder: Path, kind: re.Pattern[str]) -> list[str]:
    """The pages of a kind that answer, not those of addresses that changed."""
    found = sorted(folder.rglob("index.html"))
    answer = (path.relative_to(folder).as_posix() for path in found if "answer-word" in path.read_text("utf-8"))
    return [each for each in answer if kind.fullmatch(each)]


def faults(found: dict[str, object], path: str) -> Iterator[str]:
    """The measures of a page that are over their budget."""
    print(path, found)  # noqa: T201  # the measures are for people to read
    limits = {"header": HEADER, "menu": HEADER, "publisher": PUBLISHER, "verdict": VERDICT}
    yield from (f"{path}: {each} {found[each]} px, over {most}" for each, most in limits.items() if found[each] > most)  # type: ignore[operator]  # they are numbers
    yield from (f"{path}: notice of {each} px" for each in found["notices"] if each > NOTICE)  # type: ignore[attr-defined]  # a list


def test_the_verdict_of_each_commitment_begins_on_the_first_screen(folder: Path, phone: Page) -> None:
    over: list[str] = []
    pages = paths(folder, COMMITMENT)
    for path in pages:
        phone.goto((folder / path).as_uri())
        found = phone.evaluate(MEASURED)
        over += faults(found, path)
        assert found["verdict"] > 0, path
    assert len(pages) >= 2
    assert not over, "\n".join(over)


def test_the_home_page_shows_two_verdicts_on_its_first_screen(folder: Path, phone: Page) -> None:
    for path in paths(folder, HOME):
        phone.goto((folder / path).as_uri())
        found = phone.evaluate(MEASURED)
        assert not [*faults(found, path)]
        assert sum(bottom <= PHONE[1] for bottom in found["verdicts"]) >= HOME_VERDICTS, (path, found)


def test_the_menu_opens_and_closes_without_scripts_and_its_links_are_reached_in_order(
    folder: Path, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE[0], "height": PHONE[1]})
    page = context.new_page()
    page.goto((folder / paths(folder, COMMITMENT)[0]).as_uri())
    first = page.locator(".sections a").first
    assert not first.is_visible()
    page.locator(".menu > summary").press("Enter")
    assert first.is_visible()
    assert all(page.locator(".sheet a").nth(each).is_visible() for each in range(page.locator(".sheet a").count()))
    page.locator(".menu > summary").press("Enter")
    assert not first.is_visible()
    page.locator(".menu > summary").press("Tab")
    assert page.locator(".menu").evaluate("each => !each.contains(document.activeElement)"), "no focus is kept inside"
    context.close()


@pytest.mark.parametrize("width", [320, 640, 768])
def test_with_the_header_open_nothing_is_lost(folder: Path, page: Page, width: int) -> None:
    page.goto((folder / paths(folder, COMMITMENT)[0]).as_uri())
    checks.view(page, width)
    page.evaluate("document.querySelectorAll('header details').forEach(each => each.open = true)")
    assert [
        *checks.lost(page),
        *checks.spaced(page, [width]),
        *checks.axe(page, [checks.View(width, "light", checks.TAGS)]),
    ] == []


def test_on_a_wide_screen_the_four_groups_and_the_whole_statements_are_seen_without_opening(
    folder: Path, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((folder / paths(folder, COMMITMENT)[0]).as_uri())
    tops = page.locator(".group").evaluate_all("all => all.map(each => Math.round(each.getBoundingClientRect().top))")
    assert len(tops) == 4
    assert len(set(tops)) == 1, "a row of four groups"
    assert page.locator(".brand-standing").is_visible()
    assert not page.locator(".menu > summary, header .notice summary").evaluate_all(
        "all => all.some(each => each.checkVisibility())"
    )
    page.context.close()
