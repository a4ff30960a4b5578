"""What the names of columns mean in the spreadsheets of institutions: the role of a column, and its period.

Names are compared as `folded` gives them: lower case, without accents, words joined by hyphens. Some are Portuguese.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
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
    NUMERATOR = "numerador"
    DENOMINATOR = "denominador"
    FORMULA = "formula"
    FREQUENCY = "frecuencia"
    CO_RESPONSIBLE = "corresponsable"
    SUPPORTS = "apoya"
    MONEY = "dinero"
    FUNDING = "financiamiento"
    RATIO = "relacion"
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
_COMMITMENTS = (
    "compromisos?|compromissos?|pro(?:y|j)e(?:c)?tos?(?:-estrategicos?)?|promes+as?|iniciativas?|propuestas?|"
    "metas?-(?:de-gobierno|estrategicas?)"
)
_PLANS = "(?:pdm|pmd|pdt|pnd|ped|fut|mga|kpt)"
"""Short names of plans and of systems that keep them, which say nothing of a column."""
_NUMBER = "(?:no|num|numero|nro|n|clave|cve|codigo|cod|id|folio)"
_OF = "(?:de-la-|del-|de-los-|de-|el-|d[ao]s?-)?"
_WEIGHTS = "(?:peso|ponderacion|ponderador|ponderado|pond)"
_NAMED = "(?:nombre|titulo|descripcion|texto|denominacion)"
_BODIES = "(?:dependencia|area|secretaria|entidad|instituci?on|orgao|unidad|actor)e?s?"
_DONE = "(?:ejecut|realiz|logr|alcanz|obten|observ|cumpl)[aei]?d[oa]s?"
_FUNDS = "(?:presupuest|monto|inversion|recursos|costo|gasto|financ|apropiacion|orcament|custo|despesa|investiment)"
_MEANINGS: tuple[tuple[str, Role, Sure], ...] = (
    (rf"{_NUMBER}-{_OF}(?:{_LEVELS}|{_COMMITMENTS})", Role.LEVEL_NUMBER, Sure.YES),
    (rf"{_WEIGHTS}-{_OF}(?:{_LEVELS}|{_COMMITMENTS})", Role.LEVEL_WEIGHT, Sure.YES),
    (rf"(?:{_NAMED}-{_OF})?(?:{_COMMITMENTS})", Role.COMMITMENT, Sure.YES),
    (rf"(?:{_NAMED}-{_OF})?(?:{_LEVELS})(?:-{_PLANS})?", Role.LEVEL, Sure.YES),
    (rf"{_NUMBER}(?:-{_OF}(?:indicador|actividad|accion|meta|hito)(?:-.*)?)?", Role.KEY, Sure.YES),
    (rf"{_BODIES}-co-?(?:r?responsa|ejecut).*|co-?r?responsa.*", Role.CO_RESPONSIBLE, Sure.YES),
    (rf"{_BODIES}-(?:de-apoyo|que-apoyan?|participante|involucrad|coadyuvante|aliad|parceir|vinculad|de-soporte).*|"
     "aliad[oa]s?|parceir[oa]s?|coadyuvantes?|apoyos?", Role.SUPPORTS, Sure.YES),
    ("formulas?(?:-.*)?|(?:metodo|forma)-de-calculo", Role.FORMULA, Sure.YES),
    ("(?:frecuencia|periodicidade?)(?:-de-.*)?", Role.FREQUENCY, Sure.YES),
    ("(?:valor-(?:del-)?)?numerador(?:-.*)?", Role.NUMERATOR, Sure.YES),
    ("(?:valor-(?:del-)?)?denominador(?:-.*)?", Role.DENOMINATOR, Sure.YES),
    (rf"(?:{_NAMED}-{_OF})?indicador(?:es)?(?:-de-\w+|-\w+)?", Role.INDICATOR, Sure.YES),
    (rf"(?:{_NAMED}-{_OF})?(?:a(?:c)?tividad(?:es?)?|accion(?:es)?|acao|acoes|hitos?|tareas?)",
     Role.MILESTONE, Sure.YES),
    ("productos?(?:-esperados?)?|entregables?", Role.PRODUCT, Sure.LIKELY),
    ("unidade?s?(?:-de-medida)?|u-de-m|u-m|um|medida", Role.UNIT, Sure.YES),
    (r"(?:valor-(?:de-(?:la-)?)?)?lin(?:e|h)a-(?:de-)?base(?:-.*)?|valor-(?:base|inicial)|lb",
     Role.BASELINE, Sure.YES),
    ("sentido(?:-del-indicador)?|direccion|comportamiento|tendencia(?:-esperada)?|tipo-de-meta",
     Role.DIRECTION, Sure.LIKELY),
    ("(?:fecha-|data-)?(?:de-)?(?:inicio|comienzo|arranque)", Role.START, Sure.YES),
    ("(?:fecha-|data-)?(?:de-)?(?:fin|fim|final|termino|conclusion|conclusao|cierre|entrega|limite|vencimiento)|"
     "pla?zo(?:-.*)?|prazo(?:-.*)?",
     Role.END, Sure.YES),
    (rf"{_WEIGHTS}(?:-{_OF}(?:indicador|actividad|accion))?", Role.WEIGHT, Sure.YES),
    ("medios?-(?:de-)?verificacion|fuente-de-verificacion", Role.PROOF, Sure.YES),
    ("(?:area|direccion|unidad)-(?:responsable|administrativa|ejecutora)|area", Role.AREA, Sure.LIKELY),
    ("cargo(?:-.*)?|puesto(?:-.*)?", Role.POST, Sure.LIKELY),
    ("(?:dependencia|institucion|secretaria|ente|entidad|organismo|orgao)(?:-.*)?", Role.INSTITUTION, Sure.YES),
    ("responsa(?:bles?|vel|veis)(?:-.*)?", Role.INSTITUTION, Sure.DOUBT),
    ("trimestre|mes|periodo|corte|bimestre|semestre|ano", Role.PERIOD, Sure.LIKELY),
    ("(?:tipo-de-)?acumulacion|acumula(?:ble|tivo)?", Role.ADDS_UP, Sure.DOUBT),
    ("(?:fuentes?|origen)-(?:de-|del?-)?(?:financia|recurso).*", Role.FUNDING, Sure.LIKELY),
    (rf"(?:.*-)?(?:porcentaje|pct|porciento|percentual)-.*{_FUNDS}.*|(?:avance|ejecucion|execucao)-"
     "(?:financier|presupuesta|orcamentari).*", Role.RATIO, Sure.LIKELY),
    (rf".*(?:{_FUNDS}|devengad|ejercido|comprometid|pagado|asignad|autorizad|millones|pesos-|empenhad|liquidad|"
     "valor-(?:total-)?(?:previst|orcad|planej|pag)).*|(?:sgp|sgr|icld|regalias)(?:-.*)?", Role.MONEY, Sure.LIKELY),
    ("(?:.*-)?(?:porcentaje|pct|porciento|percentual)(?:-.*)?|cumplimiento(?:-.*)?", Role.SHARE, Sure.LIKELY),
    (rf"metas?-(?:\w+-)*{_DONE}(?:-.*)?|{_DONE}|ejec(?:ut)?|exec", Role.VALUE, Sure.YES),
    ("(?:ejecucion|execucao)(?:-fisica)?", Role.VALUE, Sure.LIKELY),
    ("metas?(?:-.*)?|prog|programad[oa]s?|programac(?:ion|ao)(?:-.*)?|previst[oa]s?|planead[oa]s?|valor-(?:objetivo|meta|esperado)(?:-.*)?|esperado|(?:.*-)?meta",
     Role.TARGET, Sure.YES),
    ("resultados?(?:-.*)?|real|valor(?:-(?:actual|alcanzado|real|"
     "observado|reportado))?|avance-(?:fisico|cuantitativo|real|alcanzado|reportado)", Role.VALUE, Sure.YES),
    ("(?:avances?|logros?)(?:-(?:trimestral|mensual|semestral|anual|acumulado|del-periodo))?", Role.VALUE, Sure.DOUBT),
    ("(?:estatus|estado|situacion|situacao|semaforo|status)(?:-(?:actual|atual|general|final|de?l?-.*|da-.*))?",
     Role.STATUS, Sure.YES),
    ("siguientes?-pasos?|proximos?-pasos?", Role.NEXT, Sure.LIKELY),
    ("avance-cualitativo|acciones-(?:realizad|desarrollad)as|que-(?:se-hizo|encontramos|paso)|descric?p?(?:cion|cao)"
     "(?:-.*)?|justificacion|comentarios?|actividades-realizadas|hallazgos?|informac(?:ion|oes)-complementar.*",
     Role.DONE, Sure.LIKELY),
    ("observaciones|notas?", Role.NOTE, Sure.LIKELY),
)  # fmt: skip
_LONGEST = 200
"""Letters of a name of a column in which its meaning is looked for."""
_MOST_PARTS = 3
_IN_PERCENT = (Role.TARGET, Role.VALUE, Role.BASELINE, Role.WEIGHT, Role.LEVEL_WEIGHT)
"""What may be written in percent and be no share of something else."""
_COMPILED = tuple((re.compile(pattern), role, sure) for pattern, role, sure in _MEANINGS)


def meaning_of(name: str) -> Meant | None:
    """Returns what a name of a column means, or None if it is not known; its number or period counts for nothing."""
    name = name[:_LONGEST]
    if "%" in name:
        of = meaning_of(name.replace("%", " "))
        if of and of.role in (Role.MONEY, Role.RATIO):
            return Meant(Role.RATIO, Sure.LIKELY)
        return of if of and of.role in _IN_PERCENT and of.sure is Sure.YES else Meant(Role.SHARE, Sure.LIKELY)
    plain = folded(name)
    for each in dict.fromkeys((plain, _without_period(plain))):
        for pattern, role, sure in _COMPILED if each else ():
            if pattern.fullmatch(each):
                return Meant(role, sure)
    parts = [each for each in name.split("/") if len(folded(each)) > 2] if "/" in name else []
    found = [meant for each in parts[:_MOST_PARTS] if len(parts) > 1 and (meant := meaning_of(each))]
    return found[0]._replace(sure=Sure.LIKELY) if found else None


def means_something(plain: str) -> bool:
    """Returns whether a folded text is the name of a column that is known."""
    return meaning_of(plain) is not None


_MONTHS = {
    name: number
    for number, names in enumerate((
        "enero janeiro ene jan", "febrero fevereiro feb fev", "marzo marco mar", "abril abr", "mayo maio may mai",
        "junio junho jun", "julio julho jul", "agosto ago", "septiembre setiembre setembro sept sep set",
        "octubre outubro oct out", "noviembre novembro nov", "diciembre dezembro dic dez"), 1)
    for name in names.split()
}  # fmt: skip
"""The months in Spanish and Portuguese, whole and short."""
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ORDINALS = {
    word: number
    for number, words in enumerate(("primer primero primeiro 1er 1o 1ro i 1", "segundo 2do 2o ii 2",
                                    "tercer tercero terceiro 3er 3o 3ro iii 3", "cuarto quarto 4to 4o iv 4",
                                    "quinto 5to 5o v 5", "sexto 6to 6o vi 6"), 1)
    for word in words.split()
}  # fmt: skip
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_UNITS = {
    unit: months
    for months, units in ((3, "trimestre trim t q"), (6, "semestre sem s"), (4, "cuatrimestre quadrimestre"),
                          (2, "bimestre bim b"))
    for unit in units.split()
}  # fmt: skip
"""Parts of a year, with their months."""
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_EDGE, _END = "(?<![a-z0-9])", "(?![a-z0-9])"
_SHORT_YEAR = re.compile(
    rf"{_EDGE}((?:t|trim|trimestre|q|s|sem)-?[1-4]|[1-4]-?(?:t|trim|q|s|sem)|{_MONTH})-?(2\d){_END}"
)
_PARTS = re.compile(rf"{_EDGE}(20\d\d)-([1-4]){_END}")
_YEAR = re.compile(rf"{_EDGE}(20\d\d){_END}")
_PART = re.compile(
    rf"{_EDGE}(?:({_UNIT})-?({_ORDINAL})|({_ORDINAL})-?({_UNIT})|({_MONTH})-(?:a-)?({_MONTH})|({_MONTH})){_END}"
)
_DAY = re.compile(rf"{_EDGE}(?:(20\d\d)-(\d\d)-(\d\d)|(\d\d?)-(?:de-)?({_MONTH})-(?:del?-)?(20\d\d)){_END}")


class Period(NamedTuple):
    """A period that a header names: its year (0 if it names none), its last month (0: the whole year), or its day.

    `months` is how many it has, 0 if it is a year or a day.
    """

    year: int
    month: int
    day: int = 0
    months: int = 0

    @property
    def last(self) -> date | None:
        """The last day of the period, if its year is known."""
        if not self.year:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def span(self) -> tuple[str, str]:
        """The first and last months of the period, or its year, as the tables write them; "" if it has no year."""
        if not self.year:
            return "", ""
        if not self.month or self.day:
            return str(self.year), str(self.year)
        return f"{self.year}-{self.month - self.months + 1:02}", f"{self.year}-{self.month:02}"


def parts_of_a_year(texts: Iterable[str]) -> int:
    """Returns into how many parts the names «2024-1», «2024-2»… divide a year: in four if any is a third or fourth."""
    found = (match[2] for each in texts for match in _PARTS.finditer(folded(each)))
    return 4 if any(int(each) > 2 for each in found) else 2


def period_of(text: str, parts: int = 2) -> Period | None:
    """Returns the period that a text names, or None if it names none; `parts` are those of a year in «2024-1»."""
    plain = _SHORT_YEAR.sub(r"\1-20\2", folded(text))
    if match := _DAY.search(plain):
        year, month, day, own_day, name, own_year = match.groups()
        number = int(month) if month else _MONTHS[name]
        found = (int(year or own_year), number, int(day or own_day))
        return Period(*found) if _is_day(*found) else None
    if match := _PARTS.search(plain):
        months = 12 // parts
        return Period(int(match[1]), min(12, months * int(match[2])), 0, months)
    found_year = _YEAR.search(plain)
    part = _PART.search(plain)
    if not found_year and not part:
        return None
    return Period(int(found_year[1]) if found_year else 0, *(_months(part) if part else (0, 0, 0)))


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _months(part: re.Match[str]) -> tuple[int, int, int]:
    """Returns the last month of a part of a year, no day, and how many months it has."""
    unit, ordinal, ordinal_first, unit_last, since, until, month = part.groups()
    if name := unit or unit_last:
        months = _UNITS[name]
        return min(12, months * _ORDINALS[ordinal or ordinal_first]), 0, months
    last = _MONTHS[until or month]
    return last, 0, max(1, last - _MONTHS[since] + 1) if since else 1


def is_period(text: str) -> bool:
    """Returns whether a text names a period and nothing else."""
    plain = folded(text)
    return period_of(text) is not None and not _without_period(plain)


def _without_period(plain: str) -> str:
    left = _SHORT_YEAR.sub(r"\1-20\2", plain)
    for pattern in (_DAY, _PARTS, _YEAR, _PART):
        left = pattern.sub("", left)
    return "-".join(_words(left))


def _words(plain: str) -> Iterator[str]:
    words = [each for each in plain.split("-") if each]
    while words and words[-1] in ("de", "del", "al", "a", "en", "el", "la", "ate"):
        words.pop()
    while words and words[0] in ("de", "del", "al", "a", "en", "ano"):
        words.pop(0)
    return iter(words)
