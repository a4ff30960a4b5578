"""Entry point of the command line: parses the arguments, runs the command and reports errors of the system."""

from __future__ import annotations

import errno
import io
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from micrositio.cli import agenda, build, check, import_plan, seal, serve
from micrositio.cli.command import Given, Order, command_parser
from micrositio.cli.terminal import BUG, BUSY, FINE, problem_printer, say, translate, usage
from micrositio.formats.kept import FOLDER, Kept
from micrositio.formats.web_address import address_fault
from micrositio.model.text import N_
from micrositio.pipeline.builder import Options
from micrositio.pipeline.comparison import Against
from micrositio.pipeline.hosts import Host
from micrositio.pipeline.publisher import AnotherBuild, OutputRefused
from micrositio.problems.problem import Format
from micrositio.sources.loader import SITE_FILE

COMMANDS = {
    "build": build.COMMAND,
    "check": check.COMMAND,
    "serve": serve.COMMAND,
    "agenda": agenda.COMMAND,
    "seal": seal.COMMAND,
    "import": import_plan.COMMAND,
}
COMPARED = ("build", "check")
"""The commands that compare the finished site with the published one."""
WRITING = ("build", "serve")
"""The commands that keep what they make for the next build."""
MACHINE = {
    "EACCES": N_("no hay permiso para leer o escribir {file}"),
    "EPERM": N_("no hay permiso para leer o escribir {file}"),
    "EROFS": N_("no se puede escribir en {file}: es de solo lectura"),
    "ENOSPC": N_("no queda espacio para escribir {file}"),
    "ENOENT": N_("no existe {file}"),
    "ENOTDIR": N_("{file} no es una carpeta"),
    "ENAMETOOLONG": N_("el nombre es demasiado largo: {file}"),
    "EADDRINUSE": N_("otro programa usa ese puerto; elija uno con --port"),
}
"""Messages for system errors, by the symbolic name of their errno."""
OTHER_REFUSAL = N_("el equipo no lo permite ({name}): {file}")
ENGINE = Path(__file__).resolve().parents[1]
_ = translate


def main(arguments: list[str] | None = None, home: Path | None = None) -> int:
    """Runs the command and returns its exit code; `home` is the project's folder, by default the current one."""
    sys.excepthook = _report_bug
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    home = home or Path.cwd()
    options = command_parser(COMMANDS).parse_args(arguments)
    root = (options.site or home).resolve()
    if misuse := _misuse(options, root):
        return usage(misuse)
    try:
        return _run(options, root, home)
    except BrokenPipeError:
        return FINE
    except KeyboardInterrupt:
        say("")
        return FINE if options.orden == "serve" else 128 + 2
    except OutputRefused as refused:
        return usage(
            _(
                "no se escribe en {folder}: debe ser una carpeta nueva, vacía o generada por este programa, "
                "y estar fuera de content/, data/ y themes/"
            ).format(folder=refused)
        )
    except AnotherBuild as busy:
        say(_("Otra construcción está escribiendo en {folder}; espere a que termine.").format(folder=busy))
        return BUSY
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, "—")
        return usage(_(MACHINE.get(name, OTHER_REFUSAL)).format(name=name, file=error.filename or ""))


def _misuse(options: Given, root: Path) -> str:
    """Returns why the options cannot be used, or ""."""
    if options.base_url and (fault := address_fault(options.base_url, own=True)):
        return f"--base-url: {_(fault.message)} → {_(fault.mend)}"
    if (options.contra and options.orden not in COMPARED) or (options.estricto and not options.contra):
        return _("--contra es de build y de check, y --estricto va con --contra")
    if isinstance(options.contra, Path) and not options.contra.is_dir():
        return _("--contra: no hay una carpeta {folder}; si es una dirección, escríbala con https://").format(
            folder=options.contra)  # fmt: skip
    if not (root / SITE_FILE).is_file():
        return _("no hay un sitio en {folder}: falta {file}").format(folder=root, file=SITE_FILE)
    return ""


def _report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    traceback.print_exception(kind, error, trace)
    say(_("Falló el programa, no el contenido. Guarde este mensaje y repórtelo."))
    sys.exit(BUG)


def _run(options: Given, root: Path, home: Path) -> int:
    themes, host = (root / "themes", *_theme_folders(home)), Host(options.para_host)
    against = Against(options.contra, options.estricto) if options.contra else None
    kept = Kept(home / FOLDER, is_written=options.orden in WRITING)
    what = Options(root, themes, options.base_url, options.exclude_demo, host, against, kept)
    with kept.in_use():
        return COMMANDS[options.orden].run(Order(options, what, home, problem_printer(Format(options.format), root)))


def _theme_folders(home: Path) -> Iterator[Path]:
    """Yields the existing folders of themes beside the site's own: the project's, then the installed engine's."""
    return (folder for folder in (home / "themes", ENGINE.parents[1] / "themes", ENGINE / "themes") if folder.is_dir())
