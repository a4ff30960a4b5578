"""What a plan may say beyond three tables: each addition is in every form, sealed, near, and told where it matters."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import posixpath
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook, load_workbook
from selectolax.lexbor import LexborNode

from micrositio.formats.csv_table import read_csv, write_csv
from micrositio.pipeline.publisher import Site
from micrositio.profile.schemas import table_schema
from micrositio.sources.loader import load
from micrositio.sources.tree import PlanSource
from micrositio.validation.plan_assembly import validate_plan
from reading import Page, build, content, parse, site, squeeze, words
from support import PLAN, ROOT, Edit, Files, Once, found, minimal_files, of_plan, replace, run, write, write_files
from test_languages import mechanical

DEMO = "demostracion"
CUT = "2026-06"
TAPS = 3


class Addition(NamedTuple):
    """A row of a plan (`table`, `row`: some of its cells) and where it is to be seen.

    `page` shows `spanish` and, in the other language of `Home`, `translated`; the document `api` of the plan has the
    row ("": it lists the table). `changed` is a column of the row with another value, which a seal refuses (None: the
    table is made from those that are sealed). `matters` is a page and what it says only because of the addition (None:
    no verdict and no sentence of the board depend on it).
    """

    table: str
    row: Mapping[str, str]
    page: str
    spanish: str
    translated: str
    api: str
    changed: tuple[str, str] | None
    matters: tuple[str, str] | None = None
    home: str = "invented"


ADDITIONS = {
    "own-reports": Addition(
        "avances_compromisos",
        {"compromiso": "presupuesto", "estado": "sustancial"},
        "compromisos/presupuesto",
        "La Dirección da el compromiso por cumplido en su mayor parte",
        "The Directorate considers the commitment mostly fulfilled",
        "compromisos/presupuesto.json",
        ("estado", "completo"),
        ("compromisos/presupuesto", "Estado del compromiso Sustancial (75 %)"),
    ),
    "own-verifications": Addition(
        "verificaciones_compromisos",
        {"compromiso": "presupuesto", "estado": "limitado"},
        "compromisos/presupuesto",
        "pero el Comité solo vio terminadas dos de las seis obras",
        "but the Committee saw only two of the six works finished",
        "compromisos/presupuesto.json",
        ("estado", "completo"),
        ("compromisos/presupuesto", "verificado: Limitado lo que se informó de él mismo"),
    ),
    "missing-evidence": Addition(
        "avances_compromisos",
        {"falta_evidencia": "Las actas de entrega de las dos obras terminadas."},
        "compromisos/presupuesto",
        "Las actas de entrega de las dos obras terminadas.",
        "The handover records of the two finished works.",
        "compromisos/presupuesto.json",
        ("falta_evidencia", "Ninguna."),
    ),
    "groups": Addition(
        "grupos",
        {"id": "agua-segura", "padre": "servicios"},
        "grupos/agua-segura",
        "Medir el agua, decir dónde falta y repararla.",
        "Measure the water, say where it is missing and repair it.",
        "grupos/index.json",
        ("padre", "decidir-juntos"),
        ("tablero", "Eje 1 Servicios en todas las colonias"),
    ),
    "programme": Addition(
        "programacion",
        {"actividad": "tramites-2", "fecha": "2025-12-31", "meta": "50"},
        "compromisos/tramites",
        "Metas por periodo",
        "Targets by period",
        "actividades/tramites-2.json",
        ("meta", "60"),
        ("compromisos/tramites", "y sus metas por periodo"),
    ),
    "money": Addition(
        "presupuesto",
        {"id": "residuos-contenedores-2025", "ejercido": "398750.5"},
        "tablero/presupuesto",
        "Contenedores de colores",
        "Coloured bins",
        "presupuesto/index.json",
        ("ejercido", "1"),
        ("tablero", "Dinero"),
    ),
    "modifications": Addition(
        "modificaciones",
        {"registro": "caminos-2", "campo": "meta", "despues": "18"},
        "compromisos/caminos",
        "Meta: decía «24»; desde el 18 de junio de 2026 dice «18».",
        "Target: it said “24”; since 18 June 2026 it says “18”.",
        "actividades/caminos-2.json",
        ("despues", "12"),
        ("tablero", "Metas que ahora piden menos: 1"),
    ),
    "indicators": Addition(
        "indicadores",
        {"id": "obras-avance", "factor": "100"},
        "compromisos/presupuesto",
        "Parte construida de las seis obras",
        "Share built of the six works",
        "actividades/presupuesto-5.json",
        ("meta", "50"),
    ),
    "measurements": Addition(
        "mediciones",
        {"indicador": "obras-avance", "numerador": "3150"},
        "compromisos/presupuesto",
        "62.5 por ciento (3,150 de 5,040)",
        "62.5 per cent (3,150 out of 5,040)",
        "actividades/presupuesto-5.json",
        ("numerador", "5040"),
    ),
    "ceiling": Addition(
        "indicadores",
        {"id": "espera-ventanilla", "direccion": "maximo"},
        "compromisos/tramites",
        "Minutos de espera en la ventanilla: 18 minutos. No pasar de 20 minutos.",
        "Minutes of waiting at the counter: 18 minutes.",
        "actividades/tramites-4.json",
        ("direccion", "minimo"),
    ),
    "floor": Addition(
        "indicadores",
        {"id": "personas-ventanilla", "direccion": "minimo"},
        "compromisos/tramites",
        "Personas atendidas en el mes: 640 personas. No bajar de 500 personas.",
        "People served in the month",
        "actividades/tramites-4.json",
        ("direccion", "maximo"),
    ),
    "kept": Addition(
        "indicadores",
        {"id": "tramites-ventanilla", "direccion": "mantener"},
        "compromisos/tramites",
        "Trámites que se hacen en la ventanilla: 12 trámites. Mantener 12 trámites.",
        "Procedures that can be done at the counter",
        "actividades/tramites-4.json",
        ("direccion", "minimo"),
    ),
    "broken": Addition(
        "verificaciones",
        {"actividad": "tramites-6", "estado": "incumplido"},
        "compromisos/tramites",
        "lo verificado es Incumplido; lo informado, No iniciado",
        "what it verified is Not fulfilled; what was reported, Not started",
        "actividades/tramites-6.json",
        ("estado", "completo"),
        ("tablero", "17 de 29 revisadas por un órgano"),
    ),
    "places": Addition(
        "lugares",
        {"id": "planta", "actividad": "agua-3"},
        "lugares",
        "Planta potabilizadora (inventada)",
        "Water treatment plant (invented)",
        "lugares/index.json",
        ("actividad", "agua-4"),
        ("compromisos/tramites", "Dónde Palacio Municipal (inventado)"),
    ),
    "partners": Addition(
        "colaboraciones",
        {"actividad": "residuos-4", "institucion": "universidad", "papel": "apoya"},
        "compromisos/residuos",
        "Da los talleres con estudiantes.",
        "Gives the workshops with students.",
        "actividades/residuos-4.json",
        ("papel", "consulta"),
    ),
    "continuity": Addition(
        "continuidad",
        {"id": "huertos", "que_paso": "se_abandona"},
        "continuidad",
        "Huertos en las escuelas",
        "School gardens",
        "continuidad/index.json",
        ("que_paso", "concluye"),
        ("compromisos/tramites", "Viene de Ventanilla única de trámites Se amplía"),
    ),
    "not-evaluated": Addition(
        "verificaciones",
        {"actividad": "agua-6", "estado": "sin_evidencia"},
        "compromisos/agua",
        "No evaluada desde el 11 de junio de 2026: 19 días hasta el corte del 30 de junio de 2026.",
        "Not evaluated since 11 June 2026: 19 days to the report of 30 June 2026.",
        "actividades/agua-6.json",
        ("estado", "completo"),
        ("compromisos/agua", "2 llevan hasta 19 días."),
    ),
    "tracking": Addition(
        "seguimiento",
        {"corte": CUT, "actividad": "residuos-2", "aprobado": "420000"},
        "datos",
        "Cada actividad en cada corte",
        "Each milestone at each reporting period",
        "",
        None,
    ),
    "third-language": Addition(
        "compromisos",
        {"id": "agua", "titulo_fr": "Publier la qualité de l'eau"},
        "compromisos/agua",
        "Publicar la calidad del agua",
        "Publier la qualité de l'eau",
        "compromisos/agua.json",
        ("titulo_fr", "Fermer les puits"),
        home="french",
    ),
}

each_addition = pytest.mark.parametrize("name", ADDITIONS)


class Home:
    """A site with the plan of an addition, built once; `prefix` is that of its other language."""

    def __init__(self, of: Site, plan: str, prefix: str) -> None:
        self.of, self.plan, self.prefix = of, plan, prefix

    def page(self, path: str, prefix: str = "") -> Page:
        """A page of the plan, parsed once."""
        return parse_once(self.of, f"{prefix}{self.plan}/{path}".removesuffix("/") + "/index.html")

    def said(self, path: str, prefix: str = "") -> str:
        return spaced(self.page(path, prefix).main)

    def file(self, path: str) -> bytes:
        return content(self.of, f"{self.plan}/datos/{path}")

    @cached_property
    def workbook(self) -> Workbook:
        return load_workbook(io.BytesIO(self.file(f"{self.plan}.xlsx")))

    @cached_property
    def taps(self) -> Mapping[str, int]:
        """The fewest taps from the page of the plan to each other page of it, up to `TAPS`."""
        start = f"{self.plan}/index.html"
        near, waiting = {start: 0}, [start]
        for here in waiting:
            for to, more in self.ways(here):
                if to.startswith(f"{self.plan}/") and near[here] + more < near.get(to, TAPS + 1):
                    near[to] = near[here] + more
                    waiting.append(to)
        return near

    def ways(self, path: str) -> Iterator[tuple[str, int]]:
        """Yields the pages that a page leads to, each with the taps on the way: the folds to open, and the link."""
        shown = parse_once(self.of, path)
        for link in shown.all("a[href]"):
            href = str(link.attributes["href"]).partition("#")[0]
            to = posixpath.normpath(posixpath.join(posixpath.dirname(path), href))
            if href.endswith("index.html") and to in self.of:
                yield to, folds(link) + 1


_PARSED: dict[tuple[int, str], Page] = {}


def parse_once(of: Site, path: str) -> Page:
    return _PARSED.setdefault((id(of), path), parse(of, path))


def spaced(text: str) -> str:
    return squeeze(text.replace("\xa0", " "))


def folds(node: LexborNode | None) -> int:
    """The number of folds to open before an element is seen; what stands in a summary is seen."""
    count, child = 0, None
    while node is not None:
        if node.tag == "details" and "open" not in node.attributes and (child is None or child.tag != "summary"):
            count += 1
        node, child = node.parent, node
    return count


IN_FRENCH = (
    replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, fr]"),
    write("content/idiomas/fr.po", mechanical("fr")),
    replace(of_plan("compromisos.csv"), "titulo,titulo_en", "titulo,titulo_fr"),
    replace(of_plan("compromisos.csv"), "Publish water quality", "Publier la qualité de l'eau"),
)


@cache
def french(root: Path) -> Home:
    return Home(build(root), PLAN, "fr/")


@cache
def invented() -> Home:
    return Home(site("raiz"), DEMO, "en/")


@pytest.fixture
def addition(request: pytest.FixtureRequest) -> Addition:
    return ADDITIONS[request.param]


@pytest.fixture
def home(addition: Addition, once: Once) -> Home:
    if addition.home == "invented":
        return invented()
    return french(once("en-frances", french_copy))


each_addition = pytest.mark.parametrize("addition", ADDITIONS, indirect=True)


def cell(value: Any) -> str:
    """A value of a file as the tables write it."""
    if isinstance(value, (list, tuple)):
        return ";".join(map(cell, value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def is_row(row: Mapping[str, str], values: Mapping[str, Any]) -> bool:
    return all(cell(values.get(name)) == told for name, told in row.items())


def objects(document: Any) -> Iterator[Mapping[str, Any]]:
    """Yields every object of a JSON document."""
    if isinstance(document, dict):
        yield document
    inside = document.values() if isinstance(document, dict) else document if isinstance(document, list) else ()
    for each in inside:
        yield from objects(each)


@each_addition
def test_an_addition_is_on_its_page_in_both_languages(addition: Addition, home: Home) -> None:
    assert addition.spanish in home.said(addition.page)
    assert addition.translated in home.said(addition.page, home.prefix)


@each_addition
def test_an_addition_is_in_every_file(addition: Addition, home: Home, tmp_path: Path) -> None:
    table, row = addition.table, addition.row
    lines = csv.DictReader(io.StringIO(home.file(f"{table}.csv").decode()))
    assert sum(is_row(row, each) for each in lines) == 1
    assert sum(is_row(row, each) for each in json.loads(home.file(f"{table}.json"))["filas"]) == 1
    header, *cells = home.workbook[table].values
    assert sum(is_row(row, dict(zip(header, each, strict=True))) for each in cells) == 1
    base = tmp_path / "base.sqlite"
    base.write_bytes(home.file(f"{home.plan}.sqlite"))
    with sqlite3.connect(base) as opened:
        opened.row_factory = sqlite3.Row
        assert sum(is_row(row, dict(each)) for each in opened.execute(f'SELECT * FROM "{table}"')) == 1


@each_addition
def test_an_addition_is_in_the_api(addition: Addition, home: Home) -> None:
    """The cells of its row, without the key that the document is about."""
    api = f"api/v1/planes/{home.plan}/"
    listed = json.loads(content(home.of, f"{api}tablas/index.json"))["tablas"]
    assert addition.table in {each["nombre"] for each in listed}
    about = posixpath.basename(addition.api).removesuffix(".json")
    row = {key: value for key, value in addition.row.items() if value != about}
    document = json.loads(content(home.of, api + addition.api)) if addition.api else row
    assert any(is_row(row, each) for each in objects(document))
    schema = json.loads(content(home.of, f"api/v1/esquemas/{addition.table}.json"))
    described = schema["properties"]["filas"]["items"]["properties"].keys()
    assert {each for each in addition.row if not each.endswith("_fr")} <= described


@each_addition
def test_an_addition_is_in_the_dictionary_in_both_languages(addition: Addition, home: Home) -> None:
    columns = {each.name: each.title for each in table_schema(addition.table).columns}
    for column in addition.row:
        for prefix in ("", home.prefix):
            told = home.said(f"datos/{addition.table}", prefix)
            assert column in told
            assert column not in columns or columns[column].pick(prefix[:-1] or "es")[0] in told


# Sealed


def edited(edits: tuple[Edit, ...]) -> Files:
    """The files of the small site after some edits."""
    files = minimal_files()
    for each in edits:
        each(files)
    return files


def invented_copy(root: Path, left_out: Callable[[str], bool] = lambda name: False) -> None:
    """A copy of the site; of the invented plan, without the files that are `left_out`."""
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copytree(ROOT / "data", root / "data", ignore=lambda folder, names: [
        each for each in names if Path(folder).name == DEMO and left_out(each)
    ])  # fmt: skip


def french_copy(root: Path) -> None:
    write_files(root, edited(IN_FRENCH))


def sealed_copy(root: Path) -> None:
    invented_copy(root)
    seal(root, CUT, DEMO)


def sealed_french_copy(root: Path) -> None:
    french_copy(root)
    seal(root, "2024-03", PLAN)


def seal(root: Path, cut: str, plan: str) -> None:
    done = run("seal", cut, "--site", root, "--plan", plan)
    assert done.returncode == 0, done.stdout + done.stderr


COPIES = {
    "invented": ("demostracion-sellada", sealed_copy, DEMO),
    "french": ("en-frances-sellado", sealed_french_copy, PLAN),
}


@cache
def sealed(root: Path, plan: str) -> PlanSource:
    sources, _ = load(root)
    return sources.plans[plan]


@pytest.mark.parametrize("addition", [name for name, each in ADDITIONS.items() if each.changed], indirect=True)
def test_a_seal_refuses_a_change_of_it(addition: Addition, once: Once) -> None:
    assert addition.changed
    name, make, plan = COPIES[addition.home]
    source, file, (column, other) = sealed(once(name, make), plan), f"{addition.table}.csv", addition.changed
    kept = source.tables[file]
    assert kept is not None
    lines = [list(each) for each in (kept.header, *(row.cells for row in kept.rows))]
    [place] = [n for n, each in enumerate(lines) if is_row(addition.row, dict(zip(kept.header, each, strict=True)))]
    lines[place][kept.header.index(column)] = other
    changed, _ = read_csv(kept.name, kept.file, write_csv(lines[0], lines[1:]))
    _, problems = validate_plan(dataclasses.replace(source, tables={**source.tables, file: changed}))
    assert f"data/{plan}/{file}:{place + 1}:{column} L108" in found(problems)


# Near, and where it matters


@each_addition
def test_an_addition_is_found_from_the_page_of_the_plan(addition: Addition, home: Home) -> None:
    """Where its words are seen, in the element of the page that says them and nothing more of the page."""
    shown = home.page(addition.page)
    [*_, told] = [each for each in shown.all("main, main *") if addition.spanish in spaced(words(each))]
    assert home.taps[shown.path] + folds(told) <= TAPS


def plain_copy(root: Path) -> None:
    """A copy of the site whose invented plan has none of the additions, nor what keeps, corrects or answers them."""
    tables = {
        "erratas",
        "replicas",
        *(each.table for each in ADDITIONS.values() if each.home == "invented" and each.api),
    }
    gone = {"sellos", "sellos.txt", "lugares.geojson", *(f"{each}.csv" for each in tables)}
    invented_copy(root, gone.__contains__)
    package, commitments = (root / "data" / DEMO / name for name in ("datapackage.yaml", "compromisos.csv"))
    text = package.read_text("utf-8")
    for each in tables:
        text = text.replace(f"  - name: {each}\n    path: {each}.csv\n", "")
    package.write_text(text, "utf-8")
    header, *lines = csv.reader(io.StringIO(commitments.read_text("utf-8"), newline=""))
    for line in lines:
        line[header.index("grupo")] = ""
    commitments.write_bytes(write_csv(header, lines))


@pytest.mark.parametrize("addition", [name for name, each in ADDITIONS.items() if each.matters], indirect=True)
def test_an_addition_changes_a_sentence_where_it_matters(addition: Addition, home: Home, once: Once) -> None:
    assert addition.matters
    path, sentence = addition.matters
    assert sentence in home.said(path)
    assert sentence not in Home(built(once("demostracion-simple", plain_copy)), DEMO, "en/").said(path)


@cache
def built(root: Path) -> Site:
    return build(root)
