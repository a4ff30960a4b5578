"""The plan's page and its list of commitments: every version of its period, who is in it, and what nobody published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from micrositio.i18n.display import date_words
from micrositio.i18n.not_known import ANSWERED, STATES, state_of, told_gap, unknowns
from reading import (
    MISSING,
    PLANS,
    Page,
    build,
    by_id,
    facts,
    hrefs,
    items,
    leads,
    link_to,
    page,
    parse,
    plain,
    plan,
    rows,
    shortened,
    spoken,
    squeeze,
    unknown,
    words,
)
from support import PLAN, ROOT, make_site, of_plan, remove, replace, write

EVERY = pytest.mark.parametrize(("name", "plan_id"), PLANS)
DISAGREE = {("raiz", "plan-2023-2024"), ("minimo", PLAN), ("costa-rica", "plan-2019-2022")}


def cites(shown: Page, text: str) -> set[str]:
    """The sources cited in the item of the versions of the period that holds `text`."""
    [item] = [each for each in shown.all(".versions > li") if text in words(each)]
    return {href.partition("#fuente-")[2] for href in hrefs(item)}


@EVERY
def test_every_version_of_the_period_is_there_with_who_says_it_and_its_source(name: str, plan_id: str) -> None:
    shown, of = page(name, plan_id), plan(name, plan_id)
    assert of.periods
    for period in of.periods:
        said = period.according_to.base
        assert cites(shown, f"según: {said}") == set(period.sources)
        [item] = [words(each) for each in shown.all(".versions > li") if f"según: {said}" in words(each)]
        for end in (period.start, period.end):
            assert (date_words(end, "es") if end else MISSING) in item
        assert period.note.base in item


@EVERY
def test_that_the_sources_disagree_about_the_period_is_said_where_they_do(name: str, plan_id: str) -> None:
    section = page(name, plan_id).section("periodo")
    assert ("Las fuentes no coinciden" in words(section)) == ((name, plan_id) in DISAGREE)


def test_a_disagreement_about_the_period_alone_is_enough(tmp_path: Path) -> None:
    second = "  - hasta: 2025\n    segun: Registro\n    fuentes: [registro]\n"
    shown = parse(build(make_site(tmp_path, replace(of_plan("datapackage.yaml"), second, ""))), f"{PLAN}/index.html")
    assert "Las fuentes no coinciden" in words(shown.section("periodo"))
    assert (
        shown.texts(".versions > li")[1]
        == "Hasta 2025 según otra fuente [fuente: 2: Registro de sesiones del Grupo Impulsor]"
    )


def test_with_one_version_nothing_is_said_to_disagree(tmp_path: Path) -> None:
    second = "  - hasta: 2025\n    segun: Registro\n    fuentes: [registro]\n"
    root = make_site(
        tmp_path,
        replace(of_plan("datapackage.yaml"), second, ""),
        replace(of_plan("discrepancias.csv"), "plan-periodo,plan,,periodo,Hasta 2025,,registro\n", ""),
    )
    shown = parse(build(root), f"{PLAN}/index.html")
    assert "no coinciden" not in words(shown.section("periodo"))
    assert len(shown.all(".versions > li")) == 1


@EVERY
def test_what_is_missing_is_told_by_its_state_with_who_could_provide_it(name: str, plan_id: str) -> None:
    shown, known = page(name, plan_id), unknowns(plan(name, plan_id))
    section = shown.section("faltantes")
    lines = {str(line.attributes["id"]): line for line in section.css(".gaps > li")}
    assert sorted(lines) == sorted(f"falta-{gap.id}" for gap in known.gaps)
    states = {f"falta-{gap.id}": state_of(gap) for gap in known.gaps}
    order = (*STATES, ANSWERED)
    assert [order.index(states[key]) for key in lines] == sorted(order.index(states[key]) for key in lines)
    for gap in known.gaps:
        line = lines[f"falta-{gap.id}"]
        why = told_above(line)
        assert words(why).startswith(squeeze(shortened(spoken(told_gap(False, known, gap).sentence))))
        assert len(why.css(".cite a")) == len(gap.sources)
        said = words(line)
        assert said.startswith(squeeze(f"{gap.question.base} {gap.note.base}"))
        assert not gap.who or said.endswith(squeeze(f"Lo puede dar: {gap.who.base}."))
    counts = [int(words(title).split()[0]) for title in section.css("h3")]
    assert sum(counts) == len(known.gaps)
    assert len(counts) == len({state_of(gap) for gap in known.gaps})


def told_above(line: LexborNode) -> LexborNode:
    """Why what a line asks is not known: the sentence before the list."""
    before = line.parent.prev if line.parent else None
    while before is not None and before.tag != "p":
        before = before.prev
    assert before is not None
    return before


@EVERY
def test_why_something_is_not_known_is_told_once_for_all_of_which_it_is_said(name: str, plan_id: str) -> None:
    section = page(name, plan_id).section("faltantes")
    for group in section.html.split("<h3>")[1:] if section.html else []:
        told = [words(each) for each in LexborHTMLParser(f"<h3>{group}").css("p.meta")]
        assert len(told) == len(set(told)) > 0


@EVERY
def test_every_body_is_there_with_what_it_does_and_its_contact_or_no_data(name: str, plan_id: str) -> None:
    of = plan(name, plan_id)
    shown = page(name, plan_id)
    cards = shown.all("#organos > .cards > .card")
    untold = " ".join(shown.texts("#organos > .note"))
    assert len(cards) == len(of.bodies)
    for card, body in zip(cards, of.bodies, strict=True):
        heading = card.css_first("h3")
        assert heading is not None
        assert words(heading).startswith(body.name.base)
        assert len(card.css(".tag")) == len(body.functions)
        told = {term: words(value) for term, value in facts(card).items()}
        assert told.get("Contacto", "") == body.contact
        assert told.get("Desde") == (date_words(body.since, "es") if body.since else None)
        dates, _, contacts = untold.partition("Contacto: ")
        every = "ninguno de estos órganos"
        assert body.contact or body.name.base in contacts or every in contacts
        assert body.since or body.name.base in dates or every in dates
    assert untold.count(MISSING) == any(not each.since for each in of.bodies) + any(
        not each.contact for each in of.bodies
    )


@EVERY
def test_general_facts_stand_with_their_sources(name: str, plan_id: str) -> None:
    of = plan(name, plan_id)
    if of.facts:
        shown = facts(page(name, plan_id).section("datos-generales"))
        for fact in of.facts:
            value = shown[fact.title.base]
            assert words(value).startswith(" ".join(fact.value.base.split()))
            assert {href.partition("#fuente-")[2] for href in hrefs(value)} == set(fact.sources)


@pytest.mark.parametrize(("path", "promises"), [("plan-2023-2024", 3), ("demostracion", 5)])
def test_what_was_promised_is_told_in_short_and_what_is_not_known_of_it_once(path: str, promises: int) -> None:
    section = page("raiz", path).section("compromisos")
    cards = section.css(".card")
    assert len(cards) == promises
    assert all({"¿Se cumplió?", "¿Quién responde?"} <= set(facts(card)) for card in cards)
    assert not [card for card in cards if MISSING in words(card)]
    untold = [words(each) for each in section.css("p.note") if MISSING in words(each)]
    first = f"Avance: {MISSING} de los compromisos 1, 2, 3. Actividades: {MISSING} de los compromisos 1, 2."
    assert untold == ([first] if path == "plan-2023-2024" else [])


@EVERY
def test_who_endorsed_the_plan_is_named_or_no_data(name: str, plan_id: str) -> None:
    said = plain(page(name, plan_id)).texts("#avales > ul > li")
    given = rows(name, plan_id, "avales")
    assert len(said) == len(given)
    for line, row in zip(said, given, strict=True):
        assert line.replace(" ,", ",").startswith(f"{row['nombre'] or MISSING}, ")
        assert (row["organizacion"] or "") in line


@EVERY
def test_documents_about_the_whole_plan_are_listed(name: str, plan_id: str) -> None:
    shown = page(name, plan_id)
    own = {each.id for each in plan(name, plan_id).evidence if each.plan}
    section = shown.section("documentos")
    linked = {path.split("/")[-2] for path in leads(shown, section)} - {"evidencias", plan_id}
    assert linked == own
    assert own or MISSING in words(section)


@EVERY
def test_texts_of_the_plan_are_on_its_page_in_order_with_their_sources(name: str, plan_id: str) -> None:
    texts = [each for each in plan(name, plan_id).texts if each.place == "plan"]
    shown = page(name, plan_id)
    assert shown.texts("main section.text summary > h2") == [each.title.base for each in texts]
    for section, text in zip(shown.all("main section.text"), texts, strict=True):
        cited = {href.partition("#fuente-")[2] for href in hrefs(section) if "#fuente-" in href}
        assert cited == set(text.sources)


@EVERY
def test_the_state_and_the_scope_of_the_plan_head_the_page(name: str, plan_id: str) -> None:
    state = {
        "concluido": "Concluido",
        "en_curso": "En curso",
        "firmado": "Firmado",
        "en_preparacion": "En preparación",
    }
    of = plan(name, plan_id)
    assert page(name, plan_id).texts("h1 + .tags .tag") == [state[of.state], of.jurisdiction.base]


def test_a_signed_plan_says_since_when_and_by_which_source() -> None:
    [line] = page("raiz", "plan-2026").all("h1 + .tags + .meta")
    assert words(line).startswith("Firmado desde: 29 de enero de 2026 [fuentes:")
    cited = {href.partition("#fuente-")[2] for href in hrefs(line) if "#fuente-" in href}
    assert cited == set(plan("raiz", "plan-2026").state_sources) != set()
    english = page("raiz", "en/plan-2026")
    assert words(english.all("h1 + .tags + .meta")[0]).startswith("State “Signed” since: 29 January 2026 [sources:")


def test_with_cuts_the_page_says_how_it_goes_and_leads_to_the_board() -> None:
    section = page("minimo", PLAN).section("como-va")
    assert words(section).startswith("Cómo va 48 % 3 de 3 con dato ¿Cómo se calculó?")
    assert "Actividades informadas completas: 1 de 3; aceptadas como completas: 1." in words(section)
    link_to(section, "tablero/index.html")


@pytest.mark.parametrize("plan_id", ["plan-2023-2024", "plan-2026"])
def test_without_cuts_the_page_says_no_data(plan_id: str) -> None:
    said = words(page("raiz", plan_id).section("como-va"))
    assert said.startswith(f"Cómo va {MISSING}. {unknown('raiz', plan_id, 'avances')}")
    assert "%" not in said


# The list of commitments


@EVERY
def test_the_list_of_commitments_tells_what_was_promised_and_who_answers(name: str, plan_id: str) -> None:
    shown = page(name, f"{plan_id}/compromisos")
    commitments = rows(name, plan_id, "compromisos")
    institutions = by_id(name, plan_id, "instituciones")
    cards = shown.all("main .cards > .card")
    assert shown.one("main .lead").text().startswith(f"{len(commitments)} promesa")
    for card, row in zip(cards, sorted(commitments, key=lambda each: int(each["numero"])), strict=True):
        heading = card.css_first("h2")
        assert heading is not None
        assert words(heading) == f"{row['numero']} {row['titulo_corto'] or row['titulo']}"
        assert leads(shown, heading) == [f"{plan_id}/compromisos/{row['id']}/index.html"]
        named = [institutions[each]["nombre"] for each in items(row["responsables"])]
        said = words(facts(card)["¿Quién responde?"])
        assert all(each in said for each in named)
        assert named or said == MISSING


@EVERY
def test_a_card_never_leaves_a_blank(name: str, plan_id: str) -> None:
    for card in page(name, f"{plan_id}/compromisos").all("main .cards > .card"):
        assert list(facts(card)) == ["¿Quién responde?", "¿Se cumplió?", "Avance", "Actividades"]
        assert all(words(value) for value in facts(card).values())


def test_a_commitment_of_which_no_milestone_is_known_says_so() -> None:
    cards = page("raiz", "plan-2023-2024/compromisos").all("main .cards > .card")
    assert [words(facts(card)["Actividades"]) for card in cards] == [MISSING, MISSING, "se conocen 3"]
    assert [words(facts(card)["Avance"]) for card in cards] == [MISSING] * 3


def test_a_table_that_is_not_there_takes_its_section_with_it(tmp_path: Path) -> None:
    root = make_site(
        tmp_path,
        replace(of_plan("datapackage.yaml"), "  - {name: avales, path: avales.csv}\n", ""),
        remove(of_plan("avales.csv")),
    )
    built = build(root)
    assert "avales" not in parse(built, f"{PLAN}/index.html").ids
    assert "avales" in page("minimo", PLAN).ids
    assert not [path for path in built if path.endswith("avales.csv")]


TEXT = (
    "---\ntitulo: Antes que nada\n{}lugar: plan\norden: 0\nfuentes: [registro]\n---\n### Para empezar\n\nSe cumple.\n"
)
PUBLISHED = {
    "plan-2023-2024": ("vision", "logros", "retos", "metas", "prologo"),
    "plan-2023-2024/proceso": ("coordinacion", "de-las-mesas-a-los-compromisos"),
    "plan-2023-2024/participacion": ("participacion",),
    "plan-2023-2024/tablero": ("por-que-no-hay-porcentajes", "resultados"),
    "plan-2026": ("que-se-sabe",),
    "plan-2026/proceso": ("de-la-encuesta-a-la-firma",),
}
"""Texts whose place on their page was their anchor, in the order that they had."""


def test_a_text_keeps_its_anchor_when_another_comes_before_it(tmp_path: Path) -> None:
    def anchors(front: str) -> list[str | None]:
        built = build(make_site(tmp_path / (front or "sin"), write(of_plan("textos/antes.md"), TEXT.format(front))))
        shown = parse(built, f"{PLAN}/index.html")
        return [
            node.attributes["id"] for node in shown.all("section.text .inside, section.text .inside :not(span)[id]")
        ]

    assert anchors("") == ["texto-antes", "texto-antes-para-empezar", "texto-vision"]
    assert anchors("ancla: texto-2\n") == ["texto-2", "texto-2-para-empezar", "texto-vision"]


def test_a_text_that_states_no_anchor_answers_at_the_one_that_its_place_gave_it() -> None:
    assert page("minimo", PLAN).all("section.text")[0].css("#texto-1")


@pytest.mark.parametrize("path", PUBLISHED)
def test_an_anchor_that_was_a_place_still_leads_to_its_text(path: str) -> None:
    folder = ROOT / "data" / path.split("/")[0] / "textos"
    for place, name in enumerate(PUBLISHED[path], 1):
        title = re.search("^titulo: (.+)$", (folder / f"{name}.md").read_text("utf-8"), re.M)
        assert title
        assert words(page("raiz", path).one(f"#texto-{place} > h2, #seccion-texto-{place}")) == title[1]
        assert page("raiz", path).all(f"section#texto-{place}, .folded details > #texto-{place}")
