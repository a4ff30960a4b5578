"""Themes: folders with templates and static files; a theme may extend another, whose files serve where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .codes import Kind
from .descriptors import descriptor_problems
from .problems import Place, Problem, problem
from .yaml_text import read_yaml

THEME_FILE = "theme.yaml"


@dataclass(frozen=True)
class Theme:
    """A theme's template folders, nearest first, and its static files by name (the nearest wins).

    `stamp` changes when any of its templates does.
    """

    name: str
    templates: tuple[Path, ...]
    static: Mapping[str, Path]
    stamp: tuple[tuple[str, int], ...]


def find_theme(name: str, folders: tuple[Path, ...], asked: Place) -> tuple[Theme | None, list[Problem]]:
    """The theme called `name` in the first of `folders` that has it, with those it extends; or why not."""
    chain: list[Path] = []
    problems: list[Problem] = []
    while name:
        place = Place(f"themes/{chain[-1].name}/{THEME_FILE}") if chain else asked
        found = next((each / name for each in folders if (each / name / THEME_FILE).is_file()), None)
        if found is None or found in chain:
            choices = ", ".join(sorted({path.parent.name for each in folders for path in each.glob(f"*/{THEME_FILE}")}))
            return None, [*problems, problem(Kind.THEME_UNKNOWN, place, theme=name, choices=choices)]
        chain.append(found)
        settings, faults = read_yaml(f"themes/{name}/{THEME_FILE}", (found / THEME_FILE).read_bytes())
        problems += faults or (list(descriptor_problems(settings, "tema")) if settings else [])
        name = settings.value.get("extiende", "") if settings and not problems else ""
    return Theme(chain[0].name, tuple(path / "templates" for path in chain), _static(chain), _stamp(chain)), problems


def _static(chain: list[Path]) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for theme in reversed(chain):
        root = theme / "static"
        for path in sorted(root.rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                files[path.relative_to(root).as_posix()] = path
    return files


def _stamp(chain: list[Path]) -> tuple[tuple[str, int], ...]:
    files = (path for theme in chain for path in (theme / THEME_FILE, *sorted((theme / "templates").rglob("*"))))
    return tuple((str(path), path.stat().st_mtime_ns) for path in files)
