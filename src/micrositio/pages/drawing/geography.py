"""A map as plain geometry: places and areas on a plane, their numbers apart from each other, and a scale.

The projection is equirectangular, true to scale in the middle of the map: enough for a municipality or a country. The
drawing is planned for the narrowest screen, where numbers are closest; every measure is a share of it, so that on a
wider screen the same numbers are farther apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
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
MOST_POINTS = 3000
"""Maximum number of points of all the outlines of a map: each takes up to 8 bytes of its page."""
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
    """The number of a place: its centre and that of the place, as shares of the drawing.

    `is_apart` states whether they differ, and `is_drawn` whether the place is an area whose outline is drawn.
    """

    x: str
    y: str
    place_x: str
    place_y: str
    is_apart: bool
    is_drawn: bool


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
    shapes = _on_one_side(shapes)
    plane = projection([position for shape in shapes for position in shape.positions])
    spots = [plane.spot(within(shape)) for shape in shapes]
    numbers = _apart(spots, plane.height)
    areas = _areas(plane, dict.fromkeys(shape for shape in shapes if shape.kind != "Point"))
    return Map(
        markers=tuple(
            _marker(plane, spot, number, is_drawn=shape in areas)
            for spot, number, shape in zip(spots, numbers, shapes, strict=True)
        ),
        areas=tuple(areas.values()),
        scale=_scale(plane),
        ground=GROUND * plane.height // WIDTH,
        is_wide=plane.height == WIDE,
    )


def _on_one_side(shapes: Sequence[Geometry]) -> Sequence[Geometry]:
    """Returns the shapes with longitudes from 0 to 360 if that makes the map narrower: they are about the 180th."""
    turned = [_turned(shape) for shape in shapes]
    return turned if _breadth(turned) < _breadth(shapes) else shapes


def _turned(shape: Geometry) -> Geometry:
    return replace(
        shape,
        parts=tuple(
            tuple(tuple(Position(each.latitude, each.longitude % 360) for each in line) for line in part)
            for part in shape.parts
        ),
    )


def _breadth(shapes: Iterable[Geometry]) -> float:
    """Returns the difference of the longitudes of the easternmost and the westernmost position."""
    found = [each.longitude for shape in shapes for each in shape.positions]
    return max(found) - min(found)


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


def _apart(spots: Sequence[Spot], height: int) -> list[Spot]:
    """Returns where each number goes: on its place or, where it would touch another, as near as it fits.

    If one fits nowhere between those before it, all of them go in rows: of these there is room for 60 or more.
    """
    taken: list[Spot] = []
    for spot in spots:
        near = _around(spot, height)
        free = next((each for each in near if all(_distance(each, other) >= APART for other in taken)), None)
        if free is None:
            return list(_in_rows(spots, height))
        taken.append(free)
    return taken


def _in_rows(spots: Iterable[Spot], height: int) -> Iterator[Spot]:
    """Yields for each spot the nearest free one of a grid."""
    columns, rows = (range(APART // 2, side - APART // 2 + 1, APART) for side in (WIDTH, height))
    free = [Spot(x, y) for y in rows for x in columns]
    for spot in spots:
        found = min(free, key=partial(_distance, spot), default=spot)
        free = [each for each in free if each != found]
        yield found


def _distance(one: Spot, other: Spot) -> float:
    return hypot(one.x - other.x, one.y - other.y)


def _around(spot: Spot, height: int) -> Iterator[Spot]:
    """Yields the spot and others around it, from near to far, that are within the drawing."""
    yield spot
    for ring in range(1, 4 * WIDTH // APART):
        for step in range(_STEPS * ring):
            angle, reach = 2 * pi * step / (_STEPS * ring), ring * APART / 2
            found = Spot(spot.x + reach * sin(angle), spot.y - reach * cos(angle))
            if APART / 2 <= found.x <= WIDTH - APART / 2 and APART / 2 <= found.y <= height - APART / 2:
                yield found


def _marker(plane: Projection, place: Spot, number: Spot, *, is_drawn: bool) -> Marker:
    (x, y), (place_x, place_y) = ((percent(each.x / WIDTH), percent(each.y / plane.height)) for each in (number, place))
    return Marker(x, y, place_x, place_y, number != place, is_drawn)


def _areas(plane: Projection, shapes: Iterable[Geometry]) -> dict[Geometry, Area]:
    """Returns the areas of the shapes that can be seen; of too many points, one in two, in four and so on."""
    lines = {shape: [_outline(plane, line) for line in shape.lines] for shape in shapes}
    step = 1
    while True:
        drawn = {shape: list(_thinned(each, step, 3 if shape.is_filled else 2)) for shape, each in lines.items()}
        if sum(len(points) for each in drawn.values() for points in each) <= MOST_POINTS:
            return {shape: _area(each, is_filled=shape.is_filled) for shape, each in drawn.items() if each}
        step *= 2


def _outline(plane: Projection, line: Line) -> list[tuple[int, int]]:
    """Returns the points of a line in units of the ground, without those too near the one before."""
    found: list[tuple[int, int]] = []
    for at in line:
        x, y = (round(each * GROUND / WIDTH) for each in plane.spot(at))
        if not found or hypot(x - found[-1][0], y - found[-1][1]) >= _NEAREST:
            found.append((x, y))
    return found


def _thinned(lines: Iterable[list[tuple[int, int]]], step: int, fewest: int) -> Iterator[list[tuple[int, int]]]:
    """Yields every `step`-th point of each line, if these are at least `fewest`."""
    yield from (found for line in lines if len(found := line[::step]) >= fewest)


def _area(lines: Iterable[Sequence[tuple[int, int]]], *, is_filled: bool) -> Area:
    closed = "z" if is_filled else ""
    return Area("".join("M" + " ".join(f"{x},{y}" for x, y in points) + closed for points in lines), is_filled)


def _scale(plane: Projection) -> Scale:
    """Returns the longest distance of 1, 2 or 5 times a power of ten that takes at most a part of the width."""
    longest = _WIDEST_SCALE * WIDTH / plane.scale * 1000
    power = 10 ** int(log10(longest))
    metres = max(step * power for step in (1, 2, 5) if step * power <= longest)
    return Scale(metres, percent(metres / 1000 * plane.scale / WIDTH))
