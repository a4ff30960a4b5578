"""The report of a plan as a PDF: a browser prints the page just made, from memory, without server or network."""

from __future__ import annotations

import mimetypes
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath

if TYPE_CHECKING:  # an optional part of the installation
    from playwright.sync_api import Browser, Route

ENVIRONMENT = "MICROSITIO_CHROMIUM"
"""The variable with the path of the browser; empty, there is none."""
BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "brave-browser",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)  # fmt: skip
"""Programs that are tried one after another: in some systems one of these names only asks to install another."""
CHANNELS = ("chrome", "msedge")
"""Browsers that Playwright finds where Windows and macOS install them."""
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
"""Arguments of the browser, without network requests of its own."""
HERE = "https://micrositio.invalid"
"""Base address for the browser when the site has no address yet; never left in the PDF."""
UNLINK = """here => document.querySelectorAll("a[href]").forEach(each => {
    if (!each.getAttribute("href").startsWith("#") && each.href.startsWith(here)) each.removeAttribute("href");
})"""
"""JavaScript that removes the links to other pages of a site without address: in a PDF they would lead nowhere."""
HEADER = '<p style="font: 7pt sans-serif; color: #333; margin: 0 14mm; width: 100%"><span class="title"></span></p>'


class NoBrowser(Exception):
    """There is no Chromium, Chrome or Edge."""


class PrintedReport(NamedTuple):
    """A report in PDF: the day of its data (ISO, "" if it has none) and its bytes."""

    day: str
    data: bytes


@contextmanager
def browser() -> Iterator[Browser]:
    """Yields the first browser that opens; raises `NoBrowser`, or `ModuleNotFoundError` without Playwright."""
    from playwright.sync_api import Error, sync_playwright

    named = os.environ.get(ENVIRONMENT)
    found = [named] if named is not None else map(shutil.which, BROWSERS)
    ways = [{"executable_path": each} for each in found if each]
    if named is None:
        ways.extend({"channel": each} for each in CHANNELS)
    with sync_playwright() as playwright:
        for way in ways:
            try:
                opened = playwright.chromium.launch(args=list(ARGUMENTS), **way)  # type: ignore[arg-type]
            except Error:
                continue
            try:
                yield opened
            finally:
                opened.close()
            return
    raise NoBrowser


def printed_report(
    opened: Browser, site: Mapping[SitePath, bytes | Path], path: SitePath, base_url: str
) -> PrintedReport:
    """Returns the page `path` of a site printed as a tagged PDF, whose links lead to the address of the site."""
    base = base_url or HERE
    page = opened.new_page()
    page.route("**/*", lambda route: _answer(route, site, base))
    page.goto(Addresses(base).canonical(path))
    if not base_url:
        page.evaluate(UNLINK, HERE)
    day = page.locator(".report").get_attribute("data-day") or ""
    data = page.pdf(
        format="Letter", tagged=True, outline=True, print_background=True,
        display_header_footer=True, header_template=HEADER, footer_template="<span></span>",
    )  # fmt: skip
    page.close()
    return PrintedReport(day, data)


def _answer(route: Route, site: Mapping[SitePath, bytes | Path], base: str) -> None:
    """Fulfils a browser request with the file of the site, or aborts the request if the site has no such file."""
    inner = unquote(urlsplit(route.request.url.removeprefix(base)).path).lstrip("/")
    path = SitePath(inner + router.INDEX if inner.endswith("/") else inner)
    content = site.get(path) if route.request.url.startswith(base) else None
    if content is None:
        route.abort()
    else:
        body = content if isinstance(content, bytes) else content.read_bytes()
        route.fulfill(body=body, content_type=mimetypes.guess_type(path)[0] or "application/octet-stream")
