"""Citation of a plan's open data, or of a part of them, as a sentence and in BibTeX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from micrositio.i18n.messages import catalogue
from micrositio.model.text import SOURCE_LANGUAGE, Text

_WORDED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_SPECIAL = str.maketrans(_WORDED | {sign: f"\\{sign}" for sign in "&%$#_{}"})


class CitedPart(NamedTuple):
    """What is cited of the data: a message, and the values of its placeholders by name."""

    message: str
    values: tuple[tuple[str, Text], ...]

    def words(self, language: str) -> str:
        """Returns the part in words."""
        values = {name: value.pick(language)[0] for name, value in self.values}
        return catalogue(language).gettext(self.message).format(**values)


@dataclass(frozen=True)
class Citation:
    """The data of a reference to a plan's data, or to a `part` of them (None: to all).

    `key` identifies the reference and `title` is that of the plan; `publisher` publishes the data and `government` is
    the one whose plan the data describe (empty: unknown); `day` is that of the last change of the data (None: unknown);
    `address` is "" while the site has none. `language` is the default language of the files. `lasting` is the address
    of the page of the last cut, which does not change; "" without one.
    """

    key: str
    publisher: Text
    government: Text
    title: str
    version: str
    day: date | None
    address: str
    language: str = SOURCE_LANGUAGE
    lasting: str = ""
    part: CitedPart | None = None

    def sentence(self, language: str = "") -> str:
        """Returns the reference as a sentence, the day in ISO 8601."""
        language = language or self.language
        _ = catalogue(language).gettext
        about = _("{title}. Datos abiertos, versión {version}").format(
            title=self._titled(language), version=self.version
        )
        when = _("Datos al {day}").format(day=self.day) if self.day else ""
        parts = (
            self.publisher.pick(language)[0],
            about,
            self._whose(language),
            when,
            self.address,
            self._then(language),
        )
        return ". ".join(part for part in parts if part)

    def _titled(self, language: str) -> str:
        return f"{self.part.words(language)}. {self.title}" if self.part else self.title

    def _whose(self, language: str) -> str:
        words = catalogue(language).gettext("Gobierno del plan: {government}")
        return words.format(government=self.government.pick(language)[0]) if self.government else ""

    def _then(self, language: str) -> str:
        words = catalogue(language).gettext("Como estaba en el último corte: {address}")
        return words.format(address=self.lasting) if self.lasting else ""

    def bibtex(self, note: str = "") -> str:
        """Returns the reference for a bibliography manager, as a BibTeX entry."""
        notes = ". ".join(each for each in (self._whose(self.language), self._then(self.language), note) if each)
        fields = (*self._fields(), ("note", _escaped(notes)))
        lines = (f"  {name} = {{{value}}}" for name, value in fields if value)
        return f"@misc{{{self.key}-{self.version},\n" + ",\n".join(lines) + "\n}\n"

    def _fields(self) -> Iterator[tuple[str, str]]:
        publisher = self.publisher.pick(self.language)[0]
        yield "author", f"{{{_escaped(publisher)}}}" if publisher else ""
        yield "title", f"{{{_escaped(self._titled(self.language))}}}"
        yield "version", self.version
        yield "year", str(self.day.year) if self.day else ""
        yield "date", str(self.day or "")
        yield "url", self.address


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)
