"""The known word that an unknown one may have meant, and the words that suggest it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

SUGGESTION = "¿quiso decir «{near}»?"
"""Added to the mend of a problem whose details hold a `near` word."""


def closest(value: str, known: Iterable[object]) -> str:
    """Returns the known word most like `value`, or "" if none is like it."""
    return next(iter(get_close_matches(value, [str(each) for each in known], n=1)), "")
