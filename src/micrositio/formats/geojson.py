"""GeoJSON (RFC 7946) read: the bytes of a feature collection → its shapes by id, with the place of each fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from micrositio.formats.json_document import read_json
from micrositio.formats.yaml_document import MAXIMUM_BYTES, Marked, Path
from micrositio.model.locations import KINDS, POLYGONS, Geometry, Line, Position
from micrositio.problems import places as texts
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

WGS84 = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326")
"""Names of WGS 84 in the member `crs`, which GeoJSON had before RFC 7946 and drawing programs still write."""
_DEPTHS = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""The number of lists within lists that hold the positions of each type of shape."""
_POINTS = ("Point", "MultiPoint")
_COORDINATES = "coordinates"


@dataclass(frozen=True)
class Shapes:
    """The shapes of a file by id, each with its place."""

    file: str
    by_id: Mapping[str, Geometry]
    places: Mapping[str, Place]


class _Fault(Exception):
    """A fault that stops the reading of a shape or of the file: its kind, its place and the details of its message."""

    def __init__(self, kind: Kind, place: Place, **details: str) -> None:
        super().__init__(kind)
        self.problem = problem(kind, place, **details)


def read_geojson(file: str, data: bytes) -> tuple[Shapes | None, list[Problem]]:
    """Returns the shapes of a feature collection, or None if one of them is faulty, and the problems found."""
    if len(data) > MAXIMUM_BYTES:
        return None, [problem(Kind.YAML_LIMITS_SHAPES, Place(file, 1))]
    marked, problems = read_json(file, data)
    if marked is None:
        return None, problems
    try:
        features = _features(marked)
    except _Fault as fault:
        return None, [fault.problem]
    found: dict[str, Geometry] = {}
    numbers: dict[str, int] = {}
    for number, feature in enumerate(features):
        try:
            key, shape = _feature(_Feature(marked, number), feature, numbers)
        except _Fault as fault:
            problems.append(fault.problem)
        else:
            found[key], numbers[key] = shape, number
    places = {key: marked.place("features", number) for key, number in numbers.items()}
    if any(each.is_error for each in problems):
        return None, problems
    return Shapes(file, found, places), problems


def _features(marked: Marked) -> list[Any]:
    value = marked.value
    if not isinstance(value, dict) or value.get("type") != "FeatureCollection":
        raise _Fault(Kind.GEOJSON_FORM, marked.place("type"), detail=texts.NO_COLLECTION)
    if "crs" in value and _named_system(value["crs"]) not in WGS84:
        named = f"«{_named_system(value['crs']) or '?'}»"
        raise _Fault(Kind.GEOJSON_FORM_SYSTEM, marked.place("crs"), found=named)
    features = value.get("features")
    if not isinstance(features, list):
        raise _Fault(Kind.GEOJSON_FORM, marked.place("features"), detail=texts.NO_LIST)
    return features


def _named_system(system: Any) -> str:
    """Returns the name of a coordinate reference system, or "" where it has none."""
    properties = system.get("properties") if isinstance(system, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""


@dataclass(frozen=True)
class _Feature:
    """Where a feature is: its file and its number in it, from 0."""

    marked: Marked
    number: int

    def fault(self, at: Path, detail: str, **values: object) -> _Fault:
        """Returns the fault `detail` of the feature, at a path within it."""
        text = detail.format(number=self.number + 1, **values)
        return _Fault(Kind.GEOJSON_FORM, self.place(at), detail=text)

    def place(self, at: Path) -> Place:
        """Returns the place of a path within the feature."""
        return self.marked.place("features", self.number, *at)


def _feature(of: _Feature, feature: Any, known: Mapping[str, int]) -> tuple[str, Geometry]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise of.fault((), texts.NO_FEATURE)
    key = _key(feature)
    if not key:
        raise of.fault((), texts.NO_KEY)
    if key in known:
        raise of.fault((), texts.KEY_TWICE, first=known[key] + 1)
    return key, _geometry(of, feature.get("geometry"))


def _key(feature: Mapping[str, Any]) -> str:
    """Returns the id of a feature, from its member `id` or, as programs of maps write it, its property `id`."""
    properties = feature.get("properties")
    inner = properties.get("id") if isinstance(properties, dict) else None
    key = feature.get("id", inner)
    return str(key).strip() if isinstance(key, str | int) and not isinstance(key, bool) else ""


def _geometry(of: _Feature, geometry: Any) -> Geometry:
    at: Path = ("geometry",)
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in KINDS:
        raise of.fault(at, texts.NO_AREA if kind in _POINTS else texts.NO_TYPE, types=", ".join(KINDS))
    inside: Path = (*at, _COORDINATES)
    lists = _lists(of, inside, geometry.get(_COORDINATES), _DEPTHS[kind])
    parts = tuple(_part(kind, part) for part in (lists if kind == "MultiPolygon" else (lists,)))
    if not all(_is_sound(kind, line) for part in parts for line in part):
        raise of.fault(inside, texts.OPEN_RING if kind in POLYGONS else texts.FEW_POINTS)
    return Geometry(kind, parts)


def _lists(of: _Feature, at: Path, value: Any, depth: int) -> Any:
    """Returns lists within lists, `depth` levels of them, with the positions in the innermost."""
    if not depth:
        return _position(of, at, value)
    if not isinstance(value, list) or not value:
        raise of.fault(at, texts.NO_DEPTH)
    return tuple(_lists(of, (*at, number), each, depth - 1) for number, each in enumerate(value))


def _position(of: _Feature, at: Path, value: Any) -> Position:
    """Returns a position; one that is no number, or too far for degrees, is a fault (a NaN is within no limits)."""
    if not isinstance(value, list) or not 2 <= len(value) <= 4 or not all(map(_is_number, value)):
        raise of.fault(at, texts.NO_NUMBERS)
    longitude, latitude = value[:2]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise _Fault(Kind.GEOJSON_FORM_SYSTEM, of.place(at), found=f"{longitude}, {latitude}")
    return Position(latitude, longitude)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -1e12 < value < 1e12


def _part(kind: str, part: Any) -> tuple[Line, ...]:
    return (part,) if kind == "LineString" else part


def _is_sound(kind: str, line: Line) -> bool:
    return len(line) >= 4 and line[0] == line[-1] if kind in POLYGONS else len(line) >= 2
