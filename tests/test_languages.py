"""The site in more than one language: every page once in each, each word in its own, a notice where it is not."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po, write_po
from python_calamine import CalamineWorkbook

from micrositio.formats.markdown_document import Document, prose
from micrositio.i18n.messages import languages
from micrositio.pipeline.builder import site_of
from micrositio.pipeline.headers import missing, rules
from micrositio.pipeline.hosts import host_files, netlify_settings
from micrositio.pipeline.options import Host, Options
from micrositio.pipeline.publisher import Site
from micrositio.pipeline.site_reader import read_site
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan
from reading import MOVED, Page, build, content, parse, site, words
from support import MINIMAL, PLAN, ROOT, Edit, append, digests, found, make_site, of_plan, replace, run, write

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
    of_each = {path for path in site("raiz") if path.startswith("en/") and not router.is_share_image(path)}
    assert of_each == {other for _, other in both()}


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
    assert "Where we want to go" in shown.texts("main section.text summary > h2")
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


def mechanical(language: str) -> str:
    """A catalogue that puts the language's code before every text."""
    template = ROOT / "src" / "micrositio" / "i18n" / "locale" / "micrositio.pot"
    messages = read_po(io.BytesIO(template.read_bytes()))
    for each in messages:
        texts = each.id if each.pluralizable else (each.id,)
        said = tuple(f"{language}:{text}" for text in texts)
        each.string = said if each.pluralizable else said[0]
    written = io.BytesIO()
    write_po(written, messages, omit_header=True)
    header = f'"Language: {language}\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n'
    return f'msgid ""\nmsgstr ""\n{header}\n{written.getvalue().decode()}'


def in_languages(tmp_path: Path, listed: str, *edits: Edit) -> Site:
    """The small site in other languages, with a French catalogue of its own."""
    settings = replace("content/sitio.yaml", "idiomas: [es]", f"idiomas: {listed}")
    return build(make_site(tmp_path, settings, write(FRENCH, mechanical("fr")), *edits), base_url=BASE)


def alternates(shown: Page) -> dict[str | None, str | None]:
    """Where search engines find a page in each language."""
    return {node.attributes["hreflang"]: node.attributes["href"] for node in shown.all("head link[hreflang]")}


def described_in(of: Site, name: str) -> dict[str, Any]:
    """A node of the catalogue for data portals, by its fragment."""
    graph = json.loads(content(of, router.DCAT))["@graph"]
    return next(each for each in graph if each["@id"].endswith(f"#{name}"))


FRENCH = "content/idiomas/fr.po"
OF_HOSTS = ((Host.CLOUDFLARE, "_headers"), (Host.APACHE, ".htaccess"), (Host.NGINX, "nginx.conf"))


def test_a_site_in_spanish_and_french_asks_for_a_catalogue_of_its_own_and_nothing_else(tmp_path: Path) -> None:
    title = append("content/sitio.yaml", "titulo_fr: Gouvernement ouvert de Río Chico\n")
    of = in_languages(tmp_path, "[es, fr]", title)
    shown, spanish = parse(of, f"fr/{PLAN}/tablero/index.html"), parse(of, f"{PLAN}/tablero/index.html")
    assert (shown.one("html").attributes["lang"], spanish.one("html").attributes["lang"]) == ("fr", "es")
    assert "fr:Compromisos" in shown.texts("nav a")
    assert "Gouvernement ouvert de Río Chico" in words(shown.one("header"))
    assert [words(each) for each in spanish.all(".site-nav a[hreflang]")] == ["Français"]
    folder = f"{PLAN}/tablero/"
    assert alternates(shown) == {"es": f"{BASE}/{folder}", "fr": f"{BASE}/fr/{folder}", "x-default": f"{BASE}/{folder}"}
    assert parse(of, "fr/404.html").one("html").attributes["lang"] == "fr"
    feed = content(of, "fr/novedades/feed.xml").decode()
    assert 'xml:lang="fr"' in feed
    assert f"<id>{BASE}/novedades/feed.xml#fr</id>" in feed
    assert "juin 2024" in feed
    assert "juin" not in content(of, "novedades/feed.xml").decode()
    assert router.search_index("fr") in of
    catalogue = described_in(of, "catalogo")
    assert [each["@id"][-3:] for each in catalogue["dct:language"]] == ["SPA", "/fr"]
    titles = {each["@language"]: each["@value"] for each in catalogue["dct:title"]}
    assert titles["fr"] == "fr:Datos abiertos: Gouvernement ouvert de Río Chico"
    assert b"Fechas: Gobierno" in content(of, router.CALENDAR)


def test_english_may_come_first_and_spanish_remain_what_the_texts_are_written_in(tmp_path: Path) -> None:
    of = in_languages(tmp_path, "[en, es]", write(VISION, "---\ntitulo: Where we go\n---\nText.\n"))
    home, spanish = parse(of, "index.html"), parse(of, "es/index.html")
    assert (home.one("html").attributes["lang"], spanish.one("html").attributes["lang"]) == ("en", "es")
    assert alternates(home) == {"en": f"{BASE}/", "es": f"{BASE}/es/", "x-default": f"{BASE}/"}
    assert words(home.one("h1")) == "What Río Chico promised and how it stands"
    assert words(spanish.one("h1")) == "Qué prometió Río Chico y en qué va"
    assert home.all("[data-untranslated]")
    assert not spanish.all("[data-untranslated]")
    assert "Where we go" in parse(of, f"{PLAN}/index.html").texts("main section.text summary > h2")
    assert "Where we go" not in parse(of, f"es/{PLAN}/index.html").main
    assert parse(of, "404.html").one("html").attributes["lang"] == "en"
    assert f"<id>{BASE}/novedades/feed.xml#es</id>" in content(of, "es/novedades/feed.xml").decode()
    assert f"<id>{BASE}/novedades/feed.xml</id>" in content(of, "novedades/feed.xml").decode()
    assert [each["@id"][-3:] for each in described_in(of, "catalogo")["dct:language"]] == ["ENG", "SPA"]
    table = json.loads(parse(of, f"{PLAN}/datos/index.html").one('script[type="application/ld+json"]').text())
    assert table["url"] == f"{BASE}/{PLAN}/datos/"
    assert not parse(of, f"es/{PLAN}/datos/index.html").all('script[type="application/ld+json"]')


def test_a_site_in_french_alone_is_french_wherever_it_is_read(tmp_path: Path) -> None:
    of = in_languages(tmp_path, "[fr]")
    shown = parse(of, f"{PLAN}/index.html")
    assert shown.one("html").attributes["lang"] == "fr"
    assert not shown.all("[hreflang]")
    assert not shown.all("h1 [lang]")
    assert "30 juin 2024" in shown.main
    assert not [path for path in of if path.startswith(("fr/", "en/", "es/"))]
    calendar = content(of, router.CALENDAR).decode()
    assert "PRODID:-//micrositio//FR" in calendar
    assert "NAME:fr:Fechas: Gobierno Abierto de Río Chico" in calendar
    assert content(of, f"{PLAN}/datos/LEEME.txt").decode().startswith("fr:Qué es: fr:Los datos abiertos")
    catalogue = described_in(of, "catalogo")
    assert [each["@id"] for each in catalogue["dct:language"]] == ["http://id.loc.gov/vocabulary/iso639-1/fr"]
    assert {each["@language"] for each in catalogue["dct:description"]} <= {"fr", "en"}
    block = json.loads(parse(of, f"{PLAN}/datos/index.html").one('script[type="application/ld+json"]').text())
    assert block["dataset"]["inLanguage"][0] == "fr"
    document = json.loads(content(of, f"{router.API_ROOT}/planes/{PLAN}/index.json"))
    assert document["titulo"] == "Plan de Acción de Río Chico 2024"


def test_a_column_of_a_table_holds_a_text_in_any_language_of_the_site(tmp_path: Path) -> None:
    table = of_plan("compromisos.csv")
    header, *rows = (MINIMAL / table).read_text("utf-8").splitlines()
    more = [f"{header},titulo_corto_fr", *(f"{row},Rues {number}" for number, row in enumerate(rows))]
    of = in_languages(tmp_path, "[es, fr]", write(table, "\n".join(more) + "\n"))
    assert "Rues 1" in parse(of, f"fr/{PLAN}/compromisos/index.html").main
    assert "Rues 1" not in parse(of, f"{PLAN}/compromisos/index.html").main
    assert b"titulo_corto_fr" in content(of, f"{PLAN}/datos/compromisos.csv")


@pytest.mark.parametrize("listed", [("es", "fr"), ("en", "es"), ("fr",), ("fr", "es", "en")])
def test_what_is_not_there_is_answered_in_the_language_of_its_address(listed: tuple[str, ...]) -> None:
    first, *others = listed
    pages = dict(missing(listed))
    assert pages == {"/": router.NOT_FOUND, **{f"/{each}/": f"{each}/404.html" for each in others}}
    patterns = {each.pattern for each in rules(listed)}
    assert "/novedades/feed.xml" in patterns
    assert {f"/{each}/novedades/feed.xml" for each in others} <= patterns
    assert f"/{first}/novedades/feed.xml" not in patterns
    settings = netlify_settings(listed)
    assert all(f'to = "/{each}/404.html"' in settings for each in others)
    assert f"/{first}/" not in settings
    for host, name in OF_HOSTS:
        text = host_files(host, listed, (), Addresses(BASE))[SitePath(name)]
        assert all(f"/{each}/" in str(text) for each in others)
        assert f"/{first}/" not in str(text)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("fr.po", 'msgid "Inicio"\nmsgstr "Accueil {nom}"\n', "content/idiomas/fr.po:1 Y129"),
        ("fr.po", 'msgid "Inicio"\nmsgstr "Accueil %"\n', "content/idiomas/fr.po:1 Y129"),
        ("fr.po", 'msgid "Inicio"\nmsgstr "<b>Accueil</b>"\n', "content/idiomas/fr.po:1 Y129"),
        ("fr.po", 'msgid "Inicio"\nmsgstr "Accueil"\n', "content/idiomas/fr.po Y130"),
        ("fr.po", 'msgid "Menú"\nmsgstr "Menu"\n\nmsgid "Inicio\nmsgstr "Accueil"\n', "content/idiomas/fr.po:4 Y128"),
        ("fr.po", "Esto no es un catálogo.\n", "content/idiomas/fr.po:1 Y128"),
        ("fr.po", b'msgid "Inicio"\nmsgstr "\xe9"\n', "content/idiomas/fr.po:2 Y101"),
        ("es.po", 'msgid "Inicio"\nmsgstr "Portada"\n', "content/idiomas/es.po T125"),
        ("francais.txt", "", "content/idiomas/francais.txt T125"),
    ],
)
def test_a_faulty_catalogue_is_said_with_its_place(tmp_path: Path, file: str, text: str | bytes, said: str) -> None:
    settings = replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, fr]")
    root = make_site(tmp_path, settings, write(f"content/idiomas/{file}", text))
    problems = read_site(Options(root, ()), lambda *_: None).problems
    assert said in found(problems)


def test_an_incomplete_catalogue_warns_once_and_the_rest_is_in_spanish(tmp_path: Path) -> None:
    settings = replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, fr]")
    root = make_site(tmp_path, settings, write(FRENCH, 'msgid "Inicio"\nmsgstr "Accueil"\n'))
    problems = read_site(Options(root, ()), lambda *_: None).problems
    assert [each.kind.code for each in problems if each.place.file == FRENCH] == ["Y130"]
    shown = parse(build(root), f"fr/{PLAN}/tablero/index.html")
    assert "Accueil" in shown.texts(".crumbs a")
    assert "Compromisos" in shown.texts("nav a")


def test_a_language_without_a_catalogue_says_where_to_put_it(tmp_path: Path) -> None:
    root = make_site(tmp_path, replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [fr]"))
    [said] = [each for each in read_site(Options(root, ()), lambda *_: None).problems if each.is_error]
    assert (said.kind.code, said.place.file) == ("Y122", "content/sitio.yaml")
    assert "content/idiomas/fr.po" in said.mend(str)


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("es", "http://publications.europa.eu/resource/authority/language/SPA"),
        ("en", "http://publications.europa.eu/resource/authority/language/ENG"),
        ("fr", "http://id.loc.gov/vocabulary/iso639-1/fr"),
        ("tar", "http://publications.europa.eu/resource/authority/language/TAR"),
    ],
)
def test_data_portals_read_each_language_by_an_address_of_the_list_that_has_it(
    tmp_path: Path, code: str, address: str
) -> None:
    catalogue = write(f"content/idiomas/{code}.po", mechanical(code))
    listed = replace("content/sitio.yaml", "idiomas: [es]", f"idiomas: [{code}]")
    edits = (listed,) if code == "es" else (listed, catalogue)
    of = build(make_site(tmp_path, *edits), base_url=BASE)
    assert [each["@id"] for each in described_in(of, "catalogo")["dct:language"]] == [address]
    graph = json.loads(content(of, router.DCAT))["@graph"]
    assert address in {each["@id"] for each in graph if each["@type"] == "dct:LinguisticSystem"}


def test_the_texts_of_a_site_may_be_written_in_another_of_its_languages(tmp_path: Path) -> None:
    settings = replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]\nidioma_base: en")
    of = build(make_site(tmp_path, settings, append("content/sitio.yaml", "titulo_es: Sitio en español\n")))
    spanish, english = parse(of, f"{PLAN}/index.html"), parse(of, f"en/{PLAN}/index.html")
    assert (spanish.one("html").attributes["lang"], english.one("html").attributes["lang"]) == ("es", "en")
    assert spanish.one("h1 [lang]").attributes["lang"] == "en"
    assert not english.all("h1 [lang]")
    assert spanish.all("[data-untranslated]")
    assert "Sitio en español" in words(spanish.one("header"))
    assert "Sitio en español" not in words(english.one("header"))
    assert content(of, f"{PLAN}/datos/LEEME.txt").decode().startswith("What it is:")


@pytest.mark.parametrize(
    ("stated", "said"),
    [("inglés", "Y110"), ("[en]", "Y108"), ("7", "Y108"), ("fr", "Y122"), ('""', "Y107")],
)
def test_a_faulty_language_of_the_texts_is_said_with_its_place(tmp_path: Path, stated: str, said: str) -> None:
    root = make_site(tmp_path, append("content/sitio.yaml", f"idioma_base: {stated}\n"))
    [problem] = [each for each in read_site(Options(root, ()), lambda *_: None).problems if each.is_error]
    assert (problem.kind.code, problem.place.file) == (said, "content/sitio.yaml")
    line = (root / "content" / "sitio.yaml").read_text("utf-8").splitlines().index(f"idioma_base: {stated}") + 1
    assert problem.place.row == line


def test_words_of_the_profile_are_described_in_their_own_language_in_a_site_in_french(tmp_path: Path) -> None:
    of = in_languages(tmp_path, "[fr]")
    titles = described_in(of, "conjunto")["dct:title"]
    graph = json.loads(content(of, router.DCAT))["@graph"]
    table = next(each for each in graph if each.get("dct:identifier") == f"{PLAN}/compromisos")
    assert [each["@language"] for each in titles] == ["fr", "en"]
    for key in ("dct:title", "dct:description"):
        assert [each["@language"] for each in table[key]] == ["es", "en"]
    block = parse(of, f"{PLAN}/datos/compromisos/index.html").one('script[type="application/ld+json"]').text()
    described = json.loads(block)
    assert described["name"] == {"@value": table["dct:title"][0]["@value"], "@language": "es"}
    assert {each["description"]["@language"] for each in described["variableMeasured"]} == {"es"}
    assert described["includedInDataCatalog"]["name"] == titles[0]["@value"]


def test_the_guide_of_the_workbook_is_in_the_language_of_the_texts(tmp_path: Path) -> None:
    of = in_languages(tmp_path, "[fr]")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content(of, f"{PLAN}/datos/{PLAN}.xlsx")))
    labels = [str(row[0]) for row in book.get_sheet_by_name("LEEME").to_python()]
    assert "fr:Qué es" in labels
    assert [each for each in labels if not each.startswith("fr:")] == []


def test_a_site_never_shows_the_words_of_one_that_was_read_before(tmp_path: Path) -> None:
    listed = replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en, fr]")
    own = write("content/idiomas/en.po", 'msgid "Compromisos"\nmsgstr "Pledges"\n')
    first, second = tmp_path / "first", tmp_path / "second"
    chosen = [
        Options(make_site(first, listed, own, write(FRENCH, mechanical("fr"))), (ROOT / "themes",)),
        Options(make_site(second, ENGLISH), (ROOT / "themes",)),
    ]
    readings = []
    for options in chosen:
        readings.append(read_site(options, lambda *_: None))
        assert ("fr" in languages()) == (options is chosen[0])
    for reading, options, said in zip(readings, chosen, ("Pledges", "Commitments"), strict=True):
        of, _ = site_of(reading, options, lambda *_: None)
        assert of is not None
        assert said in parse(of, f"en/{PLAN}/index.html").texts("nav a")
        assert (b"fr:" in content(of, router.DCAT)) == (options is chosen[0])


OF_EVIDENCE = of_plan("evidencias/2024-03/datapackage.yaml")
OWN_SCHEMA = """{"name": "recorridos", "title": "Recorridos", "title_fr": "Visites", "primaryKey": ["id"], "fields": [
 {"name": "id", "type": "string", "title": "Clave", "title_fr": "Clef"}]}"""
IN_FRENCH = (
    replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, fr]"),
    write(FRENCH, mechanical("fr")),
    append(of_plan("datapackage.yaml"), "description_fr: Deux engagements\n"),
    append(
        of_plan("datapackage.yaml"),
        "estados:\n  - {id: completo, titulo: Hecho, titulo_fr: Tout fini, valor: 1, irm: completo}\n"
        "  - {id: no_iniciado, titulo: Por hacer, valor: 0, irm: no_iniciado}\n"
        "  - {id: limitado, titulo: A medias, titulo_fr: En cours, valor: 0.25, irm: limitado}\n"
        "  - {id: sustancial, titulo: Casi, titulo_fr: Presque, valor: 0.75, irm: sustancial}\n",
    ),
    replace(OF_EVIDENCE, "title: Acta de la sesión 2\n", "title: Acta de la sesión 2\n    title_fr: Compte rendu 2\n"),
    replace(of_plan("datapackage.yaml"), "  - que: El presupuesto", "  - que_fr: Le budget\n    que: El presupuesto"),
    write(of_plan("recorridos.schema.json"), OWN_SCHEMA),
    write(of_plan("recorridos.csv"), "id\nuno\n"),
)


def test_documents_statuses_and_own_tables_keep_their_words_in_every_language_of_the_site(tmp_path: Path) -> None:
    of = build(make_site(tmp_path, *IN_FRENCH), base_url=BASE)
    header, *rows = csv.reader(io.StringIO(content(of, f"{PLAN}/datos/evidencias.csv").decode()))
    assert "Compte rendu 2" in {row[header.index("titulo_fr")] for row in rows}
    assert "Compte rendu 2" in parse(of, f"fr/{PLAN}/evidencias/index.html").main
    assert "Compte rendu 2" not in parse(of, f"{PLAN}/evidencias/index.html").main
    packaged = json.loads(content(of, f"{PLAN}/evidencias/datapackage.json"))["resources"]
    assert "Compte rendu 2" in {each.get("title_fr") for each in packaged}
    header, *rows = csv.reader(io.StringIO(content(of, f"{PLAN}/datos/estados.csv").decode()))
    assert [row[header.index("titulo_fr")] for row in rows] == ["Tout fini", "", "En cours", "Presque"]
    assert "Tout fini" in parse(of, f"fr/{PLAN}/datos/avances/index.html").main
    assert "Tout fini" not in parse(of, f"{PLAN}/datos/avances/index.html").main
    header, row = csv.reader(io.StringIO(content(of, f"{PLAN}/datos/faltas.csv").decode()))
    assert row[header.index("pregunta_fr")] == "Le budget"
    own = parse(of, f"fr/{PLAN}/datos/recorridos/index.html")
    assert words(own.one("h1")).startswith("Visites")
    assert "Clef" in own.main
    assert not own.all("h1 [lang]")


def test_what_was_published_in_three_languages_is_imported_with_each_of_them(tmp_path: Path) -> None:
    home = make_site(tmp_path / "home", *IN_FRENCH)
    before, after = tmp_path / "before", tmp_path / "after"
    assert run("--site", home, "--output", before).returncode == 0
    root = tmp_path / "root"
    shutil.copytree(home, root, ignore=shutil.ignore_patterns("data"))
    finished = run("import", before / PLAN, "--site", root)
    assert (finished.returncode, finished.stdout) == (0, "")
    assert run("--site", root, "--output", after).returncode == 0
    assert digests(after) == digests(before)


def test_a_site_without_a_language_of_what_was_published_refuses_to_import_it(tmp_path: Path) -> None:
    home = make_site(tmp_path / "home", *IN_FRENCH)
    assert run("--site", home, "--output", tmp_path / "built").returncode == 0
    root = make_site(
        tmp_path / "root", lambda files: [files.pop(each) for each in [*files] if each.startswith("data/")]
    )
    finished = run("import", tmp_path / "built" / PLAN, "--site", root)
    assert finished.returncode == 1
    assert "description_fr" in finished.stdout


def test_statuses_and_own_tables_of_a_site_in_french_are_in_french(tmp_path: Path) -> None:
    schema = OWN_SCHEMA.replace(', "title_fr": "Visites"', "").replace(', "title_fr": "Clef"', "")
    edits = (write(of_plan("recorridos.schema.json"), schema), write(of_plan("recorridos.csv"), "id\nuno\n"))
    of = in_languages(tmp_path, "[fr, es]\nidioma_base: fr", *edits)
    own = parse(of, f"{PLAN}/datos/recorridos/index.html")
    assert not own.all("h1 [lang]")
    assert parse(of, f"es/{PLAN}/datos/recorridos/index.html").one("h1 [lang]").attributes["lang"] == "fr"
    assert parse(of, f"{PLAN}/datos/compromisos/index.html").one("h1 [lang]").attributes["lang"] == "es"
