"""What search engines are told: every page once, when the data say it changed, and where the list is."""

from __future__ import annotations

from datetime import date
from functools import cache
from xml.etree import ElementTree

import pytest

from micrositio.opendata.discovery import sitemap
from micrositio.opendata.discovery.sitemap import NAMESPACE, robots, site_map
from micrositio.pipeline.publisher import Site
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath
from reading import ROOTS, build, content, page_paths, plan, site
from support import PLAN

BASE = "https://abierto.example.org/gobierno"
ADDRESSES = Addresses(BASE)
PAGES = [SitePath("index.html"), SitePath("a/index.html"), SitePath("niñas/index.html"), SitePath("404.html")]


@cache
def published(name: str) -> Site:
    return build(ROOTS[name], base_url=BASE)


def entries(data: bytes) -> dict[str, str]:
    """Each address of a list with its day, "" without one."""
    root = ElementTree.fromstring(data)
    found = [(each.findtext(f"{{{NAMESPACE}}}loc"), each.findtext(f"{{{NAMESPACE}}}lastmod")) for each in root]
    assert len({loc for loc, _ in found}) == len(found)
    return {str(loc): day or "" for loc, day in found}


@pytest.mark.parametrize("name", ROOTS)
def test_every_page_is_listed_once_by_its_canonical_address(name: str) -> None:
    of = published(name)
    assert list(filter(router.is_embed, of))
    pages = {path for path in page_paths(of) if path != router.NOT_FOUND}
    listed = {each for each in entries(content(of, router.SITEMAP)) if not each.startswith(f"{BASE}/en/")}
    assert listed == {ADDRESSES.canonical(path) for path in pages}


def test_without_an_address_there_is_no_list_and_robots_says_why() -> None:
    assert router.SITEMAP not in site("minimo")
    text = content(site("minimo"), router.ROBOTS).decode()
    assert "Sitemap:" not in text
    assert "# Sin mapa del sitio" in text


def test_robots_lets_everything_be_read_and_names_the_list() -> None:
    assert robots(ADDRESSES).decode() == f"User-agent: *\nAllow: /\n\nSitemap: {BASE}/sitemap.xml\n"
    assert content(published("minimo"), router.ROBOTS) == robots(ADDRESSES)


def test_a_cut_changed_when_it_was_published_or_corrected() -> None:
    of = entries(content(published("raiz"), router.SITEMAP))
    source = plan("raiz", "demostracion")
    corrected = 0
    for cut in source.reporting_periods:
        days = [each.date for each in source.errata if each.period == cut.id]
        corrected += bool(days)
        expected = max([cut.published or cut.date, *days])
        assert of[ADDRESSES.canonical(router.board_at(source, cut))] == str(expected)
    assert corrected


def test_a_news_item_changed_on_its_day_and_the_list_with_the_last() -> None:
    of = entries(content(published("minimo"), router.SITEMAP))
    assert of[f"{BASE}/novedades/2024-04-03-primer-corte/"] == "2024-04-03"
    days = [day for address, day in of.items() if f"{BASE}/novedades/" in address]
    assert of[f"{BASE}/novedades/"] == max(days)


def test_a_page_whose_change_the_data_do_not_tell_has_no_day() -> None:
    of = entries(content(published("minimo"), router.SITEMAP))
    assert of[f"{BASE}/acerca/"] == ""
    assert of[f"{BASE}/"] == max(of.values())
    assert of[f"{BASE}/{PLAN}/"] != ""


def test_only_pages_are_listed_with_their_signs_escaped() -> None:
    files = [*PAGES, SitePath("x/feed.xml"), SitePath("x/noindex.html"), SitePath("a&b/index.html")]
    found = site_map(files, {SitePath("a/index.html"): date(2024, 5, 31)}, ADDRESSES)
    assert entries(found[router.SITEMAP]) == {
        f"{BASE}/": "",
        f"{BASE}/a/": "2024-05-31",
        f"{BASE}/a%26b/": "",
        f"{BASE}/ni%C3%B1as/": "",
    }


def test_a_list_that_is_too_long_is_told_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_PAGES", 2)
    found = site_map(PAGES, {}, ADDRESSES)
    parts = [path for path in found if path != router.SITEMAP]
    assert set(entries(found[router.SITEMAP])) == {f"{BASE}/{path}" for path in parts}
    listed = [address for path in parts for address in entries(found[path])]
    assert sorted(listed) == sorted(ADDRESSES.canonical(path) for path in PAGES if path != router.NOT_FOUND)
    assert all(len(entries(found[path])) <= 2 for path in parts)
