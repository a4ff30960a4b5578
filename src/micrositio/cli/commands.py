"""The commands and their options; the module of each, and all that it needs, is only imported when it runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from micrositio.cli.command import Command, Misread, Order, option
from micrositio.cli.console.terminal import translate
from micrositio.model.dates import DUE_SOON_DAYS, parse_day
from micrositio.model.vocabularies import KINDS_OF_PUBLISHER, Cadence

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


def _explain(order: Order) -> int:
    from micrositio.cli.explain import run

    return run(order)


def _fix(order: Order) -> int:
    from micrositio.cli.fix import run

    return run(order)


def _upgrade(order: Order) -> int:
    from micrositio.cli.upgrade import run

    return run(order)


def _init(order: Order) -> int:
    from micrositio.cli.init import run

    return run(order)


def _addresses(order: Order) -> int:
    from micrositio.cli.published import list_addresses

    return list_addresses(order)


def _no_index(order: Order) -> int:
    from micrositio.cli.published import no_index

    return no_index(order)


def _report(order: Order) -> int:
    from micrositio.cli.report import run

    return run(order)


def _workbook(order: Order) -> int:
    from micrositio.cli.workbook import run

    return run(order)


def _matrix(order: Order) -> int:
    from micrositio.cli.matrix import run

    return run(order)


def _deliveries(order: Order) -> int:
    from micrositio.cli.deliveries import run

    return run(order)


def _new(order: Order) -> int:
    from micrositio.cli.new import run

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


COMMENT = option("--comentario", type=Path, default=None, metavar=_("ARCHIVO"),
                help=_("agrega a ese archivo, en Markdown, lo que hay que corregir"))  # fmt: skip
CHECK = (
    option("--fecha", type=_given_day, default=None, metavar=_("AAAA-MM-DD"),
           help=_("día en que se cuenta lo que falta para los cortes que se deben (hoy)")),
    option("--para-publicar", action="store_true", default=False,
           help=_("pide además lo que hace falta antes de que la gente vea el sitio")),
    COMMENT,
)  # fmt: skip
BUILD = (
    option("--aunque-falle", action="store_true", default=False,
           help=_("en una vista previa: lleva el manual y, si algo está mal, publica la página que lo dice y da 0")),
)  # fmt: skip
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
INIT = (
    option("carpeta", type=Path, metavar=_("CARPETA"), help=_("carpeta nueva, o vacía")),
    option("--nombre", default=None, metavar=_("TEXTO"), help=_("nombre del sitio")),
    option("--gobierno", default=None, metavar=_("TEXTO"), help=_("de qué gobierno es el plan")),
    option("--publica", default=None, metavar=_("TEXTO"), help=_("quién publica el sitio")),
    option("--tipo", default=None, metavar=_("PALABRA"),
           help=_("qué es quien publica: {kinds}").format(kinds=", ".join(KINDS_OF_PUBLISHER))),
    option("--color", default=None, metavar="#RRGGBB", help=_("color del que sale el tema")),
    option("--cadencia", default=None, metavar=_("PALABRA"),
           help=_("cada cuánto hay un corte: {cadences}").format(cadences=", ".join(each.value for each in Cadence))),
    option("--plan", default=None, metavar=_("PLAN"), help=_("clave del plan, que va en su dirección")),
    option("--correo", default=None, metavar=_("CORREO"), help=_("a dónde se escribe a quien publica")),
)  # fmt: skip
NEW = (
    option("que", choices=["plan", "compromiso", "actividad", "corte", "sesion", "acuerdo", "novedad"],
           metavar=_("QUÉ"), help=_("plan, compromiso, actividad, corte, sesion, acuerdo o novedad")),
    option("--plan", default=None, metavar=_("PLAN"), help=_("plan en que se agrega (el único, si hay uno)")),
    option("--id", default=None, metavar=_("CLAVE"), help=_("clave, si no es la que sale por regla")),
    option("--dato", action="append", default=[], metavar=_("COLUMNA=TEXTO"),
           help=_("otra celda de la fila; se repite")),
    *(option(f"--{name}", default=None, metavar=_("TEXTO"), help=words) for name, words in (
        ("titulo", _("título del plan, del compromiso, de la sesión o de la novedad")),
        ("fuentes", _("de dónde sale la fila: claves de la tabla fuentes, con punto y coma")),
        ("titulo-corto", _("título corto del compromiso")),
        ("compromiso", _("compromiso de la actividad")),
        ("texto", _("qué dice la actividad o el acuerdo")),
        ("tipo", _("qué clase de sesión es")),
        ("sesion", _("sesión del acuerdo")),
        ("fecha", _("día del corte, de la sesión o de la novedad")),
        ("resumen", _("qué dice la novedad, en una o dos frases")),
        ("ambito", _("de qué lugar o gobierno es el plan")),
    )),
)  # fmt: skip
FIX = (
    option("archivos", type=Path, nargs="+", metavar=_("ARCHIVO"), help=_("tablas de un plan, o su carpeta")),
    option("--si", action="store_true", default=False, help=_("escribe los cambios sin preguntar")),
    option("--ensayo", action="store_true", default=False, help=_("dice qué cambiaría, y no escribe nada")),
)  # fmt: skip
UPGRADE = FIX[1:]
WORKBOOK = (
    option("accion", choices=["export", "import"], metavar="export|import",
           help=_("export hace el libro de un corte; import escribe lo que alguien llenó en él")),
    option("entrega", nargs="?", type=Path, default=None, metavar=_("LIBRO|CARPETA"),
           help=_("con import: el libro lleno, o la carpeta con el libro y sus documentos")),
    option("--plan", default=None, metavar=_("PLAN"), help=_("con export: el plan, si hay varios en curso")),
    option("--corte", default=None, metavar=_("CORTE"), help=_("con export: el corte (el que se debe)")),
    option("--para", default=None, choices=["comite"], help=_("con export: el libro de quien verifica")),
    option("--ensayo", action="store_true", default=False, help=_("dice qué escribiría, y no escribe nada")),
    option("--si", action="store_true", default=False, help=_("escribe sin preguntar")),
)  # fmt: skip
MATRIX = (
    option("accion", choices=["propose", "import"], metavar="propose|import",
           help=_("propose hace el mapa de las columnas; import hace con él un plan, o llena el libro de un corte")),
    option("matriz", type=Path, metavar=_("LIBRO"), help=_("la hoja de cálculo que ya tienen: .xlsx, .ods o .xls")),
    option("--map", dest="mapa", type=Path, default=None, metavar=_("MAPA"),
           help=_("con import: el mapa, ya revisado")),
    option("--nuevo", default=None, metavar=_("PLAN"), help=_("con import: clave del plan que se empieza")),
    option("--plan", default=None, metavar=_("PLAN"), help=_("con import: plan que ya está, cuyo libro se llena")),
    option("--corte", default=None, metavar=_("CORTE"), help=_("con --plan: el corte (el que se debe)")),
    option("--ensayo", action="store_true", default=False, help=_("dice qué escribiría, y no escribe nada")),
    option("--si", action="store_true", default=False, help=_("escribe sin preguntar")),
)  # fmt: skip
DELIVERIES = (
    option("accion", choices=["open", "import"], metavar="open|import",
           help=_("open deja en entregas/ el libro de cada corte cuyo día llegó; import recibe lo que se puso ahí")),
    option("--fecha", type=_given_day, default=None, metavar=_("AAAA-MM-DD"),
           help=_("con open: día en que se cuenta qué corte se debe (hoy)")),
    option("--ensayo", action="store_true", default=False, help=_("dice qué escribiría, y no escribe nada")),
    option("--si", action="store_true", default=False, help=_("escribe sin preguntar")),
    COMMENT,
)  # fmt: skip
EVIDENCE = (
    option("accion", choices=["add", "clean"], metavar="add|clean",
           help=_("add agrega documentos a su carpeta y a su ficha; clean hace junto al documento una copia sin "
                  "metadatos, y dice qué escribir en su ficha")),
    option("documentos", type=Path, nargs="*", default=[], metavar=_("DOCUMENTO"),
           help=_("archivos; con clean, uno del sitio")),
    *(option(f"--{name}", default=None, metavar=_("TEXTO"), help=words) for name, words in (
        ("actividad", _("actividad de la que es prueba, o varias con comas")),
        ("titulo", _("cómo se titula")),
        ("demuestra", _("qué demuestra, en una frase")),
        ("tipo", _("qué clase de documento es")),
        ("fecha", _("de qué fecha es: AAAA-MM-DD, AAAA-MM o AAAA")),
        ("enlace", _("dirección en que está")),
        ("consultado", _("día en que se leyó esa dirección")),
        ("alternativo", _("qué se ve en la imagen, para quien no puede verla")),
        ("revisado-por", _("cargo o área que miró lo que el programa no puede leer")),
        ("revisado-el", _("día en que lo miró")),
        ("plan", _("plan de la actividad, si varios la tienen")),
    )),
    option("--limpiar", action="store_true", default=False, help=_("agrega una copia sin metadatos, con su huella")),
    option("--tal-cual", action="store_true", default=False, help=_("lo agrega aunque diga quién y con qué se hizo")),
)  # fmt: skip
EXPLAIN = (
    option("codigo", nargs="?", default="", metavar=_("CÓDIGO"),
           help=_("código de un mensaje, como C109, o la letra de una familia; sin él, las familias")),
)  # fmt: skip
NO_INDEX = (option("carpeta", type=Path, metavar=_("CARPETA"), help=_("la carpeta que escribió build")),)
COMMANDS = {
    "build": Command(_("genera el sitio (si no se dice otra cosa)"), _build, BUILD),
    "check": Command(_("solo revisa; no escribe nada"), _check, CHECK),
    "serve": Command(_("muestra el sitio en este equipo y lo actualiza con cada cambio"), _serve),
    "agenda": Command(_("dice qué toca: cortes, vencimientos, retrasos y lo que falta"), _agenda, AGENDA),
    "seal": Command(_("congela un corte, para que nadie lo cambie en silencio"), _seal, SEAL),
    "workbook": Command(
        _("hace el libro de Excel de un corte, o escribe lo que alguien llenó en él"), _workbook, WORKBOOK
    ),
    "matrix": Command(
        _("hace un plan, o llena el libro de un corte, con la hoja de cálculo que ya tienen"), _matrix, MATRIX
    ),
    "deliveries": Command(
        _("deja el libro de cada corte que se debe, o recibe los que se llenaron"), _deliveries, DELIVERIES
    ),
    "evidence": Command(
        _("agrega documentos, o quita de uno lo que no se ve: dónde, quién y con qué se hizo"), _evidence, EVIDENCE
    ),
    "init": Command(_("empieza un sitio en una carpeta nueva"), _init, INIT, needs_site=False),
    "new": Command(_("agrega un plan, una fila o una novedad, con su clave"), _new, NEW),
    "fix": Command(_("arregla tablas que una hoja de cálculo guardó de otro modo"), _fix, FIX),
    "upgrade": Command(_("pone una carpeta de una versión anterior en la forma de hoy"), _upgrade, UPGRADE),
    "informe": Command(_("guarda en PDF el informe de cada plan, con Chromium, Chrome o Edge"), _report),
    "direcciones": Command(_("agrega a la lista de direcciones las que el sitio publica hoy"), _addresses),
    "sin-indexar": Command(
        _("pide a los buscadores que no muestren una vista previa"), _no_index, NO_INDEX, needs_site=False
    ),
    "import": Command(_("vuelve a hacer la carpeta de un plan con lo que publicó un sitio"), _import_plan, IMPORT),
    "explain": Command(
        _("dice por qué importa lo que señala un código, con un ejemplo de antes y después"),
        _explain,
        EXPLAIN,
        needs_site=False,
    ),
}
