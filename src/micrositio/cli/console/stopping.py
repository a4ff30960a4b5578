"""Being told to stop: the signals of a terminal, of a system that shuts down, and of a line that is hung up."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType
from typing import Any

from micrositio.cli.console.terminal import say, translate
from micrositio.pipeline.stages import STOPPING

_ = translate


class Stop(KeyboardInterrupt):
    """A signal to stop was received; its number is the argument."""


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Has the signals to stop raise `Stop`, once: what is cleaned up afterwards is not interrupted again."""
    before: dict[signal.Signals, Any] = {}
    with contextlib.suppress(ValueError):  # only the main thread may say what a signal does
        for each in STOPPING:
            if signal.getsignal(each) is not signal.SIG_IGN:
                before[each] = signal.signal(each, _stop)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    unstoppable()
    raise Stop(number)


def unstoppable() -> None:
    """Has the signals to stop do nothing from now on: what is done cannot be undone, or what is cleaned up must be."""
    with contextlib.suppress(ValueError):
        for each in STOPPING:
            signal.signal(each, signal.SIG_IGN)


def stopped(stop: KeyboardInterrupt) -> int:
    """Says that nothing was published and returns the exit code for the signal, as the shell gives it."""
    say(_("Se detuvo antes de terminar: no se publicó nada."))
    return 128 + (stop.args[0] if isinstance(stop, Stop) else signal.SIGINT)
