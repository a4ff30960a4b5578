"""A page of the program itself: it needs no theme, so it can be shown when a site has none that works."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Template


def own_page(title: str, body: str, style: str, before: str = "") -> bytes:
    """Returns a page with a title (text), a body and what stands before the title (HTML); `style` is its sheet."""
    return _shell().substitute(title=title, body=body, style=style, before=before).encode()


def style_sheet() -> bytes:
    """Returns the style sheet of the program's own pages."""
    return files("micrositio").joinpath("render", "own_page.css").read_bytes()


@cache
def _shell() -> Template:
    return Template(files("micrositio").joinpath("render", "own_page.html").read_text(encoding="utf-8"))
