"""Addresses: every link leads where it says, from wherever it is followed."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.model.locations import Location
from micrositio.model.plan import ActionPlan
from micrositio.model.records import (
    Commitment,
    Evidence,
    Institution,
    Meeting,
    Milestone,
    ReportingPeriod,
)
from micrositio.routes import anchors, api_paths
from micrositio.routes import paths as router
from micrositio.routes.addresses import NO_ADDRESS, Addresses
from micrositio.routes.paths import SitePath
from support import made

PLAN = made(ActionPlan, id="plan-1")
SEGMENT = st.text(alphabet="abcñ 0-#?%&«", min_size=1, max_size=6).filter(lambda part: part.strip() == part)
FOLDERS = st.lists(SEGMENT, max_size=4)
PATHS = st.one_of(
    FOLDERS.map(lambda parts: router.page(*parts)),
    st.tuples(FOLDERS, SEGMENT).map(lambda both: SitePath("/".join((*both[0], f"{both[1]}.csv")))),
)


@given(PATHS, PATHS)
def test_resolving_a_link_gives_back_its_target(origin: SitePath, target: SitePath) -> None:
    assert router.resolve(origin, unquote(Addresses.relative(origin, target))) == target


@given(PATHS, PATHS)
def test_a_link_is_relative_and_safe_in_an_attribute(origin: SitePath, target: SitePath) -> None:
    link = Addresses.relative(origin, target, "término")
    assert not link.startswith("/")
    assert set(link) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/%#")
    assert link.count("#") == 1


@given(PATHS)
def test_a_rooted_address_leads_to_the_same_page_from_anywhere(target: SitePath) -> None:
    address = unquote(Addresses("https://x.example/carpeta").rooted(target))
    assert address.startswith("/carpeta/")
    assert router.resolve(SitePath("a/b/index.html"), address.removeprefix("/carpeta")) == target


@pytest.mark.parametrize(
    ("origin", "target", "link"),
    [
        ("index.html", "plan-1/index.html", "plan-1/index.html"),
        ("plan-1/index.html", "index.html", "../index.html"),
        ("plan-1/a/index.html", "plan-1/b/index.html", "../b/index.html"),
        ("plan-1/index.html", "plan-1/index.html", "index.html"),
        ("a/index.html", "recursos/estilo.css", "../recursos/estilo.css"),
    ],
)
def test_links_name_the_file_so_that_they_work_from_disk(origin: str, target: str, link: str) -> None:
    assert Addresses.relative(SitePath(origin), SitePath(target)) == link


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("/", "index.html"),
        ("/glosario/", "glosario/index.html"),
        ("../", "plan/index.html"),
        ("./", "plan/tablero/index.html"),
        ("otra/index.html", "plan/tablero/otra/index.html"),
        ("/plan/datos/a.csv", "plan/datos/a.csv"),
        ("../../", "index.html"),
        ("../datos/", "plan/datos/index.html"),
    ],
)
def test_what_an_author_writes_is_resolved(href: str, path: str) -> None:
    assert router.resolve(SitePath("plan/tablero/index.html"), href) == path


def test_the_plan_comes_first_in_every_address_of_its_own() -> None:
    own = [
        router.plan(PLAN),
        router.commitments(PLAN),
        router.commitment(PLAN, made(Commitment, id="agua")),
        router.board(PLAN),
        router.board_at(PLAN, made(ReportingPeriod, id="2024-03")),
        router.evidence_list(PLAN),
        router.evidence(PLAN, made(Evidence, id="acta")),
        router.evidence_file(PLAN, made(Evidence, id="acta", file="acta.pdf")),
        router.institutions(PLAN),
        router.institution(PLAN, made(Institution, id="obras")),
        router.process(PLAN),
        router.meetings(PLAN),
        router.meeting(PLAN, made(Meeting, id="mesa")),
        router.participation(PLAN),
        router.assessments(PLAN),
        router.sources(PLAN),
        router.catalogue(PLAN),
        router.table(PLAN, "avances"),
        router.download(PLAN, "avances.csv"),
    ]
    assert all(path.startswith("plan-1/") for path in own)
    assert len(set(own)) == len(own)


@pytest.mark.parametrize(
    "name", ["compartir.png", "feed.xml", "nuestro-feed.xml", "index.html", "mapa.svg", "mapa.webp"]
)
@pytest.mark.parametrize("folder", ["acta", "graficas", "imagen", "tarjeta"])
def test_a_file_that_somebody_gave_is_never_taken_for_one_that_the_site_makes(folder: str, name: str) -> None:
    given = router.evidence_file(PLAN, made(Evidence, id=folder, file=name)), router.asset(f"{folder}/{name}")
    for path in given:
        assert router.localized(path, "en", "es") == path
        assert not router.is_figure_file(path)
        assert not router.is_evidence_picture(path)
        assert not router.is_share_image(path)
    assert not router.is_embed(router.evidence(PLAN, made(Evidence, id="tarjeta")))


def test_the_addresses_of_the_design_are_these_for_ever() -> None:
    assert [
        router.HOME,
        router.plan(PLAN),
        router.commitment(PLAN, made(Commitment, id="agua")),
        router.board_at(PLAN, made(ReportingPeriod, id="2024-03")),
        router.evidence(PLAN, made(Evidence, id="acta")),
        router.institution(PLAN, made(Institution, id="obras")),
        router.meeting(PLAN, made(Meeting, id="mesa")),
        router.download(PLAN, "avances.json"),
        router.FEED,
        router.NOT_FOUND,
    ] == [
        "index.html",
        "plan-1/index.html",
        "plan-1/compromisos/agua/index.html",
        "plan-1/tablero/2024-03/index.html",
        "plan-1/evidencias/acta/index.html",
        "plan-1/responsables/obras/index.html",
        "plan-1/sesiones/mesa/index.html",
        "plan-1/datos/avances.json",
        "novedades/feed.xml",
        "404.html",
    ]
    assert anchors.milestone_anchor(made(Milestone, id="agua-1")) == "actividad-agua-1"


def test_the_canonical_address_is_the_folder_and_only_where_the_site_has_one() -> None:
    addresses = Addresses("https://x.example")
    assert addresses.canonical(router.GLOSSARY) == "https://x.example/glosario/"
    assert addresses.canonical(router.GLOSSARY, "término") == "https://x.example/glosario/#t%C3%A9rmino"
    assert addresses.canonical(router.FEED) == "https://x.example/novedades/feed.xml"
    assert addresses.to(router.DCAT, router.GLOSSARY, "a") == "https://x.example/glosario/#a"
    assert NO_ADDRESS.canonical(router.GLOSSARY, "a") == ""
    assert NO_ADDRESS.to(router.DCAT, router.GLOSSARY, "a") == "glosario/index.html#a"


def test_the_addresses_of_the_api_are_these_for_ever() -> None:
    assert [
        router.API,
        router.OPENAPI,
        api_paths.plan(PLAN),
        api_paths.commitments(PLAN),
        api_paths.commitment(PLAN, made(Commitment, id="agua")),
        api_paths.milestone(PLAN, made(Milestone, id="agua-1")),
        api_paths.cuts(PLAN),
        api_paths.cut(PLAN, made(ReportingPeriod, id="2024-03")),
        api_paths.evidence_list(PLAN),
        api_paths.evidence(PLAN, made(Evidence, id="acta")),
        api_paths.figures(PLAN),
        api_paths.tables(PLAN),
    ] == [
        "api/v1/index.json",
        "api/v1/openapi.json",
        "api/v1/planes/plan-1/index.json",
        "api/v1/planes/plan-1/compromisos/index.json",
        "api/v1/planes/plan-1/compromisos/agua.json",
        "api/v1/planes/plan-1/actividades/agua-1.json",
        "api/v1/planes/plan-1/cortes/index.json",
        "api/v1/planes/plan-1/cortes/2024-03.json",
        "api/v1/planes/plan-1/evidencias/index.json",
        "api/v1/planes/plan-1/evidencias/acta.json",
        "api/v1/planes/plan-1/cifras.json",
        "api/v1/planes/plan-1/tablas/index.json",
    ]


def test_each_kind_of_file_is_known_by_its_address() -> None:
    figure, picture = SitePath("plan-1/graficas/avance.svg"), SitePath("plan-1/evidencias/acta/imagen/acta.webp")
    pages = [router.HOME, router.NOT_FOUND, router.FEED, router.page("glosario"), figure]
    files = [
        SitePath("index.txt"),
        SitePath("plan-1/otra/avance.svg"),
        SitePath("avance.svg"),
        router.asset("feed.xml"),
    ]
    assert [router.is_page(each) for each in (*pages, *files)] == [True] * 5 + [False] * 4
    assert [router.is_figure(each) for each in (figure, *files)] == [True] + [False] * 4
    assert not router.is_figure(SitePath("plan-1/graficas/avance.csv"))
    assert router.is_given(router.asset("g.css"))
    assert not router.is_given(SitePath("plan-1/evidencias/acta/index.html"))
    assert not router.is_given(SitePath("plan-1/datos/acta/archivo/index.html"))
    assert router.is_evidence_picture(picture)
    assert not router.is_evidence_picture(SitePath("evidencias/acta/imagen/acta.webp"))
    for where, made_there in (("plan-1", True), ("en/plan-1", True), ("a/b/c", False)):
        assert router.is_figure_file(SitePath(f"{where}/graficas/avance.csv")) == made_there
    assert not router.is_figure_file(SitePath("graficas/avance.svg"))
    assert not router.is_figure_file(SitePath("plan-1/datos/avances.csv"))
    assert not router.is_evidence_picture(SitePath(str(picture).replace("acta/", "acta/más/", 1)))


def test_pages_have_an_address_in_each_language_and_files_one() -> None:
    agua = router.page("plan-1", "compromisos", "agua")
    image = SitePath("plan-1/compromisos/agua/compartir.png")
    assert [router.localized(agua, each, "es") for each in ("es", "en")] == [agua, f"en/{agua}"]
    assert router.is_share_image(image)
    assert router.localized(image, "en", "es") == f"en/{image}"
    assert router.localized(router.download(PLAN, "a.csv"), "en", "es") == "plan-1/datos/a.csv"


def test_the_first_part_of_a_list_has_its_address_and_the_others_a_folder_below() -> None:
    path = router.page("plan-1", "evidencias")
    assert [router.part(path, each) for each in (1, 2, 12)] == [
        path,
        "plan-1/evidencias/parte-2/index.html",
        "plan-1/evidencias/parte-12/index.html",
    ]
    assert [router.is_part(each) for each in ("parte-2", "parte", "acta", "parte-2-b")] == [True, False, False, False]
    places = made(ActionPlan, id="plan-1", locations=tuple(made(Location, id=f"l{each}") for each in range(41)))
    parts = router.location_pages(places)
    assert [parts[f"l{each}"] for each in (0, 39, 40)] == [router.part(router.locations(places), n) for n in (1, 1, 2)]


def test_inicio_is_the_home_page_and_two_cuts_have_a_comparison() -> None:
    first, second = made(ReportingPeriod, id="2024-03"), made(ReportingPeriod, id="2024-06")
    assert [router.content_page(each) for each in ("inicio", "acerca")] == ["index.html", "acerca/index.html"]
    assert router.comparison(PLAN, first, second) == "plan-1/tablero/comparar/2024-03_2024-06/index.html"
    assert router.comparison(PLAN) == router.comparison(PLAN, first) == "plan-1/tablero/comparar/index.html"


@pytest.mark.parametrize(("count", "gives"), [(0, True), (200, True), (201, False)])
def test_charts_are_also_files_where_commitments_are_few(count: int, gives: bool) -> None:
    few = made(ActionPlan, id="p", commitments=tuple(made(Commitment, id=f"c{each}") for each in range(count)))
    assert router.gives_figures(few) == gives
