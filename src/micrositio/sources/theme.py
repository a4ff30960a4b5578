"""Themes: folders with templates and static files; a theme may extend another, whose files it uses if it lacks them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from micrositio.formats.file_names import fails_in_an_address, kept_by_windows
from micrositio.formats.yaml_document import read_yaml
from micrositio.model.text import SPANISH, Text
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem
from micrositio.profile.json_schema import descriptor_problems
from micrositio.sources.theme_files import theme_problems

THEME_FILE = "theme.yaml"
_COLOURS = "colores.css"
_LIGHT, _DARK = ("paper", "band-ink", "warn-paper"), ("ink", "muted", "accent", "band", "band-edge", "alert")
_STATES = ("complete", "substantial", "limited", "not-started", "none")
_PLAIN = dict.fromkeys(_LIGHT, "#ffffff") | dict.fromkeys((*_DARK, *_STATES), "#333333") | {"line": "#cccccc"}
"""The colours of a picture for those that a theme does not give."""
_COLOUR = re.compile(r"--([a-z-]+):\s*(#(?:[0-9a-fA-F]{3}){1,2});")
CARD = "tarjeta.png"
"""The theme's file, if it has one, that social networks show beside a link to the site."""
_COMPONENT = re.compile(r"[^/]+/[^/]+\.css")
"""A component of a style sheet, below `css` in a theme: the sheet has a folder of its own."""
LETTERS = ("letra/normal.ttf", "letra/negrita.ttf")
"""The files of a theme with the letters of the images that it draws: the usual ones and the bold ones."""
_PNG = b"\x89PNG\r\n\x1a\n"
_COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
_SPACES = re.compile(rb"""("[^"]*"|'[^']*')|\s*([{};])\s*|(,)\s+""")
"""The spaces around the signs of a style sheet, but those within a string."""
_LAST = re.compile(rb"""("[^"]*"|'[^']*')|;(})|([{;][a-z-]+:)[ ]""")
"""What the last declaration and the name of a declaration need not, but what stands within a string."""
_SIZE = slice(16, 24)
"""Position of the width and height in a PNG file."""


@dataclass(frozen=True)
class Card:
    """The image shown beside a link to the site: its text (no text: unknown) and size in pixels (0: unknown)."""

    alt: Text
    width: int
    height: int


@dataclass(frozen=True)
class Theme:
    """A theme's template folders, nearest first, its static files by name, and the components of each style sheet.

    Of two files or components with one name, the nearest wins. `stamp` changes when any of its templates does; `card`
    is the image of its links (None: it has none). `letters` are the files of `LETTERS`, or none if the theme lacks one;
    `colours` are those for a light screen (#rrggbb), by name.
    """

    name: str
    templates: tuple[Path, ...]
    static: Mapping[str, Path]
    sheets: Mapping[str, tuple[Path, ...]]
    stamp: tuple[tuple[str, int], ...]
    card: Card | None = None
    letters: tuple[Path, ...] = ()
    colours: Mapping[str, str] = field(default_factory=dict)


def find_theme(name: str, folders: tuple[Path, ...], asked: Place) -> tuple[Theme | None, list[Problem]]:
    """Returns the theme called `name` in the first of `folders` that has it, with those it extends, and its problems.

    The theme is None if it or one that it extends does not exist, extends itself, or holds what none may.
    """
    chain: list[Path] = []
    words: list[Text] = []
    problems: list[Problem] = []
    while name:
        place = Place(f"themes/{chain[-1].name}/{THEME_FILE}") if chain else asked
        known = [path.parent for each in folders for path in each.glob(f"*/{THEME_FILE}") if path.is_file()]
        found = next((each for each in known if each.name == name), None)
        if found is None or found in chain:
            choices = ", ".join(sorted({each.name for each in known}))
            return None, [*problems, problem(Kind.THEME_UNKNOWN, place, theme=name, choices=choices)]
        chain.append(found)
        if unsound := list(theme_problems(found)):
            return None, [*problems, *unsound]
        settings, faults = read_yaml(f"themes/{name}/{THEME_FILE}", (found / THEME_FILE).read_bytes())
        problems += [*faults, *(descriptor_problems(settings, "tema") if settings else ())]
        words.append(SPANISH.text(settings.value, "tarjeta") if settings and not _any_error(problems) else Text())
        name = settings.value.get("extiende", "") if settings and not _any_error(problems) else ""
    templates = tuple(path / "templates" for path in chain)
    static = _files(chain, "static")
    problems += [*_name_problems(static)]
    stamp, card = _stamp(chain), _card(chain, words)
    return (
        Theme(
            chain[0].name,
            templates,
            static,
            _sheets(_files(chain, "css"), static),
            stamp,
            card,
            _letters(chain),
            _colours(chain),
        ),
        problems,
    )


def _name_problems(static: Mapping[str, Path]) -> Iterator[Problem]:
    """Yields the files of the themes that some host or visitor could not ask for."""
    for name, path in static.items():
        file = Place(shown(path, name))
        if fails_in_an_address(name):
            yield problem(Kind.FILE_NAME, file)
        elif why := next(filter(None, map(kept_by_windows, name.split("/"))), ""):
            yield problem(Kind.NAME_RESERVED, file, name=name, why=why)


def shown(path: Path, name: str) -> str:
    """Returns the path of a theme's file as its author knows it; `name` is its path below `static` or `templates`."""
    return "/".join(("themes", *path.parts[-name.count("/") - 3 :]))


def _any_error(problems: Iterable[Problem]) -> bool:
    return any(each.is_error for each in problems)


def _card(chain: list[Path], words: list[Text]) -> Card | None:
    """Returns the image of the nearest theme that has one, with the text of that theme; None if there is none."""
    for theme, alt in zip(chain, words, strict=True):
        path = theme / "static" / CARD
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            size = data[_SIZE] if data.startswith(_PNG) else b""
            return Card(alt, int.from_bytes(size[:4], "big"), int.from_bytes(size[4:], "big"))
    return None


def _letters(chain: list[Path]) -> tuple[Path, ...]:
    """Returns the letters of the nearest theme that has them; none if no theme does."""
    found = (tuple(theme / name for name in LETTERS) for theme in chain)
    return next((each for each in found if all(path.is_file() for path in each)), ())


def _colours(chain: list[Path]) -> dict[str, str]:
    """Returns each colour by its name, without «--»: its first value, that for a light screen, in the nearest theme."""
    colours: dict[str, str] = {}
    for theme in chain:
        sheet = theme / "static" / _COLOURS
        for name, value in _COLOUR.findall(sheet.read_text("utf-8", "replace")) if sheet.is_file() else ():
            colours.setdefault(name, value if len(value) == 7 else "#" + "".join(2 * each for each in value[1:]))
    return {**_PLAIN, **colours}


def _files(chain: list[Path], folder: str) -> dict[str, Path]:
    """Returns the files of a folder of the themes, by their path below it; the nearest of one name wins."""
    files: dict[str, Path] = {}
    for theme in reversed(chain):
        root = theme / folder
        for path in sorted(root.rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                files[path.relative_to(root).as_posix()] = path
    return files


def _sheets(files: Mapping[str, Path], static: Mapping[str, Path]) -> dict[str, tuple[Path, ...]]:
    """Returns the components of each style sheet (`base.css`), in the order of their names.

    A sheet that a theme has whole, as themes had them before there were components, is not among them.
    """
    sheets: dict[str, tuple[Path, ...]] = {}
    for name in sorted(filter(_COMPONENT.fullmatch, files)):
        sheet = f"{name.split('/')[0]}.css"
        if sheet not in static:
            sheets[sheet] = (*sheets.get(sheet, ()), files[name])
    return sheets


def joined(components: Iterable[Path]) -> bytes:
    """Returns a style sheet: its components one after another, without comments and spaces that only people need."""
    parts = (path.read_bytes().removeprefix(codecs.BOM_UTF8) for path in components)
    plain = _SPACES.sub(_kept, _COMMENT.sub(b"", b"".join(parts))).strip()
    return _LAST.sub(_kept, plain) + b"\n"


def _kept(found: re.Match[bytes]) -> bytes:
    return next(filter(None, found.groups()), b"")


def _stamp(chain: list[Path]) -> tuple[tuple[str, int], ...]:
    files = (path for theme in chain for path in (theme / THEME_FILE, *sorted((theme / "templates").rglob("*"))))
    return tuple((str(path), path.stat().st_mtime_ns) for path in files)
