"""A real browser over the built sites. Without one these tests are skipped, saying why; in CI that is a failure."""

from __future__ import annotations

import functools
import http.server
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from browser.visits import PATIENCE, opened
from navegador import ARGUMENTS
from support import Once

ROOT = Path(__file__).resolve().parents[2]
SITES = {
    "chihuahua": ROOT,
    "costa-rica": ROOT / "tests/sites/costa-rica",
    "seis-pasos": ROOT / "tests/sites/seis-pasos",
}

SERVED = {**SITES, "solo-compromisos": ROOT / "tests/sites/solo-compromisos"}
"""The sites that a test may ask for by name; without one it is tried on each of `SITES`."""
TRANSLATED = re.compile(r"[a-z]{2}/")
"""How the address of a page in a second language begins."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("MICROSITIO_CHROMIUM", "")
    if not program:
        reason = "no hay Chromium, Chrome ni Edge (MICROSITIO_CHROMIUM)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page into which a test may put a script of its own, whatever the site's policy."""
    page = opened(browser)()
    yield page
    page.context.close()


@pytest.fixture
def quiet(browser: Browser) -> Iterator[Page]:
    """Such a page, of which the browser must have nothing to complain in the whole test."""
    page = opened(browser)()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert not complaints
    page.context.close()


@dataclass(frozen=True)
class Served:
    """A built site: its folder, its address on this machine and the paths of its pages."""

    folder: Path
    address: str
    pages: tuple[str, ...]

    @cached_property
    def longest(self) -> Mapping[str, str]:
        """The longest page of each kind in each language; `kinds` are those in the site's first."""
        by_size = sorted(self.pages, key=lambda path: (self.folder / path).stat().st_size)
        return {self._kind(path): path for path in by_size}

    @property
    def kinds(self) -> Mapping[str, str]:
        return {kind: path for kind, path in self.longest.items() if not TRANSLATED.match(path)}

    def _kind(self, path: str) -> str:
        """The kind of a page: /plan/section/one/ stands for all of that section, whatever the plan."""
        found = TRANSLATED.match(path)
        language = found[0] if found else ""
        parts = path.removeprefix(language).split("/")[:-1]
        if parts and (self.folder / parts[0] / "datos").is_dir():
            parts[0] = "*"
        return language + "/".join(parts if len(parts) < 3 else (*parts[:2], "*"))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session", params=list(SITES))
def served(request: pytest.FixtureRequest, once: Once) -> Iterator[Served]:
    def built(folder: Path) -> None:
        command = [sys.executable, "build.py", "--site", str(SERVED[request.param]), "--output", str(folder)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    folder = once(request.param, built)
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        pages = tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html")))
        yield Served(folder, f"http://127.0.0.1:{server.server_address[1]}/", pages)
        server.shutdown()
