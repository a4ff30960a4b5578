"""How grave a problem is."""

from __future__ import annotations

from enum import Enum


class Severity(Enum):
    """An error stops the publication; a warning does not."""

    ERROR = "error"
    WARNING = "aviso"


WARNING = Severity.WARNING
