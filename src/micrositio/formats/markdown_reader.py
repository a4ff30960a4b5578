"""Markdown as GitHub shows it, with definition lists: a body → HTML and its parts.

The only module that imports the Markdown library. Nothing is dropped here: what may not be published is among the
parts, with its line, and `markdown_document` tells it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import slugify_unicode
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor, SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from micrositio.formats.markdown_lines import Arranged, Part, arranged, nearest

_REFERENCE = re.compile(r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]|\[\^[^\[\]\s]+\]|\]\(")
"""What is left as text of a link whose address is nowhere, or which does not end."""
_BEFORE = 12
"""Letters before what is left of a link by which its line is found."""
_HREF = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
_MARKS = re.compile(r"<(pre|code)\b.*?</\1>|<[^>]*>", re.DOTALL)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|<[!?]")
_AUTOLINK = re.compile(r"<(?:https?://[^<>]*|[^<> !]+@[^@<> ]+)>", re.IGNORECASE)
_START = re.compile(r"</?[a-zA-Z][\w-]*|<[!?]?")
_HEADING = re.compile("h[1-6]")
_END = ".,:;!?*_~'\"»"
"""Signs that end a sentence and not the address before them."""
_BARE = r"(?<![\w/@.-])((?:https?://|www\.(?=[\w-]+\.))[^\s<>\"«»\x02\x03]+)"
_MAIL = r"(?<![\w.+%/:-])([\w.+%-]+@[\w-]+(?:\.[\w-]*\w)+)"


@dataclass(frozen=True)
class Converted:
    """A body as HTML, not yet sanitised, and its parts.

    `links` are addresses as they are written in the HTML; `html` the starts of HTML; `moved` the headings whose level
    is not as written; `open` the fences that do not end; `lost` what is left of links that lead nowhere; `fronts` what
    looks like front matter. `code` are the lines of code.
    """

    text: str
    links: tuple[Part, ...]
    html: tuple[Part, ...]
    moved: tuple[Part, ...]
    open: tuple[Part, ...]
    lost: tuple[Part, ...]
    fronts: tuple[Part, ...]
    code: frozenset[int]


@lru_cache(maxsize=512)
def convert(body: str) -> Converted:
    """Returns the body as HTML with its parts; headings have ids. `tangled_text` says if a body is too dear for it."""
    shown = _AsShown()
    converter = Markdown(
        extensions=["tables", "def_list", "sane_lists", "toc", shown],
        extension_configs={
            "toc": {"slugify": slugify_unicode, "marker": ""}, "tables": {"use_align_attribute": True},
        },
        output_format="html",
    )  # fmt: skip
    text = converter.convert(body)
    noted = shown.noted
    written = _Written(body.split("\n"), noted)
    links = tuple(written.links(text))
    return Converted(
        text=text,
        links=tuple(each for each in links if not re.search(r"\s", each.words)),
        html=tuple(written.html()),
        moved=tuple(noted.moved),
        open=tuple(noted.open),
        lost=(*(Part(each.line, f"]({each.words})") for each in links if " " in each.words), *written.lost(text)),
        fronts=tuple(noted.fronts),
        code=frozenset(noted.code),
    )


def slug(words: str) -> str:
    """Returns the words as an anchor: lower case, with hyphens for spaces, without punctuation."""
    return slugify_unicode(words, "-")


class _AsShown(Extension):
    """What GitHub shows and the library does not know; `noted` is what its lines say once a body is converted."""

    def __init__(self) -> None:
        super().__init__()
        self.noted = Arranged()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the library calls it so)
        md.preprocessors.register(_Lines(md, self), "lines", 25)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "line-end", 185)
        md.inlinePatterns.register(_Bare(_BARE, md), "bare", 105)
        md.inlinePatterns.register(_Mail(_MAIL, md), "mail", 104)
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)(?!~)(.+?)~~", "del"), "del", 65)
        md.treeprocessors.register(_Levels(md), "levels", 15)


class _Lines(Preprocessor):
    def __init__(self, md: Markdown, shown: _AsShown) -> None:
        super().__init__(md)
        self._shown = shown

    def run(self, lines: list[str]) -> list[str]:
        self._shown.noted = arranged(lines, self.md.htmlStash.store)
        return self._shown.noted.lines


class _Bare(InlineProcessor):
    """An address of the web that stands as it is."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        """Returns the link of an address, without the signs that end its sentence."""
        words = m[1].rstrip(_END)
        while words.endswith(")") and words.count(")") > words.count("("):
            words = words[:-1].rstrip(_END)
        if not words.removeprefix("https://").removeprefix("http://"):
            return None, None, None
        address = f"http://{words}" if words.startswith("www.") else words
        return _link(address, words), m.start(), m.start() + len(words)


class _Mail(InlineProcessor):
    """An address of the mail that stands as it is."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        """Returns the link of an address."""
        return _link(f"mailto:{m[1]}", m[1]), m.start(), m.end()


def _link(address: str, words: str) -> Element:
    made = Element("a", {"href": address})
    made.text = AtomicString(words)
    return made


class _Levels(Treeprocessor):
    """Gives each heading a level that a page has."""

    def run(self, root: Element) -> None:
        for each in root.iter():
            if isinstance(each.tag, str) and _HEADING.fullmatch(each.tag):
                each.tag = f"h{nearest(int(each.tag[1]))}"


class _Written:
    """A body as written, with blanks in place of code: where the parts of its HTML stand."""

    def __init__(self, lines: Sequence[str], noted: Arranged) -> None:
        shown = ("" if number in noted.code else _without_code(line) for number, line in enumerate(lines))
        self._text = "\n".join(shown)
        self._ends = [each.start() for each in re.finditer("\n", self._text)]

    def _line(self, at: int) -> int:
        return bisect_right(self._ends, at - 1) if at > 0 else 0

    def links(self, text: str) -> Iterator[Part]:
        """Yields the address of each link of the HTML, in its order, at the line where it is written."""
        after = 0
        for address in _HREF.findall(text):
            found = self._found(address, after)
            if found and self._text[max(0, found.start() - 2) : found.start()] != ": ":
                after = found.end()
            yield Part(self._line(found.start()) if found else 0, unescape(address))

    def _found(self, address: str, after: int) -> re.Match[str] | None:
        """Returns where an address is written: after a place or, if it is not there, anywhere."""
        written = unescape(address).removeprefix("mailto:").removeprefix("http://www.")
        names = "|".join(map(re.escape, dict.fromkeys((address, unescape(address), written))))
        linked, plain = re.compile(rf"\(\s*<?(?:{names})(?=[\s)>])"), re.compile(names or r"\(\)")
        tries = ((each, start) for start in (after, 0) for each in (linked, plain))
        return next((found for each, start in tries if (found := each.search(self._text, start))), None)

    def html(self) -> Iterator[Part]:
        """Yields the start of each piece of HTML."""
        for each in _HTML.finditer(self._text):
            if not _AUTOLINK.fullmatch(each[0]) and (start := _START.match(each[0])):
                yield Part(self._line(each.start()), start[0])

    def lost(self, text: str) -> Iterator[Part]:
        """Yields what is left of links that lead nowhere, if it is written so and not with signs that are escaped."""
        words = unescape(_MARKS.sub("", text))
        for each in _REFERENCE.finditer(words):
            before = words[max(0, each.start() - _BEFORE) : each.start()].rpartition("\n")[2]
            at = max(self._text.find(before + each[0]), 0) or self._text.find(each[0])
            if at >= 0:
                yield Part(self._line(at), each[0])


def _without_code(line: str) -> str:
    return _CODE.sub(lambda code: " " * len(code[0]), line)
