"""How grave a problem is, and what is told of each kind."""

from __future__ import annotations

from enum import Enum


class Severity(Enum):
    """An error stops the publication; a warning does not."""

    ERROR = "error"
    WARNING = "aviso"


WARNING = Severity.WARNING


class Told(Enum):
    """What is told of a kind of problem; a member's value has its parts, in the order of the arguments below."""

    def __init__(self, code: str, message: str, mend: str, severity: Severity = Severity.ERROR) -> None:
        """Sets the attributes of a kind from the parts of its value."""
        self.code = code
        self.message = message
        self.mend = mend
        self.severity = severity
