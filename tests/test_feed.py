"""Novedades: the list, each item and the Atom feed, whose ids and dates come from the content alone."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from micrositio.publisher import Site
from reading import ROOTS, build, content, leads, link_to, page, parse, site, words
from support import PLAN, make_site, replace, write

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "novedades/feed.xml"
ADDRESS = "https://abierto.example.org/sitio"
EVERY = pytest.mark.parametrize("name", ROOTS)
NEWS = "content/novedades/2024-04-03-primer-corte.md"


def feed(of: Site) -> ElementTree.Element:
    return ElementTree.fromstring(content(of, FEED))


def entries(of: Site) -> list[ElementTree.Element]:
    return feed(of).findall(f"{ATOM}entry")


def value(of: ElementTree.Element, name: str) -> str:
    found = of.findtext(f"{ATOM}{name}")
    assert found is not None, name
    return found


def files(name: str) -> dict[str, dict[str, str]]:
    """The front matter of each item, by its file's name, as plain lines."""
    found = {}
    for path in (ROOTS[name] / "content" / "novedades").glob("*.md"):
        front = path.read_text(encoding="utf-8").split("---\n")[1]
        pairs = (line.split(": ", 1) for line in front.splitlines() if re.match(r"\w+: ", line))
        found[path.stem] = {key: text.strip("\"'") for key, text in pairs}
    return found


@EVERY
def test_the_feed_is_valid_atom(name: str) -> None:
    root = feed(site(name))
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "es"
    author = root.find(f"{ATOM}author")
    assert author is not None
    assert value(author, "name")
    for each in (root, *entries(site(name))):
        assert value(each, "id")
        assert value(each, "title")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", value(each, "updated"))
    assert content(site(name), FEED).startswith(b'<?xml version="1.0" encoding="utf-8"?>\n')


@EVERY
def test_the_feed_has_every_item_latest_first_dated_by_its_file(name: str) -> None:
    given = files(name)
    found = [
        link.get("href", "").split("/")[0] for e in entries(site(name)) if (link := e.find(f"{ATOM}link")) is not None
    ]
    assert sorted(found) == sorted(given)
    dates = [value(each, "updated") for each in entries(site(name))]
    assert dates == [f"{given[slug]['fecha']}T00:00:00Z" for slug in found]
    assert dates == sorted(dates, reverse=True)
    assert value(feed(site(name)), "updated") == dates[0]


@EVERY
def test_ids_are_unique_and_lasting(name: str) -> None:
    ids = [value(each, "id") for each in (feed(site(name)), *entries(site(name)))]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:micrositio:[a-z0-9:.-]+", each) for each in ids)


def test_an_id_stays_when_the_words_and_the_date_of_its_item_change(tmp_path: Path) -> None:
    before = [value(each, "id") for each in entries(site("minimo"))]
    root = make_site(
        tmp_path, replace(NEWS, "Primer corte publicado", "Otro título"), replace(NEWS, "2024-04-03\n", "2024-05-03\n")
    )
    after = entries(build(root))
    assert [value(each, "id") for each in after] == before
    assert value(after[0], "updated") == "2024-05-03T00:00:00Z"
    assert value(after[0], "title") == "Otro título"


def test_with_an_address_links_and_ids_are_whole(tmp_path: Path) -> None:
    built = build(make_site(tmp_path), base_url=ADDRESS)
    links = [link.get("href") for each in (feed(built), *entries(built)) for link in each.findall(f"{ATOM}link")]
    item = f"{ADDRESS}/novedades/2024-04-03-primer-corte/"
    assert links == [f"{ADDRESS}/{FEED}", f"{ADDRESS}/novedades/", item]
    assert [value(each, "id") for each in (feed(built), *entries(built))] == [f"{ADDRESS}/{FEED}", item]


def test_without_an_address_links_lead_from_the_feed_to_the_pages() -> None:
    links = [str(link.get("href")) for each in entries(site("raiz")) for link in each.findall(f"{ATOM}link")]
    assert links
    assert all(f"novedades/{link}" in site("raiz") for link in links)


def test_invented_items_say_so_in_title_and_summary_and_no_other_does() -> None:
    invented = {slug for slug, front in files("raiz").items() if front.get("plan") == "demostracion"}
    assert invented
    for each in entries(site("raiz")):
        link = each.find(f"{ATOM}link")
        assert link is not None
        marked = str(link.get("href")).split("/")[0] in invented
        assert value(each, "title").startswith("[Plan inventado] ") == marked
        assert value(each, "summary").startswith("Esto es una demostración:") == marked


def test_production_has_no_invented_items() -> None:
    built = build(ROOTS["raiz"], exclude_demo=True)
    assert len(entries(built)) == sum(front.get("plan") != "demostracion" for front in files("raiz").values())
    assert b"inventad" not in content(built, FEED).lower()


def test_text_of_an_item_is_escaped(tmp_path: Path) -> None:
    root = make_site(tmp_path, replace(NEWS, "Primer corte publicado", '"Uno <b> & otro"'))
    assert value(entries(build(root))[0], "title") == "Uno <b> & otro"


def test_a_site_without_news_has_a_valid_feed_and_says_so(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    (root / NEWS).unlink()
    built = build(root)
    assert entries(built) == []
    assert value(feed(built), "updated") == "2000-01-01T00:00:00Z"
    assert "Todavía no hay novedades." in parse(built, "novedades/index.html").main


# Pages


@EVERY
def test_the_list_shows_every_item_latest_first(name: str) -> None:
    shown, given = page(name, "novedades"), files(name)
    slugs = [path.split("/")[-2] for path in leads(shown, shown.one("ul.news"))]
    assert sorted(slugs) == sorted(given)
    assert [given[slug]["fecha"] for slug in slugs] == sorted((f["fecha"] for f in given.values()), reverse=True)
    for line, slug in zip(shown.texts(".news > li"), slugs, strict=True):
        assert given[slug]["titulo"] in line
        assert given[slug]["resumen"] in line


@EVERY
def test_each_item_has_its_page_with_date_plan_and_neighbours(name: str) -> None:
    order = [path.split("/")[-2] for path in leads(page(name, "novedades"), page(name, "novedades").one("ul.news"))]
    for position, slug in enumerate(order):
        shown, front = page(name, f"novedades/{slug}"), files(name)[slug]
        assert shown.h1 == front["titulo"]
        assert shown.one("article time").attributes["datetime"] == front["fecha"]
        if "plan" in front:
            link_to(shown.one("article > .meta"), f"{front['plan']}/index.html")
        around = [order[each] for each in (position + 1, position - 1) if 0 <= each < len(order)]
        pager = [path for node in shown.all(".pager") for path in leads(shown, node)]
        assert pager == [f"novedades/{each}/index.html" for each in around]


def test_items_about_an_invented_plan_are_marked_on_their_page_and_in_the_list() -> None:
    given = files("raiz")
    for slug, front in given.items():
        marked = bool(page("raiz", f"novedades/{slug}").all("main [data-inventado]"))
        assert marked == (front.get("plan") == "demostracion")
    lines = page("raiz", "novedades").all(".news > li")
    tagged = [bool(line.css(".invented-tag")) for line in lines]
    assert sum(tagged) == sum(front.get("plan") == "demostracion" for front in given.values())


def test_an_item_about_no_plan_is_about_the_site(tmp_path: Path) -> None:
    item = "---\ntitulo: Sitio nuevo\nfecha: 2024-05-01\nresumen: Ya está.\n---\nHola.\n"
    built = build(make_site(tmp_path, write("content/novedades/sitio-nuevo.md", item)))
    shown = parse(built, "novedades/sitio-nuevo/index.html")
    assert words(shown.one("article > .meta")) == "1 de mayo de 2024"
    assert leads(shown, shown.one(".pager")) == ["novedades/2024-04-03-primer-corte/index.html"]
    assert PLAN not in words(shown.one("article"))
