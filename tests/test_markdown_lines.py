"""The lines of Markdown: lists, quotes, fences and tables as GitHub shows them, and where each part stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.formats.markdown_document import html
from micrositio.formats.markdown_lines import arranged
from micrositio.formats.markdown_reader import convert

PIECES = (
    "- a", "  - b", "    - c", "1. x", "2) y", "```", "~~~", "> q", "> - z", "| a | b |", "|---|---|", "", "texto",
    "    <i>", "# h", "#no", ":   d", "[a](/b)", "[a][b]", "====", "---", "titulo: x", "https://x.example/a", "  par",
)  # fmt: skip


def shown(body: str) -> str:
    """The HTML of a body without paragraphs, line ends and what the pages add to tables."""
    text = re.sub(r"</?p>|</?div[^>]*>", "", html(body))
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", text)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("- a\n  - b\n    - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("- a\n    - b\n        - c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"),
        ("1. a\n   - b\n\n     c\n2. d", "<ol><li>a<ul><li>b\nc</li></ul></li><li>d</li></ol>"),
        ("- a\n\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("- a\n\n  b\n\nc", "<ul><li>a\nb</li></ul>c"),
        ("- a\n1) b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("hola:\n1. a", "hola:<ol><li>a</li></ol>"),
        ("en el año\n2024. fue", "en el año\n2024. fue"),
        ("## A\n2. b\n   - c", '<h2 id="a">A</h2><ol start="2"><li>b<ul><li>c</li></ul></li></ol>'),
        ("- a\n## B", '<ul><li>a</li></ul><h2 id="b">B</h2>'),
        ("> a:\n> - b\n>   - c", "<blockquote>a:<ul><li>b<ul><li>c</li></ul></li></ul></blockquote>"),
        ("- a\n> b", "<ul><li>a</li></ul><blockquote>b</blockquote>"),
        ("- a\n\n  ```\n  b\n  ```\n- c", "<ul><li>a<pre><code>b</code></pre></li><li>c</li></ul>"),
        ("~~~ python\n```\n~~~\na", "<pre><code>```</code></pre>a"),
        ("> ```\n> a\n> ```", "<blockquote><pre><code>a</code></pre></blockquote>"),
        ("#5 va", "#5 va"),
        ("a ~~b~~ c\\\nd", "a<del>b</del>c<br>d"),
        ("[TOC]", "[TOC]"),
        ("(https://x.example/a_(b)_c).", '(<a href="https://x.example/a_(b)_c">https://x.example/a_(b)_c</a>).'),
        ("[ver a@x.org](/a)", '<a href="/a">ver a@x.org</a>'),
        ("texto\n| a | b |\n|---|---|\n| 1 | 2 |", 'texto<table><thead><tr><th scope="col">a</th><th scope="col">b</th>'
         "</tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"),
        ("Uno\n:   dos\n\n    - tres", '<dl><dt id="uno">Uno</dt><dd>dos<ul><li>tres</li></ul></dd></dl>'),
    ],
)  # fmt: skip
def test_a_part_is_shown_as_github_shows_it(body: str, expected: str) -> None:
    assert shown(body) == expected


def test_parts_are_told_at_their_lines() -> None:
    found = convert("[a](/x)\n\n```\n[b](/x) <i>\n```\n\n- [c](/x)\n- <b>\n- # d\n\n    <u>\n\n[e][f] y `[g][h]`\n")
    assert [each.line for each in found.links] == [0, 6]
    assert [(each.line, each.words) for each in (*found.html, *found.moved, *found.lost)] == [
        (7, "<b"), (10, "<u"), (8, "1 2"), (12, "[e][f]"),
    ]  # fmt: skip
    assert found.code == {2, 3, 4}


def test_what_is_code_for_the_library_is_code_for_the_checks() -> None:
    assert convert("a\n\n    <i>\n    <b>\n\nc\n    <u>").code == {2, 3}
    assert convert("Uno\n:   dos\n\n    <i>").code == frozenset()


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("\n".join))
def test_any_order_of_lines_is_converted_and_told_within_the_body(body: str) -> None:
    found = convert(body)
    parts = (*found.links, *found.html, *found.moved, *found.open, *found.lost, *found.fronts)
    assert all(0 <= each.line <= body.count("\n") for each in parts)
    assert "\x02" not in found.text


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("> a\n>\n> b", ["> a", ">", "> b"]),
        ("-     a\n\n  b", ["-     a", "", "    b"]),
        ("-    a\n\n  b", ["-    a", "", "  b"]),
        ("- a\n  - b\n    c", ["- a", "    - b", "      c"]),
        ("- a\n  - b\nc", ["- a", "    - b", "c"]),
        ("- a\n    - b\n\n      c", ["- a", "    - b", "", "        c"]),
        ("- a\n  - b\n\n        c", ["- a", "    - b", "", " " * 12 + "c"]),
        ("- a\n  - b\n\n       c", ["- a", "    - b", "", " " * 8 + "c"]),
        ("a\n    # b", ["a", "    # b"]),
        ("a\n\n   # b", ["a", "", "# b"]),
        ("   #b", ["\\#b"]),
        ("    ```\n    a", ["    ```", "    a"]),
        ("- a\n\n      ```\n      b", ["- a", "", "      ```", "      b"]),
    ],
)
def test_lines_are_arranged_as_the_library_nests_them(body: str, lines: list[str]) -> None:
    assert arranged(body.split("\n"), str.upper).lines == lines


def test_code_between_fences_is_kept_as_it_is_written() -> None:
    kept: list[str] = []

    def keep(code: str) -> str:
        kept.append(code)
        return "K"

    noted = arranged(["- a", "", "  ```", '    "b" & <c>', "d"], keep)
    assert kept == ['<pre><code>  "b" &amp; &lt;c&gt;\n</code></pre>']
    assert (noted.lines, noted.code, noted.open) == (["- a", "", "", "    K", "", "d"], {2, 3}, [(2, "```")])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("    a", {0}),
        ("    ```\n    a", {0, 1}),
        ("a\n    b", set()),
        ("Uno\n:   dos\n\n    a\n\n    b", set()),
        ("Uno\n:   dos\n\ntres\n\n    a", {5}),
        ("```\na\n```\nb", {0, 1, 2}),
        ("````\n```\n````\nb", {0, 1, 2}),
        ("a\n\n> b\n>\n>     c", {4}),
    ],
)
def test_the_lines_of_code(body: str, code: set[int]) -> None:
    assert arranged(body.split("\n"), str).code == code


@pytest.mark.parametrize(
    ("body", "fronts"),
    [
        ("---\na: b\n---", [(0, "a: b")]),
        ("---\na: b\nc d\n---", [(0, "a: b")]),
        ("x\n\n---\na: b\nc: d\n---", [(2, "a: b")]),
        ("x\n\n> y\n>\n> ---\n> a: b\n> ---", [(4, "a: b")]),
        ("---\na: b\n\n---", []),
        ("---\na: b", []),
        ("---\na b\n---", []),
        ("---\n---", []),
        ("x\n---\na: b\n---", []),
        ("- x\n\n---\na: b\n---", []),
    ],
)
def test_what_looks_like_front_matter(body: str, fronts: list[tuple[int, str]]) -> None:
    assert arranged(body.split("\n"), str).fronts == fronts
