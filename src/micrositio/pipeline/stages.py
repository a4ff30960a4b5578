"""The stages of a build, with their labels for people, and what bounds and stops it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from enum import Enum

from micrositio.model.text import N_


class Stage(Enum):
    """A stage of the build; the value is its label for people."""

    READ = N_("Leyendo los archivos")
    VALIDATE = N_("Revisando los datos")
    PICTURES = N_("Preparando las imágenes")
    RENDER = N_("Escribiendo las páginas")
    CHECK = N_("Revisando el sitio")


Report = Callable[[Stage, int, int], None]
"""Receives the stage, the number of its parts that are done and the number of all its parts."""
MOST_PROCESSES = 4
"""Processes of a build at most: each one finds out again what there is to share, which takes a tenth of the work."""
STOPPING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals that ask a build to stop; Windows has fewer."""
