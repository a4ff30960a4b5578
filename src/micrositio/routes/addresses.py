"""The addresses that documents of the site write for its files: relative, whole or from the root of the server."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from micrositio.routes.paths import SitePath, folder


@dataclass(frozen=True)
class Addresses:
    """The addresses of a site at `base_url`, without a final slash; "" while the site has no address.

    Every address is percent-encoded; only relative ones name a page by its file, so that the site works from disk.
    """

    base_url: str = ""

    @property
    def root(self) -> str:
        """The path of the site on its server, without a final slash and not encoded; "" at the server's root."""
        return "".join(f"/{part}" for part in self.base_url.split("/")[3:])

    @staticmethod
    def relative(origin: SitePath, target: SitePath, anchor: str = "") -> str:
        """Returns the relative address of `target` from `origin`, with its anchor."""
        here, there = origin.split("/")[:-1], target.split("/")
        shared = next((n for n, (one, other) in enumerate(zip(here, there[:-1], strict=False)) if one != other), None)
        shared = min(len(here), len(there) - 1) if shared is None else shared
        return _at("../" * (len(here) - shared) + "/".join(there[shared:]), anchor)

    def canonical(self, target: SitePath, anchor: str = "") -> str:
        """Returns the full address of `target` with its anchor, or "" while the site has none."""
        return f"{self.base_url}/{_at(folder(target), anchor)}" if self.base_url else ""

    def rooted(self, target: SitePath, anchor: str = "") -> str:
        """Returns the address of `target` from the server's root, which leads there from any depth."""
        return _at(f"{self.root}/{folder(target)}", anchor)

    def to(self, origin: SitePath, target: SitePath, anchor: str = "") -> str:
        """Returns the full address of `target` or, while the site has none, the one relative to `origin`."""
        return self.canonical(target, anchor) or self.relative(origin, target, anchor)

    def named(self, origin: SitePath, **targets: SitePath) -> dict[str, str]:
        """Returns the address of each target as `to` does, by name."""
        return {name: self.to(origin, target) for name, target in targets.items()}


NO_ADDRESS = Addresses()
"""The addresses of a site whose own address is not known yet."""


@lru_cache(maxsize=1 << 16)
def _at(path: str, anchor: str) -> str:
    return quote(path) + (f"#{quote(anchor)}" if anchor else "")
