"""The command line: the only place that prints, exits and reads the machine.

Results (problems) go to stdout, all the rest to stderr.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import io
import os
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from .builder import Options, Report, build_site
from .catalogue import SOURCE_LANGUAGE, catalogue
from .codes import MACHINE, OTHER_REFUSAL, Stage
from .loader import SITE_FILE
from .problems import Format, Problem, formatted
from .publisher import AnotherBuild, OutputRefused, exclusive, publish, refuse_unsafe

FINE, PROBLEMS, USAGE, BUG, BUSY = 0, 1, 2, 3, os.EX_TEMPFAIL
HERE = Path(__file__).resolve().parent
_translate = catalogue(SOURCE_LANGUAGE).gettext
_ = _translate
LONG_SECONDS = 1.0

argparse_texts = (
    "usage: ", "options", "positional arguments", "show this help message and exit", "unrecognized arguments: %s",
    "invalid choice: %(value)r (choose from %(choices)s)", "expected one argument", "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s", "invalid %(type)s value: %(value)r",
    "ambiguous option: %(option)s could match %(matches)s",
)  # fmt: skip
"""The messages of argparse that the Spanish catalogue translates; here, they are found when texts are gathered."""


def _parser() -> argparse.ArgumentParser:
    vars(argparse)["_"] = _translate  # argparse offers no other way to word its own messages
    parser = argparse.ArgumentParser(
        prog="build.py",
        description=_("Revisa los datos del plan y genera el sitio."),
        epilog=_("Termina con 0 si todo está bien; 1 si hay algo que corregir en el contenido; 2 si la orden o la "
                 "configuración no sirven; 3 si falla el programa; 75 si otra construcción está en marcha."),
        allow_abbrev=False,
    )  # fmt: skip
    add = parser.add_argument
    add("orden", nargs="?", default="build", choices=("build", "check", "serve"),
        help=_("build genera el sitio (si no se dice otra cosa); check solo revisa y no escribe nada; "
               "serve muestra el sitio en este equipo y lo actualiza con cada cambio"))  # fmt: skip
    add("--site", type=Path, metavar=_("CARPETA"), help=_("carpeta con content/, data/ y themes/ (la del proyecto)"))
    add("--output", type=Path, metavar=_("CARPETA"), help=_("carpeta en la que se publica (output)"))
    add("--base-url", metavar="URL", help=_("dirección del sitio publicado, con https://"))
    add("--exclude-demo", action="store_true", help=_("deja fuera los planes inventados"))
    add("--format", choices=[each.value for each in Format], default=Format.TEXT.value,
        help=_("forma en que se escriben los problemas"))  # fmt: skip
    add("--port", type=int, default=5500, metavar=_("PUERTO"), help=_("puerto de serve (5500)"))
    return parser


def main(arguments: list[str] | None = None, home: Path | None = None) -> int:
    """Run the command and give its exit code; `home` is the project's folder."""
    sys.excepthook = _report_bug
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    home = home or Path.cwd()
    options = _parser().parse_args(arguments)
    root = (options.site or home).resolve()
    if options.base_url and not options.base_url.startswith(("https://", "http://")):
        return _usage(_("--base-url debe empezar con https:// o http://"))
    if not (root / SITE_FILE).is_file():
        return _usage(_("no hay un sitio en {folder}: falta {file}").format(folder=root, file=SITE_FILE))
    try:
        return _run(options, root, home)
    except BrokenPipeError:
        return FINE
    except KeyboardInterrupt:
        _say("")
        return FINE if options.orden == "serve" else 128 + 2
    except OutputRefused as refused:
        return _usage(
            _(
                "no se escribe en {folder}: debe ser una carpeta nueva, vacía o generada por este programa, "
                "y estar fuera de content/, data/ y themes/"
            ).format(folder=refused)
        )
    except AnotherBuild as busy:
        _say(_("Otra construcción está escribiendo en {folder}; espere a que termine.").format(folder=busy))
        return BUSY
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, "—")
        return _usage(_(MACHINE.get(name, OTHER_REFUSAL)).format(name=name, file=error.filename or ""))


def _report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    traceback.print_exception(kind, error, trace)
    _say(_("Falló el programa, no el contenido. Guarde este mensaje y repórtelo."))
    sys.exit(BUG)


def _run(options: argparse.Namespace, root: Path, home: Path) -> int:
    what = Options(root, (root / "themes", *_theme_folders(home)), options.base_url, options.exclude_demo)
    print_problems = _printer(Format(options.format), root)
    if options.orden == "serve":
        return _serve(what, options.port, print_problems)
    output = options.output or home / "output"
    if options.orden == "check":
        return _check(what, print_problems)
    refuse_unsafe(output, root)
    with exclusive(output), _progress() as report:
        site, problems = build_site(what, report)
        print_problems(problems)
        if site is None:
            return _failed(problems)
        publish(site, output)
    pages = sum(path.endswith(".html") for path in site)
    _say(_("Sitio listo: {place} ({pages} páginas, {files} archivos).").format(
        place=output / "index.html", pages=pages, files=len(site)))  # fmt: skip
    return FINE


def _theme_folders(home: Path) -> Iterator[Path]:
    """Where themes are looked for beside the site's own: the project's, then those installed with the engine."""
    return (folder for folder in (home / "themes", HERE.parents[1] / "themes", HERE / "themes") if folder.is_dir())


def _check(what: Options, print_problems: Any) -> int:
    with _progress() as report:
        site, problems = build_site(what, report)
    print_problems(problems)
    if site is None:
        return _failed(problems)
    warnings = len(problems)
    _say(_("Todo está bien.") if not warnings else _("Sin errores; {n} avisos.").format(n=warnings))
    return FINE


def _serve(what: Options, port: int, print_problems: Any) -> int:
    from .preview import serve  # livereload is only needed here

    def started(address: str) -> None:
        _say(_("El sitio está en {address} (termine con Ctrl+C).").format(address=address))

    serve(what, port, print_problems, started, _translate)
    return FINE


def _failed(problems: list[Problem]) -> int:
    errors = sum(each.is_error for each in problems)
    _say(_("{n} por corregir. No se publicó nada.").format(n=errors))
    return PROBLEMS


def _printer(how: Format, root: Path) -> Any:
    with contextlib.suppress(ValueError):
        inside = root.relative_to(Path.cwd())
        prefix = "" if inside == Path() else f"{inside.as_posix()}/"
        return lambda problems: _print(formatted(problems, how, _translate, prefix))
    return lambda problems: _print(formatted(problems, how, _translate))


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        print(line, flush=True)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _usage(text: str) -> int:
    _say(_("No se puede: {reason}").format(reason=text))
    return USAGE


@contextlib.contextmanager
def _progress() -> Iterator[Report]:
    """A progress bar on a terminal, once the work has taken a while; elsewhere, silence."""
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
