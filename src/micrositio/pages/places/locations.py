"""The places of a plan: where what it promises happens, on a map and in a list, in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from micrositio.model.locations import Location
from micrositio.model.text import proper
from micrositio.model.vocabularies import TableName
from micrositio.opendata.geojson_file import NAME, geometry_of
from micrositio.pages.drawing.geography import Map, map_of
from micrositio.pages.views.claims import Claims, claims, in_common
from micrositio.pages.views.layout import Crumb, Layout, Page
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
    """A part of the places of a plan.

    `parts` are the paths of all parts, in order; `total` is the number of all places; `file` is the GeoJSON file of all
    of them and `table` the page of their table.
    """

    layout: Layout
    places: tuple[PlaceView, ...]
    drawing: Map
    here: SitePath
    parts: tuple[SitePath, ...]
    total: int
    file: SitePath
    table: SitePath

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that every place of the part has, () if they differ."""
        return in_common(each.claims for each in self.places)

    @property
    def number(self) -> int:
        """The number of this part, from 1."""
        return self.parts.index(self.here) + 1


def place_pages(view: PlanView) -> Iterator[Page]:
    """Yields the parts of the plan's places."""
    plan = view.plan
    starts = range(0, len(plan.locations), PLACES_A_PART)
    paths = tuple(router.locations(plan, number) for number in range(1, len(starts) + 1))
    cards = {card.record.id: card for card in view.cards}
    for number, (path, start) in enumerate(zip(paths, starts, strict=True), 1):
        part = plan.locations[start : start + PLACES_A_PART]
        way = [Crumb(path, proper(str(number)))] if number > 1 else []
        context = PlacesPage(
            layout=view.site.plan_layout(view.frame, "places", *way),
            places=tuple(_place(view, each, start + place, cards) for place, each in enumerate(part, 1)),
            drawing=map_of([geometry_of(plan, each) for each in part]),
            here=path,
            parts=paths,
            total=len(plan.locations),
            file=router.download(plan, NAME),
            table=router.table(plan, TableName.LOCATIONS),
        )
        yield Page(path, "places.html", context, plan=plan.id)


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
