"""Which sheets of a workbook are of its plan, and what one says of another."""

from __future__ import annotations

from collections.abc import Sequence

from micrositio.editing.meanings import folded
from micrositio.matrix.said import LevelSaid, SheetSaid
from micrositio.matrix.vocabulary import Role, meaning_of


def commitment_elsewhere(said: SheetSaid, sheets: Sequence[SheetSaid]) -> str:
    """Returns the level of a sheet whose titles are the commitments of another sheet, which has no activities."""
    alone = [each.own_titles for each in sheets if not each.has_milestones and each.own_titles]
    levels = [each.name for each in said.levels if any(said.titles.get(each.name, frozenset()) & own for own in alone)]
    return levels[-1] if levels and said.has_milestones else ""


def of_one_plan(sheets: Sequence[SheetSaid]) -> list[SheetSaid]:
    """Returns the sheets that are of the plan: not those that only sum up others; their names may be titles of a level.

    A sheet without activities is of the plan if no sheet has any, or if its commitments are those of one that has.
    """
    full = [each for each in sheets if each.has_milestones]
    known = {title for each in full for title in each.own_titles}
    found = [each for each in sheets if each in full or not full or each.own_titles & known]
    for each in found:
        word = each.name.split()[0] if each.name.split() else ""
        meant = meaning_of(word) if [other.names for other in found].count(each.names) > 1 else None
        if meant and meant.role is Role.LEVEL and folded(word) not in {folded(level.name) for level in each.levels}:
            each.levels.insert(0, LevelSaid(word, 0, {}, constant=each.name))
    return found
