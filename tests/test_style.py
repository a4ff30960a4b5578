"""One sheet and its templates: no rule that styles nothing, no class that nothing styles, no sheet that grows."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from micrositio.problems.problem import Place
from micrositio.sources.theme import Theme, find_theme, joined
from reading import ROOTS, pages
from support import ROOT

OTHERS = frozenset({"base.css", "tarjeta.css"})
BASE = ROOT / "themes" / "base"
SHEETS = cast(Theme, find_theme("base", (ROOT / "themes",), Place("content/sitio.yaml"))[0]).sheets
"""The components of each style sheet of the base theme."""
FIRST = joined(SHEETS["base.css"]).decode()
"""The sheet of every page."""
SHEET = FIRST + "".join(joined(each).decode() for name, each in SHEETS.items() if name not in OTHERS)
"""All sheets, but that of colours and that of the card for other sites."""
LIMIT = 10_500
"""Bytes of the two sheets together, compressed, that a first visit may cost."""
HOOKS = frozenset(
    {"beyond", "brand-standing", "headline-main", "modified", "pattern", "publisher", "signed", "tags", "text", "wide"}
)
"""Classes that only tests and readers of the page's source look for."""


def rules(sheet: str) -> str:
    return re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", sheet, flags=re.S)


def styled() -> set[str]:
    """Every class that a selector of the sheet names."""
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", rules(SHEET)))


@cache
def written() -> frozenset[str]:
    """Every class on a page of any site, and those that a script adds."""
    found = {name for each in ROOTS for shown in pages(each) for node in shown.all("[class]") for name in classes(node)}
    scripts = "".join(path.read_text(encoding="utf-8") for path in (BASE / "static").glob("*.js"))
    return frozenset(found | set(re.findall(r"[\w-]+", " ".join(quoted(scripts)))))


def classes(node) -> list[str]:  # type: ignore[no-untyped-def]
    return str(node.attributes["class"] or "").split()


def quoted(script: str) -> Iterator[str]:
    yield from re.findall(r'"([\w .-]*)"', script)


@cache
def in_templates() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in (BASE / "templates").iterdir())


@pytest.mark.parametrize("path", sorted((ROOT / "themes").glob("*/templates/*")), ids=lambda path: path.name)
def test_a_line_of_a_template_is_read_without_scrolling(path: Path) -> None:
    long = [number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if len(line) > 160]
    assert not long


def test_every_class_of_the_sheet_is_on_a_page() -> None:
    # What no site happens to show today is in a template: whole, or the end of a name that is made (`i-{{ kind }}`).
    dead = {name for name in styled() - written() if name.removeprefix("i-") not in in_templates()}
    assert not dead


def test_every_class_of_a_page_is_in_the_sheet() -> None:
    made = re.compile(r"[isa]-\w+$")
    shown = {name for each in ROOTS for page in pages(each) for node in page.all("[class]") for name in classes(node)}
    assert {name for name in shown - styled() - HOOKS if not made.match(name)} == set()


@pytest.mark.parametrize("theme", ["base", "chihuahua"])
def test_the_sheets_are_light(theme: str) -> None:
    colours = (ROOT / "themes" / theme / "static" / "colores.css").read_bytes()
    assert len(gzip.compress(FIRST.encode(), 9)) + len(gzip.compress(colours, 9)) <= LIMIT


def test_letters_and_gaps_come_from_the_scale() -> None:
    sizes = re.findall(r"font-size: ?([\d.]+)rem|font: ?(?:\d+ )?([\d.]+)rem", SHEET)
    assert sizes
    loose = [one or other for one, other in sizes if (one or other) not in {"1", "1.3", ".875"}]
    assert not loose, "1 is the text, 1.3 the name of the site, .875 the plan's menu; any other has a name"


def test_no_letter_of_a_drawing_is_below_12_px() -> None:
    assert min(int(size) for size in re.findall(r"font-size: ?(\d+)px", SHEET)) >= 12


@pytest.mark.parametrize("theme", ["base", "chihuahua"])
def test_a_theme_of_its_own_is_small(theme: str) -> None:
    own = (ROOT / "themes" / theme / "static").glob("*.svg")
    assert sum(path.stat().st_size for path in own) <= 2_000
