"""The stages of a build, as a person reads them, and what is told of each."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from micrositio.model.text import N_


class Stage(Enum):
    """A stage of the build, as a person reads it."""

    READ = N_("Leyendo los archivos")
    VALIDATE = N_("Revisando los datos")
    RENDER = N_("Escribiendo las páginas")
    CHECK = N_("Revisando el sitio")


Report = Callable[[Stage, int, int], None]
"""Told the stage, how many of its parts are done and how many there are."""
