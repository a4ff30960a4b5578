"""The two sides of the contest on disk: sites, programs and outputs, and the same edits on both."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from contra.hugo import commitment_path, write_twin
from contra.medida import Command
from contra.plantillas import write_whole
from sitio_grande import CUTS, make_site

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv-hugo"
THEME = "titulo: Medido\nextiende: base\n"
TEMPLATES_KEPT = "plantillas"
"""The folder of compiled templates in `.cache`."""


class Site(NamedTuple):
    """The invented site: its commitments, its languages, and whether its texts are as long as real ones."""

    commitments: int
    languages: tuple[str, ...] = ("es",)
    real: bool = True


def hugo_program() -> Path | None:
    """Returns Hugo, installed by `scripts/bench`, or None."""
    found = sorted(ENVIRONMENT.glob("**/hugo/binaries/hugo*"))
    return found[0] if found else None


@dataclass(frozen=True)
class Own:
    """A site of ours with its program, which has a folder of its own so that it shares no cache with anybody."""

    program: Path
    site: Path
    output: Path

    def build(self) -> Command:
        """Returns the command that builds it."""
        return [sys.executable, self.program / "build.py", "build", "--site", self.site, "--output", self.output]

    def forget(self, keep: str = "") -> None:
        """Deletes the output and the caches, but for the folder `keep` of them."""
        shutil.rmtree(self.output, ignore_errors=True)
        for cache in (self.program / ".cache", self.site / ".cache"):
            for each in cache.glob("*") if cache.is_dir() else ():
                if not (keep and each.name == keep):
                    _delete(each)


def _delete(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def program_in(folder: Path) -> Path:
    """Makes in `folder` a copy of the program with its themes, content and data; returns the folder."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "build.py", folder)
    (folder / "src").symlink_to(ROOT / "src")
    for name in ("themes", "content", "data"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@dataclass(frozen=True)
class Contest:
    """Both sides for a size: our site and the twin of it in `folder`."""

    folder: Path
    site: Site

    @property
    def own(self) -> Own:
        """Our side."""
        return Own(self.folder / "programa", self.folder / "sitio", self.folder / "nuestro")

    @property
    def twin(self) -> Path:
        """The sources of Hugo's side."""
        return self.folder / "gemelo"

    @property
    def hugo_output(self) -> Path:
        """The output of Hugo's side."""
        return self.folder / "hugo"

    @property
    def pages_output(self) -> Path:
        """The output of our side of «pages alone»."""
        return self.folder / "paginas"

    def prepare(self) -> None:
        """Writes the sources of both sides."""
        make_site(self.own.site, self.site.commitments, self.site.languages, real=self.site.real)
        write_twin(self.own.site, self.twin, self.site.languages)
        write_whole(self.folder / "plantillas")
        program_in(self.own.program)
        theme = self.own.site / "themes" / "medido"
        (theme / "templates").mkdir(parents=True)
        (theme / "theme.yaml").write_text(THEME, encoding="utf-8")
        shutil.copy(ROOT / "themes" / "base" / "templates" / "commitment.html", theme / "templates")
        _replace(self.own.site / "content" / "sitio.yaml", "tema: base", "tema: medido")

    def hugo(self, program: Path) -> Command:
        """Returns the command that builds Hugo's side."""
        return [program, "--quiet", "--source", self.twin, "--destination", self.hugo_output]

    def pages(self) -> Command:
        """Returns the command that builds our side of «pages alone»."""
        own, words = Path(__file__).with_name("propio.py"), ",".join(self.site.languages)
        return [sys.executable, own, self.own.site, self.folder / "plantillas", self.pages_output, words]

    def forget(self) -> None:
        """Deletes the outputs and caches of both sides."""
        self.own.forget()
        for folder in (self.hugo_output, self.pages_output, self.twin / "resources"):
            shutil.rmtree(folder, ignore_errors=True)

    def edit_nothing(self, mark: str) -> None:
        """Leaves both sides as they are."""

    def edit_text(self, mark: str) -> None:
        """Adds a paragraph with `mark` to a page of both sides."""
        for text in (self.own.site / "content" / "acerca.md", self.twin / "content" / "es" / "acerca.md"):
            _append(text, f"\nSe agregó {mark}.\n")

    def edit_row(self, mark: str) -> None:
        """Changes on both sides what the last cut says of the first milestone."""
        table = self.own.site / "data" / "plan" / "avances.csv"
        cut = f"2025-{CUTS:02}"
        row = re.search(rf"^{cut},c0-0,\w+,([^,\n]*),", table.read_text(encoding="utf-8"), re.MULTILINE)
        assert row
        _replace(table, row[0], row[0].replace(row[1], f"Se revisó {mark}"))
        front = self.twin / "content" / "es" / commitment_path("c0")
        _replace(front, f'"done": "{row[1]}"', f'"done": "Se revisó {mark}"')

    def edit_template(self, mark: str) -> None:
        """Adds an element with `mark` to the template of commitments of both sides."""
        own = self.own.site / "themes" / "medido" / "templates" / "commitment.html"
        twin = self.twin / "layouts" / "_default" / "commitment.html"
        _after(own, "{% block main %}", mark)
        _after(twin, '{{ define "main" }}', mark)


def mark_here(program: Path, what: str, mark: str) -> None:
    """Edits this repository's site, copied in `program`: a text, a row of a table or a template."""
    if what == "texto":
        _append(program / "content" / "acerca.md", f"\nSe agregó {mark}.\n")
    elif what == "fila":
        table = program / "data" / "demostracion" / "avances.csv"
        last = table.read_text(encoding="utf-8").rstrip().rsplit("\n", 1)[1]
        said = re.search(r"[A-Z][^,\"]{20,}", last)
        assert said
        _replace(table, last, last.replace(said[0], f"Se revisó otra vez el expediente {mark}.", 1))
    else:
        _after(program / "themes" / "base" / "templates" / "commitment.html", "{% block main %}", mark)


def _after(path: Path, start: str, mark: str) -> None:
    _replace(path, start, f'{start}<div hidden data-medida="{mark}"></div>')


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as out:
        out.write(text)
