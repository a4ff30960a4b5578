"""SHA-256 sums of published files, one by one and as lists in the format of `sha256sum -c`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from micrositio.formats.zip_archive import Content

SUMS = "SHA256SUMS"
"""Name of the file that lists the sums of the files in its folder."""


def sha256(content: Content) -> str:
    """Returns the SHA-256 of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else content.sha256


def tagged(content: Content) -> str:
    """Returns the SHA-256 of a file's content as a data package writes it: `sha256:` and the hexadecimal digits."""
    return f"sha256:{sha256(content)}"


def sums(files: Iterable[tuple[str, str]]) -> bytes:
    """Returns pairs of name and SHA-256 as lines of a list of sums, ordered by name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(files)).encode()
