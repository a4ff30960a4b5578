"""A map as plain geometry: places and areas on a plane, their numbers apart from each other, and a scale.

The projection is equirectangular, true to scale in the middle of the map: enough for a municipality or a country. The
drawing is planned for the narrowest screen, where numbers are closest; every measure is a share of it, so that on a
wider screen the same numbers are farther apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, log10, pi, radians, sin
from typing import NamedTuple

from micrositio.model.locations import Geometry, Line, Position, area_under
from micrositio.pages.drawing.axis import percent

WIDTH = 288
"""Width of the drawing on the narrowest screen, in CSS pixels."""
WIDE, SQUARE = 192, 288
"""The heights that a drawing may have at that width."""
MARGIN, APART = 20, 28
"""The least distance of a place from the edge, and of two numbers from each other, in the same pixels."""
DEGREE = 111.195
"""Length of a degree of latitude, in kilometres."""
LEAST = 0.5
"""The least side of what a map shows, in kilometres."""
GROUND = 1000
"""Width of the ground on which areas are drawn, in units of its own."""
_NEAREST = 2
"""Points of an outline that are nearer than so many units of the ground are drawn as one."""
_STEPS = 12
_WIDEST_SCALE = 0.4
_NARROWEST = 0.01


class Spot(NamedTuple):
    """A point of the drawing: pixels from its left and top on the narrowest screen."""

    x: float
    y: float


class Projection(NamedTuple):
    """A plane on which the Earth is drawn: its middle, its scale in pixels a kilometre, and its height in pixels."""

    middle: Position
    scale: float
    height: int

    def spot(self, at: Position) -> Spot:
        """Returns the point of the drawing for a position."""
        east = (at.longitude - self.middle.longitude) * DEGREE * _narrowing(self.middle.latitude)
        north = (at.latitude - self.middle.latitude) * DEGREE
        return Spot(WIDTH / 2 + east * self.scale, self.height / 2 - north * self.scale)


def _narrowing(latitude: float) -> float:
    """Returns the length of a degree of longitude at a latitude, as a fraction of one at the equator; never 0."""
    return max(cos(radians(latitude)), _NARROWEST)


def projection(positions: Sequence[Position]) -> Projection:
    """Returns the largest projection in which all of the positions (at least one) fit within the margins."""
    latitudes, longitudes = [each.latitude for each in positions], [each.longitude for each in positions]
    middle = Position((min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2)
    across = max((max(longitudes) - min(longitudes)) * DEGREE * _narrowing(middle.latitude), LEAST)
    down = max((max(latitudes) - min(latitudes)) * DEGREE, LEAST)
    height = WIDE if across / down > (WIDTH / WIDE + 1) / 2 else SQUARE
    return Projection(middle, min((WIDTH - 2 * MARGIN) / across, (height - 2 * MARGIN) / down), height)


class Marker(NamedTuple):
    """The number of a place: its centre, that of the place, and whether they are apart; as shares of the drawing."""

    x: str
    y: str
    place_x: str
    place_y: str
    is_apart: bool


class Area(NamedTuple):
    """The outline of an area, as the path of an SVG in units of the ground, and whether it encloses a surface."""

    path: str
    is_filled: bool


class Scale(NamedTuple):
    """A round distance in metres and its length as a share of the drawing's width."""

    metres: int
    length: str

    @property
    def kilometres(self) -> int:
        """The distance in whole kilometres, 0 if it is shorter than one."""
        return self.metres // 1000


@dataclass(frozen=True)
class Map:
    """A drawing of places: a marker for each, in their order, the areas below them, and the scale.

    `ground` is the height of the ground in its units; `is_wide` states whether it is wider than it is high.
    """

    markers: tuple[Marker, ...]
    areas: tuple[Area, ...]
    scale: Scale
    ground: int
    is_wide: bool

    @property
    def is_apart(self) -> bool:
        """Whether some number is not on its place."""
        return any(each.is_apart for each in self.markers)


def map_of(shapes: Sequence[Geometry]) -> Map:
    """Returns the map of the shapes of some places, at least one."""
    plane = projection([position for shape in shapes for position in shape.positions])
    spots = [plane.spot(within(shape)) for shape in shapes]
    areas = (_area(plane, shape) for shape in dict.fromkeys(shapes) if shape.kind != "Point")
    return Map(
        markers=tuple(_marker(plane, *pair) for pair in zip(spots, _apart(spots, plane.height), strict=True)),
        areas=tuple(area for area in areas if area.path),
        scale=_scale(plane),
        ground=GROUND * plane.height // WIDTH,
        is_wide=plane.height == WIDE,
    )


def within(shape: Geometry) -> Position:
    """Returns a position of the shape: for polygons, one within the largest; for lines, halfway along the points."""
    if not shape.is_filled:
        line = max(shape.lines, key=len)
        return line[len(line) // 2]
    return _inside(max(shape.parts, key=lambda part: abs(area_under(part[0]))))


def _inside(rings: Sequence[Line]) -> Position:
    """Returns the middle of the widest stretch of a polygon on the parallel through its middle."""
    latitudes = sorted({each.latitude for each in rings[0]})
    middle = len(latitudes) // 2
    latitude = (latitudes[middle - 1] + latitudes[middle]) / 2 if middle else latitudes[0]
    found = sorted(crossing for ring in rings for crossing in _crossings(ring, latitude))
    stretches = list(zip(found[::2], found[1::2], strict=False)) or [(rings[0][0].longitude, rings[0][0].longitude)]
    west, east = max(stretches, key=lambda each: each[1] - each[0])
    return Position(latitude, (west + east) / 2)


def _crossings(ring: Line, latitude: float) -> Iterator[float]:
    """Yields the longitudes at which a ring crosses a parallel."""
    for a, b in pairwise(ring):
        if (a.latitude > latitude) != (b.latitude > latitude):
            share = (latitude - a.latitude) / (b.latitude - a.latitude)
            yield a.longitude + share * (b.longitude - a.longitude)


def _apart(spots: Iterable[Spot], height: int) -> list[Spot]:
    """Returns where each number goes: on its place or, where it would touch another, as near as it fits."""
    taken: list[Spot] = []
    for spot in spots:
        free = (
            each for each in _around(spot, height) if all(hypot(each.x - t.x, each.y - t.y) >= APART for t in taken)
        )
        taken.append(next(free, spot))
    return taken


def _around(spot: Spot, height: int) -> Iterator[Spot]:
    """Yields the spot and others around it, from near to far, that are within the drawing."""
    yield spot
    for ring in range(1, 4 * WIDTH // APART):
        for step in range(_STEPS * ring):
            angle, reach = 2 * pi * step / (_STEPS * ring), ring * APART / 2
            found = Spot(spot.x + reach * sin(angle), spot.y - reach * cos(angle))
            if APART / 2 <= found.x <= WIDTH - APART / 2 and APART / 2 <= found.y <= height - APART / 2:
                yield found


def _marker(plane: Projection, place: Spot, number: Spot) -> Marker:
    (x, y), (place_x, place_y) = ((percent(each.x / WIDTH), percent(each.y / plane.height)) for each in (number, place))
    return Marker(x, y, place_x, place_y, number != place)


def _area(plane: Projection, shape: Geometry) -> Area:
    drawn = (_outline(plane, line) for line in shape.lines)
    closed = "z" if shape.is_filled else ""
    fewest = 3 if shape.is_filled else 2
    paths = ("M" + " ".join(f"{x},{y}" for x, y in points) + closed for points in drawn if len(points) >= fewest)
    return Area("".join(paths), shape.is_filled)


def _outline(plane: Projection, line: Line) -> list[tuple[int, int]]:
    """Returns the points of a line in units of the ground, without those too near the one before."""
    found: list[tuple[int, int]] = []
    for at in line:
        x, y = (round(each * GROUND / WIDTH) for each in plane.spot(at))
        if not found or hypot(x - found[-1][0], y - found[-1][1]) >= _NEAREST:
            found.append((x, y))
    return found


def _scale(plane: Projection) -> Scale:
    """Returns the longest distance of 1, 2 or 5 times a power of ten that takes at most a part of the width."""
    longest = _WIDEST_SCALE * WIDTH / plane.scale * 1000
    power = 10 ** int(log10(longest))
    metres = max(step * power for step in (1, 2, 5) if step * power <= longest)
    return Scale(metres, percent(metres / 1000 * plane.scale / WIDTH))
