"""The index that the search reads: the entries in one language, as a script that only assigns data.

It is a script and not JSON because a page opened from disk may run a script but may not fetch a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from micrositio.i18n.display import date_words
from micrositio.i18n.messages import catalogue
from micrositio.model.text import Text
from micrositio.pages.purposes import ALIKE
from micrositio.pages.sections import SearchEntry
from micrositio.pages.views.labels import INVENTED, KINDS
from micrositio.pages.views.layout import PlanFrame
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.synonyms import Synonyms, phrases

ALL_TEXT = 400_000
"""Most characters of all the texts of an index together; with many entries, each keeps fewer."""
MOST_TEXT = 1_200
"""Most characters of the text of an entry, beside its title."""


class _Words(NamedTuple):
    """A text as shown: its words and their language."""

    words: str
    language: str


def search_index(
    entries: Sequence[SearchEntry],
    language: str,
    groups: Iterable[Synonyms] = (),
    first: str = "",
) -> bytes:
    """Returns the entries as a script in `language`; a text that is not in `language` is in the other one.

    The script assigns `indice`: kinds (their value in addresses and their name), plans (their id, their title and the
    tag of an invented one), groups of words that mean the same, among them those of `groups`, and the entries. Of each
    entry: its kind, its plan (-1: the site), its address from the search page, its title, its text and, up to the last
    that it has, the language of its title if it is not `language`, its numbers, codes and date, and other words by
    which it is found. `first` is the language of the pages at the root ("": this one).
    """
    kept = [each for each in entries if each.language != language]
    kinds = list(dict.fromkeys(each.kind for each in kept))
    plans = list({each.plan.id: each.plan for each in kept if each.plan}.values())
    places = {plan.id: number for number, plan in enumerate(plans)}
    way = _Way(language, first or language)
    room = min(MOST_TEXT, ALL_TEXT // max(1, len(kept)))
    value = {
        "tipos": [[KINDS[kind].value, way.say(KINDS[kind].one)] for kind in kinds],
        "planes": [[each.id, each.short_title.pick(language)[0], _tag(each, way)] for each in plans],
        "sinonimos": _alike(groups, way),
        "fichas": [
            [kinds.index(each.kind), places[each.plan.id] if each.plan else -1, *_told(each, way, room)]
            for each in kept
        ],
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"self.indice = {text.replace(chr(0x2028), ' ').replace(chr(0x2029), ' ')};\n".encode()


class _Way(NamedTuple):
    """The language of an index, and that of the pages at the root."""

    language: str
    first: str

    def say(self, message: str) -> str:
        """Returns a message in the language."""
        return catalogue(self.language).gettext(message) if message else ""

    def address(self, each: SearchEntry) -> str:
        """Returns the address of an entry from the search page of the language."""
        here = router.localized(router.SEARCH, self.language, self.first)
        target = router.localized(each.path, each.language or self.language, self.first)
        return Addresses.relative(here, target, each.anchor)


def _tag(plan: PlanFrame, way: _Way) -> str:
    return way.say(INVENTED) if plan.invented else ""


def _alike(groups: Iterable[Synonyms], way: _Way) -> list[list[str]]:
    """Returns the groups of words that mean the same: those of the interface, then the site's."""
    usual = way.say(ALIKE).split(";")
    own = (each.words.pick(way.language)[0] for each in groups if not each.target)
    return [phrases(each) for each in (*usual, *own)]


def _told(each: SearchEntry, way: _Way, room: int) -> list[Any]:
    """Returns the address, title and text of an entry, and what else it has: language, names and words."""
    title = _title(each, way)
    day = [date_words(each.date, way.language)] if each.date and each.title else []
    about = " · ".join([*day, *_distinct(each.about, way.language, title.words)])
    own = ", ".join(filter(None, (*map(way.say, each.purpose), *(text.pick(way.language)[0] for text in each.words))))
    names = " ".join((*each.names, *([str(each.date)] if each.date else [])))
    more = ["" if title.language == way.language else title.language, names, own]
    while more and not more[-1]:
        more.pop()
    return [way.address(each), title.words, _cut(about, room), *more]


def _title(each: SearchEntry, way: _Way) -> _Words:
    if each.title:
        return _Words(*each.title.pick(way.language))
    day = date_words(each.date, way.language) if each.date else ""
    return _Words(way.say(each.message) % {"day": day}, way.language)


def _distinct(about: Iterable[Text], language: str, title: str) -> list[str]:
    """Returns the texts that are neither empty nor the title, each once."""
    words = (" ".join(text.pick(language)[0].split()) for text in about)
    return [each for each in dict.fromkeys(words) if each and each != title]


def _cut(text: str, room: int) -> str:
    """Returns the text or, if it has more than `room` characters, its beginning up to a whole word."""
    return text if len(text) <= room else text[:room].rpartition(" ")[0] + "…"
