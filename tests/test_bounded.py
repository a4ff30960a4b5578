"""Pages are bounded however large the plan is: few rows, few bytes, and every row on some part that links lead to."""

from __future__ import annotations

import posixpath

import pytest

from micrositio.pages.paging.parting import numbers, place
from micrositio.pipeline.publisher import Site
from reading import Page, build, content, leads, parse, rows, site, words
from sitio_grande import MILESTONES, make_site

COMMITMENTS = 60
MOST_ROWS, MOST_BYTES = 100, 150_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with a plan of 480 milestones, and with documents, meetings, agreements, comments and assessments."""
    folder = tmp_path_factory.mktemp("grande") / "sitio"
    make_site(folder, COMMITMENTS)
    return build(folder)


def parts(of: Site, path: str) -> list[Page]:
    """The parts of a list, as the links from one to the next lead to them."""
    shown = [parse(of, f"{path}/index.html")]
    while nav := shown[-1].all("nav[data-partes]"):
        folder, written = posixpath.dirname(shown[-1].path), str(nav[0].attributes["data-partes"]).split()
        paths = [posixpath.normpath(posixpath.join(folder, each)) for each in written]
        after = paths.index(shown[-1].path) + 1
        if after == len(paths):
            break
        assert paths[after] in leads(shown[-1], nav[0])
        shown.append(parse(of, paths[after]))
    return shown


def test_no_page_of_a_large_plan_has_more_than_a_hundred_rows_in_a_list_or_too_many_bytes(large: Site) -> None:
    pages = [path for path in large if path.endswith(".html")]
    assert len(pages) > 300
    heavy = {path: size for path in pages if (size := len(content(large, path))) > MOST_BYTES}
    assert not heavy
    long: dict[str, int] = {}
    for path in pages:
        for each in parse(large, path).all("main :is(tbody, ul, ol)"):
            count = sum(child.tag in ("tr", "li") for child in each.iter())
            long |= {path: count} if count > MOST_ROWS else {}
    assert not long


@pytest.mark.parametrize(
    ("path", "css", "total"),
    [
        ("compromisos", "main .cards > .card", COMMITMENTS),
        ("tablero", "#por-compromiso ~ table > tbody", COMMITMENTS),
        ("tablero/actividades", "#actividades > tbody > tr", COMMITMENTS * MILESTONES),
        ("tablero/2025-12", "#todas [data-filtro]", COMMITMENTS * MILESTONES),
        ("evidencias", ".documents > li", COMMITMENTS),
        ("informe/documentos", ".documents-list > li", COMMITMENTS),
        ("informe/correcciones", ".changes > li", COMMITMENTS),
        ("acuerdos", "#acuerdos > tbody > tr", COMMITMENTS),
    ],
)
def test_every_row_of_a_list_is_on_one_of_its_parts(large: Site, path: str, css: str, total: int) -> None:
    shown = parts(large, f"plan/{path}")
    found = [words(node) for each in shown for node in each.all(css)]
    assert len(found) == total
    assert len({each.h1 for each in shown}) == len(shown)


def test_a_link_to_a_commitment_of_a_cut_leads_to_its_part(large: Site) -> None:
    target = "plan/tablero/2025-12/parte-2/index.html"
    own = {str(node.attributes["id"]) for node in parse(large, target).all("tbody[id]")}
    linked = {
        str(link.attributes["href"]).rpartition("#")[2]
        for each in parts(large, "plan/tablero")
        for link in each.all(".matrix a")
        if "/parte-2/" in str(link.attributes["href"])
    }
    assert own
    assert linked == own


def test_a_part_of_a_list_says_where_it_is_in_it(large: Site) -> None:
    second = parse(large, "plan/tablero/actividades/parte-2/index.html")
    assert words(second.one(".crumbs")).endswith("2")
    assert "Parte 2" in second.h1
    assert words(second.one(".pager p")) == "Parte 2 de 5"
    assert second.one("form.filters").attributes["data-total"] == str(COMMITMENTS * MILESTONES)


def test_a_short_list_has_no_parts() -> None:
    split = [path for path in site("raiz") if "/parte-" in path]
    assert not [path for path in split if "/preguntas/" not in path and "/informe/documentos/" not in path]
    assert len(rows("raiz", "demostracion", "actividades")) <= MOST_ROWS


def test_groups_that_stay_whole_are_numbered_by_the_room_that_they_take() -> None:
    assert list(numbers([3, 3, 3, 20, 1, 0], 6)) == [1, 1, 2, 3, 4, 4]
    assert place("a/index.html", 99) == "a/index.html"  # type: ignore[arg-type]
    assert place("a/index.html", 100) == "a/parte-2/index.html"  # type: ignore[arg-type]
