"""Whole pages of the small site, word by word: what a person reads, one line per block.

After changing a page on purpose, write them again and read the difference:
REGENERAR=1 .venv/bin/python -m pytest tests/test_golden_pages.py
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborNode

from reading import page, squeeze
from support import PLAN, ROOT

GOLDEN = ROOT / "tests" / "golden"
PAGES = {
    "inicio": "",
    "plan": PLAN,
    "compromiso-agua": f"{PLAN}/compromisos/agua",
    "tablero": f"{PLAN}/tablero",
    "corte": f"{PLAN}/tablero/2024-06",
    "evidencia-tabla-agua": f"{PLAN}/evidencias/tabla-agua",
    "proceso": f"{PLAN}/proceso",
    "sesion-1": f"{PLAN}/sesiones/sesion-1",
    "participacion": f"{PLAN}/participacion",
}
BLOCKS = frozenset(
    "p li h1 h2 h3 h4 dt dd tr caption blockquote summary ul ol dl div section article nav header footer main body "
    "table thead tbody tfoot figure figcaption details fieldset address svg text title desc".split()
)
HIDDEN = frozenset(["script", "style", "head", "defs", "symbol"])


def reading(node: LexborNode) -> str:
    """What a person reads of `node`, one line per block, cells apart."""
    lines = (squeeze(line) for line in "".join(_pieces(node)).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def _pieces(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield (child.text_content or "").replace("\n", " ")
        elif child.tag not in HIDDEN:
            block = child.tag in BLOCKS
            yield "\n" if block else ""
            yield from _pieces(child)
            yield "\n" if block else " | " if child.tag in ("td", "th") else ""


def shown(name: str) -> str:
    """The page as its golden file keeps it: its address, the title of the window and all its text."""
    found = page("minimo", PAGES[name])
    body = found.one("body")
    return f"{found.path}\n{squeeze(found.one('head title').text())}\n\n{reading(body)}"


def regenerating() -> bool:
    """Whether the golden files are to be written again, which a forge never does."""
    return bool(os.environ.get("REGENERAR")) and not os.environ.get("CI")


@pytest.mark.parametrize("name", PAGES)
def test_the_page_reads_word_by_word_as_its_golden_file(name: str) -> None:
    golden = GOLDEN / f"{name}.txt"
    if regenerating():
        golden.write_text(shown(name), encoding="utf-8")
    assert shown(name) == golden.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    tables = [f"ogp-{plan}.csv" for plan in ("plan-2019-2022", "plan-2023-2024")]
    texts = [f"{name}.txt" for name in (*PAGES, "agenda")]
    others = ["matriz.txt", "mes-con-tablas.diff", "mes-de-junio.diff"]
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted([*texts, *tables, *others])


def test_golden_files_are_never_written_by_a_forge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGENERAR", "1")
    monkeypatch.setenv("CI", "true")
    assert not regenerating()
    monkeypatch.delenv("CI")
    assert regenerating()


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_golden_pages_are_spanish_and_have_nothing_left_to_fill_in(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [word for word in ("None", "Undefined", "%(", "{{", "}}", "Text(", "object at") if word in text]
