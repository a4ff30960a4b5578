"""Texts: what Markdown may hold, and that nothing else reaches a page."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.formats.markdown_document import (
    Document,
    html,
    prose,
    read_document,
    terms,
    unsafe_parts,
    write_document,
)
from micrositio.formats.yaml_document import MAXIMUM_BYTES
from micrositio.model.text import Writing
from support import found

FRONT = "---\ntitulo: Una página\n---\n"

UNSAFE = {
    "script": "<script>alert(1)</script>",
    "script upper case": "<SCRIPT SRC=//x.example></SCRIPT>",
    "onerror": '<img src=x onerror="alert(1)">',
    "onclick without quotes": "<b onclick=alert(1)>x</b>",
    "iframe": '<iframe src="https://x.example"></iframe>',
    "svg": "<svg/onload=alert(1)>",
    "style": "<style>p{display:none}</style>",
    "form": "<form action=https://x.example><input name=q></form>",
    "object": '<object data="x.swf"></object>',
    "meta": '<meta http-equiv="refresh" content="0;url=https://x.example">',
    "javascript link": "[x](javascript:alert(1))",
    "javascript autolink": "<javascript:alert(1)>",
    "javascript reference": "[x][y]\n\n[y]: JavaScript:alert(1)",
    "data link": "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "vbscript link": "[x](vbscript:x)",
    "external image": "![](https://x.example/espia.gif)",
    "image by reference": "![x][y]\n\n[y]: https://x.example/espia.gif",
    "attribute list": "## Título {: onclick=alert(1) }",
    "video": '<video src="https://x.example/v.mp4"></video>',
    "comment": "<!-- oculto -->",
}
DISGUISED = (
    "[x](javascript&#58;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](  javascript:alert(1))",
    '<a href="&#x6A;avascript:alert(1)">x</a>',
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>script>alert(1)<</script>/script>",
    '<p style="background:url(https://x.example)">x</p>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
)
HARMFUL = re.compile(
    r"<(?:script|style|iframe|object|embed|form|input|svg|link|meta|base|img|video|math)\b"
    r"|<[^>]*\s(?:on\w+|style|src|class)\s*=|href=\"\s*(?:javascript|data|vbscript):",
    re.IGNORECASE,
)


def problems(body: str) -> list[str]:
    document, faults = read_document("content/x.md", (FRONT + body).encode())
    assert document is not None
    return found(faults)


@pytest.mark.parametrize("body", UNSAFE.values(), ids=UNSAFE.keys())
def test_unsafe_markdown_is_reported_and_removed(body: str) -> None:
    assert {each.rpartition(" ")[2] for each in problems(body)} == {"Y116"}
    assert not HARMFUL.search(html(body))


@pytest.mark.parametrize("body", DISGUISED)
def test_what_disguises_itself_is_removed_all_the_same(body: str) -> None:
    assert not HARMFUL.search(html(body))


@given(st.text(alphabet='<>/ab"=![](){}:;&#\n scriptonj', max_size=60))
def test_nothing_harmful_comes_out_of_any_text(body: str) -> None:
    assert not HARMFUL.search(html(body))


def test_an_unsafe_part_is_told_at_its_line_and_character() -> None:
    assert problems("Primera línea.\n\nHola <b>tú</b>.\n") == ["content/x.md:6:6 Y116", "content/x.md:6:11 Y116"]


@pytest.mark.parametrize(
    "body",
    [
        "Los <https://www.example.org/> y <correo@example.org> son enlaces.",
        "Si a < b y c > d, entonces 3<5.",
        "Escriba `<b>` o ``<script>`` así, como código.",
        "La metadata: lo que describe. Open data: los datos.",
        "¡Atención! [Vea el tablero](/plan/tablero/).",
        "| Texto | Número |\n|---|---:|\n| a | 1 |",
        "Término\n:   definición",
    ],
)
def test_ordinary_markdown_is_not_reported(body: str) -> None:
    assert problems(body) == []


def test_text_becomes_the_html_that_pages_need() -> None:
    text = html("## Qué es el corte\n\nTérmino\n:   definición\n\n| a | b |\n|---|---:|\n| 1 | 2 |\n")
    assert '<h2 id="qué-es-el-corte">Qué es el corte</h2>' in text
    assert '<dt id="término">Término</dt>' in text
    assert text.count('<th scope="col">') == 2
    assert "style=" not in text


def test_equal_headings_get_different_ids() -> None:
    ids = re.findall(r'id="([^"]+)"', html("## Uno\n\n## Uno\n"))
    assert len(set(ids)) == len(ids) == 2


def test_quotes_and_signs_are_escaped() -> None:
    assert html("5 < 6 & «7»") == "<p>5 &lt; 6 &amp; «7»</p>"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "content/x.md:1 Y111"),
        (b"Sin ficha.\n", "content/x.md:1 Y111"),
        (b"---\ntitulo: x\n", "content/x.md:1 Y111"),
        (b"---\ntitulo: x\ntitulo: y\n---\n", "content/x.md:3:1 Y103"),
        (b"---\ntitulo: [x\n---\n", "content/x.md:2:9 Y102"),
        ("---\ntitulo: x\n---\n\naño\n".encode("cp1252"), "content/x.md:5 Y101"),
    ],
)
def test_a_file_without_a_good_beginning_is_one_problem(data: bytes, expected: str) -> None:
    document, faults = read_document("content/x.md", data)
    assert (document, found(faults)) == (None, [expected])


@pytest.mark.parametrize(
    "data", ["\ufeff---\ntitulo: x\n---\nHola", "---\r\ntitulo: x\r\n---\r\nHola", "---\ntitulo: x\n---\nHola"]
)
def test_the_ways_in_which_editors_save_are_all_read(data: str) -> None:
    document, faults = read_document("content/x.md", data.encode())
    assert document is not None
    assert (document.front.value, document.body, document.body_line, faults) == ({"titulo": "x"}, "Hola", 4, [])


def test_a_rule_within_the_text_does_not_end_the_front_matter_twice() -> None:
    document, _ = read_document("content/x.md", (FRONT + "uno\n\n---\n\ndos").encode())
    assert document is not None
    assert document.body == "uno\n\n---\n\ndos"
    assert unsafe_parts(document) == []


def body(text: str) -> list[str]:
    """What is said of a body that begins at line 4."""
    return found(read_document("x.md", f"---\ntitulo: x\n---\n{text}\n".encode())[1])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Título", "x.md:4 Y143"),
        ("Título\n====", "x.md:4 Y143"),
        ("###### Detalle", "x.md:4 Y143"),
        ("[a](tel:no es)", "x.md:4 Y142"),
        ("[a](tel:abc)", "x.md:4 C114"),
        ("[a](sms:+526145550100)", "x.md:4 C114"),
        ("[a](webcal://x.example/a)", "x.md:4 C114"),
        ("[a](javascript&colon;alert(1))", "x.md:4 C114"),
        ("[a](C:\\plan.docx)", "x.md:4 C114"),
        ("[a]()", "x.md:4 C114"),
        ("[a][b]", "x.md:4 Y142"),
        ("nota[^1]", "x.md:4 Y142"),
        ("[a](https://x.example/un plan)", "x.md:4 Y142"),
        ("```\nsin cerrar", "x.md:4 Y144"),
        ("---\ntitulo: y\n---", "x.md:4 Y145"),
        ("<<<<<<< HEAD\na", "x.md:4 Y146"),
        ("uno\ndos [a](ftp://x.example/a)", "x.md:5 C114"),
        ("> " * 60 + "a", "x.md:4 Y140"),
    ],
)
def test_what_would_be_lost_or_changed_is_told_at_its_line(text: str, said: str) -> None:
    assert body(text) == [said]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hola:\n- a\n- b", "<p>hola:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("- a\n  - b", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("```\n<b> # no\n```", "<pre><code>&lt;b&gt; # no\n</code></pre>"),
        ("ver https://x.example/a.", '<p>ver <a href="https://x.example/a">https://x.example/a</a>.</p>'),
        ("ver www.x.example.", '<p>ver <a href="http://www.x.example">www.x.example</a>.</p>'),
        ("a@x.org y x.com", '<p><a href="mailto:a@x.org">a@x.org</a> y x.com</p>'),
        ("[a](tel:+526145550100)", '<p><a href="tel:+526145550100">a</a></p>'),
        ("# Título", '<h2 id="título">Título</h2>'),
        ("## Uno\n\n## Uno", '<h2 id="uno">Uno</h2>\n<h2 id="uno_1">Uno</h2>'),
    ],
)
def test_a_text_is_shown_as_github_shows_it(text: str, shown: str) -> None:
    assert html(text) == shown


@pytest.mark.parametrize("text", ["[" * 20_000, "_" * 20_000, ">" * 5000 + "a", "![" * 3000, "*a " * 20_000])
def test_odd_signs_end_soon(text: str) -> None:
    began = time.monotonic()
    body(text)
    assert time.monotonic() - began < 20


def read(body: str) -> Document:
    document, _ = read_document("a.md", f"---\ntitulo: A\n---\n{body}".encode())
    assert document is not None
    return document


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("`x` <b>a</b>\n", ["a.md:4:5 Y116", "a.md:4:9 Y116"]),
        ("uno\n\ndijo informaciÃ³n\n", ["a.md:6:15 C131"]),
        ("<b>informaciÃ³n</b>\n\ninformaciÃ³n\n", ["a.md:4:1 Y116", "a.md:4:16 Y116", "a.md:6:10 C131"]),
        ("[a](ftp://x.example/)\n\n[b](javascript:alert(1))\n", ["a.md:4 C114", "a.md:6:5 Y116"]),
        ("[a](/a%0Ab)\n\n[b](/a%E2%80%8Bb)\n", ["a.md:4 C114", "a.md:6 C114"]),
        ("va%C3%B3n\n", ["a.md:4:2 C133"]),
        ("[a](/va%C3%B3n)\n", []),
        ("[a](/va%C3%FF)\n", ["a.md:4:7 C133"]),
        ("uno &amp; dos\n", []),
        ("Uno\n:   y\n\nDos\n:   z\n", []),
        ("Uno\n:   y\n:   z\n", []),
        ("Uno\n:   y\n\nUno\n:   z\n", ["a.md:7 S104"]),
        ("## Uno\n\nDos\n:   y\n\n**Uno**\n:   z\n", ["a.md:9 S104"]),
    ],
)
def test_each_fault_is_told_where_it_stands_and_once(body: str, expected: list[str]) -> None:
    assert sorted(found(unsafe_parts(read(body)))) == expected


@pytest.mark.parametrize("text", ["---\n---\nuno\n\n---\n", "---\n---  \nuno\n\n---\n"])
def test_a_front_matter_may_be_empty(text: str) -> None:
    document, faults = read_document("a.md", text.encode())
    assert document is not None
    assert (document.front.value, document.body, document.body_line, faults) == ({}, "uno\n\n---", 3, [])


def test_what_hangs_the_reader_is_told_at_its_line() -> None:
    assert found(read_document("a.md", ("---\ntitulo: A\n---\nuno\n\n" + "[" * 400 + "\n").encode())[1]) == [
        "a.md:6 Y140"
    ]


def test_a_text_has_a_limit() -> None:
    front = b"---\ntitulo: A\n---\n"
    assert "Y105" not in str(found(read_document("a.md", front + b"\n" * (MAXIMUM_BYTES - len(front)))[1]))
    assert found(read_document("a.md", front + b"\n" * (MAXIMUM_BYTES - len(front) + 1))[1]) == ["a.md:1 Y105"]


def test_a_term_has_its_anchor_its_words_and_its_meaning() -> None:
    assert [*terms(html("Meta &amp; fin\n:   Un dato.\n\nOtra\n:   Dos.\n"))] == [
        ("meta-amp-fin", "Meta & fin", "Un dato."),
        ("otra", "Otra", "Dos."),
    ]


def test_a_document_that_is_written_is_front_matter_and_body() -> None:
    assert write_document({"titulo": "A"}, "Texto") == b"---\ntitulo: A\n---\nTexto\n"


@pytest.mark.parametrize(
    ("translation", "anchor"), [("## The end\n", 'id="el-fin"'), ("## The end\n\n## More\n", 'id="the-end"')]
)
def test_an_anchor_is_one_in_every_language(translation: str, anchor: str) -> None:
    own = read("## El fin\n")
    both = Document(own.file, own.front, own.body, own.body_line, {"en": read(translation)}, Writing())
    assert anchor in prose(both).pick("en")[0]
