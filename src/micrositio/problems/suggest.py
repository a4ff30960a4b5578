"""Suggestion of a known word for an unknown one, and the message of the suggestion."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

SUGGESTION = "¿quiso decir «{near}»?"
"""Text added to the correction of a problem whose details have a `near` word."""


def closest(value: str, known: Iterable[object]) -> str:
    """Returns the known word most like `value`, or "" if none is like it."""
    return next(iter(get_close_matches(value, [str(each) for each in known], n=1)), "")
