"""Texts: front matter and Markdown → sanitised HTML. The only module that imports Markdown and the sanitiser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from types import MappingProxyType

import markdown
import nh3
from markdown.extensions.toc import slugify_unicode

from micrositio.formats.tangled_text import tangle
from micrositio.formats.web_address import address_fault, has_credentials
from micrositio.formats.yaml_document import Marked, read_yaml, write_yaml
from micrositio.model.text import Prose, Text, Writing
from micrositio.problems.bounded import told
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

_TAGS = {
    *"a abbr b blockquote br code dd del dl dt em h2 h3 h4 h5 hr i kbd li ol p pre q small strong sub sup".split(),
    *"table tbody td tfoot th thead tr ul".split(),
}
_ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}, "th": {"scope"}}
_HEADINGS = {heading: {"id"} for heading in ("h2", "h3", "h4", "h5", "dt")}
_UNSAFE = re.compile(
    r"</?[a-z][a-z0-9-]*(?=[\s/>]|$)|<[!?]|\b(?:javascript|vbscript|data):(?=\S)|!\[|\{:[^}]*\}", re.IGNORECASE
)
_ID = re.compile(r'(?:(?<=<h[2-5])|(?<=<dt)) id="[^"]*"')
_NOT_PROSE = re.compile(r"<(h[2-5]|dt|table|pre|code)\b.*?</\1>", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|li|ul|ol|dl|dd|blockquote|div|hr|br)\b[^>]*>")
_MARK = re.compile(r"<[^>]*>")
_CODE = re.compile(r"(`+).+?\1")
_TAG = re.compile(r"<[^>]*>")
_HREF = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
_WITH_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|[\\/]{2}", re.IGNORECASE)
"""Start of a link that leaves the site; any other link is to a page of the site and is checked in the finished site."""
_TERM = re.compile(r'<dt id="([^"]*)">(.*?)</dt>\s*<dd>(.*?)</dd>', re.DOTALL)


@dataclass(frozen=True)
class Document:
    """A Markdown file: its front matter, its body, the line where the body begins, and its translations by language.

    `writing` gives the language of the document itself.
    """

    file: str
    front: Marked
    body: str
    body_line: int
    translations: Mapping[str, Document] = field(default_factory=lambda: MappingProxyType({}))
    writing: Writing = Writing()


def prose(document: Document) -> Prose:
    """Returns the document's body as HTML, in every language of the document."""
    own = html(document.body)
    others = ((language, _with_ids_of(own, html(each.body))) for language, each in document.translations.items())
    return Prose(own, tuple(others), document.writing.base)


def front_text(document: Document, key: str) -> Text:
    """Returns a text of the document's front matter, in each language.

    A text in the translation of a language replaces the one that the document itself has in that language.
    """
    fronts = {f"{key}_{language}": each.front.value.get(key) for language, each in document.translations.items()}
    translated = {name: words for name, words in fronts.items() if words}
    return document.writing.text({**document.front.value, **translated}, key)


def _with_ids_of(original: str, translation: str) -> str:
    """Returns the translation with the ids of the original, so that one anchor is valid in every language.

    A translation with a different number of headings and terms keeps its own ids.
    """
    ids = _ID.findall(original)
    if len(ids) != len(_ID.findall(translation)):
        return translation
    left = iter(ids)
    return _ID.sub(lambda match: next(left), translation)


def read_document(file: str, data: bytes) -> tuple[Document | None, list[Problem]]:
    """Returns the document with its problems, or None and the problems of its encoding or front matter."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        return None, [problem(Kind.TEXT_ENCODING, Place(file, data[: error.start].count(b"\n") + 1))]
    if not lines or lines[0].strip() != "---" or "---" not in [line.strip() for line in lines[1:]]:
        return None, [problem(Kind.FRONT_MATTER, Place(file, 1))]
    end = [line.strip() for line in lines].index("---", 1)
    front, problems = read_yaml(file, "\n".join(lines[1:end]).encode(), first_line=2)
    if front is None:
        return None, problems
    document = Document(file, front, "\n".join(lines[end + 1 :]), end + 2)
    if found := tangle(document.body):
        return None, [problem(Kind.TEXT_TANGLED, Place(file, document.body_line + found[0]), what=found[1])]
    return document, list(told(unsafe_parts(document), file))


def write_document(front: Mapping[str, object], body: str) -> bytes:
    """Returns a file that `read_document` reads back as the same front matter and body."""
    return b"---\n" + write_yaml(dict(front)) + f"---\n{body}\n".encode()


def unsafe_parts(document: Document) -> list[Problem]:
    """Returns problems for what the sanitiser would remove from the body: HTML, images, script addresses; not code.

    Also for what the sanitiser would keep: links out of the site whose address cannot be published.
    """
    lines = dict(enumerate(document.body.splitlines(), document.body_line))
    unsafe = [
        problem(Kind.MARKDOWN_UNSAFE, Place(document.file, number, str(match.start() + 1)), what=match[0].strip())
        for number, line in lines.items()
        for match in _UNSAFE.finditer(_CODE.sub(lambda code: " " * len(code[0]), line))
    ]
    told = {each.place.row for each in unsafe}
    return [*unsafe, *(each for each in _faulty_links(document, lines) if each.place.row not in told)]


def _faulty_links(document: Document, lines: Mapping[int, str]) -> Iterator[Problem]:
    """Yields problems for links out of the site with an invalid address, and for credentials in any written address."""
    for number, line in lines.items():
        if has_credentials(line):
            yield problem(Kind.WEB_ADDRESS_USER, Place(document.file, number))
    for written in dict.fromkeys(map(unescape, _HREF.findall(_converted(document.body)))):
        fault = _link_fault(written)
        if fault and fault is not Kind.WEB_ADDRESS_USER:
            number = next((number for number, line in lines.items() if written in line), document.body_line)
            yield problem(fault, Place(document.file, number))


def _link_fault(written: str) -> Kind | None:
    """Returns why the address of a link cannot be published; None if it can, or for mailto: and pages of the site."""
    if written.lower().startswith("mailto:") or not _WITH_SCHEME.match(written):
        return None
    return address_fault(written)


@lru_cache(maxsize=512)
def _converted(body: str) -> str:
    """Returns the body as HTML, not yet sanitised."""
    converter = markdown.Markdown(
        extensions=["tables", "def_list", "sane_lists", "toc"],
        extension_configs={"toc": {"slugify": slugify_unicode}, "tables": {"use_align_attribute": True}},
        output_format="html",
    )
    return converter.convert(body)


@lru_cache(maxsize=512)
def html(body: str) -> str:
    """Returns the body as sanitised HTML: headings and defined terms with ids, no styles, no scripts, no images.

    Cached: the page, its readability and the search each need the result, and the preview again at each save.
    """
    raw = re.sub(r"<th\b", '<th scope="col"', _with_term_ids(_converted(body)))
    clean = nh3.clean(
        raw, tags=_TAGS, attributes={**_ATTRIBUTES, **_HEADINGS}, url_schemes={"https", "http", "mailto"},
        link_rel=None,
    )  # fmt: skip
    return clean.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")


def paragraphs(body: str) -> list[str]:
    """Returns the running text of the body, without markup: paragraphs and items, but no headings, tables or code."""
    blocks = _BLOCK.split(_NOT_PROSE.sub(" ", html(body)))
    plain = (" ".join(unescape(_MARK.sub("", each)).split()) for each in blocks)
    return [each for each in plain if each]


def _with_term_ids(text: str) -> str:
    def identified(match: re.Match[str]) -> str:
        plain = re.sub(r"<[^>]+>", "", match[1])
        return f'<dt id="{slugify_unicode(plain, "-")}">{match[1]}</dt>'

    return re.sub(r"<dt>(.*?)</dt>", identified, text)


def plain(text: str) -> str:
    """Returns the words of sanitised HTML, with single spaces."""
    return " ".join(unescape(_TAG.sub(" ", text)).split())


def terms(text: str) -> Iterator[tuple[str, str, str]]:
    """Yields the terms that sanitised HTML defines: id, term and first meaning, as plain words."""
    return ((unescape(match[1]), plain(match[2]), plain(match[3])) for match in _TERM.finditer(text))
