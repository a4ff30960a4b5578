"""The facts of a page are the same whether its tags or a parser told them, or the page is left to the parser."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from micrositio.pages.sections import Page
from micrositio.pipeline import page_reader, parsed_page, plain_page
from micrositio.pipeline.page_facts import PageFacts, facts_from
from micrositio.pipeline.page_reader import facts_of
from micrositio.render.renderer import Renderer
from micrositio.routes.paths import SitePath
from micrositio.validation.privacy import folded
from reading import ROOTS, build, site
from test_checker import page
from test_privacy import INVENTED

PATH = SitePath("uno/index.html")


def both(html: str) -> tuple[PageFacts | None, PageFacts]:
    """The facts of a page without a parser, if it is plain, and with one; they must be the same."""
    quick, parsed = plain_page.plain_facts(html), parsed_page.parsed_facts(PATH, html)
    assert quick in (None, dataclasses.replace(parsed, is_plain=True)), html
    return quick, parsed


PLAIN = [
    '<p id="a">Uno <a href="#a">dos</a> &amp; <b>tres</b> &#34;4&#34;</p>',
    '<p title="&lt;p id=&#34;b&#34;&gt;">x</p>',
    '<a href="../dos/?a=1&amp;b=2#%C3%AD">x</a>',
    "<p id=\"a\n b\">'x' > y</p>",
    '<p ID="x" Class="y">x</p>',
    '<pre id="a">&lt;p id="b"&gt;\n</pre>\n<textarea id="t">\nid="c"\n</textarea>\n<textarea>\n</textarea>',
    '<ul>\n<li>1<ul><li id="a">2</li></ul></li>\n<li><p>3</p></li>\n</ul><dl><div><dt>x</dt><dd>y</dd></div></dl>',
    '<table>\n<caption>c</caption>\n<tbody>\n<tr><th scope="row">1</th>\n<td><p>2</p></td></tr>\n</tbody></table>',
    '<svg><title>x</title><g id="g"><path d="M0 0"/><use href="#i"/><text x="1">1</text></g></svg>',
    '<form action="/x"><label for="i">x</label><input id="i"><select><option selected>1</option></select></form>',
    '<img src="../acta.pdf" srcset="../acta.pdf 480w, ../b.pdf 960w" alt=""><script src="../recursos/x.css"></script>',
    '<script type="application/ld+json">{"a": "\\u003c"}</script>',
    "<p data-inventado>Es un ejemplo</p>",
    "<p>&nbsp;</p><details><summary>x</summary>y</details><hr><p>uno<br>dos</p>",
]
"""Bodies that are read without a parser."""

LEFT = [
    '<p id="a>x</p>',
    '<p id="a" id="b">x</p>',
    "<p id='a'>x</p>",
    "<p id=a>x</p>",
    '<p id = "a">x</p>',
    '<p id="">x</p>',
    "<p id>x</p>",
    '<p title="a > b" id="a">x</p>',
    '<p title="a < b" id="a">x</p>',
    '<p class="x"id="a">x</p>',
    "<P ID=a>x</P>",
    '<P ID="x">x</P>',
    '<!-- <p id="a"> --><p id="a">x</p>',
    '<!-- <p id="a"> -- > <a href="../nada/">x</a>',
    '<script type="application/ld+json">\nmal\n</script>',
    '<script type="application/ld+json"></script>',
    '<script type="application/ld+json">{"a": "<p id=b>"}</script>',
    '<script type="application/ld+json">{"a": "&amp;"}</script>',
    '<script>"<p id=a>"</script>',
    '<script src="../recursos/x.css">alert(1)</script>',
    '<script src=""></script>',
    "<style>p{background:url(https://x.example/a.png)}</style>",
    '<p style="background:url(//x.example/a.png)">x</p>',
    '<p ONCLICK="x()">x</p>',
    '<textarea><p id="a"></textarea><p id="a">x</p>',
    '<template><p id="a">x</p></template><p id="a">y</p>',
    '<noscript><p id="a">x</p></noscript>',
    '<iframe src="../dos/"><p id="a"></iframe>',
    '<p id="a">1</p><p id="a">2</p>',
    '<p id="a&eacute;">x</p>',
    '<a href="../dos/?a=1&b=2">x</a>',
    '<p id="a&#x41;">x</p>',
    "<p>AT&T</p>",
    '<p id="a"><b id="b">1<p>2</b></p>',
    '<p><b id="b">1<div>2</div></b></p>',
    '<a href="#x" id="x">1 <a href="../nada/">2</a></a>',
    '<a href="#x" id="x">1 <span><a href="../nada/">2</a></span></a>',
    '<form id="f"><p><b><form id="g"></form></b></p></form>',
    '<tr id="a"><td>x</td></tr>',
    '<table><tr id="a"><td>x</td></tr></table>',
    '<table><tbody><tr><p id="a">x</p><td>y</td></tr></tbody></table>',
    "<table><tbody><tr>x<td>y</td></tr></tbody></table>",
    '<select><option>1<p id="a">2</p></option></select>',
    '<ul><li id="a">1<li id="b">2</ul>',
    '<svg><p id="a">x</p></svg>',
    '<svg><style>p{}</style><a href="../nada/">x</a></svg>',
    '<svg><![CDATA[<p id="a">]]></svg>',
    '<p id="a"/>x',
    '<div id="a"',
    "<div>",
    "</div>",
    "<p>x</div>",
    "<p>1 < 2</p>",
    '<h2 id="a">1<h3 id="b">2</h3></h2>',
    "<h1>otro</h1>",
    "<body id='b'>",
    '<meta http-equiv="refresh" content="0; url=https://x.example/">',
    '<base href="https://x.example/"><a href="x">x</a>',
    '<img src="https://x.example/a.gif" alt="">',
    '<img src="../a.png" srcset="//x.example/b.png 2x" alt="">',
    '<img srcset="data:,a 2x" alt="">',
    '<object data="https://x.example/a"></object>',
    '<img src="" data="https://x.example/a" alt="">',
    '<video src="../a.mp4"></video>',
    f"<p>{INVENTED}</p>",
    f"<p>{INVENTED[:9]}</p>\n<p>{INVENTED[9:]}</p>",
    "<p>uno\r\ndos</p>",
    "<p>uno\0dos</p>",
    "<plaintext>",
]
"""Bodies that are left to the parser."""


@pytest.mark.parametrize("body", PLAIN)
def test_a_plain_page_is_read_without_a_parser(body: str) -> None:
    quick, _ = both(page(body).decode())
    assert quick is not None


@pytest.mark.parametrize("body", LEFT)
def test_a_page_that_is_not_plain_or_not_sound_is_left_to_the_parser(body: str) -> None:
    quick, _ = both(page(body).decode())
    assert quick is None


@pytest.mark.parametrize(
    ("head", "is_plain"),
    [
        ('<link rel="stylesheet" href="../recursos/x.css"><meta name="a" content="b">', True),
        ('<link rel="alternate" href="https://x.example/">', True),
        ('<link rel="ICON" href="https://x.example/a.ico">', False),
        ('<link rel="stylesheet">', False),
        ('<base href="https://x.example/">', False),
        ('<p id="a">x</p>', False),
        ("x", False),
        ("<title></title>", True),
    ],
)
def test_what_the_head_of_a_plain_page_has(head: str, is_plain: bool) -> None:
    quick, _ = both(page(head=head).decode())
    assert (quick is not None) == is_plain


@pytest.mark.parametrize(
    "cut", ["<!doctype html>", ' lang="es"', "<title>T</title>", ">T<", "<main>", "<h1>H</h1>", "</p>"]
)
def test_a_page_without_a_part_is_left_to_the_parser(cut: str) -> None:
    quick, _ = both(page("<p>x</p>").decode().replace(cut, "><" if cut.startswith(">") else ""))
    assert quick is None


NAMES = (
    "p b a div ul li table tbody tr td caption svg g path title select option form h2 pre textarea button dl dt dd span"
    " label br img input link script template noscript"
).split()
TEXTS = ["x", " ", "\n", "&amp;", "&copy", "a > b", "<", "</p>", "<p>", "\u00a0"]
ATTRIBUTES = ["", ' id="a"', " href='#b'", ' href="#a"', " hidden", '\n ID="b"']


def element(parts: tuple[str, str, list[str]]) -> str:
    name, attribute, inner = parts
    return f"<{name}{attribute}>{''.join(inner)}" + ("" if name in ("br", "img", "input", "link") else f"</{name}>")


TREES = st.recursive(
    st.sampled_from(TEXTS),
    lambda inner: st.tuples(st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES), st.lists(inner, max_size=3)).map(
        element
    ),
    max_leaves=12,
)


@given(st.lists(TREES, max_size=4))
def test_whatever_stands_in_what_the_facts_are_the_parsers(trees: list[str]) -> None:
    for end in ("", "\n"):
        both(page(end.join(trees)).decode())


@given(st.data())
def test_whatever_is_cut_out_of_a_page_the_facts_are_the_parsers(data: st.DataObject) -> None:
    html = page("\n".join(PLAIN).replace('id="a"', "")).decode()
    start = data.draw(st.integers(0, len(html)))
    both(html[:start] + html[start + data.draw(st.integers(0, 12)) :])


@pytest.mark.parametrize("body", [*PLAIN, *LEFT])
def test_the_text_that_is_read_for_privacy_is_the_parsers(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(text: str) -> tuple[()]:
        read.append(text)
        return ()

    monkeypatch.setattr(plain_page, "folded_personal_data", noted)
    html = page(body).decode()
    if plain_page.plain_facts(html):
        found = LexborHTMLParser(html).body
        assert found is not None
        assert read[-1].strip() == folded(found.text(separator=" ")).strip()


@pytest.mark.parametrize("body", ['<a href="#a">x</a><p id="a">y</p>', "<style></style>", f"<p>{INVENTED}</p>"])
def test_facts_are_kept_as_json(body: str) -> None:
    facts = facts_of(PATH, page(body))
    assert facts_from(PATH, json.loads(json.dumps(facts.as_json()))) == facts


def test_a_link_to_an_id_of_the_same_page_is_settled_there() -> None:
    facts = facts_of(PATH, page('<a href="#a">x</a><a href="#b">y</a><a href="../dos/#a">z</a><p id="a">1</p>'))
    assert facts.links == ("#b", "../dos/#a")


@pytest.mark.parametrize("name", ["raiz", "costa-rica", "seis-pasos", "minimo"])
def test_every_page_of_a_site_says_the_same_to_both(name: str) -> None:
    pages = {
        path: content for path, content in site(name).items() if path.endswith(".html") and isinstance(content, bytes)
    }
    left = {path for path, content in pages.items() if both(content.decode())[0] is None}
    assert len(left) <= len(pages) / 20, sorted(left)


def test_a_page_of_each_template_is_read_by_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: set[str] = set()
    made: dict[str, set[str]] = {}
    render = Renderer.render

    def noted(self: Renderer, page: Page, language: str) -> bytes:
        made.setdefault(page.template, set()).add(page.path)
        return render(self, page, language)

    def read(path: SitePath, html: str) -> PageFacts:
        parsed.add(path)
        return parsed_page.parsed_facts(path, html)

    monkeypatch.setattr(Renderer, "render", noted)
    monkeypatch.setattr(page_reader, "parsed_facts", read)
    pages = build(ROOTS["seis-pasos"])
    unread = {name for name, paths in made.items() if name.endswith(".html") and parsed.isdisjoint(paths)}
    assert not unread
    assert len(made) > 20
    assert len(parsed) < len([path for path in pages if path.endswith(".html")]) / 2
