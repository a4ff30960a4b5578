"""The names and the texts of every file of a site, whatever it is for: what the gate of personal data reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from micrositio.formats.csv_table import MAXIMUM_BYTES
from micrositio.sources.loader import EVIDENCE

_FOLDERS = ("content", "data", "themes")
_READ = 1 << 20
"""Bytes of a file that are looked at to know whether it is a text."""


class SiteText(NamedTuple):
    """A file of a site: its name in the site, and what it says ("" if it is no text, or a document of the evidence)."""

    file: str
    text: str


def site_texts(root: Path) -> Iterator[SiteText]:
    """Yields every file of the site's folder `root`, in order; symbolic links are left to the reader of files.

    The documents of the evidence folders are not read here: only their names are.
    """
    for path in _paths(root):
        name = path.relative_to(root)
        is_document = name.parts[0] == "data" and name.parts[2:3] == (EVIDENCE,) and name.suffix != ".yaml"
        if is_document or path.is_symlink() or not path.is_file() or path.stat().st_size > MAXIMUM_BYTES:
            yield SiteText(name.as_posix(), "")
            continue
        data = path.read_bytes()
        yield SiteText(name.as_posix(), "" if b"\0" in data[:_READ] else data.decode("utf-8-sig", "replace"))


def _paths(root: Path) -> Iterator[Path]:
    for name in _FOLDERS:
        for folder, folders, files in os.walk(root / name):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            yield from (Path(folder, each) for each in sorted(files) if not each.startswith("."))
