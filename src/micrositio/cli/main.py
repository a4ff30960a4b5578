"""Entry point of the command line: parses the arguments and runs the command."""

from __future__ import annotations

import io
import sys
import traceback
from pathlib import Path
from types import TracebackType

from micrositio.cli.command import command_parser
from micrositio.cli.commands import COMMANDS
from micrositio.cli.console.stopping import stoppable, stopped
from micrositio.cli.console.terminal import BUG, say, translate, usage, with_streams

_ = translate


def main(arguments: list[str] | None = None, home: Path | None = None) -> int:
    """Runs the command and returns its exit code; `home` is the project's folder, by default the current one."""
    sys.excepthook = _report_bug
    with_streams()
    try:
        with stoppable():
            return _run(arguments, home)
    except KeyboardInterrupt as stop:
        return stopped(stop)


def _run(arguments: list[str] | None, home: Path | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = command_parser(COMMANDS).parse_args(arguments)
    from micrositio.cli.running import run  # whoever asks for help waits for nothing else

    try:
        folder = home or Path.cwd()
    except FileNotFoundError:
        return usage(_("la carpeta en que se corre ya no existe: cambie a otra"))
    return run(COMMANDS[options.orden], options, folder)


def _report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    say(*"".join(traceback.format_exception(kind, error, trace)).rstrip().split("\n"))
    say(_("Falló el programa, no el contenido. Guarde este mensaje y repórtelo."))
    sys.exit(BUG)
