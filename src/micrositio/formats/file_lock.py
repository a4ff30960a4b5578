"""Locks of open files, between processes: each is given up when the process that has it ends."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]
try:
    import msvcrt
except ImportError:
    msvcrt = None  # type: ignore[assignment]

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[int]:
    """Yields a descriptor of the file of a lock, which is made if there is none, and whose time of change is now.

    What it holds stays. Raises `OSError` if it is a link: it is not followed.
    """
    descriptor = os.open(path, _FLAGS, 0o644)
    try:
        os.utime(descriptor if os.utime in os.supports_fd else path)
        yield descriptor
    finally:
        os.close(descriptor)


def locked(descriptor: int) -> bool:
    """Returns whether the file could be locked for this process alone; it does not wait."""
    return _tried(descriptor, shared=False, patient=False)


def shared(descriptor: int) -> bool:
    """Returns whether the file or folder could be locked together with others, once nobody has it alone."""
    return _tried(descriptor, shared=True, patient=True)


def _tried(descriptor: int, *, shared: bool, patient: bool) -> bool:
    try:
        if fcntl:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if patient else fcntl.LOCK_NB))
        elif msvcrt:
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True
