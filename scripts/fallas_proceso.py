"""Rows of `scripts/fallas` on processes: builds that are told to stop, and two builds at once."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from functools import partial
from itertools import product
from pathlib import Path

from copias import Copy, Said, Trials, litter
from micrositio.formats import file_lock
from micrositio.pipeline.stages import STOPPING
from muertes import FRESH, Yard, last_steps
from support import command, digests, environment

SIGNALLED_STEPS = 60
DELAYS = (0.0, 0.05, 0.1, 0.2, 0.4, 0.7, 1.0, 1.5, 2.0)
"""Seconds after which a process is told to stop, from before Python is ready to the middle of the work."""
_READY = 0.3
"""Seconds before which the process may still be Python that starts, which says what it likes."""


def senales(folder: Path, steps: int = SIGNALLED_STEPS) -> Trials:
    """Yields builds told to stop at a step of publishing, and processes told to at a moment, alone or as a group."""
    yard = Yard(folder)
    for step, number in last_steps(yard.steps(), steps):
        yield f"{number.name} en el paso {step}", partial(_signalled, yard, step, number)
    for after, number in product(DELAYS, STOPPING):
        yield f"{number.name} a los {after} s", partial(_stopped, yard, after, number)
    for after in DELAYS[4:]:
        yield f"SIGINT a todo el grupo a los {after} s", partial(_stopped, yard, after, signal.SIGINT, "2")


def _signalled(yard: Yard, step: int, number: signal.Signals) -> str:
    return yard.signalled(step, number).fault


def _stopped(yard: Yard, after: float, number: signal.Signals, processes: str = "") -> str:
    """Returns what is wrong with the end of a process, or of a group of them, told to stop after some seconds."""
    yard.restored()
    arguments = [*yard.arguments(yard.new_site, *FRESH), *(("--procesos", processes) if processes else ())]
    started = subprocess.Popen(
        command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=yard.home,
        env=environment(), start_new_session=True,
    )  # fmt: skip
    time.sleep(after)
    (os.killpg if processes else os.kill)(started.pid, number)
    out, errors = started.communicate(timeout=120)
    ended = Said(started.returncode, out, errors)
    if ended.code == -number or after < _READY:
        ended = Said(128 + number if ended.code else 0, out, "")
    return yard.after_a_stop(ended, (0, 128 + number))


def dos(folder: Path) -> Trials:
    """Yields builds that run at the same time, of one output folder or of one folder of what builds keep."""
    yard = Yard(folder)
    for pause, how in product((0.0, 0.3, 1.0), (FRESH, ())):
        kept = "sin lo guardado" if how else "con lo guardado"
        yield (
            f"dos sitios en una carpeta, el segundo a los {pause} s, {kept}",
            partial(_both, yard, [yard.old_site, yard.new_site], pause, how),
        )
    yield "cuatro a la vez en una carpeta", lambda: _both(yard, [yard.old_site, yard.new_site] * 2, 0.0, ())
    for number in (signal.SIGTERM, signal.SIGKILL):
        yield (
            f"una espera a la otra, que recibe {number.name}",
            partial(_both, yard, [yard.old_site, yard.new_site], 0.3, FRESH, number),
        )
    yield "otra la tiene y no termina", lambda: _held(yard)
    yield "dos carpetas y lo guardado de una sola", lambda: _two_outputs(yard)
    yield "una revisión mientras se construye", lambda: _checked(yard)


def _both(
    yard: Yard, sites: list[Path], pause: float, how: tuple[str, ...], number: signal.Signals | None = None
) -> str:
    """Returns what is wrong where several builds write to one folder; the first is told to stop, if a signal is."""
    yard.restored()
    copies = []
    for count, site in enumerate(sites):
        copies.append(Copy(yard.arguments(site, *how), yard.home, yard.folder / f"dicho-{count}"))
        time.sleep(pause)
    if number:
        os.kill(copies[0].pid, number)
    ends = [each.ended() for each in copies]
    made = {yard.new_site: yard.new, yard.old_site: yard.old}
    good = [made[site] for site, ended in zip(sites, ends, strict=True) if ended.code == 0]
    killed = {number and -number, number and 128 + number}
    if [each for each in ends if each.code not in (0, 75) and each.code not in killed]:
        return f"terminan con {[each.code for each in ends]}: {ends[-1].last}"
    if (number is None and not good) or digests(yard.output) not in (good or [yard.old]):
        return "el sitio no es el de ninguna de las que terminaron"
    if [each for each in ends if each.code == 75 and len(each.errors.splitlines()) != 1]:
        return "no lo dice en un renglón"
    return "" if number == signal.SIGKILL and not good else litter(yard.output.parent)


def _held(yard: Yard) -> str:
    yard.restored()
    with file_lock.opened(yard.output.parent / f".{yard.output.name}.lock") as lock:
        assert file_lock.locked(lock)
        ended = yard.built(yard.new_site)
    if ended.code != 75 or len(ended.errors.splitlines()) != 1:
        return f"termina con {ended.code}: {ended.last}"
    return ("" if digests(yard.output) == yard.old else "el sitio cambió") or litter(yard.output.parent)


def _two_outputs(yard: Yard) -> str:
    yard.restored()
    outputs = [yard.output.parent / each for each in ("una", "otra")]
    copies = [
        Copy([*yard.arguments(yard.new_site), "--output", each], yard.home, yard.folder / each.name) for each in outputs
    ]
    ends = [each.ended() for each in copies]
    if [each.code for each in ends] != [0, 0]:
        return f"terminan con {[each.code for each in ends]}: {ends[-1].last}"
    return "" if [digests(each) for each in outputs] == [yard.new] * 2 else "no son los mismos bytes"


def _checked(yard: Yard) -> str:
    yard.restored()
    building = Copy(yard.arguments(yard.new_site), yard.home, yard.folder / "dicho-0")
    checking = Copy(["check", "--site", yard.old_site], yard.home, yard.folder / "dicho-1")
    ends = [checking.ended(), building.ended()]
    if [each.code for each in ends] != [0, 0]:
        return f"terminan con {[each.code for each in ends]}: {ends[0].last}"
    return "" if digests(yard.output) == yard.new else "el sitio no es el suyo"
