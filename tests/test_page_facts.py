"""The facts of a page are those that a browser would see, whatever its HTML looks like."""

import json

import pytest

from micrositio.pipeline.page_facts import PageFacts, facts_from
from micrositio.pipeline.page_reader import facts_of
from micrositio.routes.paths import SitePath
from support import found
from test_checker import page
from test_privacy import INVENTED

PATH = SitePath("uno/index.html")


def facts(body: str, head: str = "") -> PageFacts:
    return facts_of(PATH, page(body, head))


def faults(body: str) -> list[str]:
    return found([*facts(body).problems])


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("<p id=a>x</p><p ID='b'>y</p>", ("a", "b")),
        ('<p id="a&eacute;">x</p>', ("aé",)),
        ('<p title="<p id=a>">x</p>', ()),
        ('<!-- <p id="a"> --><p id="b">x</p>', ("b",)),
        ('<textarea><p id="a"></textarea>', ()),
        ('<iframe src="../dos/"><p id="a"></iframe>', ()),
        ('<tr id="a"><td>x</td></tr>', ()),
        ('<script type="application/ld+json">{"a": "<p id=b>"}</script>', ()),
    ],
)
def test_only_what_a_browser_takes_for_an_id_is_one(body: str, ids: tuple[str, ...]) -> None:
    assert facts(body).ids == ids


def test_a_link_to_an_id_of_the_same_page_is_settled_there() -> None:
    read = facts('<a href="#a">x</a><a href="#b">y</a><a href="../dos/#a">z</a><p id="a">1</p>')
    assert read.links == ("#b", "../dos/#a")


def test_every_file_that_a_page_loads_is_a_link_too() -> None:
    body = (
        '<img src="a.png" srcset="b.png 1x, c.png 2x"><object data="d.svg"></object><embed src="e.svg">'
        '<p data="f.png">x</p><a href="dos/?a=1&amp;b=2">y</a>'
    )
    head = '<link rel="ICON stylesheet" href="g.css"><link rel="alternate" href="h.xml"><link rel="icon">'
    assert facts(body, head).links == ("dos/?a=1&b=2", "g.css", "a.png", "b.png", "c.png", "d.svg", "e.svg")


@pytest.mark.parametrize(
    "body",
    [
        '<p ONCLICK="x()">x</p>',
        "<p\nonclick =x()>x</p>",
        '<p class="x"onclick="x()">x</p>',
        "<svg><style>p{}</style></svg>",
        "<p style>x</p>",
    ],
)
def test_code_and_style_are_found_however_they_are_written(body: str) -> None:
    assert faults(body) == ["uno/index.html S106"]


def test_a_fault_that_a_page_has_twice_is_told_once() -> None:
    assert faults("<script>1</script><script>2</script><style></style><style></style>") == [
        "uno/index.html S106",
        "uno/index.html S106",
    ]


@pytest.mark.parametrize("end", ["</p>\n<p>", "\n", "</b>", "&nbsp;"])
def test_personal_data_is_found_across_elements_and_lines(end: str) -> None:
    assert faults(f"<p>{INVENTED[:9]}{end}{INVENTED[9:]}</p>") == ["uno/index.html C119"]


@pytest.mark.parametrize("body", ['<a href="#a">x</a><p id="a">y</p>', "<style></style>", f"<p>{INVENTED}</p>"])
def test_facts_are_kept_as_json(body: str) -> None:
    read = facts(body)
    assert facts_from(PATH, json.loads(json.dumps(read.as_json()))) == read
