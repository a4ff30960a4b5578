"""The citation of what a page shows, with its file for bibliography managers."""

from __future__ import annotations

from dataclasses import dataclass

from micrositio.opendata.citation import Citation
from micrositio.routes import sharing_paths
from micrositio.routes.paths import SitePath


@dataclass(frozen=True)
class Cited:
    """A citation, and the path of its file (None: it has none)."""

    citation: Citation
    file: SitePath | None = None


def cited(citation: Citation, page: SitePath) -> Cited:
    """Returns the citation of what `page` shows, with its file."""
    return Cited(citation, sharing_paths.reference(page))
