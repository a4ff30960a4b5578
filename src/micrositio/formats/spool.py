"""Contents of files on disk until they are published: those of a large site do not fit in memory."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import IO

from micrositio.formats.zip_archive import Content, Spliced

Keep = Callable[[Iterable[bytes]], Content]
"""Returns a content from its pieces, in order; `b"".join` keeps it in memory."""
_ROOM = 1 << 24
_CHUNK = 1 << 20


class Spool:
    """Contents of files: the first `room` bytes in memory, and all others in a file that has no name.

    The system removes the file once no content is in it, however the program ends.
    """

    def __init__(self, room: int = _ROOM) -> None:
        """Starts without contents."""
        self._room, self._file = room, tempfile.TemporaryFile()  # noqa: SIM115  # open as long as its contents

    def __call__(self, pieces: Iterable[bytes]) -> Content:
        """Returns a content from its pieces, in order."""
        first, pieces = bytearray(), iter(pieces)
        for piece in pieces:
            first += piece
            if len(first) > self._room:
                return self._on_disk(chain((bytes(first),), pieces))
        self._room -= len(first)
        return bytes(first)

    def _on_disk(self, pieces: Iterable[bytes]) -> Content:
        start, total = self._file.tell(), hashlib.sha256()
        for piece in pieces:
            self._file.write(piece)
            total.update(piece)
        self._file.flush()
        return _Spooled(self._file, start, self._file.tell(), total)


class _Spooled(Spliced):
    """A content in the file of a spool; its only part, by which it is told from another one, is its SHA-256."""

    file: IO[bytes]
    place: range

    def __init__(self, file: IO[bytes], start: int, end: int, total: hashlib._Hash) -> None:
        super().__init__((total.digest(),))
        vars(self).update(file=file, place=range(start, end, _CHUNK), bytes=end - start)

    @property
    def sha256(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        assert isinstance(self.parts[0], bytes)
        return self.parts[0].hex()

    def chunks(self) -> Iterator[bytes]:
        """Yields the content in pieces; several processes may read it at once."""
        return (os.pread(self.file.fileno(), min(_CHUNK, self.place.stop - at), at) for at in self.place)
