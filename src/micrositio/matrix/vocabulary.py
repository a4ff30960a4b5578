"""What the names of columns mean in the spreadsheets of institutions: the role of a column, and its period.

Names are compared as `folded` gives them: lower case, without accents, words joined by hyphens. Some are Portuguese.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from micrositio.editing.meanings import folded


class Role(StrEnum):
    """What a column says; of one that is a field of the map, the value is its name there."""

    LEVEL = "nivel"
    LEVEL_NUMBER = "numero_de_nivel"
    LEVEL_WEIGHT = "peso_de_nivel"
    COMMITMENT = "titulo"
    KEY = "clave"
    MILESTONE = "texto"
    INDICATOR = "indicador"
    PRODUCT = "producto"
    UNIT = "unidad"
    BASELINE = "linea_base"
    TARGET = "meta"
    DIRECTION = "direccion"
    START = "inicio"
    END = "fin"
    WEIGHT = "peso"
    INSTITUTION = "institucion"
    AREA = "area"
    POST = "cargo"
    PROOF = "medios_verificacion"
    VALUE = "valor"
    SHARE = "porcentaje"
    STATUS = "estado"
    DONE = "descripcion"
    NEXT = "siguiente_paso"
    MONEY = "dinero"
    NOTE = "nota"
    PERIOD = "periodo"
    ADDS_UP = "acumula"


class Sure(StrEnum):
    """How sure a meaning is, in a word."""

    YES = "seguro"
    LIKELY = "probable"
    DOUBT = "dudoso"


class Meant(NamedTuple):
    """What a column seems to be, and how sure that is."""

    role: Role
    sure: Sure


_LEVELS = (
    "ejes?|eixos?|pilar(?:es)?|dimension|objetivos?|estrategias?|lineas?|lineas?-(?:de-accion|estrategicas?|de-politica)|"
    "programas?|subprogramas?|componentes?|sector(?:es)?|temas?|politicas?|capitulos?|vertientes?|ambitos?|subtemas?|"
    "areas?-tematicas?|ejes?-(?:rectores|rector|estrategicos?|transversal|transversales|tematicos?|de-\\w+)|"
    "objetivos?-(?:estrategicos?|generales|general|especificos?|particular|prioritarios?)|"
    "programas?-(?:presupuestarios?|sectorial|estrategicos?)|retos?|prioridad(?:es)?|desafios?"
)
_COMMITMENTS = "compromisos?|compromissos?|pro(?:y|j)e(?:c)?tos?(?:-estrategicos?)?|promesas?|iniciativas?"
_NUMBER = "(?:no|num|numero|nro|n|clave|cve|codigo|cod|id|folio)"
_OF = "(?:de-la-|del-|de-los-|de-|el-)?"
_WEIGHTS = "(?:peso|ponderacion|ponderador|ponderado|pond)"
_NAMED = "(?:nombre|titulo|descripcion|texto|denominacion)"
_MEANINGS: tuple[tuple[str, Role, Sure], ...] = (
    (rf"{_NUMBER}-{_OF}(?:{_LEVELS}|{_COMMITMENTS})", Role.LEVEL_NUMBER, Sure.YES),
    (rf"{_WEIGHTS}-{_OF}(?:{_LEVELS}|{_COMMITMENTS})", Role.LEVEL_WEIGHT, Sure.YES),
    (rf"(?:{_NAMED}-{_OF})?(?:{_COMMITMENTS})", Role.COMMITMENT, Sure.YES),
    (rf"(?:{_NAMED}-{_OF})?(?:{_LEVELS})", Role.LEVEL, Sure.YES),
    (rf"{_NUMBER}(?:-{_OF}(?:indicador|actividad|accion|meta|hito))?", Role.KEY, Sure.YES),
    (rf"(?:{_NAMED}-{_OF})?indicador(?:es)?(?:-de-\w+|-\w+)?", Role.INDICATOR, Sure.YES),
    (rf"(?:{_NAMED}-{_OF})?(?:a(?:c)?tividad(?:es?)?|accion(?:es)?|acao|acoes|hitos?|tareas?)",
     Role.MILESTONE, Sure.YES),
    ("productos?(?:-esperados?)?|entregables?", Role.PRODUCT, Sure.LIKELY),
    ("unidade?s?(?:-de-medida)?|u-de-m|u-m|um|medida", Role.UNIT, Sure.YES),
    (r"(?:valor-(?:de-(?:la-)?)?)?lin(?:e|h)a-(?:de-)?base(?:-\d{4})?|valor-(?:base|inicial)|lb",
     Role.BASELINE, Sure.YES),
    ("sentido(?:-del-indicador)?|direccion|comportamiento|tendencia(?:-esperada)?", Role.DIRECTION, Sure.LIKELY),
    ("(?:fecha-|data-)?(?:de-)?(?:inicio|comienzo|arranque)", Role.START, Sure.YES),
    ("(?:fecha-|data-)?(?:de-)?(?:fin|fim|final|termino|conclusion|conclusao|cierre|entrega|limite|vencimiento)",
     Role.END, Sure.YES),
    (rf"{_WEIGHTS}(?:-{_OF}(?:indicador|actividad|accion))?", Role.WEIGHT, Sure.YES),
    ("medios?-(?:de-)?verificacion|fuente-de-verificacion", Role.PROOF, Sure.YES),
    ("(?:area|direccion|unidad)-(?:responsable|administrativa|ejecutora)|area", Role.AREA, Sure.LIKELY),
    ("cargo(?:-.*)?|puesto(?:-.*)?", Role.POST, Sure.LIKELY),
    ("(?:dependencia|institucion|secretaria|ente|entidad|organismo|orgao)(?:-.*)?", Role.INSTITUTION, Sure.YES),
    ("responsa(?:bles?|vel|veis)(?:-.*)?", Role.INSTITUTION, Sure.DOUBT),
    ("trimestre|mes|periodo|corte|bimestre|semestre|ano", Role.PERIOD, Sure.LIKELY),
    ("(?:tipo-de-)?acumulacion|acumula(?:ble|tivo)?", Role.ADDS_UP, Sure.DOUBT),
    (".*(?:presupuest|monto|inversion|recursos|costo|gasto|devengad|ejercido|comprometid|pagado|asignad|autorizad"
     "|financ|millones|pesos-).*", Role.MONEY, Sure.LIKELY),
    ("(?:.*-)?(?:porcentaje|pct|porciento)(?:-.*)?|cumplimiento(?:-.*)?", Role.SHARE, Sure.LIKELY),
    ("metas?(?:-.*)?|programad[oa]s?|planead[oa]s?|valor-(?:objetivo|meta|esperado)|esperado|(?:.*-)?meta",
     Role.TARGET, Sure.YES),
    ("resultados?(?:-.*)?|logrado|alcanzado|realizado|ejecutado|real|observado|valor(?:-(?:actual|alcanzado|real|"
     "observado|reportado))?|avance-(?:fisico|cuantitativo|real|alcanzado|reportado)", Role.VALUE, Sure.YES),
    ("(?:avances?|logros?)(?:-(?:trimestral|mensual|semestral|anual|acumulado|del-periodo))?", Role.VALUE, Sure.DOUBT),
    ("estatus|estado|situacion|situacao|semaforo|status", Role.STATUS, Sure.YES),
    ("siguientes?-pasos?|proximos?-pasos?", Role.NEXT, Sure.LIKELY),
    ("avance-cualitativo|acciones-realizadas|que-se-hizo|descripcion(?:-.*)?|justificacion|comentarios?|"
     "actividades-realizadas", Role.DONE, Sure.LIKELY),
    ("observaciones|notas?", Role.NOTE, Sure.LIKELY),
)  # fmt: skip
_LONGEST = 200
"""Letters of a name of a column in which its meaning is looked for."""
_IN_PERCENT = (Role.TARGET, Role.VALUE, Role.BASELINE, Role.WEIGHT, Role.LEVEL_WEIGHT)
"""What may be written in percent and be no share of something else."""
_COMPILED = tuple((re.compile(pattern), role, sure) for pattern, role, sure in _MEANINGS)


def meaning_of(name: str) -> Meant | None:
    """Returns what a name of a column means, or None if it is not known; its number or period counts for nothing."""
    name = name[:_LONGEST]
    if "%" in name:
        of = meaning_of(name.replace("%", " "))
        return of if of and of.role in _IN_PERCENT and of.sure is Sure.YES else Meant(Role.SHARE, Sure.LIKELY)
    plain = folded(name)
    for each in dict.fromkeys((plain, _without_period(plain))):
        for pattern, role, sure in _COMPILED if each else ():
            if pattern.fullmatch(each):
                return Meant(role, sure)
    return None


def means_something(plain: str) -> bool:
    """Returns whether a folded text is the name of a column that is known."""
    return meaning_of(plain) is not None


_MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_MONTH = "|".join(f"{each}|{each[:3]}" for each in _MONTHS) + "|sept"
_ORDINALS = {
    word: number
    for number, words in enumerate(("primer 1er 1o 1ro i 1", "segundo 2do 2o ii 2", "tercer 3er 3o 3ro iii 3",
                                    "cuarto 4to 4o iv 4"), 1)
    for word in words.split()
}  # fmt: skip
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_YEAR = re.compile(r"(?<![\w])(20\d\d)(?![\w])")
_PART = re.compile(
    rf"(?<![a-z0-9])(?:(?:(?:trimestre|trim|t|q)-?({_ORDINAL}))|(?:({_ORDINAL})-?(?:trimestre|trim|t))|"
    rf"(?:(?:semestre|sem|s)-?({_ORDINAL}))|(?:({_ORDINAL})-?(?:semestre|sem))|"
    rf"(?:(?:{_MONTH})-(?:a-)?({_MONTH}))|({_MONTH}))(?![a-z0-9])"
)
_DAY = re.compile(r"(20\d\d)-(\d\d)-(\d\d)")


class Period(NamedTuple):
    """A period that a header names: its year (0 if it names none), its last month (0: the whole year), or its day."""

    year: int
    month: int
    day: int = 0

    @property
    def last(self) -> date | None:
        """The last day of the period, if its year is known."""
        if not self.year:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def period_of(text: str) -> Period | None:
    """Returns the period that a text names, or None if it names none."""
    plain = folded(text)
    if match := _DAY.search(plain):
        return Period(int(match[1]), int(match[2]), int(match[3])) if _is_day(*map(int, match.groups())) else None
    year = _YEAR.search(plain)
    part = _PART.search(plain)
    if not year and not part:
        return None
    return Period(int(year[1]) if year else 0, _month(part) if part else 0)


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _month(part: re.Match[str]) -> int:
    quarter, also, half, too, until, month = part.groups()
    if quarter or also:
        return 3 * _ORDINALS[quarter or also]
    if half or too:
        return 6 * min(_ORDINALS[half or too], 2)
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith((until or month)[:3]))


def is_period(text: str) -> bool:
    """Returns whether a text names a period and nothing else."""
    plain = folded(text)
    return period_of(text) is not None and not _without_period(plain)


def _without_period(plain: str) -> str:
    left = _DAY.sub("", plain)
    left = _PART.sub("", _YEAR.sub("", left))
    return "-".join(_words(left))


def _words(plain: str) -> Iterator[str]:
    words = [each for each in plain.split("-") if each]
    while words and words[-1] in ("de", "del", "al", "a", "en", "el", "la"):
        words.pop()
    while words and words[0] in ("de", "del", "al", "a", "en", "ano"):
        words.pop(0)
    return iter(words)
