"""The levels of a plan above its commitments, such as axis, goal and programme: a tree of groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from micrositio.model.records import Record, column
from micrositio.model.text import Text


@dataclass(frozen=True, slots=True)
class Group(Record):
    """A group of commitments or of other groups.

    `level` is the name of its level in the plan, `number` its number there as the plan writes it, and `parent` the
    group that it is part of ("" if none).
    """

    id: str = column("id")
    parent: str = column("padre")
    level: Text = column("nivel")
    number: str = column("numero")
    title: Text = column("titulo")
    description: Text = column("descripcion")
    weight: float | None = column("peso")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


def chain(groups: Mapping[str, Group], key: str) -> tuple[Group, ...]:
    """Returns the group with this id below those that it is part of, the widest first; () if there is none.

    A chain that comes back to a group ends there.
    """
    found: dict[str, Group] = {}
    while key in groups and key not in found:
        found[key] = groups[key]
        key = groups[key].parent
    return tuple(reversed(found.values()))


def circles(groups: Mapping[str, Group]) -> Iterator[tuple[Group, ...]]:
    """Yields each set of groups that are part of themselves, each before the one that it is part of."""
    walked: set[str] = set()
    for key in groups:
        way: dict[str, Group] = {}
        while key in groups and key not in walked and key not in way:
            way[key] = groups[key]
            key = groups[key].parent
        if key in way:
            yield tuple(way.values())[list(way).index(key) :]
        walked |= way.keys()


def in_order(groups: Iterable[Group]) -> Iterator[tuple[Group, int]]:
    """Yields each group before the groups that are part of it, with its depth (0 for one that is part of none)."""
    below: dict[str, list[Group]] = {}
    for each in groups:
        below.setdefault(each.parent, []).append(each)
    pending = [(each, 0) for each in reversed(below.get("", ()))]
    while pending:
        group, depth = pending.pop()
        yield group, depth
        pending += [(each, depth + 1) for each in reversed(below.get(group.id, ()))]
