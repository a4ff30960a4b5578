"""Texts in one or several languages: short ones and, as sanitised HTML, those of several paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

SOURCE_LANGUAGE = "es"
"""The language in which the interface and the profile are written first."""


def N_(message: str) -> str:  # noqa: N802  # the name every gettext tool looks for
    """Returns the message itself, marked so that it is gathered for translation."""
    return message


@dataclass(frozen=True, init=False, slots=True)
class Text:
    """A text by language: pairs of a code and words, first the language that it is written in, even without words.

    `Text("agua", "water")` is Spanish and English; `Text(fr="eau", es="agua")` is written in French. The code "" is
    that of words that are the same in every language.
    """

    words: tuple[tuple[str, str], ...]

    def __init__(self, *spanish_english: str, **others: str) -> None:
        """Keeps the texts that are not empty, by language code, the first one given first."""
        given = [*zip((SOURCE_LANGUAGE, "en"), spanish_english, strict=False), *others.items()]
        kept = tuple(each for number, each in enumerate(given) if each[1] or not number)
        object.__setattr__(self, "words", kept if any(words for _code, words in kept) else ())

    def __bool__(self) -> bool:
        """Returns whether there is text in any language."""
        return bool(self.words)

    @property
    def base(self) -> str:
        """The words in the language that it is written in, "" where it has none."""
        return self.words[0][1] if self.words else ""

    @property
    def first(self) -> str:
        """The words in the language that it is written in or, without them, in the next that it has; "" for none."""
        return next((words for _code, words in self.words if words), "")

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that it has words in."""
        return tuple(code for code, words in self.words if words)

    @property
    def language(self) -> str:
        """The code of the language that it is written in."""
        return self.words[0][0] if self.words else SOURCE_LANGUAGE

    def in_(self, language: str) -> str:
        """The words in `language`, "" where it has none."""
        known = dict(self.words)
        return known.get(language, known.get("", ""))

    def pick(self, language: str) -> tuple[str, str]:
        """The words and their language: `language` where it has them, else the first that it has."""
        words = self.in_(language)
        found = next(((code, each) for code, each in self.words if each), (language, ""))
        return (words, language) if words else (found[1], found[0])

    def keys(self, name: str) -> dict[str, str]:
        """The words under the keys that `Writing.text` reads them from, English always among them."""
        others = {f"{name}_{code}": words for code, words in self.words[1:]}
        return {name: self.base, f"{name}_en": self.in_("en"), **others}

    def each(self, change: Callable[[str], str]) -> Text:
        """The text with `change` made to the words of each language."""
        return Text(**{code: change(words) if words else "" for code, words in self.words})


def proper(words: str) -> Text:
    """A proper name or a code: the same words in every language."""
    return Text(**{"": words})


class Writing(NamedTuple):
    """How the texts of a site are keyed: those without a suffix are in `base`, `_<code>` is of each of `others`."""

    base: str = SOURCE_LANGUAGE
    others: tuple[str, ...] = ("en",)

    def text(self, values: Mapping[str, Any], key: str) -> Text:
        """The text under `key` and its `key_<code>`; "" where absent."""
        others = {code: values.get(f"{key}_{code}", "") for code in self.others}
        return Text(**{self.base: values.get(key) or values.get(f"{key}_{self.base}", "")}, **others)


SPANISH = Writing()
"""How the profile keys its texts."""


class Prose(NamedTuple):
    """A text as sanitised HTML: in the language that it is written in, and in those it was translated into."""

    html: str
    translations: tuple[tuple[str, str], ...] = ()
    language: str = SOURCE_LANGUAGE

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """Its HTML by language, its own first."""
        return ((self.language, self.html), *self.translations)

    def pick(self, language: str) -> tuple[str, str]:
        """The HTML and the language it is really in: `language` where it exists, else its own."""
        found = dict(self.translations).get(language)
        return (self.html, self.language) if found is None else (found, language)
