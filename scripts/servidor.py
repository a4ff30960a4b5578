"""A local server that responds as the published site does, with gzip: as Netlify or as Cloudflare Pages.

Reads the same files as the service (netlify.toml and _redirects, or _headers and _redirects) and applies them as the
documentation of the service states. What the service adds on its own is not reproduced.
"""

from __future__ import annotations

import gzip
import http.server
import re
import threading
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[1]
PACKED = re.compile(r"text/|application/(?:javascript|json|ld\+json|atom\+xml|xml)|image/svg")
GONE, MOVED, MOVED_PAGE = 404, 301, 308
MOST_RULES, MOST_REDIRECTS, LONGEST = 100, 2_000, {"_headers": 2_000, "_redirects": 1_000}
"""Limits of Cloudflare Pages: number of rules, number of redirects, characters per line of each file."""


class Answer(NamedTuple):
    """Response to an address: status, file (or None) and the headers of the service."""

    status: int
    file: Path | None
    headers: Mapping[str, str]


class Service(Protocol):
    """A service that serves a folder."""

    def answer(self, address: str) -> Answer:
        """Returns the response to an address without query; with `Content-Type` only if the service's files set it."""


def settings() -> dict[str, Any]:
    """Returns the contents of netlify.toml."""
    return tomllib.loads((ROOT / "netlify.toml").read_text(encoding="utf-8"))


def rules() -> dict[str, Mapping[str, str]]:
    """Returns the headers of netlify.toml by address pattern (with `*` and `:name`)."""
    return {each["for"]: each["values"] for each in settings()["headers"]}


def fits(rule: str, address: str) -> bool:
    """Returns whether an address matches the pattern of a rule."""
    return re.fullmatch(re.sub(r":[a-z]+", "[^/]+", re.escape(rule).replace(r"\*", ".*")), address) is not None


def headers(path: str, given: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Returns the headers of an address in Netlify; if two rules set the same header, the last one applies."""
    found: dict[str, str] = {}
    for rule, values in given.items():
        if fits(rule, path):
            found |= values
    return found


def lines(file: Path) -> Iterator[str]:
    """Yields the lines of a file of the service, without comments and blank lines; none if there is no such file."""
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def inside(folder: Path, address: str) -> Path | None:
    """Returns the file of the folder at an address, or None if there is none within the folder."""
    file = (folder / unquote(address).lstrip("/")).resolve()
    return file if file.is_file() and folder.resolve() in file.parents else None


class Netlify:
    """Netlify: `given` holds the headers by rule; `missing`, the page of the 404 responses by rule."""

    def __init__(self, folder: Path, given: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """Reads netlify.toml and _redirects of `folder`; `given` replaces the headers of netlify.toml."""
        self.folder, self.given = folder, rules() if given is None else given
        self.missing = {each["from"]: each["to"] for each in settings()["redirects"] if each["status"] == GONE}
        self.moved = dict(line.removesuffix(" 301!").split(" ") for line in lines(folder / "_redirects"))

    def answer(self, address: str) -> Answer:
        """Returns the response; a redirect applies even over a file («301!»), a folder gives its index page."""
        own = headers(address, self.given)
        if address in self.moved:
            return Answer(MOVED, None, own | {"Location": self.moved[address]})
        file = inside(self.folder, address) or inside(self.folder, f"{address}/index.html")
        if file and address != "/_redirects":
            return Answer(200, file, own)
        page = next((page for rule, page in self.missing.items() if fits(rule, address)), "/404.html")
        return Answer(GONE, self.folder / page.lstrip("/"), own)


class Block(NamedTuple):
    """A rule of `_headers`: address pattern, headers that the rule removes and headers that it sets."""

    rule: str
    off: list[str]
    on: list[tuple[str, str]]


class Cloudflare:
    """Cloudflare Pages: `_headers` and `_redirects` of the folder, within their limits; of equal rules, the last."""

    def __init__(self, folder: Path) -> None:
        """Reads the rules from _headers and _redirects in `folder`, within the limits of the service."""
        self.folder = folder
        rules = list(self._blocks())[:MOST_RULES]
        self.blocks = list({each.rule: each for each in rules}.values())
        moved = [line.split() for line in self._lines("_redirects")][:MOST_REDIRECTS]
        self.moved = {old: new for old, new, status in moved if status == str(MOVED)}

    def _lines(self, name: str) -> Iterable[str]:
        return (line for line in lines(self.folder / name) if len(line) <= LONGEST[name])

    def _blocks(self) -> Iterator[Block]:
        block = None
        for line in self._lines("_headers"):
            name, _, value = line.strip().partition(":")
            if line.startswith("/"):
                block = Block(line.strip(), [], [])
                yield block
            elif block and line.strip().startswith("! "):
                block.off.append(line.strip()[2:])
            elif block:
                block.on.append((name, value.strip()))

    def answer(self, address: str) -> Answer:
        """Returns the response: redirects first, pages without «index.html» or «.html», the nearest 404.html."""
        found = self._found(address)
        return found._replace(headers=dict(found.headers) | self._headers(address))

    def _found(self, address: str) -> Answer:
        if address in self.moved:
            return Answer(MOVED, None, {"Location": self.moved[address]})
        if address.endswith(".html") and self._file(address):
            return Answer(MOVED_PAGE, None, {"Location": re.sub(r"(?:(?<=/)index)?\.html$", "", address)})
        for end in ("index.html",) if address.endswith("/") else ("", ".html"):
            if file := self._file(address + end):
                return Answer(200, file, {})
        if self._file(f"{address}/index.html"):
            return Answer(MOVED_PAGE, None, {"Location": f"{address}/"})
        parts = address.split("/")
        near = ("/".join((*parts[:count], "404.html")) for count in range(len(parts) - 1, 0, -1))
        return Answer(GONE, next(filter(None, map(self._file, near)), None), {})

    def _file(self, address: str) -> Path | None:
        return None if address in ("/_headers", "/_redirects") else inside(self.folder, address)

    def _headers(self, address: str) -> dict[str, str]:
        """Returns the headers of the service and of each rule; values set twice are joined with a comma."""
        found = {
            "Access-Control-Allow-Origin": "*",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "X-Content-Type-Options": "nosniff",
        }
        told: set[str] = set()
        for block in self.blocks:
            if fits(block.rule, address):
                found = {name: value for name, value in found.items() if name not in block.off}
                for name, value in block.on:
                    found[name] = f"{found[name]}, {value}" if name in told and name in found else value
                    told.add(name)
        return found


class Handler(http.server.SimpleHTTPRequestHandler):
    """HTTP handler that serves the files of a folder as the service would."""

    protocol_version = "HTTP/1.1"
    service: Service

    def do_GET(self) -> None:
        """Sends the response of the service: file, index page of a folder, redirect or the site's 404 page."""
        status, file, own = self.service.answer(self.path.partition("?")[0])
        content = file.read_bytes() if file else b""
        sent = {"Cache-Control": "public, max-age=0"} | ({"Content-Type": self.guess_type(file)} if file else {})
        sent |= own
        if sent.get("Content-Type") in ("text/html", "text/css"):
            sent["Content-Type"] += "; charset=utf-8"
        if PACKED.match(sent.get("Content-Type", "")) and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, 6)
            sent["Content-Encoding"] = "gzip"
        self.send_response(status)
        for name, value in (sent | {"Content-Length": str(len(content))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Logs nothing."""


@contextmanager
def served(service: Service) -> Iterator[str]:
    """Yields the local address of a server for the service, which stops at the end of the block."""
    handler = type("Folder", (Handler,), {"service": service})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
