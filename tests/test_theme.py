"""Themes: who extends whom, the nearest file wins; and colours anyone can tell apart, by the WCAG formula."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from micrositio.problems.problem import Place
from micrositio.sources.theme import Theme, find_theme, joined
from support import ROOT, found

THEMES = ROOT / "themes"
ASKED = Place("content/sitio.yaml", 8, "tema")
Tokens = dict[str, str]


def make_theme(folder: Path, name: str, parent: str = "", **files: str) -> None:
    extends = f"extiende: {parent}\n" if parent else ""
    for path, text in {"theme.yaml": f"titulo: {name}\n{extends}", **files}.items():
        target = folder / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def theme(name: str, *folders: Path) -> Theme:
    built, problems = find_theme(name, folders, ASKED)
    assert built is not None, found(problems)
    return built


# The chain


def test_templates_are_looked_for_nearest_first_along_the_chain(tmp_path: Path) -> None:
    make_theme(tmp_path, "abuela")
    make_theme(tmp_path, "madre", "abuela")
    make_theme(tmp_path, "hija", "madre")
    assert theme("hija", tmp_path).templates == tuple(tmp_path / n / "templates" for n in ("hija", "madre", "abuela"))


def test_the_nearest_static_file_wins_and_the_rest_are_inherited(tmp_path: Path) -> None:
    make_theme(tmp_path, "madre", **{"static/a.css": "madre", "static/img/b.svg": "madre"})
    make_theme(tmp_path, "hija", "madre", **{"static/a.css": "hija", "static/c.css": "hija"})
    read = {name: path.read_text() for name, path in theme("hija", tmp_path).static.items()}
    assert read == {"a.css": "hija", "img/b.svg": "madre", "c.css": "hija"}


def test_a_sheet_is_its_components_by_name_and_the_nearest_of_each_wins(tmp_path: Path) -> None:
    mother = {"css/base/02-b.css": "/* dos\nrenglones */\nb { }\n", "css/base/01-a.css": "a { }"}
    make_theme(tmp_path, "madre", **mother, **{"css/otra/z.css": 'z { content: "; {" }\n'})
    make_theme(tmp_path, "hija", "madre", **{"css/base/02-b.css": "\ufeffi { }\n", "css/base/03-c.css": "c { }"})
    sheets = {name: joined(parts).decode() for name, parts in theme("madre", tmp_path).sheets.items()}
    assert sheets == {"base.css": "a{}b{}\n", "otra.css": 'z{content:"; {"}\n'}
    assert joined(theme("hija", tmp_path).sheets["base.css"]).decode() == "a{}i{}c{}\n"
    assert not theme("hija", tmp_path).static


def test_a_theme_may_have_a_sheet_whole(tmp_path: Path) -> None:
    make_theme(tmp_path, "madre", **{"css/base/a.css": "a { }\n", "css/otra/z.css": "z { }\n"})
    make_theme(tmp_path, "hija", "madre", **{"static/base.css": "b { }\n"})
    built = theme("hija", tmp_path)
    assert (list(built.static), list(built.sheets)) == (["base.css"], ["otra.css"])


def test_a_static_file_in_a_folder_of_styles_is_published_as_it_is(tmp_path: Path) -> None:
    make_theme(tmp_path, "propio", **{"static/css/mapa/capas.css": "m { }\n"})
    built = theme("propio", tmp_path)
    assert (list(built.static), list(built.sheets)) == (["css/mapa/capas.css"], [])


def test_the_first_folder_that_has_the_theme_wins(tmp_path: Path) -> None:
    make_theme(tmp_path / "sitio", "base", **{"static/a.css": "sitio"})
    make_theme(tmp_path / "motor", "base", **{"static/a.css": "motor"})
    assert theme("base", tmp_path / "sitio", tmp_path / "motor").static["a.css"].read_text() == "sitio"


def test_a_theme_of_the_site_may_extend_one_of_the_engine(tmp_path: Path) -> None:
    make_theme(tmp_path, "propio", "base")
    assert theme("propio", tmp_path, THEMES).templates[1] == THEMES / "base" / "templates"


def test_hidden_files_are_not_published(tmp_path: Path) -> None:
    make_theme(tmp_path, "uno", **{"static/a.css": "", "static/.DS_Store": ""})
    assert list(theme("uno", tmp_path).static) == ["a.css"]


@pytest.mark.parametrize("asked", ["bse", "../base", "Base"])
def test_an_unknown_theme_is_told_where_it_is_asked_for_with_those_there_are(asked: str) -> None:
    built, problems = find_theme(asked, (THEMES,), ASKED)
    assert built is None
    assert found(problems) == [f"{ASKED} S109"]
    assert "base, chihuahua" in problems[0].mend(str)


def test_an_unknown_parent_is_told_in_the_file_that_names_it(tmp_path: Path) -> None:
    make_theme(tmp_path, "hija", "nadie")
    assert found(find_theme("hija", (tmp_path,), ASKED)[1]) == ["themes/hija/theme.yaml S109"]


def test_a_cycle_is_refused(tmp_path: Path) -> None:
    make_theme(tmp_path, "uno", "dos")
    make_theme(tmp_path, "dos", "uno")
    built, problems = find_theme("uno", (tmp_path,), ASKED)
    assert built is None
    assert found(problems) == ["themes/dos/theme.yaml S109"]


def test_the_stamp_changes_with_any_template_of_the_chain_and_not_with_a_sheet(tmp_path: Path) -> None:
    make_theme(tmp_path, "madre", **{"static/a.css": "uno", "templates/a.html": "uno"})
    make_theme(tmp_path, "hija", "madre")
    before = theme("hija", tmp_path).stamp
    (tmp_path / "madre" / "static" / "nuevo.css").write_text("")
    assert theme("hija", tmp_path).stamp == before
    (tmp_path / "madre" / "templates" / "nuevo.html").write_text("")
    assert theme("hija", tmp_path).stamp != before


# Colours


def tokens(name: str) -> dict[str, Tokens]:
    """The colours of a theme in light and in dark."""
    css = (THEMES / name / "static" / "colores.css").read_text(encoding="utf-8")
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")
    pairs = [dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{3,6});", part)) for part in (light, dark)]
    return {"light": pairs[0], "dark": {**pairs[0], **pairs[1]}}


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


STATUSES = ("complete", "substantial", "limited", "not-started", "none")
"""What a status may be written in, and its drawing too."""
TEXT = [
    *product(("ink", "muted", "link", "visited", "accent", "alert"), ("paper", "surface")),
    *product(("ink", "link", "muted", "visited", "alert"), ("warn-paper",)),
    *product(STATUSES, ("paper", "surface")),
    ("accent-ink", "accent"),
    ("band-ink", "band"),
]
GRAPHICS = [
    *product(("warn-line", "accent", "muted"), ("paper", "surface")),
    ("accent", "line"),
    ("warn-line", "warn-paper"),
    ("band-edge", "band"),
]
EACH_LOOK = pytest.mark.parametrize(("name", "look"), list(product(("base", "chihuahua"), ("light", "dark"))))


def test_the_formula_gives_the_known_values() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@EACH_LOOK
def test_text_stands_out_from_its_ground(name: str, look: str) -> None:
    colours = tokens(name)[look]
    weak = {pair: round(contrast(*(colours[part] for part in pair)), 2) for pair in TEXT}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@EACH_LOOK
def test_drawings_stand_out_from_their_ground(name: str, look: str) -> None:
    colours = tokens(name)[look]
    weak = {pair: round(contrast(*(colours[part] for part in pair)), 2) for pair in GRAPHICS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


@EACH_LOOK
def test_the_ring_of_the_focus_stands_out_from_the_page_or_from_its_own_edge(name: str, look: str) -> None:
    # The ring is --focus with an edge of --ink around it: one of the two is always seen.
    colours = tokens(name)[look]
    assert contrast(colours["focus"], colours["ink"]) >= 3 or contrast(colours["focus"], colours["paper"]) >= 3
    assert contrast(colours["ink"], colours["paper"]) >= 3
    assert contrast(colours["focus"], colours["band"]) >= 3
    assert contrast("#000", colours["focus"]) >= 4.5


def test_every_theme_defines_the_same_tokens() -> None:
    assert set(tokens("base")["light"]) == set(tokens("chihuahua")["light"])
    assert set(tokens("base")["dark"]) == set(tokens("chihuahua")["dark"])


COMPONENTS = sorted((THEMES / "base" / "css").glob("*/*.css"))
"""The sheets of the theme, but that of its colours."""


@pytest.mark.parametrize("name", ["base", "chihuahua"])
def test_every_token_that_is_used_is_defined(name: str) -> None:
    sheet = "".join(path.read_text(encoding="utf-8") for path in COMPONENTS)
    used = set(re.findall(r"var\(--([a-z0-9-]+)", sheet))
    own = set(re.findall(r"--([a-z0-9-]+)\s*:", sheet))
    assert used - own <= set(tokens(name)["light"])
    assert set(tokens(name)["light"]) <= used


def test_the_main_sheet_has_no_colours_of_its_own() -> None:
    for each in COMPONENTS:
        sheet = each.read_text(encoding="utf-8")
        screen = re.split("@page|@media print", sheet)[0].split("@media (forced-colors")[0]
        literal = re.findall(
            r"(?<![\w&-])#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(", re.sub(r"/\*.*?\*/", "", screen, flags=re.S)
        )
        assert set(literal) <= {"#000"}, each


@pytest.mark.parametrize("path", sorted(THEMES.rglob("*.css")), ids=lambda path: "/".join(path.parts[-3:]))
def test_a_sheet_asks_nobody_for_anything(path: Path) -> None:
    sheet = path.read_text(encoding="utf-8")
    assert "@import" not in sheet
    assert not re.findall(r"url\(\s*[\"']?(?:[a-z]+:|//)", sheet)
