"""The places of a plan: where commitments and milestones happen, and the shapes of areas as GeoJSON has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from micrositio.model.records import Record, column
from micrositio.model.text import Text


class Position(NamedTuple):
    """A position on the Earth (WGS 84), in decimal degrees."""

    latitude: float
    longitude: float


SHAPES = "lugares.geojson"
"""Name of the file with the shapes of the areas of a plan, and of the one in which all its places are published."""

Line = tuple[Position, ...]
"""The positions of a line, in order; that of a ring ends where it begins."""


@dataclass(frozen=True)
class Geometry:
    """A shape: its type in GeoJSON (`kind`) and its parts.

    That of a point is a line of one position; those of polygons are the rings of each polygon, the outer one first.
    """

    kind: str
    parts: tuple[tuple[Line, ...], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line or ring of the shape."""
        return tuple(line for part in self.parts for line in part)

    @property
    def positions(self) -> Iterator[Position]:
        """Every position of the shape."""
        return (position for line in self.lines for position in line)

    @property
    def is_filled(self) -> bool:
        """Whether the shape is made of polygons."""
        return self.kind in POLYGONS

    @property
    def coordinates(self) -> Any:
        """The coordinates as GeoJSON has them: longitude first, outer rings counterclockwise and holes clockwise."""
        return _SHAPED[self.kind](self)


POLYGONS = ("Polygon", "MultiPolygon")


def point(position: Position) -> Geometry:
    """Returns the shape of a single position."""
    return Geometry("Point", (((position,),),))


def area_under(ring: Line) -> float:
    """Returns the signed area of a ring in square degrees, positive if it runs counterclockwise."""
    steps = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(a.longitude * b.latitude - b.longitude * a.latitude for a, b in steps) / 2


def _pairs(line: Line) -> list[list[float]]:
    return [[each.longitude, each.latitude] for each in line]


def _rings(part: tuple[Line, ...]) -> list[list[list[float]]]:
    """Returns the rings of a polygon by the right-hand rule (RFC 7946, 3.1.6)."""
    turned = ((area_under(ring) >= 0) == (number == 0) for number, ring in enumerate(part))
    return [_pairs(ring if right else ring[::-1]) for ring, right in zip(part, turned, strict=True)]


_SHAPED: Mapping[str, Callable[[Geometry], Any]] = {
    "Point": lambda each: _pairs(each.lines[0])[0],
    "LineString": lambda each: _pairs(each.lines[0]),
    "MultiLineString": lambda each: [_pairs(line) for line in each.lines],
    "Polygon": lambda each: _rings(each.parts[0]),
    "MultiPolygon": lambda each: [_rings(part) for part in each.parts],
}
KINDS = tuple(kind for kind in _SHAPED if kind != "Point")
"""The types of shape that an area may have."""


@dataclass(frozen=True, slots=True)
class Location(Record):
    """A place where something of the plan happens.

    It has a latitude and a longitude, or the id of an area of the plan's GeoJSON file; never both.
    """

    id: str = column("id")
    name: Text = column("nombre")
    commitments: tuple[str, ...] = column("compromiso")
    milestones: tuple[str, ...] = column("actividad")
    latitude: float | None = column("latitud")
    longitude: float | None = column("longitud")
    area: str = column("area")
    address: Text = column("direccion")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")

    @property
    def position(self) -> Position | None:
        """The position of the place, or None if it is an area."""
        if self.latitude is None or self.longitude is None:
            return None
        return Position(self.latitude, self.longitude)
