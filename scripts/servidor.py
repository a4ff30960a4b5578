"""Un servidor en este equipo que responde como el publicado: con las cabeceras de netlify.toml, y comprimido."""

from __future__ import annotations

import gzip
import http.server
import re
import threading
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKED = re.compile(r"text/|application/(?:javascript|json|ld\+json|atom\+xml|xml)|image/svg")


def rules() -> dict[str, Mapping[str, str]]:
    """Las cabeceras de netlify.toml: dirección (con `*` y `:nombre`) → cabeceras."""
    settings = tomllib.loads((ROOT / "netlify.toml").read_text(encoding="utf-8"))
    return {each["for"]: each["values"] for each in settings["headers"]}


def headers(path: str, given: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Las cabeceras de una dirección; donde dos reglas dan la misma, vale la última."""
    found: dict[str, str] = {}
    for rule, values in given.items():
        pattern = re.sub(r":[a-z]+", "[^/]+", re.escape(rule).replace(r"\*", ".*"))
        if re.fullmatch(pattern, path):
            found |= values
    return found


class Handler(http.server.SimpleHTTPRequestHandler):
    """Da los archivos de una carpeta como los daría el servicio."""

    protocol_version = "HTTP/1.1"
    folder: Path
    given: Mapping[str, Mapping[str, str]]

    def do_GET(self) -> None:
        """Responde con el archivo, la página de su carpeta o la 404 del sitio."""
        address = self.path.partition("?")[0]
        path = self.folder / address.lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        content = (path if found else self.folder / "404.html").read_bytes()
        sent = {"Content-Type": self.guess_type(path if found else "404.html"), "Cache-Control": "public, max-age=0"}
        sent |= headers(address, self.given)
        sent["Content-Type"] += "; charset=utf-8" if sent["Content-Type"] in ("text/html", "text/css") else ""
        if PACKED.match(sent["Content-Type"]) and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, 6)
            sent["Content-Encoding"] = "gzip"
        self.send_response(200 if found else 404)
        for name, value in (sent | {"Content-Length": str(len(content))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """No dice nada."""


@contextmanager
def served(folder: Path, given: Mapping[str, Mapping[str, str]] | None = None) -> Iterator[str]:
    """La dirección, en este equipo, de lo que hay en `folder`, mientras dura el bloque.

    Las cabeceras son las de `given`; si no se dan, las de netlify.toml.
    """
    handler = type("Folder", (Handler,), {"folder": folder, "given": rules() if given is None else given})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
