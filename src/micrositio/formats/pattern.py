"""Regular expressions that content supplies: run by RE2, in a time that grows with the text and with nothing else.

The only module that imports RE2; Python's own engine may take more than a life for an expression of ten signs.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cache

import re2

_MEMORY = 8 << 20
"""Bytes that RE2 may use for an expression."""
_LONGEST = 1_000
"""Characters of an expression at most."""
_NOT_RUN = ("invalid perl operator", "invalid escape sequence", "invalid repetition size", "bad repetition operator")
"""Start of RE2's errors for what other engines run and it does not."""


class Unmatched(Enum):
    """Why an expression matches nothing: it is none, or it is one that cannot be run in a bounded time."""

    FAULTY = "faulty"
    UNBOUNDED = "unbounded"


@cache
def matcher(pattern: str) -> Callable[[str], bool] | Unmatched:
    """Returns a function that tells whether a whole text matches the expression, or why there is none."""
    options = re2.Options()
    options.log_errors, options.max_mem = False, _MEMORY
    if len(pattern) > _LONGEST:
        return Unmatched.FAULTY
    try:
        expression = re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0] if error.args else b""
        told = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
        return Unmatched.UNBOUNDED if told.startswith(_NOT_RUN) else Unmatched.FAULTY
    return lambda text: expression.fullmatch(text) is not None
