"""Each check of a page fails where it should: on a page with that one fault, and only there."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Error, Page

from browser import checks
from browser.visits import MOST, opened, visit

SOUND = """<!doctype html><html lang="es"><head><title>Agua</title><meta name="viewport" content="width=device-width">
<style>
  :root { color-scheme: light dark; font: 16px/1.5 sans-serif; }
  body { color: #000; background: #fff; overflow-wrap: break-word; }
  @media (prefers-color-scheme: dark) { body { color: #fff; background: #000; } a { color: #9cf; } }
  .skip { position: absolute; top: -9rem; } .skip:focus { top: 0; } :focus-visible { outline: 3px solid; }
</style></head>
<body><a class="skip" href="#contenido">Ir al contenido</a><header><p>El sitio</p></header>
<main id="contenido" tabindex="-1"><h1>Agua</h1><p id="p">Uno dos <a id="a" href="#p">tres cuatro</a></p></main>
</body></html>"""
Check = Callable[[Page], Iterator[str]]


def of(page: Page, style: str = "", old: str = "", new: str = "") -> Page:
    """The sound page with one more style or one other piece of text."""
    assert SOUND.count(old) == 1 or not old
    page.set_content(SOUND.replace(old, new).replace("</style>", f"{style}</style>"))
    return page


@pytest.mark.parametrize(
    "check",
    [
        checks.axe,
        checks.lost,
        checks.spaced,
        checks.zoomed,
        checks.paper,
        checks.focus,
        checks.names,
        checks.skip_link,
        checks.unaligned,
    ],
)
def test_a_sound_page_has_no_faults(page: Page, check: Check) -> None:
    assert list(check(of(page))) == []


@pytest.mark.parametrize("seen", checks.VIEWS, ids=lambda each: f"{each.width}-{each.scheme}")
def test_each_width_and_scheme_is_looked_at(page: Page, seen: checks.View) -> None:
    only = f"@media (width: {seen.width}px) and (prefers-color-scheme: {seen.scheme})"
    found = list(checks.axe(of(page, f"{only} {{ #p {{ color: #777; background: #888; }} }}")))
    assert [each.partition(": ")[0] for each in found] == [f"axe at {seen.width} {seen.scheme}"]


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_what_is_too_small_to_touch_is_found_at_each_width(page: Page, width: int) -> None:
    """Two targets, one over the other, of 10 px each."""
    small = f"@media (width: {width}px) {{ #p a {{ display: block; height: 9px; line-height: 9px; font-size: 8px; }} }}"
    found = list(checks.axe(of(page, small, "</a></p>", '</a><a href="#a">cinco</a></p>')))
    assert [each.partition(": ")[0] for each in found if "target-size" in each] == [f"axe at {width} light"]


def test_what_paper_cannot_press_and_a_pale_button_are_found(page: Page) -> None:
    more = '</a><button>seis</button><a class="button" href="#a">siete</a></p>'
    found = list(checks.paper(of(page, ".button { color: #fff; }", "</a></p>", more)))
    assert [each.partition(":")[0] for each in found] == ["on paper, of no use", "on paper, pale"]


@pytest.mark.parametrize(
    ("check", "style", "word"),
    [
        (checks.sideways, "#p { width: 3000px; }", "px too wide"),
        (checks.lost, "#p { height: 10px; overflow: hidden; }", "cut: p"),
        (checks.lost, "#p { margin-left: -60px; }", "off the page: p"),
        (checks.lost, "body { margin: 0; } #p { position: absolute; left: 0; }", "at the edge: p"),
        (checks.lost, "#a { margin-left: -40px; }", "over each other: p"),
        (checks.spaced, "#p { width: 10em; height: 24px; overflow: hidden; }", "with text spacing at 320 px: cut: p"),
        (checks.spaced, "@media (width: 1280px) { #p { width: 10em; height: 24px; overflow: hidden; } }", "at 1280 px"),
        (checks.zoomed, "@media (width: 640px) { #p { width: 700px; } }", "at 200 %: "),
        (checks.paper, "@media print { #p { width: 800px; } }", "on paper: "),
        (
            checks.paper,
            "@media print { main { width: 90px; overflow: auto; } #p { width: 800px; text-align: right; } }",
            "on paper: ",
        ),
        (checks.focus, "#a:focus-visible { outline: 0; }", "focus unseen: <a"),
        (checks.skip_link, ".skip:focus { top: -9rem; }", "unseen"),
    ],
)
def test_a_style_that_loses_something_is_found(page: Page, check: Check, style: str, word: str) -> None:
    assert any(word in each for each in check(of(page, style)))


@pytest.mark.parametrize(
    ("check", "old", "new", "word"),
    [
        (checks.axe, "<html lang", "<html data-lang", "html-has-lang"),
        (checks.focus, '<a id="a"', '<a id="a" tabindex="3"', "out of order: <a"),
        (
            checks.unaligned,
            "<header>",
            '<header class="wrap" style="margin-left: 40px">',
            "wrap begins at 48 px, not 8",
        ),
        (checks.names, ">tres cuatro<", "><", "link without a name"),
        (checks.skip_link, '<a class="skip"', '<a href="/">Inicio</a><a class="skip"', "is /, "),
        (checks.skip_link, ' tabindex="-1"', "", "does not move the focus"),
    ],
)
def test_a_text_that_leaves_someone_out_is_found(page: Page, check: Check, old: str, new: str, word: str) -> None:
    assert any(word in each for each in check(of(page, old=old, new=new)))


def crashing(page: Page) -> None:
    """End the process of the page, as too little memory does."""
    with contextlib.suppress(Error):
        page.goto("chrome://crash")


def test_a_page_whose_browser_ends_by_itself_is_opened_once_more(browser: Browser) -> None:
    seen: list[str] = []

    def look(page: Page, path: str) -> list[str]:
        seen.append(path)
        page.set_content(SOUND)
        if seen.count("b") == 1 and path == "b":
            crashing(page)
        return [page.locator("h1").inner_text()]

    assert visit(opened(browser), ("a", "b", "c"), look) == ["a: Agua", "b: Agua", "c: Agua"]
    assert seen == ["a", "b", "b", "c"]


def test_a_page_that_ends_its_browser_each_time_and_any_other_error_are_not_hidden(browser: Browser) -> None:
    def ends(page: Page, _path: str) -> list[str]:
        crashing(page)
        return [page.locator("h1").inner_text()]

    def fails(page: Page, _path: str) -> list[str]:
        page.evaluate("falta()")
        return []

    with pytest.raises(Error, match="crashed"):
        visit(opened(browser), ("a",), ends)
    with pytest.raises(Error, match="falta is not defined"):
        visit(opened(browser), ("a",), fails)


def test_a_browser_begins_anew_now_and_then(browser: Browser) -> None:
    contexts: list[object] = []
    paths = [str(number) for number in range(MOST + 1)]

    def look(page: Page, _path: str) -> list[str]:
        contexts.append(page.context)
        return []

    visit(opened(browser), paths, look)
    assert len(set(map(id, contexts))) == 2
