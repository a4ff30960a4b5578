"""The report: what the plan's pages say, in parts and as one document, with nothing of its own but the order."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborNode

from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from reading import (
    INVENTED,
    MISSING,
    PLANS,
    Page,
    build,
    facts,
    leads,
    link_to,
    page,
    rows,
    site,
    squeeze,
    table,
    words,
)
from support import PLAN, ROOT, Edit, found, make_site, of_plan, write

EVERY = pytest.mark.parametrize(("name", "plan_id"), PLANS)
PDF = b"%PDF-1.7\nlo que un programa imprimi\xc3\xb3\n"


def report(name: str, plan_id: str, part: str = "/completo") -> Page:
    return page(name, f"{plan_id}/informe{part}")


def target(on: Page, link: LexborNode) -> str:
    """The path that a link of a page leads to, without its anchor."""
    href = str(link.attributes["href"]).partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(on.path), href))


def parts_of(name: str, plan_id: str) -> list[Page]:
    """The parts of a report: the first that its contents lead to and, from each one, the next."""
    first = report(name, plan_id, "")
    path = next(each for each in leads(first, first.one(".contents")) if "/informe/" in each)
    shown = [page(name, path.removesuffix("/index.html"))]
    while onward := [link for link in shown[-1].all(".pager a") if words(link).startswith("Siguiente")]:
        path = target(shown[-1], onward[0])
        shown.append(page(name, path.removesuffix("/index.html")))
    return shown


def of(root: Path, path: str = f"{PLAN}/informe/completo/index.html") -> Page:
    content = build(root)[path]  # type: ignore[index]
    assert isinstance(content, bytes)
    return Page(path, content)


@EVERY
def test_the_cover_says_whose_data_of_when_and_how_to_cite_them(name: str, plan_id: str) -> None:
    cover = facts(report(name, plan_id).one(".cover"))
    catalogue = words(page(name, f"{plan_id}/datos").one(".cite-as"))
    assert words(cover["Cómo citar"]).rstrip(".") in catalogue
    assert words(cover["Versión de los datos"]) in catalogue
    reported = rows(name, plan_id, "cortes")
    assert (words(cover["Último corte"]) == MISSING) == (not reported)


@EVERY
def test_the_contents_lead_to_every_part_in_its_order(name: str, plan_id: str) -> None:
    shown = report(name, plan_id)
    targets = [str(node.attributes["href"]).rpartition("#")[2] for node in shown.all(".contents a")]
    order = [str(node.attributes["id"]) for node in shown.all(".report [id]")]
    assert [each for each in order if each in targets] == targets
    assert {str(node.attributes["aria-labelledby"]) for node in shown.all("section.part, .chapter")} <= set(targets)


@EVERY
def test_its_parts_and_contents_say_all_that_the_whole_of_it_says(name: str, plan_id: str) -> None:
    parts = [report(name, plan_id, ""), *parts_of(name, plan_id)]
    more = [
        page(name, path.removesuffix("/index.html")) for path in site(name) if f"{plan_id}/informe/documentos/p" in path
    ]
    told = {words(node) for each in (*parts, *more) for node in each.all("main :is(p, li, dd, td, th)")}
    whole = report(name, plan_id)
    said = {words(node) for node in whole.all(".report > section:not(.cover) :is(p, li, dd, td, th)")}
    assert len(said) > 5
    assert said <= told


@EVERY
def test_the_way_through_its_parts_passes_by_each_commitment(name: str, plan_id: str) -> None:
    passed = [each.path for each in parts_of(name, plan_id)]
    keys = [row["id"] for row in sorted(rows(name, plan_id, "compromisos"), key=lambda row: int(row["numero"]))]
    folder = f"{plan_id}/informe"
    state = [f"{folder}/como-va/index.html"] if rows(name, plan_id, "cortes") else []
    chapters = [f"{folder}/compromiso-{key}/index.html" for key in keys]
    assert passed == [*state, *chapters, f"{folder}/documentos/index.html", f"{folder}/correcciones/index.html"]


@EVERY
def test_each_place_of_the_whole_is_a_place_of_the_contents(name: str, plan_id: str) -> None:
    places = {str(node.attributes["id"]) for node in report(name, plan_id).all(".part :is(h2, h3, tr, tbody, li)[id]")}
    assert len(places) > 4
    assert places <= {str(node.attributes["id"]) for node in report(name, plan_id, "").all("main [id]")}


@EVERY
def test_every_commitment_and_milestone_is_in_it_with_what_its_own_page_says(name: str, plan_id: str) -> None:
    shown = report(name, plan_id)
    assert len(shown.all(".chapter")) == len(rows(name, plan_id, "compromisos"))
    for row in rows(name, plan_id, "compromisos"):
        own, [chapter] = (
            page(name, f"{plan_id}/compromisos/{row['id']}"),
            shown.all(f"section[aria-labelledby='capitulo-{row['id']}']"),
        )
        assert words(chapter).startswith(f"{row['numero']}. {own.h1}")
        told = facts(chapter)
        for gauge in own.all(".gauge"):
            term, value = gauge.css_first("dt"), gauge.css_first("dd")
            assert term is not None
            assert value is not None
            assert words(told[words(term)]) == words(value)
        milestones = own.all("article.milestone")
        lines = chapter.css("tbody tr")
        assert len(lines) == len(milestones)
        for line, article in zip(lines, milestones, strict=True):
            heading, body = article.css_first("h3"), article.css_first(".act-body")
            assert heading is not None
            assert body is not None
            assert link_to(line, f"#{body.attributes['id']}").text() in words(heading)
            for side, cell in zip(article.css(".side h4 + p"), line.css("td"), strict=False):
                assert words(cell).startswith(words(side))
            assert [words(node) for node in article.css(".flag")] == [words(node) for node in line.css(".flag")]


@EVERY
def test_every_document_is_listed_once_and_numbered_as_the_rows_name_it(name: str, plan_id: str) -> None:
    shown = report(name, plan_id)
    listed = shown.all(".documents-list > li")
    pages = {
        path for path in leads(shown, shown.one("#documentos").parent or shown.one("main")) if "/evidencias/" in path
    }
    assert len(listed) == len(pages)
    order = {f"#{node.attributes['id']}": number for number, node in enumerate(listed, 1)}
    for link in shown.all(".chapter a.number"):
        assert words(link).startswith(f"n.º {order[str(link.attributes['href'])]}:")


def test_corrections_and_changes_of_date_are_all_told() -> None:
    section = report("raiz", "demostracion").section("correcciones")
    told = [words(node) for node in section.css("li")]
    tables = ("erratas", "reprogramaciones", "modificaciones")
    changes = [each for table in tables for each in rows("raiz", "demostracion", table)]
    assert len(told) == len(changes)
    assert all(any(squeeze(row["motivo"]) in each for each in told) for row in changes)


@EVERY
def test_a_plan_and_its_board_lead_to_its_report(name: str, plan_id: str) -> None:
    target = f"{plan_id}/informe/index.html"
    assert target in leads(page(name, plan_id), page(name, plan_id).one("main"))
    board = page(name, f"{plan_id}/tablero")
    assert (target in leads(board, board.one("main"))) == bool(rows(name, plan_id, "cortes"))


def test_the_figures_are_those_of_the_board() -> None:
    shown, board = report("raiz", "demostracion"), page("raiz", "demostracion/tablero")
    for css in (".headline", ".counts", ".stack-bar"):
        assert words(shown.all(css)[0]) == words(board.all(css)[0])
    told = [
        [re.sub(r" esperado: .* verificado: .*", "", each) for each in row]
        for row in table(board.section("por-compromiso"))
    ]
    assert table(shown.section("por-compromiso")) == told


def test_a_large_plan_leaves_the_details_to_its_commitments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("micrositio.pages.views.cut_summary.MANY", 2)
    root = make_site(tmp_path)
    shown = of(root, f"{PLAN}/informe/index.html")
    assert not [path for path in build(root) if "/informe/compromiso-" in path or "/informe/completo/" in path]
    assert "cada compromiso tiene su página" in shown.main
    assert target(shown, shown.one("#uno-por-uno > a")) == f"{PLAN}/compromisos/index.html"
    assert shown.all("#cifras-del-plan")
    assert f"{PLAN}/informe/documentos/index.html" in leads(shown, shown.one(".contents"))


# The PDF


def with_pdf(name: str, data: bytes = PDF) -> Edit:
    return write(of_plan(name), data)


def test_a_pdf_beside_the_data_is_published_and_linked_with_its_day(tmp_path: Path) -> None:
    day = str(of(make_site(tmp_path / "sin")).one(".report").attributes["data-day"])
    assert not of(make_site(tmp_path / "otra")).all(".cover .button")
    root = make_site(tmp_path / "con", with_pdf(f"informe-{day}.pdf"))
    site = build(root)
    stored = site[f"{PLAN}/informe/informe.pdf"]  # type: ignore[index]
    assert isinstance(stored, Path)
    assert stored.read_bytes() == PDF
    shown = of(root)
    for each in (shown, of(root, f"{PLAN}/informe/index.html")):
        assert leads(each, each.one(".cover")).count(f"{PLAN}/informe/informe.pdf") == 1
    assert "otros datos" not in shown.main


@pytest.mark.parametrize("name", ["informe-2020-01-01.pdf", "informe.pdf"])
def test_a_pdf_of_other_data_says_so(tmp_path: Path, name: str) -> None:
    assert "El PDF se hizo con otros datos" in of(make_site(tmp_path, with_pdf(name))).main


@pytest.mark.parametrize(
    "edits",
    [
        (with_pdf("informe-2024-02-30.pdf"),),
        (with_pdf("informe.pdf", b"no es un PDF"),),
        (with_pdf("otro.pdf"),),
        (with_pdf("informe-2024-01-01.pdf"), with_pdf("informe-2024-02-01.pdf")),
    ],
)
def test_what_is_not_the_report_is_refused(tmp_path: Path, edits: tuple[Edit, ...]) -> None:
    site, problems = build_site(Options(make_site(tmp_path, *edits), (ROOT / "themes",)), lambda *stage: None)
    assert site is None
    assert [each.rpartition(" ")[2] for each in found([each for each in problems if each.is_error])] == ["T125"]


def test_the_report_of_an_invented_plan_says_that_it_is() -> None:
    for name, plan_id in INVENTED:
        assert report(name, plan_id).all("[data-inventado]")
