"""The types of a command: its options, declared as values, and one run of it; and the parser of all commands."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn
from urllib.parse import urlsplit

from micrositio import __version__
from micrositio.cli.console.terminal import PROGRAM, PrintProblems, translate
from micrositio.formats.file_names import resolved
from micrositio.formats.web_address import address_fault
from micrositio.pipeline.options import Host
from micrositio.pipeline.stages import MOST_PROCESSES
from micrositio.privacy.masking import printable
from micrositio.problems.problem import Format
from micrositio.problems.suggest import SUGGESTION, closest

if TYPE_CHECKING:  # the help of the command needs no builder
    from micrositio.pipeline.options import Options

_ = translate
Given = argparse.Namespace
"""The parsed options."""
Misread = argparse.ArgumentTypeError
"""Raised, with the reason, by functions that cannot parse the value of an option."""

argparse_texts = (
    "usage: ", "options", "positional arguments", "show this help message and exit", "unrecognized arguments: %s",
    "invalid choice: %(value)r (choose from %(choices)s)", "expected one argument", "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s", "invalid %(type)s value: %(value)r",
    "ambiguous option: %(option)s could match %(matches)s", "the following arguments are required: %s",
)  # fmt: skip
"""Messages of argparse that the Spanish catalogue translates, listed so that the extraction of texts finds them."""


@dataclass(frozen=True)
class Order:
    """One run of a command: parsed options, what to build, the project's folder and a function that prints problems."""

    options: Given
    what: Options
    home: Path
    print_problems: PrintProblems


class Option(NamedTuple):
    """An option (or, without dashes, a required positional argument) and its settings, as `add_argument` takes them."""

    name: str
    settings: Mapping[str, Any]


def option(name: str, **settings: Any) -> Option:
    """Returns the option called `name`."""
    return Option(name, settings)


class Command(NamedTuple):
    """A command: its description, the function that runs it and returns the exit code, and its own options.

    `needs_site` is False for one that runs where there is no site.
    """

    words: str
    run: Callable[[Order], int]
    options: tuple[Option, ...] = ()
    needs_site: bool = True


_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|::1", re.IGNORECASE)


def _published(text: str) -> str | Path:
    """Returns the address of a published site, or its folder; raises `Misread` if it is neither."""
    if not text:
        raise Misread(_("falta la dirección del sitio publicado, o su carpeta"))
    if "://" not in text:
        return resolved(Path(text))
    fault = address_fault(text, own=True)
    if fault:
        raise Misread(f"{_(fault.message)} → {_(fault.mend)}")
    parts = urlsplit(text)
    if parts.scheme != "https" and not _LOOPBACK.fullmatch(parts.hostname or ""):
        raise Misread(_("la dirección debe empezar con https://: sin cifrar, lo leído no prueba nada"))
    return text


def _processes(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_PROCESSES):
        raise Misread(_("«{value}» no es un número de 1 a {most}").format(value=text, most=MOST_PROCESSES))
    return int(text)


SHARED = (
    option("--site", type=Path, metavar=_("CARPETA"),
           help=_("carpeta con content/, data/ y themes/ (la del proyecto)")),
    option("--output", type=Path, metavar=_("CARPETA"), help=_("carpeta en la que se publica (output)")),
    option("--base-url", metavar="URL", help=_("dirección del sitio publicado, con https://")),
    option("--exclude-demo", action="store_true", help=_("deja fuera los planes inventados")),
    option("--para-host", choices=[each.value for each in Host],
           help=_("quién sirve el sitio: se escribe además lo que ese servicio o servidor lee (netlify)")),
    option("--contra", type=_published, metavar=_("URL|CARPETA"),
           help=_("compara con el sitio publicado ahí (build y check): lo que ya se publicó no se pierde ni cambia")),
    option("--estricto", action="store_true", help=_("con --contra, no poder comparar es un error")),
    option("--sin-cache", action="store_true", help=_("no usa nada de lo que guardaron construcciones anteriores")),
    option("--procesos", type=_processes, metavar="N",
           help=_("cuántos procesos hacen las páginas, de 1 a {most}").format(most=MOST_PROCESSES)),
    option("--format", choices=[each.value for each in Format], help=_("forma en que se escriben los problemas")),
    option("--todo", action="store_true", help=_("dice cada problema, también los que son muchos e iguales")),
    option("--port", type=int, metavar=_("PUERTO"), help=_("puerto de serve (5500)")),
)  # fmt: skip
"""Options of every command, valid before or after the command's name."""


class _Parser(argparse.ArgumentParser):
    """A parser that says which of the `known` commands and options a mistyped one may be."""

    known: tuple[str, ...] = ()

    def error(self, message: str) -> NoReturn:
        """Prints the message with the likely word, and ends the program."""
        found = re.search(r"(?<=')[\w-]+(?=')|--[\w-]+", message)
        word = found[0] if found else ""
        alike = [each for each in self.known if each.startswith("-") == word.startswith("-")]
        near = closest(word, alike) if word not in self.known else ""
        super().error(printable(f"{message} ({_(SUGGESTION).format(near=near)})" if near else message))


def command_parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """Returns the parser of all commands, in Spanish."""
    vars(argparse)["_"] = translate  # argparse offers no other way to word its own messages
    parser = _Parser(
        prog=PROGRAM,
        description=_("Revisa los datos del plan y genera el sitio."),
        epilog=_("Termina con 0 si todo está bien; 1 si hay algo que corregir en el contenido; 2 si la orden o la "
                 "configuración no sirven; 3 si falla el programa; 75 si otra construcción está en marcha."),
        allow_abbrev=False,
    )  # fmt: skip
    options = (each.name for command in commands.values() for each in (*SHARED, *command.options))
    parser.known = ("--version", "--help", *commands, *dict.fromkeys(name for name in options if name.startswith("-")))
    parser.add_argument("--version", action="version", version=f"micrositio {__version__}", help=_("dice la versión"))
    _add(parser, SHARED)
    orders = parser.add_subparsers(dest="orden", metavar=_("ORDEN"))
    for name, command in commands.items():
        # An option that is not given after the command must not undo one that was given before it.
        order = orders.add_parser(name, help=command.words, description=command.words, allow_abbrev=False,
                                  argument_default=argparse.SUPPRESS)  # fmt: skip
        _add(order, (*SHARED, *command.options))
    parser.set_defaults(orden="build", format=Format.TEXT.value, port=5500, para_host=Host.NETLIFY.value)
    return parser


def _add(parser: argparse.ArgumentParser, options: tuple[Option, ...]) -> None:
    for each in options:
        parser.add_argument(each.name, **each.settings)
