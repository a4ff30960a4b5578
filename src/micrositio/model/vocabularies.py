"""The closed lists of words that tables, descriptors and addresses are written with, as enumerations.

Each value is the word as it stands in the data; a member compares, prints and is written as that word.
"""

from __future__ import annotations

from enum import StrEnum


class TableName(StrEnum):
    """The tables of the profile in reading order; those from `CALCULATIONS` on are made from the plan."""

    SOURCES = "fuentes"
    INSTITUTIONS = "instituciones"
    COMMITMENTS = "compromisos"
    MILESTONES = "actividades"
    REPORTING_PERIODS = "cortes"
    UPDATES = "avances"
    VERIFICATIONS = "verificaciones"
    RESCHEDULINGS = "reprogramaciones"
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
    CLAIMS = "afirmaciones"
    ERRATA = "erratas"
    EVIDENCE = "evidencias"
    CALCULATIONS = "calculos"
    SCALE = "estados"
    METHOD = "metodo"
    CHANGES = "cambios"
    OGP = "ogp"


class PlanState(StrEnum):
    """The states of a plan, in their order; a plan that is `ENDED` owes nothing more."""

    PREPARING = "en_preparacion"
    SIGNED = "firmado"
    UNDER_WAY = "en_curso"
    ENDED = "concluido"


class Completion(StrEnum):
    """How far something was carried out, in the IRM's words; `UNCLEAR` is what an evaluator could not tell."""

    NO_EVIDENCE = "sin_evidencia"
    NOT_STARTED = "no_iniciado"
    LIMITED = "limitado"
    SUBSTANTIAL = "sustancial"
    COMPLETE = "completo"
    WITHDRAWN = "retirado"
    UNCLEAR = "incierto"


class Cadence(StrEnum):
    """How often a plan owes a cut."""

    MONTHLY = "mensual"
    BIMONTHLY = "bimestral"
    QUARTERLY = "trimestral"
    FOUR_MONTHLY = "cuatrimestral"
    HALF_YEARLY = "semestral"
    YEARLY = "anual"


class FigureLevel(StrEnum):
    """What a row of `calculos` is of."""

    PLAN = "plan"
    COMMITMENT = "compromiso"
    MILESTONE = "actividad"
