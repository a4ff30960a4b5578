"""The templates of the contest and their words: Spanish in the templates, English in `en.po`."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.pofile import read_po

TEMPLATES = Path(__file__).parent / "paginas"
ENGLISH = TEMPLATES / "en.po"
NAMES = ("base", "commitment", "card", "board", "list_commitments", "report", "area", "text")
"""The templates of pages and the base that they extend; the others are parts."""
_INCLUDE = re.compile(r'\{% include "([^"]+)" %\}\n?')
TITLES = {
    "es": {
        "home": "Inicio", "plan": "Plan", "commitments": "Compromisos", "board": "Tablero", "report": "Informe",
        "acerca": "Acerca", "metodologia": "Metodología", "glosario": "Glosario", "accesibilidad": "Accesibilidad",
        "privacidad": "Privacidad",
    },
    "en": {
        "home": "Home", "plan": "Plan", "commitments": "Commitments", "board": "Board", "report": "Report",
        "acerca": "About", "metodologia": "Methodology", "glosario": "Glossary", "accesibilidad": "Accessibility",
        "privacidad": "Privacy",
    },
}  # fmt: skip
"""The titles of the pages that are of no row, by language."""


def english() -> dict[str, str]:
    """Returns each word of the templates with its English."""
    with ENGLISH.open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file, locale="en") if each.id}


def whole(name: str) -> str:
    """Returns a template with its parts written where it includes them, which is faster for both sides."""
    text = (TEMPLATES / f"{name}.html").read_text(encoding="utf-8").removesuffix("\n")
    return _INCLUDE.sub(lambda match: whole(match[1].removesuffix(".html")), text)


def write_whole(folder: Path) -> None:
    """Writes the templates of pages in `folder`, each whole."""
    folder.mkdir(parents=True)
    for name in NAMES:
        (folder / f"{name}.html").write_text(whole(name) + "\n", encoding="utf-8")
