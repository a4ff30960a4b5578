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
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from navegador import ARGUMENTS

ROOT = Path(__file__).resolve().parents[2]
SITES = {
    "chihuahua": ROOT,
    "costa-rica": ROOT / "tests/sites/costa-rica",
    "seis-pasos": ROOT / "tests/sites/seis-pasos",
}

TRANSLATED = re.compile(r"[a-z]{2}/")
"""How the address of a page in a second language begins."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("MICROSITIO_CHROMIUM", "")
    if not program:
        reason = "no hay Chromium, Chrome ni Edge (MICROSITIO_CHROMIUM)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page into which a test may put a script of its own, whatever the site's policy."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def quiet(browser: Browser) -> Iterator[Page]:
    """Such a page, of which the browser must have nothing to complain in the whole test."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert not complaints
    context.close()


@dataclass(frozen=True)
class Served:
    """A built site: its folder, its address on this machine and the paths of its pages."""

    folder: Path
    address: str
    pages: tuple[str, ...]

    @property
    def kinds(self) -> Mapping[str, str]:
        """The longest page of each kind: /plan/section/one/ stands for all of that section, whatever the plan."""
        longest = sorted(self.pages, key=lambda path: (self.folder / path).stat().st_size)
        return {self._kind(path): path for path in longest if not TRANSLATED.match(path)}

    def _kind(self, path: str) -> str:
        parts = path.split("/")[:-1]
        if parts and (self.folder / parts[0] / "datos").is_dir():
            parts[0] = "*"
        return "/".join(parts if len(parts) < 3 else (*parts[:2], "*"))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session", params=list(SITES))
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp(request.param) / "sitio"
    command = [sys.executable, "build.py", "--site", str(SITES[request.param]), "--output", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        pages = tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html")))
        yield Served(folder, f"http://127.0.0.1:{server.server_address[1]}/", pages)
        server.shutdown()
