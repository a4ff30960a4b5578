"""What marks an output folder, and why a site or a file is not written: each reason ends in a message of its own."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

MARKER = ".micrositio"
_TEXT = b"micrositio: esta carpeta se genera y se reemplaza entera; no guarde nada en ella.\n"


class SiteName(NamedTuple):
    """What tells a site from another: title, address if it has one, ids of its plans. Not all change at once.

    `faults` says that there is no site: only the page of what is to be corrected.
    """

    title: str = ""
    address: str = ""
    plans: str = ""
    faults: str = ""


_NAMELESS = SiteName()


def marker(name: SiteName = _NAMELESS) -> bytes:
    """Returns the marker of a site: the first line says what the folder is, and the others whose."""
    lines = (f"{key}: {' '.join(value.split())}\n" for key, value in name._asdict().items() if value.strip())
    return _TEXT + "".join(lines).encode()


def is_ours(folder: Path) -> bool:
    """Returns whether a folder has the marker."""
    return (folder / MARKER).is_file() and not folder.is_symlink()


def name_in(folder: Path) -> SiteName:
    """Returns the name of the site in a folder; empty if there is none, or if it was written before sites had one."""
    lines = (folder / MARKER).read_text("utf-8", "replace").splitlines()[1:] if is_ours(folder) else []
    known = dict(line.partition(": ")[::2] for line in lines)
    return SiteName(*(known.get(each, "") for each in SiteName._fields))


class OutputRefused(Exception):
    """An output folder that may not be replaced; the message is its path."""


class MountRefused(OutputRefused):
    """An output folder that is a mount point: it cannot be exchanged for another in one step."""


class OtherSite(Exception):
    """The output folder holds another site; the message is its path, and the name of that site."""

    def __init__(self, place: Path, name: str) -> None:
        """Records the folder and the name of the site in it."""
        super().__init__(str(place))
        self.name = name


class SiteKept(Exception):
    """The output folder holds a good site, which a page of faults does not replace; the message is its path."""


class FileRefused(Exception):
    """A file that may not be written; the message is its path."""


class FileChanged(Exception):
    """A file of the sources is no longer as it was when its fingerprint was taken; the message is its path."""


class AnotherBuild(Exception):
    """Another build is writing to the same output folder; the message is its path."""
