"""Output on the terminal, and the exit codes: problems and results go to stdout, everything else to stderr."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from micrositio.i18n.messages import catalogue
from micrositio.model.text import SOURCE_LANGUAGE
from micrositio.pipeline.stages import Report, Stage
from micrositio.privacy.masking import hidden, printable
from micrositio.problems.comment import joined
from micrositio.problems.problem import MOST_ALIKE, Format, Problem, formatted

FINE, PROBLEMS, USAGE, BUG, BUSY = 0, 1, 2, 3, 75
LONG_SECONDS = 1.0
YES = ("sí", "si", "s")
"""Answers of a person that mean yes."""
PROGRAM = "micrositio" if Path(sys.argv[0]).stem in ("micrositio", "__main__") else "build.py"
"""The name under which a person runs the program: installed, or from the repository."""
_gettext = catalogue(SOURCE_LANGUAGE).gettext


def translate(text: str) -> str:
    """Returns a text in the language of the people who publish, which names the program as they run it."""
    return re.sub(r"(?:python )?build\.py", PROGRAM, _gettext(text)) if PROGRAM != "build.py" else _gettext(text)


_ = translate

PrintProblems = Callable[[list[Problem]], tuple[str, ...]]
"""Prints problems and returns the lines."""


def problem_printer(how: Format, root: Path, every: bool = False) -> PrintProblems:
    """Returns a function that prints problems of files below `root`, with paths relative to the working folder.

    Problems that are alike are one line, unless `every` one is asked for.
    """
    most = None if every else MOST_ALIKE
    with contextlib.suppress(ValueError):
        inside = root.relative_to(Path.cwd())
        prefix = "" if inside == Path() else f"{inside.as_posix()}/"
        return lambda problems: print_lines(formatted(problems, how, translate, prefix, most))
    return lambda problems: print_lines(formatted(problems, how, translate, most=most))


def print_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Prints results on stdout, without personal data or controls, and returns them as printed."""
    printed = tuple(map(hidden, lines))
    for line in printed:
        print(line, flush=True)
    return printed


def say(*lines: str) -> None:
    """Prints a message about the work on stderr: each of its lines is one, without personal data or controls."""
    for line in lines:
        print(printable(line), file=sys.stderr, flush=True)


def add_to_comment(target: Path | None, lines: Iterable[str]) -> None:
    """Adds lines of Markdown to the comment of a proposal, if one was asked for."""
    told = list(lines)
    if target and told:
        from micrositio.pipeline.publisher import write_source  # most commands write no comment

        before = target.read_text(encoding="utf-8") if target.is_file() else ""
        write_source(joined(before, told, translate).encode(), target)


def failed(problems: list[Problem], outcome: str = _("No se publicó nada.")) -> int:
    """Prints the number of errors and `outcome`, the work not done because of them; returns the exit code."""
    errors = sum(each.is_error for each in problems)
    say(_("{n} por corregir. {outcome}").format(n=errors, outcome=outcome))
    return PROBLEMS


def usage(text: str) -> int:
    """Prints why the command cannot be run; returns the exit code."""
    say(_("No se puede: {reason}").format(reason=text))
    return USAGE


def agreed(doubt: str) -> bool:
    """Says a doubt and returns whether the person at the terminal wants to go on; without a terminal, no."""
    say(doubt)
    return is_attended() and answered(_("¿Seguir de todos modos? Escriba «sí» o «no» [no]:")).lower() in YES


def is_attended() -> bool:
    """Returns whether a person at a terminal can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def answered(question: str) -> str:
    """Asks a question and returns what the person at the terminal answers, "" for nothing."""
    say(question)
    try:
        return input().strip()
    except EOFError:
        return ""


def with_streams() -> None:
    """Gives the program the streams that it was started without, which lead nowhere.

    Otherwise the next file that it opens would take the place of one of them.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))


@contextlib.contextmanager
def progress() -> Iterator[Report]:
    """Yields a function that reports progress: on a terminal, a bar shown after `LONG_SECONDS`; elsewhere, nothing."""
    if not sys.stderr.isatty():
        yield lambda stage, done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    began = time.monotonic()
    with Progress(console=Console(stderr=True), transient=True, disable=False) as bars:
        bar = bars.add_task("", total=None, visible=False)

        def report(stage: Stage, done: int, of: int) -> None:
            long = time.monotonic() - began > LONG_SECONDS
            bars.update(bar, description=_(stage.value), completed=done, total=of, visible=long)

        yield report
