"""Suggestion of a known word for an unknown one, and the message of the suggestion."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import islice

SUGGESTION = "¿quiso decir «{near}»?"
"""Text added to the correction of a problem whose details have a `near` word."""


_LONGEST, _MOST = 100, 1_000
"""Characters of a word, and known words, with which likeness is looked for: it takes long."""


def closest(value: str, known: Iterable[object]) -> str:
    """Returns the known word most like `value`, or "" if none is like it, or if there are too many to look at each."""
    words = [str(each) for each in islice(known, _MOST + 1)]
    if len(value) > _LONGEST or len(words) > _MOST:
        return ""
    return next(iter(get_close_matches(value, words, n=1)), "")


_DENIES = re.compile(r"in(?!i)|no_|nao_|sin_")
"""Start of words that deny another, as in «incumplido»: nobody who wrote «cumplido» meant it."""
_SENSES = tuple(
    (tuple(beginnings.split()), frozenset(words.split()))
    for beginnings, words in (
        ("complet cumplid superad atingid cumprid alcanzad", "completo"),
        ("conclu terminad finaliz cerrad acabad", "completo concluido"),
        ("en_curso en_marcha en_proceso en_ejecuc vigente activ", "en_curso"),
        ("no_inici nao_inici sin_inici por_inici", "no_iniciado"),
        ("incumpl no_cumpl nao_cumpr nao_cumpl nao_atingi", "incumplido"),
        ("cancelad retirad descartad", "retirado"),
        ("suscrit", "firmado"),
    )
)
"""Beginnings of words that people write for the words of a list, and these: form alone would lead to another one."""


def meant(value: str, choices: Sequence[str]) -> str:
    """Returns the one of `choices` that says the same as `value`, or else the one most like it, or ""."""
    denies = bool(_DENIES.match(_plain(value)))
    return same_sense(value, choices) or closest(
        value, (each for each in choices if bool(_DENIES.match(each)) == denies)
    )


def same_sense(value: str, choices: Iterable[str]) -> str:
    """Returns the only one of `choices` that people write as `value`, or ""."""
    said = [words for beginnings, words in _SENSES if _plain(value).startswith(beginnings)]
    found = [each for each in choices if any(each in words for words in said)]
    return found[0] if len(found) == 1 else ""


def _plain(value: str) -> str:
    """Returns a text in lower case, without accents, with underscores for whatever is no letter or figure."""
    letters = unicodedata.normalize("NFKD", value.strip().casefold())
    return re.sub(r"[\W_]+", "_", "".join(each for each in letters if not unicodedata.combining(each)))
