"""The rule for names that become files, tables or folders: those that a format, a system or the site keeps for itself.

Names of other forms are refused where they are read; a name of this list has a good form and fails elsewhere.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_PROGRAM = re.compile(r"\.(?:exe|com|bat|cmd|scr|msi|ps1|vbs|js|jar|lnk|html?|php|sh)\.\w+", re.IGNORECASE)
_NOT_IN_AN_ADDRESS = re.compile(r"[\s#?%\\:*\"<>|\x00-\x1f\x7f]")
_OF_THE_SITE = frozenset(("actividades_por_corte", "datapackage", "diccionario", "leeme", "tablero"))
"""Names of the files, sheets and views that are published beside the tables."""
OF_WINDOWS = "Windows lo guarda para sus aparatos"
OF_A_PROGRAM = "parece un programa con otra extensión"
OF_A_FORMAT = "un formato en que se publica lo guarda para sí"
OF_THE_SITE = "así se llama algo que el sitio publica junto a las tablas"
"""Why a name cannot be used."""


def resolved(path: Path) -> Path:
    """Returns a whole path without links; the rest of one that leads to itself stays as it is, as nothing is there."""
    return Path(os.path.realpath(path))


def kept_by_windows(name: str) -> str:
    """Returns why no file or folder may have the name, with or without an extension, or "" if it may."""
    if _PROGRAM.search(name):
        return OF_A_PROGRAM
    return OF_WINDOWS if _DEVICE.fullmatch(name) else ""


def kept_from_tables(name: str) -> str:
    """Returns why no table may have the name, or "" if it may."""
    if name.lower().startswith("sqlite_") or name.lower() == "history":
        return OF_A_FORMAT
    return OF_THE_SITE if name.lower() in _OF_THE_SITE else kept_by_windows(name)


def fails_in_an_address(name: str) -> bool:
    """Returns whether a file of that name could not be asked for, or not be published by some host."""
    return _NOT_IN_AN_ADDRESS.search(name) is not None
