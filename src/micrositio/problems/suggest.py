"""Suggestion of a known word for an unknown one, and the message of the suggestion."""

from __future__ import annotations

from collections.abc import Iterable
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
