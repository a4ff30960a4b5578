"""The help of who keeps a site: the documents for them as pages, for previews; it is never published.

The manual has a page for each of its sections; any other document is one page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from micrositio.formats.markdown_reader import convert, slug
from micrositio.model.text import N_
from micrositio.problems.problem import Translate
from micrositio.render.own_page import own_page, style_sheet
from micrositio.routes import help_paths
from micrositio.routes.addresses import NO_ADDRESS
from micrositio.routes.paths import SitePath

DOCUMENTS = ("manual", "perfil", "problemas", "publicar", "privacidad", "adoptar")
"""The documents, by name: the manual, and those that it leads to."""
PICTURES = "imagenes/manual"
"""The folder of their pictures, beside them."""
_ENGINE = Path(__file__).resolve().parents[1]
_MANUAL, *_OTHERS = DOCUMENTS
_FENCE = re.compile(r"^(`{3,}).*?^\1$", re.DOTALL | re.MULTILINE)
_SECTION = re.compile(r"^## ", re.MULTILINE)
_ID = re.compile(r'\bid="([^"]+)"')
_TARGET = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_PICTURE = re.compile(rf'(<img\b[^>]*?src="){PICTURES}/([^"/]+)("[^>]*>)')
_relative = NO_ADDRESS.relative
_BACK, _MORE, _NEXT = N_("Manual"), N_("Más documentos"), N_("Sigue")


class _Written(NamedTuple):
    """A page: its name ("": the first page of the manual), its title, and its body as Markdown."""

    name: str
    title: str
    body: str

    @property
    def path(self) -> SitePath:
        """The path of the page."""
        return help_paths.document(self.name) if self.name else help_paths.HELP

    @property
    def document(self) -> str:
        """The name of the document that it is, or of which it is a part."""
        return self.name if self.name in _OTHERS else _MANUAL


def help_pages(translate: Translate) -> dict[SitePath, bytes]:
    """Returns the pages of the help, their style sheet and their pictures, by path."""
    folder = next(each for each in (_ENGINE.parents[1] / "docs", _ENGINE / "docs") if each.is_dir())
    first, *others = written = list(_pages(folder))
    places = _places(written)
    sections = [each for each in others if each.name not in _OTHERS]
    more = "".join(f"<li>{_link(first.path, each)}</li>" for each in others if each.name in _OTHERS)
    after = {first.path: f"<h2>{translate(_MORE)}</h2><ul>{more}</ul>"}
    for each, following in pairwise(sections):
        after[each.path] = f"<nav>{translate(_NEXT)}: {_link(each.path, following)}</nav>"
    back = first._replace(title=translate(_BACK))
    made = {}
    for each in written:
        body, before = _html(each, places) + after.get(each.path, ""), f"<nav>{_link(each.path, back)}</nav>"
        style = _relative(each.path, help_paths.STYLE)
        made[each.path] = own_page(escape(each.title), body, style, before if each is not first else "")
    pictures = {help_paths.picture(path.name): path.read_bytes() for path in sorted((folder / PICTURES).glob("*.*"))}
    return {**made, help_paths.STYLE: style_sheet(), **pictures}


def _link(here: SitePath, there: _Written) -> str:
    return f'<a href="{_relative(here, there.path)}">{escape(there.title)}</a>'


def _pages(folder: Path) -> Iterator[_Written]:
    """Yields the first page of the manual, its sections and the other documents."""
    text = _document(folder, _MANUAL)
    hidden = _FENCE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    starts = [each.start() for each in _SECTION.finditer(hidden)]
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        title, _, body = text[start:end].partition("\n")
        words = title.lstrip("# ")
        yield _Written(slug(words) if start else "", words, body)
    for name in _OTHERS:
        title, _, body = _document(folder, name).partition("\n")
        yield _Written(name, title.lstrip("# "), body)


def _document(folder: Path, name: str) -> str:
    return (folder / f"{name}.md").read_text("utf-8")


@cache
def _converted(body: str) -> str:
    return convert(body).text


def _places(written: list[_Written]) -> Mapping[str, tuple[SitePath, str]]:
    """Returns the page and the anchor of each part of the documents, by how a document links to it."""
    found = {f"{_MANUAL}.md": (help_paths.HELP, "")}
    for each in written:
        if each.name:
            found[f"{each.document}.md" if each.name in _OTHERS else f"{_MANUAL}.md#{each.name}"] = each.path, ""
        for anchor in _ID.findall(_converted(each.body)):
            found.setdefault(f"{each.document}.md#{anchor}", (each.path, anchor))
    return found


def _html(each: _Written, places: Mapping[str, tuple[SitePath, str]]) -> str:
    """Returns the body of a page; what it says of a document that is not here is left as text."""

    def link(found: re.Match[str]) -> str:
        address, words = unquote(found[1]), found[2]
        if "://" in address or address.startswith("mailto:"):
            return found[0]
        there = places.get(f"{each.document}.md{address}" if address.startswith("#") else address)
        return f'<a href="{_relative(each.path, *there)}">{words}</a>' if there else words

    def picture(found: re.Match[str]) -> str:
        address = _relative(each.path, help_paths.picture(found[2]))
        return f'<a href="{address}">{found[1]}{address}{found[3]}</a>'

    return _PICTURE.sub(picture, _TARGET.sub(link, _converted(each.body)))
