"""The places of a plan: where what it promises happens, on a map and in a list, in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from micrositio.model.locations import SHAPES, Location
from micrositio.model.vocabularies import TableName
from micrositio.opendata.geojson_file import geometry_of
from micrositio.pages.drawing.geography import Map, map_of
from micrositio.pages.paging.parting import in_parts
from micrositio.pages.views.claims import Claims, claims, in_common
from micrositio.pages.views.layout import Layout, Page
from micrositio.pages.views.parts import CommitmentCard, MilestoneLine
from micrositio.pages.views.plan_view import PlanView
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.paths import PLACES_A_PART, SitePath


@dataclass(frozen=True)
class PlaceView:
    """A place: its number on the map, its anchor, and what happens there with its state.

    `coordinates` are its latitude and longitude, and `uri` is their address for programs of maps (RFC 5870); both are
    empty for an area.
    """

    record: Location
    number: int
    anchor: str
    coordinates: str
    uri: str
    commitments: tuple[CommitmentCard, ...]
    milestones: tuple[MilestoneLine, ...]
    claims: Claims


@dataclass(frozen=True)
class PlacesPage:
    """A part of the places of a plan, drawn on a map of its own.

    `total` is the number of all places; `file` is the GeoJSON file of all of them and `table` the page of their table.
    """

    layout: Layout
    places: tuple[PlaceView, ...]
    drawing: Map
    total: int
    file: SitePath
    table: SitePath

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that every place of the part has, () if they differ."""
        return in_common(each.claims for each in self.places)


def place_pages(view: PlanView) -> Iterator[Page]:
    """Yields the parts of the plan's places."""
    plan, path = view.plan, router.locations(view.plan)
    cards = {card.record.id: card for card in view.cards}

    def drawn(places: Sequence[PlaceView]) -> Map:
        return map_of([geometry_of(plan, each.record) for each in places])

    places = tuple(_place(view, each, number, cards) for number, each in enumerate(plan.locations, 1))
    context = PlacesPage(
        layout=view.site.plan_layout(view.frame, "places"),
        places=places,
        drawing=drawn(places[:PLACES_A_PART]),
        total=len(places),
        file=router.download(plan, SHAPES),
        table=router.table(plan, TableName.LOCATIONS),
    )
    page = Page(path, "places.html", context, plan=plan.id)
    yield from in_parts(page, "places", most=PLACES_A_PART, then=lambda part: replace(part, drawing=drawn(part.places)))


def _place(view: PlanView, each: Location, number: int, cards: dict[str, CommitmentCard]) -> PlaceView:
    at = each.position
    return PlaceView(
        record=each,
        number=number,
        anchor=anchors.location_anchor(each.id),
        coordinates=f"{_degrees(at.latitude)}, {_degrees(at.longitude)}" if at else "",
        uri=f"geo:{_degrees(at.latitude)},{_degrees(at.longitude)}" if at else "",
        commitments=tuple(cards[key] for key in each.commitments),
        milestones=tuple(_lines(view, each.milestones)),
        claims=claims(view.plan, TableName.LOCATIONS, each, each.id),
    )


def _degrees(value: float) -> str:
    """Returns degrees with up to seven decimals: a centimetre."""
    return f"{value:.7f}".rstrip("0").rstrip(".")


def _lines(view: PlanView, milestones: Sequence[str]) -> Iterator[MilestoneLine]:
    last = view.course[-1].plan if view.course else None
    for key in milestones:
        yield view.line(view.plan.index.milestones[key], view.states.get(key), last)
