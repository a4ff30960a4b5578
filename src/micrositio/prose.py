"""A text of several paragraphs, ready to be shown, in the languages that it exists in."""

from __future__ import annotations

from typing import NamedTuple

from .catalogue import SOURCE_LANGUAGE


class Prose(NamedTuple):
    """A text as sanitised HTML: in Spanish, and in the languages it was translated into."""

    html: str
    translations: tuple[tuple[str, str], ...] = ()

    def pick(self, language: str) -> tuple[str, str]:
        """The HTML and the language it is really in: `language` where it exists, else Spanish."""
        found = dict(self.translations).get(language)
        return (self.html, SOURCE_LANGUAGE) if found is None else (found, language)
