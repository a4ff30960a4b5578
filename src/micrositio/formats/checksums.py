"""SHA-256 sums of published files, one by one and as lists in the format of `sha256sum -c`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from micrositio.formats.zip_archive import Content

SUMS = "SHA256SUMS"
"""Name of the file that lists the sums of the files in its folder."""
_LINE = re.compile(rb"([0-9a-f]{64})  ([!-~]+)")


def sha256(content: Content) -> str:
    """Returns the SHA-256 of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else content.sha256


def tagged(content: Content) -> str:
    """Returns the SHA-256 of a file's content as a data package writes it: `sha256:` and the hexadecimal digits."""
    return f"sha256:{sha256(content)}"


def sums(files: Iterable[tuple[str, str]]) -> bytes:
    """Returns pairs of name and SHA-256 as lines of a list of sums, ordered by name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(files)).encode()


class Sum(NamedTuple):
    """A line of a list of sums: its number, the SHA-256 in hexadecimal, and the name of the file."""

    line: int
    sha256: str
    name: str


def read_sums(data: bytes) -> tuple[tuple[Sum, ...], tuple[int, ...]]:
    r"""Returns the lines of a list of sums, and the numbers of the lines that `sums` would not write.

    Lines end in `\n` alone, as `sha256sum -c` reads them. That program also accepts other forms (capital letters, a
    marked mode, an escaped name, no final `\n`) and passes over what is no sum; here those lines are refused, so that
    both read the same.
    """
    *lines, rest = data.split(b"\n")
    found = [(number, _LINE.fullmatch(line)) for number, line in enumerate([*lines, *([rest] if rest else [])], 1)]
    read = tuple(Sum(number, match[1].decode(), match[2].decode()) for number, match in found if match)
    unread = [number for number, match in found if not match or (rest and number > len(lines))]
    return read, tuple(unread)


def repeated(lines: Iterable[Sum]) -> list[Sum]:
    """Returns the lines whose name is that of an earlier line."""
    first: dict[str, Sum] = {}
    return [each for each in lines if first.setdefault(each.name, each) is not each]
