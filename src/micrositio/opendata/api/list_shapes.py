"""Shapes of the lists of a plan that have a document of their own: its groups, places, money and continuity."""

from __future__ import annotations

from typing import Annotated, Any

from micrositio.model.locations import KINDS
from micrositio.model.vocabularies import TableName
from micrositio.opendata.api.parts import Columns, Links, Named, Row, columns, component, said, to
from micrositio.opendata.api.plan_shapes import FiguresOrNone, LastCut, OfPlan


@component(
    "GrupoEnLista",
    "Grupo",
    "Un nivel por encima de los compromisos, sus cifras en el último corte y dónde está su página.",
)
class ListedGroup:
    """A group in the list of groups."""

    fila: Row = columns(TableName.GROUPS)
    cifras: FiguresOrNone
    enlaces: Links = to("pagina")


@component("ListaDeGrupos", "Grupos", "Los ejes, objetivos o programas del plan; ninguno si no los tiene.")
class GroupList(OfPlan):
    """The groups of a plan."""

    corte: LastCut
    grupos: tuple[ListedGroup, ...] = said("Grupos", "Los grupos, en su orden.")
    enlaces: Links = to("este", "plan", sometimes=("pagina",))


@component(
    "TotalDeDinero",
    "Total de dinero",
    "La suma de los renglones del plan, de un grupo o de un compromiso en una moneda. Los de un compromiso son los "
    "suyos y los de sus actividades.",
)
class MoneySum:
    """The money of the plan, a group or a commitment in one currency; None for an amount that no line states."""

    nivel: str = said("Nivel", "De qué es el total.", enum=["plan", "grupo", "compromiso"])
    registro: str = said("Registro", "Clave del plan, del grupo o del compromiso.")
    moneda: str = said("Moneda", "Código de la moneda (ISO 4217).")
    renglones: int = said("Renglones", "Cuántos renglones se sumaron.", minimum=0)
    aprobado: float | None = said("Aprobado", "Suma de lo aprobado; null si ningún renglón lo dice.")
    comprometido: float | None = said("Comprometido", "Suma de lo comprometido; null si ningún renglón lo dice.")
    ejercido: float | None = said("Ejercido", "Suma de lo gastado; null si ningún renglón lo dice.")
    aprobado_comparado: float | None = said(
        "Aprobado que se compara",
        "Lo aprobado de lo que también se sabe lo gastado: lo mismo, en periodos que se tocan; null si no hay.",
    )
    ejercido_comparado: float | None = said(
        "Gastado que se compara", "Lo gastado de lo que también se sabe lo aprobado; null si no hay."
    )
    parte_ejercida: float | None = said(
        "Parte gastada", "`ejercido_comparado` entre `aprobado_comparado` (1 es todo); null si no se puede dividir."
    )


BudgetLine = Annotated[Row, Named("RenglonDePresupuesto"), Columns(TableName.BUDGET)]


@component(
    "DineroDelPlan",
    "Dinero del plan",
    "Los renglones de la tabla `presupuesto` y sus totales; ninguno si el plan no la tiene. No entra en el avance.",
)
class Money(OfPlan):
    """The money of a plan: its totals and the lines that they are made of."""

    totales: tuple[MoneySum, ...] = said("Totales", "Los del plan, los de cada grupo y los de cada compromiso.")
    renglones: tuple[BudgetLine, ...] = said("Renglones", "Los renglones, en su orden.")
    enlaces: Links = to("este", "plan", sometimes=("pagina",))


@component("Figura", "Figura", "El punto de un lugar o la figura de su área, como la geometría de GeoJSON (RFC 7946).")
class Shape:
    """The shape of a place, as a GeoJSON geometry."""

    type: str = said("Clase", "Clase de figura.", enum=["Point", *KINDS])
    coordinates: list[Any] = said("Coordenadas", "En grados de WGS84, primero la longitud; anidadas según la clase.")


@component("LugarEnLista", "Lugar", "Un lugar, su figura y dónde está su página.")
class ListedLocation:
    """A place in the list of places."""

    fila: Row = columns(TableName.LOCATIONS)
    figura: Shape
    enlaces: Links = to("pagina")


@component("ListaDeLugares", "Lugares", "Dónde pasa lo que el plan promete; ninguno si no se conocen.")
class LocationList(OfPlan):
    """The places of a plan."""

    lugares: tuple[ListedLocation, ...] = said("Lugares", "Los lugares, en su orden.")
    enlaces: Links = to("este", "plan", sometimes=("pagina", "geojson"))


@component(
    "ContinuidadEnLista",
    "Compromiso anterior",
    "Qué pasó con un compromiso anterior, y dónde están los documentos de los dos, si son de planes de este sitio.",
)
class ListedContinuation:
    """What became of an earlier commitment, in the list of the plan that follows it."""

    fila: Row = columns(TableName.CONTINUITY)
    enlaces: Links = to(sometimes=("anterior", "compromiso"))


@component(
    "ContinuidadDelPlan",
    "Continuidad",
    "Qué pasó con los compromisos de los planes anteriores, según este; ninguno si no se ha dicho.",
)
class Continuity(OfPlan):
    """What became of the commitments of earlier plans, as this plan states it."""

    compromisos: tuple[ListedContinuation, ...] = said("Compromisos anteriores", "Las filas, en su orden.")
    enlaces: Links = to("este", "plan", sometimes=("pagina",))
