"""Calls to the system: the exchange of two folders in one step, second names of files, the sync of a file system."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from stat import S_IFREG
from typing import Any

_EXCHANGE = 2
_AT_FDCWD = -100
_OURS = S_IFREG | 0o644
"""The mode of a file that this program publishes."""


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


def linked(before: Path, target: Path, pieces: Iterable[bytes]) -> bool:
    """Gives a file of ours that has these bytes a second name, `target`; returns whether it has it.

    Not one that has a second name already, other permissions or a symbolic link on its way: its bytes may be another's.
    """
    with contextlib.suppress(OSError):  # there may be no such file, and no second names in its file system
        found = before.lstat()
        if (found.st_mode, found.st_nlink) == (_OURS, 1) and os.path.realpath(before.parent) == str(before.parent):
            with before.open("rb") as old:
                if all(old.read(len(each)) == each for each in pieces) and not old.read(1):
                    os.link(before, target)
                    return True
    return False


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
