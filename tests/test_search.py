"""What can be found: the list that reads without JavaScript, and the index that the search reads."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from micrositio.formats.markdown_document import plain, terms
from micrositio.model.text import Text
from micrositio.pages import search
from micrositio.pages.sections import SearchEntry
from micrositio.pipeline.publisher import Site
from micrositio.render.search_index import ALL_TEXT, search_index
from micrositio.routes import paths as router
from reading import INVENTED, PLANS, ROOTS, build, by_id, content, leads, page, page_paths, parse, site, words
from support import MINIMAL, PLAN

MOST = 40 * 1024
"""Bytes that the search may weigh, compressed, in each language."""
ASSIGNS = "self.indice = "
LISTED = {
    "compromisos": "compromisos",
    "evidencias": "evidencias",
    "sesiones": "sesiones",
    "instituciones": "responsables",
}


def index(of: Site, language: str = "es") -> dict[str, Any]:
    text = content(of, router.search_index(language)).decode("utf-8")
    assert text.startswith(ASSIGNS)
    assert text.endswith(";\n")
    return dict(json.loads(text.removeprefix(ASSIGNS).rstrip(";\n")))


def cards(found: dict[str, Any], kind: str) -> list[list[Any]]:
    return [each for each in found["fichas"] if found["tipos"][each[0]][0] == kind]


def entry(title: str, about: str = "", **more: Any) -> SearchEntry:
    return SearchEntry("page", router.ABOUT, title=Text(title), about=(Text(about),), **more)


def read(*entries: SearchEntry, language: str = "es") -> dict[str, Any]:
    return dict(json.loads(search_index(entries, language).decode("utf-8").removeprefix(ASSIGNS).rstrip(";\n")))


@pytest.mark.parametrize(("name", "plan_id"), PLANS)
@pytest.mark.parametrize("table", LISTED)
def test_the_list_links_every_row_that_has_a_page(name: str, plan_id: str, table: str) -> None:
    shown = page(name, "buscar")
    there = set(leads(shown, shown.one("main")))
    folder = f"{plan_id}/{LISTED[table]}"
    assert {f"{folder}/{key}/index.html" for key in by_id(name, plan_id, table)} <= there


@pytest.mark.parametrize("name", ROOTS)
def test_the_list_links_every_table_term_activity_news_item_and_page(name: str) -> None:
    shown = page(name, "buscar")
    links = {each.attributes["href"] for each in shown.all("#lista a")}
    titles = set(shown.texts("#lista a"))
    for of, plan_id in PLANS:
        if of == name:
            tables = {path for path in site(name) if path.startswith(f"{plan_id}/datos/") and path.endswith("x.html")}
            assert tables <= set(leads(shown, shown.one("main")))
            rows = by_id(name, plan_id, "actividades").values()
            assert {f"../{plan_id}/compromisos/{r['compromiso']}/index.html#actividad-{r['id']}" for r in rows} <= links
    assert set(page(name, "glosario").texts(".prose dt")) <= titles
    own = [path for path in page_paths(site(name)) if path.count("/") == 1]
    assert {path for path in own if path != router.SEARCH} <= set(leads(shown, shown.one("main")))
    news = page(name, "novedades")
    assert set(leads(news, news.one("main"))) - {router.FEED} <= set(leads(shown, shown.one("main")))


@pytest.mark.parametrize("name", ROOTS)
def test_the_index_has_what_the_list_has_and_leads_to_the_same_places(name: str) -> None:
    listed = {
        (str(each.attributes["href"]), words(each)) for each in page(name, "buscar").all("#lista li li a, .index a")
    }
    found = {(each[2], each[3]) for each in index(site(name))["fichas"]}
    assert {href for href, _ in listed} == {href for href, _ in found}
    assert {title for _, title in found} <= {title.removesuffix(" (en inglés)") for _, title in listed}


def test_what_is_of_an_invented_plan_says_so_in_the_list_and_in_the_index() -> None:
    for name, plan_id in PLANS:
        part = page(name, "buscar").section(f"de-{plan_id}")
        tags = [words(each) for each in part.css("h2 .invented-tag")]
        assert tags == (["inventado"] if (name, plan_id) in INVENTED else [])
        assert bool(part.css("[data-inventado]")) == ((name, plan_id) in INVENTED)
    plans = index(site("raiz"))["planes"]
    assert [tag for _, tag in plans] == ["", "", "plan inventado"]


def test_the_current_plan_comes_first() -> None:
    assert page("raiz", "buscar").texts("#lista h2")[0] == "Primer plan, 2023–2024"


def test_script_and_index_weigh_at_most_40_kb() -> None:
    files = [content(site("raiz"), path) for path in (router.asset("buscar.js"), router.search_index("es"))]
    assert sum(len(gzip.compress(each, 9, mtime=0)) for each in files) <= MOST


@pytest.mark.parametrize("name", ROOTS)
def test_only_the_search_page_asks_for_the_script_and_no_page_for_the_index(name: str) -> None:
    pages = {path: content(site(name), path).decode() for path in page_paths(site(name))}
    assert [path for path, html in pages.items() if "buscar.js" in html] == [router.SEARCH]
    assert not [path for path, html in pages.items() if "<script" in html and 'src="../recursos/indice' in html]


@pytest.mark.parametrize("name", ROOTS)
def test_every_page_leads_to_the_search(name: str) -> None:
    for path in page_paths(site(name)):
        assert "buscar/" in content(site(name), path).decode() or path == router.SEARCH, path


def test_a_commitment_is_found_by_its_own_words_and_by_who_answers() -> None:
    demo = next(each for each in cards(index(site("raiz")), "commitment") if "residuos" in each[2])
    assert "Educación" in demo[4]
    assert "DEMO0005" in demo[4]


def test_many_activities_leave_their_words_to_their_commitment(monkeypatch: pytest.MonkeyPatch) -> None:
    before = index(site("minimo"))
    monkeypatch.setattr(search, "MANY", 0)
    built = build(MINIMAL)
    after = index(built)
    tasks = [(each[2].partition("#")[0], each[3]) for each in cards(before, "milestone")]
    assert tasks
    assert not cards(after, "milestone")
    said = {each[2]: each[4] for each in cards(after, "commitment")}
    assert all(text in said[commitment] for commitment, text in tasks)
    section = parse(built, router.SEARCH).section(f"de-{PLAN}")
    assert f"Sus {len(tasks)} actividades están en las páginas de sus compromisos." in words(section)


def test_the_texts_of_an_index_have_an_end_however_many_the_entries() -> None:
    found = read(*(entry(f"Ficha {number}", "palabra " * 500) for number in range(2_000)))
    texts = [each[4] for each in found["fichas"]]
    assert sum(map(len, texts)) <= ALL_TEXT
    assert all(text.endswith("palabra…") for text in texts)


def test_an_index_is_in_its_language_and_marks_what_is_not() -> None:
    both = SearchEntry("commitment", router.ABOUT, title=Text("Agua", "Water"), about=(Text("Pozos", "Wells"),))
    spanish = entry("Solo aquí", "Nada más")
    found = read(both, spanish, language="en")
    assert found["fichas"][0][2:] == ["../acerca/index.html", "Water", "Wells"]
    assert found["fichas"][1][3:] == ["Solo aquí", "Nada más", "es"]
    assert [each[3:] for each in read(both, spanish)["fichas"]] == [["Agua", "Pozos"], ["Solo aquí", "Nada más"]]


def test_an_index_is_a_script_whatever_the_texts_say() -> None:
    hostile = entry('"; alert(1); "\u2028\u2029</script>', "\\")
    script = search_index([hostile], "es").decode("utf-8")
    assert script.count("\n") == 1
    assert "\u2028" not in script
    assert json.loads(script.removeprefix(ASSIGNS).rstrip(";\n"))["fichas"][0][3].startswith('"; alert(1); "')


def test_another_way_to_link_gives_other_addresses() -> None:
    script = search_index([entry("Acerca")], "en", lambda origin, target, anchor: f"/en/{target}{anchor}").decode()
    assert '"/en/acerca/index.html"' in script


def test_words_and_terms_come_out_of_a_text() -> None:
    html = '<dl><dt id="uno-mas">Uno &amp; <em>más</em></dt>\n<dd>Qué\nes</dd></dl>'
    assert plain(html) == "Uno & más Qué es"
    assert list(terms(html)) == [("uno-mas", "Uno & más", "Qué es")]
