"""Every fact of the source documents stands on a page, in words that state it, with its source beside it."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import pytest
from selectolax.lexbor import LexborNode

from reading import Page, page, rows, words
from support import ROOT


@cache
def generator() -> ModuleType:
    """The script that writes the document."""
    spec = importlib.util.spec_from_file_location("semillas", ROOT / "scripts" / "semillas.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


KEPT = generator().rows()
STATED = [row for row in KEPT if row["pagina"]]
ALONE = {"fact", "measure"}
"""Classes of blocks that carry the sources of all that stands in them."""
WIDE = {"prose", "measure"}
"""Classes of blocks whose lists have their sources once, below or above them."""


@cache
def shown(path: str) -> Page:
    """A page of the real site without what each source says of its fields: only what the page itself says."""
    own = Page(path, page("raiz", path).html.encode())
    for node in own.tree.css(".said"):
        node.decompose()
    return own


def holders(on: Page, text: str) -> list[LexborNode]:
    """The innermost elements of the page's own content that hold a text."""
    return [
        node
        for node in on.one("main").css("*")
        if text in words(node) and not any(text in words(child) for child in node.iter())
    ]


def cites(node: LexborNode, source: str) -> bool:
    """Whether an element links to a source."""
    return any(str(link.attributes["href"]).endswith(f"#fuente-{source}") for link in node.css("a[href]"))


def is_alone(node: LexborNode) -> bool:
    """Whether the sources of an element are looked for no further than in it."""
    if node.tag == "li":
        return not any(WIDE & classes(each) for each in above(node))
    return node.tag in ("section", "tr", "article") or bool(ALONE & classes(node))


def classes(node: LexborNode) -> set[str]:
    """The classes of an element."""
    return set(str(node.attributes.get("class") or "").split())


def above(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around an element, from the nearest to the page's own content."""
    while node.tag != "main":
        assert node.parent is not None
        node = node.parent
        yield node


def is_sourced(node: LexborNode, source: str) -> bool:
    """Whether a source stands beside an element: in its block, or among the sources of the record that the page is."""
    for each in (node, *above(node)):
        if each.tag == "main":
            return any(cites(own, source) for own in each.iter() if "row-sources" in classes(own))
        if cites(each, source):
            return True
        if is_alone(each):
            return False
    return False


@pytest.mark.parametrize("row", STATED, ids=lambda row: f"{row['documento']}-{row['frase']}")
def test_the_page_states_the_fact_with_its_source_beside_it(row: dict[str, str]) -> None:
    found = holders(shown(row["pagina"]), row["palabras"])
    assert found, f"«{row['palabras']}» is not on {row['pagina']}"
    assert any(is_sourced(node, row["fuente"]) for node in found), row["fuente"]


def test_a_source_that_is_not_beside_the_words_is_not_taken_for_theirs() -> None:
    [held] = holders(shown("plan-2023-2024"), "seguridad;")
    assert is_sourced(held, "ogp-plan")
    assert not is_sourced(held, "plan-texto")
    assert holders(shown("plan-2023-2024"), "Da un solo día, el 6 de junio de 2023.") == []


@pytest.mark.parametrize("row", KEPT, ids=lambda row: f"{row['documento']}-{row['frase']}")
def test_a_line_gives_its_page_words_and_source_or_says_why_it_has_none(row: dict[str, str]) -> None:
    assert row["documento"] in generator().DOCUMENTS
    assert row["hecho"]
    assert bool(row["pagina"]) == bool(row["palabras"]) == bool(row["fuente"]) != bool(row["motivo"])
    if row["fuente"]:
        assert row["fuente"] in {each["id"] for each in rows("raiz", row["pagina"].split("/")[0], "fuentes")}


@pytest.mark.parametrize("key", ["plan-texto", "opengovweek-cumplimiento", "ogp-plan"])
def test_no_sentence_of_the_documents_of_the_plan_is_passed_over(key: str) -> None:
    told = [re.findall(r"\d+", row["frase"]) for row in KEPT if row["documento"] == key]
    numbers = {number for each in told for number in range(int(each[0]), int(each[-1]) + 1)}
    assert numbers == set(range(1, max(numbers) + 1))


def test_the_document_is_fresh() -> None:
    assert generator().PAGE.read_text("utf-8") == generator().document(), "corra ./scripts/semillas"
