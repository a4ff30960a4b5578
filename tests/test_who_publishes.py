"""Who publishes signs; the government whose plan it is stands as that; and neither in the other's place, anywhere."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook
from rdflib import Graph, Literal
from rdflib.namespace import DCTERMS, FOAF

from micrositio.i18n.imprint import Imprint, standing
from micrositio.model.dates import PartialDate
from micrositio.model.settings import Official, Publisher
from micrositio.model.text import Text
from micrositio.opendata.file_formats import PLAN_FORMATS
from micrositio.pipeline.build_cache import BuildCache
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.publisher import Site
from micrositio.routes import paths as router
from micrositio.routes.paths import is_embed
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan
from reading import build, content, facts, page, pages, parse, rows, site, words
from support import PLAN, ROOT, SITES, append, make_site, of_plan, replace, run, write_files

PROJECT = "micrositio (proyecto independiente)"
MUNICIPALITY = "Municipio de Chihuahua"
INVENTED_MUNICIPALITY = "Municipio de San Jacinto del Llano (inventado)"
REAL, INVENTED = "plan-2023-2024", "demostracion"
BOTH = pytest.mark.parametrize(
    ("plan_id", "government"), [(REAL, MUNICIPALITY), ("plan-2026", MUNICIPALITY), (INVENTED, INVENTED_MUNICIPALITY)]
)
ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://abierto.example.org"
SETTINGS = "content/sitio.yaml"
KEYS = "publica:\n  nombre: Observatorio de Río Chico\n  tipo: sociedad_civil\noficial: no\n"
"""What the small site says of who publishes it."""
UNSIGNED = replace(SETTINGS, KEYS, "")


def read_json(of: Site, path: str) -> Any:
    return json.loads(content(of, path))


def block(of: Site, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(parse(of, path).one('script[type="application/ld+json"]').text())
    return found


@cache
def graph() -> Graph:
    data = content(site("raiz"), router.DCAT).decode()
    return Graph().parse(data=data, format="json-ld", publicID=f"{BASE}/{router.DCAT}")


def guide(of: Site, plan_id: str) -> dict[str, str]:
    """What LEEME.txt says before the list of its files."""
    lines = content(of, f"{plan_id}/datos/LEEME.txt").decode().split("\n\n")[0].splitlines()
    return dict(line.split(": ", 1) for line in lines)


# Each format


@BOTH
def test_the_catalogue_for_portals_names_the_publisher_and_what_the_data_are_about(
    plan_id: str, government: str
) -> None:
    [dataset] = graph().subjects(DCTERMS.identifier, Literal(plan_id))
    [publisher], [subject] = graph().objects(dataset, DCTERMS.publisher), graph().objects(dataset, DCTERMS.subject)
    assert Literal(PROJECT, "es") in set(graph().objects(publisher, FOAF.name))
    assert Literal("micrositio (independent project)", "en") in set(graph().objects(publisher, FOAF.name))
    assert Literal(government, "es") in set(graph().objects(subject, FOAF.name))
    tables = list(graph().objects(dataset, DCTERMS.hasPart))
    assert tables
    assert {each for table in tables for each in graph().objects(table, DCTERMS.subject)} == {subject}
    assert not list(graph().objects(dataset, DCTERMS.creator))


@BOTH
def test_search_engines_are_told_who_publishes_and_what_government_the_data_are_about(
    plan_id: str, government: str
) -> None:
    whole = block(site("raiz"), f"{plan_id}/datos/index.html")
    table = block(site("raiz"), f"{plan_id}/datos/compromisos/index.html")
    for node in (whole["dataset"], table):
        assert node["publisher"] == node["creator"] == {"@type": "Organization", "name": PROJECT}
        assert node["about"] == {"@type": "GovernmentOrganization", "name": government}
    assert (whole["publisher"]["name"], whole["about"]["name"]) == (PROJECT, government)


@pytest.mark.parametrize(
    ("path", "government"),
    [
        (f"{REAL}/datos", MUNICIPALITY),
        ("plan-2026/datos", MUNICIPALITY),
        (f"{INVENTED}/datos", INVENTED_MUNICIPALITY),
        (f"{INVENTED}/evidencias", INVENTED_MUNICIPALITY),
    ],
)
def test_a_package_names_the_publisher_as_publisher_and_the_government_as_government(
    path: str, government: str
) -> None:
    package = read_json(site("raiz"), f"{path}/datapackage.json")
    roles = {role: each["title"] for each in package["contributors"] for role in each.get("roles", ())}
    assert (roles["publisher"], roles["government"]) == (PROJECT, government)
    assert package["publica"] == {
        "nombre": PROJECT, "nombre_en": "micrositio (independent project)", "tipo": "independiente",
    }  # fmt: skip
    assert package["oficial"] == {"estado": "no"}


@BOTH
def test_the_guide_says_it_in_the_folder_the_workbook_and_the_database(plan_id: str, government: str) -> None:
    told = guide(site("raiz"), plan_id)
    assert (told["Quién publica"], told["Gobierno del plan"]) == (PROJECT, government)
    own = government == MUNICIPALITY
    assert told["Si es oficial"].startswith("Sitio no oficial")
    assert (MUNICIPALITY in told["Si es oficial"]) == own
    workbook = CalamineWorkbook.from_filelike(BytesIO(content(site("raiz"), f"{plan_id}/datos/{plan_id}.xlsx")))
    sheet = {str(row[0]): str(row[1]) for row in workbook.get_sheet_by_index(0).to_python() if len(row) > 1}
    base = sqlite3.connect(":memory:")
    base.deserialize(content(site("raiz"), f"{plan_id}/datos/{plan_id}.sqlite"))
    table = dict(base.execute("SELECT que, texto FROM _leeme").fetchall())
    for key in ("Quién publica", "Gobierno del plan", "Si es oficial"):
        assert sheet[key] == table[key] == told[key]


@BOTH
def test_a_citation_is_signed_by_the_publisher_and_names_the_government(plan_id: str, government: str) -> None:
    of = site("raiz")
    cited = guide(of, plan_id)["Cómo citar"]
    assert cited.startswith(f"{PROJECT}. ")
    assert f". Gobierno del plan: {government}" in cited
    assert cited in content(of, f"{plan_id}/datos/LICENCIA.txt").decode()
    shown = page("raiz", f"{plan_id}/datos")
    assert words(shown.one(".cite-as")).startswith(cited)
    bibtex = shown.section("citar").css_first("pre")
    assert bibtex is not None
    assert f"author = {{{{{PROJECT}}}}}" in bibtex.text()
    assert f"note = {{Gobierno del plan: {government}" in bibtex.text()
    english = words(page("raiz", f"en/{plan_id}/datos").one(".cite-as"))
    assert english.startswith("micrositio (independent project). ")


@BOTH
def test_a_bag_is_of_the_publisher(plan_id: str, government: str) -> None:
    with zipfile.ZipFile(BytesIO(content(site("raiz"), f"{plan_id}/datos/{plan_id}.zip"))) as bag:
        info = dict(
            line.split(": ", 1) for line in bag.read(f"{plan_id}/bag-info.txt").decode().splitlines() if ": " in line
        )
    assert (info["Source-Organization"], info["Gobierno del plan"]) == (PROJECT, government)


@BOTH
def test_the_author_of_a_feed_is_the_publisher(plan_id: str, government: str) -> None:
    feeds = [path for path in site("raiz") if path.startswith(f"{plan_id}/") and path.endswith(".xml")]
    assert feeds
    for path in (*feeds, "novedades/feed.xml"):
        feed = ElementTree.fromstring(content(site("raiz"), path))
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == PROJECT
        told = feed.findtext(f"{ATOM}subtitle") or ""
        assert f"Lo publica {PROJECT}." in told
        assert path == "novedades/feed.xml" or told.startswith(f"Gobierno del plan: {government}.")


@BOTH
def test_a_card_for_other_sites_says_whose_plan_it_is_and_who_publishes(plan_id: str, government: str) -> None:
    cards = [path for path in site("raiz") if path.startswith(f"{plan_id}/") and is_embed(path)]
    assert cards
    for path in cards:
        shown = parse(site("raiz"), path).main
        assert f"Gobierno del plan: {government}. Sitio no oficial. Lo publica {PROJECT}." in shown


@BOTH
def test_the_api_says_it_beside_what_it_said(plan_id: str, government: str) -> None:
    start, plan = (read_json(site("raiz"), f"api/v1/{path}") for path in ("index.json", f"planes/{plan_id}/index.json"))
    assert start["sitio"]["gobierno"] == MUNICIPALITY, "its meaning stays"
    assert start["sitio"]["publica"]["nombre"] == PROJECT
    assert start["sitio"]["oficial"] == {
        "estado": "no", "desde": None, "documento": None, "documento_en": None, "enlace": None,
    }  # fmt: skip
    [listed] = [each for each in start["planes"] if each["id"] == plan_id]
    assert listed["gobierno"] == plan["gobierno"] == government


# Pages


def test_every_page_of_an_unofficial_site_says_so_under_its_name() -> None:
    starts = {"": "Sitio no oficial", "en/": "Unofficial site"}
    for prefix, start in starts.items():
        paths = [
            p for p in site("raiz") if p.endswith(".html") and not is_embed(p) and p.startswith("en/") == bool(prefix)
        ]
        assert len(paths) > 50
        for path in paths:
            shown = parse(site("raiz"), path)
            assert words(shown.one("header .brand-standing")).startswith(start), path
            assert shown.one("meta[name=author]").attributes["content"] in (PROJECT, "micrositio (independent project)")


def test_the_line_names_the_government_that_has_not_adopted_it() -> None:
    for path in ("", REAL, f"{REAL}/datos", "acerca"):
        assert words(page("raiz", path).one(".brand-standing")) == (
            f"Sitio no oficial: el gobierno ({MUNICIPALITY}) no lo ha adoptado. Lo publica {PROJECT}."
        )
    assert words(page("raiz", f"en/{REAL}").one(".brand-standing")) == (
        "Unofficial site: the government (Municipality of Chihuahua) has not adopted it. "
        "Published by micrositio (independent project)."
    )


def test_the_line_of_who_publishes_is_short_and_opens_to_the_whole_statement() -> None:
    line = page("raiz", "").one(".publisher summary")
    assert words(line) == f"Sitio no oficial. Lo publica {PROJECT}."
    alike = page("raiz", INVENTED).one(".publisher")
    assert not alike.css("details"), "where the short statement is the whole one, nothing opens"


def test_the_government_of_another_plan_stands_beside_its_name_and_the_sites_nowhere() -> None:
    beside = f"Plan de demostración (inventado), {INVENTED_MUNICIPALITY}"
    for shown in pages("raiz", f"{INVENTED}/"):
        assert beside in shown.texts(".crumbs li > *"), shown.path
        assert INVENTED_MUNICIPALITY in shown.one("head > title").text(), shown.path
        assert words(shown.one(".brand-standing")) == f"Sitio no oficial. Lo publica {PROJECT}."
    assert beside in page("raiz", "").texts(".plan-list h3")
    assert words(page("raiz", f"{INVENTED}/informe").one(".cover .lead")) == INVENTED_MUNICIPALITY
    below = (f"{INVENTED}/", f"en/{INVENTED}/", f"api/v1/planes/{INVENTED}/")
    named = (MUNICIPALITY.encode(), b"Municipality of Chihuahua")
    found = [p for p in site("raiz") if p.startswith(below) and any(each in content(site("raiz"), p) for each in named)]
    assert found == []


def test_a_plan_of_the_sites_government_does_not_repeat_it() -> None:
    assert page("raiz", REAL).texts(".crumbs li > *") == ["Inicio", "Primer plan, 2023–2024"]


def test_the_foot_says_who_publishes() -> None:
    assert words(facts(page("raiz", "").section("pie-contacto"))["Quién publica"]) == PROJECT


ADOPTED = Official("si", PartialDate(2026, 1, 15), Text("Acuerdo 12/2026", "Resolution 12/2026"))
OURS = Text("Municipio de Río Chico", "Municipality of Río Chico")
ANOTHER = Text("Estado de Nueva Sierra", "State of Nueva Sierra")
PUBLISHER = Publisher(Text("Observatorio", "Observatory"), "sociedad_civil")


@pytest.mark.parametrize(
    ("publisher", "official", "shown", "spanish", "english"),
    [
        (Publisher(), Official(), OURS, "Quién publica este sitio: sin dato.", "Who publishes this site: no data."),
        (
            PUBLISHER, Official(), OURS, "Si este sitio es oficial: sin dato. Lo publica Observatorio.",
            "Whether this site is official: no data. Published by Observatory.",
        ),
        (
            Publisher(), Official("no"), OURS,
            "Sitio no oficial: el gobierno (Municipio de Río Chico) no lo ha adoptado. Quién lo publica: sin dato.",
            "Unofficial site: the government (Municipality of Río Chico) has not adopted it. "
            "Who publishes it: no data.",
        ),
        (
            PUBLISHER, Official("en_revision", None, Text("Oficio 3")), OURS,
            "Sitio aún no oficial: el gobierno (Municipio de Río Chico) lo revisa. Documento: Oficio 3. "
            "Lo publica Observatorio.",
            "Site not official yet: the government (Municipality of Río Chico) is reviewing it. Document: Oficio 3. "
            "Published by Observatory.",
        ),
        (
            PUBLISHER, ADOPTED, OURS,
            "Sitio oficial: el gobierno (Municipio de Río Chico) lo adoptó. Desde: 15 de enero de 2026. "
            "Documento: Acuerdo 12/2026. Lo publica Observatorio.",
            "Official site: the government (Municipality of Río Chico) adopted it. Since: 15 January 2026. "
            "Document: Resolution 12/2026. Published by Observatory.",
        ),
        (
            Publisher(OURS, "gobierno"), ADOPTED, OURS,
            "Sitio oficial. Desde: 15 de enero de 2026. Documento: Acuerdo 12/2026. Lo publica Municipio de Río Chico.",
            "Official site. Since: 15 January 2026. Document: Resolution 12/2026. "
            "Published by Municipality of Río Chico.",
        ),
        (PUBLISHER, Official("no"), ANOTHER, "Sitio no oficial. Lo publica Observatorio.", ""),
        (PUBLISHER, ADOPTED, ANOTHER, "Lo publica Observatorio.", "Published by Observatory."),
    ],
)  # fmt: skip
def test_each_state_has_its_own_words(
    publisher: Publisher, official: Official, shown: Text, spanish: str, english: str
) -> None:
    imprint = Imprint(publisher, official, OURS)
    assert standing(imprint, shown, "es") == spanish
    assert not english or standing(imprint, shown, "en") == english


# Adoption


WHOLE = {each.extension for each in PLAN_FORMATS} - {"json", "txt"}
SIGNS = re.compile(
    r"\.html$|\.xml$|\.bib$|/graficas/.+\.svg$|^api/v1/index\.json$|^catalogo\.jsonld$"
    rf"|/(LEEME\.txt|LICENCIA\.txt|SHA256SUMS|datapackage\.json|metadata\.json|[^/]+\.({'|'.join(WHOLE)}))$"
)
"""The files that say who publishes, or hold or list one that does."""


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of this repository, adopted and published by the Municipality."""
    root = tmp_path_factory.mktemp("adoptado")
    for name in ("content", "data"):
        shutil.copytree(ROOT / name, root / name)
    settings = root / SETTINGS
    text = settings.read_text(encoding="utf-8")
    before = text[text.index("publica:") : text.index("idiomas:")]
    after = (
        f"publica:\n  nombre: {MUNICIPALITY}\n  nombre_en: Municipality of Chihuahua\n  tipo: gobierno\n"
        "oficial:\n  estado: si\n  desde: 2026-12-01\n  documento: Acuerdo de prueba\n"
    )
    settings.write_text(text.replace(before, after), encoding="utf-8")
    return build(root)


def test_adopting_the_site_changes_who_publishes_and_nothing_else(adopted: Site) -> None:
    before = site("raiz")
    assert list(before) == list(adopted), "no address comes or goes"
    changed = [path for path in before if content(before, path) != content(adopted, path)]
    assert [path for path in changed if not SIGNS.search(path)] == []
    assert [p for p in changed if "/datos/cortes/" in p and not p.endswith((".html", ".bib"))] == [], "seals stay"
    for plan_id, government in ((REAL, MUNICIPALITY), (INVENTED, INVENTED_MUNICIPALITY)):
        then, now = (guide(each, plan_id) for each in (before, adopted))
        assert now["Cómo citar"] == then["Cómo citar"].replace(PROJECT, MUNICIPALITY, 1)
        assert (now["Quién publica"], now["Gobierno del plan"]) == (MUNICIPALITY, government)
        assert {key for key in then if then[key] != now.get(key)} == {"Quién publica", "Si es oficial", "Cómo citar"}


def test_an_adopted_site_says_since_when_and_by_which_document(adopted: Site) -> None:
    line = (
        "Sitio oficial. Desde: 1 de diciembre de 2026. Documento: Acuerdo de prueba. Lo publica Municipio de Chihuahua."
    )
    assert words(parse(adopted, "index.html").one(".brand-standing")) == line
    invented = words(parse(adopted, f"{INVENTED}/index.html").one(".brand-standing"))
    assert invented == f"Lo publica {MUNICIPALITY}.", "of another government's plan, adoption says nothing"
    dataset = block(adopted, f"{REAL}/datos/index.html")["dataset"]
    assert dataset["publisher"] == {"@type": "GovernmentOrganization", "name": MUNICIPALITY}


# A folder that does not say


def test_a_folder_of_before_builds_with_one_warning_and_signs_as_nobody(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio", UNSIGNED)
    done = run("build", "--site", root, "--output", tmp_path / "salida")
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).count("Y123") == 1
    out = tmp_path / "salida"
    of = build(root)
    assert (out / "index.html").read_bytes() == content(of, "index.html")
    assert words(parse(of, "index.html").one(".brand-standing")) == "Quién publica este sitio: sin dato."
    assert guide(of, PLAN)["Quién publica"] == "Sin dato."
    assert not guide(of, PLAN)["Cómo citar"].startswith("Municipio")
    package = read_json(of, f"{PLAN}/datos/datapackage.json")
    assert "publisher" not in [role for each in package["contributors"] for role in each.get("roles", ())]
    assert package.keys().isdisjoint({"publica", "oficial"})
    feed = ElementTree.fromstring(content(of, "novedades/feed.xml"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "sin dato"
    told = block(of, f"{PLAN}/datos/index.html")
    assert "publisher" not in told
    assert told["dataset"].keys().isdisjoint({"publisher", "creator"})
    [publisher] = [each for each in read_json(of, router.DCAT)["@graph"] if each["@id"].endswith("#publicador")]
    assert publisher["foaf:name"][0]["@value"] == "sin dato"
    with zipfile.ZipFile(BytesIO(content(of, f"{PLAN}/datos/{PLAN}.zip"))) as bag:
        assert b"Source-Organization" not in bag.read(f"{PLAN}/bag-info.txt")
    assert "author =" not in parse(of, f"{PLAN}/datos/index.html").section("citar").text()
    assert not parse(of, "index.html").all("meta[name=author]")
    assert read_json(of, "api/v1/index.json")["sitio"]["publica"] == {"nombre": None, "nombre_en": None, "tipo": None}


@pytest.mark.parametrize("name", ["costa-rica", "seis-pasos"])
def test_the_sites_that_do_not_say_it_have_that_warning_once(name: str) -> None:
    _, problems = build_site(Options(SITES / name, (ROOT / "themes",)), lambda *stage: None)
    assert [str(each.place) for each in problems if each.kind.code == "Y123"] == [SETTINGS]
    assert not [each for each in problems if each.is_error]


# A plan of another government


OWN = append(
    of_plan("datapackage.yaml"),
    "\ngobierno: Estado de Nueva Sierra\ngobierno_en: State of Nueva Sierra\nnivel: regional\n",
)


def test_the_government_of_a_plan_goes_out_with_it_and_is_read_back(tmp_path: Path) -> None:
    of = build(make_site(tmp_path / "sitio", OWN))
    package = read_json(of, f"{PLAN}/datos/datapackage.json")
    stated = {key: package[key] for key in ("gobierno", "gobierno_en", "nivel")}
    assert stated == {"gobierno": "Estado de Nueva Sierra", "gobierno_en": "State of Nueva Sierra", "nivel": "regional"}
    published = {str(path): content(of, path) for path in of if path.startswith(f"{PLAN}/datos/")}
    write_files(tmp_path / "publicado", published)
    root = make_site(tmp_path / "otro")
    shutil.rmtree(root / "data" / PLAN)
    assert run("import", tmp_path / "publicado" / PLAN, "--site", root).returncode == 0
    sources, _ = load(root)
    plan, problems = validate_plan(sources.plans[PLAN])
    assert plan is not None, problems
    assert (plan.government, plan.level) == (ANOTHER, "regional")


def test_a_plan_that_names_no_government_is_of_the_sites_also_after_it_is_read_back() -> None:
    package = read_json(site("minimo"), f"{PLAN}/datos/datapackage.json")
    assert package["gobierno"] == "Municipio de Río Chico"


def test_a_preview_notices_another_government(tmp_path: Path) -> None:
    root, kept = make_site(tmp_path), BuildCache()

    def told() -> str:
        built, _ = build_site(Options(root, (ROOT / "themes",)), lambda *stage: None, kept)
        assert built is not None
        return str(read_json(built, f"api/v1/planes/{PLAN}/index.json")["gobierno"])

    assert told() == "Municipio de Río Chico"
    settings = root / SETTINGS
    settings.write_text(
        settings.read_text("utf-8").replace("gobierno: Municipio de Río Chico", "gobierno: Otro"), "utf-8"
    )
    assert told() == "Otro"


# The dictionary


def texts(value: Any) -> Iterator[str]:
    """Every text within a JSON value."""
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


def real_names() -> set[str]:
    """How the bodies of the real plans are called, and their places."""
    plans = [("raiz", REAL), ("raiz", "plan-2026"), ("costa-rica", "plan-2019-2022")]
    listed = [row for name, plan_id in plans for row in rows(name, plan_id, "instituciones")]
    names = {row[column] for row in listed for column in ("id", "nombre", "nombre_en", "siglas")}
    return {each for each in names if len(each) > 3} | {
        "Chihuahua", "ICHITAIP", "CANACO", "KAREWA", "MXCHH", "Costa Rica", "MIVAH", "opengovpartnership.org",
    }  # fmt: skip


@pytest.mark.parametrize(
    "path", sorted((ROOT / "src/micrositio/profile/schemas").rglob("*.json")), ids=lambda path: path.stem
)
def test_the_dictionary_names_no_real_place_or_body(path: Path) -> None:
    named = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(real_names() - GENERIC)))})", re.IGNORECASE)
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert [each for each in texts(schema) if named.search(each)] == []


GENERIC = {"ciudadania", "Ciudadanía a título propio", "Citizens in their own right", "CITES", "cites", "vivienda"}
"""Ids and names of bodies that are also common words."""
