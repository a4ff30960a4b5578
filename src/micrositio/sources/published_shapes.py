"""The published places of a plan → the GeoJSON file of its folder, with the shape of each area once."""

from __future__ import annotations

import json
from typing import Any

from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem


def read_areas(file: str, data: bytes) -> tuple[bytes | None, list[Problem]]:
    """Returns the file of the areas that the places of the published file `data` name, or None if they name none.

    The published file repeats an area in each of its places, so that it has no limit of size; the one that is returned
    is written without spaces, so that it is no larger than the valid file that was published.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None, [problem(Kind.JSON_SYNTAX, Place(file))]
    found: dict[str, Any] = {}
    features = value.get("features") if isinstance(value, dict) else None
    for each in features if isinstance(features, list) else ():
        properties = each.get("properties") if isinstance(each, dict) else None
        area = properties.get("area") if isinstance(properties, dict) else None
        if area and isinstance(area, str):
            found[area] = {"type": "Feature", "id": area, "properties": {}, "geometry": each.get("geometry")}
    collection = {"type": "FeatureCollection", "features": list(found.values())}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    return (text.encode(errors="replace") if found else None), []
