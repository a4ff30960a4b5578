"""The site in more than one language: every page once in each, each word in its own, a notice where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from micrositio import router
from micrositio.catalogue import languages
from micrositio.router import SitePath
from reading import MOVED, build, content, parse, site, words
from support import PLAN, make_site, replace, write

BASE = "https://abierto.example.org"
ENGLISH = replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]")
ABOUT = "content/en/acerca.md"


def both(name: str = "raiz") -> list[tuple[str, str]]:
    """Each page of a site in Spanish and in English."""
    spanish = [path for path in site(name) if router.is_page(path) and not path.startswith("en/") and path not in MOVED]
    return [(path, f"en/{path}") for path in spanish]


def test_every_page_exists_in_english() -> None:
    assert len(both()) > 200
    assert [path for path, other in both() if other not in site("raiz")] == []
    assert {path for path in site("raiz") if path.startswith("en/")} == {other for _, other in both()}


def test_each_says_its_language_and_leads_to_the_other() -> None:
    for path, other in both():
        if path.endswith(".html") and path != router.NOT_FOUND and not router.is_embed(SitePath(path)):
            for here, there, language, name in ((path, other, "es", "English"), (other, path, "en", "Español")):
                shown = parse(site("raiz"), here)
                assert shown.one("html").attributes["lang"] == language
                (switch,) = shown.all(".site-nav a[hreflang]")
                assert words(switch) == name
                assert router.resolve(SitePath(here), str(switch.attributes["href"])) == there


def test_links_between_english_pages_stay_in_english_and_files_are_there_once() -> None:
    home = parse(site("raiz"), "en/index.html")
    targets = {
        router.resolve(SitePath(home.path), str(a.attributes["href"]).partition("#")[0])
        for a in home.all("main a[href]")
        if not str(a.attributes["href"]).startswith(("#", "http", "mailto"))
    }
    assert SitePath("en/plan-2023-2024/index.html") in targets
    assert all(target.startswith("en/") for target in targets if router.is_page(target))
    shown = parse(site("raiz"), "en/demostracion/datos/index.html")
    assert "../../../demostracion/datos/demostracion.xlsx" in {a.attributes["href"] for a in shown.all("a.button")}


def test_search_engines_are_told_of_both_and_which_is_the_default(tmp_path: Path) -> None:
    of = build(make_site(tmp_path, ENGLISH), base_url=BASE)
    for path in (f"{PLAN}/tablero/index.html", f"en/{PLAN}/tablero/index.html"):
        shown = parse(of, path)
        found = {node.attributes["hreflang"]: node.attributes["href"] for node in shown.all("head link[hreflang]")}
        assert found == {
            "es": f"{BASE}/{PLAN}/tablero/",
            "en": f"{BASE}/en/{PLAN}/tablero/",
            "x-default": f"{BASE}/{PLAN}/tablero/",
        }
        assert shown.one('link[rel="canonical"]').attributes["href"] == f"{BASE}/{path.removesuffix('index.html')}"
    listed = content(of, router.SITEMAP).decode()
    assert f"<loc>{BASE}/en/{PLAN}/tablero/</loc><lastmod>" in listed


def test_a_page_with_words_in_spanish_says_so_in_english_and_marks_them(tmp_path: Path) -> None:
    of = build(make_site(tmp_path, ENGLISH))
    about = parse(of, "en/acerca/index.html")
    assert about.all("[data-untranslated]")
    assert about.one(".prose > div").attributes["lang"] == "es"
    assert not parse(of, "acerca/index.html").all("[data-untranslated]")


def test_a_translated_text_is_shown_in_its_language_without_a_notice(tmp_path: Path) -> None:
    text = "---\ntitulo: About us\ndescripcion: Who we are.\n---\n## Who answers\n\nThe [board](/plan-minimo/tablero/)."
    of = build(make_site(tmp_path, ENGLISH, write(ABOUT, text)))
    shown = parse(of, "en/acerca/index.html")
    assert words(shown.one("h1")) == "About us"
    assert words(shown.one(".prose h2")) == "Who answers"
    assert shown.one(".prose a").attributes["href"] == "../plan-minimo/tablero/index.html"
    assert not shown.all(".prose [lang]")
    assert "About us" not in parse(of, "acerca/index.html").main


def test_a_site_in_one_language_has_neither_switch_nor_alternates() -> None:
    shown = parse(site("minimo"), "index.html")
    assert not shown.all("[hreflang]")
    assert not [path for path in site("minimo") if path.startswith("en/")]


def test_the_interface_is_in_spanish_and_in_every_language_with_a_catalogue() -> None:
    assert languages()[0] == "es"
    assert "en" in languages()


@pytest.mark.parametrize("path", ["en/novedades/feed.xml", "en/demostracion/tablero/feed.xml"])
def test_a_feed_in_english_is_another_feed(path: str) -> None:
    spanish, english = (content(site("raiz"), each).decode() for each in (path.removeprefix("en/"), path))
    assert 'xml:lang="en"' in english
    assert spanish.partition("<id>")[2].partition("</id>")[0] != english.partition("<id>")[2].partition("</id>")[0]
