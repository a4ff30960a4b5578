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
from micrositio.render.own_page import FOLDER, STYLE, own_page, style_sheet
from micrositio.routes.paths import INDEX, SitePath

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
_PICTURE = re.compile(rf'(<img\b[^>]*?src=")({PICTURES}/[^"/]+)("[^>]*>)')
_BACK, _MORE, _NEXT = N_("Manual"), N_("Más documentos"), N_("Sigue")


class _Written(NamedTuple):
    """A page: its folder below that of all, its title, and its body as Markdown."""

    name: str
    title: str
    body: str


def help_pages(translate: Translate) -> dict[SitePath, bytes]:
    """Returns the pages of the help, their style sheet and their pictures, by path."""
    folder = next(each for each in (_ENGINE.parents[1] / "docs", _ENGINE / "docs") if each.is_dir())
    written = list(_pages(folder))
    anchors = _anchors(written)
    sections = [each for each in written if each.name not in _OTHERS]
    after = {each.name: _following(following, translate) for each, following in pairwise(sections[1:])}
    after[""] = _others(written, translate)
    back = f'<nav><a href="../">{translate(_BACK)}</a></nav>'
    made = {}
    for each in written:
        body, above = _html(each, anchors) + after.get(each.name, ""), "../" if each.name else ""
        made[_path(each.name)] = own_page(escape(each.title), body, f"../{above}{STYLE}", back if each.name else "")
    pictures = sorted((folder / PICTURES).glob("*.*"))
    return {**made, STYLE: style_sheet(), **{_file(path.name): path.read_bytes() for path in pictures}}


def _following(section: _Written, translate: Translate) -> str:
    """Returns the link to the section that follows."""
    return f'<nav>{translate(_NEXT)}: <a href="../{section.name}/">{escape(section.title)}</a></nav>'


def _others(written: list[_Written], translate: Translate) -> str:
    """Returns the links to the other documents."""
    links = (f'<li><a href="{each.name}/">{escape(each.title)}</a></li>' for each in written if each.name in _OTHERS)
    return f"<h2>{translate(_MORE)}</h2><ul>{''.join(links)}</ul>"


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


def _path(name: str) -> SitePath:
    return SitePath("/".join(filter(None, (FOLDER, name, INDEX))))


def _file(name: str) -> SitePath:
    return SitePath(f"{FOLDER}/{PICTURES}/{name}")


@cache
def _converted(body: str) -> str:
    return convert(body).text


def _anchors(written: list[_Written]) -> Mapping[str, str]:
    """Returns the address of each part of the documents from the folder of all, by how a document links to it."""
    found = {f"{_MANUAL}.md": ""}
    for name, _, body in written:
        document = name if name in _OTHERS else _MANUAL
        if name:
            found[f"{document}.md" if name in _OTHERS else f"{document}.md#{name}"] = f"{name}/"
        for each in _ID.findall(_converted(body)):
            found.setdefault(f"{document}.md#{each}", f"{name}/#{each}" if name else f"#{each}")
    return found


def _html(each: _Written, anchors: Mapping[str, str]) -> str:
    """Returns the body of a page; what it says of a document that is not here is left as text."""
    document, above = each.name if each.name in _OTHERS else _MANUAL, "../" if each.name else ""

    def link(found: re.Match[str]) -> str:
        address, words = unquote(found[1]), found[2]
        if "://" in address or address.startswith("mailto:"):
            return found[0]
        whole = f"{document}.md{address}" if address.startswith("#") else address
        there = anchors.get(whole)
        return words if there is None else f'<a href="{escape((above + there) or "./")}">{words}</a>'

    return _PICTURE.sub(rf'<a href="{above}\2">\1{above}\2\3</a>', _TARGET.sub(link, _converted(each.body)))
