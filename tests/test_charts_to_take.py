"""Charts to take away: each chart of a page leads to its picture and to the numbers drawn."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from micrositio.routes import paths as router
from reading import INVENTED, PLANS, Page, build, by_id, content, leads, page, parse, rows, site
from reckoning import DEMO, reckon
from support import PLAN, make_site, of_plan, replace

SVG = "{http://www.w3.org/2000/svg}"
NAMES = sorted({name for name, _ in PLANS})
CHARTS = "svg.cv, svg.plot, svg.stack-bar, .timeline"


def taken(shown: Page) -> list[str]:
    """The files of charts that a page leads to."""
    return [path for path in leads(shown, shown.one("main")) if router.is_figure_file(router.SitePath(path))]


def table(name: str, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(site(name), path).decode())))


def words(name: str, path: str) -> str:
    return " ".join(ET.fromstring(content(site(name), path)).itertext())  # our own file


@pytest.mark.parametrize("name", NAMES)
def test_each_chart_of_a_page_leads_to_its_picture_and_its_numbers_and_each_file_is_led_to(name: str) -> None:
    found: set[str] = set()
    for path in (path for path in site(name) if path.endswith("/index.html")):
        shown = parse(site(name), path)
        if not shown.all("main"):  # a card
            continue
        own = taken(shown)
        assert len(own) == 2 * len(shown.all(CHARTS)), path
        assert sorted(Path(each).suffix for each in own) == [".csv"] * (len(own) // 2) + [".svg"] * (len(own) // 2)
        found |= set(own)
    assert found == {path for path in site(name) if router.is_figure_file(path)}


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_stands_alone_and_says_whose_data_they_are(name: str) -> None:
    for path in (path for path in site(name) if router.is_figure_file(path) and path.endswith(".svg")):
        image = ET.fromstring(content(site(name), path))  # our own file
        assert image.tag == f"{SVG}svg"
        assert image.findtext(f"{SVG}title")
        assert image.findtext(f"{SVG}desc")
        assert len(image.findall(f"{SVG}style")) == 1
        names = {each.attrib["id"] for each in image.iter() if "id" in each.attrib}
        for each in image.iter():
            assert each.tag not in (f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject"), path
            for value in each.attrib.values():
                assert not value.startswith(("http", "//", "data:", "var(")), path
            asked = (each.attrib.get("href", ""), each.attrib.get("fill", "").removeprefix("url(").removesuffix(")"))
            assert {value[1:] for value in asked if value.startswith(("#m-", "#p-"))} <= names, path
        parts = path.split("/")
        plan_id = parts[parts.index("graficas") - 1]
        told = "".join(image.itertext())
        assert ("ningún dato es real" in told or "no figure is real" in told) == ((name, plan_id) in INVENTED), path


def test_the_numbers_are_those_drawn() -> None:
    curve = table("raiz", f"{DEMO}/graficas/compromisos/agua/curva.csv")
    assert [each["corte"] for each in curve] == list(by_id("raiz", DEMO, "cortes"))
    figures = {row["corte"]: row for row in _calculations() if row["registro"] == "agua"}
    for each in curve:
        assert each["reportado"] == figures[each["corte"]]["reportado"]
        assert each["esperado"] == figures[each["corte"]]["esperado_con_dato"]
        assert each["con_dato"] == figures[each["corte"]]["con_dato"]
    last = reckon("2026-06")
    counted = table("raiz", f"{DEMO}/graficas/cortes/2026-06/estados.csv")
    assert sum(int(each["actividades"]) for each in counted) == len(last) - sum(
        each.status == "retirado" for each in last.values()
    )
    dates = table("raiz", f"{DEMO}/graficas/compromisos/agua/fechas.csv")
    own = [row for row in rows("raiz", DEMO, "actividades") if row["compromiso"] == "agua"]
    assert [each["fin_original"] for each in dates] == [row["fin"] for row in own]
    people = table("raiz", f"{DEMO}/graficas/participacion/sesiones.csv")
    assert {each["sesion"]: each["asistentes"] for each in people} == {
        key: row["asistentes"] for key, row in by_id("raiz", DEMO, "sesiones").items()
    }


def _calculations() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(site("raiz"), f"{DEMO}/datos/calculos.csv").decode())))


def test_a_picture_is_in_each_language_and_its_numbers_in_one() -> None:
    spanish, english = (words("raiz", f"{each}{DEMO}/graficas/compromisos/agua/curva.svg") for each in ("", "en/"))
    assert "Cómo ha avanzado" in spanish
    assert "Drinking water" in english
    assert f"en/{DEMO}/graficas/compromisos/agua/curva.csv" not in site("raiz")
    shown = page("raiz", f"en/{DEMO}/compromisos/agua")
    assert f"{DEMO}/graficas/compromisos/agua/curva.csv" in taken(shown)
    assert f"en/{DEMO}/graficas/compromisos/agua/curva.svg" in taken(shown)


def test_a_picture_has_the_address_of_its_page_where_the_site_has_one(tmp_path: Path) -> None:
    made = build(make_site(tmp_path), base_url="https://ejemplo.mx/abierto")
    [path] = [each for each in made if each.endswith("/curva.svg") and each.startswith(f"{PLAN}/")][:1]
    address = f"https://ejemplo.mx/abierto/{path.replace('graficas/', '').removesuffix('curva.svg')}"
    assert f">{address}</text>" in content(made, path).decode()


def test_a_long_title_with_marks_is_cut_short_and_who_signs_is_told_in_full(tmp_path: Path) -> None:
    title, who = ('"A" & «B» <c> ' * 12).strip(), ("Oficina de quien publica " * 14).strip()
    edits = (
        replace(of_plan("datapackage.yaml"), "title: Plan de Acción de Río Chico 2024\n", f"title: '{title}'\n"),
        replace("content/sitio.yaml", "nombre: Observatorio de Río Chico", f"nombre: {who}"),
    )
    made = build(make_site(tmp_path, *edits))
    pictures = [path for path in made if router.is_figure_file(path) and path.endswith(".svg")]
    assert pictures
    for path in pictures:
        image = ET.fromstring(content(made, path))  # our own file
        lines = [each.text or "" for each in image.iter(f"{SVG}text")]
        assert any(each.startswith('"A" & «B» <c>') and each.endswith("…") for each in lines), path
        assert who in " ".join(lines), path
        foot = [each for each in image.findall(f"{SVG}svg") if each.find(f"{SVG}line") is not None][-1]
        lowest = max(int(each.attrib["y"]) for each in foot.iter(f"{SVG}text"))
        assert int(foot.attrib["y"]) + lowest < int(image.attrib["height"]), path
