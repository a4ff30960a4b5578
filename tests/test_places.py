"""The places of a plan: where they are drawn, what happens in each, and the files that tell it to programs."""

from __future__ import annotations

import json
import random
import re
import shutil
from itertools import combinations, pairwise
from math import cos, dist, radians
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborNode

from micrositio.formats.geojson import read_geojson
from micrositio.model.locations import Geometry, Position, point
from micrositio.pages.drawing.geography import (
    APART,
    DEGREE,
    MOST_POINTS,
    SQUARE,
    WIDE,
    WIDTH,
    Map,
    map_of,
    projection,
    within,
)
from micrositio.pipeline.publisher import Site
from micrositio.routes.paths import PLACES_A_PART
from micrositio.validation.rules.locations import distance
from reading import Page, build, content, hrefs, page, parse, plan, site, words
from support import PLAN, Edit, append, make_site, of_plan, run, write

PACKAGE = of_plan("datapackage.yaml")
HEADER = "id,nombre,compromiso,actividad,latitud,longitud,area,direccion,fuentes"
DEMO = "demostracion/lugares/index.html"
PLACE = "pozo,Pozo,agua,agua-1,28.6,-106.1,,Al norte,plan-firmado"
ZONE = "zona,Zona,agua,,,,zona,,plan-firmado"
CLOCKWISE = [[-106.1, 28.6], [-106.1, 28.7], [-106.0, 28.7], [-106.0, 28.6], [-106.1, 28.6]]
SQUARE_SHAPE = {"type": "Polygon", "coordinates": [CLOCKWISE]}
HEIGHTS = {"map": WIDE, "map map-square": SQUARE}


def placed(*lines: str, shapes: object = None) -> tuple[Edit, ...]:
    """The small site with these places and, if given, this file of shapes."""
    edits = (
        write(of_plan("lugares.csv"), "\n".join((HEADER, *lines, ""))),
        append(PACKAGE, "  - {name: lugares, path: lugares.csv}\n"),
    )
    return edits if shapes is None else (*edits, write(of_plan("lugares.geojson"), json.dumps(shapes)))


def collection(**geometries: dict[str, Any]) -> dict[str, Any]:
    features = [{"type": "Feature", "id": key, "properties": {}, "geometry": each} for key, each in geometries.items()]
    return {"type": "FeatureCollection", "features": features}


def geojson(of: Site, plan_id: str = PLAN) -> dict[str, Any]:
    return json.loads(content(of, f"{plan_id}/datos/lugares.geojson"))  # type: ignore[no-any-return]


def markers(shown: Page) -> list[LexborNode]:
    return shown.all("svg.map > a")


def heading(row: LexborNode) -> LexborNode:
    found = row.css_first("th")
    assert found is not None
    return found


def spots(shown: Page) -> list[tuple[float, float]]:
    """The middle of each number of a map, in pixels of the narrowest screen."""
    height = HEIGHTS[str(shown.one("svg.map").attributes["class"])]
    circles = [each.css_first("circle") for each in markers(shown)]
    shares = [
        [float(str(each.attributes[name]).rstrip("%")) / 100 for name in ("cx", "cy")] for each in circles if each
    ]
    return [(x * WIDTH, y * height) for x, y in shares]


# The page


@pytest.mark.parametrize("path", [DEMO, f"en/{DEMO}"])
def test_each_number_of_the_map_leads_to_its_row(path: str) -> None:
    shown = page("raiz", path)
    rows = shown.all("table.rows tbody tr")
    assert [words(heading(each)).partition(".")[0] for each in rows] == [words(each) for each in markers(shown)]
    assert [f"#{each.attributes['id']}" for each in rows] == [each.attributes["href"] for each in markers(shown)]
    for number, (each, row) in enumerate(zip(markers(shown), rows, strict=True), 1):
        assert str(each.attributes["aria-label"]).startswith(f"{number}. ")
        assert str(each.attributes["aria-label"]) in words(heading(row))


def test_numbers_of_places_that_are_near_do_not_cover_each_other_and_it_is_said() -> None:
    shown = page("raiz", DEMO)
    assert all(dist(a, b) >= APART - 0.1 for a, b in combinations(spots(shown), 2))
    assert shown.all(".map-leader")
    assert "Los números que se encimarían están a un lado" in words(shown.one(".map-sheet"))


def test_a_place_says_what_happens_there_and_in_which_state_it_is() -> None:
    row = page("raiz", DEMO).one("#lugar-barrio-estacion")
    assert hrefs(row)[:2] == [
        "../compromisos/agua/index.html",
        "../compromisos/presupuesto/index.html#actividad-presupuesto-5",
    ]
    assert "¿Se cumplió? En parte" in words(row)
    assert "Limitado" in words(row)


def test_a_commitment_and_its_milestones_say_where(tmp_path: Path) -> None:
    shown = parse(build(make_site(tmp_path, *placed(PLACE))), f"{PLAN}/compromisos/agua/index.html")
    facts = [each for each in shown.all(".fact") if words(each).startswith("Dónde")]
    assert [hrefs(each) for each in facts] == [["../../lugares/index.html#lugar-pozo"]] * 2
    many = page("raiz", "demostracion/compromisos/agua/index.html")
    [where] = [each for each in many.all(".panel .fact") if words(each).startswith("Dónde")]
    assert (words(where), hrefs(where)) == ("Dónde Vea 5 lugares en el mapa", ["../../lugares/index.html"])


def test_a_plan_without_places_has_neither_page_nor_section_nor_file() -> None:
    of = site("minimo")
    assert not [path for path in of if path.startswith(PLAN) and "/lugares" in path]
    assert "Lugares" not in words(parse(of, f"{PLAN}/index.html").one("header"))
    assert json.loads(content(of, f"api/v1/planes/{PLAN}/lugares/index.json"))["lugares"] == []


def test_many_places_come_in_parts_with_a_map_each(tmp_path: Path) -> None:
    draw = random.Random(14)
    lines = [
        f"lugar-{n},Lugar {n},agua,,{draw.uniform(28.6, 28.8):.5f},{draw.uniform(-106, -105):.5f},,,plan-firmado"
        for n in range(2 * PLACES_A_PART + 1)
    ]
    of = build(make_site(tmp_path, *placed(*lines)))
    parts = [parse(of, f"{PLAN}/lugares/{each}index.html") for each in ("", "parte-2/", "parte-3/")]
    assert [len(markers(each)) for each in parts] == [PLACES_A_PART, PLACES_A_PART, 1]
    assert words(markers(parts[2])[0]) == str(2 * PLACES_A_PART + 1)
    for shown in parts:
        assert all(dist(a, b) >= APART - 0.1 for a, b in combinations(spots(shown), 2))
        assert len(shown.html) < 150_000
    pages = {each["id"]: each["properties"]["pagina"] for each in geojson(of)["features"]}
    assert pages[f"lugar-{PLACES_A_PART}"] == f"../lugares/parte-2/index.html#lugar-lugar-{PLACES_A_PART}"


def test_the_only_address_for_other_programs_is_that_of_a_point(tmp_path: Path) -> None:
    edits = placed(PLACE, ZONE, shapes=collection(zona={"type": "Polygon", "coordinates": [CLOCKWISE]}))
    shown = parse(build(make_site(tmp_path, *edits)), f"{PLAN}/lugares/index.html")
    assert [each for each in hrefs(shown.one("main")) if each.startswith("geo:")] == ["geo:28.6,-106.1"]
    assert not shown.all("svg image, iframe")
    assert len(shown.all("path.map-area")) == 1


# The geometry


def inside(at: Position, ring: tuple[Position, ...]) -> bool:
    """Whether a position is within a ring, by how often a meridian crosses it: not as the map does."""
    found = False
    for a, b in pairwise(ring):
        if (a.longitude > at.longitude) != (b.longitude > at.longitude):
            share = (at.longitude - a.longitude) / (b.longitude - a.longitude)
            found ^= a.latitude + share * (b.latitude - a.latitude) > at.latitude
    return found


def star(draw: random.Random) -> tuple[Position, ...]:
    """A ring with deep bays."""
    reach = [draw.uniform(0.05, 1) for _ in range(9)]
    ring = [Position(28 + r * cos(radians(40 * n)), -106 + r * cos(radians(40 * n - 90))) for n, r in enumerate(reach)]
    return (*ring, ring[0])


@pytest.mark.parametrize("seed", range(60))
def test_the_number_of_an_area_is_within_it(seed: int) -> None:
    ring = star(random.Random(seed))
    assert inside(within(Geometry("Polygon", ((ring,),))), ring)


def test_the_number_of_an_area_is_not_in_its_hole() -> None:
    outer = tuple(Position(*each) for each in ((0, 0), (0, 9), (9, 9), (9, 0), (0, 0)))
    hole = tuple(Position(*each) for each in ((1, 1), (8, 1), (8, 7), (1, 7), (1, 1)))
    found = within(Geometry("Polygon", ((outer, hole),)))
    assert inside(found, outer)
    assert not inside(found, hole)


@pytest.mark.parametrize("seed", range(40))
def test_the_plane_keeps_distances_directions_and_its_margins(seed: int) -> None:
    draw = random.Random(seed)
    middle = Position(draw.uniform(-70, 70), draw.uniform(-170, 170))
    near = [Position(*(each + draw.uniform(-0.1, 0.1) for each in middle)) for _ in range(8)]
    plane = projection(near)
    for a, b in combinations(near, 2):
        one, other = plane.spot(a), plane.spot(b)
        assert dist(one, other) == pytest.approx(distance(a, b) * plane.scale, rel=0.01, abs=0.2)
        assert (one.x < other.x) == (a.longitude < b.longitude)
        assert (one.y < other.y) == (a.latitude > b.latitude)
    for each in map(plane.spot, near):
        assert 0 < each.x < WIDTH
        assert 0 < each.y < plane.height


@pytest.mark.parametrize("spread", [0, 0.00001, 0.01, 1, 60])
def test_the_scale_is_a_round_distance_that_fits(spread: float) -> None:
    places = [point(Position(28, -106)), point(Position(28 + spread, -106 + spread))]
    scale = map_of(places).scale
    assert str(scale.metres).rstrip("0") in ("1", "2", "5")
    share = float(scale.length.rstrip("%")) / 100
    assert 0.05 < share <= 0.4
    plane = projection([position for each in places for position in each.positions])
    assert share * WIDTH / plane.scale * 1000 == pytest.approx(scale.metres, rel=0.01)


def seen(drawing: Map) -> list[tuple[float, float]]:
    """The middles of the numbers of a map, of which none covers another or leaves the drawing."""
    height = WIDE if drawing.is_wide else SQUARE
    middles = [(share(each.x) * WIDTH, share(each.y) * height) for each in drawing.markers]
    assert all(dist(a, b) >= APART - 0.1 for a, b in combinations(middles, 2))
    assert all(APART / 2 - 1 <= x <= WIDTH - APART / 2 + 1 for x, _ in middles)
    assert all(APART / 2 - 1 <= y <= height - APART / 2 + 1 for _, y in middles)
    return middles


def share(percentage: str) -> float:
    return float(percentage.rstrip("%")) / 100


def test_places_at_one_spot_are_all_seen() -> None:
    drawing = map_of([point(Position(28, -106))] * PLACES_A_PART)
    assert not drawing.is_wide
    assert len(seen(drawing)) == PLACES_A_PART


@pytest.mark.parametrize("seed", [6, 12, *range(20, 32)])
def test_no_number_of_a_wide_map_full_of_places_covers_another(seed: int) -> None:
    """With seeds 6 and 12, the nearest free spots leave no room for the last numbers."""
    draw, spread = random.Random(seed), (0.0001, 0.01, 0.1, 0.3, 1)[seed % 5]
    places = []
    for _ in range(PLACES_A_PART):
        group = draw.choice([0, 1, 2][: 1 + seed % 3])
        latitude = 28 + group * 0.05 + draw.uniform(-spread, spread) * 0.3
        places.append(point(Position(latitude, -106 + group * 0.5 + draw.uniform(-spread, spread))))
    assert len(seen(map_of(places))) == PLACES_A_PART


def test_places_on_both_sides_of_the_180th_meridian_are_near_each_other() -> None:
    drawing = map_of([point(Position(-17, 179.99)), point(Position(-17, -179.99))])
    (west, _), (east, _) = seen(drawing)
    assert west < east
    assert drawing.scale.metres <= 2000


@pytest.mark.parametrize(
    "shape",
    [
        Geometry("Polygon", (((Position(28, -106),) * 4,),)),
        Geometry("Polygon", ((tuple(Position(28, each) for each in (-106, -105, -104, -106)),),)),
        Geometry("LineString", (((Position(28, -106),) * 2,),)),
    ],
)
def test_an_area_without_extent_has_its_number_and_nothing_says_that_it_is_drawn(shape: Geometry) -> None:
    drawing = map_of([shape, point(Position(28.5, -106))])
    assert len(seen(drawing)) == 2
    assert [each.is_drawn for each in drawing.markers] == [bool(drawing.areas), False]


def test_an_area_with_very_many_points_is_drawn_with_few() -> None:
    draw = random.Random(18)
    ring = [Position(28 + draw.uniform(0, 0.1), -106 + draw.uniform(0, 0.1)) for _ in range(40_000)]
    drawing = map_of([Geometry("Polygon", (((*ring, ring[0]),),))])
    [area] = drawing.areas
    assert 3 <= area.path.count(",") <= MOST_POINTS
    assert drawing.markers[0].is_drawn


def test_a_degree_is_as_long_as_on_the_sphere_of_the_rules() -> None:
    assert distance(Position(0, 0), Position(1, 0)) == pytest.approx(DEGREE, abs=0.001)


# GeoJSON


def signed(ring: list[list[float]]) -> float:
    return sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring))


def flat(value: Any) -> list[list[float]]:
    return [value] if isinstance(value[0], int | float) else [each for part in value for each in flat(part)]


def test_the_geojson_is_as_its_standard_asks() -> None:
    found = geojson(site("raiz"), "demostracion")
    assert found["type"] == "FeatureCollection"
    assert found["demostracion"] is True
    assert "crs" not in found  # RFC 7946, 4
    every = [position for each in found["features"] for position in flat(each["geometry"]["coordinates"])]
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in every)
    west, south, east, north = found["bbox"]  # 5
    assert (west, east) == (min(x for x, _ in every), max(x for x, _ in every))
    assert (south, north) == (min(y for _, y in every), max(y for _, y in every))
    ids = [each["id"] for each in found["features"]]
    assert ids == [each.id for each in plan("raiz", "demostracion").locations]
    for each in found["features"]:
        assert each["type"] == "Feature"
        assert isinstance(each["properties"], dict)
        for number, ring in enumerate(each["geometry"]["coordinates"] if each["geometry"]["type"] == "Polygon" else ()):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert (signed(ring) < 0) == (number == 0)  # 3.1.6: the outer ring runs counterclockwise


def test_the_addresses_of_a_feature_are_pages_of_the_site() -> None:
    of = site("raiz")
    for each in geojson(of, "demostracion")["features"]:
        for address in (each["properties"]["pagina"], *each["properties"]["paginas"]):
            path, _, anchor = address.partition("#")
            shown = parse(of, path.replace("../", "demostracion/", 1))
            assert not anchor or shown.one(f"#{anchor}")


def test_the_api_has_the_same_places_with_the_same_shapes() -> None:
    of = site("raiz")
    listed = json.loads(content(of, "api/v1/planes/demostracion/lugares/index.json"))
    features = {each["id"]: each for each in geojson(of, "demostracion")["features"]}
    assert [each["id"] for each in listed["lugares"]] == list(features)
    assert all(each["figura"] == features[each["id"]]["geometry"] for each in listed["lugares"])
    assert listed["enlaces"]["geojson"].endswith("demostracion/datos/lugares.geojson")


def test_the_file_is_offered_beside_the_table_and_to_other_catalogues() -> None:
    of = site("raiz")
    assert "../lugares.geojson" in hrefs(parse(of, "demostracion/datos/lugares/index.html").one("main"))
    package = json.loads(content(of, "demostracion/datos/datapackage.json"))
    [resource] = [each for each in package["resources"] if each["path"] == "lugares.geojson"]
    assert (resource["mediatype"], resource["deriva_de"]) == ("application/geo+json", "lugares")
    assert "https://www.iana.org/assignments/media-types/application/geo+json" in str(content(of, "catalogo.jsonld"))
    assert "POLYGON((-125.05 24.9795, " in str(content(of, "catalogo.jsonld"))
    assert '"box":"24.9795 -125.05 25.0435 -124.948"' in parse(of, "demostracion/datos/lugares/index.html").html
    assert re.search(rb"lugares\.geojson +Los lugares", content(of, "demostracion/datos/LEEME.txt"))


def read(value: object, start: bytes = b"") -> Any:
    shapes, problems = read_geojson("x.geojson", start + json.dumps(value).encode())
    assert problems == []
    assert shapes is not None
    return shapes.by_id


def test_a_file_that_a_program_of_maps_writes_is_read() -> None:
    """With a mark of its encoding, the id among the properties, heights, and the member that named WGS 84 before."""
    value = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
        "features": [
            {
                "type": "Feature",
                "properties": {"id": 12},
                "geometry": {"type": "LineString", "coordinates": [[-106.1, 28.6, 1415.0], [-106.2, 28.7, 1420.0]]},
            }
        ],
    }
    line = (Position(28.6, -106.1), Position(28.7, -106.2))
    assert read(value, b"\xef\xbb\xbf") == {"12": Geometry("LineString", ((line,),))}


@pytest.mark.parametrize(
    ("kind", "coordinates"),
    [
        ("LineString", [[-106.1, 28.6], [-106.2, 28.6]]),
        ("MultiLineString", [[[-106.1, 28.6], [-106.2, 28.6]], [[0, 0], [1, 1]]]),
        ("Polygon", [CLOCKWISE[::-1]]),
        ("MultiPolygon", [[CLOCKWISE[::-1]], [[[0, 0], [1, 0], [1, 1], [0, 0]]]]),
    ],
)
def test_each_type_of_shape_is_published_as_it_was_read(kind: str, coordinates: Any, tmp_path: Path) -> None:
    edits = placed(ZONE, shapes=collection(zona={"type": kind, "coordinates": coordinates}))
    [feature] = geojson(build(make_site(tmp_path, *edits)))["features"]
    assert feature["geometry"] == {"type": kind, "coordinates": coordinates}


def test_a_ring_that_runs_the_other_way_is_turned(tmp_path: Path) -> None:
    edits = placed(ZONE, shapes=collection(zona={"type": "Polygon", "coordinates": [CLOCKWISE]}))
    [feature] = geojson(build(make_site(tmp_path, *edits)))["features"]
    assert feature["geometry"]["coordinates"] == [CLOCKWISE[::-1]]


def test_a_published_plan_is_read_back_with_its_areas(tmp_path: Path) -> None:
    """What is read back publishes the same places, byte for byte."""
    edits = placed(PLACE, ZONE, shapes=collection(zona={"type": "Polygon", "coordinates": [CLOCKWISE]}))
    first, second = make_site(tmp_path / "uno", *edits), make_site(tmp_path / "dos")
    shutil.rmtree(second / "data" / PLAN)
    made = run("build", "--site", first, "--output", tmp_path / "publicado")
    assert made.returncode == 0, made.stdout
    back = run("import", tmp_path / "publicado" / PLAN, "--site", second)
    assert back.returncode == 0, back.stdout
    assert geojson(build(second)) == geojson(build(first))


def test_an_area_as_large_as_may_be_that_many_places_name_is_read_back(tmp_path: Path) -> None:
    """What is published repeats it in each place, and is larger than what is accepted."""
    ring = [[-106 + cos(n) / 10 + n * 1e-13, 28 + cos(n + 1) / 10 + n * 1e-13] for n in range(24_000)]
    shapes = collection(zona={"type": "Polygon", "coordinates": [[*ring, ring[0]]]}, otra=SQUARE_SHAPE)
    two = ("otra,Otra,agua,,,,otra,,plan-firmado", "igual,Igual,calles,,,,zona,,plan-firmado")
    edits = placed(PLACE, ZONE, *two)
    compact = json.dumps(shapes, separators=(",", ":"))
    assert 900_000 < len(compact) <= 1_000_000
    first = make_site(tmp_path / "uno", *edits, write(of_plan("lugares.geojson"), compact))
    second = make_site(tmp_path / "dos")
    shutil.rmtree(second / "data" / PLAN)
    made = run("build", "--site", first, "--output", tmp_path / "publicado")
    assert made.returncode == 0, made.stdout
    assert (tmp_path / "publicado" / PLAN / "datos" / "lugares.geojson").stat().st_size > 1_000_000
    assert (tmp_path / "publicado" / PLAN / "lugares" / "index.html").stat().st_size < 100_000
    back = run("import", tmp_path / "publicado" / PLAN, "--site", second)
    assert back.returncode == 0, back.stdout
    assert (second / of_plan("lugares.geojson")).stat().st_size <= len(compact)
    assert geojson(build(second)) == geojson(build(first))


def test_places_are_found_by_their_name() -> None:
    shown = page("raiz", "buscar/index.html")
    assert "../demostracion/lugares/index.html#lugar-planta" in hrefs(shown.one("main"))
