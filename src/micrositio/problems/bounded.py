"""The problems of one file, of which only so many are told: nobody mends more one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

MAXIMUM_FAULTS = 1_000
"""Problems of a file that are told at most, of those found by one check."""


def told(problems: Iterable[Problem], file: str) -> Iterator[Problem]:
    """Yields the problems that a check finds in a file or, if there are too many, the first and that there are more."""
    for number, each in enumerate(problems):
        if number == MAXIMUM_FAULTS:
            yield problem(Kind.FILE_FAULTS, Place(file), limit=f"{MAXIMUM_FAULTS:,}")
            return
        yield each
