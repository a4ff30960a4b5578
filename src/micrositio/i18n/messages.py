"""Interface texts: gettext catalogues read from .po files; Spanish is the source language.

The engine has its catalogues; a site may add those of other languages, or replace texts of the engine's.
"""

from __future__ import annotations

import gettext
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from micrositio.model.text import SOURCE_LANGUAGE

DOMAIN = "micrositio"
_LOCALE = files("micrositio").joinpath("i18n", "locale")
_FOR_THE_TEAM = (
    "micrositio/cli/",
    "micrositio/problems/",
    "micrositio/pipeline/",
    "micrositio/render/template_faults",
    "micrositio/formats/documents/",
    "micrositio/editing/",
    "micrositio/workbook/",
)
"""Places of the texts that only the publishers of the site read; they are in Spanish whatever the site's languages."""
_PO_LINE = re.compile(r'\s*(?:#.*|(?:msg\w+(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*"\s*)')
"""A line of a .po file that has quotes."""
_PO_PART = re.compile(r'\s*(?P<key>msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*"(?P<words>.*)"\s*')
"""A line of a .po file with a text, or with more of the text of the line before."""
_MARK = re.compile(r"%\([^)]*\)[a-z]|%%|%|\{[^{}]*\}|[{}]|</?[a-zA-Z][^<>]*>|[<>]")
"""Placeholders and markup in a text."""
_installed: dict[str, bytes] = {}


class CatalogueFault(NamedTuple):
    """A fault of a catalogue, with its line.

    `mark` is a placeholder or markup that only the translation has; `first`, the line where the same original text
    already is. Without both the file cannot be read.
    """

    line: int
    mark: str = ""
    first: int = 0


def install(catalogues: Mapping[str, bytes]) -> None:
    """Replaces the installed catalogues of the previous site with `catalogues`: valid .po files, by language."""
    _installed.clear()
    _installed.update(catalogues)


def languages() -> tuple[str, ...]:
    """Returns the languages of the interface: Spanish, and every language with a catalogue."""
    return (SOURCE_LANGUAGE, *dict.fromkeys((*_of_the_engine(), *sorted(_installed))))


def catalogue(language: str) -> gettext.NullTranslations:
    """Returns the translations into `language`; a text without translation stays as it is (Spanish)."""
    return _compiled(language, _installed.get(language, b""))


def catalogue_digest(language: str) -> str:
    """Returns the SHA-256 of the catalogues of a language, the site's and the engine's, in hexadecimal."""
    both = (_installed.get(language, b""), _engine(language))
    return hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in both)).hexdigest()


def catalogue_faults(language: str, data: bytes) -> Iterator[CatalogueFault]:
    """Yields the faults that keep a .po file from being the catalogue of a language."""
    if line := _unclosed_line(data):
        yield CatalogueFault(line)
        return
    try:
        messages = _parsed(language, data)
        _translations(messages)
    except (PoFileError, ValueError, LookupError) as error:
        yield CatalogueFault((getattr(error, "lineno", None) or 0) + 1)  # counted from 0
        return
    for line, first in _doubled(data):
        yield CatalogueFault(line, first=first)
    for each in messages:
        known = {mark for text in _texts(each.id) for mark in _MARK.findall(text)}
        added = (mark for text in _texts(each.string) for mark in _MARK.findall(text) if mark not in known)
        if each.id and (mark := next(added, "")):
            yield CatalogueFault(each.lineno or 1, mark)


def _unclosed_line(data: bytes) -> int:
    """Returns the first line whose quotes do not close, which the library takes for part of a text; 0 if none."""
    lines = enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1)
    return next((number for number, line in lines if '"' in line and not _PO_LINE.fullmatch(line)), 0)


def _doubled(data: bytes) -> Iterator[tuple[int, int]]:
    """Yields the lines of the original texts that are in the file already, each with the line of the first one."""
    first: dict[tuple[str, str], int] = {}
    for line, original in _originals(data):
        if original in first:
            yield line, first[original]
        first.setdefault(original, line)


def _originals(data: bytes) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yields the line of each original text, with its context and the text itself as they are written."""
    parts: dict[str, str] = {}
    key, begun = "", 0
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1):
        if not (part := _PO_PART.fullmatch(line)):
            continue
        key, begun = part["key"] or key, number if part["key"] == "msgid" else begun
        if not key.startswith("msgstr"):
            parts[key] = parts.get(key, "") + part["words"]
        elif "msgid" in parts:
            yield begun, (parts.get("msgctxt", ""), parts["msgid"])
            parts = {}


def untranslated(language: str, data: bytes) -> tuple[int, int]:
    """Returns how many texts of the pages lack a translation, and how many texts the pages have.

    A text lacks a translation if neither the valid catalogue `data` nor that of the engine has one.
    """
    own = [_parsed(language, each) for each in (data, _engine(language)) if each]
    needed = [each for each in _parsed(SOURCE_LANGUAGE, _LOCALE.joinpath(f"{DOMAIN}.pot").read_bytes()) if _shown(each)]
    return sum(not any(_is_translated(each, within) for within in own) for each in needed), len(needed)


def _shown(message: Message) -> bool:
    return bool(message.id) and not all(file.startswith(_FOR_THE_TEAM) for file, _line in message.locations)


def _is_translated(message: Message, within: Catalog) -> bool:
    found = within.get(message.id, message.context)
    return found is not None and not found.fuzzy and all(_texts(found.string))


def _texts(strings: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (strings,) if isinstance(strings, str) else tuple(strings)


@cache
def _of_the_engine() -> tuple[str, ...]:
    found = (each.name for each in _LOCALE.iterdir() if each.is_dir() and each.name != SOURCE_LANGUAGE)
    return tuple(sorted(found))


def _engine(language: str) -> bytes:
    path = _LOCALE.joinpath(language, "LC_MESSAGES", f"{DOMAIN}.po")
    return path.read_bytes() if path.is_file() else b""


@lru_cache(maxsize=32)
def _compiled(language: str, own: bytes) -> gettext.NullTranslations:
    """Returns the site's own translations, with the engine's for the texts that they lack."""
    found = [_translations(_parsed(language, each)) for each in (own, _engine(language)) if each]
    for first, then in pairwise(found):
        first.add_fallback(then)
    return found[0] if found else gettext.NullTranslations()


def _parsed(language: str, data: bytes) -> Catalog:
    return read_po(io.BytesIO(data), locale=language, domain=DOMAIN, charset="utf-8", abort_invalid=True)


def _translations(messages: Catalog) -> gettext.NullTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
