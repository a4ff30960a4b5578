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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from micrositio.formats.checksums import SUMS, sha256
from micrositio.formats.web_address import address_fault
from micrositio.i18n.messages import catalogue
from micrositio.model.dates import parse_day
from micrositio.model.plan import ActionPlan
from micrositio.model.settings import SiteConfig
from micrositio.model.text import N_, SOURCE_LANGUAGE
from micrositio.opendata.discovery.calendars import agenda_calendar
from micrositio.pipeline.builder import Options, Report, Stage, build_site, read_site, site_of
from micrositio.pipeline.hosts import Host
from micrositio.pipeline.publisher import (
    AnotherBuild,
    FileRefused,
    OutputRefused,
    exclusive,
    publish,
    refuse_unsafe,
    write_calendar,
    write_seal,
)
from micrositio.problems.problem import Format, Problem, formatted
from micrositio.progress.agenda import agenda_of, in_words
from micrositio.progress.milestones import DUE_SOON_DAYS
from micrositio.progress.seals import SEAL_INVENTED, SEAL_README, cut_before, seal_files, sealing_obstacle
from micrositio.progress.states import ENDED
from micrositio.sources.loader import SEALS, SITE_FILE
from micrositio.validation.plain_language import Scored
from micrositio.validation.readability import EASE, HARDEST, PLAIN

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
"""What the machine refuses, by the name of its error."""
OTHER_REFUSAL = N_("el equipo no lo permite ({name}): {file}")

FINE, PROBLEMS, USAGE, BUG, BUSY = 0, 1, 2, 3, os.EX_TEMPFAIL
HERE = Path(__file__).resolve().parent
_translate = catalogue(SOURCE_LANGUAGE).gettext
_ = _translate
LONG_SECONDS = 1.0
MOST_TEXTS = 60
"""How many texts `check` names with their ease of reading."""

argparse_texts = (
    "usage: ", "options", "positional arguments", "show this help message and exit", "unrecognized arguments: %s",
    "invalid choice: %(value)r (choose from %(choices)s)", "expected one argument", "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s", "invalid %(type)s value: %(value)r",
    "ambiguous option: %(option)s could match %(matches)s",
)  # fmt: skip
"""The messages of argparse that the Spanish catalogue translates; here, they are found when texts are gathered."""


PrintProblems = Callable[[list[Problem]], None]


@dataclass(frozen=True)
class Order:
    """What was asked for: the options as given, what to build, the project's folder, and where problems are told."""

    options: argparse.Namespace
    what: Options
    home: Path
    print_problems: PrintProblems


class Command(NamedTuple):
    """A command: what it is for, the options that it alone has, and what it does, which gives the exit code."""

    words: str
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Order], int]


def _parser() -> argparse.ArgumentParser:
    vars(argparse)["_"] = _translate  # argparse offers no other way to word its own messages
    parser = argparse.ArgumentParser(
        prog="build.py",
        description=_("Revisa los datos del plan y genera el sitio."),
        epilog=_("Termina con 0 si todo está bien; 1 si hay algo que corregir en el contenido; 2 si la orden o la "
                 "configuración no sirven; 3 si falla el programa; 75 si otra construcción está en marcha."),
        allow_abbrev=False,
    )  # fmt: skip
    _add_shared(parser)
    orders = parser.add_subparsers(dest="orden", metavar=_("ORDEN"))
    for name, command in COMMANDS.items():
        # An option that is not given after the command must not undo one that was given before it.
        order = orders.add_parser(name, help=command.words, description=command.words, allow_abbrev=False,
                                  argument_default=argparse.SUPPRESS)  # fmt: skip
        _add_shared(order)
        command.add_options(order)
    parser.set_defaults(orden="build", format=Format.TEXT.value, port=5500, para_host=Host.NETLIFY.value)
    return parser


def _add_shared(parser: argparse.ArgumentParser) -> None:
    """The options of every command, which stand before it or after it."""
    add = parser.add_argument
    add("--site", type=Path, metavar=_("CARPETA"), help=_("carpeta con content/, data/ y themes/ (la del proyecto)"))
    add("--output", type=Path, metavar=_("CARPETA"), help=_("carpeta en la que se publica (output)"))
    add("--base-url", metavar="URL", help=_("dirección del sitio publicado, con https://"))
    add("--exclude-demo", action="store_true", help=_("deja fuera los planes inventados"))
    add("--para-host", choices=[each.value for each in Host],
        help=_("quién sirve el sitio: se escribe además lo que ese servicio o servidor lee (netlify)"))  # fmt: skip
    add("--format", choices=[each.value for each in Format], help=_("forma en que se escriben los problemas"))
    add("--port", type=int, metavar=_("PUERTO"), help=_("puerto de serve (5500)"))


def _add_nothing(parser: argparse.ArgumentParser) -> None:
    """Add no option of its own."""


def _add_agenda(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--fecha", type=_given_day, default=None, metavar=_("AAAA-MM-DD"), help=_("día de la agenda (hoy)"))
    add("--plan", default=None, metavar=_("PLAN"), help=_("solo ese plan, aunque haya concluido"))
    add("--dias", type=_given_days, default=DUE_SOON_DAYS, metavar="N",
        help=_("cuántos días adelante se mira ({days})").format(days=DUE_SOON_DAYS))  # fmt: skip
    add("--ics", type=Path, default=None, metavar=_("ARCHIVO"), help=_("guarda además los vencimientos en ese .ics"))


def _given_day(text: str) -> date:
    try:
        return parse_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("«{value}» no es una fecha AAAA-MM-DD").format(value=text)) from error


def _given_days(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(_("«{value}» no es un número de días").format(value=text))
    return int(text)


def main(arguments: list[str] | None = None, home: Path | None = None) -> int:
    """Run the command and give its exit code; `home` is the project's folder."""
    sys.excepthook = _report_bug
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    home = home or Path.cwd()
    options = _parser().parse_args(arguments)
    root = (options.site or home).resolve()
    if options.base_url and (fault := address_fault(options.base_url, own=True)):
        return _usage(f"--base-url: {_(fault.message)} → {_(fault.mend)}")
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
    themes, host = (root / "themes", *_theme_folders(home)), Host(options.para_host)
    what = Options(root, themes, options.base_url, options.exclude_demo, host)
    return COMMANDS[options.orden].run(Order(options, what, home, _printer(Format(options.format), root)))


def _build(order: Order) -> int:
    output = order.options.output or order.home / "output"
    refuse_unsafe(output, order.what.root)
    with exclusive(output), _progress() as report:
        site, problems = build_site(order.what, report)
        order.print_problems(problems)
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


def _check(order: Order) -> int:
    with _progress() as report:
        reading = read_site(order.what, report)
        site, problems = site_of(reading, order.what, report)
    order.print_problems(problems)
    if site is None:
        return _failed(problems)
    _say_ease(reading.texts)
    warnings = len(problems)
    _say(_("Todo está bien.") if not warnings else _("Sin errores; {n} avisos.").format(n=warnings))
    return FINE


def _say_ease(texts: Sequence[Scored]) -> None:
    """Say how easy each text is to read, the hardest first; of many, the hardest."""
    _say(_("Facilidad de lectura (escala INFLESZ; se pide {least} o más):").format(least=PLAIN))
    for place, ease in sorted(texts, key=lambda each: (each.ease.index, each.place))[:MOST_TEXTS]:
        word = next((word for least, word in EASE.items() if ease.index >= least), HARDEST)
        _say(f"{ease.shown:>5}  {_(word):<16}{place}")
    if len(texts) > MOST_TEXTS:
        _say(_("Hay {n} textos más, y todos son más fáciles.").format(n=len(texts) - MOST_TEXTS))


def _serve(order: Order) -> int:
    from micrositio.pipeline.preview import serve  # livereload is only needed here

    def started(address: str) -> None:
        _say(_("El sitio está en {address} (termine con Ctrl+C).").format(address=address))

    serve(order.what, order.options.port, order.print_problems, started, _translate)
    return FINE


def _agenda(order: Order) -> int:
    """Tell what each plan in course must attend to; with an error in the content, nothing: half would mislead."""
    options = order.options
    with _progress() as report:
        _sources, config, plans, problems, _texts = read_site(order.what, report)
    if config is None or any(each.is_error for each in problems):
        order.print_problems(problems)
        return _failed(problems, _("No hay agenda hasta que se corrija."))
    if options.plan and options.plan not in [plan.id for plan in plans]:
        choices = ", ".join(plan.id for plan in plans)
        return _usage(_("no hay un plan «{plan}»; elija uno de: {choices}").format(plan=options.plan, choices=choices))
    day = options.fecha or date.today()
    agendas = [agenda_of(_paced(plan, config), day, options.dias) for plan in plans if _is_wanted(plan, options.plan)]
    if not agendas:
        _say(_("Ningún plan está en curso; para ver uno que concluyó, nómbrelo con --plan."))
    if options.ics and not _saved(agenda_calendar(agendas, config.base_url), options.ics):
        return _usage(_("no se escribe en {file}: debe ser un archivo que termine en .ics").format(file=options.ics))
    _print("\n".join(in_words(each)) + ("" if each is agendas[-1] else "\n") for each in agendas)
    return FINE


def _saved(calendar: bytes, file: Path) -> bool:
    try:
        write_calendar(calendar, file)
    except FileRefused:
        return False
    _say(_("Calendario guardado en {file}.").format(file=file))
    return True


def _paced(plan: ActionPlan, config: SiteConfig) -> ActionPlan:
    """The plan with the site's cadence, which is the staff's own rule, where it states none."""
    return plan if plan.cadences or not config.cadence else replace(plan, cadences=(config.cadence,))


def _is_wanted(plan: ActionPlan, named: str | None) -> bool:
    return plan.id == named if named else plan.state != ENDED


def _add_seal(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("corte", metavar=_("CORTE"), help=_("corte que se sella, como está en cortes.csv"))
    parser.add_argument("--plan", default=None, metavar=_("PLAN"), help=_("plan del corte, si varios lo tienen"))


def _seal(order: Order) -> int:
    """Freeze a cut; with an error in the content, nothing: what is wrong must not be frozen."""
    with _progress() as report:
        sources, config, plans, problems, _texts = read_site(order.what, report)
    if config is None or any(each.is_error for each in problems):
        order.print_problems(problems)
        return _failed(problems, _("No se selló nada."))
    named = order.options.corte
    found = [plan for plan in plans if named in plan.index.cuts and order.options.plan in (None, plan.id)]
    if len(found) != 1:
        return _usage(_unclear(named, found or plans, bool(found)))
    plan, cut = found[0], found[0].index.cuts[named]
    obstacle = sealing_obstacle(plan, cut)
    if obstacle:
        return _usage(_(obstacle).format(cut=cut.id, before=getattr(cut_before(plan, cut), "id", "")))
    invented = _(SEAL_INVENTED) if plan.invented else ""
    files = seal_files(plan, cut, _(SEAL_README).format(invented=invented, plan=plan.id, cut=cut.id))
    folder = sources.root / sources.plans[plan.id].folder / SEALS / cut.id
    write_seal(files, folder)
    _say(_("Corte {cut} sellado en {folder}. Guárdela con los datos y anote este sello en el acta:").format(
        cut=cut.id, folder=folder))  # fmt: skip
    print(sha256(files[SUMS]))
    return FINE


def _unclear(cut: str, plans: Sequence[ActionPlan], several: bool) -> str:
    """Why the name of a cut does not say which one is meant."""
    names = ", ".join(plan.id for plan in plans)
    if several:
        return _("varios planes tienen un corte «{cut}»; diga cuál con --plan: {plans}").format(cut=cut, plans=names)
    return _("ningún plan tiene un corte «{cut}» en cortes.csv ({plans})").format(cut=cut, plans=names)


COMMANDS = {
    "build": Command(_("genera el sitio (si no se dice otra cosa)"), _add_nothing, _build),
    "check": Command(_("solo revisa; no escribe nada"), _add_nothing, _check),
    "serve": Command(_("muestra el sitio en este equipo y lo actualiza con cada cambio"), _add_nothing, _serve),
    "agenda": Command(_("dice qué toca: cortes, vencimientos, retrasos y lo que falta"), _add_agenda, _agenda),
    "seal": Command(_("congela un corte, para que nadie lo cambie en silencio"), _add_seal, _seal),
}


def _failed(problems: list[Problem], outcome: str = _("No se publicó nada.")) -> int:
    errors = sum(each.is_error for each in problems)
    _say(_("{n} por corregir. {outcome}").format(n=errors, outcome=outcome))
    return PROBLEMS


def _printer(how: Format, root: Path) -> PrintProblems:
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
