"""The filters over a list, as they are written at build time: what can be chosen is there, and counted right."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborNode

from reading import ROOTS, Page, build, by_id, content, page, page_paths, pages, parse, plan, rows, site, words
from support import PLAN, ROOT, make_site

DEMO = "demostracion"
SCRIPT = ROOT / "themes" / "base" / "static" / "filtros.js"
OPTION = re.compile(r"(.+) \(([\d,]+)\)")


@cache
def filtered() -> tuple[tuple[str, str], ...]:
    """Every page with filters, as (site, path)."""
    return tuple((name, each.path) for name in ROOTS for each in pages(name) if each.all("form.filters"))


EVERY = pytest.mark.parametrize("name", ROOTS)


def those_of(name: str) -> list[Page]:
    """The pages of a site that have filters."""
    return [page(of, path) for of, path in filtered() if of == name]


def things(shown: Page) -> dict[str, set[str]]:
    """The things of the list, each with all that it is found by: a document of two groups is one thing."""
    found: dict[str, set[str]] = {}
    for number, node in enumerate(shown.all("[data-filtro]")):
        own = found.setdefault(node.attributes.get("data-clave") or str(number), set())
        own |= set(str(node.attributes["data-filtro"]).split()) | set((group(node) or "").split())
    return found


def group(node: LexborNode) -> str | None:
    above = node.parent
    while above and "data-grupo" not in above.attributes:
        above = above.parent
    assert above, "a thing to filter is in no group"
    return above.attributes["data-grupo"]


def options(shown: Page) -> dict[str, tuple[str, int]]:
    """What can be chosen: «choice:value» → its words and its count."""
    found = {}
    for select in shown.all("form.filters select"):
        for option in select.css("option:not([value=''])"):
            match = OPTION.fullmatch(words(option))
            assert match, words(option)
            count = int(match[2].replace(",", ""))
            found[f"{select.attributes['name']}:{option.attributes['value']}"] = match[1], count
    return found


def choice(shown: Page, name: str) -> dict[str, int]:
    """The options of a choice by their value, counted."""
    return {key.partition(":")[2]: count for key, (_, count) in options(shown).items() if key.startswith(f"{name}:")}


@EVERY
def test_each_option_counts_exactly_what_choosing_it_leaves(name: str) -> None:
    for shown in those_of(name):
        counted = Counter(word for own in things(shown).values() for word in own)
        assert {key: count for key, (_, count) in options(shown).items()} == counted


@EVERY
def test_a_choice_can_always_leave_something_out(name: str) -> None:
    for shown in those_of(name):
        for select in shown.all("form.filters select"):
            assert min(choice(shown, str(select.attributes["name"])).values()) < len(things(shown))


@EVERY
def test_filters_are_hidden_until_the_script_makes_them_work(name: str) -> None:
    for shown in those_of(name):
        form = shown.one("form.filters")
        assert "hidden" in form.attributes
        assert not shown.all("select:not(form *), input:not(form *), button:not(form *)")
        assert all(words(label) for label in form.css("label"))
        assert len(form.css("label")) == len(form.css("label > select, label > input"))


def test_only_the_pages_with_filters_load_their_script() -> None:
    for name in ROOTS:
        loading = [path for path in page_paths(site(name)) if b"filtros.js" in content(site(name), path)]
        assert loading == [path for of, path in filtered() if of == name]


def test_they_are_on_the_list_of_milestones_each_cut_and_the_repository() -> None:
    found = {path for name, path in filtered() if name == "raiz" and path.startswith(DEMO)}
    cuts = {f"{DEMO}/tablero/{row['id']}/index.html" for row in rows("raiz", DEMO, "cortes")}
    assert found == {f"{DEMO}/tablero/actividades/index.html", f"{DEMO}/evidencias/index.html"} | cuts


def test_a_short_list_is_read_at_once_and_has_none() -> None:
    assert not [path for name, path in filtered() if name == "minimo"]
    assert not page("minimo", f"{PLAN}/tablero/actividades").all("[data-filtro]")


def test_milestones_are_counted_as_the_tables_have_them() -> None:
    shown = page("raiz", f"{DEMO}/tablero/actividades")
    milestones = rows("raiz", DEMO, "actividades")
    assert choice(shown, "compromiso") == Counter(row["compromiso"] for row in milestones)
    assert choice(shown, "institucion") == Counter(row["institucion"] for row in milestones)
    last = rows("raiz", DEMO, "cortes")[-1]["id"]
    told = Counter(row["estado"] for row in rows("raiz", DEMO, "avances") if row["corte"] == last)
    assert choice(shown, "estado") == told | {"_sin-dato": len(milestones) - told.total()}


def test_what_is_to_be_looked_at_is_what_the_lists_of_the_board_hold() -> None:
    shown = page("raiz", f"{DEMO}/tablero/actividades")
    found = choice(shown, "mirar")
    assert {"atrasadas", "sin-evidencia", "sin-dato"} <= set(found)
    for anchor in set(found) - {"reprogramadas"}:
        heading = words(page("raiz", f"{DEMO}/tablero").one(f"h3#seccion-{anchor}"))
        assert heading.endswith(f"({found[anchor]})")
        assert options(shown)[f"mirar:{anchor}"][0] in heading


def test_documents_are_counted_as_their_folders_have_them() -> None:
    shown = page("raiz", f"{DEMO}/evidencias")
    documents = plan("raiz", DEMO).evidence
    assert len(things(shown)) == len(documents)
    assert choice(shown, "tipo") == Counter(each.kind for each in documents)
    assert choice(shown, "lugar") == {
        "_aqui": sum(bool(each.file) for each in documents),
        "_en-otro-sitio": sum(not each.file for each in documents),
    }


def test_a_document_is_found_by_who_answers_for_what_it_is_about() -> None:
    milestones = by_id("raiz", DEMO, "actividades")
    found = things(page("raiz", f"{DEMO}/evidencias"))
    for each in plan("raiz", DEMO).evidence:
        for key in each.milestones:
            assert f"institucion:{milestones[key]['institucion']}" in found[each.id]


def test_dates_are_offered_by_year_and_by_month_the_oldest_first_and_never_more_precise_than_known() -> None:
    for name, path in filtered():
        found = [value for value in choice(page(name, path), "fecha") if value != "_sin-dato"]
        assert found == sorted(found)
        assert all(re.fullmatch(r"\d{4}(-\d{2})?", value) for value in found)
    shown = options(page("raiz", f"{DEMO}/tablero/actividades"))
    assert shown["fecha:2026"][0] == "2026"
    assert shown["fecha:2026-06"][0] == "junio de 2026"


def test_values_are_ids_so_that_an_address_is_the_same_in_every_language() -> None:
    for name, path in filtered():
        assert all(re.fullmatch(r"[a-z]+:_?[a-z0-9]+([-_][a-z0-9]+)*", key) for key in options(page(name, path)))


def test_a_choice_with_too_many_options_to_read_is_not_offered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("micrositio.pages.views.filters.MANY", 1)
    monkeypatch.setattr("micrositio.pages.views.filters.FEW", 1)
    shown = parse(build(make_site(tmp_path)), f"{PLAN}/tablero/actividades/index.html")
    assert [str(each.attributes["name"]) for each in shown.all("form.filters select")] == []
    assert [str(each.attributes["name"]) for each in shown.all("form.filters input")] == ["texto"]


def test_the_words_of_the_script_are_in_the_page_and_the_script_is_small() -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    assert len(gzip.compress(script.encode())) <= 3_000
    asked = set(re.findall(r"words\.(\w+)", re.sub(r"item\.words\.\w+", "", script)))
    form = page("raiz", f"{DEMO}/tablero/actividades").one("form.filters")
    assert asked == {name.removeprefix("data-") for name in form.attributes if name.startswith("data-")}
    code = re.sub(r"//.*", "", script)
    assert not re.findall(r"[\"'`][^\"'`]*[áéíóúñ][^\"'`]*[\"'`]", code)


def test_the_board_of_the_demonstration_is_within_its_budget() -> None:
    sheets = tuple(f"recursos/{each}" for each in ("base.css", "filtros.css", "tablero.css", "colores.css"))
    for path, scripts in (("", ("plegado.js", "tablero.js")), ("actividades/", ("filtros.js", "actividades.js"))):
        parts = (f"{DEMO}/tablero/{path}index.html", *sheets, *(f"recursos/{each}" for each in scripts))
        assert sum(len(gzip.compress(content(site("raiz"), each))) for each in parts) <= 30_000
