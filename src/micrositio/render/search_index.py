"""The index that the search reads: the entries in one language, as a script that only assigns data.

It is a script and not JSON because a page opened from disk may run a script but may not fetch a file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from micrositio.i18n.display import date_words
from micrositio.i18n.messages import catalogue
from micrositio.model.text import Text
from micrositio.pages.sections import SearchEntry
from micrositio.pages.views.labels import INVENTED, KINDS
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath

ALL_TEXT = 400_000
"""Most characters of all the texts of an index together; with many entries, each keeps fewer."""
MOST_TEXT = 1_200
"""Most characters of the text of an entry, beside its title."""
Link = Callable[[SitePath, SitePath, str], str]
"""Returns the address of a page from another page of the language, at an anchor."""


class _Words(NamedTuple):
    """A text as shown: its words and their language."""

    words: str
    language: str


def search_index(entries: Sequence[SearchEntry], language: str, link: Link = Addresses.relative) -> bytes:
    """Returns the entries as a script in `language`; a text that is not in `language` is in the other one.

    The script assigns `indice`: names of kinds, plans (with the tag of an invented one) and, for each entry, its kind,
    its plan (-1: the site), its address from the search page, its title, its text and the language of its title if it
    is not `language`.
    """
    kinds = list(dict.fromkeys(each.kind for each in entries))
    plans = list({each.plan.id: each.plan for each in entries if each.plan}.values())
    places = {plan.id: number for number, plan in enumerate(plans)}
    gettext = catalogue(language).gettext
    room = min(MOST_TEXT, ALL_TEXT // max(1, len(entries)))
    value = {
        "tipos": [[kind, gettext(KINDS[kind][0])] for kind in kinds],
        "planes": [[plan.short_title.pick(language)[0], gettext(INVENTED) if plan.invented else ""] for plan in plans],
        "fichas": [
            [kinds.index(each.kind), places[each.plan.id] if each.plan else -1, *_told(each, language, link, room)]
            for each in entries
        ],
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"self.indice = {text.replace(chr(0x2028), ' ').replace(chr(0x2029), ' ')};\n".encode()


def _told(each: SearchEntry, language: str, link: Link, room: int) -> list[Any]:
    """Returns the address, title and text of an entry, and the language of its title if it is not `language`."""
    title = _title(each, language)
    day = [date_words(each.date, language)] if each.date else []
    about = " · ".join([*day, *_distinct(each.about, language, title.words)])
    told = [link(router.SEARCH, each.path, each.anchor), title.words, _cut(about, room)]
    return told if title.language == language else [*told, title.language]


def _title(each: SearchEntry, language: str) -> _Words:
    return (
        _Words(*each.title.pick(language))
        if each.title
        else _Words(catalogue(language).gettext(each.message), language)
    )


def _distinct(about: Iterable[Text], language: str, title: str) -> list[str]:
    """Returns the texts that are neither empty nor the title, each once."""
    words = (" ".join(text.pick(language)[0].split()) for text in about)
    return [each for each in dict.fromkeys(words) if each and each != title]


def _cut(text: str, room: int) -> str:
    """Returns the text or, if it has more than `room` characters, its beginning up to a whole word."""
    return text if len(text) <= room else text[:room].rpartition(" ")[0] + "…"
