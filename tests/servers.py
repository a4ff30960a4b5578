"""Real servers on this machine alone: nginx and Apache, each with a site's folder and the file that is meant for it."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

SECONDS = 60
"""How long a server may take to begin, and to answer."""
MODULE_FOLDERS = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/lib/httpd/modules")
MODULES = ("mpm_event", "unixd", "authz_core", "autoindex", "dir", "mime", "headers", "rewrite")
"""What an Apache has of its own accord or is asked to have."""

APACHE = """\
{modules}
{user}
ServerRoot {place}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {place}/pid
DefaultRuntimeDir {place}
ErrorLog {place}/errores
<IfModule mod_mime.c>
TypesConfig /dev/null
</IfModule>
<IfModule mod_headers.c>
Header set X-Frame-Options SAMEORIGIN
</IfModule>
DocumentRoot "{folder}"
<Directory "{folder}">
Options Indexes FollowSymLinks
AllowOverride All
Require all granted
</Directory>
"""
"""An Apache that lists folders and has a header of its own, as many have."""


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: http.client.HTTPMessage
    content: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get_content_type()

    @property
    def location(self) -> str:
        """Where it sends on to, from the server's root."""
        return urlsplit(self.headers["Location"]).path


def ask(server: str, address: str) -> Answer:
    """What a server answers at an address, written as it is given and without going where it sends on to."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=SECONDS)
    try:
        connection.putrequest("GET", address)
        connection.endheaders()
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


@contextmanager
def nginx(folder: Path, place: Path, snippet: Path) -> Iterator[str]:
    """The address of an nginx that serves `folder` and includes `snippet`; what it writes goes to `place`."""
    program = found(("nginx",), "nginx-light")
    port = free_port()
    user = "user root;" if os.geteuid() == 0 else ""
    kept = " ".join(
        f"{each}_temp_path {place}/{each};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    settings = place / "servidor.conf"
    settings.write_text(
        f"{user} worker_processes 1; daemon off; pid {place}/pid; error_log {place}/errores;\n"
        f"events {{ worker_connections 64; }}\n"
        f"http {{ access_log off; {kept} types {{ text/wrong csv html; }}\n"
        f"server {{ listen 127.0.0.1:{port}; root {folder}; include {snippet}; }} }}\n",
        encoding="utf-8",
    )
    with started([program, "-p", str(place), "-e", f"{place}/errores", "-c", str(settings)], port, place / "errores"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def apache(folder: Path, place: Path, without: str = "") -> Iterator[str]:
    """The address of an Apache that serves `folder`, whose `.htaccess` it reads; what it writes goes to `place`.

    `without` is the module that it lacks.
    """
    program = found(("apache2", "httpd"), "apache2-bin")
    modules = next((each for each in map(Path, MODULE_FOLDERS) if each.is_dir()), None)
    if modules is None:
        pytest.skip("no se encuentran los módulos de Apache")
    port = free_port()
    built_in = subprocess.run([program, "-l"], capture_output=True, text=True, check=True).stdout
    loaded = (
        f"LoadModule {each}_module {modules}/mod_{each}.so"
        for each in MODULES
        if each != without and f"mod_{each}.c" not in built_in
    )
    user = "User #65534\nGroup #65534" if os.geteuid() == 0 else ""
    settings = place / "servidor.conf"
    written = APACHE.format(modules="\n".join(loaded), port=port, place=place, folder=folder, user=user)
    settings.write_text(written, encoding="utf-8")
    with started([program, "-D", "FOREGROUND", "-f", str(settings)], port, place / "errores"):
        yield f"http://127.0.0.1:{port}"


def found(names: Sequence[str], package: str) -> str:
    """The program of the first of those names that is there; without any, the test is skipped."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
    program = next(filter(None, (shutil.which(each, path=path) for each in names)), None)
    if program is None:
        pytest.skip(f"no hay {names[0]}; en Debian o Ubuntu: sudo apt-get install {package}")
    return program


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def started(command: Sequence[str], port: int, log: Path) -> Iterator[None]:
    """The server while the block lasts: it is waited for, and stopped by its own process id."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + SECONDS
        while not answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                told = log.read_text(encoding="utf-8") if log.is_file() else ""
                pytest.fail(f"{command[0]} no arrancó: {process.communicate(timeout=SECONDS)[1]}{told}")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
