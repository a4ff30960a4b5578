"""Suggestion of a known word for an unknown one, and the message of the suggestion."""

from __future__ import annotations

import re
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


_DENIES = re.compile(r"in(?!i)|no_|sin_")
"""Start of words that deny another, as in «incumplido»: nobody who wrote «cumplido» meant it."""
_ALIKE = tuple(
    frozenset(words.split())
    for words in (
        "concluido terminado finalizado cerrado acabado",
        "completo terminado cumplido concluido finalizado superado",
        "en_curso en_marcha en_proceso en_ejecucion vigente activo",
        "no_iniciado sin_iniciar por_iniciar",
        "retirado cancelado descartado",
        "incumplido no_cumplido",
        "firmado suscrito",
    )
)
"""Words that people write for one another, in each line; a form may look more like another word than what it means."""


def meant(value: str, choices: Sequence[str]) -> str:
    """Returns the one of `choices` that says the same as `value`, or else the one most like it, or ""."""
    word = re.sub(r"[\W_]+", "_", value.strip().lower()).replace("ó", "o")
    same = {each for words in _ALIKE if word in words for each in choices if each in words}
    if len(same) == 1:
        return same.pop()
    denies = bool(_DENIES.match(word))
    return closest(value, (each for each in choices if bool(_DENIES.match(each)) == denies))
