"""What Python does not offer of the system: the exchange of two folders in one step, and the sync of a file system."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Any

_EXCHANGE = 2
_AT_FDCWD = -100


def _library() -> Any:
    """Returns the system's library of calls; None where there is none to be had, as in Windows."""
    try:
        return ctypes.CDLL(None, use_errno=True)
    except (OSError, TypeError):
        return None


def exchanged(first: Path, second: Path) -> bool:
    """Returns whether the two folders could be exchanged in one step; raises `OSError` if the system refuses it."""
    libc = _library()
    names = os.fsencode(first), os.fsencode(second)
    if sys.platform == "darwin" and libc:
        result = libc.renamex_np(*names, _EXCHANGE)
    elif hasattr(libc, "renameat2"):
        result = libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE)
    else:
        return False
    code = ctypes.get_errno()
    if result and code not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        raise OSError(code, os.strerror(code), str(second))
    return not result


def synced(folder: Path) -> None:
    """Waits until the disk has all that was written in the file system of a folder: once, and not for each file.

    Raises `OSError` if the disk could not write it.
    """
    libc = _library()
    if not hasattr(libc, "syncfs"):
        getattr(os, "sync", lambda: None)()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if libc.syncfs(descriptor) and (code := ctypes.get_errno()) != errno.ENOSYS:
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(descriptor)


def folder_synced(folder: Path) -> None:
    """Waits until the disk has the names in a folder; does nothing where a folder cannot be opened."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
