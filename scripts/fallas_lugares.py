"""Rows of `scripts/fallas` on places: folders that are not the program's, and odd paths wherever one is given."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from typing import NamedTuple

from copias import Said, Trials, litter, said, sound
from micrositio.pipeline.refusals import MARKER
from support import Content, minimal_files, write_files

MOST_SECONDS = 60
"""Seconds after which a command that waits for something is killed."""
FOREIGN = "tesis.doc"
CANARY = "canario-de-fuera-que-nadie-publica"
"""Text of a file outside the site: wherever it shows, a path was followed out of it."""


class Ground(NamedTuple):
    """A folder for a trial: the site, a site that is published already, a folder of somebody else, and a home."""

    root: Path

    @property
    def site(self) -> Path:
        """The folder of the small site."""
        return self.root / "sitio"

    @property
    def ours(self) -> Path:
        """A folder that this program published."""
        return self.root / "publicado"

    @property
    def foreign(self) -> Path:
        """A folder with the work of somebody else."""
        return self.root / "ajena"

    @property
    def home(self) -> Path:
        """The home folder, which is the working folder too."""
        return self.root / "casa"

    def ran(self, *arguments: str | Path) -> Said:
        """Returns how a command ended that is run in the home folder."""

        def before() -> None:
            signal.alarm(MOST_SECONDS)
            os.chdir(self.home)
            os.environ["HOME"] = str(self.home)

        return said(arguments, self.home, self.root.parent / f"{self.root.name}-dicho", before)

    def building(self, output: Path | str) -> tuple[str | Path, ...]:
        """Returns the command that builds the site into a folder."""
        return ("build", "--site", self.site, "--output", output, "--procesos", "1")

    def built(self, output: Path | str) -> Said:
        """Returns how a build into a folder ended."""
        return self.ran(*self.building(output))


def ground(folder: Path, files: Mapping[str, Content]) -> Callable[[], Ground]:
    """Returns what makes the folder of a trial anew, with a site that was published once."""
    whole = Ground(folder / "terreno")
    write_files(whole.site, files)
    write_files(whole.foreign, {FOREIGN: CANARY.encode(), "sub/otro.txt": b"x"})
    whole.home.mkdir()
    sound(whole.building(whole.ours), whole.home)
    shutil.rmtree(whole.home / ".cache", ignore_errors=True)
    (whole.root / ".publicado.lock").unlink()

    def made() -> Ground:
        shutil.rmtree(folder / "prueba", ignore_errors=True)
        shutil.copytree(whole.root, folder / "prueba", symlinks=True)
        return Ground(folder / "prueba")

    return made


Prepared = Callable[[Ground], Path | str]
"""Prepares a folder for a trial and returns the output folder that is asked for."""


def _foreign(name: str) -> Prepared:
    """Returns what makes a folder with a file or, if the name ends so, a folder of somebody else."""

    def prepare(ground: Ground) -> Path:
        output = ground.root / "salida"
        write_files(output, {name: b"de otro"} if not name.endswith("/") else {})
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            (output / name).mkdir(parents=True)
        return output

    return prepare


def _linked(to: Callable[[Ground], Path]) -> Prepared:
    def prepare(ground: Ground) -> Path:
        (ground.root / "enlace").symlink_to(to(ground))
        return ground.root / "enlace"

    return prepare


def _special(kind: str) -> Prepared:
    """Returns what makes something that is neither a file nor a folder."""

    def prepare(ground: Ground) -> Path:
        output = ground.root / "salida"
        if kind == "fifo":
            os.mkfifo(output)
        else:
            with socket.socket(socket.AF_UNIX) as made:
                os.chdir(output.parent)
                made.bind(output.name)
        return output

    return prepare


def _ours_with(change: Callable[[Path], object]) -> Prepared:
    def prepare(ground: Ground) -> Path:
        change(ground.ours)
        return ground.ours

    return prepare


def _beside(change: Callable[[Path], object], name: str) -> Prepared:
    """Returns what puts something where the build would put what is its own, beside the output folder."""

    def prepare(ground: Ground) -> Path:
        change(ground.root / f".{ground.ours.name}.{name}")
        return ground.ours

    return prepare


def _put_link(place: Path, to: Path) -> Path:
    """Puts a link in a place, whatever stands there, and returns the place."""
    place.unlink(missing_ok=True)
    place.symlink_to(to)
    return place


def _nested(place: Path) -> object:
    return write_files(place, {"tesis/capitulo.txt": b"de otro"})


REFUSED_OUTPUTS: Mapping[str, Prepared] = {
    "una carpeta con un archivo": _foreign(FOREIGN),
    "una carpeta con un archivo oculto": _foreign(".profile"),
    "una carpeta con otra vacía": _foreign("sub/"),
    "una carpeta con una llamada como la marca": _foreign(f"{MARKER}/"),
    "una carpeta con la marca en otra": _foreign(f"sub/{MARKER}"),
    "un archivo": lambda ground: ground.foreign / FOREIGN,
    "dentro de un archivo": lambda ground: ground.foreign / FOREIGN / "salida",
    "un enlace a una nuestra": _linked(lambda ground: ground.ours),
    "un enlace a una ajena": _linked(lambda ground: ground.foreign),
    "un enlace a una vacía": _linked(lambda ground: ground.home),
    "un enlace a nada": _linked(lambda ground: ground.root / "nada"),
    "un enlace a sí mismo": _linked(lambda ground: ground.root / "enlace"),
    "una tubería": _special("fifo"),
    "un enchufe": _special("socket"),
    "un dispositivo": lambda ground: "/dev/null",
    "dentro de un dispositivo": lambda ground: "/dev/null/x",
    "la carpeta de trabajo": lambda ground: ".",
    "la de arriba": lambda ground: "..",
    "vacío": lambda ground: "",
    "la raíz": lambda ground: "/",
    "la raíz, escrita de otro modo": lambda ground: f"{gettempdir()}/../",
    "la carpeta personal": lambda ground: ground.home,
    "una que contiene la personal": lambda ground: ground.root,
    "el sitio": lambda ground: ground.site,
    "el sitio, por un rodeo": lambda ground: ground.site / "content" / "..",
    **{f"{each} del sitio": lambda ground, each=each: ground.site / each for each in ("content", "data", "themes")},  # type: ignore[misc]
    **{
        f"dentro de {each}": lambda ground, each=each: ground.site / each / "x"  # type: ignore[misc]
        for each in ("content", "data", "themes", ".cache")
    },
    "dentro de data, por un enlace": _linked(lambda ground: ground.site / "data" / "x"),
    "una nuestra que tiene un repositorio": _ours_with(lambda ours: (ours / ".git").mkdir()),
    "una nuestra que es un árbol de un repositorio": _ours_with(lambda ours: (ours / ".git").write_text("gitdir: x")),
    "lugar del ensayo, de otro": _beside(_nested, "staged"),
    "lugar del ensayo, un archivo de otro": _beside(lambda place: place.write_text("de otro"), "staged"),
    "lugar del ensayo, un enlace": _beside(lambda place: place.symlink_to(place.parent / "ajena"), "staged"),
    "lugar de lo retirado, de otro": _beside(_nested, "retired"),
    "lugar de lo retirado, un enlace": _beside(lambda place: place.symlink_to(place.parent / "ajena"), "retired"),
    "el cerrojo es un enlace": _beside(lambda place: place.symlink_to(place.parent / "ajena" / FOREIGN), "lock"),
    "el cerrojo es una carpeta": _beside(lambda place: place.mkdir(), "lock"),
    "la marca de otro sitio": _ours_with(
        lambda ours: (ours / MARKER).write_text("x\ntitle: Otro\naddress: https://otro.example\nplans: otro\n")
    ),
    "la marca es un enlace a nada": _ours_with(lambda ours: _put_link(ours / MARKER, ours / "nada")),
    "la marca ya no está": _ours_with(lambda ours: (ours / MARKER).unlink()),
    "solo de lectura (/sys)": lambda ground: "/sys/salida",
    "donde no se puede hacer nada (/proc)": lambda ground: "/proc/salida",
    "un punto de montaje (/proc)": lambda ground: "/proc",
    "un punto de montaje (/dev/shm)": lambda ground: "/dev/shm",
    "un nombre de 300 letras": lambda ground: ground.root / ("x" * 300),
    "un nombre de 250 letras": lambda ground: ground.root / ("x" * 250),
    "una ruta de 5,000 letras": lambda ground: ground.root / "/".join(["x" * 99] * 50),
}
"""Output folders in which nothing may be written, by what they are."""
GOOD_OUTPUTS: Mapping[str, Prepared] = {
    "una nueva": lambda ground: ground.root / "nueva",
    "una nueva, con sus carpetas": lambda ground: ground.root / "a" / "b" / "nueva",
    "una vacía": lambda ground: Path(tempfile.mkdtemp(dir=ground.root)),
    "una nuestra": lambda ground: ground.ours,
    "con barra al final": lambda ground: f"{ground.ours}/",
    "relativa": lambda ground: "../publicado",
    "por un enlace de arriba": lambda ground: _put_link(ground.root / "atajo", ground.root) / "nueva",
    "con espacio, ñ y emoji": lambda ground: ground.root / "año 😀 «x»",
    "con un renglón en el nombre": lambda ground: ground.root / "a\nb",
    "que empieza con guion": lambda ground: ground.root / "-x",
    "en otro sistema de archivos": lambda ground: tempfile.mkdtemp(dir="/dev/shm"),
    "una nuestra con algo de otro dentro": _ours_with(lambda ours: write_files(ours, {"sub/x.txt": b"x"})),
    "una nuestra con un enlace a una ajena": _ours_with(
        lambda ours: (ours / "enlace").symlink_to(ours.parent / "ajena")
    ),
    "una nuestra de un sitio sin nombre": _ours_with(lambda ours: (ours / MARKER).write_text("x\n")),
    "una nuestra con la marca ilegible": _ours_with(lambda ours: (ours / MARKER).write_bytes(b"\xff\xfe\0title: \n")),
    "lo que dejó una que murió": _beside(lambda place: write_files(place, {MARKER: b"x", "a/b.html": b"x"}), "staged"),
    "lo retirado que dejó una que murió": _beside(
        lambda place: write_files(place, {MARKER: b"x", "a/b.html": b"x"}), "retired"
    ),
    "el cerrojo tiene algo": _beside(lambda place: place.write_text("de otro"), "lock"),
}
"""Output folders that are odd, and good."""


def salidas(folder: Path) -> Trials:
    """Yields output folders in which nothing may be touched, and odd ones that are good."""
    fresh = ground(folder, minimal_files())
    for name, prepare in REFUSED_OUTPUTS.items():
        yield name, partial(_refused, fresh, prepare)
    for name, prepare in GOOD_OUTPUTS.items():
        yield f"buena: {name}", partial(_accepted, fresh, prepare)


def _refused(fresh: Callable[[], Ground], prepare: Prepared) -> str:
    place = fresh()
    output = prepare(place)
    before = everything(place.root)
    ended = place.built(output)
    if ended.code != 2 or len(ended.errors.splitlines()) != 1 or ended.out:
        return ended.bug or f"termina con {ended.code}: {ended.errors[-200:]}"
    changed = {key: value for key, value in everything(place.root).items() if before.get(key) != value}
    changed = {key: value for key, value in changed.items() if not key.endswith(".lock") and ".cache" not in key}
    return f"cambió {sorted(changed)[:3]}" if changed or before.keys() - everything(place.root).keys() else ""


def _accepted(fresh: Callable[[], Ground], prepare: Prepared) -> str:
    place = fresh()
    output, before = prepare(place), everything(place.foreign)
    found = Path(os.path.normpath(place.home / output))
    try:
        ended = place.built(output)
        if ended.code:
            return ended.bug or f"termina con {ended.code}: {ended.errors[-200:]}"
        if not (found / "index.html").is_file() or everything(place.foreign) != before:
            return "no está el sitio, o cambió lo ajeno"
        return litter(found.resolve().parent)
    finally:
        if str(output).startswith("/dev/shm"):
            shutil.rmtree(output)
            Path(f"{found.parent}/.{found.name}.lock").unlink(missing_ok=True)


def everything(folder: Path) -> dict[str, str]:
    """Returns what stands in a folder: path → kind, and what it holds or where it leads."""
    found = {}
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = f"→ {path.readlink()}"
        else:
            found[name] = f"{path.lstat().st_mode:o} {path.read_bytes().hex() if path.is_file() else ''}"
    return found
