"""The glossary's terms, and links from their first use in a text to their definition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from string import ascii_lowercase, ascii_uppercase

from micrositio.formats.markdown_document import Document, prose

_TERM = re.compile(r'<dt id="([^"]+)">(.*?)</dt>', re.DOTALL)
_TAG = re.compile(r'<(/?)([a-z0-9]+)(?:[^<>"]|"[^"]*")*>')
_NAMES = re.compile(r"(.+?)\s*\(([^()]+)\)")
_WORD = re.compile(r"\w+")
_CLOSED = frozenset({"a", "code", "dt", "h2", "h3", "h4", "h5", "kbd", "pre", "span", "th"})
"""Elements within which no term is linked: links, titles, code, and words in another language or missing (span)."""
_FOLD = str.maketrans(f"áéíóúüÁÉÍÓÚÜÑ{ascii_uppercase}", f"aeiouuaeiouuñ{ascii_lowercase}")
"""Folds text to lower case without accents, letter by letter, so that positions do not change."""
_SMALL = 3
"""Letters of a word (de, la, los) that has no plural of its own within a term."""
_START = 2
"""Number of initial letters by which a term is looked for; the plural does not change them."""
COMMON = ("de acuerdo",)
"""Common phrases in which a term of the glossary is not meant."""

Link = Callable[[str, str], str]
"""Makes a link from an anchor of the glossary and the words found."""


@dataclass(frozen=True)
class Glossary:
    """Terms as they are written (without accents, in lower case), each with its anchor on the glossary's page."""

    terms: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Matches a common phrase or any term, the longest first."""
        return re.compile(rf"(?:{'|'.join((*COMMON, *(_inflected(name) for name, _ in self.terms)))})\b")

    @cached_property
    def _starts(self) -> frozenset[str]:
        """The first letters of all terms and common phrases: looking for these first takes a third of the time."""
        return frozenset(_start(name) for name in (*COMMON, *(name for name, _ in self.terms)))

    @cached_property
    def _forms(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(_inflected(name)), anchor) for name, anchor in self.terms)

    def _anchor(self, form: str) -> str:
        """Returns the anchor of the term written as `form`, or "" for a common phrase."""
        return next((anchor for pattern, anchor in self._forms if pattern.fullmatch(form)), "")

    def linked(self, text: str, seen: set[str], link: Link) -> str:
        """Returns the sanitised HTML `text` with `link` around the first use of each term not in `seen`.

        The terms linked are added to `seen`. What is already a link, a title or code is left as it is.
        """
        if not self.terms:
            return text
        return "".join(self._pieces(text, seen, link))

    def _pieces(self, text: str, seen: set[str], link: Link) -> Iterator[str]:
        closed = at = 0
        for tag in _TAG.finditer(text):
            between = text[at : tag.start()]
            yield between if closed else self._in_words(between, seen, link)
            yield tag[0]
            at = tag.end()
            if tag[2] in _CLOSED:
                closed += -1 if tag[1] else 1
        yield self._in_words(text[at:], seen, link)

    def _found(self, text: str) -> Iterator[re.Match[str]]:
        """Yields every term and common phrase in the text, which is in lower case and without accents."""
        end = 0
        for word in _WORD.finditer(text):
            if word.start() >= end and word[0][:_START] in self._starts:
                found = self._pattern.match(text, word.start())
                if found:
                    end = found.end()
                    yield found

    def _in_words(self, text: str, seen: set[str], link: Link) -> str:
        parts, at = [], 0
        for found in self._found(text.translate(_FOLD)):
            anchor = self._anchor(found[0])
            if anchor and anchor not in seen:
                seen.add(anchor)
                parts += [text[at : found.start()], link(anchor, text[found.start() : found.end()])]
                at = found.end()
        return "".join((*parts, text[at:]))


def glossaries(document: Document | None) -> Mapping[str, Glossary]:
    """Returns the terms of the glossary's page in each language that it has; none without the page."""
    if document is None:
        return {}
    text = prose(document)
    return {language: glossary(html) for language, html in text.versions}


def glossary(html: str) -> Glossary:
    """Returns the terms of a list of definitions."""
    found = _TERM.findall(html)
    terms = ((name, anchor) for anchor, title in found for name in _names(unescape(re.sub(r"<[^>]+>", "", title))))
    return Glossary(tuple(sorted(terms, key=lambda each: (-len(each[0]), each))))


def _names(title: str) -> Iterator[str]:
    """Yields the ways of writing a term: «Indicador», or both parts of «Mecanismo de Revisión Independiente (IRM)»."""
    parts = _NAMES.fullmatch(title)
    yield from (each.translate(_FOLD) for each in (parts.groups() if parts else (title,)))


def _start(name: str) -> str:
    """Returns the first letters of the first word of a term; they are the same in the plural."""
    first = _WORD.search(name)
    return first[0][:_START] if first else ""


def _inflected(name: str) -> str:
    """Returns a pattern for the name in singular or plural: órgano garante and órganos garantes, luz and luces."""
    return _WORD.sub(lambda word: _singular_or_plural(word[0]), re.escape(name).replace(r"\ ", r"\s+"))


def _singular_or_plural(word: str) -> str:
    if word.endswith("z"):
        return f"{word[:-1]}(?:z|ces)"
    if len(word) <= _SMALL or not word.isalpha():
        return word
    return f"{word}{'(?:s)?' if word[-1] in 'aeiou' else '(?:e?s)?'}"
