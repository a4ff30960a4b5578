"""Many pages one after another, in a browser that begins anew now and then and may fail once by itself on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from playwright.sync_api import Browser, Error, Page

MOST = 20
"""How many pages are opened before everything of the browser's that grows is thrown away."""
PATIENCE = 120_000
"""Milliseconds that a test waits for the browser: a busy machine is slow, and that is no fault of a page."""
CRASHED = ("Target crashed", "Page crashed")
"""What Playwright says where the browser's own process of a page ended, not where a page has a fault."""
Look = Callable[[Page, str], Iterable[str]]


def visit(begin: Callable[[], Page], paths: Sequence[str], look: Look) -> list[str]:
    """What `look` finds on each path with a page of `begin`; what it finds counts, whole, from the visit that ended."""
    faults: list[str] = []
    page = begin()
    for place, path in enumerate(paths):
        if place and place % MOST == 0:
            page = _anew(page, begin)
        try:
            found = list(look(page, path))
        except Error as error:
            if not any(each in error.message for each in CRASHED):
                raise
            page = _anew(page, begin)
            found = list(look(page, path))
        faults += [f"{path}: {each}" for each in found]
    page.context.close()
    return faults


def _anew(page: Page, begin: Callable[[], Page]) -> Page:
    page.context.close()
    return begin()


def opened(browser: Browser) -> Callable[[], Page]:
    """What opens a page, in a context of its own, into which a test may put a script whatever the site's policy."""

    def page() -> Page:
        new = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900}).new_page()
        new.set_default_timeout(PATIENCE)
        return new

    return page
