"""Rules of places: they say where they are, once, and what happens there; their areas are shapes of the plan's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import asin, cos, inf, radians, sin, sqrt
from statistics import median

from micrositio.model.locations import SHAPES, Location, Position
from micrositio.model.plan import ActionPlan, TableData
from micrositio.model.vocabularies import TableName
from micrositio.privacy.masking import unnamed
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.problems.suggest import closest
from micrositio.sources.tree import PlanSource

EARTH = 6371.0088
"""The mean radius of the Earth, in kilometres (IUGG)."""
POLAR = 84
"""No municipality is farther from the equator, in degrees."""
FAR_KILOMETRES, FAR_TIMES, FEWEST = 100, 5, 4
"""A place is far if it is so many kilometres, and so many times the usual distance, from the middle of all of them.

Of fewer places it is not known which one is far.
"""
_NAMED = 5


def swapped_coordinates(table: TableData | None) -> Iterator[Problem]:
    """Yields the rows whose latitude is that of no municipality and, with their longitude in its place, would be."""
    for origin, row in zip(table.origins, table.values, strict=True) if table else ():
        values = dict(zip(table.columns if table else (), row, strict=True))
        latitude, longitude = values["latitud"], values["longitud"]
        if latitude is not None and longitude is not None and abs(longitude) <= POLAR < abs(latitude) <= 180:
            place = Place(origin.file, origin.row, "latitud")
            yield problem(Kind.LOCATION_SWAPPED, place, latitude=latitude, longitude=longitude)


def places_are_somewhere(plan: ActionPlan) -> Iterator[Problem]:
    """A place has both coordinates, or an area and neither of them."""
    for each in plan.locations:
        known = [value is not None for value in (each.latitude, each.longitude)]
        if any(known) and not all(known):
            missing = each.at("longitude" if known[0] else "latitude")
            yield problem(Kind.LOCATION_UNPLACED_HALF, missing, column=missing.column)
        elif all(known) == bool(each.area):
            yield problem(Kind.LOCATION_UNPLACED, each.at("area" if each.area else "latitude"))


def places_have_a_purpose(plan: ActionPlan) -> Iterator[Problem]:
    """A place names a commitment or a milestone that happens there."""
    for each in plan.locations:
        if not each.commitments and not each.milestones:
            yield problem(Kind.LOCATION_IDLE, each.at("commitments"))


def places_are_near_each_other(plan: ActionPlan) -> Iterator[Problem]:
    """A place is not much farther than the others from their middle: it may have a wrong number, sign or order."""
    known = [(each, at) for each in plan.locations if (at := _somewhere(plan, each))]
    positions = [at for _, at in known]
    middles = positions[::-1] if len(known) == 2 else [_middle(positions)] * len(known)
    distances = [distance(*pair) for pair in zip(positions, middles, strict=True)]
    limit = max(FAR_KILOMETRES, FAR_TIMES * median(distances)) if len(known) >= FEWEST else inf
    for (each, at), middle, found in zip(known, middles, distances, strict=True):
        turned = Position(at.longitude, at.latitude) if each.position and abs(at.longitude) <= POLAR else at
        other = distance(turned, middle)
        if found > max(FAR_KILOMETRES, FAR_TIMES * other):
            yield problem(Kind.LOCATION_FAR_SWAPPED, each.at("latitude"), distance=round(found), other=round(other))
        elif found > limit:
            yield problem(Kind.LOCATION_FAR, each.at("latitude" if each.position else "area"), distance=round(found))


def _somewhere(plan: ActionPlan, each: Location) -> Position | None:
    """Returns the position of a place or the middle of its area; None if it has neither."""
    area = plan.areas.get(each.area)
    return each.position or (_middle(tuple(area.positions)) if area else None)


def _middle(positions: Sequence[Position]) -> Position:
    """Returns the median latitude and the median longitude of some positions, 0 if there are none."""
    return Position(*(median(each) for each in zip(*positions, strict=True))) if positions else Position(0, 0)


def distance(one: Position, other: Position) -> float:
    """Returns the distance between two positions in kilometres (haversine, on a sphere)."""
    (a, b), (c, d) = map(radians, one), map(radians, other)
    return 2 * EARTH * asin(sqrt(min(1.0, sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2)))


def area_problems(source: PlanSource, plan: ActionPlan, faulty: frozenset[str]) -> Iterator[Problem]:
    """Yields the areas of places that no shape has, the shapes that no place has, and personal data in the shapes.

    While the table of places is `faulty`, it is not known which shapes have no place.
    """
    named = [each for each in plan.locations if each.area]
    if source.has_shapes and source.shapes is None:
        return  # its own faults are already known
    yield from _unknown_areas(source, named)
    if source.shapes:
        used = {each.area for each in named}
        unused = [key for key in source.shapes.by_id if key not in used]
        if unused and TableName.LOCATIONS not in faulty:
            names = ", ".join(map(unnamed, unused[:_NAMED])) + ("…" if len(unused) > _NAMED else "")
            yield problem(Kind.AREA_UNUSED, source.shapes.places[unused[0]], count=len(unused), names=names)


def _unknown_areas(source: PlanSource, named: Sequence[Location]) -> Iterator[Problem]:
    shapes = source.shapes.by_id if source.shapes else {}
    kind = Kind.AREA_UNKNOWN if source.has_shapes else Kind.AREA_UNKNOWN_FILE
    for each in named:
        if each.area not in shapes:
            near = closest(each.area, shapes)
            value, near = unnamed(each.area), near and unnamed(near)
            yield problem(kind, each.at("area"), value=value, file=SHAPES, near=near)
