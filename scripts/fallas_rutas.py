"""Row of `scripts/fallas` on paths: odd ones in every key, name and option that takes one lead out of nowhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from copias import Said, Trials
from danos import OWN_THEME, sound_files
from fallas_lugares import CANARY, FOREIGN, Ground, everything, ground
from malformed.case import ABOUT, MANIFEST, NEWS, PACKAGE, SITE, of_plan
from support import Content

Fresh = Callable[[], Ground]
UNSAFE: Mapping[str, str] = {
    "arriba": "../ajena/tesis.doc",
    "muy arriba": "../../../../../../../../../../../../etc/passwd",
    "absoluta": "/etc/passwd",
    "por un rodeo": "x/../{right}",
    "con punto": "./{right}",
    "con barra al final": "{right}/",
    "con barras de Windows": "..\\..\\{right}",
    "con unidad de Windows": "C:\\{right}",
    "dirección de archivo": "file:///etc/passwd",
    "dirección web": "https://example.org/{right}",
    "de la casa": "~/{right}",
    "con variable": "$HOME/{right}",
    "por ciento": "%2e%2e%2f{right}",
    "un enlace": "enlace-{right}",
    "una carpeta": "carpeta-{right}",
    "con NUL": "{right}\0.csv",
    "con un renglón": "{right}\nx",
    "vacía": "",
    "un punto": ".",
    "dos puntos": "..",
    "mayúsculas": "{upper}",
    "en letras sueltas": "nin\u0303o-{right}",
    "reservado de Windows": "con.csv",
    "reservado de Windows, con final": "nul.{right}",
    "con punto final": "{right}.",
    "con espacio final": "{right} ",
    "nombre de 300 letras": "{long}",
    "ruta de 5,000 letras": "{deep}",
    "comodín": "*.csv",
    "opción": "--help",
    "bidireccional": "a\u202e{right}",
}
"""Paths that no key of a file takes, whose right one is `right`."""
KEYS: Mapping[str, tuple[str, str, str]] = {
    "tabla": (PACKAGE, "path: recorridos.csv", "recorridos.csv"),
    "esquema": (PACKAGE, "schema: recorridos.schema.json", "recorridos.schema.json"),
    "documento": (MANIFEST, "path: acta-2024-04.txt", "acta-2024-04.txt"),
    "tema": (SITE, "tema: propio", "propio"),
    "tema que se extiende": (f"{OWN_THEME}/theme.yaml", "extiende: base", "base"),
    "plan": (SITE, "planes: [plan-minimo]", "plan-minimo"),
    "plan actual": (SITE, "plan_actual: plan-minimo", "plan-minimo"),
    "plan de una novedad": (NEWS, "plan: plan-minimo", "plan-minimo"),
    "dirección de antes": ("content/direcciones.yaml", "de: /vieja/", "/vieja/"),
    "dirección de ahora": ("content/direcciones.yaml", "a: /acerca/", "/acerca/"),
}
"""Keys that take a path or the name of a file or folder: file, the line as it is, and the right value."""
HARMLESS = ("con espacio final",)
"""Paths that are the right one once they are read, as every text is, without the spaces at its ends."""
LENIENT = ("dirección", "plan actual")
"""Keys of which some of those paths are right, or another way to write the right one."""
NAMES = (
    "a\nb", "con", "nul", "x" * 240, "nin\u0303o", "niño", "-x", " x", "x ", ".x", "x..", "😀", "a:b", "a?b#c", "<b>x",
    "a%00b", "a\\b", "X", "\udcff", "a\u202eb", "{{ x }}", "$x", "a b", "a\x1b[2Jb", "::error::x", "..", "index",
)  # fmt: skip
FOLDERS: Mapping[str, str] = {
    "content": ".md", "content/novedades": ".md", of_plan("textos"): ".md", of_plan("evidencias/2024-03"): ".pdf",
    "data/plan-minimo": ".csv", "data": "/datapackage.yaml", f"{OWN_THEME}/static": ".css",
    f"{OWN_THEME}/templates": ".html", "themes": "/theme.yaml",
}  # fmt: skip
"""Folders in which a file of an odd name is put, with what it ends in."""
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "--site": ("check", "--site", "{}"),
    "--contra": ("check", "--contra", "{}"),
    "--comentario": ("check", "--comentario", "{}"),
    "--ics": ("agenda", "--fecha", "2024-05-01", "--ics", "{}"),
    "import": ("import", "{}"),
    "init": ("init", "{}", "--nombre", "X", "--gobierno", "Y", "--publica", "Z", "--tipo", "gobierno",
             "--color", "#123456", "--cadencia", "mensual", "--plan", "p-2026", "--correo", "a@example.org"),
    "fix": ("fix", "{}", "--si"),
    "workbook import": ("workbook", "import", "{}", "--si"),
    "workbook export": ("workbook", "export", "--output", "{}"),
    "evidence add": ("evidence", "add", "{}", "--actividad", "agua-1", "--titulo", "X", "--demuestra", "Que algo.",
                     "--tipo", "acta", "--fecha", "2024-03-01"),
    "evidence clean": ("evidence", "clean", "{}"),
    "sin-indexar": ("sin-indexar", "{}"),
}  # fmt: skip
"""Commands that take a path, which stands where «{}» does."""
GIVEN: Mapping[str, Callable[[Ground], str]] = {
    "que no existe": lambda ground: "no-existe",
    "que no existe, en otra que no existe": lambda ground: "no/existe/x.ics",
    "un archivo ajeno": lambda ground: str(ground.foreign / FOREIGN),
    "una carpeta ajena": lambda ground: str(ground.foreign),
    "una carpeta que acaba en .ics": lambda ground: str(ground.root / "carpeta.ics"),
    "una carpeta que acaba en .xlsx": lambda ground: str(ground.root / "carpeta.xlsx"),
    "un enlace a un archivo ajeno": lambda ground: str(ground.root / "enlace-archivo"),
    "un enlace .ics a un archivo ajeno": lambda ground: str(ground.root / "enlace.ics"),
    "un enlace .xlsx a un archivo ajeno": lambda ground: str(ground.root / "enlace.xlsx"),
    "un enlace a una carpeta ajena": lambda ground: str(ground.root / "enlace-carpeta"),
    "un enlace a sí mismo": lambda ground: str(ground.root / "enlace-vuelta"),
    "una tubería": lambda ground: str(ground.root / "tuberia"),
    "una tubería .xlsx": lambda ground: str(ground.root / "tuberia.xlsx"),
    "un dispositivo": lambda ground: "/dev/null",
    "uno que no acaba": lambda ground: "/dev/zero",
    "la raíz": lambda ground: "/",
    "donde no se escribe": lambda ground: "/proc/x.ics",
    "vacío": lambda ground: "",
    "un punto": lambda ground: ".",
    "dos puntos": lambda ground: "..",
    "un nombre de 300 letras": lambda ground: "x" * 300 + ".ics",
    "un nombre de 250 letras": lambda ground: "x" * 246 + ".ics",
    "una ruta de 5,000 letras": lambda ground: "/".join(["x" * 99] * 50) + ".ics",
    "un renglón": lambda ground: "a\nb.ics",
    "bytes sueltos": lambda ground: "a\udcffb.ics",
    "casa": lambda ground: "~/x.ics",
    "el sitio": lambda ground: str(ground.site),
    "los ajustes del sitio": lambda ground: str(ground.site / SITE),
    "lo publicado": lambda ground: str(ground.ours),
}
"""What is given to them, by what it is."""


def rutas(folder: Path) -> Trials:
    """Yields odd paths in each key, odd names of files, links in the place of each file and folder, and options."""
    files = _files()
    fresh = ground(folder, files)
    for (key, place), (name, odd) in ((one, two) for one in KEYS.items() for two in UNSAFE.items()):
        lenient = key.startswith(LENIENT) or name in HARMLESS
        yield f"{key}: {name}", partial(_in_key, fresh, place, odd, lenient=lenient)
    for (within, end), name in ((one, two) for one in FOLDERS.items() for two in NAMES):
        yield f"nombre en {within}: {name[:20]!r}", partial(_named, fresh, f"{within}/{name}{end}")
    for path in _linkable(files):
        yield f"enlace en lugar de {path}", partial(_replaced, fresh, path)
    for (option, arguments), (name, given) in ((one, two) for one in OPTIONS.items() for two in GIVEN.items()):
        yield f"{option}: {name}", partial(_given, fresh, arguments, given)


def _files() -> dict[str, Content]:
    """Returns the files of the small site, which has a theme of its own."""
    return {**sound_files()}


def _linkable(files: Mapping[str, Content]) -> list[str]:
    """Returns the files of the site, but only some of a theme's, and all the folders."""
    own = [path for path in files if not path.startswith(f"{OWN_THEME}/templates") or path.endswith("/home.html")]
    folders = {str(parent) for path in own for parent in Path(path).parents if str(parent) != "."}
    return sorted({*own, *folders})


def _value(odd: str, right: str) -> str:
    deep = "/".join(["x" * 99] * 50)
    return odd.format(right=right, upper=right.upper(), long="x" * 300, deep=deep) if "{" in odd else odd


def _in_key(fresh: Fresh, where: tuple[str, str, str], odd: str, *, lenient: bool) -> str:
    """Returns what is wrong with the answer to a path in a key of a file."""
    place, (file, line, right) = fresh(), where
    value = _value(odd, right)
    quoted = "".join(f"\\u{ord(each):04x}" if ord(each) < 32 or each in '"\\' else each for each in value)
    if odd == UNSAFE["un enlace"] and "/" not in right:
        (place.site / file).with_name(value).symlink_to("/etc/passwd")
    if odd == UNSAFE["una carpeta"] and "/" not in right:
        (place.site / file).with_name(value).mkdir()
    old = (place.site / file).read_text("utf-8")
    name = line.partition(":")[0]
    new = f'{name}: ["{quoted}"]' if "[" in line else f'{name}: "{quoted}"'
    assert old.count(line) == 1, (file, line)
    (place.site / file).write_text(old.replace(line, new), "utf-8")
    ended = place.built(place.root / "salida")
    if ended.code == 0 and not lenient:
        return "se publica"
    return _harm(place, ended) or (
        "" if ended.code == 0 or file in ended.out or value in ended.out else f"no nombra {file}"
    )


def _named(fresh: Fresh, name: str) -> str:
    """Returns what is wrong with the answer to a file of an odd name."""
    place = fresh()
    target = place.site / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"---\ntitulo: x\n---\nx\n" if name.endswith(".md") else b"%PDF-1.4\n")
    except OSError:
        return ""  # the file system has no such name
    ended = place.built(place.root / "salida")
    return _harm(place, ended)


def _replaced(fresh: Fresh, path: str) -> str:
    """Returns what is wrong with the answer to a link, to a copy elsewhere, in the place of a file or folder."""
    place = fresh()
    target, copy = place.site / path, place.root / "copia"
    shutil.move(target, copy)
    target.symlink_to(copy)
    ended = place.built(place.root / "salida")
    return ("se sigue un enlace" if ended.code == 0 else "") or _harm(place, ended)


def _given(fresh: Fresh, arguments: tuple[str, ...], given: Callable[[Ground], str]) -> str:
    """Returns what is wrong with the end of a command to which a path is given."""
    place = fresh()
    for each in ("carpeta.ics", "carpeta.xlsx"):
        (place.root / each).mkdir()
    for each in ("archivo", ".ics", ".xlsx"):
        name = f"enlace-{each}" if each[0] != "." else f"enlace{each}"
        (place.root / name).symlink_to(place.foreign / FOREIGN)
    (place.root / "enlace-carpeta").symlink_to(place.foreign)
    (place.root / "enlace-vuelta").symlink_to(place.root / "enlace-vuelta")
    for each in ("tuberia", "tuberia.xlsx"):
        os.mkfifo(place.root / each)
    if "--comentario" in arguments:  # which is written only where there is something to say
        (place.site / ABOUT).write_bytes(b"---\ntitulo: x\n---\n[x](/nada/)\n")
    before = everything(place.foreign)
    words = [each.replace("{}", given(place)) for each in arguments]
    ended = place.ran(*words, *(() if "--site" in words else ("--site", place.site)))
    is_asked = "--comentario" in arguments and given(place) == str(place.foreign / FOREIGN)
    if everything(place.foreign) != before and not is_asked:
        return "cambió lo ajeno"
    left = [each.name for each in place.root.rglob(".*.staged")]
    return _harm(place, ended) or (f"sobra {left}" if left else "")


def _harm(place: Ground, ended: Said) -> str:
    """Returns what is wrong with whatever ended: a failure, words of a stranger, something of his in what is said."""
    if ended.bug:
        return ended.bug
    if CANARY in ended.out + ended.errors or "root:x" in ended.out:
        return "repite lo de un archivo de fuera"
    output = place.root / "salida"
    published = (path.read_bytes() for path in output.rglob("*") if path.is_file()) if output.is_dir() else ()
    if any(CANARY.encode() in data or b"root:x:0" in data for data in published):
        return "publica un archivo de fuera"
    if len(ended.errors.splitlines()) > 12 or len(ended.out.splitlines()) > 60:
        return f"{len(ended.errors.splitlines())} renglones"
    return "" if ended.code in (0, 1, 2) else f"termina con {ended.code}"
