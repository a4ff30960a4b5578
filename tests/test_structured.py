"""What search engines and social networks read of the pages: schema.org beside each table, and cards."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF

from micrositio.pipeline.build_cache import BuildCache
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.page_facts import DATA_BLOCK
from micrositio.pipeline.publisher import Site
from micrositio.problems.problem import Place
from micrositio.routes import paths as router
from micrositio.sources.theme import CARD, find_theme
from reading import INVENTED, PLANS, ROOTS, SIGNED, Page, build, content, page_paths, parse, site
from support import PLAN, ROOT, Edit, make_site, of_plan, replace, write

BASE = "https://abierto.example.org/gobierno"
EVERY = pytest.mark.parametrize(("name", "plan_id"), PLANS)
HOSTILE = "</script><script>alert(1)</script><!-- & \\u2028 \u2028 ]]>"
Block = dict[str, Any]


@cache
def published(name: str) -> Site:
    return build(ROOTS[name], base_url=BASE)


def page(of: Site, folder: str) -> Page:
    return parse(of, f"{folder}/index.html".removeprefix("/"))


def block(of: Site, folder: str) -> Block:
    [node] = page(of, folder).all(f'head > script[type="{DATA_BLOCK}"]')
    value: Block = json.loads(node.text())
    assert value["@context"] == "https://schema.org/"
    return value


def tables(name: str, plan_id: str) -> list[str]:
    of = published(name)
    pages = (path.split("/") for path in of if path.startswith(f"{plan_id}/datos/") and path.endswith("/index.html"))
    named = {part[2] for part in pages if len(part) == 4}
    return sorted(each for each in named if f"{plan_id}/datos/{each}.csv" in of)


@cache
def catalogue(name: str) -> Graph:
    return Graph().parse(data=content(published(name), router.DCAT).decode(), format="json-ld", publicID=f"{BASE}/x")


@EVERY
def test_every_table_is_a_dataset_told_as_the_catalogue_tells_it(name: str, plan_id: str) -> None:
    of, graph = published(name), catalogue(name)
    assert tables(name, plan_id)
    for table in tables(name, plan_id):
        told = block(of, f"{plan_id}/datos/{table}")
        node = URIRef(told["@id"])
        assert told["@type"] == "Dataset"
        assert (node, RDF.type, DCAT.Dataset) in graph
        assert Literal(told["name"], "es") in set(graph.objects(node, DCTERMS.title))
        assert Literal(told["identifier"]) == graph.value(node, DCTERMS.identifier)
        assert told.get("dateModified", "") == str(graph.value(node, DCTERMS.modified) or "")
        files = {each["contentUrl"] for each in told["distribution"]}
        assert files == {str(graph.value(each, DCAT.downloadURL)) for each in graph.objects(node, DCAT.distribution)}


@EVERY
def test_a_table_names_its_columns_and_has_words_enough_to_be_listed(name: str, plan_id: str) -> None:
    of = published(name)
    for table in tables(name, plan_id):
        told = block(of, f"{plan_id}/datos/{table}")
        header = content(of, f"{plan_id}/datos/{table}.csv").decode().split("\r\n")[0].split(",")
        assert [each["name"] for each in told["variableMeasured"]] == header
        assert 50 <= len(told["description"]) <= 5000, table
        assert told["license"]
        assert told["about"]["name"]
        assert ("creator" in told) == ("publisher" in told) == (name in SIGNED)


@EVERY
def test_the_catalogue_page_is_a_catalogue_with_every_table(name: str, plan_id: str) -> None:
    told = block(published(name), f"{plan_id}/datos")
    assert told["@type"] == "DataCatalog"
    whole = told["dataset"]
    assert whole["distribution"]
    parts = {each["url"] for each in whole["hasPart"]}
    assert parts == {f"{BASE}/{plan_id}/datos/{table}/" for table in tables(name, plan_id)}


@EVERY
def test_an_invented_plan_says_so_wherever_it_is_told(name: str, plan_id: str) -> None:
    invented = (name, plan_id) in INVENTED
    for folder in (f"{plan_id}/datos", f"{plan_id}/datos/compromisos"):
        told = block(published(name), folder)
        for each in (told, told.get("dataset", told)):
            assert each["name"].startswith("[Plan inventado] ") is invented
            assert each["description"].startswith("Plan inventado. ") is invented
    card = page(published(name), plan_id).one('meta[property="og:title"]').attributes["content"]
    assert str(card).startswith("[Plan inventado] ") is invented


@EVERY
def test_only_pages_of_data_have_a_data_block(name: str, plan_id: str) -> None:
    of = published(name)
    data = {f"{plan_id}/datos/index.html", *(f"{plan_id}/datos/{table}/index.html" for table in tables(name, plan_id))}
    own = {path for path in of if path.startswith(f"{plan_id}/") and path.endswith(".html")}
    assert {path for path in own if DATA_BLOCK.encode() + b'">{' in content(of, path)} == data


def test_no_text_ends_the_block_or_is_read_as_markup(tmp_path: Path) -> None:
    title = replace(of_plan("datapackage.yaml"), "ambito: ", f"ambito: {json.dumps(HOSTILE)}\nambito_en: ")
    of = build(make_site(tmp_path, title), base_url=BASE)
    shown = page(of, f"{PLAN}/datos/compromisos")
    raw = shown.html.partition(f'<script type="{DATA_BLOCK}">')[2].partition("</script>")[0]
    assert not set("<>&\u2028\u2029") & set(raw)
    assert json.loads(raw)["spatialCoverage"]["name"] == HOSTILE
    assert "alert(1)" not in "".join(node.text() for node in shown.all("script:not([type])"))


def test_without_an_address_what_a_block_names_is_relative_to_its_page() -> None:
    told = block(site("minimo"), f"{PLAN}/datos/avances")
    here = router.page(PLAN, "datos", "avances")
    for each in told["distribution"]:
        assert router.resolve(here, unquote(each["contentUrl"])) in site("minimo")
    assert router.resolve(here, told["url"]) == here


# Cards


def meta(of: Page) -> dict[str, str]:
    nodes = of.all("meta[property], meta[name]")
    return {
        str(node.attributes.get("property") or node.attributes["name"]): str(node.attributes["content"])
        for node in nodes
    }


@pytest.mark.parametrize("name", ROOTS)
def test_every_page_has_the_card_of_what_it_says_itself(name: str) -> None:
    of = published(name)
    for path in page_paths(of):
        shown = parse(of, path)
        told, title = meta(shown), shown.one("head > title").text()
        assert told["og:title"].removeprefix("[Plan inventado] ") == title
        assert told["og:description"] == told["description"] != ""
        assert told["og:url"] == shown.one('link[rel="canonical"]').attributes["href"]
        assert (told["og:locale"], told["twitter:card"]) == ("es_MX", "summary_large_image")
        assert told["og:site_name"] in title
        own = path.removesuffix(router.INDEX) + router.SHARE_IMAGE
        assert told["og:image"] == f"{BASE}/{own if own in of else router.asset(CARD)}"
        assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
        assert ("Gobierno abierto" in told["og:image:alt"]) != (own in of)
        news = path.startswith("novedades/") and path != router.NEWS
        assert told["og:type"] == ("article" if news else "website")


def test_without_an_address_a_card_has_none() -> None:
    told = meta(page(site("minimo"), PLAN))
    assert "og:url" not in told
    assert told["og:title"]


def test_a_theme_with_a_card_shows_it_by_its_full_address(tmp_path: Path) -> None:
    theme = {
        "themes/propio/theme.yaml": "titulo: Propio\nextiende: base\n",
        "themes/propio/static/tarjeta.png": "una imagen",
    }
    edits: list[Edit] = [write(path, text) for path, text in theme.items()]
    root = make_site(tmp_path, replace("content/sitio.yaml", "tema: base", "tema: propio"), *edits)
    told = meta(page(build(root, base_url=BASE), PLAN))
    assert (told["og:image"], told["twitter:card"]) == (f"{BASE}/recursos/tarjeta.png", "summary_large_image")
    assert "og:image:width" not in told, "it is not a picture: nobody knows its size"
    assert told["og:image:alt"] == told["og:site_name"], (
        "what another theme says of its own card is not true of this one"
    )
    assert "og:image" not in meta(page(build(root), PLAN))


def test_what_a_theme_says_of_its_card_is_told_with_it(tmp_path: Path) -> None:
    root = make_site(
        tmp_path,
        replace("content/sitio.yaml", "tema: base", "tema: propio"),
        write("themes/propio/theme.yaml", "titulo: Propio\nextiende: base\ntarjeta: Un río.\n"),
        write("themes/propio/static/tarjeta.png", (ROOT / "themes/base/static" / CARD).read_bytes()),
    )
    assert meta(page(build(root, base_url=BASE), PLAN))["og:image:alt"] == "Un río."


@pytest.mark.parametrize("theme", ["base", "chihuahua"])
def test_our_cards_are_small_and_of_the_size_that_networks_show(theme: str) -> None:
    path = ROOT / "themes" / theme / "static" / CARD
    assert path.stat().st_size <= 60_000
    found, problems = find_theme(theme, (ROOT / "themes",), Place("prueba"))
    assert not problems
    assert found is not None
    assert found.card is not None
    assert (found.card.width, found.card.height) == (1200, 630)
    assert found.card.alt.base
    assert found.card.alt.in_("en")


# The preview


def test_the_preview_tells_again_what_changed_and_only_that(tmp_path: Path) -> None:
    root, kept = make_site(tmp_path), BuildCache()

    def built() -> Site:
        found, _ = build_site(Options(root, (root / "themes", ROOT / "themes"), BASE), lambda *stage: None, kept)
        assert found is not None
        return found

    before = built()
    assert built()[router.DCAT] is before[router.DCAT]
    settings = root / "content" / "sitio.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("Municipio de Río Chico", "Otro"), encoding="utf-8"
    )
    after = built()
    assert b"Otro" in content(after, router.DCAT)
    assert block(after, f"{PLAN}/datos/avances")["about"]["name"] == "Otro"
