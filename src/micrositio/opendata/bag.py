"""A zip of a folder with the list of its contents, as archives keep it (BagIt, RFC 8493)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from micrositio.formats.checksums import sha256, sums
from micrositio.formats.spool import Keep
from micrositio.formats.zip_archive import Content, Entry, Spliced, size_of, zipped

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Kept(NamedTuple):
    """A file of the bag: its name below `data/`, its content, its SHA-256 (hexadecimal) and its size in bytes."""

    name: str
    content: Content | Path
    sha256: str
    bytes: int


def kept(name: str, content: Content) -> Kept:
    """Returns a file that is not a document, with its sum and size."""
    return Kept(name, content, sha256(content), size_of(content))


def bag(folder: str, files: Sequence[Kept], info: Iterable[tuple[str, str]], keep: Keep = b"".join) -> Spliced:
    """Returns the bag of `files` under `folder`, zipped; `info` describes the bag, as labels and values."""
    oxum = f"{sum(each.bytes for each in files)}.{len(files)}"
    tags = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": _info((*info, ("Payload-Oxum", oxum))),
        "manifest-sha256.txt": sums((f"data/{each.name}", each.sha256) for each in files),
    }
    tags["tagmanifest-sha256.txt"] = sums((name, sha256(content)) for name, content in tags.items())
    payload = sorted(((f"data/{each.name}", each.content) for each in files), key=itemgetter(0))
    return zipped((Entry(f"{folder}/{name}", content) for name, content in (*tags.items(), *payload)), keep)


def _info(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Returns labels and values, one per line, without unknown values."""
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in pairs if value).encode()
