"""Inputs that are small to make and dear to read: each must be refused in seconds, with one message."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from malformed.case import ABOUT, FOLDER, SITE, of_plan
from orden_fallas import Answer

BILLION = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
TABLE = of_plan("recorridos.csv")
SCHEMA = of_plan("recorridos.schema.json")
_MILLION = 1_000_000
_AT_ONCE = 10_000
_EVIL = "(a+)+$"


Make = Callable[[Path], None]
"""Writes a bomb into the folder of a site."""


def written(path: str, *pieces: bytes | tuple[bytes, int]) -> Make:
    """Returns what writes the pieces in a file of a site, some of them many times; none is in memory before."""

    def write(site: Path) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        with (site / path).open("wb") as out:
            for piece in pieces:
                piece, times = piece if isinstance(piece, tuple) else (piece, 1)
                for _ in range(times // _AT_ONCE):
                    out.write(piece * _AT_ONCE)
                out.write(piece * (times % _AT_ONCE))

    return write


def added(path: str, text: str) -> Make:
    """Returns what adds a paragraph to the end of a file of a site."""
    return lambda site: written(path, (site / path).read_bytes() + f"\n{text}\n".encode())(site)


def sparse(path: str, size: int, head: bytes = b"%PDF-1.4\n") -> Make:
    """Returns what makes a file of that size of which only the head takes space on the disk."""

    def write(site: Path) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        with (site / path).open("wb") as out:
            out.write(head)
            out.truncate(size)

    return write


def many_files(folder: str, count: int) -> Make:
    """Returns what puts that many files in a folder."""

    def write(site: Path) -> None:
        for number in range(count):
            (site / folder / f"acta-{number}.pdf").write_bytes(b"%PDF-1.4\n")

    return write


def deep_folders(folder: str, depth: int) -> Make:
    """Returns what puts folders within folders, that many."""

    def write(site: Path) -> None:
        for number in range(1, depth + 1):
            (site / folder / "/".join("d" * number)).mkdir(exist_ok=True, parents=number == 1)

    return write


def packed(path: str, size: int) -> Make:
    """Returns what makes a small zip that holds a file of that size."""

    def write(site: Path) -> None:
        with zipfile.ZipFile(site / path, "w", zipfile.ZIP_DEFLATED) as out, out.open("ceros.bin", "w") as member:
            for _ in range(size // _MILLION):
                member.write(bytes(_MILLION))

    return write


def own_pattern(pattern: str, value: str) -> Make:
    """Returns what gives the site's own table a regular expression, and a cell that is dear for it."""

    def write(site: Path) -> None:
        schema = json.loads((site / SCHEMA).read_bytes())
        name = next(each for each in schema["fields"] if each["type"] == "string")
        name["constraints"] = {"pattern": pattern}
        written(SCHEMA, json.dumps(schema).encode())(site)
        names = [each["name"] for each in schema["fields"]]
        cells = [value if each == name["name"] else "" for each in names]
        written(TABLE, f"{','.join(names)}\r\n{','.join(cells)}\r\n".encode())(site)

    return write


BOMBS: Mapping[str, Make] = {
    "risas de YAML": written(SITE, BILLION.encode()),
    "YAML de 3,000 niveles": written(SITE, b"a: ", (b"[", 3_000), (b"]", 3_000)),
    "YAML de 200,000 niveles": written(SITE, b"a: ", (b"[", 200_000), (b"]", 200_000)),
    "YAML de 200,000 niveles de guion": written(SITE, (b"- ", 200_000), b"x"),
    "YAML de 2 MB": written(SITE, b"titulo: x\n", (b"# comentario\n", 160_000)),
    "YAML de 100,000 claves": written(SITE, "".join(f"clave{n}: 1\n" for n in range(70_000)).encode()),
    "YAML de 200,000 elementos": written(SITE, b"idiomas:\n", (b"- x\n", 200_000)),
    "8,000 columnas": written(TABLE, b",".join(b"c%d" % n for n in range(8_000)) + b"\r\n", (b",", 7_999), b"\r\n"),
    "8,000 columnas y 10,000 filas": written(TABLE, (b"," * 7_999 + b"\r\n", 10_000)),
    "10⁶ columnas": written(TABLE, (b"columna,", _MILLION), b"\r\n"),
    "10⁶ columnas en la segunda fila": written(TABLE, b"id,nombre\r\n", (b",", _MILLION), b"\r\n"),
    "tabla de 101 MB": written(TABLE, b"id,nombre\r\n", (b"abcdefgh,abcdefghijk\r\n", 4_600_000)),
    "tabla de 99 MB": written(TABLE, b"id,nombre\r\n", (b"abcdefgh,abcdefghijk\r\n", 4_500_000)),
    "solo comillas": written(TABLE, (b'"', 50_000_000)),
    "solo comillas, impares": written(TABLE, b"id,nombre\r\n", (b'"', 50_000_001)),
    "solo ceros": written(TABLE, (b"\0", 90_000_000)),
    "solo saltos": written(TABLE, b"id,nombre\r\n", (b"\n", 90_000_000)),
    "solo comas": written(TABLE, b"id,nombre\r\n", (b"," * 190 + b"\n", 500_000)),
    "solo espacios": written(TABLE, (b" ", 90_000_000)),
    "20,000 archivos": many_files(FOLDER, 20_000),
    "20,000 archivos en content": many_files("content", 20_000),
    "20,000 archivos en un tema": many_files("content/novedades", 20_000),
    "carpetas de 500 niveles": deep_folders(of_plan("evidencias/2024-03"), 500),
    "carpetas de 500 niveles en los textos": deep_folders(of_plan("textos"), 500),
    "zip de 600 MB": packed(f"{FOLDER}/anexos.zip", 600 * _MILLION),
    "zip en disco de 600 MB": sparse(f"{FOLDER}/anexos.zip", 600 * _MILLION, b"PK\x03\x04"),
    "expresión regular propia": own_pattern(_EVIL, "a" * 5_000 + "!"),
    "expresión regular propia, repetida": own_pattern("((a{1,1000}){1,1000}){1,1000}", "a" * 5_000 + "!"),
    "expresión regular propia, con referencias": own_pattern(r"(a*)*\1\1\1$", "a" * 5_000 + "!"),
    "Markdown: corchetes": added(ABOUT, "[" * 20_000),
    "Markdown: guiones bajos": added(ABOUT, "_" * 20_000),
    "Markdown: asteriscos": added(ABOUT, "*a" * 20_000),
    "Markdown: asteriscos con espacio": added(ABOUT, "**a *b " * 10_000),
    "Markdown: citas": added(ABOUT, ">" * 20_000 + " x\n"),
    "Markdown: citas con espacio": added(ABOUT, "> " * 5_000 + " x\n"),
    "Markdown: listas": added(ABOUT, "".join(f"{'    ' * n}- a\n" for n in range(500))),
    "Markdown: acentos graves": added(ABOUT, "".join("`" * n + " " for n in range(1_000))),
    "Markdown: paréntesis": added(ABOUT, "[a](" * 20_000),
    "Markdown: ángulos": added(ABOUT, "<a" * 20_000),
    "Markdown: enlaces": added(ABOUT, "[a](b) " * 20_000),
    "Markdown: barras": added(ABOUT, "|a" * 3_000 + "\n" + "|-" * 3_000 + "\n" + "|\n" * 100_000),
    "Markdown: un renglón de 900 kB": added(ABOUT, "palabra " * 110_000),
    "Markdown: 100,000 párrafos": added(ABOUT, "a\n\n" * 100_000),
    "Markdown de 20 MB": written(ABOUT, b"---\ntitulo: x\n---\n", (b"palabra\n\n", 2_200_000)),
    "Markdown: barras inversas": added(ABOUT, "\\[" * 20_000),
    "Markdown: entidades": added(ABOUT, "&amp;" * 20_000),
    "Markdown: referencias": added(ABOUT, "".join(f"[r{n}]: /x\n" for n in range(20_000))),
    "celda de 95 MB": written(TABLE, b"id,nombre\r\na,", (b"x", 95_000_000), b"\r\n"),
    "celda de 95 MB entre comillas": written(TABLE, b"id,nombre\r\na,\x22", (b"x", 95_000_000), b"\x22\r\n"),
    "10⁶ filas": written(TABLE, b"id,nombre\r\n", (b"recorrido,x\r\n", _MILLION)),
    "900,000 filas con una celda mala": written(TABLE, b"id,nombre\r\n", (b"x,\x01\r\n", 900_000)),
    "900,000 filas de más": written(TABLE, b"id,nombre\r\n", (b"x\r\n", 900_000)),
    "JSON de 100,000 niveles": written(SCHEMA, (b"[", 100_000), (b"]", 100_000)),
    "JSON de 20 MB": written(SCHEMA, b"[", (b"1,", 10_000_000), b"1]"),
    "GeoJSON de 100,000 niveles": written(of_plan("lugares.geojson"), (b"[", 100_000), (b"]", 100_000)),
    "documento de 3 GB": sparse(f"{FOLDER}/anexo.pdf", 3_000 * _MILLION),
    "sello de 3 GB": sparse(of_plan("sellos.txt"), 3_000 * _MILLION, b""),
    "tabla de 3 GB": sparse(TABLE, 3_000 * _MILLION, b"id,nombre\r\n"),
    "direcciones de 3 GB": sparse("content/direcciones.txt", 3_000 * _MILLION, b"/\n"),
    "traducción de 3 GB": sparse("content/idiomas/fr.po", 3_000 * _MILLION, b""),
    "informe de 3 GB": sparse(of_plan("informe.pdf"), 3_000 * _MILLION),
}
"""What makes each bomb in the folder of a small site, by its name."""

HARMLESS = (
    *("zip de", "expresión regular", "Markdown: enlaces", "Markdown: entidades"),
    *("Markdown: barras inv", "Markdown: as"),
)
"""Bombs that may also be accepted, if that costs little: nothing in them is wrong."""
MOST_LINES = 8


def is_defused(name: str, answer: Answer) -> bool:
    """Returns whether a bomb was refused, or accepted where it may be, in few lines and at little cost."""
    expected = (0, 1) if name.startswith(HARMLESS) else (1,)
    few = len(answer.lines) <= MOST_LINES or "cosas por corregir" in "".join(answer.lines[:3])
    return answer.code in expected and not answer.is_costly and answer.is_untouched and few
