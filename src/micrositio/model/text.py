"""Texts in the languages that they exist in: short ones and, as sanitised HTML, those of several paragraphs."""

from __future__ import annotations

from typing import NamedTuple

SOURCE_LANGUAGE = "es"
"""The language in which the interface and the data are written first."""


def N_(message: str) -> str:  # noqa: N802  # the name every gettext tool looks for
    """Returns the message itself, marked so that it is gathered for translation."""
    return message


class Text(NamedTuple):
    """A text in Spanish and in English; either may be "" (unknown)."""

    es: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.es or self.en)

    def pick(self, language: str) -> tuple[str, str]:
        """The text and the language it is really in: `language` where it exists, else the other."""
        known = self._asdict()
        found = next((each for each in (language, *known) if known.get(each)), language)
        return known.get(found, ""), found


class Prose(NamedTuple):
    """A text as sanitised HTML: in Spanish, and in the languages it was translated into."""

    html: str
    translations: tuple[tuple[str, str], ...] = ()

    def pick(self, language: str) -> tuple[str, str]:
        """The HTML and the language it is really in: `language` where it exists, else Spanish."""
        found = dict(self.translations).get(language)
        return (self.html, SOURCE_LANGUAGE) if found is None else (found, language)
