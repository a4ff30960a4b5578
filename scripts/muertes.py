"""Builds that are killed, told to stop, or in which an operation of the disk fails, at each step of publishing."""

from __future__ import annotations

import errno
import mmap
import os
import random
import shutil
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from copias import Copy, Said, litter, said, sound
from malformed.case import ABOUT, base_files
from micrositio.pipeline.stages import STOPPING
from support import Content, digests, write_files

CODES = (errno.ENOSPC, errno.EIO, errno.EMFILE, errno.EACCES)
_STEPS = (
    "open",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.chmod",
    "os.scandir",
    "os.utime",
    "ctypes.dlsym",
)
_KILLED = 9
FRESH = ("--sin-cache",)
Act = Callable[[str], None]
"""What happens at a step, given the file of it."""


class Ending(NamedTuple):
    """How a build ended that was stopped at a step: its exit code, what it said, and what is wrong ("" if nothing)."""

    step: int
    code: int
    said: str
    fault: str


class Yard:
    """A folder with a published site, and a changed one to be built over it again and again."""

    def __init__(self, folder: Path) -> None:
        """Publishes the old site and the new one, to compare with."""
        self.folder, self.output, self.home = folder, folder / "salida" / "output", folder / "casa"
        self.home.mkdir()
        files: dict[str, Content] = dict(base_files())
        self.old_site = write_files(folder / "viejo", files)
        self.new_site = write_files(folder / "nuevo", {**files, ABOUT: files[ABOUT] + b"\nCambio.\n"})  # type: ignore[operator]
        self.old, self.new = (self._published(site) for site in (self.old_site, self.new_site))
        self.built(self.old_site)
        shutil.copytree(self.output, folder / "guardado")

    def _published(self, site: Path) -> dict[str, str]:
        sound(self.arguments(site, *FRESH), self.home)
        return digests(self.output)

    def arguments(self, site: Path, *more: str) -> list[str | Path]:
        """Returns the command that builds a site in the output folder."""
        return ["build", "--site", site, "--output", self.output, "--procesos", "1", *more]

    def built(self, site: Path, *more: str) -> Said:
        """Returns how a build ended that nobody disturbs."""
        return said(self.arguments(site, *(more or FRESH)), self.home, self.folder / "dicho")

    def steps(self) -> int:
        """Returns how many operations of the disk a build makes beside the sources."""
        self.restored()
        made = mmap.mmap(-1, 8)
        self._stopped(sys.maxsize, lambda file: None, made)
        return int(struct.unpack("q", made[:])[0])

    def restored(self) -> None:
        """Puts the old site back where the sites are published, and nothing beside it."""
        shutil.rmtree(self.output.parent, ignore_errors=True)
        self.output.parent.mkdir()
        shutil.copytree(self.folder / "guardado", self.output)

    def _stopped(self, step: int, act: Act, made: mmap.mmap | None = None) -> Said:
        """Returns how a build ended to which something happened at a step."""
        counted = made or mmap.mmap(-1, 8)
        return said(
            self.arguments(self.new_site, *FRESH), self.home, self.folder / "dicho",
            lambda: _trapped(self.output.parent, step, act, counted),
        )  # fmt: skip

    def killed(self, step: int) -> Ending:
        """Returns the ending of a build killed at a step; the next build must leave the new site and nothing beside."""
        self.restored()
        ended = self._stopped(step, lambda file: os._exit(_KILLED))
        return Ending(step, ended.code, ended.errors, self._after_a_death(FRESH))

    def killed_at(self, number: int) -> Ending:
        """Returns the ending of a build killed at a random moment, with what builds keep, as in the work of every day.

        The site built is the one that is not published, so that there is always something to exchange.
        """
        sites = [self.old_site, self.new_site]
        site = sites[self._seen() == self.old]
        copy = Copy(self.arguments(site), self.home, self.folder / "dicho")
        timer = threading.Timer(random.Random(number).uniform(0, self.seconds), os.kill, (copy.pid, signal.SIGKILL))
        timer.start()
        ended = copy.ended()
        timer.cancel()
        return Ending(number, ended.code, ended.errors, self._after_a_death((), site))

    seconds = 2.0
    """The latest moment at which `killed_at` kills."""

    def _after_a_death(self, how: tuple[str, ...], site: Path | None = None) -> str:
        fault = "" if self._seen() in (self.old, self.new) else "un sitio roto"
        site = site or self.new_site
        again = said(self.arguments(site, *how), self.home, self.folder / "dicho")
        expected = self.new if site == self.new_site else self.old
        mended = again.code == 0 and self._seen() == expected
        return fault or ("" if mended else "la siguiente construcción no lo arregla") or litter(self.output.parent)

    def failed(self, step: int, error: int) -> Ending:
        """Returns the ending of a build in which the disk fails at a step."""

        def fail(file: str) -> None:
            raise OSError(error, os.strerror(error), file)

        self.restored()
        ended = self._stopped(step, fail)
        return Ending(step, ended.code, ended.errors, self.after_a_stop(ended, (0, 2, 75)))

    def signalled(self, step: int, number: int) -> Ending:
        """Returns the ending of a build that is told to stop at a step."""
        self.restored()
        ended = self._stopped(step, lambda file: os.kill(os.getpid(), number))
        return Ending(step, ended.code, ended.errors, self.after_a_stop(ended, (0, 128 + number)))

    def after_a_stop(self, ended: Said, codes: tuple[int, ...]) -> str:
        """Returns what is wrong with the site, the code and the words of a build that may have ended early."""
        expected = self.new if ended.code == 0 else self.old
        fault = "" if self._seen() == expected else "el sitio no es el que dice"
        fault = fault or ended.bug or ("" if ended.code in codes else f"termina con {ended.code}")
        return (
            fault or ("" if len(ended.errors.splitlines()) <= 1 else "más de un renglón") or litter(self.output.parent)
        )

    def _seen(self) -> dict[str, str]:
        return digests(self.output) if self.output.is_dir() else {}


def _trapped(folder: Path, step: int, act: Act, made: mmap.mmap) -> None:
    """Has something happen in this process at an operation of the disk within a folder; they are counted in `made`."""

    def seen(event: str, arguments: tuple[object, ...]) -> None:
        if event not in _STEPS or not (event == "ctypes.dlsym" or any(str(folder) in str(each) for each in arguments)):
            return
        count = struct.unpack("q", made[:])[0] + 1
        made[:] = struct.pack("q", count)
        if count == step:
            act(str(arguments[0]))

    sys.addaudithook(seen)


def spread(steps: int, most: int) -> Iterator[int]:
    """Yields so many steps at most, from the first to the last."""
    every = max(1, steps // most)
    yield from sorted({*range(1, steps + 1, every), *range(max(1, steps - most // 4), steps + 1)})


def last_steps(steps: int, most: int) -> Iterator[tuple[int, signal.Signals]]:
    """Yields so many steps with a signal to stop: half from the first to the last, and half those of the exchange."""
    chosen = sorted({*(1 + n * steps // max(1, most // 2) for n in range(most // 2)), *range(steps - most // 2, steps)})
    for number, step in enumerate(each for each in chosen if 0 < each < steps):
        yield step, STOPPING[number % len(STOPPING)]
