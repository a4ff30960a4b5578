"""The site in more than one language: every page once in each, each word in its own, a notice where it is not."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from micrositio.formats.markdown_document import Document, prose
from micrositio.i18n.messages import languages
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan
from reading import MOVED, Page, build, content, parse, site, words
from support import PLAN, ROOT, environment, found, make_site, of_plan, replace, write

BASE = "https://abierto.example.org"
ENGLISH = replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]")
ABOUT = "content/en/acerca.md"
VISION = of_plan("textos/en/vision.md")
REAL_PLANS = ("plan-2023-2024", "plan-2026")


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


def test_a_plans_text_is_shown_in_its_language_with_the_anchors_of_the_original(tmp_path: Path) -> None:
    spanish = "### Lo que sigue\n\nQue cualquier persona sepa"
    english = "---\ntitulo: Where we want to go\n---\n### What comes next\n\nThe [board](/plan-minimo/tablero/)."
    root = make_site(
        tmp_path,
        ENGLISH,
        replace(of_plan("textos/vision.md"), "Que cualquier persona sepa", spanish),
        write(VISION, english),
    )
    of = build(root)
    shown = parse(of, f"en/{PLAN}/index.html")
    assert "Where we want to go" in shown.texts("main section.text > h2")
    original = parse(of, f"{PLAN}/index.html")
    assert words(shown.one(".prose h3")) == "What comes next"
    assert shown.one(".prose h3").id == original.one(".prose h3").id
    assert "tablero/index.html" in {each.attributes["href"] for each in shown.all(".prose a")}
    assert not shown.all(".prose[lang], .prose [lang]")
    assert "What comes next" not in original.main


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("textos/en/otro.md", "---\ntitulo: Another\n---\nText.\n", "textos/en/otro.md Y121"),
        ("textos/en/vision.md", "---\ntitulo: Vision\nlugar: plan\n---\nText.\n", "textos/en/vision.md:3:1 Y106"),
        ("textos/en/vision.md", "---\ntitulo: Vision\n---\n<script>\n", "textos/en/vision.md:4:1 Y116"),
        ("textos/en/notes.txt", "Notes.", "textos/en/notes.txt T125"),
    ],
)
def test_a_faulty_translation_of_a_plans_text_is_said_with_its_place(
    tmp_path: Path, path: str, text: str, said: str
) -> None:
    sources, problems = load(make_site(tmp_path, ENGLISH, write(of_plan(path), text)))
    more = validate_plan(sources.plans[PLAN])[1]
    assert of_plan(said) in found([*problems, *more])


def test_terms_of_the_english_glossary_are_linked_in_singular_and_plural(tmp_path: Path) -> None:
    glossary = "---\ntitulo: Glossary\n---\nProgress report\n:   A day.\n\nEvidence\n:   A document.\n"
    about = "---\ntitulo: About\n---\nIt has two progress reports.\n"
    of = build(make_site(tmp_path, ENGLISH, write("content/en/glosario.md", glossary), write(ABOUT, about)))
    assert words(parse(of, "en/acerca/index.html").one(".prose a.term")) == "progress reports"


def real_texts() -> Iterator[Document]:
    """Every text that people read through of the site and its real plans."""
    sources, _ = load(ROOT)
    yield from (*sources.pages.values(), *sources.news.values())
    yield from (text for plan in REAL_PLANS for text in sources.plans[plan].texts)


@cache
def texts() -> dict[str, Document]:
    return {each.file: each for each in real_texts()}


FOLDERS = ("content", "content/novedades", *(f"data/{plan}/textos" for plan in REAL_PLANS))
TEXTS = sorted(path.relative_to(ROOT).as_posix() for folder in FOLDERS for path in (ROOT / folder).glob("*.md"))
LINK = re.compile(r'<a href="([^"]*)"')
PART = re.compile(r"<(h[2-5]|dt|li|tr|p)\b|<(?:h[2-5]|dt) id=\"([^\"]*)\"")


def test_the_texts_of_the_real_site_are_those_in_its_folders() -> None:
    assert sorted(texts()) == TEXTS


@pytest.mark.parametrize("file", TEXTS)
def test_every_text_of_the_real_site_says_the_same_in_english(file: str) -> None:
    spanish = prose(texts()[file])
    english, language = spanish.pick("en")
    assert language == "en"
    for each in (PART, LINK):
        assert each.findall(english) == each.findall(spanish.html)


def test_pages_whose_texts_are_all_translated_carry_no_notice() -> None:
    folders = ["", "acerca/", "metodologia/", "glosario/", "accesibilidad/", "privacidad/", "novedades/"]
    folders += ["plan-2023-2024/tablero/", "plan-2023-2024/compromisos/", "plan-2026/compromisos/"]
    folders += [f"novedades/{Path(file).stem}/" for file in TEXTS if "/novedades/" in file and "demo" not in file]
    paths = [path for folder in folders if (path := f"en/{folder}index.html") in site("raiz")]
    assert len(paths) > 12
    assert [path for path in paths if parse(site("raiz"), path).all("[data-untranslated]")] == []


def test_an_official_title_that_exists_only_in_spanish_stays_in_spanish_and_is_marked() -> None:
    shown = parse(site("raiz"), "en/plan-2023-2024/compromisos/prevencion/index.html")
    assert shown.all("[data-untranslated]")
    assert any(words(each).startswith("Instrumentar un proyecto") for each in shown.all('main [lang="es"]'))


def test_a_third_language_only_asks_for_its_files_and_shows_the_rest_in_spanish(tmp_path: Path) -> None:
    """A copy of the program with one text in French, and a site that asks for it."""
    engine = tmp_path / "motor"
    for name in ("src", "themes"):
        shutil.copytree(ROOT / name, engine / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "build.py", engine)
    french = engine / "src" / "micrositio" / "i18n" / "locale" / "fr" / "LC_MESSAGES" / "micrositio.po"
    french.parent.mkdir(parents=True)
    french.write_text(
        'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Datos abiertos"\nmsgstr "Données ouvertes"\n', "utf-8"
    )
    home = make_site(tmp_path / "sitio", replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, fr]"))
    out = tmp_path / "salida"
    order: list[str | Path] = [
        sys.executable, engine / "build.py", "--site", home, "--output", out, "--base-url", BASE,
    ]  # fmt: skip
    done = subprocess.run(order, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    shown = Page("datos", (out / "fr" / PLAN / "datos" / "index.html").read_bytes())
    assert shown.one("html").attributes["lang"] == "fr"
    assert shown.h1 == "Données ouvertes"
    assert shown.section("tablas")
    assert "http://id.loc.gov/vocabulary/iso639-1/fr" in (out / router.DCAT).read_text(encoding="utf-8")
