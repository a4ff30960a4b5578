"""Builds that are killed, or in which an operation of the disk fails, at each step of publishing."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from malformed.case import ABOUT, base_files
from micrositio.cli.main import main
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
        self.folder, self.output = folder, folder / "salida" / "output"
        files: dict[str, Content] = dict(base_files())
        self.old_site = write_files(folder / "viejo", files)
        self.new_site = write_files(folder / "nuevo", {**files, ABOUT: files[ABOUT] + b"\nCambio.\n"})  # type: ignore[operator]
        self.old, self.new = (self._published(site) for site in (self.old_site, self.new_site))
        self._build(self.old_site)
        shutil.copytree(self.output, folder / "guardado")

    def _published(self, site: Path) -> dict[str, str]:
        assert self._build(site) == 0, "el sitio bueno no lo es"
        return digests(self.output)

    def _build(self, site: Path) -> int:
        arguments = ["build", "--site", str(site), "--output", str(self.output), "--procesos", "1", "--sin-cache"]
        with contextlib.redirect_stdout(io.StringIO()):
            return main(arguments, self.folder)

    def steps(self) -> int:
        """Returns how many operations of the disk a build makes beside the sources."""
        self._restored()
        return int(self._stopped(sys.maxsize, 0)[1])

    def _restored(self) -> None:
        shutil.rmtree(self.output.parent, ignore_errors=True)
        self.output.parent.mkdir()
        shutil.copytree(self.folder / "guardado", self.output)

    def _stopped(self, step: int, error: int) -> tuple[int, str]:
        """Returns the exit code of a build stopped at a step, and what it said: its steps, if it was not stopped."""
        told = self.folder / "dicho.txt"
        pid = os.fork()
        if not pid:
            with told.open("w") as out, contextlib.redirect_stderr(out):
                left = _trapped(self.output.parent, step, error)
                try:
                    code = self._build(self.new_site)
                except BaseException as failure:  # noqa: BLE001  a failure of the program is what is looked for
                    code = 3
                    print(f"Traceback {failure!r}", file=out)
                if step == sys.maxsize:
                    out.seek(0)
                    out.truncate()
                    out.write(str(left[0]))
                out.flush()
                os._exit(code)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), told.read_text()

    def killed(self, step: int) -> Ending:
        """Returns the ending of a build killed at a step; the next build must leave the new site and nothing beside."""
        self._restored()
        code, said = self._stopped(step, 0)
        fault = "" if self._seen() in (self.old, self.new) else "un sitio roto"
        with contextlib.redirect_stderr(io.StringIO()):
            again = self._build(self.new_site)
        fault = fault or ("" if again == 0 and self._seen() == self.new else "la siguiente construcción no lo arregla")
        return Ending(step, code, said, fault or self._litter())

    def failed(self, step: int, error: int) -> Ending:
        """Returns the ending of a build in which the disk fails at a step."""
        self._restored()
        code, said = self._stopped(step, error)
        expected = self.new if code == 0 else self.old
        fault = "" if self._seen() == expected else "el sitio no es el que dice"
        fault = fault or ("" if code in (0, 2, 75) and "Traceback" not in said else "falla el programa")
        return Ending(
            step, code, said, fault or ("" if len(said.splitlines()) <= 1 else "más de un renglón") or self._litter()
        )

    def _seen(self) -> dict[str, str]:
        return digests(self.output) if self.output.is_dir() else {}

    def _litter(self) -> str:
        found = [each.name for each in self.output.parent.iterdir() if each.name.endswith((".staged", ".retired"))]
        return f"sobra {found}" if found else ""


def _trapped(folder: Path, step: int, error: int) -> list[int]:
    """Kills this process at an operation of the disk within a folder, or has it fail; returns the count of them."""
    made = [0]

    def seen(event: str, arguments: tuple[object, ...]) -> None:
        if event not in _STEPS or not (event == "ctypes.dlsym" or any(str(folder) in str(each) for each in arguments)):
            return
        made[0] += 1
        if made[0] == step and not error:
            os._exit(_KILLED)
        if made[0] == step and error:
            raise OSError(error, os.strerror(error), str(arguments[0]))

    sys.addaudithook(seen)
    return made


def spread(steps: int, most: int) -> Iterator[int]:
    """Yields so many steps at most, from the first to the last."""
    every = max(1, steps // most)
    yield from sorted({*range(1, steps + 1, every), *range(max(1, steps - most // 4), steps + 1)})
