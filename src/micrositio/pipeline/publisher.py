"""The only module that writes a site or its sources: a site is staged beside the old one, and exchanged in one step.

A failed or killed build leaves the old site whole; two builds of one folder do not mix; only a folder with the marker
of this program is ever replaced.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO

from micrositio.formats.zip_archive import Spliced
from micrositio.routes.paths import SitePath

MARKER = ".micrositio"
_MARKER_TEXT = b"micrositio: esta carpeta se genera y se reemplaza entera; no guarde nada en ella.\n"
CALENDAR_SUFFIX = ".ics"
_EXCHANGE = 2
_TRIES, _PAUSE = 20, 0.05
"""How often a lock is tried again, and seconds before each time: the processes of a killed build end meanwhile."""
_AT_FDCWD = -100

Content = bytes | Path | Spliced
Site = Mapping[SitePath, Content]
"""A finished site: each path with its bytes, the file that holds them, or the parts to join."""


class OutputRefused(Exception):
    """An output folder that may not be replaced; the message is its path."""


class FileRefused(Exception):
    """A file that may not be written; the message is its path."""


class AnotherBuild(Exception):
    """Another build is writing to the same output folder; the message is its path."""


def refuse_unsafe(output: Path, site_root: Path) -> None:
    """Raises `OutputRefused` unless `output` is new, empty or a generated site, and safe to replace.

    Not safe are a symbolic link, a folder with `.git`, a folder in the site's `content`, `data`, `themes` or
    `.cache`, and a folder that is or contains the home folder, the working folder or the site's root.
    """
    place = output.resolve()
    protected = [Path.home().resolve(), Path.cwd().resolve(), site_root.resolve()]
    sources = [site_root.resolve() / name for name in ("content", "data", "themes", ".cache")]
    inside_sources = any(place == source or source in place.parents for source in sources)
    holds_protected = any(place == each or place in each.parents for each in protected)
    if inside_sources or holds_protected or output.is_symlink() or (place / ".git").exists():
        raise OutputRefused(str(output))
    if place.exists() and not (place.is_dir() and (_is_ours(place) or not any(place.iterdir()))):
        raise OutputRefused(str(output))


def _is_ours(folder: Path) -> bool:
    return (folder / MARKER).is_file() and not folder.is_symlink()


@contextlib.contextmanager
def exclusive(output: Path) -> Iterator[Path]:
    """Locks the output folder for this process and yields the file of the lock, written when it began.

    Raises `AnotherBuild` if another process has locked the folder.
    """
    place = output.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    path = place.parent / f".{place.name}.lock"
    with path.open("wb") as lock:
        if not any(map(_locked, _patiently(lock))):
            raise AnotherBuild(str(output))
        os.utime(path)
        yield path


def _patiently(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """Yields the file at once, and again and again for some time."""
    yield file
    for _ in range(_TRIES):
        time.sleep(_PAUSE)
        yield file


def _locked(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Staging:
    """The folder beside an output folder in which a site is written whole before the two are exchanged."""

    def __init__(self, output: Path) -> None:
        """Takes the place beside `output`; nothing is written yet."""
        self._place = output.resolve()
        self._folder, self._retired = (
            self._place.with_name(f".{self._place.name}.{each}") for each in ("staged", "retired")
        )

    def put(self, path: SitePath, content: bytes) -> Path:
        """Writes a file of the site before the others are known, and returns where; several processes may do so."""
        if not self._folder.is_dir():
            self._open()
        _put(content, self._folder / path)
        return self._folder / path

    def publish(self, site: Site) -> None:
        """Writes what is not there of the site, and exchanges the folder with the output folder."""
        if not self._folder.is_dir():
            self._open()
        for path, content in site.items():
            if content != self._folder / path:
                _put(content, self._folder / path)
        for folder in (self._folder, *(path for path in self._folder.rglob("*") if path.is_dir())):
            folder.chmod(0o755)
        if self._place.exists():
            _swap(self._folder, self._place, self._retired)
        else:
            self._folder.rename(self._place)

    def _open(self) -> None:
        self._folder.mkdir(mode=0o755, exist_ok=True)
        _write(self._folder / MARKER, _MARKER_TEXT)

    def clear(self) -> None:
        """Removes what a build left beside the output folder; raises `OutputRefused` if it is not of this program."""
        for leftover in (self._folder, self._retired):
            _remove(leftover)


@contextlib.contextmanager
def staging(output: Path) -> Iterator[Staging]:
    """Yields the staging of an output folder, to be used within `exclusive`; nothing of it stays behind."""
    staged = Staging(output)
    staged.clear()
    try:
        yield staged
    finally:
        staged.clear()


def publish(site: Site, output: Path) -> None:
    """Writes a site whose files are all elsewhere, and exchanges it with `output`; to be called within `exclusive`."""
    with staging(output) as staged:
        staged.publish(site)


def write_calendar(content: bytes, target: Path) -> None:
    """Writes a calendar of a person's own, whole, in one step.

    Raises `FileRefused` unless `target` ends in `.ics` and is not a folder, and `FileNotFoundError` if the folder of
    `target` does not exist.
    """
    if target.suffix.lower() != CALENDAR_SUFFIX or target.is_dir():
        raise FileRefused(str(target))
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target.parent))
    write_source(content, target)


def write_source(content: bytes, target: Path) -> None:
    """Writes a file of the sources, whole, in one step."""
    _write(_staged(target), content)
    _staged(target).replace(target)


def make_private(folder: Path) -> None:
    """Makes a folder of a cache, and the one that holds it, that only the user can read; what exists is left as it is.

    A folder that cannot be made is left out: nothing depends on the cache.
    """
    with contextlib.suppress(OSError):
        folder.parent.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)


_NONE: Mapping[Path, bytes] = MappingProxyType({})


def write_folder(files: Mapping[str, Content], folder: Path, beside: Mapping[Path, bytes] = _NONE) -> None:
    """Writes a new folder of sources completely or not at all, and then the files `beside` it, each in one step.

    The files beside are staged before the folder is put in place, so that a full disk leaves everything as it was.
    Raises `FileExistsError` if the folder exists.
    """
    if os.path.lexists(folder):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
    staged = _staged(folder)
    _remove(staged, ours=True)
    staged.mkdir(parents=True, mode=0o755)
    try:
        for name, content in files.items():
            _put(content, staged / name)
        for target, content in beside.items():
            _write(_staged(target), content)
        staged.rename(folder)
        for target in beside:
            _staged(target).replace(target)
    finally:
        _remove(staged, ours=True)
        for target in beside:
            _staged(target).unlink(missing_ok=True)


def write_new(content: bytes, target: Path) -> bool:
    """Writes a new file of the sources, whole or not at all; returns whether there was none of that name."""
    if os.path.lexists(target):
        return False
    staged = _staged(target)
    try:
        staged.write_bytes(content)
        os.link(staged, target)
    except FileExistsError:
        return False
    finally:
        staged.unlink(missing_ok=True)
    return True


def _staged(target: Path) -> Path:
    """Returns the path beside `target` under which a file or folder is prepared."""
    return target.with_name(f".{target.name}.staged")


Stamps = Mapping[SitePath, object]
"""What `refresh` wrote for each path: the bytes, or the file with its modification time and size."""


def refresh(site: Site, folder: Path, known: Stamps) -> Stamps:
    """Writes into `folder`, that of a preview, what differs from `known` and removes the other paths of `known`.

    Returns the stamps of the site.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stamps = {path: _stamp(content) for path, content in site.items()}
    for path, content in site.items():
        if path not in known or known[path] != stamps[path]:
            _put(content, folder / path)
    for path in known.keys() - site.keys():
        (folder / path).unlink()
    return stamps


def _stamp(content: Content) -> object:
    if isinstance(content, bytes):
        return content
    if isinstance(content, Spliced):
        return tuple(_stamp(part) for part in content.parts)
    stat = content.stat()
    return (content, stat.st_mtime_ns, stat.st_size)


def _put(content: Content, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        _write(target, content)
        return
    if isinstance(content, Spliced):
        with target.open("wb") as out:
            out.writelines(content.chunks())
    else:
        shutil.copyfile(content, target)
    target.chmod(0o644)


def _write(target: Path, content: bytes) -> None:
    target.write_bytes(content)
    target.chmod(0o644)


def _swap(staged: Path, place: Path, retired: Path) -> None:
    """Exchanges the two folders in one step if the system can, otherwise in two renames; removes the old content."""
    if _exchange(staged, place):
        _remove(staged, ours=True)
        return
    place.rename(retired)
    staged.rename(place)
    _remove(retired, ours=True)


def _exchange(first: Path, second: Path) -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(first), os.fsencode(second)
    if sys.platform == "darwin":
        result = libc.renamex_np(*names, _EXCHANGE)
    elif hasattr(libc, "renameat2"):
        result = libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE)
    else:
        return False
    code = ctypes.get_errno()
    if result and code not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        raise OSError(code, os.strerror(code), str(second))
    return not result


def _remove(folder: Path, ours: bool = False) -> None:
    """Removes a generated or empty folder; raises `OutputRefused` for any other unless `ours`.

    The marker is removed last: a half-removed folder can still be recognised as generated.
    """
    if not folder.exists():
        return
    if not (ours or _is_ours(folder) or not any(folder.iterdir())):
        raise OutputRefused(str(folder))
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != MARKER:
            path.unlink()
    shutil.rmtree(folder)
