"""GeoJSON (RFC 7946) read: the bytes of a feature collection → its shapes by id, with the place of each fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from micrositio.formats.json_document import read_json
from micrositio.formats.yaml_document import Marked, Path
from micrositio.model.locations import KINDS, POLYGONS, Geometry, Line, Position
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

EXTENSION = ".geojson"
WGS84 = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326")
"""Names of WGS 84 in the member `crs`, which GeoJSON had before RFC 7946 and drawing programs still write."""
_DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""The number of lists within lists that hold the positions of each type of shape."""
_FEWEST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
"""The fewest positions of a line or ring of each type."""


@dataclass(frozen=True)
class Shapes:
    """The shapes of a file by id, and the strings of their properties, each with its place."""

    file: str
    by_id: Mapping[str, Geometry]
    places: Mapping[str, Place]
    words: tuple[tuple[Place, str], ...]


class _Fault(Exception):
    """A fault that stops the reading of a shape or of the file: its place, and in Spanish what is wrong."""

    def __init__(self, place: Place, detail: str, kind: Kind = Kind.GEOJSON_FORM) -> None:
        super().__init__(detail)
        key = "found" if kind is Kind.GEOJSON_FORM_SYSTEM else "detail"
        self.problem = problem(kind, place, **{key: detail})


def read_geojson(file: str, data: bytes) -> tuple[Shapes | None, list[Problem]]:
    """Returns the shapes of a feature collection, or None if one of them is faulty, and the problems found."""
    marked, problems = read_json(file, data)
    if marked is None:
        return None, problems
    try:
        features = _features(marked)
    except _Fault as fault:
        return None, [fault.problem]
    found: dict[str, Geometry] = {}
    places: dict[str, Place] = {}
    for number, feature in enumerate(features):
        try:
            key, shape = _feature(marked, number, feature, places)
        except _Fault as fault:
            problems.append(fault.problem)
        else:
            found[key], places[key] = shape, marked.place("features", number)
    words = tuple(_words(marked, features))
    return (None if problems else Shapes(file, found, places, words)), problems


def _features(marked: Marked) -> list[Any]:
    value = marked.value
    if not isinstance(value, dict) or value.get("type") != "FeatureCollection":
        raise _Fault(marked.place("type"), "no es una colección de figuras (FeatureCollection)")
    if "crs" in value and _named_system(value["crs"]) not in WGS84:
        raise _Fault(marked.place("crs"), f"dice «{_named_system(value['crs']) or '?'}»", Kind.GEOJSON_FORM_SYSTEM)
    features = value.get("features")
    if not isinstance(features, list):
        raise _Fault(marked.place("features"), "no tiene la lista de sus figuras («features»)")
    return features


def _named_system(system: Any) -> str:
    """Returns the name of a coordinate reference system, or "" where it has none."""
    properties = system.get("properties") if isinstance(system, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""


def _feature(marked: Marked, number: int, feature: Any, known: Mapping[str, Place]) -> tuple[str, Geometry]:
    at: Path = ("features", number)
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _Fault(marked.place(*at), "esto no es una figura (Feature)")
    key = _key(feature)
    if not key:
        raise _Fault(marked.place(*at), "la figura no tiene clave («id»)")
    if key in known:
        raise _Fault(marked.place(*at), f"la clave «{key}» ya es de la figura de la línea {known[key].row}")
    return key, _geometry(marked, (*at, "geometry"), feature.get("geometry"), key)


def _key(feature: Mapping[str, Any]) -> str:
    """Returns the id of a feature, from its member `id` or, as programs of maps write it, its property `id`."""
    properties = feature.get("properties")
    inner = properties.get("id") if isinstance(properties, dict) else None
    key = feature.get("id", inner)
    return str(key).strip() if isinstance(key, str | int) and not isinstance(key, bool) else ""


def _geometry(marked: Marked, at: Path, geometry: Any, key: str) -> Geometry:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in KINDS:
        raise _Fault(marked.place(*at), f"la figura «{key}» no es de una de estas clases: {', '.join(KINDS)}")
    inside: Path = (*at, "coordinates")
    lists = _lists(marked, inside, geometry.get("coordinates"), _DEPTHS[kind], key)
    parts = tuple(_part(kind, part) for part in (lists if kind == "MultiPolygon" else (lists,)))
    if not all(_is_sound(kind, line) for part in parts for line in part):
        need = "cada contorno necesita cuatro puntos y terminar donde empieza" if kind in POLYGONS else "faltan puntos"
        raise _Fault(marked.place(*inside), f"en la figura «{key}», {need}")
    return Geometry(kind, parts)


def _lists(marked: Marked, at: Path, value: Any, depth: int, key: str) -> Any:
    """Returns lists within lists, `depth` levels of them, with the positions in the innermost."""
    if not depth:
        return _position(marked, at, value, key)
    if not isinstance(value, list) or not value:
        raise _Fault(marked.place(*at), f"las coordenadas de la figura «{key}» no son de su clase")
    return tuple(_lists(marked, (*at, number), each, depth - 1, key) for number, each in enumerate(value))


def _position(marked: Marked, at: Path, value: Any, key: str) -> Position:
    """Returns a position; one that is no number, or too far for degrees, is a fault (a NaN is within no limits)."""
    if not isinstance(value, list) or not 2 <= len(value) <= 4 or not all(map(_is_number, value)):
        raise _Fault(marked.place(*at), f"en la figura «{key}» hay un punto que no son dos números")
    longitude, latitude = value[:2]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise _Fault(marked.place(*at), f"«{key}»: {longitude}, {latitude}", Kind.GEOJSON_FORM_SYSTEM)
    return Position(latitude, longitude)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -1e12 < value < 1e12


def _part(kind: str, part: Any) -> tuple[Line, ...]:
    """Returns the lines of a part: of a point or several, a line of one position for each."""
    if kind == "Point":
        return ((part,),)
    if kind == "MultiPoint":
        return tuple((each,) for each in part)
    return (part,) if kind == "LineString" else part


def _is_sound(kind: str, line: Line) -> bool:
    return len(line) >= _FEWEST.get(kind, 1) and (kind not in POLYGONS or line[0] == line[-1])


def _words(marked: Marked, features: list[Any]) -> Iterator[tuple[Place, str]]:
    """Yields every string among the properties of the features."""
    for number, feature in enumerate(features):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        for name, value in properties.items() if isinstance(properties, dict) else ():
            if isinstance(value, str):
                yield marked.place("features", number, "properties", name), value
