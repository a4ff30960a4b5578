"""What no file of a theme may be or hold: a symbolic link, or a style sheet that asks something of another site."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Place, Problem, problem

_KEPT = re.compile(
    r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\(\s*[^"'\s)][^)]*\))|/\*.*?\*/""", re.DOTALL | re.IGNORECASE
)
"""A string or an address, which may hold what looks like a comment; or a comment."""
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\r\f]?|\n|(.))", re.DOTALL)
_NAMESPACE = re.compile(r"xmlns(?::\w+)?=(?:['\"]|%2[27])http://www\.w3\.org/[^\s'\"%]*", re.IGNORECASE)
"""The name of a vocabulary within a drawing: it is not asked for."""
_ELSEWHERE = re.compile(r"(?:\b(?:https?|ftp|wss?):|[\\/]{2})[^\s\"')]+", re.IGNORECASE)
_BLANKS = re.compile(r"[\t\n\r\f]")
"""Signs that a browser leaves out of an address."""


def theme_problems(theme: Path) -> Iterator[Problem]:
    """Yields the symbolic links in a theme, or on the way to it, and the addresses of other sites in its sheets."""
    for each in (theme.parent, theme):
        if each.is_symlink():
            yield problem(Kind.FILE_SYMLINK, Place("themes" if each == theme.parent else f"themes/{theme.name}"))
            return
    for folder, folders, files in os.walk(theme):
        for name in sorted((*folders, *files)):
            path = Path(folder, name)
            place = f"themes/{theme.name}/{path.relative_to(theme).as_posix()}"
            if path.is_symlink():
                yield problem(Kind.FILE_SYMLINK, Place(place))
            elif path.suffix.lower() == ".css" and path.is_file():
                yield from _asked_elsewhere(place, path.read_bytes().decode("utf-8", "replace"))


def _asked_elsewhere(file: str, text: str) -> Iterator[Problem]:
    for what in others(text):
        line = next((number for number, each in enumerate(text.split("\n"), 1) if what in each), 1)
        yield problem(Kind.THEME_ELSEWHERE, Place(file, line), what=what)


def others(sheet: str) -> Iterator[str]:
    """Yields the addresses of other sites in a style sheet, however they are written, but in comments."""
    kept = _KEPT.sub(lambda found: found[1] or " ", sheet)
    plain = _BLANKS.sub("", _ESCAPE.sub(_unescaped, kept))
    return (found[0] for found in _ELSEWHERE.finditer(_NAMESPACE.sub("", plain)))


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        code = int(found[1], 16)
        return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"
    return found[2] or ""
