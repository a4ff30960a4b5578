"""A theme asks nothing of another site and holds no links; the preview answers only its own pages."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from micrositio.pipeline.preview import _is_own_origin
from micrositio.problems.problem import Place
from micrositio.sources.theme import find_theme
from micrositio.sources.theme_files import others, theme_problems
from support import ROOT, found


def theme(folder: Path, sheet: str = "") -> Path:
    (folder / "propio" / "static").mkdir(parents=True)
    (folder / "propio" / "theme.yaml").write_text("titulo: Propio\nextiende: base\n")
    (folder / "propio" / "static" / "x.css").write_text(sheet)
    return folder / "propio"


@pytest.mark.parametrize(
    "sheet",
    [
        "@import 'https://a.example/x.css';",
        '@import url("//a.example/x.css");',
        "a { background: url(https://a.example/x.png) }",
        "a { background: URL( 'HTTPS://A.EXAMPLE/x.png' ) }",
        "a { background: url(//a.example/x.png) }",
        "a { background: image-set('http://a.example/x.png' 1x) }",
        "a { background: u\\72l(https\\3a//a.example/x) }",
        "a { background: url(h\\74tps:\\2f\\2f a.example) }",
        "a { background: url('/\\9/a.example') }",
        "a { background: url('\\\\\\\\a.example') }",
        "a { background: url(\\\\\\\\a.example/x) }",
        "a { background: url(https:/*x*//a.example) }",
        "a { background: url('https:a.example') }",
        "@font-face { src: url(ftp://a.example/x) }",
        "a { content: '/*'; background: url(//a.example); color: '*/' }",
        "a { background: url(http://www.w3.org/2000/svg) }",
        'a { background: image("ht\\\ntps://a.example") }',
    ],
)
def test_a_sheet_that_asks_something_of_another_site_is_told(sheet: str, tmp_path: Path) -> None:
    assert list(others(sheet))
    assert found(list(theme_problems(theme(tmp_path, sheet))))[0].startswith("themes/propio/static/x.css:1 S130")


@pytest.mark.parametrize(
    "sheet",
    [
        "a { background: url(greca.svg) 0 0 / auto 8px }",
        "/* de https://a.example/x */ a { color: red }",
        "@import 'otra.css'; a { background: url('../x.png') }",
        "a { background: url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3C/svg%3E\") }",
        'a::before { content: "/" } a { grid-area: 1 / 2 / 3 / 4 }',
    ],
)
def test_a_sheet_of_the_theme_s_own_is_fine(sheet: str, tmp_path: Path) -> None:
    assert list(others(sheet)) == []
    assert list(theme_problems(theme(tmp_path, sheet))) == []


@pytest.mark.parametrize("name", ["base", "chihuahua"])
def test_our_themes_ask_nothing(name: str) -> None:
    assert list(theme_problems(ROOT / "themes" / name)) == []


@pytest.mark.parametrize("where", ["static/x.svg", "templates", "templates/home.html", "css/base/1.css", "theme.yaml"])
def test_a_link_in_a_theme_is_told_and_not_followed(where: str, tmp_path: Path) -> None:
    made = theme(tmp_path)
    (tmp_path / "secreto").write_text("de otro")
    (made / where).parent.mkdir(parents=True, exist_ok=True)
    (made / where).unlink(missing_ok=True)
    (made / where).symlink_to(tmp_path / "secreto")
    assert found(list(theme_problems(made))) == [f"themes/propio/{where} T101"]


def test_a_link_on_the_way_to_a_theme_is_told(tmp_path: Path) -> None:
    theme(tmp_path / "de-otro")
    (tmp_path / "themes").symlink_to(tmp_path / "de-otro")
    (tmp_path / "propios").mkdir()
    (tmp_path / "propios" / "propio").symlink_to(tmp_path / "de-otro" / "propio")
    for folder, place in ((tmp_path / "themes", "themes"), (tmp_path / "propios", "themes/propio")):
        result, problems = find_theme("propio", (folder, ROOT / "themes"), Place("content/sitio.yaml"))
        assert (result, found(problems)) == (None, [f"{place} T101"])


@pytest.mark.parametrize(
    ("origin", "is_own"),
    [
        ("http://127.0.0.1:5500", True),
        ("http://127.0.0.1:5501", False),
        ("http://localhost:5500", False),
        ("https://127.0.0.1:5500", False),
        ("https://malo.example", False),
        ("http://127.0.0.1:5500.malo.example", False),
        ("http://ana@127.0.0.1:5500", False),
        ("null", False),
        ("", False),
    ],
)
def test_only_a_page_of_the_preview_may_listen_to_it(origin: str, is_own: bool) -> None:
    handler = SimpleNamespace(request=SimpleNamespace(host="127.0.0.1:5500"))
    assert _is_own_origin(handler, origin) is is_own
