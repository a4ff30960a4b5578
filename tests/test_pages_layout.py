"""What every page has around its content: one heading, a way back, a menu, its language, and no code of its own."""

from __future__ import annotations

import posixpath
import re
from itertools import pairwise
from pathlib import Path

import pytest

from micrositio.pipeline.page_facts import DATA_BLOCK
from micrositio.routes.paths import SitePath, is_embed
from reading import (
    INVENTED,
    MISSING,
    PLANS,
    ROOTS,
    Page,
    build,
    content,
    facts,
    index,
    leads,
    link_to,
    page,
    pages,
    parse,
    site,
    words,
)
from support import PLAN, ROOT, make_site, replace, write

REACHED_OTHERWISE = ("informe", "seguir", "acuerdos", "correcciones", "continuidad")
EVERY = pytest.mark.parametrize("name", ROOTS)
SLUGS = ("acerca", "metodologia", "glosario", "accesibilidad", "privacidad")
ADDRESS = "https://abierto.example.org/sitio"


@EVERY
def test_every_page_has_one_first_heading_and_no_level_is_skipped(name: str) -> None:
    for shown in pages(name):
        levels = [int(str(node.tag)[1]) for node in shown.all("h1, h2, h3, h4, h5, h6") if not _in_footer(node)]
        assert levels.count(1) == 1, shown.path
        assert levels[0] == 1, shown.path
        assert all(after - before <= 1 for before, after in pairwise(levels)), shown.path


def _in_footer(node) -> bool:  # type: ignore[no-untyped-def]
    while node is not None:
        if node.tag == "footer":
            return True
        node = node.parent
    return False


@EVERY
def test_titles_are_unique_in_the_site_and_end_with_its_name(name: str) -> None:
    titles = {shown.path: words(shown.one("head title")) for shown in pages(name)}
    shared = [path for path, title in titles.items() if list(titles.values()).count(title) > 1]
    assert shared == []
    own = words(page(name, "").one(".brand-name"))
    assert all(title.endswith(own) for title in titles.values())


@EVERY
def test_every_page_has_a_description_that_says_something(name: str) -> None:
    for shown in pages(name):
        described = str(shown.one('meta[name="description"]').attributes["content"])
        assert len(described) > 5, shown.path
        assert "<" not in described


@EVERY
def test_every_page_says_its_language_and_how_wide_it_is(name: str) -> None:
    for shown in pages(name):
        assert shown.one("html").attributes["lang"] == "es"
        assert shown.one("meta[charset]").attributes["charset"] == "utf-8"
        assert shown.one('meta[name="viewport"]').attributes["content"] == "width=device-width, initial-scale=1"


@EVERY
def test_the_first_link_leads_to_the_content(name: str) -> None:
    for shown in pages(name):
        first = shown.all("body a")[0]
        assert (words(first), first.attributes["href"]) == ("Ir al contenido", "#contenido")
        assert shown.one("main").attributes["id"] == "contenido"
        assert shown.one("main").attributes["tabindex"] == "-1"


SHEETS = ROOT / "themes" / "base" / "css"
SOME_PAGES = frozenset(f"{each.name}.css" for each in SHEETS.iterdir()) - {"base.css", "tarjeta.css"}
"""The sheets that only some pages ask for."""


def plan_of(shown: Page) -> str:
    """The folder of the plan of a page, with its language."""
    return shown.path.removesuffix("/acuerdos/index.html")


def is_of_agreements(shown: Page) -> bool:
    """Whether a page is the list of agreements, which stands beside the meetings, its section."""
    return bool(re.fullmatch(r"(?:en/)?[^/]+/acuerdos/index\.html", shown.path))


@EVERY
def test_no_page_holds_code_or_asks_for_anything_elsewhere(name: str) -> None:
    for shown in pages(name):
        assert not shown.all("style, iframe, object, embed, form:not([hidden], [role=search]), [style], base"), (
            shown.path
        )
        for form in shown.all("form[action]"):
            assert form.attributes["method"] == "get"
            assert str(form.attributes["action"]).endswith(("buscar/", "buscar/index.html")), shown.path
        assert not shown.all(f"script:not([src]):not([type='{DATA_BLOCK}'])"), shown.path
        assert not re.search(r"\son\w+=", shown.html), shown.path
        for node in shown.all("link[rel=stylesheet], link[rel=icon], [src]"):
            address = str(node.attributes.get("href") or node.attributes.get("src"))
            assert not re.match(r"(?:[a-z]+:)?//", address), shown.path


@EVERY
def test_breadcrumbs_lead_from_home_to_here_through_pages_that_exist(name: str) -> None:
    for shown in pages(name):
        crumbs = shown.all(".crumbs li")
        if shown.path in ("index.html", "404.html"):
            assert crumbs == []
            continue
        assert words(crumbs[0]) == "Inicio"
        assert crumbs[-1].css('[aria-current="page"]')
        assert not crumbs[-1].css("a")
        way = leads(shown, shown.one(".crumbs"))
        assert way[0] == "index.html"
        assert all(path in site(name) for path in way), shown.path
        above = [path for path in way if not shown.path.startswith(path.removesuffix("index.html"))]
        wider = [path for path in above if "/grupos/" in path and "/grupos/" in shown.path]
        beside = [f"{plan_of(shown)}/sesiones/index.html"] if is_of_agreements(shown) else []
        assert [path for path in above if path not in wider] == beside, shown.path
        assert shown.path not in way


@EVERY
def test_the_menu_offers_the_sections_of_the_plan_and_marks_the_one_of_the_page(name: str) -> None:
    for site_name, plan_id in PLANS:
        if site_name == name:
            for shown in pages(name, f"{plan_id}/"):
                links = leads(shown, shown.one("ul.sections"))
                assert all(path in site(name) for path in links)
                assert links[0] == f"{plan_id}/index.html"
                [current] = shown.all("ul.sections [aria-current]")
                [here] = leads(shown, current.parent or current)
                assert shown.path.startswith(here.removesuffix("index.html")) or is_of_agreements(shown)
                assert current.attributes["aria-current"] == ("page" if here == shown.path else "true")


@EVERY
def test_the_sections_that_are_offered_are_those_that_exist(name: str) -> None:
    for site_name, plan_id in PLANS:
        if site_name == name:
            offered = set(leads(page(name, plan_id), page(name, plan_id).one("ul.sections")))
            there = {path for path in site(name) if re.fullmatch(rf"{plan_id}/(?:[a-z]+/)?index\.html", path)}
            others = {f"{plan_id}/{each}/index.html" for each in REACHED_OTHERWISE}
            assert offered == there - others, "these are reached from the plan, the board and the meetings"


@EVERY
def test_the_menu_has_four_groups_and_each_section_stands_in_one(name: str) -> None:
    for site_name, plan_id in PLANS:
        if site_name == name:
            menu = page(name, plan_id).one("details.menu")
            assert [words(each) for each in menu.css(".group")] == ["Qué se prometió", "Cómo va", "Quién", "Datos"]
            links = [each.attributes["href"] for each in menu.css("ul.sections a")]
            assert links == list(dict.fromkeys(links))
            assert all(each.css("li > ul > li") for each in menu.css("ul.sections > li"))


def test_every_plan_is_offered_and_the_one_of_the_page_is_marked() -> None:
    shown = page("raiz", "plan-2026/tablero")
    assert [path.split("/")[0] for path in leads(shown, shown.one("ul.plans"))] == [
        "plan-2023-2024",
        "plan-2026",
        "demostracion",
    ]
    assert [words(node) for node in shown.all('ul.plans [aria-current="true"]')] == ["Segundo plan, 2026"]
    assert not page("minimo", "").all("ul.plans")


def test_pages_of_the_site_offer_the_current_plan_and_mark_none_of_its_sections() -> None:
    for path in ("", "acerca", "novedades"):
        shown = page("raiz", path)
        assert leads(shown, shown.one("ul.sections"))[0] == "plan-2023-2024/index.html"
        assert not shown.all("ul.sections [aria-current]")


@pytest.mark.parametrize(
    ("path", "current"), [("novedades", "Novedades"), ("metodologia", "Metodología"), ("acerca", "Acerca")]
)
def test_the_sites_own_menu_marks_the_page(path: str, current: str) -> None:
    marked = page("minimo", path).all('.site-nav [aria-current="page"]')
    assert [words(node) for node in marked] == [current]


def test_below_the_news_the_menu_marks_the_section_without_calling_it_the_page() -> None:
    marked = page("minimo", "novedades/2024-04-03-primer-corte").all(".site-nav [aria-current]")
    assert [node.attributes["aria-current"] for node in marked] == ["true"]


@EVERY
def test_the_footer_leads_to_every_page_about_the_site(name: str) -> None:
    for shown in pages(name):
        if shown.path != "404.html":
            found = leads(shown, shown.one('[aria-labelledby="pie-sitio"]'))
            assert {index(slug) for slug in SLUGS} | {"seguir/index.html"} <= set(found)


def test_the_contact_of_the_site_is_told_or_no_data() -> None:
    assert "Unidad de Transparencia" in words(page("minimo", "").section("pie-contacto"))
    link_to(page("minimo", "").section("pie-contacto"), "mailto:transparencia@example.org")
    unknown = facts(page("raiz", "").section("pie-contacto"))
    assert words(unknown["Área y correo"]) == MISSING


@EVERY
def test_without_an_address_no_page_claims_one(name: str) -> None:
    for shown in pages(name):
        assert not shown.all('link[rel="canonical"]'), shown.path


def test_with_an_address_every_page_but_the_lost_one_says_its_own(tmp_path: Path) -> None:
    built = build(make_site(tmp_path), base_url=ADDRESS)
    for path in built:
        if path.endswith(".html"):
            shown = parse(built, path)
            [link] = shown.all('link[rel="canonical"]')
            own = (
                path.removesuffix("tarjeta/index.html") if is_embed(SitePath(path)) else path.removesuffix("index.html")
            )
            assert link.attributes["href"] == f"{ADDRESS}/{own}", "a card is another face of its commitment"


@EVERY
def test_external_links_say_that_they_leave_and_are_marked(name: str) -> None:
    for shown in pages(name):
        for node in shown.all('a[href^="http"]'):
            assert "external" in str(node.attributes["class"]).split(), shown.path
            assert {"external", "noopener"} <= set(str(node.attributes["rel"]).split()), shown.path
            assert "target" not in node.attributes


# Invented plans


@pytest.mark.parametrize(("name", "plan_id"), PLANS)
def test_every_page_of_an_invented_plan_says_so_before_its_content_and_no_other_does(name: str, plan_id: str) -> None:
    for shown in pages(name, f"{plan_id}/"):
        marked = bool(shown.all("header [data-inventado]"))
        assert marked == ((name, plan_id) in INVENTED), shown.path
        if marked:
            assert "Plan inventado." in words(shown.one("header [data-inventado]"))


@EVERY
def test_an_invented_plan_is_marked_wherever_the_menu_names_it(name: str) -> None:
    invented = {plan_id for site_name, plan_id in INVENTED if site_name == name}
    for shown in pages(name):
        for node in shown.all("ul.plans a"):
            target = posixpath.normpath(
                posixpath.join("/", posixpath.dirname(shown.path), str(node.attributes["href"]))
            )
            assert (target.split("/")[1] in invented) == bool(node.css(".invented-tag")), shown.path


# The pages of content


@EVERY
def test_each_page_of_content_has_its_title_and_its_words(name: str) -> None:
    for slug in SLUGS:
        source = (ROOTS[name] / "content" / f"{slug}.md").read_text(encoding="utf-8")
        title = re.search(r"^titulo: (.+)$", source, re.M)
        assert title is not None
        shown = page(name, slug)
        assert shown.h1 == title[1].strip("\"'")
        assert len(words(shown.one(".prose"))) > 40


def test_a_page_of_the_authors_own_is_offered_in_the_footer_and_from_about(tmp_path: Path) -> None:
    built = build(make_site(tmp_path, write("content/preguntas.md", "---\ntitulo: Preguntas\n---\nHola.\n")))
    for path in ("index.html", f"{PLAN}/index.html"):
        shown = parse(built, path)
        assert "preguntas/index.html" in leads(shown, shown.one('[aria-labelledby="pie-sitio"]'))
    about = parse(built, "acerca/index.html")
    assert leads(about, about.one('nav[aria-label="Más páginas"]')) == ["preguntas/index.html"]


def test_headings_of_a_text_do_not_clash_with_those_of_the_page(tmp_path: Path) -> None:
    text = "---\ntitulo: Preguntas\n---\n## Contenido\n\nUno.\n\n## Pie contacto\n\nDos. [Arriba](#contenido)\n"
    shown = parse(build(make_site(tmp_path, write("content/preguntas.md", text))), "preguntas/index.html")
    ids = [str(node.attributes["id"]) for node in shown.all("[id]")]
    assert len(ids) == len(set(ids))
    link_to(shown.one(".prose"), "#contenido-1")


# The page for addresses that do not exist


def lost(base_url: str, tmp_path: Path) -> Page:
    return parse(build(make_site(tmp_path), base_url=base_url), "404.html")


@pytest.mark.parametrize(
    ("base_url", "root"), [("", "/"), ("https://example.org", "/"), (ADDRESS, "/sitio/"), (f"{ADDRESS}/", "/sitio/")]
)
def test_the_lost_page_works_at_any_depth(base_url: str, root: str, tmp_path: Path) -> None:
    shown = lost(base_url, tmp_path)
    assert shown.h1 == "Esta página no existe"
    own = [str(node.attributes["href"]) for node in shown.all("a, link")]
    inside = [
        href for href in own if href != "#contenido" and "example.org" not in href and "creativecommons" not in href
    ]
    assert len(inside) > 10
    assert all(href.startswith(root) for href in inside), inside
    assert f"{root}recursos/base.css" in inside


def test_the_lost_page_leads_home_and_to_every_plan() -> None:
    main = page("raiz", "404.html").one("main")
    found = [str(node.attributes["href"]) for node in main.css("a")]
    assert found == ["/", "/plan-2023-2024/", "/plan-2026/", "/demostracion/", "/novedades/"]
    assert [bool(line.css(".invented-tag")) for line in main.css("li")] == [False, False, False, True, False]


@EVERY
def test_the_theme_and_its_files_are_where_the_pages_ask_for_them(name: str) -> None:
    for shown in pages(name):
        if shown.path != "404.html":
            head = shown.one("head")
            asked = [str(node.attributes["href"]) for node in head.css("link[rel=stylesheet], link[rel=icon]")]
            first, second, *some, last = [href.rpartition("/")[2] for href in asked]
            assert (first, second, last) == ("favicon.svg", "base.css", "colores.css")
            assert set(some) <= SOME_PAGES
    for asset in ("base.css", "colores.css", "favicon.svg", *SOME_PAGES):
        assert content(site(name), f"recursos/{asset}")


def test_the_title_of_a_plan_with_signs_is_escaped_once(tmp_path: Path) -> None:
    root = make_site(tmp_path, replace("content/sitio.yaml", "titulo: Gobierno", "titulo: Agua & <Gobierno>"))
    shown = parse(build(root), "index.html")
    assert words(shown.one("head title")).startswith("Agua & <Gobierno>")
    assert "&amp;amp;" not in shown.html


STYLED = re.compile(r"\.([a-zA-Z][\w-]*)")
OF_DRAWINGS = re.compile(r"[is]-|fill-|promise$")
"""Names that a drawing or a status carries everywhere, whether or not the page's sheets tell them apart."""


@EVERY
def test_a_page_asks_for_the_sheets_that_give_its_parts_their_look(name: str) -> None:
    built = site(name)
    texts = {posixpath.basename(path): content(built, path).decode() for path in built if path.endswith(".css")}
    sheets = {path: set(STYLED.findall(text)) for path, text in texts.items()}
    everywhere = set[str]().union(*sheets.values())
    lacking: dict[str, str] = {}
    for shown in pages(name):
        asked = [posixpath.basename(str(each.attributes["href"])) for each in shown.all("link[rel=stylesheet]")]
        given = set[str]().union(*(sheets[each] for each in asked))
        used = {each for node in shown.all("[class]") for each in (node.attributes["class"] or "").split()}
        lacking |= {each: shown.path for each in (used & everywhere) - given if not OF_DRAWINGS.match(each)}
    assert lacking == {}
