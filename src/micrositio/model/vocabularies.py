"""The closed lists of words used in tables, descriptors and addresses, as enumerations.

Each value is the word as it is in the data; a member compares, prints and is written as that word.
"""

from __future__ import annotations

from enum import StrEnum


class TableName(StrEnum):
    """The tables of the profile in reading order; those from `CALCULATIONS` on are derived from the plan."""

    SOURCES = "fuentes"
    INSTITUTIONS = "instituciones"
    GROUPS = "grupos"
    COMMITMENTS = "compromisos"
    MILESTONES = "actividades"
    PARTNERS = "colaboraciones"
    PROGRAMME = "programacion"
    INDICATORS = "indicadores"
    LOCATIONS = "lugares"
    BUDGET = "presupuesto"
    CONTINUITY = "continuidad"
    REPORTING_PERIODS = "cortes"
    UPDATES = "avances"
    MEASUREMENTS = "mediciones"
    VERIFICATIONS = "verificaciones"
    OWN_UPDATES = "avances_compromisos"
    OWN_VERIFICATIONS = "verificaciones_compromisos"
    RESCHEDULINGS = "reprogramaciones"
    MODIFICATIONS = "modificaciones"
    MEMBERS = "integrantes"
    ENDORSEMENTS = "avales"
    MEETINGS = "sesiones"
    AGREEMENTS = "acuerdos"
    STEPS = "pasos"
    PARTICIPATION = "participacion"
    COMMENTS = "comentarios"
    ASSESSMENTS = "evaluaciones"
    DISAGREEMENTS = "discrepancias"
    GAPS = "faltas"
    QUESTIONS = "preguntas"
    REPLIES = "replicas"
    REMOVALS = "retiros"
    CLAIMS = "afirmaciones"
    ERRATA = "erratas"
    EVIDENCE = "evidencias"
    CALCULATIONS = "calculos"
    TRACKING = "seguimiento"
    SCALE = "estados"
    METHOD = "metodo"
    PERIODS = "periodos"
    CHANGES = "cambios"
    OGP = "ogp"


class PlanState(StrEnum):
    """The states of a plan, in order; a plan that is `ENDED` has no more obligations."""

    PREPARING = "en_preparacion"
    SIGNED = "firmado"
    UNDER_WAY = "en_curso"
    ENDED = "concluido"


class Completion(StrEnum):
    """Degree of completion, in the IRM's words and one of our own: `BROKEN` is a promise that was not kept.

    `UNCLEAR` is a degree that an evaluator could not determine.
    """

    NO_EVIDENCE = "sin_evidencia"
    NOT_STARTED = "no_iniciado"
    LIMITED = "limitado"
    SUBSTANTIAL = "sustancial"
    COMPLETE = "completo"
    WITHDRAWN = "retirado"
    BROKEN = "incumplido"
    UNCLEAR = "incierto"


GIVEN_UP = (Completion.WITHDRAWN, Completion.BROKEN)
"""The degrees of what will not be completed."""
OVER = (Completion.COMPLETE, *GIVEN_UP)
"""The degrees after which nothing more is due."""


KINDS_OF_PUBLISHER = (
    "gobierno", "organo_garante", "sociedad_civil", "academia", "medio", "independiente", "otro",
)  # fmt: skip
"""What whoever publishes a site may be."""


class Cadence(StrEnum):
    """How often a plan must publish a cut."""

    MONTHLY = "mensual"
    BIMONTHLY = "bimestral"
    QUARTERLY = "trimestral"
    FOUR_MONTHLY = "cuatrimestral"
    HALF_YEARLY = "semestral"
    YEARLY = "anual"


class FigureLevel(StrEnum):
    """The level of a row of `calculos`."""

    PLAN = "plan"
    GROUP = "grupo"
    COMMITMENT = "compromiso"
    MILESTONE = "actividad"
    INDICATOR = "indicador"
