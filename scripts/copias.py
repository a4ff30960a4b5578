"""Copies of this process, which has the program loaded already, that run the command as a terminal would."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from micrositio.cli.main import main

BUG = 3
Trial = tuple[str, Callable[[], str]]
"""What is tried, and what tries it: it returns what is not as it must be, "" if nothing."""
Trials = Iterator[Trial]
LITTER = (".staged", ".retired")


class Said(NamedTuple):
    """How a command ended: its exit code, and what it printed on each stream."""

    code: int
    out: str
    errors: str

    @property
    def bug(self) -> str:
        """What shows that the program failed, "" if it did not."""
        ended = self.code in (0, 1, 2, 75) or self.code in (129, 130, 143)
        return "" if ended and "Traceback" not in self.errors else f"falla el programa ({self.code}): {self.last}"

    @property
    def last(self) -> str:
        """The last line that it printed."""
        return ([*self.out.splitlines(), *self.errors.splitlines()] or [""])[-1][:200]


def nothing() -> None:
    """Does nothing: what a copy does before it runs the command, if nothing is asked."""


def started(arguments: Sequence[str], home: Path, out: int, errors: int, before: Callable[[], object] = nothing) -> int:
    """Returns the process that runs the command's `main` with these streams, after `before`."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    os.dup2(out, 1)
    os.dup2(errors, 2)
    sys.stdout, sys.stderr = (
        io.TextIOWrapper(io.FileIO(each, "w", closefd=False), "utf-8", "replace") for each in (1, 2)
    )
    code = BUG
    try:
        before()
        code = main(list(arguments), home)
    except SystemExit as left:
        code = int(left.code or 0)
    except BaseException:  # noqa: BLE001  the hook that the command installs tells what happened and exits
        with contextlib.suppress(SystemExit):
            sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


class Copy:
    """A running copy: it is waited for, and then says how it ended."""

    def __init__(
        self, arguments: Sequence[str | Path], home: Path, notes: Path, before: Callable[[], object] = nothing
    ) -> None:
        """Starts it in `home`; what it says is written to files that begin as `notes`."""
        self._files = tuple(notes.with_name(f"{notes.name}.{each}") for each in ("out", "err"))
        with self._files[0].open("wb") as out, self._files[1].open("wb") as errors:
            self.pid = started([str(each) for each in arguments], home, out.fileno(), errors.fileno(), before)

    def ended(self) -> Said:
        """Waits for it and returns how it ended."""
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return Said(code, *(each.read_text("utf-8", "replace") for each in self._files))


def said(arguments: Sequence[str | Path], home: Path, notes: Path, before: Callable[[], object] = nothing) -> Said:
    """Returns how a command ended that a copy ran."""
    return Copy(arguments, home, notes, before).ended()


def sound(arguments: Sequence[str | Path], home: Path) -> None:
    """Runs a command that must end well, in this very process, so that the copies have loaded all that it needs."""
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        code = main([str(each) for each in arguments], home)
    assert code == 0, f"el sitio bueno no lo es: {quiet.getvalue()}"


def litter(folder: Path) -> str:
    """Returns what publishing left beside the output folder, in words, or ""."""
    found = sorted(each.name for each in folder.iterdir() if each.name.endswith(LITTER))
    return f"sobra {found}" if found else ""
