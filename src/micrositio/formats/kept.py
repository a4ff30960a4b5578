"""A folder of values kept between builds, each under a key that holds all it was made from; it may be deleted."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from micrositio.formats import file_lock
from micrositio.formats.checksums import sha256

FOLDER = Path(".cache", "micrositio")
"""Folder, within the project's, where values are kept."""
MOST_BYTES = 500_000_000
_SUM = 32
"""Bytes of the SHA-256 at the start of the file of a value."""


def key_of(*parts: bytes | str) -> str:
    """Returns the key of a value made from `parts`: other parts, another key. The name of a file may be no text."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode(errors="surrogatepass") if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


@cache
def code_of(*places: Path) -> str:
    """Returns the digest of the code in some folders and files: what other code made is not taken for theirs."""
    return key_of(
        *(path.read_bytes() for place in places for path in sorted((place, *place.rglob("*.py"))) if path.is_file())
    )


def write_whole(content: bytes, target: Path) -> None:
    """Writes a file of a cache, whole, in one step; several threads and processes may write the same one.

    A file that cannot be written is left out: nothing depends on the cache.
    """
    staged = target.with_name(f".{target.name}.{os.urandom(4).hex()}")
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            staged.write_bytes(content)
            staged.replace(target)
        finally:
            staged.unlink(missing_ok=True)


@dataclass(frozen=True)
class Kept:
    """Values in `folder` (None: nothing is kept), and whether new ones are written there; at most `most` bytes stay.

    What a second check has never judged counts as sound where it is `trusted`: all of it is read again afterwards.
    A damaged value is as one that is missing; `damaged` has the keys of those asked for. Several threads and processes
    may use the folder at once.
    """

    folder: Path | None = None
    is_written: bool = False
    most: int = MOST_BYTES
    trusted: bool = False
    damaged: set[str] = field(default_factory=set, compare=False)

    def get(self, key: str) -> bytes | None:
        """Returns the value kept under `key`, or None if there is none or a byte of it has changed."""
        data = self._read(key)
        if data is None:
            return None
        if data[:_SUM] == _sum(key, data[_SUM:]):
            return data[_SUM:]
        self.damaged.add(key)
        return None

    def put(self, key: str, value: bytes) -> None:
        """Keeps a value."""
        self._write(key, _sum(key, value) + value)

    def file(self, digest: str) -> Path | None:
        """Returns the kept file with this SHA-256, or None if there is none or a byte of it has changed."""
        data = self._read(_file_name(digest))
        return self.folder / _file_name(digest) if self.folder and data and sha256(data) == digest else None

    def put_file(self, content: bytes) -> str:
        """Keeps bytes as a file of their own, which may be copied or linked; returns their SHA-256."""
        digest = sha256(content)
        self._write(_file_name(digest), content)
        return digest

    @contextlib.contextmanager
    def in_use(self) -> Iterator[None]:
        """Keeps what other builds use from being removed; at the end removes what is too much, the oldest use first.

        Nothing is removed while another build uses the folder, nor if this one added nothing.
        """
        folder = self._opened()
        if folder is None:
            yield
            return
        try:
            file_lock.shared(folder)
            before = os.fstat(folder).st_mtime_ns
            yield
            if os.fstat(folder).st_mtime_ns != before and file_lock.locked(folder):
                self._remove_oldest()
        finally:
            os.close(folder)

    def _opened(self) -> int | None:
        """Returns a descriptor of the folder, or None if there is none."""
        with contextlib.suppress(OSError):
            if self.folder and self.is_written:
                self.folder.mkdir(parents=True, exist_ok=True)
            return os.open(self.folder, os.O_RDONLY) if self.folder else None
        return None

    def _read(self, name: str) -> bytes | None:
        """Returns the bytes of a file of the folder and notes its use, or None if there is no such file."""
        if self.folder is None:
            return None
        with contextlib.suppress(OSError):
            data = (self.folder / name).read_bytes()
            if self.is_written:
                os.utime(self.folder / name)
            return data
        return None

    def _write(self, name: str, data: bytes) -> None:
        if self.folder is None or not self.is_written:
            return
        write_whole(data, self.folder / name)

    def _remove_oldest(self) -> None:
        """Removes the files used least recently, until the others are at most `most` bytes."""
        assert self.folder is not None
        total = 0
        with contextlib.suppress(OSError), os.scandir(self.folder) as found:
            for each in sorted(found, key=lambda each: each.stat().st_mtime_ns, reverse=True):
                total += each.stat().st_size
                if total > self.most:
                    Path(each.path).unlink()


def _sum(key: str, value: bytes) -> bytes:
    return hashlib.sha256(key.encode() + value).digest()


def _file_name(digest: str) -> str:
    return f"{digest}.file"
