"""The compiled templates kept between builds, each language apart: constant texts are part of the code.

What is kept is code. It is only read from a folder of the user's own that nobody else can write; a file that is
damaged, or was made with other templates, texts, engine or libraries, is made again.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from micrositio.i18n.messages import catalogue_digest
from micrositio.render.template_store import TemplateStore

_ENGINE = Path(__file__).resolve().parents[1]
_LIBRARIES = ("jinja2", "markupsafe", "babel")
_DIGEST = 32
"""Bytes of a SHA-256."""


def kept_code(store: TemplateStore, language: str, kind: str) -> BytecodeCache | None:
    """Returns the templates kept for a language and a kind of code, or None if the folder cannot be trusted."""
    if store.folder is None or not _is_private(store.folder):
        return None
    key = "\n".join((language, kind, catalogue_digest(language), *makers()))
    return _KeptTemplates(store.folder / f"{language}-{kind}", key.encode(), store.write)


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
