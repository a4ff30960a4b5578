"""Texts: front matter and Markdown → sanitised HTML. The only module that imports the sanitiser.

Nothing disappears without a word: what the sanitiser would take out, or the reader could not see, is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import islice, pairwise
from types import MappingProxyType
from urllib.parse import unquote, unquote_to_bytes

import nh3

from micrositio.formats.characters import damage, read_text, unseen
from micrositio.formats.markdown_lines import Part
from micrositio.formats.markdown_reader import Converted, convert, slug
from micrositio.formats.tangled_text import tangle
from micrositio.formats.web_address import address_fault, has_credentials
from micrositio.formats.yaml_document import MAXIMUM_BYTES, Marked, read_yaml, write_yaml
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
_HEADING = re.compile(r'<h[2-5] id="([^"]*)"')
_DEFINED = re.compile(r'<dt id="([^"]*)"')
_DESTINATION = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*|^ {0,3}\[[^\]]+\]:\s*\S+|<[^<>\s]+>|\bmailto:\S+")
"""Where a link of Markdown says its address."""
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ID = re.compile(r'(?:(?<=<h[2-5])|(?<=<dt)) id="[^"]*"')
_NOT_PROSE = re.compile(r"<(h[2-5]|dt|table|pre|code)\b.*?</\1>", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|li|ul|ol|dl|dd|blockquote|div|hr|br)\b[^>]*>")
_MARK = re.compile(r"<[^>]*>")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_TAG = re.compile(r"<[^>]*>")
_OPENING = re.compile(r'<([a-zA-Z][\w-]*)(?:[^>]*?\bhref="([^"]*)")?')
_MOST_IN_A_LINE = 2
"""Marks of HTML of a line that are told."""
_MERGE = re.compile(r"(?:<{7}|>{7})(?: |$)")
_MAIL_OR_TELEPHONE = re.compile(
    r"mailto:[\w.+%-]+@[\w-]+(?:\.[\w-]+)+(?:\?(?:subject|body)=[^\s]*)?|tel:\+?[\d().-]{3,20}(?:;ext=\d{1,6})?",
    re.ASCII | re.IGNORECASE,
)
_BLANK = re.compile(r"[\t\n]")
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
    if len(data) > MAXIMUM_BYTES:
        return None, [problem(Kind.YAML_LIMITS, Place(file, 1))]
    text, problems = read_text(file, data)
    if text is None:
        return None, problems
    lines = text.split("\n")
    lines = lines[:-1] if lines[-1] == "" else lines
    if not lines or lines[0].strip() != "---" or "---" not in [line.strip() for line in lines[1:]]:
        return None, [problem(Kind.FRONT_MATTER, Place(file, 1))]
    end = [line.strip() for line in lines].index("---", 1)
    front, problems = read_yaml(file, "\n".join(lines[1:end]).encode(), first_line=2)
    if front is None:
        return None, problems
    document = Document(file, front, "\n".join(lines[end + 1 :]), end + 2)
    if found := tangle(document.body):
        return None, [problem(Kind.TEXT_TANGLED, Place(file, document.body_line + found[0]), what=found[1])]
    return document, [*problems, *told(unsafe_parts(document), file)]


def write_document(front: Mapping[str, object], body: str) -> bytes:
    """Returns a file that `read_document` reads back as the same front matter and body."""
    return b"---\n" + write_yaml(dict(front)) + f"---\n{body}\n".encode()


def unsafe_parts(document: Document) -> list[Problem]:
    """Returns problems for what the sanitiser would remove from the body, and for what is not shown as it is written.

    A fault that comes of another of its line is not told; what is written as code has none.
    """
    found = convert(document.body)
    faults = list(_unsafe_lines(document, found))
    rows = {each.place.row for each in faults}
    faults += [each for each in _parts(document, found, rows) if each.place.row not in rows]
    rows |= {each.place.row for each in faults}
    faults += [each for each in _damaged(document, found) if each.place.row not in rows]
    faults += _repeated(document, found)
    if not faults and (lost := _taken_out(found.text)):
        faults.append(problem(Kind.MARKDOWN_UNSAFE, Place(document.file, document.body_line), what=lost))
    return faults


def _lines(document: Document, found: Converted) -> Iterator[tuple[int, str]]:
    """Yields the lines that are not code, each with its number in the file and blanks in place of short code."""
    for number, line in enumerate(document.body.split("\n")):
        if number not in found.code:
            yield number + document.body_line, _CODE.sub(lambda code: " " * len(code[0]), line)


def _unsafe_lines(document: Document, found: Converted) -> Iterator[Problem]:
    """Yields HTML, images and addresses of scripts where they stand, marks of a merge, and any written credentials."""
    for number, line in _lines(document, found):
        for match in islice(_UNSAFE.finditer(line), _MOST_IN_A_LINE):
            yield problem(
                Kind.MARKDOWN_UNSAFE, Place(document.file, number, str(match.start() + 1)), what=match[0].strip()
            )
        if has_credentials(line):
            yield problem(Kind.WEB_ADDRESS_USER, Place(document.file, number))
        if _MERGE.match(line):
            yield problem(Kind.MARKDOWN_MERGE, Place(document.file, number))


def _parts(document: Document, found: Converted, known: Collection[int | None]) -> Iterator[Problem]:
    """Yields problems for what the reader found; an address on a line that is `known` to be faulty is told there."""
    faulty = [line for number, line in _lines(document, found) if number in known]

    def fault_of(kind: Kind, part: Part, **details: str) -> Problem:
        return problem(kind, Place(document.file, part.line + document.body_line), **details)

    for part in found.html:
        yield fault_of(Kind.MARKDOWN_UNSAFE, part, what=part.words)
    for part in found.links:
        fault = _link_fault(part.words)
        if fault and not (part.words and any(part.words in line for line in faulty)):
            yield fault_of(fault, part)
    for part in found.lost:
        yield fault_of(Kind.MARKDOWN_LINK, part, what=part.words)
    for part in found.moved:
        written, shown = part.words.split()
        yield fault_of(Kind.MARKDOWN_HEADING, part, written=written, shown=shown)
    for part in found.open:
        yield fault_of(Kind.MARKDOWN_FENCE, part, fence=part.words)
    for part in found.fronts:
        yield fault_of(Kind.MARKDOWN_FRONT, part)


def _repeated(document: Document, found: Converted) -> Iterator[Problem]:
    """Yields the defined terms whose anchor is that of another term or of a heading."""
    headings = _HEADING.findall(found.text)
    if len({*headings, *(ids := _DEFINED.findall(_with_term_ids(found.text)))}) == len(headings) + len(ids):
        return
    known = set(headings)
    lines = [each for each in _lines(document, found) if each[1].strip()]
    for (number, line), (_, after) in pairwise(lines):
        if after.startswith(":"):
            anchor = slug(_TAG.sub("", convert(line).text))
            if anchor in known:
                yield problem(Kind.ID_TWICE, Place(document.file, number), id=anchor)
            known.add(anchor)


def _without_escapes(line: str) -> str:
    """Returns a line with signs in place of the percent-encoding of the addresses of its links."""

    def plain(run: re.Match[str]) -> str:
        try:
            unquote_to_bytes(run[0]).decode()
        except UnicodeDecodeError:
            return run[0]
        return "-" * len(run[0])

    return _DESTINATION.sub(lambda address: _ESCAPES.sub(plain, address[0]), line) if "%" in line else line


def _damaged(document: Document, found: Converted) -> Iterator[Problem]:
    for number, line in _lines(document, found):
        if fault := damage(_without_escapes(line), is_markup=True):
            place = Place(document.file, number, str(fault.at + 1))
            yield problem(fault.kind, place, **fault.details)


def _link_fault(written: str) -> Kind | None:
    """Returns why the address of a link cannot be published; None if it can, or for pages of the site."""
    if written.lower().startswith(("mailto:", "tel:")):
        return None if _MAIL_OR_TELEPHONE.fullmatch(written) else Kind.WEB_ADDRESS_DIRECT
    if unseen(unquote(written)) or _BLANK.search(unquote(written)):
        return Kind.WEB_ADDRESS_SIGNS
    if not written:
        return Kind.WEB_ADDRESS_NONE
    return address_fault(written) if _WITH_SCHEME.match(written) else None


def _taken_out(text: str) -> str:
    """Returns the first mark or address that the sanitiser takes out of the HTML, or ""."""
    before, after = (_kept_parts(each) for each in (text, _clean(text)))
    return next((f"<{name}>" for name, *_ in before if (name, *_) not in after), "")


def _kept_parts(text: str) -> set[tuple[str, str]]:
    return {(match[1].lower(), unescape(match[2] or "")) for match in _OPENING.finditer(text)}


def _clean(text: str) -> str:
    return nh3.clean(
        text, tags=_TAGS, attributes={**_ATTRIBUTES, **_HEADINGS}, url_schemes={"https", "http", "mailto", "tel"},
        link_rel=None,
    )  # fmt: skip


@lru_cache(maxsize=512)
def html(body: str) -> str:
    """Returns the body as sanitised HTML: headings and defined terms with ids, no styles, no scripts, no images.

    Cached: the page, its readability and the search each need the result, and the preview again at each save.
    """
    raw = re.sub(r"<th\b", '<th scope="col"', _with_term_ids(convert(body).text))
    clean = _clean(raw)
    return clean.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")


def paragraphs(body: str) -> list[str]:
    """Returns the running text of the body, without markup: paragraphs and items, but no headings, tables or code."""
    blocks = _BLOCK.split(_NOT_PROSE.sub(" ", html(body)))
    plain = (" ".join(unescape(_MARK.sub("", each)).split()) for each in blocks)
    return [each for each in plain if each]


def _with_term_ids(text: str) -> str:
    def identified(match: re.Match[str]) -> str:
        plain = re.sub(r"<[^>]+>", "", match[1])
        return f'<dt id="{slug(plain)}">{match[1]}</dt>'

    return re.sub(r"<dt>(.*?)</dt>", identified, text)


def plain(text: str) -> str:
    """Returns the words of sanitised HTML, with single spaces."""
    return " ".join(unescape(_TAG.sub(" ", text)).split())


def terms(text: str) -> Iterator[tuple[str, str, str]]:
    """Yields the terms that sanitised HTML defines: id, term and first meaning, as plain words."""
    return ((unescape(match[1]), plain(match[2]), plain(match[3])) for match in _TERM.finditer(text))
