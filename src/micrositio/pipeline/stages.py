"""The stages of a build, as a person reads them, and what is told of each."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from micrositio.model.text import N_


class Stage(Enum):
    """A stage of the build; the value is its label for people."""

    READ = N_("Leyendo los archivos")
    VALIDATE = N_("Revisando los datos")
    RENDER = N_("Escribiendo las páginas")
    CHECK = N_("Revisando el sitio")


Report = Callable[[Stage, int, int], None]
"""Receives the stage, the number of its parts that are done and the number of all its parts."""
