"""The problems of what a plan states of the commitments of the plans before it."""

from __future__ import annotations

from micrositio.problems.severity import Told


class ContinuityKind(Told):
    """A kind of problem of the table `continuidad`, as `kinds` lists the others."""

    # fmt: off
    EARLIER_UNKNOWN = (
        "D200", "«{plan}» no es un plan de este sitio",
        "escriba la clave de uno que sí; si el plan no está aquí, ponga los títulos en vez de las claves")
    COMMITMENT_UNKNOWN = (
        "D201", "«{commitment}» no es un compromiso de «{plan}»",
        "escriba la clave que tiene en la tabla compromisos de ese plan")
    ORDER = (
        "D202", "el plan se nombra a sí mismo como anterior", "escriba la clave del plan del que vienen")
    ORDER_LATER = (
        "D202", "«{plan}» empieza el {start} y este plan, el {own}: no es anterior",
        "revise las fechas; si «{plan}» es el nuevo, la tabla va en su carpeta")
    ORDER_ROUND = (
        "D202", "«{plan}» ya viene de este plan: no puede ser también el anterior",
        "deje la tabla solo en la carpeta del más nuevo")
    ORDER_INVENTED = (
        "D202", "«{plan}» y este plan no pueden seguirse: uno es inventado y el otro no",
        "escriba la clave de un plan de la misma clase")
    NAMES_PLAN = (
        "D203", "la fila no dice de qué plan anterior habla",
        "ponga su clave en «plan_anterior» o, si no está en este sitio, su título en «titulo_plan_anterior»")
    NAMES_PLAN_COMMITMENT = (
        "D203", "la fila no dice de qué compromiso anterior habla",
        "si su plan está en este sitio, ponga su clave en «compromiso_anterior»; si no, su título en «titulo_anterior»")
    NAMES_PLAN_TWICE = (
        "D203", "«{column}» no va en un plan de este sitio: el título se toma de él", "vacíe «{column}»")
    NAMES_PLAN_KEY = (
        "D203", "«compromiso_anterior» lleva una clave y la fila no dice de qué plan es",
        "ponga la del plan en «plan_anterior»; si ese plan no está en este sitio, ponga el título en «titulo_anterior»")
    GOES_ON = (
        "D204", "«{outcome}» dice que sigue, y la fila no dice en qué compromiso de este plan",
        "llene «compromiso» o corrija «que_paso»")
    GOES_ON_NOWHERE = (
        "D204", "«{outcome}» dice que no sigue, y la fila nombra un compromiso de este plan",
        "vacíe «compromiso» o corrija «que_paso»")
    CONTRADICTED = (
        "D205", "aquí dice «{outcome}», y del mismo compromiso la fila {first} dice «{before}»",
        "deje solo lo que dice la fuente")
    REPEATED = (
        "D206", "la fila {first} ya dice qué pasó entre estos dos compromisos", "deje una de las dos")
    REPEATED_OVER = (
        "D206", "la fila {first} ya dice que este compromiso no sigue", "deje una de las dos")
    # fmt: on
