"""From a page to its bytes: what templates may do, what they are refused, and that all their words are translatable."""

from __future__ import annotations

import csv
import dataclasses
import gettext
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from micrositio.i18n import imprint, not_known
from micrositio.i18n.display import month_words
from micrositio.model.dates import PartialDate
from micrositio.model.settings import SiteConfig, site_config
from micrositio.model.text import Text
from micrositio.opendata import citation
from micrositio.pages.asking import letters
from micrositio.pages.sections import Page
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.publisher import Site
from micrositio.problems.problem import Place
from micrositio.profile.plan_descriptor import IRM_SCALE
from micrositio.profile.plan_tables import BEARING
from micrositio.profile.schemas import published_tables, table_schema
from micrositio.render import renderer, templates
from micrositio.render.renderer import Renderer, TemplateFault
from micrositio.routes import paths as router
from micrositio.routes.addresses import NO_ADDRESS
from micrositio.routes.paths import SitePath
from micrositio.sources.theme import find_theme
from reading import MISSING, build, content, page, parse, site, squeeze, words
from support import MINIMAL, PLAN, ROOT, Edit, append, make_site, minimal_files, of_plan, replace, write

HERE = router.page("plan-minimo", "compromisos", "agua")


def config(**changes: Any) -> SiteConfig:
    settings = {"titulo": "Sitio", "idiomas": ["es"], "tema": "propio", "planes": [], "plan_actual": "", **changes}
    return site_config(settings)


def render(folder: Path, template: str, path: SitePath = HERE, language: str = "es", **values: Any) -> str:
    """What `template` writes of `values`, as a page of a theme of its own."""
    own = folder / "propio"
    (own / "templates").mkdir(parents=True, exist_ok=True)
    (own / "theme.yaml").write_text("titulo: Propio\nextiende: base\n", encoding="utf-8")
    (own / "templates" / "prueba.html").write_text(template, encoding="utf-8")
    theme, _ = find_theme("propio", (folder, ROOT / "themes"), Place("content/sitio.yaml"))
    assert theme is not None
    context = SimpleNamespace(layout=None, **values)
    templates.environment_of.cache_clear()
    return Renderer(theme, config(), NO_ADDRESS).render(Page(path, "prueba.html", context), language).decode()


# What templates get


def test_values_are_escaped(tmp_path: Path) -> None:
    written = render(tmp_path, '<p title="{{ page.x }}">{{ page.x }}</p>', x="<script>alert('1')</script>\"")
    assert written == (
        '<p title="&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&#34;">'
        "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&#34;</p>\n"
    )


def test_a_title_with_code_is_shown_and_not_run(tmp_path: Path) -> None:
    nasty = "<script>alert(1)</script>"
    built = build(make_site(tmp_path, replace(of_plan("compromisos.csv"), "Agua con datos", nasty)))
    for path in (
        "index.html",
        f"{PLAN}/index.html",
        f"{PLAN}/compromisos/agua/index.html",
        f"{PLAN}/tablero/index.html",
    ):
        shown = parse(built, path)
        assert not shown.all("script:not([src])"), path
        assert nasty in shown.main, path


@pytest.mark.parametrize("value", [None, ""])
@pytest.mark.parametrize("how", ["or_missing", "day", "number", "percent", "size"])
def test_what_is_not_known_is_no_data(how: str, value: object, tmp_path: Path) -> None:
    written = render(tmp_path, f"{{{{ page.x | {how} }}}}", x=value)
    assert written == f'<span class="sin-dato">{MISSING}</span>\n'


def test_no_text_in_any_language_is_no_data(tmp_path: Path) -> None:
    assert render(tmp_path, "{{ page.x | words }}", x=Text()) == f'<span class="sin-dato">{MISSING}</span>\n'


@pytest.mark.parametrize(
    ("how", "said"), [("number", "0"), ("percent", "0\u00a0%"), ("size", "0\u00a0B"), ("or_missing", "0")]
)
def test_zero_is_a_datum(how: str, said: str, tmp_path: Path) -> None:
    assert render(tmp_path, f"{{{{ page.x | {how} }}}}", x=0) == f"{said}\n"


@pytest.mark.parametrize(
    ("language", "text", "written"),
    [
        ("es", Text("Agua", "Water"), "Agua"),
        ("en", Text("Agua", "Water"), "Water"),
        ("es", Text("", "Water"), '<span lang="en">Water</span> (en inglés)'),
        ("en", Text("Agua", ""), '<span lang="es">Agua</span> (en inglés)'),
        ("es", Text("", "<b>"), '<span lang="en">&lt;b&gt;</span> (en inglés)'),
    ],
)
def test_a_text_in_the_other_language_says_so(language: str, text: Text, written: str, tmp_path: Path) -> None:
    assert render(tmp_path, "{{ page.x | words('(en inglés)') }}", language=language, x=text) == f"{written}\n"


def test_a_date_is_marked_for_programs_no_more_precisely_than_it_is(tmp_path: Path) -> None:
    written = render(tmp_path, "{{ page.x | day }}", x=PartialDate(2023, 10))
    assert written == '<time datetime="2023-10">octubre de 2023</time>\n'


def test_every_page_ends_with_one_end_of_line(tmp_path: Path) -> None:
    assert render(tmp_path, "fin\n\n") == "fin\n"


# What they are refused


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("uno\n{{ no_existe }}", 2),
        ("uno\ndos\n{{ page.no_existe }}", 3),
        ("{{ page.x.nada.nada }}", 1),
        ("uno\n{% if %}", 2),
        ("\n\n{{ 1 / 0 }}", 3),
        ("{{ page.x | no_hay }}", 1),
    ],
)
def test_a_fault_says_its_template_and_line(template: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(TemplateFault) as fault:
        render(tmp_path, template, x={})
    assert (fault.value.template, fault.value.line) == ("themes/propio/templates/prueba.html", line)
    assert fault.value.detail


def test_a_fault_in_an_included_template_names_that_one(tmp_path: Path) -> None:
    (tmp_path / "propio" / "templates").mkdir(parents=True)
    (tmp_path / "propio" / "templates" / "parte.html").write_text("bien\n{{ falta }}\n")
    with pytest.raises(TemplateFault) as fault:
        render(tmp_path, "uno\ndos\n{% include 'parte.html' %}")
    assert (fault.value.template, fault.value.line) == ("themes/propio/templates/parte.html", 2)


def own_theme(**templates: str) -> Edit:
    """A theme of the site with these templates, which extends the base."""

    def edit(files) -> None:  # type: ignore[no-untyped-def]
        replace("content/sitio.yaml", "tema: base", "tema: propio")(files)
        write("themes/propio/theme.yaml", "titulo: Propio\nextiende: base\n")(files)
        for name, text in templates.items():
            write(f"themes/propio/templates/{name}.html", text)(files)

    return edit


def test_a_template_of_a_site_that_uses_what_is_not_there_is_told_with_its_place(tmp_path: Path) -> None:
    root = make_site(
        tmp_path, own_theme(home="{% extends 'layout.html' %}\n{% block main %}\n{{ page.nada }}\n{% endblock %}\n")
    )
    built, problems = build_site(Options(root, (root / "themes", ROOT / "themes")), lambda *stage: None)
    assert built is None
    [problem] = problems
    assert (problem.kind.code, str(problem.place)) == ("S110", "themes/propio/templates/home.html:3")
    assert "nada" in problem.message(str)


def test_a_theme_may_bring_one_template_and_inherit_the_rest(tmp_path: Path) -> None:
    built = build(make_site(tmp_path, own_theme(footer="<footer><p>Mi pie</p></footer>\n")))
    changed = parse(built, "acerca/index.html")
    assert words(changed.one("footer")) == "Mi pie"
    assert changed.main == page("minimo", "acerca").main
    assert words(changed.one("header")) == words(page("minimo", "acerca").one("header"))


# Prose


def test_links_of_a_text_become_those_of_its_page(tmp_path: Path) -> None:
    text = (
        "---\ntitulo: Enlaces\n---\n"
        "[tablero](/plan-minimo/tablero/), [paso](/plan-minimo/proceso/#paso-consulta), [inicio](/), "
        "[fuera](https://www.example.org/a?b=1&c=2), [aquí](#uno), [correo](mailto:a@example.org)\n\n## Uno\n"
    )
    shown = parse(build(make_site(tmp_path, write("content/enlaces.md", text))), "enlaces/index.html").one(".prose")
    found = {words(link): link.attributes for link in shown.css("a")}
    assert found["tablero"]["href"] == "../plan-minimo/tablero/index.html"
    assert found["paso"]["href"] == "../plan-minimo/proceso/index.html#paso-consulta"
    assert found["inicio"]["href"] == "../index.html"
    assert found["fuera"] == {
        "class": "external", "rel": "external noopener", "href": "https://www.example.org/a?b=1&c=2",
    }  # fmt: skip
    assert found["aquí"] == {"href": "#uno"}
    assert found["correo"]["href"] == "mailto:a@example.org"


def test_ids_of_the_texts_of_a_plan_are_kept_apart(tmp_path: Path) -> None:
    text = "---\ntitulo: {}\nlugar: plan\norden: {}\nfuentes: [registro]\n---\n## Igual\n\n[Arriba](#igual)\n"
    root = make_site(
        tmp_path,
        *(
            write(of_plan(f"textos/{name}.md"), text.format(name, order))
            for order, name in enumerate(("uno", "dos"), 5)
        ),
    )
    shown = parse(build(root), f"{PLAN}/index.html")
    targets = [link.attributes["href"] for link in shown.all(".prose a") if words(link) == "Arriba"]
    assert len(set(targets)) == 2
    assert all(str(target)[1:] in shown.ids for target in targets)


def test_a_table_in_a_text_can_be_moved_with_the_keyboard_and_says_what_it_is(tmp_path: Path) -> None:
    table = "\n\n| Uno | Dos |\n|---|---|\n| 1 | 2 |\n"
    box = parse(build(make_site(tmp_path, append("content/acerca.md", table))), "acerca/index.html").one(
        ".prose .scroll"
    )
    assert {k: box.attributes[k] for k in ("tabindex", "role", "aria-label")} == {
        "tabindex": "0", "role": "group", "aria-label": "Tabla",
    }  # fmt: skip


def test_a_theme_keeps_its_compiled_templates_and_sees_a_new_one(tmp_path: Path) -> None:
    theme, _ = find_theme("base", (ROOT / "themes",), Place("content/sitio.yaml"))
    assert theme is not None
    first, second = (Renderer(theme, config(), NO_ADDRESS)._environment("es", direct=True)[0] for _ in range(2))
    assert first is second
    grown = dataclasses.replace(theme, templates=(tmp_path, *theme.templates))
    assert Renderer(grown, config(), NO_ADDRESS)._environment("es", direct=True)[0] is not first


# Every word of the interface comes from the catalogue


class Bracketed(gettext.NullTranslations):
    """A catalogue that shows which texts went through it."""

    def gettext(self, message: str) -> str:
        return f"‹{message}›"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"‹{msgid1 if n == 1 else msgid2}›"


@pytest.fixture(scope="module")
def bracketed() -> Site:
    with pytest.MonkeyPatch.context() as patch:
        for module in (renderer, templates, citation, imprint, not_known, letters):
            patch.setattr(module, "catalogue", lambda language: Bracketed())
        templates.environment_of.cache_clear()
        built = build(ROOT / "tests" / "sites" / "minimo")
        templates.environment_of.cache_clear()
    return built


class Words(HTMLParser):
    """The pieces of text of a page that a person reads or hears."""

    SPOKEN = ("aria-label", "title", "alt", "data-label")

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces += [value for name, value in attrs if name in self.SPOKEN and value]

    def handle_data(self, data: str) -> None:
        """A translated sentence may hold links and dates: it is one piece until its last bracket."""
        if self.pieces and self.pieces[-1].count("‹") > self.pieces[-1].count("›"):
            self.pieces[-1] += data
        else:
            self.pieces.append(data)


NAMES_AND_CODES = {"CSV", "JSON", "TXT", "bytes", "B", "kB"} | {
    "BibTeX", "DuckDB", "Python", "pandas", "R", "SQLite", "sqlite3", "Excel", "XLSX", "xlsx", "sqlite", "zip", "BagIt",
    "SHA256SUMS", "SHA", "SHA-",
}  # fmt: skip
"""Not words: formats and units, the same in every language."""
MONTHS = "|".join(month_words(date(2024, month, 1), "es") for month in range(1, 13))
NO_WORDS = rf"[\w.-]+@[\w.-]+|https?://\S+|\bUTC[-+]\d\d:\d\d|\b[\w-]+\.(?:csv|txt|json)\b|^(?:{MONTHS})$"
"""Addresses, zones, names of files, and months in short on their own."""
DAY = rf"(?:\d{{1,2}} (?:de )?)?(?:\w+ de |(?:{MONTHS}) )?\d{{4}}"


def leaves(value: object) -> Iterator[str]:
    """Every text within `value`."""
    if isinstance(value, dict):
        yield from (text for each in value.values() for text in leaves(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in leaves(each))
    elif isinstance(value, str):
        yield squeeze(value)


def of_the_content() -> set[str]:
    """Every text of the site's files, cell by cell; the words of scale and categories; the quoted names of columns."""
    found = set(leaves(list(IRM_SCALE)))
    for path, data in minimal_files().items():
        text = data.decode("utf-8") if isinstance(data, bytes) else ""
        if path.endswith(".csv"):
            found |= {squeeze(cell) for row in csv.reader(io.StringIO(text, newline="")) for cell in row}
        elif path.endswith(".yaml"):
            found |= set(leaves(yaml.safe_load(text))) | {"true", *yaml.safe_load(text).get("metodo", ())}
        elif path.endswith(".md"):
            found |= set(leaves(yaml.safe_load(text.split("---\n")[1]))) | set(
                re.findall(r"^(.+)\n:   ", text, re.MULTILINE)
            )
    for schema in map(table_schema, published_tables()):
        found.add(schema.title.base)
        found |= set(leaves([each.descriptor.get("categories", []) for each in schema.columns]))
        found |= {f"«{each.title.base}»" for each in schema.columns}
    return found


def of_the_schemas() -> set[str]:
    """Every text of the schemas, which the pages of open data show."""
    own = json.loads((MINIMAL / of_plan("recorridos.schema.json")).read_bytes())
    given = [dict(table_schema(name).descriptor) for name in published_tables()]
    return set(leaves([*given, dict(BEARING.descriptor)])) | set(leaves(own))


def of_the_data(of: Site) -> set[str]:
    """Every cell of the tables as they are published, which the pages of open data show."""
    tables = [content(of, path).decode("utf-8") for path in of if path.endswith(".csv")]
    return {squeeze(cell) for text in tables for row in csv.reader(io.StringIO(text, newline="")) for cell in row}


def left_over(piece: str, content: set[str]) -> str:
    """What is left of a piece of text without translated parts, content, dates, numbers, names and signs."""
    before = ""
    while before != piece:
        before, piece = piece, re.sub(r"‹[^‹›]*›", "·", piece)
    known = content | NAMES_AND_CODES

    def unknown(part: str) -> bool:
        bare = squeeze(part).strip(" :.«»—+,")
        within = squeeze(part).removeprefix("(").removesuffix(")")
        return bool(re.search(r"[^\W\d_]", bare)) and not {bare, f"{bare}.", squeeze(part), within} & known

    if not unknown(piece):
        return ""
    parts = [
        part
        for whole in re.sub(NO_WORDS, "·", piece).split("·")
        if unknown(whole)
        for part in re.split(rf"\b{DAY}\b|[()\[\]%]|\b[\d.,]+\b|: ", whole)
        if unknown(part)
    ]
    rest = [part for part in parts if any(map(unknown, part.split(", ")))]
    return squeeze(" · ".join(rest))


def pieces(of: Site, path: str) -> list[str]:
    """The pieces of text of a page but those of its author: his prose, and the titles of sources beside data."""
    shown = parse(of, path)
    for node in shown.all("head, .prose, .cite, code"):
        node.decompose()
    reader = Words()
    reader.feed(shown.tree.html or "")
    return reader.pieces


def test_every_word_of_the_interface_can_be_translated(bracketed: Site) -> None:
    content, schemas, cells = of_the_content(), of_the_schemas(), of_the_data(bracketed)
    found: dict[str, str] = {}
    for path in bracketed:
        if path.endswith(".html"):
            known = content | schemas | cells if "/datos/" in path or path == router.SEARCH else content
            found |= {rest: path for piece in pieces(bracketed, path) if (rest := left_over(piece, known))}
    assert found == {}


def test_a_word_that_is_not_in_the_catalogue_would_be_seen() -> None:
    content = of_the_content()
    assert left_over("‹Fecha›: Palabra suelta", content) == "Palabra suelta"
    assert left_over("Fecha", content) == "Fecha"
    assert left_over("‹1 de ‹2› verificadas›", content) == ""
    assert left_over("Agua con datos · 31 de marzo de 2024 (pozos)", content) == ""
    assert left_over("Agua con datos · Otra cosa", content) == "Otra cosa"


def test_the_menu_headings_and_messages_go_through_the_catalogue(bracketed: Site) -> None:
    shown = parse(bracketed, f"{PLAN}/tablero/index.html")
    assert shown.texts("ul.sections a")[:3] == ["‹El plan›", "‹Compromisos›", "‹Tablero›"]
    assert all("‹" in heading for heading in shown.texts("main h2"))
    assert "‹Cada actividad vale lo que su estado en la escala del plan.›" in words(shown.section("calculo"))
    assert "‹sin dato›" in shown.main
    assert site("minimo").keys() == bracketed.keys()
