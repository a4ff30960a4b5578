"""Templates compiled to direct code give the bytes of Jinja's own code; what is kept of them is not trusted blindly."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment

from micrositio.formats.kept import write_whole
from micrositio.pages.sections import Page
from micrositio.pipeline.publisher import Site, make_private
from micrositio.problems.problem import Place
from micrositio.render import renderer, templates
from micrositio.render.kept_templates import kept_code, shared_code
from micrositio.render.renderer import Renderer, TemplateFault
from micrositio.render.template_store import TemplateStore
from micrositio.routes import paths as router
from micrositio.routes.addresses import NO_ADDRESS
from micrositio.sources.theme import find_theme
from reading import build, direct_alone
from support import ROOT, make_site, replace
from test_renderer import config

TWO_LANGUAGES = replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]")
OWN = "<p>Un tema propio</p>"


def rendered(folder: Path, template: str, language: str, patch: pytest.MonkeyPatch, ways: list[bool]) -> list[bytes]:
    """What a template writes with direct code and with Jinja's own, and in `ways` which of them were used."""
    (folder / "propio" / "templates").mkdir(parents=True, exist_ok=True)
    (folder / "propio" / "theme.yaml").write_text("titulo: Propio\nextiende: base\n", encoding="utf-8")
    (folder / "propio" / "templates" / "prueba.html").write_text(template, encoding="utf-8")
    for name, content in LIBRARIES.items():
        (folder / "propio" / "templates" / name).write_text(content, encoding="utf-8")
    theme, _ = find_theme("propio", (folder, ROOT / "themes"), Place("content/sitio.yaml"))
    assert theme is not None
    values: dict[str, Any] = {"a": "uno & dos", "b": "<b>", "n": 2, "one": 1, "rows": ({"x": "y"}, {"x": "z"})}
    context = SimpleNamespace(layout=None, **values)
    page = Page(router.page("plan-minimo", "compromisos"), "prueba.html", context)
    made = Renderer._rendered

    def followed(self: Renderer, page: Page, language: str, direct: bool) -> bytes:
        content = made(self, page, language, direct)
        ways.append(direct)
        return content

    patch.setattr(Renderer, "_rendered", followed)
    other = Page(page.path, page.template, SimpleNamespace(**{**vars(context), "a": "otra", "b": "página"}))
    found = [b"".join(Renderer(theme, config(), NO_ADDRESS).render(each, language) for each in (page, other))]
    patch.setattr(renderer, "is_known", lambda: False)
    return [*found, b"".join(Renderer(theme, config(), NO_ADDRESS).render(each, language) for each in (page, other))]


LIBRARIES = {
    "piezas.html": "{% import 'abajo.html' as d with context %}"
    "{% macro m(y='') %}{{ x }}{{ y }}{{ page.a }}{{ d.m() }}{% endmacro %}",
    "abajo.html": "{% macro m() %}({{ z }}{{ language }}){% endmacro %}",
    "trozo.html": "{% import 'piezas.html' as p with context %}{{ p.m() }}",
    "sueltas.html": "{% macro m() %}[{{ page.a }} {{ language }} {{ layout }}]{% endmacro %}",
}
DIRECT = {
    "macros that read the context": "{% set z = 0 %}{% for x in (1, 2) %}{% include 'trozo.html' %}{% endfor %}"
    "{% set x = 3 %}{% import 'piezas.html' as p with context %}{{ p.m() }}{% set z = 4 %}"
    "{% include 'trozo.html' %}{{ p.m(page.b) }}",
    "macros of a template that is not constant": "{% set x = 1 %}{% set z = 2 %}{% set name = 'piezas.html' %}"
    "{% import name as p with context %}{{ p.m() }}{% from 'piezas.html' import m with context %}{{ m('<') }}",
    "a message": "{% trans %}Novedades{% endtrans %} {{ _('Novedades') }} {% set x = _('Novedades') %}{{ x ~ page.b }}",
    "a percent sign": "{% trans %}100 % de <b>{% endtrans %} {{ _('100 %% de') }} {{ '50 % <i>' }}",
    "values": "{% trans a=page.a, b=page.b %}{{ a }} y {{ b }} %{% endtrans %}",
    "values in another order": "{% trans a=page.a, b=page.b %}{{ b }} y {{ a }} y {{ b }}{% endtrans %}",
    "a value that is not written": "{% trans a=page.a, b=page.b %}solo {{ b }}{% endtrans %}",
    "values in an argument": "{{ _('De %(a)s <i>', a=page.a) | upper }} {{ '<%s>' % page.a }}"
    " {{ '<%(x)s>' % {'x': page.a} }}",
    "plurals": "{% for n in (1, 2, page.n) %}{% trans n=n %}Falta {{ n }}{% pluralize %}Faltan {{ n }}"
    "{% endtrans %}{% endfor %}{{ ngettext('dato', 'datos', page.one) }} {{ ngettext('%(num)s a', '%(num)s b', 3) }}",
    "a message that is not constant": "{% for each in ('Novedades', '<b> 5 %%') %}{{ _(each) }}{% endfor %}",
    "a name of its own": "{% for _ in ('x',) %}{{ _ }}{% endfor %}{% for gettext in ('x',) %}{{ gettext }}{% endfor %}",
    "a macro": "{% macro m(a, b='<i>', c=none) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(page.a) }}{{ m(1, c=m(2)) }}",
    "macros one after another": "{% macro m() %}1{% endmacro %}{% macro o() %}2{{ m() }}{% endmacro %}{{ m() }}"
    "{{ o() }}",
    "a caller": "{% macro m(a) %}<{{ caller(a) }}>{% endmacro %}{% call(x) m(page.a) %}{{ x }}!{% endcall %}",
    "no caller": "{% macro m() %}{{ 'sí' if caller is defined else 'no' }}{% endmacro %}{{ m() }}"
    "{% call m() %}{% endcall %}",
    "other arguments": "{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs['k'] }}{% endmacro %}{{ m(1, '<', k=page.b) }}",
    "keywords": "{% macro m(class) %}{{ class }}{% endmacro %}{{ m(class=page.a) }}"
    "{{ m(*('<',)) }}{{ dict(**{'a': 1}) }}",
    "a macro in a loop": "{% for x in page.rows %}{% macro m() %}{{ loop.index }}{{ x['x'] }}"
    "{% endmacro %}{{ m() }}{% endfor %}",
    "a recursive loop": "{% for x in ((1, ((2, ()),)),) recursive %}{{ x[0] }}{{ loop(x[1]) }}{% endfor %}",
    "blocks": "{% block x %}{{ page.a }}{% endblock %}{{ self.x() }}{% block y scoped %}"
    "{{ _('Novedades') }}{% endblock %}",
    "an import": "{% import 'components.html' as c with context %}{{ c.quoted(page.b) }}{{ c.icon('late') }}",
    "items": "{{ page.rows[0]['x'] }}{{ page.rows[-1].get('x') }}{{ routes['home'] }}{{ routes.home }}{{ page['a'] }}",
    "without escaping": "{% autoescape false %}{{ page.a }}{% trans %}<Novedades>{% endtrans %}{% endautoescape %}",
}  # fmt: skip
INDIRECT = {
    "a key written as an attribute": "{% for row in page.rows %}{{ row.x }}{% endfor %}",
    "a question about an attribute": "{{ page.none is defined }}{{ page.none | default('no') }}",
}


def test_macros_imported_without_context_read_what_is_of_each_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = "{% import 'sueltas.html' as s %}{{ s.m() }}"
    ways: list[bool] = []
    direct, own = rendered(tmp_path, template, "en", monkeypatch, ways)
    assert direct == own == b"[uno &amp; dos en None]\n[otra en None]\n"
    assert ways == [True, True, False, False]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("template", DIRECT.values(), ids=DIRECT)
def test_direct_code_writes_what_jinjas_own_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: str, language: str
) -> None:
    ways: list[bool] = []
    direct, own = rendered(tmp_path, template, language, monkeypatch, ways)
    assert direct == own
    assert ways == [True, True, False, False]


@pytest.mark.parametrize("template", INDIRECT.values(), ids=INDIRECT)
def test_what_direct_code_cannot_do_is_left_to_jinjas_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: str
) -> None:
    ways: list[bool] = []
    direct, own = rendered(tmp_path, template, "es", monkeypatch, ways)
    assert direct == own
    assert ways == [False] * 4


def test_a_fault_of_a_template_is_told_by_jinjas_own_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TemplateFault) as fault:
        rendered(tmp_path, "uno\n{{ page.nada }}\n", "es", monkeypatch, [])
    assert (fault.value.template, fault.value.line) == ("themes/propio/templates/prueba.html", 2)
    assert fault.value.detail == "usa «nada», que no existe"


def forget() -> None:
    """Nothing is compiled, as in a process of its own."""
    templates.environment_of.cache_clear()
    templates.is_known.cache_clear()
    shared_code.cache_clear()


@pytest.fixture
def fresh() -> Iterator[None]:
    """Nothing compiled before or after."""
    forget()
    yield
    forget()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("sitio"), TWO_LANGUAGES)


@pytest.fixture(scope="module")
def by_jinja(root: Path) -> Site:
    """The site in two languages as Jinja's own code makes it, as with a version of Jinja that is not known."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(templates, "version", lambda name: "4.0.0")
        forget()
        assert not templates.is_known()
        return build(root)


def test_a_site_has_the_same_bytes_and_needs_nothing_but_direct_code(
    root: Path, by_jinja: Site, fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Renderer, "_rendered", direct_alone)
    monkeypatch.setattr(renderer, "_DOUBTS", ())
    assert build(root) == by_jinja


# Compiled templates, kept


def store(folder: Path) -> TemplateStore:
    make_private(folder)
    return TemplateStore(folder, write_whole)


def kept(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def folder(root: Path, by_jinja: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the templates that a build kept."""
    place = tmp_path_factory.mktemp("proyecto") / ".cache" / "plantillas"
    forget()
    assert build(root, kept_templates=store(place)) == by_jinja
    forget()
    return place


def test_all_languages_share_the_kept_templates_and_they_are_not_compiled_again(
    root: Path, by_jinja: Site, folder: Path, fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {path.name for path in folder.iterdir()} == {"direct"}
    monkeypatch.setattr("jinja2.Environment._parse", lambda *rest: pytest.fail("a template was compiled"))
    assert build(root, kept_templates=store(folder)) == by_jinja


def test_a_kept_template_that_is_damaged_is_made_again(root: Path, by_jinja: Site, folder: Path, fresh: None) -> None:
    whole = kept(folder)
    for number, name in enumerate(sorted(whole)):
        content = whole[name]
        damaged = (b"", content[:40], content[: len(content) // 2], content[:-1] + b"?", b"x" * len(content))
        folder.joinpath(name).write_bytes(damaged[number % len(damaged)])
    assert build(root, kept_templates=store(folder)) == by_jinja
    assert kept(folder) == whole


def test_a_template_is_compiled_once_for_all_languages_and_again_if_its_text_changes(
    root: Path, fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str] = []
    made = Environment._parse

    def followed(self: Environment, source: str, name: str | None, filename: str | None) -> Any:
        compiled.append(str(name))
        return made(self, source, name, filename)

    monkeypatch.setattr(Environment, "_parse", followed)
    build(root, processes=1)
    assert len(compiled) == len(set(compiled)) > 20
    cache, code = shared_code(store(root / "nadie")), compile("1", "x", "eval")
    cache.dump_bytecode(SimpleNamespace(key="k", checksum="x", code=code))  # type: ignore[arg-type]  # as a bucket
    for checksum, known in (("x", code), ("y", None)):
        read = SimpleNamespace(key="k", checksum=checksum, code=None)
        cache.load_bytecode(read)  # type: ignore[arg-type]
        assert read.code is known


@pytest.mark.parametrize("change", ["another version", "other texts"])
def test_a_template_kept_by_other_libraries_or_texts_is_made_again(
    folder: Path, fresh: None, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    bucket = SimpleNamespace(key=next(iter(kept(folder))).split("/")[1], checksum="x", code=compile("1", "x", "eval"))
    cache = kept_code(store(folder), "fr")
    assert cache is not None
    cache.dump_bytecode(bucket)  # type: ignore[arg-type]  # what it reads of a bucket
    read = SimpleNamespace(**{**vars(bucket), "code": None})
    cache.load_bytecode(read)  # type: ignore[arg-type]
    assert read.code is not None
    if change == "another version":
        monkeypatch.setattr("micrositio.render.kept_templates.makers", lambda: ("3.1.99",))
    else:
        monkeypatch.setattr("micrositio.render.kept_templates.catalogue_digest", lambda language: "others")
    other = SimpleNamespace(**{**vars(bucket), "code": None})
    changed = kept_code(store(folder), "fr")
    assert changed is not None
    changed.load_bytecode(other)  # type: ignore[arg-type]
    assert other.code is None
    folder.joinpath("fr-own", bucket.key).unlink()
    folder.joinpath("fr-own").rmdir()


def test_a_folder_that_somebody_else_can_write_is_neither_read_nor_written(tmp_path: Path) -> None:
    place = tmp_path / ".cache" / "plantillas"
    assert kept_code(store(place), "es") is not None
    for mode, above in ((0o770, 0o700), (0o705, 0o700), (0o700, 0o770), (0o700, 0o702)):
        place.chmod(mode)
        place.parent.chmod(above)
        assert kept_code(store(place), "es") is None, (oct(mode), oct(above))
    place.parent.chmod(0o755)
    assert kept_code(store(place), "es") is not None


def test_a_folder_of_somebody_else_or_a_link_to_one_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / ".cache" / "plantillas"
    make_private(tmp_path / "otra")
    place.parent.mkdir()
    place.symlink_to(tmp_path / "otra")
    assert kept_code(store(place), "es") is None
    place.unlink()
    assert kept_code(store(place), "es") is not None
    monkeypatch.setattr(os, "getuid", lambda: place.stat().st_uid + 1)
    assert kept_code(store(place), "es") is None
