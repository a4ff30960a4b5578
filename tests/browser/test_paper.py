"""What is taken away: sheets of paper, the report as a PDF, and the card that other sites put in a frame."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, PdfObject

import servidor
from browser.conftest import ROOT, SITES, Served
from micrositio.cli.main import main
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath

COMMITMENT = re.compile(r"[^/]+/compromisos/(?!index)[^/]+/index\.html")
MOST_SHEETS = 2


def script(site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    order = [sys.executable, str(ROOT / "build.py"), "informe", "--site", str(site)]
    known = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "ignore", **environment}
    return subprocess.run(order, env=known, capture_output=True, text=True, check=False)


def copied(root: Path, target: Path) -> Path:
    """A site to write in."""
    for name in ("content", "data"):
        shutil.copytree(root / name, target / name)
    return target


def links(pdf: PdfReader) -> set[str]:
    """The addresses that the PDF leads to, outside itself."""
    notes = [note.get_object() for page in pdf.pages for note in page.get("/Annots", ())]
    actions = [dictionary(note["/A"]) for note in notes if isinstance(note, DictionaryObject) and "/A" in note]
    return {str(action["/URI"]) for action in actions if "/URI" in action}


def dictionary(found: PdfObject | None) -> DictionaryObject:
    """What must be a dictionary of a PDF, as one."""
    value = found.get_object() if found is not None else None
    assert isinstance(value, DictionaryObject)
    return value


def test_a_commitment_is_printed_on_one_or_two_sheets(served: Served, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    told = {}
    for path in filter(COMMITMENT.fullmatch, served.pages):
        page.goto(served.address + path)
        if not page.locator(".sheet-foot").count():
            continue  # a page that says where a commitment went
        for size in ("A4", "Letter"):
            page.pdf(path=tmp_path / "hoja.pdf", format=size)
            pdf = PdfReader(tmp_path / "hoja.pdf")
            told[path, size] = len(pdf.pages)
            text = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in pdf.pages))
            assert page.locator("h1").inner_text() in text, path
            assert "datos al" in text or page.get_by_text("datos al").count() == 0, path
            assert "¿Quién responde?" in text, path
            assert "Suscríbase" not in text, path
    page.close()
    assert told
    assert {each: count for each, count in told.items() if count > MOST_SHEETS} == {}


def test_the_report_is_a_tagged_pdf_in_its_language_that_leads_to_the_site(browser: Browser, tmp_path: Path) -> None:
    assert browser.is_connected()
    site = copied(SITES["seis-pasos"], tmp_path)
    settings = site / "content" / "sitio.yaml"
    text = re.sub(r"(?m)^direccion:.*$", 'direccion: "https://abierto.example.org/gob"', settings.read_text("utf-8"))
    settings.write_text(text, encoding="utf-8")
    finished = script(site)
    assert finished.returncode == 0, finished.stderr
    [path] = (site / "data" / "pal-2025").glob("informe-*.pdf")
    assert path.name in finished.stdout
    pdf = PdfReader(path)
    root = dictionary(pdf.trailer["/Root"])
    assert dictionary(root["/MarkInfo"])["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("es")
    assert str(pdf.metadata and pdf.metadata.title).startswith("Informe entero · ")
    assert len(pdf.pages) > 1
    assert pdf.outline
    assert links(pdf)
    assert {each for each in links(pdf) if "micrositio.invalid" in each or each.startswith("file:")} == set()
    assert any(each.startswith("https://abierto.example.org/gob/pal-2025/compromisos/") for each in links(pdf))
    again = script(site)
    assert again.returncode == 0, again.stdout + again.stderr
    assert list((site / "data" / "pal-2025").glob("informe*.pdf")) == [path]


def test_a_report_of_a_site_without_an_address_leads_to_no_machine(browser: Browser, tmp_path: Path) -> None:
    assert browser.is_connected()
    site = copied(ROOT / "tests" / "sites" / "minimo", tmp_path)
    assert script(site).returncode == 0
    [path] = (site / "data" / "plan-minimo").glob("informe*.pdf")
    assert not {
        each for each in links(PdfReader(path)) if "invalid" in each or not each.startswith(("https:", "mailto:"))
    }


@pytest.mark.parametrize("program", ["", "/no/hay/navegador"])
def test_without_a_browser_the_command_says_so_and_touches_nothing(tmp_path: Path, program: str) -> None:
    site = copied(ROOT / "tests" / "sites" / "minimo", tmp_path)
    finished = script(site, MICROSITIO_CHROMIUM=program)
    assert finished.returncode == 2
    assert "no hay Chromium" in finished.stderr
    assert not list(site.rglob("informe*.pdf"))


def test_a_program_that_does_not_open_gives_way_to_the_next(browser: Browser, tmp_path: Path) -> None:
    assert browser.is_connected()
    site = copied(ROOT / "tests" / "sites" / "minimo", tmp_path / "sitio")
    places = tmp_path / "bin"
    places.mkdir()
    (places / "chromium").write_text("#!/bin/sh\necho instale otro >&2\nexit 1\n", "utf-8")
    (places / "chromium").chmod(0o755)
    (places / "google-chrome").symlink_to(os.environ["MICROSITIO_CHROMIUM"])
    known = {key: value for key, value in os.environ.items() if key != "MICROSITIO_CHROMIUM"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "informe", "--site", str(site)],
        env={**known, "PATH": str(places)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list(site.rglob("informe*.pdf"))


def test_without_its_library_the_command_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    assert main(["informe", "--site", str(ROOT / "tests/sites/minimo")], tmp_path) == 2
    assert "micrositio[informe]" in capsys.readouterr().err


def test_of_a_site_with_errors_no_report_is_made(browser: Browser, tmp_path: Path) -> None:
    assert browser.is_connected()
    site = copied(ROOT / "tests" / "sites" / "minimo", tmp_path)
    with (site / "content" / "sitio.yaml").open("a", encoding="utf-8") as settings:
        settings.write("nada: 1\n")
    finished = script(site)
    assert finished.returncode == 1
    assert "Y106" in finished.stdout
    assert not list(site.rglob("informe*.pdf"))


@pytest.mark.parametrize("shown", ["card", "commitment"])
def test_another_site_may_frame_the_card_and_not_its_page(
    served: Served, browser: Browser, shown: str, tmp_path: Path
) -> None:
    path = next(each for each in served.pages if router.is_embed(SitePath(each)))
    framed = path if shown == "card" else path.replace("tarjeta/", "")
    page = browser.new_page()
    own, foreign = servidor.Netlify(served.folder), servidor.Netlify(tmp_path, {})
    with servidor.served(own) as address, servidor.served(foreign) as another:
        (tmp_path / "index.html").write_text(host(address + framed), encoding="utf-8")
        (tmp_path / "404.html").touch()
        page.goto(another, wait_until="networkidle")
        [frame] = page.frames[1:]
        is_there = frame.url == address + framed and frame.locator("h1").count() == 1
        assert is_there == (shown == "card")
        if is_there:
            assert frame.locator("main").evaluate("each => getComputedStyle(each).borderTopWidth") == "5px"
            assert frame.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.close()


def host(address: str) -> str:
    """A page of another site with a frame."""
    return (
        f'<!doctype html><title>Otro</title><iframe src="{address}" title="Tarjeta" width="300" height="320"></iframe>'
    )
