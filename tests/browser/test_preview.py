"""The preview, as staff use it: a save shows, a mistake is explained in the browser, and goes away once mended."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from browser.conftest import ROOT
from micrositio.pipeline.options import Options
from micrositio.pipeline.preview import Preview
from micrositio.routes.paths import SitePath

WAIT = 60_000


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "sitio"
    for name in ("content", "data"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "build.py", "serve", "--site", str(site), "--port", str(port)]
    server = subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env={**os.environ}
    )
    assert server.stderr is not None
    for line in server.stderr:
        if match := re.search(r"http://127\.0\.0\.1:\d+/", line):
            for _ in range(200):  # it says the address just before it listens there
                with socket.socket() as tried:
                    if not tried.connect_ex(("127.0.0.1", port)):
                        break
                time.sleep(0.05)
            yield match[0]
            break
    else:
        pytest.fail("the preview did not start")
    server.terminate()
    server.wait(timeout=60)
    server.stderr.close()


def test_a_save_a_mistake_and_its_mend_show_in_the_browser(site: Path, address: str, browser: Browser) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: said.append(str(frame))))
    page.goto(address + "plan-2023-2024/compromisos/prevencion/index.html")
    for _ in range(200):  # until the page has told the server that it listens
        if any('"info"' in each for each in said):
            break
        page.wait_for_timeout(50)
    page.wait_for_timeout(200)
    table = site / "data/plan-2023-2024/compromisos.csv"
    before = table.read_text(encoding="utf-8")

    table.write_text(before.replace("Difusión para", "Nueva difusión para", 1), encoding="utf-8")
    expect(page.locator("h1")).to_contain_text("Nueva difusión", timeout=WAIT)

    table.write_text(before, encoding="utf-8")
    expect(page.locator("h1")).not_to_contain_text("Nueva difusión", timeout=WAIT)

    table.write_text(before.replace("prevencion,1,", "prevencion,uno,"), encoding="utf-8")
    expect(page.locator("h1")).to_have_text("Hay algo que corregir", timeout=WAIT)
    expect(page.locator("h2")).to_have_text("data/plan-2023-2024/compromisos.csv")
    expect(page.locator("h3")).to_have_text("Fila 2, columna «numero»")
    expect(page.locator("mark:visible")).to_have_text("uno")
    assert page.evaluate("document.documentElement.scrollHeight") < 2 * page.evaluate("innerHeight")

    table.write_text(before, encoding="utf-8")
    expect(page.locator("h1")).to_contain_text("Difusión", timeout=WAIT)
    page.close()


def test_the_preview_refuses_other_hosts_and_answers_404_with_our_page(address: str) -> None:
    request = urllib.request.Request(address, headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 403
    with pytest.raises(urllib.error.HTTPError) as missing:
        urllib.request.urlopen(address + "no/existe/")
    assert missing.value.code == 404
    assert "</html>" in missing.value.read().decode("utf-8")


def test_a_save_made_while_a_page_loads_still_shows(site: Path, address: str, browser: Browser) -> None:
    page = browser.new_page()

    def late(route: Route) -> None:
        page.wait_for_timeout(700)
        route.continue_()

    page.route("**/livereload.js*", late)
    page.goto(address + "acerca/index.html", wait_until="commit")
    text = site / "content/acerca.md"
    text.write_text(text.read_text(encoding="utf-8").replace("## Qué es\n", "## Qué es esto\n"), encoding="utf-8")
    expect(page.locator("main")).to_contain_text("Qué es esto", timeout=WAIT)
    page.unroute_all(behavior="wait")
    page.close()


def test_the_page_that_is_looked_at_shows_a_save_before_the_others_are_made(site: Path, tmp_path: Path) -> None:
    looked_at, later = SitePath("demostracion/compromisos/agua/index.html"), list[Callable[[], bool]]()
    shutil.copytree(ROOT / "themes", site / "themes")
    preview = Preview(Options(site, (site / "themes",)), tmp_path / "vista", lambda problems: None, str)
    preview.rebuild()
    preview.look(looked_at)
    before = {path: (tmp_path / "vista" / path).read_bytes() for path in preview.pages}
    template = site / "themes" / "base" / "templates" / "layout.html"
    template.write_text(template.read_text("utf-8") + "<!-- otra -->\n", "utf-8")

    preview.first(later.append)
    now = {path: (tmp_path / "vista" / path).read_bytes() for path in before}
    assert [path for path in before if now[path] != before[path]] == [looked_at]

    assert [each() for each in later] == [True]
    other = SitePath("demostracion/compromisos/residuos/index.html")
    assert [b"<!-- otra -->" in (tmp_path / "vista" / path).read_bytes() for path in (other, "index.html")] == [
        True
    ] * 2
    assert (tmp_path / "vista" / looked_at).read_bytes() == now[looked_at]


def test_what_was_read_before_the_last_save_is_not_built_any_more(site: Path, tmp_path: Path) -> None:
    looked_at, later = SitePath("acerca/index.html"), list[Callable[[], bool]]()
    preview = Preview(Options(site, (ROOT / "themes",)), tmp_path / "vista", lambda problems: None, str)
    preview.rebuild()
    preview.look(looked_at)
    text = site / "content" / "acerca.md"
    for word in ("Primero", "Segundo"):
        text.write_text(text.read_text("utf-8") + f"\n{word}.\n", "utf-8")
        preview.first(later.append)
        text.write_text(text.read_text("utf-8").removesuffix(f"\n{word}.\n"), "utf-8")
    for each in later:  # the browser may load the page after any of them
        assert each()
        shown = (tmp_path / "vista" / looked_at).read_text("utf-8")
        assert ("Primero." in shown, "Segundo." in shown) == (False, True)
