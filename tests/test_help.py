"""The help of previews: the manual as pages, with every link and picture; what is published has none of it."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser

from micrositio.cli.main import main
from micrositio.render.help_pages import DOCUMENTS, PICTURES, help_pages
from micrositio.routes.help_paths import HELP, STYLE, document
from micrositio.routes.paths import SitePath
from support import ROOT, make_site

MANUAL = (ROOT / "docs/manual.md").read_text("utf-8")


@pytest.fixture(scope="module")
def pages() -> dict[SitePath, bytes]:
    return help_pages(str)


def tree(content: bytes) -> LexborHTMLParser:
    return LexborHTMLParser(content.decode())


def addresses(content: bytes) -> Iterator[str]:
    for each in tree(content).css("[href], [src]"):
        address = each.attributes.get("href") or each.attributes.get("src") or ""
        if "://" not in address and not address.startswith("mailto:"):
            yield unquote(address)


def test_every_link_and_picture_is_there(pages: dict[SitePath, bytes]) -> None:
    broken = []
    for path, content in pages.items():
        for address in addresses(content) if path.endswith(".html") else ():
            target, _, anchor = address.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            there = f"{there}/index.html" if target.endswith("/") else there
            found = pages.get(SitePath(there))
            if found is None or (anchor and not tree(found).css(f'[id="{anchor}"]')):
                broken.append(f"{path}: {address}")
    assert broken == []


def test_the_manual_has_a_page_for_each_section_and_an_index_of_all(pages: dict[SitePath, bytes]) -> None:
    sections = re.findall(
        r"^## (.+)$", re.sub(r"^```.*?^```$", "", MANUAL, flags=re.DOTALL | re.MULTILINE), re.MULTILINE
    )
    index = tree(pages[HELP])
    listed = [each.text() for each in index.css("li a")]
    assert listed[: len(sections)] == sections
    titles = {
        each.text() for path, content in pages.items() if path.endswith(".html") for each in tree(content).css("h1")
    }
    assert titles >= set(sections)
    assert len(listed) == len(sections) + len(DOCUMENTS) - 1


def test_each_section_leads_to_the_next(pages: dict[SitePath, bytes]) -> None:
    month = tree(pages[document("ver-qué-toca-este-mes-la-agenda")])
    assert [each.text() for each in month.css("nav a")] == ["Manual", "El mes en seis pasos"]


def test_what_is_shown_as_code_is_not_a_section(pages: dict[SitePath, bytes]) -> None:
    shown = tree(pages[document("problemas")])
    assert len(shown.css("h1")) == 1
    assert len(shown.css("pre")) > 300


def test_every_picture_is_used_and_no_page_may_be_indexed(pages: dict[SitePath, bytes]) -> None:
    used = {posixpath.basename(each) for content in pages.values() for each in re.findall(rb'src="([^"]+)"', content)}
    assert used == {path.name.encode() for path in (ROOT / "docs" / PICTURES).iterdir()}
    assert all(b'content="noindex"' in content for path, content in pages.items() if path.endswith(".html"))
    assert all(b"<style" not in content for content in pages.values()), "the headers of a site forbid it"


def test_the_package_takes_the_same_documents() -> None:
    taken = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    docs = {each for each in taken["force-include"] if each.startswith("docs/")}
    assert docs == {*(f"docs/{name}.md" for name in DOCUMENTS), f"docs/{PICTURES}"}


def test_a_preview_has_it_and_what_is_published_has_not(tmp_path: Path) -> None:
    root, output = make_site(tmp_path / "sitio"), tmp_path / "output"
    order = ["build", "--site", str(root), "--output", str(output)]
    assert main([*order, "--aunque-falle"], ROOT) == 0
    assert (output / STYLE).is_file()
    assert "_ayuda" not in (output / "direcciones.txt").read_text("utf-8")
    assert main(order, ROOT) == 0
    assert not (output / HELP).exists()
