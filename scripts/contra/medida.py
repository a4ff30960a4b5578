"""Measures a program that runs in a process of its own: seconds and memory, with those of the processes it starts."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import NamedTuple

SAMPLE_SECONDS = 0.05
_TAG = re.compile(r"<[^>]*>")
Command = list[str | Path]


class Run(NamedTuple):
    """Seconds by the clock and of CPU (user and system), and the most bytes of one process and of all together.

    `together` counts what processes share once; it is sampled, and 0 where the system does not tell it.
    """

    wall: float
    cpu: float
    largest: int
    together: int


class Failed(Exception):
    """A program that ended with an error or took too long; the message is the end of what it printed."""


def measured(command: Command, limit: float) -> Run:
    """Runs a program and returns what it took; raises `Failed` if it fails or takes over `limit` seconds."""
    with tempfile.TemporaryFile() as told:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=told, stderr=told, start_new_session=True)
        alarm = threading.Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        alarm.start()
        sampler = _Sampler(process.pid)
        sampler.start()
        _pid, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        alarm.cancel()
        sampler.ended.set()
        sampler.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            raise Failed(f"{process.returncode}: …{told.read()[-2000:].decode(errors='replace')}")
    scale = 1 if sys.platform == "darwin" else 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale, sampler.most)


class _Sampler(threading.Thread):
    """Keeps the most bytes that a process and its descendants had together."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.ended = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.ended.wait(SAMPLE_SECONDS):
            self.most = max(self.most, sum(_bytes(each) for each in _family(self.pid)))


def _family(pid: int) -> Iterable[int]:
    """Yields a process and its descendants; of those that have just ended, none."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for each in children:
        yield from _family(int(each))


def _bytes(pid: int) -> int:
    """Returns the bytes of a process, with its share of those that it has with others; 0 if the system does not say."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


class Made(NamedTuple):
    """The pages in a folder: how many, their bytes, the mean of those of commitments, and the digest of their text."""

    pages: int
    size: int
    commitment: float
    digest: str


def made_in(folder: Path) -> Made:
    """Returns what the pages of a finished site are; their text is what is left without tags and without spaces."""
    digest, size, count, commitments = hashlib.sha256(), 0, 0, []
    for page in sorted(folder.rglob("*.html")):
        path, content = page.relative_to(folder), page.read_bytes()
        text = "".join(unescape(_TAG.sub("", content.decode("utf-8"))).split())
        digest.update(f"{path.as_posix()}\n{text}\n".encode())
        size, count = size + len(content), count + 1
        if path.match("plan/compromisos/c[0-9]*/index.html"):
            commitments.append(len(content))
    return Made(count, size, sum(commitments) / max(1, len(commitments)), digest.hexdigest()[:16])
