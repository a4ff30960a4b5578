"""The home page: what was promised, how it goes, who answers, what is new, where the proof is, and every plan."""

import shutil
from pathlib import Path

import pytest

from reading import (
    MISSING,
    ROOTS,
    Page,
    build,
    by_id,
    hrefs,
    items,
    link_to,
    page,
    parse,
    plan,
    rows,
    unknown,
    words,
)
from support import PLAN, SITES, Files, append, make_site, of_plan, remove, replace, write

CURRENT = {"raiz": "plan-2023-2024", "minimo": PLAN, "costa-rica": "plan-2019-2022", "seis-pasos": "pal-2025"}


def answers(home: Page) -> dict[str, str]:
    """The questions below the commitments, with what the page answers."""
    found = {}
    for each in home.all(".answers > li"):
        heading = each.css_first("h3")
        assert heading is not None
        question = words(heading)
        found[question] = words(each).removeprefix(question).strip()
    return found


@pytest.mark.parametrize("name", ROOTS)
def test_what_citizens_ask_is_answered_at_a_glance(name: str) -> None:
    home = page(name, "")
    asked = [*home.texts(".promises thead th"), *answers(home)]
    assert asked == [
        "¿Qué se prometió?", "¿Se cumplió?", "¿Quién responde?",
        "¿Cómo va?", "¿Qué hay de nuevo?", "¿Dónde está la prueba?", "¿Qué no se sabe?",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ROOTS)
def test_each_commitment_is_named_in_plain_words_with_who_answers_for_it_and_whether_it_was_kept(name: str) -> None:
    home = page(name, "")
    shown = home.all("#compromisos > tbody > tr")
    commitments = rows(name, CURRENT[name], "compromisos")
    institutions = by_id(name, CURRENT[name], "instituciones")
    assert len(shown) == len(commitments)
    for promise, row in zip(shown, sorted(commitments, key=lambda each: int(each["numero"])), strict=True):
        path = f"{CURRENT[name]}/compromisos/{row['id']}/index.html"
        link_to(promise, path)
        kept, who = (words(each) for each in promise.css("td"))
        named = [institutions[each]["nombre"] for each in items(row["responsables"])]
        assert all(each in who for each in named), who
        assert (who == MISSING) == (not named)
        assert row["resumen"] in words(promise)
        answer = words(page(name, path).one(".kept .answer-word"))
        assert kept.startswith(answer)


def test_a_plan_of_many_commitments_shows_the_first_ones_and_the_way_to_all(tmp_path: Path) -> None:
    values = {"responsables": "obras", "peso": "0", "fuentes": "plan-firmado"}
    columns = list(rows("minimo", PLAN, "compromisos")[0])
    more = [
        {**values, "id": f"otro-{n}", "numero": str(n), "titulo": f"Otro {n}", "titulo_corto": f"Otro {n}"}
        for n in range(3, 15)
    ]
    lines = "".join(",".join(each.get(key, "") for key in columns) + "\n" for each in more)
    root = make_site(tmp_path, append(of_plan("compromisos.csv"), lines))
    home = parse(build(root), "index.html")
    assert len(home.all("#compromisos > tbody > tr")) == 12
    assert words(link_to(home.one(".glance"), f"{PLAN}/compromisos/index.html")) == "Vea los 14 compromisos"


def test_without_cuts_the_progress_is_no_data_and_what_was_promised_is_said() -> None:
    said = answers(page("raiz", ""))["¿Cómo va?"]
    assert said.startswith(MISSING)
    assert unknown("raiz", "plan-2023-2024", ()) in said
    assert "El plan prometió informar su avance cada mes." in said
    assert "%" not in said


def test_with_cuts_the_progress_stands_with_its_counts_and_its_cut() -> None:
    # agua-1 complete (1) and agua-2 limited (1/3) weigh 50 each; calles-1 limited; commitments weigh 60 and 40.
    said = answers(page("minimo", ""))["¿Cómo va?"]
    assert "Actividades informadas completas: 1 de 3; aceptadas como completas: 1." in said
    assert "3 de 3 con dato." in said
    new = answers(page("minimo", ""))["¿Qué hay de nuevo?"]
    assert new.startswith("Último corte: 30 de junio de 2024")
    link_to(page("minimo", "").one(".answers"), f"{PLAN}/tablero/index.html")


def test_the_proof_is_counted_by_where_it_is() -> None:
    said = answers(page("minimo", ""))["¿Dónde está la prueba?"]
    assert said.startswith(
        "1 se presenta como prueba de cumplimiento Aceptadas por quien verifica: 1. Documentos del proceso: 2. "
        "Son 3 documentos."
    )
    assert "2 guardados aquí y 1 en otros sitios." in said
    of_chihuahua = plan("raiz", "plan-2023-2024").evidence
    said = answers(page("raiz", ""))["¿Dónde está la prueba?"]
    assert f"Son {len(of_chihuahua)} documentos. Están en otros sitios." in said
    assert said.startswith("0 pruebas de cumplimiento")


def test_what_is_not_known_is_counted_and_leads_to_the_list() -> None:
    said = answers(page("minimo", ""))["¿Qué no se sabe?"]
    assert said.startswith("1 dato que buscamos y no encontramos")
    link_to(page("minimo", "").one(".answers"), f"{PLAN}/index.html#faltantes")
    assert "faltantes" in page("minimo", PLAN).ids


def without_gaps(files: Files) -> None:
    path = of_plan("datapackage.yaml")
    text = files[path]
    assert isinstance(text, bytes)
    head, _, rest = text.partition(b"faltantes:\n")
    files[path] = head + rest[rest.index(b"resources:") :]


def test_a_plan_without_gaps_does_not_say_that_nothing_is_missing(tmp_path: Path) -> None:
    home = parse(build(make_site(tmp_path, without_gaps)), "index.html")
    assert answers(home)["¿Qué no se sabe?"] == (
        "El plan no lleva la cuenta de lo que falta. Donde las páginas dicen «sin dato», no se sabe."
    )
    assert not home.all('a[href$="#faltantes"]')


def test_the_authors_words_follow_the_answers_and_their_links_are_relative() -> None:
    home = page("minimo", "")
    assert home.h1 == "Qué prometió Río Chico y en qué va"
    link = link_to(home.one(".answers + .prose"), "tablero/index.html")
    assert link.attributes["href"] == f"{PLAN}/tablero/index.html"


def test_three_news_are_told_the_latest_of_a_real_plan_first_and_none_invented_before_them() -> None:
    dates = [node.attributes["datetime"] for node in page("raiz", "").section("novedades").css("time")]
    assert dates == ["2026-01-29", "2025-11-07", "2024-05-31"], "two later ones are of the invented plan"
    link_to(page("raiz", "").section("novedades"), "novedades/index.html")


def test_no_news_is_said(tmp_path: Path) -> None:
    edits = remove("content/novedades/2024-04-03-primer-corte.md")
    home = parse(build(make_site(tmp_path, edits)), "index.html")
    assert not home.all("#novedades"), "said once, among the answers"


def test_every_plan_is_listed_with_its_state_its_dates_and_its_size() -> None:
    cards = [words(each) for each in page("raiz", "").all(".plan-list > li")]
    assert len(cards) == 3
    first, second, invented = cards
    assert "Concluido las fuentes no coinciden en sus fechas · 3 compromisos" in first
    assert "Firmado" in second
    assert "2 compromisos" in second
    assert "1 de julio de 2025 a 30 de junio de 2026 · 5 compromisos" in invented


def test_a_plan_whose_dates_nobody_stated_says_so() -> None:
    second = words(page("raiz", "").all(".plan-list > li")[1])
    assert f"Firmado {MISSING}" in second or f"fechas: {MISSING}" in second


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
    assert not home.all("ul.sections")
    assert home.all(".menu .site-nav a")
    assert "Pronto." in words(home.one(".hero"))


@pytest.mark.parametrize("count", [6, 8])
def test_many_plans_do_not_fill_the_menu_of_every_page_nor_the_home_page(tmp_path: Path, count: int) -> None:
    shutil.copytree(SITES / "tres-tablas", tmp_path, dirs_exist_ok=True)
    names = [f"plan-{number}" for number in range(count)]
    for name in names:
        shutil.copytree(tmp_path / "data" / "plan-vega", tmp_path / "data" / name)
        descriptor = tmp_path / "data" / name / "datapackage.yaml"
        descriptor.write_text(descriptor.read_text("utf-8").replace("plan-vega", name), "utf-8")
    shutil.rmtree(tmp_path / "data" / "plan-vega")
    settings = tmp_path / "content" / "sitio.yaml"
    settings.write_text(settings.read_text("utf-8").replace("[plan-vega]", f"[{', '.join(names)}]"), "utf-8")
    of = build(tmp_path)
    home, other = parse(of, "index.html"), parse(of, "acerca/index.html")
    whole = [f"{name}/index.html" for name in names]
    if count == 6:
        assert hrefs(other.one(".plans")) == [f"../{path}" for path in whole]
        assert not home.all("#planes ~ details")
    else:
        assert hrefs(other.one(".plans")) == [f"../{whole[-1]}", "../index.html#planes"]
        assert other.texts(".plans a")[-1] == "Todos los planes (8)"
        assert [link for each in home.all("section > .plan-list h3") for link in hrefs(each)] == whole[:6]
        assert home.texts("#planes ~ details > summary") == ["Otros 2 planes"]
        assert [link for each in home.all("#planes ~ details h3") for link in hrefs(each)] == whole[6:]
