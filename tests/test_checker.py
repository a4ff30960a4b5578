"""Rules over the finished site: each fault a visitor would stumble over, and nothing else."""

from pathlib import Path

import pytest

from micrositio.pipeline.checker import check as check_facts
from micrositio.pipeline.page_reader import facts_of
from micrositio.pipeline.publisher import Site
from micrositio.problems.problem import Problem
from micrositio.routes.addresses import NO_ADDRESS, Addresses
from micrositio.routes.paths import SitePath
from support import found
from test_privacy import INVENTED

PAGE = (
    '<!doctype html><html lang="es"><head><title>T</title>{head}</head>'
    "<body><main><h1>H</h1>{body}</main></body></html>"
)


def page(body: str = "", head: str = "") -> bytes:
    return PAGE.format(body=body, head=head).encode()


def site(**pages: bytes) -> Site:
    """Each page at the folder of its name, `x` beside them as a file that is not a page."""
    paths = {SitePath(f"{name}/index.html"): content for name, content in pages.items()}
    return {**paths, SitePath("recursos/x.css"): b"", SitePath("acta.pdf"): Path("acta.pdf")}


def check_site(pages: Site, invented: tuple[str, ...], addresses: Addresses = NO_ADDRESS) -> list[Problem]:
    facts = {
        path: facts_of(path, content)
        for path, content in pages.items()
        if path.endswith(".html") and isinstance(content, bytes)
    }
    return [*check_facts(facts, pages, invented, addresses)]


def check(body: str = "", head: str = "", invented: tuple[str, ...] = ()) -> list[str]:
    pages = site(uno=page(body, head), dos=page('<p id="sí">hola</p>'))
    return [each.removeprefix("uno/index.html ") for each in found(check_site(pages, invented))]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="../dos/index.html">x</a>',
        '<a href="../dos/index.html#s%C3%AD">x</a>',
        '<a href="../dos/">x</a>',
        '<a href="/dos/">x</a>',
        '<a href="#a">x</a><p id="a">y</p>',
        '<a href="../acta.pdf">x</a>',
        '<a href="../acta.pdf#page=2">x</a>',
        '<a href="https://www.example.org/no-se-revisa">x</a>',
        '<a href="mailto:x@example.org">x</a>',
        '<a href="">x</a>',
        '<script type="application/ld+json">{}</script>',
        '<script type="application/ld+json">{"a": "\\u003c/script\\u003e"}</script>',
        '<script src="../recursos/x.css"></script>',
        '<img src="../acta.pdf" srcset="../acta.pdf 480w, ../recursos/x.css 960w" alt="">',
        "<p>Se dijo que online = bien.</p>",
    ],
)
def test_a_sound_page_has_no_problem(body: str) -> None:
    assert check(body) == []


def test_a_link_of_the_head_is_followed_too() -> None:
    assert check(head='<link rel="stylesheet" href="../recursos/x.css">') == []
    assert check(head='<link rel="stylesheet" href="../recursos/y.css">') == ["S102"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<a href="../tres/index.html">x</a>', "S102"),
        ('<a href="/tres/">x</a>', "S102"),
        ('<a href="../dos/index.htm">x</a>', "S102"),
        ('<a href="../../dos/">x</a>', "S102"),
        ('<script src="../recursos/y.js"></script>', "S102"),
        ('<a href="../dos/index.html#no">x</a>', "S103"),
        ('<a href="#no">x</a>', "S103"),
        ('<p id="a">1</p><p id="a">2</p>', "S104"),
        ('<img alt="" src="https://x.example/espia.gif">', "S105"),
        ('<img alt="" src="//x.example/espia.gif">', "S105"),
        ('<img alt="" src="../acta.pdf" srcset="https://x.example/espia.gif 480w, ../acta.pdf 960w">', "S105"),
        ('<img alt="" src="../acta.pdf" srcset="../acta.pdf 480w, ../otra.pdf 960w">', "S102"),
        ('<iframe src="https://x.example/"></iframe>', "S105"),
        ('<script src="https://x.example/a.js"></script>', "S105"),
        ('<object data="https://x.example/a.swf"></object>', "S105"),
        ("<style>p{}</style>", "S106"),
        ('<p style="color:red">x</p>', "S106"),
        ("<script>alert(1)</script>", "S106"),
        ('<script type="module">alert(1)</script>', "S106"),
        ('<script type="text/javascript">alert(1)</script>', "S106"),
        ('<script type="application/json">{}</script>', "S106"),
        ('<script type="application/ld+json;x">{}</script>', "S106"),
        ('<script type=" application/ld+json">{}</script>', "S106"),
        ("<script type>alert(1)</script>", "S106"),
        ('<script type="application/ld+json">alert(1)</script>', "S106"),
        ('<script type="application/ld+json">{"a": "</script>"}', "S106"),
        ('<p onclick="x()">x</p>', "S106"),
        ("<h1>otro</h1>", "S107"),
        (f"<p>{INVENTED}</p>", "C119"),
        (f"<p>{INVENTED[:9]}</p><p>{INVENTED[9:]}</p>", "C119"),
    ],
)
def test_a_fault_of_the_page_is_found(body: str, code: str) -> None:
    assert check(body) == [code]


@pytest.mark.parametrize(
    "head", ['<link rel="stylesheet" href="https://x.example/a.css">', '<link rel="icon" href="data:,">']
)
def test_what_a_page_asks_of_another_site_is_found(head: str) -> None:
    assert check(head=head) == ["S105"]


@pytest.mark.parametrize(
    ("cut", "what"),
    [
        (' lang="es"', "html[lang]"),
        ("<title>T</title>", "head > title"),
        (">T<", "head > title"),
        ("<h1>H</h1>", "h1"),
        (">H<", "h1"),
    ],
)
def test_a_page_without_a_part_that_it_needs_is_found(cut: str, what: str) -> None:
    broken = page().decode().replace(cut, "><" if cut.startswith(">") else "")
    [problem] = check_site(site(uno=broken.encode()), ())
    assert (problem.kind.code, problem.details["what"]) == ("S107", what)


def test_a_page_without_main_is_found() -> None:
    broken = page().replace(b"<main>", b"<div>").replace(b"</main>", b"</div>")
    assert found(check_site(site(uno=broken), ())) == ["uno/index.html S107"]


def test_a_rooted_link_counts_from_the_place_of_the_site_on_its_server() -> None:
    pages = site(uno=page('<a href="/x/dos/">x</a>'), dos=page())
    assert found(check_site(pages, (), Addresses("https://abierto.example.org/x"))) == []
    assert found(check_site(pages, (), Addresses("https://abierto.example.org"))) == ["uno/index.html S102"]


def test_an_invented_plan_says_so_on_each_of_its_pages() -> None:
    pages = {
        SitePath("inventado/index.html"): page("<p data-inventado>Es un ejemplo</p>"),
        SitePath("inventado/tablero/index.html"): page(),
        SitePath("inventado-no/index.html"): page(),
    }
    assert found(check_site(pages, ("inventado",))) == ["inventado/tablero/index.html S108"]


def test_personal_data_is_not_printed_with_its_problem() -> None:
    [problem] = check_site(site(uno=page(f"<p>{INVENTED}</p>")), ())
    assert INVENTED not in problem.message(str) + problem.mend(str)
