"""Rules of places: they say where they are, once, and what happens there; their areas are shapes of the plan's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import asin, cos, radians, sin, sqrt
from statistics import median

from micrositio.model.locations import Location, Position
from micrositio.model.plan import ActionPlan, TableData
from micrositio.model.vocabularies import TableName
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.problems.suggest import closest
from micrositio.sources.loader import SHAPES
from micrositio.sources.tree import PlanSource
from micrositio.validation.privacy import personal_data

EARTH = 6371.0088
"""The mean radius of the Earth, in kilometres (IUGG)."""
FAR_KILOMETRES, FAR_TIMES, FEWEST = 100, 5, 4
"""A place is far if it is so many kilometres, and so many times the usual distance, from the middle of all of them.

Of fewer places it is not known which one is far.
"""
_NAMED = 5


def swapped_coordinates(table: TableData | None) -> Iterator[Problem]:
    """Yields the rows whose latitude is too large to be one and, with their longitude in its place, would not be."""
    for origin, row in zip(table.origins, table.values, strict=True) if table else ():
        values = dict(zip(table.columns if table else (), row, strict=True))
        latitude, longitude = values["latitud"], values["longitud"]
        if latitude is not None and longitude is not None and abs(longitude) <= 90 < abs(latitude) <= 180:
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
    """A place is not much farther than the others from their middle: it may have a wrong number or sign."""
    known = [(each, each.position) for each in plan.locations if each.position]
    if len(known) < FEWEST:
        return
    middle = Position(*(median(getattr(at, name) for _, at in known) for name in Position._fields))
    distances = [distance(middle, at) for _, at in known]
    limit = max(FAR_KILOMETRES, FAR_TIMES * median(distances))
    for (each, _), found in zip(known, distances, strict=True):
        if found > limit:
            yield problem(Kind.LOCATION_FAR, each.at("latitude"), distance=round(found))


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
            names = ", ".join(unused[:_NAMED]) + ("…" if len(unused) > _NAMED else "")
            yield problem(Kind.AREA_UNUSED, source.shapes.places[unused[0]], count=len(unused), names=names)
        for place, words in source.shapes.words:
            for what, masked in personal_data(words):
                yield problem(Kind.PERSONAL_DATA, place, what=what, masked=masked)


def _unknown_areas(source: PlanSource, named: Sequence[Location]) -> Iterator[Problem]:
    shapes = source.shapes.by_id if source.shapes else {}
    kind = Kind.AREA_UNKNOWN if source.has_shapes else Kind.AREA_UNKNOWN_FILE
    for each in named:
        if each.area not in shapes:
            near = closest(each.area, shapes)
            yield problem(kind, each.at("area"), value=each.area, file=SHAPES, near=near)
