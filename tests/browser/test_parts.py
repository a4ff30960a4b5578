"""A list in parts is filtered and sorted as a whole, in any of them, and read without scripts part by part."""

from __future__ import annotations

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser import checks
from sitio_grande import MILESTONES, make_site
from support import Once

ROOT = Path(__file__).resolve().parents[2]
COMMITMENTS = 40
TOTAL = COMMITMENTS * MILESTONES
LIST, CUT, EVIDENCE = "plan/tablero/actividades/", "plan/tablero/2025-12/", "plan/evidencias/"
SEEN = "[data-filtro]:visible"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def large(once: Once) -> Iterator[str]:
    """The address of a site with a plan whose lists have parts."""

    def built(folder: Path) -> None:
        sources = folder.parent / "fuentes-del-grande"
        make_site(sources, COMMITMENTS)
        command = [sys.executable, "build.py", "--site", str(sources), "--output", str(folder)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    handler = functools.partial(_Quiet, directory=str(once("grande", built)))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.mark.parametrize("part", ["", "parte-2/", "parte-4/"])
def test_a_filtered_address_shows_the_rows_of_every_part_in_their_order(large: str, quiet: Page, part: str) -> None:
    quiet.goto(f"{large}{LIST}{part}?institucion=i3")
    own = [n for n in range(COMMITMENTS) if n % 12 == 3]
    expect(quiet.locator(".seen")).to_have_text(f"{len(own) * MILESTONES} de {TOTAL} actividades")
    shown = [each.inner_text().split("\n")[0].strip() for each in quiet.locator(f"{SEEN} th a").all()]
    assert shown == [f"Actividad {n}-{m}" for n in own for m in range(MILESTONES)]
    links = {each.get_attribute("href") or "" for each in quiet.locator(f"{SEEN} th a").all()}
    assert all("/compromisos/" in each for each in links)
    assert not list(checks.sideways(quiet))


def test_a_part_without_filters_shows_its_own_rows(large: str, quiet: Page) -> None:
    quiet.goto(f"{large}{LIST}parte-2/")
    assert quiet.locator(SEEN).count() == 100
    quiet.goto(f"{large}{LIST}parte-2/?institucion=i3")
    expect(quiet.locator(SEEN)).to_have_count(32)
    quiet.get_by_role("button", name="Quitar filtros").click()
    expect(quiet.locator(SEEN)).to_have_count(100)
    assert quiet.locator(f"{SEEN} th a").first.inner_text() == "Actividad 12-4"


def test_sorting_a_part_sorts_the_list(large: str, quiet: Page) -> None:
    quiet.goto(f"{large}{LIST}parte-3/")
    quiet.get_by_role("button", name="Actividad", exact=True).click()
    expect(quiet.locator(SEEN)).to_have_count(TOTAL)
    assert quiet.locator(f"{SEEN} th a").first.inner_text() == "Actividad 0-0"
    quiet.set_viewport_size({"width": 360, "height": 640})
    quiet.get_by_label("Ordenar por").select_option("")
    expect(quiet.locator(SEEN)).to_have_count(100)


def test_the_groups_of_other_parts_of_a_cut_are_shown_with_what_fits(large: str, quiet: Page) -> None:
    quiet.goto(f"{large}{CUT}parte-2/?compromiso=c39#todas")
    expect(quiet.locator("[data-grupo]:visible")).to_have_count(1)
    expect(quiet.locator(SEEN)).to_have_count(MILESTONES)
    assert "Compromiso 39" in quiet.locator("[data-grupo]:visible h3").inner_text()


def test_where_the_other_parts_cannot_be_read_the_page_says_so(large: str, page: Page) -> None:
    page.route("**/parte-*/**", lambda route: route.abort())
    page.goto(f"{large}{LIST}?institucion=i3")
    expect(page.locator(".seen")).to_contain_text("Solo en esta parte")
    expect(page.locator(SEEN)).to_have_count(8)
    page.get_by_label("Palabras").fill("Actividad 3-1")
    expect(page.locator(SEEN)).to_have_count(1)
    expect(page.locator(".seen")).to_contain_text("Solo en esta parte")
    page.unroute("**/parte-*/**")
    page.get_by_role("button", name="Quitar filtros").click()
    expect(page.locator(SEEN)).to_have_count(100)
    page.get_by_label("Palabras").fill("Actividad 30-")
    expect(page.locator(".seen")).to_have_text(f"{MILESTONES} de {TOTAL} actividades")


def test_while_the_other_parts_are_read_no_count_is_told(large: str, page: Page) -> None:
    waiting: list[Route] = []
    page.route("**/parte-*/**", lambda route: waiting.append(route))  # it must be a function
    page.goto(f"{large}{LIST}?institucion=i3")
    expect(page.locator(".seen")).to_contain_text("Buscando en todas")
    told = page.locator(".seen").inner_text()
    page.get_by_label("Palabras").fill("Actividad 3")
    page.wait_for_timeout(400)  # longer than it waits for the next key
    assert page.locator(".seen").inner_text() == told
    for route in waiting:
        route.continue_()
    expect(page.locator(".seen")).to_contain_text(f"de {TOTAL}")


def test_without_scripts_each_part_is_whole_and_leads_to_the_others(large: str, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{large}{LIST}")
    found = page.locator("#actividades > tbody > tr").count()
    for number in range(2, 5):
        page.get_by_role("link", name=f"Parte {number}", exact=True).click()
        found += page.locator("#actividades > tbody > tr").count()
    page.context.close()
    assert found == TOTAL
