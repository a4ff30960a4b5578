"""The only door to the network: reads files of a published site, from its address or its folder, within fixed limits.

Only GET, without cookies or credentials, to the host of the address and to no other. What is read is foreign material:
it is returned as bytes, and whoever uses it parses it as such.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import quote, urljoin, urlsplit

from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

MOST_SECONDS = 10
"""Seconds in which everything must have been read."""
MOST_BYTES = 50_000_000
"""Bytes that everything read may have together."""
_MOST_REDIRECTS = 5
_MOVED = (301, 302, 303, 307, 308)
_NOT_THERE = (404, 410)
_PORTS = {"http": 80, "https": 443}

Files = Mapping[str, bytes | None]
"""Files of a published site by path; None for one that is not there."""
Wanted = Callable[[Files], Iterable[str]]
"""Returns the paths to read, given what was read so far."""
_Get = Callable[[str, int], bytes | None]
"""Returns the file at a path, or None; it has at most the given number of bytes, or one more if it is larger."""


@dataclass(frozen=True)
class PublishedSite:
    """What was read of a published site: its address or folder, its files, and why it could not be read, or None."""

    where: str
    files: Files
    fault: Problem | None = None

    def place(self, path: str, line: int | None = None) -> Place:
        """Returns the place of a file of the site, and of a line of it."""
        return Place(f"{self.where}/{path}", line)


class _Unread(Exception):
    """A reason not to go on reading: its kind and the details of its message."""

    def __init__(self, kind: Kind, **details: object) -> None:
        super().__init__(kind)
        self.kind, self.details = kind, details


def read_published_site(where: str | Path, wanted: Wanted) -> PublishedSite:
    """Returns the files that `wanted` asks for, until it asks for nothing new; none of them if there is a fault.

    `where` is an address or a folder. The reading is a thread of its own, left alone if it takes too long: no setting
    of a socket limits all the time that a slow server, or the search for its name, takes.
    """
    name = where.rstrip("/") if isinstance(where, str) else where.as_posix()
    get = _Server(name).get if isinstance(where, str) else _Folder(where).get
    found: dict[str, bytes | None] = {}
    done: SimpleQueue[_Unread | None] = SimpleQueue()
    Thread(target=lambda: done.put(_read(get, wanted, found)), daemon=True).start()
    try:
        fault = done.get(timeout=MOST_SECONDS)
    except Empty:
        fault = _Unread(Kind.PUBLISHED_UNREAD_SLOW, seconds=MOST_SECONDS)
    if fault is None:
        return PublishedSite(name, found)
    return PublishedSite(name, {}, problem(fault.kind, Place(name), **fault.details))


def _read(get: _Get, wanted: Wanted, found: dict[str, bytes | None]) -> _Unread | None:
    """Adds the wanted files to `found`; returns why it stopped, or None if all of them were read."""
    left = MOST_BYTES
    try:
        while missing := [path for path in wanted(found) if path not in found]:
            for path in missing:
                data = get(path, left)
                left -= len(data or b"")
                if left < 0:
                    return _Unread(Kind.PUBLISHED_UNREAD_SIZE, limit=f"{MOST_BYTES // 1_000_000} MB")
                found[path] = data
    except _Unread as fault:
        return fault
    except TimeoutError:
        return _Unread(Kind.PUBLISHED_UNREAD_SLOW, seconds=MOST_SECONDS)
    except ssl.SSLError:
        return _Unread(Kind.PUBLISHED_UNREAD_CERTIFICATE)
    except OSError:
        return _Unread(Kind.PUBLISHED_UNREAD)
    except (HTTPException, ValueError):  # no HTTP, or an address in a redirect that is none
        return _Unread(Kind.PUBLISHED_UNREAD_BROKEN)
    return None


class _Folder:
    """The files of a site in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, path: str, most: int) -> bytes | None:
        """Returns the file at `path`, or None."""
        file = self._folder / path
        if not file.is_file():
            return None
        with file.open("rb") as source:
            return source.read(most + 1)


class _Server:
    """The files of a site at an address, asked for one after another in one connection."""

    def __init__(self, address: str) -> None:
        self._address = address
        parts = urlsplit(address)
        connect = HTTPSConnection if parts.scheme.lower() == "https" else HTTPConnection
        self._connection = connect(parts.hostname or "", parts.port, timeout=MOST_SECONDS)

    def get(self, path: str, most: int) -> bytes | None:
        """Returns the file at `path`, or None; raises `_Unread` if the answer is any other."""
        address = f"{self._address}/{quote(path)}"
        for _redirect in range(_MOST_REDIRECTS + 1):
            answer = self._ask(address)
            if answer.status in _MOVED:
                self._connection.close()
                address = self._next(address, answer.getheader("Location") or "")
            else:
                return self._body(answer, most)
        raise _Unread(Kind.PUBLISHED_UNREAD_BROKEN)

    def _ask(self, address: str) -> HTTPResponse:
        parts = urlsplit(address)
        target = quote(parts.path or "/", safe="/%") + (f"?{parts.query}" if parts.query else "")
        self._connection.request("GET", target, headers={"Accept-Encoding": "identity", "User-Agent": "micrositio"})
        return self._connection.getresponse()

    def _next(self, address: str, location: str) -> str:
        """Returns the address to which a redirect leads; raises `_Unread` if it is on another host."""
        target = urljoin(address, location)
        if _host(target) != _host(self._address):
            raise _Unread(Kind.PUBLISHED_UNREAD_ELSEWHERE, host=urlsplit(target).hostname or "—")
        return target

    def _body(self, answer: HTTPResponse, most: int) -> bytes | None:
        data = answer.read(most + 1)
        if len(data) > most:
            self._connection.close()
        elif answer.status in _NOT_THERE:
            return None
        elif answer.status != 200:
            raise _Unread(Kind.PUBLISHED_UNREAD_STATUS, status=answer.status)
        elif answer.length or answer.getheader("Content-Encoding", "identity") != "identity":
            raise _Unread(Kind.PUBLISHED_UNREAD_BROKEN)  # cut short, or compressed without being asked for
        return data


def _host(address: str) -> tuple[str, str | None, int | None]:
    """Returns the scheme, host and port of an address."""
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
