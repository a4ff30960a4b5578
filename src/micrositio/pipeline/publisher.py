"""The only module that writes a site or its sources: a site is staged beside the old one, and exchanged in one step.

A failed or killed build leaves the old site whole; two builds of one folder do not mix; only a folder with the marker
of this program, and of the same site, is ever replaced. What is exchanged is on the disk before, all of it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from micrositio.formats import file_lock
from micrositio.formats.file_names import resolved
from micrositio.formats.system_calls import exchanged, folder_synced, linked, synced
from micrositio.formats.zip_archive import Spliced
from micrositio.pipeline.refusals import (
    MARKER,
    AnotherBuild,
    FileChanged,
    FileRefused,
    MountRefused,
    OtherSite,
    OutputRefused,
    SiteKept,
    SiteName,
    is_ours,
    marker,
    name_in,
)
from micrositio.routes.paths import SitePath

CALENDAR_SUFFIX = ".ics"
_TRIES, _PAUSE = 20, 0.05
"""How often a lock is tried again, and seconds before each time: the processes of a killed build end meanwhile."""

Content = bytes | Path | Spliced
Site = Mapping[SitePath, Content]
"""A finished site: each path with its bytes, the file that holds them, or the parts to join."""


def refuse_unsafe(output: Path, site_root: Path) -> None:
    """Raises `OutputRefused` unless `output` is new, empty or a generated site, and safe to replace.

    Not safe are a symbolic link, a folder with `.git`, a folder in the site's `content`, `data`, `themes` or
    `.cache`, and a folder that is or contains the home folder, the working folder or the site's root.
    """
    place, root = resolved(output), resolved(site_root)
    protected = [*_home(), resolved(Path.cwd()), root]
    sources = [root / name for name in ("content", "data", "themes", ".cache")]
    inside_sources = any(place == source or source in place.parents for source in sources)
    holds_protected = any(place == each or place in each.parents for each in protected)
    if inside_sources or holds_protected or output.is_symlink() or (place / ".git").exists():
        raise OutputRefused(str(output))
    if place.is_mount():
        raise MountRefused(str(output))
    if place.exists() and not (place.is_dir() and (is_ours(place) or not any(place.iterdir()))):
        raise OutputRefused(str(output))


def _home() -> list[Path]:
    """Returns the home folder; none where nobody says which it is, as in some containers."""
    try:
        return [resolved(Path.home())]
    except RuntimeError:
        return []


@contextlib.contextmanager
def exclusive(output: Path) -> Iterator[Path]:
    """Locks the output folder for this process and yields the file of the lock, written when it began.

    Raises `AnotherBuild` if another process has locked the folder.
    """
    place = resolved(output)
    place.parent.mkdir(parents=True, exist_ok=True)
    path = place.parent / f".{place.name}.lock"
    with file_lock.opened(path) as lock:
        if not any(map(file_lock.locked, _patiently(lock))):
            raise AnotherBuild(str(output))
        yield path


def _patiently(lock: int) -> Iterator[int]:
    """Yields the lock at once, and again and again for some time."""
    yield lock
    for _ in range(_TRIES):
        time.sleep(_PAUSE)
        yield lock


_NAMELESS = SiteName()
Digests = Mapping[Path, str]
"""The SHA-256, in hexadecimal, of files of the sources."""
_UNKNOWN: Digests = MappingProxyType({})
_PIECE = 1 << 20
"""Bytes of a file that are copied at a time."""


class Staging:
    """The folder beside an output folder in which a site is written whole before the two are exchanged."""

    def __init__(self, output: Path, decided: Callable[[], object] = lambda: None) -> None:
        """Takes the place beside `output`; nothing is written yet. `decided` is called once it is to be exchanged."""
        self._place, self._decided = resolved(output), decided
        self._folder, self._retired = (
            self._place.with_name(f".{self._place.name}.{each}") for each in ("staged", "retired")
        )

    def put(self, path: SitePath, content: bytes) -> Path:
        """Writes a file of the site before the others are known, and returns where; several processes may do so."""
        if not self._folder.is_dir():
            self._open()
        target = self._within(path)
        _put(content, target, before=self._place / path)
        return target

    def publish(self, site: Site, name: SiteName = _NAMELESS, digests: Digests = _UNKNOWN) -> None:
        """Writes what is not there of the site, has all of it on the disk, and exchanges it with the output folder.

        Raises `OtherSite` if the output folder holds a site with another title, address and plans, and `FileChanged`
        if the bytes of a document are not those of `digests`.
        """
        self._refuse_another(name)
        if not self._folder.is_dir():
            self._open()
        for path, content in site.items():
            if content != (target := self._within(path)):
                _put(content, target, digests, self._place / path)
        _write(self._folder / MARKER, marker(name))
        for folder in (self._folder, *(path for path in self._folder.rglob("*") if path.is_dir())):
            folder.chmod(0o755)
        synced(self._folder)
        self._decided()
        if self._place.exists():
            _swap(self._folder, self._place, self._retired)
        else:
            self._folder.rename(self._place)
        with contextlib.suppress(OSError):  # the new site is in its place, whatever the disk says of it
            folder_synced(self._place.parent)
            self.clear()

    def publish_faults(self, pages: Site) -> None:
        """Publishes pages that say what is to be corrected; raises `SiteKept` if the output folder holds a site."""
        if self._place.exists() and any(self._place.iterdir()) and not name_in(self._place).faults:
            raise SiteKept(str(self._place))
        self.clear(ours=True)
        self.publish(pages, SiteName(faults="si"))

    def _within(self, path: SitePath) -> Path:
        """Returns where a file of the site is staged; raises `FileRefused` for a path that leaves the stage."""
        if "\0" in path or any(part in ("", ".", "..") for part in path.replace("\\", "/").split("/")):
            raise FileRefused(path)
        return self._folder / path

    def _refuse_another(self, name: SiteName) -> None:
        before = name_in(self._place)
        if name.address and before.address:  # the plans tell only where an address is not known
            name, before = name._replace(plans=""), before._replace(plans="")
        same = [own == found for own, found in zip(_told(name), _told(before), strict=True) if own and found]
        if same and not any(same):
            raise OtherSite(self._place, before.title or before.address)

    def _open(self) -> None:
        self._folder.mkdir(mode=0o755, exist_ok=True)
        _write(self._folder / MARKER, marker())

    def clear(self, ours: bool = False) -> None:
        """Removes what a build left beside the output folder; raises `OutputRefused` if it is not of this program.

        What this one staged is `ours`, also where a full disk had no room for the marker.
        """
        for leftover in (self._folder, self._retired):
            _remove(leftover, ours)

    def end(self) -> None:
        """Removes what this build staged. What cannot be removed is left for the next one: it does not hide a fault."""
        with contextlib.suppress(OSError):
            self.clear(ours=True)


def _told(name: SiteName) -> tuple[str, ...]:
    """Returns the parts of a name as the marker tells them."""
    return tuple(" ".join(each.split()) for each in name)


@contextlib.contextmanager
def staging(output: Path, decided: Callable[[], object] = lambda: None) -> Iterator[Staging]:
    """Yields the staging of an output folder, to be used within `exclusive`; nothing of it stays behind."""
    staged = Staging(output, decided)
    staged.clear()
    try:
        yield staged
    finally:
        staged.end()


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
    write_source(content, target)


def write_source(content: bytes, target: Path, instead_of: Iterable[Path] = ()) -> None:
    """Writes a file of the sources, whole, in one step, and then removes those that it replaces.

    Nothing is left beside it. Raises `IsADirectoryError` if it is a folder, `FileNotFoundError` if its folder is not.
    """
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target.parent))
    staged = _staged(target)
    try:
        _write(staged, content)
        staged.replace(target)
    finally:
        staged.unlink(missing_ok=True)
    for old in (each for each in instead_of if each != target):
        old.unlink()


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
    Raises `FileExistsError` if there is something in the folder, or something else in its place.
    """
    if os.path.lexists(folder) and not (folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir())):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
    staged = _staged(folder)
    _remove(staged, ours=True)
    staged.mkdir(parents=True, mode=0o755)
    try:
        for name, content in files.items():
            _put(content, staged / name)
        for target, content in beside.items():
            _write(_staged(target), content)
        with contextlib.suppress(FileNotFoundError):
            folder.rmdir()
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


def _put(content: Content, target: Path, digests: Digests = _UNKNOWN, before: Path | None = None) -> None:
    """Writes a file. Where the published one `before` has the same bytes it gets another name, which costs a tenth."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if before and target.exists():  # a page that is put again; it may be the published one's other name
        target.unlink()
    if before and linked(before, target, _pieces(content, digests)):
        return
    if isinstance(content, bytes):
        _write(target, content)
        return
    if isinstance(content, Spliced) or content in digests:
        with target.open("wb") as out:
            out.writelines(_pieces(content, digests))
    else:
        shutil.copyfile(content, target)
    target.chmod(0o644)


def _pieces(content: Content, digests: Digests) -> Iterator[bytes]:
    """Yields the bytes of a file in pieces; raises `FileChanged` if those of a file on the disk are not as known."""
    if isinstance(content, bytes):
        yield content
    elif isinstance(content, Spliced):
        if all(isinstance(part, bytes) for part in content.parts):
            yield from content.chunks()  # which may wait on the disk, and not in its parts
            return
        for part in content.parts:
            yield from _pieces(part, digests)
    else:
        total = hashlib.sha256()
        with content.open("rb") as source:
            while piece := source.read(_PIECE):
                total.update(piece)
                yield piece
        if digests.get(content, found := total.hexdigest()) != found:
            raise FileChanged(str(content))


def _write(target: Path, content: bytes) -> None:
    target.write_bytes(content)
    target.chmod(0o644)


def _swap(staged: Path, place: Path, retired: Path) -> None:
    """Exchanges the two folders in one step if the system can, otherwise in two renames, of which the first is undone.

    The old content stays beside.
    """
    if exchanged(staged, place):
        return
    place.rename(retired)
    try:
        staged.rename(place)
    except OSError:
        retired.rename(place)
        raise


def _remove(folder: Path, ours: bool = False) -> None:
    """Removes a generated or empty folder; raises `OutputRefused` for any other unless `ours`.

    The marker is removed last: a half-removed folder can still be recognised as generated.
    """
    if not folder.exists():
        return
    if not (ours or is_ours(folder) or not any(folder.iterdir())):
        raise OutputRefused(str(folder))
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != MARKER:
            path.unlink()
    shutil.rmtree(folder)
