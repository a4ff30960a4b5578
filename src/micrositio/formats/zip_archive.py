"""Zip files with the same bytes every time, whose large files stay on disk until the zip is written."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
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
    """A file as its parts in order: bytes, the path of a file on disk that is included whole, or such a file."""

    parts: tuple[bytes | Path | Spliced, ...]

    def chunks(self) -> Iterator[bytes]:
        """Yields the file's bytes in pieces."""
        for part in self.parts:
            yield from _pieces(part) if isinstance(part, Path) else pieces_of(part)

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
        return sum(part.stat().st_size if isinstance(part, Path) else size_of(part) for part in self.parts)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while piece := source.read(_CHUNK):
            yield piece


class Entry(NamedTuple):
    """A file of a zip: its name in the zip and its content; a path stays on disk and is stored without compression."""

    name: str
    content: bytes | Path | Spliced


def zipped(entries: Iterable[Entry], keep: Callable[[Iterable[bytes]], Content] = b"".join) -> Spliced:
    """Returns the zip of `entries`, in their order, with fixed times and permissions.

    `keep` returns each part of the zip between two documents from its pieces.
    """
    with tempfile.TemporaryFile() as kept:
        sink = _Sink(kept)
        with zipfile.ZipFile(cast(IO[bytes], sink), "w") as out:
            for entry in entries:
                if isinstance(entry.content, Path):
                    _splice(out, sink, entry.name, entry.content)
                else:
                    member = _member(entry.name, zipfile.ZIP_DEFLATED)
                    member.file_size = size_of(entry.content)
                    _write(out, member, pieces_of(entry.content))
        return Spliced(tuple(sink.parts(keep)))


def streamed(entries: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """Yields the zip of `entries`, made of names and contents in pieces, in their order, with fixed times."""
    with tempfile.TemporaryFile() as sink:
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as out:
            for name, pieces in entries:
                member = zipfile.ZipInfo(name, _FIRST_MOMENT)
                member.create_system, member.compress_type = _UNIX, zipfile.ZIP_DEFLATED
                _write(out, member, pieces)
        yield from _read(sink, 0, sink.tell())


def _write(out: zipfile.ZipFile, member: zipfile.ZipInfo, pieces: Iterable[bytes]) -> None:
    with out.open(member, mode="w") as target:
        for piece in pieces:
            target.write(piece)


def _read(file: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    file.seek(start)
    return (file.read(min(_CHUNK, end - at)) for at in range(start, end, _CHUNK))


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
    """Write target of a zip: bytes in the file `kept`, with gaps for the documents that stay where they are."""

    def __init__(self, kept: IO[bytes]) -> None:
        self._kept = kept
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

    def parts(self, keep: Callable[[Iterable[bytes]], Content]) -> Iterator[Content | Path]:
        """Yields the written bytes, cut at the gaps and kept by `keep`, with the path of the document at each gap."""
        start = 0
        for place, path in self._gaps:
            yield keep(_read(self._kept, start, place))
            yield path
            start = place
        yield keep(_read(self._kept, start, self._kept.seek(0, io.SEEK_END)))


Content = bytes | Spliced
"""Content of a published file."""


def size_of(content: Content) -> int:
    """Returns the size of a file in bytes."""
    return len(content) if isinstance(content, bytes) else content.bytes


def pieces_of(content: Content) -> Iterable[bytes]:
    """Returns the bytes of a file in pieces."""
    return (content,) if isinstance(content, bytes) else content.chunks()
