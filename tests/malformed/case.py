"""The form of a case: edits of a small good site, and where the message that refuses it must point."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from support import Edit, Files, Link, append, minimal_files, of_plan, remove, replace, write

HERE = Path(__file__).parent
SITE = "content/sitio.yaml"
PACKAGE = of_plan("datapackage.yaml")
FOLDER = of_plan("evidencias/2024-03")
MANIFEST = f"{FOLDER}/datapackage.yaml"
ABOUT = "content/acerca.md"
NEWS = "content/novedades/2024-04-03-primer-corte.md"
VISION = of_plan("textos/vision.md")
__all__ = [
    "ABOUT",
    "FOLDER",
    "MANIFEST",
    "NEWS",
    "PACKAGE",
    "SITE",
    "VISION",
    "Case",
    "Edit",
    "Files",
    "Link",
    "append",
]
__all__ += ["bad", "base_files", "cell", "document", "good", "of_plan", "raw", "remove", "replace", "rewrite", "row"]
__all__ += ["added", "table", "text", "write"]


@dataclass(frozen=True)
class Case:
    """An input, malformed unless it has a `reason` to be accepted.

    `file` is where the fault is: paths separated by «|», any of which the message may name; "" if it is in none. `at`
    is the row and column (`2:fecha`) or the line, where it is known. `warns`: a warning is enough. `arguments` are
    those of the command, beside `build`, and `code` what it must return. `sealed`: the site has two sealed cuts.
    `secret`: what no message may repeat.
    """

    id: str
    kind: str
    edits: tuple[Edit, ...]
    file: str = ""
    at: str = ""
    warns: bool = False
    reason: str = ""
    arguments: tuple[str, ...] = ()
    code: int = 1
    sealed: bool = False
    secret: str = ""

    @property
    def is_aside(self) -> bool:
        """Whether it is of the third that is not run while the engine is mended: its id decides, nobody chooses."""
        return not self.reason and hashlib.sha256(self.id.encode()).digest()[0] % 3 == 0

    def files(self) -> Files:
        """The whole site, with the fault."""
        files = base_files(self.sealed)
        for edit in self.edits:
            edit(files)
        return files


def bad(id: str, kind: str, edits: Edit | tuple[Edit, ...], file: str = "", at: str = "", **more: Any) -> Case:  # noqa: A002
    """A case that must be refused."""
    return Case(id, kind, edits if isinstance(edits, tuple) else (edits,), file, at, **more)


def good(id: str, reason: str, *edits: Edit, **more: Any) -> Case:  # noqa: A002
    """A case that is odd and must be accepted, and why."""
    return Case(f"good.{id}", "good", edits, reason=reason, code=0, **more)


@cache
def _read(sealed: bool) -> Files:
    files = minimal_files()
    for folder in (HERE / "sitio", *([HERE / "sellado"] if sealed else [])):
        files |= {path.relative_to(folder).as_posix(): path.read_bytes() for path in _below(folder)}
    return files


def _below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def base_files(sealed: bool = False) -> Files:
    """The small good site of three commitments: path → bytes."""
    return dict(_read(sealed))


def text(path: str, sealed: bool = False) -> str:
    """The text of a file of the good site."""
    content = _read(sealed)[path]
    assert isinstance(content, bytes)
    return content.decode()


def table(name: str) -> str:
    """The path of a table of the plan."""
    return of_plan(f"{name}.csv")


def raw(path: str, change: Callable[[bytes], bytes]) -> Edit:
    """An edit of the bytes of a file."""

    def edit(files: Files) -> None:
        content = files[path]
        assert isinstance(content, bytes)
        files[path] = change(content)

    return edit


def rewrite(path: str, change: Callable[[str], str]) -> Edit:
    """An edit of the text of a file; what cannot be written as UTF-8 goes as it is (a lone surrogate)."""
    return raw(path, lambda data: change(data.decode()).encode("utf-8", "surrogatepass"))


def cell(name: str, number: int, column: str, value: str) -> Edit:
    """An edit of one cell; rows are counted as a spreadsheet does. A column that the table lacks is added, empty."""

    def change(content: str) -> str:
        rows = list(csv.reader(io.StringIO(content, newline="")))
        if column not in rows[0]:
            rows = [[*rows[0], column], *([*each, ""] for each in rows[1:])]
        rows[number - 1][rows[0].index(column)] = value
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerows(rows)  # so that a cell with a lone return is quoted
        return out.getvalue().replace("\r\n", "\n")

    return rewrite(table(name), change)


def row(name: str, line: str) -> Edit:
    """An edit that adds a line at the end of a table."""
    return append(table(name), line + "\n")


def added(name: str, content: str, schema: str | None = None) -> tuple[Edit, ...]:
    """Edits that add a table to the plan; with its schema if it is the plan's own."""
    listed = f", schema: {name}.schema.json" if schema is not None else ""
    own = (write(of_plan(f"{name}.schema.json"), schema),) if schema is not None else ()
    return (write(table(name), content), append(PACKAGE, f"  - {{name: {name}, path: {name}.csv{listed}}}\n"), *own)


def document(name: str, content: bytes, *keys: str, **stated: object) -> tuple[Edit, ...]:
    """Edits that add a document and its entry, true of its bytes unless `stated` (`bytes`, `hash`) says otherwise."""
    facts = {"bytes": len(content), "hash": f'"sha256:{hashlib.sha256(content).hexdigest()}"', **stated}
    lines = (
        "  - name: documento-nuevo",
        "    title: Prueba",
        f"    path: {json.dumps(name)}",
        *(f"    {key}: {value}" for key, value in facts.items() if value is not None),
        "    tipo: informe",
        "    demuestra: Que algo se hizo.",
        "    compromiso: parque",
        "    fuentes: [registro]",
        *(f"    {key}" for key in keys),
    )
    return write(f"{FOLDER}/{name}", content), append(MANIFEST, "\n".join(lines) + "\n")
