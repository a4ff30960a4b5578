"""Pages are bounded however large the plan is: few rows, few bytes, and every row on some part that links lead to."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from itertools import groupby, product

import pytest

import sitio_grande
from micrositio.pages.paging.parting import _split, numbers, place
from micrositio.pipeline.publisher import Site
from reading import Page, build, content, leads, parse, rows, site, words
from sitio_grande import MILESTONES, make_site

COMMITMENTS = 60
SOME = 51
MOST_ROWS, MOST_BYTES = 100, 150_000
WHOLE = "plan/informe/completo/index.html"
"""The page for paper, the only one without a limit."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with a plan of 480 milestones, and with documents, meetings, agreements, comments and assessments."""
    folder = tmp_path_factory.mktemp("grande") / "sitio"
    make_site(folder, COMMITMENTS)
    return build(folder)


@pytest.fixture(scope="module")
def middling(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with a plan that has more rows than a page, and not so many that its details stand apart."""
    folder = tmp_path_factory.mktemp("mediano") / "sitio"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sitio_grande, "MILESTONES", 3)
        patch.setattr(sitio_grande, "CUTS", 8)
        make_site(folder, SOME)
    return build(folder)


@dataclass(frozen=True)
class Group:
    rows: tuple[int, ...]


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


@pytest.mark.parametrize(("name", "least"), [("large", 300), ("middling", 200)])
def test_no_page_has_more_than_a_hundred_rows_in_a_list_or_too_many_bytes(
    name: str, least: int, request: pytest.FixtureRequest
) -> None:
    built: Site = request.getfixturevalue(name)
    pages = [path for path in built if path.endswith(".html") and path != WHOLE]
    assert len(pages) > least
    heavy = {path: size for path in pages if (size := len(content(built, path))) > MOST_BYTES}
    assert not heavy
    long: dict[str, int] = {}
    for path in pages:
        for each in parse(built, path).all("main :is(tbody, ul, ol)"):
            count = sum(child.tag in ("tr", "li") for child in each.iter())
            long |= {path: count} if count > MOST_ROWS else {}
    assert not long


def test_a_plan_of_some_size_has_its_chapters_its_calendar_and_its_whole_report(middling: Site) -> None:
    chapters = [path for path in middling if path.startswith("plan/informe/compromiso-")]
    assert len(chapters) == SOME
    assert len(parse(middling, WHOLE).all("main .chapter")) == SOME
    calendar = parts(middling, "plan/tablero/calendario")
    assert len(calendar) > 1
    assert sum(len(each.all("main .timeline")) for each in calendar) == SOME


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
    assert list(numbers([6, 0, 6], 6)) == [1, 2, 3]
    assert place("a/index.html", 99) == "a/index.html"  # type: ignore[arg-type]
    assert place("a/index.html", 100) == "a/parte-2/index.html"  # type: ignore[arg-type]


def test_groups_are_split_without_losing_a_row_and_no_part_is_too_long() -> None:
    for sizes in product((0, 1, 6, 7, 20), repeat=3):
        _check_parts(sizes, 6)
    _check_parts((100, 0, 400), MOST_ROWS)


def _check_parts(sizes: tuple[int, ...], most: int) -> None:
    groups = [Group(tuple(range(sum(sizes[:place]), sum(sizes[: place + 1])))) for place in range(len(sizes))]
    split = list(_split(groups, "rows", most))
    assert [row for part in split for group in part for row in group.rows] == list(range(sum(sizes)))
    assert all(part and sum(max(1, len(group.rows)) for group in part) <= most for part in split)
    whole = zip(numbers(sizes, most), sizes, strict=True)
    for _, part in groupby(whole, key=lambda each: each[0]):
        taken = [max(1, size) for _, size in part]
        assert len(taken) == 1 or sum(taken) <= most


def test_what_a_part_of_a_cut_tells_of_changes_is_of_the_whole_cut(large: Site) -> None:
    shown = parts(large, "plan/tablero/2025-04")
    told = [each.section("que-cambio") for each in shown]
    heads = [[words(head) for head in each.css("h3")] for each in told]
    assert len(shown) > 2
    assert all(each == heads[0] for each in heads)
    counted = sum(int(head.rpartition("(")[2].removesuffix(")")) for head in heads[0])
    assert counted == sum(len(each.css(".changes > li")) for each in told)
    assert not [each.path for each in shown if "Nada: en estos datos" in each.main]
