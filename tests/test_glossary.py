"""Terms lead to the glossary at their first use in each page's prose, and nowhere else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from micrositio.formats.markdown_document import read_document
from micrositio.render.glossary import Glossary, glossaries
from reading import ROOTS, build, page, pages, parse, words
from support import append, make_site

PAGE = """---
titulo: Glosario
---
Órgano garante
:   Cuida el derecho a saber.

Garante
:   Quien cuida.

Mecanismo de Revisión Independiente (IRM)
:   Evalúa.

Evaluación
:   Lo que se concluye.

Voz
:   Lo que se dice.

Acuerdo
:   Lo que se decide.

SHA-256
:   Una huella.
"""


def terms() -> Glossary:
    document, _ = read_document("content/glosario.md", PAGE.encode())
    return glossaries(document)["es"]


def linked(text: str, seen: set[str] | None = None) -> str:
    return terms().linked(text, set() if seen is None else seen, lambda anchor, found: f"[{found}→{anchor}]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>El órgano garante.</p>", "<p>El [órgano garante→órgano-garante].</p>"),
        ("Los ÓRGANOS GARANTES", "Los [ÓRGANOS GARANTES→órgano-garante]"),
        ("el organo garante", "el [organo garante→órgano-garante]"),
        ("el garante", "el [garante→garante]"),
        ("las evaluaciones", "las [evaluaciones→evaluación]"),
        ("las voces", "las [voces→voz]"),
        ("voz y voces", "[voz→voz] y voces"),
        ("el IRM y el Mecanismo de Revisión Independiente",
         "el [IRM→mecanismo-de-revisión-independiente-irm] y el Mecanismo de Revisión Independiente"),
        ("la huella SHA-256", "la huella [SHA-256→sha-256]"),
        ("garantes garante", "[garantes→garante] garante"),
        ("un garantero, desgarante", "un garantero, desgarante"),
        ("de acuerdo con el acuerdo", "de acuerdo con el [acuerdo→acuerdo]"),
        ("<h2>Voz</h2><p>voz</p>", "<h2>Voz</h2><p>[voz→voz]</p>"),
        ('<a href="/voz/">voz <b>voz</b></a>, voz', '<a href="/voz/">voz <b>voz</b></a>, [voz→voz]'),
        ("<code>voz</code> <pre>voz</pre> <span>voz</span>", "<code>voz</code> <pre>voz</pre> <span>voz</span>"),
        ('<abbr title="voz > voz">v</abbr> voz', '<abbr title="voz > voz">v</abbr> [voz→voz]'),
        ("", ""),
    ],
)  # fmt: skip
def test_the_first_use_of_a_term_leads_to_where_it_is_explained(text: str, expected: str) -> None:
    assert linked(text) == expected


def test_a_term_is_linked_once_in_all_the_texts_of_a_page() -> None:
    seen: set[str] = set()
    assert linked("voz", seen) == "[voz→voz]"
    assert linked("voz y garante", seen) == "voz y [garante→garante]"


def test_without_a_glossary_a_text_stays_as_it_is() -> None:
    assert Glossary().linked("<p>voz</p>", set(), lambda anchor, found: "") == "<p>voz</p>"
    assert glossaries(None) == {}


@pytest.mark.parametrize("name", ROOTS)
def test_on_every_page_each_term_is_linked_at_most_once_and_to_the_glossary(name: str) -> None:
    found = 0
    for shown in pages(name):
        links = [str(each.attributes["href"]) for each in shown.all("a.term")]
        assert all("glosario/index.html#" in each for each in links), shown.path
        assert not [each for each, times in Counter(links).items() if times > 1], shown.path
        assert not shown.all("h1 .term, h2 .term, h3 .term, h4 .term, a a, code .term")
        found += len(links)
    assert found or name == "minimo"


def test_the_glossary_does_not_lead_to_itself() -> None:
    assert not page("raiz", "glosario").all("a.term")


def test_the_words_of_a_commitment_leads_to_the_glossary(tmp_path: Path) -> None:
    site = build(make_site(tmp_path, append("content/glosario.md", "\n\nAgua\n:   Lo que se bebe.\n")))
    shown = parse(site, "plan-minimo/compromisos/agua/index.html")
    [link] = [each for each in shown.all("a.term") if words(each) == "agua"]
    assert str(link.attributes["href"]).endswith("glosario/index.html#agua")
