"""The types of the documents of the API and their parts: milestones, cuts, evidence, figures, tables.

The site, the plan and its commitments are in `plan_shapes`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from micrositio.model.text import Text
from micrositio.model.vocabularies import TableName
from micrositio.opendata.api.parts import Columns, Links, Named, Row, Rules, columns, component, said, to
from micrositio.opendata.api.plan_shapes import (
    PROVES,
    Claim,
    Figures,
    FiguresOrNone,
    ListedEvidence,
    Milestone,
    MilestoneFiguresOrNone,
    Modification,
    OfPlan,
)
from micrositio.opendata.file_formats import OWN_FORMATS, TABLE_FORMATS
from micrositio.progress.milestone_changes import ChangeKind

DIGEST = "^[0-9a-f]{64}$"
MOMENT = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"

Indicator = Annotated[Row, Named("Indicador"), Columns(TableName.INDICATORS, without=("actividad",))]
Measurement = Annotated[Row, Named("Medicion"), Columns(TableName.MEASUREMENTS, without=("corte",))]
Partner = Annotated[Row, Named("Colaboracion"), Columns(TableName.PARTNERS, without=("actividad",))]

PeriodTarget = Annotated[Row, Named("MetaDePeriodo"), Columns(TableName.PROGRAMME, without=("actividad",))]
Rescheduling = Annotated[Row, Named("Reprogramacion"), Columns(TableName.RESCHEDULINGS, without=("actividad",))]

Update = Annotated[Row, Named("Avance"), Columns(TableName.UPDATES, without=("corte", "actividad"))]

Check = Annotated[Row, Named("Verificacion"), Columns(TableName.VERIFICATIONS, without=("corte", "actividad"))]

Erratum = Annotated[Row, Named("Errata"), Columns(TableName.ERRATA, without=("corte",))]


@component(
    "ActividadEnUnCorte",
    "La actividad en un corte",
    "Qué se informó, qué se verificó en ese corte, qué se corrigió después y sus cifras.",
)
class MilestoneAtCut:
    """The data of a milestone at a cut."""

    corte: str = said("Corte", "Clave del corte.")
    fecha: date = said("Fecha", "Fecha del corte.")
    avance: Update | None = said("Lo que se informó", "La fila de la tabla `avances`; null: sin dato.")
    mediciones: tuple[Measurement, ...] = said(
        "Lo que se midió", "Las filas de la tabla `mediciones` de ese corte, una por indicador con dato."
    )
    verificacion: Check | None = said(
        "Lo que se verificó", "La fila de la tabla `verificaciones` de ese corte; null: sin verificación en él."
    )
    cifras: MilestoneFiguresOrNone
    erratas: tuple[Erratum, ...] = said("Erratas", "Qué se corrigió después de lo que dijo ese corte.")
    enlaces: Links = to("documento", "pagina")


@component("DocumentoDeActividad", "Una actividad", "La actividad y todo su curso.")
class MilestoneDocument(OfPlan):
    """A milestone with its data at every cut."""

    actividad: Milestone
    reprogramaciones: tuple[Rescheduling, ...] = said(
        "Reprogramaciones", "Sus cambios de fecha, del primero al último."
    )
    colaboraciones: tuple[Partner, ...] = said(
        "Colaboraciones", "Las otras instituciones que participan, con su papel."
    )
    programacion: tuple[PeriodTarget, ...] = said("Programación", "Sus metas por periodo, de la primera a la última.")
    indicadores: tuple[Indicator, ...] = said("Indicadores", "Sus indicadores, si se mide con varios, en su orden.")
    modificaciones: tuple[Modification, ...] = said("Modificaciones", "Qué cambió de lo prometido, salvo las fechas.")
    evidencias: tuple[ListedEvidence, ...] = said("Evidencias", "Los documentos que la nombran.")
    cortes: tuple[MilestoneAtCut, ...] = said("Cortes", "La actividad en cada corte, del primero al último.")
    afirmaciones: tuple[Claim, ...] = said("Afirmaciones", "Qué dice cada fuente de sus datos.")
    enlaces: Links = to("este", "plan", "compromiso", "pagina")


Digest = Annotated[
    str | None, Named("Huella", "Huella", "SHA-256 en hexadecimal, o null si no la hay."), Rules((("pattern", DIGEST),))
]


@component("CorteEnLista", "Corte en la lista", "Un corte, las cifras del plan en él y su sello.")
class ListedCut:
    """A cut in the list."""

    fila: Row = columns(TableName.REPORTING_PERIODS, "id", "fecha", "publicado")
    cifras: FiguresOrNone
    sello: Digest
    enlaces: Links = to("documento", "pagina")


@component("ListaDeCortes", "Cortes", "Los cortes del plan, del primero al último.")
class CutList(OfPlan):
    """The cuts of a plan, oldest first."""

    cortes: tuple[ListedCut, ...] = said("Cortes", "Los cortes.")
    enlaces: Links = to("este", "plan", "pagina")


Cut = Annotated[Row, Named("Corte"), Columns(TableName.REPORTING_PERIODS)]


@component("DocumentoConNombre", "Un documento", "La clave de un documento y su título.")
class NamedDocument:
    """A document by its key and title."""

    id: str = said("Clave", "Clave del documento en `evidencias`.")
    titulo: Text


@component("UltimoInforme", "Lo último informado", "Lo último que se había informado de la actividad al corte.")
class LastReport:
    """The last report of a milestone up to a cut."""

    corte: str = said("Corte", "En qué corte se informó.")
    estado: str | None = said("Estado", "Estado informado, en la escala del plan; null: sin dato.")
    en_palabras: Text
    cumplimiento: str | None = said("Cumplimiento", "El mismo estado en las palabras del IRM; null: sin dato.")
    valor: float | None = said("Valor", "Valor informado del indicador; null: sin dato.")
    reportado: float | None = said("Avance informado", "De 0 a 1; null: sin dato.")


@component("UltimaVerificacion", "Lo último verificado", "La última verificación de la actividad al corte.")
class LastCheck:
    """The last verification of a milestone up to a cut."""

    corte: str = said("Corte", "De qué corte es la verificación.")
    estado: str = said("Estado", "Estado aceptado, en la escala del plan.")
    en_palabras: Text
    verificado: float | None = said("Avance verificado", "De 0 a 1; null: no dice con qué documentos.")


@component("ActividadAlCorte", "Una actividad al corte", "Cómo estaba la actividad el día del corte.")
class MilestoneStanding:
    """A milestone as it stood at a cut."""

    id: str = said("Clave", "Clave de la actividad.")
    compromiso: str = said("Compromiso", "Clave de su compromiso.")
    nombre: Text
    unidad: Text
    informado: LastReport | None = said("Lo último informado", "null: no se había informado.")
    verificado: LastCheck | None = said("Lo último verificado", "null: sin verificación.")
    inicio: date | None = said("Inicio", "Fecha de inicio vigente; null: sin dato.")
    fin: date | None = said("Término", "Fecha de término vigente; null: sin dato.")
    atrasada: bool = said("Atrasada", "Si había pasado su fecha límite sin terminarse.")
    evidencias: tuple[NamedDocument, ...] = said("Evidencias", "Los documentos que la nombran y ya contaban.")


@component("CompromisoEnUnCorte", "Un compromiso en un corte", "El compromiso, sus cifras y sus documentos al corte.")
class CommitmentAtCut:
    """A commitment's figures and documents at a cut."""

    fila: Row = columns(TableName.COMMITMENTS, "id", "numero")
    nombre: Text
    cifras: FiguresOrNone
    evidencias: tuple[NamedDocument, ...] = said("Evidencias", "Los documentos que lo nombran y ya contaban.")
    propio: MilestoneStanding | None = said(
        "Propio", "Lo que informa de sí mismo, como estaba al corte; null: no informa de sí mismo."
    )
    enlaces: Links = to("documento")


@component("LoInformado", "Lo informado antes", "Lo último que se había informado de la actividad.")
class Report:
    """What was reported of a milestone."""

    corte: str = said("Corte", "En qué corte se informó.")
    estado: str | None = said("Estado", "Estado informado; null: sin dato.")
    valor: float | None = said("Valor", "Valor informado del indicador; null: sin dato.")
    reportado: float | None = said("Avance informado", "De 0 a 1; null: sin dato.")


@component("Cambio", "Cambio", "Qué le pasó a una actividad en el corte.")
class Change:
    """What happened to a milestone at a cut."""

    tipo: ChangeKind = said("Tipo", "Qué pasó.")
    actividad: str = said("Actividad", "Clave de la actividad.")
    compromiso: str = said("Compromiso", "Clave de su compromiso.")
    ahora: Report | None = said("Lo informado en el corte", "null: sin informe en este corte.")
    antes: Report | None = said("Lo informado antes", "null: no se había informado.")
    reprogramacion: Rescheduling | None = said(
        "Cambio de fecha", "El cambio de fecha, si eso fue lo que pasó; si no, null."
    )
    enlaces: Links = to("documento")


@component("CambioDeCompromiso", "Cambio de un compromiso", "Qué cambió de lo que un compromiso informa de sí mismo.")
class OwnChange:
    """What happened to what a commitment reports of itself at a cut."""

    tipo: ChangeKind = said("Tipo", "Qué pasó.")
    compromiso: str = said("Compromiso", "Clave del compromiso.")
    ahora: Report | None = said("Lo informado en el corte", "null: sin informe en este corte.")
    antes: Report | None = said("Lo informado antes", "null: no se había informado.")
    enlaces: Links = to("documento")


@component("SelloDeTiempo", "Sello de tiempo", "Lo que una autoridad de fuera dice de cuándo vio el sello (RFC 3161).")
class TimeStamp:
    """A time stamp beside a seal."""

    autoridad: str = said("Autoridad", "Quién lo dio, como lo dice su certificado.")
    momento: str = said("Momento", "Cuándo vio el sello, en UTC.", pattern=MOMENT)
    enlaces: Links = to("respuesta", "certificados")


@component("Sello", "Sello", "El sello del corte: con él se comprueba que nada cambió después.")
class Seal:
    """A cut's seal: SHA-256 digests in hexadecimal."""

    huella: str = said("Huella", "SHA-256 de SHA256SUMS, en hexadecimal.", pattern=DIGEST)
    anterior: Digest
    sello_de_tiempo: TimeStamp | None = said("Sello de tiempo", "null: no tiene.")
    enlaces: Links = to("sumas")


@component("Archivo", "Archivo", "Un archivo de los datos como estaban en el corte.")
class ArchivedFile:
    """A file of the data as they were at a cut."""

    nombre: str = said("Nombre", "Nombre del archivo.")
    bytes: int = said("Tamaño", "Tamaño en bytes.", minimum=0)
    enlaces: Links = to("archivo")


@component(
    "DocumentoDeCorte", "Un corte", "El plan en un corte: cifras, cambios, correcciones, datos de entonces y sello."
)
class CutDocument(OfPlan):
    """A cut."""

    corte: Cut
    cifras: FiguresOrNone
    compromisos: tuple[CommitmentAtCut, ...] = said("Compromisos", "Cada compromiso en el corte.")
    actividades: tuple[MilestoneStanding, ...] = said("Actividades", "Cada actividad como estaba al corte.")
    cambios: tuple[Change, ...] = said("Cambios", "Qué cambió desde el corte anterior.")
    cambios_de_compromisos: tuple[OwnChange, ...] = said(
        "Cambios de los compromisos", "Qué cambió de lo que los compromisos informan de sí mismos."
    )
    modificaciones: tuple[Modification, ...] = said(
        "Modificaciones", "Qué cambió de lo prometido desde el corte anterior, salvo las fechas."
    )
    erratas: tuple[Erratum, ...] = said("Erratas", "Qué se corrigió después de lo que dijo este corte.")
    sello: Seal | None = said("Sello", "null: el corte no está sellado.")
    archivos: tuple[ArchivedFile, ...] = said("Archivos", "Los datos como estaban en el corte.")
    enlaces: Links = to("este", "plan", "cortes", "pagina")


@component("ListaDeEvidencias", "Evidencias", "Los documentos del plan.")
class EvidenceList(OfPlan):
    """The evidence of a plan."""

    evidencias: tuple[ListedEvidence, ...] = said("Evidencias", "Los documentos.")
    enlaces: Links = to("este", "plan", "pagina")


Evidence = Annotated[Row, Named("Evidencia"), Columns(TableName.EVIDENCE)]


@component("Referencia", "Referencia", "Una clave y dónde está su documento.")
class Reference:
    """A key and the address of its document."""

    id: str = said("Clave", "Clave de lo que se nombra.")
    enlaces: Links = to("documento")


@component(
    "DocumentoDeEvidencia",
    "Una evidencia",
    "La ficha de un documento. `enlaces.archivo` lleva al documento si está en el sitio; si está en "
    "otro, la ficha dice dónde.",
)
class EvidenceDocument(OfPlan):
    """A piece of evidence."""

    evidencia: Evidence
    prueba: str = said("Prueba", PROVES)
    compromisos: tuple[Reference, ...] = said("Compromisos", "Los compromisos que nombra.")
    actividades: tuple[Reference, ...] = said("Actividades", "Las actividades que nombra.")
    afirmaciones: tuple[Claim, ...] = said("Afirmaciones", "Qué dice cada fuente de sus datos.")
    enlaces: Links = to("este", "plan", "evidencias", "pagina", sometimes=("archivo",))


@component("CifrasEnUnCorte", "Cifras en un corte", "Las cifras del plan en un corte.")
class FiguresAtCut:
    """The plan's figures at a cut."""

    corte: str = said("Corte", "Clave del corte.")
    fecha: date = said("Fecha", "Fecha del corte.")
    cifras: Figures
    enlaces: Links = to("documento")


@component("SerieDeCifras", "Cifras de todos los cortes", "Las cifras del plan, del primer corte al último.")
class FigureSeries(OfPlan):
    """The plan's figures at every cut, oldest first."""

    cortes: tuple[FiguresAtCut, ...] = said("Cortes", "Las cifras de cada corte.")
    enlaces: Links = to("este", "plan")


@component("Tabla", "Tabla", "Una tabla del plan y dónde están sus archivos.")
class Table:
    """A table, its size and the addresses of its files."""

    nombre: str = said("Nombre", "Nombre de la tabla.")
    titulo: Text
    descripcion: Text
    filas: int = said("Filas", "Cuántas filas.", minimum=0)
    columnas: int = said("Columnas", "Cuántas columnas.", minimum=1)
    enlaces: Links = to(
        "pagina",
        *(each.key for each in TABLE_FORMATS),
        sometimes=("esquema", *(each.key for formats in OWN_FORMATS.values() for each in formats)),
    )


@component("ListaDeTablas", "Tablas", "Las tablas del plan, en orden de lectura.")
class TableList(OfPlan):
    """The tables of a plan, in reading order."""

    tablas: tuple[Table, ...] = said("Tablas", "Las tablas.")
    enlaces: Links = to("este", "plan", "pagina", "paquete")
