"""The pages of the program itself in a preview: the help of who keeps a site, with its sheet and its pictures."""

from __future__ import annotations

from micrositio.routes import paths
from micrositio.routes.paths import SitePath

_FOLDER = "_ayuda"
"""No page of a site can have this name."""
HELP = paths.page(_FOLDER)
"""The first page of the manual."""
STYLE = SitePath(f"{_FOLDER}/estilo.css")
"""The style sheet, a file: the headers of a site forbid styles within a page."""


def document(name: str) -> SitePath:
    """Returns the path of a document, or of a section of the manual."""
    return paths.page(_FOLDER, name)


def picture(name: str) -> SitePath:
    """Returns the path of a picture of the manual."""
    return SitePath(f"{_FOLDER}/imagenes/{name}")
