"""The commands and their options; the module of each, and all that it needs, is only imported when it runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from micrositio.cli.command import Command, Misread, Order, option
from micrositio.cli.terminal import translate
from micrositio.model.dates import DUE_SOON_DAYS, parse_day

_ = translate


def _build(order: Order) -> int:
    from micrositio.cli.build import run

    return run(order)


def _check(order: Order) -> int:
    from micrositio.cli.check import run

    return run(order)


def _serve(order: Order) -> int:
    from micrositio.cli.serve import run

    return run(order)


def _agenda(order: Order) -> int:
    from micrositio.cli.agenda import run

    return run(order)


def _seal(order: Order) -> int:
    from micrositio.cli.seal import run

    return run(order)


def _import_plan(order: Order) -> int:
    from micrositio.cli.import_plan import run

    return run(order)


def _evidence(order: Order) -> int:
    from micrositio.cli.evidence import run

    return run(order)


def _given_day(text: str) -> date:
    try:
        return parse_day(text)
    except ValueError as error:
        raise Misread(_("«{value}» no es una fecha AAAA-MM-DD").format(value=text)) from error


def _given_days(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Misread(_("«{value}» no es un número de días").format(value=text))
    return int(text)


AGENDA = (
    option("--fecha", type=_given_day, default=None, metavar=_("AAAA-MM-DD"), help=_("día de la agenda (hoy)")),
    option("--plan", default=None, metavar=_("PLAN"), help=_("solo ese plan, aunque haya concluido")),
    option("--dias", type=_given_days, default=DUE_SOON_DAYS, metavar="N",
           help=_("cuántos días adelante se mira ({days})").format(days=DUE_SOON_DAYS)),
    option("--ics", type=Path, default=None, metavar=_("ARCHIVO"),
           help=_("guarda además los vencimientos en ese .ics")),
)  # fmt: skip
SEAL = (
    option("corte", nargs="?", default=None, metavar=_("CORTE"), help=_("corte que se sella, como está en cortes.csv")),
    option("--plan", default=None, metavar=_("PLAN"), help=_("plan del corte, si varios lo tienen")),
    option("--registro", action="store_true", default=False,
           help=_("agrega al registro los sellos que le falten, sin sellar nada")),
    option("--ensayo", action="store_true", default=False,
           help=_("dice qué se sellaría, con qué sello y qué falta verificar, y no escribe nada")),
    option("--sin-verificar", action="store_true", default=False,
           help=_("sella sin preguntar un corte que no tiene ninguna verificación")),
)  # fmt: skip
IMPORT = (
    option("carpeta", type=Path, metavar=_("CARPETA"),
           help=_("carpeta del plan en el sitio publicado, o la de su .zip ya descomprimido")),
    option("--ensayo", action="store_true", default=False, help=_("dice qué escribiría, y no escribe nada")),
)  # fmt: skip
EVIDENCE = (
    option("accion", choices=["clean"], metavar="clean",
           help=_("hace junto al documento una copia sin metadatos, y dice qué escribir en su ficha")),
    option("documento", type=Path, metavar=_("DOCUMENTO"), help=_("archivo de una carpeta de evidencias")),
)  # fmt: skip
COMMANDS = {
    "build": Command(_("genera el sitio (si no se dice otra cosa)"), _build),
    "check": Command(_("solo revisa; no escribe nada"), _check),
    "serve": Command(_("muestra el sitio en este equipo y lo actualiza con cada cambio"), _serve),
    "agenda": Command(_("dice qué toca: cortes, vencimientos, retrasos y lo que falta"), _agenda, AGENDA),
    "seal": Command(_("congela un corte, para que nadie lo cambie en silencio"), _seal, SEAL),
    "evidence": Command(
        _("quita de un documento lo que no se ve: dónde, quién y con qué se hizo"), _evidence, EVIDENCE
    ),
    "import": Command(_("vuelve a hacer la carpeta de un plan con lo que publicó un sitio"), _import_plan, IMPORT),
}
