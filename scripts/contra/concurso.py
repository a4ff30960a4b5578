"""The scenarios of the contest: what is run on both sides, in turns, and what is told of each."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from contra.informe import Goal, Line
from contra.lugar import TEMPLATES_KEPT, Contest, Own, Site, hugo_program, mark_here, program_in
from contra.medida import Made, Run, made_in, measured
from contra.vista import saved_to_seen

MIB = 2**20
GOALS = {
    ("páginas", "reloj"): {1000: Goal(0.6, True), 10000: Goal(0.6, True)},
    ("todo", "reloj"): {1000: Goal(0.8, True)},
    ("todo", "memoria, el mayor"): {1000: Goal(0.4, True), 10000: Goal(1536)},
    ("todo", "memoria, juntos"): {1000: Goal(0.4, True), 10000: Goal(1536)},
    ("todo", "bytes por compromiso"): {1000: Goal(1, True)},
    ("sin cambio", "CPU"): {1000: Goal(0.3), 10000: Goal(1)},
}
"""The goals by scenario, measure and number of commitments."""
HERE = {
    ("todo", "CPU"): 2.0,
    ("todo, con plantillas compiladas", "CPU"): 1.5,
    ("sin cambio", "CPU"): 0.15,
    ("un texto", "CPU"): 0.4,
    ("una fila", "CPU"): 0.6,
    ("guardar un texto", "hasta verlo"): 0.2,
    ("guardar una fila", "hasta verlo"): 0.3,
    ("guardar una plantilla", "hasta verlo"): 1.0,
    ("--help", "CPU"): 0.15,
}
"""The goals for this repository's site."""
EDITS: dict[str, Callable[[Contest, str], None]] = {
    "sin cambio": Contest.edit_nothing,
    "un texto": Contest.edit_text,
    "una fila": Contest.edit_row,
    "una plantilla": Contest.edit_template,
}
SCENARIOS = ("páginas", "todo", *EDITS)
OWN_SITE = "este sitio"


class Asked(NamedTuple):
    """What was asked for: the scenarios, how many times each, and the most seconds that a run may take."""

    scenarios: tuple[str, ...]
    times: int
    limit: float


def contest(site: Site, asked: Asked, say: Callable[[str], None]) -> Iterator[Line]:
    """Yields what was measured for a site of a size; `say` is told what is being done."""
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        here = Contest(Path(temporary), site)
        say(f"N = {site.commitments}: se escriben el sitio y su gemelo")
        here.prepare()
        runner = _Runner(here, hugo_program(), asked, say)
        yield from runner.cold()
        for name, edit in EDITS.items():
            if name in asked.scenarios:
                yield from runner.again(name, edit)


class _Runner:
    """Runs both sides in turns."""

    def __init__(self, here: Contest, hugo: Path | None, asked: Asked, say: Callable[[str], None]) -> None:
        self.here, self.program, self.asked, self.say = here, hugo, asked, say

    def cold(self) -> Iterator[Line]:
        """Yields the scenarios that begin from nothing; the runs of one turn are compared with the same run of Hugo."""
        runs: dict[str, list[Run]] = {"hugo": [], "páginas": [], "todo": []}
        commands = {"páginas": self.here.pages(), "todo": self.here.own.build()}
        names = [name for name in commands if name in self.asked.scenarios]
        for turn in range(self.asked.times if names else 0):
            self.here.forget()
            self._hugo(runs["hugo"])
            for name in names:
                self.say(f"  en frío, {name}, vuelta {turn + 1}")
                runs[name].append(measured(commands[name], self.asked.limit))
        for name in names:
            yield from self._lines(name, runs[name], runs["hugo"])
        yield from self._weights(names)

    def again(self, name: str, edit: Callable[[Contest, str], None]) -> Iterator[Line]:
        """Yields a scenario over outputs already made, edited each time."""
        if not self.here.own.output.exists():
            measured(self.here.own.build(), self.asked.limit)
        own, hugo = list[Run](), list[Run]()
        for turn in range(self.asked.times):
            self.say(f"  {name}, vuelta {turn + 1}")
            edit(self.here, f"medida-{turn}")
            self._hugo(hugo)
            own.append(measured(self.here.own.build(), self.asked.limit))
        yield from self._lines(name, own, hugo)

    def _hugo(self, runs: list[Run]) -> None:
        if self.program:
            runs.append(measured(self.here.hugo(self.program), self.asked.limit))

    def _lines(self, name: str, own: list[Run], hugo: list[Run]) -> Iterator[Line]:
        yield self._line(name, "reloj", own, hugo, lambda run: run.wall)
        yield self._line(name, "CPU", own, hugo, lambda run: run.cpu)
        yield self._line(name, "memoria, el mayor", own, hugo, lambda run: run.largest / MIB, "MiB")
        yield self._line(name, "memoria, juntos", own, hugo, lambda run: run.together / MIB, "MiB")

    def _line(
        self, name: str, measure: str, own: list[Run], hugo: list[Run], figure: Callable[[Run], float], unit: str = "s"
    ) -> Line:
        size, goals = self.here.site.commitments, GOALS.get((name, measure), {})
        ours, theirs = tuple(map(figure, own)), tuple(map(figure, hugo))
        return Line(f"{size}", name, measure, ours, theirs, unit, goals.get(size))

    def _weights(self, names: list[str]) -> Iterator[Line]:
        """Yields the bytes of the pages, and says the digests of their text."""
        outputs = {"hugo": self.here.hugo_output, "páginas": self.here.pages_output, "todo": self.here.own.output}
        made = {name: made_in(outputs[name]) for name in ("hugo", *names) if outputs[name].exists()}
        for name, each in made.items():
            self.say(f"  texto de {name}: {each.pages} páginas, {each.digest}")
        if {"hugo", "páginas"} <= made.keys():
            same = made["hugo"].digest == made["páginas"].digest
            self.say("  el texto de las páginas es el mismo" if same else "  EL TEXTO DE LAS PÁGINAS NO ES EL MISMO")
        for name in names:
            yield self._weight(name, "bytes por compromiso", made, lambda each: each.commitment / 1000)
            yield self._weight(name, "bytes por página", made, lambda each: each.size / max(1, each.pages) / 1000)

    def _weight(self, name: str, measure: str, made: dict[str, Made], figure: Callable[[Made], float]) -> Line:
        size, goals = self.here.site.commitments, GOALS.get((name, measure), {})
        hugo = (figure(made["hugo"]),) if "hugo" in made else ()
        return Line(f"{size}", name, measure, (figure(made[name]),), hugo, "kB", goals.get(size))


def this_site(asked: Asked, say: Callable[[str], None]) -> Iterator[Line]:
    """Yields what was measured of this repository's own site, which has no twin."""
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        program = program_in(Path(temporary) / "programa")
        own = Own(program, program, Path(temporary) / "nuestro")
        for name, before in _before(own).items():
            runs = []
            for turn in range(asked.times):
                say(f"  {OWN_SITE}: {name}, vuelta {turn + 1}")
                before(f"medida-{turn}")
                runs.append(measured(own.build(), asked.limit))
            yield _here(name, "CPU", [run.cpu for run in runs])
            yield _here(name, "reloj", [run.wall for run in runs])
            yield _here(name, "memoria, juntos", [run.together / MIB for run in runs], "MiB")
        say(f"  {OWN_SITE}: la vista previa")
        for what, seconds in saved_to_seen(program, asked.times, asked.limit):
            article = "un" if what == "texto" else "una"
            yield _here(f"guardar {article} {what}", "hasta verlo", seconds)
        helped = [measured([*own.build()[:2], "--help"], asked.limit).cpu for _ in range(5)]
        yield _here("--help", "CPU", helped)


def _before(own: Own) -> dict[str, Callable[[str], None]]:
    """Returns what is done before each scenario of this repository's site."""
    return {
        "todo": lambda mark: own.forget(),
        "todo, con plantillas compiladas": lambda mark: own.forget(keep=TEMPLATES_KEPT),
        "sin cambio": lambda mark: None,
        "un texto": lambda mark: mark_here(own.site, "texto", mark),
        "una fila": lambda mark: mark_here(own.site, "fila", mark),
        "una plantilla": lambda mark: mark_here(own.site, "plantilla", mark),
    }


def _here(name: str, measure: str, figures: list[float], unit: str = "s") -> Line:
    most = HERE.get((name, measure))
    return Line(OWN_SITE, name, measure, tuple(figures), (), unit, Goal(most) if most else None)
