"""The types of the documents of the API and their parts: the site, a plan, its commitments.

`course_shapes` has the other documents. The fields are the keys of the JSON, in the words of the data. Fractions go
from 0 to 1; sizes are in bytes. The published JSON is made from these classes, and OpenAPI is derived from their
annotations.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from micrositio.model.dates import PartialDate
from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.opendata.api.parts import Choice, Columns, Links, Named, Row, Rules, columns, component, said, to

VERSION = r"^1\.\d+\.\d+$"

Link = Annotated[
    str,
    Named("Enlace", "Enlace", "Una dirección: completa si el sitio tiene la suya; si no, relativa a la del documento."),
    Rules((("format", "uri-reference"),)),
]

TextOrNone = Annotated[str | None, Named("Texto", "Texto", "Un texto, o null si no se conoce en ese idioma.")]


@component("Ficha", "Ficha del sitio", "Cómo se llama el sitio, de qué gobierno son sus planes y quién lo publica.")
class Imprint:
    """The title of the site, the government that its plans belong to, and its publisher."""

    titulo: Text
    descripcion: Text
    gobierno: Text
    publica: Publisher
    oficial: Adoption


@component(
    "Publica", "Quién publica", "Quién publica el sitio y firma sus datos. Puede no ser el gobierno de los planes."
)
class Publisher:
    """The publisher of the site."""

    nombre: Text
    tipo: Annotated[str | None, Choice("sitio", ("publica", "tipo"))] = said(
        "Tipo", "Qué es quien publica; null si el sitio no lo dice."
    )


@component("Oficial", "Si es oficial", "Si el gobierno adoptó el sitio, desde cuándo y según qué documento.")
class Adoption:
    """Whether, since when and by which document the government adopted the site."""

    estado: Annotated[str | None, Choice("sitio", ("oficial", "estado"))] = said(
        "Estado", "Si lo adoptó (si), lo revisa (en_revision) o no lo ha adoptado (no); null si el sitio no lo dice."
    )
    desde: PartialDate | None = said("Desde", "Fecha parcial; null si el sitio no la dice.")
    documento: Text
    enlace: str | None = said("Enlace", "Dirección del documento; null si el sitio no la dice.")


_NO_FIGURES = ("corte", "nivel", "registro", "padre", "estado", "valor", "propio", "propio_verificado")
"""Columns of `calculos` that say what a row is of, or what was reported of it."""

Figures = Annotated[
    Row,
    Named(
        "Cifras",
        "Cifras de un plan o de un compromiso",
        "Sus cifras en un corte, con la cobertura: cuántas de sus actividades tienen dato. Son las de la "
        "tabla `calculos`.",
    ),
    Columns(
        TableName.CALCULATIONS,
        without=(*_NO_FIGURES, "sin_tope", "dias", "dias_original"),
    ),
]

MilestoneFigures = Annotated[
    Row,
    Named(
        "CifrasDeActividad",
        "Cifras de una actividad",
        "Sus cifras en un corte. Son las de la tabla `calculos`. `completas`, `verificadas`, `atrasadas`, "
        "`atrasadas_original` y `sin_evidencia` valen 1 o 0.",
    ),
    Columns(TableName.CALCULATIONS, without=(*_NO_FIGURES, "con_dato", "total")),
]

FiguresOrNone = Annotated[
    Figures | None,
    Named(
        "CifrasONada",
        "Cifras, si las hay",
        "null mientras el plan no tiene cortes, o si el corte es anterior a que existiera.",
    ),
]

MilestoneFiguresOrNone = Annotated[
    MilestoneFigures | None,
    Named(
        "CifrasDeActividadONada",
        "Cifras de la actividad, si las hay",
        "null mientras el plan no tiene cortes, o si el corte es anterior a que existiera.",
    ),
]

LastCut = Annotated[
    str | None, Named("CorteONada", "Corte, si lo hay", "Clave del corte; null mientras no hay ninguno.")
]


@component("PlanEnLista", "Plan en la lista", "Un plan y dónde está su documento.")
class ListedPlan:
    """A plan in the list of the site's plans."""

    id: str = said("Plan", "Clave del plan.")
    titulo: Text
    gobierno: Text
    estado: PlanState
    actual: bool = said("Plan actual", "Si es el que muestra la portada.")
    inventado: bool = said("Plan inventado", "Verdadero si el plan y sus cifras son inventados.")
    enlaces: Links = to("documento", "pagina")


PlanState = Annotated[
    str, Named("EstadoDelPlan", "Estado del plan", "En qué momento está el plan."), Choice("plan", ("estado",))
]


@component()
class OfPlan:
    """The first fields of every document of a plan."""

    api: str = said("Versión de la API", "Versión de la API con que se generó el documento.", pattern=VERSION)
    plan: str = said("Plan", "Clave del plan.")
    inventado: bool = said("Plan inventado", "Verdadero si el plan y sus cifras son inventados.")


@component("DocumentoDelSitio", "El sitio", "El documento por el que se empieza.")
class SiteDocument:
    """The initial document of the API: the site and its plans."""

    api: str = said("Versión de la API", "Versión de la API con que se generó el documento.", pattern=VERSION)
    sitio: Imprint
    planes: tuple[ListedPlan, ...] = said("Planes", "Los planes del sitio.")
    enlaces: Links = to("este", "pagina", "descripcion")


@component("Licencia", "Licencia", "Con qué licencia se publican los datos.")
class Licence:
    """A licence of the data, with the fields of a Data Package licence."""

    name: str = said("Clave", "Clave de la licencia (SPDX).")
    title: str | None = said("Título", "Nombre de la licencia.")
    path: str | None = said("Dirección", "Dónde se lee la licencia.")


@component("Periodo", "Periodo", "Un periodo del plan y quién lo dice: las fuentes pueden no coincidir.")
class Period:
    """A period of the plan and the source that states it."""

    desde: PartialDate | None = said("Desde", "Fecha parcial; null si esa fuente no la dice.")
    hasta: PartialDate | None = said("Hasta", "Fecha parcial; null si esa fuente no la dice.")
    segun: Text


@component("Totales", "Totales", "Cuántos hay de cada cosa en el plan.")
class Totals:
    """Numbers of commitments, milestones, cuts and pieces of evidence in the plan."""

    compromisos: int = said("Compromisos", "Cuántos compromisos.", minimum=0)
    actividades: int = said("Actividades", "Cuántas actividades.", minimum=0)
    cortes: int = said("Cortes", "Cuántos cortes.", minimum=0)
    evidencias: int = said("Evidencias", "Cuántos documentos.", minimum=0)


@component("DocumentoDelPlan", "Un plan", "El plan, cómo va y dónde está lo demás.")
class PlanDocument(OfPlan):
    """A plan."""

    titulo: Text
    estado: PlanState
    estado_desde: PartialDate | None = said(
        "Desde cuándo", "Desde cuándo está en ese estado: fecha parcial; null si no se sabe."
    )
    estado_fuentes: tuple[str, ...] = said("Fuentes del estado", "Claves de las fuentes que lo dicen.")
    ambito: Text
    gobierno: Text
    version: str = said("Versión de los datos", "Versión de los datos del plan.")
    licencias: tuple[Licence, ...] = said("Licencias", "Con qué licencias se publican los datos.")
    periodos: tuple[Period, ...] = said("Periodos", "Los periodos del plan según cada fuente.")
    totales: Totals
    faltas: tuple[Gap, ...] = said("Faltas", "Lo que no se sabe del plan y quién lo puede contestar.")
    preguntas: tuple[Question, ...] = said("Preguntas", "Lo que ya se preguntó de esas faltas, y qué se contestó.")
    replicas: tuple[Reply, ...] = said(
        "Réplicas", "Lo que responde una oficina a un dato que la nombra, y qué se hizo."
    )
    retiros: tuple[Removal, ...] = said("Retiros", "Los datos personales que se pidió retirar, sin repetirlos.")
    corte: LastCut
    cifras: FiguresOrNone
    enlaces: Links = to(
        "este",
        "sitio",
        "pagina",
        "compromisos",
        "cortes",
        "evidencias",
        "lugares",
        "grupos",
        "presupuesto",
        "continuidad",
        "cifras",
        "tablas",
        "paquete",
        "canal",
    )


@component(
    "CompromisoEnLista",
    "Compromiso en la lista",
    "Un compromiso, sus cifras en el último corte y dónde está su documento.",
)
class ListedCommitment:
    """A commitment in a list."""

    fila: Row = columns(
        TableName.COMMITMENTS, "id", "numero", "id_ogp", "titulo_corto", "titulo_corto_en", "responsables"
    )
    cifras: FiguresOrNone
    enlaces: Links = to("documento", "pagina")


@component("ListaDeCompromisos", "Compromisos", "Los compromisos del plan, en su orden.")
class CommitmentList(OfPlan):
    """The commitments of a plan, in their order."""

    corte: LastCut
    compromisos: tuple[ListedCommitment, ...] = said("Compromisos", "Los compromisos.")
    enlaces: Links = to("este", "plan", "pagina")


Commitment = Annotated[Row, Named("Compromiso"), Columns(TableName.COMMITMENTS)]

Modification = Annotated[Row, Named("Modificacion"), Columns(TableName.MODIFICATIONS)]


@component(
    "ActividadEnLista",
    "Actividad en la lista",
    "Una actividad, sus cifras en el último corte y dónde está su documento.",
)
class ListedMilestone:
    """A milestone in a list."""

    fila: Row = columns(TableName.MILESTONES, "id", "orden", "texto", "texto_en", "institucion", "inicio", "fin")
    estado: str | None = said("Estado", "Estado informado en el último corte; null: sin dato.")
    cifras: MilestoneFiguresOrNone
    enlaces: Links = to("documento", "pagina")


PROVES = "De qué es prueba: «cumplimiento», «proceso» o «promesa». Lo dice su ficha o se deduce."


@component(
    "EvidenciaEnLista", "Evidencia en la lista", "Un documento, con su tamaño y su huella, y dónde está su ficha."
)
class ListedEvidence:
    """A piece of evidence in a list."""

    fila: Row = columns(TableName.EVIDENCE, "id", "titulo", "titulo_en", "tipo", "fecha", "bytes", "hash")
    prueba: str = said("Prueba", PROVES)
    enlaces: Links = to("documento", "pagina")


OwnUpdate = Annotated[
    Row, Named("AvanceDelCompromiso"), Columns(TableName.OWN_UPDATES, without=("corte", "compromiso"))
]

OwnCheck = Annotated[
    Row, Named("VerificacionDelCompromiso"), Columns(TableName.OWN_VERIFICATIONS, without=("corte", "compromiso"))
]


@component(
    "CompromisoPorSiMismo",
    "El propio compromiso en un corte",
    "Qué se informó y qué se verificó en ese corte del compromiso mismo, aparte de sus actividades.",
)
class OwnAtCut:
    """What was reported and verified of a commitment itself at a cut."""

    corte: str = said("Corte", "Clave del corte.")
    fecha: date = said("Fecha", "Fecha del corte.")
    avance: OwnUpdate | None = said(
        "Lo que se informó", "La fila de la tabla `avances_compromisos`; null: sin informe en él."
    )
    verificacion: OwnCheck | None = said(
        "Lo que se verificó", "La fila de la tabla `verificaciones_compromisos`; null: sin verificación en él."
    )
    reportado: float | None = said("Avance informado", "Lo que informó de sí mismo, de 0 a 1; null: sin dato.")


Claim = Annotated[Row, Named("Afirmacion"), Columns(TableName.CLAIMS, without=("tabla", "registro"))]


@component(
    "DespuesDelCompromiso",
    "Qué pasó después",
    "Qué pasó con el compromiso en un plan posterior de este sitio, según ese plan.",
)
class Afterwards:
    """What became of a commitment in a later plan."""

    plan: str = said("Plan", "Clave del plan que lo dice.")
    que_paso: str | None = said("Qué pasó", "Como en la tabla `continuidad`; null: sus datos no lo dicen.")
    compromiso: str | None = said("Compromiso", "Clave del compromiso de ese plan que lo retoma; null: ninguno.")
    motivo: Text
    enlaces: Links = to("continuidad", "pagina", sometimes=("compromiso",))


@component("DocumentoDeCompromiso", "Un compromiso", "El compromiso, cómo va y qué lo compone.")
class CommitmentDocument(OfPlan):
    """A commitment with its milestones."""

    compromiso: Commitment
    corte: LastCut
    cifras: FiguresOrNone
    propio: tuple[OwnAtCut, ...] = said(
        "Propio", "El compromiso mismo en cada corte en que se informó o se verificó, del primero al último."
    )
    actividades: tuple[ListedMilestone, ...] = said("Actividades", "Sus actividades, en su orden.")
    evidencias: tuple[ListedEvidence, ...] = said(
        "Evidencias", "Los documentos que hablan de todo el compromiso; los de una actividad van con ella."
    )
    modificaciones: tuple[Modification, ...] = said("Modificaciones", "Qué cambió de lo prometido, salvo las fechas.")
    despues: tuple[Afterwards, ...] = said(
        "Después", "Qué pasó con él en los planes que siguen; ninguno si ningún plan del sitio sigue a este."
    )
    afirmaciones: tuple[Claim, ...] = said("Afirmaciones", "Qué dice cada fuente de sus datos.")
    enlaces: Links = to("este", "plan", "compromisos", "pagina", "canal")


Milestone = Annotated[Row, Named("Actividad"), Columns(TableName.MILESTONES)]

Gap = Annotated[Row, Named("Falta"), Columns(TableName.GAPS)]

Question = Annotated[Row, Named("Pregunta"), Columns(TableName.QUESTIONS)]

Reply = Annotated[Row, Named("Replica"), Columns(TableName.REPLIES)]

Removal = Annotated[Row, Named("Retiro"), Columns(TableName.REMOVALS)]
