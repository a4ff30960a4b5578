"""The compiled templates kept within a build and between builds.

Jinja's own code has constant texts in it, so it is kept for each language apart; direct code is of every language.

What is kept is code. It is only read from a folder of the user's own that nobody else can write; a file that is
damaged, or was made with other templates, texts, engine or libraries, is made again.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from micrositio.i18n.messages import catalogue_digest
from micrositio.render.template_store import TemplateStore

_ENGINE = Path(__file__).resolve().parents[1]
_LIBRARIES = ("jinja2", "markupsafe", "babel")
_DIGEST = 32
"""Bytes of a SHA-256."""


@lru_cache(maxsize=2)
def shared_code(store: TemplateStore) -> BytecodeCache:
    """Returns the templates in direct code, which every language of a process shares, kept also in a trusted folder."""
    return _SharedTemplates(_kept(store, "direct"))


def kept_code(store: TemplateStore, language: str) -> BytecodeCache | None:
    """Returns the templates in Jinja's own code kept for a language, or None if the folder cannot be trusted."""
    return _kept(store, f"{language}-own", catalogue_digest(language))


def _kept(store: TemplateStore, name: str, *texts: str) -> _KeptTemplates | None:
    if store.folder is None or not _is_private(store.folder):
        return None
    return _KeptTemplates(store.folder / name, "\n".join((name, *texts, *makers())).encode(), store.write)


def _is_private(folder: Path) -> bool:
    """Returns whether nobody but the user can put a file in the folder, or the folder in its place."""
    try:
        own, above = folder.lstat(), folder.parent.lstat()
    except OSError:
        return False
    folders = all(stat.S_ISDIR(each.st_mode) and each.st_uid == os.getuid() for each in (own, above))
    return folders and not own.st_mode & 0o077 and not above.st_mode & 0o022


@cache
def makers() -> tuple[str, ...]:
    """Returns what identifies the makers of code and pages: the interpreter, the libraries, the engine's files."""
    return (MAGIC_NUMBER.hex(), *(f"{name} {version(name)}" for name in _LIBRARIES), *_engine())


def _engine() -> Iterator[str]:
    for path in sorted(_ENGINE.rglob("*.py")):
        found = path.stat()
        yield f"{path.relative_to(_ENGINE)} {found.st_size} {found.st_mtime_ns}"


class _KeptTemplates(BytecodeCache):
    """One file a template: a SHA-256 of all that it depends on and of the code, and the code."""

    def __init__(self, folder: Path, key: bytes, write: Callable[[bytes, Path], None] | None) -> None:
        self._folder, self._key, self._write = folder, key, write

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the bucket its code, if it is kept whole."""
        try:
            kept = self._folder.joinpath(bucket.key).read_bytes()
        except OSError:
            return
        if kept[:_DIGEST] == self._digest(bucket, kept[_DIGEST:]):
            bucket.code = marshal.loads(kept[_DIGEST:])  # noqa: S302  # whole, and from a folder of the user's own

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of the bucket."""
        if self._write:
            code = marshal.dumps(bucket.code)
            self._write(self._digest(bucket, code) + code, self._folder / bucket.key)

    def _digest(self, bucket: Bucket, code: bytes) -> bytes:
        parts = (self._key, bucket.key.encode(), bucket.checksum.encode(), code)
        return hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in parts)).digest()


class _SharedTemplates(BytecodeCache):
    """The last code of each template, in memory; what is not there may be kept on disk."""

    def __init__(self, kept: _KeptTemplates | None) -> None:
        self._kept = kept
        self._codes: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the bucket its code, if it is in memory or kept whole."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif self._kept:
            self._kept.load_bytecode(bucket)
            self._remember(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of the bucket."""
        self._remember(bucket)
        if self._kept:
            self._kept.dump_bytecode(bucket)

    def _remember(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key] = (bucket.checksum, bucket.code)
