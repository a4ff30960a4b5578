"""The pages of what became of the commitments of the plans before a plan."""

from __future__ import annotations

from typing import NamedTuple

from micrositio.routes import paths
from micrositio.routes.paths import Identified, SitePath

ROWS_A_PART = 50
"""The most earlier commitments on a page."""


class Key(NamedTuple):
    """A plan or a record by its id alone."""

    id: str


def continuity(plan: Identified, row: int = 0) -> SitePath:
    """Returns the path of the part of the list that has a row, by its place in it from 0."""
    return paths.part(paths.page(plan.id, "continuidad"), row // ROWS_A_PART + 1)
