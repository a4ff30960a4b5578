"""Runs the real command on one case after another, beside a site that is already published."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from copias import started
from malformed.case import Case, base_files
from micrositio.cli.main import main
from support import Files, write_files

ROOT = Path(__file__).resolve().parents[1]
MOST_BYTES = 4 << 30
"""Memory at which a case is stopped, so that it does not stop the machine."""
SECONDS, MEGABYTES = 5, 1024
HUNG = -1
"""The exit code of a case that did not end in time."""
_IN_A_MEGABYTE = 1 << 20 if sys.platform == "darwin" else 1 << 10
"""How many units of the memory that a process is told to have used are a megabyte."""


@dataclass(frozen=True)
class Answer:
    """What the command answered: exit code, lines of problems, errors, processor seconds, most megabytes.

    `is_untouched`: the published site is as it was and nothing was left beside it.
    """

    code: int
    lines: tuple[str, ...]
    errors: str
    seconds: float
    megabytes: float
    is_untouched: bool

    @property
    def is_costly(self) -> bool:
        """Whether it took more than what any input may take."""
        return self.seconds > SECONDS or self.megabytes > MEGABYTES


class Bench:
    """A folder with a published site, in which each case is written, built over it, and taken away."""

    def __init__(self, folder: Path, limit: float, *, quick: bool) -> None:
        """Builds the good site in `folder`; `limit` is in seconds."""
        self.folder, self.limit, self.quick = folder, limit, quick
        self.output, self.kept, self.home = folder / "publicado" / "output", folder / "output", folder / "casa"
        self.home.mkdir()
        good = write_files(folder / "bueno", base_files())
        with (folder / "bueno.txt").open("w") as out, contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            assert main(self._arguments(good), self.home) == 0, "el sitio bueno no lo es"
        shutil.copytree(self.output, self.kept)
        self.published = self._seen()

    def run(self, case: Case) -> Answer:
        """Returns the answer to a case; what it published, if anything, is taken back."""
        return self.answer(self.site(case.files()), *case.arguments)

    def site(self, files: Files) -> Path:
        """Returns the folder of a site with these files alone."""
        shutil.rmtree(self.folder / "caso", ignore_errors=True)
        return write_files(self.folder / "caso", files)

    def answer(self, site: Path, *more: str) -> Answer:
        """Returns the answer to a build of a site over the good one; what it published, if anything, is taken back."""
        arguments = [*self._arguments(site), *more]
        out, errors = self.folder / "salida.txt", self.folder / "errores.txt"
        began = time.monotonic()
        with out.open("wb") as to, errors.open("wb") as also:
            own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if self.quick else 0  # a copy begins with it
            if self.quick:
                pid = started(arguments, self.home, to.fileno(), also.fileno(), _bounded)
            else:
                pid = _started(arguments, to, also)
            code, used = self._waited(pid, began)
        seconds, seen = used.ru_utime + used.ru_stime, self._seen()
        megabytes = max(0, used.ru_maxrss - own) / _IN_A_MEGABYTE
        if seen != self.published:
            shutil.rmtree(self.output.parent)
            shutil.copytree(self.kept, self.output)
            self.published = self._seen()
        lines = tuple(out.read_text("utf-8", "replace").split("\n")[:-1])
        untouched = code == 0 or seen == self.published
        return Answer(code, lines, errors.read_text("utf-8", "replace"), seconds, megabytes, untouched)

    def _arguments(self, site: Path) -> list[str]:
        return ["build", "--site", str(site), "--output", str(self.output), "--procesos", "1"]

    def _waited(self, pid: int, started: float) -> tuple[int, resource.struct_rusage]:
        """Returns the exit code of a process and what it used; one that hangs is killed."""
        while True:
            ended, status, usage = os.wait4(pid, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status), usage
            if time.monotonic() - started > self.limit:
                os.kill(pid, signal.SIGKILL)
                return HUNG, os.wait4(pid, 0)[2]
            time.sleep(0.01)

    def _seen(self) -> dict[str, tuple[int, int, int]]:
        """Returns what stands in the folder of the published site: the size, time and number of each file."""
        found = {}
        for path in (each for each in self.output.parent.rglob("*") if each.suffix != ".lock"):
            stat = path.lstat()
            found[str(path)] = (stat.st_size, stat.st_mtime_ns, stat.st_ino) if path.is_file() else (0, 0, 0)
        return found


def _started(arguments: list[str], out: object, errors: object) -> int:
    command = [sys.executable, str(ROOT / "build.py"), *arguments, "--sin-cache"]
    started = subprocess.Popen(command, stdout=out, stderr=errors, preexec_fn=_bounded)  # type: ignore[call-overload]
    return int(started.pid)


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
