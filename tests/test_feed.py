"""Novedades and the Atom feeds: of the site, of a plan's cuts and of a commitment. No date is of the clock."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from micrositio.pipeline.publisher import Site
from reading import PLANS, ROOTS, Page, build, content, leads, link_to, page, parse, plan, rows, site, words
from support import PLAN, append, make_site, of_plan, replace, write

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "novedades/feed.xml"
ADDRESS = "https://abierto.example.org/sitio"
EVERY = pytest.mark.parametrize("name", ROOTS)
ITEM = "novedades/2024-04-03-primer-corte"
NEWS = f"content/{ITEM}.md"
OF_CUTS = f"{PLAN}/tablero/feed.xml"
OF_WATER = f"{PLAN}/compromisos/agua/feed.xml"


def feed(of: Site, path: str = FEED) -> ElementTree.Element:
    return ElementTree.fromstring(content(of, path))


def entries(of: Site, path: str = FEED) -> list[ElementTree.Element]:
    return feed(of, path).findall(f"{ATOM}entry")


def href(of: ElementTree.Element) -> str:
    link = of.find(f"{ATOM}link")
    assert link is not None
    return str(link.get("href"))


def items(of: Site) -> list[ElementTree.Element]:
    """The entries of the site's feed that are items of novedades."""
    return [each for each in entries(of) if "/tablero/" not in href(each)]


def feeds(name: str) -> list[str]:
    return [path for path in site(name) if path.endswith(".xml") and not path.startswith("en/")]


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
def test_every_feed_is_valid_atom(name: str) -> None:
    for path in feeds(name):
        root = feed(site(name), path)
        assert root.tag == f"{ATOM}feed"
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "es"
        author = root.find(f"{ATOM}author")
        assert author is not None
        assert value(author, "name")
        for each in (root, *entries(site(name), path)):
            assert value(each, "id")
            assert value(each, "title")
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT12:00:00Z", value(each, "updated"))
        assert all(value(each, "summary") for each in entries(site(name), path))
        assert content(site(name), path).startswith(b'<?xml version="1.0" encoding="utf-8"?>\n')


@EVERY
def test_the_feed_has_every_item_and_every_cut_latest_first(name: str) -> None:
    given = files(name)
    found = [href(each).split("/")[0] for each in items(site(name))]
    assert sorted(found) == sorted(given)
    assert [value(each, "updated") for each in items(site(name))] == [
        f"{given[slug]['fecha']}T12:00:00Z" for slug in found
    ]
    of_plans = [(of, plan(of_site, of)) for of_site, of in PLANS if of_site == name]
    cuts = {f"../{key}/tablero/{cut.id}/index.html" for key, of in of_plans for cut in of.reporting_periods}
    assert {href(each) for each in entries(site(name))} - {href(each) for each in items(site(name))} == cuts
    dates = [value(each, "updated") for each in entries(site(name))]
    assert dates == sorted(dates, reverse=True)
    assert value(feed(site(name)), "updated") == dates[0]


@EVERY
def test_ids_are_unique_in_each_feed_and_lasting(name: str) -> None:
    for path in feeds(name):
        ids = [value(each, "id") for each in (feed(site(name), path), *entries(site(name), path))]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"urn:micrositio:[a-z0-9:.-]+", each) for each in ids)
    of_feeds = [value(feed(site(name), path), "id") for path in feeds(name)]
    assert len(set(of_feeds)) == len(of_feeds)


def test_an_id_stays_when_the_words_and_the_date_of_its_item_change(tmp_path: Path) -> None:
    before = [value(each, "id") for each in items(site("minimo"))]
    root = make_site(
        tmp_path, replace(NEWS, "Primer corte publicado", "Otro título"), replace(NEWS, "2024-04-03\n", "2024-05-03\n")
    )
    after = items(build(root))
    assert [value(each, "id") for each in after] == before
    assert value(after[0], "updated") == "2024-05-03T12:00:00Z"
    assert value(after[0], "title") == "Otro título"


def test_with_an_address_links_and_ids_are_whole(tmp_path: Path) -> None:
    built = build(make_site(tmp_path), base_url=ADDRESS)
    links = [link.get("href") for each in (feed(built), *entries(built)) for link in each.findall(f"{ATOM}link")]
    pages = [f"{ADDRESS}/{path}/" for path in (f"{PLAN}/tablero/2024-06", f"{PLAN}/tablero/2024-03", ITEM)]
    assert links == [f"{ADDRESS}/{FEED}", f"{ADDRESS}/novedades/", *pages]
    assert [value(each, "id") for each in (feed(built), *entries(built))] == [f"{ADDRESS}/{FEED}", *pages]
    own = entries(built, OF_WATER)
    assert [value(each, "id") for each in own] == [
        f"{ADDRESS}/{PLAN}/compromisos/agua/#corte-{cut}" for cut in ("2024-06", "2024-03")
    ]
    assert feed(built, OF_WATER).get("{http://www.w3.org/XML/1998/namespace}base") == f"{ADDRESS}/{OF_WATER}"


def test_without_an_address_links_lead_from_each_feed_to_its_pages() -> None:
    for path in feeds("raiz"):
        folder = posixpath.dirname(path)
        links = [str(link.get("href")) for link in feed(site("raiz"), path).iter(f"{ATOM}link")]
        assert links
        assert all(posixpath.normpath(f"{folder}/{link.split('#')[0]}") in site("raiz") for link in links)


def test_entries_of_an_invented_plan_say_so_in_title_and_summary_and_no_other_does() -> None:
    invented = {slug for slug, front in files("raiz").items() if front.get("plan") == "demostracion"}
    assert invented
    for path in feeds("raiz"):
        for each in entries(site("raiz"), path):
            address = posixpath.normpath(f"{posixpath.dirname(path)}/{href(each)}")
            marked = address.startswith("demostracion/") or address.split("/")[1] in invented
            assert value(each, "title").startswith("[Plan inventado] ") == marked
            assert value(each, "summary").startswith("Esto es una demostración:") == marked
            body = each.findtext(f"{ATOM}content")
            assert body is None or body.startswith("<p>Esto es una demostración:") == marked
        of_plan = path.startswith("demostracion/")
        assert value(feed(site("raiz"), path), "title").startswith("[Plan inventado] ") == of_plan


# Cuts


def test_a_cut_is_dated_by_the_day_it_was_published_or_by_its_own() -> None:
    dates = {href(each): value(each, "updated") for each in entries(site("minimo"), OF_CUTS)}
    assert dates == {"2024-06/index.html": "2024-06-30T12:00:00Z", "2024-03/index.html": "2024-04-03T12:00:00Z"}


def test_a_cut_is_told_in_short_in_the_site_and_in_sentences_in_the_feed_of_its_plan() -> None:
    short = next(each for each in entries(site("minimo")) if "2024-06" in href(each))
    told = "Avance: 48\xa0%, con dato de 3 de 3 actividades. Avanzaron: 1. Cambiaron de fecha: 1."
    assert value(short, "title") == "Plan 2024: corte al 30 de junio de 2024"
    assert value(short, "summary").strip() == told
    assert short.find(f"{ATOM}content") is None
    whole = entries(site("minimo"), OF_CUTS)[0]
    assert value(whole, "summary").strip() == told
    said = Page(OF_CUTS, value(whole, "content").encode())
    assert said.texts("li") == [words(each) for each in board("2024-06").section("que-cambio").css("li")]
    assert all(path in site("minimo") for path in leads(said, said.one("body")))


def board(cut: str) -> Page:
    return page("minimo", f"{PLAN}/tablero/{cut}")


def test_a_commitment_has_an_entry_only_for_cuts_at_which_it_changed(tmp_path: Path) -> None:
    assert [href(each) for each in entries(site("minimo"), OF_WATER)] == [
        "../../tablero/2024-06/index.html",
        "../../tablero/2024-03/index.html",
    ]
    [only] = entries(site("minimo"), f"{PLAN}/compromisos/calles/feed.xml")[:1]
    assert "Hacer tres asambleas" in value(only, "content")
    assert "fugas" not in value(only, "content")
    assert value(only, "summary").startswith("Avance: 25\xa0%, con dato de 1 de 1 actividades.")
    june = "2024-06,calles-1,1,limitado,Se hizo la primera asamblea.,,,,"
    still = replace(of_plan("avances.csv"), june, "2024-06,calles-1,0,no_iniciado,SIN AVANCE,externa,Llovió.,,")
    same = entries(build(make_site(tmp_path, still)), f"{PLAN}/compromisos/calles/feed.xml")
    assert [href(each) for each in same] == ["../../tablero/2024-03/index.html"]


def test_a_cut_without_a_figure_says_no_data_in_its_entry(tmp_path: Path) -> None:
    gone = append(of_plan("cortes.csv"), "2024-09,2024-09-30,,,\n")
    [latest, *_] = entries(build(make_site(tmp_path, gone)), OF_CUTS)
    assert value(latest, "summary").startswith("Avance: sin dato.")
    assert "%" not in value(latest, "summary")


def test_a_plan_without_cuts_has_its_feeds_to_subscribe_to_before_the_first() -> None:
    for path in ("plan-2026/tablero/feed.xml", "plan-2023-2024/tablero/feed.xml"):
        assert entries(site("raiz"), path) == []
        assert value(feed(site("raiz"), path), "updated") == "2000-01-01T12:00:00Z"


@pytest.mark.parametrize(
    ("at", "own"),
    [
        (f"{PLAN}/tablero", OF_CUTS),
        (f"{PLAN}/compromisos/agua", OF_WATER),
    ],
)
def test_a_page_with_a_feed_offers_it_to_programs_and_to_people(at: str, own: str) -> None:
    shown = page("minimo", at)
    offered = [str(each.attributes["href"]) for each in shown.all("link[rel=alternate][type='application/atom+xml']")]
    assert [posixpath.normpath(posixpath.join(at, each)) for each in offered] == [FEED, own]
    place = next(each for each in leads(shown, shown.one("main")) if each.endswith("/seguir/index.html"))
    told = page("minimo", place)
    assert own in leads(told, told.one("main"))


def test_production_has_no_invented_items() -> None:
    built = build(ROOTS["raiz"], exclude_demo=True)
    assert len(entries(built)) == sum(front.get("plan") != "demostracion" for front in files("raiz").values())
    assert b"inventad" not in content(built, FEED).lower()


def test_text_of_an_item_is_escaped(tmp_path: Path) -> None:
    root = make_site(tmp_path, replace(NEWS, "Primer corte publicado", '"Uno <b> & otro"'))
    assert value(items(build(root))[0], "title") == "Uno <b> & otro"


def test_a_site_without_news_has_a_valid_feed_and_says_so(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    (root / NEWS).unlink()
    built = build(root)
    assert items(built) == []
    assert value(feed(built), "updated") == "2024-06-30T12:00:00Z"
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


def test_a_question_is_an_entry_when_it_is_sent_and_another_when_it_is_answered() -> None:
    path = "demostracion/preguntas/feed.xml"
    found = {value(each, "id"): each for each in entries(site("raiz"), path)}
    expected = {}
    for row in rows("raiz", "demostracion", "preguntas"):
        name = f"urn:micrositio:demostracion:preguntas:pregunta-{row['falta']}-{row['id']}"
        expected[f"{name}-preguntada"] = (row["preguntada"], row["falta"])
        if row["contestada"]:
            expected[f"{name}-contestada"] = (row["contestada"], row["falta"])
    assert expected
    assert found.keys() == expected.keys()
    for name, (day, gap) in expected.items():
        assert value(found[name], "updated") == f"{day}T12:00:00Z"
        page_of, _, anchor = href(found[name]).partition("#")
        assert anchor == f"pregunta-{gap}"
        assert parse(site("raiz"), posixpath.normpath(f"demostracion/preguntas/{page_of}")).one(f"#{anchor}")


@pytest.mark.parametrize(("name", "plan_id"), PLANS)
def test_an_office_has_a_feed_if_something_is_in_its_charge_with_the_cuts_at_which_it_changed(
    name: str, plan_id: str
) -> None:
    led = {row["id"]: row["responsables"].split(";") for row in rows(name, plan_id, "compromisos")}
    own = {row["institucion"]: row["compromiso"] for row in rows(name, plan_id, "actividades") if row["institucion"]}
    offices = {key for keys in led.values() for key in keys if key} | own.keys()
    paths = {f"{plan_id}/responsables/{key}/feed.xml" for key in offices}
    assert {path for path in site(name) if path.startswith(f"{plan_id}/responsables/") and "feed" in path} == paths
    for key in offices:
        cuts = {href(each).split("/")[-2] for each in entries(site(name), f"{plan_id}/responsables/{key}/feed.xml")}
        for commitment in (each for each, keys in led.items() if key in keys):
            of_it = entries(site(name), f"{plan_id}/compromisos/{commitment}/feed.xml")
            assert cuts >= {href(each).split("/")[-2] for each in of_it}


FORBIDDEN = re.compile(r"\b(atom|rss|feed)\b", re.IGNORECASE)


@EVERY
def test_no_page_leads_to_a_feed_without_saying_what_it_is_and_none_names_its_format(name: str) -> None:
    for path in (each for each in site(name) if each.endswith(".html")):
        shown = parse(site(name), path)
        assert not FORBIDDEN.search(shown.main + " ".join(shown.texts("header, footer"))), path
        if "seguir/" not in path:
            assert not [each for each in shown.all("a[href]") if str(each.attributes["href"]).endswith(".xml")], path


@pytest.mark.parametrize(("name", "plan_id"), PLANS)
def test_the_page_to_follow_a_plan_has_the_address_of_each_of_its_feeds(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/seguir")
    found = {each for each in leads(shown, shown.one("main")) if each.endswith("feed.xml")}
    assert found == {path for path in feeds(name) if path.startswith(f"{plan_id}/")}
    assert len(shown.all("#como + ol > li")) == 3
    for path in (f"{plan_id}/compromisos/{row['id']}" for row in rows(name, plan_id, "compromisos")):
        own = page(name, path)
        place = link_to(own.one(".subscribe"), f"seguir/index.html#compromiso-{path.rpartition('/')[2]}")
        assert words(place) == "Siga este compromiso"


CHANNELS = """seguir:
  - nombre: Lista de correo de Río Chico
    url: https://listas.example.org/rio-chico
contacto:
"""


def test_the_channels_of_the_publisher_are_named_or_it_is_said_that_there_are_none(tmp_path: Path) -> None:
    none = page("minimo", "seguir").one("#mensajes ~ p")
    assert words(none) == "Quien publica este sitio todavía no tiene una lista de correo ni un canal de mensajes."
    built = build(make_site(tmp_path, replace("content/sitio.yaml", "contacto:\n", CHANNELS)))
    for path in ("seguir/index.html", f"{PLAN}/seguir/index.html"):
        [channel] = parse(built, path).all("#mensajes ~ ul a")
        assert channel.attributes["href"] == "https://listas.example.org/rio-chico"


def test_the_things_to_follow_are_in_parts_of_a_hundred(tmp_path: Path) -> None:
    columns = list(rows("minimo", PLAN, "compromisos")[0])
    given = {"responsables": "obras", "peso": "0", "fuentes": "plan-firmado"}
    more = [
        {**given, "id": f"otro-{n}", "numero": str(n), "titulo": f"Otro {n}", "titulo_corto": f"Otro {n}"}
        for n in range(3, 110)
    ]
    lines = "".join(",".join(each.get(key, "") for key in columns) + "\n" for each in more)
    built = build(make_site(tmp_path, append(of_plan("compromisos.csv"), lines)))
    parts = [parse(built, f"{PLAN}/seguir/{part}index.html") for part in ("", "parte-2/")]
    assert [len(each.all(".follow > li")) for each in parts] == [100, 13], "the plan, its questions, 109 and 2 offices"
    found = [str(node.attributes["id"]) for each in parts for node in each.all(".follow > li")]
    ids = {f"compromiso-{each}" for each in ("agua", "calles", *(row["id"] for row in more))}
    assert {each for each in found if each.startswith("compromiso-")} == ids
    assert len(set(found)) == len(found)
    assert sorted(each for each in found if each.startswith("oficina-")) == ["oficina-cabildo", "oficina-obras"]
    assert parts[1].h1.endswith("Parte 2")
    assert [words(each) for each in parts[0].all(".pager [aria-current]")] == ["Parte 1"]
    assert all(len(content(built, each.path)) < 150_000 for each in parts)
    last = parse(built, f"{PLAN}/compromisos/otro-109/index.html")
    assert link_to(last.one(".subscribe"), "seguir/parte-2/index.html#compromiso-otro-109")


def test_a_cut_with_very_many_changes_tells_how_many_and_its_page_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> list[tuple[str, bool]]:
        found = entries(build(make_site(tmp_path)), OF_CUTS)
        return [(value(each, "summary"), each.find(f"{ATOM}content") is not None) for each in found]

    whole = told()
    assert all(is_told for _, is_told in whole)
    monkeypatch.setattr("micrositio.pages.feeds.MOST_TOLD", 0)
    counted = told()
    assert [summary for summary, _ in counted] == [summary for summary, _ in whole]
    assert not any(is_told for _, is_told in counted)
