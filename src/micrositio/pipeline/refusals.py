"""Why a site or a file is not written: each ends the command with a message of its own."""

from __future__ import annotations

from pathlib import Path


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


class FileRefused(Exception):
    """A file that may not be written; the message is its path."""


class FileChanged(Exception):
    """A file of the sources is no longer as it was when its fingerprint was taken; the message is its path."""


class AnotherBuild(Exception):
    """Another build is writing to the same output folder; the message is its path."""
