"""What readers take away: the card for other sites, and the letter about an error."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from micrositio.pages.asking.letters import Datum, error_letter, mailto
from micrositio.routes.paths import SitePath, is_embed
from reading import INVENTED, MISSING, PLANS, Page, build, cards, leads, page, parse, rows, words
from support import PLAN, make_site, replace

EVERY = pytest.mark.parametrize(("name", "plan_id"), PLANS)
BASE = "https://abierto.example.org/gobierno"
WITHOUT_EMAIL = replace("content/sitio.yaml", "  correo: transparencia@example.org\n", "")


# The card


@EVERY
def test_every_commitment_has_a_card_with_the_figures_of_its_page(name: str, plan_id: str) -> None:
    found = {shown.path.split("/")[2]: shown for shown in cards(name, f"{plan_id}/")}
    assert sorted(found) == sorted(row["id"] for row in rows(name, plan_id, "compromisos"))
    for key, shown in found.items():
        own = page(name, f"{plan_id}/compromisos/{key}")
        assert shown.h1 == own.h1
        told = {words(each): words(each.parent or each) for each in shown.all("dt")}
        for term, value in told.items():
            [same] = [words(node) for node in own.all(".gauge") if words(node).startswith(term)]
            assert value == same
        assert set(told) == ({"Avance reportado", "Avance verificado"} if own.all(".gauge") else set())
        assert [*shown.texts("ul .status")] == own.texts(".panel .legend-table .status")
        assert told or MISSING in shown.main


@EVERY
def test_a_card_stands_alone_and_leads_out_of_its_frame(name: str, plan_id: str) -> None:
    for shown in cards(name, f"{plan_id}/"):
        [link] = shown.all("a")
        assert leads(shown, shown.one("main")) == [shown.path.replace("tarjeta/", "")]
        assert (link.attributes["target"], link.attributes["rel"]) == ("_top", "noopener")
        assert shown.one("meta[name=robots]").attributes["content"] == "noindex"
        assert not shown.all("script, header, footer, nav, form, iframe")
        assert bool(shown.all("[data-inventado]")) == ((name, plan_id) in INVENTED)
        assert words(LexborHTMLParser(page(name, "").html).css_first(".brand-name") or link) in shown.main


def test_the_code_of_a_card_is_offered_where_it_would_work(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    with_address, without = (build(root, base_url=base) for base in (BASE, ""))
    shown = parse(with_address, f"{PLAN}/compromisos/agua/index.html")
    code = shown.one("#compartir ~ details pre").text()
    [frame] = LexborHTMLParser(code).css("iframe")
    assert frame.attributes["src"] == f"{BASE}/{PLAN}/compromisos/agua/tarjeta/"
    assert frame.attributes["title"] == shown.h1
    assert not shown.all("iframe"), "the code is shown, not run"
    assert "iframe" not in parse(without, f"{PLAN}/compromisos/agua/index.html").html
    card = parse(with_address, f"{PLAN}/compromisos/agua/tarjeta/index.html")
    assert card.one("link[rel=canonical]").attributes["href"] == f"{BASE}/{PLAN}/compromisos/agua/"


# The letter


def letters(shown: Page) -> list[LexborNode]:
    return [node for node in shown.all("main .report-error a") if str(node.attributes["href"]).startswith("mailto:")]


def read(node: LexborNode) -> tuple[str, str, list[str]]:
    """To whom a letter goes, its subject and its lines."""
    parts = urlsplit(str(node.attributes["href"]))
    fields = parse_qs(parts.query, strict_parsing=True)
    return unquote(parts.path), fields["subject"][0], fields["body"][0].split("\r\n")


def test_each_datum_offers_a_letter_that_names_its_row_and_its_page(tmp_path: Path) -> None:
    of = build(make_site(tmp_path), base_url=BASE)
    expected = {
        f"{PLAN}/compromisos/agua": [("actividades", "agua-1", "#actividad-agua-1"), ("compromisos", "agua", "")],
        f"{PLAN}/evidencias/tabla-agua": [("evidencias", "tabla-agua", "")],
        f"{PLAN}/tablero/2024-06": [("cortes", "2024-06", "")],
    }
    for path, data in expected.items():
        found = [read(node) for node in letters(parse(of, f"{path}/index.html")) if "Reporte" in words(node)]
        assert {to for to, _, _ in found} == {"transparencia@example.org"}
        for table, key, anchor in data:
            [lines] = [lines for _, subject, lines in found if subject == f"Error en un dato: {PLAN}, {table}, {key}"]
            assert f"Página: {BASE}/{path}/{anchor}" in lines
            assert {f"Tabla: {table}", f"Fila: {key}", "Qué dice:"} <= set(lines)


def test_the_letters_of_a_page_are_told_apart_by_who_hears_them(tmp_path: Path) -> None:
    named = [words(node) for node in letters(parse(build(make_site(tmp_path)), f"{PLAN}/compromisos/agua/index.html"))]
    named = [each for each in named if "Reporte" in each]
    assert len(named) == len(set(named)) > 1


def test_without_an_address_a_letter_names_the_page_from_the_sites_root(tmp_path: Path) -> None:
    [letter] = letters(parse(build(make_site(tmp_path)), f"{PLAN}/tablero/2024-06/index.html"))
    assert f"Página: /{PLAN}/tablero/2024-06/" in read(letter)[2]


def test_with_nobody_to_write_to_each_page_says_so_once_and_offers_no_letter(tmp_path: Path) -> None:
    of = build(make_site(tmp_path, WITHOUT_EMAIL))
    for path in (f"{PLAN}/compromisos/agua", f"{PLAN}/evidencias/tabla-agua", f"{PLAN}/tablero/2024-06"):
        shown = parse(of, f"{path}/index.html")
        assert not letters(shown)
        assert shown.main.count("no tiene todavía un correo") == 1
    for shown in (page("minimo", path) for path in (f"{PLAN}/compromisos/agua", f"{PLAN}/tablero/2024-06")):
        assert "no tiene todavía un correo" not in shown.main


def test_a_letter_is_encoded_whole() -> None:
    written = mailto("a+b@example.org", "¿Qué & cuánto?", ["año: 50 %", "", "«fin»"])
    assert written.startswith("mailto:a%2Bb@example.org?subject=%C2%BFQu%C3%A9%20%26%20cu%C3%A1nto%3F&body=")
    assert "%0D%0A%0D%0A" in written
    assert written.isascii()
    assert " " not in written
    hostile = error_letter("a@example.org", Datum("p", "t", 'x&cc=otro@example.org"', "/p/"), "es")
    assert parse_qs(urlsplit(hostile).query).keys() == {"subject", "body"}


def test_a_card_is_known_by_its_address() -> None:
    assert is_embed(SitePath("p/compromisos/a/tarjeta/index.html"))
    assert not is_embed(SitePath("p/compromisos/tarjeta-a/index.html"))
