"""Where compiled templates are kept between builds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(".cache", "plantillas")
"""Folder, within the project's, where compiled templates are kept. It may be removed at any time."""


class TemplateStore(NamedTuple):
    """Where compiled templates are kept (None: nowhere), and the function that writes a file (None: none is)."""

    folder: Path | None = None
    write: Callable[[bytes, Path], None] | None = None
