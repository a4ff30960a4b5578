"""The places of a plan as GeoJSON (RFC 7946): one feature a place, with the columns of its row and its addresses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from micrositio.model.locations import SHAPES, Geometry, Location, point
from micrositio.model.plan import ActionPlan, TableData
from micrositio.profile.plan_tables import json_value
from micrositio.routes import anchors
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath

_IN_GEOMETRY = ("latitud", "longitud")


def geometry_of(plan: ActionPlan, each: Location) -> Geometry:
    """Returns the shape of a place: its point, or the shape of its area."""
    position = each.position
    return point(position) if position else plan.areas[each.area]


def as_geojson(shape: Geometry) -> dict[str, Any]:
    """Returns a shape as the value of a GeoJSON geometry."""
    return {"type": shape.kind, "coordinates": shape.coordinates}


def bounds(shapes: Iterable[Geometry]) -> tuple[float, float, float, float]:
    """Returns the westernmost and southernmost, then the easternmost and northernmost degrees of some shapes."""
    found = [position for shape in shapes for position in shape.positions]
    west_east = [each.longitude for each in found]
    south_north = [each.latitude for each in found]
    return min(west_east), min(south_north), max(west_east), max(south_north)


def places_geojson(plan: ActionPlan, table: TableData, addresses: Addresses) -> Iterator[bytes]:
    """Yields the rows of the table `lugares` as a feature collection, a feature a line."""
    notice = {"demostracion": True} if plan.invented else {}
    box = bounds(geometry_of(plan, each) for each in plan.locations)
    head = json.dumps({"type": "FeatureCollection", "plan": plan.id, **notice, "bbox": box}, ensure_ascii=False)
    features = (json.dumps(each, ensure_ascii=False) for each in _features(plan, table, addresses))
    yield (head[:-1] + ', "features": [\n' + ",\n".join(features) + "\n]}\n").encode()


def _features(plan: ActionPlan, table: TableData, addresses: Addresses) -> Iterator[Mapping[str, Any]]:
    here, pages = router.download(plan, SHAPES), router.location_pages(plan)
    for each, row in zip(plan.locations, table.values, strict=True):
        cells = {name: json_value(value) for name, value in zip(table.columns, row, strict=True)}
        properties = {name: value for name, value in cells.items() if name not in _IN_GEOMETRY}
        properties["pagina"] = addresses.to(here, pages[each.id], anchors.location_anchor(each.id))
        properties["paginas"] = [addresses.to(here, path, anchor) for path, anchor in _of(plan, each)]
        yield {
            "type": "Feature",
            "id": each.id,
            "geometry": as_geojson(geometry_of(plan, each)),
            "properties": properties,
        }


def _of(plan: ActionPlan, each: Location) -> Iterator[tuple[SitePath, str]]:
    """Yields the addresses of the commitments and milestones of a place."""
    yield from ((router.commitment(plan, plan.index.commitments[key]), "") for key in each.commitments)
    for milestone in (plan.index.milestones[key] for key in each.milestones):
        commitment = plan.index.commitments[milestone.commitment]
        yield router.commitment(plan, commitment), anchors.milestone_anchor(milestone)
