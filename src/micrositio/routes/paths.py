"""Every path of the site is made here. A path names a file below the site's root; `addresses` writes its address.

The plan's id comes first, so that a second plan changes no address.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NewType, Protocol

if TYPE_CHECKING:  # an address is made from their keys alone
    from micrositio.model.plan import ActionPlan
    from micrositio.model.records import Commitment, Institution, Meeting, ReportingPeriod

SitePath = NewType("SitePath", str)
"""The path of a file below the site's root, without a leading slash."""


class Identified(Protocol):
    """An object whose id is part of addresses: a record, or a placeholder for every record of a kind."""

    @property
    def id(self) -> str:
        """The id in addresses."""


class Filed(Identified, Protocol):
    """An object with an id and the name of a file."""

    @property
    def file(self) -> str:
        """The name of the file."""


INDEX = "index.html"
EMBED = "tarjeta"
"""The folder of a commitment's card, below the commitment: the only page that other sites may frame."""
SHARE_IMAGE = "compartir.png"
"""The name of a commitment's image for links to it, which has words and so goes with the pages of its language."""
_PICTURES, _COPY = "imagen", ".webp"
"""The folder of the copies of a document that is a picture, below its page, and the extension of their names."""
_PART_NAME = "parte-"
_PART = re.compile(rf"{_PART_NAME}\d+")
"""The folders of the parts of a list, below its page."""
_ASSETS, _EVIDENCE, _FILES = "recursos", "evidencias", "archivo"
"""The folder of the files of the theme; that of the documents of a plan, and that of the file of each document."""
_SHARED = re.compile(rf"(?:[^/]+/){{1,2}}compromisos/[^/]+/{re.escape(SHARE_IMAGE)}")
_EMBEDDED = re.compile(rf"(?:[^/]+/){{1,2}}compromisos/[^/]+/{EMBED}/{INDEX}")
FIGURES, _MOST_WITH_FIGURES = "graficas", 200
"""The folder of the charts of a plan as files, and the maximum number of commitments of a plan that gives them."""


def page(*parts: str) -> SitePath:
    """Returns the page at the folder made of `parts`; the home page for none."""
    return SitePath("/".join((*parts, INDEX)))


HOME, NOT_FOUND = page(), SitePath("404.html")
NEWS = page("novedades")
SEARCH = page("buscar")
FEED = SitePath("novedades/feed.xml")
CALENDAR = SitePath("calendario.ics")
DCAT = SitePath("catalogo.jsonld")
SITEMAP = SitePath("sitemap.xml")
ROBOTS = SitePath("robots.txt")
ADDRESSES = SitePath("direcciones.txt")
REDIRECTS, HEADERS = SitePath("_redirects"), SitePath("_headers")
HTACCESS, NGINX = SitePath(".htaccess"), SitePath("nginx.conf")
FOR_HOSTS = frozenset({REDIRECTS, HEADERS, HTACCESS, NGINX})
"""Files that a server reads for itself and never serves."""
METHODOLOGY = page("metodologia")
GLOSSARY = page("glosario")
ABOUT = page("acerca")
ACCESSIBILITY = page("accesibilidad")
PRIVACY = page("privacidad")
API_ROOT = "api/v1"
"""The folder of the API's documents, with the only part of its version that changes an address."""
API = SitePath(f"{API_ROOT}/index.json")
OPENAPI = SitePath(f"{API_ROOT}/openapi.json")


def is_page(path: SitePath) -> bool:
    """Returns whether the path is that of a page, a feed or the picture of a chart: each is made in each language."""
    made = path.endswith((f"/{INDEX}", "/feed.xml")) and not is_given(path)
    return made or path in (HOME, NOT_FOUND) or is_figure(path)


def is_given(path: SitePath) -> bool:
    """Returns whether a path is that of a file with the name that its author gave it: a document, or one of a theme."""
    parts = path.split("/")
    return parts[0] == _ASSETS or (parts[1:2] == [_EVIDENCE] and parts[3:4] == [_FILES])


def is_share_image(path: SitePath) -> bool:
    """Returns whether a path is that of the image of a commitment for links to it, in any language."""
    return _SHARED.fullmatch(path) is not None


def localized(path: SitePath, language: str, first: str) -> SitePath:
    """Returns the path of a page in `language`: at the root for the language `first`, in a folder for any other.

    Files that are not pages have the same path in every language, except the images of commitments.
    """
    of_each = is_page(path) or is_share_image(path)
    return SitePath(f"{language}/{path}") if of_each and language != first else path


def part(path: SitePath, number: int) -> SitePath:
    """Returns the path of a part of the list at `path`, which is its first part."""
    return path if number == 1 else SitePath(f"{path.removesuffix(INDEX)}{_PART_NAME}{number}/{INDEX}")


def is_part(name: str) -> bool:
    """Returns whether the name of a folder is that of a part of the list above it: no record there has such an id."""
    return _PART.fullmatch(name) is not None


def content_page(slug: str) -> SitePath:
    """Returns the path of a page of `content/`; `inicio` is the home page."""
    return HOME if slug == "inicio" else page(slug)


def news_item(slug: str) -> SitePath:
    """Returns the path of a news item, by its file's name."""
    return page("novedades", slug)


def asset(name: str) -> SitePath:
    """Returns the path of a static file of the theme."""
    return SitePath(f"{_ASSETS}/{name}")


def search_index(language: str) -> SitePath:
    """Returns the path of the search index in a language."""
    return asset(f"indice-{language}.js")


def plan(plan: ActionPlan) -> SitePath:
    """Returns the path of the plan's own page."""
    return page(plan.id)


def commitments(plan: ActionPlan) -> SitePath:
    """Returns the path of the list of commitments."""
    return page(plan.id, "compromisos")


def commitment(plan: Identified, each: Identified) -> SitePath:
    """Returns the path of a commitment's page."""
    return page(plan.id, "compromisos", each.id)


def groups(plan: ActionPlan) -> SitePath:
    """Returns the path of the levels of the plan: the list of its groups."""
    return page(plan.id, "grupos")


def group(plan: ActionPlan, each: Identified) -> SitePath:
    """Returns the path of a group's page."""
    return page(plan.id, "grupos", each.id)


def embed(plan: Identified, each: Identified) -> SitePath:
    """Returns the path of the card of a commitment, to be put in a frame on other sites."""
    return page(plan.id, "compromisos", each.id, EMBED)


def is_embed(path: SitePath) -> bool:
    """Returns whether the page is a card for other sites; the site map lists the commitment's page instead."""
    return _EMBEDDED.fullmatch(path) is not None


def commitment_calendar(plan: Identified, each: Identified) -> SitePath:
    """Returns the path of the calendar of a commitment's dates."""
    return SitePath(f"{plan.id}/compromisos/{each.id}/calendario.ics")


def board(plan: ActionPlan) -> SitePath:
    """Returns the path of the board at the last cut."""
    return page(plan.id, "tablero")


PLACES_A_PART = 40
"""The most places on a page: as many numbers as can be told apart on the map of a narrow screen."""


def locations(plan: ActionPlan) -> SitePath:
    """Returns the path of the places of the plan: their map and their list."""
    return page(plan.id, "lugares")


def location_pages(plan: ActionPlan) -> dict[str, SitePath]:
    """Returns the path of the page that has each place, by id."""
    return {each.id: part(locations(plan), number // PLACES_A_PART + 1) for number, each in enumerate(plan.locations)}


MILESTONES_OF_BOARD, CALENDAR_OF_BOARD, COMPARISON_OF_BOARD = "actividades", "calendario", "comparar"
MONEY_OF_BOARD = "presupuesto"
RESERVED_CUTS = frozenset({MILESTONES_OF_BOARD, CALENDAR_OF_BOARD, COMPARISON_OF_BOARD, MONEY_OF_BOARD})
"""Folders below the board that are pages of its own: no cut has such an id."""


def board_milestones(plan: ActionPlan) -> SitePath:
    """Returns the path of the list of all milestones at the last cut."""
    return page(plan.id, "tablero", MILESTONES_OF_BOARD)


def board_calendar(plan: ActionPlan) -> SitePath:
    """Returns the path of the milestones over time."""
    return page(plan.id, "tablero", CALENDAR_OF_BOARD)


def comparison(plan: ActionPlan, first: Identified | None = None, second: Identified | None = None) -> SitePath:
    """Returns the path of the comparison of two cuts, the earlier one first, or of any two that the reader chooses.

    No id has an underscore, so that it can only stand between the two.
    """
    pair = (f"{first.id}_{second.id}",) if first and second else ()
    return page(plan.id, "tablero", COMPARISON_OF_BOARD, *pair)


def board_at(plan: ActionPlan, cut: ReportingPeriod) -> SitePath:
    """Returns the path of the board at a cut."""
    return page(plan.id, "tablero", cut.id)


def report(plan: ActionPlan) -> SitePath:
    """Returns the path of the plan's report: its contents, which lead to its parts."""
    return page(plan.id, "informe")


def report_part(plan: ActionPlan, name: str) -> SitePath:
    """Returns the path of a part of the report, or of the whole of it."""
    return page(plan.id, "informe", name)


def report_commitment(plan: ActionPlan, each: Commitment) -> SitePath:
    """Returns the path of the part of the report about a commitment."""
    return report_part(plan, f"compromiso-{each.id}")


def report_file(plan: ActionPlan) -> SitePath:
    """Returns the path of the report as a PDF, which not every site has."""
    return SitePath(f"{plan.id}/informe/informe.pdf")


def evidence_list(plan: ActionPlan) -> SitePath:
    """Returns the path of the evidence repository."""
    return page(plan.id, _EVIDENCE)


def evidence(plan: ActionPlan, each: Identified) -> SitePath:
    """Returns the path of a document's page."""
    return page(plan.id, _EVIDENCE, each.id)


def evidence_file(plan: Identified, each: Filed) -> SitePath:
    """Returns the path of the document's file."""
    return SitePath(f"{plan.id}/{_EVIDENCE}/{each.id}/{_FILES}/{each.file}")


def evidence_picture(plan: Identified, each: Identified, name: str) -> SitePath:
    """Returns the path of a copy of a document that is a picture, made for pages; `name` has no extension."""
    return SitePath(f"{plan.id}/{_EVIDENCE}/{each.id}/{_PICTURES}/{name}{_COPY}")


def is_evidence_picture(path: SitePath) -> bool:
    """Returns whether a path is that of a copy of a picture."""
    return path.endswith(_COPY) and path.split("/")[1:4:2] == [_EVIDENCE, _PICTURES]


def evidence_descriptor(plan: Identified) -> SitePath:
    """Returns the path of the description of the documents for programs (Data Package)."""
    return SitePath(f"{plan.id}/{_EVIDENCE}/datapackage.json")


def institutions(plan: ActionPlan) -> SitePath:
    """Returns the path of the list of institutions: those responsible, those supporting and those overseeing."""
    return page(plan.id, "responsables")


def institution(plan: ActionPlan, each: Institution) -> SitePath:
    """Returns the path of an institution's page."""
    return page(plan.id, "responsables", each.id)


def process(plan: ActionPlan) -> SitePath:
    """Returns the path of the page with the steps of the process and its participants."""
    return page(plan.id, "proceso")


def meetings(plan: ActionPlan) -> SitePath:
    """Returns the path of the list of meetings."""
    return page(plan.id, "sesiones")


def meeting(plan: ActionPlan, each: Meeting) -> SitePath:
    """Returns the path of a meeting's page."""
    return page(plan.id, "sesiones", each.id)


def agreements(plan: ActionPlan) -> SitePath:
    """Returns the path of the list of agreements of the meetings."""
    return page(plan.id, "acuerdos")


def participation(plan: ActionPlan) -> SitePath:
    """Returns the path of the page with figures of participation, and comments with their answers."""
    return page(plan.id, "participacion")


def assessments(plan: ActionPlan) -> SitePath:
    """Returns the path of the page with the conclusions of assessments."""
    return page(plan.id, "evaluaciones")


def assessment(plan: ActionPlan, each: Identified) -> SitePath:
    """Returns the path of the page of an assessment instrument that concluded something."""
    return page(plan.id, "evaluaciones", each.id)


def sources(plan: ActionPlan) -> SitePath:
    """Returns the path of the page of the sources of each fact."""
    return page(plan.id, "fuentes")


def corrections(plan: ActionPlan) -> SitePath:
    """Returns the path of the corrections, replies and removals of the plan, with the letters that ask for them."""
    return page(plan.id, "correcciones")


def questions(plan: ActionPlan) -> SitePath:
    """Returns the path of the questions of the plan: whom to ask, and what was answered."""
    return page(plan.id, "preguntas")


def catalogue(plan: ActionPlan) -> SitePath:
    """Returns the path of the catalogue of the plan's open data."""
    return page(plan.id, "datos")


def table(plan: ActionPlan, name: str) -> SitePath:
    """Returns the path of a table's dictionary and preview."""
    return page(plan.id, "datos", name)


def download(plan: Identified, name: str) -> SitePath:
    """Returns the path of a file of the plan's open data."""
    return SitePath(f"{plan.id}/datos/{name}")


def gives_figures(plan: ActionPlan) -> bool:
    """Returns whether the charts of the plan are also files: not those of a plan of very many commitments."""
    return len(plan.commitments) <= _MOST_WITH_FIGURES


def figure(plan: Identified, name: str) -> SitePath:
    """Returns the path of the picture of a chart; `name` is its folders and name, without an extension."""
    return SitePath(f"{plan.id}/{FIGURES}/{name}.svg")


def figure_data(plan: Identified, name: str) -> SitePath:
    """Returns the path of the numbers of a chart."""
    return SitePath(f"{plan.id}/{FIGURES}/{name}.csv")


def is_figure(path: SitePath) -> bool:
    """Returns whether a path is that of the picture of a chart."""
    return path.endswith(".svg") and path.split("/")[1:2] == [FIGURES] and not is_given(path)


def is_figure_file(path: SitePath) -> bool:
    """Returns whether a path is that of a chart as a file, in any language; charts come and go with their data."""
    return path.endswith((".svg", ".csv")) and FIGURES in path.split("/")[1:3] and not is_given(path)


def cut_file(plan: Identified, cut: Identified, name: str) -> SitePath:
    """Returns the path of a file of the plan's data as they were at a cut."""
    return SitePath(f"{plan.id}/datos/cortes/{cut.id}/{name}")


def folder(target: SitePath) -> str:
    """Returns the path as addresses show it: a page by its folder, with a final slash."""
    return target.removesuffix(INDEX) if posixpath.basename(target) == INDEX else target


def sitemap_part(number: int) -> SitePath:
    """Returns the path of a part of the site map, where the pages do not fit in one."""
    return SitePath(f"sitemap-{number}.xml")


def resolve(origin: SitePath, href: str) -> SitePath:
    """Returns the path of a relative or root-absolute `href` (without its anchor) on `origin`."""
    base = posixpath.dirname(origin)
    joined = href[1:] if href.startswith("/") else posixpath.join(base, href)
    normal = posixpath.normpath(joined) if joined else "."
    if href.endswith("/") or normal == ".":
        normal = INDEX if normal == "." else f"{normal}/{INDEX}"
    return SitePath(normal)
