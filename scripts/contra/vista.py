"""Seconds from saving a file to seeing the change, in the preview of this repository's site."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from contra.lugar import mark_here
from contra.medida import Command

WHERE = {
    "texto": "acerca/",
    "fila": "demostracion/compromisos/residuos/",
    "plantilla": "demostracion/compromisos/agua/",
}
"""The page on which each edit is seen."""
ASK_SECONDS = 0.01


def saved_to_seen(program: Path, times: int, limit: float) -> Iterator[tuple[str, list[float]]]:
    """Yields each kind of edit with the seconds until the served page had it, as many times as asked.

    The page is asked for again and again, as the browser does once; raises `TimeoutError` after `limit` seconds.
    """
    port = _free_port()
    command: Command = [sys.executable, program / "build.py", "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/", "</html>", limit)
        for what, page in WHERE.items():
            taken = []
            for number in range(times + 1):
                mark = f"vista-{what}-{number}"
                time.sleep(0.3)
                began = time.perf_counter()
                mark_here(program, what, mark)
                _wait(f"http://127.0.0.1:{port}/{page}", mark, limit)
                taken.append(time.perf_counter() - began)
            yield what, taken[1:]
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(address: str, words: str, limit: float) -> None:
    """Waits until the page has the words."""
    began = time.perf_counter()
    while time.perf_counter() - began < limit:
        try:
            with urllib.request.urlopen(address, timeout=limit) as answer:
                if words.encode() in answer.read():
                    return
        except urllib.error.URLError:
            pass
        time.sleep(ASK_SECONDS)
    raise TimeoutError(f"{address}: {words}")
