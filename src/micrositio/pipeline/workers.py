"""Work shared out among processes: the first share in this one, each other in a fork of it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import TypeVar

from micrositio.pipeline.stages import MOST_PROCESSES

R = TypeVar("R")
MOST_MEMORY = 1_500_000_000
"""Bytes that all the processes of a build should hold together; what they share is counted once for each."""


def usual() -> int:
    """Returns how many processes a build uses if nobody says: one where the system cannot fork one safely."""
    return min(MOST_PROCESSES, len(os.sched_getaffinity(0))) if sys.platform == "linux" else 1


def fitting(processes: int) -> int:
    """Returns how many of so many processes fit in `MOST_MEMORY`: each comes to hold what this one holds now."""
    with contextlib.suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return max(1, min(processes, MOST_MEMORY // (pages * os.sysconf("SC_PAGE_SIZE"))))
    return processes


def shared(make: Callable[[int], R], shares: int) -> list[R]:
    """Returns what `make` returns for each share, by its number from 0; shares must not depend on one another.

    A share whose process ends without a result is made again in this one. No process outlives this one.
    """
    context = multiprocessing.get_context("fork") if shares > 1 else None
    started = [_start(context, make, share) for share in range(1, shares)] if context else []
    try:
        results = [make(0)]
        for share, (process, receiver) in enumerate(started, 1):
            with contextlib.suppress(EOFError):
                results.append(receiver.recv())
            process.join()
            if len(results) == share:
                results.append(make(share))
        return results
    finally:
        for process, receiver in started:
            process.kill()
            receiver.close()


def _start(
    context: multiprocessing.context.ForkContext, make: Callable[[int], R], share: int
) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(make, share, sender), daemon=True)
    process.start()
    sender.close()
    return process, receiver


def _child(make: Callable[[int], R], share: int, sender: Connection) -> None:
    """Sends the result of a share, and ends at once when the process that asked for it does."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()
    with contextlib.suppress(Exception):  # what went wrong is seen when the share is made again
        sender.send(make(share))


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
