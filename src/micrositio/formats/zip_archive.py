"""Zip files with the same bytes every time, whose documents stay on disk until the zip is written."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, NamedTuple, cast

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Modification time of every file in a zip: the earliest that the format admits."""
_UNIX, _MODE = 3, 0o100644 << 16
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Spliced:
    """A file as its parts in order: bytes, or the path of a file on disk that is included whole."""

    parts: tuple[bytes | Path, ...]

    def chunks(self) -> Iterator[bytes]:
        """Yields the file's bytes in pieces."""
        for part in self.parts:
            yield from (part,) if isinstance(part, bytes) else _pieces(part)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the whole file, in hexadecimal."""
        total = hashlib.sha256()
        for chunk in self.chunks():
            total.update(chunk)
        return total.hexdigest()

    @cached_property
    def bytes(self) -> int:
        """Size of the file in bytes."""
        return sum(len(part) if isinstance(part, bytes) else part.stat().st_size for part in self.parts)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while piece := source.read(_CHUNK):
            yield piece


class Entry(NamedTuple):
    """A file of a zip: its name in the zip and its content; a path stays on disk and is stored without compression."""

    name: str
    content: bytes | Path


def zipped(entries: Iterable[Entry]) -> Spliced:
    """Returns the zip of `entries`, in their order, with fixed times and permissions."""
    sink = _Sink()
    with zipfile.ZipFile(cast(IO[bytes], sink), "w") as out:
        for entry in entries:
            if isinstance(entry.content, bytes):
                out.writestr(_member(entry.name, zipfile.ZIP_DEFLATED), entry.content)
            else:
                _splice(out, sink, entry.name, entry.content)
    return Spliced(sink.parts())


def streamed(entries: Iterable[tuple[str, Iterable[bytes]]]) -> bytes:
    """Returns the zip of `entries`, made of names and contents in pieces, in their order, with fixed times."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as out:
        for name, pieces in entries:
            member = zipfile.ZipInfo(name, _FIRST_MOMENT)
            member.create_system, member.compress_type = _UNIX, zipfile.ZIP_DEFLATED
            with out.open(member, mode="w") as target:
                for piece in pieces:
                    target.write(piece)
    return sink.getvalue()


def _member(name: str, method: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _FIRST_MOMENT)
    member.create_system, member.external_attr, member.compress_type = _UNIX, _MODE, method
    return member


def _splice(out: zipfile.ZipFile, sink: _Sink, name: str, path: Path) -> None:
    """Passes the document through the zip, for its checksum and size, without keeping its bytes."""
    member = _member(name, zipfile.ZIP_STORED)
    member.file_size = path.stat().st_size
    with out.open(member, mode="w") as target:
        sink.leave_out(path)
        for piece in _pieces(path):
            target.write(piece)
        sink.keep_again()


class _Sink:
    """Write target of a zip: bytes in memory, with gaps for the documents that stay on disk."""

    def __init__(self) -> None:
        self._kept = io.BytesIO()
        self._gaps: list[tuple[int, Path]] = []
        """Offset of each gap within the kept bytes, and the path of its document."""
        self._sizes: list[int] = []
        self._at = 0
        self._leaving_out = False

    def leave_out(self, path: Path) -> None:
        """Starts a gap: the bytes written next are the document's and are not kept."""
        self._gaps.append((self._at - sum(self._sizes), path))
        self._sizes.append(0)
        self._leaving_out = True

    def keep_again(self) -> None:
        """Ends the gap: the bytes written next are kept."""
        self._leaving_out = False

    def write(self, data: bytes) -> int:
        size = len(data)
        if self._leaving_out:
            self._sizes[-1] += size
        else:
            self._kept.seek(self._place())
            self._kept.write(data)
        self._at += size
        return size

    def _place(self) -> int:
        """Returns the current position, counted in kept bytes only."""
        place = self._at
        for (start, _), size in zip(self._gaps, self._sizes, strict=True):
            place -= size if place > start else 0
        return place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        assert whence == io.SEEK_SET
        self._at = offset
        return offset

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        """Does nothing: no bytes are buffered."""

    def parts(self) -> tuple[bytes | Path, ...]:
        """Returns the written bytes, cut at the gaps, with the path of the document at each gap."""
        kept, start = self._kept.getvalue(), 0
        parts: list[bytes | Path] = []
        for place, path in self._gaps:
            parts += [kept[start:place], path]
            start = place
        return (*parts, kept[start:])


Content = bytes | Spliced
"""Content of a published file."""


def size_of(content: Content) -> int:
    """Returns the size of a file in bytes."""
    return len(content) if isinstance(content, bytes) else content.bytes
