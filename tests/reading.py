"""What tests read of a site: each one built once per process and in memory, its pages parsed, its tables row by row."""

from __future__ import annotations

import csv
import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from micrositio.formats.zip_archive import Spliced
from micrositio.i18n.display import date_words
from micrositio.i18n.messages import catalogue
from micrositio.i18n.not_known import Sentence, unknowns, why_unknown
from micrositio.model.plan import ActionPlan
from micrositio.model.text import Text
from micrositio.pages import sections
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.publisher import Site
from micrositio.render.renderer import Renderer
from micrositio.routes.paths import SitePath, is_embed
from micrositio.sources.loader import load
from micrositio.validation.plan_assembly import validate_plan
from support import PLAN, ROOT, SITES, found

ROOTS = {
    "raiz": ROOT,
    "minimo": SITES / "minimo",
    "costa-rica": SITES / "costa-rica",
    "seis-pasos": SITES / "seis-pasos",
}
PLANS = [
    ("raiz", "demostracion"),
    ("raiz", "plan-2023-2024"),
    ("raiz", "plan-2026"),
    ("minimo", PLAN),
    ("costa-rica", "plan-2019-2022"),
    ("seis-pasos", "pal-2025"),
]
"""Every plan of every site, as (site, plan)."""
INVENTED = {("raiz", "demostracion"), ("seis-pasos", "pal-2025")}
SIGNED = {"raiz", "minimo"}
"""The sites that say who publishes them; the others are as folders were before they could."""
MISSING = "sin dato"
Where = tuple[str, str]
MOVED = {
    "novedades/2025-02-30-aviso/index.html",
    "pal-2025/compromisos/agua-para-todas-las-comunidades-de-la-sierra/index.html",
}
"""Pages of the sites that answer at an address that is no more."""


class Row(dict[str, str]):
    """A row of a table; a column that it has not is "", and asking for it adds nothing to a row that tests share."""

    def __missing__(self, column: str) -> str:
        return ""


def build(root: Path, **options: Any) -> Site:
    """The site in `root`, which must be sound."""
    chosen = Options(root, (root / "themes", ROOT / "themes"), **options)
    site, problems = build_site(chosen, lambda *stage: None)
    assert site is not None, found(problems)
    return site


def direct_alone(self: Renderer, page: sections.Page, language: str, direct: bool) -> bytes:
    """Renders a page as `Renderer` does, but never with Jinja's own code: each template would be compiled twice."""
    assert direct, f"{page.template} is not made by direct code"
    return _RENDERED(self, page, language, direct)


_RENDERED = Renderer._rendered


@cache
def site(name: str) -> Site:
    """One of `ROOTS`, built once; every page of it is made by direct code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Renderer, "_rendered", direct_alone)
        return build(ROOTS[name])


@cache
def plan(name: str, plan_id: str) -> ActionPlan:
    """A plan of one of `ROOTS`."""
    sources, _ = load(ROOTS[name])
    found_plan, _ = validate_plan(sources.plans[plan_id])
    assert found_plan is not None
    return found_plan


def content(of: Site, path: str) -> bytes:
    """The bytes of a file of the site."""
    stored = of[SitePath(path)]
    if isinstance(stored, Spliced):
        return b"".join(stored.chunks())
    return stored if isinstance(stored, bytes) else stored.read_bytes()


def unknown(name: str, plan_id: str, what: str | tuple[str, ...], *places: Where) -> str:
    """The sentence for something of a plan that is not known at `places`, as people read it."""
    return spoken(why_unknown(False, unknowns(plan(name, plan_id)), what, *places).sentence)


def spoken(sentence: Sentence, language: str = "es") -> str:
    """A sentence in words."""
    shown = {
        key: value.pick(language)[0] if isinstance(value, Text) else date_words(value, language)
        for key, value in sentence.values.items()
    }
    return catalogue(language).gettext(sentence.message).format(**shown)


def shortened(sentence: str) -> str:
    """A sentence as pages show it: of an address, only its site."""
    return re.sub(r"https?://(?:www\.)?([^\s/]+)\S*?(?=[.,]?(?:\s|$))", r"\1", sentence)


class Page:
    """A parsed page, with short ways to what tests ask of it."""

    def __init__(self, path: str, html: bytes) -> None:
        self.path = path
        self.html = html.decode()
        self.tree = LexborHTMLParser(self.html)

    def one(self, css: str) -> LexborNode:
        """The only element that `css` selects."""
        nodes = self.tree.css(css)
        assert len(nodes) == 1, f"{self.path}: {len(nodes)} × {css}"
        return nodes[0]

    def all(self, css: str) -> list[LexborNode]:
        """Every element that `css` selects."""
        return self.tree.css(css)

    def texts(self, css: str) -> list[str]:
        """The text of every element that `css` selects."""
        return [words(node) for node in self.tree.css(css)]

    @property
    def main(self) -> str:
        """The text of the page's own content."""
        return words(self.one("main"))

    @property
    def h1(self) -> str:
        """The text of its only first heading."""
        return words(self.one("h1"))

    @property
    def ids(self) -> set[str]:
        """The anchors it offers."""
        return {str(node.attributes["id"]) for node in self.tree.css("[id]")}

    def section(self, heading_id: str) -> LexborNode:
        """The section named by the heading `heading_id`; of one that is folded, that is the id of what is inside."""
        return self.one(f'[aria-labelledby="{heading_id}"], .folded[aria-labelledby="seccion-{heading_id}"]')


def plain(shown: Page) -> Page:
    """The page without what its sources say beside its fields: their numbers and their words."""
    left = Page(shown.path, shown.html.encode())
    for node in left.tree.css(".said, .cite"):
        node.decompose()
    return left


def parse(of: Site, path: str) -> Page:
    """A page of any site."""
    return Page(path, content(of, path))


@cache
def page(name: str, path: str) -> Page:
    """A page of one of `ROOTS`, parsed once; a folder stands for its index."""
    return parse(site(name), index(path))


def index(path: str) -> str:
    """The file that answers at a folder."""
    return path if path.endswith((".html", ".xml")) else f"{path.strip('/')}/index.html".lstrip("/")


def pages(name: str, below: str = "") -> Iterator[Page]:
    """Every page of the site below a folder; the cards for other sites, which have nothing around them, are `cards`."""
    return (page(name, path) for path in page_paths(site(name)) if path.startswith(below))


def cards(name: str, below: str = "") -> Iterator[Page]:
    """Every commitment's card for other sites, below a folder."""
    return (page(name, path) for path in _spanish(site(name)) if is_embed(path) and path.startswith(below))


def page_paths(of: Site) -> Iterator[SitePath]:
    """Where the site's pages in Spanish are, without those that only say what became of an address, and cards."""
    return (path for path in _spanish(of) if path not in MOVED and not is_embed(path))


def _spanish(of: Site) -> Iterator[SitePath]:
    return (path for path in of if path.endswith(".html") and not path.startswith("en/"))


def words(node: LexborNode) -> str:
    """The visible text of an element, its spaces made single."""
    return squeeze(node.text())


def squeeze(text: str) -> str:
    """The text with single spaces (a space that does not break counts as any other)."""
    return re.sub(r"\s+", " ", text).strip()


def facts(node: LexborNode) -> dict[str, LexborNode]:
    """The pairs of the lists of facts inside `node`: label → the element with the value."""
    pairs = {}
    for fact in node.css(".fact"):
        term, value = fact.css_first("dt"), fact.css_first("dd")
        assert term is not None
        assert value is not None
        pairs[words(term)] = value
    return pairs


def table(node: LexborNode) -> list[list[str]]:
    """The body of the first table in `node`, cell by cell."""
    body = node.css_first("tbody")
    assert body is not None
    return [[words(cell) for cell in row.css("th, td")] for row in body.css("tr")]


def leads(on: Page, node: LexborNode) -> list[str]:
    """The paths of the site that the relative links in `node` lead to, without their anchors."""
    inside = [unquote(href.partition("#")[0]) for href in hrefs(node) if not urlsplit(href).scheme]
    return [
        posixpath.normpath(posixpath.join(posixpath.dirname(on.path), href)) if href else on.path for href in inside
    ]


def hrefs(node: LexborNode) -> list[str]:
    """Where the links in `node` lead, as written."""
    return [str(link.attributes["href"]) for link in node.css("a[href]")]


def link_to(node: LexborNode, end: str) -> LexborNode:
    """The first link in `node` whose address ends with `end`."""
    links = [link for link in node.css("a[href]") if str(link.attributes["href"]).endswith(end)]
    assert links, f"no link to {end} among {hrefs(node)}"
    return links[0]


@cache
def rows(name: str, plan_id: str, table_name: str) -> list[Row]:
    """The rows of a plan's table, straight from its CSV, "" for any other column; none where it has no such table."""
    path = ROOTS[name] / "data" / plan_id / f"{table_name}.csv"
    if not path.exists():
        return []
    read = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    return [Row(row) for row in read]


@cache
def descriptor(name: str, plan_id: str, folder: str = "") -> dict[str, Any]:
    """A plan's description or that of a folder of its documents, straight from its YAML."""
    path = ROOTS[name] / "data" / plan_id / folder / "datapackage.yaml"
    return dict(yaml.load(path.read_bytes(), yaml.CSafeLoader))


def documents(name: str, plan_id: str) -> list[tuple[str, bool]]:
    """The documents of a plan, straight from their descriptions: the key, and whether there is a file."""
    folders = sorted((ROOTS[name] / "data" / plan_id / "evidencias").iterdir())
    found = [each for folder in folders for each in descriptor(name, plan_id, f"evidencias/{folder.name}")["resources"]]
    return [(each["name"], "path" in each) for each in found]


GENERATED = {"evidencias", "estados", "faltas", "metodo", "periodos", "ogp"}
OF_CUTS = {"calculos", "seguimiento", "cambios"}


def table_names(name: str, plan_id: str) -> list[str]:
    """The tables that a plan publishes, told from its folder alone; that they are so is asked in test_pages_data.py."""
    stated = {each["name"] for each in descriptor(name, plan_id)["resources"] if "deriva_de" not in each}
    given = {each for each in stated if rows(name, plan_id, each)}
    return sorted(given | GENERATED | (OF_CUTS if "avances" in given else set()))


def by_id(name: str, plan_id: str, table_name: str) -> Mapping[str, Row]:
    """The rows of a plan's table by their id."""
    return {row["id"]: row for row in rows(name, plan_id, table_name)}


def items(cell: str) -> list[str]:
    """The items of a list cell."""
    return [item.strip() for item in cell.split(";")] if cell else []
