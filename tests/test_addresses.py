"""Addresses that last: one that vanishes stops the build, unless something there says what became of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.publisher import Site
from micrositio.problems.problem import Problem
from micrositio.routes.moves import address, listing
from micrositio.routes.paths import REDIRECTS, SitePath
from micrositio.sources.loader import ADDRESSES_FILE, MOVES_FILE, load
from support import PLAN, ROOT, Edit, found, make_site, minimal_files, of_plan, remove, replace, write

OLD_PAGE, OLD_FILE = f"/{PLAN}/compromisos/antes/", f"/{PLAN}/datos/antes.csv"
NEW_PAGE, NEW_FILE = f"/{PLAN}/compromisos/agua/", f"/{PLAN}/datos/avances.csv"


def built(root: Path, base_url: str | None = None, exclude_demo: bool = False) -> tuple[Site | None, list[Problem]]:
    return build_site(Options(root, (ROOT / "themes",), base_url, exclude_demo), lambda *stage: None)


def listed(*addresses: str) -> Edit:
    return write(ADDRESSES_FILE, "".join(f"{each}\n" for each in addresses))


def moved(*entries: str) -> Edit:
    return write(MOVES_FILE, "direcciones:\n" + "".join(f"  - {{{each}}}\n" for each in entries))


def said(root: Path) -> list[str]:
    return found([each for each in built(root)[1] if each.is_error])


def published(root: Path, base_url: str | None = None) -> Site:
    site, problems = built(root, base_url)
    assert site is not None, found(problems)
    return site


def page(site: Site, path: str) -> LexborHTMLParser:
    content = site[SitePath(path)]
    assert isinstance(content, bytes)
    return LexborHTMLParser(content.decode())


def test_an_address_that_vanishes_stops_the_build_and_one_that_is_there_does_not(tmp_path: Path) -> None:
    root = make_site(tmp_path, listed("/", NEW_PAGE, OLD_PAGE, NEW_FILE, "", OLD_FILE))
    assert said(root) == [f"{ADDRESSES_FILE}:3 S111", f"{ADDRESSES_FILE}:6 S111"]


def test_a_record_that_is_taken_out_takes_its_address_along(tmp_path: Path) -> None:
    root = make_site(tmp_path / "antes")
    [news] = [each for each in listing(load(root)[0].addresses, published(root)) if "primer-corte" in each]
    gone = make_site(tmp_path / "sin", listed(news), lambda files: files.pop(f"content{news.rstrip('/')}.md"))
    assert said(gone) == [f"{ADDRESSES_FILE}:1 S111"]


def test_what_moved_is_answered_by_a_page_that_leads_on_and_by_a_redirection(tmp_path: Path) -> None:
    root = make_site(
        tmp_path,
        listed(OLD_PAGE, OLD_FILE),
        moved(f"de: {OLD_PAGE}, a: {NEW_PAGE}", f"de: {OLD_FILE}, a: {NEW_FILE}"),
    )
    site = published(root, "https://agua.example.org")
    answer = page(site, f"{PLAN}/compromisos/antes/index.html")
    links = [node.attributes["href"] for node in answer.css("main a")]
    assert links == ["../agua/index.html"]
    [canonical] = answer.css("link[rel=canonical]")
    assert canonical.attributes["href"] == f"https://agua.example.org{NEW_PAGE}"
    below = page(site, f"{PLAN}/datos/antes.csv/index.html")
    assert [node.attributes["href"] for node in below.css("main a")] == ["../avances.csv"]
    assert site[REDIRECTS] == f"{OLD_PAGE} {NEW_PAGE} 301!\n{OLD_FILE} {NEW_FILE} 301!\n".encode()


def test_what_is_gone_is_answered_by_a_page_that_says_why_and_by_no_redirection(tmp_path: Path) -> None:
    root = make_site(tmp_path, listed(OLD_PAGE), moved(f'de: {OLD_PAGE}, motivo: "Estaba dos veces; vea <el plan>."'))
    site = published(root, "https://agua.example.org")
    answer = page(site, f"{PLAN}/compromisos/antes/index.html")
    main = answer.css_first("main")
    assert main is not None
    assert "Estaba dos veces; vea <el plan>." in main.text()
    assert OLD_PAGE in main.text()
    assert not answer.css("link[rel=canonical]")
    assert REDIRECTS not in site


def test_the_page_of_an_address_of_an_invented_plan_says_that_it_is(tmp_path: Path) -> None:
    root = make_site(
        tmp_path,
        replace(of_plan("datapackage.yaml"), "estado: en_curso", "estado: en_curso\ndemostracion: true"),
        moved(f"de: {OLD_PAGE}, a: {NEW_PAGE}"),
    )
    assert page(published(root), f"{PLAN}/compromisos/antes/index.html").css("[data-inventado]")


def test_a_site_with_nothing_moved_has_no_file_of_redirections(tmp_path: Path) -> None:
    assert REDIRECTS not in published(make_site(tmp_path))


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((f"de: {NEW_PAGE}, a: /",), ["2:6 S114"]),
        ((f"de: {OLD_PAGE}, a: {OLD_FILE}",), ["2:43 S115"]),
        ((f"de: {OLD_PAGE}",), ["2:6 S112"]),
        ((f"de: {OLD_PAGE}, a: /, motivo: No.",), ["2:6 S112"]),
        ((f"de: {OLD_PAGE}, a: /", f"de: {OLD_PAGE}index.html, motivo: No."), ["3:6 S113"]),
        (("de: plan, a: /",), ["2:6 Y110"]),
        (("de: //plan/, a: /",), ["2:6 Y110"]),
        (("de: /plan//agua/, a: /",), ["2:6 Y110"]),
        (("de: /plan/../agua/, a: /",), ["2:6 Y110"]),
        (("de: /.micrositio, a: /",), ["2:6 Y110"]),
        (("de: /acerca/index.html/x/, a: /",), ["2:6 S122"]),
        (("de: https://example.org/, a: /",), ["2:6 Y110"]),
        ((f"de: {OLD_PAGE}, hacia: /",), ["2:43 Y106"]),
        ((f"de: {OLD_PAGE}, a: {OLD_FILE}", f"de: {OLD_FILE}, a: /"), ["2:43 S115"]),
    ],
)
def test_what_is_wrong_with_a_move_is_said_at_its_place(
    tmp_path: Path, entries: tuple[str, ...], expected: list[str]
) -> None:
    assert said(make_site(tmp_path, moved(*entries))) == [f"{MOVES_FILE}:{each}" for each in expected]


def test_a_list_that_is_no_text_is_refused(tmp_path: Path) -> None:
    assert said(make_site(tmp_path, write(ADDRESSES_FILE, b"/\n/a\xf1o/\n"))) == [f"{ADDRESSES_FILE}:2 Y101"]


def test_addresses_of_an_invented_plan_are_not_missed_where_it_is_left_out(tmp_path: Path) -> None:
    other = "plan-real"
    edits: list[Edit] = [
        write(path.replace(PLAN, other), data.replace(PLAN.encode(), other.encode()))
        for path, data in _plan_files().items()
    ]
    root = make_site(
        tmp_path,
        *edits,
        replace("content/sitio.yaml", f"[{PLAN}]", f"[{other}, {PLAN}]"),
        replace("content/sitio.yaml", f"plan_actual: {PLAN}", f"plan_actual: {other}"),
        replace(of_plan("datapackage.yaml"), "estado: en_curso", "estado: en_curso\ndemostracion: true"),
        listed(NEW_PAGE, f"/api/v1/planes/{PLAN}/index.json", "/otra/"),
        moved(f"de: {OLD_PAGE}, a: {NEW_PAGE}"),
        replace("content/inicio.md", f"/{PLAN}/tablero/", f"/{other}/tablero/"),
        remove("content/novedades/2024-04-03-primer-corte.md"),
    )
    site, problems = built(root, exclude_demo=True)
    assert site is None
    assert found([each for each in problems if each.is_error]) == [f"{ADDRESSES_FILE}:3 S111"]


def _plan_files() -> dict[str, bytes]:
    return {
        path: data for path, data in minimal_files().items() if path.startswith("data/") and isinstance(data, bytes)
    }


def test_the_list_only_grows_and_leaves_out_what_nobody_cites(tmp_path: Path) -> None:
    root = make_site(tmp_path, listed(OLD_PAGE), moved(f"de: {OLD_PAGE}, a: {NEW_PAGE}"))
    lines = listing(load(root)[0].addresses, published(root))
    assert lines == sorted(set(lines))
    assert {"/", OLD_PAGE, NEW_PAGE, NEW_FILE, "/404.html"} <= set(lines)
    assert not [each for each in lines if each.startswith(("/recursos/", "/_"))]
    assert f"{OLD_FILE}/" not in lines


def test_the_script_writes_the_list_once_and_again_the_same(tmp_path: Path) -> None:
    root = make_site(tmp_path, listed(OLD_PAGE), moved(f"de: {OLD_PAGE}, a: {NEW_PAGE}"))
    order = [sys.executable, str(ROOT / "build.py"), "direcciones", "--site", str(root)]
    first = subprocess.run(order, capture_output=True, text=True, check=True)
    text = (root / ADDRESSES_FILE).read_text(encoding="utf-8")
    again = subprocess.run(order, capture_output=True, text=True, check=True)
    assert first.stdout == f"{ADDRESSES_FILE}: {text.count(chr(10))} direcciones, {text.count(chr(10)) - 1} nuevas.\n"
    assert again.stdout == f"{ADDRESSES_FILE}: {text.count(chr(10))} direcciones, 0 nuevas.\n"
    assert (root / ADDRESSES_FILE).read_text(encoding="utf-8") == text
    assert said(root) == []


def test_the_script_leaves_the_list_alone_where_the_site_has_faults(tmp_path: Path) -> None:
    root = make_site(tmp_path, listed(OLD_PAGE))
    order = [sys.executable, str(ROOT / "build.py"), "direcciones", "--site", str(root)]
    finished = subprocess.run(order, capture_output=True, text=True, check=False)
    assert (finished.returncode, "S111" in finished.stdout) == (1, True)
    assert (root / ADDRESSES_FILE).read_text(encoding="utf-8") == f"{OLD_PAGE}\n"


def test_an_address_is_written_as_a_visitor_sees_it() -> None:
    assert [address(SitePath(each)) for each in ("index.html", "plan/a/index.html", "plan/á.csv")] == [
        "/",
        "/plan/a/",
        "/plan/%C3%A1.csv",
    ]


@pytest.mark.parametrize("exclude_demo", [False, True])
def test_every_address_that_was_published_still_answers(exclude_demo: bool) -> None:
    """The site's own list holds what staff published; this one, every kind of address that the engine gives."""
    site, problems = built(ROOT, exclude_demo=exclude_demo)
    assert site is not None, found([each for each in problems if each.is_error])
    lines = (ROOT / "tests" / "direcciones.txt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    kept = [line for line in lines if not (exclude_demo and "demostracion" in line)]
    assert sorted(set(kept) - {address(path) for path in site}) == []


def test_the_sites_own_list_is_in_force_and_promises_nothing_invented(tmp_path: Path) -> None:
    gone = "/plan-2023-2024/compromisos/prevencion/"
    root = tmp_path / "sitio"
    for name in ("content", "data"):
        shutil.copytree(ROOT / name, root / name)
    listed_now = load(root)[0].addresses.listed
    assert gone in listed_now
    assert not [each for each in listed_now if "demostracion" in each]
    for path in (root / "data/plan-2023-2024").rglob("*"):
        if path.suffix in (".csv", ".yaml", ".md"):
            path.write_bytes(path.read_bytes().replace(b"prevencion", b"prevenir"))
    assert f"{ADDRESSES_FILE}:{listed_now.index(gone) + 1} S111" in said(root)
