"""Texts of the interface that pages choose in code; templates pass them through the message catalogue with `_()`.

`N_` only marks a text, so that it is found when the messages are extracted.
"""

from __future__ import annotations

from typing import NamedTuple

from micrositio.model.table_schema import PARTIAL
from micrositio.model.text import N_, Text, proper
from micrositio.model.vocabularies import Cadence, FigureLevel, PlanState
from micrositio.progress.milestone_state import Measure

NEWS = N_("Novedades")
SEARCH = N_("Buscar")


class SearchKind(NamedTuple):
    """A kind of search results: its value in addresses, and the name of one and of several (messages)."""

    value: str
    one: str
    several: str


KINDS = {
    "commitment": SearchKind("compromiso", N_("Compromiso"), N_("Compromisos")),
    "group": SearchKind("grupo", N_("Eje o programa"), N_("Ejes y programas")),
    "milestone": SearchKind("actividad", N_("Actividad"), N_("Actividades")),
    "place": SearchKind("lugar", N_("Lugar"), N_("Lugares")),
    "evidence": SearchKind("evidencia", N_("Evidencia"), N_("Evidencias")),
    "cut": SearchKind("corte", N_("Corte"), N_("Cortes")),
    "meeting": SearchKind("sesion", N_("Sesión"), N_("Sesiones")),
    "institution": SearchKind("institucion", N_("Institución"), N_("Instituciones")),
    "assessment": SearchKind("evaluacion", N_("Evaluación"), N_("Evaluaciones")),
    "table": SearchKind("tabla", N_("Tabla de datos"), N_("Tablas de datos")),
    "news": SearchKind("novedad", N_("Novedad"), N_("Novedades")),
    "term": SearchKind("glosario", N_("Palabra del glosario"), N_("Palabras del glosario")),
    "page": SearchKind("pagina", N_("Página"), N_("Páginas")),
}
"""Kinds of search results, in the order in which they are offered as a filter."""
INVENTED = N_("plan inventado")
PLAN_STATES = {
    PlanState.PREPARING: N_("En preparación"),
    PlanState.SIGNED: N_("Firmado"),
    PlanState.UNDER_WAY: N_("En curso"),
    PlanState.ENDED: N_("Concluido"),
}
FUNCTIONS = {
    "impulsa": N_("Impulsa el plan"),
    "secretaria": N_("Lleva la secretaría"),
    "vigila": N_("Vigila que se cumpla"),
    "evalua": N_("Evalúa los resultados"),
    "garantiza": N_("Garantiza el acceso a la información"),
    "coordina": N_("Coordina el trabajo"),
}
CADENCES = {
    Cadence.MONTHLY: N_("cada mes"),
    Cadence.BIMONTHLY: N_("cada dos meses"),
    Cadence.QUARTERLY: N_("cada tres meses"),
    Cadence.FOUR_MONTHLY: N_("cada cuatro meses"),
    Cadence.HALF_YEARLY: N_("cada seis meses"),
    Cadence.YEARLY: N_("cada año"),
}
MEASURES = {
    Measure.REPORTED: N_("Avance reportado"),
    Measure.VERIFIED: N_("Avance verificado"),
    Measure.EXPECTED: N_("Avance esperado"),
    Measure.ORIGINALLY_EXPECTED: N_("Avance esperado con las fechas originales"),
    Measure.COMPARABLE: N_("Avance esperado de lo que se informó"),
}
FORMULAS = {
    Measure.VERIFIED: N_(
        "Cada actividad vale lo que su estado, según lo aceptó un órgano con documentos. Las demás no suman."
    ),
    Measure.EXPECTED: N_("Cada actividad vale la parte de su plazo que ya pasó, con sus fechas vigentes."),
    Measure.ORIGINALLY_EXPECTED: N_("Cada actividad vale la parte de su plazo que ya pasó, con sus fechas originales."),
    Measure.COMPARABLE: N_(
        "Cada actividad vale la parte de su plazo que ya pasó. Solo entran las que se informaron, para compararlas con "
        "lo reportado."
    ),
}
"""The value of a milestone under each measure, in words; the reported measure follows the plan's method."""
PROGRAMMED = N_("Las que tienen metas por periodo valen la parte de la meta que su programación pedía hasta ese día.")
MEANS = {
    (FigureLevel.COMMITMENT, True): N_("Se suma cada valor por su peso y se divide entre la suma de los pesos."),
    (FigureLevel.COMMITMENT, False): N_("Todas pesan igual: se suman y se divide entre cuántas son."),
    (FigureLevel.GROUP, True): N_(
        "Cada parte es el promedio de lo que contiene. Se suma cada una por su peso y se divide entre la suma de los "
        "pesos."
    ),
    (FigureLevel.GROUP, False): N_(
        "Cada parte es el promedio de lo que contiene. Todas pesan igual: se suman y se divide entre cuántas son."
    ),
    (FigureLevel.PLAN, True): N_(
        "Cada compromiso es el promedio de sus actividades. Se suma cada uno por su peso y se divide entre la suma de "
        "los pesos."
    ),
    (FigureLevel.PLAN, False): N_(
        "Cada compromiso es el promedio de sus actividades. Todos pesan igual: se suman y se divide entre cuántos son."
    ),
}
"""How the figures of a level are averaged, with weights or without, by level and whether there are weights."""
OWN_FORMULAS = {
    Measure.VERIFIED: N_(
        "Los compromisos no tienen actividades: cada uno vale lo que su estado, según lo aceptó un órgano con "
        "documentos. Los demás no suman."
    ),
    Measure.EXPECTED: N_("Los compromisos no tienen actividades: cada uno vale la parte de su plazo que ya pasó."),
    Measure.ORIGINALLY_EXPECTED: N_(
        "Los compromisos no tienen actividades: cada uno vale la parte de su plazo que ya pasó."
    ),
    Measure.COMPARABLE: N_(
        "Los compromisos no tienen actividades: cada uno vale la parte de su plazo que ya pasó. Solo entran los que se "
        "informaron, para compararlos con lo reportado."
    ),
}
"""The value of a commitment that reports by itself under each measure but the reported one, in words."""
OWN_WORTH = {
    "status": N_("Los compromisos no tienen actividades: cada uno vale lo que su estado en la escala del plan."),
    "value": N_(
        "Los compromisos no tienen actividades: cada uno vale el porcentaje que informó o, sin él, lo que su estado en "
        "la escala del plan."
    ),
}
"""The value that a commitment reports of itself, in words, by what the plan's method reads."""
_OWN_TIME = N_("El compromiso no tiene actividades: vale la parte de su plazo que ya pasó.")
OWN_ALONE = {
    "status": N_("El compromiso no tiene actividades: vale lo que su estado en la escala del plan."),
    "value": N_(
        "El compromiso no tiene actividades: vale el porcentaje que informó o, sin él, lo que su estado en la escala "
        "del plan."
    ),
    Measure.VERIFIED: N_(
        "El compromiso no tiene actividades: vale lo que su estado, según lo aceptó un órgano con documentos. Sin eso "
        "no suma."
    ),
    Measure.EXPECTED: _OWN_TIME,
    Measure.ORIGINALLY_EXPECTED: _OWN_TIME,
    Measure.COMPARABLE: _OWN_TIME,
}
"""The value of one commitment that reports by itself: by what the plan's method reads, and under other measures."""
OWN_BESIDE = N_("Un compromiso sin actividades se mide por lo que se informó de él mismo.")
"""How commitments that report by themselves enter a mean beside others."""
OWN_MEANS = {
    True: N_("Se suma cada uno por su peso y se divide entre la suma de los pesos."),
    False: N_("Todos pesan igual: se suman y se divide entre cuántos son."),
}
"""How the figures of commitments that report by themselves are averaged, with weights or without."""
BROKEN = N_("Estado: %(status)s. Lo que se incumplió vale %(progress)s.")
"""The value of a milestone reported not fulfilled, under the methods that do not read its status."""
OF_SEVERAL = N_("Sus indicadores valen %(progress)s en promedio.")
SEVERAL = N_("Las que tienen varios indicadores valen el promedio de los que tienen dato.")
"""The value of a milestone measured by its indicators: of one, and in a mean."""
LEFT_OUT = {
    "silent": N_("no tiene informe en este corte"),
    "no_value": N_("lo que se informó no da para un número"),
    "idle": N_("su línea base y su meta son 0: no había nada por hacer"),
    "no_dates": N_("no se conocen sus dos fechas"),
    "withdrawn": N_("está retirada"),
    "no_data": N_("ninguna de sus actividades tiene dato"),
    "withdrawn_itself": N_("está retirado"),
    "empty": N_("no se conoce ninguna actividad suya que cuente"),
}
"""Reasons why a commitment or milestone is left out of a mean, by key."""
TYPES = {
    "string": N_("texto"),
    "integer": N_("número entero"),
    "number": N_("número"),
    "date": N_("fecha"),
    "list": N_("lista"),
    "boolean": N_("sí o no"),
    PARTIAL: N_("fecha, aunque solo se sepa el mes o el año"),
}

ATTENDANCE_BY_SEX = (
    ("women", N_("Mujeres")),
    ("men", N_("Hombres")),
    ("sex_not_stated", N_("Otro o no dicho")),
)
ATTENDANCE_BY_SECTOR = (
    ("from_government", N_("Gobierno")),
    ("from_guarantor", N_("Órgano garante")),
    ("from_civil_society", N_("Sociedad civil")),
    ("from_academia", N_("Academia")),
    ("from_business", N_("Empresas")),
    ("from_citizens", N_("Ciudadanía")),
)

PLAN_FIELDS = {
    "periodo": Text("Periodo del plan", "Period of the plan"),
    "title": Text("Título del plan", "Title of the plan"),
    "description": Text("Descripción del plan", "Description of the plan"),
    "organos": Text("Órganos", "Bodies"),
    "instrumentos": Text("Instrumentos de evaluación", "Assessment instruments"),
    "datos_generales": Text("Datos generales", "General facts"),
    "estado": Text("Estado del plan", "State of the plan"),
    "ambito": Text("Ámbito", "Jurisdiction"),
}


def plan_field(name: str) -> Text:
    """Returns the label of a key of the plan's descriptor; the key itself, capitalised, if there is no better label."""
    words = name.replace("_", " ").capitalize()
    return PLAN_FIELDS.get(name, proper(words))
