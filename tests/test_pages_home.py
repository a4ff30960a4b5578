"""The home page: what was promised, how it goes, who answers, what is new, where the proof is, and every plan."""

from pathlib import Path

import pytest

from reading import MISSING, ROOTS, Page, build, by_id, facts, items, link_to, page, parse, plan, rows, words
from support import PLAN, Files, make_site, of_plan, remove, replace, write

CURRENT = {"raiz": "plan-2023-2024", "minimo": PLAN, "costa-rica": "plan-2019-2022", "seis-pasos": "pal-2025"}


def answers(home: Page) -> dict[str, str]:
    """The four questions with what the page answers."""
    found = {}
    for each in home.all(".answers > li"):
        heading = each.css_first("h3")
        assert heading is not None
        question = words(heading)
        found[question] = words(each).removeprefix(question).strip()
    return found


@pytest.mark.parametrize("name", ROOTS)
def test_four_questions_are_answered_at_a_glance(name: str) -> None:
    said = answers(page(name, ""))
    assert list(said) == ["¿Qué se prometió?", "¿Cómo va?", "¿Dónde está la prueba?", "¿Qué no se sabe?"]
    promised = len(rows(name, CURRENT[name], "compromisos"))
    assert said["¿Qué se prometió?"].startswith(f"{promised} compromisos")


@pytest.mark.parametrize("name", ROOTS)
def test_each_commitment_is_named_with_who_answers_for_it(name: str) -> None:
    cards = page(name, "").all("#compromisos ~ .cards > .card")
    commitments = rows(name, CURRENT[name], "compromisos")
    institutions = by_id(name, CURRENT[name], "instituciones")
    assert len(cards) == len(commitments)
    for card, row in zip(cards, sorted(commitments, key=lambda each: int(each["numero"])), strict=True):
        link_to(card, f"{CURRENT[name]}/compromisos/{row['id']}/index.html")
        said = words(facts(card)["¿Quién responde?"])
        named = [institutions[each]["nombre"] for each in items(row["responsables"])]
        assert all(each in said for each in named), said
        assert (said == MISSING) == (not named)


def test_without_cuts_the_progress_is_no_data_and_what_was_promised_is_said() -> None:
    said = answers(page("raiz", ""))["¿Cómo va?"]
    assert said.startswith(MISSING)
    assert "El plan prometió informar su avance cada mes, y no se encontró ningún informe." in said
    assert "%" not in said


def test_with_cuts_the_progress_stands_with_its_counts_and_its_cut() -> None:
    # agua-1 complete (1) and agua-2 limited (1/3) weigh 50 each; calles-1 limited; commitments weigh 60 and 40.
    said = answers(page("minimo", ""))["¿Cómo va?"]
    assert "1 de 3 actividades completas; 1 verificadas. Corte: 30 de junio de 2024." in said
    link_to(page("minimo", "").one(".answers"), f"{PLAN}/tablero/index.html")


def test_the_proof_is_counted_by_where_it_is() -> None:
    said = answers(page("minimo", ""))["¿Dónde está la prueba?"]
    assert said.startswith("3 documentos 2 guardados aquí y 1 en otros sitios.")
    of_chihuahua = plan("raiz", "plan-2023-2024").evidence
    said = answers(page("raiz", ""))["¿Dónde está la prueba?"]
    assert said.startswith(f"{len(of_chihuahua)} documentos Están en otros sitios.")


def test_what_nobody_published_is_counted_and_leads_to_the_list() -> None:
    said = answers(page("minimo", ""))["¿Qué no se sabe?"]
    assert said.startswith("1 dato que nadie publicó")
    link_to(page("minimo", "").one(".answers"), f"{PLAN}/index.html#faltantes")
    assert "faltantes" in page("minimo", PLAN).ids


def without_gaps(files: Files) -> None:
    path = of_plan("datapackage.yaml")
    text = files[path]
    assert isinstance(text, bytes)
    head, _, rest = text.partition(b"faltantes:\n")
    files[path] = head + rest[rest.index(b"resources:") :]


def test_a_plan_without_gaps_says_that_it_names_none(tmp_path: Path) -> None:
    home = parse(build(make_site(tmp_path, without_gaps)), "index.html")
    assert answers(home)["¿Qué no se sabe?"] == "0 datos que nadie publicó El plan no señala ninguno."
    assert not home.all('a[href$="#faltantes"]')


def test_the_authors_words_open_the_page_and_their_links_are_relative() -> None:
    home = page("minimo", "")
    assert home.h1 == "Qué prometió Río Chico y en qué va"
    link = link_to(home.one(".hero"), "tablero/index.html")
    assert link.attributes["href"] == f"{PLAN}/tablero/index.html"


def test_the_three_latest_news_are_told_latest_first() -> None:
    dates = [node.attributes["datetime"] for node in page("raiz", "").section("novedades").css("time")]
    assert dates == ["2026-07-05", "2026-01-30", "2026-01-29"]
    link_to(page("raiz", "").section("novedades"), "novedades/index.html")


def test_no_news_is_said(tmp_path: Path) -> None:
    edits = remove("content/novedades/2024-04-03-primer-corte.md")
    home = parse(build(make_site(tmp_path, edits)), "index.html")
    assert words(home.section("novedades")) == "Qué hay de nuevo Todavía no hay novedades."


def test_every_plan_is_listed_with_its_state_its_dates_and_its_size() -> None:
    cards = [words(each) for each in page("raiz", "").all(".plan-list > li")]
    assert len(cards) == 3
    first, second, invented = cards
    assert "Concluido las fuentes no coinciden en sus fechas · 3 compromisos" in first
    assert "En preparación" in second
    assert "2 compromisos" in second
    assert "1 de julio de 2025 a 30 de junio de 2026 · 5 compromisos" in invented


def test_a_plan_whose_dates_nobody_stated_says_so() -> None:
    second = words(page("raiz", "").all(".plan-list > li")[1])
    assert f"En preparación {MISSING}" in second or f"fechas: {MISSING}" in second


def test_only_the_invented_plan_of_the_list_is_marked() -> None:
    marks = [bool(each.css("[data-inventado]")) for each in page("raiz", "").all(".plan-list > li")]
    assert marks == [False, False, True]


def test_an_invented_current_plan_is_marked_at_the_glance() -> None:
    assert page("seis-pasos", "").all(".glance [data-inventado]")
    assert not page("raiz", "").all(".glance [data-inventado]")


def test_a_site_without_plans_says_so(tmp_path: Path) -> None:
    no_link = "---\ntitulo: Hola\ndescripcion: Aún nada.\n---\nPronto.\n"
    root = make_site(
        tmp_path,
        replace(of_plan("datapackage.yaml"), f"name: {PLAN}\n", f"name: {PLAN}\ndemostracion: true\n"),
        write("content/inicio.md", no_link),
        remove("content/novedades/2024-04-03-primer-corte.md"),
    )
    home = parse(build(root, exclude_demo=True), "index.html")
    assert words(home.section("planes")) == "Todos los planes Este sitio todavía no tiene planes."
    assert not home.all(".glance")
    assert not home.all(".menu-bar")
