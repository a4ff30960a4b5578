"""Texts in one or several languages: short ones and, as sanitised HTML, those of several paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

SOURCE_LANGUAGE = "es"
"""Source language of the interface and of the data profile."""


def N_(message: str) -> str:  # noqa: N802  # the name every gettext tool looks for
    """Returns the message itself, marked so that it is gathered for translation."""
    return message


@dataclass(frozen=True, init=False, slots=True)
class Text:
    """A text by language: pairs of a language code and words. The first is the base language, even without words.

    `Text("agua", "water")` is in Spanish and English; `Text(fr="eau", es="agua")` was written in French. The code "" is
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
        """The words in the base language, "" if there are none."""
        return self.words[0][1] if self.words else ""

    @property
    def first(self) -> str:
        """The words in the base language or, without them, in the next language that has words; "" for none."""
        return next((words for _code, words in self.words if words), "")

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that have words."""
        return tuple(code for code, words in self.words if words)

    @property
    def language(self) -> str:
        """The code of the base language."""
        return self.words[0][0] if self.words else SOURCE_LANGUAGE

    def in_(self, language: str) -> str:
        """Returns the words in `language`, "" if there are none."""
        known = dict(self.words)
        return known.get(language, known.get("", ""))

    def pick(self, language: str) -> tuple[str, str]:
        """Returns the words and their language: `language` if it has words, otherwise the first language that has."""
        words = self.in_(language)
        found = next(((code, each) for code, each in self.words if each), (language, ""))
        return (words, language) if words else (found[1], found[0])

    def keys(self, name: str) -> dict[str, str]:
        """Returns the words by the keys that `Writing.text` reads, English always included."""
        others = {f"{name}_{code}": words for code, words in self.words[1:]}
        return {name: self.base, f"{name}_en": self.in_("en"), **others}

    def each(self, change: Callable[[str], str]) -> Text:
        """Returns the text with `change` applied to the words of each language."""
        return Text(**{code: change(words) if words else "" for code, words in self.words})


def proper(words: str) -> Text:
    """Returns a proper name or a code as a text with the same words in every language."""
    return Text(**{"": words})


class Writing(NamedTuple):
    """The keys of the texts of a site: without a suffix in the language `base`, with `_<code>` in each of `others`."""

    base: str = SOURCE_LANGUAGE
    others: tuple[str, ...] = ("en",)

    def text(self, values: Mapping[str, Any], key: str) -> Text:
        """Returns the text under `key` and its `key_<code>`; "" for an absent key."""
        others = {code: values.get(f"{key}_{code}", "") for code in self.others}
        return Text(**{self.base: values.get(key) or values.get(f"{key}_{self.base}", "")}, **others)


SPANISH = Writing()
"""The languages and keys of the data profile's texts."""


class Prose(NamedTuple):
    """A text as sanitised HTML: in the language in which it was written, and its translations by language code."""

    html: str
    translations: tuple[tuple[str, str], ...] = ()
    language: str = SOURCE_LANGUAGE

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """The HTML by language, that of the base language first."""
        return ((self.language, self.html), *self.translations)

    def pick(self, language: str) -> tuple[str, str]:
        """Returns the HTML and its language: `language` if there is a translation, otherwise the base language."""
        found = dict(self.translations).get(language)
        return (self.html, self.language) if found is None else (found, language)
