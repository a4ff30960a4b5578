"""The build: what ends up in the site, and that nothing is computed from what is not there."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from micrositio.pipeline.build_cache import BuildCache
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.publisher import Site
from micrositio.problems.problem import Problem
from micrositio.routes.paths import SitePath
from support import PLAN, ROOT, append, found, make_site, of_plan, remove, replace, write

SITE = "content/sitio.yaml"


def build(root: Path, kept: BuildCache | None = None, **options: Any) -> tuple[Site | None, list[Problem]]:
    chosen = Options(root, (root / "themes", ROOT / "themes"), **options)
    return build_site(chosen, lambda *stage: None, kept)


def built(root: Path, **options: Any) -> Site:
    site, problems = build(root, **options)
    assert site is not None, found(problems)
    return site


def text(site: Site, path: str) -> str:
    content = site[SitePath(path)]
    assert isinstance(content, bytes)
    return content.decode()


def test_the_pages_of_the_design_are_there(tmp_path: Path) -> None:
    site = built(make_site(tmp_path))
    pages = "inicio acerca metodologia glosario accesibilidad privacidad novedades".split()
    of_the_plan = (
        " compromisos compromisos/agua tablero tablero/2024-03 evidencias evidencias/tabla-agua responsables "
        "responsables/obras proceso sesiones sesiones/sesion-1 participacion evaluaciones fuentes datos datos/avances"
    ).split(" ")
    expected = [f"{page}/index.html".replace("inicio/", "") for page in pages]
    expected += [f"{PLAN}/{page}/index.html".replace("//", "/") for page in of_the_plan]
    expected += ["404.html", "novedades/feed.xml", "novedades/2024-04-03-primer-corte/index.html"]
    assert [path for path in expected if path not in site] == []


def test_paths_come_in_order(tmp_path: Path) -> None:
    assert list(built(make_site(tmp_path))) == sorted(built(make_site(tmp_path / "otra")))


def test_an_error_anywhere_means_no_site(tmp_path: Path) -> None:
    site, problems = build(make_site(tmp_path, remove("content/privacidad.md")))
    assert (site, found(problems)) == (None, ["content/privacidad.md Y115"])


def test_a_warning_alone_does_not_stop_the_site(tmp_path: Path) -> None:
    site, problems = build(make_site(tmp_path, append(of_plan("avances.csv"), ""), header_only("avales")))
    assert site is not None
    assert found(problems) == [f"{of_plan('avales.csv')}:1 T118"]


def header_only(table: str):  # type: ignore[no-untyped-def]
    def edit(files) -> None:  # type: ignore[no-untyped-def]
        files[of_plan(f"{table}.csv")] = files[of_plan(f"{table}.csv")].split(b"\n")[0] + b"\n"

    return edit


@pytest.mark.parametrize(
    ("page", "first", "second"),
    [("plan-minimo", "content/plan-minimo.md", "data/plan-minimo"), ("novedades", "content/novedades.md", "content/")],
)
def test_two_sources_for_one_address_are_both_named(page: str, first: str, second: str, tmp_path: Path) -> None:
    site, problems = build(make_site(tmp_path, write(f"content/{page}.md", "---\ntitulo: Otra\n---\nHola\n")))
    clash = [each for each in problems if each.kind.code == "S101"]
    assert site is None
    assert [each.details["path"] for each in clash] == [f"{page}/index.html"]
    assert first in clash[0].message(str)
    assert second in clash[0].message(str)


def test_a_preview_reads_a_plan_copied_with_its_times_as_its_own(tmp_path: Path) -> None:
    root = make_site(tmp_path, replace(SITE, "planes: [plan-minimo]", "planes: [plan-minimo, plan-copia]"))
    kept = BuildCache()
    for path in root.rglob("*"):
        os.utime(path, ns=(10**18, 10**18))
    assert found(build(root, kept)[1]) == [f"{SITE}:9:23 Y112"]
    shutil.copytree(root / "data" / PLAN, root / "data" / "plan-copia", copy_function=shutil.copy2)
    manifest = "data/plan-copia/evidencias/2024-03/datapackage.yaml"
    assert found(build(root, kept)[1]) == ["data/plan-copia/datapackage.yaml:1:1 Y114", f"{manifest}:35:5 Y117"]


def test_an_unknown_theme_is_told_with_those_there_are(tmp_path: Path) -> None:
    _, [problem] = build(make_site(tmp_path, replace(SITE, "tema: base", "tema: bases")))
    assert found([problem]) == [f"{SITE} S109"]
    assert "base, chihuahua" in problem.mend(str)


def theme(name: str, **files: str):  # type: ignore[no-untyped-def]
    def edit(site) -> None:  # type: ignore[no-untyped-def]
        site[SITE] = site[SITE].replace(b"tema: base", f"tema: {name}".encode())
        site[f"themes/{name}/theme.yaml"] = b"titulo: Propio\nextiende: base\n"
        site.update({f"themes/{name}/{path}": content.encode() for path, content in files.items()})

    return edit


def test_a_theme_of_the_site_wins_and_what_it_lacks_comes_from_the_one_it_extends(tmp_path: Path) -> None:
    own = theme("propio", **{"static/colores.css": ":root{}", "templates/404.html": "{% extends 'layout.html' %}"})
    site = built(make_site(tmp_path, own))
    assert Path(site[SitePath("recursos/colores.css")]).read_text() == ":root{}"  # type: ignore[arg-type]
    assert SitePath("recursos/base.css") in site


def test_a_theme_that_extends_itself_is_told(tmp_path: Path) -> None:
    root = make_site(tmp_path, theme("propio"), write("themes/propio/theme.yaml", "extiende: propio\n"))
    assert found(build(root)[1]) == ["themes/propio/theme.yaml S109"]


def test_an_unknown_key_of_a_theme_is_told(tmp_path: Path) -> None:
    root = make_site(tmp_path, theme("propio"), write("themes/propio/theme.yaml", "extends: base\n"))
    assert found(build(root)[1]) == ["themes/propio/theme.yaml:1:1 Y106"]


@pytest.mark.parametrize(
    "template",
    ["{{ no_existe }}", "{% if %}", "{{ page.no_existe }}", "{% include 'no-existe.html' %}", "{{ 1 / 0 }}"],
)
def test_a_template_that_fails_is_told_by_its_name(template: str, tmp_path: Path) -> None:
    site, problems = build(make_site(tmp_path, theme("propio", **{"templates/home.html": f"\n{template}\n"})))
    assert site is None
    assert [each.kind.code for each in problems] == ["S110"]
    assert "home.html" in str(problems[0].place) + problems[0].message(str)


def test_code_in_a_template_is_told_once_where_it_stands(tmp_path: Path) -> None:
    footer = '<footer>\n<script>alert(1)</script>\n<img alt="" src="https://x.example/a.png"></footer>\n'
    problems = build(make_site(tmp_path, theme("propio", **{"templates/footer.html": footer})))[1]
    assert found(problems) == [
        "themes/propio/templates/footer.html:2:1 S106",
        "themes/propio/templates/footer.html:3:18 S105",
    ]


def test_content_is_never_taken_for_a_template_nor_for_html(tmp_path: Path) -> None:
    nasty = "{{ 7 * 7 }} <b>&\"'"
    root = make_site(
        tmp_path,
        replace(of_plan("compromisos.csv"), "Agua con datos", nasty.replace('"', '""').join('""')),
        append("content/glosario.md", "\nFórmula {{ 7 * 7 }}\n:   Un ejemplo.\n"),
    )
    page = text(built(root), f"{PLAN}/compromisos/agua/index.html")
    assert "{{ 7 * 7 }} &lt;b&gt;&amp;" in page
    assert "<b>&" not in page
    assert "{{ 7 * 7 }}" in text(built(root), "glosario/index.html")


def test_the_address_of_the_site_is_used_only_where_one_is_known(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    with_address = text(built(root, base_url="https://abierto.example.org/"), "acerca/index.html")
    assert 'href="https://abierto.example.org/acerca/"' in with_address
    assert "canonical" not in text(built(root), "acerca/index.html")
    assert "https://abierto.example.org/novedades/" in text(
        built(root, base_url="https://abierto.example.org"), "novedades/feed.xml"
    )


def test_a_page_of_the_authors_own_is_published_at_its_name(tmp_path: Path) -> None:
    site = built(make_site(tmp_path, write("content/preguntas.md", "---\ntitulo: Preguntas\n---\n## Una\n\nSí.\n")))
    assert "<h1>Preguntas</h1>" in text(site, "preguntas/index.html")


def test_a_preview_remembers_what_did_not_change_and_forgets_what_went(tmp_path: Path) -> None:
    kept = BuildCache()
    computed: list[str] = []
    for key in ("a", "b", "a"):
        kept.get((key,), computed.append, key)
    kept.forget_unused()
    kept.get(("a",), computed.append, "a otra vez")
    kept.forget_unused()
    kept.get(("b",), computed.append, "b otra vez")
    assert computed[:2] == ["a", "b"]
    assert computed[-1] == "b otra vez"


def test_a_preview_sees_a_change_and_gives_what_a_fresh_build_gives(tmp_path: Path) -> None:
    root, kept = make_site(tmp_path), BuildCache()
    first, _ = build(root, kept)
    page = root / of_plan("compromisos.csv")
    page.write_text(page.read_text(encoding="utf-8").replace("Agua con datos", "Agua clara"), encoding="utf-8")
    second, problems = build(root, kept)
    assert second is not None, found(problems)
    assert second != first
    assert second == build(root)[0]


def test_without_the_invented_plan_only_the_others_remain(tmp_path: Path) -> None:
    root = make_site(tmp_path, replace(SITE, "planes: [plan-minimo]", "planes: [plan-minimo, ejemplo]"))
    shutil.copytree(root / "data" / PLAN, root / "data" / "ejemplo")
    package = root / "data" / "ejemplo" / "datapackage.yaml"
    package.write_text(package.read_text().replace(f"name: {PLAN}", "name: ejemplo\ndemostracion: true"))
    manifest = root / "data" / "ejemplo" / "evidencias" / "2024-03" / "datapackage.yaml"
    manifest.write_text(manifest.read_text().replace(f"plan: {PLAN}", "plan: ejemplo"))
    whole, without = built(root), built(root, exclude_demo=True)
    own = ("ejemplo/", "api/v1/planes/ejemplo/")
    assert [path for path in without if path.startswith(own)] == []
    assert {path for path in whole if not path.startswith(own)} == set(without)
    assert [path for path in whole if path.startswith("ejemplo/") and path.endswith(".html")]
