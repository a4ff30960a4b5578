"""A folder with the list of what it must hold, as archives keep it (BagIt, RFC 8493), in one zip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from micrositio.formats.checksums import sha256, sums
from micrositio.formats.zip_archive import Entry, Spliced, zipped

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Kept(NamedTuple):
    """A file that the bag keeps: its name below `data/`, what it holds, its SHA-256 (hexadecimal) and its bytes."""

    name: str
    content: bytes | Path
    sha256: str
    bytes: int


def kept(name: str, content: bytes) -> Kept:
    """A file that is in memory, with its sum and size."""
    return Kept(name, content, sha256(content), len(content))


def bag(folder: str, files: Sequence[Kept], info: Iterable[tuple[str, str]]) -> Spliced:
    """The bag of `files` under `folder`, zipped; `info` says what it is, as labels and values."""
    oxum = f"{sum(each.bytes for each in files)}.{len(files)}"
    tags = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": _info((*info, ("Payload-Oxum", oxum))),
        "manifest-sha256.txt": sums((f"data/{each.name}", each.sha256) for each in files),
    }
    tags["tagmanifest-sha256.txt"] = sums((name, sha256(content)) for name, content in tags.items())
    payload = sorted((f"data/{each.name}", each.content) for each in files)
    return zipped(Entry(f"{folder}/{name}", content) for name, content in (*tags.items(), *payload))


def _info(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Labels and values, one a line; what is unknown is left out."""
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in pairs if value).encode()
