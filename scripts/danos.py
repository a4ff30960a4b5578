"""Random damages of a small site, each known by its number: the same number is the same damage anywhere."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from malformed.case import base_files
from micrositio.cli.main import main
from support import ROOT, write_files

OWN_THEME = "themes/propio"
_ODD = (
    *(
        b"\0",
        b"\xff",
        b"\xc3",
        b"\r",
        b"\n",
        b"\x1b[2J",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xa8",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
    ),
    *(
        b'"',
        b"'",
        b"[" * 300,
        b"{" * 300,
        b"_" * 300,
        b"> " * 60,
        b"- " * 60,
        b"NaN",
        b"-1e999",
        b"../",
        b"{{ x }}",
        b"{% include 'base.html' %}",
    ),
    *(
        b"|",
        b":",
        b"#",
        b"---\n",
        b"&a *a",
        b"!!python/object",
        b"<script>",
        b"${x}",
        b"%s",
        b"{0}",
        b"sqlite_x",
        b"9" * 400,
        b"=1+1",
    ),
    *(
        "ñ\u0301\u200b\u202e".encode(),
        "😀".encode(),
        b"\\ud800",
        b"https://a\n",
        b"https://[x",
        b"https://a:99999999",
        b"con",
        b"1999-02-30",
    ),
)
"""Bytes that are put in, each of them odd for some reader."""


class Damage(NamedTuple):
    """A damage: the file, what was done to it, and the whole site with it."""

    file: str
    how: str
    files: Mapping[str, bytes]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _flip(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 4) if found else 0):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _put(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(_ODD) + data[at:]
    return data


def _swap(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines)


def _repeat(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join([*lines[:at], *[lines[at]] * chance.randint(2, 40), *lines[at + 1 :]])


def _recode(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(
        chance.choice(("utf-16", "utf-16-be", "cp1252", "utf-8-sig", "utf-7")), "replace"
    )


def _value(data: bytes, chance: random.Random) -> bytes:
    """Replaces what stands after a colon or between commas."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    sign = b":" if b":" in lines[at] else b","
    parts = lines[at].split(sign)
    parts[chance.randrange(len(parts))] = b" " + chance.choice(_ODD)
    lines[at] = sign.join(parts)
    return b"\n".join(lines)


def _empty(data: bytes, chance: random.Random) -> bytes:
    return chance.choice((b"", b"\n", b"{}", b"[]", b"null", b"x"))


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut,
    _flip,
    _put,
    _put,
    _swap,
    _repeat,
    _recode,
    _value,
    _value,
    _empty,
)


def sound_files() -> dict[str, bytes]:
    """Returns the small good site with a theme of its own, so that its files can be damaged too."""
    files = {path: data for path, data in base_files().items() if isinstance(data, bytes)}
    theme = ROOT / "themes" / "base"
    for path in theme.rglob("*"):
        if path.is_file() and path.suffix in (".yaml", ".html", ".css", ".xml", ".j2", ".js", ".svg", ".txt"):
            files[f"{OWN_THEME}/{path.relative_to(theme).as_posix()}"] = path.read_bytes()
    files[f"{OWN_THEME}/theme.yaml"] = b"titulo: Propio\ntitulo_en: Own\nextiende: base\n"
    files["content/direcciones.yaml"] = b"direcciones:\n  - {de: /vieja/, a: /acerca/}\n"
    return files


def damage(number: int, files: Mapping[str, bytes]) -> Damage:
    """Returns the damage of that number to the site."""
    chance = random.Random(number)
    themes = [path for path in files if path.startswith(OWN_THEME)]
    file = chance.choice(themes if chance.random() < 0.15 else [path for path in files if path not in themes])
    way = chance.choice(WAYS)
    return Damage(file, way.__name__.strip("_"), {**files, file: way(files[file], chance)})


def outcome(site: Path, output: Path, files: Mapping[str, bytes]) -> tuple[int, str]:
    """Returns the exit code of a build of a site of these files, and the last words of a failure of the program.

    What the builds before kept stays, as in the work of every day: nothing of it may change what a damage does.
    """
    for path in site.iterdir() if site.is_dir() else ():
        if path.name != ".cache":
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    write_files(site, files)
    out, errors = io.StringIO(), io.StringIO()
    arguments = ["build", "--site", str(site), "--output", str(output), "--procesos", "1"]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
            return main(arguments, site), out.getvalue()
    except SystemExit as left:
        return int(left.code or 0), errors.getvalue()
    except BaseException:  # noqa: BLE001  what the program does not expect is what is looked for
        return 3, traceback.format_exc()


def damaged(folder: Path, numbers: range) -> list[tuple[int, Damage, int, str]]:
    """Returns, for each damage that did not end in 0 or 1, its number, itself, the exit code and what was said."""
    files, found = sound_files(), []
    for number in numbers:
        made = damage(number, files)
        code, said = outcome(folder / "sitio", folder / "publicado" / "output", made.files)
        if code not in (0, 1):
            found.append((number, made, code, said))
    return found
