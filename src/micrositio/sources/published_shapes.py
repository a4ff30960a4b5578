"""The published places of a plan → the GeoJSON file of its folder, with the shape of each area once."""

from __future__ import annotations

import json
from typing import Any

from micrositio.formats.json_document import read_json
from micrositio.problems.problem import Problem


def read_areas(file: str, data: bytes) -> tuple[bytes | None, list[Problem]]:
    """Returns the file of the areas that the places of the published file `data` name, or None if they name none."""
    marked, problems = read_json(file, data)
    features = marked.value.get("features") if marked and isinstance(marked.value, dict) else None
    found: dict[str, Any] = {}
    for each in features if isinstance(features, list) else ():
        properties = each.get("properties") if isinstance(each, dict) else None
        area = properties.get("area") if isinstance(properties, dict) else None
        if area and isinstance(area, str):
            feature = {"type": "Feature", "id": area, "properties": {}, "geometry": each.get("geometry")}
            found[area] = json.dumps(feature, ensure_ascii=False)
    text = '{"type": "FeatureCollection", "features": [\n' + ",\n".join(found.values()) + "\n]}\n"
    return (text.encode() if found else None), problems
