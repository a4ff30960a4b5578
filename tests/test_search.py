"""What can be found: the list that reads without JavaScript, and the index that the search reads."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from micrositio.formats.markdown_document import plain, terms
from micrositio.model.text import Text
from micrositio.pages import search
from micrositio.pages.sections import SearchEntry
from micrositio.pipeline.headers import SITE as SITE_HEADERS
from micrositio.pipeline.publisher import Site
from micrositio.render.search_index import ALL_TEXT, search_index
from micrositio.routes import paths as router
from micrositio.routes.synonyms import phrases
from micrositio.sources.loader import SYNONYMS_FILE
from reading import INVENTED, PLANS, ROOTS, build, by_id, content, leads, page, page_paths, parse, rows, site, words
from support import MINIMAL, PLAN, make_site, of_plan, replace, write

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


def named(found: dict[str, Any], kind: str) -> dict[str, list[str]]:
    """The numbers and codes of the entries of a kind, by their address."""
    return {each[2]: each[6].split() for each in cards(found, kind)}


def sought(found: dict[str, Any], address: str) -> list[str]:
    """The words and phrases that lead to an address, beside its own."""
    [entry] = [each for each in found["fichas"] if each[2] == address]
    return phrases(entry[7]) if len(entry) > 7 else []


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
    own = [
        path
        for path in page_paths(site(name))
        if path.count("/") == 1 or "/tablero/" in path or re.search(r"/informe/(?:completo/)?index\.html$", path)
    ]
    own = [path for path in own if "/comparar/" not in path or path.endswith("/comparar/index.html")]
    assert {path for path in own if path != router.SEARCH} <= set(leads(shown, shown.one("main")))
    news = page(name, "novedades")
    assert set(leads(news, news.one("main"))) - {router.FEED} <= set(leads(shown, shown.one("main")))


@pytest.mark.parametrize("name", ROOTS)
def test_the_index_has_what_the_list_has_and_leads_to_the_same_places(name: str) -> None:
    listed = {(str(each.attributes["href"]), words(each)) for each in page(name, "buscar").all(".index a")}
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
    assert [tag for _, _, tag in plans] == ["", "", "plan inventado"]


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
    demo = next(each for each in cards(index(site("raiz")), "compromiso") if "residuos" in each[2])
    assert "Educación" in demo[4]


def test_commitments_activities_and_dated_things_carry_their_numbers_codes_and_dates() -> None:
    found = index(site("raiz"))
    promises, tasks = named(found, "compromiso"), named(found, "actividad")
    assert promises["../plan-2023-2024/compromisos/emprendimiento/index.html"] == ["2", "MXCHH0002"]
    assert promises["../plan-2026/compromisos/emprendimiento-joven/index.html"] == ["2"]
    assert tasks["../demostracion/compromisos/presupuesto/index.html#actividad-presupuesto-3"] == ["2.3"]
    cuts = named(found, "corte")
    assert cuts["../demostracion/tablero/2026-05/index.html"] == ["2026-05-31"]
    assert len(cuts) == len(rows("raiz", "demostracion", "cortes"))


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("../plan-2023-2024/datos/index.html", "excel"),
        ("../plan-2026/datos/index.html", "descargar"),
        ("../plan-2026/informe/index.html", "imprimir"),
        ("../demostracion/tablero/index.html#atrasadas", "vencidas"),
        ("../plan-2026/tablero/index.html", "Atrasadas"),
        ("../demostracion/tablero/calendario/index.html", "plazos"),
        ("../demostracion/tablero/actividades/index.html", "pendientes"),
        ("../en/index.html", "english"),
        ("../novedades/index.html", "noticias"),
    ],
)
def test_pages_are_found_by_what_people_want_of_them(address: str, word: str) -> None:
    assert word in sought(index(site("raiz")), address)


@pytest.mark.parametrize("name", ROOTS)
def test_the_contact_is_found_by_how_people_want_to_write_and_says_what_it_is(name: str) -> None:
    [contact] = [each for each in index(site(name))["fichas"] if each[3] == "Contacto"]
    assert {"correo", "teléfono", "queja"} <= set(phrases(contact[7]))
    assert contact[4]
    assert all(words(each) in contact[4] for each in page(name, "buscar").all("footer a[href^=mailto]"))


def test_each_language_has_its_own_words_and_leads_to_the_others() -> None:
    found = index(site("raiz"), "en")
    assert "spreadsheet" in sought(found, "../plan-2026/datos/index.html")
    assert "spanish" in sought(found, "../../index.html")
    assert any("photograph" in each for each in found["sinonimos"])
    assert not [each for each in found["fichas"] if each[3] == "English"]
    assert not [each for each in index(site("minimo"))["fichas"] if each[3] == "English"]


SYNONYMS = write(
    SYNONYMS_FILE,
    """sinonimos:
  - palabras: tinaco, cisterna
    palabras_en: tank, cistern
  - palabras: pipas de agua, fuga
    pagina: /plan-minimo/compromisos/agua/
  - palabras: fuga en mi calle
    pagina: /plan-minimo/compromisos/agua/#actividad-agua-1
""",
)


def test_a_site_adds_words_that_mean_the_same_and_words_that_lead_to_a_page(tmp_path: Path) -> None:
    found = index(build(make_site(tmp_path, SYNONYMS)))
    assert found["sinonimos"][-1] == ["tinaco", "cisterna"]
    assert found["sinonimos"][:-1] == index(site("minimo"))["sinonimos"]
    page_of = "../plan-minimo/compromisos/agua/index.html"
    assert sought(found, page_of) == ["pipas de agua", "fuga"]
    assert sought(found, f"{page_of}#actividad-agua-1") == ["fuga en mi calle"]


def test_words_may_lead_to_a_plan_that_this_site_leaves_out(tmp_path: Path) -> None:
    edit = (
        replace(of_plan("datapackage.yaml"), "name: plan-minimo", "name: plan-minimo\ndemostracion: true"),
        replace("content/sitio.yaml", "plan_actual: plan-minimo\n", ""),
        replace("content/inicio.md", "[cómo van](/plan-minimo/tablero/)", "cómo van"),
        SYNONYMS,
    )
    built = build(make_site(tmp_path, *edit), exclude_demo=True)
    assert not [path for path in built if path.startswith("plan-minimo/")]


def test_a_kind_lists_at_most_a_hundred_and_leads_to_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_LISTED", 1)
    built = build(MINIMAL)
    shown = parse(built, router.SEARCH)
    many = [each for each in shown.all(".folded") if len(each.css(".index + p a")) == 1]
    assert many
    assert all(len(each.css(".index > li")) == 1 for each in shown.all(".folded"))
    for each in many:
        assert "Estos son los primeros 1; los " in words(each)
    assert len(index(built)["fichas"]) == len(index(site("minimo"))["fichas"])


@pytest.mark.parametrize("path", [router.HOME, router.NOT_FOUND])
def test_home_and_the_page_not_found_have_a_search_that_is_a_plain_form(path: str) -> None:
    shown = parse(site("raiz"), path)
    form = shown.one("main form[role=search]")
    assert form.attributes["method"] == "get"
    assert str(form.attributes["action"]).removeprefix("/").removesuffix("index.html") == "buscar/"
    field = shown.one("main form[role=search] input[type=search][name=q]")
    assert shown.one("main form[role=search] label").attributes["for"] == field.attributes["id"]


def test_the_policy_lets_a_form_go_to_the_site_itself_and_nowhere_else() -> None:
    assert "form-action 'self';" in SITE_HEADERS["Content-Security-Policy"]


def test_the_list_is_folded_by_plan_and_kind_and_says_that_the_search_needs_a_script() -> None:
    shown = page("raiz", "buscar")
    titles = [words(each) for each in shown.section("de-demostracion").css("summary h3")]
    number = len(rows("raiz", "demostracion", "actividades"))
    assert f"Actividades ({number}): Plan de demostración (inventado) inventado" in titles
    assert shown.texts("noscript") == ["La búsqueda necesita JavaScript. Sin él, aquí está la lista completa."]


def test_plans_and_kinds_are_offered_as_filters() -> None:
    shown = page("raiz", "buscar")
    plans = [each.attributes["value"] for each in shown.all("select[name=plan] option")]
    assert plans == ["", "plan-2023-2024", "plan-2026", "demostracion", "_sitio"]
    kinds = [each.attributes["value"] for each in shown.all("select[name=tipo] option")]
    assert set(kinds) == {"", *(kind for kind, _ in index(site("raiz"))["tipos"])}
    assert kinds[:6] == ["", "compromiso", "grupo", "actividad", "lugar", "evidencia"]


def test_many_activities_leave_their_words_to_their_commitment(monkeypatch: pytest.MonkeyPatch) -> None:
    before = index(site("minimo"))
    monkeypatch.setattr(search, "MANY", 0)
    built = build(MINIMAL)
    after = index(built)
    tasks = [(each[2].partition("#")[0], each[3]) for each in cards(before, "actividad")]
    assert tasks
    assert not cards(after, "actividad")
    said = {each[2]: each[4] for each in cards(after, "compromiso")}
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


def test_words_and_terms_come_out_of_a_text() -> None:
    html = '<dl><dt id="uno-mas">Uno &amp; <em>más</em></dt>\n<dd>Qué\nes</dd></dl>'
    assert plain(html) == "Uno & más Qué es"
    assert list(terms(html)) == [("uno-mas", "Uno & más", "Qué es")]
