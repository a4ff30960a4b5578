"""Lists read by a key: where the items of each key stand."""

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
