"""Lists read by a key: where the items of each key stand, and which they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K")


def places_by(items: Iterable[T], keys: Callable[[T], Iterable[K]]) -> dict[K, list[int]]:
    """Returns the places, from 0, of the items with each key; an item may have several."""
    places: dict[K, list[int]] = {}
    for place, each in enumerate(items):
        for key in keys(each):
            places.setdefault(key, []).append(place)
    return places


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    """Returns the items with each key, in their order; the keys stand in the order of their first item."""
    groups: dict[K, list[T]] = {}
    for each in items:
        groups.setdefault(key(each), []).append(each)
    return {name: tuple(group) for name, group in groups.items()}
