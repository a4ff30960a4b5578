"""Results that a preview keeps from one build to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class BuildCache:
    """Results kept between builds of a preview, by key; a build with a new cache computes everything."""

    def __init__(self) -> None:
        """Starts without results."""
        self._kept: dict[tuple[Any, ...], Any] = {}
        self._used: dict[tuple[Any, ...], Any] = {}

    def get(self, key: tuple[Any, ...], make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Returns the result kept under `key`, or what `make` returns for the arguments."""
        value: T = self._kept[key] if key in self._kept else make(*args, **kwargs)
        self._used[key] = value
        return value

    def forget_unused(self) -> None:
        """Removes the results that no call of `get` used since the last call of this method."""
        self._kept, self._used = self._used, {}
